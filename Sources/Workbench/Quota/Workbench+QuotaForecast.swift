import EventLog
import Flow
import Groundwork
import Planning
import Quota

/// What a forecast of quota is asked for.
public struct QuotaForecastRequest: Sendable {
  public var base: String
  public var plan: String
  /// The year in which the first stage is accepted; a later stage follows by a year.
  public var firstYear: Int
  /// Project → by how many years it slips.
  public var delays: [String: Int]
  /// Stage → by how many years all of its projects slip.
  public var stageDelays: [Int: Int]
  public var years: Int
  public var paddyYield: Int64
  public var dryYield: Int64

  public init(
    base: String, plan: String, firstYear: Int, delays: [String: Int] = [:],
    stageDelays: [Int: Int] = [:], years: Int = 8, paddyYield: Int64 = 0,
    dryYield: Int64 = 0
  ) {
    self.base = base
    self.plan = plan
    self.firstYear = firstYear
    self.delays = delays
    self.stageDelays = stageDelays
    self.years = years
    self.paddyYield = paddyYield
    self.dryYield = dryYield
  }
}

extension Workbench {
  /// What the plan will bring and what is needed, by year.
  ///
  /// Projects whose ground is in the book already bring nothing more of that kind; reclaimed farmland
  /// counts for link first, only the rest as supplementary farmland.
  public func quotaForecast(
    _ request: QuotaForecastRequest, today: Timestamp
  ) throws -> QuotaForecast {
    let book = try quotaBook().book
    guard book.isFounded else { throw Workbench.noQuotaBook }
    let stages = try quotaStages(of: request.plan)
    let delays = try slips(request, stages, book)
    var supplies: [QuotaForecast.Supply] = []
    var reclaimed: Set<String> = []
    for id in ["linked", "balance"] {
      guard let kind = book.catalogue.kind(id) else { continue }
      let known = Set(book.lots.values.filter { $0.kind == id }.map(\.origin))
      let found = try pieces(kind, request)
      for (project, pieces) in found.sorted(by: { $0.key < $1.key }) {
        let own = id == "balance" ? pieces.filter { !reclaimed.contains($0.id) } : pieces
        if id == "linked" { reclaimed.formUnion(own.map(\.id)) }
        guard !known.contains(project), !own.isEmpty else { continue }
        let sum = own.map(\.amounts).total()
        supplies.append(
          QuotaForecast.Supply(
            kind: id, origin: project, year: request.firstYear + (stages[project] ?? 1) - 1,
            amounts: kind.hasThreeNumbers ? sum : QuotaAmounts(quantity: sum.quantity)))
      }
    }
    return QuotaForecast(
      book, supplies: supplies, delays: delays, pendingDelays: request.delays, today: today,
      years: request.years)
  }

  /// The stage after which each project of a plan is accepted: the last of its measures.
  public func quotaStages(of plan: String) throws -> [String: Int] {
    var stages: [String: Int] = [:]
    for measure in try consolidationPlan(plan, area: .official).measures {
      stages[measure.project] = max(stages[measure.project] ?? 1, measure.stage ?? 1)
    }
    return stages
  }

  /// By how much each project slips, by itself or with its stage, whichever is more.
  /// - Throws: Diagnostics `quota.no-project`, `quota.no-stage` for what the plan does not have.
  private func slips(
    _ request: QuotaForecastRequest, _ stages: [String: Int], _ book: QuotaBook
  ) throws -> [String: Int] {
    let origins = Set(stages.keys).union(book.lots.values.map(\.origin))
    for project in request.delays.keys.sorted() where !origins.contains(project) {
      throw Diagnostic(
        code: "quota.no-project",
        Localized(
          zh: "方案“\(request.plan)”和台账中没有项目“\(project)”。",
          en: "neither the plan ‘\(request.plan)’ nor the book has a project ‘\(project)’."),
        remedy: Localized(stages.keys.sorted().joined(separator: ", ")), feature: project)
    }
    var delays = request.delays
    for (stage, years) in request.stageDelays {
      let projects = stages.filter { $0.value == stage }.keys
      guard !projects.isEmpty else {
        throw Diagnostic(
          code: "quota.no-stage",
          Localized(
            zh: "方案“\(request.plan)”没有第 \(stage) 阶段的项目。",
            en: "no project of the plan ‘\(request.plan)’ ends in stage \(stage)."),
          remedy: Localized(
            Set(stages.values).sorted().map(String.init).joined(separator: ", ")))
      }
      for project in projects { delays[project] = max(delays[project] ?? 0, years) }
    }
    return delays
  }

  private func pieces(
    _ kind: QuotaKind, _ request: QuotaForecastRequest
  ) throws -> [String: [GroundPiece]] {
    do {
      return try quotaPiecesByProject(
        QuotaGroundRequest(
          kind: kind, base: request.base, to: request.plan, paddyYield: request.paddyYield,
          dryYield: request.dryYield))
    } catch let fault as Diagnostic where fault.code == "quota.no-pieces" {
      return [:]
    }
  }

  static var noQuotaBook: Diagnostic {
    Diagnostic(
      code: "quota.no-book",
      Localized(zh: "台账尚未建立。", en: "the book has not been founded."),
      remedy: Localized(zh: "先用 zhitu quota found。", en: "Begin with zhitu quota found."))
  }
}
