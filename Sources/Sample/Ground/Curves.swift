/// Natural and engineered curves.
enum Curve {
  /// A Catmull-Rom curve through the control points with a vertex about every `step` metres.
  static func smooth(_ points: [Vector], step: Double, closed: Bool = false) -> [Vector] {
    guard points.count > 2 else { return resample(points, step: step) }
    var line: [Vector] = []
    let count = points.count
    let spans = closed ? count : count - 1
    for index in 0..<spans {
      let p1 = points[index]
      let p2 = points[(index + 1) % count]
      let p0 = closed || index > 0 ? points[(index + count - 1) % count] : p1 + (p1 - p2)
      let p3 = closed || index + 2 < count ? points[(index + 2) % count] : p2 + (p2 - p1)
      let pieces = max(1, Int((p2 - p1).length / step))
      for piece in 0..<pieces {
        let t = Double(piece) / Double(pieces)
        let a = p1 * 2 + (p2 - p0) * t
        let b = (p0 * 2 - p1 * 5 + p2 * 4 - p3) * (t * t)
        let c = (p1 * 3 - p0 - p2 * 3 + p3) * (t * t * t)
        line.append((a + b + c) * 0.5)
      }
    }
    if !closed { line.append(points[count - 1]) }
    return line
  }

  /// The same line with a vertex about every `step` metres.
  static func resample(_ points: [Vector], step: Double) -> [Vector] {
    guard let last = points.last else { return [] }
    var line: [Vector] = []
    for (a, b) in zip(points, points.dropFirst()) {
      let pieces = max(1, Int(((b - a).length / step).rounded()))
      for piece in 0..<pieces { line.append(a + (b - a) * (Double(piece) / Double(pieces))) }
    }
    line.append(last)
    return line
  }

  /// Moves each vertex sideways by smooth noise of the given amplitude and wavelength in metres.
  static func wobble(
    _ line: [Vector], amplitude: Double, wavelength: Double, noise: Noise
  ) -> [Vector] {
    guard amplitude > 0 else { return line }
    let normals = Curve.normals(line)
    var travelled = 0.0
    return line.indices.map { index in
      if index > 0 { travelled += (line[index] - line[index - 1]).length }
      let t = travelled / wavelength * 2
      let shift = 0.75 * noise(t) + 0.25 * noise(t * 2.7, 7.5)
      return line[index] + normals[index] * (shift * amplitude)
    }
  }

  /// The parallel line at `distance` metres to the left (negative: to the right).
  static func offset(_ line: [Vector], by distance: Double) -> [Vector] {
    offset(line) { _ in distance }
  }

  static func offset(_ line: [Vector], by distance: (Int) -> Double) -> [Vector] {
    let normals = Curve.normals(line)
    return line.indices.map { line[$0] + normals[$0] * distance($0) }
  }

  /// Left normals, lengthened at bends so that offset lines stay parallel.
  static func normals(_ line: [Vector]) -> [Vector] {
    line.indices.map { index in
      let before = index > 0 ? (line[index] - line[index - 1]).unit.left : nil
      let after = index + 1 < line.count ? (line[index + 1] - line[index]).unit.left : nil
      guard let a = before ?? after, let b = after ?? before else { return Vector(0, 1) }
      let middle = (a + b).unit
      return middle * (1 / max(0.6, middle.dot(a)))
    }
  }

  /// Douglas-Peucker with the given tolerance in metres; keeps both ends.
  static func simplify(_ line: [Vector], tolerance: Double) -> [Vector] {
    guard line.count > 2 else { return line }
    var keep = [Bool](repeating: false, count: line.count)
    keep[0] = true
    keep[line.count - 1] = true
    var stack = [(0, line.count - 1)]
    while let (low, high) = stack.popLast() {
      var far = -1
      var most = tolerance
      for index in low + 1..<max(low + 1, high) {
        let away = distance(line[index], line[low], line[high])
        if away > most {
          most = away
          far = index
        }
      }
      if far >= 0 {
        keep[far] = true
        stack.append((low, far))
        stack.append((far, high))
      }
    }
    return line.indices.filter { keep[$0] }.map { line[$0] }
  }
}
