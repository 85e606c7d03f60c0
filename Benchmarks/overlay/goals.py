"""What the overlay kernel set out to reach, and what the results say of it."""

from dataclasses import dataclass

from figures import READING_TITLES, Results, factor, megabytes, one_of, seconds

SIZE = 200_000  # the goals are about layers of this size
HARD, EPOCHS = f"{SIZE} a×b", f"{SIZE} a×c"

PEER_FACTOR = 30  # of the CPU time of the best peer
READING_FACTOR = 2.5  # of the CPU time of merely reading
READING_AS_SET_S = 0.8  # what reading both files took whoever set the goals
OVERLAY_S = 1.0  # CPU seconds of the overlay step
GAIN = 1.7  # in wall time on two cores


@dataclass
class Goal:
    text: str
    wanted: str
    measured: str
    met: bool | None

    @property
    def verdict(self) -> str:
        return {True: "yes", False: "**no**", None: "–"}[self.met]


def all(results: Results) -> list[Goal]:
    """The goals that this run can say something of."""
    found: list[Goal] = []
    if HARD in results.cases():
        found += [speed(results, HARD)]
        found += [reading(results, HARD, program) for program in results.readings(HARD)]
        found += [step(results, HARD), gain(results, HARD), ceiling(results, HARD)]
    if EPOCHS in results.cases():
        found += [epoch_step(results, EPOCHS, program) for program in results.readings(EPOCHS)]
    if results["identity"]:
        found += [identity(results)]
    if results["memory"]:
        found += [memory(results)]
    return [goal for goal in found if goal]


def speed(results: Results, case: str) -> Goal | None:
    peers = results.peers(case)
    if not peers:
        return None
    best = min(line["cpu_s"] for line in peers)
    ratio = best / results.zhitu(case, "planar", 1)["cpu_s"]
    return Goal(
        f"CPU time of the best peer ÷ Zhitu, {results.short_title(case)}",
        f"≥ {PEER_FACTOR}", factor(ratio), ratio >= PEER_FACTOR,
    )  # fmt: skip


def reading(results: Results, case: str, program: str) -> Goal:
    ratio = results.zhitu(case, "planar", 1)["cpu_s"] / results.run(program, case)["cpu_s"]
    return Goal(
        f"CPU time of Zhitu ÷ {READING_TITLES[program]}, {results.short_title(case)}",
        f"≤ {READING_FACTOR}", factor(ratio), ratio <= READING_FACTOR,
    )  # fmt: skip


def step(results: Results, case: str) -> Goal:
    cpu = results.step(results.zhitu(case, "planar", 1), "overlay")
    return Goal(
        f"CPU time of the overlay step, {results.short_title(case)}",
        f"≤ {OVERLAY_S} s",
        "–" if cpu is None else f"{seconds(cpu)} s", None if cpu is None else cpu <= OVERLAY_S,
    )  # fmt: skip


def gain(results: Results, case: str) -> Goal | None:
    ratio = results.gain(case)
    if ratio is None:
        return None
    return Goal(
        f"wall time on one core ÷ on two, {results.short_title(case)}",
        f"≥ {GAIN}", factor(ratio), ratio >= GAIN,
    )  # fmt: skip


def ceiling(results: Results, case: str) -> Goal | None:
    """Not a goal, but a figure for comparison with the gain."""
    ratio = results.ceiling(case)
    if ratio is None:
        return None
    return Goal(
        f"what the two cores can give: two copies at once, {results.short_title(case)}",
        "–", factor(ratio), None,
    )  # fmt: skip


def epoch_step(results: Results, case: str, program: str) -> Goal:
    cpu = results.step(results.zhitu(case, "planar", 1), "overlay")
    reading = results.run(program, case)["cpu_s"]
    return Goal(
        f"CPU time of the overlay step ÷ {READING_TITLES[program]}, {results.short_title(case)}",
        "< 1",
        "–" if cpu is None else factor(cpu / reading), None if cpu is None else cpu < reading,
    )  # fmt: skip


def identity(results: Results) -> Goal:
    threads = one_of(dict.fromkeys(n for one in results["identity"] for n in one["sha256"]))
    same = [one for one in results["identity"] if one["same"]]
    total = len(results["identity"])
    return Goal(
        f"piece tables of {threads} threads",
        "the same bytes", f"in {len(same)} of {total} cases", len(same) == total,
    )  # fmt: skip


def memory(results: Results) -> Goal:
    memory = results["memory"]
    peak, limit = memory["peak_mb"], memory["limit_mb"]
    return Goal(
        f"peak memory, input {memory['input_mb'] / limit:.1f} times the limit",
        f"≤ {megabytes(limit)} MB", f"{megabytes(peak)} MB", peak <= limit and memory["same"],
    )  # fmt: skip
