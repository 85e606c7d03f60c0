#ifndef ZHITU_LANES_INSIDE_H
#define ZHITU_LANES_INSIDE_H

#include "CLanes.h"

#include <string.h>

// Vectors are passed between inlined functions only.
#pragma clang diagnostic ignored "-Wpsabi"

// The second has vectors of 32 bytes (AVX2), the third of 64 (AVX-512). Tests build one version at a
// time.
#if defined(__x86_64__) && defined(__ELF__) && !defined(EVERY_PROCESSOR)
#define EVERY_PROCESSOR \
  __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#elif !defined(EVERY_PROCESSOR)
#define EVERY_PROCESSOR
#endif

#define INLINE static inline __attribute__((always_inline))

typedef int64_t Wide __attribute__((ext_vector_type(8)));
typedef _Bool EightFlags __attribute__((ext_vector_type(8)));

#endif
