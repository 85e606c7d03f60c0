"""One workspace in two homes: a GeoPackage file, and a schema of a real PostgreSQL server."""

import json
import pathlib
import re
import signal
import sqlite3
import subprocess
import time
import unittest

from cluster import Cluster, needs_postgis
from served import Served
from support import BINARY, SampleDistrict, tamper, zhitu, zhitu_json


def plain(value, home):
    """An answer without what must differ: addresses, times, ids made at random."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if home:
        text = text.replace(str(home), "HOME")
    # As SARIF writes an address.
    text = re.sub(r'"(file://HOME|postgres%3A[^"]*)"', '"HOME"', text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "TIME", text)
    return re.sub(r"[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "HASH", text)


@needs_postgis
class Homes(SampleDistrict):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cluster = Cluster()
        cls.addClassCleanup(cls.cluster.remove)
        cls.schema = cls.cluster.address("district")
        zhitu("import", cls.sample, "--workspace", cls.schema, "--name", "demo", "--quiet")
        for home in (cls.workspace, cls.schema):
            zhitu("sample", "--deeds", home)

    def both(self, *arguments, status=0):
        """The same command on both homes, with the same answer."""
        answers = [plain(zhitu_json(*arguments, "--workspace", home, status=status),
                         home)
                   for home in (self.workspace, self.schema)]
        self.assertEqual(*answers)
        return answers[0]

    def test_every_command_gives_the_same_answer(self):
        self.both("check")
        self.both("check", "--integrity")
        self.both("plan", "--plan", "demo")
        self.both("problem", "list")
        self.both("problem", "show", "WT-2025-0007")
        self.both("problem", "note", "WT-2025-0007", "--text", "附记", "--at", "2026-03-01")
        self.both("log", "verify")
        self.both("log", "rebuild")
        self.both("rules", "explain", "NB-04", "--plan", "demo", status=None)
        for home, name in ((self.workspace, "file"), (self.schema, "server")):
            options = ("--workspace", home, "--quiet")
            zhitu("flow", "--from", "2023", "--to", "2024", "--matrix", self.path(f"{name}.csv"),
                  "--pieces", self.path(f"{name}-pieces.csv"), *options)
            zhitu("flow", "--from", "2023", "--to", "demo", "--matrix",
                  self.path(f"{name}-plan.csv"), *options)
            zhitu("verify", "--plan", "demo", "--date", "2026-01-01", "--sarif",
                  self.path(f"{name}.sarif"), *options, status=None)
            zhitu("export", "--layer", "survey_2023", "--out", self.path(f"{name}-layer.csv"),
                  *options)
            zhitu("export", "--matrix", "2023,demo", "--out", self.path(f"{name}-m.csv"), *options)
            zhitu("report", "--plan", "demo", "--date", "2026-01-01", "--out",
                  self.path(f"{name}-report"), *options, status=None)
        for ending in (".csv", "-pieces.csv", "-plan.csv", "-layer.csv", "-m.csv"):
            with self.subTest(ending):
                self.assertEqual(pathlib.Path(self.path(f"file{ending}")).read_bytes(),
                                 pathlib.Path(self.path(f"server{ending}")).read_bytes())
        sarif = [plain(json.loads(pathlib.Path(self.path(f"{name}.sarif")).read_text()), home)
                 for name, home in (("file", self.workspace), ("server", self.schema))]
        self.assertEqual(*sarif)
        for name in ("file", "server"):
            self.assertTrue(list(pathlib.Path(self.path(f"{name}-report")).glob("*.html")))
        shown = [zhitu("log", "show", "--workspace", home).stdout for home in
                 (self.workspace, self.schema)]
        self.assertEqual(*[text.count("\n") for text in shown])

    def test_there_and_back(self):
        there = self.cluster.address("there")
        back = self.path("back.gpkg")
        first = zhitu_json("move", "--from", self.workspace, "--to", there)
        second = zhitu_json("move", "--from", there, "--to", back)
        for name in ("hashes", "documentsHash", "events", "features", "documents"):
            self.assertEqual(first[name], second[name])
        self.assertGreater(first["events"], 30)
        self.assertGreater(len(first["hashes"]), 8)
        lines = [zhitu("log", "show", "--lines", "--workspace", home).stdout
                 for home in (self.workspace, there, back)]
        self.assertEqual(len(set(lines)), 1)
        for home in (there, back):
            report = zhitu_json("check", "--integrity", "--workspace", home)
            self.assertEqual(report["problems"], [])
            self.assertEqual(report["soundEvents"], first["events"])
        # Every row, geometry included, as SQLite sees it.
        def rows(path):
            with sqlite3.connect(path) as file:
                names = [row[0] for row in file.execute("SELECT name FROM zhitu_layers ORDER BY 1")]
                return {name: file.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
                        for name in names}
        self.assertEqual(rows(self.workspace), rows(back))
        # What there is already is not written over.
        refused = zhitu("move", "--from", self.workspace, "--to", back, status=2)
        self.assertIn("workspace.not-empty", refused.stderr)

    def test_other_programs_are_told_what_a_layer_is(self):
        there = self.cluster.address("told")
        zhitu("move", "--from", self.workspace, "--to", there, "--quiet")
        table = self.cluster.ask(
            "SELECT table_name FROM told.zhitu_layers WHERE name_key = 'survey_2023'")[0]
        about = self.cluster.ask(f"SELECT obj_description('told.\"{table}\"'::regclass)")
        self.assertIn("2023", "".join(about))
        column = self.cluster.ask(
            "SELECT col_description(a.attrelid, a.attnum) FROM pg_attribute a "
            f"WHERE attrelid = 'told.\"{table}\"'::regclass AND attname = 'zt_area'")[0]
        self.assertIn("面积", column)
        styles = self.cluster.ask(
            "SELECT f_table_name, (stylesld IS NOT NULL)::int, substr(styleqml::text, 1, 200) "
            "FROM public.layer_styles WHERE f_table_schema = 'told'")
        self.assertTrue(any(row.startswith(f"{table}|1|") for row in styles), styles)
        # GDAL opens the layer where it lies.
        listed = subprocess.run(
            ["ogrinfo", "-so", f"PG:host={self.cluster.folder} user=zhitu dbname=postgres "
             "active_schema=told", table], capture_output=True, text=True, check=True).stdout
        self.assertIn("Geometry: Multi Polygon", listed)
        self.assertIn("CGCS2000", listed)

    def test_a_move_that_was_cut_off_is_taken_up(self):
        there = self.cluster.address("cut")
        command = [BINARY, "move", "--from", self.workspace, "--to", there, "--quiet"]
        moving = subprocess.Popen(command)
        ready = "SELECT count(*) FROM cut.zhitu_layers WHERE rows_sha256 IS NOT NULL"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if int(self.cluster.ask(ready)[0]) >= 1:
                    break
            except AssertionError:
                pass  # The schema is not there yet.
        moving.send_signal(signal.SIGKILL)
        self.assertEqual(moving.wait(timeout=60), -signal.SIGKILL, "killed before its end")
        # Nobody takes the part for the whole.
        refused = zhitu("check", "--workspace", there, status=2)
        self.assertIn("workspace.unfinished", refused.stderr)
        report = zhitu_json("move", "--from", self.workspace, "--to", there)
        self.assertGreaterEqual(len(report["alreadyThere"]), 1)
        self.assertGreaterEqual(len(report["copied"]), 1)
        self.assertEqual(zhitu_json("check", "--integrity", "--workspace", there)["problems"], [])

    def test_backup_and_restore(self):
        for home, name in ((self.workspace, "file"), (self.schema, "server")):
            with self.subTest(name):
                copy = self.path(f"{name}.gpkg")
                zhitu("backup", "--workspace", home, "--out", copy, "--quiet")
                before = pathlib.Path(copy).read_bytes()
                refused = zhitu("backup", "--workspace", home, "--out", copy, status=2)
                self.assertIn("workspace.exists", refused.stderr)
                self.assertIn("--replace", refused.stderr)
                self.assertEqual(pathlib.Path(copy).read_bytes(), before)
                zhitu("backup", "--workspace", home, "--out", copy, "--replace", "--quiet")
                again = self.path(f"{name}-restored.gpkg")
                zhitu("restore", copy, "--workspace", again, "--quiet")
                schema = self.cluster.address(f"restored_{name}")
                zhitu("restore", copy, "--workspace", schema, "--quiet")
                lines = [zhitu("log", "show", "--lines", "--workspace", place).stdout
                         for place in (home, again, schema)]
                self.assertEqual(len(set(lines)), 1)
                refused = zhitu("restore", copy, "--workspace", schema, status=2)
                self.assertIn("workspace.not-empty", refused.stderr)

    def test_a_backup_of_what_is_damaged_leaves_the_earlier_one(self):
        spoilt = self.cluster.address("spoilt")
        zhitu("move", "--from", self.workspace, "--to", spoilt, "--quiet")
        broken = self.path("broken.gpkg")
        zhitu("backup", "--workspace", self.workspace, "--out", broken, "--quiet")
        for home, name in ((broken, "file"), (spoilt, "server")):
            zhitu("backup", "--workspace", home, "--out", self.path(f"{name}.gpkg"), "--quiet")
        tamper(broken, "UPDATE survey_2023 SET zt_class = '0602' WHERE fid = 1")
        table = self.cluster.ask(
            "SELECT table_name FROM spoilt.zhitu_layers WHERE name_key = 'survey_2023'")[0]
        self.cluster.ask(f"UPDATE spoilt.\"{table}\" SET zt_class = '0602' WHERE fid = 1")
        for home, name in ((broken, "file"), (spoilt, "server")):
            with self.subTest(name):
                copy = pathlib.Path(self.path(f"{name}.gpkg"))
                before = copy.read_bytes()
                refused = zhitu("backup", "--workspace", home, "--out", copy, "--replace", status=2)
                self.assertIn("workspace.integrity", refused.stderr)
                self.assertEqual(copy.read_bytes(), before)
        left = [path.name for path in self.folder.iterdir() if path.name.startswith(".")]
        self.assertEqual(left, [])

    def test_a_schema_of_a_later_version_is_refused(self):
        later = self.cluster.address("later")
        zhitu("move", "--from", self.workspace, "--to", later, "--quiet")
        self.cluster.ask("UPDATE later.zhitu_meta SET value = '99' WHERE name = 'schema'")
        refused = zhitu("check", "--workspace", later, status=2)
        self.assertIn("workspace.newer", refused.stderr)
        self.assertIn("99", refused.stderr)

    def test_a_log_with_a_fault_is_not_moved(self):
        spoilt = self.cluster.address("spoilt_log")
        zhitu("move", "--from", self.workspace, "--to", spoilt, "--quiet")
        self.cluster.ask("ALTER TABLE spoilt_log.zhitu_events DISABLE TRIGGER zhitu_events_stay; "
                         "UPDATE spoilt_log.zhitu_events SET time = time + 1 WHERE position = 5")
        report = zhitu_json("check", "--integrity", "--workspace", spoilt, status=1)
        self.assertEqual([fault["code"] for fault in report["problems"]], ["log.altered"])
        refused = zhitu("move", "--from", spoilt, "--to", self.path("no.gpkg"), status=2)
        self.assertIn("workspace.integrity", refused.stderr)

    def test_the_page_is_served_from_there(self):
        served = Served(self.schema)
        self.addCleanup(served.stop)
        file = Served(self.workspace)
        try:
            for target in ("workspace", "legend", "structure", "flows"):
                answers = [server.json(f"/api/v1/{target}") for server in (served, file)]
                for answer in answers:
                    answer.pop("name", None)
                self.assertEqual(*[plain(a, "") for a in answers], target)
        finally:
            file.stop()
        self.assertEqual(served.json("/api/v1/workspace")["name"], "district")
        status, fields, _ = served.ask("GET", "/api/v1/workspace")
        tag = {"If-None-Match": fields["etag"]}
        self.assertEqual(served.ask("GET", "/api/v1/workspace", headers=tag)[0], 304)
        # Somebody else's write is seen at once.
        zhitu("problem", "note", "WT-2025-0008", "--text", "别处所写", "--workspace", self.schema)
        self.assertEqual(served.ask("GET", "/api/v1/workspace", headers=tag)[0], 200)
        deadline = time.monotonic() + 60
        while served.json("/api/v1/integrity")["state"] in ("waiting", "running"):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)
        found = served.json("/api/v1/integrity")
        self.assertEqual((found["state"], found["problems"]), ("sound", []))
        self.assertIn("survey_2023", found["sound_layers"])
        self.assertGreater(found["sound_events"], 30)
        job = served.job("/api/v1/epochs/2023/check", {})
        self.assertEqual(job["state"], "done", job)
        # The server of the workspace goes away and comes back; nothing is restarted here.
        self.cluster.stop()
        try:
            for _ in range(3):
                status, fields, body = served.ask("GET", "/api/v1/workspace")
                self.assertEqual(status, 503)
                self.assertEqual(json.loads(body)["code"], "workspace.unreachable")
                self.assertIn("retry-after", fields)
        finally:
            self.cluster.start()
        self.assertEqual(served.ask("GET", "/api/v1/workspace")[0], 200)
        self.assertEqual(served.ask("GET", "/api/v1/structure")[0], 200)


class Damage(SampleDistrict):
    def test_the_page_says_that_the_file_is_damaged(self):
        path = self.path("w.gpkg")
        zhitu("backup", "--workspace", self.workspace, "--out", path, "--quiet")
        tamper(path, "UPDATE survey_2023 SET zt_class = '0602' WHERE fid = 1")
        served = Served(path)
        self.addCleanup(served.stop)
        deadline = time.monotonic() + 60
        while (found := served.json("/api/v1/integrity"))["state"] in ("waiting", "running"):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)
        self.assertEqual(found["state"], "damaged")
        self.assertEqual([(p["code"], p["layer"]) for p in found["problems"]],
                         [("workspace.integrity", "survey_2023")])
        self.assertIn("zhitu restore", found["problems"][0]["remedy"]["en"])


if __name__ == "__main__":
    unittest.main()
