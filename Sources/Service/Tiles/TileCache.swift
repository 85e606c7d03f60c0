import Synchronization

/// A cache with a memory limit; the least recently used entries are removed first.
final class TileCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry {
    var value: Value
    var bytes: Int
    var used: UInt64
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var bytes = 0
    var clock: UInt64 = 0
  }

  private let state = Mutex(State())
  private let limit: Int

  /// - Parameter limit: The limit in bytes of all values together.
  init(limit: Int) {
    self.limit = limit
  }

  func value(_ key: Key) -> Value? {
    state.withLock { state in
      guard let value = state.entries[key]?.value else { return nil }
      state.clock += 1
      state.entries[key]?.used = state.clock
      return value
    }
  }

  /// Complexity: O(1), but O(*n*) when the limit is exceeded, which then frees a quarter of it.
  func store(_ value: Value, bytes: Int, for key: Key) {
    guard bytes <= limit / 4 else { return }
    state.withLock { state in
      state.clock += 1
      state.bytes += bytes - (state.entries[key]?.bytes ?? 0)
      state.entries[key] = Entry(value: value, bytes: bytes, used: state.clock)
      guard state.bytes > limit else { return }
      for (key, entry) in state.entries.sorted(by: { $0.value.used < $1.value.used }) {
        if state.bytes <= limit / 4 * 3 { break }
        state.bytes -= entry.bytes
        state.entries[key] = nil
      }
    }
  }

  var byteCount: Int { state.withLock { $0.bytes } }
}
