"""The history of other systems beside their opening balances, and the order of purposes from the rule packs."""

import json
import shutil
import unittest
import zipfile

from support import ROOT, Scratch, zhitu, zhitu_json
from test_fund_workbooks import edit
from test_quota import sample

HEADS = "批次,行政区,日期,类型,摘要,文号,数量（公顷）,水田（公顷）,产能（公斤）"


class History(Scratch):
    def setUp(self):
        super().setUp()
        self.workspace = self.folder / "w.gpkg"
        shutil.copy(sample(), self.workspace)

    def take(self, file, *more, status=0):
        return zhitu("quota", "history", file, "--system", "省库", "--number", "1", "--authority", "局", "--day",
                     "2026-10-01", "--at", "2026-10-02", "--workspace", self.workspace, *more, status=status)

    def write(self, *rows, name="h.csv", encoding="utf-8"):
        path = self.folder / name
        path.write_bytes("\n".join([HEADS, *rows]).encode(encoding))
        return path

    def sums(self, lot):
        """What the trace tells of a lot, added up from its movements without the program."""
        trace = zhitu_json("quota", "trace", lot, "--workspace", self.workspace)
        kinds = {one["id"]: one["effect"] for one in self.book()["catalogue"]["movements"]}
        sign = {"in": 1, "out": -1, "held": 0, "freed": 0}
        stock = dict.fromkeys(("quantity", "paddy", "capacity"), 0)
        for one in trace["history"]["movements"]:
            for name in stock:
                stock[name] += sign[kinds[one["kind"]]] * one["amounts"][name]
        return stock, trace["historyCheck"]

    def book(self):
        out = self.folder / "book.json"
        zhitu("quota", "export", "--workspace", self.workspace, "--out", out)
        return json.loads(out.read_text(encoding="utf-8"))

    def test_the_sample_s_movements_explain_its_opening_balances_but_for_a_named_rest(self):
        for lot, rest in (("JK-2017-1", 0), ("JK-2017-2", -2000)):
            stock, check = self.sums(lot)
            self.assertEqual(stock, check["stock"], lot)
            self.assertEqual(check["opening"]["quantity"] - stock["quantity"], rest, lot)
        proof = zhitu("quota", "prove", "--workspace", self.workspace)
        self.assertIn("JK-2017-1：6 笔，与基库相符", proof.stdout)
        self.assertIn("JK-2017-2：2 笔，与基库相差 -0.002000 hm²", proof.stdout)
        # History moves nothing: its entries have no lines.
        for posted in self.book()["entries"]:
            if "inherit" in posted["entry"]["act"]:
                self.assertEqual(posted["entry"]["lines"], [])

    def test_a_csv_takes_the_place_of_the_former_history_in_either_encoding(self):
        rows = ["JK-2017-2,明澜区,2012/8/14,项目入库,零星复垦,备 9,0.31,,",
                "",
                "JK-2017-2,明澜区,2014年4月2日,历史挂钩,补登,清 2,0.3520,,"]
        for encoding in ("utf-8-sig", "gb18030"):
            with self.subTest(encoding):
                file = self.write(*rows, encoding=encoding)
                before = zhitu_json("quota", "list", "--workspace", self.workspace)
                trial = self.take(file, "--trial")
                self.assertIn("未移入", trial.stdout)
                done = self.take(file)
                self.assertIn("相符", done.stdout)
                self.assertEqual(zhitu_json("quota", "list", "--workspace", self.workspace), before)
                trace = zhitu_json("quota", "trace", "JK-2017-2", "--workspace", self.workspace)
                moves = trace["history"]["movements"]
                # Rows are counted as the file has them, the blank one too.
                self.assertEqual([(one["row"], one["day"]) for one in moves], [(2, "2012-08-14"), (4, "2014-04-02")])
                self.assertEqual(self.sums("JK-2017-2")[0]["quantity"], -42_000)

    def test_every_fault_is_told_by_cell_and_nothing_comes_in(self):
        entries = len(self.book()["entries"])
        file = self.write(
            "JK-2017-1,,2013-02-30,项目入库,一,,1,,",
            "JK-2017-1,,2013-02-03,卖出,二,,1,,",
            "JK-2017-1,,2013-02-03,挂钩,,,1,,",
            "JK-2017-1,,2013-02-03,挂钩,四,,1.12345678,,",
            "JK-2017-1,,2013-02-03,挂钩,五,,1,,1.5万",
            ",,2013-02-03,挂钩,六,,1,,",
            "JK-2017-1,,2013-02-03,挂钩,七,,,,")
        refused = zhitu_json("quota", "history", file, "--system", "省库", "--number", "1", "--authority", "局",
                             "--workspace", self.workspace, status=1)
        self.assertEqual([one["field"] for one in refused["problems"]],
                         ["C2", "D3", "E4", "G5", "I6", "A7", "G8"])
        self.assertEqual({one["file"] for one in refused["problems"]}, {str(file)})
        for rows, code in (
                (["GG-2025-1,,2013-02-03,挂钩,一,,1,,"], "quota.not-opening"),
                (["JK-2017-1,,2026-02-03,挂钩,一,,1,,"], "quota.after-opening"),
                (["NOBODY,,2013-02-03,挂钩,一,,1,,"], "quota.no-lot")):
            self.assertIn(code, self.take(self.write(*rows), status=1).stderr)
        headless = self.folder / "none.csv"
        headless.write_text("日期,类型\n2013-01-01,挂钩\n", encoding="utf-8")
        self.assertIn("摘要", self.take(headless, status=1).stderr)
        binary = self.folder / "b.csv"
        binary.write_bytes(bytes(range(256)))
        self.assertIn("quota.history-file", self.take(binary, status=2).stderr)
        self.assertEqual(len(self.book()["entries"]), entries)

    def test_the_blank_workbook_is_filled_in_and_comes_back(self):
        blank = self.folder / "blank.xlsx"
        zhitu("quota", "history", "--template", blank, "--workspace", self.workspace)
        with zipfile.ZipFile(blank) as archive:
            texts = archive.read("xl/sharedStrings.xml").decode()
        for word in [*HEADS.split(","), "部监管扣除"]:
            self.assertIn(word, texts)
        filled = self.folder / "filled.xlsx"
        shutil.copy(blank, filled)
        rows = ((None, "明澜区", "2012-08-14", "项目入库", "零星复垦", "备 9", 0.31),
                (None, "明澜区", "2014-04-02", "历史挂钩", "补登", "清 2", 0.352))
        edit(filled, {("原账流水", f"{'ABCDEFG'[column]}{2 + place}"): value
                      for place, row in enumerate(rows) for column, value in enumerate(row) if value is not None})
        self.assertIn("相符", self.take(filled, "--lot", "JK-2017-2").stdout)
        self.assertEqual(self.sums("JK-2017-2")[0]["quantity"], -42_000)
        edit(filled, {("原账流水", "D3"): "卖出"})
        told = self.take(filled, "--lot", "JK-2017-2", status=1).stderr
        self.assertIn("原账流水", told)
        self.assertIn("D3", told)

    def test_only_who_may_change_the_book_takes_history_over(self):
        file = self.write("JK-2017-2,,2012-08-14,项目入库,一,,0.31,,")
        self.assertIn("access.refused", self.take(file, "--as", "reviewer", status=2).stderr)


class Orders(Scratch):
    """The order of purposes is law of the rule packs, which a province's pack replaces."""

    RULE = """
schema: zhitu.rules/1
chapter: {zh: 指标, en: quotas}
rules:
  - id: ZZ-01
    title: {zh: 本省用途次序, en: order of this province}
    statement: {zh: 甲, en: a}
    level: hard
    scope: {level: province, code: "330000"}
    stage_gates: []
    source: {title: 本省办法, doc_no: 省〔2026〕1号, article: null, issued: "2026", status: %s}
    evidence: {grade: official, seed: null, verified: true}
    gap: {zh: 只定次序, en: only an order}
    waterfall:
      replaces: CORE-17
      purposes:
        - {id: resettlement, title: {zh: 安置, en: housing}, rank: 1}
        - {id: market, title: {zh: 流转, en: market}, rank: 2}
      exits:
        {use: earlier, relink: earlier, settle: earlier, transfer: all, trade: all, allocate: all, reassign: all,
         borrow: all, offer: all}
"""

    def policies(self, status):
        folder = self.folder / status
        shutil.copytree(ROOT / "Policies", folder)
        pack = folder / "province"
        pack.mkdir()
        (pack / "pack.yaml").write_text(
            'schema: zhitu.pack/1\nid: province\nversion: "1"\ntitle: {zh: 本省, en: this province}\n',
            encoding="utf-8")
        (pack / "order.yaml").write_text(self.RULE % status, encoding="utf-8")
        return folder

    def order(self, workspace):
        out = self.folder / "book.json"
        zhitu("quota", "export", "--workspace", workspace, "--out", out)
        found = json.loads(out.read_text(encoding="utf-8"))["catalogue"]["waterfalls"]
        return [(one["rule"], one["status"], one["effect"]) for one in found]

    def test_a_province_replaces_the_order_once_its_rule_binds(self):
        workspace = self.folder / "w.gpkg"
        shutil.copy(sample(), workspace)
        delivered = [("CORE-17", "in_force", "blocks"), ("NB-15", "draft", "informs")]
        self.assertEqual(self.order(workspace), delivered)
        zhitu("quota", "adopt", "--policies", self.policies("draft"), "--at", "2026-10-02", "--workspace", workspace)
        self.assertEqual(self.order(workspace), delivered, "a draft takes the place of nothing")
        zhitu("quota", "adopt", "--policies", self.policies("in_force"), "--at", "2026-10-02", "--workspace", workspace)
        self.assertEqual(self.order(workspace)[0], ("ZZ-01", "in_force", "blocks"))
        # The book now differs from the packs of the program, which the proof says.
        self.assertIn("CORE-17", zhitu("quota", "prove", "--workspace", workspace).stdout)
        zhitu("quota", "adopt", "--at", "2026-10-02", "--workspace", workspace)
        self.assertEqual(self.order(workspace), delivered)
        self.assertNotIn("adopt", zhitu("quota", "prove", "--workspace", workspace).stdout)

    def test_the_rule_shows_its_order_and_the_packs_have_its_cases(self):
        shown = zhitu("rules", "show", "CORE-17").stdout
        self.assertIn("waterfall.exits.trade", shown)
        self.assertIn("农民安置", shown)
        # A case that expects the opposite fails, so the cases are run.
        folder = self.folder / "p"
        shutil.copytree(ROOT / "Policies", folder)
        tests = folder / "national/core-quotas.tests.yaml"
        text = tests.read_text(encoding="utf-8")
        zhitu("rules", "test", "--complete", "--policies", folder)
        changed = text.replace("leaves: 20.01", "leaves: 20", 1)
        self.assertNotEqual(changed, text)
        tests.write_text(changed, encoding="utf-8")
        zhitu("rules", "test", "CORE-17", "--policies", folder, status=1)
        # One exit without its cases is a gap.
        blocks = text.split("  - name: ")
        tests.write_text("  - name: ".join(one for one in blocks if "exit: offer" not in one), encoding="utf-8")
        told = zhitu("rules", "test", "--complete", "--policies", folder, status=1).stdout
        self.assertIn("CORE-17 offer", told)


if __name__ == "__main__":
    unittest.main()
