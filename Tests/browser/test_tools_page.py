"""The page of checks: files that people have at hand, and draws that anybody can repeat."""

import hashlib
import json
import tempfile
import unittest
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_optimise_page import SOLVER, workspace
from test_problems import DESK, PHONE, View


@unittest.skipIf(MISSING, MISSING or "")
class ToolsPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="zhitu-tools-")
        cls.addClassCleanup(folder.cleanup)
        cls.path = Path(folder.name)
        zhitu("sample", "--seed", 7, "--deeds", workspace())
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def open(self, query, page="tools.html", size=DESK):
        view = View(self.browser, self.server, page=page, query=f"&{query}", size=size)
        self.addCleanup(view.close)
        view.page.locator(".drop-field, .plot-form").first.wait_for()
        return view.page, view

    def accessible(self, page):
        page.screenshot(path=ARTEFACTS / f"tools-{self.id().rsplit('.', 1)[1]}.png", full_page=True)
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(page).response["violations"]
        self.assertEqual([(one["id"], one["nodes"][0]["html"]) for one in found], [])

    def test_coordinate_texts_are_checked_and_shown(self):
        page, _ = self.open("tool=coordinates")
        page.click("[data-example='coordinates.example']")
        page.wait_for_selector("[data-verdict='faulty']")
        page.wait_for_selector(".ground-map canvas")
        text = page.inner_text(".tool-result")
        for word in ("DK1", "DK2", "示例批次一.txt", "txt.area", "txt.open-ring", "3,000.00"):
            self.assertIn(word, text)
        page.click(".rows-table [data-ground='2']")
        self.assertEqual(page.locator("tr.selected").count(), 1)
        with page.expect_download() as taken:
            page.click("[data-act='geojson']")
        found = json.loads(Path(taken.value.path()).read_text("utf-8"))
        self.assertEqual({one["properties"]["kind"] for one in found["features"]},
                         {"parcel", "overlap"})
        self.accessible(page)

    def test_a_wrong_file_says_what_is_wrong(self):
        page, _ = self.open("tool=coordinates")
        page.set_input_files("input[name=file]", {
            "name": "坏.txt", "mimeType": "text/plain", "buffer": b"nothing"})
        page.wait_for_selector(".fault")
        self.assertIn("坏.txt", page.inner_text(".fault"))

    def test_areas_of_a_file(self):
        page, _ = self.open("tool=area")
        page.click("[data-example='area.example']")
        page.wait_for_selector("[data-verdict='fine']")
        self.assertEqual(page.locator(".result-part").last.locator("tbody tr").count(), 3)
        page.click(".options summary")
        page.fill("input[name=id_field]", "BSM")
        page.click("[data-act='again']")
        page.wait_for_selector("td:has-text('TB-001')")
        self.accessible(page)

    def test_plots_by_a_seed(self):
        page, _ = self.open("tool=plots")
        page.fill("input[name=seed]", "开奖 582")
        page.fill("input[name=count]", "6")
        page.click("[data-act='draw']")
        page.wait_for_selector("[data-verdict='fine']")
        rows = page.locator(".tool-result tbody tr")
        self.assertEqual(rows.count(), 6)
        first = rows.first.locator("[data-plot]").get_attribute("data-plot")
        digest = hashlib.sha256(f"开奖 582\n{first}".encode()).hexdigest()
        self.assertEqual(rows.first.locator(".digest").get_attribute("title"), digest)
        with page.expect_download() as taken:
            page.click("[data-export='dxf']")
        self.assertIn(b"AC1009", Path(taken.value.path()).read_bytes())
        self.accessible(page)
        # The address repeats the draw.
        address = page.url
        page.goto("about:blank")
        page.goto(address)
        page.locator("[data-verdict='fine']").wait_for()
        self.assertEqual(page.locator("[data-plot]").first.get_attribute("data-plot"), first)

    def test_certificates(self):
        page, _ = self.open("tool=certificate")
        page.click("[data-example='certificate.example']")
        page.wait_for_selector("[data-verdict='fine']")
        self.assertIn("3,064", page.inner_text(".tool-result"))
        page.click("[data-example='certificate.changed']")
        page.wait_for_selector("[data-verdict='faulty']")
        self.accessible(page)

    def test_a_quota_certificate(self):
        page, _ = self.open("tool=quota")
        files = [self.path / "b.json", self.path / "c.json"]
        # The book is important data: it leaves with a second person, who is asked on another page.
        page.click("[data-act='book']")
        page.wait_for_selector("a[href='exports.html?what=quota']")
        zhitu("quota", "export", "--workspace", workspace(), "--out", files[0])
        with page.expect_download() as taken:
            page.click("[data-act='certificate']")
        taken.value.save_as(files[1])
        page.set_input_files("input[name=file]", files)
        page.wait_for_selector("[data-verdict='fine']")
        self.accessible(page)
        changed = files[0].read_text("utf-8").replace('"title":"', '"title":"改', 1)
        files[0].write_text(changed, "utf-8")
        page.set_input_files("input[name=file]", files)
        page.wait_for_selector("[data-verdict='faulty']")

    @unittest.skipUnless(SOLVER.exists(), f"needs {SOLVER} (Scripts/fetch-solver)")
    def test_a_problem_file(self):
        page, _ = self.open("kind=file", page="optimise.html")
        page.click("[data-example='file.example']")
        page.click("[data-act='solve']")
        page.wait_for_selector("[data-figures]")
        self.assertIn("3,064", page.inner_text("[data-figures]"))
        with page.expect_download() as taken:
            page.click("[data-act='certificate']")
        proof = self.path / "proof.json"
        taken.value.save_as(proof)
        self.accessible(page)
        page.goto(f"{self.server.address.rstrip('/')}/tools.html?tool=certificate")
        page.set_input_files("input[name=file]", proof)
        page.wait_for_selector("[data-verdict='fine']")

    def test_on_a_phone(self):
        page, visit = self.open("tool=coordinates", size=PHONE)
        page.click("[data-example='coordinates.example']")
        page.wait_for_selector("[data-verdict='faulty']")
        self.assertFalse(visit.is_too_wide())
        self.accessible(page)
        self.assertEqual(visit.complaints, [])


if __name__ == "__main__":
    unittest.main()
