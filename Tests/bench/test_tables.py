"""The comparison of class tables finds what it must find, and lets rounding pass."""

from collections import Counter

import bench_support
import tables

TABLE = {("0101", "0101"): 1000.0, ("0101", "0301"): 20.0, ("0301", "0301"): 5.0}


class CompareTests(bench_support.Scratch):
    def test_equal_tables_agree(self):
        found = tables.compare(dict(TABLE), TABLE, tables.floating_slack)
        self.assertTrue(found.agrees)
        self.assertEqual(found.sentence(), "the same")

    def test_noise_of_floating_point_passes(self):
        noisy = {pair: area * (1 + 1e-14) for pair, area in TABLE.items()}
        self.assertTrue(tables.compare(noisy, TABLE, tables.floating_slack).agrees)

    def test_one_changed_value_is_found(self):
        for change in (1e-5, -1e-5, 3.0, float("nan"), float("inf")):
            with self.subTest(change=change):
                changed = TABLE | {("0101", "0301"): 20.0 + change}
                found = tables.compare(changed, TABLE, tables.floating_slack)
                self.assertFalse(found.agrees)
                self.assertEqual(found.pair, ("0101", "0301"))

    def test_a_pair_that_is_missing_or_too_many_is_found(self):
        less = {pair: area for pair, area in TABLE.items() if pair != ("0301", "0301")}
        for table, reference in ((less, TABLE), (TABLE, less)):
            found = tables.compare(table, reference, tables.floating_slack)
            self.assertFalse(found.agrees)
            self.assertEqual((found.pair, found.difference_m2), (("0301", "0301"), 5.0))

    def test_rounded_pieces_may_differ_by_their_rounding_only(self):
        pieces = Counter({("0101", "0101"): 400, ("0101", "0301"): 1})
        slack = tables.rounding_slack(pieces)
        near = TABLE | {("0101", "0101"): 1000.9, ("0101", "0301"): 20.009}
        self.assertTrue(tables.compare(near, TABLE, slack).agrees)
        for far in (TABLE | {("0101", "0101"): 1002.0}, TABLE | {("0101", "0301"): 20.03}):
            self.assertFalse(tables.compare(far, TABLE, slack).agrees)

    def test_reads_what_the_programs_write(self):
        text = 'from,to,area_m2\n0101,0101,12.50\n0101,"a, b",0.01\n,0101,3\n'
        table = tables.read_table(self.file("table.csv", text))
        self.assertEqual(table, {("0101", "0101"): 12.5, ("0101", "a, b"): 0.01, ("", "0101"): 3.0})
        with self.assertRaises(ValueError):
            tables.read_table(self.file("twice.csv", text + "0101,0101,1\n"))

    def test_counts_pieces(self):
        text = "from_id,to_id,from,to,area_m2\n1,1,A,B,2\n1,2,A,B,3\n2,2,B,B,4\n"
        counted = tables.count_pieces(self.file("pieces.csv", text))
        self.assertEqual(counted, {("A", "B"): 2, ("B", "B"): 1})
        self.assertEqual(tables.count_rows(self.folder / "pieces.csv"), 3)

    def test_one_byte_changes_the_fingerprint(self):
        one, other, same = (self.file(*file) for file in (("a", "1"), ("b", "2"), ("c", "1")))
        self.assertEqual(tables.fingerprint(one), tables.fingerprint(same))
        self.assertNotEqual(tables.fingerprint(one), tables.fingerprint(other))
