"""The programs that are measured: Zhitu, reading through GDAL, and the peers."""

import importlib.util
import json
import re
import shlex
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
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
        out.mkdir(parents=True, exist_ok=True)
        command = [str(self.binary), "flow", *case.paths("fgb"), "--quiet"]
        command += ["--class-a", "class_a", "--class-b", "class_b", "--area", area]
        command += ["--threads", str(threads)]
        command += ["--pieces", str(out / "pieces.csv"), "--matrix", str(out / "classes.csv")]
        if self.has("--timings"):
            command += ["--timings", str(out / "timings.json")]
        if memory:
            command += ["--memory", memory]
        cores = limits.one_core if threads == 1 else limits.two_cores
        steps: list[dict[str, dict[str, float]]] = []

        def once() -> measure.Run:
            run = measure.run(command, cores, limits.timeout)
            if run.state == "ok" and self.has("--timings"):
                steps.append(read_timings(out / "timings.json"))
            return run

        run = measure.measured(once, repeats or limits.repeats)
        line = record(
            "zhitu", case, run, area=area, threads=threads, cores=len(cores), memory=memory,
            command=shlex.join(["zhitu", *command[1:]]),
        )  # fmt: skip
        if run.state == "ok":
            line["pieces"] = tables.count_rows(out / "pieces.csv")
            line["sha256"] = tables.fingerprint(out / "pieces.csv")
            if steps:
                line["steps"] = middle_steps(steps)
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
    """Reads the two files through the GDAL that Zhitu uses, and does nothing with them: drops every
    feature at once (`gdal`), or keeps all in memory, as who lays them over each other must
    (`gdal-kept`)."""

    def __init__(self, folder: Path):
        self.binary = folder / "read_files"
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

    def run(self, case: Case, program: str, limits: Limits) -> tuple[dict, str]:
        """- Returns: the line of the results, and the version of GDAL."""
        options = ["--keep"] if program == "gdal-kept" else []
        command = [str(self.binary), *options, *case.paths("fgb")]
        run = measure.measured(
            lambda: measure.run(command, limits.one_core, limits.timeout), limits.repeats
        )
        if run.state != "ok":
            sys.exit(f"bench: {last_line(run.errors)}")
        said = json.loads(run.output)
        if said["features"] != 2 * case.size:
            sys.exit(f"bench: GDAL read {said['features']} features of {2 * case.size}")
        return record(program, case, run), said["gdal"]


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
