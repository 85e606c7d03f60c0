"""The rule book as a planner, a reviewer, a jurist and an auditor use it."""

import json
import pathlib
import shutil
import sqlite3
import unittest
import zipfile

from support import ROOT, SampleDistrict, Scratch, zhitu, zhitu_json

POLICIES = ROOT / "Policies"


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


class Book(Scratch):
    """Commands on the rule book alone."""

    def test_list_counts_and_filters(self):
        answer = zhitu_json("rules", "list")
        census, rules = answer["census"], answer["rules"]
        self.assertEqual(census["rules"], len(rules))
        self.assertEqual(sum(row["total"] for row in census["rows"]), len(rules))
        for row in census["rows"]:
            self.assertEqual(sum(row["levels"].values()), row["total"])
        self.assertEqual(len({pack["sha256"] for pack in answer["packs"]}), len(answer["packs"]))
        hard = zhitu_json("rules", "list", "--level", "hard")["rules"]
        self.assertEqual([r["id"] for r in hard], [r["id"] for r in rules if r["level"] == "hard"])
        local = [r["id"] for r in zhitu_json("rules", "list", "--jurisdiction", "ningbo")["rules"]]
        self.assertIn("CAP-01", local)
        self.assertNotIn("CORE-01", local)
        elsewhere = [r["id"] for r in zhitu_json("rules", "list", "--scope", "110101")["rules"]]
        self.assertNotIn("CAP-01", elsewhere)
        self.assertEqual(zhitu_json("rules", "list", "--chapter", "坡度")["rules"][0]["id"], "SLP-01")
        told = zhitu("rules", "list").stdout
        self.assertIn("待核实", told)
        self.assertIn(f"规则 {len(rules)} 条", told)
        zhitu("rules", "list", "--stage", "nowhere", status=2)

    def test_show(self):
        told = zhitu("rules", "show", "SLP-01").stdout
        for text in ("待核实", "水土保持法", "pieces.slope_class", "national/slope.yaml"):
            self.assertIn(text, told)
        self.assertNotIn("待核实", zhitu("rules", "show", "CORE-03").stdout)
        self.assertIn("rules.unknown", zhitu("rules", "show", "XX-99", status=2).stderr)

    def test_cases_beside_the_rules(self):
        answer = zhitu_json("rules", "test")
        self.assertEqual(answer["failed"], 0)
        self.assertGreater(len(answer["cases"]), 60)
        self.assertTrue(all(case["holds"] for case in answer["cases"]))
        self.assertIn("✓", zhitu("rules", "test", "CAP-01").stdout)
        # A threshold changed by mistake is found by the cases.
        copy = self.folder / "Policies"
        shutil.copytree(POLICIES, copy)
        file = copy / "national" / "caps.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("threshold: 0.05", "threshold: 0.06"),
                        encoding="utf-8")
        told = zhitu("rules", "test", "--policies", copy, status=1).stdout
        self.assertIn("✗", told)
        self.assertIn("CAP-02", told)

    def test_differences(self):
        copy = self.folder / "Policies"
        shutil.copytree(POLICIES, copy)
        zhitu("rules", "diff", POLICIES, copy)
        file = copy / "ningbo" / "opinion.yaml"
        file.write_text(
            file.read_text(encoding="utf-8").replace("threshold: 0.03", "threshold: 0.02", 1),
            encoding="utf-8")
        for old, new in ((POLICIES, copy), (POLICIES / "ningbo", copy / "ningbo")):
            answer = zhitu_json("rules", "diff", old, new, status=1)
            changed = {change["rule"]: change["fields"] for change in answer["changed"]}
            self.assertEqual(list(changed), ["CAP-01"])
            self.assertEqual({field["field"] for field in changed["CAP-01"]},
                             {"parts.farmland.threshold", "parts.pbf.threshold"})
            self.assertEqual(changed["CAP-01"][0]["from"], "3/100")
            self.assertEqual(changed["CAP-01"][0]["to"], "1/50")
            self.assertEqual(answer["added"] + answer["removed"], [])
        days = zhitu_json("rules", "diff", "--date", "2021-06-01", "--date", "2022-06-01", status=1)
        self.assertIn("NB-04", [entry["rule"] for entry in days["added"]])
        zhitu("rules", "diff", POLICIES, status=2)

    def test_document(self):
        page, text = self.path("rules.html"), self.path("rules.md")
        out = ["--out", page, "--out", text]
        if shutil.which("pandoc"):
            out += ["--out", self.path("rules.docx")]
        zhitu("rules", "doc", *out)
        for path in (page, text):
            content = pathlib.Path(path).read_text(encoding="utf-8")
            for wanted in ("CORE-01", "待核实", "自然资发", "恰好多百分之五"):
                self.assertIn(wanted, content, path)
        if shutil.which("pandoc"):
            with zipfile.ZipFile(self.path("rules.docx")) as archive:
                body = archive.read("word/document.xml").decode()
            self.assertIn("建设用地总量不增加", body)
            self.assertIn("还须新增耕地", body)
        self.assertIn("rules.format", zhitu("rules", "doc", "--out", self.path("rules.txt"),
                                            status=2).stderr)


class Verdicts(SampleDistrict):
    """Commands on the plan of the sample district."""

    def verify(self, *more, status=None):
        return zhitu("verify", "--workspace", self.workspace, "--plan", "demo", "--date",
                     "2026-11-21", *more, status=status)

    def answer(self, *more, status=None):
        return json.loads(self.verify(*more, "--json", status=status).stdout)

    def file(self, name, text):
        pathlib.Path(self.path(name)).write_text(text, encoding="utf-8")
        return self.path(name)

    def test_facts_from_a_register(self):
        before = {v["rule"]: v for v in self.answer()["verdicts"]}
        register = self.file("facts.yaml", (
            "schema: zhitu.register/1\nscalars:\n  urban_construction_2020: 900 hm2\n"
            "  udb_area_after: 99999 hm2\n"))
        answer = self.answer("--facts", register)
        verdict = next(v for v in answer["verdicts"] if v["rule"] == "NB-01")
        self.assertEqual(verdict["verdict"], "fail")
        self.assertNotEqual(verdict["value"], before["NB-01"]["value"])
        origins = {o["fact"]: o for o in answer["origins"]}
        self.assertEqual(origins["udb_area_after"]["source"], register)
        self.assertEqual(origins["udb_area_after"]["line"], 4)
        self.assertEqual(origins["pieces"]["source"], "plan demo, base 2023")
        wrong = self.file("wrong.yaml", (
            "schema: zhitu.register/1\ncollections:\n  townships:\n"
            "    - {code: A, pbf_designated: 10 mu}\n    - {code: B, pbf_designated: viel}\n"))
        errors = self.verify("--facts", wrong, status=2).stderr
        for text in ("wrong.yaml:5", "townships", "pbf_designated", "m2"):
            self.assertIn(text, errors)

    def test_a_register_completes_the_projects_of_the_plan(self):
        connection = sqlite3.connect(self.workspace)
        codes = [row[0] for row in connection.execute(
            "SELECT DISTINCT zt_project FROM plan_demo WHERE zt_project <> ''")]
        connection.close()
        records = "".join(f"    - {{code: {code}, merges_villages: false}}\n" for code in codes)
        register = self.file(
            "projects.yaml", "schema: zhitu.register/1\ncollections:\n  projects:\n" + records)
        before = {(v["rule"], v["part"]): v for v in self.answer()["verdicts"]}
        answer = self.answer("--facts", register)
        decided = [v for v in answer["verdicts"] if v["verdict"] != "undecidable"
                   and before[v["rule"], v["part"]]["missing"] == ["projects.merges_villages"]]
        self.assertTrue(decided)
        self.assertEqual([o["source"] for o in answer["origins"] if o["fact"] == "projects"],
                         ["plan demo, base 2023", register])
        report = self.answer("--facts", register, "--least-change", "NB-04", status=0)
        self.assertEqual(report["after"], "pass")
        stranger = self.file("stranger.yaml", (
            "schema: zhitu.register/1\ncollections:\n  projects:\n    - {code: nobody, kind: x}\n"))
        self.assertIn("register.no-record", self.verify("--facts", stranger, status=2).stderr)

    def test_what_is_missing_is_said(self):
        register = self.file("gap.yaml", "schema: zhitu.register/1\nscalars: {udb_area_after: null}\n")
        told = self.verify("--facts", register, "--stage", "方案审批").stdout
        self.assertIn("[m2]（udb_area_after）", told)
        verdict = next(v for v in self.answer("--facts", register)["verdicts"]
                       if v["rule"] == "NB-01")
        self.assertEqual(verdict["needs"][0]["name"], "udb_area_after")
        self.assertEqual(verdict["verdict"], "undecidable")

    def test_stage_and_exit_status(self):
        # Nothing that binds fails, but without a register much that binds is not decided.
        everything = self.answer(status=3)
        self.assertEqual(everything["outcome"], "undecided")
        self.assertTrue(any(v["rule"] == "NB-04" for v in everything["verdicts"]))
        later = self.answer("--stage", "阶段验收")
        self.assertNotIn("NB-04", [v["rule"] for v in later["verdicts"]])
        self.assertIn("NB-04", [s["rule"] for s in later["skipped"]])
        self.verify("--stage", "阶段验收", "--strict", "--quiet", status=1)
        quiet = self.verify("--stage", "阶段验收", "--quiet", status=3)
        self.assertEqual(quiet.stdout, "")
        self.assertEqual(len(quiet.stderr.strip().splitlines()), 1)
        self.assertIn("无法判定", quiet.stderr)
        # A breach of law whose text was seen blocks; one of a draft does not.
        draft = next(v for v in everything["verdicts"] if v["rule"] == "NB-04")
        self.assertEqual((draft["verdict"], draft["effect"]), ("fail", "informs"))
        copy = self.folder / "Policies"
        shutil.copytree(POLICIES, copy)
        file = copy / "national" / "core.yaml"
        text = file.read_text(encoding="utf-8")
        start = text.index("- id: CORE-03")
        file.write_text(text[:start] + text[start:].replace("threshold: 0", "threshold: -1000000", 1),
                        encoding="utf-8")
        blocked = self.answer("--policies", copy, status=1)
        self.assertEqual(blocked["outcome"], "blocked")
        core = next(v for v in blocked["verdicts"] if v["rule"] == "CORE-03")
        self.assertEqual((core["verdict"], core["effect"]), ("fail", "blocks"))
        self.assertIn("阻止报批", self.verify("--policies", copy, status=1).stdout)
        self.assertIn("rules.stage", self.verify("--stage", "某阶段", status=2).stderr)

    def test_override(self):
        strict = ("--set", "CAP-01=0.000001")
        comparison = json.loads(self.verify(*strict, "--json").stdout)
        failing = [r for r in comparison["rows"] if r["rule"] == "CAP-01/farmland"]
        self.assertEqual(failing[0]["after"]["verdict"], "fail")
        self.assertTrue(failing[0]["changed"])
        copy = self.folder / "Policies"
        shutil.copytree(POLICIES, copy)
        file = copy / "ningbo" / "opinion.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace(
            "threshold: 0.03", "threshold: 0.000001"), encoding="utf-8")
        record = ("schema: zhitu.register/1\noverrides:\n  - {rule: CAP-01, authority: 市政府, "
                  "reason: 试点, document: 甬政〔2026〕1号, date: 2026-01-05}\n"
                  "  - {rule: NB-04, authority: 市政府, reason: 试点, document: x, date: 2026-01-05}\n")
        answer = self.answer("--policies", copy, "--facts", self.file("o.yaml", record))
        caps = [v for v in answer["verdicts"] if v["rule"] == "CAP-01" and v["verdict"] == "fail"]
        self.assertTrue(caps)
        for verdict in caps:
            self.assertEqual(verdict["override"]["document"], "甬政〔2026〕1号")
        self.assertEqual([r["record"]["rule"] for r in answer["overrides_refused"]], ["NB-04"])

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
            """What the rule says of the plan with the changes, laid and judged anew."""
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

    def test_replay_gives_the_same_bytes(self):
        first = self.verify("--json", self.path("v.json"), "--quiet").returncode
        body = pathlib.Path(self.path("v.json")).read_bytes()
        history = json.loads(zhitu("verify", "--workspace", self.workspace, "--history",
                                   "--json").stdout)
        self.assertIn("编号", zhitu("verify", "--workspace", self.workspace, "--history").stdout)
        facts = json.loads(body)["facts_sha256"]
        record = next(r for r in history if r["facts_sha256"] == facts
                      and r["date"] == "2026-11-21" and r.get("stage") is None
                      and not r["overrides"] and json.loads(body)["packs"] == r["packs"])
        zhitu("verify", "--workspace", self.workspace, "--replay", record["id"][:8], "--json",
              self.path("again.json"), "--quiet", status=first)
        self.assertEqual(pathlib.Path(self.path("again.json")).read_bytes(), body)
        again = zhitu("verify", "--workspace", self.workspace, "--replay", record["id"],
                      status=first)
        self.assertIn("逐字节一致", again.stdout)
        # The same question again is the same record; what was kept cannot be changed.
        self.verify("--quiet")
        more = json.loads(zhitu("verify", "--workspace", self.workspace, "--history",
                                "--json").stdout)
        self.assertEqual(len(more), len(history))
        connection = sqlite3.connect(self.workspace)
        with self.assertRaises(sqlite3.DatabaseError):
            connection.execute("UPDATE zhitu_documents SET body = x'00' WHERE kind = 'facts'")
        connection.close()
        zhitu("verify", "--workspace", self.workspace, "--replay", "ffffffffffff", status=2)

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

    def test_explain(self):
        told = zhitu("rules", "explain", "CORE-03", "--workspace", self.workspace, "--plan",
                     "demo").stdout
        for text in ("sum(p.area for p in pieces", "结论", "after - before", "出处"):
            self.assertIn(text, told)
        parts = zhitu_json("rules", "explain", "CAP-01", "--workspace", self.workspace, "--plan",
                           "demo")
        self.assertEqual([v["part"] for v in parts], ["farmland", "pbf"])
        self.assertTrue(all(v["trace"] for v in parts))


if __name__ == "__main__":
    unittest.main()
