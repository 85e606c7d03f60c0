#include "lanes.h"

typedef int16_t Cells __attribute__((ext_vector_type(LANES)));
typedef _Bool Flags __attribute__((ext_vector_type(LANES)));

/// 64 boxes.
typedef struct {
  Cells minX, minY, maxX, maxY;
} Boxes;

INLINE Cells load(const int16_t *from) {
  Cells cells;
  memcpy(&cells, from, sizeof cells);
  return cells;
}

INLINE Boxes loadBoxes(const int16_t *from, ptrdiff_t stride) {
  return (Boxes){
    load(from), load(from + stride), load(from + 2 * stride), load(from + 3 * stride)};
}

INLINE Boxes boxesOfEdges(const int16_t *columns, const int16_t *rows) {
  Cells x = load(columns), y = load(rows), nextX = load(columns + 1), nextY = load(rows + 1);
  return (Boxes){
    __builtin_elementwise_min(x, nextX), __builtin_elementwise_min(y, nextY),
    __builtin_elementwise_max(x, nextX), __builtin_elementwise_max(y, nextY)};
}

INLINE uint64_t meeting(Boxes boxes, LaneBox box) {
  Cells meets = (boxes.minX <= box.maxX) & (boxes.minY <= box.maxY) & (boxes.maxX >= box.minX)
    & (boxes.maxY >= box.minY);
  return __builtin_bit_cast(uint64_t, __builtin_convertvector(meets, Flags));
}

/// A mask with one bit for each edge; there is at least one.
INLINE uint64_t bits(int32_t edges) { return ~(uint64_t)0 >> (LANES - edges); }

EVERY_PROCESSOR
uint64_t lanesMeeting(const int16_t *boxes, ptrdiff_t stride, LaneBox box) {
  return meeting(loadBoxes(boxes, stride), box);
}

EVERY_PROCESSOR
uint64_t lanesOfEdges(const LaneChain *chain, LaneBox box) {
  return meeting(boxesOfEdges(chain->columns, chain->rows), box) & bits(chain->count);
}

typedef uint32_t Eight __attribute__((ext_vector_type(8)));
typedef int32_t SignedEight __attribute__((ext_vector_type(8)));

INLINE Eight loadEight(const int32_t *from) {
  Eight eight;
  memcpy(&eight, from, sizeof eight);
  return eight;
}

INLINE Wide widened(Eight eight) {
  return __builtin_convertvector(__builtin_bit_cast(SignedEight, eight), Wide);
}

typedef int32_t Pairs __attribute__((ext_vector_type(16)));
typedef int16_t EightCells __attribute__((ext_vector_type(8)));

/// The cells of eight points.
INLINE void placeEight(
  const int32_t *points, Pairs origin, int32_t shift, int16_t *columns, int16_t *rows
) {
  Pairs pairs;
  memcpy(&pairs, points, sizeof pairs);
  pairs = (pairs + origin) >> shift;
  pairs = __builtin_elementwise_max(pairs, (Pairs)INT16_MIN);
  pairs = __builtin_elementwise_min(pairs, (Pairs)INT16_MAX);
  EightCells x = __builtin_convertvector(pairs.even, EightCells);
  EightCells y = __builtin_convertvector(pairs.odd, EightCells);
  memcpy(columns, &x, sizeof x);
  memcpy(rows, &y, sizeof y);
}

/// Which of eight edges of the first chain, from the edge `from` on, cross an edge of the second.
///
/// A determinant counts as positive if it is, or if it is zero and the perturbation decides so.
/// Less the result of the perturbation (1 for "not positive if zero"), its sign bit is the answer.
INLINE uint64_t crossing(
  const LaneEdges *first, int from, const int32_t *second, const LaneShift *shift
) {
  Eight ax = loadEight(first->x + from), ay = loadEight(first->y + from);
  Wide ex = widened(loadEight(first->x + from + 1) - ax);
  Wide ey = widened(loadEight(first->y + from + 1) - ay);
  Wide gx = widened((uint32_t)second[0] - (uint32_t)shift->x - ax);
  Wide gy = widened((uint32_t)second[1] - (uint32_t)shift->y - ay);
  int64_t edgeX = second[2] - second[0], edgeY = second[3] - second[1];
  Wide fx = edgeX, fy = edgeY;
  // The start of the second edge against the line of the first, the start of the first edge against
  // the line of the second, and the difference of both at the other end.
  Wide c = ex * gy - ey * gx;
  Wide a = fy * gx - fx * gy;
  Wide determinant = ex * fy - ey * fx;
  Wide down = ey == 0 ? -ex : ey;
  Wide byPerturbation = ((down < 0) + 1) ^ shift->flip;
  int64_t up = edgeY == 0 ? edgeX : -edgeY;
  Wide ofPerturbed = (up < 0 ? 0 : 1) ^ shift->flip;
  Wide crosses = ((c - byPerturbation) ^ (c + determinant - byPerturbation))
    & ((a - ofPerturbed) ^ (a - determinant - ofPerturbed));
  return __builtin_bit_cast(uint8_t, __builtin_convertvector(crosses < 0, EightFlags));
}

/// Appends the pairs of an edge with the edges of a mask, whose lowest bit is edge `from`.
INLINE int32_t append(uint16_t *pairs, int32_t count, uint64_t mask, int from, int edge) {
  // Most masks have no bit or one: the first pair is written unconditionally, which avoids a
  // mispredicted branch.
  pairs[count] = (uint16_t)((mask ? __builtin_ctzll(mask) + from : 0) << 8 | edge);
  count += mask != 0;
  mask &= mask - 1;
  while (mask) {
    pairs[count++] = (uint16_t)((__builtin_ctzll(mask) + from) << 8 | edge);
    mask &= mask - 1;
  }
  return count;
}

/// The edges of the second chain that come near the first, and for each a mask of the edges of the
/// first whose boxes it meets.
typedef struct {
  uint64_t masks[LANES];
  uint8_t edges[LANES];
  int count;
} Near;

INLINE void findNear(const LaneEdges *first, const LaneChain *second, Near *near) {
  Boxes boxes = loadBoxes(first->boxes, LANES);
  Boxes edges = boxesOfEdges(second->columns, second->rows);
  int16_t minX[LANES], minY[LANES], maxX[LANES], maxY[LANES];
  memcpy(minX, &edges.minX, sizeof minX);
  memcpy(minY, &edges.minY, sizeof minY);
  memcpy(maxX, &edges.maxX, sizeof maxX);
  memcpy(maxY, &edges.maxY, sizeof maxY);
  near->count = 0;
  // The edge is written unconditionally, which avoids a mispredicted branch.
  for (uint64_t left = meeting(edges, first->around) & bits(second->count); left; left &= left - 1) {
    int edge = __builtin_ctzll(left);
    LaneBox box = {minX[edge], minY[edge], maxX[edge], maxY[edge]};
    uint64_t mask = meeting(boxes, box) & bits(first->count);
    near->masks[near->count] = mask;
    near->edges[near->count] = (uint8_t)edge;
    near->count += mask != 0;
  }
}

EVERY_PROCESSOR
void lanesPlace(
  const int32_t *points, int32_t count, int32_t originX, int32_t originY, int32_t shift,
  int16_t *columns, int16_t *rows
) {
  Pairs origin;
  origin.even = originX;
  origin.odd = originY;
  if (count >= 8) {
    for (int32_t point = 0; point < count - 8; point += 8) {
      placeEight(points + 2 * point, origin, shift, columns + point, rows + point);
    }
    points += 2 * (count - 8);
    placeEight(points, origin, shift, columns + count - 8, rows + count - 8);
    return;
  }
  int32_t few[16] = {0};
  int16_t x[8], y[8];
  memcpy(few, points, (size_t)count * 8);
  placeEight(few, origin, shift, x, y);
  memcpy(columns, x, (size_t)count * 2);
  memcpy(rows, y, (size_t)count * 2);
}

EVERY_PROCESSOR
void lanesSweep(
  const int32_t *points, int32_t count, int64_t originX, int64_t originY, int64_t before,
  int64_t *swept
) {
  // (o + u) × (o + v) = o × (v − u) + u × v
  uint64_t ox = (uint64_t)originX, oy = (uint64_t)originY;
  uint64_t sum = (uint64_t)before - (ox * (uint64_t)points[1] - oy * (uint64_t)points[0]);
  for (int32_t point = 1; point < count; point++) {
    const int32_t *u = points + 2 * point - 2;
    swept[point] = (int64_t)u[0] * u[3] - (int64_t)u[1] * u[2];
  }
  // The prefix sum is the only sequential loop.
  for (int32_t point = 1; point < count; point++) {
    sum += (uint64_t)swept[point];
    swept[point] = (int64_t)sum;
  }
  for (int32_t point = 1; point < count; point++) {
    uint64_t x = (uint64_t)points[2 * point], y = (uint64_t)points[2 * point + 1];
    swept[point] = (int64_t)((uint64_t)swept[point] + ox * y - oy * x);
  }
  swept[0] = before;
}

EVERY_PROCESSOR
void lanesFill(LaneEdges *edges, const LaneChain *chain, LaneBox around) {
  Boxes boxes = boxesOfEdges(chain->columns, chain->rows);
  memcpy(edges->boxes, &boxes, sizeof boxes);
  edges->count = chain->count;
  edges->around = around;
  if (!chain->points) return;
  for (int32_t point = 0; point <= chain->count; point++) {
    edges->x[point] = chain->points[2 * point];
    edges->y[point] = chain->points[2 * point + 1];
  }
}

EVERY_PROCESSOR
int32_t lanesPairs(const LaneEdges *first, const LaneChain *second, uint16_t *pairs) {
  Near near;
  findNear(first, second, &near);
  int32_t count = 0;
  for (int each = 0; each < near.count; each++) {
    count = append(pairs, count, near.masks[each], 0, near.edges[each]);
  }
  return count;
}

EVERY_PROCESSOR
int32_t lanesCrossings(
  const LaneEdges *first, const LaneChain *second, const LaneShift *shift, uint16_t *pairs
) {
  Near near;
  findNear(first, second, &near);
  int32_t count = 0;
  for (int each = 0; each < near.count; each++) {
    int edge = near.edges[each];
    uint64_t mask = near.masks[each];
    // The candidates of one edge are mostly consecutive.
    do {
      int from = __builtin_ctzll(mask);
      uint64_t crossed = crossing(first, from, second->points + 2 * edge, shift);
      count = append(pairs, count, crossed & mask >> from, from, edge);
      mask &= ~((uint64_t)0xFF << from);
    } while (mask);
  }
  return count;
}
