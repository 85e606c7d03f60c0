"""The page of monitoring: states on the map, alarms that become problems, life history, acceptance."""

import functools
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from served_page import ARTEFACTS, BINARY, MISSING, Browser, Server, zhitu
from test_problems import DESK, PHONE, View


@functools.cache
def workspace() -> Path:
    """The sample district with its second epoch; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-monitoring-"))
    made = folder / "workspace.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    return made


@unittest.skipIf(MISSING, MISSING or "")
class Monitoring(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def look(self, query="", size=DESK):
        view = View(self.browser, self.server, page="monitoring.html", query=query, size=size)
        self.addCleanup(view.close)
        view.page.locator(".state-card").first.wait_for()
        return view

    def test_alarms_lead_to_problems_and_a_place_to_its_history(self):
        view = self.look()
        page = view.page
        page.locator(".monitoring-map canvas").wait_for()
        view.wait("!!window.zhitu?.map?.isStyleLoaded()", "a map with its style")
        first = page.locator(".incident").first
        first.locator(".incident-main").click()
        page.wait_for_timeout(600)
        page.locator(".monitoring-map canvas").click(position={"x": 300, "y": 250})
        page.locator(".life li").nth(2).wait_for()
        page.screenshot(path=ARTEFACTS / "monitoring.png", full_page=True)
        page.locator(".incident-head .button").click()
        page.locator(".problem-link").first.wait_for()
        self.assertGreater(page.locator(".problem-link").count(), 5)
        page.locator(".state-card", has_text="已实施").click()
        self.assertIn("hidden=done", page.url)

    def test_a_standing_order_is_given_works_and_is_ended(self):
        folder = Path(tempfile.mkdtemp(prefix="zhitu-order-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        mine = folder / "workspace.gpkg"
        shutil.copyfile(workspace(), mine)
        server = Server(mine)
        self.addCleanup(server.stop)
        view = View(self.browser, server, page="monitoring.html", role="supervisor", organisation="")
        self.addCleanup(view.close)
        page = view.page
        page.locator(".standing summary").click()
        page.locator(".standing input[name=from_now]").check()
        page.locator(".standing input[name=note]").fill("督察")
        page.get_by_role("button", name="下达常设监测").click()
        page.locator(".standing-state.live").first.wait_for()
        self.assertIn("还没有新的观测", page.locator(".order").inner_text())
        # Nobody asks for anything: the import is enough.
        sample = workspace().parent / "sample.gpkg"
        subprocess.run([BINARY, "import", sample, "--layer", "DLTB_2024", "--epoch", "2025",
                        "--workspace", mine], check=True, capture_output=True)
        page.locator(".order-problems a").first.wait_for()
        self.assertGreater(page.locator(".order-problems a").count(), 5)
        page.screenshot(path=ARTEFACTS / "monitoring-order.png", full_page=True)
        phone = View(self.browser, server, page="monitoring.html", role="supervisor",
                     organisation="", size=PHONE)
        self.addCleanup(phone.close)
        phone.page.locator(".standing summary").click()
        phone.page.locator(".order-problems a").first.wait_for()
        self.assertFalse(phone.is_too_wide())
        phone.page.screenshot(path=ARTEFACTS / "monitoring-order-phone.png", full_page=True)
        page.get_by_role("button", name="终止").click()
        page.locator(".standing input[name=reason]").fill("整治完成")
        page.locator(".order-form").get_by_role("button", name="终止", exact=True).click()
        page.locator(".standing-state.ended").wait_for()
        reader = View(self.browser, server, page="monitoring.html", role="auditor", organisation="")
        self.addCleanup(reader.close)
        reader.page.locator(".standing summary").click()
        reader.page.locator(".order-looks li").first.wait_for()
        self.assertEqual(reader.page.locator(".standing button").count(), 0)

    def test_acceptance_shows_the_chain(self):
        view = self.look("&tab=acceptance")
        view.page.locator(".acceptance .chain li").nth(3).wait_for()
        self.assertIn("县级自验扣减", view.page.locator(".acceptance .chain").inner_text())
        view.page.screenshot(path=ARTEFACTS / "monitoring-acceptance.png", full_page=True)

    def test_everything_fits_a_phone(self):
        for tab in ("incidents", "projects", "acceptance"):
            view = self.look(f"&tab={tab}", PHONE)
            view.page.wait_for_timeout(500)
            self.assertFalse(view.is_too_wide(), tab)
            view.page.screenshot(path=ARTEFACTS / f"monitoring-{tab}-phone.png", full_page=True)


if __name__ == "__main__":
    unittest.main()
