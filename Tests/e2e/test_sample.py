"""The main job on the synthetic sample district, as a user would do it."""

import csv
import hashlib
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import unittest

from support import SampleDistrict, matrix, zhitu, zhitu_json


class Sample(SampleDistrict):
    """One district, made once, and all that is done with it."""

    def count(self, sql):
        """One number from the workspace, through GDAL."""
        text = subprocess.run(
            ["ogrinfo", "-q", "-sql", sql, self.workspace], capture_output=True, text=True,
            check=True).stdout
        return float(re.findall(r"= (-?[\d.e+]+)", text)[0])

    def test_same_seed_same_bytes(self):
        zhitu("sample", "--seed", 7, "--out", self.path("again.gpkg"), "--quiet")
        digests = {hashlib.sha256(pathlib.Path(p).read_bytes()).hexdigest()
                   for p in (self.sample, self.path("again.gpkg"))}
        self.assertEqual(len(digests), 1)
        zhitu("sample", "--seed", 7, "--out", self.path("again.gpkg"), status=2)

    def test_check_finds_no_error(self):
        for report in zhitu_json("check", "--workspace", self.workspace):
            errors = [f for f in report["findings"] if f["severity"] == "error"]
            self.assertEqual(errors, [])
            self.assertGreater(report["featureCount"], 8000)
            self.assertGreater(len(report["rulesRun"]), 20)

    def test_every_layer_is_readable_and_labelled_synthetic(self):
        text = subprocess.run(["ogrinfo", "-al", "-so", self.workspace], capture_output=True,
                              text=True, check=True).stdout
        for layer in ("survey_2023", "survey_2024", "control_pbf", "control_erl", "control_udb",
                      "unit_township", "unit_village", "area_park", "area_protected", "plan_demo"):
            self.assertIn(f"Layer name: {layer}\n", text)
        self.assertGreater(self.count("SELECT COUNT(*) AS n FROM survey_2023"), 8000)

    def test_every_format_gives_the_same_survey(self):
        """GBK Shapefiles without a word about it, zipped or not, FileGDB, FlatGeobuf."""
        def convert(target, driver, *options):
            subprocess.run(
                ["ogr2ogr", "-q", "-f", driver, self.path(target), self.sample, "DLTB_2023",
                 *options], check=True, stderr=subprocess.DEVNULL)
            return self.path(target)

        folder = convert("shapes", "ESRI Shapefile", "-lco", "ENCODING=GBK")
        for file in pathlib.Path(folder).glob("*.cpg"):
            file.unlink()
        files = [
            folder, shutil.make_archive(folder, "zip", folder),
            convert("d.gdb", "OpenFileGDB", "-nlt", "MULTIPOLYGON"),
            convert("d.fgb", "FlatGeobuf"), convert("d.gpkg", "GPKG"),
        ]
        expected = [int(self.count("SELECT COUNT(*) AS n FROM survey_2023")),
                    int(self.count("SELECT SUM(zt_area) AS s FROM survey_2023"))]
        for index, file in enumerate(files):
            workspace = self.path(f"w{index}.gpkg")
            zhitu("import", file, "--workspace", workspace, "--epoch", 2023, "--quiet")
            connection = sqlite3.connect(workspace)
            got = connection.execute(
                "SELECT COUNT(*), SUM(zt_area) FROM survey_2023").fetchone()
            names = connection.execute(
                "SELECT COUNT(*) FROM survey_2023 WHERE DLMC = zt_class_name").fetchone()[0]
            connection.close()
            self.assertEqual(list(got), expected, file)
            self.assertEqual(names, expected[0], file)

    def test_ledger_adds_up_to_every_patch(self):
        pieces, cells = self.path("p.csv"), self.path("m.csv")
        zhitu("flow", "--workspace", self.workspace, "--from", 2023, "--to", 2024, "--pieces",
              pieces, "--matrix", cells, "--sankey", self.path("s.svg"), "--quiet")
        rows, columns = {}, {}
        with open(pieces, newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                cents = round(float(row["area_m2"]) * 100)
                rows[row["from_id"]] = rows.get(row["from_id"], 0) + cents
                columns[row["to_id"]] = columns.get(row["to_id"], 0) + cents
        for epoch, sums, slack in ((2023, rows, 0), (2024, columns, 1)):
            table = subprocess.run(
                ["ogr2ogr", "-f", "CSV", "/vsistdout/", self.workspace, "-sql",
                 f"SELECT zt_id, zt_area FROM survey_{epoch}"], capture_output=True, text=True,
                check=True).stdout
            areas = {r["zt_id"]: int(r["zt_area"]) for r in csv.DictReader(table.splitlines())}
            self.assertEqual(sums.keys() - {""}, areas.keys())
            off = [key for key, area in areas.items() if abs(sums[key] - area) > slack]
            self.assertEqual(off, [])
        self.assertAlmostEqual(sum(matrix(cells).values()) * 100, sum(rows.values()), delta=0.5)
        drawing = pathlib.Path(self.path("s.svg")).read_text(encoding="utf-8")
        self.assertTrue(drawing.startswith("<svg"))
        self.assertIn("合成数据", drawing)
        told = zhitu("flow", "--workspace", self.workspace, "--from", 2023, "--to", 2024).stdout
        self.assertIn("合成数据", told)

    def test_plan_verify_and_report(self):
        zhitu("plan", "--workspace", self.workspace, "--plan", "demo", "--base", 2023, "--quiet")
        total = self.count("SELECT SUM(zt_area) AS s FROM survey_2023")
        self.assertEqual(self.count("SELECT SUM(zt_area) AS s FROM planned_demo"), total)
        self.assertEqual(self.count("SELECT SUM(area) AS s FROM flow_2023__demo"), total)
        verify = ("verify", "--workspace", self.workspace, "--plan", "demo")
        zhitu(*verify, "--json", self.path("v.json"), "--quiet", status=3)
        with open(self.path("v.json"), encoding="utf-8") as file:
            answer = json.load(file)
        verdicts = {}
        for verdict in answer["verdicts"]:
            verdicts.setdefault(verdict["rule"], set()).add(verdict["verdict"])
        self.assertGreater(len(verdicts), 150)
        for rule in ("CORE-01", "CORE-03", "CORE-04", "CORE-05", "CORE-08", "CAP-01", "CAP-02",
                     "NB-01", "NB-05", "SLP-01", "NEG-03", "NEG-05", "PBF-05", "PBF-07"):
            self.assertEqual(verdicts[rule], {"pass"}, rule)
        self.assertEqual([r for r, v in verdicts.items() if "fail" in v], ["NB-04"])
        # What cannot be decided without registers says what to supply.
        for verdict in answer["verdicts"]:
            if verdict["verdict"] == "undecidable":
                self.assertTrue(verdict["missing"] or verdict["threshold"] is None, verdict["rule"])
        failed = next(v for v in answer["verdicts"] if v["rule"] == "NB-04")
        self.assertGreater(failed["value"], 3)
        self.assertEqual(len(failed["witnesses"][0]["bounds"]), 4)
        self.assertGreaterEqual(
            self.count("SELECT COUNT(*) AS n FROM witness_demo WHERE rule = 'NB-04'"), 1)
        # The same rules on the same data give the same bytes.
        again = zhitu(*verify, "--json", status=3).stdout
        with open(self.path("v.json"), encoding="utf-8") as file:
            self.assertEqual(file.read(), again)
        # A report without the register of the last verification says that its answers differ.
        register = pathlib.Path(self.path("facts.yaml"))
        register.write_text("schema: zhitu.register/1\nscalars: {udb_area_after: 99999 hm2}\n",
                            encoding="utf-8")
        zhitu(*verify, "--facts", register, "--quiet", status=3)
        told = zhitu("report", "--workspace", self.workspace, "--plan", "demo", "--out",
                     self.path("report"), "--date", "2026-11-21").stderr
        self.assertIn("verify.registers-left-out", told)
        self.assertIn("facts.yaml", told)
        page = pathlib.Path(self.path("report"), "report.html").read_text(encoding="utf-8")
        self.assertIn("NB-04", page)
        self.assertIn("县级自然资源主管部门", page)
        self.assertIn("合成数据", page)
        self.assertNotIn("<script", page)
        with open(self.path("report") + "/report.pdf", "rb") as file:
            self.assertEqual(file.read(5), b"%PDF-")

    def test_a_change_is_tried_and_nothing_is_written(self):
        connection = sqlite3.connect(self.workspace)
        (name, area), (other, _) = connection.execute(
            "SELECT zt_id, zt_area FROM plan_demo WHERE zt_class LIKE '01%' LIMIT 2").fetchall()
        connection.close()
        before = pathlib.Path(self.workspace).read_bytes()
        file = pathlib.Path(self.path("change.json"))
        changes = [{"measure": name, "class": "0602"}, {"measure": other, "action": "remove"},
                   {"measure": name, "class": "0601"}]
        plan = ("plan", "--workspace", self.workspace, "--plan", "demo", "--base", 2023, "--try",
                file)
        file.write_text(json.dumps(changes), encoding="utf-8")
        reports = zhitu_json(*plan)
        self.assertEqual([r["schema"] for r in reports], ["zhitu.trial/1"] * 3)
        for report in reports:
            self.assertEqual(sum(row["difference"] for row in report["classes"]), 0)
        moved = {row["class"]["key"]: row["difference"] for row in reports[2]["classes"]}
        self.assertAlmostEqual(moved["0601"], area, delta=100)
        self.assertEqual(moved["0602"], -moved["0601"])
        file.write_text(json.dumps(changes[0]), encoding="utf-8")
        told = zhitu(*plan).stdout
        self.assertIn(name, told)
        self.assertIn("合成数据", told)
        file.write_text(json.dumps({"measure": "nobody", "class": "0601"}), encoding="utf-8")
        self.assertIn("change.no-measure", zhitu(*plan, status=2).stderr)
        self.assertEqual(pathlib.Path(self.workspace).read_bytes(), before)

    def test_a_missing_line_makes_rules_undecidable(self):
        path = self.path("fewer.gpkg")
        for layer in ("DLTB_2023", "ZZTB"):
            zhitu("import", self.sample, "--workspace", path, "--layer", layer, "--name", "demo",
                  "--quiet")
        answer = json.loads(
            zhitu("verify", "--workspace", path, "--plan", "demo", "--scope", "330299", "--json",
                  status=None).stdout)
        by_rule = {}
        for verdict in answer["verdicts"]:
            by_rule.setdefault(verdict["rule"], []).append(verdict)
        for rule in ("CORE-04", "CAP-01", "CAP-02", "NB-01"):
            self.assertTrue(any(v["verdict"] == "undecidable" for v in by_rule[rule]), rule)
            self.assertTrue(any(v["missing"] for v in by_rule[rule]), rule)
        self.assertEqual([v["verdict"] for v in by_rule["CORE-03"]], ["pass"])

    def test_overlapping_measures_are_an_error_that_names_both(self):
        path = self.path("overlap.gpkg")
        shutil.copy(self.sample, path)
        connection = sqlite3.connect(path)
        triggers = [r[0] for r in connection.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger'")]
        for trigger in triggers:
            connection.execute(f'DROP TRIGGER "{trigger}"')
        first, second = connection.execute("SELECT fid, BSM FROM ZZTB LIMIT 2").fetchall()
        connection.execute(
            "UPDATE ZZTB SET geom = (SELECT geom FROM ZZTB WHERE fid = ?) WHERE fid = ?",
            (first[0], second[0]))
        connection.commit()
        connection.close()
        workspace = self.path("w.gpkg")
        for layer in ("DLTB_2023", "ZZTB"):
            zhitu("import", path, "--workspace", workspace, "--layer", layer, "--name", "demo",
                  "--quiet")
        errors = zhitu("plan", "--workspace", workspace, "--plan", "demo", "--base", 2023,
                       status=2).stderr
        self.assertIn("plan.overlap", errors)
        self.assertIn(first[1], errors)
        self.assertIn(second[1], errors)


if __name__ == "__main__":
    unittest.main()
