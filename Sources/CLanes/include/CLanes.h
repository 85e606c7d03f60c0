#ifndef ZHITU_LANES_H
#define ZHITU_LANES_H

#include <stddef.h>
#include <stdint.h>

// The innermost loops of reading and overlay as vector code. They are in C because clang compiles
// several versions of one function (target_clones), from which the loader picks the best for the
// processor. All versions give the same bits.

// Structures are passed by pointer: passed by value they are written in narrow and read in wide
// pieces, which defeats store forwarding.

// MARK: Rings

/// A ring on the survey grid.
typedef struct {
  /// The origin of the offsets, in grid steps.
  int64_t originX, originY;
  /// The corners of its box, as offsets.
  int32_t minX, minY, maxX, maxY;
  /// Twice its signed area in grid steps².
  int64_t doubledArea;
} LaneRing;

/// The most points of a ring, including the closing point.
enum { RING_POINTS = 65 };

/// Puts a closed ring on the survey grid, if it is plain: once on the grid it is closed and no
/// point repeats the one before; all lie less than 2²⁵ steps (3.36 km) from the first in x and in
/// y; and that lies at least 2²⁷ steps (13.4 km) from both axes on the positive side and as far
/// below the limit of the grid. So all are rounded the same way.
///
/// - coordinates: x and y interleaved, two little-endian doubles a point, in metres; unaligned.
/// - count: the number of points, from 2 to `RING_POINTS`, the last of which closes the ring.
/// - steps: in one metre, 10,000 for the distances named above.
/// - limit: the largest coordinate, in metres; less than 2⁵¹ steps.
/// - points: receives the offsets, none of them negative; capacity `RING_POINTS + 8` points.
/// - Returns 1 if the ring is plain, else 0; then the outputs are unspecified.
int32_t lanesRing(
  const void *coordinates, int32_t count, double steps, double limit, int32_t *points,
  LaneRing *ring);

/// The numbers of 32 bits that `lanesIsSimple` works in for each eight edges or part of eight.
enum { SIMPLE_WORK = 36 };

/// Whether no two edges of a closed ring meet but neighbours, and these in their common point only.
///
/// - points: x and y interleaved; the last point is the first, no point repeats the one before.
///   Coordinates differ by less than 2³⁰.
/// - edges: one less than the points, at least 3.
/// - work: capacity `SIMPLE_WORK` for each eight edges; unspecified afterwards.
/// - Returns 1 if so, else 0. About as long as the ring if its far parts lie apart, at worst as its
///   square.
int32_t lanesIsSimple(const int32_t *points, int32_t edges, int32_t *work);

// MARK: Boxes and edges

/// A box in cells, edges included.
typedef struct {
  int16_t minX, minY, maxX, maxY;
} LaneBox;

/// The lanes of one step: boxes that are tested together, and the most edges of a chain.
enum { LANES = 64 };

/// A mask of which of 64 boxes meet a box; the lowest bit is the first box.
///
/// - boxes: their least x, from `boxes + stride` on their least y, then greatest x and greatest y.
uint64_t lanesMeeting(const int16_t *boxes, ptrdiff_t stride, LaneBox box);

/// Writes the cells of points: coordinates plus an origin, in cells of 2^shift, clamped to
/// 16 bits.
///
/// - points: x and y interleaved; with the origin they fit 32 bits.
void lanesPlace(
  const int32_t *points, int32_t count, int32_t originX, int32_t originY, int32_t shift,
  int16_t *columns, int16_t *rows);

/// Writes twice the area that a line sweeps out about (0, 0) up to each of its points, modulo 2⁶⁴.
///
/// - points: as offsets that are not negative from the origin, x and y interleaved.
/// - before: what is swept out before the first point.
void lanesSweep(
  const int32_t *points, int32_t count, int64_t originX, int64_t originY, int64_t before,
  int64_t *swept);

/// The edges of a chain: consecutive points make an edge.
typedef struct {
  /// The points in cells; `LANES + 1` of each can be read.
  const int16_t *columns, *rows;
  /// The points as offsets from the origin of the chain, x and y interleaved.
  const int32_t *points;
  /// How many edges there are, from 1 to `LANES`.
  int32_t count;
} LaneChain;

/// A mask of the edges of a chain whose boxes meet a box.
uint64_t lanesOfEdges(const LaneChain *chain, LaneBox box);

/// The edges of one chain, unpacked for comparison with other chains.
typedef struct {
  /// The boxes in the layout of `lanesMeeting`, with stride `LANES`.
  int16_t boxes[4 * LANES];
  /// The points as offsets from the origin of the chain; padded so that eight edges may be loaded
  /// from any.
  int32_t x[LANES + 16], y[LANES + 16];
  /// How many edges there are, from 1 to `LANES`.
  int32_t count;
  /// A box around all of them.
  LaneBox around;
} LaneEdges;

/// The relative position of two chains, and which one is symbolically perturbed.
typedef struct {
  /// The origin of the first less that of the second.
  int64_t x, y;
  /// 0 if the second chain is symbolically perturbed by (ε, ε²), 1 if the first is.
  int64_t flip;
} LaneShift;

/// Unpacks the edges of a chain; without `points` for `lanesPairs` only.
void lanesFill(LaneEdges *edges, const LaneChain *chain, LaneBox around);

/// Finds the pairs of edges whose boxes meet and returns how many there are.
///
/// - pairs: 256 · first edge + second edge, ordered by the second edge, then the first; capacity
///   `LANES * LANES + 2`.
int32_t lanesPairs(const LaneEdges *first, const LaneChain *second, uint16_t *pairs);

/// Finds the pairs of edges that cross.
///
/// Exact while edges change no coordinate by 2²⁹ or more, a cell is 2²⁸ at most and no point of the
/// first chain was clamped: the coordinates of two edges whose boxes meet
/// differ by less than 2³¹ then.
///
/// - pairs: as by `lanesPairs`.
int32_t lanesCrossings(
  const LaneEdges *first, const LaneChain *second, const LaneShift *shift, uint16_t *pairs);

/// The sum over crossings.
typedef struct {
  /// Twice the area in steps², modulo 2⁶⁴, and its fractional part in 2⁻¹⁶ steps².
  int64_t whole, fraction;
} LaneSum;

/// The swept areas of two lines about (0, 0) before each of their points, modulo 2⁶⁴.
typedef struct {
  const int64_t *first, *second;
} LaneSweeps;

/// Sums over all crossings the swept area of the second line up to the crossing less that of the
/// first, with the sign + where the first passes to the left of the second and − where it leaves
/// that side.
///
/// A crossing is a grid point and a remainder, accurate to 2⁻⁵² of a step.
///
/// - shift, pairs: those of `lanesCrossings`, with all `count` pairs that it has found.
/// - originX, originY: the origin of the second chain.
LaneSum lanesSum(
  const LaneEdges *first, const LaneChain *second, const LaneShift *shift, const uint16_t *pairs,
  int32_t count, const LaneSweeps *swept, int64_t originX, int64_t originY);

// MARK: Borders

/// A chain of edges on the survey grid.
typedef struct {
  /// x and y interleaved, as offsets from the origin; one point more than edges.
  const int32_t *points;
  /// At least 1, at most `LANES`.
  int32_t edges;
  /// In grid steps.
  int64_t originX, originY;
} LaneBorder;

/// Adds the signed value of each edge to its place in a table; an edge takes from it what the same
/// edge in the other direction adds.
///
/// - bits: the binary logarithm of the number of places, from 1 to 32.
/// - sums: the table.
void lanesAddEdges(const LaneBorder *border, uint64_t bits, uint64_t *sums);

/// A mask of the edges whose place in the table is not empty; the lowest bit is the first edge.
uint64_t lanesOpenEdges(const LaneBorder *border, uint64_t bits, const uint64_t *sums);

#endif
