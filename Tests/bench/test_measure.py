"""A run is measured whole: with its children, on its cores, and ended when its time is up."""

import os
import subprocess
import sys
import time
import unittest

import bench_support  # noqa: F401, finds the benchmark's modules
from measure import (
    Run,
    Server,
    available_cores,
    in_rounds,
    measured,
    middle,
    repeats,
    run,
    run_at_once,
    stat_of,
)

SPIN = "import time\nwhile time.process_time() < 0.3: pass\n"


def ends(pid):
    """Whether a process that was killed comes to its end, if it has not done so already."""
    for _ in range(1000):
        if stat_of(pid)[:1] in ([], ["Z"], ["X"]):
            return True
        time.sleep(0.01)
    return False


def python(code, *arguments):
    return [sys.executable, "-I", "-c", code, *arguments]


class RunTests(unittest.TestCase):
    def setUp(self):
        self.cores = available_cores()[:1]

    def test_counts_the_time_of_children(self):
        child = f"import subprocess, sys\nsubprocess.run([sys.executable, '-I', '-c', {SPIN!r}])"
        done = run(python(child), self.cores, timeout=60)
        self.assertEqual(done.state, "ok")
        self.assertGreater(done.cpu_s, 0.2)
        self.assertGreater(done.wall_s, 0.2)

    def test_sees_the_peak_of_memory_after_it_is_given_back(self):
        done = run(python("a = b'x' * 100_000_000\ndel a"), self.cores, timeout=60)
        self.assertGreater(done.peak_mb, 100)
        # No upper bound: a large process that forks lends its size to the child for a moment.

    def test_keeps_to_its_cores(self):
        before = os.sched_getaffinity(0)
        done = run(python("import os; print(sorted(os.sched_getaffinity(0)))"), self.cores, 60)
        self.assertEqual(done.output.strip(), str(self.cores))
        self.assertEqual(os.sched_getaffinity(0), before)

    def test_ends_a_run_that_takes_too_long_with_its_children(self):
        forks = "import os, time\nprint(os.getpid(), os.fork(), flush=True)\ntime.sleep(600)"
        done = run(python(forks), self.cores, timeout=1)
        self.assertEqual(done.state, "time-out")
        started = {int(word) for word in done.output.split()} - {0}
        self.assertEqual(len(started), 2)
        for pid in started:
            self.assertTrue(ends(pid), f"process {pid} still runs")

    def test_tells_of_failure(self):
        done = run(python("import sys; sys.exit('no such thing')"), self.cores, timeout=60)
        self.assertEqual((done.state, done.status), ("failed", 1))
        self.assertIn("no such thing", done.errors)

    def test_adds_what_a_server_does_meanwhile(self):
        serve = (
            "import os, sys\n"
            "sys.stdin.readline()\n"
            f"if os.fork() == 0:\n  exec({SPIN!r})\n  os._exit(0)\n"
            "os.wait()\nprint('served', flush=True)\nsys.stdin.readline()\n"
        )
        with subprocess.Popen(
            python(serve), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as server:
            # The client asks through the pipes that it is given, and waits for the answer.
            client = (
                "import os, sys\n"
                "os.write(int(sys.argv[1]), b'go\\n')\n"
                "os.read(int(sys.argv[2]), 100)\n"
            )
            ends = server.stdin.fileno(), server.stdout.fileno()
            done = run(
                python(client, *map(str, ends)), self.cores, 60, Server(server.pid), pass_fds=ends
            )
            server.stdin.close()
        self.assertEqual(done.state, "ok")
        self.assertGreater(done.cpu_s, 0.2)
        self.assertGreater(done.peak_mb, 5)


class AtOnceTests(unittest.TestCase):
    def setUp(self):
        cores = available_cores()
        self.cores = [cores[0], cores[-1]]  # the same core twice will do to test it

    def test_ends_with_the_last_and_adds_up(self):
        long = f"import time\ntime.sleep(0.5)\n{SPIN}"
        commands = [python(f"{SPIN}a = b'x' * 50_000_000"), python(long)]
        for order in (commands, commands[::-1]):
            done = run_at_once(order, self.cores, timeout=60)
            self.assertEqual(done.state, "ok")
            self.assertGreater(done.wall_s, 0.8)
            self.assertGreater(done.cpu_s, 0.6)
            self.assertGreater(done.peak_mb, 55)  # of both: the other is not nothing

    def test_all_run_at_the_same_time(self):
        sleep = python("import time; time.sleep(1)")
        self.assertLess(run_at_once([sleep, sleep], self.cores, timeout=60).wall_s, 1.9)

    def test_each_keeps_to_its_core(self):
        before = os.sched_getaffinity(0)
        told = "import os, sys; sys.exit(' '.join(map(str, os.sched_getaffinity(0))))"
        done = run_at_once([python(told)] * 2, self.cores, timeout=60)
        self.assertEqual(sorted(done.errors.split()), sorted(map(str, self.cores)))
        self.assertEqual(os.sched_getaffinity(0), before)

    def test_one_that_fails_or_is_late_is_not_hidden(self):
        good, bad = python("pass"), python("import sys; sys.exit(3)")
        for order in ([good, bad], [bad, good]):
            done = run_at_once(order, self.cores, timeout=60)
            self.assertEqual((done.state, done.status), ("failed", 3))
        late = python("import time; time.sleep(600)")
        self.assertEqual(run_at_once([good, late], self.cores, timeout=1).state, "time-out")


class RoundTests(unittest.TestCase):
    def calls(self, *walls):
        """Calls that say that they took so long, and the names of those made."""
        made = []

        def call(name, wall, status=0):
            made.append(name)
            return Run(wall + len(made) / 100, 1, 1, status)

        return [lambda n=n, wall=wall: call(n, *wall) for n, wall in enumerate(walls)], made

    def test_the_calls_take_turns(self):
        calls, made = self.calls((1,), (0.5,), (1.5,))
        runs = in_rounds(calls, most=3)
        self.assertEqual(made, [0, 1, 2] * 3)
        walls = middle(runs[1]).walls_s
        for wall, wanted in zip(walls, (0.52, 0.55, 0.58), strict=True):
            self.assertAlmostEqual(wall, wanted)

    def test_the_first_says_how_many_rounds(self):
        for wall, rounds in ((1, 5), (10, 3), (60, 1)):
            calls, made = self.calls((wall,), (0.1,))
            self.assertEqual([len(runs) for runs in in_rounds(calls)], [rounds] * 2)

    def test_a_round_with_a_bad_run_is_the_last(self):
        calls, made = self.calls((1,), (1, 9))
        self.assertEqual([middle(runs).state for runs in in_rounds(calls)], ["ok", "failed"])
        self.assertEqual(made, [0, 1])


class MiddleTests(unittest.TestCase):
    def test_takes_medians_of_times_and_the_largest_memory(self):
        found = middle([Run(3, 1, 10), Run(1, 2, 30), Run(2, 9, 20)])
        self.assertEqual((found.wall_s, found.cpu_s, found.peak_mb, found.repeats), (2, 2, 30, 3))

    def test_a_bad_run_is_not_hidden_by_good_ones(self):
        runs = iter([Run(1, 1, 1), Run(1, 1, 1, status=2), Run(1, 1, 1)])
        found = measured(lambda: next(runs))
        self.assertEqual((found.state, found.status), ("failed", 2))
        self.assertEqual(len(list(runs)), 1)

    def test_short_runs_are_repeated_and_long_ones_not(self):
        self.assertEqual([repeats(seconds) for seconds in (0.1, 3, 10, 60)], [21, 5, 3, 1])
        taken = measured(lambda: Run(0.1, 0.1, 1), most=2)
        self.assertEqual(taken.repeats, 2)
