"""Runs the unittest tests of the given folders and closes with one line of counts.

Each file named test_*.py runs in a process of its own, so that one per processor runs at a time and
no module sees the state of another. What a file prints appears when it has ended. Folders that do
not exist are left out. A skipped test is counted as skipped, never as passed. The exit status is 1
when a test failed, when a file could not be run, or when folders were found but no test was.
With --long the files that take long run too, and ZHITU_TEST_LONG asks the others for more.
"""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

# Files that take minutes start first; otherwise the last one would run while a processor idles.
# A name that is missing here costs time, nothing else.
LONGEST_FIRST = [
    "test_first_page", "test_schemathesis", "test_faults", "test_every_figure", "test_all_pages", "test_file_flow",
    "test_work_on_the_page", "test_homes", "test_verdicts", "test_least_change", "test_serve",
    "test_accounts_pages", "test_problems", "test_quota_pages", "test_exports_page",
]

# Pages whose tests take half a minute or more each, and stand beside tests of the same rules elsewhere:
# only `make test-long` runs them. That every page opens with the sample in it, at the width of a desk, without a
# fault that the browser or axe knows, is shown by `test_all_pages` in `make test`.
ONLY_LONG = {
    "test_adjust_page", "test_cases", "test_diagnosis_page", "test_drawing_by_keys",
    "test_evidence", "test_exports_page", "test_increment_page", "test_monitoring_page",
    "test_old_tab", "test_optimise_page", "test_page_tools", "test_plan_file_page",
    "test_potential_page", "test_problems", "test_projects_page", "test_quota_pages",
    "test_rules_page", "test_shared_browser", "test_studies_page", "test_tools_page",
    "test_trouble_on_the_page", "test_works",
}


class CountingResult(unittest.TextTestResult):
    """Counts a test once, however many of its sub-tests fail."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1

    def failed_tests(self) -> set[str]:
        failed = [test for test, _ in self.failures + self.errors] + self.unexpectedSuccesses
        return {getattr(test, "test_case", test).id() for test in failed}


def run_file(folder: str, name: str, counts: str) -> int:
    """Runs one file in this process and writes its counts as JSON."""
    suite = unittest.TestLoader().discover(folder, pattern=name, top_level_dir=folder)
    runner = unittest.TextTestRunner(verbosity=2, buffer=True, resultclass=CountingResult)
    result = runner.run(suite)
    pathlib.Path(counts).write_text(json.dumps({
        "passed": result.passed,
        "failed": len(result.failed_tests()),
        "skipped": len(result.skipped),
    }), encoding="utf-8")
    return 0


def run_apart(test: pathlib.Path, scratch: str) -> dict[str, int]:
    """Runs one file in a process of its own, prints its output as a whole and returns its counts."""
    counts = pathlib.Path(tempfile.mkstemp(dir=scratch, suffix=".json")[1])
    begun = time.monotonic()
    child = subprocess.run(
        [sys.executable, __file__, "--file", str(test.parent), test.name, str(counts)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    seconds = time.monotonic() - begun
    print(f"== {test} ({seconds:.0f} s)\n{child.stdout}", flush=True)
    text = counts.read_text(encoding="utf-8")
    if child.returncode != 0 or not text:
        print(f"FAIL: {test} ended with {child.returncode} before its tests did", flush=True)
        return {"passed": 0, "failed": 1, "skipped": 0}
    return json.loads(text)


def rank(test: pathlib.Path) -> int:
    return LONGEST_FIRST.index(test.stem) if test.stem in LONGEST_FIRST else len(LONGEST_FIRST)


def main(arguments: list[str]) -> int:
    is_long = "--long" in arguments
    folders = [argument for argument in arguments if argument != "--long"]
    present = [folder for folder in folders if os.path.isdir(folder)]
    if not present:
        return 0
    tests = [test for folder in present for test in sorted(pathlib.Path(folder).glob("test_*.py"))]
    if not is_long:
        tests = [test for test in tests if test.stem not in ONLY_LONG]
    tests.sort(key=rank)
    with (
        tempfile.TemporaryDirectory(prefix="counts-") as scratch,
        concurrent.futures.ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool,
    ):
        os.environ["ZHITU_TEST_CACHE"] = scratch
        if is_long:
            os.environ["ZHITU_TEST_LONG"] = "1"
        results = list(pool.map(lambda test: run_apart(test, scratch), tests))
    passed, failed, skipped = (
        sum(result[kind] for result in results) for kind in ("passed", "failed", "skipped"))
    print(f"end-to-end: {passed} passed, {failed} failed, {skipped} skipped", flush=True)
    ran_none = passed + failed + skipped == 0
    return 1 if failed or ran_none else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--file"]:
        sys.exit(run_file(*sys.argv[2:5]))
    sys.exit(main(sys.argv[1:]))
