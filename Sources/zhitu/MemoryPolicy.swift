import CMalloc

/// How the process deals with memory that it no longer needs.
enum MemoryPolicy {
  /// Keeps freed memory for the next step instead of giving it back to the system: getting pages
  /// anew costs more than most of what is done with them. What one thread has freed is there for all.
  /// Only blocks of 64 MiB and more, such as the points of a large layer, are given back at once, so
  /// that it can be done beside other work. For short commands that use much memory.
  static func keepFreed() {
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 26)
    _ = mallopt(M_TRIM_THRESHOLD, Int32.max)
    _ = mallopt(M_ARENA_MAX, 1)
  }

  /// Gives freed memory back at once, for work within a limit.
  static func giveBack() {
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 17)
    _ = mallopt(M_TRIM_THRESHOLD, 1 << 17)
    _ = mallopt(M_ARENA_MAX, 2)
  }
}
