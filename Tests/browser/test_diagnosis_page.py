"""The diagnosis tab in a real Chromium: from the question to figures, chart, blocks and map."""

import json
import unittest

from test_first_page import PageCase


class DiagnosisTests(PageCase):
    def open(self, **options):
        seen = self.visit(**options)
        seen.page.locator("#tab-diagnosis").click()
        seen.page.locator(".diagnosis-form").wait_for()
        return seen

    def diagnose(self, seen):
        seen.page.get_by_role("button", name="诊断", exact=True).last.click()
        seen.page.locator(".diagnosis-result .diagnosis-table").first.wait_for()

    def test_figures_before_and_after_with_their_origin(self):
        seen = self.open()
        self.diagnose(seen)
        page = seen.page
        heads = page.locator(".diagnosis-table").first.locator("thead th").all_inner_texts()
        self.assertEqual(heads[1:3], ["2023", "demo"])
        row = page.locator("tr[data-metric=share_100]")
        before, after, _ = (
            float(text.split()[0].replace(",", "").replace("+", "").replace("−", "-"))
            for text in row.locator("td").all_inner_texts()
        )
        self.assertTrue(0 < before <= 100 and 0 < after <= 100)
        row.get_by_role("button").click()
        origin = row.locator(".origin").inner_text()
        self.assertIn("CTG-01", origin)
        self.assertIn("100·Σ", origin)
        # The chart shows as many bars as there are states, in parts that sum to the whole.
        self.assertGreater(page.locator(".diagnosis-result .chart svg path").count(), 4)
        page.select_option("select[name=subject]", "forest")
        self.assertIn("林地", page.locator(".diagnosis-table").nth(1).inner_text())
        seen.shoot("diagnosis")
        self.assertEqual(seen.complaints, [])

    def test_villages_are_compared(self):
        seen = self.open()
        seen.page.select_option("select[name=division]", "by:village")
        self.diagnose(seen)
        places = seen.page.locator("select[name=place] option").all_inner_texts()
        self.assertGreater(len(places), 5)
        seen.page.select_option("select[name=unit-metric]", "small_field_share")
        self.assertEqual(
            seen.page.locator("table:has(.cell-bar) tbody tr").count(), len(places) - 1
        )
        seen.page.select_option("select[name=place]", index=2)
        self.assertNotEqual(
            seen.page.locator("tr[data-metric=ca] td").first.inner_text().strip(), "—"
        )
        # Two areas side by side: a column for each state of each, and no change between them.
        seen.page.select_option("select[name=other]", index=3)
        heads = seen.page.locator(".diagnosis-table").first.locator("thead th").all_inner_texts()
        self.assertEqual(len(heads), 5, heads)
        self.assertTrue(all(" · " in head for head in heads[1:]), heads)
        seen.shoot("diagnosis-two-areas")
        seen.page.select_option("select[name=other]", "")
        # On the map: each state, and the change between the first and the last.
        seen.page.select_option("select[name=unit-map]", "2023")
        seen.wait("!!zhitu.map.getSource('units')", "the villages on the map")
        seen.settle()
        self.assertEqual(seen.drawn("units"), len(places) - 1)
        steps = seen.page.locator(".block-legend li").all_inner_texts()
        self.assertEqual(len(steps), 5)
        seen.shoot("diagnosis-villages-map")
        seen.page.select_option("select[name=unit-map]", "change")
        seen.settle()
        # A change is centred on zero.
        low, high = seen.page.locator(".block-legend li").nth(2).inner_text().split(" – ")
        self.assertAlmostEqual(
            float(low.strip().replace(",", "")), -float(high.strip().replace(",", "")), 2
        )
        seen.shoot("diagnosis-villages-change")
        seen.page.select_option("select[name=unit-map]", "")
        seen.settle()
        self.assertEqual(seen.drawn("units"), 0)
        seen.shoot("diagnosis-villages")
        self.assertEqual(seen.complaints, [])

    def test_a_drawn_area_is_diagnosed(self):
        seen = self.open()
        page = seen.page
        page.select_option("select[name=division]", "drawn")
        self.assertTrue(page.locator(".diagnosis-form button[type=submit]").is_disabled())
        box = page.locator(".map-holder canvas").bounding_box()
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for dx, dy in ((-90, -80), (90, -80), (90, 80)):
            page.mouse.click(middle[0] + dx, middle[1] + dy)
        page.mouse.dblclick(middle[0] - 90, middle[1] + 80)
        page.get_by_text("范围已画定").wait_for()
        self.assertEqual(page.locator(".inspector").count(), 0)
        self.diagnose(seen)
        self.assertGreater(page.locator("tr[data-metric=np] td").first.inner_text(), "0")
        seen.shoot("diagnosis-drawn")
        # Afterwards a click looks at a patch again.
        page.select_option("select[name=division]", "")
        page.mouse.click(*middle)
        page.locator(".inspector").wait_for()
        self.assertEqual(seen.complaints, [])

    def test_blocks_are_drawn_and_say_what_is_missing(self):
        seen = self.open()
        page = seen.page
        page.select_option("select[name=block-minimum]", "50")
        page.locator(".diagnosis-blocks button.primary").click()
        page.locator(".block").first.wait_for()
        seen.settle()
        self.assertGreater(seen.drawn("blocks"), 3)
        seen.shoot("diagnosis-blocks-map")
        closable = page.locator(".block:has-text('可升级') .block-head").first
        closable.click()
        seen.settle()
        text = page.locator(".block .facts").inner_text()
        for word in ("占地", "间隙", "尚缺", "最便宜补齐", "万元"):
            self.assertIn(word, text)
        closable.scroll_into_view_if_needed()
        seen.shoot("diagnosis-block")
        with page.expect_download() as waiting:
            page.locator(".diagnosis-blocks .downloads button").click()
        with open(waiting.value.path(), encoding="utf-8") as file:
            self.assertEqual(json.load(file)["schema"], "zhitu.blocks/1")
        # Leaving the tab takes them off the map.
        page.locator("#tab-flow").click()
        seen.settle()
        self.assertEqual(seen.drawn("blocks"), 0)
        self.assertEqual(seen.complaints, [])

    def test_another_tolerance_names_its_chooser(self):
        seen = self.open()
        page = seen.page
        page.fill("input[name=gap]", "0")
        page.fill("input[name=chooser]", "李工")
        self.diagnose(seen)
        page.locator(".diagnosis-origins summary").click()
        self.assertIn("李工 选定", page.locator(".diagnosis-origins").inner_text())

    def test_a_phone_has_everything(self):
        seen = self.open(width=390, height=844)
        self.diagnose(seen)
        self.assertLessEqual(seen.page.evaluate("document.documentElement.scrollWidth"), 390)
        seen.page.locator(".diagnosis-result").scroll_into_view_if_needed()
        seen.shoot("diagnosis-phone")
        seen.page.locator(".diagnosis-blocks button.primary").click()
        seen.page.locator(".block").first.wait_for()
        seen.page.locator(".block-head").first.click()
        seen.page.locator(".block .facts").scroll_into_view_if_needed()
        self.assertLessEqual(seen.page.evaluate("document.documentElement.scrollWidth"), 390)
        seen.shoot("diagnosis-phone-blocks")


if __name__ == "__main__":
    unittest.main()
