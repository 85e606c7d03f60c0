"""What all pages share: search over everything, tasks, tables that leave as workbooks, tools of the map."""

import base64
import shutil
import sqlite3
import tempfile
import unittest
import zipfile
from pathlib import Path

from served_page import MISSING, PLAN, Browser, Server, Visit, workspace, zhitu


def violations(page):
    from axe_playwright_python.sync_playwright import Axe
    return [(one["id"], [node["html"][:160] for node in one["nodes"]])
            for one in Axe().run(page).response["violations"]]


@unittest.skipIf(MISSING, MISSING or "")
class PageTools(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def test_a_parcel_is_found_by_its_number_with_keys_alone(self):
        seen = Visit(self.browser, self.server)
        self.addCleanup(seen.close)
        page = seen.page
        number = seen.get("api/v1/layers/survey_2023/features/120")["values"]
        number = next(one["value"] for one in number if one["name"] == "BSM")
        page.keyboard.press("Control+k")
        page.locator(".seek input").wait_for()
        page.locator(".seek input").fill(number)
        found = page.locator(".seek-found a", has_text=number).first
        found.wait_for()
        seen.shoot("search")
        self.assertEqual(violations(page), [])
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator(".inspector", has_text=number).wait_for()
        seen.settle()
        box = seen.get("api/v1/layers/survey_2023/features/120")["bounds"]
        east, north = seen.centre()
        self.assertTrue(box[0] < east < box[2] and box[1] < north < box[3], (box, east, north))
        self.assertEqual(seen.complaints, [])

    def test_a_table_is_filtered_grouped_and_leaves_as_a_workbook(self):
        seen = Visit(self.browser, self.server, "?tab=verdicts")
        self.addCleanup(seen.close)
        page = seen.page
        page.locator("[data-grid]").click()
        page.locator(".data-grid .tabulator-row").first.wait_for()
        verdicts = seen.get(f"api/v1/verdicts/{PLAN}")["verdicts"]
        wanted = [one["rule"] for one in verdicts if one["rule"].startswith("CORE")]
        page.locator(".tabulator-header-filter input").first.fill("CORE")
        page.locator(".grid-bar [role=status]", has_text=f"{len(wanted)} 行，共 {len(verdicts)} 行"
                     ).wait_for()
        shown = page.locator(".data-grid .tabulator-row").count()
        self.assertTrue(0 < shown <= len(wanted), shown)
        page.locator("select[name=group]").select_option("verdict")
        page.locator(".tabulator-group").first.wait_for()
        self.assertEqual(violations(page), [])
        seen.shoot("table")
        with page.expect_download() as coming:
            page.locator("[data-export=xlsx]").click()
        with zipfile.ZipFile(coming.value.path()) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            texts = book.read("xl/sharedStrings.xml").decode()
        self.assertEqual(sheet.count("<row "), len(wanted) + 1)
        for rule in wanted:
            self.assertIn(rule, texts)
        self.assertEqual(seen.complaints, [])

    def test_the_map_is_measured_swiped_and_printed(self):
        seen = Visit(self.browser, self.server)
        self.addCleanup(seen.close)
        page = seen.page
        page.locator("[data-tool=measure]").click()
        box = page.locator(".map-holder canvas").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.click(x - 100, y)
        page.mouse.dblclick(x + 100, y)
        west, east = seen.page.evaluate(
            "([a, b, y]) => [a, b].map(x => { const box ="
            " zhitu.map.getCanvas().getBoundingClientRect();"
            " return zhitu.map.unproject([x - box.left, y - box.top]).lng; })",
            [x - 100, x + 100, y])
        latitude = seen.centre()[1]
        import math
        metres = 6371008.8 * math.radians(east - west) * math.cos(math.radians(latitude))
        shown = float(page.locator(".map-figures b").first.inner_text().split()[0].replace(",", ""))
        self.assertAlmostEqual(shown / metres, 1, delta=0.01)
        page.keyboard.press("Escape")
        page.locator("[data-tool=swipe]").click()
        page.locator(".swipe canvas").wait_for()
        page.locator("input[name=swipe]").fill("25")
        self.assertIn("25%", page.locator(".swipe").get_attribute("style"))
        page.locator("[data-tool=swipe]").click()
        page.evaluate("() => { window.print = () => {} }")
        page.locator("[data-tool=print]").click()
        page.locator(".print-sheet img").wait_for(state="attached")
        with tempfile.TemporaryDirectory() as folder:
            sheet = Path(folder) / "sheet.pdf"
            page.pdf(path=str(sheet), prefer_css_page_size=True)
            self.assertEqual(sheet.read_bytes().count(b"/Type /Page\n"), 1)
        self.assertEqual(seen.complaints, [])

    def test_buildings_stand_upright(self):
        """The sample has buildings with heights, so the map can be seen from the side."""
        seen = Visit(self.browser, self.server)
        self.addCleanup(seen.close)
        page = seen.page
        layer = next(one for one in seen.get("api/v1/workspace")["layers"] if one["has_heights"])
        self.assertEqual((layer["role"], layer["synthetic"]), ("building", True))
        west, south, east, north = seen.get(f"api/v1/layers/{layer['name']}/features/1")["bounds"]
        page.evaluate("place => zhitu.map.jumpTo({ center: place, zoom: 16 })",
                      [(west + east) / 2, (south + north) / 2])
        button = page.locator("[data-tool=tall]")
        button.click()
        self.assertEqual(button.get_attribute("aria-pressed"), "true")
        name = f"{layer['name']}:tall"
        seen.wait(f"zhitu.map.getLayer('{name}')?.type === 'fill-extrusion'", "a layer that stands upright")
        seen.settle()
        heights = page.evaluate(
            "name => zhitu.map.queryRenderedFeatures({ layers: [name] })"
            ".map(one => one.properties.zt_height)", name)
        self.assertGreater(len(heights), 5)
        self.assertTrue(all(3 <= one < 60 for one in heights), heights)
        self.assertGreater(page.evaluate("zhitu.map.getPitch()"), 30)
        seen.shoot("upright")
        button.click()
        seen.wait(f"zhitu.map.getLayer('{name}') === undefined", "the map from above")
        self.assertEqual(seen.complaints, [])

    def test_a_figure_of_the_structure_tells_where_it_comes_from(self):
        seen = Visit(self.browser, self.server, "?tab=structure")
        self.addCleanup(seen.close)
        page = seen.page

        def figure(text):
            return float(text.strip().split("\n")[0].replace(",", "").replace("−", "-").replace("+", ""))

        # The class that changes most.
        rows = page.locator(".structure tr.leaf")
        rows.first.wait_for()
        changes = [figure(text) for text in page.locator(".structure tr.leaf td:nth-child(4)").all_inner_texts()]
        place = max(range(len(changes)), key=lambda one: abs(changes[one]))
        rows.nth(place).locator(".origin-button").click()
        origin = page.locator(".class-origin")
        origin.locator("li.whole").wait_for()
        self.assertIn("个图斑的面积之和", origin.inner_text())
        self.assertIn("sample.gpkg", origin.inner_text())
        parts = [figure(text) for text in origin.locator("li:not(.whole) b").all_inner_texts()]
        self.assertAlmostEqual(sum(parts), changes[place], delta=0.01 * (len(parts) + 1))
        seen.shoot("where-from")
        self.assertEqual(violations(page), [])
        origin.locator("li button").first.click()
        page.locator("#tab-panel .ground").wait_for()
        self.assertEqual(seen.complaints, [])

    def test_a_local_base_map_lies_below_the_layers(self):
        picture = base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "base.mbtiles"
            with sqlite3.connect(file) as base:
                base.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
                base.execute("INSERT INTO metadata VALUES ('name', '影像（测试）')")
                base.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT,"
                             " tile_data BLOB)")
                base.execute("INSERT INTO tiles VALUES (0, 0, 0, ?)", (picture,))
            base.close()
            server = Server(workspace(), "--base-map", file)
            self.addCleanup(server.stop)
            seen = Visit(self.browser, server)
            self.addCleanup(seen.close)
            switch = seen.page.locator("[data-layer=base-map]")
            has = "zhitu.map.getLayer('base-map:picture') !== undefined"
            seen.wait(has, "the base map")
            tiles = [one for one in seen.requests if "/base-map/" in one]
            self.assertTrue(tiles and all(one.startswith(server.address) for one in seen.requests
                                          if one.startswith("http")), tiles)
            order = seen.page.evaluate("zhitu.map.getStyle().layers.map(one => one.id)")
            self.assertLess(order.index("base-map:picture"), order.index("survey_2023:fill"))
            seen.page.get_by_text("影像（测试）").wait_for()
            switch.uncheck(force=True)
            seen.wait(f"!({has})", "no base map")
            self.assertEqual(seen.complaints, [])
            server.stop()

    def test_news_is_seen_once_for_all_and_by_each_for_themselves(self):
        """What one's office was told is news until it is seen; others have news of their own."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "w.gpkg"
            shutil.copy(workspace(), copy)
            zhitu("sample", "--deeds", copy)
            server = Server(copy)
            self.addCleanup(server.stop)
            seen = Visit(self.browser, server)
            self.addCleanup(seen.close)
            mark = seen.page.locator(".due-button .unseen-mark")
            mark.wait_for()
            news = seen.get("api/v1/notices")
            self.assertGreater(len(news["notices"]), 0)
            self.assertTrue(all(one["deed"]["position"] <= news["end"] for one in news["notices"]))
            seen.page.locator(".due-button").click()
            lines = seen.page.locator(".news-line")
            lines.first.wait_for()
            self.assertEqual(lines.count(), min(20, len(news["notices"])))
            seen.shoot("news")
            self.assertEqual(violations(seen.page), [])
            seen.page.locator("[data-act=seen]").click()
            mark.wait_for(state="detached")
            seen.page.reload()
            seen.settle()
            seen.page.locator(".due-button").click()
            lines.first.wait_for()
            self.assertEqual(mark.count(), 0, "it is kept by the server")
            other = seen.page.evaluate(
                "fetch('api/v1/notices', { headers: { 'zhitu-role': 'implementer' } })"
                ".then(answer => answer.json())")
            self.assertEqual(other["seen"], 0)
            self.assertEqual(seen.complaints, [])
            server.stop()


if __name__ == "__main__":
    unittest.main()
