"""The rule book on its page, with real clicks: the list and its filters, one rule opened, a trial on a plan, what
differs between two days, a faulty pack, the files; and the ways to a rule from the search and from a verdict."""

import io
import unittest
import zipfile
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, workspace
from test_problems import DESK, PHONE, View


@unittest.skipIf(MISSING, MISSING or "")
class RulesPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def look(self, query="", page="rules.html", role="planner", size=DESK):
        view = View(self.browser, self.server, page=page, role=role, query=query, size=size)
        self.addCleanup(view.close)
        return view

    def test_filters_narrow_the_list_and_stand_in_the_address(self):
        view = self.look("&date=2026-05-01")
        page = view.page
        page.locator(".rows-table tbody tr").first.wait_for()
        listed = view.get("api/v1/rules?date=2026-05-01")
        applying = [one for one in listed["rules"] if one["skipped"] is None]
        self.assertEqual(page.locator(".table-holder tbody tr").count(), len(applying))
        blocks = page.locator(".rule-tally .blocks")
        self.assertEqual(int(blocks.locator("b").inner_text()),
                         sum(one["effect"] == "blocks" for one in applying))
        blocks.click()
        self.assertIn("effect=blocks", page.url)
        # Only law that somebody has read binds.
        self.assertEqual(page.locator(".table-holder .chip", has_text="征求意见稿").count(), 0)
        page.get_by_role("button", name="取消筛选").click()
        page.locator("input[name=text]").fill("CORE-01")
        self.assertEqual(page.locator(".table-holder tbody tr").count(), 1)
        page.locator("#row-CORE-01\\@2019-12-01").click()
        page.locator(".rule-detail h2", has_text="新增耕地比例").wait_for()
        self.assertIn("id=CORE-01", page.url)
        self.assertEqual(view.complaints, [])

    def test_a_rule_is_opened_and_tried_on_a_plan(self):
        view = self.look("&id=CORE-01")
        page = view.page
        page.get_by_text("刚运行").wait_for()
        self.assertIn("0 个不符", page.get_by_text("刚运行").inner_text())
        self.assertIn("自然资发〔2019〕194号", page.locator(".rule-detail").inner_text())
        stored = page.locator(".rule-verdicts tbody tr").first
        stored.wait_for()
        self.assertIn("demo", stored.inner_text())
        page.get_by_role("button", name="试算", exact=True).click()
        answer = page.locator(".trial-answer")
        answer.wait_for()
        self.assertGreater(answer.locator("tbody tr").count(), 1)
        # Computed again on the same plan, the value is that of the stored verdict.
        self.assertIn(stored.locator("td.figure").first.inner_text(), answer.inner_text())
        view.shoot("rules-rule")
        # A register that is none is refused by name, and nothing else changes.
        page.locator("input[name=register]").set_input_files(
            {"name": "登记簿.xlsx", "mimeType": "application/octet-stream", "buffer": b"no workbook"})
        page.get_by_role("button", name="试算", exact=True).click()
        page.locator(".rule-trial [role=alert]").wait_for()
        self.assertIn("登记簿.xlsx", page.locator(".rule-trial [role=alert]").inner_text())
        self.assertEqual([one for one in view.complaints if "422" not in one], [])

    def test_a_draft_only_informs(self):
        view = self.look("&id=NB-04")
        page = view.page
        page.locator(".rule-effect.informs").wait_for()
        self.assertIn("征求意见稿", page.locator(".rule-detail > header").inner_text())
        self.assertIn("不能确认", page.locator(".rule-readers").inner_text())

    def test_differences_and_a_faulty_pack(self):
        view = self.look("&view=difference&before=2021-06-01&after=2022-06-01")
        page = view.page
        page.locator(".rule-difference tr.added a", has_text="NB-04").wait_for()
        page.locator("select[name=basis]").select_option("demo")
        page.get_by_text("没有差别").wait_for()
        page.locator("input[name=pack-files]").set_input_files([
            {"name": "pack.yaml", "mimeType": "text/yaml", "buffer":
             "schema: zhitu.pack/1\nid: mine\nversion: '1'\ntitle: {zh: 甲, en: A}\n".encode()},
            {"name": "a.yaml", "mimeType": "text/yaml", "buffer":
             "schema: zhitu.rules/1\nchapter: {zh: 甲, en: A}\nrules:\n  - id: A-1\n".encode()}])
        page.get_by_role("button", name="核对", exact=True).click()
        page.locator(".pack-check td", has_text="a.yaml:4").wait_for()
        self.assertEqual(view.complaints, [])

    def test_files(self):
        view = self.look("&view=files&pack=zhejiang")
        page = view.page
        for name, inside in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
            with page.expect_download() as waiting:
                page.locator(f"button[data-format={name}]").click()
            with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as archive:
                self.assertIn(inside, archive.namelist())
            page.locator(".made", has_text="已下载").wait_for()
        page.locator("button[data-format=tests]").click()
        page.get_by_text("缺 0 个用例").wait_for()
        self.assertEqual(view.complaints, [])

    def test_the_search_and_a_verdict_lead_here(self):
        view = self.look(role="reviewer", query="&view=files")
        page = view.page
        page.keyboard.press("Control+k")
        page.locator("input[name=seek]").fill("CORE-03")
        page.locator("a, [role=option]", has_text="建设用地总量不增加").first.click()
        page.locator(".rule-detail h2", has_text="CORE-03").wait_for()
        # The plan of a verdict stands in the address; the verdict leads back to the rule.
        page.locator(".rule-verdicts a", has_text="demo").first.click()
        page.locator(".verdict[data-rule=CORE-03] .verdict-head").first.click()
        page.get_by_role("link", name="规则库里的这条规则").first.click()
        page.locator(".rule-detail h2", has_text="CORE-03").wait_for()

    def test_phone_and_who_may_not(self):
        phone = self.look("&id=CORE-01", size=PHONE)
        phone.page.get_by_text("刚运行").wait_for()
        self.assertFalse(phone.is_too_wide())
        phone.page.screenshot(path=ARTEFACTS / "rules-phone.png", full_page=True)
        refused = phone.page.evaluate(
            "fetch('api/v1/rules', { headers: { 'zhitu-role': 'system-administrator' } })"
            ".then(answer => answer.status)")
        self.assertEqual(refused, 403)


if __name__ == "__main__":
    unittest.main()
