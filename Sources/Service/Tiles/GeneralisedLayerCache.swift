import Synchronization

/// The generalised layers of one state of the workspace: each made when a tile first needs it, the
/// last few kept.
final class GeneralisedLayerCache: Sendable {
  /// With ``GeneralisedLayer/mostCells`` this bounds the memory to about 170 MB.
  static let limit = 4

  /// A place for one layer. Whoever asks while it is being made waits for it.
  private final class Slot: Sendable {
    let layer = Mutex<(isMade: Bool, layer: GeneralisedLayer?)>((false, nil))
  }

  /// Those used last come last.
  private let slots = Mutex<[(name: String, slot: Slot)]>([])

  func layer(_ name: String, make: () throws -> GeneralisedLayer?) throws -> GeneralisedLayer? {
    let slot = slots.withLock { slots in
      let known = slots.firstIndex { $0.name == name }.map { slots.remove(at: $0) }
      let entry = known ?? (name, Slot())
      slots.append(entry)
      if slots.count > GeneralisedLayerCache.limit { slots.removeFirst() }
      return entry.slot
    }
    return try slot.layer.withLock { place in
      if !place.isMade { place = (true, try make()) }
      return place.layer
    }
  }
}
