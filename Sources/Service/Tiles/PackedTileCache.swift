import Synchronization
import Tiles

/// A tile as it is cached: compressed with gzip; empty where the layer has nothing.
struct PackedTile: Sendable {
  var packed: [UInt8]
  /// How many patches were too small to be drawn at its zoom.
  var tooSmall: Int

  var isEmpty: Bool { packed.isEmpty }
}

/// The finished tiles of one state of the workspace, including empty ones. Requests for a tile that
/// is being made wait for it.
final class PackedTileCache: Sendable {
  private struct Key: Hashable {
    var layer: String
    /// The fields that are left out.
    var hidden: Set<String>
    var address: TileCoordinate
  }

  /// A slot for one tile while it is being made.
  private final class Slot: Sendable {
    let tile = Mutex<PackedTile?>(nil)
  }

  private let tiles = TileCache<Key, PackedTile>(limit: 96 << 20)
  private let underWay = Mutex<[Key: Slot]>([:])

  func tile(
    _ address: TileCoordinate, of layer: String, without hidden: Set<String> = [],
    make: () throws -> TileMaker.Tile
  ) throws -> PackedTile {
    let key = Key(layer: layer, hidden: hidden, address: address)
    if let known = tiles.value(key) { return known }
    let slot = underWay.withLock { slots in
      let slot = slots[key] ?? Slot()
      slots[key] = slot
      return slot
    }
    defer { underWay.withLock { $0[key] = nil } }
    return try slot.tile.withLock { tile in
      if let tile { return tile }
      let made = try make()
      let packed = PackedTile(
        packed: made.bytes.isEmpty ? [] : try Gzip.compress(made.bytes, level: 5),
        tooSmall: made.tooSmall)
      tiles.store(packed, bytes: packed.packed.count + 64, for: key)
      tile = packed
      return packed
    }
  }
}
