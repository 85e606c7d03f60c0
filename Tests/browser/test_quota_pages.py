"""The pages of the quota book and of the funds, on a desk and on a phone."""

import functools
import tempfile
import unittest
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_problems import DESK, PHONE, View


@functools.cache
def workspace() -> Path:
    """The sample district with the history of its quotas and its fund plan; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-quota-pages-"))
    made = folder / "workspace.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    zhitu("sample", "--seed", 7, "--deeds", made)
    return made


@unittest.skipIf(MISSING, MISSING or "")
class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def look(self, page, query="", size=DESK):
        view = View(self.browser, self.server, page=page, query=query, size=size)
        self.addCleanup(view.close)
        return view

    def test_a_lot_leads_to_its_ground_and_its_uses(self):
        view = self.look("quota.html", "&tab=lots")
        view.page.locator(".lot", has_text="GG-2025-1").click()
        view.page.locator(".trace .place-map canvas").wait_for()
        self.assertIn("安置点一期", view.page.locator(".trace").inner_text())
        self.assertGreater(view.page.locator(".entries li").count(), 4)
        view.page.screenshot(path=ARTEFACTS / "quota-lot.png")

    def test_the_book_is_proved(self):
        view = self.look("quota.html", "&tab=proof")
        view.page.locator(".verdict-line.holds").wait_for()

    def test_the_tabs_fit_a_phone(self):
        for page, tabs in (("quota.html", ["book", "lots", "uses", "market", "proof"]),
                           ("fund.html", ["cash", "table", "risk", "modes", "bond"])):
            for tab in tabs:
                view = self.look(page, f"&tab={tab}", PHONE)
                view.page.locator(".segments").wait_for()
                view.page.wait_for_timeout(500)
                self.assertFalse(view.is_too_wide(), f"{page} {tab}")
                view.page.screenshot(path=ARTEFACTS / f"{page[:-5]}-{tab}-phone.png")

    def test_what_if_changes_the_figures(self):
        view = self.look("fund.html")
        first = view.page.locator(".figures dd").first
        first.wait_for()
        before = first.inner_text()
        other = self.look("fund.html", "&income=-30")
        other.page.locator(".figures dd").first.wait_for()
        self.assertNotEqual(other.page.locator(".figures dd").first.inner_text(), before)


if __name__ == "__main__":
    unittest.main()
