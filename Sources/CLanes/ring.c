#include "lanes.h"

// No fused multiply-add: every product is rounded, so that all processors give the same bits.
#pragma STDC FP_CONTRACT OFF

/// The first point as an offset.
static const double middle = 0x1p26;
/// How far from the first the points may be: sums of 64 products of offsets stay exact.
static const double reach = 0x1p25;

typedef double Doubles __attribute__((ext_vector_type(8)));
typedef int32_t Steps __attribute__((ext_vector_type(8)));

/// The floor of numbers below 2⁵¹.
INLINE Doubles whole(Doubles numbers) {
  Doubles near = (numbers + 0x1p52) - 0x1p52;
  return near > numbers ? near - 1 : near;
}

/// Four points in grid steps plus one half, so that their floor is the nearest step.
INLINE Doubles fourPoints(const char *coordinates, int32_t point, double steps) {
  Doubles metres;
  memcpy(&metres, coordinates + 16 * point, sizeof metres);
  return metres * steps + 0.5;
}

/// Twice the area from eight points to the next, and whether one of these repeats the one before.
INLINE int64_t sweep(const int32_t *points, uint8_t *repeats) {
  Wide from, to;
  memcpy(&from, points, sizeof from);
  memcpy(&to, points + 2, sizeof to);
  Wide fromX = from << 32 >> 32, fromY = from >> 32, toX = to << 32 >> 32, toY = to >> 32;
  *repeats = __builtin_bit_cast(uint8_t, __builtin_convertvector(from == to, EightFlags));
  return __builtin_reduce_add(fromX * toY - fromY * toX);
}

EVERY_PROCESSOR
int32_t lanesRing(
  const void *coordinates, int32_t count, double steps, double limit, int32_t *points,
  LaneRing *ring
) {
  const char *bytes = coordinates;
  if (count < 4) return 0;
  Doubles first = whole(fourPoints(bytes, 0, steps));
  double firstX = first.s0, firstY = first.s1;
  double farthest = limit * steps - 2 * middle;
  if (!(firstX >= 2 * middle && firstY >= 2 * middle && firstX <= farthest && firstY <= farthest)) {
    return 0;
  }
  Doubles origin;
  origin.even = firstX - middle;
  origin.odd = firstY - middle;
  Steps least = (int32_t)middle, most = (int32_t)middle;
  Steps fits = -1;
  for (int32_t point = 0; point < count; point += 4) {
    // The last block overlaps the one before instead of reading past the end.
    if (point > count - 4) point = count - 4;
    Doubles offsets = whole(fourPoints(bytes, point, steps) - origin);
    // NaN compares false, hence is not near.
    Doubles none = middle;
    __typeof__(offsets > none) isNear = (offsets > middle - reach) & (offsets < middle + reach);
    Steps near = __builtin_convertvector(isNear, Steps);
    Steps four = __builtin_convertvector(isNear ? offsets : none, Steps);
    fits &= near;
    least = __builtin_elementwise_min(least, four);
    most = __builtin_elementwise_max(most, four);
    memcpy(points + 2 * point, &four, sizeof four);
  }
  // Padding with the last point adds no area.
  int32_t last = count - 1;
  for (int32_t more = 1; more <= 8; more++) {
    points[2 * (last + more)] = points[2 * last];
    points[2 * (last + more) + 1] = points[2 * last + 1];
  }
  int64_t area = 0;
  uint32_t repeated = 0;
  for (int32_t point = 0; point < last; point += 8) {
    uint8_t repeats;
    area += sweep(points + 2 * point, &repeats);
    int32_t left = last - point;
    repeated |= repeats & (left >= 8 ? 0xFFu : (1u << left) - 1);
  }
  ring->originX = (int64_t)origin.s0;
  ring->originY = (int64_t)origin.s1;
  ring->doubledArea = area;
  ring->minX = __builtin_reduce_min(least.even);
  ring->minY = __builtin_reduce_min(least.odd);
  ring->maxX = __builtin_reduce_max(most.even);
  ring->maxY = __builtin_reduce_max(most.odd);
  int isClosed = points[2 * last] == points[0] && points[2 * last + 1] == points[1];
  return __builtin_reduce_and(fits) == -1 && !repeated && isClosed;
}
