import Access
import EventLog
import Finance
import Foundation
import Groundwork
import Records
import Storage

/// Fund plans and plans of sharing as files that are checked as a whole, then kept as a whole or not at all.
extension Workbench {
  /// Names a version of a plan by its content.
  public static func version(ofPlan body: [UInt8]) -> String {
    String(SHA256.hexadecimal(body).prefix(24))
  }

  /// The example of a file, with comments.
  /// - Throws: Diagnostic `program.files-missing`.
  public static func planTemplate(_ kind: PlanFileKind) throws -> String {
    try String(
      contentsOfFile: ProgramHome.path("Policies/finance/\(kind.template)"), encoding: .utf8)
  }

  /// - Throws: Diagnostic `fund.missing`.
  public func fundFile(_ name: String) throws -> PlanFile {
    guard let body = try workspace.document(.fund, key: name) else { throw noFundPlan(name) }
    let plan = try CanonicalJSON.value(FundPlan.self, body)
    return PlanFile(
      name: name, text: plan.yaml, version: Workbench.version(ofPlan: body),
      base: plan.ground?.base ?? "", plan: plan.ground?.plan ?? "")
  }

  /// - Throws: Diagnostic `fund.no-sharing`.
  public func sharingFile(_ name: String) throws -> PlanFile {
    guard let body = try workspace.document(.sharing, key: name) else { throw noSharing(name) }
    let plan = try CanonicalJSON.value(SharingPlan.self, body)
    return PlanFile(name: name, text: plan.yaml, version: Workbench.version(ofPlan: body))
  }

  /// Keeps a file as a fund plan, or tells all that is wrong with it.
  ///
  /// - Parameter replacing: is given the version that is kept, and throws where another was expected.
  /// - Throws: Diagnostics `access.refused`, `log.stream-name`; what `replacing` throws.
  public func enterFundPlan(
    _ entry: PlanEntry, by context: DeedContext, _ authority: Authority,
    replacing: (String?) throws -> Void
  ) throws -> PlanEntered {
    _ = try StreamName("fund", entry.name)
    try authority.demand(
      .change, Workbench.fundObject(entry.name, context.actor, authority.law.directory),
      at: context.time)
    let (read, problems) = try readFundFile(
      entry.text, file: entry.file, base: entry.base, plan: entry.plan)
    let body = try workspace.document(.fund, key: entry.name)
    let held = try body.map { try CanonicalJSON.value(FundPlan.self, $0) }
    var entered = PlanEntered(
      version: body.map(Workbench.version(ofPlan:)) ?? "", problems: problems)
    guard let plan = read else { return entered }
    (entered.changes, entered.unchanged) = PlanPart.compare(held?.parts ?? [], plan.parts)
    entered.figures = try Workbench.figures(held, plan)
    try keep(
      .fund, entry, body: CanonicalJSON().bytes(plan), isChanged: plan != held, &entered, replacing)
    return entered
  }

  /// Keeps a file as a plan of sharing, or tells all that is wrong with it.
  ///
  /// - Parameter replacing: is given the version that is kept, and throws where another was expected.
  /// - Throws: Diagnostics `access.refused`, `log.stream-name`, `fund.missing` for the fund plan; what
  ///   `replacing` throws.
  public func enterSharing(
    _ entry: PlanEntry, by context: DeedContext, _ authority: Authority,
    replacing: (String?) throws -> Void
  ) throws -> PlanEntered {
    _ = try StreamName("sharing", entry.name)
    try authority.demand(
      .change, Workbench.fundObject(entry.name, context.actor, authority.law.directory),
      at: context.time)
    let (read, problems) = try readSharingFile(entry.text, file: entry.file, fund: entry.fund)
    let body = try workspace.document(.sharing, key: entry.name)
    let held = try body.map { try CanonicalJSON.value(SharingPlan.self, $0) }
    var entered = PlanEntered(
      version: body.map(Workbench.version(ofPlan:)) ?? "", problems: problems)
    guard let plan = read else { return entered }
    (entered.changes, entered.unchanged) = PlanPart.compare(held?.parts ?? [], plan.parts)
    entered.figures = try Workbench.figures(held, plan)
    try keep(
      .sharing, entry, body: CanonicalJSON().bytes(plan), isChanged: plan != held, &entered,
      replacing)
    return entered
  }

  private func keep(
    _ kind: DocumentKind, _ entry: PlanEntry, body: [UInt8], isChanged: Bool,
    _ entered: inout PlanEntered, _ replacing: (String?) throws -> Void
  ) throws {
    if isChanged, entered.changes.isEmpty {
      entered.changes.append(
        PlanEntered.Change(
          id: "", title: Localized(zh: "方案", en: "plan"),
          field: Localized(zh: "行的次序", en: "order of rows"), before: "", after: ""))
    }
    guard !entry.isTrial else { return }
    try workspace.write { writer in
      try replacing(
        writer.reader.document(kind, key: entry.name).map(Workbench.version(ofPlan:)))
      if isChanged { try writer.putDocument(kind, key: entry.name, body: body) }
    }
    entered.isWritten = isChanged
  }

  // MARK: Figures

  private static func figures(_ held: FundPlan?, _ plan: FundPlan) throws -> [PlanEntered.Figure] {
    let (before, after) = (try held.map(fundFigures), try fundFigures(plan))
    return figures(fundTitles, before, after)
  }

  private static func figures(
    _ titles: [(id: String, title: Localized)], _ before: [String]?, _ after: [String]
  ) -> [PlanEntered.Figure] {
    zip(titles, after.indices).map { title, index in
      PlanEntered.Figure(
        id: title.id, title: title.title, before: before?[index] ?? "", after: after[index])
    }
  }

  private static let fundTitles = [
    (id: "years", title: Localized(zh: "年份", en: "Years")),
    (id: "rows", title: Localized(zh: "收支行", en: "Rows")),
    (id: "sources", title: Localized(zh: "资金来源", en: "Sources of money")),
    (id: "cost", title: Localized(zh: "全期成本（万元）", en: "Cost, 10,000 yuan")),
    (id: "revenue", title: Localized(zh: "全期收入（万元）", en: "Revenue, 10,000 yuan")),
    (id: "value", title: Localized(zh: "净现值（万元）", en: "NPV, 10,000 yuan")),
    (id: "lowest", title: Localized(zh: "最低现金（万元）", en: "Lowest cash, 10,000 yuan")),
  ]

  private static func fundFigures(_ plan: FundPlan) throws -> [String] {
    let table = try FundEngine(plan).table()
    let metrics = FundMetrics(table, plan)
    return [
      "\(plan.firstYear)–\(plan.firstYear + plan.years - 1)", String(plan.lines.count),
      String(plan.loans.count), tenThousand(table.cost.reduce(.zero, +)),
      tenThousand(table.revenue.reduce(.zero, +)), tenThousand(metrics.presentValue),
      tenThousand(metrics.lowestCash),
    ]
  }

  private static func tenThousand(_ money: Money) -> String {
    String(format: "%.2f", money.tenThousandYuan)
  }

  private static func figures(
    _ held: SharingPlan?, _ plan: SharingPlan
  ) throws -> [PlanEntered.Figure] {
    let (before, after) = (try held.map(sharingFigures), try sharingFigures(plan))
    return figures(sharingTitles, before, after)
  }

  private static let sharingTitles = [
    (id: "pools", title: Localized(zh: "收入池", en: "Pools")),
    (id: "items", title: Localized(zh: "补偿项目", en: "Items")),
    (id: "households", title: Localized(zh: "农户", en: "Households")),
    (id: "income", title: Localized(zh: "收入合计（元）", en: "Income, yuan")),
    (id: "total", title: Localized(zh: "各户合计（元）", en: "All households, yuan")),
  ]

  private static func sharingFigures(_ plan: SharingPlan) throws -> [String] {
    let result = try SharingResult(plan)
    return [
      String(plan.pools.count), String(plan.items.count), String(plan.households.count),
      PlanText.money(plan.pools.reduce(Money.zero) { $0 + $1.income }),
      PlanText.money(result.totals.reduce(.zero, +)),
    ]
  }
}

/// The kinds of plans that are files.
public enum PlanFileKind: String, Sendable, CaseIterable {
  case fund, sharing

  fileprivate var template: String { self == .fund ? "example.yaml" : "sharing.yaml" }
}
