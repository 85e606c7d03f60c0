#!/usr/bin/env python3
"""Writes the page of the benchmark from its results.

  page.py RESULTS.json PAGE.md CURVE.svg

Every number on the page comes from the results; `Docs/benchmarks.md` is never edited by hand.
"""

import json
import sys
from pathlib import Path

import curve
import goals
from figures import (
    PEER_TITLES,
    READING_TITLES,
    Results,
    count,
    factor,
    megabytes,
    one_of,
    seconds,
)

COMMAND = "make bench"

# What later and partial runs found about the commit whose results the page shows; it goes with them.
LATER = {
    "13e9931b48": """## Since this run

The tables below are those of the commit named at their end. Since then the ledger keeps ground that is
covered twice apart, and looks for it in both layers. Measured again, both programs in one run and each on
one core, two layers of 200,000 polygons took Shapely 77.2 s of CPU and Zhitu 2.7 s (median), 28 times; on
another machine (2026-11-30) 44.3 s and 1.84 s, 24 times. Of the table of goals, the first row is therefore
missed today.

""",
}


def row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def table(heads: list[str], rows: list[list[str]], left: int = 1) -> list[str]:
    """A table whose first columns are left-aligned and the others right-aligned."""
    marks = ["---"] * left + ["--:"] * (len(heads) - left)
    return [row(*heads), "|" + "|".join(marks) + "|", *(row(*cells) for cells in rows), ""]


def machine_part(results: Results) -> list[str]:
    machine = results["machine"]
    hardware = f"{machine['cpu']} ({machine['architecture']}), {machine['cores']} cores"
    if machine["usable_cores"] != machine["cores"]:
        hardware += f", {machine['usable_cores']} of them usable"
    facts = [
        ["processor", hardware],
        ["memory", f"{machine['memory_gib']} GiB"],
        ["system", f"{machine['system']}, Linux {machine['kernel']}"],
        ["day", machine["date"]],
        ["other work while measuring", f"{results.others_share():.1%} of the cores"],
    ]
    facts += [[name, text] for name, text in results["versions"].items() if text]
    return ["## Machine and versions", "", *table(["", ""], facts, left=2)]


def data_part(results: Results) -> list[str]:
    rows = [
        [
            one["name"],
            count(one["polygons"]),
            count(one["vertices"]),
            f"{one['vertices'] / one['polygons']:.1f}",
            megabytes(one["bytes"]["fgb"] / 1e6),
        ]
        for one in results["data"]
    ]
    return [
        "## Data",
        "",
        "Made-up coverages (图斑层) of a square of 50 × 50 km without gaps or overlaps, by",
        "`Benchmarks/overlay/coverage.py` with fixed seeds. **a×b** lays two independent coverages",
        "over each other, the hard case. **a×c** is the case of practice: *c* is a later epoch",
        "(年度) of *a* in which one patch (图斑) in ten has moved and has a new class (地类), and",
        "nearly all of the linework is the same.",
        "",
        *table(["layer", "polygons", "vertices", "vertices each", "FlatGeobuf, MB"], rows),
    ]


CEILING = [
    "What the two cores can give: twice the wall time of one copy of the command with one thread,",
    "÷ that until two copies started at once, one on each core, have both ended. A program that",
    "shared its work perfectly would gain that much on this machine at this hour. Like the gain of",
    "two threads it is the median over rounds: each runs one thread, two threads and two copies.",
]


def goal_part(results: Results) -> list[str]:
    rows = [[goal.text, goal.wanted, goal.measured, goal.verdict] for goal in goals.all(results)]
    if not rows:
        return []
    lines = ["## What was to be shown", "", *table(["", "wanted", "measured", "reached"], rows)]
    if goals.HARD in results.cases():
        lines += [*reading_note(results), ""]
        if results.ceiling(goals.HARD):
            lines += [*CEILING, ""]
    return lines


def reading_note(results: Results) -> list[str]:
    times = one_of(seconds(line["cpu_s"]) for line in results.readings(goals.HARD).values())
    return [
        "Merely reading: the goals count from the reading of both FlatGeobuf files through GDAL in",
        f"{goals.READING_AS_SET_S} s, which their author measured with a newer GDAL than Debian's. So the row that",
        "they mean is that of pyogrio, whose GDAL is newer; the loops in C through Debian's GDAL, which",
        "Zhitu uses, are stricter. Here the ways of reading, in the order of the rows, take",
        f"{times} CPU seconds.",
    ]


def comparison_part(results: Results) -> list[str]:
    lines = [
        "## The same table from other programs",
        "",
        "Area by pair of classes (流向矩阵) of two files, reading included; Zhitu also writes the",
        "table of all pieces (碎块), without those that round to 0.00 m²; the tables of the run",
        "before are removed first. Every program had the same single core. *×*: how many times the",
        "figure of Zhitu with planar area (平面面积).",
        "",
    ]
    for case in results.compared_cases():
        lines += [f"### {results.case_title(case)}", ""]
        lines += table(
            ["program", "CPU s", "×", "wall s", "×", "peak MB", "×", "pieces"],
            [cells for cells in comparison_rows(results, case)],
        )
        if said := notes(results, case):
            lines += [*said, ""]
    return lines


def comparison_rows(results: Results, case: str) -> list[list[str]]:
    own = results.zhitu(case, "planar", 1)
    official = results.zhitu(case, "official", 1)
    named = [
        ("**Zhitu**", own),
        ("Zhitu, official area (椭球面积)", official),
    ]
    named += [(READING_TITLES[key], line) for key, line in results.readings(case).items()]
    named += [(PEER_TITLES[key], results.run(key, case)) for key in PEER_TITLES]
    rows = []
    for title, line in named:
        if line is None:
            continue
        if line["state"] != "ok":
            state = line["state"]
            if state == "time-out":
                state += f" after {count(results['timeout_s'])} s"
            rows.append([title, state, *[""] * 6])
            continue
        cells = [title]
        for key, text in (("cpu_s", seconds), ("wall_s", seconds), ("peak_mb", megabytes)):
            cells += [text(line[key]), factor(line[key] / own[key])]
        rows.append([*cells, count(line["pieces"]) if "pieces" in line else ""])
    return rows


def notes(results: Results, case: str) -> list[str]:
    said = []
    postgis = results.run("postgis", case)
    if postgis and "loading" in postgis:
        loading = postgis["loading"]
        said.append(
            f"Loading both layers into PostGIS and indexing them took {seconds(loading['cpu_s'])} s"
            f" CPU ({seconds(loading['wall_s'])} s wall) more, not counted above."
        )
    for line in results["runs"]:
        if line["case"] == case and "reason" in line:
            title = PEER_TITLES.get(line["program"], line["program"])
            said.append(f"{title}: {line['state']} ({line['reason']}).")
    return said


def step_part(results: Results) -> list[str]:
    rows = []
    for case in results.cases():
        for threads in (1, 2):
            if line := results.zhitu(case, "planar", threads):
                steps = ("read", "overlay", "ledger", "write")
                rows.append(
                    [
                        results.short_title(case),
                        str(threads),
                        *(seconds(results.step(line, name)) for name in steps),
                        seconds(line["cpu_s"]),
                    ]
                )
    return [
        "## The overlay step alone",
        "",
        "CPU seconds of the steps of `zhitu flow` (planar area). *–*: not told by this version.",
        "",
        *table(
            ["case", "threads", "read", "overlay (叠加)", "ledger (流向台账)", "write"]
            + ["whole command"],
            rows,
        ),
        "CPU seconds of merely reading both files through GDAL (every feature with its geometry,",
        "one core), and how many times as many the overlay step and the whole command take. The",
        "loops in C drop each feature as soon as it is read, or keep all in memory, as a program",
        "must that lays them over each other. pyogrio reads through its own GDAL into arrays,",
        "geometry as WKB, all kept; that is counted without the start of Python.",
        "",
        *table(
            ["case", "merely reading", "CPU s"]
            + ["overlay ÷ it, 1 thread", "whole command ÷ it, 1 thread"]
            + ["overlay ÷ it, 2 threads", "whole command ÷ it, 2 threads"],
            [cells for case in results.cases() for cells in reading_rows(results, case)],
            left=2,
        ),
    ]


def reading_rows(results: Results, case: str) -> list[list[str]]:
    rows = []
    for program, reading in results.readings(case).items():
        title = READING_TITLES[program].removeprefix("merely reading").lstrip(" ,")
        cells = [results.short_title(case), title, seconds(reading["cpu_s"])]
        for threads in (1, 2):
            line = results.zhitu(case, "planar", threads)
            for cpu in (line and results.step(line, "overlay"), line and line["cpu_s"]):
                cells.append("–" if cpu is None else factor(cpu / reading["cpu_s"]))
        rows.append(cells)
    return rows


def scaling_part(results: Results, picture: str) -> list[str]:
    rows = []
    for case in results.cases("b"):
        one, two = (results.zhitu(case, "planar", threads) for threads in (1, 2))
        rows.append(
            [
                count(one["size"]),
                seconds(one["wall_s"]),
                seconds(two["wall_s"]),
                *(factor(x) if x else "–" for x in (results.gain(case), results.ceiling(case))),
                f"{one['cpu_s'] / (2 * one['size']) * 1e6:.1f}",
                megabytes(one["peak_mb"]),
                megabytes(two["peak_mb"]),
            ]
        )
    return [
        "## Scaling",
        "",
        f"![wall time by number of polygons and threads]({picture})",
        "",
        "Two independent coverages (a×b), planar area, whole command. *Gain*: of two threads on",
        "two cores over one on one. *Two copies at once*: what the two cores can give, measured in",
        "the same rounds: two copies of the command with one thread, one after the other ÷ both at",
        "once.",
        "",
        *table(
            ["polygons in each layer", "1 thread, wall s", "2 threads, wall s", "gain"]
            + ["two copies at once", "CPU µs a polygon", "1 thread, peak MB", "2 threads, peak MB"],
            rows,
            left=0,
        ),
    ]


def identity_part(results: Results) -> list[str]:
    rows = [
        [
            results.short_title(one["case"]),
            one["area"],
            one_of(one["sha256"]),
            "identical" if one["same"] else "**different**",
            f"`{one['sha256']['1'][:16]}`",
        ]
        for one in results["identity"]
    ]
    return [
        "## Same bytes for any number of threads",
        "",
        "The piece tables of runs with different numbers of threads, compared byte by byte.",
        "",
        *table(["case", "area", "threads", "piece tables", "SHA-256 begins"], rows, left=5),
    ]


def memory_part(results: Results) -> list[str]:
    lines = ["## Memory limit", ""]
    memory = results["memory"]
    if memory is None:
        return [*lines, "This version has no `--memory`.", ""]
    kept = "kept" if memory["peak_mb"] <= memory["limit_mb"] else "**not kept**"
    same = "the same bytes as" if memory["same"] else "**not** the bytes"
    return [
        *lines,
        f"{results.short_title(memory['case'])}: {megabytes(memory['input_mb'])} MB of input under",
        f"a limit of {megabytes(memory['limit_mb'])} MB, the size of the input ÷"
        f" {memory['input_mb'] / memory['limit_mb']:.2f}. Peak {megabytes(memory['peak_mb'])} MB:"
        f" {kept}; the piece table has {same} that of the run without a limit.",
        "",
    ]


def agreement_part(results: Results) -> list[str]:
    titles = PEER_TITLES | {"zhitu": "Zhitu"}
    rows = [
        [
            results.short_title(one["case"]),
            f"{titles[one['program']]} and {titles[one['reference']]}",
            count(one["pairs"]),
            f"{one['difference_m2']:.2g}",
            f"{one['allowed_m2']:.2g}",
        ]
        for one in results["agreement"]
    ]
    if not rows:
        return []
    return [
        "## All agree",
        "",
        "The largest difference between two class tables in any pair of classes. The peers add up",
        "floating-point areas; Zhitu's pieces are whole units of 0.01 m², rounded so that they add",
        "up to their patches, so a sum of *n* pieces may differ by about 0.01 m² × √*n*.",
        "",
        *table(
            ["case", "programs", "pairs of classes", "largest difference, m²", "allowed there, m²"],
            rows,
            left=2,
        ),
    ]


METHOD = """\
## How it is measured

All of it is one run of `make bench` on one machine, one program after the other. Files are in the
page cache, having just been written or read. A program is bound to one core (the runs with more
threads: to two), and the harness keeps to another. CPU is user and system time of the whole process
tree; for PostGIS that of the server's processes is added, and for reading with pyogrio times are
those of its two calls, without the start of Python (its memory is the whole process's). Peak memory
is the largest resident set that the kernel reports; for PostGIS it is the sum of the proportional
memory (PSS) of client and server, sampled. Short commands run up to 21 times: the tables show the
median times and the largest memory. Zhitu with one thread and with two takes turns, round after
round, so that a slow hour of the machine falls on both; the gain is the median of the rounds'
ratios. The peers read GeoParquet, the format that suits them best, Zhitu and PostGIS's loader
FlatGeobuf. PostGIS runs in a server of its own, with settings in its favour
(`Benchmarks/overlay/postgis.py`). What else was allowed to each program is in
`Benchmarks/overlay/peers`.

The log of deeds has figures of its own: [benchmarks-log.md](benchmarks-log.md).
"""


def text(results: Results, picture: str) -> str:
    complete = "" if results["complete"] else " Peers or sizes were left out of this run."
    parts = [
        "# Benchmarks 性能测试",
        "",
        f"Written by `{COMMAND}` from its measurements; do not edit.{complete}",
        "",
        *LATER.get(results["versions"].get("commit"), "").splitlines(),
        *goal_part(results),
        *comparison_part(results),
        *step_part(results),
        *scaling_part(results, picture),
        *identity_part(results),
        *memory_part(results),
        *agreement_part(results),
        *data_part(results),
        *machine_part(results),
        METHOD,
    ]
    return "\n".join(parts).rstrip() + "\n"


def write_text(path: Path, content: str) -> None:
    """Puts a file in place at once: whoever reads it sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(content, encoding="utf-8")
    fresh.replace(path)


def write(source: Path, target: Path, picture: Path) -> None:
    results = Results(json.loads(source.read_text(encoding="utf-8")))
    write_text(picture, curve.draw(results))
    write_text(target, text(results, str(picture.relative_to(target.parent))))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    write(*map(Path, sys.argv[1:]))
