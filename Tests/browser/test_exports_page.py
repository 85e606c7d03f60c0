"""Asking for an export, deciding on it, taking it out once, and tokens for programs; with real clicks."""

import base64
import sys
import unittest
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))

from served_page import MISSING  # noqa: E402
from signed_in import PASSWORD  # noqa: E402
from support import zhitu  # noqa: E402
from test_accounts_pages import SignedInPages  # noqa: E402


@unittest.skipIf(MISSING, MISSING)
class ExportPages(SignedInPages):
    arrivals = ("planner", "reviewer", "builder")

    @classmethod
    def prepare(cls, workspace):
        zhitu("accounts", "level", "control_pbf", "core", "--workspace", workspace)
        zhitu("accounts", "level", "survey_2023", "important", "--field", "QSDWMC",
              "--workspace", workspace)

    def page_of(self, account, path="exports.html", **size):
        page = self.open("signin.html?next=" + path.replace("?", "%3F").replace("=", "%3D")
                         .replace(":", "%3A"), **size)
        page.wait_for_selector("input[name=account]")
        self.enter(page, account)
        page.wait_for_url(f"**/{path}*")
        return page

    def test_1_asked_decided_without_a_reload_and_taken_out_once(self):
        planner = self.page_of("planner")
        planner.wait_for_selector(".empty")
        self.shoot(planner, "exports-empty")
        planner.select_option("select[name=what]", "layer:control_pbf")
        planner.fill("textarea[name=purpose]", "送市局会审，只用于核对永久基本农田")
        planner.click("form.export-form button")
        planner.wait_for_selector(".request .phase-requested")
        reviewer = self.page_of("reviewer", width=390, height=844)
        reviewer.wait_for_selector(".request:has-text('规划员甲')")
        self.assertEqual(reviewer.locator(".request .level-core").count(), 1)
        self.shoot(reviewer, "exports-decide-phone")
        # Nobody decides on their own.
        self.assertEqual(planner.locator(".request button:has-text('批准')").count(), 0)
        reviewer.click(".request button:has-text('批准')")
        # The other page hears of it by itself.
        planner.wait_for_selector(".request .phase-approved")
        self.assertIn("审查员乙", planner.inner_text(".request"))
        self.shoot(planner, "exports-approved")
        planner.select_option(".request select[name=format]", "geojson")
        with planner.expect_download() as download:
            planner.click(".request button:has-text('下载')")
        self.assertIn("planner", download.value.suggested_filename)
        with zipfile.ZipFile(download.value.path()) as files:
            note = files.read("EXPORT.txt").decode()
        for part in ("规划员甲 (planner)", "reviewer", "layer:control_pbf", "core"):
            self.assertIn(part, note)
        planner.wait_for_selector(".request .phase-done")
        self.assertEqual(planner.locator(".request button:has-text('下载')").count(), 0)
        for page in (planner, reviewer):
            self.assertEqual(page.complaints, [])

    def test_a_refusal_says_why(self):
        planner = self.page_of("planner", "exports.html?what=layer:survey_2023")
        planner.wait_for_selector("select[name=what]")
        expect(planner.locator("select[name=what]")).to_have_value("layer:survey_2023")
        planner.fill("textarea[name=purpose]", "备份")
        planner.click("form.export-form button")
        planner.wait_for_selector(".request:has-text('layer:survey_2023') .level-important")
        reviewer = self.page_of("reviewer")
        card = ".request:has-text('layer:survey_2023')"
        reviewer.fill(f"{card} input[name=reason]", "用途不明确，请写明给谁")
        reviewer.click(f"{card} button:has-text('退回')")
        planner.wait_for_selector(f"{card} .phase-refused")
        self.assertIn("用途不明确", planner.inner_text(card))

    def test_the_map_leaves_a_field_out_and_leads_to_the_request(self):
        builder = self.page_of("builder", "exports.html")
        detail = builder.evaluate(
            "fetch('api/v1/layers/survey_2023/features/1').then(answer => answer.json())")
        self.assertEqual(detail["withheld"], ["QSDWMC"])
        planner = self.page_of("planner")
        planner.goto(f"{self.address}/")
        planner.wait_for_selector("header.bar .who")
        planner.click("#tab-layers")
        source = planner.locator("details.source:has-text('control_pbf'), details.source").filter(
            has_text="control_pbf").first
        source.locator("summary").click()
        source.locator("a.button:has-text('CSV')").click()
        planner.wait_for_selector(".problem-line a[href*='exports.html']")
        self.assertIn("第二人", planner.inner_text(".problem-line"))
        self.shoot(planner, "map-export-refused")

    def test_a_token_is_shown_once_and_revoked(self):
        page = self.page_of("planner")
        page.click("button:has-text('程序令牌')")
        page.fill("input[name=name]", "办公室电脑上的 QGIS")
        page.fill("input[name=password]", PASSWORD)
        page.click("form.export-form button")
        page.wait_for_selector(".issued .token")
        token = page.inner_text(".issued .token")
        self.shoot(page, "tokens")

        def status():
            request = urllib.request.Request(f"{self.address}/api/v1/ogc/collections")
            shown = base64.b64encode(f"planner:{token}".encode()).decode()
            request.add_header("Authorization", f"Basic {shown}")
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return answer.status
            except urllib.error.HTTPError as error:
                return error.code

        self.assertEqual(status(), 200)
        page.click("button:has-text('已保存')")
        self.assertEqual(page.locator(".issued").count(), 0)
        self.assertNotIn(token, page.content())
        page.set_viewport_size({"width": 390, "height": 844})
        self.shoot(page, "tokens-phone")
        page.click(".token-row button:has-text('撤销')")
        page.wait_for_selector(".token-row", state="detached")
        self.assertEqual(status(), 401)
        self.assertEqual(page.complaints, [])


if __name__ == "__main__":
    unittest.main()
