"""`zhitu choose`: a plan of the sample district that is cheaper at equal indicators, and its proof."""

import json
import unittest

from support import Scratch, zhitu, zhitu_json
from test_optimise import needs_solver

INDICATORS = ["farmland", "construction", "fields", "ecology", "services", "renewal"]


@needs_solver
class Choose(Scratch):
    """One workspace: making it costs more than asking it."""

    def setUp(self):
        super().setUp()
        self.workspace = self.path("w.gpkg")
        zhitu("sample", "--seed", 7, "--out", self.path("s.gpkg"))
        zhitu("import", self.path("s.gpkg"), "--workspace", self.workspace, "--name", "demo")

    def test_a_cheaper_plan_at_equal_indicators_is_proved_stored_and_found_again(self):
        # The drawn plan breaks NB-04 with one measure. Without it, every indicator can be held; with it,
        # all but the share of renewal that this measure is.
        equal = zhitu_json("choose", "demo", "--workspace", self.workspace, "--open-land", "--waive",
                           "NB-04")
        self.assertLess(equal["chosenCost"], equal["drawnCost"])
        self.assertEqual([row["id"] for row in equal["indicators"]], INDICATORS)
        for row in equal["indicators"]:
            self.assertGreaterEqual(row["chosen"], row["drawn"], row["id"])

        proof = self.path("proof.json")
        found = zhitu_json("choose", "demo", "--workspace", self.workspace, "--open-land", "--floor",
                           "renewal=99", "--certificate", proof, "--save", "better")
        self.assertLess(found["chosenCost"], found["drawnCost"])
        self.assertLessEqual(found["gap"], 0.001)
        self.assertLess(found["bound"], found["value"] + 1e-6)
        for row in found["indicators"]:
            self.assertGreaterEqual(row["chosen"], row["floor"], row["id"])
        self.assertIn("fail", {rule["before"] for rule in found["rules"]})
        linear = [rule for rule in found["rules"] if rule["isLinear"]]
        self.assertGreater(len(linear), 3)
        for rule in found["rules"]:
            self.assertIn(rule["after"], ("pass", "not_applicable"), rule)
        self.assertTrue(any(price["price"] > 0 for price in found["prices"]))

        # The solver is not asked again, and a plan with a measure less is refused.
        zhitu("certificate", "check", proof)
        with open(proof, encoding="utf-8") as file:
            certificate = json.load(file)
        body = certificate["selection"]["_0"]
        self.assertEqual(body["value"], found["chosenCost"])
        body["chosen"] = body["chosen"][1:]
        with open(proof, "w", encoding="utf-8") as file:
            json.dump(certificate, file)
        zhitu("certificate", "check", proof, status=2)

        # The stored plan, read from its layer and laid anew, has the ledger of the answer.
        flow = zhitu_json("flow", "--workspace", self.workspace, "--from", "2023", "--to", "better",
                          "--by", "category")
        built = {"from": 0.0, "to": 0.0}
        for cell in flow["matrix"]:
            for side in built:
                if (cell.get(side) or {}).get("key") == "construction":
                    built[side] += cell["area_m2"]
        chosen = {row["id"]: row["chosen"] for row in found["indicators"]}
        self.assertAlmostEqual((built["from"] - built["to"]) * 100, chosen["construction"], delta=1)

    def test_what_cannot_be_reached_is_named(self):
        refused = zhitu("choose", "demo", "--workspace", self.workspace, "--floor", "farmland=900",
                        "--lang", "en", status=2)
        self.assertIn("new farmland at least", refused.stderr)
        self.assertIn("optimise.infeasible", refused.stderr)
        unknown = zhitu("choose", "demo", "--workspace", self.workspace, "--lock-in", "Z99999",
                        status=2)
        self.assertIn("choice.lock-unknown", unknown.stderr)

    def test_rules_that_nothing_is_known_for_are_named_and_can_be_left_out(self):
        # The register says of every drawn measure what NB-08 asks, and nothing of patches that are added.
        register = self.path("register.yaml")
        zhitu("sample", "--seed", 7, "--out", self.path("again.gpkg"), "--register", register)
        zhitu("verify", "--workspace", self.workspace, "--plan", "demo", "--facts", register, status=None)
        ask = ("choose", "demo", "--workspace", self.workspace, "--open-land", "--waive", "NB-04")

        drawn = zhitu_json(*ask)
        self.assertTrue(drawn["isDrawnOnly"])
        self.assertEqual(drawn["added"], [])
        self.assertLessEqual(drawn["bound"], drawn["value"])
        rules = {row["rule"]: row for row in drawn["refusing"]}
        self.assertTrue(rules["NB-08"]["isUndecided"])
        self.assertGreater(rules["NB-08"]["plans"], 0)
        self.assertLessEqual(rules["NB-08"]["plans"], drawn["refused"])
        self.assertIn("NB-08", zhitu(*ask).stdout)

        free = zhitu_json(*ask, *(word for rule in rules for word in ("--waive", rule)))
        self.assertFalse(free["isDrawnOnly"])
        self.assertGreater(len(free["added"]), 0)
        self.assertLess(free["chosenCost"], drawn["chosenCost"])

        # More farmland than the drawn measures give: there is no plan without patches.
        refused = zhitu(*ask, "--floor", "farmland=105", "--lang", "en", status=2)
        self.assertIn("choice.refused", refused.stderr)
        self.assertIn("NB-08", refused.stderr)


if __name__ == "__main__":
    unittest.main()
