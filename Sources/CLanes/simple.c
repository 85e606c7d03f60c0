#include "lanes.h"

typedef int32_t Eight __attribute__((ext_vector_type(8)));

/// Eight consecutive edges: the box of each, lane by lane, and that of all.
typedef struct {
  int32_t lowX[8], lowY[8], highX[8], highY[8];
  int32_t minX, minY, maxX, maxY;
} Block;

_Static_assert(sizeof(Block) == SIMPLE_WORK * sizeof(int32_t), "as much as is asked for");

INLINE Eight load(const int32_t *from) {
  Eight eight;
  memcpy(&eight, from, sizeof eight);
  return eight;
}

INLINE int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }
INLINE int32_t most(int32_t a, int32_t b) { return a > b ? a : b; }

/// Lanes without an edge get an empty box.
INLINE void fill(Block *block, const int32_t *points, int32_t first, int32_t edges) {
  block->minX = block->maxX = points[2 * first];
  block->minY = block->maxY = points[2 * first + 1];
  for (int32_t lane = 0; lane < 8; lane++) {
    int32_t edge = first + lane;
    if (edge >= edges) {
      block->lowX[lane] = block->lowY[lane] = INT32_MAX;
      block->highX[lane] = block->highY[lane] = INT32_MIN;
      continue;
    }
    const int32_t *a = points + 2 * edge, *b = a + 2;
    block->lowX[lane] = least(a[0], b[0]);
    block->lowY[lane] = least(a[1], b[1]);
    block->highX[lane] = most(a[0], b[0]);
    block->highY[lane] = most(a[1], b[1]);
    block->minX = least(block->minX, b[0]);
    block->minY = least(block->minY, b[1]);
    block->maxX = most(block->maxX, b[0]);
    block->maxY = most(block->maxY, b[1]);
  }
}

/// Twice the area of the triangle of three points; below 2^62.
INLINE int64_t turn(const int32_t *a, const int32_t *b, const int32_t *c) {
  return ((int64_t)b[0] - a[0]) * ((int64_t)c[1] - a[1])
    - ((int64_t)b[1] - a[1]) * ((int64_t)c[0] - a[0]);
}

/// Whether the way from a over b to c turns straight back.
INLINE int32_t foldsBack(const int32_t *a, const int32_t *b, const int32_t *c) {
  if (turn(a, b, c) != 0) return 0;
  return ((int64_t)b[0] - a[0]) * ((int64_t)c[0] - b[0])
      + ((int64_t)b[1] - a[1]) * ((int64_t)c[1] - b[1])
    < 0;
}

/// Whether two edges whose boxes meet have more in common than a ring allows.
INLINE int32_t collide(const int32_t *points, int32_t first, int32_t second, int32_t edges) {
  const int32_t *a = points + 2 * first, *b = a + 2, *c = points + 2 * second, *d = c + 2;
  if (second == first + 1) return foldsBack(a, b, d);
  if (first == 0 && second == edges - 1) return foldsBack(c, a, b);
  int64_t p = turn(a, b, c), q = turn(a, b, d);
  if ((p > 0 && q > 0) || (p < 0 && q < 0)) return 0;
  int64_t r = turn(c, d, a), s = turn(c, d, b);
  return !((r > 0 && s > 0) || (r < 0 && s < 0));
}

EVERY_PROCESSOR
int32_t lanesIsSimple(const int32_t *points, int32_t edges, int32_t *work) {
  Block *blocks = (Block *)work;
  int32_t count = (edges + 7) / 8;
  for (int32_t number = 0; number < count; number++)
    fill(blocks + number, points, 8 * number, edges);
  for (int32_t first = 0; first < count; first++) {
    const Block *own = blocks + first;
    int32_t lanes = least(8, edges - 8 * first);
    for (int32_t second = first; second < count; second++) {
      const Block *other = blocks + second;
      if (other->minX > own->maxX || other->maxX < own->minX || other->minY > own->maxY
          || other->maxY < own->minY)
        continue;
      Eight lowX = load(other->lowX), lowY = load(other->lowY);
      Eight highX = load(other->highX), highY = load(other->highY);
      for (int32_t lane = 0; lane < lanes; lane++) {
        int32_t minX = own->lowX[lane], minY = own->lowY[lane];
        int32_t maxX = own->highX[lane], maxY = own->highY[lane];
        // Most edges of a block are away from the other block.
        if (other->minX > maxX || other->maxX < minX || other->minY > maxY || other->maxY < minY)
          continue;
        Eight meets = (lowX <= maxX) & (highX >= minX) & (lowY <= maxY) & (highY >= minY);
        uint32_t found = __builtin_bit_cast(uint8_t, __builtin_convertvector(meets, EightFlags));
        // Only those behind the edge itself.
        if (first == second) found &= (uint32_t)-2 << lane;
        for (; found != 0; found &= found - 1) {
          int32_t edge = 8 * second + __builtin_ctz(found);
          if (collide(points, 8 * first + lane, edge, edges)) return 0;
        }
      }
    }
  }
  return 1;
}
