"""What the end-to-end tests share: the built program, scratch folders, the data beside the project."""

import atexit
import csv
import fcntl
import functools
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("ZHITU_BINARY", str(ROOT / ".build/release/zhitu"))
SHARED = pathlib.Path(os.environ.get("ZHITU_SHARED_DATA", ROOT.parent / "shared" / "data"))


def zhitu(*arguments, status=0, **options):
    """Runs the program and insists on its exit status."""
    result = subprocess.run(
        [BINARY, *map(str, arguments)], capture_output=True, text=True, timeout=600, **options
    )
    if status is not None and result.returncode != status:
        raise AssertionError(
            f"zhitu {' '.join(map(str, arguments))} ended with {result.returncode}, not {status}\n"
            f"{result.stdout}\n{result.stderr}"
        )
    return result


def zhitu_json(*arguments, status=0):
    return json.loads(zhitu(*arguments, "--json", status=status).stdout)


def tamper(path, sql):
    """Changes a workspace file behind the program's back."""
    file = sqlite3.connect(path)
    # The triggers of spatial indexes call functions that only GeoPackage libraries have.
    for (name,) in file.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rtree%'"
    ).fetchall():
        file.execute(f'DROP TRIGGER "{name}"')
    assert file.execute(sql).rowcount > 0
    file.commit()
    file.close()


def matrix(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["from", "to", "area_m2", "kind", "from_name", "to_name"], rows[0]
    return {(row["from"], row["to"]): float(row["area_m2"]) for row in rows}


def needs_data(name):
    return unittest.skipUnless((SHARED / name).exists(), f"needs {SHARED / name}")


class Scratch(unittest.TestCase):
    """A test with a folder of its own that is gone afterwards."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zhitu-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return str(self.folder / name)

    def unzip(self, name):
        shutil.unpack_archive(SHARED / name, self.folder)
        return self.folder / pathlib.Path(name).name.removesuffix(".zip")


def sample_district():
    """The folder with the sample and the workspace it was imported into, made once for all files."""
    folder = pathlib.Path(os.environ.get("ZHITU_TEST_CACHE") or own_cache())
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            for name in ("sample.gpkg", "w.gpkg"):
                (folder / name).unlink(missing_ok=True)
            sample, workspace = folder / "sample.gpkg", folder / "w.gpkg"
            zhitu("sample", "--seed", 7, "--out", sample, "--quiet")
            zhitu("import", sample, "--workspace", workspace, "--name", "demo", "--quiet")
            (folder / "made").touch()
    return folder


@functools.cache
def own_cache():
    folder = tempfile.mkdtemp(prefix="zhitu-cache-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class SampleDistrict(Scratch):
    """Tests on one synthetic district, made and imported once, with the plan `demo`."""

    @classmethod
    def setUpClass(cls):
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="zhitu-sample-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        made = sample_district()
        # Nobody writes to it, and the layers of the workspace name it as their source.
        cls.sample = str(made / "sample.gpkg")
        cls.workspace = str(cls.shared / "w.gpkg")
        shutil.copy(made / "w.gpkg", cls.workspace)


class VerifiedDistrict(SampleDistrict):
    """Tests that ask for the verdicts on the plan."""

    def verify(self, *more, status=None):
        return zhitu("verify", "--workspace", self.workspace, "--plan", "demo", "--date",
                     "2026-11-21", *more, status=status)

    def answer(self, *more, status=None):
        return json.loads(self.verify(*more, "--json", status=status).stdout)

    def file(self, name, text):
        pathlib.Path(self.path(name)).write_text(text, encoding="utf-8")
        return self.path(name)
