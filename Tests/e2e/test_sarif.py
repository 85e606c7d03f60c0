"""Verdicts as a log that other tools read."""

import json
import pathlib
import unittest

from support import VerifiedDistrict

# The properties of SARIF 2.1.0 objects that may occur; any other would make the log invalid.
SARIF = {
    "log": {"$schema": None, "version": None, "runs": "run", "properties": None},
    "run": {"tool": "tool", "invocations": "invocation", "artifacts": "artifact",
            "automationDetails": "details", "columnKind": None, "results": "result",
            "properties": None},
    "tool": {"driver": "component"},
    "component": {"name": None, "fullName": None, "version": None, "semanticVersion": None,
                  "language": None, "rules": "rule"},
    "rule": {"id": None, "name": None, "shortDescription": "text", "fullDescription": "text",
             "help": "text", "defaultConfiguration": "configuration", "properties": None},
    "text": {"text": None, "markdown": None},
    "configuration": {"level": None, "enabled": None},
    "invocation": {"executionSuccessful": None},
    "artifact": {"location": "file", "roles": None},
    "file": {"uri": None, "index": None},
    "details": {"id": None},
    "result": {"ruleId": None, "ruleIndex": None, "kind": None, "level": None, "message": "text",
               "locations": "location", "suppressions": "suppression", "properties": None},
    "location": {"physicalLocation": "physical", "logicalLocations": "logical",
                 "message": "text", "properties": None},
    "physical": {"artifactLocation": "file"},
    "logical": {"name": None, "fullyQualifiedName": None, "kind": None},
    "suppression": {"kind": None, "status": None, "justification": None},
}


def unknown_keys(value, kind="log", path=""):
    """Properties that the standard does not have where they stand."""
    for item in value if isinstance(value, list) else [value]:
        for key, inner in item.items():
            if key not in SARIF[kind]:
                yield f"{path}/{key}"
            elif SARIF[kind][key]:
                yield from unknown_keys(inner, SARIF[kind][key], f"{path}/{key}")


class Log(VerifiedDistrict):
    """The verdicts as a SARIF log."""

    def test_sarif(self):
        log = json.loads(self.sarif())
        self.assertEqual(list(unknown_keys(log)), [])
        self.assertEqual(log["version"], "2.1.0")
        run = log["runs"][0]
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        self.assertEqual(len(rules), len(set(rules)))
        answer = self.answer()
        verdicts = answer["verdicts"]
        self.assertEqual(len(run["results"]), len(verdicts) + len(answer["contradictions"]))
        for result, verdict in zip(run["results"], verdicts):
            self.assertEqual(rules[result["ruleIndex"]], verdict["rule"])
            self.assertTrue(result["ruleId"].startswith(verdict["rule"]))
            self.assertTrue(result["message"]["text"])
            kind = {"pass": "pass", "fail": "fail", "undecidable": "open",
                    "not_applicable": "notApplicable"}[verdict["verdict"]]
            self.assertEqual(result["kind"], kind)
            self.assertEqual(result["level"] == "none", verdict["verdict"] != "fail")
        failed = next(r for r in run["results"] if r["ruleId"] == "NB-04")
        # A draft informs.
        self.assertEqual(failed["level"], "note")
        place = failed["locations"][0]
        self.assertTrue(place["logicalLocations"][0]["fullyQualifiedName"].startswith("measures/"))
        self.assertEqual(len(place["properties"]["bounds"]), 4)

    def sarif(self):
        self.verify("--sarif", self.path("v.sarif"), "--quiet", status=3)
        return pathlib.Path(self.path("v.sarif")).read_text(encoding="utf-8")


if __name__ == "__main__":
    unittest.main()
