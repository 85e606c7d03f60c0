"""Cases (办理) and the dispatch boards (调度) with real clicks, in seven roles, on a desk and on a phone."""

import functools
import re
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_problems import DESK, PHONE, View

sys.path.insert(0, str(Path(__file__).parents[1] / "e2e"))
from test_processes import DISPLAY  # noqa: E402

ROLES = {"planner": "centre", "reviewer": "city", "supervisor": "inspection", "platform": "platform",
         "implementer": "works-05", "village": "", "auditor": "audit-office"}
OVERDUE = "BJ-2025-0002"
RETURNED = "BJ-2025-0003"
DISPUTED = "BJ-2025-0004"


@functools.cache
def story() -> Path:
    """The sample district, verified, with its cases and problems; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-cases-"))
    made = folder / "workspace.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    zhitu("verify", "--workspace", made, "--plan", "demo", may_find_faults=True)
    zhitu("flow", "--workspace", made, "--from", "2023", "--to", "demo", "--quiet")
    zhitu("sample", "--seed", 7, "--deeds", made)
    return made


@unittest.skipIf(MISSING, MISSING or "")
class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(story())
        cls.addClassCleanup(cls.server.stop)

    def look(self, page="cases.html", role="reviewer", organisation="city", size=DESK, query=""):
        view = View(self.browser, self.server, page=page, role=role, organisation=organisation,
                    size=size, query=query)
        self.addCleanup(view.close)
        return view

    @staticmethod
    def listed(view, standing):
        """How many cases the list counts under a standing."""
        view.page.locator(".row").first.wait_for()
        tools = view.page.locator(".list-tools").inner_text()
        return int(re.search(rf"{standing}\s*(\d+)", tools).group(1))

    def test_a_case_is_seen_as_it_stood(self):
        view = self.look(role="planner", organisation="", query=f"&standing=all&number={OVERDUE}")
        page = view.page
        page.locator(".problem-head h2").wait_for()
        deeds = page.locator(".history .deed").count()
        now = page.locator(".course [aria-current=step]").inner_text()
        page.locator(".history [data-version='1']").click()
        page.locator(".past", has_text="第 1 版").wait_for()
        self.assertEqual(page.locator(".history .deed").count(), 1)
        self.assertNotEqual(page.locator(".course [aria-current=step]").inner_text(), now)
        self.assertIn("version=1", page.url)
        # What was allowed then is told, and nothing can be done.
        self.assertIn("当时可办", page.locator(".detail-side").inner_text())
        self.assertEqual(page.locator(".detail-side .acts").count(), 0)
        # So is who could do what, by the grants of that time; the roles and the calendar were kept.
        then = page.get_by_role("region", name="当时谁可以办什么").inner_text()
        self.assertIn("明澜区整治中心", then)
        self.assertNotIn("没有留存", then)
        # Nobody had verified the plan yet.
        self.assertNotIn("核对清单采用方案", page.locator(".detail-side").inner_text())
        view.shoot("case-as-it-stood")
        page.get_by_role("button", name="回到现在").click()
        page.locator(".past").wait_for(state="detached")
        self.assertEqual(page.locator(".history .deed").count(), deeds)

    def test_every_role_sees_its_cases(self):
        # Another test of this file may have started a case before.
        everything = self.listed(self.look(query="&standing=all"), "全部")
        self.assertGreaterEqual(everything, 72)
        for role, organisation in ROLES.items():
            view = self.look(role=role, organisation=organisation,
                             query=f"&standing=all&number={OVERDUE}")
            view.page.locator(".problem-head h2").wait_for()
            # The cases of the 64 projects, of a spare one, of four planning levels and the assessment; for those
            # whose area is larger also the assessments of two neighbours. 50 are on a page.
            self.assertEqual(self.listed(view, "全部"),
                             everything if organisation in ("city", "") else everything - 2, role)
            self.assertEqual(view.page.locator(".row").count(), 50, role)
            self.assertEqual(view.page.locator(".office").count(), 4)
            self.assertEqual(view.page.locator(".history .deed-started").count(), 1)

    def test_a_signature_appears_with_the_others_at_once(self):
        query = f"&standing=overdue&number={OVERDUE}"
        office = self.look(query=query)
        office.page.locator(".office", has_text="生态环境").locator(".icon").first.wait_for()
        self.assertEqual(office.page.locator(".office.open").count(), 2)
        signer = self.look(organisation="ecology", query=query)
        card = signer.page.locator(".office", has_text="生态环境")
        card.get_by_role("button", name="签署意见").click()
        form = signer.page.locator("form.act")
        form.locator("select[name=opinion]").select_option("conditional")
        form.locator("textarea[name=demand]").fill("开工前补植林带")
        form.locator("select[name=demandBlocks]").select_option("ST6")
        form.locator("textarea[name=note]").fill("原则同意")
        form.get_by_role("button", name="办理").click()
        signer.page.locator(".office.done", has_text="有条件同意").wait_for()
        # The other browser learns of it without a reload, with the condition that blocks ST6.
        office.page.locator(".office.done", has_text="有条件同意").wait_for()
        item = office.page.locator(".item", has_text="开工前补植林带")
        self.assertIn("ST6", item.inner_text())
        office.page.screenshot(path=ARTEFACTS / "cases-review.png")

    def test_a_returned_package_is_mended_and_handed_in(self):
        view = self.look(role="platform", organisation="platform", query=f"&number={RETURNED}")
        self.assertIn("退回 1 次", view.page.locator(".problem-head").inner_text())
        section = view.page.get_by_role("region", name="材料", exact=True)
        section.get_by_role("button", name="附件：资金平衡表和筹资合规材料").click()
        form = view.page.locator("form.act")
        form.locator("input[type=file]").set_input_files(
            {"name": "balance.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 two"})
        form.get_by_role("button", name="办理").click()
        section.get_by_role("button", name="balance.pdf").wait_for()
        view.page.get_by_role("button", name="提交 → 受理").click()
        view.page.locator("form.act").get_by_role("button", name="办理").click()
        view.page.locator(".course .current", has_text="受理").wait_for()

    def test_a_joint_meeting_has_its_open_points(self):
        view = self.look(query=f"&standing=all&number={DISPUTED}")
        view.page.locator(".points summary").click()
        self.assertIn("灌渠", view.page.locator(".points .draft").inner_text())
        view.page.locator(".office.disputed summary").click()
        self.assertIn("CORE-01", view.page.locator(".office.disputed").inner_text())
        view.page.get_by_role("button", name="流程图").click()
        view.page.locator(".picture img").wait_for()
        view.page.screenshot(path=ARTEFACTS / "cases-picture.png")

    def test_an_objection_has_its_clock_and_holds_the_case(self):
        folder = Path(tempfile.mkdtemp(prefix="zhitu-display-"))
        source = Path(__file__).parents[2] / "Policies" / "processes"
        for name in ("facts.yaml", "calendar.yaml"):
            (folder / name).write_text((source / name).read_text("utf-8"), "utf-8")
        (folder / "display.yaml").write_text(DISPLAY, "utf-8")
        zhitu("process", "start", "display", "--folder", folder, "--subject", "ML2023-01", "--title",
              "验收结果公示", "--area", "330299", "--as", "planner", "--workspace", story())
        number = self.look(query="&standing=open").get("/api/v1/cases?standing=open&limit=100")
        number = next(one for one in number["cases"] if one["process"] == "display")["number"]
        zhitu("process", "act", number, "submit", "--as", "planner", "--workspace", story())
        view = self.look(query=f"&standing=all&number={number}")
        region = view.page.get_by_role("region", name="公示异议")
        region.get_by_role("button", name="登记异议").click()
        form = view.page.locator("form.act")
        form.locator("input[name=objector]").fill("村民甲")
        form.locator("textarea[name=note]").fill("公示面积少计 0.3 亩")
        form.get_by_role("button", name="办理").click()
        item = region.locator(".item", has_text="村民甲")
        item.wait_for()
        self.assertIn("前答复", item.inner_text())
        view.page.locator(".needs li", has_text="异议 O1").wait_for()
        view.page.screenshot(path=ARTEFACTS / "case-objection.png", full_page=True)
        phone = self.look(size=PHONE, query=f"&standing=all&number={number}")
        phone.page.get_by_role("region", name="公示异议").locator(".item").wait_for()
        self.assertFalse(phone.is_too_wide())
        phone.page.screenshot(path=ARTEFACTS / "case-objection-phone.png", full_page=True)
        item.get_by_role("button", name="回复").click()
        form.locator("textarea[name=note]").fill("已现场复核，书面答复已送达")
        form.get_by_role("button", name="办理").click()
        region.locator(".item.cleared", has_text="书面答复已送达").wait_for()
        self.assertEqual(view.page.locator(".needs li", has_text="异议 O1").count(), 0)

    def test_a_scored_year_stands_in_its_case(self):
        view = self.look(query="&standing=all&number=KH-2025-0001")
        year = view.page.get_by_role("region", name="年度考核评分")
        year.locator(".score-lines tbody th").first.wait_for()
        self.assertIn("未测绘的 3 块不计入本年度", year.inner_text())
        self.assertEqual(year.locator(".score-lines td.late").count(), 1)
        places = year.locator(".ranking tbody tr")
        self.assertEqual(places.count(), 3)
        self.assertIn("明澜区", places.first.inner_text())
        view.page.screenshot(path=ARTEFACTS / "cases-scores.png")

    def test_a_county_states_its_year_and_says_why(self):
        view = self.look(role="planner", organisation="centre", query="&enter=1")
        form = view.page.locator("form.act")
        form.locator("select[name=process]").select_option("assessment")
        for name, text in (("subject", "330299-2026"), ("name", "2026 年度考核")):
            form.locator(f"input[name={name}]").fill(text)
        form.get_by_role("button", name="新办件").click()
        year = view.page.get_by_role("region", name="年度考核评分")
        field = year.get_by_label("建设用地减少：自评值")
        field.fill("500")
        # A value that is changed needs its reason; the points follow while it is typed.
        self.assertIn("1.97 分", year.inner_text())
        year.get_by_label("建设用地减少：改值的理由").fill("含在建")
        year.get_by_role("button", name="冻结自评表并附入办件").click()
        year.locator(".score-totals small").first.wait_for()
        self.assertIn("含在建", year.inner_text())

    def test_a_figure_leads_down_to_a_polygon(self):
        view = self.look("boards.html", role="supervisor", organisation="inspection")
        card = view.page.locator(".figure-card", has_text="新增耕地（净增）")
        card.get_by_role("button").click()
        # By township, whose parts add up to what the projects bring, and by year.
        areas = view.page.get_by_role("region", name="分区", exact=True)
        self.assertGreater(areas.locator("tbody tr").count(), 1)
        view.page.get_by_role("region", name="各年底预计（累计）", exact=True).wait_for()
        projects = view.page.get_by_role("region", name="各项目的份额", exact=True)
        every = projects.locator("tbody tr").count()
        areas.locator("tbody button").first.click()
        view.page.locator("h4", has_text="只列").wait_for()
        self.assertLess(projects.locator("tbody tr").count(), every)
        projects.locator("tbody button").first.click()
        view.page.locator("table.records tbody button").first.click()
        view.page.locator("wa-dialog .place-map canvas").wait_for()
        view.page.wait_for_timeout(1000)
        view.page.screenshot(path=ARTEFACTS / "boards-polygon.png")

    def test_the_boards_count_what_the_lists_show(self):
        listed = self.look(role="supervisor", organisation="inspection", query="&standing=open")
        count = self.listed(listed, "在办")
        self.assertGreater(count, 40)
        view = self.look("boards.html", role="supervisor", organisation="inspection")
        tasks = view.page.locator("section.board", has=view.page.get_by_role("heading", name="重大任务"))
        tasks.get_by_text(f"在办 {count} 件").wait_for()
        # What waits for the check is overdue neither here nor in the list.
        listed = self.look("problems.html", role="supervisor", organisation="inspection", query="&standing=all")
        late = self.listed(listed, "逾期")
        self.assertGreater(late, 0)
        problems = view.page.locator("section.board", has=view.page.get_by_role("heading", name="问题督考"))
        problems.get_by_text(f"逾期 {late} 件").wait_for()
        # The overview lists a few; the grid has them all, with numbers as numbers.
        tasks.locator("[data-grid]").click()
        grid = view.page.locator(".grid-part")
        grid.locator("[role=status]", has_text=f"{count} 行，共 {count} 行").wait_for()
        view.page.keyboard.press("Escape")
        grid.wait_for(state="detached")
        self.assertIn("新增耕地面积", view.page.locator(".scores").inner_text())
        # A share is told only where projects do not work against each other.
        cards = view.page.locator(".figures-row").inner_text()
        self.assertLessEqual(max(int(n) for n in re.findall(r"完成 (\d+)%", cards)), 100)
        alerts = view.page.get_by_role("region", name="预警", exact=True)
        alerts.locator("li", has_text=OVERDUE).first.wait_for()
        with view.page.expect_download() as sheet:
            view.page.get_by_role("button", name="调度周报").click()
        with zipfile.ZipFile(sheet.value.path()) as document:
            self.assertIn(OVERDUE, document.read("word/document.xml").decode("utf-8"))
        view.page.screenshot(path=ARTEFACTS / "boards.png")

    def test_it_fits_a_phone(self):
        for page, query, mark in (("cases.html", "&standing=all", ".row"),
                                  ("cases.html", f"&number={DISPUTED}", ".offices"),
                                  ("boards.html", "", ".figure-card")):
            view = self.look(page, size=PHONE, query=query)
            view.page.locator(mark).first.wait_for()
            view.page.wait_for_timeout(300)
            self.assertFalse(view.is_too_wide(), page)
            view.page.screenshot(path=ARTEFACTS / f"{page[:-5]}-{len(query)}-phone.png")


if __name__ == "__main__":
    unittest.main()
