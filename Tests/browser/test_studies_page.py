"""The pages of problems on the ground and the projects of a workspace: solve, ask why, lock, on a desk and a phone."""

import unittest

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_optimise_page import SOLVER, workspace
from test_problems import DESK, PHONE, View


@unittest.skipIf(MISSING, MISSING or "")
@unittest.skipUnless(SOLVER.exists(), f"needs {SOLVER} (Scripts/fetch-solver)")
class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        zhitu("sample", "--seed", 7, "--deeds", workspace())
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def solved(self, kind, size=DESK, **fields):
        view = View(self.browser, self.server, page="optimise.html", query=f"&kind={kind}", size=size)
        self.addCleanup(view.close)
        view.page.locator("[data-act=solve]").wait_for(timeout=120_000)
        for name, value in fields.items():
            view.page.locator(f"input[name={name}]").fill(value)
        view.page.locator("[data-act=solve]").click()
        view.page.locator("[data-figures]").wait_for(timeout=120_000)
        self.assertIn("离最优至多", view.page.locator("[data-figures]").inner_text())
        return view

    def test_a_corridor_joins_woods_and_says_why(self):
        view = self.solved("corridor", seconds="5")
        page = view.page
        view.wait("window.zhitu?.map?.queryRenderedFeatures({layers: ['items-fill']}).length > 20",
                  "the parcels on the map")
        place = page.evaluate("""() => {
          const map = window.zhitu.map, canvas = map.getCanvas();
          for (let y = 10; y < canvas.clientHeight - 10; y += 2)
            for (let x = 10; x < canvas.clientWidth - 60; x += 2) {
              const found = map.queryRenderedFeatures([x, y], {layers: ['items-fill']});
              if (found.length && found[0].properties.kind === 'chosen') return {x, y};
            }
          return null;
        }""")
        self.assertIsNotNone(place)
        page.locator(".ground-map canvas").click(position=place)
        item = page.locator("[data-item]").get_attribute("data-item")
        page.locator("[data-act=why]").click()
        page.locator(".reason").wait_for(timeout=60_000)
        reason = page.locator(".reason").inner_text()
        self.assertRegex(reason, "差|一样好|没有方案")
        page.screenshot(path=ARTEFACTS / "study-corridor.png", full_page=True)
        page.locator("[data-lock=excluded]").click()
        page.locator(".locks .chip", has_text="不选 1").wait_for()
        if "没有方案" in reason:
            page.locator(".fault").wait_for(timeout=60_000)
            return
        view.wait(f"document.querySelector('[data-item=\"{item}\"]')?.innerText.includes('候选')",
                  "a corridor without the parcel")

    def wait_idle(self, page, act):
        page.locator(f"[data-act={act}]").click()
        page.wait_for_timeout(300)
        page.locator(f"[data-act={act}]:not([disabled])").wait_for(timeout=240_000)

    def test_a_choice_of_ground_has_distinct_plans_and_a_front(self):
        page = self.solved("ground", seconds="10").page
        value = page.locator("[data-figures]").inner_text()
        self.wait_idle(page, "others")
        plans = page.locator("[data-others] tbody tr")
        self.assertGreaterEqual(plans.count(), 3)
        page.locator("input[name=axis-block]").check()
        self.wait_idle(page, "front")
        points = page.locator("[data-front] .front circle")
        self.assertGreaterEqual(points.count(), 5)
        points.first.focus()
        page.keyboard.press("Enter")
        page.locator("[data-explained]").wait_for()
        self.assertRegex(page.locator("[data-explained]").inner_text(), "这一点.*(可以证明|最后一档)")
        self.assertNotEqual(page.locator("[data-figures]").inner_text(), value)
        page.screenshot(path=ARTEFACTS / "study-front.png", full_page=True)

    def test_a_portfolio_is_scheduled(self):
        page = self.solved("portfolio").page
        self.assertGreater(page.locator(".schedule td.on").count(), 3)
        self.wait_idle(page, "front")
        self.assertGreaterEqual(page.locator("[data-front] tbody tr").count(), 5)
        page.screenshot(path=ARTEFACTS / "study-portfolio.png", full_page=True)

    def test_an_answer_is_laid_and_kept_as_a_plan(self):
        page = self.solved("exchange", seconds="5", pairs="20").page
        trial = page.locator("[data-trial]")
        self.assertIn("2023", trial.inner_text())
        rows = page.locator("[data-agreements] tbody tr")
        self.assertEqual(rows.count(), 2)
        for row in rows.all():
            certificate, ledger, agree = (row.locator("td").nth(column).inner_text() for column in range(3))
            self.assertEqual(certificate, ledger)
            self.assertEqual(agree, "一致")
        self.assertGreaterEqual(page.locator("[data-flows] tbody tr").count(), 2)
        self.assertRegex(trial.inner_text(), "通过 \\d+，不通过 \\d+")
        page.locator("input[name=plan-name]").fill("置换")
        page.locator("[data-act=store]").click()
        page.locator("[data-trial] a[href*=draw]").wait_for(timeout=120_000)
        page.screenshot(path=ARTEFACTS / "study-trial.png", full_page=True)

    def test_it_fits_a_phone(self):
        view = self.solved("adjustment", PHONE, unfit_slope="3")
        self.assertIn("调出", view.page.locator("[data-figures]").inner_text())
        self.assertFalse(view.is_too_wide())
        view.page.screenshot(path=ARTEFACTS / "study-phone.png")


if __name__ == "__main__":
    unittest.main()
