"""From a zip to a drawn, verified, compared plan with clicks alone, on a workspace that begins empty.

With ZHITU_FILM=1 the way is recorded as .build/artefacts/browser/work-on-the-page.avi; its times are in
work-on-the-page.json there.
"""

import json
import os
import shutil
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

from recording import Recorder
from served_page import ARTEFACTS, MISSING, Browser, Server, Visit, zhitu

DESK = (1440, 900)
PHONE = (390, 844)
FILM = os.environ.get("ZHITU_FILM")


class Look(Visit):
    """A look at any page of the shell, or at the first one while it has no map."""

    def settle(self):
        self.page.locator(".bar").first.wait_for()

    def choose(self, *files):
        self.page.locator("input[name=file]").set_input_files([str(file) for file in files])

    def map_is_still(self):
        self.wait(
            "!!window.zhitu && zhitu.map.loaded() && zhitu.map.areTilesLoaded()"
            " && !zhitu.map.isMoving()", "a map at rest")

    def middle(self):
        box = self.page.locator(".draw-map canvas").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def click(self, dx, dy, double=False):
        x, y = self.middle()
        (self.page.mouse.dblclick if double else self.page.mouse.click)(x + dx, y + dy)

    def tool(self, name):
        self.page.locator(f"[data-tool={name}]").click()

    def version(self):
        text = self.page.locator("[data-version]").first.get_attribute("data-version")
        return int(text)

    def after_act(self, version):
        self.wait(f"Number(document.querySelector('[data-version]').dataset.version) > {version}",
                  "an act that was done")

    def too_wide(self):
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0


def violations(page):
    from axe_playwright_python.sync_playwright import Axe
    return [(one["id"], [node["html"][:160] for node in one["nodes"]])
            for one in Axe().run(page).response["violations"]]


@unittest.skipIf(MISSING, MISSING or "")
class WorkOnThePage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-work-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        sample = cls.folder / "sample.gpkg"
        zhitu("sample", "--seed", 7, "--out", sample)
        cls.zip = cls.folder / "样区.zip"
        with zipfile.ZipFile(cls.zip, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
            file.write(sample, "样区/sample.gpkg")
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        # There is no such workspace: the server makes an empty one.
        cls.server = Server(cls.folder / "new.gpkg")
        cls.addClassCleanup(cls.server.stop)

    def look(self, address="", size=DESK):
        seen = Look(self.browser, self.server, address, *size)
        self.addCleanup(seen.close)
        return seen

    def is_fine(self, seen, name):
        """What axe finds, what is too wide, what the browser complained about; with a picture."""
        seen.shoot(name)
        self.assertEqual(violations(seen.page), [], name)
        self.assertFalse(seen.too_wide(), name)
        self.assertEqual(seen.complaints, [], name)

    def test_1_an_empty_workspace_says_what_to_do(self):
        for size, name in ((DESK, "desk"), (PHONE, "phone")):
            seen = self.look(size=size)
            seen.page.locator(".first-visit").wait_for()
            self.is_fine(seen, f"first-visit-{name}")
        seen.page.goto(f"{self.server.address}/draw.html")
        seen.page.get_by_text("还没有调查数据").wait_for()
        seen.page.goto(f"{self.server.address}/import.html")
        seen.page.locator(".drop-zone").wait_for()
        self.is_fine(seen, "import-begin-phone")

    def test_2_a_wrong_file_is_told_and_nothing_is_written(self):
        wrong = self.folder / "报告.zip"
        with zipfile.ZipFile(wrong, "w") as file:
            file.writestr("readme.txt", "nothing")
        seen = self.look("import.html")
        seen.choose(wrong)
        fault = seen.page.locator(".fault")
        fault.wait_for()
        self.assertIn("没有可读取的矢量数据", fault.inner_text())
        seen.shoot("import-wrong")
        seen.page.get_by_role("button", name="换一个文件").click()
        # A file without a coordinate system and of no known kind: what is missing stands with it.
        (self.folder / "x.csv").write_text("a,b\n1,2\n")
        seen.page.locator(".drop-zone").wait_for()
        self.assertEqual(seen.get("api/v1/workspace")["layers"], [])

    def test_3_from_a_zip_to_a_compared_plan(self):
        seen = self.look()
        page = seen.page
        film = Recorder(page) if FILM else None
        start = time.monotonic()
        page.get_by_role("link", name="选择文件").click()
        seen.choose(self.zip)
        page.locator(".layer-card[data-layer*=DLTB]").first.wait_for()
        self.assertIn("地类图斑", page.locator(".layer-cards").inner_text())
        page.get_by_label("方案名称").fill("demo")
        page.get_by_text("个图层可以导入").wait_for()
        page.evaluate("document.querySelector('.content').scrollTo(0, 0)")
        self.is_fine(seen, "import-inspected-desk")
        page.get_by_role("button", name="导入", exact=False).last.click()
        page.locator(".imported").wait_for()
        self.is_fine(seen, "import-done-desk")
        workspace = seen.get("api/v1/workspace")
        self.assertEqual(workspace["plans"], ["demo"])
        self.assertEqual(workspace["epochs"], ["2023", "2024"])
        imported = time.monotonic()

        page.locator("[data-group=plan]").click()
        page.get_by_role("link", name="画方案").click()
        page.get_by_label("名称").fill("北片")
        self.is_fine(seen, "draw-plans-desk")
        page.get_by_role("button", name="新建").click()
        page.locator(".draw-map canvas").wait_for()
        seen.map_is_still()
        for _ in range(4):
            page.get_by_role("button", name="放大").click()
            seen.map_is_still()
        before = seen.version()
        seen.tool("draw")
        page.locator("select[name=new-class]").select_option("0101")
        for dx, dy in ((-60, -50), (60, -50), (60, 50)):
            seen.click(dx, dy)
        seen.click(-60, 50, double=True)
        seen.after_act(before)
        before = seen.version()
        seen.tool("copy")
        seen.click(170, 130)
        page.locator("[data-act=copy]").click()
        seen.after_act(before)
        seen.map_is_still()
        seen.shoot("draw-first-desk")
        page.locator("[data-act=keep]").click()
        page.get_by_text("方案图层与绘制一致").wait_for()
        page.locator("#draw-tab-verdicts").click()
        page.locator(".tally").wait_for()
        verified = time.monotonic()

        # Every stroke is judged at once now.
        before = seen.version()
        seen.tool("select")
        seen.click(0, 0)
        page.locator(".attributes").wait_for()
        seen.tool("split")
        seen.click(-110, -3)
        seen.click(110, 4, double=True)
        seen.after_act(before)
        before = seen.version()
        page.locator("[data-act=undo]").click()
        seen.after_act(before)
        seen.tool("select")
        self.is_fine(seen, "draw-verdicts-desk")
        page.locator("#draw-tab-history").click()
        page.locator(".draw-history button").first.wait_for()
        page.locator(".draw-history button").nth(3).click()
        self.is_fine(seen, "draw-history-desk")
        page.locator("#draw-tab-measures").click()

        page.locator("[data-act=branch]").click()
        page.locator("input[name=branch]").fill("北片-旱地")
        page.locator(".branch button").click()
        page.get_by_role("heading", name="北片-旱地").wait_for()
        page.locator("#draw-tab-measures").click()
        page.locator("#draw-tab .link").first.click()
        before = seen.version()
        page.locator(".attributes select[name=class]").select_option("0103")
        page.locator(".attributes button[type=submit]").click()
        seen.after_act(before)
        page.get_by_role("link", name="比较").click()
        page.get_by_role("heading", name="不同的图斑（1）").wait_for()
        seen.map_is_still()
        self.is_fine(seen, "compare-desk")
        page.locator("[data-act=merge]").click()
        page.get_by_text("已并入").wait_for()
        page.get_by_text("两个方案的图斑完全相同").first.wait_for()
        done = time.monotonic()
        if film:
            film.save(ARTEFACTS / "work-on-the-page.avi")
        self.assertEqual(seen.complaints, [])
        times = {"import": imported - start, "draw and verify": verified - imported,
                 "compare and merge": done - verified, "all": done - start}
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        (ARTEFACTS / "work-on-the-page.json").write_text(
            json.dumps({name: round(value, 1) for name, value in times.items()}) + "\n")

    def test_4_pages_fit_a_phone(self):
        for address, name, there in (
            ("draw.html?plan=北片", "draw-phone", ".plan-head h1"),
            ("draw.html", "draw-plans-phone", ".plan-open"),
            ("compare.html?a=北片&b=demo", "compare-phone", ".compare-parts"),
        ):
            with self.subTest(name):
                seen = self.look(address, PHONE)
                seen.page.locator(there).first.wait_for()
                seen.map_is_still() if name != "draw-plans-phone" else None
                self.is_fine(seen, name)

    def test_5_two_hands_at_one_plan(self):
        """One sees what the other did; the slower is told, and may decide."""
        one, two = self.look("draw.html?plan=北片"), self.look("draw.html?plan=北片")
        for seen in (one, two):
            seen.page.locator("#draw-tab-measures").click()
            seen.page.locator("#draw-tab .link").first.click()
            seen.page.locator(".attributes").wait_for()
        before = two.version()
        # The second does not hear of it for now, and changes the same measure.
        two.page.evaluate("EventSource.prototype.close.call(window.zhituNews)")
        one.page.locator(".attributes input[name=project]").fill("甲")
        one.page.locator(".attributes button[type=submit]").click()
        one.after_act(before)
        two.page.locator(".attributes input[name=project]").fill("乙")
        two.page.locator(".attributes button[type=submit]").click()
        two.page.get_by_text("别人先改了").wait_for()
        two.shoot("draw-conflict")
        two.page.get_by_role("button", name="仍按我的做").click()
        two.wait("document.querySelector('.attributes input[name=project]').value === '乙'", "乙")
        one.wait("document.querySelector('.attributes input[name=project]').value === '乙'",
                 "what the other did, without a reload")


if __name__ == "__main__":
    unittest.main()
