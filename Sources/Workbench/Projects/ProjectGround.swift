import Flow
import Foundation
import Geometry
import Governance
import Groundwork
import Planning
import Records
import Storage
import Survey

/// The ground of a project as the flow ledger has it.
public struct ProjectGroundFigures: Sendable {
  /// So much ground had one class and has another in the plan.
  public struct Flow: Sendable, Hashable {
    public var from: String
    public var to: String
    public var area: Area
  }

  /// The area of those measures that the planned state has; `nil` without a planned state of the plan.
  public var area: Area?
  /// Largest first; `nil` without a ledger, or where they were not asked for.
  public var flows: [Flow]?
  /// How many measures the card names, and how many of them the planned state has.
  public var named: Int
  public var found = 0

  /// The area of all measures that the card names; `nil` where that of one is unknown.
  public var wholeArea: Area? { found == named ? area : nil }
}

/// A measure of a plan, to make projects from.
public struct PlanMeasureRow: Sendable {
  public var id: String
  public var project: String
  public var projectName: String
  public var element: String
  public var group: String
  public var implementer: String
  public var stage: Int?
  public var cost: Money?
  public var landClass: String
  public var area: Area?
}

extension Workbench {
  /// The measures of a plan with what its layer says of them, without their geometry.
  /// - Throws: Diagnostic of a missing plan.
  public func planMeasures(_ name: String) throws -> [PlanMeasureRow] {
    let record = try plan(name)
    let columns = try workspace.columns(of: record.name)
    let fields: [OwnField] = [
      .id, .project, .projectName, .element, .group, .implementer, .stage, .cost, .landClass,
      .area,
    ]
    let field = FieldFinder(columns)
    let names = fields.map { field[$0].map { columns[$0].name } }
    let present = names.compactMap { $0 }
    var rows: [PlanMeasureRow] = []
    try workspace.forEachRow(in: record.name, columns: present) { values in
      func value(_ wanted: OwnField) -> Value? {
        guard let place = fields.firstIndex(of: wanted), let name = names[place] else { return nil }
        return present.firstIndex(of: name).map { values[$0] }
      }
      func text(_ wanted: OwnField) -> String { value(wanted)?.string ?? "" }
      rows.append(
        PlanMeasureRow(
          id: text(.id), project: text(.project), projectName: text(.projectName),
          element: text(.element), group: text(.group), implementer: text(.implementer),
          stage: value(.stage)?.int64.flatMap { Int(exactly: $0) },
          cost: value(.cost)?.int64.map(Money.init(fen:)), landClass: text(.landClass),
          area: value(.area)?.int64.map(Area.init(hundredths:))))
    }
    return rows
  }

  /// The ground of projects, from the planned state that was stored with the flow ledger of their plan.
  ///
  /// - Parameter withFlows: also what becomes of the ground, which reads the whole ledger.
  public func projectGround(
    _ cards: [String: ProjectCard], withFlows: Bool = false
  ) throws -> [String: ProjectGroundFigures] {
    var found: [String: ProjectGroundFigures] = [:]
    var owners: [String: [String: [String]]] = [:]
    for (id, card) in cards {
      guard let ground = card.ground else { continue }
      found[id] = ProjectGroundFigures(named: ground.measures.count)
      for measure in ground.measures {
        owners[ground.plan, default: [:]][measure, default: []].append(id)
      }
    }
    for (plan, owners) in owners {
      guard let planned = try workspace.layer(role: .planned, plan: plan) else { continue }
      let projects = Set(owners.values.joined())
      for id in projects { found[id]?.area = .zero }
      var patches: [Int64: [String]] = [:]
      let columns = [OwnField.measure.columnName, OwnField.area.columnName]
      try workspace.forEachFeature(in: planned.name, columns: columns, geometry: false) { patch in
        guard let measure = patch.values[0].string, let ids = owners[measure],
          let area = patch.values[1].int64.map(Area.init(hundredths:))
        else { return }
        for id in ids {
          guard var figures = found[id] else { continue }
          figures.area = (figures.area ?? .zero) + area
          figures.found += 1
          found[id] = figures
        }
        patches[patch.fid] = ids
      }
      if withFlows { try addFlows(of: plan, planned, patches, &found) }
    }
    return found
  }

  private func addFlows(
    of plan: String, _ planned: LayerRecord, _ patches: [Int64: [String]],
    _ found: inout [String: ProjectGroundFigures]
  ) throws {
    let ledger = try workspace.layers().first {
      $0.role == .flow && $0.plan == plan && $0.epoch == planned.epoch
    }
    guard let ledger else { return }
    struct Pair: Hashable {
      var from: String
      var to: String
    }
    var sums: [String: [Pair: Area]] = [:]
    try workspace.read { reader in
      try reader.forEachFlowRecord(in: ledger.name) { row in
        guard row.kind == .piece, let ids = row.toFID.flatMap({ patches[$0] }) else { return }
        let pair = Pair(from: row.fromClass ?? "", to: row.toClass ?? "")
        for id in ids { sums[id, default: [:]][pair, default: .zero] += row.area }
      }
    }
    for id in Set(patches.values.joined()) {
      let pairs = sums[id] ?? [:]
      found[id]?.flows = pairs.map { .init(from: $0.key.from, to: $0.key.to, area: $0.value) }
        .sorted { ($1.area, $0.from, $0.to) < ($0.area, $1.from, $1.to) }
    }
  }

  /// The measures of a project with their ground.
  public func projectPieces(
    _ card: ProjectCard
  ) throws -> [(fid: Int64, measure: String, landClass: String, geometry: MultiPolygon)] {
    guard let ground = card.ground else { return [] }
    return try planPieces(ground.plan, only: Set(ground.measures))
  }

  /// The measures of a plan with their ground: all of them, or some.
  public func planPieces(
    _ name: String, only wanted: Set<String>? = nil
  ) throws -> [(fid: Int64, measure: String, landClass: String, geometry: MultiPolygon)] {
    guard let record = try workspace.layer(role: .plan, plan: name) else { return [] }
    var pieces: [(fid: Int64, measure: String, landClass: String, geometry: MultiPolygon)] = []
    let columns = [OwnField.id.columnName, OwnField.landClass.columnName]
    try workspace.forEachFeature(in: record.name, columns: columns) { feature in
      guard let id = feature.values[0].string, wanted?.contains(id) ?? true,
        let geometry = feature.geometry
      else { return }
      pieces.append((feature.fid, id, feature.values[1].string ?? "", geometry))
    }
    return pieces
  }
}
