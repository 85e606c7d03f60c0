/// Cutting roads, rivers and ditches, and dividing faces.
extension Mesh {
  /// Lays a corridor along a line over the given faces.
  ///
  /// - Parameters:
  ///   - half: half the width in m at a vertex of the line, left and right.
  ///   - mark: sets the attributes of a face inside the corridor.
  /// - Returns: the faces inside the corridor and the faces beside it.
  @discardableResult
  mutating func corridor(
    _ members: [Int], along line: [Vector], half: (Int) -> (Double, Double),
    _ mark: (inout Face) -> Void
  ) -> (inside: [Int], beside: [Int]) {
    let left = Curve.offset(line) { half($0).0 }
    let right = Curve.offset(line) { -half($0).1 }
    let band = left + right.reversed()
    let bandBox = Box(band)
    var inside: [Int] = []
    var beside: [Int] = []
    for member in members {
      guard box(faces[member].ring).meets(bandBox) else {
        beside.append(member)
        continue
      }
      var parts: [Int] = []
      for part in cut(member, along: left) { parts.append(contentsOf: cut(part, along: right)) }
      for part in parts {
        let probe = self.inside(part)
        if bandBox.contains(probe), contains(band, probe) {
          mark(&faces[part])
          inside.append(part)
        } else {
          beside.append(part)
        }
      }
    }
    return (inside, beside)
  }

  /// A corridor of even width.
  @discardableResult
  mutating func corridor(
    _ members: [Int], along line: [Vector], width: Double, use: LandUse, zone: Zone? = nil
  ) -> (inside: [Int], beside: [Int]) {
    corridor(members, along: line, half: { _ in (width / 2, width / 2) }) { face in
      face.use = use
      face.width = width
      if let zone { face.zone = zone }
    }
  }

  /// Cuts all the faces along a line and separates the parts on its left from those on its right.
  mutating func divide(_ members: [Int], along line: [Vector]) -> [Int] {
    let lineBox = Box(line)
    return members.flatMap { member in
      box(faces[member].ring).meets(lineBox) ? cut(member, along: line) : [member]
    }
  }

  /// The direction of the longest side of a face once small bends are left out.
  func grain(_ face: Int) -> Vector {
    let shape = outline(faces[face].ring)
    guard let first = shape.indices.min(by: { shape[$0].x < shape[$1].x }),
      let far = shape.indices.max(by: {
        (shape[$0] - shape[first]).length < (shape[$1] - shape[first]).length
      })
    else { return Vector(1, 0) }
    let low = min(first, far)
    let high = max(first, far)
    let halves = [Array(shape[low...high]), Array(shape[high...]) + Array(shape[...low])]
    var best = Vector(1, 0)
    var most = -1.0
    for half in halves {
      let sides = Curve.simplify(half, tolerance: 7)
      for (a, b) in zip(sides, sides.dropFirst()) where (b - a).length > most {
        most = (b - a).length
        best = (b - a).unit
      }
    }
    return best
  }

  /// The least and greatest coordinate of a face in a direction.
  func extent(_ face: Int, _ direction: Vector) -> (low: Double, high: Double) {
    var low = Double.infinity
    var high = -Double.infinity
    for vertex in faces[face].ring {
      let value = places[vertex].dot(direction)
      low = min(low, value)
      high = max(high, value)
    }
    return (low, high)
  }

  /// A line across a face, perpendicular to `axis` apart from `tilt`, at the given share of its
  /// length.
  func crossLine(
    _ face: Int, axis: Vector, at share: Double, tilt: Double = 0, step: Double = 30,
    amplitude: Double = 0, wavelength: Double = 200, noise: Noise? = nil
  ) -> [Vector] {
    let along = extent(face, axis)
    let side = axis.left
    let across = extent(face, side)
    let centre =
      axis * (along.low + (along.high - along.low) * share)
      + side * ((across.low + across.high) / 2)
    let direction = side.tilted(tilt)
    let reach = (across.high - across.low) / 2 * 1.15 + 30
    let line = Curve.resample(
      [centre - direction * reach, centre + direction * reach], step: step)
    guard let noise, amplitude > 0 else { return line }
    return Curve.wobble(line, amplitude: amplitude, wavelength: wavelength, noise: noise)
  }
}
