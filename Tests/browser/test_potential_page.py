"""The page of potential and the questions to the map, on a desk and on a phone."""

import functools
import tempfile
import unittest
import zipfile
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_problems import DESK, PHONE, View, photo


@functools.cache
def workspace() -> Path:
    """The sample district with a potential library of both epochs; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-potential-"))
    made = folder / "workspace.gpkg"
    register = folder / "register.yaml"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg", "--potential", register,
          "--guides", folder / "guides.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    zhitu("import", folder / "guides.gpkg", "--workspace", made)
    zhitu("potential", "survey", "--workspace", made, "--epoch", "2023", "--register", register)
    zhitu("potential", "survey", "--workspace", made, "--epoch", "2024")
    return made


@unittest.skipIf(MISSING, MISSING or "")
class PotentialPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def look(self, page="potential.html", query="", size=DESK):
        view = View(self.browser, self.server, page=page, query=query, size=size)
        self.addCleanup(view.close)
        return view

    def shoot(self, view, name):
        view.page.wait_for_timeout(600)
        view.page.screenshot(path=ARTEFACTS / f"potential-{name}.png")

    def test_from_a_task_to_a_patch_to_the_field(self):
        view = self.look()
        page = view.page
        page.locator(".task:has(strong:text-is('新增耕地'))").click()
        page.locator(".rows-table tbody tr").first.wait_for()
        self.shoot(view, "desk")
        number = page.locator(".rows-table tbody tr button").first.inner_text()
        page.locator(".rows-table tbody tr button").first.click()
        page.locator(".course .step").first.wait_for()
        self.assertIn("生态保护红线", page.locator(".course").inner_text())
        self.assertIn("未核对", page.locator(".course").inner_text())
        near = page.locator(".levels-list").first.inner_text()
        page.get_by_role("button", name="登记现场情况").click()
        page.locator("select[name=will]").select_option("willing")
        page.locator("select[name=condition]").select_option("ready")
        page.locator("textarea[name=remark]").fill("已到现场")
        page.get_by_role("button", name="保存").click()
        page.locator(".visits", has_text="已到现场").wait_for()
        self.assertIn(number, page.locator(".notice-line").inner_text())
        self.assertNotEqual(page.locator(".levels-list").first.inner_text(), near)
        self.shoot(view, "card")

    def test_a_visit_on_a_phone_waits_for_the_network(self):
        view = self.look(query="&task=new-farmland", size=PHONE)
        page = view.page
        page.locator(".rows-table tbody tr button").nth(3).click()
        page.get_by_role("button", name="登记现场情况").click()
        form = page.locator(".visit-form")
        form.locator("select[name=will]").select_option("partly")
        form.locator("select[name=condition]").select_option("works")
        form.locator("textarea[name=remark]").fill("田埂已毁")
        form.locator("input[type=file]").set_input_files(
            {"name": "a.png", "mimeType": "image/png", "buffer": photo()})
        self.assertFalse(view.is_too_wide())
        self.shoot(view, "visit-phone")
        view.context.set_offline(True)
        form.get_by_role("button", name="保存").click()
        page.locator(".waiting", has_text="田埂已毁").wait_for()
        self.assertEqual(page.locator(".visits", has_text="田埂已毁").count(), 0)
        self.shoot(view, "waiting-phone")
        view.context.set_offline(False)
        visit = page.locator(".visits li", has_text="田埂已毁")
        visit.locator("img").wait_for()
        self.assertIn("部分愿意", visit.inner_text())
        self.assertEqual(page.locator(".waiting").count(), 0)
        self.assertEqual(page.locator(".visits li", has_text="田埂已毁").count(), 1)

    def test_what_a_task_yields_besides_ground_and_the_workbook(self):
        view = self.look(query="&task=farmland-quality&tab=exclusions")
        page = view.page
        table = page.get_by_role("region", name="用地以外的潜力")
        table.wait_for()
        text = table.inner_text()
        for word in ("产能提升", "公斤/年", "田坎归并新增耕地", "占位值"):
            self.assertIn(word, text)
        self.shoot(view, "benefits")
        with page.expect_download() as got:
            page.get_by_role("button", name="导出 Excel").click()
        book = Path(tempfile.mkdtemp(prefix="zhitu-potential-book-")) / "potential.xlsx"
        got.value.save_as(book)
        with zipfile.ZipFile(book) as file:
            names = file.read("xl/workbook.xml").decode()
        for sheet in ("潜力图斑", "乡镇汇总", "核对", "参数"):
            self.assertIn(sheet, names)
        page.locator(".task", has_text="城镇低效用地").locator("small", has_text="容积率潜力").wait_for()

    def test_issued_polygons_are_answered_or_say_why_not(self):
        view = self.look(query="&tab=guides")
        page = view.page
        page.get_by_role("region", name="核对（POT-01–04）").wait_for()
        page.wait_for_function("() => zhitu.map?.getLayoutProperty('area_guide:line', 'visibility') === 'visible'")
        page.get_by_role("group", name="应答").get_by_role("button", name="未应答").click()
        table = page.get_by_role("region", name="逐个指引图斑")
        table.locator(".chip", has_text="未应答").first.wait_for()
        self.assertEqual(table.locator(".chip", has_text="部分应答").count(), 0)
        why = table.inner_text()
        self.assertIn("不符合任何来源", why)
        self.assertIn("排除：", why)
        self.shoot(view, "guides-why")
        page.get_by_role("group", name="应答").get_by_role("button", name="部分应答").click()
        number = table.locator("button.link").first.inner_text()
        table.locator("button.link").first.click()
        page.locator(".card h2", has_text=number).wait_for()
        page.locator(".card section", has_text="下发与自主提取").wait_for()
        self.shoot(view, "guides-card")

    def test_every_tab_fits_both_screens(self):
        for tab in ("patches", "exclusions", "guides", "villages", "industry", "standard", "changes"):
            for name, size in (("desk", DESK), ("phone", PHONE)):
                view = self.look(query=f"&tab={tab}", size=size)
                view.page.locator(".potential .main").wait_for()
                self.shoot(view, f"{tab}-{name}")
                self.assertFalse(view.is_too_wide(), f"{tab} {name}")
        self.assertIn("地类", self.look(query="&tab=changes").page.locator(".main .rows-table")
                      .inner_text())

    def test_a_question_to_the_map(self):
        view = self.look(page="./")
        box = view.page.locator("input[name=question]")
        box.fill("云浦镇 2023 年 坡度大于 6 度的 耕地")
        box.press("Enter")
        view.page.locator(".ask-answer", has_text="理解为").wait_for()
        self.assertIn("云浦镇 · 2023 年度 · 耕地 · 坡度 > 6 度", view.page.locator(".ask-answer").inner_text())
        self.shoot(view, "answer")
        box.fill("澥浦镇的耕地")
        box.press("Enter")
        view.page.locator(".ask-answer[role=alert]", has_text="澥浦镇").wait_for()
        self.shoot(view, "refused")


if __name__ == "__main__":
    unittest.main()
