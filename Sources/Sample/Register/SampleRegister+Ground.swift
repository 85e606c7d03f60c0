import Classes
import Groundwork

/// The rows that account for the plan's effect on the ground, computed from the plan itself.
extension SampleRegister {
  /// Days by stage: the topsoil is stripped at the start of the works and spread when they end;
  /// what is not yet spread on the day of the evaluation has that day.
  private static let stripped = ["2024-03-20", "2025-04-10", "2026-05-10"]
  private static let spread = ["2024-12-10", "2026-03-20", "2026-06-01"]

  var groundRecords: [String] {
    let stages = Dictionary(uniqueKeysWithValues: projects.map { ($0.code, $0.stage) })
    let ground = district.ground
    return basicFarmlandRecords(ground) + balanceRecords(ground)
      + collection("conversions", ground.compactMap(conversion))
      + collection("expropriations", ground.compactMap(expropriation))
      + collection(
        "topsoil",
        ground.compactMap { topsoil($0, stage: stages[Names.project($0.project)] ?? 1) })
      + collection("industrial_parcels", industrialParcels)
  }

  private func collection(_ name: String, _ rows: [String]) -> [String] {
    rows.isEmpty ? ["  \(name): []"] : ["  \(name):"] + rows.map { "    - {\($0)}" }
  }

  private func exact(_ squareMetres: Double) -> String {
    "\(Area(roundingUp: squareMetres).decimal) m2"
  }

  /// Additions come before removals.
  private func basicFarmlandRecords(_ ground: [ProjectGround]) -> [String] {
    func rows(
      _ side: KeyPath<ProjectGround, [String: ProjectGround.Graded]>, _ more: String
    ) -> [String] {
      ground.flatMap { one in
        one[keyPath: side].sorted { $0.key < $1.key }.map { township, land in
          let isRoad = WorkKind.of(project: one.project) == .roads
          return "code: \(Names.project(one.project))-\(township), township: \"\(township)\", "
            + "project: \(Names.project(one.project)), \(more), "
            + "reason: \(isRoad ? "major_project" : "fragmented"), "
            + "area: \(land.area.decimal) m2, grade: \(land.grade)"
        }
      }
    }
    return collection(
      "pbf_events",
      rows(\.basicIn, "direction: in, date: 2024-10-01")
        + rows(\.basicOut, "direction: out, date: 2024-11-01"))
  }

  /// A standard yield (标准产量) by grade, kg a hectare and year, of a plausible size.
  private static func standardYield(_ grade: Int) -> Int { 16_500 - 900 * grade }

  /// 占补平衡: farmland that is built on is compensated by paddy from the plan's field projects, the
  /// best grade first.
  private func balanceRecords(_ ground: [ProjectGround]) -> [String] {
    var pool = ground.filter { WorkKind.of(project: $0.project) == .fields }
      .map { (left: $0.newPaddy.squareMetres, grade: $0.newPaddy.grade) }
      .sorted { $0.grade < $1.grade }
    var rows: [String] = []
    for one in ground where one.built.squareMetres > 0 {
      let occupied = one.built.area
      var supplied = 0.0
      var grade = pool.first?.grade ?? 10
      for index in pool.indices where supplied < occupied.squareMetres && pool[index].left > 0 {
        let drawn = min(pool[index].left, occupied.squareMetres - supplied)
        pool[index].left -= drawn
        supplied += drawn
        grade = pool[index].grade
      }
      let made = min(occupied, Area(roundingUp: supplied))
      func capacity(_ area: Area, _ grade: Int) -> Int {
        Int((area.hectares * Double(SampleRegister.standardYield(grade))).rounded())
      }
      rows.append(
        "code: \(Names.project(one.project)), occupied: \(occupied.decimal) m2, "
          + "supplied: \(made.decimal) m2, "
          + "occupied_capacity: \(capacity(occupied, one.built.grade)), "
          + "supplied_capacity: \(capacity(made, grade)), "
          + "occupied_paddy: \(min(occupied, Area(roundingUp: one.builtPaddy)).decimal) m2, "
          + "supplied_paddy: \(made.decimal) m2, occupied_grade: \(one.built.grade), "
          + "supplied_grade: \(grade), yield_standard: \(SampleRegister.standardYield(grade))")
    }
    return collection("balance_projects", rows)
  }

  private func conversion(_ ground: ProjectGround) -> String? {
    guard ground.converted > 0 else { return nil }
    return "project: \(Names.project(ground.project)), area: \(exact(ground.converted)), "
      + "pbf_area: \(exact(ground.convertedBasic)), "
      + "authority: \(ground.convertedBasic > 0 ? "state_council" : "province")"
  }

  private func expropriation(_ ground: ProjectGround) -> String? {
    guard ground.takenBasic + ground.takenFarmland + ground.takenOther > 0 else { return nil }
    return "project: \(Names.project(ground.project)), pbf_area: \(exact(ground.takenBasic)), "
      + "other_farmland: \(exact(ground.takenFarmland)), other_land: \(exact(ground.takenOther)), "
      + "authority: \(ground.takenBasic > 0 ? "state_council" : "province")"
  }

  /// The plough layer of farmland that is built on: 30 cm of paddy, 20 cm of dry land, nine tenths
  /// of the stripped soil is used elsewhere.
  private func topsoil(_ ground: ProjectGround, stage: Int) -> String? {
    guard ground.built.squareMetres > 0 else { return nil }
    let isPaddy = ground.builtPaddy * 2 > ground.built.squareMetres
    let metres = isPaddy ? 0.3 : 0.2
    let demand = Int(ground.built.squareMetres * metres * 0.92 * 0.9)
    return "project: \(Names.project(ground.project)), area: \(ground.built.area.decimal) m2, "
      + "thickness: \(isPaddy ? 30 : 20), demand: \(demand), paddy: \(isPaddy), "
      + "stripped: \(SampleRegister.stripped[stage - 1]), used: \(SampleRegister.spread[stage - 1])"
  }

  /// Every measure that makes or renews industrial land is a parcel; every third is of class A.
  private var industrialParcels: [String] {
    let parcels = district.measures.filter {
      LandClass(known: $0.classCode, in: .sd3Work)?.use == .industry
    }
    return parcels.enumerated().map { index, parcel in
      let mu = parcel.area.mu
      // 220,000 yuan of tax a year and 3 million of investment on each 亩.
      let tax = Int((mu * 22).rounded(.up))
      let investment = Int((mu * 300).rounded(.up))
      return "code: \"\(parcel.id)\", area: \(parcel.area.decimal) m2, "
        + (index % 3 == 0 ? "class: A, score: 93.5, " : "class: B, score: 84, ")
        + "tax: \(tax), tax_agreed: \(Int(mu * 20)), "
        + "investment_agreed: \(investment) wan_yuan, investment_made: \(investment + 20) wan_yuan"
    }
  }
}
