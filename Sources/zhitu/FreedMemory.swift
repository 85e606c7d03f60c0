import CMalloc

/// How the allocator treats freed memory.
enum FreedMemory {
  /// Retains freed memory for reuse instead of returning it to the system, because page faults cost
  /// more than most of the work on the pages. All threads share one arena, so each can reuse what
  /// another has freed. Only blocks of 64 MiB and more, such as the points of a large layer, are
  /// returned at once, which happens in parallel with other work. For short commands that use much
  /// memory.
  static func retainFreedMemory() {
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 26)
    _ = mallopt(M_TRIM_THRESHOLD, Int32.max)
    _ = mallopt(M_ARENA_MAX, 1)
  }

  /// Returns freed memory at once, for work within a memory limit.
  static func returnFreedMemory() {
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 17)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 17)
    _ = mallopt(M_ARENA_MAX, 2)
  }
}
