"""What the functions of CLanes must answer, from what is written about them and nothing else."""

import math
from fractions import Fraction
from itertools import pairwise

# Offsets start 2^26 before the first point. Points must lie less than 2^25 from the first, and the
# first 2^27 within the axes and the limit.
MIDDLE, REACH, MARGIN = 1 << 26, 1 << 25, 1 << 27


def box_of(a, b):
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def boxes_of(points):
    return [box_of(a, b) for a, b in pairwise(points)]


def around(boxes):
    low_x, low_y, high_x, high_y = zip(*boxes)
    return (min(low_x), min(low_y), max(high_x), max(high_y))


def meet(a, b):
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def mask(boxes, box):
    return sum(1 << lane for lane, each in enumerate(boxes) if meet(each, box))


def signed(number, bits):
    half = 1 << (bits - 1)
    return (number + half) % (2 * half) - half


def cell(step, shift):
    return max(-32768, min(32767, step // 2**shift))


def place(points, origin, shift):
    return [tuple(cell(p + o, shift) for p, o in zip(point, origin)) for point in points]


def sweep(points, origin, before):
    sums = [before]
    there = [(x + origin[0], y + origin[1]) for x, y in points]
    for (ax, ay), (bx, by) in pairwise(there):
        sums.append(sums[-1] + ax * by - ay * bx)
    return [signed(number, 64) for number in sums]


def pairs(first, second):
    """256 · first edge + second edge of boxes that meet."""
    return [256 * i + j for j, b in enumerate(second) for i, a in enumerate(first) if meet(a, b)]


def shifted(point, is_shifted):
    """A point in units of ε², where ε is 2⁻²⁰⁰: no determinant of whole numbers comes near that."""
    x, y = (number << 400 for number in point)
    return (x + (1 << 200), y + 1) if is_shifted else (x, y)


def left(a, b, c):
    """Whether c lies on the left of the line from a to b."""
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def cross(a, b, c, d):
    return left(a, b, c) != left(a, b, d) and left(c, d, a) != left(c, d, b)


def crossings(first, second, flip):
    """256 · first edge + second edge of edges that cross, one of the chains being shifted."""
    found = []
    boxes = boxes_of(first), boxes_of(second)
    first = list(pairwise(shifted(point, flip) for point in first))
    second = list(pairwise(shifted(point, not flip) for point in second))
    for pair in pairs(*boxes):
        i, j = divmod(pair, 256)
        if cross(*first[i], *second[j]):
            found.append(pair)
    return found


def sum_of(first, second, pairs, flip, swept):
    """What crossings of two lines on the ground come to, exactly, in 2⁻¹⁶ steps²."""
    total = 0
    for pair in pairs:
        i, j = divmod(pair, 256)
        a, b, c, d = first[i], first[i + 1], second[j], second[j + 1]
        e, f, g = ((q[0] - p[0], q[1] - p[1]) for p, q in ((a, b), (c, d), (a, c)))
        part = Fraction(g[0] * f[1] - g[1] * f[0], e[0] * f[1] - e[1] * f[0])
        x, y = (start + length * part for start, length in zip(a, e))
        comes = left(shifted(c, not flip), shifted(d, not flip), shifted(b, flip))
        change = swept[1][j] - swept[0][i] + g[0] * y - g[1] * x
        total += change if comes else -change
    return total * 65536


def is_sum(got, expected, crossings):
    """Whether a sum modulo 2⁸⁰ is right: every crossing is rounded once, from what is nearly exact."""
    return abs((got - expected + (1 << 79)) % (1 << 80) - (1 << 79)) <= 0.6 * crossings


def ring(coordinates, steps, limit):
    """Offsets and the fields of the ring; 0 if it is not plain."""
    if len(coordinates) < 4 or not all(math.isfinite(n) for point in coordinates for n in point):
        return 0
    # Python rounds the product and the sum.
    points = [tuple(math.floor(n * steps + 0.5) for n in point) for point in coordinates]
    first = points[0]
    if min(first) < MARGIN or max(first) > limit * steps - MARGIN or points[-1] != first:
        return 0
    if any(abs(n - o) >= REACH for point in points for n, o in zip(point, first)):
        return 0
    if any(a == b for a, b in pairwise(points)):
        return 0
    origin = (first[0] - MIDDLE, first[1] - MIDDLE)
    offsets = [(x - origin[0], y - origin[1]) for x, y in points]
    doubled = sum(ax * by - ay * bx for (ax, ay), (bx, by) in pairwise(points))
    return (offsets, *origin, *around(boxes_of(offsets)), doubled)


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def have_a_point_in_common(a, b, c, d):
    """Two edges, ends included."""
    if not meet(box_of(a, b), box_of(c, d)):
        return False
    return not any(
        turn(*edge, one) * turn(*edge, other) > 0
        for edge, one, other in (((a, b), c, d), ((c, d), a, b)))


def is_simple(ring):
    """Every pair of edges of a closed ring: neighbours share their end alone, others nothing."""
    edges = list(pairwise(ring))
    for j, (c, d) in enumerate(edges):
        for i, (a, b) in enumerate(edges[:j]):
            # A triangle has two neighbours on either side.
            shared = [b] * (j == i + 1) + [a] * (i == 0 and j == len(edges) - 1)
            if not shared:
                if have_a_point_in_common(a, b, c, d):
                    return False
                continue
            for corner in shared:
                one, other = ({a, b} - {corner}).pop(), ({c, d} - {corner}).pop()
                along = sum((m - k) * (n - k) for k, m, n in zip(corner, one, other))
                if turn(corner, one, other) == 0 and along > 0:
                    return False
    return True


WORD = (1 << 64) - 1


def vertex(x, y):
    x, y = x * 0xFF51AFD7ED558CCD & WORD, y * 0xC4CEB9FE1A85EC53 & WORD
    mixed = x ^ (y << 32 & WORD | y >> 32)
    return mixed ^ mixed >> 29


def balance(points, origin, bits, sums):
    """The table with the signed values of all edges, and a mask of those open before."""
    made, mask = list(sums), 0
    numbers = [vertex(x + origin[0], y + origin[1]) for x, y in points]
    for edge, (a, b) in enumerate(zip(numbers, numbers[1:])):
        place = ((a + b) * 0x9E3779B97F4A7C15 & WORD) >> 64 - bits
        mixed = min(a, b) * 0xC2B2AE3D27D4EB4F + max(a, b) * 0x9FB21C651E98DF25 & WORD
        value = (mixed ^ mixed >> 32) * 0xD6E8FEB86659FD93 & WORD | 1
        mask |= (sums[place] != 0) << edge
        made[place] = made[place] + (value if a < b else -value) & WORD
    return made, mask
