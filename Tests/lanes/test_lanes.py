"""Every version of the loops in CLanes does what is written about it, and all do the same.

A processor picks the best version that it has, so the other tests run only that one.
"""

import faulthandler
import functools
import sys
import unittest
from random import Random

import lanes_oracle as oracle
from lanes_balance import balance_cases
from lanes_rings import ring_cases, simple_cases
from lanes_support import LANES, RING_POINTS, VERSIONS, build, is_here, lanes

ENDS = [-32768, -32767, -1, 0, 1, 32766, 32767]
LEAST, MOST = -(1 << 31), (1 << 31) - 1
LONGEST = (1 << 29) - 1  # an edge


def setUpModule():
    # What reads beyond its room ends the process: then tell where that was.
    faulthandler.enable(sys.__stderr__)


def some_numbers(random):
    """Something that makes numbers: few different ones, any, or the extremes."""
    return random.choice([
        lambda: random.randint(-2, 2), lambda: random.randint(-32768, 32767),
        lambda: random.choice(ENDS), lambda: random.randint(-20, 20),
    ])


def a_box(random, kind):
    return oracle.box_of((kind(), kind()), (kind(), kind()))


def meeting_cases(random):
    for case in range(2000):
        kind = some_numbers(random)
        stride = random.choice([LANES, LANES, LANES + 1, 77, 1000, 3, 0, -LANES, -70])
        memory = [kind() for _ in range(3 * abs(stride) + LANES)]
        start = -3 * min(stride, 0)
        columns = [memory[start + k * stride:][:LANES] for k in range(4)]
        if abs(stride) >= LANES:  # boxes, or else any numbers
            for lane, corners in enumerate(zip(*columns)):
                for k, number in enumerate(oracle.box_of(corners[:2], corners[2:])):
                    columns[k][lane] = memory[start + k * stride + lane] = number
        box = a_box(random, kind)
        yield (memory, stride, box), oracle.mask(list(zip(*columns)), box)


def some_cells(random):
    kind = some_numbers(random)
    return [(kind(), kind()) for _ in range(LANES + 1)], kind


def of_edges_cases(random):
    for case in range(2000):
        cells, kind = some_cells(random)
        count, box = case % LANES + 1, a_box(random, kind)
        yield (cells, count, box), oracle.mask(oracle.boxes_of(cells[:count + 1]), box)


def place_cases(random):
    def a_number(shift):
        """Often what lies about the border of a cell."""
        wanted = random.choice([random.choice(ENDS), random.randint(-40000, 40000)])
        number = random.choice([
            (wanted << shift) + random.randint(-1, 1), LEAST, MOST, random.randint(LEAST, MOST)])
        return max(LEAST, min(MOST, number))

    for case in range(3000):
        count, shift = case % RING_POINTS + 1, random.randint(0, 28)
        origin = [random.choice([0, a_number(shift), random.randint(LEAST, MOST)]) for _ in "xy"]
        # The numbers asked for are with the origin; so both fit 32 bits.
        points = [[max(LEAST, min(MOST, a_number(shift) - o)) for o in origin]
                  for _ in range(count)]
        yield (points, origin, shift), oracle.place(points, origin, shift)


def sweep_cases(random):
    for case in range(2000):
        far = random.choice([0, 9, 1 << 31, 1 << 42])
        origin = [random.choice([-far, far, random.randint(-far, far)]) for _ in "xy"]
        reach = random.choice([3, 1 << 16, MOST])
        points = [[random.choice([0, reach, random.randint(0, reach)]) for _ in "xy"]
                  for _ in range(case % LANES + 2)]
        before = random.choice([0, -1, -1 << 63, (1 << 63) - 1, random.randint(-1 << 63, 1 << 62)])
        yield (points, origin, before), oracle.sweep(points, origin, before)


def hull(random, cells):
    """A box around edges, often no larger than it must be."""
    box = oracle.around(oracle.boxes_of(cells))
    if random.random() < 0.7:
        return box
    low_x, low_y, high_x, high_y = box
    return (max(-32768, low_x - 1), -32768, 32767, min(32767, high_y + 2))


def fill_cases(random):
    for case in range(1000):
        cells, _ = some_cells(random)
        count = case % LANES + 1
        points = [[random.randint(0, MOST) for _ in "xy"] for _ in range(count + 1)]
        points = random.choice([points, None])
        around = hull(random, cells[:count + 1])
        filled = points and [tuple(point) for point in points]
        boxes = oracle.boxes_of(cells[:count + 1])
        yield (cells, count, points, around), (boxes, filled, count, around)


def pairs_cases(random):
    for case in range(600):
        first, kind = some_cells(random)
        second = random.choice([first, [(kind(), kind()) for _ in first]])
        n, m = random.choice([(LANES, LANES), (random.randint(1, LANES), case % LANES + 1)])
        boxes = oracle.boxes_of(first[:n + 1]), oracle.boxes_of(second[:m + 1])
        chains = (first, n, None, hull(random, first[:n + 1])), (second, m, None)
        yield chains, oracle.pairs(*boxes)


def walk(random, count, steps, size):
    """A chain that keeps to a window of coordinates."""
    def on(at):
        there = at + random.choice(steps)
        return there if 0 <= there < size else max(0, min(size - 1, at - random.choice(steps)))

    points = [(random.randrange(size), random.randrange(size))]
    while len(points) <= count:
        points.append((on(points[-1][0]), on(points[-1][1])))
    return points


def near_to(random, chain, count, made):
    """A chain that has much or little in common with another."""
    size, places = count + 1, random.randrange(len(chain))
    turned = chain[places:] + chain[:places]
    some = [random.choice(chain) if random.random() < 0.5 else point for point in made]
    return random.choice([made, made, some, chain, chain[::-1], turned])[:size]


def long_edges(random):
    """Two of the longest edges, often as far from each other as two that share a cell can be."""
    middle = 4 << 28
    far = [random.choice([(1 << 28) - 1, 0, -LONGEST]) + random.choice([0, -1]) for _ in "xy"]
    ends = [middle - LONGEST, middle], [middle + far[0], middle + far[0] + LONGEST], \
        [middle + far[1], middle + far[1] + LONGEST]
    x, y, z, w = (random.sample(part, 2) for part in (ends[0], ends[0], ends[1], ends[2]))
    chains = list(zip(x, y)), list(zip(z, w))
    return random.sample(chains, 2)


def crossing_case(random, first, second, shift, grid=None):
    """Chains on the ground, at any origins from which the offsets fit 32 bits."""
    ground = [random.choice([0, random.randint(-4 * 10**12, 4 * 10**12)]) for _ in "xy"]
    chains, origins = [], []
    for chain in (first, second):
        ends = [(min(line), max(line)) for line in zip(*chain)]
        origin = [random.choice([low, high - MOST, low - LEAST, random.randint(high - MOST, low)])
                  for low, high in ends]
        offsets = [[n - o for n, o in zip(point, origin)] for point in chain]
        cells = [tuple(cell(n) for n, cell in zip(point, grid)) if grid else
                 oracle.place([point], (-(1 << 15 + shift),) * 2, shift)[0] for point in chain]
        rest = [(random.choice(ENDS), random.choice(ENDS)) for _ in range(LANES + 1 - len(cells))]
        chains.append((cells + rest, len(chain) - 1, offsets))
        origins.append([o + g for o, g in zip(origin, ground)])
    return chains, origins


def crossing_chains(random):
    """Two chains, where they lie, and what crosses for either flip."""
    def any_cell(_):
        return random.choice((0, 0, 1, 2))

    for case in range(2400):
        lengths = random.choice([(LANES, LANES)] + 9 * [(random.randint(1, 20), case % 30 + 1)])
        kind = case % 4
        if kind == 3:  # as long as an edge may be, also end to end in the largest cells
            steps = [LONGEST, -LONGEST, 1 - LONGEST, 1 << 28, -(1 << 28), 1, -1, 0]
            size, shift = random.choice([(1 << 31, random.randint(16, 28)), (1 << 30, 28)])
        else:
            steps = [[-1, 0, 1], [-2, -1, 0, 1, 2, 3], [-7, -3, 0, 1, 5]][kind]
            size, shift = random.randint(2, 9), 0
        first, made = (walk(random, length, steps, size) for length in lengths)
        second = near_to(random, first, lengths[1], made)
        if case % 8 == 7:
            first, second, shift = *long_edges(random), 28
        # Cells that have nothing to do with the points: only pairs whose boxes meet are found.
        grid = (any_cell, any_cell) if kind < 3 and random.random() < 0.4 else None
        chains, origins = crossing_case(random, first, second, shift, grid)
        boxes = [oracle.boxes_of(cells[:count + 1]) for cells, count, _ in chains]
        near = set(oracle.pairs(*boxes))
        box = hull(random, chains[0][0][:chains[0][1] + 1])
        for flip in (0, 1):
            crossed = oracle.crossings(first, second, flip == 1)
            expected = [pair for pair in crossed if pair in near]
            assert grid or expected == crossed, "crosses where no boxes meet"
            yield ((*chains[0], box), chains[1], flip), origins, expected


def between(origins, flip):
    return (*(a - b for a, b in zip(*origins)), flip)


def crossings_cases(random):
    for (first, second, flip), origins, expected in crossing_chains(random):
        yield (first, second, between(origins, flip)), expected


def sums_cases(random):
    for (first, second, flip), origins, pairs in crossing_chains(random):
        if not pairs:
            continue
        lines = [[[n + o for n, o in zip(point, origin)] for point in chain[2]]
                 for chain, origin in zip((first, second), origins)]
        swept = [[random.randint(-(1 << 63), (1 << 63) - 1) for _ in line] for line in lines]
        exact = oracle.sum_of(*lines, pairs, flip == 1, swept)
        yield (first, second, between(origins, flip), pairs, swept, origins[1]), exact


KINDS = {
    "meeting": meeting_cases, "of_edges": of_edges_cases, "place": place_cases,
    "sweep": sweep_cases, "fill": fill_cases, "ring": ring_cases, "simple": simple_cases,
    "pairs": pairs_cases, "crossings": crossings_cases, "sums": sums_cases,
    "balance": balance_cases,
}


@functools.cache
def cases(kind):
    """Arguments and what must come of them; made once for all versions."""
    return list(KINDS[kind](Random(f"lanes {kind}")))


def answer(version, kind, arguments):
    function = "find" if kind in ("pairs", "crossings") else kind
    return getattr(lanes(version), function)(*arguments)


class Checks:
    """One version against the oracle."""

    version = ""

    def setUp(self):
        if not is_here(self.version):
            self.skipTest(f"this processor has no {self.version}")

    def check(self, kind):
        for number, (arguments, expected) in enumerate(cases(kind)):
            got, _ = answer(self.version, kind, arguments)
            if got != expected:
                self.fail(f"{kind} {number}{arguments}:\n{got}, not\n{expected}")

    def test_boxes_that_meet(self):
        self.check("meeting")

    def test_edges_that_meet_a_box(self):
        self.check("of_edges")

    def test_cells_of_points(self):
        self.check("place")

    def test_what_is_swept_out(self):
        self.check("sweep")

    def test_edges_made_ready(self):
        self.check("fill")

    def test_pairs_whose_boxes_meet(self):
        self.check("pairs")

    def test_pairs_that_cross(self):
        self.check("crossings")

    def test_what_crossings_come_to(self):
        for number, (arguments, exact) in enumerate(cases("sums")):
            got, _ = answer(self.version, "sums", arguments)
            self.assertTrue(oracle.is_sum(got, exact, len(arguments[3])), f"sums {number}")

    def test_sums_do_not_depend_on_which_chain_is_first(self):
        for (first, second, (x, y, flip), pairs, swept, origin), _ in cases("sums"):
            sums = lanes(self.version).sums
            turned = [pair % 256 << 8 | pair >> 8 for pair in pairs]
            there = origin[0] + x, origin[1] + y
            self.assertEqual(
                sums((*second, first[3]), first[:3], (-x, -y, 1 - flip), turned, swept[::-1],
                     there),
                sums(first, second, (x, y, flip), pairs, swept, origin))

    def test_edges_that_cancel(self):
        self.check("balance")
        for (points, _, _, sums), (made, _) in cases("balance"):
            # An edge from a point to itself, which no chain has, would count.
            if points == points[::-1] and all(a != b for a, b in zip(points, points[1:])):
                self.assertEqual(made, sums)

    def test_plain_rings_and_simple_ones(self):
        self.check("ring")
        self.check("simple")


class DefaultTests(Checks, unittest.TestCase):
    version = "default"


class V3Tests(Checks, unittest.TestCase):
    version = "x86-64-v3"


class V4Tests(Checks, unittest.TestCase):
    version = "x86-64-v4"


class PickedTests(Checks, unittest.TestCase):
    """The library with all versions, of which the processor picks one."""

    version = "as it is"


class AllVersionsTests(unittest.TestCase):
    def test_compile_without_a_warning(self):
        for version in VERSIONS:
            with self.subTest(version):
                self.assertEqual(build(version, "-Wall", "-Wextra", "-Werror")[1], "")

    def test_write_the_same_bytes(self):
        """Also where nothing is promised."""
        first, *others = [version for version in VERSIONS if is_here(version)]
        for kind in KINDS:
            for number, (arguments, _) in enumerate(cases(kind)):
                expected = answer(first, kind, arguments)[1]
                for version in others:
                    with_it = answer(version, kind, arguments)[1]
                    self.assertEqual(with_it, expected, f"{kind} {number} of {version}")


if __name__ == "__main__":
    unittest.main()
