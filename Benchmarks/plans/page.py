"""The page of `Benchmarks/plans/run`: what was found, beside the bars and the published results."""

import os

import cases

HEAD = """\
# Benchmark of optimal plans

Made by `Benchmarks/plans/run` on {date}, in {minutes} minutes on {cores} cores where the load was
{load:.1f} before it began.
Every plan was solved by `zhitu optimise` and its certificate verified by `zhitu certificate check`; *s* is the whole
command on the clock, *processor s* what it took of the processors, reading and proof included. The bar of a time is held
against the processor, since the clock counts what others did.

Ground: two presets of the public farmland consolidation benchmark by Ning Zhou (CC BY 4.0, seed 0); at most 100 pairs
of farmland and forest change. `Docs/optimisation.md` says how plans and bounds are found.
"""

PUBLISHED = """\
## Published results

Means over five seeds, of the authors' own runs; seconds without training. None is proven, keeps the farmland or knows control
lines. Zhitu's row is one plan that is at least as good as the best of all of them in every measure at once, and keeps the
farmland. The times are those of different machines. The number of blocks of that plan owes much to splits: see below.
"""

BLOCKS = """\
## Blocks of 100 mu, with and without splits

Blocks are counted from 66,700 m², as in the published results; 100 mu are 66,666.67 m².
A parcel that is taken out of the middle of a block makes two of it, which counts +1: the number of blocks can be gamed. The
last column counts parts of what was one block before as one, and a block that joins several as one.
"""

GROUND = """\
## Blocks of a least size as a true constraint

Farmland and forest of bishan_clone, 43,247 parcels; the flattest 20 % of the area in connected blocks. *Price of the rule*: what
the choice costs more than without blocks; *explained*: the share of it that the bound proves to be unavoidable.
"""

PORTFOLIO = """\
## Portfolio of projects over five years

Made-up programmes (seed 1) with budgets, staff, quota, preconditions, exclusions and a cap of a town. After a lock (three
chosen projects out, two others in, one at a time) a plan is made at once from the one before, then a full search follows.
"""


def figure(value, objective):
    if value is None:
        return "none"
    return {"slope": f"{value:+.4f} %", "contiguity": f"{value:+.4f}", "block_area": f"{value:+.1f} ha"}[objective]


def changes(row):
    """By the published measures."""
    of = row["measures"]
    return {
        "slope": 100 * (of["slope"]["after"] / of["slope"]["before"] - 1),
        "contiguity": of["contiguity"]["after"] - of["contiguity"]["before"],
        "blocks": of["blocks"]["after"] - of["blocks"]["before"],
        "block_area": of["block_area"]["after"] - of["block_area"]["before"],
        "without_splits": of["blocks_without_splits"]["after"] - of["blocks_without_splits"]["before"],
    }


def change(row):
    return figure(changes(row)[row["objective"]], row["objective"])


def met(is_met, clock, seconds):
    """Whether a bar is met, by the processor; said if not on the clock as well."""
    return "**no**" if not is_met else "yes" if clock < seconds else "by processor only"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(str, row)) + " |" for row in rows)]) + "\n"


def exchange_table(rows):
    shown = []
    for row in rows:
        clock, processor = (f"{one:.1f}" for one in row["spent"])
        head = [row["goal"], row["variant"], row["preset"]]
        if "fault" in row:
            shown.append([*head, row["fault"], "–", f"≤ {row['bar']} %", clock, processor, met(False, 0, 0)])
            continue
        is_met = row["gap"] <= row["bar"] and row["spent"][1] < 10
        shown.append([*head, change(row), f"{row['gap']:.4f} %", f"≤ {row['bar']} %", clock, processor,
                      met(is_met, row["spent"][0], 10)])
    return table(["goal", "variant", "preset", "plan", "gap proven", "bar", "s", "processor s", "met"], shown)


def peer_table(rows, names):
    shown = []
    for row in rows:
        if len(row.get("peers", {})) == len(names):
            shown.append([row["goal"], row["variant"], row["preset"], change(row), f"{row['spent'][1]:.1f}",
                          *(figure(row["peers"][name], row["objective"]) for name in names)])
    return table(["goal", "variant", "preset", "zhitu", "processor s", *names], shown)


def published_table(rows):
    shown = []
    for preset, methods in cases.PUBLISHED.items():
        for method, (slope, contiguity, blocks, area, seconds) in methods.items():
            shown.append([preset, method, f"{slope:+.4g}", f"{contiguity:+.4f}", f"{blocks:+.1f}", f"{area:+.1f}",
                          f"{seconds:,}", "none"])
        for row in rows:
            if row["preset"] == preset and row["goal"] == "slope, all published measures" and "measures" in row:
                by = changes(row)
                times = by["slope"] / cases.best_published(preset)["slope"]
                shown.append([preset, f"**zhitu** ({times:.1f} × the best slope)", f"**{by['slope']:+.4f}**",
                              f"**{by['contiguity']:+.4f}**", f"**{by['blocks']:+.0f}**",
                              f"**{by['block_area']:+.1f}**",
                              f"**{row['spent'][0]:.1f}** (processor {row['spent'][1]:.1f})", f"**{row['gap']:.3f} %**"])
    return table(["preset", "method", "slope %", "contiguity", "blocks", "area in blocks, ha", "s", "gap proven"], shown)


def block_table(rows):
    shown = []
    for row in rows:
        if "measures" in row:
            by, of = changes(row), row["measures"]["blocks"]
            shown.append([row["preset"], row["goal"], row["variant"], f"{of['before']:.0f}", f"{by['blocks']:+.0f}",
                          f"{by['without_splits']:+.0f}", f"{by['block_area']:+.1f}"])
    return table(["preset", "goal", "variant", "blocks before", "change", "without splits", "area, ha"], shown)


def ground_table(rows):
    shown = []
    for row in rows:
        of, (clock, processor) = row["measures"], row["spent"]
        seconds = 15 if row["block"] == 100 else 60
        is_met = (row["gap"] <= row["bar"] and processor < seconds
                  and (row["explained_bar"] is None or of["explained"] >= row["explained_bar"]))
        bar = f"≤ {row['bar']} %" + (f", ≥ {row['explained_bar']} % explained" if row["explained_bar"] else "")
        shown.append([f"{row['block']:,} mu", f"{row['gap']:.4f} %", f"{of['price_of_rule']:.2f} %",
                      f"{of['explained']:.1f} %", f"{bar}, < {seconds} s", f"{clock:.1f}", f"{processor:.1f}",
                      met(is_met, clock, seconds)])
    return table(["least block", "gap proven", "price of the rule", "explained", "bar", "s", "processor s", "met"], shown)


def portfolio_table(rows):
    shown = []
    for row in rows:
        limit = 10 if row["count"] == 500 else 30
        clock, processor = row["spent"]
        shown.append([f"{row['count']} projects", f"{row['gap']:.3f} %", f"≤ {row['bar']} %, {limit} s",
                      f"{clock:.1f}", f"{processor:.1f}", met(row["gap"] <= row["bar"] and processor < limit, clock, limit)])
        if row["quick"]:
            worst = max(one[0] for one in row["quick"])
            clocks = sorted(one[1] for one in row["quick"])
            spent = sorted(one[2] for one in row["quick"])
            shown.append([f"… at once after a lock, worst of {len(clocks)}", f"{worst:.3f} %",
                          f"≤ {row['lock_bar']} %, 0.3 s", f"{clocks[len(clocks) // 2]:.2f} … {clocks[-1]:.2f}",
                          f"{spent[len(spent) // 2]:.2f} … {spent[-1]:.2f}",
                          met(worst <= row["lock_bar"] and spent[-1] <= 0.3, clocks[-1], 0.3)])
            worst = max(one[0] for one in row["later"])
            shown.append([f"… after the search that follows, worst of {len(row['later'])}", f"{worst:.3f} %", "better",
                          f"{max(one[1] for one in row['later']):.1f}", f"{max(one[2] for one in row['later']):.1f}",
                          met(worst <= max(one[0] for one in row["quick"]), 0, 1)])
    return table(["case", "gap", "bar", "s (median … worst)", "processor s", "met"], shown)


def page(found, names, peer_seconds, date, seconds, load):
    parts = [HEAD.format(date=date, minutes=round(seconds / 60), cores=os.cpu_count(), load=load)]
    rows = found["exchange"]
    if rows:
        parts += [PUBLISHED, published_table(rows),
                  "## Exchanges of 100 pairs\n\nBars: a gap of 0.1 % (block area 0.2 %, all measures at once 2 %), below 10 s.\n",
                  exchange_table(rows)]
        if any(row.get("peers") for row in rows):
            parts += [f"## Other ways to plan\n\nOn the same parcels, each with {peer_seconds:g} s of a processor: a greedy"
                      " rule (which ends sooner), simulated annealing, a genetic algorithm; and a whole-number model of all"
                      f" edges without cuts or prices (HiGHS), with {3 * peer_seconds:g} s on the clock. *none*: no plan that"
                      " keeps the rules.\n",
                      peer_table(rows, names)]
        parts += [BLOCKS, block_table(rows)]
    if found["ground"]:
        parts += [GROUND, ground_table(found["ground"])]
    if found["portfolio"]:
        parts += [PORTFOLIO, portfolio_table(found["portfolio"])]
    return "\n".join(parts)
