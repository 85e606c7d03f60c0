"""A limit of memory changes how a result is made, never the result."""

import hashlib
import pathlib
import unittest

from support import SampleDistrict, zhitu


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class MemoryInWorkspaceTests(SampleDistrict):
    def flow(self, *more, status=0):
        return zhitu("flow", "-w", self.workspace, "--from", 2023, *more, "--quiet", status=status)

    def test_the_flow_of_two_epochs_is_the_same(self):
        for area in ["official", "planar"]:
            tables = []
            for limit in [[], ["--memory", "120M"]]:
                pieces = self.path(f"{area}{len(limit)}.csv")
                self.flow("--to", 2024, "--area", area, "--pieces", pieces, *limit)
                tables.append(pathlib.Path(pieces).read_text(encoding="utf-8"))
            self.assertEqual(tables[0], tables[1])
            self.assertGreater(len(tables[0]), 10_000)

    def test_the_findings_of_a_check_are_the_same(self):
        tables = []
        for limit in [[], ["--memory", "110M"]]:
            findings = self.path(f"findings{len(limit)}.csv")
            zhitu("check", "-w", self.workspace, "--csv", findings, *limit, "--quiet", status=None)
            tables.append(pathlib.Path(findings).read_text(encoding="utf-8"))
        self.assertEqual(tables[0], tables[1])

    def test_a_limit_that_cannot_be_kept_is_refused_before_any_work(self):
        before = digest(self.workspace)
        refused = self.flow("--to", 2024, "--memory", "10M", status=2)
        self.assertIn("flow.memory", refused.stderr)
        # Without a unit it is bytes, which the message shows.
        self.assertIn("200 B", self.flow("--to", 2024, "--memory", "200", status=2).stderr)
        refused = self.flow("--to", "demo", "--memory", "1G", status=2)
        self.assertIn("flow.memory-plan", refused.stderr)
        refused = zhitu("check", "-w", self.workspace, "--memory", "10M", "--quiet", status=2)
        self.assertIn("check.memory", refused.stderr)
        self.assertEqual(digest(self.workspace), before)


if __name__ == "__main__":
    unittest.main()
