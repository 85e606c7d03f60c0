"""A flow, and what stands behind it: a click leads from a figure to its ground."""

import unittest
import re

from served_page import PLAN
from test_first_page import PageCase


def figure(text):
    """The first number of a text."""
    return float(re.search(r"[\d,]+\.\d+", text).group(0).replace(",", ""))


class GroundTests(PageCase):
    def setUp(self):
        self.seen = self.visit()
        self.page = self.seen.page
        self.page.locator(".sankey svg").wait_for()

    def shown(self):
        """The witness pieces that the map really draws."""
        self.seen.settle()
        return self.page.evaluate(
            "new Set(zhitu.map.queryRenderedFeatures({ layers: ['witness-fill'] })"
            ".map((one) => one.id)).size")

    def test_a_row_of_the_table_shows_its_ground_and_a_second_click_takes_it_away(self):
        row = self.page.locator("table.data tr.choice").first
        area = figure(row.locator("td.figure").inner_text())
        row.click()
        ground = self.page.locator(".ground")
        ground.locator(".piece").first.wait_for()
        self.assertAlmostEqual(figure(ground.locator("p").first.inner_text()), area, places=1)
        pieces = [figure(text) for text in ground.locator(".piece .figure").all_inner_texts()]
        self.assertEqual(pieces, sorted(pieces, reverse=True))
        self.assertGreater(self.shown(), 0)
        self.seen.shoot("ground")
        before = self.page.evaluate("zhitu.map.getZoom()")
        ground.locator(".piece").first.click()
        self.seen.settle()
        self.assertGreater(self.page.evaluate("zhitu.map.getZoom()"), before)
        row.click()
        ground.wait_for(state="detached")
        self.assertEqual(self.shown(), 0)

    def test_a_band_of_the_sankey_shows_its_ground(self):
        # A place well inside the widest band, half-way between the classes: at its ends the chart takes
        # a click for one on the class or on its label.
        place = self.page.evaluate(
            """() => {
              const bands = [...document.querySelectorAll('.sankey svg path')]
                .filter((path) => /url/.test(path.getAttribute('fill') ?? ''));
              const size = (band) => band.getBoundingClientRect();
              const at = (x, y) => document.elementFromPoint(x, y);
              let best = null;
              for (const band of bands) {
                const box = size(band);
                const x = (box.left + box.right) / 2;
                let from = null;
                for (let y = box.top; y <= box.bottom + 1; y += 1) {
                  const isOwn = at(x, y) === band;
                  if (isOwn && from === null) from = y;
                  if (!isOwn && from !== null) {
                    if (!best || y - from > best[2]) best = [x, (from + y) / 2, y - from];
                    from = null;
                  }
                }
              }
              return best;
            }""")
        self.assertIsNotNone(place)
        self.page.mouse.click(*place[:2])
        self.page.locator(".ground .piece").first.wait_for()
        self.assertGreater(self.shown(), 0)
        # The chart says whose band it is, and so does the list of its ground.
        told = self.page.locator(".sankey div").last.inner_text().split("\n")[0]
        self.assertEqual(self.page.locator(".ground h3").inner_text(), told)

    def test_a_card_gives_way_to_the_ground(self):
        self.page.evaluate("zhitu.map.jumpTo({ zoom: 16 })")
        self.seen.settle()
        self.page.locator(".map-holder canvas").focus()
        self.page.keyboard.press("Enter")
        self.page.locator(".inspector [data-figure=area]").wait_for()
        self.page.locator("table.data tr.choice").first.click()
        self.page.locator(".ground .piece").first.wait_for()
        self.page.locator(".inspector").wait_for(state="detached")

    def test_names_of_townships_stand_on_the_map(self):
        self.seen.settle()
        drawn = self.page.evaluate(
            "zhitu.map.queryRenderedFeatures({ layers: ['places-township'] })"
            ".map((one) => one.properties.image)")
        names = {image.split(":")[2] for image in drawn}
        known = {place["name"] for place in self.seen.get("api/v1/places")["places"]
                 if place["role"] == "township"}
        self.assertEqual(names, known)
        self.seen.shoot("names")

    def test_a_change_of_language_keeps_the_place(self):
        self.page.locator("table.data tr.choice").first.click()
        self.page.locator(".ground .piece").first.wait_for()
        self.seen.settle()
        self.page.evaluate("zhitu.map.jumpTo({ zoom: 15.2 }); window.sameMap = zhitu.map")
        self.seen.settle()
        centre = self.page.evaluate("zhitu.map.getCenter().toArray()")
        scroll = self.page.evaluate(
            "() => { const body = document.querySelector('#tab-panel');"
            " body.scrollTop = 200; return body.scrollTop; }")
        self.page.get_by_role("button", name="Switch to English").click()
        self.page.locator("html[lang=en]").wait_for()
        self.seen.settle()
        self.assertTrue(self.page.evaluate("window.sameMap === zhitu.map"))
        self.assertEqual(self.page.evaluate("zhitu.map.getCenter().toArray()"), centre)
        self.assertAlmostEqual(self.page.evaluate("zhitu.map.getZoom()"), 15.2)
        self.assertEqual(self.page.locator(".ground").count(), 1)
        self.assertGreater(self.shown(), 0)
        self.assertAlmostEqual(
            self.page.evaluate("document.querySelector('#tab-panel').scrollTop"), scroll, delta=60)
        self.assertEqual(
            self.page.locator(".maplibregl-ctrl-zoom-in").get_attribute("aria-label"), "Zoom in")

    def test_counts_stay_when_somebody_searches(self):
        self.page.locator("#tab-verdicts").click()
        tally = self.page.locator(".tally-item b")
        tally.first.wait_for()
        before = tally.all_inner_texts()
        self.page.get_by_role("searchbox", name="查找").fill("永久基本农田")
        self.page.wait_for_timeout(300)
        self.assertEqual(tally.all_inner_texts(), before)

    def test_tables_and_layers_can_be_downloaded(self):
        self.page.locator("#tab-structure").click()
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name="Excel").click()
        self.assertEqual(download.value.suggested_filename, "class_areas.xlsx")
        self.page.locator("#tab-layers").click()
        source = self.page.locator("details.source").first
        source.locator("summary").click()
        for name, ending in (("Shapefile", ".zip"), ("GeoPackage", ".gpkg"), ("FileGDB", ".zip")):
            with self.page.expect_download() as download:
                source.get_by_role("link", name=re.compile(name)).click()
            self.assertTrue(download.value.suggested_filename.endswith(ending))
            self.assertGreater(download.value.path().stat().st_size, 1000)


class PhoneTests(PageCase):
    def test_the_ground_can_be_seen_on_a_phone(self):
        seen = self.visit(width=390, height=844)
        page = seen.page
        page.locator("table.data tr.choice").first.click()
        page.locator(".ground .piece").first.wait_for()
        wide = page.evaluate("document.documentElement.scrollWidth")
        self.assertLessEqual(wide, 390)
        seen.shoot("ground-phone")


assert PLAN == "demo"
