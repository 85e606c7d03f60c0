"""The front end is type-checked, linted and its pure parts are tested, without a browser."""

import subprocess
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "Web"
DENO = ROOT / ".tools/venv/bin/deno"
LONGEST_FILE = 400


def deno(*arguments):
    return subprocess.run(
        [DENO, *arguments],
        cwd=WEB,
        capture_output=True,
        text=True,
        env={"NO_COLOR": "1", "PATH": "/usr/bin:/bin", "DENO_NO_UPDATE_CHECK": "1"},
    )


@unittest.skipUnless(DENO.exists(), f"{DENO} is missing")
class FrontEndTests(unittest.TestCase):
    def succeeds(self, *arguments):
        done = deno(*arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_types(self):
        self.succeeds("check", "--no-lock", "app/", "messages.js", "../Tests/web/")

    def test_lint(self):
        self.succeeds("lint", "app/", "messages.js", "types/")

    def test_pure_parts(self):
        # `test_types` has checked them; `deno test` would also check the vendored library.
        self.succeeds("test", "--no-check", "--no-lock", "--config", "deno.json", "../Tests/web/")

    def test_who_acts_is_drawn_alike_on_every_page_with_the_shell(self):
        pages = [page for page in WEB.glob("*.html") if "styles/shell.css" in page.read_text("utf-8")]
        self.assertGreater(len(pages), 10)
        for page in pages:
            with self.subTest(page.name):
                self.assertIn("styles/acting.css", page.read_text("utf-8"))

    def test_files_stay_short(self):
        for file in [*WEB.glob("app/**/*.js"), *WEB.glob("styles/*.css"), WEB / "messages.js"]:
            with self.subTest(file.name):
                lines = len(file.read_text(encoding="utf-8").splitlines())
                self.assertLess(lines, LONGEST_FILE)


if __name__ == "__main__":
    unittest.main()
