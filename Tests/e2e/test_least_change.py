"""The least change of a plan: answered, tried, and really applied to the plan's layer."""

import json
import pathlib
import shutil
import sqlite3
import struct
import unittest

from support import ROOT, SampleDistrict, zhitu, zhitu_json

POLICIES = ROOT / "Policies"
REGISTER = ROOT / "Docs/examples/register.yaml"


def blob(coordinates, srs):
    """Polygons of rings of positions as a GeoPackage geometry without an envelope."""
    body = struct.pack("<BII", 1, 6, len(coordinates))
    for polygon in coordinates:
        body += struct.pack("<BII", 1, 3, len(polygon))
        for ring in polygon:
            body += struct.pack("<I", len(ring))
            body += b"".join(struct.pack("<dd", *position) for position in ring)
    return b"GP\x00\x01" + struct.pack("<i", srs) + body


def rings(geometry):
    """The outer rings of a GeoPackage multipolygon."""
    start = 8 + {0: 0, 1: 32}[geometry[3] >> 1 & 7]
    (count,) = struct.unpack_from("<I", geometry, start + 5)
    place, found = start + 9, []
    for _ in range(count):
        (parts,) = struct.unpack_from("<I", geometry, place + 5)
        place += 9
        for part in range(parts):
            (points,) = struct.unpack_from("<I", geometry, place)
            place += 4
            ring = list(struct.iter_unpack("<dd", geometry[place:place + 16 * points]))
            place += 16 * points
            if part == 0:
                found.append(ring)
    return found


class PlanLayer:
    """The measures in a copy of the sample's file, to be changed."""

    def __init__(self, path):
        self.connection = sqlite3.connect(path)
        # They call functions that only GDAL has.
        triggers = self.connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ZZTB'").fetchall()
        for (name,) in triggers:
            self.connection.execute(f'DROP TRIGGER "{name}"')
        (self.srs,) = self.connection.execute(
            "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'ZZTB'").fetchone()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.connection.commit()
        self.connection.close()

    def add_on_the_red_line(self, name, size=40):
        """A workshop on a corner of the red line that keeps clear of all measures."""
        taken = self.connection.execute(
            "SELECT minx, maxx, miny, maxy FROM rtree_ZZTB_geom").fetchall()
        lines = self.connection.execute("SELECT geom FROM STBHHX ORDER BY fid").fetchall()
        for (line,) in lines:
            for x, y in (point for ring in rings(line) for point in ring):
                box = (round(x - size), round(x + size), round(y - size), round(y + size))
                if any(box[0] < other[1] and other[0] < box[1] and box[2] < other[3]
                       and other[2] < box[3] for other in taken):
                    continue
                corners = [(box[0], box[2]), (box[1], box[2]), (box[1], box[3]), (box[0], box[3])]
                self.insert(name, [[corners + corners[:1]]])
                return
        raise AssertionError("no corner of the red line is free")

    def insert(self, name, coordinates):
        columns = [row[1] for row in self.connection.execute("PRAGMA table_info(ZZTB)")]
        row = dict(zip(columns, self.connection.execute(
            "SELECT * FROM ZZTB WHERE DLBM LIKE '06%' ORDER BY fid LIMIT 1").fetchone()))
        row.update(fid=None, BSM=name, ZZBH=name, geom=blob(coordinates, self.srs), YNTZ="",
                   KFBJTZ="", LXBZ="")
        marks = ", ".join("?" for _ in columns)
        self.connection.execute(f"INSERT INTO ZZTB VALUES ({marks})",
                                [row[column] for column in columns])

    def apply(self, changes):
        for change in changes:
            if change["action"] == "remove":
                self.connection.execute("DELETE FROM ZZTB WHERE fid = ?", (change["fid"],))
                continue
            geometry = change["geometry"]
            coordinates = geometry["coordinates"]
            if geometry["type"] == "Polygon":
                coordinates = [coordinates]
            self.connection.execute("UPDATE ZZTB SET geom = ? WHERE fid = ?",
                                    (blob(coordinates, self.srs), change["fid"]))


class LeastChange(SampleDistrict):
    """What is answered is applied to the plan, and the rule passes."""

    def workspace_of(self, file, name):
        workspace = self.path(name)
        zhitu("import", file, "--workspace", workspace, "--name", "demo", "--quiet")
        zhitu("plan", "--workspace", workspace, "--plan", "demo", "--base", 2023, "--quiet")
        return workspace

    def verdict(self, workspace, rule, policies):
        answer = json.loads(zhitu(
            "verify", "--workspace", workspace, "--plan", "demo", "--date", "2026-11-21",
            "--facts", REGISTER, "--policies", policies, "--json", status=None).stdout)
        found = [v for v in answer["verdicts"] if rule in (v["rule"], f"{v['rule']}/{v['part']}")]
        # Of several parts the one that is nearest to failing.
        return min(found, key=lambda v: v["margin"])

    def cap(self, threshold):
        """The rule book with another cap on adjusting farmland and basic farmland."""
        copy = self.folder / "Policies"
        shutil.copytree(POLICIES, copy)
        file = copy / "ningbo" / "opinion.yaml"
        text = file.read_text(encoding="utf-8").replace("threshold: 0.03", f"threshold: {threshold}")
        file.write_text(text, encoding="utf-8")
        return copy

    def answer_and_apply(self, file, rule, policies=POLICIES):
        """The report, and what the rule says before and after the changes in the plan's layer."""
        workspace = self.workspace_of(file, "before.gpkg")
        before = self.verdict(workspace, rule, policies)
        self.assertEqual(before["verdict"], "fail")
        report = zhitu_json(
            "verify", "--workspace", workspace, "--plan", "demo", "--date", "2026-11-21",
            "--facts", REGISTER, "--policies", policies, "--least-change", rule)
        self.assertEqual((report["before"], report["after"]), ("fail", "pass"))
        changes = pathlib.Path(self.path("changes.json"))
        changes.write_text(json.dumps(report["changes"]), encoding="utf-8")
        tried = zhitu_json("plan", "--workspace", workspace, "--plan", "demo", "--base", 2023,
                           "--try", changes)
        self.assertEqual(len(tried), len(report["drop"]) + len(report["shrink"]))
        changed = self.path("changed.gpkg")
        shutil.copyfile(file, changed)
        with PlanLayer(changed) as layer:
            layer.apply(report["changes"])
        after = self.workspace_of(changed, "after.gpkg")
        self.assert_areas(report, workspace, after)
        return report, before, self.verdict(after, rule, policies)

    def assert_areas(self, report, before, after):
        """What is said to be kept is what the changed layer measures, to a hundredth."""
        def areas(path):
            connection = sqlite3.connect(path)
            found = dict(connection.execute("SELECT zt_id, zt_area FROM plan_demo"))
            connection.close()
            return found
        old, new = areas(before), areas(after)
        for measure in report["drop"]:
            self.assertNotIn(measure["measure"], new)
            self.assertEqual((measure["action"], measure["kept"]), ("drop", 0))
        for measure in report["shrink"]:
            self.assertEqual(measure["action"], "shrink")
            self.assertAlmostEqual(measure["area"], old[measure["measure"]], delta=1)
            self.assertAlmostEqual(measure["kept"], new[measure["measure"]], delta=1)
            self.assertEqual(measure["taken"], measure["area"] - measure["kept"])
        self.assertEqual(report["taken"],
                         sum(m["taken"] for m in report["drop"] + report["shrink"]))

    def test_a_workshop_on_the_red_line_loses_what_lies_inside(self):
        file = self.path("sample.gpkg")
        shutil.copyfile(self.sample, file)
        with PlanLayer(file) as layer:
            layer.add_on_the_red_line("ONLINE")
        report, before, after = self.answer_and_apply(file, "CORE-04/construction")
        self.assertEqual([m["measure"] for m in report["shrink"]], ["ONLINE"])
        self.assertEqual(report["drop"], [])
        self.assertEqual(report["proof"], "exhaustive")
        # The new construction land inside the line, and not a square metre more.
        self.assertAlmostEqual(report["taken"] / 100, before["value"], delta=0.05)
        self.assertEqual((after["verdict"], after["value"]), ("pass", 0))

    def test_a_cap_takes_no_more_than_it_must(self):
        report, before, after = self.answer_and_apply(self.sample, "CAP-01/pbf", self.cap("0.008"))
        self.assertEqual(report["proof"], "additive")
        self.assertEqual(len(report["shrink"]), 1)
        self.assertLessEqual(report["spare"], 100)
        self.assertEqual(after["verdict"], "pass")
        # What is left to spare of the basic farmland is less than a square metre.
        designated = (before["value"] - after["value"]) * 1.5 / (report["taken"] / 100)
        self.assertLess(after["margin"], designated)

    def test_two_parts_are_satisfied_at_once(self):
        report, before, after = self.answer_and_apply(self.sample, "CAP-01", self.cap("0.012"))
        self.assertEqual(report["proof"], "additive")
        self.assertEqual(after["verdict"], "pass")

    def test_what_no_measure_can_mend_is_refused(self):
        workspace = self.workspace
        for rule, code in (("CORE-19", "rules.not-reducible"), ("XX-99", "rules.unknown")):
            told = zhitu("verify", "--workspace", workspace, "--plan", "demo", "--date",
                         "2026-11-21", "--facts", REGISTER, "--least-change", rule, status=2)
            self.assertIn(code, told.stderr)

    def test_in_words(self):
        told = zhitu("verify", "--workspace", self.workspace, "--plan", "demo", "--date",
                     "2026-11-21", "--facts", REGISTER, "--least-change", "NB-04").stdout
        for text in ("缩小", "少减", "✓ 通过", "未写入工作空间"):
            self.assertIn(text, told)
        told = zhitu("verify", "--workspace", self.workspace, "--plan", "demo", "--date",
                     "2026-11-21", "--facts", REGISTER, "--least-change", "CORE-03").stdout
        self.assertIn("无须删减", told)


if __name__ == "__main__":
    unittest.main()
