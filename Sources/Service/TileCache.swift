import Synchronization

/// A store of finished answers with a limit on its memory; what was not used longest goes first.
final class TileCache<Key: Hashable & Sendable>: Sendable {
  private struct Entry {
    var body: [UInt8]
    var used: UInt64
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var bytes = 0
    var clock: UInt64 = 0
  }

  private let state = Mutex(State())
  private let limit: Int

  /// - Parameter limit: Bytes of all bodies together.
  init(limit: Int) {
    self.limit = limit
  }

  func body(_ key: Key) -> [UInt8]? {
    state.withLock { state in
      guard let body = state.entries[key]?.body else { return nil }
      state.clock += 1
      state.entries[key]?.used = state.clock
      return body
    }
  }

  /// Complexity: O(1), but O(*n*) when the limit is passed, which then makes room for a quarter.
  func store(_ body: [UInt8], for key: Key) {
    guard body.count <= limit / 4 else { return }
    state.withLock { state in
      state.clock += 1
      state.bytes += body.count - (state.entries[key]?.body.count ?? 0)
      state.entries[key] = Entry(body: body, used: state.clock)
      guard state.bytes > limit else { return }
      for (key, entry) in state.entries.sorted(by: { $0.value.used < $1.value.used }) {
        if state.bytes <= limit / 4 * 3 { break }
        state.bytes -= entry.body.count
        state.entries[key] = nil
      }
    }
  }

  func removeAll() {
    state.withLock { $0 = State() }
  }

  var byteCount: Int { state.withLock { $0.bytes } }
}
