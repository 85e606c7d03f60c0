"""Runs a command on chosen cores and measures it: wall time, processor time, peak memory.

Processor time is user and system time of the command and all its children. Where a server works for
the command (PostgreSQL), the processor time of the server's processes in the meantime is added, and
memory is the sum over all processes of their proportional share (PSS), sampled; otherwise memory is
the largest resident set that the kernel saw, so nothing disturbs the run.
"""

import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

MB = 1e6
TICKS = os.sysconf("SC_CLK_TCK")
SAMPLING = 0.05  # seconds between two samples of memory


@dataclass
class Run:
    """One run of a command, or the middle of several."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    status: int = 0
    timed_out: bool = False
    output: str = ""
    errors: str = ""
    repeats: int = 1
    others_s: float = 0.0  # processor time of everything else on the machine in the meantime
    walls_s: list[float] = field(default_factory=list)  # of every repeat, in their order

    @property
    def state(self) -> str:
        if self.timed_out:
            return "time-out"
        return "ok" if self.status == 0 else "failed"


def stat_of(pid: int) -> list[str]:
    """What /proc says of a process, from its state on; nothing when it has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return stat.rsplit(")", 1)[1].split()


@dataclass
class Server:
    """A running server, the processes below it included."""

    pid: int

    def processes(self) -> list[int]:
        children: dict[int, list[int]] = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and (stat := stat_of(int(folder.name))):
                children.setdefault(int(stat[1]), []).append(int(folder.name))
        found = [self.pid]
        for pid in found:
            found += children.get(pid, [])
        return found

    def cpu_s(self) -> float:
        """Of all its processes, living and ended."""
        stats = map(stat_of, self.processes())
        ticks = sum(sum(map(int, stat[11:15])) for stat in stats if stat)
        return ticks / TICKS


def busy_s() -> float:
    """Processor time that the machine has spent on anything, or was denied by its host."""
    fields = Path("/proc/stat").read_text(encoding="utf-8").split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _waiting, *more = map(int, fields[:8])
    return (user + nice + system + sum(more)) / TICKS


def shared_memory(pids: list[int]) -> int:
    """The proportional memory of the processes, in bytes."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


class Watch:
    """Samples the memory of a server and of a command until it is left."""

    def __init__(self, server: Server, command: int):
        self.trees = [server, Server(command)]
        self.peak = 0
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.sample, daemon=True)

    def sample(self) -> None:
        while not self.done.is_set():
            pids = [pid for tree in self.trees for pid in tree.processes()]
            self.peak = max(self.peak, shared_memory(pids))
            self.done.wait(SAMPLING)

    def __enter__(self) -> "Watch":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.done.set()
        self.thread.join()


def available_cores() -> list[int]:
    return sorted(os.sched_getaffinity(0))


def start(command: list[str], cores: list[int], **options) -> subprocess.Popen:
    """Starts a command that may use the given cores only."""
    mine = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        return subprocess.Popen(command, start_new_session=True, **options)
    finally:
        os.sched_setaffinity(0, mine)


def run(
    command: list[str], cores: list[int], timeout: float, server: Server | None = None, **options
) -> Run:
    """Runs a command once. A command that takes longer than the time-out is killed.

    The harness itself keeps off the cores of the command where there are others.
    """
    mine = os.sched_getaffinity(0)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        used = server.cpu_s() if server else 0.0
        busy, begin = busy_s(), time.monotonic()
        process = start(
            command, cores, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, **options
        )
        os.sched_setaffinity(0, mine - set(cores) or mine)
        try:
            timed_out, status, usage, peak = wait(process, timeout, server)
        finally:
            os.sched_setaffinity(0, mine)
        wall = time.monotonic() - begin
        cpu = usage.ru_utime + usage.ru_stime
        if server:
            cpu += server.cpu_s() - used
        others = max(0.0, busy_s() - busy - cpu)
        output.seek(0)
        errors.seek(0)
        return Run(
            wall,
            cpu,
            (peak or usage.ru_maxrss * 1024) / MB,
            status,
            timed_out,
            output.read().decode("utf-8", "replace"),
            errors.read().decode("utf-8", "replace"),
            others_s=others,
        )


def run_at_once(commands: list[list[str]], cores: list[int], timeout: float) -> Run:
    """Runs several commands at the same time, each on a core of its own.

    The wall time is that until the last has ended; processor time and memory are their sums.
    """
    with tempfile.TemporaryFile() as errors:
        processes: list[subprocess.Popen] = []
        ends = []
        busy, begin = busy_s(), time.monotonic()
        try:
            for command, core in zip(commands, cores, strict=True):
                processes.append(
                    start(
                        command, [core], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                        stderr=errors,
                    )
                )  # fmt: skip
            for process in processes:
                left = begin + timeout - time.monotonic()
                ends.append(wait(process, max(left, 0), None))
        except BaseException:
            for process in processes[len(ends) :]:
                kill_group(process.pid)
                process.wait()
            raise
        wall = time.monotonic() - begin
        late, statuses, usages, _ = zip(*ends, strict=True)
        cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
        others = max(0.0, busy_s() - busy - cpu)
        errors.seek(0)
        return Run(
            wall,
            cpu,
            sum(usage.ru_maxrss for usage in usages) * 1024 / MB,
            next((status for status in statuses if status != 0), 0),
            any(late),
            errors=errors.read().decode("utf-8", "replace"),
            others_s=others,
        )


def wait(process: subprocess.Popen, timeout: float, server: Server | None):
    """Waits for the end; kills the process and its children when time is up or on an exception."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        kill_group(process.pid)

    clock = threading.Timer(timeout, stop)
    clock.start()
    try:
        if server:
            with Watch(server, process.pid) as watch:
                _, status, usage = os.wait4(process.pid, 0)
            peak = watch.peak
        else:
            _, status, usage = os.wait4(process.pid, 0)
            peak = 0
    except BaseException:
        kill_group(process.pid)
        process.wait()
        raise
    finally:
        clock.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return late.is_set(), process.returncode, usage, peak


def kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        pass


def repeats(wall_s: float) -> int:
    """How often a command that takes so long is run."""
    if wall_s < 2:
        return 21
    if wall_s < 4:
        return 5
    return 3 if wall_s < 15 else 1


def middle(runs: list[Run]) -> Run:
    """The medians of the times and the largest memory, or the first run that did not end well."""
    for one in runs:
        if one.state != "ok":
            return one
    return Run(
        statistics.median(one.wall_s for one in runs),
        statistics.median(one.cpu_s for one in runs),
        max(one.peak_mb for one in runs),
        output=runs[-1].output,
        errors=runs[-1].errors,
        repeats=len(runs),
        others_s=statistics.median(one.others_s for one in runs),
        walls_s=[one.wall_s for one in runs],
    )


def in_rounds(calls: list[Callable[[], Run]], most: int = 5) -> list[list[Run]]:
    """Makes the calls in turn, round after round, as often as the length of the first asks for.

    What changes on the machine from hour to hour so falls on all calls of a round alike. A round in
    which a run did not end well is the last.

    - Returns: the runs of each call, one of each round.
    """
    rounds = [[call() for call in calls]]
    while all(one.state == "ok" for one in rounds[-1]) and len(rounds) < min(
        most, repeats(rounds[0][0].wall_s)
    ):
        rounds.append([call() for call in calls])
    return [list(runs) for runs in zip(*rounds, strict=True)]


def measured(once: Callable[[], Run], most: int = 5) -> Run:
    """Runs `once()` as often as its length asks for, and takes the middle."""
    return middle(in_rounds([once], most)[0])
