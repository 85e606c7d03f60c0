import Access
import EventLog
import Finance
import Foundation
import Groundwork
import Quota
import Records
import Storage

/// A fund plan with its table, as the command line and the page show it.
public struct FundReport: Sendable {
  public var name: String
  public var engine: FundEngine
  public var table: FundTable
  public var metrics: FundMetrics
  public var breakEvens: [BreakEven]
  /// The assumptions under which table and figures were asked; break-even prices are of the plan itself.
  public var shock = FundShock()
  public var plan: FundPlan { engine.plan }
}

/// The use cases of fund plans (资金动态平衡表).
extension Workbench {
  /// Reads a fund plan; quantities of the ledger and of the quota book are looked up here.
  ///
  /// - Parameters:
  ///   - base: the base epoch and `plan` the plan whose flow ledger `ledger:` names; only needed where
  ///     the file asks for it.
  /// - Throws: Diagnostics `fund.*`.
  public func readFundPlan(
    _ text: String, file: String, base: String?, plan: String?
  ) throws -> FundPlan {
    let (read, faults) = try readFundFile(text, file: file, base: base, plan: plan)
    guard let read else { throw faults[0] }
    return read
  }

  /// As ``readFundPlan(_:file:base:plan:)``, with all that is wrong with the file.
  func readFundFile(
    _ text: String, file: String, base: String?, plan: String?
  ) throws -> (plan: FundPlan?, faults: [Diagnostic]) {
    let ground = FundPlan.Ground(base: base, plan: plan)
    var (read, faults) = try FundPlan.read(
      yaml: text, file: file, resolve: quantities(of: ground))
    read?.ground = ground
    return (read, faults)
  }

  /// Looks quantities up, each once.
  private func quantities(of ground: FundPlan.Ground) -> (FundLine.Origin) throws -> Int64 {
    var known: [FundLine.Origin: Int64] = [:]
    return { origin in
      if let found = known[origin] { return found }
      let found = try self.fundQuantity(origin, ground.base, ground.plan)
      known[origin] = found
      return found
    }
  }

  /// A fund plan with the quantities that ledger and quota book give now, and the rows that changed: a
  /// measure may have been drawn anew since the plan was entered.
  /// - Throws: Diagnostics `fund.*`; as laying a plan.
  public func fundQuantities(
    _ name: String
  ) throws -> (plan: FundPlan, changes: [FundQuantityChange]) {
    let held = try fundPlan(name)
    let now = try held.measuredAgain(
      resolve: quantities(of: held.ground ?? FundPlan.Ground(base: nil, plan: nil)))
    return (now, FundQuantityChange.between(held, now))
  }

  /// Takes over the quantities that ledger and quota book give now; prices and all else stay.
  /// - Returns: The rows that changed.
  /// - Throws: Diagnostics `access.refused`, `fund.*`.
  public func refreshFundQuantities(
    _ name: String, by context: DeedContext, _ authority: Authority
  ) throws -> [FundQuantityChange] {
    try authority.demand(
      .change, Workbench.fundObject(name, context.actor, authority.law.directory),
      at: context.time)
    let (plan, changes) = try fundQuantities(name)
    guard !changes.isEmpty else { return [] }
    try plan.check()
    try keepFundPlan(plan, as: name, by: context, authority)
    return changes
  }

  /// In 0.01 m².
  func fundQuantity(
    _ origin: FundLine.Origin, _ base: String?, _ plan: String?
  ) throws -> Int64 {
    switch origin {
    // A row that follows another takes its quantity.
    case .typed, .line: return 0
    case .quota(let kind):
      let book = try quotaBook().book
      guard book.catalogue.kind(kind) != nil else { throw Workbench.noFundQuantity(kind) }
      return book.total(kind: kind) { $0.isStock }.positivePart.quantity.hundredths
    case .ledger(let id): return try ledgerArea(id, base, plan, only: nil).hundredths
    case .ledgerOf(let id, let projects):
      return try ledgerArea(id, base, plan, only: Set(projects)).hundredths
    }
  }

  /// Ground that is reclaimed serves link first; new farmland counts what is not reclaimed.
  private func ledgerArea(
    _ id: String, _ base: String?, _ plan: String?, only projects: Set<String>?
  ) throws -> Area {
    guard let base, let plan else {
      throw Diagnostic(
        code: "fund.no-ledger",
        Localized(
          zh: "数量取自地类流向台账，须指明基期和方案。",
          en: "quantities come from the flow ledger: name the base epoch and the plan."),
        remedy: Localized("--base, --plan"))
    }
    guard let kind = try Workbench.quotaKinds().first(where: { $0.id == id }) else {
      throw Workbench.noFundQuantity(id)
    }
    if let projects {
      let known = try quotaStages(of: plan)
      for project in projects.sorted() where known[project] == nil {
        throw Diagnostic(
          code: "fund.no-project",
          Localized(
            zh: "方案“\(plan)”没有项目“\(project)”。",
            en: "the plan ‘\(plan)’ has no project ‘\(project)’."),
          remedy: Localized(known.keys.sorted().joined(separator: ", ")), feature: project)
      }
    }
    func pieces(_ kind: QuotaKind) throws -> [GroundPiece] {
      do {
        return try quotaPiecesByProject(
          QuotaGroundRequest(kind: kind, base: base, to: plan, paddyYield: 0, dryYield: 0)
        ).filter { projects?.contains($0.key) ?? true }.flatMap(\.value)
      } catch let fault as Diagnostic where fault.code == "quota.no-pieces" {
        return []
      }
    }
    let own = try pieces(kind)
    guard kind.ground == .newFarmland,
      let linked = try Workbench.quotaKinds().first(where: { $0.ground == .reclaimed })
    else { return own.map(\.area).total() }
    let used = Set(try pieces(linked).map(\.id))
    return own.filter { !used.contains($0.id) }.map(\.area).total()
  }

  private static func noFundQuantity(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "fund.no-kind",
      Localized(zh: "没有指标种类“\(id)”。", en: "there is no kind of quota ‘\(id)’."))
  }

  /// Keeps a fund plan under a name.
  /// - Throws: Diagnostic `access.refused`.
  public func keepFundPlan(
    _ plan: FundPlan, as name: String, by context: DeedContext, _ authority: Authority
  ) throws {
    _ = try StreamName("fund", name)
    try authority.demand(
      .change, Workbench.fundObject(name, context.actor, authority.law.directory),
      at: context.time)
    let body = try CanonicalJSON().bytes(plan)
    try workspace.write { try $0.putDocument(.fund, key: name, body: body) }
  }

  /// The names of all fund plans, ascending.
  public func fundPlans() throws -> [String] {
    try workspace.documents(.fund).map(\.key).sorted()
  }

  /// - Throws: Diagnostic `fund.missing`.
  public func fundPlan(_ name: String) throws -> FundPlan {
    guard let body = try workspace.document(.fund, key: name) else { throw noFundPlan(name) }
    return try CanonicalJSON.value(FundPlan.self, body)
  }

  func noFundPlan(_ name: String) -> Diagnostic {
    Diagnostic(
      code: "fund.missing",
      Localized(zh: "没有资金方案“\(name)”。", en: "there is no fund plan ‘\(name)’."),
      remedy: Localized(
        zh: "在资金平衡页“新建资金方案”，或用 zhitu fund set 写入。",
        en: "Enter it on the page of funds (New fund plan) or with zhitu fund set."),
      file: workspace.path)
  }

  /// The table of a plan with what it says, under a change of the assumptions.
  public func fundReport(_ name: String, _ shock: FundShock = FundShock()) throws -> FundReport {
    let engine = try FundEngine(fundPlan(name))
    let table = engine.table(shock)
    return FundReport(
      name: name, engine: engine, table: table, metrics: FundMetrics(table, engine.plan),
      breakEvens: engine.plan.lines.indices.compactMap { BreakEven(engine, line: $0) },
      shock: shock)
  }

  /// A fund plan as the rights see it: it lies where whoever asks has their office, as a workspace is
  /// one district.
  public static func fundObject(
    _ name: String, _ actor: EventLog.Actor, _ directory: Directory
  ) -> AccessObject {
    AccessObject(
      .fund, name, area: directory.organisations[actor.organisation]?.area ?? .country,
      level: .important)
  }
}
