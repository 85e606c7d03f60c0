"""What commands and the interface answer has the shape that the interface's description promises."""

import json
import pathlib
import sqlite3
import unittest

from support import ROOT, SampleDistrict, zhitu, zhitu_json

SCHEMAS = json.loads((ROOT / "Sources/Service/Schemas/answers.json").read_text(encoding="utf-8"))
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_a(value, kind):
    if kind in ("number", "integer"):
        wanted = int if kind == "integer" else (int, float)
        return isinstance(value, wanted) and not isinstance(value, bool)
    return isinstance(value, TYPES[kind])


def faults(value, schema, path="$"):
    """Where a value is not what the schema says: the keywords of JSON Schema that we use."""
    known = {"$ref", "anyOf", "type", "enum", "required", "properties", "additionalProperties",
             "items", "minItems", "maxItems", "description"}
    if set(schema) - known:
        yield f"{path}: keywords {set(schema) - known} are not checked"
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/components/schemas/")
        yield from faults(value, SCHEMAS[name], path)
        return
    if "anyOf" in schema:
        found = [list(faults(value, one, path)) for one in schema["anyOf"]]
        if all(found):
            yield min(found, key=len)[0]
        return
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(is_a(value, kind) for kind in kinds):
        yield f"{path}: {value!r} is no {'/'.join(kinds)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    if isinstance(value, dict):
        for key in schema.get("required", []):
            if key not in value:
                yield f"{path}: {key} is missing"
        for key, inner in value.items():
            if key in schema["properties"]:
                yield from faults(inner, schema["properties"][key], f"{path}.{key}")
            else:
                yield f"{path}: {key} is not described"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{path}: {len(value)} items"
        for index, inner in enumerate(value):
            yield from faults(inner, schema["items"], f"{path}[{index}]")


class Check(unittest.TestCase):
    """The check itself sees what is wrong."""

    GOOD = {"rule": "NB-04", "title": {"zh": "a", "en": "b"}, "level": "hard", "before": "fail",
            "after": "pass", "value_before": 3.13, "unit": "mu"}

    def test_what_is_right_has_no_fault(self):
        self.assertEqual(list(faults(self.GOOD, SCHEMAS["VerdictChange"])), [])

    def test_what_is_wrong_is_seen(self):
        for wrong in ({"unit": 7}, {"level": "harsh"}, {"more": 1}, {"value_before": "3"},
                      {"value_before": True}, {"title": {"en": "b"}}, {"title": None}):
            with self.subTest(wrong):
                self.assertTrue(list(faults({**self.GOOD, **wrong}, SCHEMAS["VerdictChange"])))
        missing = {key: value for key, value in self.GOOD.items() if key != "rule"}
        self.assertTrue(list(faults(missing, SCHEMAS["VerdictChange"])))


class Schemas(SampleDistrict):
    def check(self, value, name):
        self.assertEqual(list(faults(value, SCHEMAS[name]))[:5], [])

    def test_verdicts(self):
        overrides = pathlib.Path(self.path("overrides.yaml"))
        overrides.write_text(
            "schema: zhitu.register/1\noverrides:\n"
            "  - {rule: NB-04, authority: A, reason: B, document: C}\n", encoding="utf-8")
        answer = json.loads(zhitu(
            "verify", "--workspace", self.workspace, "--plan", "demo", "--facts",
            ROOT / "Docs/examples/register.yaml", "--facts", overrides, "--json", "-",
            status=None).stdout)
        self.assertGreater(len(answer["verdicts"]), 200)
        self.assertTrue(answer["overrides_refused"] or any(
            v["override"] for v in answer["verdicts"]))
        self.check(answer, "Verdicts")

    def test_a_least_change(self):
        report = json.loads(zhitu(
            "verify", "--workspace", self.workspace, "--plan", "demo", "--least-change", "NB-04",
            "--json", "-", status=None).stdout)
        self.assertTrue(report["changes"])
        self.check(report, "LeastChangeReport")

    def test_a_trial(self):
        zhitu("verify", "--workspace", self.workspace, "--plan", "demo", "--quiet", status=None)
        connection = sqlite3.connect(self.workspace)
        (name,) = connection.execute(
            "SELECT zt_id FROM plan_demo WHERE zt_class LIKE '01%' LIMIT 1").fetchone()
        connection.close()
        file = pathlib.Path(self.path("change.json"))
        file.write_text(json.dumps({"measure": name, "action": "remove"}), encoding="utf-8")
        reports = zhitu_json("plan", "--workspace", self.workspace, "--plan", "demo", "--base",
                             2023, "--try", file)
        self.assertTrue(reports[0]["rules"]["changes"])
        self.check(reports[0], "Trial")


if __name__ == "__main__":
    unittest.main()
