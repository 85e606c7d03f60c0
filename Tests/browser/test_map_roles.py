"""The map without accounts, seen as one role or another."""

import shutil
import tempfile
import unittest
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from served_page import ARTEFACTS, MISSING, PLAN, ROOT, Browser, Server, Visit, workspace, zhitu


def role_of(request):
    """The role that a request names, in a field or, as a link does, in its address."""
    named = parse_qs(urlsplit(request.url).query).get("zhitu-role", [None])[0]
    return named or getattr(request, "headers", {}).get("zhitu-role")


def place_of(request):
    return urlsplit(request.url).path.split("/api/v1/")[1]


@unittest.skipIf(MISSING, MISSING)
class MapRoles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = Path(tempfile.mkdtemp(prefix="zhitu-roles-"))
        cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
        copy = folder / "w.gpkg"
        shutil.copy(workspace(), copy)
        zhitu("accounts", "level", "control_pbf", "core", "--workspace", copy)
        zhitu("accounts", "level", "survey_2023", "important", "--field", "QSDWMC", "--workspace", copy)
        cls.server = Server(copy)
        cls.addClassCleanup(cls.server.stop)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def switch(self, page, role):
        page.click(".who")
        page.select_option("select[name=role]", role)
        page.keyboard.press("Escape")

    def test_the_map_is_what_the_role_would_see(self):
        visit = Visit(self.browser, self.server, "?role=planner")
        self.addCleanup(visit.context.close)
        page = visit.page
        self.assertIn("规划编制", page.inner_text(".who"))
        self.assertIn("本机", page.inner_text(".who"))
        self.assertEqual(page.locator("[data-layer=control_pbf]").count(), 1)
        tiles = []
        page.on("request", lambda request: tiles.append(request)
                if "/tiles/" in request.url else None)
        self.switch(page, "implementer")
        page.wait_for_selector("[data-layer=control_erl]", state="attached")
        page.wait_for_selector("[data-layer=control_pbf]", state="detached")
        self.assertIn("role=implementer", page.url)
        visit.settle()
        # Tiles are asked for in the role too: none of a layer that it may not see.
        self.assertTrue(tiles)
        self.assertEqual({request.headers.get("zhitu-role") for request in tiles}, {"implementer"})
        self.assertFalse([request.url for request in tiles if "control_pbf" in request.url])
        detail = page.evaluate(
            "fetch('api/v1/layers/survey_2023/features/1', {headers: {'zhitu-role': 'implementer'}})"
            ".then(answer => answer.json())")
        self.assertEqual(detail["withheld"], ["QSDWMC"])
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(ARTEFACTS / "map-implementer.png"))
        # The address shows it as before.
        page.reload()
        page.wait_for_selector("[data-layer=control_erl]", state="attached")
        self.assertEqual(page.locator("[data-layer=control_pbf]").count(), 0)

    def test_an_administrator_sees_no_work_and_the_way_back(self):
        page = self.browser.chromium.new_page()
        self.addCleanup(page.close)
        page.goto(f"{self.server.address}/?role=system-administrator")
        page.wait_for_selector(".splash[role=alert]")
        self.assertIn("没有此项权限", page.inner_text(".splash"))
        page.screenshot(path=str(ARTEFACTS / "map-administrator.png"))
        self.switch(page, "planner")
        page.wait_for_selector("[data-layer=control_pbf]", state="attached")

    def test_a_page_is_what_the_role_in_its_head_would_see(self):
        # Nobody has chosen a role: what the page does, it does in the role that it names.
        context = self.browser.chromium.new_context(viewport={"width": 390, "height": 844})
        self.addCleanup(context.close)
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request) if "/api/v1/" in request.url else None)
        page.goto(f"{self.server.address}/audit.html")
        page.wait_for_selector(".problem:visible")
        self.assertIn("规划编制", page.inner_text(".who"))
        self.assertIn("没有此项权限：查看审计记录", page.inner_text(".problem"))
        self.assertEqual(page.locator("table.audit").count(), 0)
        unnamed = [place_of(request) for request in asked if role_of(request) != "planner"]
        self.assertEqual(set(unnamed) - {"acting"}, set())
        # What a page hears of changes it hears in its role, too.
        self.assertIn("changes", [place_of(request) for request in asked])
        page.screenshot(path=str(ARTEFACTS / "audit-planner-phone.png"))
        self.switch(page, "audit-administrator")
        page.wait_for_selector("table.audit tbody tr")
        # A link carries no header fields: its address says in which role it asks.
        with page.expect_download() as taken:
            page.click("a[download]:text('CSV')")
        self.assertEqual(role_of(taken.value), "audit-administrator")
        self.assertIn("position", Path(taken.value.path()).read_text("utf-8"))

    def test_no_page_asks_for_anything_in_no_role(self):
        """Not a tile, picture, link or stream, of any page: without a role one may do what any may."""
        pages = sorted(path.name for path in (ROOT / "Web").glob("*.html") if path.name != "signin.html")
        self.assertGreater(len(pages), 20)
        tiled = {"index.html", "draw.html"}
        wrong, tiles = set(), set()
        for name in pages:
            context = self.browser.chromium.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            asked = []
            page.on("request", lambda request: asked.append(request) if "/api/v1/" in request.url else None)
            address = f"{self.server.address}/{name}?plan={PLAN}"
            if name in tiled:
                with page.expect_request("**/api/v1/tiles/**", timeout=120_000):
                    page.goto(address)
            else:
                page.goto(address)
            page.wait_for_selector(".who")
            # Until nothing more is asked.
            before = -1
            while before < len(asked):
                before = len(asked)
                page.wait_for_timeout(800)
            links = page.eval_on_selector_all(
                "a[href*='api/v1/'], img[src*='api/v1/']", "all => all.map(one => one.href || one.src)")
            context.close()
            wrong |= {(name, place_of(request)) for request in asked
                      if role_of(request) != "planner" and place_of(request) != "acting"}
            wrong |= {(name, link) for link in links if "zhitu-role=planner" not in link}
            tiles |= {name for request in asked if "/tiles/" in request.url}
        print(f"{len(pages)} pages, tiles on {sorted(tiles)}")
        self.assertEqual(wrong, set())
        self.assertLessEqual(tiled, tiles)

    def test_a_role_of_another_workspace_is_given_up(self):
        page = self.browser.chromium.new_page()
        self.addCleanup(page.close)
        page.goto(f"{self.server.address}/?role=of-another-place")
        page.wait_for_selector("[data-layer=control_pbf]", state="attached")
        self.assertNotIn("of-another-place", page.url)


if __name__ == "__main__":
    unittest.main()
