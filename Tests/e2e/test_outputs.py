"""Outputs destroy nothing: no input, no other output, no file that was there before a failure."""

import hashlib
import json
import os
import pathlib
import resource
import signal
import subprocess
import unittest

from support import BINARY, ROOT, SampleDistrict, Scratch, zhitu

NOBODY = 65534


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def squares(path, size, label):
    """Writes `size` × `size` squares of 10 m as GeoJSON in longitude and latitude."""
    step = 0.0001
    features = []
    for number in range(size * size):
        x = 120.0 + step * (number % size)
        y = 30.0 + step * (number // size)
        ring = [[x, y], [x + step, y], [x + step, y + step], [x, y + step], [x, y]]
        features.append({
            "type": "Feature", "properties": {"id": f"{label}{number}", "class": label},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        })
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file)
    return path


class OutputOfWorkspaceTests(SampleDistrict):
    def commands(self):
        """Every command that reads a workspace, with every option that names an output."""
        plan = ["--plan", "demo"]
        flow = ["flow", "-w", self.workspace, "--from", "2023", "--to", "demo", "--quiet"]
        for option in ["--matrix", "--pieces", "--json", "--sankey", "--timings"]:
            yield flow, option
        yield ["check", "-w", self.workspace, "--epoch", "2023", "--quiet"], "--csv"
        for option in ["--json", "--sarif", "--timings"]:
            yield ["verify", "-w", self.workspace, *plan, "--quiet"], option
        yield ["quota", "prove", "-w", self.workspace], "--certificate"
        yield ["quota", "export", "-w", self.workspace], "--out"
        yield ["fund", "export", "demo", "-w", self.workspace], "--out"
        yield ["payment", "budget", "-w", self.workspace], "--out"

    def names(self):
        """The workspace by other names."""
        hard, soft = self.path("hard.gpkg"), self.path("soft.gpkg")
        os.link(self.workspace, hard)
        os.symlink(self.workspace, soft)
        roundabout = os.path.join(os.path.dirname(self.workspace), ".", "..",
                                  os.path.basename(os.path.dirname(self.workspace)),
                                  os.path.basename(self.workspace))
        return [self.workspace, hard, soft, roundabout, self.workspace + "-wal"]

    def test_no_output_replaces_the_workspace(self):
        before = digest(self.workspace)
        names = self.names()
        for command, option in self.commands():
            for name in names:
                with self.subTest(command=command[0], option=option, name=os.path.basename(name)):
                    result = zhitu(*command, option, name, status=2)
                    self.assertIn("output.is-input", result.stderr)
                    self.assertEqual(digest(self.workspace), before)

    def test_an_output_that_cannot_be_written_leaves_the_workspace_as_it_was(self):
        before = digest(self.workspace)
        for command, option in self.commands():
            for place in [self.path("none/x"), str(self.folder), ""]:
                with self.subTest(command=command[0], option=option, place=place):
                    result = zhitu(*command, option, place, status=2)
                    self.assertRegex(result.stderr, r"output\.(not-written|empty)")
                    self.assertEqual(digest(self.workspace), before)

    def test_a_report_needs_a_folder_that_takes_it(self):
        report = ["report", "-w", self.workspace, "--plan", "demo", "--quiet", "--out"]
        before = digest(self.workspace)
        self.assertIn("output.empty", zhitu(*report, "", status=2).stderr)
        self.assertIn("output.not-written", zhitu(*report, self.workspace, status=2).stderr)
        folder = self.folder / "report"
        folder.mkdir()
        os.link(self.workspace, folder / "report.html")
        self.assertIn("output.is-input", zhitu(*report, folder, status=2).stderr)
        self.assertEqual(digest(self.workspace), before)


class OutputOfFilesTests(Scratch):
    def setUp(self):
        super().setUp()
        self.a = squares(self.path("a.geojson"), 30, "A")
        self.b = squares(self.path("b.geojson"), 30, "B")
        self.flow = ["flow", self.a, self.b, "--class-a", "class", "--class-b", "class",
                     "--id-a", "id", "--id-b", "id", "--quiet"]

    def left(self):
        return sorted(os.listdir(self.folder))

    def test_no_output_replaces_a_file_that_is_read(self):
        before = digest(self.a), digest(self.b)
        for option in ["--matrix", "--pieces", "--json", "--sankey", "--timings"]:
            for file in [self.a, self.b]:
                with self.subTest(option=option, file=os.path.basename(file)):
                    self.assertIn("output.is-input", zhitu(*self.flow, option, file, status=2).stderr)
        zhitu("area", self.a, "--csv", self.a, status=2)
        self.assertEqual((digest(self.a), digest(self.b)), before)

    def test_the_files_of_a_shapefile_are_its_input(self):
        subprocess.run(["ogr2ogr", "-q", self.path("s.shp"), self.a], check=True)
        for ending in ["shp", "shx", "dbf", "prj"]:
            with self.subTest(ending=ending):
                result = zhitu("area", self.path("s.shp"), "--csv", self.path(f"s.{ending}"), status=2)
                self.assertIn("output.is-input", result.stderr)
        zhitu("area", self.path("s.shp"), "--csv", self.path("s.csv"), "--quiet")

    def test_two_outputs_have_two_files(self):
        one, other = self.path("x.csv"), self.path("link.csv")
        os.symlink(one, other)
        result = zhitu(*self.flow, "--matrix", one, "--pieces", other, status=2)
        self.assertIn("output.twice", result.stderr)
        self.assertFalse(os.path.exists(one))

    def test_a_link_stays_and_its_target_is_replaced(self):
        target, link = self.path("target.csv"), self.path("link.csv")
        pathlib.Path(target).write_text("old")
        os.chmod(target, 0o640)
        os.symlink("target.csv", link)
        zhitu(*self.flow, "--matrix", link)
        self.assertTrue(os.path.islink(link))
        self.assertIn("from,", pathlib.Path(target).read_text(encoding="utf-8").splitlines()[0])
        self.assertEqual(os.stat(target).st_mode & 0o777, 0o640)

    def test_a_device_is_written_and_stays(self):
        listed = zhitu(*self.flow, "--matrix", "/dev/stdout")
        self.assertIn("from,", listed.stdout.splitlines()[0])
        zhitu(*self.flow, "--matrix", "/dev/null")
        self.assertFalse(os.path.isfile("/dev/null"))

    def run_with_small_files(self, **options):
        """Runs the flow where no file may have more than 4 kB, as on a disk that is full then."""
        pieces = self.path("pieces.csv")
        pathlib.Path(pieces).write_text("old")

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        result = subprocess.run(
            [BINARY, *self.flow, "--threads", "1", "--pieces", pieces], capture_output=True, text=True,
            timeout=600, preexec_fn=limit, **options)
        self.assertEqual(pathlib.Path(pieces).read_text(), "old")
        self.assertEqual(self.left(), ["a.geojson", "b.geojson", "pieces.csv"])
        return result

    def test_a_full_disk_leaves_the_old_file(self):
        # The signal of the limit is ignored, as Python does; so the write fails.
        result = self.run_with_small_files(restore_signals=False)
        self.assertEqual(result.returncode, 2)
        self.assertIn("output.not-written", result.stderr)

    def test_a_command_killed_while_it_writes_leaves_the_old_file(self):
        # Writing beyond the limit kills the process at that byte.
        result = self.run_with_small_files(restore_signals=True)
        self.assertEqual(result.returncode, -signal.SIGXFSZ)

    def test_a_folder_without_write_permission_is_refused_at_once(self):
        folder = self.folder / "locked"
        folder.mkdir()
        os.chmod(self.folder, 0o755)
        os.chmod(folder, 0o555)
        user = {"user": NOBODY} if os.geteuid() == 0 else {}
        try:
            result = zhitu(*self.flow, "--matrix", folder / "m.csv", status=None, **user)
        except PermissionError:
            self.skipTest("another user cannot run the program here")
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertIn("output.not-written", result.stderr)
        self.assertEqual(os.listdir(folder), [])


class OutputOfSampleTests(Scratch):
    def test_the_register_is_not_the_sample(self):
        out = self.path("s.gpkg")
        result = zhitu("sample", "--out", out, "--register", out, status=2)
        self.assertIn("output.is-input", result.stderr)
        self.assertEqual(os.listdir(self.folder), [])

    def test_the_rules_are_not_replaced_by_their_document(self):
        pack = self.folder / "Policies"
        subprocess.run(["cp", "-r", ROOT / "Policies", pack], check=True)
        book = next(pack.rglob("*.md"))
        before = digest(book)
        result = zhitu("rules", "doc", "--policies", pack, "--out", book, status=2)
        self.assertIn("output.is-input", result.stderr)
        self.assertEqual(digest(book), before)


if __name__ == "__main__":
    unittest.main()
