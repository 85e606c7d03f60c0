"""Problems (问题) with real clicks: several people at once, on a desk and on a phone."""

import functools
import shutil
import struct
import tempfile
import unittest
import zlib
from pathlib import Path

from served_page import MISSING, Browser, Server, Visit, zhitu

DESK = (1440, 900)
PHONE = (390, 844)


@functools.cache
def story() -> Path:
    """The sample district with its made-up people, plan history and problems; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-problems-"))
    made = folder / "workspace.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    zhitu("sample", "--seed", 7, "--deeds", made)
    return made


def photo(width=64, height=48) -> bytes:
    """A PNG of one colour."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = (b"\0" + b"\x4a\x8f\x3c" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class View(Visit):
    """A look at a page of the shell, by somebody in a role."""

    def __init__(self, browser, server, page="problems.html", role="planner", organisation="centre",
                 size=DESK, query="", blocks=None):
        self.blocks = blocks
        address = f"{page}?role={role}&organisation={organisation}{query}"
        super().__init__(browser, server, address, *size)

    def settle(self):
        self.page.locator(".who").wait_for()

    def row(self, title):
        return self.page.locator(".row", has_text=title)

    def open(self, title):
        self.row(title).click()
        self.page.locator(".problem-head h2", has_text=title).wait_for()

    def act(self, name):
        self.page.locator(".acts").get_by_role("button", name=name, exact=True).click()
        return self.page.locator("form.act")

    def phase(self):
        return self.page.locator(".problem-head .phase").inner_text()

    def wait_for_phase(self, phase):
        self.page.locator(".problem-head .phase", has_text=phase).wait_for()

    def is_too_wide(self):
        return self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth")


@unittest.skipIf(MISSING, MISSING or "")
class Case(unittest.TestCase):
    browser: Browser

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="zhitu-problems-")
        self.addCleanup(folder.cleanup)
        self.workspace = Path(folder.name) / "workspace.gpkg"
        shutil.copyfile(story(), self.workspace)
        self.server = Server(self.workspace)
        self.addCleanup(self.server.stop)

    def view(self, **options) -> View:
        seen = View(self.browser, self.server, **options)
        self.addCleanup(seen.close)
        return seen

    def is_clean(self, seen, *expected):
        left = [one for one in seen.complaints if not any(part in one for part in expected)]
        self.assertEqual(left, [])
        outside = [one for one in seen.requests
                   if not one.startswith((seen.server.address, "blob:", "data:"))]
        self.assertEqual(outside, [], "no request leaves the server")


class TogetherTests(Case):
    def test_each_sees_what_the_other_does_without_a_reload(self):
        planner = self.view(query="&number=WT-2025-0007")
        village = self.view(role="village", organisation="village-00",
                            query="&number=WT-2025-0007", size=PHONE)
        planner.wait_for_phase("已发现")
        village.wait_for_phase("已发现")
        planner.act("立案").locator("button[type=submit]").click()
        planner.wait_for_phase("已立案")
        village.wait_for_phase("已立案")
        self.assertIn("立案", village.page.locator(".history .deed").first.inner_text())
        self.assertIn("本机", village.page.locator(".history .deed").first.inner_text())
        self.is_clean(planner)
        self.is_clean(village)

    def test_a_form_that_is_open_keeps_what_was_typed(self):
        first = self.view(query="&number=WT-2025-0007")
        second = self.view(role="supervisor", organisation="inspection",
                           query="&number=WT-2025-0007")
        form = second.act("附记")
        form.locator("textarea").fill("已与村里核实，公示栏归村里管。")
        note = first.act("附记")
        note.locator("textarea").fill("先补拍照片")
        note.locator("button[type=submit]").click()
        warning = form.locator(".warning")
        warning.wait_for()
        self.assertIn("先补拍照片", warning.inner_text())
        self.assertIn("规划编制", warning.inner_text())
        self.assertEqual(form.locator("textarea").input_value(), "已与村里核实，公示栏归村里管。")
        self.assertTrue(form.locator("button[type=submit]").is_disabled())
        second.shoot("problems-changed-meanwhile")
        warning.locator("button").click()
        form.locator("button[type=submit]").click()
        second.page.locator(".deed", has_text="归村里管").wait_for()
        first.page.locator(".deed", has_text="归村里管").wait_for()
        self.is_clean(first)
        self.is_clean(second)

    def test_whoever_is_slower_is_told_and_loses_nothing(self):
        first = self.view(query="&number=WT-2025-0007")
        second = self.view(role="supervisor", organisation="inspection")
        # The second browser hears of no change, as behind a proxy that holds events back.
        second.page.route("**/api/v1/changes*", lambda route: route.abort())
        second.page.goto(f"{self.server.address}/problems.html?role=supervisor"
                         "&organisation=inspection&number=WT-2025-0007")
        second.settle()
        form = second.act("不予立案")
        form.locator("textarea").fill("公示栏已更换")
        first.act("立案").locator("button[type=submit]").click()
        first.wait_for_phase("已立案")
        form.locator("button[type=submit]").click()
        warning = form.locator(".warning")
        warning.wait_for()
        self.assertIn("立案", warning.inner_text())
        self.assertEqual(form.locator("textarea").input_value(), "公示栏已更换")
        # It has been filed meanwhile, so it cannot be dismissed any more, and the page says so.
        self.assertIn("现在不能再这样办理", warning.inner_text())
        self.assertTrue(form.locator("button[type=submit]").is_disabled())
        self.assertEqual(second.phase(), "已立案")
        self.is_clean(second, "412", "changes", "ERR_FAILED")


class LoopTests(Case):
    def test_the_whole_loop_by_four_roles(self):
        title = "机耕路被挖断"
        finder = self.view(role="village", organisation="village-02", size=PHONE)
        finder.page.locator("button.enter").click()
        form = finder.page.locator("form.find")
        form.locator("input[name=title]").fill(title)
        form.locator("textarea[name=description]").fill("约十米，农机过不去。")
        form.locator("select[name=level]").select_option("serious")
        form.locator("input[type=file]").set_input_files(
            {"name": "现场.png", "mimeType": "image/png", "buffer": photo()})
        form.locator(".files li img").wait_for()
        canvas = form.locator(".maplibregl-canvas")
        canvas.wait_for()
        form.locator(".place-map").scroll_into_view_if_needed()
        form.locator(".maplibregl-map").click(position={"x": 120, "y": 110})
        form.locator(".spot").wait_for()
        self.assertFalse(finder.is_too_wide())
        finder.shoot("problems-find-phone")
        form.locator("button[type=submit]").click()
        finder.page.locator(".problem-head h2", has_text=title).wait_for()
        finder.page.locator(".attachment.photo img").first.wait_for()
        finder.shoot("problems-found-phone")

        planner = self.view()
        planner.open(title)
        planner.act("立案").locator("button[type=submit]").click()
        planner.wait_for_phase("已立案")
        form = planner.act("分派")
        form.locator("select[name=organisation]").select_option("works-03")
        planner.shoot("problems-assign")
        form.locator("button[type=submit]").click()
        planner.wait_for_phase("已分派")
        self.assertIn("子项目实施单位3", planner.page.locator(".facts").inner_text())

        builder = self.view(role="implementer", organisation="works-03", size=PHONE,
                            query="&standing=mine")
        builder.open(title)
        form = builder.act("开始整改")
        form.locator("textarea").fill("三日内回填压实")
        form.locator("button[type=submit]").click()
        builder.wait_for_phase("整改中")
        form = builder.act("提交复核")
        form.locator("button[type=submit]").click()
        form.locator(".fault").wait_for()
        self.assertIn("证据", form.locator(".fault").inner_text())
        form.locator("input[type=file]").set_input_files(
            {"name": "整改后.png", "mimeType": "image/png", "buffer": photo()})
        form.locator(".files li img").wait_for()
        form.locator("button[type=submit]").click()
        builder.wait_for_phase("待复核")
        self.assertEqual(builder.page.locator(".acts button", has_text="销号").count(), 0)

        checker = self.view(role="reviewer", organisation="agriculture", query="&standing=mine")
        checker.open(title)
        checker.page.locator(".attachment.photo").first.click()
        checker.page.locator("wa-dialog img.whole-photo").wait_for()
        checker.page.keyboard.press("Escape")
        checker.page.locator("wa-dialog").wait_for(state="detached")
        form = checker.act("复核通过，销号")
        form.locator("textarea").fill("现场看过，通行正常")
        form.locator("button[type=submit]").click()
        checker.wait_for_phase("已销号")
        checker.shoot("problems-closed")
        said = [one.split("\n")[0] for one in checker.page.locator(".deed").all_inner_texts()]
        self.assertEqual(
            [one[:4] for one in reversed(said)],
            ["发现登记", "立案", "分派", "开始整改", "提交复核", "复核通过"])
        for seen in (finder, planner, builder, checker):
            self.is_clean(seen)


class RoleTests(Case):
    def test_the_switch_shows_the_page_as_the_role_would_see_it(self):
        seen = self.view(query="&standing=all")
        seen.page.locator(".row").first.wait_for()
        everything = seen.page.locator(".row").count()
        self.assertGreaterEqual(everything, 8)
        seen.page.locator(".who").click()
        dialog = seen.page.locator("wa-dialog")
        dialog.locator("select[name=role]").select_option("implementer")
        dialog.locator("select[name=organisation] option[value=works-01]").wait_for(state="attached")
        seen.shoot("problems-switch")
        seen.page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        seen.page.locator(".who", has_text="项目实施主体").wait_for()
        self.assertIn("本机", seen.page.locator(".who").inner_text())
        shown = seen.get("api/v1/acting")
        own = next(one for one in shown["organisations"] if one["id"] == "works-01")["name"]
        seen.wait(f"document.querySelectorAll('.row').length < {everything}", "fewer problems")
        for text in seen.page.locator(".row small").all_inner_texts():
            self.assertIn(own, text)
        # An administrator does none of the work, and the page says so.
        seen.page.locator(".who").click()
        dialog.locator("select[name=role]").select_option("system-administrator")
        seen.page.keyboard.press("Escape")
        seen.page.locator(".empty", has_text="无权查看问题").wait_for()
        self.assertEqual(seen.page.locator(".tasks a", has_text="问题").count(), 1)
        self.is_clean(seen)

    def test_the_address_leads_a_colleague_to_the_same_view(self):
        seen = self.view(query="&standing=all")
        seen.page.locator("input[name=text]").fill("公示栏")
        seen.wait("document.querySelectorAll('.row').length === 1", "one problem")
        seen.open("公示栏")
        other = self.view()
        other.page.goto(seen.page.url)
        other.page.locator(".problem-head h2", has_text="公示栏").wait_for()
        self.assertEqual(other.page.locator("input[name=text]").input_value(), "公示栏")
        self.assertEqual(other.page.locator(".row").count(), 1)
        # The way back leads to the list.
        seen.page.go_back()
        seen.page.locator(".problem-head").wait_for(state="detached")

    def test_the_table_is_sorted_by_its_head_and_keeps_the_order_in_the_address(self):
        seen = self.view(query="&standing=all&layout=table")
        page = seen.page
        page.locator(".rows-table tbody tr").first.wait_for()

        def column(number):
            return page.locator(f".rows-table td:nth-child({number})").all_inner_texts()

        self.assertEqual(column(1), sorted(column(1), reverse=True))
        page.get_by_role("button", name="等级", exact=True).click()
        order = ["一般", "较大", "重大"]
        levels = [order.index(one) for one in column(2)]
        self.assertEqual(levels, sorted(levels))
        page.get_by_role("button", name="等级").click()
        self.assertEqual([order.index(one) for one in column(2)], sorted(levels, reverse=True))
        self.assertIn("order=-level", page.url)
        self.assertEqual(page.locator("th[aria-sort=descending]").inner_text().strip(), "等级")
        # Problems without a deadline come last, whichever way.
        for _ in range(2):
            page.get_by_role("button", name="期限").click()
            dates = column(6)
            self.assertEqual(dates, [one for one in dates if one != "—"]
                             + [one for one in dates if one == "—"])
        seen.shoot("problems-table")
        first = column(1)[0]
        page.locator(f"#row-{first}").click()
        page.locator(".problem-head .number", has_text=first).wait_for()
        page.go_back()
        page.locator(".rows-table tbody tr").first.wait_for()
        self.is_clean(seen)

    def test_the_history_tells_how_the_plan_came_about(self):
        seen = self.view(page="history.html", query="&category=plan")
        seen.page.locator(".entry").first.wait_for()
        said = seen.page.locator(".entry strong").all_inner_texts()
        self.assertEqual(said, ["审查通过", "报送审查", "修改方案", "退回修改", "报送审查", "编制方案"])
        self.assertIn("295", seen.page.locator(".entry", has_text="修改方案").inner_text())
        seen.shoot("history-plan")
        seen.page.locator(".segments button", has_text="资金").click()
        seen.page.locator(".entry", has_text="拨付申请").first.wait_for()
        self.assertIn("元", seen.page.locator(".entry", has_text="拨付申请").first.inner_text())
        seen.page.locator(".segments button", has_text="问题").click()
        seen.page.locator(".entry-problem a").first.click()
        seen.page.locator(".problem-head h2").wait_for()
        self.is_clean(seen)


class AccessibleTests(Case):
    def test_everything_can_be_done_with_the_keyboard(self):
        seen = self.view()
        page = seen.page
        page.locator(".row").first.wait_for()
        page.locator("#row-WT-2025-0007").focus()
        page.keyboard.press("Enter")
        page.locator(".problem-head h2").wait_for()
        seen.wait("document.activeElement?.tagName === 'H2'", "the heading in focus")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement?.textContent?.includes('附记')"):
                break
        page.keyboard.press("Enter")
        page.locator("form.act textarea").wait_for()
        page.keyboard.press("Tab")
        page.keyboard.type("键盘写的附记")
        for _ in range(3):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement?.type === 'submit'"):
                break
        page.keyboard.press("Enter")
        page.locator(".deed", has_text="键盘写的附记").wait_for()
        self.is_clean(seen)

    def test_axe_finds_nothing(self):
        from axe_playwright_python.sync_playwright import Axe

        views = [
            ("problems.html", "", "&standing=all", None),
            ("problems.html", "", "&standing=all&layout=table", None),
            ("problems.html", "", "&number=WT-2025-0005", None),
            ("problems.html", "", "&enter=1", None),
            ("problems.html", "", "&number=WT-2025-0007", "附记"),
            ("history.html", "", "", None),
        ]
        for size, name in ((DESK, "desk"), (PHONE, "phone")):
            for number, (address, _, query, act) in enumerate(views):
                with self.subTest(f"{name} {address} {query}"):
                    seen = self.view(page=address, size=size, query=query)
                    seen.page.locator(
                        ".row, .rows-table, .problem-head h2, form.find, .entry").first.wait_for(state="attached")
                    if act:
                        seen.act(act)
                    seen.page.wait_for_timeout(400)
                    found = Axe().run(seen.page)
                    wrong = [(one["id"], [node["html"][:120] for node in one["nodes"]])
                             for one in found.response["violations"]]
                    self.assertEqual(wrong, [])
                    self.assertFalse(seen.is_too_wide())
                    seen.shoot(f"problems-{number}-{name}")
                    self.is_clean(seen)

    def test_it_speaks_english_too(self):
        seen = self.view(query="&lang=en&number=WT-2025-0003")
        seen.page.locator(".problem-head .phase", has_text="to be checked").wait_for()
        self.assertEqual(seen.page.evaluate("document.documentElement.lang"), "en")
        text = seen.page.locator(".shell-bar").inner_text() + seen.page.locator(".acts").inner_text()
        self.assertIn("As Planner", text)
        self.assertIn("Add a note", text)
        seen.shoot("problems-english")


if __name__ == "__main__":
    unittest.main()
