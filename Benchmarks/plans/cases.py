"""What `Benchmarks/plans/run` asks: exchanges, choices of ground, portfolios, each with the bar that it is held against."""

import json
import random

PRESETS = ["plain_small_cons", "bishan_clone"]

# The published means over five seeds, of the authors' own runs: slope in per cent, contiguity, number and area (ha) of
# blocks of 100 mu, seconds of planning without training.
PUBLISHED = {
    "plain_small_cons": {
        "greedy": (-0.996, 0.0035, 0.2, 14.8, 0.5),
        "genetic algorithm": (-2.757, 0.0035, 2.8, 37.7, 35),
        "learned model-predictive control": (-2.226, 0.0068, 0.4, 30.5, 7_845),
    },
    "bishan_clone": {
        "greedy": (-0.0517, 0.0009, -0.2, 11.9, 1.2),
        "genetic algorithm": (-0.0602, 0.0239, -1.8, 157.7, 60),
        "learned model-predictive control": (-0.0893, 0.0032, 9.2, 177.5, 16_042),
        "PPO": (-0.0742, 0.0027, 9.4, 134.7, 17_113),
    },
}


# The published results count blocks from 66,700 m², not from 100 mu (66,666.67 m²).
PUBLISHED_BLOCK = {"block_m2": 66_700}


def best_published(preset):
    """The best over all methods, measure by measure."""
    slope, contiguity, blocks, area, _ = zip(*PUBLISHED[preset].values())
    return {"slope": min(slope), "contiguity": max(contiguity), "blocks": max(blocks), "block_area": max(area)}


def exchanges(preset, ids):
    """Name, variant, lines of the problem, bar of the gap in per cent, and whether other ways are tried on it."""
    best = best_published(preset)
    locked = json.dumps(sorted(random.Random(1).sample(ids, len(ids) // 5)))
    variants = {"free": {}, "20 % locked": {"lock": locked}, "farmland kept": {"keep_farmland": "true"}}
    goals = [
        ("slope", {"objective": "slope"}, 0.1, {"free"}),
        ("contiguity", {"objective": "contiguity"}, 0.1, {"free"}),
        ("block area", {"objective": "block_area"}, 0.2, set()),
        ("slope, published contiguity",
         {"objective": "slope", "contiguity_change_at_least": best["contiguity"]}, 0.1, {"farmland kept"}),
        ("slope, published block area",
         {"objective": "slope", "block_area_ha_at_least": best["block_area"]}, 0.2, set()),
        ("contiguity, published block area",
         {"objective": "contiguity", "block_area_ha_at_least": best["block_area"]}, 0.2, set()),
    ]
    for name, lines, bar, tried in goals:
        for variant, more in variants.items():
            yield name, variant, {**lines, **more, **PUBLISHED_BLOCK}, bar, variant in tried
    yield ("slope, all published measures", "farmland kept", {
        "objective": "slope", "keep_farmland": "true", "contiguity_change_at_least": best["contiguity"],
        "blocks_at_least": -int(-best["blocks"] // 1), "block_area_ha_at_least": best["block_area"],
        **PUBLISHED_BLOCK}, 2, False)


# mu of the least block, seconds on the clock, bars of the gap and of the share of the rule's price that is explained, in per cent.
GROUNDS = [(100, 60, 0.2, 95), (1_000, 50, 1, None)]

# Projects, seconds, bars of the gap: searched, and at once after a lock.
PORTFOLIOS = [(500, 10, 0.5, 2), (64, 30, 1, 5)]


def programme(count, seed, locks=(), years=5):
    """The lines of a made-up portfolio: budgets cover four tenths of all costs."""
    dice = random.Random(seed)
    rows, cost, people = [], 0, 0
    for index in range(count):
        duration = dice.randint(1, 3)
        costs = [dice.randint(20, 900) for _ in range(duration)]
        staff = [dice.randint(1, 6) for _ in range(duration)]
        cost, people = cost + sum(costs), people + sum(staff)
        row = {
            "id": f"P{index}", "name": f"P{index}", "town": f"T{dice.randint(0, 6)}", "costs_wan": costs,
            "staff": staff, "benefit": max(1, sum(costs) * 10 * dice.randint(60, 140) // 100)}
        if dice.randint(0, 3) == 0:
            row["quota_used_mu"] = dice.randint(1, 40)
        if dice.randint(0, 2) == 0:
            row["quota_gained_mu"] = dice.randint(1, 60)
        if index > 4 and dice.randint(0, 5) == 0:
            row["needs"] = [f"P{dice.randint(0, index - 1)}"]
        rows.append(row)
    for id, lock in locks:
        rows[int(id[1:])]["lock"] = lock
    budget, staff = cost * 4 // 10 // years, people * 44 // 100 // years
    lines = ["problem: portfolio", "first_year: 2026", f"budgets_wan: {[budget] * years}", "carry_over: true",
             f"weights: {[round(1 - 0.04 * year, 2) for year in range(years)]}", f"staff: {[staff] * years}",
             f"quota_mu: {count * 15 // 10}", "projects:"]
    lines += [f"  - {json.dumps(row, ensure_ascii=False)}" for row in rows]
    groups = [[f"P{n * 7 % count}", f"P{(n * 7 + 3) % count}"] for n in range(count // 12)]
    return "\n".join([*lines, f"exclusions: {json.dumps(groups)}",
                      f"town_caps: [{{town: T0, cost_wan: {cost * 4 // 100}}}]", ""])
