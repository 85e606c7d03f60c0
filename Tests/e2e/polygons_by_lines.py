"""What of a polygon others leave, measured by lines that are STEP metres apart."""

import struct

STEP = 0.5


def rings(blob):
    """The rings of a multipolygon of a GeoPackage, as lists of points."""
    flags = blob[3]
    at = 8 + (0, 32, 48, 48, 64)[(flags >> 1) & 7]

    def polygon(at):
        found = []
        (count,) = struct.unpack_from("<I", blob, at + 5)
        at += 9
        for _ in range(count):
            (points,) = struct.unpack_from("<I", blob, at)
            at += 4
            flat = struct.unpack_from(f"<{2 * points}d", blob, at)
            found.append(list(zip(flat[::2], flat[1::2])))
            at += 16 * points
        return found, at

    kind, count = struct.unpack_from("<II", blob, at + 1)
    if kind == 3:
        return polygon(at)[0]
    assert kind == 6, kind
    at += 9
    found = []
    for _ in range(count):
        more, at = polygon(at)
        found += more
    return found


def stretches(polygon, y):
    """Where a line at y lies inside, by the even-odd rule."""
    places = []
    for ring in polygon:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > y) != (y2 > y):
                places.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    places.sort()
    return list(zip(places[::2], places[1::2]))


def outside(spans, others):
    """What of the spans none of the others covers."""
    total = 0.0
    for start, end in spans:
        at = start
        for low, high in sorted(others):
            if high <= at or low >= end:
                continue
            total += max(0.0, low - at)
            at = max(at, high)
        total += max(0.0, end - at)
    return total


def box(polygon):
    xs = [x for ring in polygon for x, _ in ring]
    ys = [y for ring in polygon for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def measured(polygon, lines):
    """The shares of a polygon that are left after each list of polygons has been cut off as well."""
    west, low, east, high = box(polygon)
    lines = [[other for other, (x1, y1, x2, y2) in line
              if x1 < east and x2 > west and y1 < high and y2 > low] for line in lines]
    whole = 0.0
    left = [0.0] * len(lines)
    y = low + STEP / 2
    while y < high:
        spans = stretches(polygon, y)
        whole += outside(spans, [])
        taken = []
        for place, line in enumerate(lines):
            for other in line:
                taken += stretches(other, y)
            left[place] += outside(spans, taken)
        y += STEP
    return [one / whole for one in left]
