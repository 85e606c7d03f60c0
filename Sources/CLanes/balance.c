#include "lanes.h"

typedef uint64_t Words __attribute__((ext_vector_type(8)));
typedef int32_t Pairs __attribute__((ext_vector_type(16)));
typedef int32_t Narrow __attribute__((ext_vector_type(8)));

/// The numbers of the points of a chain and of its edges, in whole vectors.
typedef struct {
  uint64_t vertices[LANES + 8];
  uint64_t places[LANES];
} Hashed;

INLINE Words load(const uint64_t *from) {
  Words words;
  memcpy(&words, from, sizeof words);
  return words;
}

INLINE void vertices(const LaneBorder *border, uint64_t *numbers) {
  int32_t points[2 * (LANES + 8)];
  int32_t count = border->edges + 1;
  // Whole vectors are read; what lies behind the last point is not looked at.
  memset(points + 2 * count, 0, sizeof points - 2 * count * sizeof *points);
  memcpy(points, border->points, 2 * count * sizeof *points);
  for (int32_t from = 0; from < count; from += 8) {
    Pairs pairs;
    memcpy(&pairs, points + 2 * from, sizeof pairs);
    Narrow x = __builtin_shufflevector(pairs, pairs, 0, 2, 4, 6, 8, 10, 12, 14);
    Narrow y = __builtin_shufflevector(pairs, pairs, 1, 3, 5, 7, 9, 11, 13, 15);
    Words wideX = (Words)(__builtin_convertvector(x, Wide) + border->originX);
    Words wideY = (Words)(__builtin_convertvector(y, Wide) + border->originY);
    wideX *= 0xFF51AFD7ED558CCDull;
    wideY *= 0xC4CEB9FE1A85EC53ull;
    Words mixed = wideX ^ (wideY << 32 | wideY >> 32);
    mixed ^= mixed >> 29;
    memcpy(numbers + from, &mixed, sizeof mixed);
  }
}

INLINE void hash(const LaneBorder *border, uint64_t bits, Hashed *hashed) {
  vertices(border, hashed->vertices);
  for (int32_t from = 0; from < border->edges; from += 8) {
    Words sum = load(hashed->vertices + from) + load(hashed->vertices + from + 1);
    Words place = (sum * 0x9E3779B97F4A7C15ull) >> (64 - bits);
    memcpy(hashed->places + from, &place, sizeof place);
  }
}

EVERY_PROCESSOR
void lanesAddEdges(const LaneBorder *border, uint64_t bits, uint64_t *sums) {
  Hashed hashed;
  uint64_t values[LANES];
  hash(border, bits, &hashed);
  for (int32_t from = 0; from < border->edges; from += 8) {
    Words a = load(hashed.vertices + from), b = load(hashed.vertices + from + 1);
    Words low = __builtin_elementwise_min(a, b) * 0xC2B2AE3D27D4EB4Full;
    Words high = __builtin_elementwise_max(a, b) * 0x9FB21C651E98DF25ull;
    Words mixed = low + high;
    Words value = ((mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93ull) | 1;
    value = a < b ? value : 0 - value;
    memcpy(values + from, &value, sizeof value);
  }
  for (int32_t edge = 0; edge < border->edges; edge++)
    sums[hashed.places[edge]] += values[edge];
}

EVERY_PROCESSOR
uint64_t lanesOpenEdges(const LaneBorder *border, uint64_t bits, const uint64_t *sums) {
  Hashed hashed;
  hash(border, bits, &hashed);
  uint64_t open = 0;
  for (int32_t edge = 0; edge < border->edges; edge++)
    open |= (uint64_t)(sums[hashed.places[edge]] != 0) << edge;
  return open;
}
