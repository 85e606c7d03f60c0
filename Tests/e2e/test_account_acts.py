"""What people change on a server with accounts stands in the audit, in nobody's name but their own."""

import base64
import unittest

from support import zhitu
from test_accounts import Accounts, eventually

PLAN, RULE = "demo", "BAL-04"
LAW = "第四条 占一补一、占优补优、占水田补水田。"


class Changes(Accounts):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        zhitu("verify", "--plan", PLAN, "--workspace", cls.copy, status=None)

    def confirm(self, who, name):
        return self.members[who].post(f"plans/{PLAN}/rules/{RULE}/confirmation", {
            "name": name, "date": "2026-05-01", "document": "中发〔2017〕4号",
            "text": base64.b64encode(LAW.encode()).decode()})

    def changes(self, who, what):
        return [one for one in self.audit(person=who, what="audit.changed") if one["object"] == what]

    def test_law_is_confirmed_by_whoever_checks_plans_in_their_own_name(self):
        place = f"plans/{PLAN}/rules/{RULE}/confirmation"
        for who, name in (("planner", "规划员甲"), ("builder", "施工员丙"), ("sec", "安全员")):
            status, problem = self.confirm(who, name)
            self.assertEqual((status, problem["code"]), (403, "access.refused"), who)
        status, problem = self.confirm("reviewer", "规划员甲")
        self.assertEqual((status, problem["code"]), (422, "rules.other-name"))
        self.assertIn("审查员乙", problem["message"]["zh"])
        self.assertEqual(self.changes("reviewer", place), [])
        status, record = self.confirm("reviewer", "审查员乙")
        self.assertEqual(status, 200, record)
        self.assertEqual((record["name"], record["organisation"]), ("审查员乙", "甲县整治中心"))
        (line,) = eventually(lambda: self.changes("reviewer", place))
        self.assertEqual((line["name"], line["role"], line["outcome"], line["address"]),
                         ("审查员乙", "reviewer", "done", "127.0.0.1"))

    def test_a_job_that_changes_the_workspace_leaves_who_ordered_it(self):
        status, job = self.members["planner"].post("epochs/2023/check")
        self.assertEqual(status, 202, job)
        (line,) = eventually(lambda: self.changes("planner", "epochs/2023/check"))
        self.assertEqual((line["name"], line["role"]), ("规划员甲", "planner"))
        # What only computes leaves none.
        status, job = self.members["planner"].post(f"plans/{PLAN}/least-change", {"rule": RULE})
        self.assertEqual(status, 202, job)
        self.assertEqual(self.changes("planner", f"plans/{PLAN}/least-change"), [])

    def test_an_address_gives_nobody_a_role(self):
        builder = self.members["builder"]
        self.assertEqual(builder.get("jobs?zhitu-role=planner")[0], 403)
        self.assertEqual(builder.get("acting?zhitu-role=planner")[1]["code"], "access.no-role")
        self.assertEqual(builder.get("acting?zhitu-role=implementer")[1]["role"], "implementer")


if __name__ == "__main__":
    unittest.main()
