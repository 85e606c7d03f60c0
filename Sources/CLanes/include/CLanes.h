#ifndef ZHITU_LANES_H
#define ZHITU_LANES_H

#include <stddef.h>
#include <stdint.h>

// The innermost loops of reading and overlay, many numbers at a time. They are in C because a C
// compiler makes several versions of one function, of which the processor at hand gets the best. All
// versions give the same bits.

// Structures are handed over where they lie: passed by value they would be read back in wider pieces than
// they were just written in, for which processors wait.

// MARK: Rings

/// A ring on the survey grid.
typedef struct {
  /// What the points are offset from, in grid steps.
  int64_t originX, originY;
  /// The corners of its box, as offsets.
  int32_t minX, minY, maxX, maxY;
  /// Twice its signed area in grid steps².
  int64_t doubledArea;
} LaneRing;

/// The most points of a ring, the first and last counted both.
enum { RING_POINTS = 65 };

/// Puts a closed ring on the survey grid, if it is plain: once on the grid it is closed and no point
/// repeats the one before; all lie less than 2²⁵ steps (3.36 km) from the first in x and in y; and that
/// lies at least 2²⁷ steps (13.4 km) from both axes on the positive side and as far below the limit of
/// the grid. So all are rounded the same way.
///
/// - coordinates: x and y in turn, two little-endian doubles a point, in metres; on any address.
/// - count: the number of points, from 2 to `RING_POINTS`, the last of which closes the ring.
/// - steps: in one metre, 10,000 for the distances named above.
/// - limit: the largest coordinate, in metres; less than 2⁵¹ steps.
/// - points: takes the offsets, none of them negative; with room for `RING_POINTS + 8` points.
/// - Returns 1 if it is plain, else 0; then what was written means nothing.
int32_t lanesRing(
  const void *coordinates, int32_t count, double steps, double limit, int32_t *points,
  LaneRing *ring);

// MARK: Boxes and edges

/// A box in cells, edges included.
typedef struct {
  int16_t minX, minY, maxX, maxY;
} LaneBox;

/// The lanes of one step: boxes that are tested together, and the most edges of a chain.
enum { LANES = 64 };

/// Which of 64 boxes meet a box: a bit for each, the lowest for the first.
///
/// - boxes: their least x, from `boxes + stride` on their least y, then greatest x and greatest y.
uint64_t lanesMeeting(const int16_t *boxes, ptrdiff_t stride, LaneBox box);

/// Writes the cells of points: coordinates plus an origin, in cells of 2^shift, none beyond what 16 bits
/// hold.
///
/// - points: x and y in turn; with the origin they fit 32 bits.
void lanesPlace(
  const int32_t *points, int32_t count, int32_t originX, int32_t originY, int32_t shift,
  int16_t *columns, int16_t *rows);

/// Writes twice the area that a line sweeps out about (0, 0) up to each of its points, modulo 2⁶⁴.
///
/// - points: as offsets that are not negative from the origin, x and y in turn.
/// - before: what is swept out before the first point.
void lanesSweep(
  const int32_t *points, int32_t count, int64_t originX, int64_t originY, int64_t before,
  int64_t *swept);

/// The edges of a chain: consecutive points make an edge.
typedef struct {
  /// The points in cells; `LANES + 1` of each can be read.
  const int16_t *columns, *rows;
  /// The points as offsets from the origin of the chain, x and y in turn.
  const int32_t *points;
  /// How many edges there are, from 1 to `LANES`.
  int32_t count;
} LaneChain;

/// Which edges of a chain have boxes that meet a box: a bit for each.
uint64_t lanesOfEdges(const LaneChain *chain, LaneBox box);

/// The edges of one chain, ready to be held against others.
typedef struct {
  /// The boxes as `lanesMeeting` wants them, `LANES` apart.
  int16_t boxes[4 * LANES];
  /// The points as offsets from the origin of the chain; there is room to look at eight edges from
  /// any.
  int32_t x[LANES + 16], y[LANES + 16];
  /// How many edges there are, from 1 to `LANES`.
  int32_t count;
  /// A box around all of them.
  LaneBox around;
} LaneEdges;

/// How two chains lie to each other.
typedef struct {
  /// The origin of the first less that of the second.
  int64_t x, y;
  /// 0 if the second is thought shifted by (ε, ε²), 1 if it is the first.
  int64_t flip;
} LaneShift;

/// Makes the edges of a chain ready; without `points` for `lanesPairs` only.
void lanesFill(LaneEdges *edges, const LaneChain *chain, LaneBox around);

/// Finds the pairs of edges whose boxes meet and returns how many there are.
///
/// - pairs: 256 · first edge + second edge, by the second edge and then the first; with room for
///   `LANES * LANES + 2`.
int32_t lanesPairs(const LaneEdges *first, const LaneChain *second, uint16_t *pairs);

/// Finds the pairs of edges that cross.
///
/// Exact while edges change no coordinate by 2²⁹ or more, a cell is 2²⁸ at most and no point of the
/// first chain was taken to the border of the cells: the coordinates of two edges whose boxes meet
/// differ by less than 2³¹ then.
///
/// - pairs: as by `lanesPairs`.
int32_t lanesCrossings(
  const LaneEdges *first, const LaneChain *second, const LaneShift *shift, uint16_t *pairs);

/// What crossings come to.
typedef struct {
  /// Twice the area in steps², modulo 2⁶⁴, and the part behind the point in 2⁻¹⁶ steps².
  int64_t whole, fraction;
} LaneSum;

/// What two lines have swept out about (0, 0) before each of their points, modulo 2⁶⁴.
typedef struct {
  const int64_t *first, *second;
} LaneSweeps;

/// Adds up what the second line has swept out to each crossing, less the first: with the sign + where
/// the first comes to lie on the left of the second and − where it leaves that side.
///
/// A crossing is a whole point of the grid and the rest, which is right to 2⁻⁵² of a step.
///
/// - shift, pairs: those of `lanesCrossings`, and all `count` of what it has found.
/// - originX, originY: the origin of the second chain.
LaneSum lanesSum(
  const LaneEdges *first, const LaneChain *second, const LaneShift *shift, const uint16_t *pairs,
  int32_t count, const LaneSweeps *swept, int64_t originX, int64_t originY);

#endif
