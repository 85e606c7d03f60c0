"""The project library, the planning levels and the ranking of plans, on a desk and on a phone."""

import functools
import tempfile
import unittest
import zipfile
from pathlib import Path

from served_page import ARTEFACTS, MISSING, Browser, Server, zhitu
from test_problems import DESK, PHONE, View


@functools.cache
def workspace() -> Path:
    """The sample district with its people and projects, and a scenario of its plan; made only once."""
    folder = Path(tempfile.mkdtemp(prefix="zhitu-projects-page-"))
    made = folder / "workspace.gpkg"
    register = folder / "register.yaml"
    zhitu("sample", "--seed", 7, "--out", folder / "sample.gpkg", "--potential", register)
    zhitu("import", folder / "sample.gpkg", "--workspace", made, "--name", "demo")
    zhitu("plan", "--workspace", made, "--plan", "demo", "--base", "2023")
    zhitu("sample", "--seed", 7, "--deeds", made)
    zhitu("potential", "survey", "--workspace", made, "--register", register)
    zhitu("draw", "new", "情景一", "--from", "demo", "--base", "2023", "--workspace", made)
    return made


@unittest.skipIf(MISSING, MISSING or "")
class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.server = Server(workspace())
        cls.addClassCleanup(cls.server.stop)

    def look(self, page, query="", size=DESK, **options):
        view = View(self.browser, self.server, page=page, query=query, size=size, **options)
        self.addCleanup(view.close)
        return view

    def test_a_project_is_found_changed_and_admitted_by_another(self):
        view = self.look("projects.html", "&text=ML2023-08&group=")
        view.page.locator(".rows-table .link", has_text="ML2023-08").click()
        card = view.page.locator(".project-card")
        card.locator(".ground-map canvas").wait_for()
        self.assertIn("粮食安全", card.inner_text())
        card.get_by_role("button", name="修改", exact=True).click()
        card.locator("input[name=indicators]").fill("新增耕地、连片耕地、示范")
        card.get_by_role("button", name="保存").click()
        card.get_by_text("改动：服务指标").wait_for()
        view.page.screenshot(path=ARTEFACTS / "project-card.png")
        other = self.look("projects.html", "&id=ML2023-08", role="reviewer", organisation="agriculture")
        other.page.locator(".project-card").get_by_role("button", name="入库", exact=True).click()
        other.page.locator("form.act textarea").fill("同意入库")
        other.page.locator("form.act button[type=submit]").click()
        other.page.locator(".project-card .phase-admitted").wait_for()

    def test_a_workbook_goes_out_and_comes_back_by_clicks(self):
        view = self.look("projects.html", "&text=ML2023-02&group=")
        view.page.locator(".rows-table .link", has_text="ML2023-02").wait_for()
        with view.page.expect_download() as got:
            view.page.get_by_role("button", name="导出 Excel").click()
        folder = Path(tempfile.mkdtemp(prefix="zhitu-workbook-"))
        book, changed = folder / "out.xlsx", folder / "back.xlsx"
        got.value.save_as(book)
        (title,) = view.page.locator(".rows-table tbody tr").first.locator("td").nth(1).all_inner_texts()
        with zipfile.ZipFile(book) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(
                    f">{title}<".encode(), f">{title}·二期<".encode()))
        for path, answer in ((book, "修改 0"), (changed, "修改 1")):
            view.page.get_by_role("button", name="导入 Excel").click()
            dialog = view.page.locator("wa-dialog")
            dialog.locator("input[type=file]").set_input_files(path)
            dialog.get_by_role("button", name="检查").click()
            dialog.get_by_text(answer).wait_for()
            view.page.screenshot(path=ARTEFACTS / "projects-import.png")
            if path == changed:
                dialog.get_by_role("button", name="导入", exact=True).click()
                view.page.locator(".rows-table td", has_text="二期").first.wait_for()
            else:
                view.page.keyboard.press("Escape")

    def test_a_target_goes_down_to_a_project(self):
        view = self.look("projects.html", "&id=ML2023-40&group=")
        card = view.page.locator(".project-card")
        card.get_by_role("button", name="修改", exact=True).click()
        card.locator("input[name=target-ecology]").fill("9999")
        if card.locator("input[name=reason]").count():
            card.locator("input[name=reason]").fill("下达指标")
        card.get_by_role("button", name="保存").click()
        card.get_by_text("改动：项目指标").wait_for()
        self.assertIn("9,999.00", card.inner_text())
        view.page.screenshot(path=ARTEFACTS / "project-target.png")
        for size in (DESK, PHONE):
            tree = self.look("projects.html", "&tab=levels", size=size)
            level = tree.page.locator(".level-unit", has_text="生态修复：未达到指标").first
            level.wait_for()
            level.locator(".level-parts summary").click()
            row = level.locator(".level-parts tr", has_text="ML2023-40")
            self.assertIn("目标 9,999.00", row.inner_text())
            self.assertIn("差额", row.inner_text())
            self.assertFalse(tree.is_too_wide())
            row.scroll_into_view_if_needed()
            tree.page.screenshot(path=ARTEFACTS / f"levels-parts-{size[0]}.png")
            # What the library of potential holds stands beside the target.
            heads = tree.page.locator(".level-district thead").first.inner_text()
            self.assertIn("范围内潜力", heads)

    def test_a_province_sets_targets_above_its_cities(self):
        for size in (PHONE, DESK):
            # Somebody of the county sees the county's plan as the top; who belongs to no office sees all.
            view = self.look("projects.html", "&tab=levels", size=size, organisation="")
            province = view.page.locator(".level-province")
            province.wait_for()
            self.assertEqual(view.page.locator(".level").first.inner_text().split()[0], "省级目标任务")
            self.assertEqual(province.locator(".level-course").count(), 0)
            self.assertIn("新增耕地：指标未全部分解到下级", province.inner_text())
            self.assertFalse(view.is_too_wide())
            province.scroll_into_view_if_needed()
            view.page.screenshot(path=ARTEFACTS / f"levels-province-{size[0]}.png")
        row = province.locator("tbody tr", has_text="新增耕地")
        left = float(row.locator("td").nth(2).inner_text().replace(",", ""))
        self.assertGreater(left, 0)
        # What the province adds is what no city has.
        province.locator(".level-head button").click()
        dialog = view.page.locator("wa-dialog")
        target = dialog.locator("input[name=target-new_farmland]")
        target.fill(str(float(target.input_value()) + 300))
        dialog.locator("[name=reason]").fill("追加任务")
        dialog.get_by_role("button", name="保存").click()
        view.page.wait_for_function(
            "left => { const cell = document.querySelector('.level-province tbody tr td:nth-of-type(3)');"
            " return cell && Math.abs(Number(cell.textContent.replaceAll(',', '')) - left - 300) < 0.02 }",
            arg=left)

    def test_candidates_become_projects_with_their_course(self):
        view = self.look("projects.html")
        view.page.get_by_role("button", name="由潜力生成").click()
        dialog = view.page.locator("wa-dialog")
        dialog.locator("input[name=least_mu]").fill("20")
        dialog.locator("select[name=group]").select_option("town")
        dialog.locator("input[name=goal]").fill("粮食安全")
        dialog.locator("input[name=space]").fill("北部良田")
        dialog.locator("input[name=prefix]").fill("QL-")
        dialog.get_by_role("button", name="预览").click()
        dialog.locator("tbody tr").first.wait_for(timeout=60000)
        count = dialog.locator("tbody tr").count()
        view.page.screenshot(path=ARTEFACTS / "projects-potential.png")
        dialog.get_by_role("button", name=f"生成 {count} 个项目").click()
        view.page.get_by_text(f"生成了 {count} 个项目").wait_for(timeout=60000)
        card = self.look("projects.html", "&id=QL-01")
        card.page.locator(".project-path", has_text="北部良田").wait_for()
        card.page.get_by_text("潜力：理论").wait_for()
        card.page.screenshot(path=ARTEFACTS / "project-of-potential.png")

    def test_a_proposed_district_is_pushed_around_and_drafted(self):
        view = self.look("projects.html", "&tab=districts")
        view.page.get_by_role("button", name="提出建议").click()
        view.page.locator(".district-proposal").first.wait_for(timeout=60000)
        self.assertIn("亩", view.page.locator(".district-objective").inner_text())
        view.page.wait_for_timeout(800)
        view.page.screenshot(path=ARTEFACTS / "districts-desk.png", full_page=True)
        view.page.locator(".district-proposal").first.get_by_role("button", name="调整").click()
        facts = view.page.locator(".district-editing .district-facts")
        before = facts.inner_text()
        # A cell beside the district, by the numbers that the map's source holds.
        view.page.locator(".cell-by-number input").fill("0")
        view.page.get_by_role("button", name="加入 / 去掉").click()
        self.assertNotEqual(facts.inner_text(), before)
        view.page.locator(".cell-by-number input").fill("0")
        view.page.get_by_role("button", name="加入 / 去掉").click()
        self.assertEqual(facts.inner_text(), before)
        view.page.get_by_role("button", name="编为规划").click()
        form = view.page.locator("wa-dialog form")
        form.locator("input[name=id]").fill("PQ-11")
        form.locator("input[name=title]").fill("北部良田片区")
        form.get_by_role("button", name="保存").click()
        view.page.locator(".rows-table th", has_text="PQ-11").wait_for(timeout=60000)
        levels = self.look("projects.html", "&tab=levels")
        levels.page.locator(".level", has_text="北部良田片区").wait_for()
        levels.page.locator(".levels-map canvas").wait_for()

    def test_every_view_of_the_library_fits(self):
        for size, suffix in ((DESK, "desk"), (PHONE, "phone")):
            for tab in ("list", "course", "gantt", "duties", "load", "findings", "levels",
                        "districts"):
                view = self.look("projects.html", f"&tab={tab}", size)
                view.page.locator(".segments").first.wait_for()
                view.page.wait_for_timeout(400)
                self.assertFalse(view.is_too_wide(), f"{tab} {suffix}")
                view.page.screenshot(path=ARTEFACTS / f"projects-{tab}-{suffix}.png")

    def test_plans_are_ranked_by_pairwise_comparisons(self):
        view = self.look("ranking.html")
        view.page.locator(".plan-order li").nth(1).wait_for(timeout=30000)
        view.page.get_by_role("button", name="层次分析", exact=True).click()
        view.page.locator("select[name='pair-farmland-construction']").select_option("5")
        view.page.get_by_text("一致性比率").wait_for(timeout=30000)
        view.page.screenshot(path=ARTEFACTS / "ranking-desk.png", full_page=True)
        with view.page.expect_download(timeout=60000) as got:
            view.page.get_by_role("button", name="会议一页纸（PDF）").click()
        content = Path(got.value.path()).read_bytes()
        self.assertTrue(content.startswith(b"%PDF"))
        phone = self.look("ranking.html", "", PHONE)
        phone.page.locator(".plan-order li").nth(1).wait_for(timeout=30000)
        self.assertFalse(phone.is_too_wide())
        phone.page.screenshot(path=ARTEFACTS / "ranking-phone.png", full_page=True)


if __name__ == "__main__":
    unittest.main()
