"""The first page in a real Chromium: what a planner sees and can do."""

import unittest
from urllib.parse import urlsplit

import served_page
from served_page import Browser, Server, Visit


class PageCase(unittest.TestCase):
    """Tests that share one server and one browser."""

    @classmethod
    def setUpClass(cls):
        if served_page.MISSING:
            raise unittest.SkipTest(served_page.MISSING)
        cls.server = Server(served_page.workspace())
        cls.addClassCleanup(cls.server.stop)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def visit(self, **options) -> Visit:
        visit = Visit(self.browser, self.server, **options)
        self.addCleanup(visit.close)
        return visit


class OneVisitCase(PageCase):
    """Tests that also share one visit: drawing a district takes a while without a graphics card."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seen = Visit(cls.browser, cls.server)
        cls.addClassCleanup(cls.seen.close)
        cls.workspace = cls.seen.get("api/v1/workspace")

    def setUp(self):
        """Back to what a visitor sees first."""
        page = self.seen.page
        for sign in (".inspector .button", ".legend-row[aria-pressed=true]"):
            if page.locator(sign).count():
                page.locator(sign).first.click()
        page.locator("header [role=group] button").first.click()
        page.locator("#tab-flow").click()
        page.evaluate("box => zhitu.map.fitBounds(box, { duration: 0 })", self.workspace["bounds"])
        self.seen.settle()


class MapTests(OneVisitCase):
    def layer(self, role):
        return next(one["name"] for one in self.workspace["layers"] if one["role"] == role)

    def test_the_patches_are_really_drawn(self):
        self.assertGreater(self.seen.drawn(self.layer("survey")), 3000)
        self.seen.shoot("map")

    def test_every_patch_is_drawn_when_zoomed_in(self):
        layer = self.layer("survey")
        self.seen.page.evaluate("zhitu.map.jumpTo({ zoom: 15.5 })")
        self.seen.settle()
        self.assertGreater(self.seen.drawn(layer), 20)
        self.seen.shoot("map-close")

    def test_a_layer_switch_takes_the_layer_away_and_brings_it_back(self):
        plan = self.layer("plan")
        before = self.seen.drawn(plan)
        self.assertGreater(before, 10)
        switch = self.seen.page.locator(f"label:has(input[data-layer='{plan}'])")
        count = ("new Set(zhitu.map.queryRenderedFeatures()"
                 f".filter(one => one.source === '{plan}').map(one => one.id)).size")
        switch.click()
        self.seen.wait(f"{count} === 0", "the map without the plan")
        switch.click()
        self.seen.wait(f"{count} === {before}", "the plan as it was drawn before")

    def test_the_epoch_switch_shows_the_planned_state(self):
        planned = self.layer("planned")
        self.assertEqual(self.seen.drawn(planned), 0)
        self.seen.page.get_by_role("button", name="规划后").click()
        self.seen.settle()
        self.assertGreater(self.seen.drawn(planned), 3000)
        self.assertEqual(self.seen.drawn(self.layer("survey")), 0)
        self.seen.shoot("planned")

    def test_one_class_can_be_singled_out(self):
        row = self.seen.page.locator(".legend-row").first
        row.click()
        self.assertEqual(row.get_attribute("aria-pressed"), "true")
        self.seen.settle()
        self.seen.shoot("one-class")

    def test_a_click_tells_the_official_area(self):
        page = self.seen.page
        page.evaluate("zhitu.map.jumpTo({ zoom: 16 })")
        self.seen.settle()
        box = page.locator(".map-holder canvas").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        figure = page.locator(".inspector [data-figure=area]")
        figure.wait_for()
        text = figure.inner_text()
        self.assertRegex(text, r"椭球面积\s+[\d,]+\.\d\d m²")
        self.assertRegex(text, r"[\d,]+\.\d\d 亩")
        self.seen.shoot("inspector")

    def test_the_keyboard_inspects_the_centre(self):
        page = self.seen.page
        page.evaluate("zhitu.map.jumpTo({ zoom: 16 })")
        self.seen.settle()
        page.locator(".map-holder canvas").focus()
        page.keyboard.press("Enter")
        page.locator(".inspector [data-figure=area]").wait_for()
        page.keyboard.press("Escape")
        page.locator(".inspector").wait_for(state="detached")


    def test_synthetic_data_are_called_so(self):
        shown = self.seen.page.locator(".synthetic").all_inner_texts()
        self.assertEqual(any("SYNTHETIC" in text for text in shown), self.workspace["synthetic"])


class AnalysisTests(OneVisitCase):
    def test_the_sankey_is_drawn_at_every_level(self):
        page = self.seen.page
        for level in ("二级类", "一级类", "三大类"):
            page.get_by_role("button", name=level).click()
            self.seen.wait(
                "document.querySelectorAll('.sankey svg path').length > 4", f"a Sankey of {level}"
            )
        page.get_by_role("button", name="一级类").click()
        self.seen.wait(
            "document.querySelector('.sankey svg')?.textContent.includes('耕地')", "its labels"
        )
        self.seen.shoot("flow")

    def test_the_matrix_on_the_page_is_the_matrix_of_the_server(self):
        flow = self.seen.get("api/v1/flows")["flows"][0]["key"]
        totals = set()
        for by in ("class", "level1", "category"):
            matrix = self.seen.get(f"api/v1/flow/{flow}/matrix?by={by}")
            totals.add(matrix["total"])
            self.assertEqual(sum(cell["area"] for cell in matrix["cells"]), matrix["total"])
        self.assertEqual(len(totals), 1)

    def test_a_failed_rule_flies_to_its_witness(self):
        page = self.seen.page
        page.get_by_role("tab", name="合规").click()
        page.locator(".verdict").first.wait_for()
        self.seen.shoot("verdicts")
        before = self.seen.centre()
        failed = page.locator(".verdict.fail:has(.witness-hint) .verdict-head").first
        failed.click()
        self.seen.wait(
            "zhitu.map.querySourceFeatures('witness').length > 0", "the witness pieces"
        )
        self.seen.settle()
        self.assertNotEqual(self.seen.centre(), before)
        self.assertGreater(self.seen.drawn("witness"), 0)
        self.assertGreater(page.locator(".verdict-detail .facts dd").count(), 2)
        self.seen.shoot("witness")
        page.locator(".piece").last.click()
        self.seen.settle()
        self.assertGreater(self.seen.drawn("witness"), 0)

    def test_the_least_change_of_a_failed_rule_is_found_and_shown(self):
        page = self.seen.page
        page.get_by_role("tab", name="合规").click()
        page.locator(".verdict").first.wait_for()
        card = page.locator(".verdict.fail[data-rule='NB-04']")
        if card.get_attribute("class").find("open") < 0:
            card.locator(".verdict-head").click()
        card.get_by_role("button", name="试算最小改动").click()
        card.locator(".least .badge.pass").wait_for(timeout=60_000)
        self.assertEqual(card.locator(".least li").count(), 1)
        self.assertIn("缩小", card.locator(".least li").inner_text())
        job = self.seen.get("api/v1/jobs")["jobs"][0]
        self.assertEqual((job["kind"], job["state"]), ("least-change", "done"))
        answer = self.seen.get(f"api/v1/jobs/{job['id']}/result")
        self.assertEqual(answer["report"]["after"], "pass")
        (piece,) = answer["taken"]["features"]
        self.assertEqual(piece["properties"]["area"], answer["report"]["taken"])
        self.seen.settle()
        self.assertGreater(self.seen.drawn("witness"), 0)
        self.seen.shoot("least-change")

    def test_every_verdict_says_value_threshold_and_source(self):
        page = self.seen.page
        page.get_by_role("tab", name="合规").click()
        page.locator(".verdict").first.wait_for()
        plan = self.seen.get("api/v1/workspace")["plans"][0]
        verdicts = self.seen.get(f"api/v1/verdicts/{plan}")["verdicts"]
        self.assertEqual(page.locator(".verdict").count(), len(verdicts))
        for kind in ("fail", "undecidable", "pass", "not_applicable"):
            count = sum(1 for one in verdicts if one["verdict"] == kind)
            self.assertEqual(page.locator(f".tally-item.{kind} b").inner_text(), str(count))

    def test_rules_stand_by_chapter_and_can_be_narrowed_down(self):
        page = self.seen.page
        page.get_by_role("tab", name="合规").click()
        page.locator(".verdict").first.wait_for()
        plan = self.seen.get("api/v1/workspace")["plans"][0]
        verdicts = self.seen.get(f"api/v1/verdicts/{plan}")["verdicts"]
        chapters = {one["chapter"]["zh"] for one in verdicts}
        self.assertEqual(set(page.locator(".chapter-title").all_inner_texts()), chapters)
        worst = {one["chapter"]["zh"] for one in verdicts if one["verdict"] == "fail"}
        opened = page.locator(".chapter[open] .chapter-title").all_inner_texts()
        self.assertEqual(set(opened), worst)

        page.get_by_label("查找").fill("core-03")
        page.wait_for_function("document.querySelectorAll('.verdict').length === 1")
        self.assertEqual(page.locator(".verdict").get_attribute("data-rule"), "CORE-03")
        self.assertTrue(page.locator(".verdict").is_visible())
        page.get_by_label("查找").fill("没有这样的规则")
        page.get_by_role("status").filter(has_text="没有符合条件的规则").wait_for()
        page.get_by_label("查找").fill("")
        page.get_by_label("约束力").select_option("hard_in_principle")
        count = sum(1 for one in verdicts if one["level"] == "hard_in_principle")
        page.wait_for_function(f"document.querySelectorAll('.verdict').length === {count}")

    def test_the_structure_adds_up(self):
        page = self.seen.page
        page.get_by_role("tab", name="结构").click()
        page.locator(".structure tfoot").wait_for()

        def figures(selector):
            cells = page.locator(f"{selector} td:nth-child(2)").all_inner_texts()
            return sum(float(text.replace(",", "")) for text in cells)

        total = figures(".structure tfoot tr")
        self.assertAlmostEqual(figures(".structure tr.sum"), total, delta=0.05)
        self.assertAlmostEqual(figures(".structure tr.group"), total, delta=0.2)
        self.seen.shoot("structure")

    def test_the_sources_of_every_layer_are_told(self):
        page = self.seen.page
        page.get_by_role("tab", name="图层信息").click()
        layers = self.seen.get("api/v1/workspace")["layers"]
        self.assertEqual(page.locator(".source").count(), len(layers))
        page.locator(".source summary").first.click()
        self.assertTrue(page.locator(".source .facts").first.is_visible())
        self.seen.shoot("sources")

    def test_tabs_obey_the_arrow_keys(self):
        page = self.seen.page
        page.get_by_role("tab", name="流向").focus()
        page.keyboard.press("ArrowRight")
        chosen = page.locator("[role=tab][aria-selected=true]")
        self.assertEqual(chosen.get_attribute("id"), "tab-verdicts")
        tabs = [tab.get_attribute("id") for tab in page.get_by_role("tab").all()]
        self.assertEqual((tabs[0], tabs[-1]), ("tab-flow", "tab-jobs"))
        page.keyboard.press("End")
        self.assertEqual(chosen.get_attribute("id"), tabs[-1])
        self.assertEqual(page.evaluate("document.activeElement.id"), tabs[-1])
        # Beyond the last comes the first, and the other way round.
        page.keyboard.press("ArrowRight")
        self.assertEqual(chosen.get_attribute("id"), tabs[0])
        page.keyboard.press("ArrowLeft")
        self.assertEqual(chosen.get_attribute("id"), tabs[-1])
        page.keyboard.press("Home")
        self.assertEqual(chosen.get_attribute("id"), tabs[0])


class ManyWaysTests(PageCase):
    """The same page in two languages, on small screens, for everybody, and without leaks."""

    def walk(self, seen: Visit):
        """Opens every tab and inspects a feature."""
        for tab in ("verdicts", "structure", "layers", "flow"):
            seen.page.locator(f"#tab-{tab}").click()
            seen.page.locator(f"#tab-{tab}[aria-selected=true]").wait_for()
        seen.page.locator(".map-holder canvas").focus()
        seen.page.keyboard.press("Enter")
        seen.page.locator(".inspector").wait_for()

    def test_nothing_is_asked_of_anybody_else_and_nothing_is_complained_about(self):
        for query in ("?lang=zh", "?lang=en"):
            with self.subTest(query):
                seen = self.visit(query=query)
                self.walk(seen)
                own = urlsplit(self.server.address).netloc
                others = [
                    url
                    for url in seen.requests
                    if not url.startswith(("blob:", "data:")) and urlsplit(url).netloc != own
                ]
                self.assertEqual(others, [])
                self.assertEqual(seen.complaints, [])

    def test_both_languages(self):
        seen = self.visit()
        self.assertEqual(seen.page.locator("html").get_attribute("lang"), "zh-CN")
        self.assertIn("图层与图例", seen.page.locator("#layers").inner_text())
        seen.page.get_by_role("button", name="Switch to English").click()
        seen.settle()
        self.assertEqual(seen.page.locator("html").get_attribute("lang"), "en")
        self.assertIn("Layers and legend", seen.page.locator("#layers").inner_text())
        self.assertIn("lang=en", seen.page.url)
        seen.shoot("english")
        seen.page.reload()
        seen.settle()
        self.assertIn("Layers and legend", seen.page.locator("#layers").inner_text())

    def test_a_small_screen_has_everything(self):
        seen = self.visit(width=400, height=800)
        page = seen.page
        self.assertFalse(page.locator("#layers").is_visible())
        page.get_by_role("button", name="图层", exact=True).click()
        self.assertTrue(page.locator("#layers").is_visible())
        seen.shoot("small-layers")
        page.locator(".drawer-close").click()
        page.get_by_role("tab", name="合规").click()
        page.locator(".verdict").first.wait_for()
        wide = page.evaluate("document.documentElement.scrollWidth")
        self.assertLessEqual(wide, 400)
        seen.shoot("small")

    def test_no_serious_barrier_for_anybody(self):
        from axe_playwright_python.sync_playwright import Axe

        first_of = {
            "flow": ".sankey svg", "verdicts": ".verdict", "structure": ".structure",
            "layers": ".source",
        }
        for query, width in (("?lang=zh", 1440), ("?lang=en", 1440), ("?lang=zh", 400)):
            seen = self.visit(query=query, width=width)
            seen.page.locator(".map-holder canvas").focus()
            seen.page.keyboard.press("Enter")
            seen.page.locator(".inspector").wait_for()
            for tab in ("flow", "verdicts", "structure", "layers"):
                with self.subTest(query=query, width=width, tab=tab):
                    seen.page.locator(f"#tab-{tab}").click()
                    seen.page.locator(f"#tab-panel {first_of[tab]}").first.wait_for()
                    found = Axe().run(seen.page).response["violations"]
                    serious = [
                        f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
                        for one in found
                        if one["impact"] in ("serious", "critical")
                    ]
                    self.assertEqual(serious, [])


class ServerTests(unittest.TestCase):
    @unittest.skipIf(served_page.MISSING, served_page.MISSING or "")
    def test_the_server_ends_when_asked(self):
        server = Server(served_page.workspace())
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
