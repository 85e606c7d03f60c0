import Certificates
import Groundwork
import Optimisation

/// A second goal of a problem: what a Pareto front (帕累托前沿) sets against its objective.
public enum StudyAxis: String, Codable, Sendable, Hashable, CaseIterable {
  /// Of an exchange: farmland neighbours of a parcel, mean slope class, area in blocks, pairs exchanged.
  case contiguity, slope, blockArea = "block_area", pairs
  /// Of a choice of ground: area in all, least block.
  case area, block
  /// Of a portfolio: the money of all years.
  case money
  /// Of a corridor: places that are joined.
  case places
  /// Of an adjustment: what may leave in each town.
  case cap

  /// The axis in words, with its unit.
  public var title: Localized {
    switch self {
    case .contiguity: Localized(zh: "相邻耕地（个/图斑）", en: "farmland neighbours of a parcel")
    case .slope: Localized(zh: "平均坡度级", en: "mean slope class")
    case .blockArea: Localized(zh: "百亩方面积（公顷）", en: "area in blocks (ha)")
    case .pairs: Localized(zh: "最多置换（对）", en: "pairs at most")
    case .area: Localized(zh: "总面积（公顷）", en: "area in all (ha)")
    case .block: Localized(zh: "每块至少（亩）", en: "each block at least (mu)")
    case .money: Localized(zh: "资金合计（万元）", en: "money of all years (10⁴ yuan)")
    case .places: Localized(zh: "连通的生态斑块（处）", en: "places joined")
    case .cap: Localized(zh: "每镇调出上限（%）", en: "cap in each town (%)")
    }
  }

  /// Whether more of it is better.
  public var isLargeGood: Bool {
    switch self {
    case .contiguity, .blockArea, .area, .block, .places: true
    case .slope, .pairs, .money, .cap: false
    }
  }

  /// The measure of an answer that tells what was reached; `nil` where that is what was asked.
  private var measure: String? {
    switch self {
    case .contiguity: "contiguity"
    case .slope: "slope"
    case .blockArea: "block_area"
    case .area: "area"
    case .places: "places"
    case .pairs, .block, .money, .cap: nil
    }
  }

  func reached(_ asked: Double, _ document: OptimalPlanDocument) -> Double {
    document.measures.first { $0.name == measure }?.after ?? asked
  }

  /// The objective of an exchange that this axis is; `nil` for others.
  fileprivate var objective: ExchangeProblem.Objective? {
    switch self {
    case .contiguity: .contiguity
    case .slope: .slope
    case .blockArea: .blockArea
    default: nil
    }
  }
}

extension StudyQuestion {
  /// What can be set against the objective, the most telling first.
  public var axes: [StudyAxis] {
    switch kind {
    case .exchange:
      [.contiguity, .slope, .blockArea, .pairs].filter { $0.objective != objective ?? .slope }
    case .ground: [.area, .block]
    case .portfolio: [.money]
    case .corridor: [.places]
    case .adjustment: [.cap]
    }
  }

  /// The same question with another demand on an axis.
  ///
  /// - Parameter now: what the ground is like before an exchange, by the names of measures; the budgets of
  ///   a portfolio.
  func asking(_ value: Double, of axis: StudyAxis, _ now: StudyAxisBase) -> StudyQuestion {
    var other = self
    switch axis {
    case .contiguity: other.contiguityAtLeast = value - now.before("contiguity")
    case .slope:
      let before = now.before("slope")
      other.slopeAtMost = before == 0 ? 0 : 100 * (value / before - 1)
    case .blockArea: other.blockAreaAtLeast = (value - now.before("block_area")) * 15
    case .pairs: other.pairs = max(1, Int(value))
    case .area:
      other.areaMu = value * 15
      other.areaPercent = nil
    case .block: other.blockMu = value
    case .money:
      let all = now.budgets.reduce(0, +)
      other.budgets = now.budgets.map { all > 0 ? $0 * value / all : 0 }
    case .places: other.places = max(2, Int(value))
    case .cap: other.capPercent = value >= 100 ? nil : value
    }
    return other
  }

  /// The question whose answer tells how far an axis of an exchange can go.
  func farthest(_ axis: StudyAxis) -> StudyQuestion? {
    guard let objective = axis.objective else { return nil }
    var other = self
    other.objective = objective
    switch axis {
    case .contiguity: other.contiguityAtLeast = nil
    case .slope: other.slopeAtMost = nil
    default: other.blockAreaAtLeast = nil
    }
    return other
  }
}

/// What the steps of an axis are measured from.
struct StudyAxisBase {
  private let measures: [OptimalPlanDocument.Measure]
  /// In 万元, by year.
  let budgets: [Double]

  init(_ answer: StudyAnswer) {
    measures = answer.document.measures
    if case .portfolio(let plan) = answer.plan {
      budgets = plan.certificate.problem.budgets.map(\.tenThousandYuan)
    } else {
      budgets = []
    }
  }

  func before(_ name: String) -> Double { measures.first { $0.name == name }?.before ?? 0 }
  func after(_ name: String) -> Double { measures.first { $0.name == name }?.after ?? 0 }
}
