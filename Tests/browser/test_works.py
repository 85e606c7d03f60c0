"""Works (工程实施) with real clicks: report and confirm, a photo without a network, the phone."""

import functools
import tempfile
import unittest
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_problems import DESK, PHONE, View

# The smallest PNG.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082")


@functools.cache
def story() -> Path:
    """The sample district with its works; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-works-"))
    made = folder / "workspace.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    zhitu("sample", "--seed", 7, "--deeds", made)
    return made


@unittest.skipIf(MISSING, MISSING or "")
class WorksPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(story())
        cls.addClassCleanup(cls.server.stop)

    def look(self, role="platform", organisation="platform", size=DESK, query=""):
        view = View(self.browser, self.server, page="works.html", role=role,
                    organisation=organisation, size=size, query=query)
        self.addCleanup(view.close)
        return view

    def late(self) -> str:
        """The project of the sample that is behind its plan and failed a test."""
        view = self.look(query="&standing=late")
        row = view.page.locator(".row", has_text="检测未过 1 项").first
        row.wait_for()
        return row.locator(".number").inner_text()

    def test_the_list_and_every_view_of_a_project(self):
        project = self.late()
        view = self.look(query=f"&project={project}")
        view.page.locator(".works .chart svg").wait_for()
        # Besides the late one: a section on time, and the finished works of cases that were accepted.
        self.assertGreater(view.page.locator(".row").count(), 10)
        for tab, mark in (("招标合同", ".bids .winner"), ("质量检测", ".verdict.fail"),
                          ("监理日志", ".deed-returned"), ("现场影像", ".photos img"),
                          ("延期影响", ".effects, p.quiet:visible"), ("经过", ".deed-planned")):
            view.page.get_by_role("button", name=tab).click()
            view.page.locator(mark).first.wait_for()
            self.assertFalse(view.is_too_wide(), tab)
        view.page.screenshot(path=ARTEFACTS / "works.png")

    def test_the_builder_reports_and_the_engineer_confirms(self):
        project = self.late()
        builder = self.look("implementer", "works-11", query=f"&project={project}")
        builder.page.get_by_role("button", name="填报进度").click()
        form = builder.page.locator("form.act")
        form.locator("select[name=item]").select_option("DX-04")
        form.locator("input[name=quantity]").fill("200.5")
        form.get_by_role("button", name="提交").click()
        builder.page.get_by_text("已办理：填报进度").wait_for()
        engineer = self.look("implementer", "works-14", query=f"&project={project}")
        engineer.page.get_by_role("button", name="监理核定").click()
        form = engineer.page.locator("form.act")
        form.locator("select[name=item]").select_option("DX-04")
        form.locator("input[name=quantity]").fill("201")
        form.get_by_role("button", name="提交").click()
        form.locator(".fault").wait_for()
        form.locator("input[name=quantity]").fill("200.5")
        form.get_by_role("button", name="提交").click()
        engineer.page.get_by_text("已办理：监理核定").wait_for()
        cell = engineer.page.locator("tr", has_text="DX-04").locator("td.figure b")
        self.assertEqual(cell.inner_text(), "200.5")

    def test_a_photo_waits_for_the_network_and_is_kept_once(self):
        project = self.late()
        view = self.look("implementer", "works-11", PHONE, f"&project={project}&tab=photos")
        view.page.locator(".photos img").first.wait_for()
        before = view.page.locator(".photos li").count()
        view.page.get_by_role("button", name="拍现场影像").click()
        form = view.page.locator("form.act")
        view.page.context.set_offline(True)
        form.locator("input[type=file]").set_input_files(
            {"name": "site.png", "mimeType": "image/png", "buffer": PICTURE})
        form.locator("input[name=place]").fill("121.55,29.95")
        form.locator("input[name=azimuth]").fill("90")
        form.locator("textarea[name=note], input[name=note]").fill("离线拍摄")
        form.get_by_role("button", name="提交").click()
        view.page.locator(".waiting", has_text="1 条记录").wait_for()
        self.assertEqual(view.page.locator(".photos li").count(), before)
        view.page.context.set_offline(False)
        view.page.locator(".photos li", has_text="离线拍摄").wait_for()
        view.page.locator(".waiting").wait_for(state="detached")
        self.assertEqual(view.page.locator(".photos li").count(), before + 1)
        self.assertFalse(view.is_too_wide())
        view.page.screenshot(path=ARTEFACTS / "works-photos-phone.png")


if __name__ == "__main__":
    unittest.main()
