"""Other ways to plan an exchange, on the same parcels: greedy, simulated annealing, a genetic algorithm, and a
whole-number model of all edges without cuts or prices (scipy's milp, which is HiGHS too).

A plan is a set of farmland parcels that go and as many forest parcels that come. All measure it in the same way,
and all get the same time: annealing and the genetic algorithm count processor time, so that a busy machine takes
nothing from them; the model, whose solver counts by the clock, gets three times as much. What breaks a rule is punished in proportion, and counts only if it breaks none.
"""

import random
import time

import numpy
from scipy import optimize, sparse


class Ground:
    """The parcels of an exchange, as a certificate of `zhitu optimise` lists them."""

    def __init__(self, problem):
        self.areas = [area / 1e6 for area in problem["areas"]]  # ha
        self.slopes = [slope / 1e9 for slope in problem["slopes"]]
        self.is_farmland = problem["isFarmland"]
        self.is_locked = problem["isLocked"]
        self.edges = problem["edges"]
        self.pairs = problem["pairLimit"]
        self.keeps = problem["keepsFarmland"]
        self.least_edges = problem.get("leastEdges")
        self.objective = problem["objective"]
        self.near = [[] for _ in self.areas]
        for a, b in self.edges:
            self.near[a].append(b)
            self.near[b].append(a)
        ids = range(len(self.areas))
        self.farm = [i for i in ids if self.is_farmland[i] and not self.is_locked[i]]
        self.other = [i for i in ids if not self.is_farmland[i] and not self.is_locked[i]]
        self.area = sum(self.areas[i] for i in ids if self.is_farmland[i])
        self.excess = sum(self.areas[i] * self.slopes[i] for i in ids if self.is_farmland[i])
        self.edge_count = sum(self.is_farmland[a] and self.is_farmland[b] for a, b in self.edges)
        self.count = sum(self.is_farmland)
        self.slope = self.excess / self.area

    def order(self):
        """Farmland and forest, the most promising first."""
        def worth(i):
            if self.objective == "contiguity":
                return sum(self.is_farmland[j] for j in self.near[i])
            return self.areas[i] * (self.slope - self.slopes[i])
        return sorted(self.farm, key=worth), sorted(self.other, key=lambda i: -worth(i))


class State:
    """A plan with its measures, kept up to date with every flip."""

    def __init__(self, ground, gone=(), come=()):
        self.ground = ground
        self.is_farmland = list(ground.is_farmland)
        self.gone, self.come = [], []
        self.area, self.excess, self.edges = ground.area, ground.excess, ground.edge_count
        for parcel in gone:
            self.flip(parcel)
            self.gone.append(parcel)
        for parcel in come:
            self.flip(parcel)
            self.come.append(parcel)

    def flip(self, parcel):
        ground, sign = self.ground, -1 if self.is_farmland[parcel] else 1
        self.area += sign * ground.areas[parcel]
        self.excess += sign * ground.areas[parcel] * ground.slopes[parcel]
        self.edges += sign * sum(self.is_farmland[j] for j in ground.near[parcel])
        self.is_farmland[parcel] = not self.is_farmland[parcel]

    @property
    def faults(self):
        ground = self.ground
        short = max(0.0, ground.area - self.area - 1e-9) if ground.keeps else 0.0
        missing = max(0, ground.least_edges - self.edges) if ground.least_edges else 0
        return short / max(1e-9, ground.area) + missing / max(1, ground.count)

    @property
    def value(self):
        """Smaller is better: the mean slope in degrees, or less the mean number of neighbours."""
        if self.ground.objective == "slope":
            return self.excess / self.area
        return -2 * self.edges / self.ground.count

    @property
    def energy(self):
        return self.value + 100 * self.faults


def gain(ground, value):
    """The published measures: change of the slope in per cent, or of the mean number of neighbours."""
    if value is None:
        return None
    if ground.objective == "slope":
        return 100 * (value / ground.slope - 1)
    return -value - 2 * ground.edge_count / ground.count


def greedy(ground, seconds, seed):
    """Pair by pair, the most promising first, as long as the plan gets better."""
    best, state = None, State(ground)
    for out, into in zip(*ground.order()):
        if len(state.gone) == ground.pairs:
            break
        before = state.energy
        state.flip(out)
        state.flip(into)
        if state.energy >= before:
            state.flip(into)
            state.flip(out)
            continue
        state.gone.append(out)
        state.come.append(into)
        if state.faults == 0:
            best = state.value
    return best


def pick(order, dice):
    """The first of an order are drawn more often."""
    return order[int(len(order) * dice.random() ** 4)]


def annealing(ground, seconds, seed):
    dice = random.Random(seed)
    outs, ins = ground.order()
    state = State(ground, *(order[:ground.pairs] for order in (outs, ins)))
    start, best = time.process_time(), None
    heat = abs(state.energy) * 1e-3
    while (spent := time.process_time() - start) < seconds:
        temperature = heat * (1e-4 ** (spent / seconds))
        for _ in range(200):
            mine, order = (state.gone, outs) if dice.random() < 0.5 else (state.come, ins)
            place, new = dice.randrange(len(mine)), pick(order, dice)
            old = mine[place]
            if new == old or state.is_farmland[new] != state.ground.is_farmland[new]:
                continue
            before = state.energy
            state.flip(old)
            state.flip(new)
            worse = state.energy - before
            if worse > 0 and dice.random() >= 2.718281828 ** (-worse / temperature):
                state.flip(new)
                state.flip(old)
                continue
            mine[place] = new
            if state.faults == 0 and (best is None or state.value < best):
                best = state.value
    return best


def genetic(ground, seconds, seed):
    """A population of plans; a child takes each pair from one of two parents, and some parcels anew."""
    dice = random.Random(seed)
    outs, ins = ground.order()
    start, best = time.process_time(), None

    def made(gone, come):
        nonlocal best
        state = State(ground, gone, come)
        if state.faults == 0 and (best is None or state.value < best):
            best = state.value
        return state.energy, gone, come

    def draw(order, known=()):
        chosen = dict.fromkeys(known)
        while len(chosen) < ground.pairs:
            chosen[pick(order, dice)] = None
        return list(chosen)[:ground.pairs]

    people = [made(draw(outs), draw(ins)) for _ in range(40)]
    while time.process_time() - start < seconds:
        people.sort(key=lambda one: one[0])
        people = people[:20]
        for _ in range(20):
            a, b = dice.sample(people[:20], 2)
            halves = []
            for side, order in ((1, outs), (2, ins)):
                mixed = list(dict.fromkeys(dice.sample(a[side] + b[side], 2 * ground.pairs)))
                keep = [one for one in mixed if dice.random() > 0.03][:ground.pairs]
                halves.append(draw(order, keep))
            people.append(made(*halves))
    return best


def plain_milp(ground, seconds, seed):
    """All parcels and all edges in one model.

    A mean slope is a ratio, so that one model is not enough: it is measured from a level, first that of the greedy
    plan, then that of the plan found, until no plan lies below the level (Dinkelbach) or the time is over. Area is
    asked for with 0.1 m2 more, because the solver lets a row miss by its tolerance and a plan that misses a rule
    counts for nothing.
    """
    end = time.monotonic() + 3 * seconds
    count, edges = len(ground.areas), numpy.array(ground.edges)
    areas, slopes = numpy.array(ground.areas), numpy.array(ground.slopes)
    was = numpy.array(ground.is_farmland, dtype=float)
    needs_edges = ground.objective == "contiguity" or ground.least_edges is not None
    more = len(edges) if needs_edges else 0
    rows, lower, upper = [], [], []

    def add(matrix, low, high):
        rows.append(sparse.hstack([matrix, sparse.csr_matrix((matrix.shape[0], count + more - matrix.shape[1]))]))
        lower.append(numpy.full(matrix.shape[0], low))
        upper.append(numpy.full(matrix.shape[0], high))

    add(sparse.csr_matrix(numpy.ones((1, count))), was.sum(), was.sum())
    add(sparse.csr_matrix(was.reshape(1, -1)), was.sum() - ground.pairs, numpy.inf)
    if ground.keeps:
        add(sparse.csr_matrix(areas.reshape(1, -1)), ground.area + 1e-5, numpy.inf)
    if needs_edges:
        index = numpy.arange(more)
        for side in (0, 1):
            at = (numpy.concatenate([index, index]), numpy.concatenate([count + index, edges[:, side]]))
            rows.append(sparse.csr_matrix((numpy.concatenate([numpy.ones(more), -numpy.ones(more)]), at),
                                          shape=(more, count + more)))
            lower.append(numpy.full(more, -numpy.inf))
            upper.append(numpy.zeros(more))
        if ground.least_edges is not None:
            total = sparse.csr_matrix((numpy.ones(more), (numpy.zeros(more, int), count + index)),
                                      shape=(1, count + more))
            add(total, ground.least_edges, numpy.inf)
    low, high = numpy.zeros(count + more), numpy.ones(count + more)
    locked = numpy.array(ground.is_locked)
    low[:count][locked], high[:count][locked] = was[locked], was[locked]
    rules = optimize.LinearConstraint(
        sparse.vstack(rows).tocsr(), numpy.concatenate(lower), numpy.concatenate(upper))
    whole = numpy.concatenate([numpy.ones(count), numpy.zeros(more)])
    best = greedy(ground, seconds, seed) if ground.objective == "slope" else None
    level = ground.slope if best is None else best
    while (left := end - time.monotonic()) > 0.1:
        cost = numpy.zeros(count + more)
        if ground.objective == "slope":
            cost[:count] = areas * (slopes - level)
        else:
            cost[count:] = -1
        found = optimize.milp(cost, integrality=whole, bounds=optimize.Bounds(low, high), constraints=rules,
                              options={"time_limit": left, "mip_rel_gap": 1e-6})
        if found.x is None:
            break
        after = found.x[:count] > 0.5
        state = State(ground, [i for i in ground.farm if not after[i]], [i for i in ground.other if after[i]])
        if state.faults > 0 or best is not None and state.value >= best - 1e-9:
            break
        best = state.value
        if ground.objective != "slope":
            break
        level = best
    return best


PEERS = {"greedy": greedy, "simulated annealing": annealing, "genetic algorithm": genetic,
         "plain MILP": plain_milp}
