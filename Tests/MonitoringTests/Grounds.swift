import Classes
import Flow
import Geometry
import Groundwork
import Planning
import Sample
import Synchronization

/// Sides and plans made on the spot, in the plane.
enum Grounds {
  static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Polygon {
    func point(_ x: Double, _ y: Double) -> GridPoint {
      GridPoint(
        x: Int64(((40_500_000 + x) * 10_000).rounded()),
        y: Int64(((3_300_000 + y) * 10_000).rounded()))
    }
    return Polygon([
      point(x, y), point(x + width, y), point(x + width, y + height), point(x, y + height),
    ])
  }

  static func side(_ name: String, _ patches: [(code: String, Polygon)]) -> FlowSide {
    side(name, patches.enumerated().map { ("\(name)\($0 + 1)", $1.code, $1.1) })
  }

  static func side(
    _ name: String, _ patches: [(id: String, code: String, ground: Polygon)]
  ) -> FlowSide {
    var side = FlowSide(name: name)
    var labels = ClassLabels(system: .sd3Work)
    var rings = RingBuffer()
    for (index, patch) in patches.enumerated() {
      rings.clear()
      rings.append(MultiPolygon(patch.ground))
      side.polygons.append(rings)
      side.append(
        fid: Int64(index + 1), id: patch.id,
        class: labels.index(source: patch.code, code: patch.code), area: nil)
    }
    side.classes = labels.classes
    return side
  }

  static func plan(
    _ measures: [(measure: Measure, code: String, ground: Polygon)]
  ) -> ConsolidationPlan {
    ConsolidationPlan(
      name: "p", measures: measures.map(\.measure), stated: [],
      side: side("p", measures.map { ($0.measure.id, $0.code, $0.ground) }))
  }
}

/// The sample district, made once.
enum Districts {
  private static let made = Mutex<SampleDistrict?>(nil)

  static func sample() throws -> SampleDistrict {
    try made.withLock { known in
      if let known { return known }
      let district = try SampleDistrict.generate(seed: 7)
      known = district
      return district
    }
  }
}

extension FlowSide {
  init(_ name: String, _ patches: [LandPatch]) {
    self = Grounds.side(name, patches.map { ($0.id, $0.classCode, $0.geometry) })
  }
}

extension ConsolidationPlan {
  init(_ measures: [MeasurePatch]) {
    self = Grounds.plan(
      measures.map {
        (
          Measure(
            id: $0.id, project: $0.projectCode, projectName: $0.projectName, stage: $0.stage),
          $0.classCode, $0.geometry
        )
      })
  }
}
