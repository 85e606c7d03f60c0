"""The scored year over the API: stated and checked values beside each other, objections, ranking, rewards."""

import json
import shutil
import unittest
import uuid

from served import Served
from support import SampleDistrict, zhitu

PEOPLE = {"county": ("planner", "centre"), "office": ("reviewer", "city"),
          "inspection": ("supervisor", "inspection"), "resources": ("reviewer", "resources"),
          "treasury": ("reviewer", "treasury")}


class Scores(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.copy = cls.shared / "scores.gpkg"
        shutil.copy(cls.workspace, cls.copy)
        zhitu("verify", "--workspace", cls.copy, "--plan", "demo", "--quiet", status=None)
        zhitu("sample", "--seed", 7, "--deeds", cls.copy)
        cls.served = Served(cls.copy)
        cls.addClassCleanup(cls.served.stop)

    def ask(self, who, method, target, body=None, status=200):
        role, organisation = PEOPLE[who]
        fields = {"zhitu-role": role, "zhitu-organisation": organisation}
        if body is not None:
            fields |= {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        if method == "POST" and "/" in target:
            number = target.split("/")[1]
            _, seen, _ = self.served.ask("GET", f"/api/v1/cases/{number}", headers=fields)
            fields["If-Match"] = seen.get("etag", '"x"')
        got, _, answer = self.served.ask(
            method, f"/api/v1/{target}", None if body is None else json.dumps(body), fields)
        self.assertEqual(got, status, (who, target, answer[:500]))
        return json.loads(answer)

    def scores(self, number, who="office", status=200):
        return self.ask(who, "GET", f"cases/{number}/scores", status=status)

    def freeze(self, number, who, document, status=200, **body):
        return self.ask(who, "POST", f"cases/{number}/scores", {"document": document, **body}, status)

    def act(self, number, who, verb, status=200, **body):
        return self.ask(who, "POST", f"cases/{number}/acts", {"verb": verb, **body}, status)

    def test_the_year_of_the_sample(self):
        scores = self.scores("KH-2025-0001")
        self.assertEqual(scores["year"], 2025)
        lowered = [line for line in scores["lines"] if line["own"]["points"] is not None
                   and line["checked"]["points"] < line["own"]["points"]]
        self.assertEqual(len(lowered), 1)
        (line,) = lowered
        self.assertEqual(line["checked"]["value"], line["computed"])
        self.assertTrue(line["own"]["note"] and line["checked"]["note"])
        (objection,) = line["objections"]
        self.assertTrue(objection["is_cleared"] and objection["answers"])
        # Points, totals, places and rewards, computed anew.
        for one in scores["lines"]:
            for mark in (one["own"], one["checked"]):
                if one["applies"] and one["target"] and mark["value"] is not None:
                    wanted = one["full"] * min(1, max(0, mark["value"] / one["target"]))
                    self.assertAlmostEqual(mark["points"], wanted, places=5)
        for name in ("own", "checked"):
            self.assertAlmostEqual(
                scores[name]["total"]["points"],
                sum(one[name]["points"] or 0 for one in scores["lines"]), places=5)
        ranking = scores["ranking"]
        self.assertTrue(ranking["is_frozen"] and ranking["basis"])
        self.assertEqual([row["number"] for row in ranking["rows"]],
                         ["KH-2025-0001", "KH-2025-0002", "KH-2025-0003"])
        for row in ranking["rows"]:
            self.assertAlmostEqual(row["share"], row["points"] / row["full"] * 100, places=4)
            better = sum(other["share"] > row["share"] for other in ranking["rows"])
            self.assertEqual(row["place"], better + 1)
            tier = max((one for one in ranking["tiers"] if one["from"] <= row["share"]),
                       key=lambda one: one["from"], default=None)
            self.assertEqual((row["quota"], row["funds"]),
                             (tier["quota"], tier["funds"]) if tier else (None, None))
        self.scores("BJ-2025-0001", status=422)

    def test_the_totals_of_the_application_form_agree(self):
        form = self.ask("office", "GET", "cases/BJ-2025-0001/application")
        self.assertEqual(len(form["ties"]), 3)
        for tie in form["ties"]:
            self.assertIs(tie["holds"], True, tie)
            self.assertGreater(tie["total"], 0)

    def test_the_form_has_the_net_areas_that_the_rules_judge(self):
        form = self.ask("office", "GET", "cases/BJ-2025-0001/application")
        fields = {field["id"]: field for block in form["blocks"] for field in block["fields"]}
        amount = {name: field["value"]["amount"] for name, field in fields.items() if field["value"]}
        judged = {one["rule"]: one["value"] for one in self.ask("office", "GET", "verdicts/demo")["verdicts"]}
        before, after = amount["farmland.before"], amount["farmland.after"]
        self.assertAlmostEqual((after - before) / before, judged["CORE-01"], places=9)
        out = amount["basic.out"]
        self.assertAlmostEqual((amount["basic.in"] - out) / out, judged["CORE-05"], places=9)
        self.assertAlmostEqual(amount["basic.share"] / 1e6, judged["CORE-05"], delta=1.1e-6)
        # 新增耕地 as the boards count what is gained, in 亩 there and in 0.01 m² here.
        gained = next(one["value"] for one in self.ask("office", "GET", "boards?plan=demo")["figures"]
                      if one["id"] == "farmland-gained")
        self.assertAlmostEqual(amount["farmland.new"] * 3 / 200_000, gained, places=6)
        money = next(block for block in form["blocks"] if block["id"] == "money")
        self.assertIn("不注明方案", money["fields"][0]["source"]["zh"])

    def test_a_year_from_the_countys_table_to_its_reward(self):
        number = self.ask("county", "POST", "cases", {
            "process": "assessment", "subject": "330299-2026", "title": "明澜区 2026 年度考核",
            "area": "330299"}, status=201)["row"]["number"]
        begun = self.scores(number, "county")
        self.assertEqual(begun["documents"], ["self_scores"])
        self.assertTrue(all(line["own"] is None for line in begun["lines"]))
        line = next(one for one in begun["lines"] if (one["computed_points"] or 9) < one["full"])
        higher = {"indicator": line["id"], "value": str(round(line["computed"] * 1.1, 3))}
        refused = self.freeze(number, "county", "self_scores", 422, year=2026,
                              entries=[{**higher, "note": " "}])
        self.assertEqual(refused["code"], "assessment.reason")
        refused = self.freeze(number, "county", "self_scores", 422, year=2026,
                              entries=[{**higher, "value": "约 400", "note": "x"}])
        self.assertEqual(refused["code"], "assessment.number")
        self.freeze(number, "office", "self_scores", 403, year=2026)
        own = self.freeze(number, "county", "self_scores", year=2026,
                          entries=[{**higher, "note": "含在建"}])
        self.assertEqual((own["year"], own["checked"]), (2026, None))
        self.assertGreater(own["own"]["total"]["points"],
                           sum(one["computed_points"] or 0 for one in own["lines"]))
        self.act(number, "county", "attach", document="self_evidence", name="a.txt",
                 content="5ZCI5oiQ")
        self.act(number, "county", "submit")
        self.act(number, "office", "accept")
        back = {"indicator": line["id"], "value": str(line["computed"]), "note": "在建不计"}
        checked = self.freeze(number, "inspection", "checked_scores", entries=[back])
        at = {one["id"]: one for one in checked["lines"]}[line["id"]]
        self.assertLess(at["checked"]["points"], at["own"]["points"])
        self.assertEqual([row["number"] for row in checked["ranking"]["rows"]], [number])
        self.assertFalse(checked["ranking"]["is_frozen"])
        for who, task in (("inspection", "supervision-check"), ("resources", "natural-resources"),
                          ("treasury", "finance")):
            self.act(number, who, "sign", task=task, opinion="agree",
                     package=self.ask(who, "GET", f"cases/{number}")["package"])
        self.act(number, "office", "pass")
        self.act(number, "county", "comment", note="应计入",
                 pin={"kind": "indicator", "target": line["id"]})
        at = {one["id"]: one for one in self.scores(number)["lines"]}[line["id"]]
        self.assertEqual([one["text"] for one in at["objections"]], ["应计入"])
        self.act(number, "office", "attach", document="answers", name="b.txt", content="5ZCI5oiQ")
        self.act(number, "office", "establish", fact="objections_answered", value=True, note="已答复")
        self.act(number, "office", "confirm")
        tiers = [{"from": "50", "quota": "12.5", "funds": "80"}]
        refused = self.freeze(number, "office", "ranking", 422, tiers=tiers, basis="")
        self.assertEqual(refused["code"], "assessment.basis")
        self.freeze(number, "county", "ranking", 403, tiers=tiers, basis="文")
        ranked = self.freeze(number, "office", "ranking", tiers=tiers, basis="考核办法第三条")["ranking"]
        (row,) = ranked["rows"]
        self.assertEqual((row["place"], row["quota"], row["funds"]), (1, 12.5, 80_000_000))
        self.assertTrue(ranked["is_frozen"])


if __name__ == "__main__":
    unittest.main()
