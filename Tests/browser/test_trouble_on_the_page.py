"""What goes wrong while people work on a plan: the server is away, two scenarios changed the same measure, a link
leads to something that is gone; and the way back: the back button, the plan of a past day.
"""

import json
import shutil
import tempfile
import unittest
from pathlib import Path

from served_page import KEPT, MISSING, PLAN, Browser, Server, workspace
from test_work_on_the_page import Look

ACT = """([plan, act]) => fetch(`api/v1/plans/${encodeURIComponent(plan)}/drawing/acts`, {
  method: 'POST', body: JSON.stringify(act), headers: { 'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID() } }).then(async answer => answer.ok ? "" : await answer.text())"""
NEW = """body => fetch('api/v1/plans', { method: 'POST', body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() } })
  .then(answer => answer.status)"""


@unittest.skipIf(MISSING, MISSING or "")
class TroubleOnThePage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-trouble-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        served = cls.folder / "w.gpkg"
        shutil.copy(workspace(), served)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(served)
        cls.addClassCleanup(cls.server.stop)

    def look(self, address):
        seen = Look(self.browser, self.server, address, 1440, 900)
        self.addCleanup(seen.close)
        return seen

    def measures(self, seen, plan):
        return seen.get(f"api/v1/plans/{plan}/drawing")["measures"]["features"]

    def give(self, seen, plan, measure, code):
        known = next(one for one in self.measures(seen, plan) if one["id"] == measure["id"])
        refusal = seen.page.evaluate(ACT, [plan, {
            "act": "set", "numbers": [measure["id"]],
            "seen": [known["properties"]["version"]], "values": {"class": code}}])
        self.assertEqual(refusal, "")

    def test_1_what_is_drawn_while_the_server_is_away_is_sent_when_it_is_back(self):
        seen = self.look(f"draw.html?plan={PLAN}")
        page = seen.page
        page.locator(".draw-map canvas").wait_for()
        page.locator("#draw-tab-measures").click()
        page.locator("#draw-tab .link").first.click()
        project = page.locator(".attributes input[name=project]")
        project.wait_for()
        before = seen.version()
        seen.context.set_offline(True)
        project.fill("断网时填写")
        page.locator(".attributes button[type=submit]").click()
        page.locator(".board-panel [role=status]", has_text="1").first.wait_for()
        seen.shoot("draw-offline")
        self.assertEqual(seen.version(), before)
        kept = page.evaluate(KEPT)
        self.assertEqual(json.loads(kept)[0]["act"], "set")
        seen.context.set_offline(False)
        seen.after_act(before)
        values = [one["properties"]["project"] for one in self.measures(seen, PLAN)]
        self.assertEqual(values.count("断网时填写"), 1, "it is sent once")
        self.assertIsNone(page.evaluate(KEPT))

    def test_2_a_merge_with_conflicts_is_decided_one_by_one(self):
        seen = self.look("draw.html")
        self.assertEqual(seen.page.evaluate(NEW, {"name": "甲案", "base": "2023", "from": PLAN}), 201)
        first, second, third = self.measures(seen, PLAN)[:3]
        codes = {"0101": "0103", "0103": "0101"}
        for measure, ours, theirs in ((first, "0201", "0204"), (second, "0201", "0204")):
            self.give(seen, PLAN, measure, ours)
            self.give(seen, "甲案", measure, theirs)
        new = codes.get(third["properties"]["class"], "0101")
        self.give(seen, "甲案", third, new)
        page = seen.page
        page.goto(f"{self.server.address}/compare.html?a={PLAN}&b=甲案")
        page.get_by_role("heading", name="不同的图斑（3）").wait_for()
        self.assertEqual(page.locator(".differences .conflict").count(), 2,
                         page.locator(".merge").all_inner_texts())
        merge = page.locator("[data-act=merge]")
        self.assertTrue(merge.is_disabled(), "conflicts are undecided")
        page.locator(f"input[name=decide-{first['id']}][value=ours]").check()
        self.assertTrue(merge.is_disabled())
        page.locator(f"input[name=decide-{second['id']}][value=theirs]").check()
        seen.shoot("merge-conflicts")
        merge.click()
        page.get_by_text("已并入").wait_for()
        after = {one["id"]: one["properties"]["class"] for one in self.measures(seen, PLAN)}
        self.assertEqual([after[one["id"]] for one in (first, second, third)],
                         ["0201", "0204", new])

    def test_3_the_plan_of_a_past_day(self):
        """The plan as it was before the acts of today is the plan that was imported."""
        seen = self.look(f"draw.html?plan={PLAN}")
        page = seen.page
        page.locator(".draw-map canvas").wait_for()
        page.locator("#draw-tab-history").click()
        page.locator("input[name=day]").wait_for()
        day = page.locator("input[name=day]").get_attribute("max")
        page.locator("input[name=day]").fill(day)
        said = page.locator("#draw-tab [role=status]", has_text="紫色虚线")
        said.wait_for()
        entry = seen.get(f"api/v1/plans/{PLAN}/drawing/history")["entries"][0]["version"]
        then = seen.get(f"api/v1/plans/{PLAN}/drawing/versions/{entry}")["features"]
        self.assertIn(f"{len(then)} 个图斑", said.inner_text())
        seen.map_is_still()
        self.assertGreater(seen.drawn("older"), 0)
        seen.shoot("draw-past-day")
        page.locator("[data-act=now]").click()
        said.wait_for(state="detached")
        page.locator("input[name=day]").fill("2001-01-01")
        page.get_by_text("还没有开始绘制").wait_for()

    def test_4_links_to_what_is_gone_and_the_back_button(self):
        seen = self.look("draw.html?plan=已删除")
        page = seen.page
        page.get_by_text("没有方案“已删除”").wait_for()
        page.locator(".plan-open", has_text=PLAN).first.click()
        page.locator(".board").wait_for()
        page.go_back()
        page.get_by_text("没有方案“已删除”").wait_for()
        page.goto(f"{self.server.address}/compare.html?a=已删除&b={PLAN}")
        page.get_by_text("没有方案“已删除”").wait_for()
        seen.shoot("compare-gone")
        self.assertEqual([one for one in seen.complaints if "404" not in one], [])


if __name__ == "__main__":
    unittest.main()
