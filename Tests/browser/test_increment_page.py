"""Packages of changes, files of accounts, images that are removed, addresses of lines: with real clicks."""

import json
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))

import signed_in  # noqa: E402
from served_page import ARTEFACTS, MISSING, Browser, Server, workspace, zhitu  # noqa: E402
from test_problems import DESK, PHONE, View  # noqa: E402


@unittest.skipIf(MISSING, MISSING or "")
class IncrementPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-increment-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.mine = cls.folder / "mine.gpkg"
        shutil.copyfile(workspace(), cls.mine)
        signed_in.establish(cls.mine)
        zhitu("image", "paint", "--workspace", cls.mine, "--epoch", "2023", "--pixel", 40, "--seed", 7,
              "--out", cls.folder / "dom.tif")
        zhitu("image", "add", cls.folder / "dom.tif", "--workspace", cls.mine, "--name", "前期",
              "--date", "2023-05-01")
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(cls.mine)
        cls.addClassCleanup(cls.server.stop)

    def look(self, page, role="planner", query="", size=DESK):
        # The organisation that runs the system: the directory has no other yet.
        view = View(self.browser, self.server, page=page, role=role, organisation="ops", query=query, size=size)
        self.addCleanup(view.close)
        return view

    def looked_at(self, view, name):
        """A picture; what a person with a reader of the screen meets has no fault."""
        view.page.screenshot(path=ARTEFACTS / f"{name}.png", full_page=True)
        self.assertFalse(view.is_too_wide(), name)
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(view.page).response["violations"]
        self.assertEqual([(one["id"], one["nodes"][0]["html"]) for one in found], [])

    def test_a_package_is_made_looked_at_and_applied(self):
        view = self.look("import.html", query="&tab=increment")
        page = view.page
        page.locator("select[name=from]").select_option("2023")
        page.locator("select[name=to]").select_option("2024")
        with page.expect_download() as taken:
            page.get_by_role("button", name="生成并下载").click()
        package = self.folder / "changes.gpkg"
        taken.value.save_as(package)
        page.locator(".increment-facts").wait_for()
        self.looked_at(view, "increment-made-desk")
        page.locator("input[name=file]").set_input_files(package)
        page.locator(".import-foot").wait_for()
        page.locator("text=基期图层").wait_for()
        self.looked_at(view, "increment-check-desk")
        page.set_viewport_size({"width": 390, "height": 844})
        self.looked_at(view, "increment-check-phone")
        page.get_by_role("button", name="应用，生成 2024 年度").click()
        page.locator(".imported .done-line").wait_for()

    def test_a_file_of_accounts_is_looked_at_and_entered(self):
        bad = self.folder / "bad.csv"
        bad.write_text("编号,姓名,任职单位\nli,李,nowhere\n", "utf-8")
        file = self.folder / "people.json"
        file.write_text(json.dumps({"organisations": signed_in.ORGANISATIONS, "people": signed_in.PEOPLE,
                                    "grants": signed_in.GRANTS}), "utf-8")
        view = self.look("accounts.html", "system-administrator", "&tab=file")
        page = view.page
        page.locator("input[name=accounts]").set_input_files(bad)
        page.locator(".account-file .line-wrong").wait_for()
        self.assertIn("nowhere", page.locator(".account-file").inner_text())
        self.assertTrue(page.locator("[data-enter=accounts]").is_disabled())
        self.looked_at(view, "accounts-file-faults")
        page.locator("input[name=accounts]").set_input_files(file)
        page.locator(".account-file .line-new").first.wait_for()
        page.locator("[data-enter=accounts]").click()
        page.locator(".passwords li").first.wait_for()
        self.assertEqual(page.locator(".passwords li").count(), 3)
        with page.expect_download() as taken:
            page.get_by_role("button", name="存为 CSV").click()
        self.assertEqual(len(Path(taken.value.path()).read_text("utf-8-sig").splitlines()), 4)
        self.looked_at(view, "accounts-file-entered")
        second = self.look("accounts.html", "security-administrator", "&tab=file", PHONE)
        second.page.locator("input[name=accounts]").set_input_files(file)
        second.page.locator(".account-file .line-same").first.wait_for()
        self.looked_at(second, "accounts-file-phone")
        second.page.locator("[data-enter=grants]").click()
        second.page.get_by_role("status").filter(has_text="已写入 3 条").wait_for()

    def test_an_image_is_removed_after_a_question(self):
        view = self.look("images.html")
        page = view.page
        page.locator("[data-remove=前期]").click()
        page.locator("wa-dialog .form-buttons").wait_for()
        page.screenshot(path=ARTEFACTS / "images-remove.png")
        page.locator("[data-sure]").click()
        page.locator("[data-remove=前期]").wait_for(state="detached")

    def test_an_address_of_a_line_is_named(self):
        view = self.look("lines.html")
        page = view.page
        page.locator(".line-source summary").click()
        page.locator("input[name=source]").fill("https://onemap.example/pbf.zip")
        page.locator(".line-source button").click()
        page.locator(".line-card", has_text="https://onemap.example/pbf.zip").wait_for()
        self.looked_at(view, "lines-address")


if __name__ == "__main__":
    unittest.main()
