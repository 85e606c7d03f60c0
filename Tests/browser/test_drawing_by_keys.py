"""A plan drawn by somebody who cannot use a mouse: nothing here moves or clicks one."""

import shutil
import tempfile
import unittest
from pathlib import Path

from served_page import MISSING, PLAN, Browser, Server, workspace
from test_work_on_the_page import Look, violations

FOCUSED = "selector => !!document.activeElement && document.activeElement.matches(selector)"


@unittest.skipIf(MISSING, MISSING or "")
class DrawingByKeys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-keys-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        served = cls.folder / "w.gpkg"
        shutil.copy(workspace(), served)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(served)
        cls.addClassCleanup(cls.server.stop)

    def keys(self, *names):
        for name in names:
            self.page.keyboard.press(name)

    def tab_to(self, selector, key="Tab"):
        for _ in range(200):
            if self.page.evaluate(FOCUSED, selector):
                return
            self.keys(key)
        self.fail(f"no way to {selector} by Tab")

    def measures(self):
        found = self.seen.get(f"api/v1/plans/{PLAN}/drawing")["measures"]["features"]
        return {one["id"]: one for one in found}

    def acted(self, act):
        """Does something and waits until the server has it; the measures before and after."""
        before, version = self.measures(), self.seen.version()
        act()
        self.seen.after_act(version)
        self.seen.map_is_still()
        return before, self.measures()

    def only_new(self, before, after):
        new = sorted(set(after) - set(before))
        self.assertEqual(len(new), 1, new)
        return new[0]

    def total(self, measures, numbers):
        return sum(measures[number]["properties"]["area"] for number in numbers)

    def test_a_plan_is_drawn_cut_set_and_undone(self):
        self.seen = Look(self.browser, self.server, "draw.html", 1440, 900)
        self.addCleanup(self.seen.close)
        self.page = page = self.seen.page
        page.locator(".plan-open").first.wait_for()
        self.tab_to(".plan-open")
        self.keys("Enter")
        page.locator(".draw-map canvas").wait_for()
        self.seen.map_is_still()

        # What there is to press is told.
        self.keys("?")
        page.locator(".keys kbd").first.wait_for()
        page.wait_for_timeout(600)
        self.seen.shoot("draw-keys-help")
        self.assertEqual(violations(page), [])
        self.keys("Escape")
        page.locator(".keys").wait_for(state="detached")

        # Draw: the letter of the tool leads to the map; corners are set under the crosshair.
        self.keys("d")
        self.assertTrue(page.evaluate(FOCUSED, ".draw-map canvas"))
        page.locator(".crosshair").wait_for()
        for _ in range(4):
            self.keys("+")
            self.seen.map_is_still()
        right, down, left = ["ArrowRight"] * 3, ["ArrowDown"] * 3, ["ArrowLeft"] * 3
        self.keys("Enter", *right, "Enter", *down, "Enter", *left, "Enter")
        self.seen.shoot("draw-keys-sketch")
        before, after = self.acted(lambda: self.keys("f"))
        drawn = self.only_new(before, after)

        # Select it, and set its class beside the map.
        self.keys("v", "ArrowRight", "ArrowUp")
        self.seen.map_is_still()
        self.keys("Enter")
        page.locator(".attributes").wait_for()
        self.tab_to(".attributes select[name=class]")
        page.keyboard.type("0201")
        self.assertEqual(page.locator(".attributes select[name=class]").input_value(), "0201")
        self.tab_to(".attributes button[type=submit]")
        _, after = self.acted(lambda: self.keys("Enter"))
        self.assertEqual(after[drawn]["properties"]["class"], "0201")

        # Split it by a line from one side to the other.
        self.keys("s", "ArrowLeft", "ArrowLeft", "Enter", *["ArrowRight"] * 5, "Enter")
        before, after = self.acted(lambda: self.keys("f"))
        halves = sorted((set(after) - set(before)) | {n for n in (drawn,) if n in after})
        self.assertEqual(len(halves), 2, "two parts")
        self.assertAlmostEqual(self.total(after, halves), before[drawn]["properties"]["area"], delta=2)

        # Cut a triangle out of one part by its coordinates.
        self.keys("v", "Escape", *left, "ArrowUp")
        self.seen.map_is_still()
        self.keys("Enter")
        page.locator(".attributes h2").wait_for()
        name = page.locator(".attributes h2").inner_text().split()[0]
        part = next(n for n in halves if after[n]["properties"]["id"] == name)
        x, y = page.evaluate("zhitu.map.getCenter().toArray()")
        self.keys("x")
        self.tab_to("input[name=corner]")
        page.keyboard.type("121.5")
        self.keys("Enter")
        page.get_by_text("请写成").wait_for()
        self.keys("Control+a")
        page.keyboard.type("; ".join(f"{x + dx:.7f},{y + dy:.7f}" for dx, dy in (
            (0, 0), (0.00005, 0), (0.00005, 0.00005))))
        self.keys("Enter")
        self.tab_to("[data-act=finish]")
        before, after = self.acted(lambda: self.keys("Enter"))
        parts = [n for n in after if n == part or n not in before]
        self.assertLess(self.total(after, parts), before[part]["properties"]["area"] - 500)

        # Undo and redo.
        _, undone = self.acted(lambda: self.keys("Control+z"))
        self.assertEqual(undone[part]["properties"]["area"], before[part]["properties"]["area"])
        _, redone = self.acted(lambda: self.keys("Control+y"))
        self.assertEqual(self.total(redone, parts), self.total(after, parts))
        self.acted(lambda: self.keys("Control+z"))

        # Move a corner of it.
        self.keys("v", "Enter")
        page.locator(".attributes").wait_for()
        self.keys("r")
        page.locator("[data-tool=reshape][aria-pressed=true]").wait_for()
        page.wait_for_timeout(300)
        self.keys("n", "Enter", "Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowUp")
        before, after = self.acted(lambda: self.keys("Enter"))
        self.assertNotEqual(before[part]["geometry"], after[part]["geometry"])
        self.seen.shoot("draw-keys-reshaped")
        self.assertEqual(violations(page), [])
        self.assertEqual(self.seen.complaints, [])


if __name__ == "__main__":
    unittest.main()
