"""The page of adjustments: from a suggestion to an approved proposal, and the overlap of fields."""

import functools
import re
import tempfile
import unittest
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_problems import DESK, PHONE, View


@functools.cache
def workspace() -> Path:
    """The sample district with its deeds; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-adjust-"))
    made = folder / "workspace.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    return made


@unittest.skipIf(MISSING, MISSING or "")
class AdjustPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def look(self, query="", size=DESK, role="planner"):
        view = View(self.browser, self.server, page="adjust.html", query=query, size=size, role=role)
        self.addCleanup(view.close)
        return view

    def shoot(self, view, name):
        view.page.wait_for_timeout(600)
        view.page.screenshot(path=ARTEFACTS / f"adjust-{name}.png")

    def test_from_a_suggestion_to_an_approval(self):
        page = (view := self.look(query="&tab=suggestions&kind=fragmented")).page
        page.locator(".suggestion input").first.check()
        area = page.locator(".suggestion .figure").first.inner_text()
        page.locator("input[name=title]").fill("零星永农调出")
        page.locator("input[name=scheme]").fill("试")
        self.shoot(view, "suggestions")
        page.locator(".propose-form button[type=submit]").click()
        page.locator(".proposal.chosen .history-list li").wait_for()
        self.assertIn("零星破碎", page.locator(".proposal.chosen").inner_text())
        page.get_by_role("button", name="报批").click()
        page.locator(".propose-form button[type=submit]").click()
        page.locator(".proposal.chosen .phase-submitted").wait_for()
        # Who proposed it is not offered to decide.
        self.assertEqual(page.get_by_role("button", name="批准", exact=True).count(), 0)
        self.shoot(view, "proposal")
        page.get_by_role("button", name="合计与规则").click()
        page.locator(".totals").wait_for()
        self.assertIn(area.split()[1], page.locator(".totals").inner_text())
        # The limit is that of the parameters.
        self.assertIn("100 亩以上连片", page.locator(".totals").inner_text())
        rules = page.locator(".rows-table").first
        self.assertIn("不通过", rules.locator("tr", has_text="CORE-05").inner_text())
        self.shoot(view, "effect")

        judge = self.look(query="&number=TZ-0001", role="reviewer")
        judge.page.get_by_role("button", name="批准", exact=True).click()
        judge.page.locator("input[name=document]").fill("批 1")
        judge.page.locator(".propose-form button[type=submit]").click()
        judge.page.locator(".proposal .phase-approved").wait_for()
        judge.page.get_by_role("button", name="执行").click()
        judge.page.locator("input[name=document]").fill("验 1")
        judge.page.locator(".propose-form button[type=submit]").click()
        judge.page.get_by_text("先补划后调整：CORE-09").wait_for()

    def test_the_patches_that_would_raise_the_overlap_are_those_of_the_village(self):
        page = self.look(query="&tab=fields").page
        counts = page.locator("[data-from='adjust.raising']")
        counts.wait_for()

        def count():
            return int(re.search(r"共 ([\d,]+) 个", counts.inner_text())[1].replace(",", ""))

        whole = count()
        village = page.locator("tr.village", has_text="芦花村").locator("button")
        village.click()
        page.locator("h2", has_text="能提高套合率的耕地图斑 · 芦花村").wait_for()
        counts.wait_for()
        self.assertLess(count(), whole)
        table = page.locator(".table-holder", has=page.locator("[data-from='adjust.raised']"))
        names = table.locator("tbody tr td:nth-of-type(1)").all_inner_texts()
        self.assertEqual(set(names), {"芦花村"})
        self.assertEqual(len(names), min(count(), 100))

    def test_every_tab_fits_both_screens(self):
        for tab, ready in (("fields", ".rows-table"), ("suggestions", ".suggestion"),
                           ("proposals", ".adjust > *")):
            for name, size in (("desk", DESK), ("phone", PHONE)):
                view = self.look(query=f"&tab={tab}", size=size)
                view.page.locator(ready).first.wait_for()
                self.shoot(view, f"{tab}-{name}")
                self.assertFalse(view.is_too_wide(), f"{tab} {name}")


if __name__ == "__main__":
    unittest.main()
