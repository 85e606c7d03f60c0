import Flow
import Geometry
import Groundwork
import Policy

/// The facts of a plan, as the rule engine takes them, and the pieces they were taken from.
///
/// The consolidation area (整治区域) is the ground of the base epoch. A township is touched when a
/// measure lies in it.
public struct PlanFacts: Sendable {
  public var facts: Facts
  /// Record `i` of the collection `pieces` has the number `i + 1`.
  public var atoms: [Atom]

  public static func make(
    _ state: PlannedState, plan: ConsolidationPlan, ground: PlanGround, catalogue: FactCatalogue,
    job: Job = Job()
  ) throws -> PlanFacts {
    var collector = Collector(
      state: state, plan: plan, ground: ground, catalogue: catalogue,
      atoms: try ControlCut.atoms(of: state, by: ground.cuttingLayers, job: job))
    return PlanFacts(facts: try collector.collect(), atoms: collector.atoms)
  }

  /// Farmland without its ridges; zero for other classes, `nil` where the ridges are not known.
  static func farmland(_ item: FlowClass, _ area: Area, ridges: Double?) -> Area? {
    guard let code = item.standard?.key else { return nil }
    guard code.hasPrefix("01") else { return .zero }
    guard let ridges else { return nil }
    return Area(roundingSquareMetres: area.squareMetres * (1 - ridges))
  }
}

private struct Collector {
  let state: PlannedState
  let plan: ConsolidationPlan
  let ground: PlanGround
  let catalogue: FactCatalogue
  let atoms: [Atom]
  private var touched: Set<Int32> = []
  private var measureAreas: [Area] = []

  init(
    state: PlannedState, plan: ConsolidationPlan, ground: PlanGround, catalogue: FactCatalogue,
    atoms: [Atom]
  ) {
    self.state = state
    self.plan = plan
    self.ground = ground
    self.catalogue = catalogue
    self.atoms = atoms
  }

  mutating func collect() throws -> Facts {
    var facts = Facts(catalogue)
    measureAreas = Array(repeating: .zero, count: plan.measures.count)
    for (patch, origin) in state.origins.enumerated() {
      if case .measure(let measure) = origin {
        measureAreas[Int(measure)] = state.ledger.after.areas[patch]
      }
    }
    try facts.set(try pieces())
    if let parks = ground.parks {
      try facts.set(try SurveyFacts.patches(state.ledger.before, parks: parks, catalogue))
    }
    try facts.set(try measures())
    try facts.set(try projects())
    if ground.townships != nil { try facts.set(try townships()) }
    try setScalars(&facts)
    return facts
  }

  // MARK: Pieces

  private mutating func pieces() throws -> FactTable {
    var table = try FactTable(
      "pieces",
      fields: [
        "id", "from_id", "to_id", "from_class", "to_class", "from_category", "to_category",
        "area", "width", "farmland_before", "farmland_after", "in_erl", "in_pbf", "pbf_adjust",
        "pbf_area", "udb_zone", "measure", "project", "township", "slope_class", "in_park",
        "protected_village",
      ], of: catalogue)
    let pbfIndex = ground.cutIndex(\.pbf)
    let erlIndex = ground.cutIndex(\.erl)
    let udbIndex = ground.cutIndex(\.udb)
    let townIndex = ground.cutIndex(\.townships)
    let parkIndex = ground.cutIndex(\.parks)
    let villageIndex = ground.cutIndex(\.protectedVillages)
    let (before, after) = (state.ledger.before, state.ledger.after)
    for (index, atom) in atoms.enumerated() {
      let row = state.ledger.rows[atom.row]
      // Atoms are cut from pieces, which have both sides.
      guard let from = row.from.map(Int.init), let to = row.to.map(Int.init) else { continue }
      let fromClass = before.classes[Int(before.classOf[from])]
      let toClass = after.classes[Int(after.classOf[to])]
      let measure = state.measure(ofPatch: to).map(Int.init)
      let pbf = pbfIndex.map { atom.inside[$0] }
      let udb = udbIndex.map { atom.inside[$0] }
      let town = townIndex.flatMap { atom.inside[$0] }
      if measure != nil, let town { touched.insert(town) }
      let farmBefore = PlanFacts.farmland(
        fromClass, atom.area, ridges: ground.base[from].ridgeShare)
      let farmAfter = PlanFacts.farmland(toClass, atom.area, ridges: ridgesAfter(measure, from))
      let change = measure.flatMap { plan.measures[$0].pbfChange }
      try table.append([
        .whole(Int64(index + 1)), .text(before.ids[from]), .text(after.ids[to]),
        text(fromClass.standard?.key), text(toClass.standard?.key),
        text(fromClass.category?.key), text(toClass.category?.key), .area(atom.area),
        width(atom), area(farmBefore), area(farmAfter),
        erlIndex.map { .truth(atom.inside[$0] != nil) } ?? .missing,
        pbf.map { .truth($0 != nil) } ?? .missing,
        measure == nil || plan.stated.contains(.pbfChange)
          ? .text(change?.rawValue ?? "") : .missing,
        pbfArea(pbf, change, atom, farmAfter),
        udb.map { .text(label($0, ground.udb)) } ?? .missing,
        .text(measure.map { plan.measures[$0].id } ?? ""),
        .text(measure.map { plan.measures[$0].project } ?? ""),
        town.flatMap { ground.townships?.labels[Int($0)] }.map { .text($0) } ?? .missing,
        slope(measure, from),
        parkIndex.map { .truth(atom.inside[$0] != nil) } ?? .missing,
        villageIndex.map { .text(label(atom.inside[$0], ground.protectedVillages)) } ?? .missing,
      ])
    }
    return table
  }

  private func ridgesAfter(_ measure: Int?, _ from: Int) -> Double? {
    guard let measure else { return ground.base[from].ridgeShare }
    return plan.measures[measure].ridgeShare
  }

  private func pbfArea(
    _ pbf: Int32??, _ change: Measure.LineChange?, _ atom: Atom, _ farmAfter: Area?
  ) -> FactValue {
    guard let inside = pbf else { return .missing }
    if let polygon = inside {
      guard let share = ground.pbfNetShare[Int(polygon)] else { return .missing }
      return area(Area(roundingSquareMetres: atom.area.squareMetres * share))
    }
    return change == .in ? area(farmAfter) : .area(.zero)
  }

  private func slope(_ measure: Int?, _ from: Int) -> FactValue {
    let stated = measure.flatMap { plan.measures[$0].slopeClass } ?? ground.base[from].slopeClass
    return stated.map { .whole(Int64($0)) } ?? .missing
  }

  private func width(_ atom: Atom) -> FactValue {
    guard atom.area.squareMetres < Sliver.area else { return .missing }
    let length = Sliver.perimeter(atom.geometry)
    return .number(length > 0 ? 2 * atom.geometry.planarSquareMetres / length : 0)
  }

  /// Empty outside.
  private func label(_ polygon: Int32?, _ layer: CuttingLayer?) -> String {
    polygon.flatMap { layer?.labels[Int($0)] } ?? ""
  }

  private func area(_ value: Area?) -> FactValue { value.map { .area($0) } ?? .missing }
  private func text(_ value: String?) -> FactValue { value.map { .text($0) } ?? .missing }

  // MARK: Measures, projects, townships

  private func measures() throws -> FactTable {
    var table = try FactTable(
      "measures",
      fields: [
        "id", "code", "project", "element", "target", "area", "pbf_adjust", "udb_adjust",
        "erl_adjust", "approval", "scattered", "slope_class",
      ], of: catalogue)
    for (index, measure) in plan.measures.enumerated() {
      let target = plan.side.classes[Int(plan.side.classOf[index])]
      try table.append([
        .whole(plan.side.fids[index]), .text(measure.id), .text(measure.project),
        .text(measure.element), text(target.standard?.key), .area(measureAreas[index]),
        plan.stated.contains(.pbfChange) ? .text(measure.pbfChange?.rawValue ?? "") : .missing,
        plan.stated.contains(.udbChange) ? .text(measure.udbChange?.rawValue ?? "") : .missing,
        .text(""),
        plan.stated.contains(.approval) ? .text(measure.approval ?? "") : .missing,
        plan.stated.contains(.scattered) ? .truth(measure.isScattered) : .missing,
        measure.slopeClass.map { .whole(Int64($0)) } ?? .missing,
      ])
    }
    return table
  }

  private func projects() throws -> FactTable {
    var table = try FactTable("projects", fields: ["id", "code", "name", "area"], of: catalogue)
    var sums: [String: (name: String, area: Area)] = [:]
    for (index, measure) in plan.measures.enumerated() where !measure.project.isEmpty {
      let sum = sums[measure.project]?.area ?? .zero
      sums[measure.project] = (measure.projectName, sum + measureAreas[index])
    }
    for (index, entry) in sums.sorted(by: { $0.key < $1.key }).enumerated() {
      try table.append([
        .whole(Int64(index + 1)), .text(entry.key), .text(entry.value.name),
        .area(entry.value.area),
      ])
    }
    return table
  }

  private func townships() throws -> FactTable {
    var table = try FactTable(
      "townships",
      fields: ["id", "code", "name", "touched", "farmland_designated", "pbf_designated"],
      of: catalogue)
    for (index, town) in ground.townshipFacts.enumerated() {
      try table.append([
        .whole(town.fid), .text(town.code), .text(town.name),
        .truth(touched.contains(Int32(index))), area(town.farmlandDesignated),
        area(town.pbfDesignated),
      ])
    }
    return table
  }

  private func setScalars(_ facts: inout Facts) throws {
    // A plan layer has no field that changes the red line.
    if ground.erl != nil { try facts.set("erl_removed", .area(.zero)) }
    if let before = ground.udbArea {
      try facts.set("udb_area_before", .area(before))
      if plan.stated.contains(.udbChange) {
        var after = before
        for (index, measure) in plan.measures.enumerated() {
          switch measure.udbChange {
          case .in?: after = after + measureAreas[index]
          case .out?: after = after - measureAreas[index]
          case nil: break
          }
        }
        try facts.set("udb_area_after", .area(after))
      }
    }
    let urban = ground.townshipFacts.compactMap(\.urbanConstruction2020)
    if !urban.isEmpty, urban.count == ground.townshipFacts.count {
      try facts.set("urban_construction_2020", .area(urban.total()))
    }
  }
}

extension PlannedState {
  /// The measure that makes a planned patch, if one does.
  public func measure(ofPatch patch: Int) -> Int32? {
    if case .measure(let measure) = origins[patch] { return measure }
    return nil
  }
}
