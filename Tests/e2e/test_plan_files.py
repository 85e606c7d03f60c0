"""Fund plans and plans of sharing entered from their files through a served workspace, as the page does it."""

import json
import pathlib
import tempfile
import unittest

from served import Served
from support import ROOT, zhitu, zhitu_json

PLANNER = {"Zhitu-Role": "planner", "Zhitu-Organisation": "centre"}
EXAMPLES = {"fund": ROOT / "Policies/finance/example.yaml", "sharing": ROOT / "Policies/finance/sharing.yaml"}


class PlanFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="zhitu-plan-files-")
        cls.addClassCleanup(folder.cleanup)
        cls.workspace = pathlib.Path(folder.name) / "w.gpkg"
        sample = pathlib.Path(folder.name) / "s.gpkg"
        zhitu("sample", "--seed", 7, "--out", sample)
        zhitu("import", sample, "--workspace", cls.workspace, "--name", "demo")
        zhitu("sample", "--seed", 7, "--deeds", cls.workspace)
        cls.served = Served(cls.workspace)
        cls.addClassCleanup(cls.served.stop)

    def ask(self, method, target, body=None, who=PLANNER, version=None):
        fields = dict(who)
        if body is not None:
            fields["Content-Type"] = "application/json"
        if version is not None:
            fields["If-Match"] = f'"{version}"'
        status, _, answer = self.served.ask(
            method, f"/api/v1/{target}", None if body is None else json.dumps(body), fields)
        return status, json.loads(answer)

    def good(self, *question, **more):
        status, answer = self.ask(*question, **more)
        self.assertEqual(status, 200, answer)
        return answer

    def test_the_example_of_each_kind_is_that_of_the_program(self):
        for kind, path in EXAMPLES.items():
            self.assertEqual(self.good("GET", f"plan-templates/{kind}")["text"], path.read_text("utf-8"))

    def test_a_new_fund_plan_is_checked_then_entered_as_the_command_would(self):
        body = {"name": "phase-2", "text": EXAMPLES["fund"].read_text("utf-8"), "base": "2023", "plan": "demo"}
        tried = self.good("POST", "funds", {**body, "trial": True})
        self.assertEqual((tried["version"], tried["problems"], tried["is_written"]), ("", [], False))
        self.assertNotIn("phase-2", self.good("GET", "funds")["funds"])
        # Head, rows and sources of the file.
        self.assertEqual(len(tried["changes"]), 1 + 15 + 3)
        self.assertTrue(self.good("POST", "funds", body)["is_written"])
        zhitu("fund", "set", "same", EXAMPLES["fund"], "--base", "2023", "--plan", "demo",
              "--workspace", self.workspace)
        mine, other = (zhitu_json("fund", "show", name, "--workspace", self.workspace)
                       for name in ("phase-2", "same"))
        self.assertEqual(mine, other)
        # The plan as a file is the plan: entering it again changes nothing.
        kept = self.good("GET", "funds/phase-2/file")
        self.assertEqual((kept["base"], kept["plan"]), ("2023", "demo"))
        again = self.good("POST", "funds", {**body, "text": kept["text"]}, version=kept["version"])
        self.assertEqual((again["changes"], again["is_written"]), ([], False))

    def test_a_replacement_names_what_it_replaces_and_says_what_changes(self):
        kept = self.good("GET", "funds/demo/file")
        text = kept["text"].replace("price: 30000\n", "price: 31000.50\n")
        body = {"name": "demo", "text": text, "base": kept["base"], "plan": kept["plan"]}
        tried = self.good("POST", "funds", {**body, "trial": True})
        self.assertEqual(tried["version"], kept["version"])
        self.assertEqual([(one["id"], one["before"], one["after"]) for one in tried["changes"]],
                         [("reclaim", "30000 元/mu", "31000.5 元/mu")])
        figures = {one["id"]: one for one in tried["figures"]}
        self.assertNotEqual(figures["cost"]["before"], figures["cost"]["after"])
        self.assertEqual(figures["revenue"]["before"], figures["revenue"]["after"])
        self.assertEqual(self.ask("POST", "funds", body)[0], 428)
        self.assertEqual(self.ask("POST", "funds", body, version="0" * 24)[0], 412)
        self.assertEqual(self.good("GET", "funds/demo/file"), kept)
        self.assertTrue(self.good("POST", "funds", body, version=kept["version"])["is_written"])
        self.assertEqual(self.ask("POST", "funds", body, version=kept["version"])[0], 412)
        # A version of nothing.
        self.assertEqual(self.ask("POST", "funds", {**body, "name": "none"}, version=kept["version"])[0], 412)

    def test_all_faults_are_told_by_line_and_nothing_is_kept(self):
        text = EXAMPLES["fund"].read_text("utf-8").replace("discount: 5%", "discount: five")
        text = text.replace("unit: household", "unit: hut")
        lines = text.split("\n")
        answer = self.good("POST", "funds", {"name": "faulty", "file": "f.yaml", "text": text})
        self.assertFalse(answer["is_written"])
        wrong = {one["file"] for one in answer["problems"]}
        self.assertIn(f"f.yaml:{lines.index('discount: 5%'.replace('5%', 'five')) + 1}", wrong)
        self.assertIn(f"f.yaml:{lines.index('    unit: hut') + 1}", wrong)
        # Four rows ask the ledger, and no base epoch was named.
        self.assertEqual(len([one for one in answer["problems"] if one["code"] == "fund.no-ledger"]), 4)
        self.assertNotIn("faulty", self.good("GET", "funds")["funds"])
        bad = self.good("POST", "funds", {"name": "faulty", "text": "a: [1", "trial": True})
        self.assertEqual([one["code"] for one in bad["problems"]], ["fund.file"])

    def test_a_plan_of_sharing_is_entered_and_replaced(self):
        body = {"name": "second", "text": EXAMPLES["sharing"].read_text("utf-8"), "fund": "demo"}
        self.assertEqual(self.good("POST", "sharings", {**body, "trial": True})["version"], "")
        self.assertTrue(self.good("POST", "sharings", body)["is_written"])
        kept = self.good("GET", "sharings/second/file")
        text = kept["text"].replace("price: 1850.5\n", "price: 1900\n")
        self.assertNotEqual(text, kept["text"])
        changed = self.good("POST", "sharings", {**body, "text": text}, version=kept["version"])
        self.assertTrue(changed["is_written"])
        self.assertEqual([(one["id"], one["before"], one["after"]) for one in changed["changes"]],
                         [("items/homestead", "1850.5", "1900")])
        faulty = self.good("POST", "sharings", {**body, "name": "third", "fund": "demo",
                                                "text": body["text"].replace("rate: 45.5%", "rate: 85%")})
        self.assertEqual([one["feature"] for one in faulty["problems"]], ["linked"])
        self.assertNotIn("third", self.good("GET", "sharings")["sharings"])

    def test_who_may_not_change_funds_enters_nothing(self):
        village = {"Zhitu-Role": "village", "Zhitu-Organisation": "village-00"}
        reviewer = {"Zhitu-Role": "reviewer", "Zhitu-Organisation": "agriculture"}
        for kind in ("fund", "sharing"):
            body = {"name": "own", "text": EXAMPLES[kind].read_text("utf-8"), "trial": True}
            for who in (village, reviewer):
                with self.subTest(kind, who=who["Zhitu-Role"]):
                    self.assertEqual(self.ask("POST", f"{kind}s", body, who=who)[0], 403)
        # Who reads some households only does not get the file of all.
        self.assertEqual(self.ask("GET", "sharings/demo/file", who=village)[0], 403)
        self.assertEqual(self.ask("GET", "funds/demo/file", who=village)[0], 403)
        self.assertEqual(self.ask("GET", "funds/none/file")[0], 404)

    def test_the_modes_follow_the_assumptions(self):
        plain = self.good("GET", "funds/demo")
        same = self.good("GET", "funds/demo?income=0&interest=0")
        self.assertEqual(plain["modes"], same["modes"])
        poorer, dearer = self.good("GET", "funds/demo?income=-30"), self.good("GET", "funds/demo?interest=100")
        for before, less, rate in zip(plain["modes"], poorer["modes"], dearer["modes"]):
            self.assertLess(less["smallest_cover"], before["smallest_cover"])
            self.assertGreater(rate["interest"], before["interest"])

    def test_the_forecast_takes_yields_as_the_command_does(self):
        target = "quota/forecast?base=2023&plan=demo&first_year=2030"
        for query, options in (("", ()), ("&paddy_yield=620&dry_yield=430", (
                "--paddy-yield", 620, "--dry-yield", 430))):
            told = zhitu_json("quota", "forecast", "--base", "2023", "--plan", "demo", "--first-year", 2030,
                              *options, "--workspace", self.workspace)
            shown = self.good("GET", target + query)
            self.assertEqual(
                [[year["supply"]["capacity"] for year in kind["years"]] for kind in shown["kinds"]],
                [[year["supply"]["capacity"] for year in kind["years"]] for kind in told["kinds"]])


if __name__ == "__main__":
    unittest.main()
