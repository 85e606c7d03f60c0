import Synchronization

/// The generalised layers of one state of the workspace: each is made when a tile first needs it;
/// the last few are cached.
final class GeneralisedLayerCache: Sendable {
  /// With ``GeneralisedLayer/cellLimit`` this bounds the memory to about 170 MB.
  static let limit = 4

  /// A slot for one layer. Requests while it is being made wait for it.
  private final class Slot: Sendable {
    let layer = Mutex<(isMade: Bool, layer: GeneralisedLayer?)>((false, nil))
  }

  private struct Key: Hashable {
    var name: String
    /// The fields that are left out.
    var hidden: Set<String>
  }

  /// In order of use, the latest last.
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
