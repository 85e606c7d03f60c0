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

  private struct Key: Hashable {
    var name: String
    /// The fields that are left out.
    var hidden: Set<String>
  }

  /// Those used last come last.
  private let slots = Mutex<[(key: Key, slot: Slot)]>([])

  func layer(
    _ name: String, without hidden: Set<String> = [], make: () throws -> GeneralisedLayer?
  ) throws -> GeneralisedLayer? {
    let key = Key(name: name, hidden: hidden)
    let slot = slots.withLock { slots in
      let known = slots.firstIndex { $0.key == key }.map { slots.remove(at: $0) }
      let entry = known ?? (key, Slot())
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
