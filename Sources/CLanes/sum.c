#include "lanes.h"

// No fused multiply-add: every product is rounded, so that all processors give the same bits.
#pragma STDC FP_CONTRACT OFF

typedef double Doubles __attribute__((ext_vector_type(8)));
typedef uint64_t Words __attribute__((ext_vector_type(8)));

/// Eight pairs of edges, from a to b and from c to d, about the origin of the second chain.
typedef struct {
  Wide ax, ay, bx, by, cx, cy, dx, dy;
  /// The swept area before the second edge, less that before the first.
  Wide between;
  /// 1, or 0 where there is no pair.
  Wide one;
} Crossed;

INLINE Doubles doubles(Wide numbers) { return __builtin_convertvector(numbers, Doubles); }

/// a × b modulo 2⁶⁴.
INLINE Wide times(Wide a, Wide b) { return (Wide)((Words)a * (Words)b); }

/// a − b modulo 2⁶⁴.
INLINE Wide less(Wide a, Wide b) { return (Wide)((Words)a - (Words)b); }

/// a + b modulo 2⁶⁴.
INLINE Wide plus(Wide a, Wide b) { return (Wide)((Words)a + (Words)b); }

INLINE Wide magnitude(Wide numbers) { return numbers < 0 ? -numbers : numbers; }

INLINE Crossed load(
  const LaneEdges *first, const LaneChain *second, const LaneShift *shift, const uint16_t *pairs,
  int32_t count, const LaneSweeps *swept
) {
  int64_t ax[8], ay[8], bx[8], by[8], cx[8], cy[8], dx[8], dy[8], between[8], one[8];
  for (int lane = 0; lane < 8; lane++) {
    uint16_t pair = pairs[lane < count ? lane : 0];
    int i = pair >> 8, j = pair & 0xFF;
    ax[lane] = first->x[i];
    ay[lane] = first->y[i];
    bx[lane] = first->x[i + 1];
    by[lane] = first->y[i + 1];
    cx[lane] = second->points[2 * j];
    cy[lane] = second->points[2 * j + 1];
    dx[lane] = second->points[2 * j + 2];
    dy[lane] = second->points[2 * j + 3];
    between[lane] = (int64_t)((uint64_t)swept->second[j] - (uint64_t)swept->first[i]);
    one[lane] = lane < count;
  }
  Crossed crossed;
  memcpy(&crossed.ax, ax, sizeof ax);
  memcpy(&crossed.ay, ay, sizeof ay);
  memcpy(&crossed.bx, bx, sizeof bx);
  memcpy(&crossed.by, by, sizeof by);
  memcpy(&crossed.cx, cx, sizeof cx);
  memcpy(&crossed.cy, cy, sizeof cy);
  memcpy(&crossed.dx, dx, sizeof dx);
  memcpy(&crossed.dy, dy, sizeof dy);
  memcpy(&crossed.between, between, sizeof between);
  memcpy(&crossed.one, one, sizeof one);
  crossed.ax += shift->x;
  crossed.ay += shift->y;
  crossed.bx += shift->x;
  crossed.by += shift->y;
  return crossed;
}

/// length · part / whole, truncated to whole steps, and the remainder.
///
/// The remainder of the division is exact in wrapping arithmetic, because it is small; so it is
/// accurate to 2⁻⁵² of a step for edges of any length.
INLINE Wide along(Wide length, Wide part, Wide whole, Doubles *rest) {
  Doubles exact = doubles(length) * (doubles(part) / doubles(whole));
  Wide steps = __builtin_convertvector(exact, Wide);
  *rest = doubles(less(times(length, part), times(steps, whole))) / doubles(whole);
  return steps;
}

INLINE void add(Crossed at, int64_t flip, int64_t originX, int64_t originY, LaneSum *sum) {
  Wide ex = at.bx - at.ax, ey = at.by - at.ay, fx = at.dx - at.cx, fy = at.dy - at.cy;
  Wide gx = at.cx - at.ax, gy = at.cy - at.ay;
  Wide c = ex * gy - ey * gx, a = fy * gx - fx * gy, determinant = ex * fy - ey * fx;
  Wide d = c + determinant, b = a - determinant;
  // Where an end lies on the other edge, that is the crossing.
  Wide onA = a == 0, onB = ~onA & (b == 0), onC = ~(onA | onB) & (c == 0);
  Wide onD = ~(onA | onB | onC) & (d == 0), isEnd = onA | onB | onC | onD;
  // The shorter edge gives the smaller error; edges of equal length and slope do not get here.
  Wide lengthE = magnitude(ex) + magnitude(ey), lengthF = magnitude(fx) + magnitude(fy);
  Wide isSame = lengthE == lengthF;
  Wide byFirst = (~isSame & (lengthE < lengthF))
    | (isSame & ((ex < fx) | ((ex == fx) & (ey < fy))));
  Wide part = byFirst ? a : -c;
  Doubles restX, restY, none = 0;
  Wide x = (byFirst ? at.ax : at.cx) + along(byFirst ? ex : fx, part, determinant, &restX);
  Wide y = (byFirst ? at.ay : at.cy) + along(byFirst ? ey : fy, part, determinant, &restY);
  x = onA ? at.ax : onB ? at.bx : onC ? at.cx : onD ? at.dx : x;
  y = onA ? at.ay : onB ? at.by : onC ? at.cy : onD ? at.dy : y;
  restX = isEnd ? none : restX;
  restY = isEnd ? none : restY;
  Wide isLeftByPerturbation = (fy > 0) | ((fy == 0) & (fx < 0));
  Wide endsLeft = b + ((isLeftByPerturbation & 1) ^ flip) > 0;
  Wide sign = (endsLeft ? (Wide)1 : (Wide)-1) * at.one;
  Wide farX = plus(x, (Wide)originX), farY = plus(y, (Wide)originY);
  Wide change = plus(at.between, less(times(gx, farY), times(gy, farX)));
  Doubles rest = (doubles(gx) * restY - doubles(gy) * restX) * 65536.0;
  Doubles half = 0.5;
  Wide rounded = __builtin_convertvector(rest + (rest < 0 ? -half : half), Wide);
  uint64_t whole = __builtin_reduce_add((Words)times(sign, change));
  sum->whole = (int64_t)((uint64_t)sum->whole + whole);
  sum->fraction += __builtin_reduce_add(sign * rounded);
}

EVERY_PROCESSOR
LaneSum lanesSum(
  const LaneEdges *first, const LaneChain *second, const LaneShift *shift, const uint16_t *pairs,
  int32_t count, const LaneSweeps *swept, int64_t originX, int64_t originY
) {
  LaneSum sum = {0, 0};
  for (int32_t start = 0; start < count; start += 8) {
    Crossed crossed = load(first, second, shift, pairs + start, count - start, swept);
    add(crossed, shift->flip, originX, originY, &sum);
  }
  return sum;
}
