import Geometry

/// A spatial index over boxes some of which are missing.
struct BoxIndex: Sendable {
  private let index: SpatialIndex
  private let positions: [Int]

  init(_ boxes: [Bounds?]) {
    positions = boxes.indices.filter { boxes[$0] != nil }
    index = SpatialIndex(boxes.compactMap(\.self))
  }

  /// The positions of the boxes that meet `box`, ascending.
  func items(in box: Bounds) -> [Int] {
    index.items(in: box).map { positions[$0] }
  }
}
