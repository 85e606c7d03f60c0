import Geometry
import Overlay

/// What came out of one comparison.
struct CaseFinding {
  /// `7.2`: the second operation of case 7; `7.GEOS`: what GEOS makes of the same polygons on the
  /// grid; `7.exact`: what exact arithmetic makes of them.
  var key: String
  /// The name of the operation.
  var operation: String
  var agrees: Bool
  var note: String
}

/// All that was found out about one case.
struct CaseVerdict {
  var path: String
  var number: Int
  var description: String
  var isExact: Bool
  /// The shared area by the kernel and by GEOS, in the units of the file; `nil` without an answer.
  var ours: Double
  var theirs: Double?
  var findings: [CaseFinding]
}

/// Compares the kernel with what a case states and with GEOS.
///
/// Two areas agree if they differ by less than 10⁻⁹ of the larger, plus an absolute floor: √½ step
/// times the perimeters where the inputs were rounded to the grid, one unit in the last place of the
/// file's largest number times the perimeter of the expected geometry, 10⁻¹² of the box of both
/// inputs for the sums in floating point, and ``Overlay/AreaTable/smallest``.
struct CaseJudge {
  let geos = GEOS()

  private static let relative = 1e-9

  /// One case on one frame.
  private struct Scene {
    var frame: CaseFrame
    var a: MultiPolygon
    var b: MultiPolygon
    var areaA: Double
    var areaB: Double
    var shared: Double
    /// By exact arithmetic; `nil` where there are too many edges for that.
    var exact: Double?
    var floor: Double
  }

  /// Pairs of edges beyond which exact arithmetic takes too long.
  private static let exactPairs = 4_000

  /// `nil` if the case does not have two polygonal inputs.
  func verdict(_ item: OverlayCase, path: String) throws -> CaseVerdict? {
    guard !item.a.isEmpty, !item.b.isEmpty else { return nil }
    let a = try CaseGeometry(item.a)
    let b = try CaseGeometry(item.b)
    guard a.isPolygonal, b.isPolygonal else { return nil }
    let frames = CaseFrame.frames(of: a.points + b.points)
    guard let fine = frames.first else { return nil }
    let scenes = try frames.map { try scene(a, b, $0) }
    var findings: [CaseFinding] = []
    for (index, operation) in item.operations.enumerated() {
      var notes: [String] = []
      var isCompared = false
      for (order, scene) in scenes.enumerated() {
        guard let answer = try compare(operation, scene, isFinest: order == 0) else { continue }
        isCompared = true
        if let fault = answer.fault { notes.append(fault) }
      }
      guard isCompared else { continue }
      findings.append(
        CaseFinding(
          key: "\(item.number).\(index + 1)", operation: operation.name, agrees: notes.isEmpty,
          note: notes.first ?? ""))
    }
    let unit = fine.stepsPerUnit * fine.stepsPerUnit
    if let exact = scenes[0].exact {
      let fault = difference(scenes[0].shared, exact, scenes[0], floor: scenes[0].floor).fault
      findings.append(
        CaseFinding(
          key: "\(item.number).exact", operation: "exact", agrees: fault == nil, note: fault ?? ""))
    }
    let answer = compareWithGEOS(scenes[0])
    findings.append(
      CaseFinding(
        key: "\(item.number).GEOS", operation: "GEOS", agrees: answer.fault == nil,
        note: answer.fault ?? ""))
    return CaseVerdict(
      path: path, number: item.number, description: item.description, isExact: fine.isExact,
      ours: scenes[0].shared / unit, theirs: answer.area.map { $0 / unit }, findings: findings)
  }

  private func scene(
    _ a: CaseGeometry, _ b: CaseGeometry, _ frame: CaseFrame
  ) throws -> Scene {
    let p = frame.placed(a)
    let q = frame.placed(b)
    var box: (low: SIMD2<Double>, high: SIMD2<Double>)?
    for polygon in p.polygons + q.polygons {
      for point in polygon.exterior {
        let here = SIMD2(Double(point.x), Double(point.y))
        box = box.map { (pointwiseMin($0.low, here), pointwiseMax($0.high, here)) } ?? (here, here)
      }
    }
    let side = box.map { $0.high - $0.low } ?? .zero
    var floor = 1e-12 * side.x * side.y + AreaTable.smallest * 1e8
    if !frame.isExact {
      floor += 0.5.squareRoot() * (frame.perimeter(of: a) + frame.perimeter(of: b))
    }
    return Scene(
      frame: frame, a: p, b: q, areaA: Double(p.doubledPlanarSteps) / 2,
      areaB: Double(q.doubledPlanarSteps) / 2, shared: try kernelSteps(p, q),
      exact: p.pointCount * q.pointCount <= CaseJudge.exactPairs
        ? RationalOracle.shared(p, q).approximate : nil, floor: floor)
  }

  private typealias Answer = (area: Double?, fault: String?)

  /// `nil` where the operation says nothing about the shared area.
  private func compare(
    _ operation: CaseOperation, _ scene: Scene, isFinest: Bool
  ) throws -> Answer? {
    let isTurned = operation.arguments.first == "b"
    guard operation.arguments.prefix(2) == (isTurned ? ["b", "a"] : ["a", "b"]) else { return nil }
    let first = isTurned ? scene.areaB : scene.areaA
    let second = isTurned ? scene.areaA : scene.areaB
    var name = operation.name
    for ending in ["ng", "sr", "sin"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    switch name {
    case "intersection", "union", "difference", "symdifference":
      let expected = try CaseGeometry(operation.expected)
      let ours =
        switch name {
        case "intersection": scene.shared
        case "union": first + second - scene.shared
        case "difference": first - scene.shared
        default: first + second - 2 * scene.shared
        }
      let digits = expected.points.reduce(0) { max($0, abs($1.x), abs($1.y)) }.ulp
      return difference(
        ours, scene.frame.area(of: expected), scene,
        floor: scene.floor + scene.frame.slack(of: expected, corners: digits))
    case "relate":
      guard isTrue(operation), operation.arguments.count == 3 else { return nil }
      switch operation.arguments[2].first {
      case "f": return nothing(scene)
      case "t", "2": return isFinest ? something(scene) : nil
      default: return nil
      }
    case "disjoint", "touches":
      return isTrue(operation) ? nothing(scene) : nil
    case "intersects":
      return isTrue(operation) ? nil : nothing(scene)
    case "overlaps":
      return isTrue(operation) && isFinest ? something(scene) : nil
    case "contains", "covers":
      return isTrue(operation) ? difference(scene.shared, second, scene, floor: scene.floor) : nil
    case "within", "coveredby":
      return isTrue(operation) ? difference(scene.shared, first, scene, floor: scene.floor) : nil
    case "equalstopo":
      guard isTrue(operation) else { return nil }
      let answer = difference(scene.shared, first, scene, floor: scene.floor)
      return answer.fault == nil
        ? difference(scene.shared, second, scene, floor: scene.floor) : answer
    default:
      return nil
    }
  }

  private func isTrue(_ operation: CaseOperation) -> Bool {
    operation.expected.lowercased() == "true"
  }

  private func nothing(_ scene: Scene) -> Answer {
    difference(scene.shared, 0, scene, floor: scene.floor)
  }

  private func something(_ scene: Scene) -> Answer {
    // What is smaller than the rounding of the sums may be missing.
    if let exact = scene.exact, exact > 0, exact <= scene.floor { return (nil, nil) }
    return (nil, scene.shared > 0 ? nil : "nothing shared, though the interiors meet")
  }

  private func difference(
    _ ours: Double, _ theirs: Double, _ scene: Scene, floor: Double
  ) -> Answer {
    let allowed = CaseJudge.relative * max(abs(ours), abs(theirs)) + floor
    if abs(ours - theirs) <= allowed { return (theirs, nil) }
    let unit = scene.frame.stepsPerUnit * scene.frame.stepsPerUnit
    return (theirs, "ours \(ours / unit), theirs \(theirs / unit), allowed \(allowed / unit)")
  }

  /// GEOS on the very polygons that the kernel was given, at the precision of the grid; on what it
  /// makes of them where it calls them invalid.
  private func compareWithGEOS(_ scene: Scene) -> Answer {
    do {
      var reasons = ""
      let valid = try [scene.a, scene.b].map { geometry in
        guard let fault = try geos.invalidReason(geometry) else { return geometry }
        reasons = "invalid input (\(fault.reason)): "
        return try geos.makeValid(geometry)
      }
      let shared = try geos.intersection(valid[0], valid[1])
      let perimeters = [scene.a, scene.b].reduce(0) { $0 + perimeter($1) }
      let answer = difference(
        scene.shared, Double(shared.doubledPlanarSteps) / 2, scene,
        floor: scene.floor + 0.5.squareRoot() * perimeters)
      return (answer.area, answer.fault.map { reasons + $0 })
    } catch {
      return (nil, "no answer: \(error)")
    }
  }

  private func perimeter(_ geometry: MultiPolygon) -> Double {
    var length = 0.0
    for ring in geometry.polygons.flatMap(\.rings) {
      for (index, point) in ring.enumerated() {
        let next = ring[(index + 1) % ring.count]
        let (dx, dy) = (Double(next.x - point.x), Double(next.y - point.y))
        length += (dx * dx + dy * dy).squareRoot()
      }
    }
    return length
  }
}
