"""One computer for several people: what somebody could not send waits for them alone, and they are told; whoever else
signs in on the same browser neither sees nor sends it.
"""

import json
import re
import shutil
import tempfile
import time
import unittest
from pathlib import Path

from served_page import KEPT, MISSING, PLAN, Browser, Server, workspace, zhitu
from signed_in import AREA
from support import zhitu as told
from test_accounts_pages import SignedInPages
from test_works import PICTURE

DRAWING = f"fetch('api/v1/plans/{PLAN}/drawing').then(answer => answer.json())"
TEXT = "甲没有送出的"
UNTIL = 60


@unittest.skipIf(MISSING, MISSING or "")
class TwoPlanners(SignedInPages):
    arrivals = ("planner", "second")

    @classmethod
    def prepare(cls, workspace):
        people = cls.folder / "second.json"
        people.write_text(json.dumps({
            "people": [{"id": "second", "name": "规划员丁", "posts": ["plan"]}],
            "grants": [{"person": "second", "organisation": "plan", "role": "planner", "area": AREA}],
        }), encoding="utf-8")
        made = told("accounts", "import", people, "--workspace", workspace, "--json")
        cls.first |= {one["person"]: one["password"] for one in json.loads(made.stdout)}

    def sign_in(self, context, account, leads_to):
        context.clear_cookies()
        page = context.new_page()
        page.goto(f"{self.address}/signin.html?next={leads_to}")
        page.wait_for_selector("input[name=account]")
        self.enter(page, account)
        page.wait_for_url(re.compile(leads_to.split("%3F")[0].replace(".", r"\.")))
        return page

    def drawn(self, page):
        """How many measures have what the first planner wrote."""
        drawing = page.evaluate(DRAWING)
        return [one["properties"]["project"] for one in drawing["measures"]["features"]].count(TEXT)

    def test_what_one_drew_is_neither_seen_nor_sent_by_another(self):
        first = self.open(f"signin.html?next=draw.html%3Fplan%3D{PLAN}", 1440, 900)
        first.wait_for_selector("input[name=account]")
        self.enter(first, "planner")
        first.locator(".draw-map canvas").wait_for()
        first.locator("#draw-tab-measures").click()
        first.locator("#draw-tab .link").first.click()
        project = first.locator(".attributes input[name=project]")
        project.wait_for()
        first.route("**/drawing/acts", lambda route: route.abort())
        project.fill(TEXT)
        first.locator(".attributes button[type=submit]").click()
        first.locator(".board-panel [role=status]", has_text="已留在本机").wait_for()

        # Another planner signs in on the same browser, while the page of the first one still tries.
        second = self.sign_in(first.context, "second", f"draw.html%3Fplan%3D{PLAN}")
        second.locator(".draw-map canvas").wait_for()
        second.locator("#draw-tab-measures").click()
        first.unroute("**/drawing/acts")
        refused = first.locator(".fault, .problem", has_text="这是另一个人做的").first
        refused.wait_for()
        self.shoot(first, "kept-for-another")
        self.assertEqual(second.locator(".unsent").count(), 0)
        self.assertNotIn("已留在本机", second.locator(".board-panel").inner_text())
        self.assertEqual(self.drawn(second), 0, "sent in the name of another")
        self.assertEqual([one["values"]["project"] for one in json.loads(second.evaluate(KEPT))], [TEXT])
        # The second one's own acts go, and do not take the place of what waits.
        own = second.locator("#draw-tab .link").nth(1)
        own.click()
        second.locator(".attributes input[name=project]").fill("丁画的")
        second.locator(".attributes button[type=submit]").click()
        self.wait(lambda: "丁画的" in [
            one["properties"]["project"] for one in second.evaluate(DRAWING)["measures"]["features"]])
        first.close()
        second.close()

        # The first one is told on any page, and what was drawn goes when the plan is opened.
        again = self.sign_in(first.context, "planner", "potential.html")
        notice = again.locator(".unsent")
        notice.get_by_role("link", name=f"方案 {PLAN}：1 步").wait_for()
        self.shoot(again, "unsent")
        again.set_viewport_size({"width": 390, "height": 844})
        self.shoot(again, "unsent-phone")
        again.set_viewport_size({"width": 1440, "height": 900})
        notice.get_by_role("link").click()
        again.locator(".draw-map canvas").wait_for()
        self.wait(lambda: again.evaluate(KEPT) is None)
        self.assertEqual(self.drawn(again), 1, "it is sent once")
        again.locator(".unsent").wait_for(state="detached")
        self.assertEqual(again.locator(".unsent").count(), 0)

    def wait(self, is_so):
        deadline = time.monotonic() + UNTIL
        while not is_so():
            self.assertLess(time.monotonic(), deadline, "it never came")
            time.sleep(0.2)


@unittest.skipIf(MISSING, MISSING or "")
class TwoRoles(unittest.TestCase):
    """Without accounts whoever sits at the computer says in which role they act."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-shared-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        served = cls.folder / "w.gpkg"
        shutil.copy(workspace(), served)
        zhitu("sample", "--deeds", served)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(served)
        cls.addClassCleanup(cls.server.stop)

    def test_a_photo_waits_for_the_role_that_took_it(self):
        context = self.browser.chromium.new_context(
            viewport={"width": 390, "height": 844}, reduced_motion="reduce")
        self.addCleanup(context.close)
        context.set_default_timeout(120_000)
        context.add_init_script(
            "localStorage.setItem('zhitu.acting', JSON.stringify("
            "{ role: 'implementer', organisation: 'works-11' }))")
        page = context.new_page()
        page.goto(f"{self.server.address}/works.html?standing=late")
        page.locator(".row", has_text="检测未过 1 项").first.click()
        page.get_by_role("button", name="现场影像").click()
        page.get_by_role("button", name="拍现场影像").click()
        form = page.locator("form.act")
        form.locator("input[type=file]").wait_for(state="attached")
        page.route("**/acts", lambda route: route.abort())
        form.locator("input[type=file]").set_input_files(
            {"name": "site.png", "mimeType": "image/png", "buffer": PICTURE})
        form.locator("input[name=place]").fill("121.55,29.95")
        form.locator("input[name=azimuth]").fill("90")
        form.locator("textarea[name=note], input[name=note]").fill("施工单位拍的")
        form.get_by_role("button", name="提交").click()
        page.locator(".waiting", has_text="1 条记录").wait_for()
        project = re.search(r"project=([^&]+)", page.url).group(1)
        page.close()

        engineer = context.new_page()
        engineer.goto(f"{self.server.address}/works.html?role=implementer&organisation=works-14"
                      f"&project={project}&tab=photos")
        engineer.get_by_text("现场影像").first.wait_for()
        engineer.wait_for_timeout(3000)
        self.assertEqual(engineer.locator(".waiting").count(), 0)
        self.assertEqual(engineer.locator(".unsent").count(), 0)
        self.assertEqual(engineer.locator(".photos li", has_text="施工单位拍的").count(), 0)
        engineer.close()

        again = context.new_page()
        again.goto(f"{self.server.address}/problems.html")
        link = again.locator(".unsent").get_by_role("link", name="1 条")
        link.wait_for()
        link.click()
        again.locator(".photos li", has_text="施工单位拍的").wait_for()
        self.assertEqual(again.locator(".photos li", has_text="施工单位拍的").count(), 1)


if __name__ == "__main__":
    unittest.main()
