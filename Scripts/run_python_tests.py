"""Runs the unittest tests of the given folders and closes with one line of counts.

Each folder is discovered on its own (files named test_*.py). Folders that do not exist are left
out. A skipped test is counted as skipped, never as passed. The exit status is 1 when a test failed
or when folders were found but no test was.
"""

import os
import sys
import unittest


class CountingResult(unittest.TextTestResult):
    """Counts a test once, however many of its sub-tests fail."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1

    def failed_tests(self) -> set[str]:
        failed = [test for test, _ in self.failures + self.errors] + self.unexpectedSuccesses
        return {getattr(test, "test_case", test).id() for test in failed}


def run(folder: str) -> CountingResult:
    suite = unittest.TestLoader().discover(folder, top_level_dir=folder)
    runner = unittest.TextTestRunner(verbosity=2, buffer=True, resultclass=CountingResult)
    result = runner.run(suite)
    # The next folder may hold modules of the same names.
    sys.path[:] = [path for path in sys.path if os.path.abspath(folder) != path]
    for name in [name for name in sys.modules if name.startswith("test_")]:
        del sys.modules[name]
    return result


def main(folders: list[str]) -> int:
    present = [folder for folder in folders if os.path.isdir(folder)]
    if not present:
        return 0
    results = [run(folder) for folder in present]
    passed = sum(result.passed for result in results)
    failed = sum(len(result.failed_tests()) for result in results)
    skipped = sum(len(result.skipped) for result in results)
    sys.stderr.flush()
    print(f"end-to-end: {passed} passed, {failed} failed, {skipped} skipped", flush=True)
    ran_none = passed + failed + skipped == 0
    return 1 if failed or ran_none else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
