import Geometry

/// A box of ground whose sides lie on the grid.
struct GroundCell: Sendable {
  var minX: Int64
  var minY: Int64
  var maxX: Int64
  var maxY: Int64

  /// `nil` for a box beyond the grid.
  init?(_ box: Bounds) {
    guard let low = GridPoint(metresX: box.minX, y: box.minY),
      let high = GridPoint(metresX: box.maxX, y: box.maxY)
    else { return nil }
    minX = low.x
    minY = low.y
    maxX = high.x
    maxY = high.y
  }

  var polygon: Polygon {
    Polygon([
      GridPoint(x: minX, y: minY), GridPoint(x: maxX, y: minY), GridPoint(x: maxX, y: maxY),
      GridPoint(x: minX, y: maxY),
    ])
  }

  private var bounds: Bounds {
    Bounds(
      minX: Double(minX), minY: Double(minY), maxX: Double(maxX), maxY: Double(maxY)
    ).metresOfSteps
  }

  /// Cuts the cell until no part has more than so many patches, and says which meet each part.
  ///
  /// Where patches lie upon each other a part may have more.
  ///
  /// - Complexity: O(*n* log² *n*) for *n* patches that lie beside each other.
  func split(
    _ patches: [Int32], boxes: [Bounds], most: Int
  ) -> [(cell: GroundCell, patches: [Int32])] {
    guard patches.count > most, let (low, high) = halves(patches, boxes) else {
      return [(self, patches)]
    }
    let parts = [low, high].map { half in
      let box = half.bounds
      return (half, patches.filter { boxes[Int($0)].intersects(box) })
    }
    // A cut that leaves nearly all patches on both sides gains nothing.
    guard parts.allSatisfy({ $0.1.count * 10 <= patches.count * 9 }) else {
      return [(self, patches)]
    }
    return parts.flatMap { $0.0.split($0.1, boxes: boxes, most: most) }
  }

  /// The cell cut across its longer extent, at the middle one of the patches' centres.
  private func halves(_ patches: [Int32], _ boxes: [Bounds]) -> (GroundCell, GroundCell)? {
    let isWide = maxX - minX > maxY - minY
    let centres = patches.map { number in
      let box = boxes[Int(number)]
      return isWide ? (box.minX + box.maxX) / 2 : (box.minY + box.maxY) / 2
    }.sorted()
    let place = Int64(centres[centres.count / 2] * GridPoint.stepsPerMetre)
    var low = self
    var high = self
    if isWide {
      guard minX < place, place < maxX else { return nil }
      low.maxX = place
      high.minX = place
    } else {
      guard minY < place, place < maxY else { return nil }
      low.maxY = place
      high.minY = place
    }
    return (low, high)
  }
}
