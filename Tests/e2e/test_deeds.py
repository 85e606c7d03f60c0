"""The log of deeds and the loop of problems, through the built program."""

import hashlib
import json
import pathlib
import sqlite3
import tempfile
import unittest

from support import zhitu, zhitu_json


class Deeds(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.workspace = self.path / "w.gpkg"
        layer = self.path / "d.geojson"
        layer.write_text(json.dumps(square()), encoding="utf-8")
        zhitu("import", layer, "--workspace", self.workspace, "--crs", "EPSG:4549", "--role",
              "village", status=None)
        zhitu("sample", "--deeds", self.workspace)

    def run_problem(self, *arguments, status=0):
        return zhitu("problem", *arguments, "--workspace", self.workspace, status=status)

    def test_the_whole_loop(self):
        found = zhitu_json("problem", "find", "沟渠断头", "--source", "inspection", "--level",
                           "serious", "--as", "supervisor", "--at", "2026-03-01", "--workspace",
                           self.workspace)
        number = found["number"]
        self.assertEqual(number, "WT-2026-0001")
        self.run_problem("file", number, "--as", "planner", "--at", "2026-03-02")
        self.run_problem("assign", number, "--to", "works-01", "--by", "2026-05-01", "--as",
                         "platform", "--at", "2026-03-03")
        builder = ("--as", "implementer", "--organisation", "works-01", "--person", "works-01.1")
        self.run_problem("start", number, "--plan", "疏通", *builder)
        photo = self.path / "photo.jpg"
        photo.write_bytes(b"not really a photo")
        self.run_problem("submit", number, "--evidence", photo, *builder)
        # Nobody checks their own work, in whatever role they now act.
        refused = self.run_problem("close", number, "--as", "reviewer", "--organisation",
                                   "works-01", status=2)
        self.assertIn("problem.own-work", refused.stderr)
        # A role without the right is refused before anything else.
        refused = self.run_problem("close", number, "--as", "implementer", status=2)
        self.assertIn("access.refused", refused.stderr)
        self.run_problem("close", number, "--as", "reviewer", "--organisation", "agriculture")
        shown = self.run_problem("show", number).stdout
        self.assertIn(hashlib.sha256(b"not really a photo").hexdigest()[:20], shown)
        self.assertEqual(self.run_problem("show", number).stdout.count("\n"), 7)

    def test_whoever_is_slower_is_told(self):
        self.run_problem("note", "WT-2025-0007", "--text", "一", "--version", "1")
        refused = self.run_problem("note", "WT-2025-0007", "--text", "二", "--version", "1",
                                   status=2)
        self.assertIn("log.conflict", refused.stderr)
        self.assertIn("problem.noted", refused.stderr)

    def test_a_changed_log_is_found_where_it_is(self):
        verified = zhitu_json("log", "verify", "--workspace", self.workspace)
        self.assertEqual(verified["faultCount"], 0)
        roots = self.path / "roots.jsonl"
        zhitu("log", "roots", "--workspace", self.workspace, "--out", roots)
        held = zhitu_json("log", "verify", "--workspace", self.workspace, "--roots", roots)
        self.assertEqual(held["rootsHeld"], 1)
        # The lines can be checked without the program.
        lines = zhitu("log", "show", "--lines", "--workspace", self.workspace).stdout.splitlines()
        for line, following in zip(lines, lines[1:]):
            hashed = hashlib.sha256(line.encode()).hexdigest()
            self.assertEqual(json.loads(following)["previous"], hashed)
        database = sqlite3.connect(self.workspace)
        with self.assertRaises(sqlite3.IntegrityError):
            database.execute("UPDATE zhitu_events SET time = 0 WHERE position = 5")
        database.execute("DROP TRIGGER zhitu_events_same")
        database.execute("UPDATE zhitu_events SET data = replace(data, '垃圾', '表土')"
                         " WHERE data LIKE '%垃圾%'")
        self.assertEqual(database.total_changes, 1)
        database.commit()
        database.close()
        broken = zhitu_json("log", "verify", "--workspace", self.workspace, status=1)
        self.assertEqual([fault["kind"] for fault in broken["faults"]], ["altered"])
        # A cut-off end is found by the root alone.
        database = sqlite3.connect(self.workspace)
        database.execute("DROP TRIGGER zhitu_events_stay")
        database.execute("DELETE FROM zhitu_events WHERE position ="
                         " (SELECT MAX(position) FROM zhitu_events)")
        database.commit()
        database.close()
        cut = zhitu_json("log", "verify", "--workspace", self.workspace, "--roots", roots, status=1)
        self.assertIn("root", [fault["kind"] for fault in cut["faults"]])

    def test_projections_are_rebuilt_to_the_same(self):
        same = zhitu_json("log", "rebuild", "--workspace", self.workspace)
        # The deeds of the sample without its plan; the others are kept from their first act on.
        self.assertEqual(same, [
            {"name": "problems", "wasSame": True}, {"name": "processes", "wasSame": True},
            {"name": "quota"}, {"name": "payments"}, {"name": "potential"},
            {"name": "projects", "wasSame": True}, {"name": "programme", "wasSame": True},
            {"name": "works", "wasSame": True}, {"name": "adjustments"},
            {"name": "standing-orders"}])
        database = sqlite3.connect(self.workspace)
        database.execute("UPDATE zhitu_projections SET body = replace(body, 'closed', 'filed')")
        database.commit()
        database.close()
        zhitu("log", "rebuild", "--workspace", self.workspace, status=1)
        self.assertTrue(zhitu_json("log", "rebuild", "--workspace", self.workspace)[0]["wasSame"])

    def test_the_sample_is_the_same_for_the_same_seed(self):
        one = zhitu("log", "show", "--lines", "--workspace", self.workspace).stdout
        again = zhitu("sample", "--deeds", self.workspace, status=2)
        self.assertIn("sample.log-begun", again.stderr)
        self.assertEqual(one.count("\n"), zhitu_json(
            "log", "verify", "--workspace", self.workspace)["count"] + 1)


def square():
    ring = [[500000, 3300000], [500100, 3300000], [500100, 3300100], [500000, 3300100],
            [500000, 3300000]]
    return {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"ZLDWDM": "330299001201", "ZLDWMC": "样村"},
         "geometry": {"type": "Polygon", "coordinates": [ring]}}]}


if __name__ == "__main__":
    unittest.main()
