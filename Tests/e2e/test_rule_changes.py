"""What would become of the verdicts if rules or measures were others."""

import json
import pathlib
import shutil
import sqlite3
import unittest

from support import ROOT, VerifiedDistrict, zhitu, zhitu_json

POLICIES = ROOT / "Policies"


class Changes(VerifiedDistrict):
    """Other thresholds, other rules, other measures: what would become of the verdicts."""

    def test_what_if_writes_nothing(self):
        self.answer()
        before = pathlib.Path(self.workspace).read_bytes()
        answer = self.answer("--set", "NB-04=100")
        rows = {row["rule"]: row for row in answer["rows"]}
        self.assertEqual(rows["NB-04"]["before"]["verdict"], "fail")
        self.assertEqual(rows["NB-04"]["after"]["verdict"], "pass")
        self.assertFalse(rows["CORE-03"]["changed"])
        self.assertNotEqual(answer["before"]["packs"], answer["after"]["packs"])
        told = self.verify("--against", POLICIES / "national").stdout
        self.assertIn("变化 0 项", told)
        self.assertEqual(pathlib.Path(self.workspace).read_bytes(), before)

    def test_least_change_applied_passes(self):
        report = self.answer("--least-change", "NB-04", status=0)
        self.assertEqual(report["before"], "fail")
        self.assertEqual(report["after"], "pass")
        self.assertTrue(report["drop"] + report["shrink"])

        def verdict(changes):
            """What the rule says of the plan with the changes, laid and evaluated again."""
            last = "fail"
            if changes:
                file = self.file("changes.json", json.dumps(changes))
                for step in zhitu_json("plan", "--workspace", self.workspace, "--plan", "demo",
                                       "--base", 2023, "--try", file):
                    for change in step["rules"]["changes"]:
                        last = change["after"] if change["rule"] == "NB-04" else last
            return last

        self.verify("--quiet")
        changes = report["changes"]
        self.assertEqual(verdict(changes), "pass")
        # The fewest changes: without any one of them the rule still fails.
        self.assertIn(report["proof"], ("additive", "exhaustive"))
        for left in range(len(changes)):
            self.assertEqual(verdict(changes[:left] + changes[left + 1:]), "fail", changes[left])
        self.assertIn("rules.unknown", self.verify("--least-change", "XX-99", status=2).stderr)

    def test_a_tried_change_is_judged_like_a_plan_that_has_it(self):
        """What `plan --try` says of the rules is what `verify` says of a plan drawn that way."""
        self.verify("--json", self.path("v.json"), "--quiet")
        verified = json.loads(pathlib.Path(self.path("v.json")).read_bytes())
        connection = sqlite3.connect(self.workspace)
        measures = [row[0] for row in connection.execute(
            "SELECT zt_id FROM plan_demo WHERE zt_class LIKE '01%' ORDER BY zt_area DESC LIMIT 2")]
        connection.close()
        changes = [{"measure": measures[0], "class": "0602"},
                   {"measure": measures[1], "action": "remove"}]
        tried = zhitu_json("plan", "--workspace", self.workspace, "--plan", "demo", "--base", 2023,
                           "--try", self.file("changes.json", json.dumps(changes)))
        rules = [report["rules"] for report in tried]
        parts = len(verified["verdicts"])
        for rule in rules:
            self.assertEqual(rule["passed"] + rule["failed"] + rule["undecidable"]
                             + rule["not_applicable"], parts)
            self.assertLess(rule["asked"], parts)
        changed = {c["rule"]: c for rule in rules for c in rule["changes"]}
        self.assertIn("CORE-03", changed)
        # The same changes in a plan of its own, verified from the beginning.
        copy = self.path("changed.gpkg")
        shutil.copy(self.workspace, copy)
        connection = sqlite3.connect(copy)
        for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE plan_demo SET zt_class = '0602', KCXS = NULL WHERE zt_id = ?",
                           measures[:1])
        connection.execute("DELETE FROM plan_demo WHERE zt_id = ?", measures[1:])
        # As in a file of an earlier version: a layer that was changed behind its hash is refused.
        connection.execute("DELETE FROM zhitu_hashes WHERE layer = 'plan_demo'")
        connection.commit()
        connection.close()
        answer = json.loads(zhitu("verify", "--workspace", copy, "--plan", "demo", "--date",
                                  "2026-11-21", "--json", "-", status=None).stdout)
        after = {v["rule"] + (f"/{v['part']}" if v.get("part") else ""): v
                 for v in answer["verdicts"]}
        for rule, change in changed.items():
            last = [r for r in rules[1]["changes"] if r["rule"] == rule] or [change]
            self.assertEqual(last[0]["after"], after[rule]["verdict"], rule)
            self.assertEqual(last[0].get("value_after"), after[rule].get("value"), rule)
        words = [v["verdict"] for v in answer["verdicts"]]
        self.assertEqual(rules[1]["failed"], words.count("fail"))
        self.assertEqual(rules[1]["passed"], words.count("pass"))
        self.assertEqual(rules[1]["not_applicable"], words.count("not_applicable"))
        told = zhitu("plan", "--workspace", self.workspace, "--plan", "demo", "--base", 2023,
                     "--try", self.path("changes.json")).stdout
        self.assertIn("重新检验", told)


if __name__ == "__main__":
    unittest.main()
