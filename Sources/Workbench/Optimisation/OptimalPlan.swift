import Certificates
import Foundation
import Groundwork
import Optimisation

/// The answer to a problem file, of whichever kind.
public enum OptimalPlan: Sendable {
  case portfolio(PortfolioPlan)
  case exchange(ExchangePlan, ids: [String])
  case ground(GroundPlan, ids: [String])

  /// Reads a problem file, solves it and verifies the certificate.
  ///
  /// A cancelled job gives the best plan so far, if there is one.
  /// - Parameter onNote: told what was left out of the data.
  /// - Throws: ``Diagnostic`` of the file, or of the problem if it has no plan; ``Cancelled``.
  public static func solve(
    file: String, _ options: SolveOptions, job: Job,
    onNote: ([Diagnostic]) -> Void = { _ in },
    onProgress: @escaping (SolveProgress) -> Void = { _ in }
  ) throws -> OptimalPlan {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Diagnostic(
        code: "problem.file-missing",
        Localized(zh: "文件不存在或不可读。", en: "The file is not there or cannot be read."), file: file)
    }
    switch try ProblemFile(String(decoding: data, as: UTF8.self), file: file) {
    case .portfolio(let problem):
      let plan = try PortfolioPlanner(problem).plan(options, job: job, onProgress: onProgress)
      _ = try plan.certificate.check()
      return .portfolio(plan)
    case .exchange(var request):
      request.ground.file = path(request.ground.file, from: file)
      let ground = try ExchangeGround(request, job: job)
      onNote(ground.diagnostics)
      let plan = try ExchangePlanner(ground.problem)
        .plan(options, job: job, onProgress: onProgress)
      return .exchange(plan, ids: ground.ids)
    case .ground(var request):
      request.ground.file = path(request.ground.file, from: file)
      let ground = try ChoiceGround(request, job: job)
      onNote(ground.diagnostics)
      let plan = try GroundPlanner(ground.problem)
        .plan(options, job: job, onProgress: onProgress)
      return .ground(plan, ids: ground.ids)
    }
  }

  /// A relative path is meant from the folder of the problem file.
  private static func path(_ path: String, from file: String) -> String {
    let folder = (file as NSString).deletingLastPathComponent
    return path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
  }

  public var certificate: Certificate {
    switch self {
    case .portfolio(let plan): .portfolio(plan.certificate)
    case .exchange(let plan, _): .exchange(plan.certificate)
    case .ground(let plan, _): .ground(plan.certificate)
    }
  }

  /// How far the plan can be from the best at most, as a share of what it yields or improves.
  public var gap: Double {
    switch self {
    case .portfolio(let plan): plan.gap
    case .exchange(let plan, _): plan.gap
    case .ground(let plan, _): plan.gap
    }
  }

  /// The same as far as the certificate proves it without the solver.
  public var provenGap: Double {
    switch self {
    case .portfolio(let plan): plan.provenGap
    case .exchange(let plan, _): plan.gap
    case .ground(let plan, _): plan.gap
    }
  }

  /// The plan as a table, its head first.
  public var rows: [[String]] {
    switch self {
    case .portfolio(let plan):
      let problem = plan.certificate.problem
      let head = ["id", "name", "town", "year", "cost_wan", "benefit"]
      let chosen = problem.projects.compactMap { project in
        plan.certificate.starts[project.id].map { (project, $0) }
      }
      return [head]
        + chosen.sorted { ($0.1, $0.0.id) < ($1.1, $1.0.id) }.map { project, year in
          let cost = project.costs.reduce(Money.zero, +)
          return [
            project.id, project.name, project.town, String(year), String(cost.tenThousandYuan),
            String(project.benefit),
          ]
        }
    case .exchange(let plan, let ids):
      let problem = plan.certificate.problem
      return [["id", "change", "area_m2", "slope_degrees"]]
        + plan.certificate.flips.map { parcel in
          let isFarmland = problem.isFarmland[parcel]
          return [
            ids[parcel], isFarmland ? "out" : "in",
            Area(hundredths: problem.areas[parcel]).decimal,
            String(Double(problem.slopes[parcel]) / 1e9),
          ]
        }
    case .ground(let plan, let ids):
      let problem = plan.certificate.problem
      return [["id", "area_m2"]]
        + plan.certificate.chosen.map {
          [ids[$0], Area(hundredths: problem.areas[$0]).decimal]
        }
    }
  }
}

/// The answer as one JSON document.
public struct OptimalPlanDocument: Codable, Sendable {
  /// One measure before and after.
  public struct Measure: Codable, Sendable {
    public var name: String
    public var title: Localized
    public var before: Double?
    public var after: Double
  }

  /// A rule that binds, and what one unit more of its limit would yield.
  public struct Price: Codable, Sendable {
    public var rule: Localized
    public var price: Double
  }

  public var kind: String
  public var value: Double
  public var bound: Double
  public var gap: Double
  public var provenGap: Double
  public var measures: [Measure]
  public var prices: [Price]
  public var plan: [[String]]

  public init(_ plan: OptimalPlan) {
    gap = plan.gap
    provenGap = plan.provenGap
    self.plan = plan.rows
    switch plan {
    case .portfolio(let portfolio):
      let certificate = portfolio.certificate
      let problem = certificate.problem
      kind = "portfolio"
      value = Double(certificate.value) / 1_000
      bound = Double(certificate.solverBound) / 1_000
      measures = OptimalPlanDocument.measures(portfolio)
      prices = certificate.prices.filter { $0.price > 0 }.map { price in
        let (unit, words) = OptimalPlanDocument.unit(of: price.rule)
        let name = problem.name(of: price.rule)
        return Price(
          rule: Localized(zh: name.zh + "（每\(words.zh)）", en: name.en + " (per \(words.en))"),
          price: price.price * unit / 1_000)
      }
    case .exchange(let exchange, _):
      kind = "exchange"
      let isSlope = exchange.certificate.problem.objective == .slope
      let unit = isSlope ? 1e9 : 1
      value = Double(exchange.certificate.value) / unit
      bound = Double(exchange.certificate.bound) / unit
      measures = OptimalPlanDocument.measures(exchange)
      prices = []
    case .ground(let ground, _):
      kind = "ground"
      let unit = ChoiceGround.unitsPerSquareMetre
      value = Double(ground.certificate.cost.value) / unit
      bound = Double(ground.certificate.bound.value) / unit
      measures = OptimalPlanDocument.measures(ground)
      prices = []
    }
  }

  /// The unit in which the price of a rule is told, in the problem's own.
  private static func unit(of rule: PortfolioRule) -> (Double, Localized) {
    switch rule {
    case .budget, .townCost: (1_000_000, Localized(zh: "万元", en: "10⁴ CNY"))
    case .quota: (200_000.0 / 3, Localized(zh: "亩", en: "mu"))
    case .staff: (1, Localized(zh: "人", en: "person"))
    default: (1, Localized(zh: "个", en: "project"))
    }
  }

  private static func measures(_ plan: PortfolioPlan) -> [Measure] {
    let problem = plan.certificate.problem
    let count = Measure(
      name: "projects", title: Localized(zh: "入选项目（个）", en: "projects chosen"), before: nil,
      after: Double(plan.certificate.starts.count))
    return [count]
      + problem.years.enumerated().map { index, year in
        Measure(
          name: "cost_\(year)",
          title: Localized(zh: "\(year) 年费用（万元）", en: "cost of \(year) (10⁴ CNY)"), before: nil,
          after: Money(fen: plan.ledger.costs[index]).tenThousandYuan)
      }
  }

  private static func measures(_ plan: GroundPlan) -> [Measure] {
    func measure(_ name: String, _ zh: String, _ en: String, _ value: Double) -> Measure {
      Measure(name: name, title: Localized(zh: zh, en: en), before: nil, after: value)
    }
    let certificate = plan.certificate
    let area = Area(hundredths: certificate.problem.area(of: certificate.chosen))
    return [
      measure("parcels", "入选图斑（个）", "parcels chosen", Double(certificate.chosen.count)),
      measure("area", "面积（公顷）", "area (ha)", area.hectares),
      measure("blocks", "连片地块（个）", "blocks", Double(plan.blocks)),
      measure(
        "price_of_rule", "地块下限使费用增加（%）", "cost of the least block (%)",
        100 * plan.priceOfRule),
      measure(
        "explained", "其中已证明不可避免（%）", "of which proven unavoidable (%)", 100 * plan.explained),
    ]
  }

  private static func measures(_ plan: ExchangePlan) -> [Measure] {
    func measure(
      _ name: String, _ zh: String, _ en: String, _ value: (FarmlandMeasures) -> Double
    ) -> Measure {
      Measure(
        name: name, title: Localized(zh: zh, en: en), before: value(plan.before),
        after: value(plan.after))
    }
    return [
      measure("slope", "耕地平均坡度（度）", "mean slope of farmland (degrees)", \.slope),
      measure(
        "contiguity", "相邻耕地图斑（个）", "farmland neighbours of a parcel", \.contiguity),
      measure("area", "耕地面积（公顷）", "farmland (ha)") { Area(hundredths: $0.area).hectares },
      measure("blocks", "百亩方（个）", "blocks of 100 mu") { Double($0.blocks) },
      measure("block_area", "百亩方面积（公顷）", "area of these blocks (ha)") {
        Area(hundredths: $0.blockArea).hectares
      },
    ]
  }
}
