"""The programs that are measured: Zhitu, reading through GDAL, and the peers."""

import importlib.util
import json
import re
import shlex
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import measure
import tables
from datasets import Case

HERE = Path(__file__).resolve().parent


@dataclass
class Limits:
    """What every measurement keeps to."""

    one_core: list[int]
    two_cores: list[int]
    timeout: float
    repeats: int


def record(program: str, case: Case, run: measure.Run, **more) -> dict:
    """One line of the results."""
    line = {
        "program": program,
        "case": case.name,
        "size": case.size,
        "state": run.state,
        "wall_s": round(run.wall_s, 3),
        "cpu_s": round(run.cpu_s, 3),
        "peak_mb": round(run.peak_mb, 1),
        "others_s": round(run.others_s, 3),
        "repeats": run.repeats,
        "walls_s": [round(wall, 4) for wall in run.walls_s],
    }
    if run.state == "failed":
        line["reason"] = last_line(run.errors) or f"exit status {run.status}"
    return line | more


def absent(program: str, case: Case, reason: str) -> dict:
    """The line of a program that cannot run here."""
    return {
        "program": program,
        "case": case.name,
        "size": case.size,
        "state": "not available",
        "reason": reason,
    }


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip()[:200] if lines else ""


class Zhitu:
    """`zhitu flow` of two files."""

    def __init__(self, binary: Path):
        self.binary = binary
        text = subprocess.run(
            [binary, "flow", "--help"], capture_output=True, text=True, check=True
        ).stdout
        self.options = set(re.findall(r"--[a-z][a-z-]*", text))

    def has(self, option: str) -> bool:
        return option in self.options

    def run(
        self, case: Case, area: str, threads: int, out: Path, limits: Limits,
        repeats: int | None = None, memory: str | None = None,
    ) -> dict:  # fmt: skip
        """Measures one way of running it. Its tables stay in the folder `out`."""
        way = Way(self, case, area, threads, out, limits, memory)
        return way.line(measure.measured(way.once, repeats or limits.repeats))

    def rounds(
        self, case: Case, area: str, folder: Path, limits: Limits, with_copies: bool
    ) -> list[dict]:
        """Measures it with one thread and with two in turn, each in a folder of its own.

        With copies, each round ends with two copies of the command with one thread at once, one on
        each core: what they lose against one copy alone, the cores take from each other.

        - Returns: the lines for one thread, for two, and for the copies if they were asked for and
          there are two cores.
        """
        ways = [Way(self, case, area, n, folder / f"{area}-{n}", limits) for n in (1, 2)]
        calls = [way.once for way in ways]
        with_copies = with_copies and len(limits.two_cores) == 2
        if with_copies:
            copies = [
                Way(self, case, area, 1, folder / f"{area}-copy-{core}", limits)
                for core in limits.two_cores
            ]
            calls.append(lambda: run_copies(copies, limits))
        middles = [measure.middle(runs) for runs in measure.in_rounds(calls, limits.repeats)]
        lines = [way.line(run) for way, run in zip(ways, middles[:2], strict=True)]
        if with_copies:
            lines.append(record("zhitu-copies", case, middles[-1], area=area, cores=2))
        return lines


def run_copies(copies: list["Way"], limits: Limits) -> measure.Run:
    """Runs them at once, each on a core of its own."""
    for copy in copies:
        copy.clear()
    commands = [copy.command for copy in copies]
    return measure.run_at_once(commands, limits.two_cores, limits.timeout)


class Way:
    """One way of running `zhitu flow`."""

    def __init__(
        self, zhitu: Zhitu, case: Case, area: str, threads: int, out: Path, limits: Limits,
        memory: str | None = None,
    ):  # fmt: skip
        self.case, self.area, self.threads, self.memory = case, area, threads, memory
        self.out, self.limits = out, limits
        self.cores = limits.one_core if threads == 1 else limits.two_cores
        self.has_timings = zhitu.has("--timings")
        self.steps: list[dict[str, dict[str, float]]] = []
        out.mkdir(parents=True, exist_ok=True)
        command = [str(zhitu.binary), "flow", *case.paths("fgb"), "--quiet"]
        command += ["--class-a", "class_a", "--class-b", "class_b", "--area", area]
        command += ["--threads", str(threads)]
        command += ["--pieces", str(out / "pieces.csv"), "--matrix", str(out / "classes.csv")]
        if self.has_timings:
            command += ["--timings", str(out / "timings.json")]
        if memory:
            command += ["--memory", memory]
        self.command = command

    def clear(self):
        """Removes what a run has written: to replace a file is to delete one as well."""
        for name in ("pieces.csv", "classes.csv"):
            (self.out / name).unlink(missing_ok=True)

    def once(self) -> measure.Run:
        self.clear()
        run = measure.run(self.command, self.cores, self.limits.timeout)
        if run.state == "ok" and self.has_timings:
            self.steps.append(read_timings(self.out / "timings.json"))
        return run

    def line(self, run: measure.Run) -> dict:
        """The line of the results."""
        line = record(
            "zhitu", self.case, run, area=self.area, threads=self.threads, cores=len(self.cores),
            memory=self.memory, command=shlex.join(["zhitu", *self.command[1:]]),
        )  # fmt: skip
        if run.state == "ok":
            line["pieces"] = tables.count_rows(self.out / "pieces.csv")
            line["sha256"] = tables.fingerprint(self.out / "pieces.csv")
            if self.steps:
                line["steps"] = middle_steps(self.steps)
        return line


def read_timings(path: Path) -> dict[str, dict[str, float]]:
    """Seconds by step, from a file that `zhitu flow --timings` wrote."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if content["schema"] != "zhitu.timings/1":
        raise ValueError(f"{path}: unknown schema {content['schema']}")
    steps: dict[str, dict[str, float]] = {}
    for step in content["steps"]:
        times = steps.setdefault(step["name"], {"wall_s": 0.0, "cpu_s": 0.0})
        for key in times:
            times[key] += step[key]
    return steps


def middle_steps(runs: list[dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """The medians of each step over several runs."""
    return {
        name: {
            key: round(statistics.median(run[name][key] for run in runs), 4)
            for key in ("wall_s", "cpu_s")
        }
        for name in runs[0]
    }


class Reader:
    """Reads the two files through GDAL, and does nothing with them.

    Through the GDAL that Zhitu uses it drops every feature at once (`gdal`), or keeps all in
    memory, as who lays them over each other must (`gdal-kept`). `gdal-pyogrio` is what GDAL's users
    in Python do: through pyogrio and its own GDAL into arrays, all kept."""

    def __init__(self, folder: Path):
        self.binary = folder / "read_files"
        self.commands = {
            "gdal": [str(self.binary)],
            "gdal-kept": [str(self.binary), "--keep"],
            "gdal-pyogrio": [sys.executable, "-s", str(HERE / "peers" / "pyogrio_read.py")],
        }
        self.compile()

    def compile(self) -> None:
        compiler = shutil.which("clang") or shutil.which("cc")
        if compiler is None:
            sys.exit("bench: no C compiler; clang comes with the Swift toolchain")
        flags = subprocess.run(
            ["pkg-config", "--cflags", "--libs", "gdal"], capture_output=True, text=True, check=True
        ).stdout
        source = str(HERE / "read_files.c")
        subprocess.run(
            [compiler, "-O2", "-o", str(self.binary), source, *shlex.split(flags)], check=True
        )

    def run(self, case: Case, program: str, limits: Limits) -> tuple[dict, dict[str, str]]:
        """- Returns: the line of the results, and the versions of what read."""
        command = [*self.commands[program], *case.paths("fgb")]
        run = measure.measured(
            lambda: by_its_own_clock(measure.run(command, limits.one_core, limits.timeout)),
            limits.repeats,
        )
        if run.state != "ok":
            sys.exit(f"bench: {last_line(run.errors)}")
        said = json.loads(run.output)
        if said["features"] != 2 * case.size:
            sys.exit(f"bench: {program} read {said['features']} features of {2 * case.size}")
        if "pyogrio" in said:
            versions = {"pyogrio": f"{said['pyogrio']}, GDAL {said['gdal']}"}
        else:
            versions = {"GDAL": said["gdal"]}
        return record(program, case, run), versions


def by_its_own_clock(run: measure.Run) -> measure.Run:
    """The run with the times that the program itself told, if it did: those without its start."""
    if run.state != "ok":
        return run
    said = json.loads(run.output)
    if "wall_s" not in said:
        return run
    others = run.others_s * said["wall_s"] / run.wall_s  # of the same part of the run
    return replace(run, wall_s=said["wall_s"], cpu_s=said["cpu_s"], others_s=others)


@dataclass
class PythonPeer:
    """A peer that is a Python package: a script that reads both files and writes a class table."""

    key: str
    script: str
    packages: tuple[str, ...]

    def missing(self) -> str | None:
        lacking = [name for name in self.packages if importlib.util.find_spec(name) is None]
        return f"no Python package {', '.join(lacking)}" if lacking else None

    def run(self, case: Case, table: Path, limits: Limits) -> dict:
        if reason := self.missing():
            return absent(self.key, case, reason)
        command = [sys.executable, "-s", str(HERE / "peers" / self.script), *case.paths("parquet")]
        run = measure.measured(
            lambda: measure.run([*command, str(table)], limits.one_core, limits.timeout),
            limits.repeats,
        )
        if run.state != "ok":
            return record(self.key, case, run)
        said = json.loads(last_line(run.output))
        return record(self.key, case, run, pieces=said["pieces"], version=said["version"])


PYTHON_PEERS = [
    PythonPeer("shapely", "shapely_strtree.py", ("geopandas", "shapely")),
    PythonPeer("geopandas", "geopandas_overlay.py", ("geopandas",)),
    PythonPeer("duckdb", "duckdb_spatial.py", ("duckdb", "duckdb_extension_spatial")),
    PythonPeer("sedonadb", "sedonadb_join.py", ("sedonadb", "geoarrow")),
]
