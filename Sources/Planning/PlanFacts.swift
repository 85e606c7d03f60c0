import Classes
import Flow
import Geometry
import Groundwork
import Policy
import Survey

/// The facts of a plan for the rule engine, and the pieces that they were taken from.
///
/// The consolidation area (整治区域) is the ground of the base epoch. A township is touched when a
/// measure lies in it.
public struct PlanFacts: Sendable {
  public var facts: Facts
  /// Record `i` of the collection `pieces` has the number `i + 1`.
  public var atoms: [Atom]
  /// The atoms of each record of the collection `blocks`.
  public var blocks: [[Int]] = []

  public static func make(
    _ state: PlannedState, plan: ConsolidationPlan, ground: PlanGround, catalogue: FactCatalogue,
    job: Job = Job()
  ) throws -> PlanFacts {
    var cache = Cache()
    return try make(
      state, plan: plan, revisions: Array(0..<plan.measures.count), ground: ground,
      catalogue: catalogue, cache: &cache, job: job)
  }

  /// Results that stay valid while a plan is being drawn.
  struct Cache: Sendable {
    var atoms = AtomCache()
    /// The collection `patches`.
    var patches: FactTable?
    var blocks = BlockFacts.Cache()
  }

  /// The facts of a state of a plan that is being drawn.
  ///
  /// - Parameters:
  ///   - revisions: for each measure, the number of its revision.
  ///   - cache: the results of an earlier state; on return, those of this one.
  static func make(
    _ state: PlannedState, plan: ConsolidationPlan, revisions: [Int], ground: PlanGround,
    catalogue: FactCatalogue, cache: inout Cache, job: Job
  ) throws -> PlanFacts {
    let atoms = try job.measure("control lines") {
      try ControlCut.atoms(
        of: state, revisions: revisions, by: ground.cuttingLayers, cache: &cache.atoms, job: job)
    }
    if cache.patches == nil {
      cache.patches = try SurveyFacts.patches(
        state.ledger.before, parks: ThemeLayer.park.flatMap { ground.themes[$0] },
        catalogue)
    }
    let collector = PlanFactsCollector(
      state: state, plan: plan, ground: ground, catalogue: catalogue, atoms: atoms, job: job)
    var facts = try collector.collect(&cache.blocks)
    if let patches = cache.patches { try facts.set(patches) }
    return PlanFacts(facts: facts, atoms: atoms, blocks: collector.blockAtoms)
  }

  /// Farmland without its ridges; zero for other classes, `nil` where the ridges are unknown.
  static func farmland(_ item: FlowClass, _ area: Area, ridges: Double?) -> Area? {
    guard let use = item.use else { return nil }
    guard use == .farmland else { return .zero }
    guard let ridges else { return nil }
    return Area(roundingSquareMetres: area.squareMetres * (1 - ridges))
  }
}

final class PlanFactsCollector {
  let state: PlannedState
  let plan: ConsolidationPlan
  let ground: PlanGround
  let catalogue: FactCatalogue
  let atoms: [Atom]
  let job: Job
  var blockAtoms: [[Int]] = []
  /// The townships in which a measure lies.
  var touched: Set<Int32> = []
  private var measureAreas: [Area] = []

  init(
    state: PlannedState, plan: ConsolidationPlan, ground: PlanGround, catalogue: FactCatalogue,
    atoms: [Atom], job: Job
  ) {
    self.state = state
    self.plan = plan
    self.ground = ground
    self.catalogue = catalogue
    self.atoms = atoms
    self.job = job
  }

  func collect(_ cache: inout BlockFacts.Cache) throws -> Facts {
    var facts = Facts(catalogue)
    measureAreas = Array(repeating: .zero, count: plan.measures.count)
    for (patch, origin) in state.origins.enumerated() {
      if case .measure(let measure) = origin {
        measureAreas[Int(measure)] = state.ledger.after.areas[patch]
      }
    }
    try facts.set(try pieces(&cache, &facts))
    if let villages = try SurveyFacts.villages(state, ground, catalogue) { try facts.set(villages) }
    try facts.set(try measures())
    try facts.set(try projects())
    if ground.townships != nil { try facts.set(try townships()) }
    try setScalars(&facts)
    return facts
  }

  private func area(_ value: Area?) -> FactValue { value.map { .area($0) } ?? .missing }
  private func text(_ value: String?) -> FactValue { value.map { .text($0) } ?? .missing }

  // MARK: Measures, projects, townships

  private func measures() throws -> FactTable {
    var table = try FactTable(
      "measures",
      fields: [
        "id", "code", "project", "element", "target", "area", "pbf_adjust", "udb_adjust",
        "erl_adjust", "approval", "scattered", "slope_class", "restoration",
      ], of: catalogue)
    for (index, measure) in plan.measures.enumerated() {
      let target = plan.side.classes[Int(plan.side.classOf[index])]
      try table.append([
        .whole(plan.side.fids[index]), .text(measure.id), .text(measure.project),
        .text(measure.element), text(target.classText), .area(measureAreas[index]),
        plan.stated.contains(.pbfChange) ? .text(measure.pbfChange?.rawValue ?? "") : .missing,
        plan.stated.contains(.udbChange) ? .text(measure.udbChange?.rawValue ?? "") : .missing,
        .text(""),
        plan.stated.contains(.approval) ? .text(measure.approval ?? "") : .missing,
        plan.stated.contains(.scattered) ? .truth(measure.isScattered) : .missing,
        measure.slopeClass.map { .whole(Int64($0)) } ?? .missing,
        measure.element.isEmpty
          ? .missing : .truth(measure.element == PlanElement.ecology.rawValue),
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
    try SurveyFacts.setScalars(&facts, ground)
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

extension ThemeLayer {
  /// Industrial parks (工业园区).
  public static var park: ThemeLayer? { ThemeLayer(rawValue: "park") }
}
