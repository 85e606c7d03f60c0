"""The page of optimal choices: set up, solve, ask why, on a desk and on a phone."""

import functools
import os
import shutil
import tempfile
import unittest
from pathlib import Path

from served_page import ARTEFACTS, MISSING, ROOT, Browser, Server, zhitu
from test_problems import DESK, PHONE, View

SOLVER = Path(os.environ.get("ZHITU_HIGHS", ROOT / ".tools/highs/libhighs.so"))


@functools.cache
def workspace() -> Path:
    """The sample district; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-optimise-page-"))
    made = folder / "workspace.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    return made


@functools.cache
def registered() -> Path:
    """The same, verified with a register that knows the drawn measures alone."""
    folder = workspace().parent
    made = folder / "registered.gpkg"
    shutil.copy(workspace(), made)
    zhitu("sample", "--seed", 7, "--out", folder / "again.gpkg", "--register", folder / "register.yaml")
    zhitu("verify", "--workspace", made, "--plan", "demo", "--facts", folder / "register.yaml",
          may_find_faults=True)
    return made


@unittest.skipIf(MISSING, MISSING or "")
@unittest.skipUnless(SOLVER.exists(), f"needs {SOLVER} (Scripts/fetch-solver)")
class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def look(self, size=DESK):
        view = View(self.browser, self.server, page="optimise.html", query="", size=size)
        self.addCleanup(view.close)
        view.page.locator("[data-act=solve]").wait_for(timeout=120_000)
        return view

    def solve(self, view):
        view.page.locator("[data-act=solve]").click()
        view.page.locator("[data-figures]").wait_for(timeout=120_000)

    def test_a_plan_is_solved_shown_and_explained(self):
        view = self.look()
        page = view.page
        self.assertIn("新增耕地", page.locator(".choice-form").inner_text())
        self.solve(view)
        self.assertIn("离最优至多", page.locator("[data-figures]").inner_text())
        page.locator(".live svg").wait_for()
        page.locator(".ground-map canvas").wait_for()
        # A measure that is kept, wherever the map has it.
        view.wait("window.zhitu?.map?.queryRenderedFeatures({layers: ['items-fill']}).length > 20",
                  "the measures on the map")
        place = page.evaluate("""() => {
          const map = window.zhitu.map, canvas = map.getCanvas();
          for (let y = 20; y < canvas.clientHeight - 20; y += 4)
            for (let x = 20; x < canvas.clientWidth - 60; x += 4) {
              const found = map.queryRenderedFeatures([x, y], {layers: ['items-fill']});
              if (found.length && found[0].properties.kind === 'kept') return {x, y};
            }
          return null;
        }""")
        self.assertIsNotNone(place)
        page.locator(".ground-map canvas").click(position=place)
        page.locator("[data-act=why]").click()
        page.locator(".reason").wait_for(timeout=60_000)
        self.assertRegex(page.locator(".reason").inner_text(), "差|一样好|没有方案")
        page.screenshot(path=ARTEFACTS / "optimise.png")
        page.locator("[data-lock=excluded]").click()
        page.locator(".locks .chip", has_text="不选 1").wait_for()
        view.wait("document.querySelector('[data-item]')?.innerText.includes('舍去')",
                  "a plan without the measure")

    def test_what_cannot_be_reached_is_said(self):
        page = self.look().page
        page.locator("input[name=floor-farmland]").fill("900")
        page.locator("[data-act=solve]").click()
        page.locator(".fault").wait_for(timeout=120_000)
        self.assertIn("新增耕地不少于", page.locator(".fault").inner_text())

    def test_rules_that_refuse_every_added_patch_are_named_and_left_out_by_a_click(self):
        server = Server(registered())
        self.addCleanup(server.stop)
        for size in (DESK, PHONE):
            with self.subTest(size=size):
                view = View(self.browser, server, page="optimise.html", query="", size=size)
                self.addCleanup(view.close)
                page = view.page
                page.locator("[data-act=solve]").wait_for(timeout=120_000)
                self.solve(view)
                refusal = page.locator("[data-refusal]")
                refusal.wait_for()
                self.assertIn("NB-08", refusal.inner_text())
                self.assertIn("无法判定", refusal.inner_text())
                self.assertIn("没有补充地块", refusal.inner_text())
                self.assertFalse(view.is_too_wide())
                page.screenshot(path=ARTEFACTS / f"optimise-refused-{size[0]}.png")
                page.locator("[data-act=waive]").click()
                page.locator("[data-waived]", has_text="NB-08").wait_for(timeout=120_000)
                refusal.wait_for(state="detached")
                # It stands in the form, where it can be demanded again.
                page.locator("details[data-from='optimise.rules'] summary").click()
                self.assertFalse(page.locator("input[name='rule-NB-08']").is_checked())
                self.assertFalse(view.is_too_wide())
                page.screenshot(path=ARTEFACTS / f"optimise-waived-{size[0]}.png")
        # Where no plan is left without patches, the rules stand in place of an answer.
        page.locator("input[name='rule-NB-08']").check()
        page.locator("input[name=floor-farmland]").fill("105")
        page.locator("[data-act=solve]").click()
        refusal.wait_for(timeout=120_000)
        self.assertIn("没有得到方案", refusal.inner_text())

    def test_it_fits_a_phone(self):
        view = self.look(PHONE)
        self.solve(view)
        view.page.wait_for_timeout(500)
        self.assertFalse(view.is_too_wide())
        view.page.screenshot(path=ARTEFACTS / "optimise-phone.png")


if __name__ == "__main__":
    unittest.main()
