"""What goes out to other programs, read back by GDAL."""

import csv
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
from xml.etree import ElementTree

from support import SampleDistrict, zhitu, zhitu_json


class Export(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        zhitu("plan", "--workspace", cls.workspace, "--quiet")
        zhitu("verify", "--workspace", cls.workspace, "--json", "/dev/null", "--quiet", status=None)
        connection = sqlite3.connect(cls.workspace)
        cls.areas = dict(connection.execute("SELECT zt_id, zt_area FROM survey_2023"))
        cls.changed = {
            (a, b): area for a, b, area in connection.execute(
                "SELECT from_class, to_class, SUM(area) FROM flow_2023__demo GROUP BY 1, 2")}
        connection.close()

    def export(self, name, *options, status=0):
        return zhitu_json(
            "export", "--workspace", self.workspace, "--out", self.path(name), *options,
            status=status)

    def rows(self, file, sql):
        """Rows through GDAL, as dictionaries."""
        table = subprocess.run(
            ["ogr2ogr", "-q", "-f", "CSV", "/vsistdout/", self.path(file), "-sql", sql,
             "-oo", "HEADERS=FORCE"], capture_output=True, text=True, check=True).stdout
        return list(csv.DictReader(table.splitlines()))

    def told(self, file, *options):
        return subprocess.run(["ogrinfo", "-so", self.path(file), *options],
                              capture_output=True, text=True, check=True).stdout

    def effects(self, rules):
        """What the rule book says that a breach of each rule does."""
        words = {"blocks": "阻止", "warns": "警示", "informs": "提示"}
        told = zhitu_json("verify", "--workspace", self.workspace, status=None)["verdicts"]
        return {one["rule"]: words[one["effect"]] for one in told if one["rule"] in rules}

    def check_areas(self, rows):
        got = {row["zt_id"]: round(float(row["area_m2"]) * 100) for row in rows}
        self.assertEqual(got, self.areas)

    def test_databases_hold_layers_whole(self):
        for name in ("out.gpkg", "out.gdb"):
            outcome = self.export(name, "--layer", "survey_2023", "--layer", "plan_demo")
            self.assertEqual([table["name"] for table in outcome["tables"]],
                             ["survey_2023", "plan_demo"])
            self.assertEqual(outcome["losses"], [], name)
            self.check_areas(self.rows(name, "SELECT zt_id, area_m2 FROM survey_2023"))
            told = self.told(name, "survey_2023")
            self.assertRegex(told, r"Geometry: (Multi Polygon|Multi Surface)")
            self.assertIn("CGCS2000", told)
            if name == "out.gdb":  # GDAL 3.6 has no aliases in a GeoPackage
                self.assertIn("图斑面积（平方米）", told)

    def test_a_shapefile_has_short_names_with_a_table_and_gbk(self):
        outcome = self.export("s.shp", "--layer", "planned_demo")
        lost = {loss["field"]: loss["written"] for loss in outcome["losses"]
                if loss["kind"] == "name"}
        self.assertEqual(lost["zt_class_name"], "zt_clsname")
        self.assertTrue(all(len(name.encode("gbk")) <= 10 for name in lost.values()))
        self.assertEqual(pathlib.Path(self.path("s.cpg")).read_text().strip(), "GBK")
        with open(self.path("s.fields.csv"), encoding="utf-8-sig", newline="") as file:
            table = {row[1]: row[0] for row in list(csv.reader(file))[1:]}
        for field, short in lost.items():
            self.assertEqual(table[field], short)
        short = lost["zt_class_name"]
        names = {row[short] for row in self.rows("s.shp", f'SELECT "{short}" FROM s')}
        self.assertIn("水田", names)
        # Imported again it is the same land.
        zhitu("import", self.path("s.shp"), "--workspace", self.path("again.gpkg"), "--epoch", 2023,
              "--role", "survey", "--class-field", "zt_class", "--quiet", status=None)

    def test_what_a_shapefile_cannot_hold_is_said(self):
        workspace = self.path("w.gpkg")
        shutil.copy(self.workspace, workspace)
        connection = sqlite3.connect(workspace)
        triggers = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'survey_2023'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE survey_2023 SET BZ = ? WHERE fid = 5", ("长" * 200,))
        connection.execute("UPDATE survey_2023 SET BZ = ? WHERE fid = 6", ("𠮷",))
        # As in a workspace of an earlier version: a layer that was changed behind its hash is refused.
        connection.execute("DELETE FROM zhitu_hashes WHERE layer = 'survey_2023'")
        connection.commit()
        connection.close()
        result = zhitu("export", "--workspace", workspace, "--out", self.path("l.shp"), "--layer",
                       "survey_2023", "--json")
        losses = {loss["kind"]: loss for loss in json.loads(result.stdout)["losses"]
                  if loss["field"] == "BZ"}
        self.assertEqual((losses["cut"]["count"], losses["cut"]["first"]), (1, 5))
        self.assertEqual((losses["character"]["count"], losses["character"]["first"]), (1, 6))
        self.assertIn("export.cut", result.stderr)
        rows = self.rows("l.shp", "SELECT BZ FROM l WHERE FID IN (4, 5)")
        self.assertEqual([row["BZ"] for row in rows], ["长" * 127, "?"])

    def test_spreadsheets_hold_tables_with_class_names(self):
        outcome = self.export(
            "t.xlsx", "--matrix", "2023,demo", "--classes", "--verdicts", "demo")
        sheets = [table["title"] for table in outcome["tables"]]
        self.assertEqual(len(sheets), 4)
        flows = self.rows("t.xlsx", 'SELECT * FROM "流向 2023→demo"')
        got = {}
        for row in flows:
            area = round(float(row["图斑面积（平方米）"]) * 100)
            got[row["原地类编码"] or None, row["现地类编码"] or None] = area
        self.assertEqual(got, self.changed)
        self.assertTrue(any(row["原地类"] == "水田" for row in flows))
        classes = self.rows("t.xlsx", 'SELECT * FROM "地类面积"')
        survey = [row for row in classes if row["图层"] == "地类图斑 2023"]
        total = sum(round(float(row["图斑面积（平方米）"]) * 100) for row in survey)
        self.assertEqual(total, sum(self.areas.values()))
        verdicts = self.rows("t.xlsx", 'SELECT * FROM "核验结论 demo"')
        self.assertTrue({"通过", "不通过"} <= {row["结论"] for row in verdicts})
        effects = {row["规则"].split("/")[0]: row["效力"] for row in verdicts}
        self.assertEqual({name: effects[name] for name in ("CORE-03", "CORE-14", "NB-04")},
                         self.effects(["CORE-03", "CORE-14", "NB-04"]))
        self.assertEqual(set(effects.values()), {"阻止", "警示", "提示"})
        self.assertFalse([row for row in verdicts if re.search(r"\b(mu|m2|hm2)\b", row["单位"])])

    def test_csv_begins_with_a_mark_and_says_that_geometry_is_left_out(self):
        outcome = self.export("s.csv", "--layer", "survey_2023")
        data = pathlib.Path(self.path("s.csv")).read_bytes()
        self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
        self.assertEqual(len(rows), len(self.areas))
        self.assertIn("水田", {row["地类名称"] for row in rows})
        self.assertEqual([loss["kind"] for loss in outcome["losses"]], ["geometry"])

    def test_corners_stand_beside_the_attributes(self):
        outcome = self.export("c.csv", "--layer", "control_erl", "--corners", "control_erl")
        self.assertEqual(outcome["losses"], [])
        read = lambda name: list(csv.DictReader(
            pathlib.Path(self.path("c"), name).read_text("utf-8-sig").splitlines()))
        rows, corners = read("control_erl.csv"), read("control_erl_corners.csv")
        self.assertEqual({row["标识码"] for row in corners}, {row["标识码"] for row in rows})
        # The shoelace formula over the rings gives the planar area, holes taken off.
        rings = {}
        for row in corners:
            key = row["标识码"], row["部分"], row["圈号（1 为外圈）"]
            rings.setdefault(key, []).append(
                (float(row["Y（东坐标，米）"]), float(row["X（北坐标，米）"])))
        areas = {}
        for (name, _, ring), points in rings.items():
            twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))
            areas[name] = areas.get(name, 0) + abs(twice) / 2 * (1 if ring == "1" else -1)
        for name, area in areas.items():
            official = float(next(row for row in rows if row["标识码"] == name)["图斑面积（平方米）"])
            # Planar ground is 0.06 % larger than official 155 km from the meridian.
            self.assertAlmostEqual(area / official, 1, delta=0.001)

    def test_several_tables_as_files_go_into_a_folder(self):
        outcome = self.export("many.geojson", "--layer", "unit_township", "--layer", "control_erl")
        files = sorted(pathlib.Path(table["file"]).name for table in outcome["tables"])
        self.assertEqual(files, ["control_erl.geojson", "unit_township.geojson"])
        document = json.loads(
            pathlib.Path(self.path("many"), "unit_township.geojson").read_text(encoding="utf-8"))
        place = document["features"][0]["geometry"]["coordinates"]
        while isinstance(place[0], list):
            place = place[0]
        west, south = place[:2]
        self.assertTrue(119 < west < 123 and 28 < south < 32)

    def test_without_a_choice_every_layer_goes_out(self):
        names = {table["name"] for table in self.export("all.gpkg")["tables"]}
        self.assertTrue({"survey_2023", "survey_2024", "planned_demo", "plan_demo"} <= names)
        self.assertFalse([name for name in names if name.startswith(("flow_", "witness_"))])

    def test_what_is_not_there_is_said_and_nothing_is_written(self):
        for options, code in (
                (["--layer", "nothing"], "export.no-layer"),
                (["--matrix", "1999,2000"], "export.no-flow"),
                (["--verdicts", "other"], "export.no-verdicts")):
            result = zhitu("export", "--workspace", self.workspace, "--out", self.path("x.gpkg"),
                           *options, status=2)
            self.assertIn(code, result.stderr)
        before = pathlib.Path(self.workspace).read_bytes()
        result = zhitu("export", "--workspace", self.workspace, "--out", self.workspace, status=2)
        self.assertEqual(pathlib.Path(self.workspace).read_bytes(), before)
        zhitu("export", "--workspace", self.workspace, "--out", self.path("x.doc"), status=2)
        self.assertEqual([p.name for p in self.folder.iterdir()], [])

    def test_the_flow_keeps_its_ground_when_asked(self):
        workspace = self.path("w.gpkg")
        shutil.copy(self.workspace, workspace)
        zhitu("flow", "--workspace", workspace, "--from", 2023, "--to", "demo", "--geometry",
              "--quiet")
        connection = sqlite3.connect(workspace)
        total, without = connection.execute(
            "SELECT COUNT(*), SUM(geom IS NULL) FROM flow_2023__demo").fetchone()
        connection.close()
        self.assertGreater(total, 9000)
        self.assertEqual(without, 0)
        told = subprocess.run(
            ["ogrinfo", "-q", "-dialect", "SQLite", "-sql",
             "SELECT SUM(ABS(ST_Area(geom) - area / 100.0)) / SUM(area / 100.0) AS off, "
             "COUNT(*) AS n FROM flow_2023__demo WHERE kind = 'piece'", workspace],
            capture_output=True, text=True, check=True).stdout
        off = float(re.search(r"off \(Real\) = ([-\d.e]+)", told).group(1))
        # The plane of the projection and the ellipsoid differ by the scale, no more.
        self.assertLess(off, 1e-3)

    def test_the_planned_layer_keeps_the_fields_of_the_survey(self):
        connection = sqlite3.connect(self.workspace)
        connection.row_factory = sqlite3.Row
        base = {row["zt_id"]: row for row in connection.execute("SELECT * FROM survey_2023")}
        own = [name for name in next(iter(base.values())).keys()
               if not name.startswith("zt_") and name not in ("fid", "geom")]
        self.assertIn("QSDWMC", own)
        whole = parts = measures = 0
        for row in connection.execute("SELECT * FROM planned_demo"):
            # What is left of a patch that a measure takes a part of is called `<patch>/<number>`.
            before = base.get(row["zt_id"].split("/")[0])
            if row["zt_measure"] is not None:
                measures += 1
                self.assertEqual(row["DLBM"], row["zt_class"])
                self.assertEqual(row["DLMC"], row["zt_class_name"])
            elif before["zt_area"] == row["zt_area"]:
                whole += 1
                self.assertEqual([row[name] for name in own], [before[name] for name in own])
                continue
            else:
                parts += 1
                self.assertEqual(row["QSDWMC"], before["QSDWMC"])
            # Old and new areas are not mixed.
            self.assertEqual(round(row["TBMJ"] * 100), row["zt_area"])
            if row["KCMJ"] is not None:
                self.assertAlmostEqual(row["TBDLMJ"], row["TBMJ"] - row["KCMJ"], places=2)
        connection.close()
        self.assertGreater(whole, 8000)
        self.assertGreater(parts, 50)
        self.assertGreater(measures, 200)


class Presentation(SampleDistrict):
    """What a workspace tells QGIS and other programs about its layers."""

    def rows(self, sql, *values):
        connection = sqlite3.connect(self.workspace)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def test_every_layer_with_geometry_has_a_style_titles_and_metadata(self):
        layers = [row[0] for row in self.rows("SELECT table_name FROM gpkg_geometry_columns")]
        self.assertGreater(len(layers), 10)
        for layer in layers:
            styles = self.rows(
                "SELECT styleQML, styleSLD, useAsDefault FROM layer_styles WHERE f_table_name = ?",
                layer)
            self.assertEqual(len(styles), 1, layer)
            for text in styles[0][:2]:
                ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", text))
            documents = self.rows(
                "SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference "
                "ON md_file_id = id WHERE table_name = ?", layer)
            self.assertEqual(len(documents), 1, layer)
            self.assertIn("合成数据", documents[0][0])
            self.assertIn("SHA-256", documents[0][0])
        titles = dict(self.rows("SELECT table_name, identifier FROM gpkg_contents"))
        self.assertEqual(titles["survey_2023"], "地类图斑 2023")

    def test_classes_have_the_colours_and_names_of_the_table(self):
        (style,), = self.rows("SELECT styleQML FROM layer_styles WHERE f_table_name = 'survey_2023'")
        document = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", style))
        labels = {one.get("value"): one.get("label") for one in document.iter("category")}
        present = {row[0] for row in self.rows("SELECT DISTINCT zt_class FROM survey_2023")}
        self.assertLessEqual(present, set(labels))
        self.assertEqual(labels["0101"], "0101 水田")
        names = dict(self.rows(
            "SELECT value, description FROM gpkg_data_column_constraints WHERE constraint_name = "
            "(SELECT constraint_name FROM gpkg_data_columns "
            "WHERE table_name = 'survey_2023' AND column_name = 'zt_class')"))
        pairs = self.rows("SELECT DISTINCT zt_class, zt_class_name FROM survey_2023")
        self.assertEqual([names.get(code) for code, _ in pairs], [name for _, name in pairs])
        units = dict(self.rows(
            "SELECT column_name, title FROM gpkg_data_columns WHERE table_name = 'survey_2023'"))
        self.assertEqual(units["zt_area"], "图斑面积（0.01 平方米）")
        self.assertEqual(units["QSDWMC"], "权属单位名称")

    def test_gdal_reads_it_without_a_complaint(self):
        told = subprocess.run(["ogrinfo", "-so", self.workspace, "survey_2023"],
                              capture_output=True, text=True, check=True)
        self.assertEqual(told.stderr, "")
        self.assertIn("domain name=class_sd3-work", told.stdout)

    def test_a_layer_that_is_made_again_is_told_of_once(self):
        zhitu("import", self.sample, "--workspace", self.workspace, "--name", "demo", "--quiet")
        for table, column in (("layer_styles", "f_table_name"), ("gpkg_metadata_reference", "table_name")):
            most, = self.rows(
                f"SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM {table} GROUP BY {column})")
            self.assertEqual(most[0], 1, table)
        loose, = self.rows(
            "SELECT COUNT(*) FROM gpkg_metadata WHERE id NOT IN "
            "(SELECT md_file_id FROM gpkg_metadata_reference)")
        self.assertEqual(loose[0], 0)
