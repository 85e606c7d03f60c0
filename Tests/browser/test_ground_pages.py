"""Control lines by subscription, remediation after an acceptance, and images, with real clicks."""

import shutil
import sqlite3
import tempfile
import unittest
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_monitoring_page import workspace
from test_problems import DESK, PHONE, View


def without(source: Path, target: Path, layer: str, number: int):
    """A copy of a file that lacks one feature."""
    shutil.copyfile(source, target)
    with sqlite3.connect(target) as database:
        # The triggers of a GeoPackage call functions that only GDAL has.
        for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
                (layer,)).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute(f'DELETE FROM "{layer}" WHERE fid = ?', (number,))


@unittest.skipIf(MISSING, MISSING or "")
class GroundPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-ground-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.mine = cls.folder / "mine.gpkg"
        shutil.copyfile(workspace(), cls.mine)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(cls.mine)
        cls.addClassCleanup(cls.server.stop)

    def look(self, page, role="planner", query="", size=DESK):
        view = View(self.browser, self.server, page=page, role=role, query=query, size=size)
        self.addCleanup(view.close)
        return view

    def test_a_control_line_comes_as_versions(self):
        first, second = self.folder / "line1.gpkg", self.folder / "line2.gpkg"
        zhitu("export", "--workspace", self.mine, "--layer", "control_pbf", "--out", first)
        layer = sqlite3.connect(first).execute(
            "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchone()[0]
        number = sqlite3.connect(first).execute(f'SELECT min(fid) FROM "{layer}"').fetchone()[0]
        without(first, second, layer, number)
        view = self.look("lines.html")
        page = view.page
        page.locator("select[name=role]").select_option("pbf")

        def show(file):
            page.locator("input[type=file]").set_input_files(file)
            page.get_by_role("button", name="查看差异").click()
            page.locator(".line-update").wait_for()
            return page.locator(".line-update").inner_text()

        self.assertIn("没有差异", show(first))
        page.get_by_role("button", name="收为新版本").click()
        page.locator("[role=status]", has_text="第 1 版").wait_for()
        told = show(second)
        self.assertIn("删除 1 个，范围变化 0 个", told)
        page.locator(".line-update canvas").wait_for()
        self.assertEqual(page.locator(".line-update tbody tr").count(), 1)
        page.screenshot(path=ARTEFACTS / "lines.png", full_page=True)
        page.get_by_role("button", name="收为新版本").click()
        page.locator("[role=status]", has_text="第 2 版").wait_for()
        page.locator(".line-card li").nth(1).wait_for()
        self.assertEqual(page.locator(".line-card li").count(), 2)
        # What the workspace has already is not offered again.
        self.assertIn("逐字节相同", show(second))
        self.assertEqual(page.get_by_role("button", name="收为新版本").count(), 0)
        self.assertEqual(view.complaints, [])
        phone = self.look("lines.html", size=PHONE)
        phone.page.locator(".line-card").wait_for()
        self.assertFalse(phone.is_too_wide())
        phone.page.screenshot(path=ARTEFACTS / "lines-phone.png", full_page=True)

    def test_what_an_acceptance_sends_back_becomes_a_problem(self):
        view = self.look("monitoring.html", "supervisor", "&tab=acceptance")
        page = view.page
        page.locator(".acceptance .chain li").nth(3).wait_for()
        failing = page.locator(".answer.remediate strong").inner_text()
        self.assertGreater(int(failing), 0)
        page.get_by_role("button", name="整改立案").click()
        page.locator(".notice-line", has_text=f"立案 {failing} 件").wait_for()
        link = page.locator(".acceptance a[href*='problems.html']").first
        link.wait_for()
        number = link.inner_text().strip()
        page.screenshot(path=ARTEFACTS / "remediation.png", full_page=True)
        link.click()
        page.locator(".problem-head h2", has_text="验收整改").wait_for()
        self.assertIn(number, page.locator(".problem-head").inner_text())
        page.screenshot(path=ARTEFACTS / "remediation-problem.png", full_page=True)
        self.assertEqual(view.complaints, [])

    def test_an_image_is_sent_and_shown(self):
        file = self.folder / "dom_20231001.tif"
        zhitu("image", "paint", "--workspace", self.mine, "--epoch", "2023", "--pixel", 20, "--seed", 7,
              "--out", file)
        view = self.look("images.html")
        page = view.page
        page.locator(".images-add summary").click()
        page.locator("input[name=image]").set_input_files(file)
        self.assertEqual(page.locator("input[name=date]").input_value(), "2023-10-01")
        page.locator(".images-add button[type=submit]").click()
        page.locator(".images-add [role=status]", has_text="dom_20231001").wait_for()
        page.locator("canvas").first.wait_for()
        page.screenshot(path=ARTEFACTS / "images-sent.png", full_page=True)
        # A file without a place is refused by name, and nothing is kept.
        bad = self.folder / "no_place.tif"
        bad.write_bytes(b"II*\0not an image")
        page.locator("input[name=image]").set_input_files(bad)
        page.locator("input[name=date]").fill("2024-01-01")
        page.locator(".images-add button[type=submit]").click()
        page.locator(".fault, [role=alert]").first.wait_for()
        page.screenshot(path=ARTEFACTS / "images-refused.png", full_page=True)


if __name__ == "__main__":
    unittest.main()
