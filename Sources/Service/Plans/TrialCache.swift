import Flow
import Synchronization
import Workbench

/// A least-recently-used cache of plans that are open for trials. It belongs to one state of the
/// workspace and holds at most ``limit`` plans.
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

  /// A slot for one trial. Requests during its opening wait for it.
  private final class Slot: Sendable {
    let trial = Mutex<PlanTrial?>(nil)
  }

  /// Each trial holds its base epoch in memory.
  package static let limit = 3

  /// In order of use, the latest last.
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
