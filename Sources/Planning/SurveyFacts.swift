import Classes
import Flow
import Geometry
import Groundwork
import Overlay
import Policy

/// Facts about the survey itself and its units.
enum SurveyFacts {
  /// The patches of an epoch. A patch is in a park when at least half of it lies inside; without a
  /// layer of parks that is unknown.
  static func patches(
    _ side: FlowSide, parks: CuttingLayer?, _ catalogue: FactCatalogue
  ) throws -> FactTable {
    var inside = [Double](repeating: 0, count: side.count)
    if let parks {
      for entry in try AreaTable.between(side.polygons, parks.polygons).entries {
        inside[Int(entry.a)] += entry.planar
      }
    }
    return try FactTable(
      "patches",
      columns: [
        ("id", .wholes(side.fids)),
        ("code", .texts((0..<side.count).map { Int32($0) }, of: side.ids)),
        ("class", .texts(side.classOf, of: side.classes.map { $0.classText ?? "" })),
        ("use", .texts(side.classOf, of: side.classes.map { $0.use?.rawValue ?? "" })),
        ("area", .areas(side.areas)),
        (
          "in_park",
          .truths(
            inside.indices.map { patch in
              parks == nil
                ? nil : inside[patch] >= side.polygons.planarSquareMetres(of: patch) / 2
            })
        ),
      ], of: catalogue)
  }

  /// The villages that the survey names. The area inside is the sum of the patches that lie in them;
  /// a village is touched when a measure takes ground of such a patch.
  static func villages(
    _ state: PlannedState, _ ground: PlanGround, _ catalogue: FactCatalogue
  ) throws -> FactTable? {
    guard !ground.villages.isEmpty else { return nil }
    var inside = [Area](repeating: .zero, count: ground.villages.count)
    var touched = [Bool](repeating: false, count: ground.villages.count)
    for (patch, area) in zip(ground.base, state.ledger.before.areas) {
      if let village = patch.village { inside[village] += area }
    }
    for row in state.ledger.rows where row.area > .zero {
      guard let from = row.from, let to = row.to, state.measure(ofPatch: Int(to)) != nil,
        let village = ground.base[Int(from)].village
      else { continue }
      touched[village] = true
    }
    var table = try FactTable(
      "villages", fields: ["id", "code", "name", "touched", "area", "area_inside"], of: catalogue)
    for (index, village) in ground.villages.enumerated() {
      try table.append([
        .whole(Int64(index + 1)), .text(village.code), .text(village.name),
        .truth(touched[index]), village.area.map { .area($0) } ?? .missing,
        .area(inside[index]),
      ])
    }
    return table
  }

  /// What the workspace states about its data: coordinate grid, year and province.
  static func setScalars(_ facts: inout Facts, _ ground: PlanGround) throws {
    try facts.set(
      "xy_tolerance", .exact(Rational(1, over: Int128(GridPoint.stepsPerMetre)) ?? .zero))
    if let year = ground.surveyYear {
      // The planned state is derived from the base epoch, so both have the same year.
      try facts.set("survey_year_before", .whole(Int64(year)))
      try facts.set("survey_year_after", .whole(Int64(year)))
    }
    let provinces = Set(ground.townshipFacts.map { String($0.code.prefix(2)) })
    if provinces.count == 1, let province = provinces.first, province.count == 2 {
      try facts.set("province_code", .text(province))
    }
  }
}
