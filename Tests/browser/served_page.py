"""A served workspace and a real browser, for the tests of the first page.

Environment:
  ZHITU_BINARY     the built program (default .build/release/zhitu)
  ZHITU_WORKSPACE  a finished workspace; without it the sample district is made once, by the same
                   commands as `make run`
Screenshots are kept in .build/artefacts/browser/.
"""

import functools
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / ".build" / "artefacts" / "browser"
BINARY = Path(os.environ.get("ZHITU_BINARY", ROOT / ".build/release/zhitu"))
CHROMIUM = Path("/usr/bin/chromium")
PLAN = "demo"
# Seconds to wait for what must come. Generous: without a graphics card and on a machine that builds
# at the same time, drawing ten thousand patches takes a while.
TIMEOUT = 180

# What is missing for these tests, or None: they are then skipped, not passed.
MISSING = next(
    (f"{path} is missing" for path in (BINARY, CHROMIUM) if not path.exists()), None
)


def zhitu(*arguments, may_find_faults=False):
    done = subprocess.run(
        [BINARY, *map(str, arguments), "--quiet"], capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode not in ((0, 1, 3) if may_find_faults else (0,)):
        raise RuntimeError(f"zhitu {' '.join(map(str, arguments))}: {done.stderr or done.stdout}")


@functools.cache
def workspace() -> Path:
    """The workspace that all tests share; made only once."""
    given = os.environ.get("ZHITU_WORKSPACE")
    if given:
        return Path(given)
    folder = Path(tempfile.mkdtemp(prefix="zhitu-browser-"))
    made = folder / "workspace.gpkg"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg")
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", PLAN)
    zhitu("plan", "--workspace", made, "--plan", PLAN, "--base", "2023")
    zhitu("flow", "--workspace", made, "--from", "2023", "--to", "2024")
    zhitu("verify", "--workspace", made, "--plan", PLAN, may_find_faults=True)
    return made


# The acts on plans that a browser keeps until the server has them, as text; null where there are none.
KEPT = """Object.keys(localStorage).filter(key => key.startsWith("zhitu.drawing:"))
  .map(key => localStorage.getItem(key))[0] ?? null"""


class Server:
    """`zhitu serve` on a free port, until `stop`."""

    def __init__(self, served: Path, *options):
        self.process = subprocess.Popen(
            [BINARY, "serve", "--workspace", str(served), "--port", "0", *map(str, options)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
        )
        self.address = self._wait_for_address()

    def _wait_for_address(self) -> str:
        said = ""
        for line in self.process.stdout:
            said += line
            found = re.search(r"http://(?:127\.0\.0\.1|localhost):\d+", line)
            if found:
                return found.group(0)
        raise RuntimeError(f"the server ended without an address: {said}")

    def stop(self) -> int:
        """Asks the server to end and tells with which status it did."""
        self.process.terminate()
        try:
            return self.process.wait(timeout=20)
        finally:
            self.process.kill()
            self.process.stdout.close()


class Browser:
    """One Chromium, without a window and without a graphics card."""

    def __init__(self):
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        )

    def close(self):
        self.chromium.close()
        self.playwright.stop()


class Visit:
    """One look at the page, with everything the browser complained about."""

    def __init__(self, browser: Browser, server: Server, query="", width=1440, height=900):
        self.server = server
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.context = browser.chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        self.context.set_default_timeout(TIMEOUT * 1000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("response", self._on_response)
        self.page.goto(f"{server.address}/{query}")
        self.settle()

    def _on_console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _on_response(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")

    def wait(self, expression: str, what: str):
        """Waits until a JavaScript expression is true. Playwright's own way needs `unsafe-eval`."""
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            if self.page.evaluate(expression):
                return
            time.sleep(0.1)
        raise AssertionError(f"never came: {what}")

    def settle(self):
        """Waits until the map stands still and has drawn its tiles."""
        self.wait(
            "!!window.zhitu && zhitu.map.loaded() && zhitu.map.areTilesLoaded()"
            " && !zhitu.map.isMoving()",
            "a map at rest",
        )
        time.sleep(0.3)

    def drawn(self, source: str) -> int:
        """The number of different features of a source that the map has drawn."""
        return self.page.evaluate(
            "source => new Set(zhitu.map.queryRenderedFeatures()"
            ".filter(one => one.source === source).map(one => one.id)).size",
            source,
        )

    def centre(self) -> tuple[float, float]:
        found = self.page.evaluate("zhitu.map.getCenter().toArray()")
        return (found[0], found[1])

    def get(self, path: str):
        """What the API of the server says, asked by the page itself."""
        return self.page.evaluate("path => fetch(path).then(answer => answer.json())", path)

    def shoot(self, name: str):
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(ARTEFACTS / f"{name}.png"))

    def close(self):
        self.context.close()
