extension Transformer {
  /// How far, in metres, an edge may lie beside its image: a step of the survey grid.
  public static let edgeTolerance = 0.0001

  /// A line of points in the target, with as many points put into its edges as it takes for them to
  /// follow the image of the straight edges of the source to ``edgeTolerance``.
  ///
  /// An edge that is straight in degrees is a curve in the plane: 10 km along the parallel of 30° bend
  /// by 1 m. Pieces of at most 70 m are left as they are, which the official area takes for straight,
  /// too; at 30° their bend is 0.05 mm. The points do not depend on the direction of the line, so that
  /// neighbours share theirs. The target is in metres.
  ///
  /// - Throws: `crs.transform-failed` for a point that has no image.
  public func transform(line: [(x: Double, y: Double)]) throws -> [(x: Double, y: Double)] {
    guard let first = line.first else { return [] }
    return try withImage { image in
      var from = Place(source: first, image: try image(first.x, first.y))
      var result = [from.image]
      result.reserveCapacity(line.count)
      for point in line.dropFirst() {
        let to = Place(source: point, image: try image(point.x, point.y))
        if Place.length(from, to) > OfficialArea.longestEdge {
          result += try inner(from, to, image)
        }
        result.append(to.image)
        from = to
      }
      return result
    }
  }

  /// A point in the source and in the target.
  private struct Place {
    var source: (x: Double, y: Double)
    var image: (x: Double, y: Double)

    static func length(_ a: Place, _ b: Place) -> Double {
      let dx = b.image.x - a.image.x
      let dy = b.image.y - a.image.y
      return (dx * dx + dy * dy).squareRoot()
    }

    /// The distance of a point from the line through two others.
    static func distance(
      of point: (x: Double, y: Double), from a: Place, _ b: Place
    ) -> Double {
      let dx = b.image.x - a.image.x
      let dy = b.image.y - a.image.y
      let cross = dx * (point.y - a.image.y) - dy * (point.x - a.image.x)
      return abs(cross) / (dx * dx + dy * dy).squareRoot()
    }
  }

  /// The points to put into one edge, from its first end to its second.
  private func inner(
    _ a: Place, _ b: Place, _ image: (Double, Double) throws -> (x: Double, y: Double)
  ) throws -> [(x: Double, y: Double)] {
    let isForward = (a.source.x, a.source.y) < (b.source.x, b.source.y)
    let low = isForward ? a : b
    var high = isForward ? b : a
    if source.isGeographic {
      high.source.x = Longitude.unwrapped(high.source.x, near: low.source.x)
    }
    var points: [(x: Double, y: Double)] = []
    try divide(low, high, depth: 0, image, &points)
    return isForward ? points : points.reversed()
  }

  private func divide(
    _ a: Place, _ b: Place, depth: Int,
    _ image: (Double, Double) throws -> (x: Double, y: Double),
    _ points: inout [(x: Double, y: Double)]
  ) throws {
    guard depth < 24, Place.length(a, b) > OfficialArea.longestEdge else { return }
    func place(at share: Double) throws -> Place {
      let source = (
        x: a.source.x + (b.source.x - a.source.x) * share,
        y: a.source.y + (b.source.y - a.source.y) * share
      )
      return Place(source: source, image: try image(source.x, source.y))
    }
    let middle = try place(at: 0.5)
    // A curve that bends both ways may cross the middle of its chord, but not the quarters too.
    let isBent =
      try Place.distance(of: middle.image, from: a, b) > Transformer.edgeTolerance
      || Place.distance(of: place(at: 0.25).image, from: a, b) > Transformer.edgeTolerance
      || Place.distance(of: place(at: 0.75).image, from: a, b) > Transformer.edgeTolerance
    guard isBent else { return }
    try divide(a, middle, depth: depth + 1, image, &points)
    points.append(middle.image)
    try divide(middle, b, depth: depth + 1, image, &points)
  }
}
