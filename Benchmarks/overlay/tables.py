"""Class tables (area by pair of classes) and piece tables: reading, comparing, fingerprints."""

import csv
import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Pair = tuple[str, str]

# Zhitu's pieces are whole units of 0.01 m², each rounded up or down so that they add up to their
# patches. A sum of n pieces is therefore off by less than n units; and as up and down are equally
# likely, by about half a unit times √n: ten times that is too much.
UNIT = 0.01

# What the floating-point arithmetic of the peers may add up to over all pieces of a pair, in m²,
# and as a fraction of the area.
SLACK = 1e-6
RELATIVE_SLACK = 1e-13


def read_table(path: Path) -> dict[Pair, float]:
    """Area in m² by pair of classes, from a CSV file whose first three columns are these."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = csv.reader(file)
        next(rows)
        table: dict[Pair, float] = {}
        for a, b, area, *_ in rows:
            if (a, b) in table:
                raise ValueError(f"{path}: {a} × {b} stands there twice")
            table[a, b] = float(area)
        return table


def count_pieces(path: Path) -> Counter[Pair]:
    """Number of pieces by pair of classes, from Zhitu's piece table."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        return Counter((row["from"], row["to"]) for row in rows)


def count_rows(path: Path) -> int:
    """Number of lines after the header."""
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1


def fingerprint(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass
class Comparison:
    """How far two tables are apart."""

    agrees: bool
    difference_m2: float  # the largest
    pair: Pair | None  # where
    allowed_m2: float  # there, or where the difference is too large

    def sentence(self) -> str:
        if self.pair is None:
            return "the same"
        a, b = self.pair
        return f"{a} × {b} differs by {self.difference_m2:.3g} m² (allowed {self.allowed_m2:.3g})"


def compare(
    table: dict[Pair, float], reference: dict[Pair, float], allowed: Callable[[Pair, float], float]
) -> Comparison:
    """Compares pair by pair; a pair that a table lacks has no area there.

    - allowed: the largest difference in m², by the pair and its area in the reference.
    """
    largest = Comparison(True, 0.0, None, 0.0)
    too_large: Comparison | None = None
    for pair in sorted(table.keys() | reference.keys()):
        area = reference.get(pair, 0.0)
        difference = abs(table.get(pair, 0.0) - area)
        limit = allowed(pair, area)
        # A difference that is not a number is too large.
        if not difference <= limit and (too_large is None or difference > too_large.difference_m2):
            too_large = Comparison(False, difference, pair, limit)
        if difference > largest.difference_m2:
            largest = Comparison(True, difference, pair, limit)
    return too_large or largest


def floating_slack(_: Pair, area: float) -> float:
    """Between two programs that add up areas in floating point."""
    return SLACK + RELATIVE_SLACK * area


def rounding_slack(pieces: Counter[Pair]) -> Callable[[Pair, float], float]:
    """Between Zhitu, whose pieces are rounded to 0.01 m², and a program that does not round."""

    def allowed(pair: Pair, area: float) -> float:
        # A piece that was rounded to nothing is missing from the piece table: one more, at least.
        count = pieces[pair] + 1
        return UNIT * min(count, 1 + 5 * count**0.5) + floating_slack(pair, area)

    return allowed
