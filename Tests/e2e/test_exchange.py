"""VCT and coordinate text: what the program writes, read by a small reader of its own; and back."""

import functools
import hashlib
import http.server
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import threading

from support import SampleDistrict, tamper, zhitu, zhitu_json


class Vct:
    """An independent reader of VCT 3.0: it shares nothing with the program but the grammar."""

    def __init__(self, path, encoding):
        self.lines = iter(
            line.strip() for line in pathlib.Path(path).read_text(encoding).splitlines()
            if line.strip())
        self.header, self.codes, self.tables = {}, {}, {}
        self.drawn, self.polygons, self.rows = {}, {}, {}
        for line in self.lines:
            getattr(self, "read_" + line.removesuffix("Begin").lower())(line[:-5] + "End")

    def until(self, end):
        for line in self.lines:
            if line == end:
                return
            yield line

    def read_head(self, end):
        self.header = dict(line.split(":", 1) for line in self.until(end))

    def read_featurecode(self, end):
        for line in self.until(end):
            code, name, kind, table = line.split(",")
            self.codes[code] = (name, kind, table)

    def read_tablestructure(self, end):
        for line in self.until(end):
            table, count = line.split(",")
            self.tables[table] = [next(self.lines).split(",") for _ in range(int(count))]
            assert next(self.lines) == "0"

    def read_point(self, end):
        assert list(self.until(end)) == []

    read_annotation = read_point

    def point(self):
        x, y = next(self.lines).split(",")
        # Whole steps of 0.1 mm: no rounding hides a difference.
        return tuple(round(float(n) * 10_000) for n in (x, y))

    def read_line(self, end):
        for number in self.until(end):
            code, _, kind, segments, segment = [next(self.lines) for _ in range(5)]
            assert (code, kind, segments, segment) == ("1099000000", "1", "1", "11")
            count = int(next(self.lines))
            assert number not in self.drawn
            self.drawn[int(number)] = [self.point() for _ in range(count)]
            assert next(self.lines) == "0"

    def read_polygon(self, end):
        for number in self.until(end):
            code, _, kind = [next(self.lines) for _ in range(3)]
            label = self.point()
            assert (kind, next(self.lines)) == ("100", "21")
            entries, count = [], int(next(self.lines))
            while len(entries) < count:
                row = [int(entry) for entry in next(self.lines).split(",")]
                assert len(row) <= 8
                entries += row
            assert len(entries) == count and next(self.lines) == "0"
            rings = [[]]
            for entry in entries:
                if entry == 0:
                    rings.append([])
                    continue
                line = self.drawn[abs(entry)][::1 if entry > 0 else -1]
                assert not rings[-1] or rings[-1][-1] == line[0], "lines join"
                rings[-1] += line[1:] if rings[-1] else line
            assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings), "rings close"
            self.polygons[int(number)] = (code, label, rings)

    def read_attribute(self, end):
        for table in self.until(end):
            names = [field[0] for field in self.tables[table]]
            self.rows[table] = {}
            for line in self.until("TableEnd"):
                number, *values = line.split(",")
                assert len(values) == len(names)
                self.rows[table][int(number)] = dict(zip(names, values))

    @staticmethod
    def doubled(ring):
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))

    def area(self, number):
        """Twice the area in steps²: outer rings run clockwise, holes the other way."""
        return -sum(self.doubled(ring) for ring in self.polygons[number][2])


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *arguments):
        pass


class Exchange(SampleDistrict):
    def features(self, workspace, layer):
        """Identifier, twice the area in steps², of each feature, through GDAL."""
        text = subprocess.run(
            ["ogr2ogr", "-q", "-f", "GeoJSON", "/vsistdout/", workspace, layer, "-lco",
             "RFC7946=NO", "-lco", "COORDINATE_PRECISION=4"],
            capture_output=True, text=True, check=True).stdout
        found = {}
        for feature in json.loads(text)["features"]:
            area = 0
            for polygon in feature["geometry"]["coordinates"]:
                for index, ring in enumerate(polygon):
                    steps = [tuple(round(n * 10_000) for n in point[:2]) for point in ring]
                    area += abs(Vct.doubled(steps)) * (1 if index == 0 else -1)
            found[feature["properties"]["BSM"]] = (area, feature["properties"])
        return found

    def test_vct_is_what_the_workspace_holds(self):
        surveyed = self.features(self.workspace, "survey_2023")
        for encoding, codec in (("GBK", "gbk"), ("UTF-8", "utf-8")):
            out = self.path(f"{encoding}.vct")
            outcome = zhitu_json(
                "export", "--workspace", self.workspace, "--layer", "survey_2023", "--layer",
                "control_pbf", "--out", out, "--encoding", encoding)
            self.assertEqual([table["name"] for table in outcome["tables"]], ["DLTB", "YJJBNTTB"])
            vct = Vct(out, codec)
            self.assertEqual(vct.header["Parameters"].split(",")[0], "120")
            self.assertEqual(vct.codes["2001010100"][1:], ("Polygon", "DLTB"))
            rows = vct.rows["DLTB"]
            self.assertEqual({row["BSM"] for row in rows.values()}, set(surveyed))
            for number, row in rows.items():
                area, properties = surveyed[row["BSM"]]
                self.assertEqual(vct.area(number), area, row["BSM"])
                self.assertEqual(row["DLBM"], properties["DLBM"])
                self.assertEqual(float(row["TBMJ"]), properties["TBMJ"])
            # A boundary is drawn once: no edge occurs in two lines.
            edges = [frozenset(edge) for line in vct.drawn.values() for edge in zip(line, line[1:])]
            within = sum(len(line) - 1 for line in vct.drawn.values())
            self.assertEqual(len(edges), within)

    def test_vct_comes_back_without_a_difference(self):
        out, workspace = self.path("a.vct"), self.path("back.gpkg")
        zhitu("export", "--workspace", self.workspace, "--layer", "survey_2023", "--layer",
              "control_pbf", "--out", out, "--quiet")
        zhitu("import", out, "--workspace", workspace, "--epoch", "2023", "--quiet")
        for layer in ("survey_2023", "control_pbf"):
            before = self.features(self.workspace, layer)
            after = self.features(workspace, layer)
            self.assertEqual({key: value[0] for key, value in before.items()},
                             {key: value[0] for key, value in after.items()}, layer)
            for key, (_, properties) in before.items():
                own = {name: value for name, value in properties.items()
                       if not name.startswith("zt_") and value != ""}
                self.assertEqual({name: after[key][1][name] for name in own}, own)
        record = sqlite3.connect(workspace)
        areas = "SELECT zt_id, zt_area, zt_class FROM survey_2023 ORDER BY 1"
        self.assertEqual(record.execute(areas).fetchall(),
                         sqlite3.connect(self.workspace).execute(areas).fetchall())
        # Written from there again, the file is the same but for nothing.
        again = self.path("b.vct")
        zhitu("export", "--workspace", workspace, "--layer", "survey_2023", "--layer",
              "control_pbf", "--out", again, "--quiet")
        self.assertEqual(pathlib.Path(out).read_bytes(), pathlib.Path(again).read_bytes())

    def test_a_broken_object_is_set_aside_with_its_line(self):
        out, workspace = self.path("a.vct"), self.path("back.gpkg")
        zhitu("export", "--workspace", self.workspace, "--layer", "survey_2023", "--out", out,
              "--quiet")
        lines = pathlib.Path(out).read_text("gbk").splitlines()
        start = lines.index("PolygonBegin") + 1
        lines[start + 6] = "999999999"
        pathlib.Path(out).write_text("\n".join(lines) + "\n", "gbk")
        report = zhitu_json("import", out, "--workspace", workspace, "--epoch", "2023",
                            status=1)[0]["report"]
        self.assertEqual(report["rejected"], 1)
        told = [one for one in report["diagnostics"] if one["code"] == "vct.object"]
        self.assertRegex(told[0]["message"]["en"], r"^Line \d+:")
        self.assertIn(f"begins at line {start + 1} is left out", told[0]["message"]["en"])
        self.assertEqual(told[0]["file"], out)

    def test_a_table_is_no_vct(self):
        for name in ("a.vct", "a.txt", "a.dxf"):
            result = zhitu("export", "--workspace", self.workspace, "--classes", "--out",
                           self.path(name), status=None)
            self.assertNotEqual(result.returncode, 0)
            self.assertRegex(result.stderr, "面图层|layers of polygons")

    def test_coordinate_text_out_and_in(self):
        out, workspace = self.path("plan.txt"), self.path("back.gpkg")
        zhitu("export", "--workspace", self.workspace, "--layer", "plan_demo", "--out", out,
              "--quiet")
        text = pathlib.Path(out).read_bytes().decode("gbk")
        self.assertIn("坐标系=2000国家大地坐标系\r\n", text)
        parcels = re.findall(r"^(\d+),([\d.]+),.*,@\r$", text, re.M)
        points = re.findall(r"^J\d+,\d+,(\d{7}\.\d{4}),(\d{8}\.\d{4})\r$", text, re.M)
        self.assertEqual(sum(int(count) for count, _ in parcels), len(points))
        zhitu("import", out, "--workspace", workspace, "--role", "park", "--quiet")
        areas = [area for (area,) in sqlite3.connect(workspace).execute(
            "SELECT zt_area FROM area_park ORDER BY fid")]
        before = [area for (area,) in sqlite3.connect(self.workspace).execute(
            "SELECT zt_area FROM plan_demo ORDER BY fid")]
        self.assertEqual(areas, before)

    def test_batches_are_held_against_each_other(self):
        out = self.path("plan.txt")
        zhitu("export", "--workspace", self.workspace, "--layer", "plan_demo", "--out", out,
              "--quiet")
        lines = pathlib.Path(out).read_bytes().decode("gbk").split("\r\n")
        heads = [index for index, line in enumerate(lines) if line.endswith("@")]
        # The first parcel is handed in a second time.
        second = self.path("second.txt")
        pathlib.Path(second).write_bytes(
            "\r\n".join(lines[:heads[1]] + [""]).encode("gbk"))
        result = zhitu_json("coordinates", out, second, status=1)
        self.assertEqual([batch["parcels"] for batch in result["batches"]], [len(heads), 1])
        between = [one for one in result["overlaps"]
                   if one["firstFile"] != one["secondFile"]]
        self.assertEqual(len(between), 1)
        stated = float(lines[heads[0]].split(",")[1]) * 10_000
        self.assertAlmostEqual(between[0]["squareMetres"], stated, delta=stated * 2e-3 + 1)

    def drawn(self, path):
        """Closed lines and texts of a drawing through GDAL."""
        text = subprocess.run(
            ["ogr2ogr", "-q", "-f", "GeoJSON", "/vsistdout/", path, "-lco",
             "COORDINATE_PRECISION=4", "-lco", "RFC7946=NO"],
            capture_output=True, text=True, check=True).stdout
        lines, texts = [], []
        for feature in json.loads(text)["features"]:
            if feature["properties"].get("Text"):
                texts.append(feature["properties"]["Text"])
                continue
            shape = feature["geometry"]
            ring = shape["coordinates"] if shape["type"] == "LineString" else (
                shape["coordinates"][0])
            lines.append([tuple(round(n * 10_000) for n in point[:2]) for point in ring])
        return lines, texts

    def test_a_drawing_has_every_ring_and_class(self):
        out = self.path("survey.dxf")
        zhitu("export", "--workspace", self.workspace, "--layer", "survey_2023", "--out", out,
              "--quiet")
        lines, texts = self.drawn(out)
        classes = sorted(row[0] for row in sqlite3.connect(self.workspace).execute(
            "SELECT zt_class FROM survey_2023"))
        self.assertEqual(sorted(texts), classes)
        # Outer rings run clockwise, holes the other way: the sum is the area of all.
        area = sum(a for a, _ in self.features(self.workspace, "survey_2023").values())
        self.assertEqual(-sum(Vct.doubled(line) for line in lines), area)

    def test_control_lines_come_as_versions(self):
        mine = self.path("mine.gpkg")
        shutil.copyfile(self.workspace, mine)
        folder = pathlib.Path(self.path("onemap"))
        folder.mkdir()
        offered = folder / "pbf.gpkg"
        zhitu("export", "--workspace", mine, "--layer", "control_pbf", "--out", offered)
        same = zhitu_json("lines", "check", "pbf", "--file", offered, "--workspace", mine)
        self.assertEqual((same["items"], same["changes"]["gained"], same["changes"]["lost"]),
                         ([], 0, 0))
        (gone_id, area), (told_id, _) = sqlite3.connect(offered).execute(
            "SELECT BSM, area_m2 FROM control_pbf ORDER BY area_m2 DESC, BSM LIMIT 2").fetchall()
        tamper(offered, f"DELETE FROM control_pbf WHERE BSM = '{gone_id}'")
        tamper(offered, f"UPDATE control_pbf SET ZLDWMC = '改名村' WHERE BSM = '{told_id}'")
        quiet = functools.partial(Quiet, directory=folder)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), quiet) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            source = f"http://127.0.0.1:{server.server_address[1]}/pbf.gpkg"
            zhitu("lines", "subscribe", "pbf", "--source", source, "--workspace", mine)
            found = zhitu_json("lines", "check", "pbf", "--workspace", mine)
            self.assertEqual(sorted((one["id"], one["change"]) for one in found["items"]),
                             sorted([(gone_id, "removed"), (told_id, "restated")]))
            self.assertEqual(found["changes"]["gained"], 0)
            self.assertAlmostEqual(found["changes"]["lost"] / 100, area, delta=0.02)
            zhitu("lines", "take", "pbf", "--workspace", mine)
            missing = zhitu("lines", "subscribe", "erl", "--source", source.replace("pbf", "none"),
                            "--workspace", mine)
            self.assertIn("erl", missing.stdout)
            refused = zhitu("lines", "check", "erl", "--workspace", mine, status=2)
            self.assertIn("remote.failed", refused.stderr)
            server.shutdown()
        listed = {one["role"]: one for one in zhitu_json("lines", "list", "--workspace", mine)}
        pbf = listed["pbf"]
        self.assertTrue(pbf["isCurrent"])
        self.assertEqual([(one["number"], one["sha256"]) for one in pbf["versions"]],
                         [(1, hashlib.sha256(offered.read_bytes()).hexdigest())])
        after = zhitu_json("lines", "check", "pbf", "--file", offered, "--workspace", mine)
        self.assertEqual((after["isSameFile"], after["items"]), (True, []))
        # Another import of the layer is no version, and that is told.
        zhitu("import", self.sample, "--layer", "YJJBNTTB", "--workspace", mine)
        pbf = zhitu_json("lines", "list", "--workspace", mine)[0]
        self.assertFalse(pbf["isCurrent"])

    def test_plots_are_drawn_as_anybody_can(self):
        out, seed = self.path("plots.dxf"), "双色球 2026031 04 11 19 23 27 30 + 08"
        result = zhitu_json("plots", "--workspace", self.workspace, "--layer", "survey_2023",
                            "--seed", seed, "--count", "12", "--dxf", out)
        ids = [row[0] for row in sqlite3.connect(self.workspace).execute(
            "SELECT zt_id FROM survey_2023")]
        numbers = sorted(
            (hashlib.sha256(f"{seed}\n{one}".encode()).hexdigest(), one) for one in ids)
        self.assertEqual([(plot["digest"], plot["id"]) for plot in result["plots"]], numbers[:12])
        self.assertEqual(result["candidates"], len(ids))
        _, texts = self.drawn(out)
        self.assertEqual({text.split(" ")[1] for text in texts}, {one for _, one in numbers[:12]})

    def test_plots_by_area_and_project(self):
        result = zhitu_json("plots", "--workspace", self.workspace, "--layer", "plan_demo",
                            "--seed", "s", "--count", "2", "--chance", "area", "--within",
                            "zt_project")
        wanted = {}
        for one, area, project in sqlite3.connect(self.workspace).execute(
                "SELECT zt_id, zt_area, zt_project FROM plan_demo"):
            number = int(hashlib.sha256(f"s\n{one}".encode()).hexdigest()[:16], 16)
            wanted.setdefault(project or "", []).append((number / area, one))
        wanted = {project: [one for _, one in sorted(plots)[:2]]
                  for project, plots in wanted.items()}
        found = {}
        for plot in result["plots"]:
            found.setdefault(plot["stratum"], []).append(plot["id"])
        self.assertEqual(found, wanted)
