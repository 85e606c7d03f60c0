"""Verdicts as a planner and a reviewer ask for them."""

import json
import pathlib
import shutil
import sqlite3
import unittest

from support import ROOT, VerifiedDistrict, zhitu, zhitu_json

POLICIES = ROOT / "Policies"


class Answers(VerifiedDistrict):
    """What `verify` makes of facts, stages and records of exceptions."""

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
