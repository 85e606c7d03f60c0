"""What a verdict means: four answers, law that binds, registers held against the ledger."""

import json
import pathlib
import re
import shutil
import sqlite3
import unittest
import zipfile

from support import VerifiedDistrict, zhitu, zhitu_json


class Meanings(VerifiedDistrict):
    """The sample district with and without its register."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sample = str(cls.shared / "sample.gpkg")
        cls.register = str(cls.shared / "register.yaml")
        zhitu("sample", "--seed", 7, "--out", cls.sample, "--register", cls.register, "--quiet")

    def test_counts_add_up_and_what_does_not_apply_is_never_passed(self):
        answer = self.answer("--facts", self.register)
        verdicts, counts = answer["verdicts"], answer["counts"]
        names = {"pass": "passed", "fail": "failed", "undecidable": "undecidable",
                 "not_applicable": "not_applicable"}
        for kind, name in names.items():
            own = [v for v in verdicts if v["verdict"] == kind]
            self.assertEqual(counts["all"][name], len(own))
            for effect in ("blocks", "warns", "informs"):
                self.assertEqual(counts[effect][name],
                                 sum(1 for v in own if v["effect"] == effect))
        self.assertGreater(counts["all"]["not_applicable"], 40)
        for verdict in verdicts:
            if not verdict["applies"]:
                self.assertIn(verdict["verdict"], ("not_applicable", "undecidable"))
                self.assertIsNone(verdict["value"])
            if verdict["verdict"] == "not_applicable":
                self.assertTrue(verdict["reason"]["zh"].startswith("不涉及"))
        told = self.verify("--facts", self.register).stdout
        self.assertNotIn("– 不涉及", told)
        whole = self.verify("--facts", self.register, "--all").stdout
        self.assertEqual(whole.count("– 不涉及"), counts["all"]["not_applicable"])
        self.assertGreater(len(whole), len(told) * 2)

    def without(self, *collections, name="without.yaml"):
        """The register with the rows of some collections struck out."""
        text = pathlib.Path(self.register).read_text(encoding="utf-8")
        for one in collections:
            text, count = re.subn(rf"(?m)^  {one}:\n(?:    - .*\n)+", f"  {one}: []\n", text)
            self.assertEqual(count, 1, one)
        return self.file(name, text)

    def farmland_built_on(self):
        """Farmland that the plan builds on, in 亩, gross and net of ridges, from the kept ledger."""
        copy = self.path("laid.gpkg")
        shutil.copy(self.workspace, copy)
        zhitu("plan", "--workspace", copy, "--plan", "demo", "--base", 2023, "--quiet")
        connection = sqlite3.connect(copy)
        rows = connection.execute(
            "SELECT f.area, s.TBDLMJ / s.TBMJ, f.to_class FROM flow_2023__demo f"
            " JOIN survey_2023 s ON s.fid = f.from_fid WHERE f.from_class LIKE '01%'").fetchall()
        connection.close()
        # 建设用地 of the three categories, as the survey's table has them.
        built = [(area, share) for area, share, code in rows
                 if code in ("1109", "1201") or code[:2] in ("05", "06", "07", "08", "09")
                 or code[:2] == "10" and code != "1006"]
        mu = 100 * 2000 / 3
        return (sum(area for area, _ in built) / mu,
                sum(area * share for area, share in built) / mu)

    def test_the_register_of_the_sample_accounts_for_its_plan(self):
        answer = self.answer("--facts", self.register)
        self.assertEqual(answer["contradictions"], [])
        self.assertEqual([v["rule"] for v in answer["verdicts"] if v["verdict"] == "fail"],
                         ["NB-04"])
        # What stays open are rules whose text gives no measure: no fact is missing.
        undecided = [v for v in answer["verdicts"] if v["verdict"] == "undecidable"]
        self.assertLessEqual(len(undecided), 10)
        for verdict in undecided:
            self.assertEqual((verdict["needs"], verdict["missing"]), ([], []), verdict["rule"])
        # The rows are the plan's own: they sum to what the ledger measures.
        gross, net = self.farmland_built_on()
        text = pathlib.Path(self.register).read_text(encoding="utf-8")
        occupied = sum(float(area) for area in re.findall(r"occupied: ([\d.]+) m2", text))
        self.assertAlmostEqual(occupied * 3 / 2000, net, delta=0.01)
        self.assertGreater(gross, net + 1)

    def test_an_empty_list_cannot_answer_for_farmland_that_is_built_on(self):
        register = self.without("balance_projects", "topsoil")
        answer = self.answer("--facts", register)
        found = {one["id"]: one for one in answer["contradictions"]}
        self.assertEqual(set(found), {"REG-01", "REG-03"})
        # Farmland is Σ TBDLMJ, net of ridges (田坎), in the balance as in the statistics: 78.3 亩 of
        # farmland lie in 80.9 亩 of patches. Ridges have no plough layer to strip either.
        gross, net = self.farmland_built_on()
        for one in found.values():
            self.assertAlmostEqual(one["ledger"], net, delta=0.001)
            self.assertNotAlmostEqual(one["ledger"], gross, delta=1)
            self.assertEqual(one["register"], 0)
        balance = [v for v in answer["verdicts"] if v["rule"] == "BAL-04"]
        self.assertEqual({v["verdict"] for v in balance}, {"undecidable"})
        self.assertTrue(all(v["contradictions"] == ["REG-01"] for v in balance))
        self.assertIn("登记与台账不符", self.verify("--facts", register).stdout)
        self.verify("--facts", register, "--sarif", self.path("v.sarif"), "--quiet")
        log = json.loads(pathlib.Path(self.path("v.sarif")).read_text(encoding="utf-8"))
        self.assertIn("REG-01", [result["ruleId"] for result in log["runs"][0]["results"]])

        # A register that accounts for the ground takes the contradiction away; 0.02 亩 less is found.
        def balanced(mu):
            text = pathlib.Path(register).read_text(encoding="utf-8").replace(
                "balance_projects: []",
                f"balance_projects: [{{code: B1, occupied: {mu:.4f} mu, supplied: 95 mu, "
                "occupied_capacity: 60000, supplied_capacity: 61000, occupied_paddy: 0, "
                "supplied_paddy: 0, occupied_grade: 4, supplied_grade: 4, yield_standard: 6000}]")
            return self.answer("--facts", self.file("corrected.yaml", text))

        corrected = balanced(net)
        self.assertNotIn("REG-01", [one["id"] for one in corrected["contradictions"]])
        self.assertEqual({v["verdict"] for v in corrected["verdicts"] if v["rule"] == "BAL-04"},
                         {"pass"})
        short = balanced(net - 0.02)
        self.assertIn("REG-01", [one["id"] for one in short["contradictions"]])

    def test_every_list_that_the_plan_needs_is_missed(self):
        lists = {"balance_projects": "REG-01", "conversions": "REG-02", "topsoil": "REG-03",
                 "industrial_parcels": "REG-05", "households": "REG-06"}
        for name, check in lists.items():
            with self.subTest(name):
                answer = self.answer("--facts", self.without(name))
                self.assertEqual([one["id"] for one in answer["contradictions"]], [check])

    def test_a_confirmed_rule_binds(self):
        before = next(v for v in self.answer()["verdicts"] if v["rule"] == "BAL-04")
        self.assertEqual(before["effect"], "informs")
        file = self.path("confirmations.yaml")
        law = self.file("law.txt", "text of the law")
        who = ("--name", "王某", "--document", "中发〔2017〕4号", "--date", "2026-05-01")
        told = zhitu("rules", "confirm", "BAL-04", *who, "--text", law, "--out", file).stdout
        self.assertIn("阻止", told)
        zhitu("rules", "confirm", "BAL-06", *who, "--out", file)
        answer = self.answer("--confirmations", file)
        after = next(v for v in answer["verdicts"] if v["rule"] == "BAL-04")
        self.assertEqual(after["effect"], "blocks")
        self.assertEqual(after["confirmation"]["name"], "王某")
        self.assertEqual(len(after["confirmation"]["document_sha256"]), 64)
        packs = {row["pack"]: row for row in
                 zhitu_json("rules", "list", "--confirmations", file)["effects"]}
        self.assertEqual(packs["national"]["confirmed"], 2)
        for rule, reason in (("NB-04", "征求意见稿"), ("XX-99", "rules.unknown")):
            error = zhitu("rules", "confirm", rule, *who, "--out", file, status=2).stderr
            self.assertIn(reason, error)
        # A draft in a file of confirmations stays a draft, and that is said.
        draft = self.file("draft.yaml", (
            "schema: zhitu.confirmations/1\nconfirmations:\n"
            "  - {rule: NB-04, name: 王某, date: 2026-05-01, document: x}\n"))
        answer = self.answer("--confirmations", draft, status=3)
        self.assertEqual([r["record"]["rule"] for r in answer["confirmations_refused"]], ["NB-04"])
        self.assertIn("规则确认不成立", self.verify("--confirmations", draft).stdout)

    def test_a_confirmation_kept_in_the_workspace_counts_and_is_replayed(self):
        law = self.file("law.pdf", "%PDF text")
        zhitu("rules", "confirm", "EXP-01", "--name", "李某", "--document", "土地管理法", "--date",
              "2026-05-01", "--text", law, "--workspace", self.workspace)
        answer = self.answer()
        verdict = next(v for v in answer["verdicts"] if v["rule"] == "EXP-01")
        self.assertEqual((verdict["effect"], verdict["confirmation"]["place"]),
                         ("blocks", "workspace"))
        connection = sqlite3.connect(self.workspace)
        kept = connection.execute("SELECT body FROM zhitu_documents WHERE kind = 'rule-text'"
                                  " AND key = ?", [verdict["confirmation"]["document_sha256"]])
        self.assertEqual(bytes(kept.fetchone()[0]), b"%PDF text")
        connection.close()
        history = json.loads(zhitu("verify", "--workspace", self.workspace, "--history",
                                   "--json").stdout)
        record = next(r for r in history if r["confirmations"])
        # Rules that block are undecided without a register, in the replay too.
        replay = zhitu(
            "verify", "--workspace", self.workspace, "--replay", record["id"], status=3)
        self.assertIn("逐字节一致", replay.stdout)

    def test_the_blank_register_is_a_workbook_that_can_be_read_back(self):
        book = self.path("register.xlsx")
        self.assertIn("张表", zhitu("rules", "register", "--template", book).stdout)
        with zipfile.ZipFile(book) as archive:
            names = archive.read("xl/workbook.xml").decode()
        self.assertIn("balance_projects", names)
        self.assertEqual(self.answer("--facts", book)["counts"], self.answer()["counts"])
        zhitu("rules", "register", "--template", self.path("register.ods"), status=2)
        broken = self.file("broken.xlsx", "no workbook")
        self.assertIn("xlsx.read", self.verify("--facts", broken, status=2).stderr)

    def test_facts_are_called_by_their_names(self):
        told = self.verify().stdout
        self.assertNotIn("缺少事实", told)
        for line in told.splitlines():
            if "无法判定" in line and "缺少：" in line:
                for name in line.split("缺少：")[1].split("；")[0].split("、"):
                    # A name, never an identifier alone.
                    self.assertRegex(name, r"[\u4e00-\u9fff]")

    def test_a_layer_is_named_as_it_is_in_the_workspace(self):
        copy = self.path("other.gpkg")
        zhitu("sample", "--out", self.path("s.gpkg"), "--quiet")
        zhitu("import", self.path("s.gpkg"), "--workspace", copy, "--name", "a-b", "--quiet",
              status=None)
        zhitu("verify", "--workspace", copy, "--plan", "a-b", "--sarif", self.path("v.sarif"),
              "--quiet", status=3)
        text = pathlib.Path(self.path("v.sarif")).read_text(encoding="utf-8")
        self.assertIn('"witness_a_b"', text)
        self.assertNotIn("witness_a-b", text)
        connection = sqlite3.connect(copy)
        self.assertGreater(connection.execute("SELECT COUNT(*) FROM witness_a_b").fetchone()[0], 0)
        connection.close()

    def test_plans_whose_names_lead_to_one_table_keep_layers_of_their_own(self):
        copy = self.path("two.gpkg")
        shutil.copy(self.workspace, copy)
        other = self.path("other.gpkg")
        zhitu("sample", "--seed", 5, "--out", other, "--quiet")
        for sample, name in ((self.sample, "a-b"), (other, "a_b"), (other, "A_B")):
            zhitu("import", sample, "--workspace", copy, "--layer", "ZZTB", "--name", name, "--quiet")

        def measures(file, table):
            connection = sqlite3.connect(file)
            rows = connection.execute(f"SELECT BSM, TZJE FROM {table} ORDER BY 1, 2").fetchall()
            connection.close()
            return rows

        for table, sample in (("plan_a_b", self.sample), ("plan_a_b_2", other),
                              ("plan_A_B_3", other)):
            self.assertEqual(measures(copy, table), measures(sample, "ZZTB"), table)
        self.assertNotEqual(measures(copy, "plan_a_b"), measures(copy, "plan_a_b_2"))
        for name, table in (("a-b", "witness_a_b"), ("a_b", "witness_a_b_2")):
            zhitu("verify", "--workspace", copy, "--plan", name, "--base", 2023, "--sarif",
                  self.path("v.sarif"), "--quiet", status=None)
            self.assertIn(f'"{table}"', pathlib.Path(self.path("v.sarif")).read_text("utf-8"))
        # What is imported again replaces its own layer, no other.
        zhitu("import", other, "--workspace", copy, "--layer", "ZZTB", "--name", "a-b", "--quiet")
        self.assertEqual(measures(copy, "plan_a_b"), measures(other, "ZZTB"))
        # Names that could be taken for another are refused.
        for name, code in (("2023", "import.name-taken"), ("a__b", "import.name"),
                           ("a_", "import.name")):
            error = zhitu("import", self.sample, "--workspace", copy, "--layer", "ZZTB", "--name",
                          name, status=2).stderr
            self.assertIn(code, error)
            self.assertIn("--name", error)


if __name__ == "__main__":
    unittest.main()
