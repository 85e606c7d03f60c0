"""The example of a register file decides what the plan alone leaves open."""

import json
import unittest

from support import ROOT, SampleDistrict, zhitu

EXAMPLE = ROOT / "Docs" / "examples" / "register.yaml"


class Example(SampleDistrict):
    def verdicts(self, *more):
        text = zhitu("verify", "--workspace", self.workspace, "--plan", "demo", "--date",
                     "2026-06-01", *more, "--json", status=1).stdout
        return json.loads(text)["verdicts"]

    def test_the_example_decides_most_rules(self):
        alone, given = self.verdicts(), self.verdicts("--facts", EXAMPLE)
        self.assertEqual([v["rule"] for v in alone], [v["rule"] for v in given])
        # A register adds what the plan does not know; it changes nothing that was decided.
        for before, after in zip(alone, given):
            if before["verdict"] != "undecidable":
                self.assertEqual(before["value"], after["value"], before["rule"])

        def count(verdicts, kind):
            return sum(1 for v in verdicts if v["verdict"] == kind)

        self.assertGreater(count(alone, "undecidable"), 200)
        self.assertLess(count(given, "undecidable"), 70)
        self.assertGreater(count(given, "pass"), 170)
        # No vote on a project is on record, and one scattered parcel is too large.
        failed = {v["rule"] for v in given if v["verdict"] == "fail"}
        self.assertEqual(failed, {"CORE-19", "NEG-09", "NB-04"})

    def test_what_stays_open_needs_layers_or_is_a_gap(self):
        for verdict in self.verdicts("--facts", EXAMPLE):
            if verdict["verdict"] == "undecidable":
                self.assertTrue(verdict["missing"] or verdict["threshold"] is None, verdict["rule"])


if __name__ == "__main__":
    unittest.main()
