"""What is left when the program is killed, or the disk is full, at each of its writes in turn.

Every command that changes a workspace is run once for each point at which it writes, and ended there
(`faults.c`). Then the workspace must open, be sound, and be as it was before or as after; after, if the
program had said that it is done. Every ninth point, or all with ZHITU_FAULTS=all.
"""

import hashlib
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile
import unittest

from cluster import Cluster, needs_postgis
from support import BINARY, zhitu, zhitu_json

HERE = pathlib.Path(__file__).resolve().parent
STRIDE = 1 if os.environ.get("ZHITU_FAULTS") == "all" else 9
COMPILER = shutil.which(os.environ.get("CC", "cc")) or shutil.which("clang")


def village(name):
    ring = [[652000, 3316000], [652100, 3316000], [652100, 3316100], [652000, 3316000]]
    return json.dumps({
        "type": "FeatureCollection", "name": "villages",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4549"}},
        "features": [
            {"type": "Feature", "properties": {"XZQMC": f"{name}{number}", "XZQDM": str(number)},
             "geometry": {"type": "Polygon",
                          "coordinates": [[[x + 200 * number, y] for x, y in ring]]}}
            for number in range(300)]}, ensure_ascii=False)


@unittest.skipUnless(COMPILER, "needs a C compiler")
class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = pathlib.Path(tempfile.mkdtemp(prefix="zhitu-faults-"))
        cls.addClassCleanup(shutil.rmtree, cls.base, ignore_errors=True)
        cls.library = cls.base / "faults.so"
        subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", cls.library, HERE / "faults.c",
                        "-ldl"], check=True)
        for name in ("one", "two"):
            (cls.base / f"{name}.geojson").write_text(village(name), encoding="utf-8")
        cls.folder = cls.base / "home"
        cls.folder.mkdir()

    def begin(self, home):
        """A workspace with a layer, deeds and a document."""
        zhitu(*self.importing("one", home), "--quiet")
        zhitu("sample", "--deeds", home, "--quiet")

    def importing(self, name, home):
        return ("import", self.base / f"{name}.geojson", "--workspace", home, "--crs", "EPSG:4549",
                "--role", "village")

    def run_with(self, folder, command, at=0, kind="kill", **more):
        """One run with a fault; the process, and the number of its points."""
        count = self.base / "count"
        count.unlink(missing_ok=True)
        environment = {
            **os.environ, "LD_PRELOAD": str(self.library), "ZHITU_FAULT_FOLDER": str(folder),
            "ZHITU_FAULT_AT": str(at), "ZHITU_FAULT_KIND": kind, "ZHITU_FAULT_COUNT": str(count),
            **more}
        done = subprocess.run([BINARY, *map(str, command)], capture_output=True, text=True,
                              timeout=120, env=environment)
        return done, int(count.read_text()) if count.exists() else None

    def state(self, home):
        """Everything in a workspace that anybody could miss, after it was found sound."""
        report = zhitu_json("check", "--integrity", "--workspace", home)
        self.assertEqual(report["problems"], [])
        log = zhitu("log", "show", "--lines", "--workspace", home, status=None).stdout
        out = self.base / "state.csv"
        out.unlink(missing_ok=True)
        zhitu("export", "--layer", "unit_village", "--out", out, "--workspace", home, "--quiet")
        return (report["soundEvents"], [line.split('"position"')[0] for line in log.splitlines()],
                hashlib.sha256(out.read_bytes()).hexdigest())

    def trials(self, kind, count, first):
        # The last points come after the file has its name; a stride could miss them.
        return sorted({*range(1 + first % STRIDE, count + 1, STRIDE), count - 1, count})


class Files(Faults):
    def setUp(self):
        for path in self.folder.iterdir():
            path.unlink()
        self.kept = self.base / "kept.gpkg"
        self.kept.unlink(missing_ok=True)
        self.begin(self.kept)
        self.home = self.folder / "w.gpkg"

    def restore(self):
        for path in self.folder.iterdir():
            path.unlink()
        shutil.copyfile(self.kept, self.home)

    def enumerate(self, command, told):
        """All kinds of faults at the writes of one command on the workspace."""
        self.restore()
        before = self.state(self.home)
        done, count = self.run_with(self.folder, command)
        self.assertEqual(done.returncode, 0, done.stderr)
        after = self.state(self.home)
        self.assertNotEqual(before[1:], after[1:])
        seen = {"before": 0, "after": 0}
        for offset, kind in enumerate(("kill", "torn", "full")):
            for at in self.trials(kind, count, offset):
                with self.subTest(command=command[0], kind=kind, at=at, of=count):
                    self.restore()
                    done, _ = self.run_with(self.folder, command, at, kind)
                    if kind == "full":
                        self.assertIn(done.returncode, (0, 2), done.stderr)
                        if done.returncode:
                            self.assertIn("workspace.disk-full", done.stderr)
                    else:
                        self.assertEqual(done.returncode, -9)
                    found = self.state(self.home)
                    name = "after" if found[1:] == after[1:] else "before"
                    self.assertIn(found[1:], (before[1:], after[1:]), "half of it")
                    seen[name] += 1
                    if told in done.stdout or (kind == "full" and done.returncode == 0):
                        self.assertEqual(name, "after", "acknowledged, and missing")
                    # At rest there is one file; what a killed process left goes with the next
                    # that writes.
                    if len(list(self.folder.iterdir())) > 1:
                        self.assertIn(kind, ("kill", "torn"))
                        zhitu("problem", "note", "WT-2025-0007", "--text", "二", "--at",
                              "2026-03-02", "--workspace", self.home)
                    self.assertEqual([path.name for path in self.folder.iterdir()], ["w.gpkg"])
        print(f"{command[0]}: {count} points, {sum(seen.values())} trials, {seen}", flush=True)
        self.assertTrue(all(seen.values()), seen)

    def test_a_deed(self):
        self.enumerate(("problem", "note", "WT-2025-0007", "--text", "一", "--at", "2026-03-01",
                        "--workspace", self.home), "WT-2025-0007")

    def test_an_import_over_a_layer(self):
        self.enumerate(self.importing("two", self.home), "unit_village")

    def test_a_new_file(self):
        """A first import and a backup: the file is there whole, or not at all."""
        copy = self.folder / "new.gpkg"
        for command, told in (
                (self.importing("two", copy), "unit_village"),
                (("backup", "--workspace", self.kept, "--out", copy), "new.gpkg"),
                (("restore", self.kept, "--workspace", copy), "1")):
            for path in self.folder.iterdir():
                path.unlink()
            done, count = self.run_with(self.folder, command)
            self.assertEqual(done.returncode, 0, done.stderr)
            wanted = self.state(copy)[2]
            seen = {"absent": 0, "whole": 0}
            for offset, kind in enumerate(("kill", "torn", "full")):
                for at in self.trials(kind, count, offset):
                    with self.subTest(command=command[0], kind=kind, at=at, of=count):
                        for path in self.folder.iterdir():
                            path.unlink()
                        done, _ = self.run_with(self.folder, command, at, kind)
                        if copy.exists():
                            self.assertEqual(self.state(copy)[2], wanted)
                            seen["whole"] += 1
                        else:
                            self.assertNotIn(told, done.stdout)
                            seen["absent"] += 1
                            if kind == "full":
                                self.assertEqual(list(self.folder.iterdir()), [])
            print(f"{command[0]}: {count} points, {sum(seen.values())} trials, {seen}", flush=True)
            self.assertTrue(all(seen.values()), seen)

    def test_a_backup_in_the_place_of_another(self):
        copy = self.folder / "copy.gpkg"
        command = ("backup", "--workspace", self.kept, "--out", copy, "--replace")
        earlier = self.base / "earlier.gpkg"
        earlier.unlink(missing_ok=True)
        zhitu(*self.importing("two", earlier), "--quiet")
        shutil.copyfile(earlier, copy)
        done, count = self.run_with(self.folder, command)
        self.assertEqual(done.returncode, 0, done.stderr)
        wanted = self.state(copy)
        for offset, kind in enumerate(("kill", "torn", "full")):
            for at in self.trials(kind, count, offset):
                with self.subTest(kind=kind, at=at, of=count):
                    for path in self.folder.iterdir():
                        path.unlink()
                    shutil.copyfile(earlier, copy)
                    self.run_with(self.folder, command, at, kind)
                    if copy.read_bytes() != earlier.read_bytes():
                        self.assertEqual(self.state(copy), wanted)


@needs_postgis
class Servers(Faults):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cluster = Cluster()
        cls.addClassCleanup(cls.cluster.remove)
        cls.number = 0

    def fresh(self):
        """A schema of its own, copied inside the server from one that was made once."""
        type(self).number += 1
        home = self.cluster.address(f"w{self.number}")
        zhitu("restore", self.kept, "--workspace", home, "--quiet")
        return home

    def enumerate(self, command, kind, told, stride, **more):
        home = self.fresh()
        before = self.state(home)
        done, count = self.run_with("", command(home))
        self.assertEqual(done.returncode, 0, done.stderr)
        after = self.state(home)
        seen = {"before": 0, "after": 0}
        home = self.fresh()
        # The last is what follows the commit.
        for at in sorted({*range(1, count + 1, stride), count}):
            with self.subTest(kind=kind, at=at, of=count):
                done, _ = self.run_with("", command(home), at, kind, **more)
                found = self.state(home)
                self.assertIn(found[1:], (before[1:], after[1:]), "half of it")
                name = "after" if found[1:] == after[1:] else "before"
                seen[name] += 1
                if told in done.stdout:
                    self.assertEqual(name, "after", "acknowledged, and missing")
                if kind == "run" and done.returncode:
                    self.assertEqual(done.returncode, 2)
                    self.assertIn("workspace.unreachable", done.stderr)
                if name == "after":
                    home = self.fresh()
        print(f"server, {kind}: {count} points, {sum(seen.values())} trials, {seen}", flush=True)
        self.assertTrue(all(seen.values()), seen)

    def setUp(self):
        self.kept = self.base / "kept.gpkg"
        self.kept.unlink(missing_ok=True)
        self.begin(self.kept)

    def note(self, home):
        return ("problem", "note", "WT-2025-0007", "--text", "一", "--at", "2026-03-01",
                "--workspace", home)

    def test_the_program_dies(self):
        self.enumerate(self.note, "kill", "WT-2025-0007", STRIDE)
        self.enumerate(lambda home: self.importing("two", home), "kill", "unit_village", STRIDE)

    def test_the_server_dies(self):
        """At once, as when its machine goes down, and comes back."""
        program = "/usr/lib/postgresql/15/bin/pg_ctl"
        user = "setpriv --reuid=postgres --regid=postgres --clear-groups " * (os.getuid() == 0)
        options = f"-p 5432 -c listen_addresses='' -c unix_socket_directories={self.cluster.folder}"
        restart = (f"cd /tmp && {user}{program} -D {self.cluster.data} -m immediate -w restart "
                   f"-l {self.cluster.folder}/log -o {shlex.quote(options)} "
                   "</dev/null >/dev/null 2>&1")
        self.enumerate(self.note, "run", "WT-2025-0007", 2 * STRIDE, ZHITU_FAULT_COMMAND=restart)


if __name__ == "__main__":
    unittest.main()
