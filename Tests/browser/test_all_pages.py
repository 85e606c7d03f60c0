"""Every page of the navigation at the width of a desk and of a phone: nothing is wider than the screen or cut
off, a finger meets every control, axe finds nothing, no word is missing, the browser complains of nothing.

The workspace is the sample that the first page offers, made by its button. Pictures of all pages are in
.build/artefacts/browser/pages/. `make test` looks at the desk alone, `make test-long` also at the phone.
"""

import os
import re
import shutil
import tempfile
import time
import unittest
from pathlib import Path

from served_page import ARTEFACTS, MISSING, ROOT, Browser, Server

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
if not os.environ.get("ZHITU_TEST_LONG"):
    del SIZES["phone"]
# Where not the planner works; all others are shown to the planner of the centre.
ROLES = {
    "works": ("implementer", "works-01"), "problems": ("implementer", "works-01"),
    "boards": ("supervisor", "inspection"), "cases": ("reviewer", "agriculture"),
    "fund": ("platform", "platform"), "payments": ("platform", "platform"),
    "history": ("auditor", "audit-office"), "accounts": ("security-administrator", "operations"),
    "audit": ("audit-administrator", "operations"),
}
# Pages with an answer to be asked for first say 404 until then; that is no fault.
NOT_YET = re.compile(r"404 .*/api/v1/potential$|status of 404")
NEWS = re.compile(r"/(news|changes)(\?|$)|^(blob|data):")
# These lead from a page to another one and are in no group of the navigation.
BESIDE = {"ranking": "ranking.html", "board": "draw.html?plan=demo"}

# Controls outside the screen that no holder scrolls to.
CUT = """(() => [...document.querySelectorAll('main button, main a, main input, main select, header *')]
  .filter(one => { const box = one.getBoundingClientRect();
    return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)
      && getComputedStyle(one).visibility !== 'hidden'; })
  .filter(one => { for (let at = one; at; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return at === document.documentElement;
    return true; })
  .slice(0, 6).map(one => one.outerHTML.slice(0, 120)))()"""
# Controls that are lower than a finger; a link inside a text is none.
SMALL = """(() => [...document.querySelectorAll('button, a.button, select, input:not([type=hidden])')]
  .filter(one => { const box = one.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.height < 43.5
      && !['checkbox', 'radio', 'range', 'file'].includes(one.type)
      && !one.closest('.maplibregl-ctrl, .segments, .visually-hidden, td, th, p, li'); })
  .slice(0, 6).map(one => one.outerHTML.slice(0, 120)))()"""
# The name of a text where the text should stand.
UNSAID = r"""(() => { const found = []; const walk = document.createTreeWalker(document.body, 4);
  const isName = text => /^[a-z][a-zA-Z]*(\.[a-z][\w-]*)+$/.test(text)
    && !/\.(gpkg|zip|html?|csv|xlsx|yaml|json|pdf|docx|png|mbtiles)$/.test(text);
  while (walk.nextNode()) { const text = walk.currentNode.data.trim();
    if (isName(text) && !walk.currentNode.parentElement.closest('code, .code')) found.push(text); }
  for (const one of document.querySelectorAll('[aria-label], [title], [placeholder]'))
    for (const name of ['aria-label', 'title', 'placeholder'])
      if (isName(one.getAttribute(name) ?? '')) found.push(one.getAttribute(name));
  return found; })()"""
AT_REST = """(!window.zhitu?.map || (zhitu.map.loaded() && zhitu.map.areTilesLoaded()))
  && ![...document.querySelectorAll('main p, main span, main div')].some(one => one.children.length === 0
    && /^正在.*…$/.test(one.textContent.trim())) && !document.querySelector('main progress')"""
MAKE = """async () => { const post = await fetch('api/v1/sample', { method: 'POST',
    headers: { 'content-type': 'application/json' }, body: '{}' });
  let job = await post.json();
  while (['queued', 'running'].includes(job.state)) {
    await new Promise(done => setTimeout(done, 500));
    job = await (await fetch(`api/v1/jobs/${job.id}`)).json(); }
  return job; }"""


def pages():
    """The pages as the navigation lists them."""
    text = (ROOT / "Web/app/parts/navigation.js").read_text(encoding="utf-8")
    found = re.findall(r'\{ id: "(\w+)", address: "([^"]+)"', text)
    return {name: "" if address == "./" else address for name, address in found} | BESIDE


@unittest.skipIf(MISSING, MISSING or "")
class AllPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-pages-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(cls.folder / "w.gpkg")
        cls.addClassCleanup(cls.server.stop)
        page = cls.browser.chromium.new_page()
        page.set_default_timeout(600_000)
        page.goto(cls.server.address)
        made = page.evaluate(MAKE)
        assert made["state"] == "done", made
        page.close()

    def test_every_page_at_two_widths(self):
        self.assertGreater(len(pages()), 20)
        for size in SIZES:
            for name, address in pages().items():
                with self.subTest(name, size=size):
                    self.is_fine(name, address, size)

    def is_fine(self, name, address, size):
        from axe_playwright_python.sync_playwright import Axe
        width, height = SIZES[size]
        role, organisation = ROLES.get(name, ("planner", "centre"))
        context = self.browser.chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce",
            has_touch=size == "phone")
        self.addCleanup(context.close)
        context.set_default_timeout(60_000)
        context.add_init_script(
            "localStorage.setItem('zhitu.acting', JSON.stringify("
            f"{{ role: '{role}', organisation: '{organisation}' }}))")
        page, complaints = context.new_page(), []
        page.on("console", lambda said: complaints.append(said.text)
                if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("response", lambda answer: complaints.append(f"{answer.status} {answer.url}")
                if answer.status >= 400 else None)
        # What is under way, but the streams of news, which never end.
        busy = set()
        page.on("request", lambda one: None if NEWS.search(one.url) else busy.add(one.url))
        page.on("requestfinished", lambda one: busy.discard(one.url))
        page.on("requestfailed", lambda one: busy.discard(one.url))
        page.goto(f"{self.server.address}/{address}")
        page.locator("header").first.wait_for()
        deadline, since = time.monotonic() + 120, time.monotonic()
        while time.monotonic() < since + 0.8:
            self.assertLess(time.monotonic(), deadline, f"never at rest: {sorted(busy)}")
            if not page.evaluate(AT_REST) or busy:
                since = time.monotonic()
            page.wait_for_timeout(150)
        folder = ARTEFACTS / "pages"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(folder / f"{name}-{size}.png"))
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width)
        self.assertEqual(page.evaluate(CUT), [], "cut off")
        if size == "phone":
            self.assertEqual(page.evaluate(SMALL), [], "too small for a finger")
        self.assertEqual(page.evaluate(UNSAID), [], "names instead of texts")
        self.assertEqual([one for one in complaints if not NOT_YET.search(one)], [])
        self.assertEqual([(one["id"], one["nodes"][0]["html"][:160])
                          for one in Axe().run(page).response["violations"]], [])
        context.close()


if __name__ == "__main__":
    unittest.main()
