"""What all pages share: search over everything, tasks, tables that leave as workbooks, tools of the map."""

import base64
import html
import json
import shutil
import sqlite3
import tempfile
import unittest
import urllib.request
import zipfile
from pathlib import Path

from served_page import MISSING, PLAN, Browser, Server, Visit, workspace, zhitu


def violations(page):
    from axe_playwright_python.sync_playwright import Axe
    return [(one["id"], [node["html"][:160] for node in one["nodes"]])
            for one in Axe().run(page).response["violations"]]


def colours_of(page, picture):
    """Width and height of a picture, and how many colours it has; the browser reads it."""
    return page.evaluate("""async text => {
      const bytes = Uint8Array.from(atob(text), one => one.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
      return [image.width, image.height, new Set(pixels).size];
    }""", base64.b64encode(picture).decode())


@unittest.skipIf(MISSING, MISSING or "")
class PageTools(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def verdicts(self):
        with urllib.request.urlopen(f"{self.server.address}/api/v1/verdicts/{PLAN}") as answer:
            return json.load(answer)["verdicts"]

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

    def test_every_figure_is_asked_where_it_comes_from(self):
        """The button of the header: a click on a figure tells its kind, how it is made, and where it was read."""
        for width, height in ((1440, 900), (390, 844)):
            with self.subTest(width):
                self.ask_where_from(width, height)

    def ask_where_from(self, width, height):
        seen = Visit(self.browser, self.server, "?tab=flow&role=reviewer", width, height)
        self.addCleanup(seen.close)
        page = seen.page
        total = page.locator("[data-from='flow.total'] > dd").first
        total.wait_for()
        marks = """name => [...CSS.highlights.get(name) ?? []].map(one => one.toString())"""
        self.assertEqual(page.evaluate(marks, "zhitu-figures"), [])
        button = page.locator(".from-button")
        button.click()
        self.assertEqual(button.get_attribute("aria-pressed"), "true")
        panel = page.locator(".from-panel")
        panel.wait_for()
        shown = total.evaluate("one => one.firstChild.textContent.trim()")
        seen.wait("CSS.highlights.get('zhitu-figures')?.size > 5", "figures that are marked")
        self.assertIn(shown, page.evaluate(marks, "zhitu-figures"))
        total.click(position={"x": 12, "y": 12})
        answer = panel.locator(".from-answer")
        answer.wait_for()
        self.assertEqual(page.evaluate(marks, "zhitu-asked"), [shown])
        self.assertEqual(answer.locator(".from-figure").inner_text().split(), ["总面积", shown])
        told = answer.inner_text()
        self.assertIn("流向台账全部格之和", told)
        kinds = panel.locator(".from-kinds summary")
        self.assertIn("流向：总面积", " ".join(kinds.all_inner_texts()))
        # What the page read is opened in the role of the page, and holds the figure.
        link = answer.locator(".from-read a")
        self.assertRegex(link.inner_text(), r"^api/v1/flow/\w+/matrix")
        self.assertIn("role=reviewer", link.get_attribute("href"))
        read = seen.get(link.get_attribute("href"))
        self.assertEqual(f"{read['total'] * 3 / 200_000:,.2f}", shown)
        self.assertEqual(violations(page), [])
        seen.shoot(f"where-from-{width}")
        # A line of the table shows its ground by a click; while figures are asked it does not.
        figure = page.locator("#tab-panel table.data tbody td.figure > span:last-child").first
        figure.click()
        seen.wait("document.querySelector('.from-figure b').textContent !== " + repr(shown), "the next answer")
        self.assertEqual(page.evaluate(marks, "zhitu-asked"), [figure.inner_text()])
        self.assertEqual(page.locator(".ground").count(), 0)
        page.keyboard.press("Escape")
        panel.wait_for(state="detached")
        self.assertEqual([page.evaluate(marks, one) for one in ("zhitu-figures", "zhitu-asked")], [[], []])
        self.assertTrue(button.evaluate("one => one === document.activeElement"))
        figure.click()
        page.locator(".ground").wait_for()
        self.assertEqual(seen.complaints, [])

    def test_a_table_of_the_page_opens_as_a_grid(self):
        """A table without a grid of its own: its rows are sorted and taken away as a workbook."""
        verdict = max((one for one in self.verdicts() if one["part"] is None),
                      key=lambda one: len({step["expression"] for step in one["trace"]}))
        seen = Visit(self.browser, self.server, f"?tab=verdicts&rule={verdict['rule']}")
        self.addCleanup(seen.close)
        page = seen.page
        card = page.locator(f".verdict[data-rule='{verdict['rule']}']").first
        card.locator(".verdict-head").click()
        card.locator("summary", has_text="计算过程").click()
        rows = card.locator("table.trace tbody tr")
        wanted = rows.locator("td:first-child").all_inner_texts()
        self.assertEqual(wanted, [step["expression"] for step in verdict["trace"]])
        card.locator(".tabular [data-grid]").click()
        page.locator(".data-grid .tabulator-row").first.wait_for()
        self.assertIn(f"共 {len(wanted)} 行", page.locator(".grid-bar [role=status]").inner_text())
        self.assertEqual(violations(page), [])
        with page.expect_download() as coming:
            page.locator("[data-export=xlsx]").click()
        with zipfile.ZipFile(coming.value.path()) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            texts = html.unescape(book.read("xl/sharedStrings.xml").decode())
        self.assertEqual(sheet.count("<row "), len(wanted) + 1)
        for expression in wanted:
            self.assertIn(expression, texts)
        self.assertEqual(seen.complaints, [])

    def test_charts_and_maps_are_saved_as_pictures(self):
        seen = Visit(self.browser, self.server, "?tab=flow")
        self.addCleanup(seen.close)
        page = seen.page
        page.locator(".sankey svg").wait_for()
        for name, button in (("chart", ".chart .picture"), ("map", "[data-tool=picture]")):
            with self.subTest(name):
                with page.expect_download() as coming:
                    page.locator(button).click()
                file = coming.value
                self.assertTrue(file.suggested_filename.endswith(".png"), file.suggested_filename)
                width, height, colours = colours_of(page, Path(file.path()).read_bytes())
                self.assertTrue(width > 300 and height > 200, (width, height))
                # Patches and bands of many classes, not a blank sheet.
                self.assertGreater(colours, 8)
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
