import Certificates
import Foundation
import Groundwork
import Optimisation

extension ExchangeProblem.Objective {
  /// How many units of a certificate make one that people are shown: a degree, an edge, a hectare.
  var shownUnit: Double {
    switch self {
    case .slope: 1e9
    case .contiguity: 1
    case .blockArea: 1e6
    }
  }

  /// What people are shown, of slope classes.
  var unitName: Localized {
    switch self {
    case .slope: Localized(zh: "平均坡度级", en: "mean slope class")
    case .contiguity: Localized(zh: "相邻耕地对", en: "pairs of farmland side by side")
    case .blockArea: Localized(zh: "百亩方面积（公顷）", en: "area of blocks of 100 mu (ha)")
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
    /// By how much the limit may become less or more before the price changes; absent where that is not
    /// known.
    public var less: Double?
    public var more: Double?
  }

  /// A distinct plan that is nearly as good.
  public struct Alternative: Codable, Sendable {
    public var value: Double
    public var bound: Double
    /// How much worse it is than the best, and the same in per cent.
    public var worse: Double
    public var percent: Double
    public var comesIn: Int
    public var goes: Int
    public var plan: [[String]]
    /// Rules that block and that the plan breaks; absent where it was not laid.
    public var broken: [String]?
  }

  /// A point of a Pareto front.
  public struct Point: Codable, Sendable {
    public var asked: [Double]
    public var reached: [Double]
    public var value: Double?
    public var bound: Double?
    public var isDominated: Bool
    public var fault: Localized?
    /// Rules that block and that the plan breaks; absent where it was not laid.
    public var broken: [String]?
  }

  public var kind: String
  public var value: Double
  public var bound: Double
  public var gap: Double
  public var provenGap: Double
  public var measures: [Measure]
  public var prices: [Price]
  public var plan: [[String]]
  /// Where they were asked for.
  public var alternatives: [Alternative]?
  public var front: [Point]?
  /// The answer laid as a plan and judged, or why it could not be laid.
  public var trial: StudyTrialDocument?
  public var untried: Localized?

  /// - Parameter slopeInClasses: whether the slopes of an exchange are classes instead of degrees.
  public init(_ plan: OptimalPlan, slopeInClasses: Bool = false) {
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
      let binding = certificate.prices.filter { $0.price > 0 }
      // Amounts that people set, then what follows from the projects, the dearest first.
      let ordered =
        binding.filter(\.rule.isAmount)
        + binding.filter { !$0.rule.isAmount }.sorted { $0.price > $1.price }
      prices = ordered.map { price in
        let (unit, words) = OptimalPlanDocument.unit(of: price.rule)
        let name = problem.name(of: price.rule)
        return Price(
          rule: Localized(zh: name.zh + "（每\(words.zh)）", en: name.en + " (per \(words.en))"),
          price: price.price * unit / 1_000, less: price.less.map { $0 / unit },
          more: price.more.map { $0 / unit })
      }
    case .exchange(let exchange, _):
      kind = "exchange"
      let unit = exchange.certificate.problem.objective.shownUnit
      value = Double(exchange.certificate.value) / unit
      bound = Double(exchange.certificate.bound) / unit
      measures = OptimalPlanDocument.measures(exchange, slopeInClasses)
      prices = OptimalPlanDocument.prices(exchange)
    case .ground(let ground, _):
      kind = "ground"
      let unit = ChoiceGround.unitsPerSquareMetre
      value = Double(ground.certificate.cost.value) / unit
      bound = Double(ground.certificate.bound.value) / unit
      measures = OptimalPlanDocument.measures(ground)
      prices = OptimalPlanDocument.prices(ground)
    case .corridor(let corridor, _, let area, let ends):
      kind = "corridor"
      value = Money(fen: corridor.certificate.value).tenThousandYuan
      bound = Money(fen: corridor.certificate.solverBound).tenThousandYuan
      measures = OptimalPlanDocument.measures(corridor, area, ends)
      prices = []
    case .adjustment(let adjustment):
      kind = "adjustment"
      value = Area(hundredths: adjustment.certificate.value).mu
      bound = Area(hundredths: adjustment.certificate.solverBound).mu
      measures = OptimalPlanDocument.measures(adjustment)
      // The certificate was checked, so that its problem is whole.
      prices = (try? OptimalPlanDocument.prices(adjustment)) ?? []
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

  private static func measures(
    _ plan: CorridorPlan, _ area: Area, _ ends: Int
  ) -> [Measure] {
    func measure(_ name: String, _ zh: String, _ en: String, _ value: Double) -> Measure {
      Measure(name: name, title: Localized(zh: zh, en: en), before: nil, after: value)
    }
    let problem = plan.certificate.problem
    let taken = plan.certificate.chosen.count { problem.costs[$0] > 0 }
    return [
      measure("places", "连通的生态斑块（处）", "places joined", Double(ends)),
      measure("parcels", "占用图斑（个）", "parcels taken", Double(taken)),
      measure("area", "占用面积（亩）", "area taken (mu)", area.mu),
    ]
  }

  private static func measures(_ plan: AdjustmentPlan) -> [Measure] {
    let problem = plan.certificate.problem
    let moved = plan.certificate.moved
    let (before, after) = (problem.figures([]), problem.figures(moved))
    func area(_ state: AdjustmentProblem.State) -> Double {
      let parcels = moved.filter { problem.parcels[$0].state == state }
      return Area(hundredths: parcels.reduce(0) { $0 + problem.parcels[$1].area }).mu
    }
    func measure(
      _ name: String, _ zh: String, _ en: String, _ before: Double?, _ after: Double
    ) -> Measure {
      Measure(name: name, title: Localized(zh: zh, en: en), before: before, after: after)
    }
    let unfit = problem.parcels.filter { $0.state == .leaving }
    let all = Area(hundredths: unfit.reduce(0) { $0 + $1.area }).mu
    return [
      measure(
        "unfit", "不适宜永农（亩）", "unfit basic farmland (mu)", all, all - area(.leaving)),
      measure("leaving", "调出（亩）", "leaving (mu)", nil, area(.leaving)),
      measure("entering", "调入（亩）", "entering (mu)", nil, area(.entering)),
      measure(
        "area", "永农面积（亩）", "basic farmland (mu)", Area(hundredths: before.area).mu,
        Area(hundredths: after.area).mu),
      measure("grade", "平均等别", "mean grade", before.grade, after.grade),
      measure(
        "pairs", "相邻永农对", "pairs side by side", Double(before.pairs), Double(after.pairs)),
    ]
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

  private static func measures(_ plan: ExchangePlan, _ isClass: Bool) -> [Measure] {
    func measure(
      _ name: String, _ zh: String, _ en: String, _ value: (FarmlandMeasures) -> Double
    ) -> Measure {
      Measure(
        name: name, title: Localized(zh: zh, en: en), before: value(plan.before),
        after: value(plan.after))
    }
    let problem = plan.certificate.problem
    return [
      isClass
        ? measure("slope", "耕地平均坡度级", "mean slope class of farmland", \.slope)
        : measure("slope", "耕地平均坡度（度）", "mean slope of farmland (degrees)", \.slope),
      measure(
        "contiguity", "相邻耕地图斑（个）", "farmland neighbours of a parcel", \.contiguity),
      measure("area", "耕地面积（公顷）", "farmland (ha)") { Area(hundredths: $0.area).hectares },
      measure("blocks", "百亩方（个）", "blocks of 100 mu") { Double($0.blocks) },
      Measure(
        name: "blocks_without_splits",
        title: Localized(zh: "百亩方，分裂不另计（个）", en: "blocks, parts of one counted once"),
        before: Double(plan.before.blocks),
        after: Double(problem.blocksWithoutSplits(problem.state(after: plan.certificate.flips)))),
      measure("block_area", "百亩方面积（公顷）", "area of these blocks (ha)") {
        Area(hundredths: $0.blockArea).hectares
      },
    ]
  }
}
