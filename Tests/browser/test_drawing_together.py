"""Two browsers draw on one plan; how long an act takes from the pointer to the new verdicts.

Runs with ZHITU_DRAWING=60, the seconds of drawing together; writes its figures to
.build/artefacts/browser/drawing.json.
"""

import http.client
import json
import math
import os
import random
import shutil
import tempfile
import threading
import time
import unittest
import uuid
from pathlib import Path

from served_page import ARTEFACTS, MISSING, PLAN, Browser, Server, workspace
from test_work_on_the_page import Look

SECONDS = float(os.environ.get("ZHITU_DRAWING", 0))
EDITS = 24
# From the hand (the event's own time) to the moment at which the page holds what follows: noted by the test,
# not by the page.
WATCH = """() => { window.watched = []; let hand = null;
  addEventListener('mouseup', event => hand = event.timeStamp, true);
  new MutationObserver(() => { if (hand !== null) watched.push(performance.now() - hand); hand = null; })
    .observe(document.querySelector('[data-version]'),
             { attributes: true, attributeFilter: ['data-version'] }); }"""


def ask(server, method, target, body=None):
    line = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=120)
    try:
        line.request(method, target, json.dumps(body) if body else None, {
            "content-type": "application/json", "idempotency-key": str(uuid.uuid4())})
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        line.close()


def a_square(x, y, metres):
    east, north = metres / 111_000 / math.cos(math.radians(y)), metres / 111_000
    return [[x, y], [x + east, y], [x + east, y + north], [x, y + north], [x, y]]


def an_act(draws, bounds, mine):
    """One of the acts of a planner: mostly a new square, else something with one of the hand's own."""
    kind = draws.choice(["draw", "draw", "draw", "set", "remove", "undo", "redo"])
    if kind in ("undo", "redo"):
        return {"act": kind}
    if kind == "draw" or not mine:
        x, y = draws.uniform(bounds[0], bounds[2]), draws.uniform(bounds[1], bounds[3])
        return {"act": "draw", "values": {"class": draws.choice(["0103", "0201", "0301"])},
                "geometry": {"type": "Polygon",
                             "coordinates": [a_square(x, y, draws.uniform(10, 60))]}}
    number = draws.choice(mine)
    return {"act": kind, "numbers": [number],
            **({"values": {"class": draws.choice(["0101", "0204"])}} if kind == "set" else {})}


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@unittest.skipIf(MISSING, MISSING or "")
@unittest.skipUnless(SECONDS, "ZHITU_DRAWING is not set")
class DrawingTogether(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-together-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.copy = cls.folder / "w.gpkg"
        shutil.copy(workspace(), cls.copy)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def open(self, server, size=(1440, 900)):
        seen = Look(self.browser, server, f"draw.html?plan={PLAN}#map=16/29.9/121.5", *size)
        self.addCleanup(seen.close)
        seen.page.locator(".draw-map canvas").wait_for()
        seen.map_is_still()
        seen.page.evaluate(WATCH)
        return seen

    def fly(self, seen, place):
        seen.page.evaluate("place => zhitu.map.jumpTo({ center: place, zoom: 18 })", place)
        seen.map_is_still()

    def places(self, server, seen):
        """Points inside farmland without a measure, far from each other."""
        drawing = seen.get(f"api/v1/plans/{PLAN}/drawing")
        bounds = seen.get("api/v1/workspace")["bounds"]
        rows = [one["geometry"]["coordinates"] for one in drawing["measures"]["features"]]
        corners = [corner for rings in rows for ring in rings for corner in ring
                   if isinstance(corner[0], float)]
        draws = random.Random(7)
        found = []
        while len(found) < 400:
            x = draws.uniform(bounds[0], bounds[2])
            y = draws.uniform(bounds[1], bounds[3])
            if all(abs(x - a[0]) > 0.0008 or abs(y - a[1]) > 0.0008 for a in corners) and all(
                    abs(x - a) > 0.0006 or abs(y - b) > 0.0006 for a, b in found):
                found.append((x, y))
        return found

    def sketch(self, seen, place, half=30):
        """Three corners of a square, with the pointer."""
        self.fly(seen, place)
        seen.tool("draw")
        seen.page.locator("select[name=new-class]").select_option("0103")
        for dx, dy in ((-half, -half), (half, -half), (half, half)):
            seen.click(dx, dy)

    def is_taken(self, seen):
        """The last corner was set; tells whether the server took the square."""
        answered = "document.querySelectorAll('.fault').length > 0 || watched.length > window.watchedBefore"
        seen.wait(answered, "an answer to the act")
        refused = seen.page.locator(".fault").count() > 0
        if refused:
            seen.page.keyboard.press("Escape")
        return not refused

    def end(self, seen, half=30):
        """The last corner of a square."""
        seen.page.evaluate("window.watchedBefore = watched.length")
        seen.click(-half, half, double=True)

    def square(self, seen, place):
        """Draws a square with the pointer; tells whether the server took it."""
        self.sketch(seen, place)
        self.end(seen)
        return self.is_taken(seen)

    def test_0_over_the_api(self):
        """The same acts without a page: from the request to the whole answer."""
        server = Server(self.copy)
        self.addCleanup(server.stop)
        seen = self.open(server)
        places = self.places(server, seen)
        seen.close()
        host = server.address.removeprefix("http://")
        line = http.client.HTTPConnection(host, timeout=60)
        since, whole, inside, acts = 0, [], [], 0
        while acts < 4 * EDITS and places:
            x, y = places.pop()
            ring = a_square(x, y, 20)
            body = json.dumps({
                "act": "draw", "geometry": {"type": "Polygon", "coordinates": [ring]},
                "values": {"class": "0103", "element": "农用地"}, "since": since})
            begun = time.perf_counter()
            line.request("POST", f"/api/v1/plans/{PLAN}/drawing/acts", body.encode(), {
                "content-type": "application/json", "idempotency-key": str(uuid.uuid4())})
            answer = line.getresponse()
            text = answer.read()
            delay = (time.perf_counter() - begun) * 1000
            if answer.status != 200:
                continue
            said = json.loads(text)
            if acts > 0:  # The first one opens the plan.
                whole.append(delay)
                inside.append(said["milliseconds"])
            acts, since = acts + 1, said["version"]
            time.sleep(0.05)  # A hand is not faster.
        self.assertGreater(len(whole), EDITS)
        self.keep({"api_acts": len(whole)} | {
            f"api_{name}_p{round(share * 100)}_ms": round(percentile(values, share), 1)
            for name, values in (("answer", whole), ("act", inside)) for share in (0.5, 0.95)})

    def test_1_from_the_pointer_to_the_verdicts(self):
        server = Server(self.copy)
        self.addCleanup(server.stop)
        seen = self.open(server)
        places = self.places(server, seen)
        taken = 0
        while taken < EDITS and places:
            taken += self.square(seen, places.pop())
        # The last one is noted when its frame is on the screen.
        seen.wait(f"(window.zhituDelays ?? []).length >= {EDITS}", "the time of each act")
        shown, in_page = seen.page.evaluate("[window.zhituDelays, watched]")
        times = seen.page.evaluate("window.zhituTimes")
        parts = {
            f"{part}_p{round(share * 100)}_ms": round(percentile([one[part] for one in times], share))
            for part in ("wait", "server", "way", "page", "screen") for share in (0.5, 0.95)}
        ends = {
            f"{name}_p{round(share * 100)}_ms": round(percentile(values, share))
            for name, values in (("in_page", in_page), ("on_screen", shown)) for share in (0.5, 0.95)}
        self.keep({"edits": len(shown), **ends, "load": round(os.getloadavg()[0], 1), **parts})

    def test_2_a_minute_together(self):
        server = Server(self.copy)
        # Small, so that drawing the map does not take the minute.
        one, two = self.open(server, (1000, 600)), self.open(server, (1000, 600))
        places = self.places(server, one)
        end = time.monotonic() + SECONDS
        taken = [0, 0]
        while time.monotonic() < end and places:
            for seen in (one, two):
                self.sketch(seen, places.pop())
            # Both let go at once: the answers to both acts are under way together.
            for seen in (one, two):
                self.end(seen)
            for index, seen in enumerate((one, two)):
                taken[index] += self.is_taken(seen)
        self.assertGreater(min(taken), 0)
        latest = max(one.version(), two.version())
        for seen in (one, two):
            seen.wait(
                "Number(document.querySelector('[data-version]').dataset.version)"
                f" === {latest}", "what the other did")
        self.equals_scratch(server)
        self.keep({"together_s": SECONDS, "together_acts": sum(taken)})

    def equals_scratch(self, server):
        """Another server lays the plan from its log; nothing of the drafts before is left."""
        live = ask(server, "GET", f"/api/v1/plans/{PLAN}/drawing")[1]
        server.stop()
        fresh = Server(self.copy)
        self.addCleanup(fresh.stop)
        scratch = ask(fresh, "GET", f"/api/v1/plans/{PLAN}/drawing")[1]
        self.assertEqual(live["version"], scratch["version"])
        self.assertEqual([(row["key"], row["now"]) for row in live["classes"]],
                         [(row["key"], row["now"]) for row in scratch["classes"]])
        self.assertEqual(live["rules"]["failing"], scratch["rules"]["failing"])
        # What was taken back stands last in a draft, and at its place in a plan laid anew.
        one, other = ({measure["id"]: measure for measure in drawing["measures"]["features"]}
                      for drawing in (live, scratch))
        self.assertEqual(one.keys(), other.keys())
        self.assertEqual([number for number in one if one[number] != other[number]], [])

    def test_3_a_minute_of_two_hands_without_a_map(self):
        """The same over the API, where no map holds the hands up: draw, describe, remove, take back."""
        server = Server(self.copy)
        bounds = ask(server, "GET", "/api/v1/workspace")[1]["bounds"]
        end, done, faults = time.monotonic() + SECONDS, [0, 0], []

        def hand(index):
            draws, mine = random.Random(index), []
            while time.monotonic() < end:
                act = an_act(draws, bounds, mine)
                status, said = ask(server, "POST", f"/api/v1/plans/{PLAN}/drawing/acts", act)
                if status == 200:
                    done[index] += 1
                    if act["act"] == "draw":
                        mine += [max(one["id"] for one in said["measures"]["features"])]
                    if act["act"] == "remove":
                        mine.remove(act["numbers"][0])
                elif status not in (409, 412, 422):
                    faults.append((status, said))

        hands = [threading.Thread(target=hand, args=[index]) for index in (0, 1)]
        for one in hands:
            one.start()
        for one in hands:
            one.join()
        self.assertEqual(faults, [])
        self.assertGreater(min(done), 10)
        self.equals_scratch(server)
        self.keep({"hands_s": SECONDS, "hands_acts": sum(done)})

    def keep(self, figures):
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        file = ARTEFACTS / "drawing.json"
        known = json.loads(file.read_text()) if file.exists() else {}
        file.write_text(json.dumps(known | figures) + "\n")


if __name__ == "__main__":
    unittest.main()
