"""What the tests of the benchmark share: its modules, and the Python that its packages are in."""

import os
import pathlib
import shutil
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
OVERLAY = ROOT / "Benchmarks" / "overlay"
BENCH_PYTHON = pathlib.Path(
    os.environ.get("ZHITU_BENCH_PYTHON", ROOT / ".tools" / "bench-venv" / "bin" / "python")
)

if str(OVERLAY) not in sys.path:
    sys.path.insert(0, str(OVERLAY))

needs_bench_python = unittest.skipUnless(BENCH_PYTHON.exists(), "needs `Scripts/setup --bench`")


class Scratch(unittest.TestCase):
    """A test with a folder of its own that is gone afterwards."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zhitu-bench-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path
