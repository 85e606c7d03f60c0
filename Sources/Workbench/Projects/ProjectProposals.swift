import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Storage

/// A card that is not yet in the library, or one that shall replace a card.
public struct ProjectDraft: Sendable, Hashable {
  public var id: String
  /// The version of the project on which it was written; 0 for a new one.
  public var version: Int64
  public var card: ProjectCard

  public init(id: String, version: Int64 = 0, card: ProjectCard) {
    self.id = id
    self.version = version
    self.card = card
  }
}

extension Workbench {
  /// The years that a stage of a proposal may last.
  public static let stageYears = 1...50

  /// A card for each project code that the measures of a plan carry and the library does not have yet:
  /// title, element, groups, implementers, stage, cost and ground as the measures state them.
  ///
  /// The stage k of the works begins `years` × (k − 1) years after the first; the cost of the measures is
  /// spread over the years of the project in whole 分, the remainder on its first year. Where a measure
  /// states no cost, the cost of its project is unknown and left out.
  /// Measures without a code are left out.
  /// - Throws: Diagnostics of a missing plan; `project.years`; `project.codes` for codes that cannot be
  ///   ids of projects.
  public func projectProposals(
    plan name: String, firstYear: Int, years: Int = 1, area: String = ""
  ) throws -> [ProjectDraft] {
    guard Workbench.stageYears.contains(years), ProjectCardCheck.years.contains(firstYear) else {
      throw Workbench.wrongYears()
    }
    let known = Set(try projects().map(\.id))
    let measures = try planMeasures(name)
    let byProject = Dictionary(grouping: measures.filter { !$0.project.isEmpty }, by: \.project)
    let wrong = byProject.keys.filter { !StreamName.isPart($0) }.sorted()
    guard wrong.isEmpty else { throw Workbench.wrongCodes(wrong, name) }
    return byProject.keys.sorted().compactMap { code in
      guard let own = byProject[code], !known.contains(code) else { return nil }
      let stage = min(max(own.compactMap(\.stage).min() ?? 1, 1), 99)
      let first = firstYear + (stage - 1) * years
      let span = first...(first + years - 1)
      let costs = own.compactMap(\.cost)
      let total = costs.count == own.count ? costs.reduce(Money.zero, +) : .zero
      var card = ProjectCard(
        title: own.lazy.map(\.projectName).first { !$0.isEmpty } ?? code,
        element: .init(planned: Workbench.commonest(own.map(\.element)).first ?? ""),
        groups: Workbench.commonest(own.map(\.group)), area: area, firstYear: first,
        lastYear: span.upperBound, stage: stage, costs: Workbench.spread(total, over: span),
        ground: .init(plan: name, measures: own.map(\.id).sorted()))
      card.duties.implement = Workbench.commonest(own.map(\.implementer))
      return ProjectDraft(id: code, card: card)
    }
  }

  private static func wrongYears() -> Diagnostic {
    let (lengths, years) = (stageYears, ProjectCardCheck.years)
    return Diagnostic(
      code: "project.years",
      Localized(
        zh: "首年为 \(years.lowerBound) 至 \(years.upperBound)，"
          + "每阶段 \(lengths.lowerBound) 至 \(lengths.upperBound) 年。",
        en: "the first year is \(years.lowerBound) to \(years.upperBound), and a stage lasts "
          + "\(lengths.lowerBound) to \(lengths.upperBound) years."))
  }

  private static func wrongCodes(_ codes: [String], _ plan: String) -> Diagnostic {
    let shown = codes.prefix(5).joined(separator: "、") + (codes.count > 5 ? "…" : "")
    return Diagnostic(
      code: "project.codes",
      Localized(
        zh: "\(codes.count) 个项目代码不能作为项目编号：\(shown)。",
        en: "\(codes.count) project codes cannot be ids of projects: \(shown)."),
      remedy: Localized(
        zh: "编号由字母、数字和 -._:@ 组成，不超过 128 个字符；请在方案中改正。",
        en: "An id has letters, digits and -._:@, at most 128 of them; correct the plan."),
      layer: plan)
  }

  /// Enters new cards, all of them or none.
  /// - Throws: `EventConflict`; diagnostics `access.refused`, `project.*`.
  public func proposeProjects(
    _ drafts: [ProjectDraft], by context: DeedContext, _ authority: Authority
  ) throws {
    try workspace.write { writer in
      let events = writer.events
      try events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
      let json = CanonicalJSON()
      let appends = try drafts.map { draft in
        let command = ProjectDecider.Command.propose(draft.card)
        let state = ProjectRecord()
        try demand(command, state, draft.id, authority, at: context.time)
        return StreamAppend(
          try StreamName(ProjectEvent.category, draft.id), expected: .exactly(0),
          events: try ProjectDecider.decide(command, in: state, by: context).map {
            try EventDraft($0, by: json)
          })
      }
      guard !appends.isEmpty else { return }
      try events.append(
        AppendBatch(
          time: context.time, actor: context.actor, basis: context.basis, appends: appends))
      try events.update(ProjectBoard.self)
    }
  }

  /// Projects as a workbook, with areas as they are now, and what does not fit together in the whole
  /// library as far as it concerns them.
  public func projectWorkbook(_ rows: [ProjectBoard.Row]) throws -> ProjectWorkbook {
    let cards = Dictionary(
      rows.compactMap { row in row.record.card.map { (row.id, $0) } }, uniquingKeysWith: { $1 })
    let findings = try projectFindings(ProjectLibrary(projects())).filter { finding in
      finding.feature.map { cards[$0] != nil } ?? true
    }
    return ProjectWorkbook(rows, ground: try projectGround(cards), findings: findings)
  }

  /// The texts without the empty one, the commonest first.
  static func commonest(_ texts: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for text in texts where !text.isEmpty { counts[text, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// An amount in equal parts of whole 分; the first year takes the remainder.
  static func spread(_ total: Money, over years: ClosedRange<Int>) -> [ProjectCard.YearCost] {
    guard total > .zero else { return [] }
    let part = total.fen / Int64(years.count)
    let first = total.fen - part * Int64(years.count - 1)
    return years.map { year in
      .init(year: year, amount: Money(fen: year == years.lowerBound ? first : part))
    }
  }
}
