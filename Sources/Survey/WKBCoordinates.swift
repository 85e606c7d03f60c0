import Geometry

/// Visits the coordinates of a two-dimensional little-endian WKB in place.
enum WKBCoordinates {
  /// What a walk over the coordinates found.
  struct Summary {
    var isFinite = true
    var minX = Double.infinity
    var minY = Double.infinity
    var maxX = -Double.infinity
    var maxY = -Double.infinity

    var bounds: Bounds { Bounds(minX: minX, minY: minY, maxX: maxX, maxY: maxY) }
  }

  /// Measures the geometry; exchanges x and y first where asked to. `nil` if the bytes are not WKB
  /// of polygons.
  static func summarise(_ wkb: UnsafeMutableRawBufferPointer, swapping: Bool) -> Summary? {
    var summary = Summary()
    let whole = forEachRun(of: wkb) { offset, count in
      var at = offset
      for _ in 0..<count {
        var x = wkb.loadUnaligned(fromByteOffset: at, as: Double.self)
        var y = wkb.loadUnaligned(fromByteOffset: at + 8, as: Double.self)
        if swapping {
          swap(&x, &y)
          wkb.storeBytes(of: x, toByteOffset: at, as: Double.self)
          wkb.storeBytes(of: y, toByteOffset: at + 8, as: Double.self)
        }
        if !(x.isFinite && y.isFinite) { summary.isFinite = false }
        summary.minX = min(summary.minX, x)
        summary.minY = min(summary.minY, y)
        summary.maxX = max(summary.maxX, x)
        summary.maxY = max(summary.maxY, y)
        at += 16
      }
    }
    return whole ? summary : nil
  }

  /// Replaces every coordinate by its image. The images of one ring are asked for together.
  static func transform(
    _ wkb: UnsafeMutableRawBufferPointer,
    _ image: ([(x: Double, y: Double)]) throws -> [(x: Double, y: Double)]
  ) throws {
    var points: [(x: Double, y: Double)] = []
    _ = try forEachRun(of: wkb) { offset, count in
      points.removeAll(keepingCapacity: true)
      for index in 0..<count {
        let at = offset + 16 * index
        points.append(
          (
            wkb.loadUnaligned(fromByteOffset: at, as: Double.self),
            wkb.loadUnaligned(fromByteOffset: at + 8, as: Double.self)
          ))
      }
      for (index, point) in try image(points).enumerated() {
        let at = offset + 16 * index
        wkb.storeBytes(of: point.x, toByteOffset: at, as: Double.self)
        wkb.storeBytes(of: point.y, toByteOffset: at + 8, as: Double.self)
      }
    }
  }

  /// Calls `body` with the offset and number of points of every ring. `false` if the bytes are not
  /// WKB of polygons.
  private static func forEachRun(
    of wkb: UnsafeMutableRawBufferPointer, _ body: (Int, Int) throws -> Void
  ) rethrows -> Bool {
    var offset = 0
    var pending = 1
    while pending > 0 {
      pending -= 1
      guard offset + 9 <= wkb.count, wkb[offset] == 1 else { return false }
      let type = wkb.loadUnaligned(fromByteOffset: offset + 1, as: UInt32.self)
      let count = Int(wkb.loadUnaligned(fromByteOffset: offset + 5, as: UInt32.self))
      offset += 9
      switch type {
      case 6, 7: pending += count
      case 3:
        for _ in 0..<count {
          guard offset + 4 <= wkb.count else { return false }
          let points = Int(wkb.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
          offset += 4
          guard points <= (wkb.count - offset) / 16 else { return false }
          try body(offset, points)
          offset += 16 * points
        }
      default: return false
      }
    }
    return true
  }
}
