"""A jurist confirms a rule by attaching its text, as in a browser; the rule binds from then on."""

import re
import shutil
import tempfile
import unittest
from pathlib import Path

import served_page
from served_page import PLAN, Browser, Server, Visit, zhitu

RULE = "BAL-04"
# Another that nobody has confirmed.
OTHER = "BAL-06"


class ConfirmTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if served_page.MISSING:
            raise unittest.SkipTest(served_page.MISSING)
        # A workspace of its own: the record of the confirmation is written into it.
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-confirm-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.workspace = cls.folder / "workspace.gpkg"
        shutil.copy(served_page.workspace(), cls.workspace)
        cls.server = Server(cls.workspace)
        cls.addClassCleanup(cls.server.stop)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def share(self, page, pack):
        """What the page tells of a pack: its rules evaluated, not applicable, blocking, and confirmed."""
        line = page.locator(".confirmed-share li").filter(has_text=pack).inner_text()
        return [int(number) for number in re.findall(r"\d+", line)]

    def test_whoever_makes_the_plan_is_told_who_confirms(self):
        for role, told in (("planner", 1), ("village", 0)):
            seen = Visit(self.browser, self.server, f"?role={role}")
            self.addCleanup(seen.close)
            page = seen.page
            page.locator("#tab-verdicts").click()
            page.get_by_label("查找").fill(OTHER)
            card = page.locator(f".verdict[data-rule='{OTHER}']").first
            card.locator(".verdict-head").click()
            card.locator(".verdict-detail").wait_for()
            self.assertEqual(card.locator(".confirm-rule").count(), 0, role)
            self.assertEqual(card.get_by_text("编制人不能自行确认").count(), told, role)
            seen.shoot(f"confirm-{role}")

    def test_a_rule_is_confirmed_with_its_text_and_binds(self):
        seen = Visit(self.browser, self.server, "?role=reviewer")
        self.addCleanup(seen.close)
        page = seen.page
        page.locator("#tab-verdicts").click()
        page.locator(".verdict").first.wait_for()
        rules, idle, blocks, confirmed = self.share(page, "national")
        self.assertEqual(confirmed, 0)
        kinds = {}
        for one in seen.get(f"api/v1/verdicts/{PLAN}")["verdicts"]:
            if one["pack"] == "national":
                kinds.setdefault(one["rule"], set()).add(one["verdict"])
        self.assertEqual((rules, idle),
                         (len(kinds), sum(one == {"not_applicable"} for one in kinds.values())))
        # A draft is not offered for confirmation.
        page.get_by_label("查找").fill("NB-04")
        draft = page.locator(".verdict[data-rule='NB-04']").first
        draft.locator(".verdict-head").click()
        draft.locator(".verdict-detail").wait_for()
        self.assertEqual(draft.locator(".confirm-rule").count(), 0)
        page.get_by_label("查找").fill(RULE)
        card = page.locator(f".verdict[data-rule='{RULE}']").first
        self.assertEqual(card.locator(".chip.effect").inner_text(), "提示")
        card.locator(".verdict-head").click()
        card.locator(".confirm-rule summary").click()
        form = card.locator("form.confirm")
        # Without a name the browser does not send it.
        form.locator("button[type=submit]").click()
        self.assertTrue(form.locator("input[name=name]:invalid").count())
        text = self.folder / "law.txt"
        text.write_text("第四条 占一补一、占优补优、占水田补水田。", encoding="utf-8")
        form.locator("input[name=name]").fill("王某（法务）")
        form.locator("input[name=date]").fill("2026-05-01")
        self.assertIn("中发〔2017〕4号", form.locator("input[name=document]").input_value())
        form.locator("input[name=text]").set_input_files(str(text))
        seen.shoot("confirm")
        form.locator("button[type=submit]").click()
        card.get_by_role("status").wait_for()
        # Judged again, by somebody else: the page follows without a reload, the card stays open.
        zhitu("verify", "--workspace", self.workspace, "--plan", PLAN, may_find_faults=True)
        card.locator(".chip.effect.blocks").wait_for()
        self.assertIn("王某（法务）", card.locator(".verdict-detail").inner_text())
        self.assertEqual(card.locator(".confirm-rule").count(), 0)
        self.assertEqual(self.share(page, "national"), [rules, idle, blocks + 1, 1])
        verdicts = seen.get(f"api/v1/verdicts/{PLAN}")["verdicts"]
        record = next(one for one in verdicts if one["rule"] == RULE)["confirmation"]
        self.assertEqual((record["name"], record["date"]), ("王某（法务）", "2026-05-01"))
        seen.shoot("confirmed")
        self.assertEqual([one for one in seen.complaints if "404" not in one], [])


if __name__ == "__main__":
    unittest.main()
