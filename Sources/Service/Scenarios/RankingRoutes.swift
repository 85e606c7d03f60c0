import Foundation
import Groundwork
import Planning
import Programme
import Reports
import Storage
import Synchronization
import Workbench

/// Two or more plans side by side and in order (方案比选).
enum RankingRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(root)/scenario-rankings", "rankPlans",
      "Indicators of several plans on one base, and their order by TOPSIS with the chosen weights; "
        + "nothing is written. Without criteria only the indicators",
      body: .json(schema: "ScenarioQuestion"), .json("ScenarioAnswer"), problems: [404, 422],
      right: .trial, cost: .slow
    ) { call in
      let body = try call.body(Question.self)
      let table = try body.table(call)
      let ranking = body.criteria.isEmpty ? nil : try ScenarioRanking(table, body.weighting)
      return try .json(ScenarioAnswerView(table, ranking))
    },
    .answer(
      .post, "\(root)/scenario-sheets", "sheetOfPlans",
      "The comparison on one page, as HTML without further files",
      body: .json(
        schema: "ScenarioQuestion"), Endpoint.Reply(type: "text/html"), problems: [404, 422],
      right: .trial, cost: .slow
    ) { call in
      let body = try call.body(Question.self)
      let table = try body.table(call)
      let ranking = try ScenarioRanking(table, body.weighting)
      let language = body.language ?? .zh
      let sheet = MeetingSheet(table, ranking, language: language)
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", "text/html; charset=utf-8"),
          ("Content-Disposition", "attachment; filename=\"scenarios.html\""),
        ], body: Array(sheet.html(language).utf8))
    },
    .answer(
      .post, "\(root)/scenario-sheets/pdf", "pdfSheetOfPlans", "The comparison on one page, as PDF",
      body: .json(schema: "ScenarioQuestion"), Endpoint.Reply(type: "application/pdf"),
      problems: [404, 422], right: .trial, cost: .slow
    ) { call in
      let body = try call.body(Question.self)
      let table = try body.table(call)
      let ranking = try ScenarioRanking(table, body.weighting)
      let language = body.language ?? .zh
      let sheet = MeetingSheet(table, ranking, language: language)
      let (pdf, missing) = try Typesetter()
        .bytes(of: ReportDocument(sheet, language: language))
      if !missing.isEmpty { throw noGlyphs(missing) }
      return Answer(
        status: 200,
        headers: [
          ("Content-Type", "application/pdf"),
          ("Content-Disposition", "attachment; filename=\"scenarios.pdf\""),
        ], body: pdf)
    },
  ]

  /// A sheet with empty boxes instead of words is not handed out.
  private static func noGlyphs(_ missing: [Unicode.Scalar]) -> Problem {
    let shown = missing.prefix(8).map { String(Character($0)) }.joined(separator: " ")
    return Problem(
      422, "report.no-glyphs", zh: "服务器的字体缺少这些字：\(shown)。请用网页版，或由管理员安装字体。",
      en: "the server's fonts lack \(shown); use the HTML sheet, or have fonts installed.")
  }

  struct Question: Decodable {
    var plans: [String]
    var base: String?
    var method: ScenarioWeighting.Method?
    var criteria: [String]
    var given: [Double]?
    var comparisons: [Double]?
    var language: Language?

    var weighting: ScenarioWeighting {
      ScenarioWeighting(
        method ?? .equal, criteria: criteria, given: given ?? [], comparisons: comparisons ?? [])
    }

    /// - Throws: A ``Problem`` 404 for a plan that is not there or not to be seen.
    func table(_ call: EndpointCall) throws -> ScenarioTable {
      for plan in plans {
        guard let layer = try call.workspace.layer(role: .plan, plan: plan),
          try call.mayRead(layer.name)
        else { throw Problem.missing(Localized(zh: "方案 \(plan)", en: "plan \(plan)")) }
      }
      return try call.service.scenarios.table(
        .init(state: call.state.number, plans: plans, base: base)
      ) { try Workbench(call.workspace).scenarioTable(plans, base: base) }
    }
  }
}

/// The last tables of plans side by side, so that other weights need no new measuring.
final class ScenarioShelf: Sendable {
  struct Key: Hashable, Sendable {
    var state: UInt64
    var plans: [String]
    var base: String?
  }

  private static let limit = 4
  /// The latest last.
  private let tables = Mutex<[(key: Key, table: ScenarioTable)]>([])

  func table(_ key: Key, make: () throws -> ScenarioTable) throws -> ScenarioTable {
    if let known = tables.withLock({ $0.first { $0.key == key }?.table }) { return known }
    let made = try make()
    tables.withLock { tables in
      tables.removeAll { $0.key.state != key.state || $0.key == key }
      tables.append((key, made))
      if tables.count > ScenarioShelf.limit { tables.removeFirst() }
    }
    return made
  }
}

struct ScenarioAnswerView: Encodable {
  struct Indicator: Encodable {
    var id: String
    var kind: String
    var title: Localized
    var unit: Localized
    @Nullable var direction: String?
    var source: Localized
    @Nullable var base: Double?
    var values: [Double?]
  }

  /// The sum of the costs that are stated, in 分, and the number of measures that state none.
  struct Cost: Encodable {
    var cost: Int64
    var withoutCost: Int
  }

  struct Village: Encodable {
    var code: String
    var name: String
    var farmland: [Area]
    var construction: [Area]
  }

  struct Pairwise: Encodable {
    var eigenvalue: Double
    var index: Double
    var ratio: Double
    var isConsistent: Bool
  }

  struct Criterion: Encodable {
    var id: String
    var weight: Double
    var entropy: Double
    var placesBelow: [Int]
    var placesAbove: [Int]
    @Nullable var turnsBelow: Double?
    @Nullable var turnsAbove: Double?
  }

  struct Reversal: Encodable {
    var without: String
    var first: String
    var second: String
  }

  struct Ranking: Encodable {
    var method: String
    var scores: [Double]
    var places: [Int]
    var criteria: [Criterion]
    @Nullable var pairwise: Pairwise?
    var reversals: [Reversal]
  }

  var base: String
  var plans: [String]
  var isSynthetic: Bool
  var indicators: [Indicator]
  /// By plan.
  var costs: [Cost]
  var villages: [Village]
  var warnings: [Diagnostic]
  @Nullable var ranking: Ranking?

  init(_ table: ScenarioTable, _ ranking: ScenarioRanking?) {
    base = table.base
    plans = table.plans
    isSynthetic = table.isSynthetic
    warnings = table.warnings
    indicators = table.indicators.map {
      Indicator(
        id: $0.id, kind: $0.kind.rawValue, title: $0.title, unit: $0.unit,
        direction: $0.direction?.rawValue, source: $0.source, base: $0.base, values: $0.values)
    }
    costs = table.costs.map { Cost(cost: $0.sum.fen, withoutCost: $0.without) }
    villages = table.villages.map {
      Village(
        code: $0.code, name: $0.name, farmland: $0.farmland, construction: $0.construction)
    }
    self.ranking = ranking.map { ranking in
      Ranking(
        method: ranking.method.rawValue, scores: ranking.scores, places: ranking.places,
        criteria: ranking.sensitivity.criteria.map {
          Criterion(
            id: ranking.criteria[$0.criterion].id, weight: ranking.weights[$0.criterion],
            entropy: ranking.entropy[$0.criterion], placesBelow: $0.placesBelow,
            placesAbove: $0.placesAbove, turnsBelow: $0.turnsBelow, turnsAbove: $0.turnsAbove)
        },
        pairwise: ranking.pairwise.map {
          Pairwise(
            eigenvalue: $0.eigenvalue, index: $0.index, ratio: $0.ratio,
            isConsistent: $0.isConsistent)
        },
        reversals: ranking.sensitivity.reversals.map {
          Reversal(
            without: ranking.plans[$0.without], first: ranking.plans[$0.first],
            second: ranking.plans[$0.second])
        })
    }
  }
}
