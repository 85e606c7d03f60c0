"""Chains whose edges are added to a table."""

import lanes_oracle as oracle
from lanes_support import LANES


def balance_cases(random):
    """Chains and tables of which some places are taken; and ways there and back, which cancel."""
    for case in range(400):
        count, bits = case % LANES + 1, random.choice([1, 5, 8])
        reach = random.choice([2, 1 << 20, (1 << 31) - 1])
        points = [[random.randint(-reach, reach) for _ in "xy"] for _ in range(count + 1)]
        if case % 4 == 0:
            points = points[:count // 2 + 1] + points[:count // 2][::-1]
        far = random.choice([0, 1 << 31, 1 << 42])
        origin = [random.randint(-far, far) for _ in "xy"]
        taken = random.choice([0, 0.5])
        sums = [random.getrandbits(64) if random.random() < taken else 0 for _ in range(1 << bits)]
        if len(points) > 1:
            yield (points, origin, bits, sums), oracle.balance(points, origin, bits, sums)
