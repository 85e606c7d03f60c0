"""Rings for `lanesRing` and `lanesIsSimple`, and what must come of each."""

import math

import lanes_oracle as oracle
from lanes_support import RING_POINTS

STEPS, LIMIT = 10_000.0, 4.0e8
FAR = (1 << 30) - 1  # coordinates differ by less than 2^30


def star(random, count, reach):
    """About a middle; simple but for the rounding."""
    points = []
    for index in range(count):
        angle, radius = 2 * math.pi * index / count, reach * random.uniform(0.4, 1)
        points.append((round(radius * math.cos(angle)), round(radius * math.sin(angle))))
    return points


def staircase(random, steps):
    """Up in steps and back beside them, as the border of cells."""
    up = [(0, 0)]
    for step in range(steps):
        up.append((up[-1][0] + random.randint(1, 3), up[-1][1]))
        up.append((up[-1][0], up[-1][1] + random.randint(1, 3)))
    return up + [(x - 1, y + 1) for x, y in reversed(up[:-1])]


def spoilt(random, points):
    """With a point moved, or twice, or two points exchanged."""
    points = list(points)
    i, j = random.randrange(len(points)), random.randrange(len(points))
    how = random.randrange(3)
    if how == 0:
        points[i] = tuple(n + random.choice([-3, -1, 1, 2]) for n in points[i])
    elif how == 1:
        points[i] = points[j]
    else:
        points[i], points[j] = points[j], points[i]
    return points


def closed(points):
    """Without points that repeat the one before; none with fewer than three edges."""
    kept = [point for index, point in enumerate(points) if point != points[index - 1]]
    return [*kept, kept[0]] if len(kept) >= 3 else None


def simple_cases(random):
    for case in range(1500):
        count = random.randint(3, 40) if case % 3 else 8 * random.randint(1, 12) + case % 5 - 2
        shape = case % 4
        if shape == 0:
            points = star(random, max(3, count), random.choice([6, 60, FAR // 2]))
        elif shape == 1:
            points = staircase(random, max(2, count // 4))
        else:
            reach = random.choice([1, 2, 5, FAR])
            points = [(random.randint(0, reach), random.randint(0, reach))
                      for _ in range(max(3, count // (1 if reach < FAR else 5)))]
        if case % 5 == 4:
            points = spoilt(random, points)
        start = random.randrange(len(points))
        ring = closed((points[start:] + points[:start])[::random.choice([1, -1])])
        if ring:
            yield (ring,), int(oracle.is_simple(ring))


def metres(random, step, steps=STEPS):
    """A coordinate that belongs to a step, often just so."""
    low, high = (step - 0.5) / steps, (step + 0.5) / steps
    return random.choice([
        step / steps, low, high, math.nextafter(high, 0), math.nextafter(low, 0),
        math.nextafter(low, math.inf), random.uniform(low, high)])


def a_ring(random, count, first):
    reach = random.choice([2, 40, 10**6, oracle.REACH])
    steps = [first]
    while len(steps) < count - 1:
        point = tuple(o + random.randint(1 - reach, reach - 1) for o in first)
        if point not in (steps[-1], first):
            steps.append(point)
    return [*steps, first]


def ring_cases(random):
    highest = int(LIMIT * STEPS) - oracle.MARGIN
    beyond = [oracle.REACH, -oracle.REACH, oracle.REACH - 1, 1 - oracle.REACH, 1 << 26, 1 << 40]
    odd = [math.nan, math.inf, -math.inf, 1e300, -1e300, 0.0, -0.0, 1e15, -5e4, 5e-324]

    def case(points, steps=STEPS, limit=LIMIT):
        return (points, steps, limit, random.choice([0, *range(16)])), \
            oracle.ring(points, steps, limit)

    def spoiled(ring, index, how):
        """Off by a little, so that it may be plain all the same."""
        metric = [[n / STEPS for n in point] for point in ring]
        axis, last = random.randrange(2), len(ring) - 1
        if how == "repeats":
            metric[index or 1] = list(metric[(index or 1) - 1])
        elif how == "is far":
            metric[index][axis] = (ring[0][axis] + random.choice(beyond)) / STEPS
        elif how == "is odd":
            metric[index][axis] = random.choice(odd)
        elif how == "is open":
            metric[last][axis] += random.choice([1e-4, -1e-4, 4e-5, -4e-5, 3.0])
        return metric

    for count in range(2, RING_POINTS + 1):
        for direction in (1, -1):
            first = tuple(random.randint(oracle.MARGIN, highest) for _ in "xy")
            ring = a_ring(random, count, first)[::direction]
            yield case([[n / STEPS for n in point] for point in ring])
            for _ in range(4):
                yield case([[metres(random, n) for n in point] for point in ring[:-1]] + [ring[0]])
                points = [[metres(random, n) for n in point] for point in ring]
                yield case([*points[:-1], points[0]])
        for index in range(count):
            for how in ("repeats", "is far", "is odd", "is open"):
                yield case(spoiled(a_ring(random, count, first), index, how))
    for _ in range(600):  # at the margins, and other limits and steps
        steps = random.choice([STEPS, STEPS, 1000.0, 1.0, 12345.678])
        limit = random.choice([LIMIT, (2 * oracle.MARGIN + random.randint(0, 99)) / steps])
        end = math.floor(limit * steps) - oracle.MARGIN
        edge = [oracle.MARGIN, end]
        first = tuple(random.choice(edge) + random.randint(-1, 1) for _ in "xy")
        ring = a_ring(random, random.randint(4, 9), first)
        points = [[metres(random, n, steps) for n in point] for point in ring]
        yield case([*points[:-1], points[0]], steps, limit)
