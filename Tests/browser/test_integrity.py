"""A workspace that is not as it was written: the page says so, and what to do."""

import shutil
import sqlite3
import tempfile
import unittest
from pathlib import Path

import served_page
from served_page import Browser, Server, Visit


def tamper(path, sql):
    """Changes a workspace file behind the program's back."""
    file = sqlite3.connect(path)
    for (name,) in file.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'rtree%'"
    ).fetchall():
        file.execute(f'DROP TRIGGER "{name}"')
    assert file.execute(sql).rowcount > 0
    file.commit()
    file.close()


class IntegrityNoticeTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if served_page.MISSING:
            raise unittest.SkipTest(served_page.MISSING)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-integrity-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)

    def visit(self, name, sql):
        path = self.folder / f"{name}.gpkg"
        shutil.copyfile(served_page.workspace(), path)
        if sql:
            tamper(path, sql)
        server = Server(path)
        self.addCleanup(server.stop)
        seen = Visit(self.browser, server)
        self.addCleanup(seen.close)
        return seen

    def test_what_was_changed_is_named(self):
        seen = self.visit("changed", "UPDATE unit_village SET zt_name = '改' WHERE fid = 1")
        notice = seen.page.locator(".integrity")
        notice.wait_for()
        self.assertIn("unit_village", notice.inner_text())
        self.assertIn("zhitu restore", notice.inner_text())
        seen.shoot("integrity")

    def test_a_sound_workspace_says_nothing(self):
        seen = self.visit("sound", None)
        seen.wait("fetch('api/v1/integrity').then(a => a.json()).then(a => a.state == 'sound')",
                  "a sound workspace")
        self.assertEqual(seen.page.locator(".integrity").count(), 0)


if __name__ == "__main__":
    unittest.main()
