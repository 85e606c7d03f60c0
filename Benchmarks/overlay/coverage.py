#!/usr/bin/env python3
"""Makes one synthetic land-use coverage, a file for each format, and prints what it made as JSON.

A coverage is N polygons that fill a square of 50 × 50 km (EPSG:4549) without gap or overlap:

* N seeds, uniform, are the centres of Voronoi cells. Seeds near the border are mirrored at it, so
  that the cells end exactly on the border.
* Every Voronoi edge is cut once into about ten pieces whose ends are moved sideways (noise, less
  towards the ends of the edge) and rounded to 1 mm. Both neighbours use the very same points.
* Where that makes a polygon invalid its edges are straightened, until every polygon is valid.

A second epoch (--change-from S --change F) takes the seeds and the noise of coverage S, moves the
fraction F of the seeds, and gives those new classes: most of the linework stays the same.
Rows are in Hilbert order. The same options make the same polygons, bit by bit.
"""

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import shapely
from scipy.spatial import Voronoi

WEST, SOUTH, SIDE = 475000.0, 3450000.0, 50000.0
CRS = "EPSG:4549"
ROUNDS = 12  # of straightening

# Class codes of the Third National Land Survey, the most frequent first.
CODES = (
    "0101 0102 0103 0201 0202 0204 0301 0302 0305 0307 0401 0403 0404 05H1 0508 0601 0602 0603 "
    "0701 0702 0809 0810 08H1 08H2 09 1001 1002 1003 1004 1005 1006 1101 1103 1104 1106 1107 1109 "
    "1201 1202 1203 1206 1207"
).split()


def seeds(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Seed points in the square, and the class of each (an index into CODES)."""
    random = np.random.default_rng(seed)
    points = random.random((count, 2)) * SIDE
    weights = 1.0 / (1 + np.arange(len(CODES)))
    return points, random.choice(len(CODES), count, p=weights / weights.sum())


def later_seeds(count: int, first: int, seed: int, change: float) -> tuple[np.ndarray, np.ndarray]:
    """The seeds of an earlier coverage, a fraction of them moved and reclassified."""
    points, classes = seeds(count, first)
    random = np.random.default_rng(seed)
    moved = random.random(count) < change
    points[moved] = random.random((moved.sum(), 2)) * SIDE
    classes[moved] = random.integers(0, len(CODES), moved.sum())
    return points, classes


@dataclass
class Edges:
    """Voronoi edges of the cells. The direction of an edge depends on its ends alone."""

    start: np.ndarray  # E × 2
    end: np.ndarray  # E × 2
    cells: np.ndarray  # E × 2; a mirrored seed has an index of N or more
    pieces: np.ndarray  # E
    amplitude: np.ndarray  # E; how far points are moved, as a fraction of the length


def voronoi_edges(points: np.ndarray, amplitude: float) -> Edges:
    count = len(points)
    all_points = with_mirrored(points)
    diagram = Voronoi(all_points)
    corners = np.round(diagram.vertices, 3)
    cells, ends = diagram.ridge_points, np.asarray(diagram.ridge_vertices)
    kept = (cells < count).any(1) & (ends >= 0).all(1)
    cells, ends = cells[kept], ends[kept]
    a, b = corners[ends[:, 0]], corners[ends[:, 1]]
    swapped = ((a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1])))[:, None]
    start, end = np.where(swapped, b, a), np.where(swapped, a, b)
    length = np.hypot(*(end - start).T)
    mean = 2.0 * SIDE / np.sqrt(count) / 3  # of the edges of such a diagram
    pieces = np.clip(np.round(8 * length / mean), 1, 30).astype(int)
    on_border = (cells >= count).any(1)
    return Edges(start, end, cells, pieces, np.where(on_border, 0.0, amplitude))


def with_mirrored(points: np.ndarray) -> np.ndarray:
    """The points, and those near the border once more on its other side."""
    near = 6 * SIDE / np.sqrt(len(points))
    for axis in (0, 1):
        low = points[points[:, axis] < near].copy()
        low[:, axis] *= -1
        high = points[points[:, axis] > SIDE - near].copy()
        high[:, axis] = 2 * SIDE - high[:, axis]
        points = np.vstack([points, low, high])
    return points


@dataclass
class Walk:
    """The points of every edge, and the way round each cell over them."""

    edge: np.ndarray  # P: edge of each point
    along: np.ndarray  # P: 0 at its start, 1 at its end
    noise: np.ndarray  # P: −1 … 1
    turns: np.ndarray  # points in the order in which the cells' rings visit them
    cell: np.ndarray  # cell of each visit
    half_edges: tuple[np.ndarray, np.ndarray]  # cell and edge of each side of an edge


def walk(edges: Edges, points: np.ndarray, noise_seed: int) -> Walk:
    offset = starts(edges.pieces + 1)
    edge = np.repeat(np.arange(len(edges.pieces)), edges.pieces + 1)
    along = (np.arange(offset[-1]) - offset[edge]) / edges.pieces[edge]
    # Noise is a hash of the edge's ends: an edge that stays in a later epoch keeps its points.
    (ax, ay), (bx, by) = edges.start.T, edges.end.T
    mixed = ax * 12.9898
    for ordinate, factor in ((ay, 78.233), (bx, 37.719), (by, 4.581)):
        mixed = mixed + ordinate * factor
    scattered = np.sin(mixed[edge] + along * 91.17 + noise_seed) * 43758.5453
    noise = 2 * (scattered - np.floor(scattered)) - 1

    cell = edges.cells.T.ravel()
    side_edge = np.tile(np.arange(len(edges.pieces)), 2)
    inside = cell < len(points)
    cell, side_edge = cell[inside], side_edge[inside]
    centre = points[cell]
    a, b = edges.start[side_edge] - centre, edges.end[side_edge] - centre
    middle = (edges.start[side_edge] + edges.end[side_edge]) / 2 - centre
    forward = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0] > 0
    order = np.lexsort((np.arctan2(middle[:, 1], middle[:, 0]), cell))
    cell, side_edge, forward = cell[order], side_edge[order], forward[order]

    visits = edges.pieces[side_edge]
    first = starts(visits)
    side = np.repeat(np.arange(len(visits)), visits)
    step = np.arange(first[-1]) - first[side]
    begin, count = offset[side_edge], visits
    turns = np.where(forward[side], begin[side] + step, begin[side] + count[side] - step)
    return Walk(edge, along, noise, turns, cell[side], (cell, side_edge))


def starts(counts: np.ndarray) -> np.ndarray:
    """Where each run begins when runs of these lengths stand one after the other."""
    return np.concatenate([[0], np.cumsum(counts)])


def polygons(edges: Edges, walk: Walk) -> np.ndarray:
    along, edge = walk.along, walk.edge
    way = edges.end - edges.start
    aside = edges.amplitude[edge] * walk.noise * np.sin(np.pi * along)
    placed = edges.start[edge] + way[edge] * along[:, None]
    placed += np.stack([-way[:, 1], way[:, 0]], 1)[edge] * aside[:, None]
    placed[along == 0] = edges.start[edge[along == 0]]
    placed[along == 1] = edges.end[edge[along == 1]]
    np.round(placed, 3, out=placed)
    ring = placed[walk.turns]
    repeated = np.zeros(len(ring), bool)
    repeated[1:] = (ring[1:] == ring[:-1]).all(1) & (walk.cell[1:] == walk.cell[:-1])
    ring, cell = ring[~repeated], walk.cell[~repeated]
    first, last = runs(cell)
    closed = last[(ring[first] == ring[last]).all(1)]  # closed already, by rounding
    ring, cell = np.delete(ring, closed, axis=0), np.delete(cell, closed)
    first, last = runs(cell)
    ring = np.insert(ring, last + 1, ring[first], axis=0)
    cell = np.insert(cell, last + 1, cell[first])
    ring += [WEST, SOUTH]
    return shapely.polygons(shapely.linearrings(ring, indices=cell))


def runs(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last index of each run of equal values."""
    first = np.concatenate([[0], np.nonzero(np.diff(values))[0] + 1])
    return first, np.concatenate([first[1:], [len(values)]]) - 1


def coverage(points: np.ndarray, noise_seed: int, amplitude: float = 0.10) -> np.ndarray:
    """The polygons of the seeds, in their order."""
    edges = voronoi_edges(points, amplitude)
    way = walk(edges, points, noise_seed)
    cell, edge = way.half_edges
    for attempt in range(ROUNDS):
        made = polygons(edges, way)
        bad = ~shapely.is_valid(made)
        if not bad.any():
            return made
        of_bad = edge[bad[cell]]
        calmer = 0.0 if attempt else amplitude / 5
        edges.amplitude[of_bad] = np.minimum(edges.amplitude[of_bad], calmer)
    raise SystemExit(f"coverage: {bad.sum()} polygons are still invalid")


def layer(options: argparse.Namespace) -> geopandas.GeoDataFrame:
    if options.change_from is None:
        points, classes = seeds(options.n, options.seed)
        noise_seed = options.seed
    else:
        points, classes = later_seeds(options.n, options.change_from, options.seed, options.change)
        noise_seed = options.change_from
    frame = geopandas.GeoDataFrame(
        {options.field: np.array(CODES)[classes]}, geometry=coverage(points, noise_seed), crs=CRS
    )
    order = np.argsort(frame.hilbert_distance().values, kind="stable")
    frame = frame.iloc[order].reset_index(drop=True)
    frame.insert(0, "id", np.arange(1, options.n + 1))
    return frame


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--n", type=int, required=True, help="number of polygons")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--change-from", type=int, metavar="SEED", help="seed of the first epoch")
    parser.add_argument("--change", type=float, default=0.1, help="fraction that changes")
    parser.add_argument("--field", default="class_a", help="name of the class field")
    parser.add_argument("--formats", default="fgb,parquet", help="which files: fgb, parquet")
    parser.add_argument("--out", type=Path, required=True, help="path without its suffix")
    options = parser.parse_args()
    if options.n < 100:
        parser.error("--n must be at least 100")
    frame = layer(options)
    for suffix in options.formats.split(","):
        path = options.out.with_name(f"{options.out.name}.{suffix}")
        if suffix == "parquet":
            frame.to_parquet(
                path, write_covering_bbox=True, row_group_size=20000, schema_version="1.1.0"
            )
        elif suffix == "fgb":
            frame.to_file(path, driver="FlatGeobuf", engine="pyogrio")
        else:
            parser.error(f"unknown format {suffix}")
    made = frame.geometry.values
    facts = {
        "polygons": len(frame),
        "vertices": int(shapely.get_num_coordinates(made).sum()),
        "area_m2": math.fsum(shapely.area(made)),
    }
    json.dump(facts, sys.stdout)
    print()


if __name__ == "__main__":
    main()
