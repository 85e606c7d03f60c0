"""Signing in, rights and the audit, with real clicks; desktop and phone."""

import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))

import signed_in  # noqa: E402
from served_page import ARTEFACTS, MISSING, Browser, workspace  # noqa: E402
from served import Served  # noqa: E402
from signed_in import PASSWORD, Member, time_code  # noqa: E402

TIMEOUT = 60_000


class SignedInPages(unittest.TestCase):
    """A server with accounts and a browser; `arrivals` have been there before."""

    arrivals = ("sys", "sec", "aud", "builder")

    @classmethod
    def prepare(cls, workspace):
        """What is done to the workspace before it is served."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="zhitu-accounts-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        copy = cls.folder / "w.gpkg"
        shutil.copy(workspace(), copy)
        cls.first = signed_in.establish(copy)
        cls.first |= signed_in.people(copy, cls.folder / "people.json")
        cls.prepare(copy)
        cls.served = Served(copy, "--accounts")
        cls.addClassCleanup(cls.served.stop)
        cls.address = f"http://{cls.served.host}"
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        # Those whom a test does not see arriving have been here before.
        cls.members = {name: Member(cls.served.port, name).arrive(cls.first[name])
                       for name in cls.arrivals}

    def open(self, path, width=1280, height=860):
        context = self.browser.chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce")
        context.set_default_timeout(TIMEOUT)
        self.addCleanup(context.close)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda message: page.complaints.append(message.text)
                if message.type == "error" and "status of" not in message.text else None)
        page.goto(f"{self.address}/{path}")
        return page

    def shoot(self, page, name):
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(ARTEFACTS / f"{name}.png"), full_page=True)

    def enter(self, page, account, code=None):
        page.fill("input[name=account]", account)
        page.fill("input[name=password]", PASSWORD)
        page.fill("input[name=code]", code or self.members[account].recovery.pop())
        page.click("form button")


@unittest.skipIf(MISSING, MISSING)
class AccountPages(SignedInPages):
    def test_the_first_sign_in_on_a_phone(self):
        page = self.open("signin.html", 390, 844)
        page.wait_for_selector("input[name=account]")
        self.shoot(page, "signin-phone")
        page.fill("input[name=account]", "planner")
        page.fill("input[name=password]", "not-the-password")
        page.click("form button")
        page.wait_for_selector(".problem:visible")
        self.assertIn("不对", page.inner_text(".problem"))
        page.fill("input[name=password]", self.first["planner"])
        page.click("form button")
        # Nothing else may be done before the password is one's own.
        page.wait_for_selector("input[name=current]")
        page.fill("input[name=current]", self.first["planner"])
        page.fill("input[name=new]", "Zhitu2026!!")
        page.fill("input[name=again]", "Zhitu2026!!")
        page.click("form button")
        page.wait_for_selector(".problem:visible")
        self.assertIn("常见", page.inner_text(".problem"))
        self.shoot(page, "signin-change-phone")
        page.fill("input[name=new]", PASSWORD)
        page.fill("input[name=again]", PASSWORD)
        page.click("form button")
        page.wait_for_selector(".notice:visible")
        page.fill("input[name=account]", "planner")
        page.fill("input[name=password]", PASSWORD)
        page.click("form button")
        page.wait_for_selector("input[name=password]:visible")
        page.wait_for_selector("h2:has-text('第二因素')")
        page.fill("input[name=password]", PASSWORD)
        page.click("form button")
        page.wait_for_selector(".secret")
        self.shoot(page, "signin-factor-phone")
        secret = page.inner_text(".secret").replace(" ", "")
        page.fill("input[name=code]", time_code(secret))
        page.click("form button")
        page.wait_for_selector(".recovery")
        self.assertEqual(page.locator(".recovery li").count(), 10)
        self.shoot(page, "signin-recovery-phone")
        page.click("button.primary")
        # A planner lands on the map.
        page.wait_for_url(re.compile(r"/(index\.html)?$"))
        self.assertEqual(page.complaints, [])

    def test_a_page_leads_to_sign_in_and_back(self):
        page = self.open("audit.html?outcome=refused")
        page.wait_for_url("**/signin.html?next=*")
        page.wait_for_selector("input[name=account]")
        self.shoot(page, "signin-desk")
        self.enter(page, "aud")
        page.wait_for_url("**/audit.html?outcome=refused")
        # An address of somebody else's is not followed.
        other = self.open("signin.html?next=https%3A%2F%2Fevil.example%2F")
        other.wait_for_selector("input[name=account]")
        self.enter(other, "aud")
        other.wait_for_url("**/audit.html")

    def test_a_refusal_is_told_and_stands_in_the_audit(self):
        page = self.open("signin.html?next=accounts.html")
        page.wait_for_selector("input[name=account]")
        self.enter(page, "builder")
        page.wait_for_url("**/accounts.html")
        page.wait_for_selector(".problem:visible")
        self.assertIn("没有此项权限：查看账号", page.inner_text(".problem"))
        self.shoot(page, "refusal")
        auditor = self.open("signin.html")
        auditor.wait_for_selector("input[name=account]")
        self.enter(auditor, "aud")
        auditor.wait_for_url("**/audit.html")
        auditor.select_option("select[name=outcome]", "refused")
        auditor.fill("input[name=person]", "builder")
        auditor.click("form button")
        # The list as it was shows the same person further down.
        auditor.wait_for_selector(
            "tbody tr:nth-child(1):has-text('施工员丙'):has-text('读取 账号/名录')")
        self.shoot(auditor, "audit-desk")
        auditor.set_viewport_size({"width": 390, "height": 844})
        self.shoot(auditor, "audit-phone")
        with auditor.expect_download() as download:
            auditor.click("text=CSV")
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        self.assertIn("audit.refused", text)
        self.assertEqual(auditor.complaints, [])

    def test_a_lock_out_and_its_end(self):
        page = self.open("signin.html")
        page.wait_for_selector("input[name=account]")
        page.fill("input[name=account]", "reviewer")
        for attempt in range(5):
            page.fill("input[name=password]", f"Wrong-{attempt}-word")
            with page.expect_response("**/api/v1/session"):
                page.click("form button")
            page.wait_for_selector("form button:not([disabled])")
        page.wait_for_selector(".problem:has-text('锁定')")
        self.shoot(page, "lock-out")
        keeper = self.open("signin.html?next=accounts.html")
        keeper.wait_for_selector("input[name=account]")
        self.enter(keeper, "sys")
        keeper.wait_for_selector("tr:has-text('审查员乙') .state.locked")
        self.shoot(keeper, "accounts-people")
        keeper.click("tr:has-text('审查员乙') button:has-text('解锁')")
        keeper.wait_for_selector("tr:has-text('审查员乙') .state.open")
        # They are offered what is theirs, and nothing of the one who grants rights.
        offered = keeper.inner_text("table.cards")
        self.assertIn("重设口令", offered)
        self.assertNotIn("解除第二因素", offered)
        self.assertEqual(keeper.locator("button[role=tab]").all_inner_texts(), ["人员", "单位", "授权", "批量导入"])
        # The one who keeps the accounts does not see the map, and the page has not asked for what they
        # may not read: no refusal in their name.
        self.assertGreater(keeper.locator("nav a:has-text('账号与权限')").count(), 0)
        self.assertEqual(keeper.locator("nav a:has-text('地图')").count(), 0)
        status, refused = self.members["aud"].get("audit?outcome=refused&person=sys")
        self.assertEqual((status, refused["entries"]), (200, []))
        keeper.click("button.who")
        self.assertIn("系统管理员", keeper.inner_text("wa-dialog"))
        keeper.click("wa-dialog button:has-text('退出登录')")
        keeper.wait_for_url("**/signin.html")
        keeper.goto(f"{self.address}/accounts.html")
        keeper.wait_for_url("**/signin.html?next=*")

    def test_people_organisations_grants_and_levels_by_clicks(self):
        keeper = self.open("signin.html?next=accounts.html")
        keeper.wait_for_selector("input[name=account]")
        self.enter(keeper, "sys")
        keeper.wait_for_selector("tbody tr")
        keeper.click("button[role=tab]:has-text('单位')")
        keeper.fill("input[name=id]", "village")
        keeper.fill("input[name=name]", "丁村合作社")
        keeper.select_option("select[name=kind]", "villageCollective")
        keeper.fill("input[name=area]", "990101100")
        keeper.select_option("select[name=parent]", "town")
        keeper.click("form button")
        keeper.wait_for_selector("td:has-text('丁村合作社')")
        self.shoot(keeper, "accounts-organisations")
        keeper.click("button[role=tab]:has-text('人员')")
        keeper.fill("input[name=id]", "villager")
        keeper.fill("input[name=name]", "村干部丁")
        keeper.select_option("select[name=post]", "village")
        keeper.click("form button")
        keeper.wait_for_selector(".passwords code")
        self.shoot(keeper, "accounts-new-person")
        security = self.open("signin.html?next=accounts.html%3Ftab%3Dgrants")
        security.wait_for_selector("input[name=account]")
        self.enter(security, "sec")
        security.wait_for_selector("select[name=person]")
        security.select_option("select[name=person]", "villager")
        security.select_option("select[name=role]", "village")
        self.assertEqual(security.input_value("input[name=area]"), "990101100")
        security.fill("input[name=until]", "2099-12-31")
        security.click("form:last-of-type button")
        row = "tbody tr:has-text('村干部丁')"
        security.wait_for_selector(row)
        self.assertIn("2099-12-31", security.inner_text(row))
        self.shoot(security, "accounts-grants")
        security.set_viewport_size({"width": 390, "height": 844})
        self.shoot(security, "accounts-grants-phone")
        security.check(f"{row} input")
        security.fill("input[name=reason]", "换届")
        security.click("button:has-text('收回所选')")
        security.wait_for_selector(row, state="detached")
        security.set_viewport_size({"width": 1280, "height": 860})
        security.click("button[role=tab]:has-text('人员')")
        security.wait_for_selector("button:has-text('解除第二因素')")
        self.assertEqual(security.locator("button:has-text('重设口令')").count(), 0)
        self.assertEqual(security.locator("form").count(), 0)
        security.click("button[role=tab]:has-text('数据级别')")
        security.select_option("select[name=layer]", "control_pbf")
        security.select_option("select[name=level]", "core")
        security.click("form button")
        security.wait_for_selector("tr:has(td:text-is('control_pbf')) .state.core")
        # A single field of a layer has a level of its own.
        security.select_option("select[name=layer]", "survey_2023")
        security.select_option("select[name=field]", "QSDWMC")
        security.select_option("select[name=level]", "important")
        security.click("form button")
        security.wait_for_selector("tr:has(td:text-is('survey_2023')) .field-level:has-text('QSDWMC')")
        self.shoot(security, "accounts-levels")
        for page in (keeper, security):
            self.assertEqual(page.complaints, [])


if __name__ == "__main__":
    unittest.main()
