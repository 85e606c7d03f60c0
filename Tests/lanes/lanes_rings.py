"""Rings for `lanesIsSimple`, and whether each is simple."""

import math

import lanes_oracle as oracle

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
