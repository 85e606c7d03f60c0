"""Bad input: a clear message, the right exit status, and a workspace that is as it was before."""

import hashlib
import json
import os
import re
import resource
import signal
import sqlite3
import struct
import subprocess
import time
import unittest

from support import BINARY, ROOT, SHARED, Scratch, needs_data, zhitu, zhitu_json

SQUARE = "POLYGON ((500000 3320000,500100 3320000,500100 3320100,500000 3320100,500000 3320000))"


def digest(path):
    """The workspace to the last byte, but for SQLite's two counters of changes of journal mode."""
    with open(path, "rb") as file:
        content = bytearray(file.read())
    content[24:28] = content[92:96] = b"\0\0\0\0"
    return hashlib.sha256(content).hexdigest()


def wait_for_handler(process):
    """Until the program has taken over Ctrl-C."""
    for _ in range(500):
        with open(f"/proc/{process.pid}/status") as file:
            status = file.read()
        caught = int(status.split("SigCgt:")[1].split()[0], 16)
        if caught >> (signal.SIGINT - 1) & 1:
            return
        time.sleep(0.01)
    raise AssertionError("the program did not take over Ctrl-C")


class BadInput(Scratch):
    def layer(self, name, rows, srs="EPSG:4549", fields="DLBM,DLMC,TBMJ"):
        """A GeoPackage with the given rows of (wkt, values …)."""
        table = self.path(name + ".csv")
        with open(table, "w") as file:
            file.write(f"WKT,{fields}\n")
            for wkt, *values in rows:
                file.write(f'"{wkt}",' + ",".join(values) + "\n")
        target = self.path(name + ".gpkg")
        command = ["ogr2ogr", "-q", "-oo", "GEOM_POSSIBLE_NAMES=WKT", "-oo",
                   "KEEP_GEOM_COLUMNS=NO", "-nlt", "POLYGON", "-nln", "DLTB_2023", target, table]
        if srs:
            command[2:2] = ["-a_srs", srs]
        subprocess.run(command, check=True, env={**os.environ, "OGR_GEOJSON_MAX_OBJ_SIZE": "0"})
        return target

    def workspace(self):
        """A workspace that has one good layer."""
        path = self.path("w.gpkg")
        good = self.layer("good", [(SQUARE, '"0101"', "水田", "10000")])
        zhitu("import", good, "--workspace", path, "--epoch", 2020, "--class-system", "SD3-work",
              "--quiet")
        return path

    def refuse(self, file, *options, code, status=2):
        """The import is refused with this code and leaves the workspace as it was."""
        path = self.workspace()
        before = digest(path)
        result = zhitu("import", file, "--workspace", path, "--epoch", 2023, *options,
                       "--lang", "en", status=status)
        self.assertIn(code, result.stderr)
        self.assertIn("What to do:", result.stderr)
        self.assertEqual(digest(path), before)
        self.assertEqual(sorted(p.name for p in self.folder.glob("w.gpkg*")), ["w.gpkg"])
        return result.stderr

    def test_truncated_geopackage(self):
        good = self.layer("t", [(SQUARE, '"0101"', "水田", "10000")] * 500)
        with open(good, "r+b") as file:
            file.truncate(os.path.getsize(good) // 2)
        self.refuse(good, "--class-system", "SD3-work", code="import.")

    def test_not_a_vector_file(self):
        with open(self.path("x.txt"), "w") as file:
            file.write("hello")
        self.refuse(self.path("x.txt"), code="import.")

    def test_missing_file(self):
        self.refuse(self.path("none.gpkg"), code="import.")

    def test_empty_layer(self):
        self.refuse(self.layer("e", []), "--class-system", "SD3-work", code="import.empty-layer")

    def test_missing_crs(self):
        file = self.layer("m", [(SQUARE, '"0101"', "水田", "10000")], srs=None)
        self.refuse(file, "--class-system", "SD3-work", code="crs")

    def test_wrong_crs(self):
        # Zone-40 coordinates in a layer that claims longitude and latitude.
        file = self.layer("c", [(SQUARE, '"0101"', "水田", "10000")], srs="EPSG:4490")
        self.refuse(file, "--class-system", "SD3-work", code="[")

    def test_swapped_axes(self):
        swapped = SQUARE.replace("500000 3320000", "3320000 500000") \
            .replace("500100 3320000", "3320000 500100").replace("500100 3320100", "3320100 500100") \
            .replace("500000 3320100", "3320100 500000")
        file = self.layer("s", [(swapped, '"0101"', "水田", "10000")])
        text = self.refuse(file, "--class-system", "SD3-work", code="[")
        self.assertIn("swap", text.lower().replace("exchanged", "swap"))

    def test_class_outside_the_crosswalk_sets_the_feature_aside(self):
        path = self.workspace()
        file = self.layer("k", [(SQUARE, '"01"', "", ""), (SQUARE, '"77"', "", "")])
        with open(self.path("c.yaml"), "w") as crosswalk:
            crosswalk.write(
                "name: mine\ntitle: {zh: 我的, en: mine}\nsource: test\nlicence: none\n"
                "system: SD3-work\nclass-field: [DLBM]\nclasses:\n  - {values: ['01'], code: '0101'}\n")
        options = ("import", file, "--workspace", path, "--epoch", 2023, "--crosswalk",
                   self.path("c.yaml"))
        before = digest(path)
        strict = zhitu(*options, "--strict", "--lang", "en", status=2)
        self.assertIn("class-unknown", strict.stderr)
        self.assertEqual(digest(path), before)
        result = zhitu(*options, "--json", status=1)
        report = json.loads(result.stdout)[0]["report"]
        self.assertEqual((report["accepted"], report["rejected"]), (1, 1))
        self.assertEqual(report["rejectedByReason"], {"class-unknown": 1})

    def test_undecided_class_system_is_refused(self):
        file = self.layer("u", [(SQUARE, '"0101"', "", "")], fields="DLBM,X,Y")
        self.refuse(file, "--class-field", "DLBM", code="class")

    def test_nan_coordinates_set_the_feature_aside(self):
        path = self.workspace()
        file = self.layer("n", [(SQUARE, '"0101"', "水田", "10000")] * 2)
        connection = sqlite3.connect(file)
        for trigger in [r[0] for r in connection.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger'")]:
            connection.execute(f'DROP TRIGGER "{trigger}"')
        (blob,) = connection.execute("SELECT geom FROM DLTB_2023 WHERE fid=2").fetchone()
        nan = struct.pack("<d", float("nan"))
        connection.execute(
            "UPDATE DLTB_2023 SET geom=? WHERE fid=2", (blob[:-16] + nan + blob[-8:],))
        connection.commit()
        connection.close()
        options = ("import", file, "--workspace", path, "--epoch", 2023, "--class-system",
                   "SD3-work")
        before = digest(path)
        self.assertIn("not-finite", zhitu(*options, "--strict", status=2).stderr)
        self.assertEqual(digest(path), before)
        answer = zhitu_json(*options, status=1)
        report = answer[0]["report"]
        self.assertEqual((report["accepted"], report["rejected"]), (1, 1))
        self.assertEqual(report["rejectedByReason"], {"not-finite": 1})

    def test_huge_attribute_stays_out_of_memory(self):
        path = self.workspace()
        file = self.layer("h", [(SQUARE, '"0101"', "水田", "10000")] * 2)
        connection = sqlite3.connect(file)
        for trigger in [r[0] for r in connection.execute(
                "SELECT name FROM sqlite_master WHERE type='trigger'")]:
            connection.execute(f'DROP TRIGGER "{trigger}"')
        # Just under SQLite's limit of 10⁹ bytes for one value.
        connection.execute(
            "UPDATE DLTB_2023 SET DLMC=hex(zeroblob(495000000)) WHERE fid=2")
        connection.commit()
        connection.close()
        options = ("import", file, "--workspace", path, "--epoch", 2023, "--class-system",
                   "SD3-work")
        before = digest(path)
        self.assertIn("attribute-too-large", zhitu(*options, "--strict", status=2).stderr)
        self.assertEqual(digest(path), before)
        report = zhitu_json(*options, status=1)[0]["report"]
        self.assertEqual((report["accepted"], report["rejected"]), (1, 1))
        self.assertEqual(report["rejectedByReason"], {"attribute-too-large": 1})

    def test_disk_full(self):
        path = self.workspace()
        before = digest(path)
        wkts = [SQUARE.replace("500", "50%d" % (i % 10)) for i in range(4000)]
        file = self.layer("d", [(wkt, '"0101"', "水田", "10000") for wkt in wkts])
        limit = os.path.getsize(path) + 200_000

        def small():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        result = zhitu("import", file, "--workspace", path, "--epoch", 2023, "--class-system",
                       "SD3-work", "--lang", "en", status=2, preexec_fn=small)
        self.assertIn("workspace.", result.stderr)
        self.assertEqual(digest(path), before)

    @needs_data("real/ng_landcover_2001.fgb.zip")
    def test_cancel_half_way(self):
        path = self.workspace()
        before = digest(path)
        fresh = self.path("fresh.gpkg")
        file = self.unzip("real/ng_landcover_2001.fgb.zip")
        for target in (path, fresh):
            process = subprocess.Popen(
                [BINARY, "import", file, "--workspace", target, "--epoch", "2001", "--crosswalk",
                 "cci"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            wait_for_handler(process)
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 130, errors)
        self.assertEqual(digest(path), before)
        self.assertEqual([p for p in self.folder.glob("fresh.gpkg*")], [])

    def test_wrong_usage(self):
        zhitu("flow", "--workspace", "x", status=2)
        zhitu("nonsense", status=2)
        zhitu("import", status=2)
        self.assertIn("zhitu", zhitu("--help").stdout)
        for command in ("sample", "import", "check", "area", "flow", "plan", "verify", "report",
                        "serve"):
            self.assertIn(command, zhitu(command, "--help").stdout)

    def test_the_front_pages_name_every_command(self):
        names = re.findall(r"^  ([a-z]+)  +\S", zhitu("--help").stdout.split("SUBCOMMANDS:")[1], re.M)
        self.assertIn("verify", names)
        for page in ("README.md", "README.zh-CN.md"):
            text = (ROOT / page).read_text(encoding="utf-8")
            missing = [n for n in names if f"`{n}`" not in text and f"zhitu {n} " not in text]
            self.assertEqual(missing, [], page)

    def test_unknown_epoch_names_those_there_are(self):
        path = self.workspace()
        text = zhitu("check", "--workspace", path, "--epoch", "1999", "--lang", "en",
                     status=2).stderr
        self.assertIn("2020", text)


if __name__ == "__main__":
    unittest.main()
