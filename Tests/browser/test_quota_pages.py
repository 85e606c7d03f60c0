"""The pages of the quota book and of the funds, on a desk and on a phone."""

import functools
import tempfile
import unittest
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_problems import DESK, PHONE, View


@functools.cache
def workspace() -> Path:
    """The sample district with the history of its quotas and its fund plan; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-quota-pages-"))
    made = folder / "workspace.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    zhitu("sample", "--seed", 7, "--deeds", made)
    return made


@unittest.skipIf(MISSING, MISSING or "")
class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def look(self, page, query="", size=DESK):
        view = View(self.browser, self.server, page=page, query=query, size=size)
        self.addCleanup(view.close)
        return view

    def test_a_lot_leads_to_its_ground_and_its_uses(self):
        view = self.look("quota.html", "&tab=lots")
        view.page.locator(".lot", has_text="GG-2025-1").click()
        view.page.locator(".trace .place-map canvas").wait_for()
        self.assertIn("安置点一期", view.page.locator(".trace").inner_text())
        self.assertGreater(view.page.locator(".entries li").count(), 4)
        view.page.screenshot(path=ARTEFACTS / "quota-lot.png")

    def test_the_other_system_s_history_stands_beside_its_balance(self):
        view = self.look("quota.html", "&tab=lots&lot=JK-2017-2")
        table = view.page.locator(".trace .history")
        table.wait_for()
        self.assertEqual(table.locator("tbody tr").count(), 2)
        opening = view.page.locator(".entries li", has_text="指标基库移交").inner_text()
        self.assertIn("-0.0420", opening.replace("−", "-"))
        self.assertIn("基库与流水相差", table.inner_text())
        self.assertIn("-0.0020", table.inner_text().replace("−", "-"))
        view.page.screenshot(path=ARTEFACTS / "quota-history.png")
        card = self.look("quota.html", "&tab=book&holder=county&kind=balance", PHONE)
        card.page.locator(".history tbody tr").nth(7).wait_for()
        self.assertFalse(card.is_too_wide())
        card.page.locator(".history").scroll_into_view_if_needed()
        card.page.wait_for_timeout(600)
        card.page.screenshot(path=ARTEFACTS / "quota-card-phone.png")

    def test_a_file_of_history_is_checked_and_taken_over_on_the_page(self):
        heads = "批次,日期,类型,摘要,数量（公顷）"
        view = self.look("quota.html", "&tab=act&act=inherit")
        form = view.page.locator(".act-form")
        form.locator("[name=file]").set_input_files(files=[{
            "name": "h.csv", "mimeType": "text/csv",
            "buffer": f"{heads}\nJK-2017-2,2012-08-14,卖出,一,0.31\n".encode()}])
        self.fill(view, self.document | {"system": "省库"})
        form.get_by_role("button", name="检查").click()
        form.locator(".fault li", has_text="C2").wait_for()
        self.assertFalse(view.is_too_wide())
        view.page.screenshot(path=ARTEFACTS / "quota-inherit.png")
        form.locator("[name=file]").set_input_files(files=[{
            "name": "h.csv", "mimeType": "text/csv",
            "buffer": (f"{heads}\nJK-2017-2,2012-08-14,项目入库,一,0.31\n"
                       "JK-2017-2,2014-04-02,历史挂钩,二,0.35\n").encode()}])
        form.locator("[type=submit]").click()
        form.locator(".outcome", has_text="已移入").wait_for()
        # The sums are those of the sample, so that other tests find the same difference.
        self.assertIn("基库与流水相差", form.locator(".outcome").inner_text())

    def test_the_order_of_purposes_says_which_rule_sets_it(self):
        view = self.look("quota.html", "&tab=uses")
        order = view.page.locator(".orders article")
        order.first.wait_for()
        self.assertIn("CORE-17", order.nth(0).inner_text())
        self.assertIn("现行有效", order.nth(0).inner_text())
        self.assertIn("自然资发〔2019〕194号", order.nth(0).inner_text())
        self.assertIn("征求意见稿", order.nth(1).inner_text())
        order.first.scroll_into_view_if_needed()
        view.page.screenshot(path=ARTEFACTS / "quota-orders.png")

    def test_the_book_is_proved(self):
        view = self.look("quota.html", "&tab=proof")
        view.page.locator(".verdict-line.holds").wait_for()
        self.assertIn("原账流水与基库核对", view.page.locator(".proof").inner_text())
        self.assertEqual(view.page.get_by_text("用途次序与规则库现行的不同").count(), 0)

    def test_the_tabs_fit_a_phone(self):
        for page, tabs in (("quota.html", ["book", "lots", "ground", "uses", "act", "forecast", "market",
                                           "proof"]),
                           ("fund.html", ["cash", "table", "actual", "risk", "modes", "bond", "sharing"]),
                           ("payments.html", ["inbox", "budget", "alarms", "act"])):
            for tab in tabs:
                view = self.look(page, f"&tab={tab}", PHONE)
                view.page.locator(".segments").first.wait_for()
                view.page.wait_for_timeout(500)
                self.assertFalse(view.is_too_wide(), f"{page} {tab}")
                view.page.screenshot(path=ARTEFACTS / f"{page[:-5]}-{tab}-phone.png")

    def test_what_if_changes_the_figures(self):
        view = self.look("fund.html")
        first = view.page.locator(".figures dd").first
        first.wait_for()
        before = first.inner_text()
        other = self.look("fund.html", "&income=-30")
        other.page.locator(".figures dd").first.wait_for()
        self.assertNotEqual(other.page.locator(".figures dd").first.inner_text(), before)

    def test_a_delay_has_its_price_and_a_mode_is_suggested(self):
        view = self.look("fund.html", "&tab=risk")
        rows = view.page.locator("section", has_text="推迟的代价").locator("tbody tr")
        rows.first.wait_for()
        cost = rows.first.locator("td").nth(1).inner_text().replace(",", "").replace("−", "-")
        before = view.page.locator(".figures dd").first.inner_text().replace(",", "")
        late = self.look("fund.html", "&tab=modes&delay=1&phase=consolidation")
        late.page.locator(".figures dd").first.wait_for()
        after = late.page.locator(".figures dd").first.inner_text().replace(",", "")
        self.assertAlmostEqual(float(after) - float(before), float(cost), delta=0.011)
        for name in ("own_funds", "skill"):
            late.page.locator(f".mode-questions [name={name}]").select_option("strong")
        late.page.locator("tr.suggested th", has_text="投资人（自营）").wait_for()
        late.page.screenshot(path=ARTEFACTS / "fund-modes.png")

    def test_a_village_reads_who_gets_what_and_no_more(self):
        for role, organisation, households in (("village", "village-00", ["H01", "H02", "H03", "H04"]),
                                               ("household", "household-h05", ["H05"])):
            with self.subTest(role):
                view = View(self.browser, self.server, page="fund.html", role=role, organisation=organisation)
                self.addCleanup(view.close)
                view.page.locator("tbody .link").first.wait_for()
                self.assertEqual([text[:3] for text in view.page.locator("tbody .link").all_inner_texts()], households)
                view.page.get_by_text(f"另有 {8 - len(households)} 户").wait_for()
                view.page.locator("tbody .link").first.click()
                view.page.locator(".slip .big").wait_for()
                self.assertEqual(view.page.locator(".figures").count(), 0)
                view.page.screenshot(path=ARTEFACTS / f"sharing-{role}.png")

    def test_a_stage_that_slips_is_told_beside_the_plan(self):
        view = self.look("quota.html", "&tab=forecast")
        run = view.page.locator(".forecast-form [type=submit]")
        view.page.locator(".forecast-form option", has_text="demo").first.wait_for(state="attached")
        run.click()
        what = view.page.locator(".forecast-form label", has_text="什么推迟").locator("select")
        what.wait_for()
        what.select_option(label="第 2 阶段")
        view.page.locator(".forecast-form label", has_text="推迟（年）").locator("input").fill("2")
        run.click()
        view.page.locator("th", has_text="不推迟的年末").first.wait_for()
        view.page.screenshot(path=ARTEFACTS / "quota-forecast.png")

    def test_what_documents_state_is_entered_and_shown(self):
        view = self.look("quota.html", "&tab=uses")
        losses = view.page.get_by_role("region", name="耕地减少登记")
        losses.wait_for()
        before = losses.locator("tbody tr").count()
        self.assertGreater(before, 4)
        view.page.screenshot(path=ARTEFACTS / "quota-losses.png")
        form = self.look("quota.html", "&tab=act&act=lose")
        self.fill(form, self.document | {"loss_id": "HJ-99", "project": "新果园（合成）", "area": "330299",
                                         "cause": "agricultural", "quantity": "1234.56", "grade": "4.6"})
        form.page.locator(".act-form [type=submit]").click()
        form.page.get_by_text("已办理").wait_for()
        again = self.look("quota.html", "&tab=uses")
        row = again.page.get_by_role("region", name="耕地减少登记").locator("tr", has_text="HJ-99")
        row.wait_for()
        # Neither a use of quota nor a yearly plan makes up for it.
        row.locator(".warn").wait_for()

    def fill(self, view, fields):
        for name, value in fields.items():
            field = view.page.locator(f".act-form [name={name}]").first
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    document = {"day": "2026-10-20", "title": "核定意见", "number": "T-1", "authority": "县局"}

    def test_a_lot_is_verified_in_a_form_and_who_may_not_is_told(self):
        view = self.look("quota.html", "&tab=act&act=verify&lot=GG-2025-3")
        self.fill(view, self.document)
        view.page.locator(".act-form [type=submit]").click()
        view.page.locator(".act-form .fault").wait_for()
        reviewer = View(self.browser, self.server, page="quota.html", role="reviewer",
                        organisation="agriculture", query="&tab=lots&lot=GG-2025-3")
        self.addCleanup(reviewer.close)
        reviewer.page.get_by_role("button", name="核定", exact=True).click()
        self.fill(reviewer, self.document)
        reviewer.page.locator(".act-form [type=submit]").click()
        reviewer.page.locator(".lot[aria-current] .chip", has_text="已核定").wait_for()

    def test_ground_that_is_used_is_shown_on_the_map(self):
        view = self.look("quota.html", "&tab=act&act=generate")
        view.page.locator(".act-form [name=to] option").first.wait_for(state="attached")
        self.fill(view, self.document | {
            "lot_id": "AGAIN", "kind": "linked", "holder": "village-0", "year": "2026", "stage": "1"})
        view.page.locator(".act-form [type=submit]").click()
        view.page.locator(".taken .place-map canvas").wait_for()
        view.page.locator(".taken button").last.click()
        view.page.locator(".trace").wait_for()

    def test_a_payment_is_approved_by_one_and_paid_by_another(self):
        view = View(self.browser, self.server, page="payments.html", role="supervisor",
                    organisation="inspection")
        self.addCleanup(view.close)
        view.page.locator(".request", has_text="SQ-007").click()
        view.page.locator(".detail [name=number]").fill("T-2")
        view.page.get_by_role("button", name="同意", exact=True).click()
        view.page.locator(".detail h2 .chip", has_text="待拨付").wait_for()
        cashier = self.look("payments.html", "&id=SQ-007")
        cashier.page.locator(".detail [name=number]").fill("T-3")
        cashier.page.get_by_role("button", name="拨付", exact=True).click()
        cashier.page.locator(".detail h2 .chip", has_text="已拨付").wait_for()
        self.assertIn("拨付", cashier.page.locator(".detail .entries").inner_text())


if __name__ == "__main__":
    unittest.main()
