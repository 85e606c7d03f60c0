import Geometry

/// Visits the coordinates of a two-dimensional little-endian WKB.
enum WKBCoordinates {
  /// What a walk over the coordinates found.
  struct Summary {
    var isFinite = true
    var minX = Double.infinity
    var minY = Double.infinity
    var maxX = -Double.infinity
    var maxY = -Double.infinity

    var bounds: Bounds { Bounds(minX: minX, minY: minY, maxX: maxX, maxY: maxY) }

    @inline(__always)
    mutating func add(_ x: Double, _ y: Double) {
      if !(x.isFinite && y.isFinite) { isFinite = false }
      minX = min(minX, x)
      minY = min(minY, y)
      maxX = max(maxX, x)
      maxY = max(maxY, y)
    }
  }

  /// Measures the geometry, with x and y exchanged where asked to. `nil` if the bytes are not WKB of
  /// polygons.
  static func summarise(_ wkb: UnsafeRawBufferPointer, swapping: Bool) -> Summary? {
    var summary = Summary()
    let isWhole = forEachRun(of: wkb) { run in
      for index in 0..<run.count {
        let (x, y) = point(wkb, run.offset + 16 * index)
        if swapping { summary.add(y, x) } else { summary.add(x, y) }
      }
    }
    return isWhole ? summary : nil
  }

  /// Measures every outer ring by itself, with x and y exchanged where asked to.
  static func forEachPart(
    of wkb: UnsafeRawBufferPointer, swapping: Bool, _ body: (Summary) -> Void
  ) {
    _ = forEachRun(of: wkb) { run in
      guard run.isOuter else { return }
      var summary = Summary()
      for index in 0..<run.count {
        let (x, y) = point(wkb, run.offset + 16 * index)
        if swapping { summary.add(y, x) } else { summary.add(x, y) }
      }
      body(summary)
    }
  }

  /// The same geometry with every ring replaced by its image, x and y exchanged before where asked to.
  /// `nil` if the bytes are not WKB of polygons.
  static func rewrite(
    _ wkb: UnsafeRawBufferPointer, swapping: Bool,
    _ image: ([(x: Double, y: Double)]) throws -> [(x: Double, y: Double)]
  ) rethrows -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(wkb.count)
    var copied = 0
    var points: [(x: Double, y: Double)] = []
    func put(_ value: some Any) { withUnsafeBytes(of: value) { result.append(contentsOf: $0) } }
    let isWhole = try forEachRun(of: wkb) { run in
      points.removeAll(keepingCapacity: true)
      for index in 0..<run.count {
        let (x, y) = point(wkb, run.offset + 16 * index)
        points.append(swapping ? (y, x) : (x, y))
      }
      // Everything before the number of points stays as it is.
      result.append(contentsOf: wkb[copied..<(run.offset - 4)])
      copied = run.offset + 16 * run.count
      let images = try image(points)
      put(UInt32(images.count).littleEndian)
      for image in images {
        put(image.x)
        put(image.y)
      }
    }
    result.append(contentsOf: wkb[copied...])
    return isWhole ? result : nil
  }

  /// The points of one ring.
  private struct Run {
    var offset: Int
    var count: Int
    var isOuter: Bool
  }

  @inline(__always)
  private static func point(_ wkb: UnsafeRawBufferPointer, _ at: Int) -> (x: Double, y: Double) {
    (
      wkb.loadUnaligned(fromByteOffset: at, as: Double.self),
      wkb.loadUnaligned(fromByteOffset: at + 8, as: Double.self)
    )
  }

  /// Calls `body` with every ring. `false` if the bytes are not WKB of polygons.
  private static func forEachRun(
    of wkb: UnsafeRawBufferPointer, _ body: (Run) throws -> Void
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
        for ring in 0..<count {
          guard offset + 4 <= wkb.count else { return false }
          let points = Int(wkb.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
          offset += 4
          guard points <= (wkb.count - offset) / 16 else { return false }
          try body(Run(offset: offset, count: points, isOuter: ring == 0))
          offset += 16 * points
        }
      default: return false
      }
    }
    return true
  }
}
