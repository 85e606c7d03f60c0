"""The benchmark from start to end, on a very small pair, with Zhitu itself and with stand-ins."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import unittest.mock

from bench_support import BENCH_PYTHON, OVERLAY, ROOT, Scratch, needs_bench_python

import measure
import postgis_peer
import programs
from datasets import Case
from figures import READING_TITLES

BINARY = os.environ.get("ZHITU_BINARY", str(ROOT / ".build/release/zhitu"))

# Stands for Zhitu: lets it do the work, then does something more.
STAND_IN = """#!{python}
import json, subprocess, sys
arguments = sys.argv[1:]
value = dict(zip(arguments, arguments[1:]))
for option in {own_options!r}:
    if option in value:
        at = arguments.index(option)
        del arguments[at:at + 2]
done = subprocess.run([{binary!r}, *arguments])
if "--help" in arguments:
    print(*{own_options!r})
if "--pieces" in value:
    {more}
sys.exit(done.returncode)
"""


@needs_bench_python
@unittest.skipUnless(os.path.exists(BINARY), f"needs {BINARY}")
class WholeTests(Scratch):
    @classmethod
    def setUpClass(cls):
        cls.data = tempfile.mkdtemp(prefix="zhitu-bench-data-")
        cls.addClassCleanup(shutil.rmtree, cls.data)

    def setUp(self):
        super().setUp()
        (self.folder / "data").symlink_to(self.data)  # made once for all of these tests

    def bench(self, binary, peers="shapely"):
        command = [str(BENCH_PYTHON), str(OVERLAY / "run"), "--zhitu", str(binary)]
        command += ["--sizes", "500", "--repeat", "1", "--peers", peers, "--out", str(self.folder)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300)

    def stand_in(self, more, own_options=()):
        text = STAND_IN.format(
            python=sys.executable, binary=BINARY, more=more, own_options=own_options
        )
        path = self.file("zhitu", text)
        path.chmod(0o755)
        return path

    def test_measures_compares_and_writes_the_page(self):
        done = self.bench(BINARY)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        results = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))
        self.assertFalse(results["complete"])
        self.assertEqual({run["state"] for run in results["runs"]}, {"ok"})
        self.assertEqual({one["case"] for one in results["agreement"]}, {"500 a×b", "500 a×c"})
        for one in results["agreement"]:
            self.assertTrue(one["agrees"])
            self.assertGreater(one["pairs"], 100)
        for one in results["identity"]:
            self.assertEqual(len(one["sha256"]), 3)
            self.assertTrue(one["same"])
        for program in ("gdal", "gdal-kept", "gdal-pyogrio"):
            read = [run["case"] for run in results["runs"] if run["program"] == program]
            self.assertEqual(read, ["500 a×b", "500 a×c"])
        self.assertRegex(results["versions"]["pyogrio"], r"^[\d.]+, GDAL [\d.]+$")
        for run in results["runs"]:
            self.assertEqual(len(run["walls_s"]), run["repeats"])
        copies = [run["case"] for run in results["runs"] if run["program"] == "zhitu-copies"]
        self.assertEqual(copies, ["500 a×b"] if len(os.sched_getaffinity(0)) > 1 else [])
        page = (self.folder / "benchmarks.md").read_text(encoding="utf-8")
        self.assertIn("### 500 × 500 polygons, a×b", page)
        self.assertTrue((self.folder / "images" / "overlay-scaling.svg").exists())
        self.assertFalse((self.folder / "tables").exists())

    def test_uses_timings_and_memory_limit_of_a_version_that_has_them(self):
        more = """
    steps = [{"name": name, "wall_s": 0.5, "cpu_s": 0.25} for name in ("read", "overlay")]
    with open(value["--timings"], "w") as file:
        json.dump({"schema": "zhitu.timings/1", "steps": steps}, file)
    # Does not keep to its limit.
    ballast = b"x" * (150 << 20) if "--memory" in value else b""
"""
        done = self.bench(self.stand_in(more, ["--timings", "--memory"]), peers="none")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        results = json.loads((self.folder / "results.json").read_text(encoding="utf-8"))
        own = [run for run in results["runs"] if run["program"] == "zhitu"]
        self.assertEqual({run["steps"]["overlay"]["cpu_s"] for run in own}, {0.25})
        self.assertEqual([run["memory"] for run in own if run["memory"]], ["96M"])
        self.assertTrue(results["memory"]["same"])
        page = (self.folder / "benchmarks.md").read_text(encoding="utf-8")
        self.assertIn("| 500 a×b | 1 | 0.25 | 0.25 | – | – |", page)
        self.assertIn("**not kept**; the piece table has the same bytes", page)

    def test_a_wrong_area_fails_the_benchmark(self):
        lie = """
    lines = open(value["--matrix"], encoding="utf-8").read().splitlines()
    cells = lines[1].split(",")
    cells[2] = str(float(cells[2]) + 1)
    lines[1] = ",".join(cells)
    open(value["--matrix"], "w", encoding="utf-8").write("\\n".join(lines) + "\\n")
"""
        done = self.bench(self.stand_in(lie))
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertRegex(done.stderr, r"500 a×b: zhitu and shapely: .* differs by 1(\.0\d*)? m²")
        self.assertFalse((self.folder / "benchmarks.md").exists())

    def test_pieces_that_depend_on_the_threads_fail_the_benchmark(self):
        lie = 'open(value["--pieces"], "a").write(value["--threads"])'
        done = self.bench(self.stand_in(lie), peers="none")
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("the pieces depend on the threads", done.stderr)

    def test_a_zhitu_that_fails_fails_the_benchmark(self):
        done = self.bench(self.stand_in("sys.exit('no luck')"), peers="none")
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("bench: zhitu on 500 a×b: failed", done.stderr)


# Makes two small files; one feature of the second has no geometry.
FILES = """
import sys
import geopandas, shapely
for path, count in zip(sys.argv[1:], (3, 4)):
    shapes = [shapely.box(n, 0, n + 1, 1) for n in range(count)]
    frame = geopandas.GeoDataFrame({"class_a": ["A"] * count}, geometry=shapes, crs=4523)
    if count == 4:
        frame.loc[0, "geometry"] = None
    frame.to_file(path, driver="FlatGeobuf", engine="pyogrio", SPATIAL_INDEX="NO")
"""


class ReadingTests(Scratch):
    @needs_bench_python
    def test_pyogrio_reads_both_files_and_tells_the_time_of_that_alone(self):
        files = [str(self.folder / name) for name in ("a.fgb", "b.fgb")]
        subprocess.run([BENCH_PYTHON, "-B", "-c", FILES, *files], check=True, timeout=300)
        script = OVERLAY / "peers" / "pyogrio_read.py"
        command = [str(BENCH_PYTHON), "-B", "-s", str(script), *files]
        whole = measure.run(command, measure.available_cores()[-1:], timeout=300)
        self.assertEqual(whole.state, "ok", whole.errors)
        said = json.loads(whole.output)
        self.assertEqual(said["features"], 3 + 3)
        told = programs.by_its_own_clock(whole)
        self.assertEqual((told.wall_s, told.cpu_s), (said["wall_s"], said["cpu_s"]))
        # Seven squares are read in no time; the start of Python and its packages takes longer.
        self.assertGreater(told.cpu_s, 0)
        self.assertLess(told.cpu_s, whole.cpu_s / 2)
        self.assertLess(told.wall_s, whole.wall_s / 2)
        self.assertEqual(told.peak_mb, whole.peak_mb)

    def test_only_a_reader_that_tells_its_time_is_not_timed_from_outside(self):
        run = measure.Run(3.0, 2.0, 1.0, output='{"features": 7, "gdal": "3.6.2"}')
        self.assertEqual(programs.by_its_own_clock(run), run)
        told = measure.Run(3.0, 2.0, 1.0, output='{"wall_s": 1.0, "cpu_s": 0.5}', others_s=0.6)
        found = programs.by_its_own_clock(told)
        self.assertEqual((found.wall_s, found.cpu_s), (1.0, 0.5))
        self.assertAlmostEqual(found.others_s, 0.2)
        failed = measure.Run(3.0, 2.0, 1.0, status=1, output="no JSON")
        self.assertEqual(programs.by_its_own_clock(failed), failed)

    def test_every_way_of_reading_is_run_on_one_core(self):
        said = {"features": 1000, "gdal": "3.6.2"}
        commands = []

        def run(command, cores, timeout):
            self.assertEqual(cores, [1])
            commands.append(command)
            own = {"pyogrio": "0.13", "wall_s": 0.5, "cpu_s": 0.25}
            facts = said | (own if "pyogrio_read.py" in str(command) else {})
            return measure.Run(2.0, 1.0, 3.0, output=json.dumps(facts))

        case, limits = Case.of(500, "b", self.folder), programs.Limits([1], [0, 1], 60, 2)
        with (
            unittest.mock.patch.object(programs.Reader, "compile"),
            unittest.mock.patch.object(measure, "run", run),
        ):
            reader = programs.Reader(self.folder)
            found = {program: reader.run(case, program, limits) for program in READING_TITLES}
            said["features"] = 999
            with self.assertRaises(SystemExit):
                reader.run(case, "gdal-kept", limits)
        self.assertEqual({command[-2:] == case.paths("fgb") for command in commands}, {True})
        self.assertEqual(len({str(command) for command in commands}), 3)
        self.assertEqual([line["repeats"] for line, _ in found.values()], [2, 2, 2])
        self.assertEqual(
            [(line["wall_s"], line["cpu_s"], line["peak_mb"]) for line, _ in found.values()],
            [(2.0, 1.0, 3.0), (2.0, 1.0, 3.0), (0.5, 0.25, 3.0)],
        )
        self.assertEqual(found["gdal-kept"][1], {"GDAL": "3.6.2"})
        self.assertEqual(found["gdal-pyogrio"][1], {"pyogrio": "0.13, GDAL 3.6.2"})


class RoundTests(Scratch):
    """What is run, in which order and on which cores: with a measuring that only writes it down."""

    def setUp(self):
        super().setUp()
        self.calls = []
        walls = iter((3.0, 2.0, 3.5, 3.3, 2.5, 3.9, 3.6, 2.2, 4.2))

        def value(command, option):
            return command[command.index(option) + 1]

        def write(command):
            """The tables, where those of the run before must be gone."""
            for option in ("--pieces", "--matrix"):
                table = pathlib.Path(value(command, option))
                with table.open("x", encoding="utf-8") as file:
                    file.write("from_id,to_id,from,to,area_m2\n1,1,A,B,2\n")

        def run(command, cores, timeout):
            self.calls.append((value(command, "--threads"), cores))
            write(command)
            return measure.Run(next(walls), 1.0, 1.0)

        def run_at_once(commands, cores, timeout):
            self.calls.append(([value(command, "--threads") for command in commands], cores))
            self.copies = [value(command, "--pieces") for command in commands]
            for command in commands:
                write(command)
            return measure.Run(next(walls), 2.0, 2.0)

        for fake in (run, run_at_once):
            patch = unittest.mock.patch.object(measure, fake.__name__, fake)
            patch.start()
            self.addCleanup(patch.stop)
        binary = self.file("zhitu", "#!/bin/sh\necho '  --threads <n>'\n")
        binary.chmod(0o755)
        self.zhitu = programs.Zhitu(binary)
        self.case = Case.of(500, "b", self.folder)

    def rounds(self, two_cores, with_copies):
        limits = programs.Limits([1], two_cores, 60, 3)
        return self.zhitu.rounds(self.case, "planar", self.folder, limits, with_copies)

    def test_one_thread_two_threads_and_copies_take_turns(self):
        lines = self.rounds([0, 1], with_copies=True)
        self.assertEqual(self.calls, [("1", [1]), ("2", [0, 1]), (["1", "1"], [0, 1])] * 3)
        self.assertEqual([line["program"] for line in lines], ["zhitu", "zhitu", "zhitu-copies"])
        self.assertEqual([line["walls_s"] for line in lines][1:], [[2, 2.5, 2.2], [3.5, 3.9, 4.2]])
        self.assertEqual([line["wall_s"] for line in lines], [3.3, 2.2, 3.9])
        own = [str(self.folder / f"planar-{threads}" / "pieces.csv") for threads in (1, 2)]
        self.assertEqual(len({*self.copies, *own}), 4)

    def test_without_copies_or_cores_for_them_there_are_none(self):
        self.assertEqual(len(self.rounds([0, 1], with_copies=False)), 2)
        self.assertEqual(self.calls, [("1", [1]), ("2", [0, 1])] * 3)

    def test_copies_need_two_cores(self):
        self.assertEqual(len(self.rounds([1], with_copies=True)), 2)


class ProgramTests(Scratch):
    def test_knows_the_options_that_a_version_has(self):
        fake = self.file("zhitu", "#!/bin/sh\necho '  --threads <n>  --timings <file>'\n")
        fake.chmod(0o755)
        zhitu = programs.Zhitu(fake)
        self.assertTrue(zhitu.has("--threads") and zhitu.has("--timings"))
        self.assertFalse(zhitu.has("--memory"))

    def test_adds_up_steps_of_the_same_name(self):
        steps = [("read", 1, 2), ("overlay", 3, 5), ("read", 10, 20)]
        content = {
            "schema": "zhitu.timings/1",
            "steps": [dict(zip(("name", "wall_s", "cpu_s"), step, strict=True)) for step in steps],
        }
        path = self.file("timings.json", json.dumps(content))
        found = programs.read_timings(path)
        self.assertEqual(found["read"], {"wall_s": 11, "cpu_s": 22})
        other = {"read": {"wall_s": 1, "cpu_s": 2}, "overlay": {"wall_s": 1, "cpu_s": 1}}
        last = {"read": {"wall_s": 2, "cpu_s": 4}, "overlay": {"wall_s": 9, "cpu_s": 9}}
        middle = programs.middle_steps([found, other, last])
        self.assertEqual(middle["read"], {"wall_s": 2, "cpu_s": 4})
        self.assertEqual(middle["overlay"], {"wall_s": 3, "cpu_s": 5})
        with self.assertRaises(ValueError):
            programs.read_timings(self.file("other.json", '{"schema": "other", "steps": []}'))

    def test_takes_the_pieces_out_of_the_table_of_a_server(self):
        table = self.file("table.csv", "class_a,class_b,area,pieces\nA,B,1.5,3\nA,C,2,4\n")
        self.assertEqual(postgis_peer.drop_last_column(table), 7)
        self.assertEqual(table.read_text(), "class_a,class_b,area\nA,B,1.5\nA,C,2\n")

    def test_says_which_package_is_missing(self):
        peer = programs.PythonPeer("x", "x.py", ("json", "no_such_package"))
        self.assertEqual(peer.missing(), "no Python package no_such_package")
