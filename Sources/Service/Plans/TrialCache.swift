import Flow
import Synchronization
import Workbench

/// The plans that are open for trying changes: opened when first asked for, kept for as long as the
/// workspace stays the same and no more than ``limit`` others were asked for since.
package final class TrialCache: Sendable {
  package struct Key: Hashable, Sendable {
    var plan: String
    var base: String?
    var area: AreaKind

    package init(plan: String, base: String?, area: AreaKind) {
      self.plan = plan
      self.base = base
      self.area = area
    }
  }

  /// A place for one trial. Whoever asks while it is being opened waits for it.
  private final class Slot: Sendable {
    let trial = Mutex<PlanTrial?>(nil)
  }

  /// Each holds its base epoch in memory.
  package static let limit = 3

  /// Those used last come last.
  private let slots = Mutex<[(key: Key, slot: Slot)]>([])

  package init() {}

  package func trial(_ key: Key, open: () throws -> PlanTrial) throws -> PlanTrial {
    let slot = slots.withLock { slots in
      let known = slots.firstIndex { $0.key == key }.map { slots.remove(at: $0) }
      let entry = known ?? (key, Slot())
      slots.append(entry)
      if slots.count > TrialCache.limit { slots.removeFirst() }
      return entry.slot
    }
    do {
      return try slot.trial.withLock { trial in
        let opened = try trial ?? open()
        trial = opened
        return opened
      }
    } catch {
      slots.withLock { slots in slots.removeAll { $0.slot === slot } }
      throw error
    }
  }

  package func removeAll() {
    slots.withLock { $0 = [] }
  }

  package var count: Int { slots.withLock { $0.count } }
}
