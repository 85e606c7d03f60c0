import Access
import Classes
import EventLog
import Foundation
import Governance
import Groundwork
import Records
import Storage
import Survey

/// The use cases of the four planning levels (四级规划).
extension Workbench {
  /// All planning objects, by id, also the withdrawn ones.
  public func planningRows() throws -> [PlanningBoard.Row] {
    try workspace.readEvents { try $0.current(PlanningBoard.self) }.rows.values
      .sorted { $0.id < $1.id }
  }

  /// One object with its history.
  /// - Throws: Diagnostic `programme.missing`.
  public func planningObject(
    _ id: String
  ) throws -> (row: PlanningBoard.Row, history: [Deed<PlanningEvent>]) {
    let stream = try StreamName(PlanningEvent.category, id)
    return try workspace.readEvents { reader in
      let deeds = try reader.deeds(of: stream, as: PlanningEvent.self)
      guard !deeds.isEmpty else { throw missingObject(id) }
      return (
        PlanningBoard.Row(
          id: id, version: Int64(deeds.count), record: PlanningDecider.fold(deeds)), deeds
      )
    }
  }

  /// The tree of targets and results, as the library and the ledgers are now.
  ///
  /// - Parameter withPotential: whether who asks may see what the library of potential holds for targets.
  public func planningTree(
    _ rows: [PlanningBoard.Row], withPotential: Bool = true
  ) throws -> PlanningTree {
    var targets: [String: [TargetIndicator: Int64]] = [:]
    for row in try projects() where row.record.isActive {
      for target in row.record.card?.targets ?? [] {
        targets[row.id, default: [:]][target.indicator] = target.amount
      }
    }
    return PlanningTree(
      rows, results: try projectResults(),
      potential: withPotential ? try planningPotential(rows) : [:], projectTargets: targets)
  }

  /// Does something with a planning object; a draft makes it.
  ///
  /// - Parameters:
  ///   - files: become annexes of a drafted or revised object.
  ///   - expected: the version that the author saw; `nil` for any.
  /// - Throws: `EventConflict`; diagnostics `programme.*`, `access.refused`.
  @discardableResult
  public func performPlanning(
    _ command: PlanningDecider.Command, on id: String, files: [PlanningFile] = [],
    expected: Int64?, by context: DeedContext, _ authority: Authority
  ) throws -> PlanningBoard.Row {
    try workspace.write { writer in
      let command = try Workbench.attached(files, to: command, in: writer)
      let events = writer.events
      let stream = try StreamName(PlanningEvent.category, id)
      try events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let seen = try events.state(of: stream, PlanningDecider.self)
      if case .draft = command {
        guard seen.version == 0 else { throw takenObject(id) }
      } else if seen.version == 0 {
        throw missingObject(id)
      }
      let action = Workbench.action(of: command)
      for object in [seen.state.object, Workbench.object(of: command)].compactMap({ $0 }) {
        try authority.demand(action, Workbench.planningAccess(object, id), at: context.time)
      }
      let after = try events.perform(
        PlanningDecider.self, command, on: stream, expected: expected, by: context)
      try events.update(PlanningBoard.self)
      return PlanningBoard.Row(id: id, version: after.version, record: after.state)
    }
  }

  /// What a command makes of the object.
  private static func object(of command: PlanningDecider.Command) -> PlanningObject? {
    switch command {
    case .draft(let object), .revise(let object, _): object
    case .adopt, .withdraw: nil
    }
  }

  static func action(of command: PlanningDecider.Command) -> Action {
    switch command {
    case .draft: .create
    case .revise: .change
    case .adopt, .withdraw: .check
    }
  }

  /// An object as the rights see it: it has those of projects, where it lies.
  public static func planningAccess(
    _ object: PlanningObject?, _ id: String
  ) throws -> AccessObject {
    AccessObject(.project, id, area: try AreaCode(object?.area ?? ""))
  }

  // MARK: Results

  /// What each active project brings: its investment, and from the flow ledger of its plan the changes of
  /// its ground. Areas are unknown (missing) without a ledger, where the ledger lacks measures, and where
  /// the classes have no system.
  public func projectResults() throws -> [String: [TargetIndicator: Int64]] {
    var cards: [String: ProjectCard] = [:]
    for row in try projects() where row.record.isActive { cards[row.id] = row.record.card }
    let ground = try projectGround(cards, withFlows: true)
    var systems: [String: LandClassSystem] = [:]
    var results: [String: [TargetIndicator: Int64]] = [:]
    for (id, card) in cards {
      var result: [TargetIndicator: Int64] = [.investment: card.cost.fen, .projects: 1]
      if let stated = card.ground {
        if systems[stated.plan] == nil,
          let record = try workspace.layer(role: .planned, plan: stated.plan)
        {
          systems[stated.plan] = record.classSystem.flatMap(LandClassSystem.init(named:))
        }
        if let system = systems[stated.plan], let figures = ground[id],
          figures.wholeArea != nil, let flows = figures.flows
        {
          result.merge(Workbench.changes(flows, system)) { $1 }
        }
      } else {
        for indicator in TargetIndicator.allCases where indicator.unit == .area {
          result[indicator] = 0
        }
      }
      results[id] = result
    }
    return results
  }

  /// The changes that the indicators count; nothing where a class is not one of the system.
  private static func changes(
    _ flows: [ProjectGroundFigures.Flow], _ system: LandClassSystem
  ) -> [TargetIndicator: Int64] {
    var sums: [TargetIndicator: Int64] = [
      .newFarmland: 0, .reclaimed: 0, .ecology: 0, .builtFarmland: 0,
    ]
    for flow in flows {
      guard let old = LandClass(known: flow.from, in: system),
        let new = LandClass(known: flow.to, in: system)
      else { return [:] }
      func add(_ indicator: TargetIndicator, _ counts: Bool) {
        if counts { sums[indicator, default: 0] += flow.area.hundredths }
      }
      let wasEcological = old.use.map(ScenarioFigures.ecological.contains) == true
      let isEcological = new.use.map(ScenarioFigures.ecological.contains) == true
      add(.newFarmland, !old.isFarmland && new.isFarmland)
      add(.builtFarmland, old.isFarmland && new.category == .construction)
      add(.reclaimed, old.category == .construction && new.category != .construction)
      add(.ecology, !wasEcological && isEcological)
    }
    return sums
  }

  func missingObject(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "programme.missing",
      Localized(zh: "没有规划 \(id)。", en: "there is no planning object \(id)."),
      remedy: Localized(
        zh: "用 zhitu programme 查看编号。", en: "See the ids with zhitu programme."),
      file: workspace.path)
  }

  private func takenObject(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "programme.taken",
      Localized(zh: "已有规划 \(id)。", en: "there is a planning object \(id) already."),
      remedy: Localized(zh: "换一个编号。", en: "Choose another id."), file: workspace.path)
  }
}
