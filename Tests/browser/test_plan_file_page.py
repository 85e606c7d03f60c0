"""A fund plan and a plan of sharing entered on the page with clicks: the example, faults by line, what changes."""

import unittest

from served_page import ARTEFACTS, MISSING, Browser, Server
from test_problems import DESK, PHONE, View
from test_quota_pages import workspace


@unittest.skipIf(MISSING, MISSING or "")
class PlanFilePage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def look(self, query="", role="planner", organisation="centre", size=DESK):
        view = View(self.browser, self.server, page="fund.html", role=role, organisation=organisation,
                    query=query, size=size)
        self.addCleanup(view.close)
        return view

    def click(self, view, name):
        view.page.locator(".plan-file").get_by_role("button", name=name, exact=True).click()

    def wait_for_text(self, view):
        """Until the file stands in the field."""
        text = view.page.locator(".plan-file textarea")
        for _ in range(100):
            if "zhitu.fund/1" in text.input_value():
                return
            view.page.wait_for_timeout(100)
        self.fail("no file came")

    def test_a_new_plan_begins_with_the_example_and_is_entered_once_it_is_right(self):
        view = self.look()
        page = view.page
        page.get_by_role("button", name="新建资金方案").click()
        form = page.locator(".plan-file")
        form.locator("[name=name]").fill("second")
        self.click(view, "从样例开始")
        text = form.locator("textarea")
        self.wait_for_text(view)
        right = text.input_value()
        text.fill(right.replace("unit: household", "unit: hut"))
        self.click(view, "检查")
        line = form.locator(".rows-table tbody .link")
        line.wait_for()
        self.assertTrue(form.get_by_role("button", name="写入", exact=True).is_disabled())
        line.click()
        chosen = text.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
        self.assertEqual(chosen.strip(), "unit: hut")
        text.fill(right)
        self.click(view, "检查")
        form.get_by_text("没有错误。将新建，共 19 部分").wait_for()
        page.screenshot(path=ARTEFACTS / "plan-file-new.png", full_page=True)
        self.click(view, "写入")
        form.get_by_text("已写入。").wait_for()
        self.assertIn("second", view.get("api/v1/funds")["funds"])
        self.assertIn("name=second", page.url)
        self.assertEqual(view.complaints, [])

    def test_the_present_plan_is_changed_and_replaced_on_a_phone(self):
        view = self.look("&name=demo", "platform", "platform", PHONE)
        page = view.page
        page.get_by_role("button", name="修改方案文件").click()
        text = page.locator(".plan-file textarea")
        self.wait_for_text(view)
        text.fill(text.input_value().replace("price: 22000\n", "price: 23000\n"))
        self.click(view, "检查")
        row = page.locator(".plan-file .changes tbody tr")
        row.wait_for()
        self.assertEqual(row.count(), 1)
        self.assertIn("23000", row.inner_text())
        self.assertFalse(view.is_too_wide())
        page.screenshot(path=ARTEFACTS / "plan-file-phone.png", full_page=True)
        self.click(view, "替换现方案")
        page.get_by_text("已写入。").wait_for()
        self.assertIn("price: 23000\n", view.get("api/v1/funds/demo/file")["text"])
        self.assertEqual(view.complaints, [])

    def test_a_plan_of_sharing_is_dropped_as_a_file(self):
        view = self.look("&tab=sharing")
        page = view.page
        page.get_by_role("button", name="新建共享方案").click()
        page.locator(".plan-file [name=name]").fill("dropped")
        kept = view.get("api/v1/sharings/demo/file")["text"]
        page.locator(".plan-file [type=file]").set_input_files(
            {"name": "s.yaml", "mimeType": "application/yaml", "buffer": kept.encode()})
        self.click(view, "检查")
        page.get_by_text("没有错误。将新建").wait_for()
        self.click(view, "写入")
        page.get_by_text("已写入。").wait_for()
        self.assertIn("dropped", view.get("api/v1/sharings")["sharings"])
        self.assertEqual(view.complaints, [])

    def test_who_may_not_change_funds_has_no_button(self):
        view = self.look(role="reviewer", organisation="agriculture")
        view.page.locator(".figures dd").first.wait_for()
        self.assertEqual(view.page.get_by_role("button", name="新建资金方案").count(), 0)
        self.assertEqual(view.page.get_by_role("button", name="修改方案文件").count(), 0)


if __name__ == "__main__":
    unittest.main()
