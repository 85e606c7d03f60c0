import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Records
import Reports
import Storage
import Survey

extension Workbench {
  /// The ground, measures and lines of the district's map.
  func districtMap(_ laid: LaidPlan) throws -> DistrictMap {
    let base = laid.state.ledger.before
    let measures = laid.plan.side
    return DistrictMap(
      base: (0..<base.count).map {
        MapPatch(code: base.key($0), geometry: base.polygons.multiPolygon(of: $0))
      },
      measures: (0..<measures.count).map {
        MapPatch(code: measures.key($0), geometry: measures.polygons.multiPolygon(of: $0))
      },
      controls: try mapControls(nil))
  }

  private static let drawn: [ImportRole] = [.pbf, .erl, .udb, .township, .village]

  private func mapControls(_ box: Bounds?) throws -> [MapControl] {
    var controls: [MapControl] = []
    for role in Workbench.drawn {
      guard let layer = try workspace.layer(role: LayerRole(role.rawValue)) else { continue }
      try records.forEachUnit(in: layer, bounds: box) { name, zone, geometry in
        controls.append(
          MapControl(kind: role, name: role == .udb ? zone : name, geometry: geometry))
      }
    }
    return controls
  }

  /// Small maps of the largest witnesses of every verdict that did not pass.
  func witnessMaps(_ verification: Verification) throws -> [WitnessMap] {
    let base = verification.laid.state.ledger.before
    let index = SpatialIndex(base.polygons.boxes)
    var maps: [WitnessMap] = []
    for verdict in verification.evaluation.verdicts where !verdict.verdict.isClear {
      for (rank, witness) in verdict.witnesses.prefix(Workbench.mapsPerVerdict).enumerated() {
        guard let geometry = verification.geometry(of: witness), let box = geometry.bounds
        else { continue }
        let view = WitnessMap.viewport(of: box)
        let steps = GridPoint.stepsPerMetre
        let near = index.items(
          in: Bounds(
            minX: view.minX * steps, minY: view.minY * steps, maxX: view.maxX * steps,
            maxY: view.maxY * steps))
        maps.append(
          WitnessMap(
            rule: verdict.reference, rank: rank + 1, fromID: witness.fromID, toID: witness.toID,
            fromClass: witness.fromClass, toClass: witness.toClass,
            area: Area(hundredths: witness.area ?? 0), note: witness.note?.zh, geometry: geometry,
            context: near.map {
              MapPatch(code: base.key($0), geometry: base.polygons.multiPolygon(of: $0))
            },
            controls: try mapControls(view)))
      }
    }
    return maps
  }

  private static let mapsPerVerdict = 6
}
