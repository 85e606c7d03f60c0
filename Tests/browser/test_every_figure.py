"""Every number on every page can be asked where it comes from, and the answer that it names was read by the page.
Every table opens as a grid that is filtered and taken away; every chart and map is saved as a picture.

Each page of the navigation is opened on the finished sample, with each of its tabs, all that unfolds unfolded and
its first row opened. A number without an origin, an origin without a text, and an origin that names an answer of
the server which the page has not asked for are faults; so are tables and charts without their buttons. `make test`
looks at the pages as they open, `make test-long` at their tabs and rows, too.

Environment: ZHITU_PAGES names the pages to look at, separated by commas (default all); ZHITU_SAMPLE is a finished
workspace that is copied instead of making the sample (default none).
"""

import os
import shutil
import tempfile
import time
import unittest
from pathlib import Path

from served_page import MISSING, Browser, Server
from test_all_pages import MAKE, NEWS, ROLES, pages

ASK = """async () => {
  const load = name => import(new URL(`app/origins/${name}.js`, document.baseURI).href);
  const [{ figuresIn, nameOf }, { originOf, originNamed }, { lastRead }] =
    await Promise.all(['figures', 'origins', 'reads'].map(load));
  const parts = [...document.querySelectorAll(
    'header.bar, main, #app > [role=alert], #app > [role=status], wa-dialog[open]')];
  const answer = { figures: 0, unnamed: [], unknown: [], unread: [], ungridded: [], unpictured: [],
    keys: [] };
  for (const node of parts.flatMap(figuresIn)) {
    answer.figures++;
    const key = originOf(node);
    if (key === 'own') continue;
    if (key === null) {
      const element = node instanceof Element ? node : node.parentElement;
      let path = '';
      for (let at = element; at && at.tagName !== 'MAIN' && path.split('>').length < 6; at = at.parentElement)
        path = `${at.tagName.toLowerCase()}${at.className ? '.' + String(at.className).split(' ')[0] : ''} > ${path}`;
      answer.unnamed.push(`${path} “${(node.textContent ?? '').trim().slice(0, 60)}” (${nameOf(element).slice(0, 60)})`);
      continue;
    }
    if (answer.keys.includes(key)) continue;
    answer.keys.push(key);
    const origin = originNamed(key);
    if (!origin) { answer.unknown.push(key); continue; }
    for (const endpoint of origin.from ?? []) if (!lastRead(endpoint)) answer.unread.push(`${key}: ${endpoint}`);
  }
  const seen = one => one.checkVisibility() && !one.closest('.grid-part, .maplibregl-map');
  const told = one => one.outerHTML.slice(0, 90);
  for (const table of document.querySelectorAll('main table')) {
    // What is typed into is a form, and what is listed in pairs is no table of rows.
    if (!seen(table) || !table.tHead || table.rows.length < 5 || table.querySelector('td input, td select')) continue;
    if (!table.closest('.tabular') && !table.parentElement.parentElement.querySelector('[data-grid]'))
      answer.ungridded.push(`${told(table)} (${nameOf(table.rows[1].cells[0])})`);
  }
  for (const drawing of document.querySelectorAll('main svg'))
    if (seen(drawing) && drawing.querySelectorAll('*').length > 8 && !drawing.closest('.pictured')
      && !drawing.closest('figure')?.querySelector('.picture')) answer.unpictured.push(told(drawing));
  for (const map of document.querySelectorAll('main .maplibregl-map'))
    if (map.checkVisibility() && !map.closest('.swipe') && !map.querySelector('.map-picture')
      && !document.querySelector('[data-tool=picture]')) answer.unpictured.push(told(map));
  return answer;
}"""
LOADS = """[...document.querySelectorAll('main p, main span, main div')].some(one =>
  one.children.length === 0 && /^正在.*…$/.test(one.textContent.trim()) && one.checkVisibility())
  || document.querySelector('main progress') !== null"""
# Where figures stand as soon as the page is open: the walker that finds none there finds none anywhere.
FULL = {"map", "boards", "fund", "quota", "ranking", "board"}
UNFOLD = "document.querySelectorAll('main details').forEach(one => { one.open = true; })"


@unittest.skipIf(MISSING, MISSING or "")
class EveryFigure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-from-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        given = os.environ.get("ZHITU_SAMPLE")
        if given:
            for part in Path(given).iterdir():
                target = cls.folder / part.name
                shutil.copytree(part, target) if part.is_dir() else shutil.copy(part, target)
        cls.server = Server(cls.folder / "w.gpkg")
        cls.addClassCleanup(cls.server.stop)
        if not given:
            page = cls.browser.chromium.new_page()
            page.set_default_timeout(600_000)
            page.goto(cls.server.address)
            made = page.evaluate(MAKE)
            assert made["state"] == "done", made
            page.close()

    def test_every_number_table_and_chart_of_every_page(self):
        chosen = os.environ.get("ZHITU_PAGES")
        names = chosen.split(",") if chosen else list(pages())
        for name in names:
            with self.subTest(name):
                self.look(name, pages()[name])

    def look(self, name, address):
        role, organisation = ROLES.get(name, ("planner", "centre"))
        context = self.browser.chromium.new_context(
            viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        self.addCleanup(context.close)
        context.set_default_timeout(60_000)
        context.add_init_script(
            "localStorage.setItem('zhitu.acting', JSON.stringify("
            f"{{ role: '{role}', organisation: '{organisation}' }}))")
        page = context.new_page()
        busy = set()
        page.on("request", lambda one: None if NEWS.search(one.url) else busy.add(one.url))
        page.on("requestfinished", lambda one: busy.discard(one.url))
        page.on("requestfailed", lambda one: busy.discard(one.url))

        def rest():
            quiet, ends = 0, time.monotonic() + 60
            while quiet < 4:
                self.assertLess(time.monotonic(), ends, f"{name} never rests: {sorted(busy)}")
                quiet = 0 if busy or page.evaluate(LOADS) else quiet + 1
                page.wait_for_timeout(100)

        faults, figures = {}, 0

        def ask(state):
            nonlocal figures
            rest()
            page.evaluate(UNFOLD)
            rest()
            found = page.evaluate(ASK)
            figures += found["figures"]
            for kind in ("unnamed", "unknown", "unread", "ungridded", "unpictured"):
                for one in found[kind]:
                    faults.setdefault(f"{kind} {one}", state)

        page.goto(f"{self.server.address}/{address}")
        page.locator("header").first.wait_for()
        ask("as opened")
        tabs = page.locator("main .segments > button, main [role=tab]")
        for index in range(tabs.count() if os.environ.get("ZHITU_TEST_LONG") else 0):
            tab = tabs.nth(index)
            if not tab.is_visible() or tab.is_disabled():
                continue
            title = tab.inner_text()
            tab.click()
            ask(f"tab {title}")
            row = page.locator("main tbody button.link, main li > button.link, main .row-button").first
            if row.is_visible():
                row.click()
                ask(f"tab {title}, first row")
                page.keyboard.press("Escape")
        context.close()
        if name in FULL:
            self.assertGreater(figures, 20, name)
        if faults:
            self.fail(f"{name}: {len(faults)} faults, {figures} figures\n" + "\n".join(
                f"  [{state}] {fault}" for fault, state in faults.items()))


if __name__ == "__main__":
    unittest.main()
