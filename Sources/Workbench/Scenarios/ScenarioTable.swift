import Flow
import Foundation
import Groundwork
import Planning
import Programme

/// Two or more plans on one base epoch, side by side (方案比选).
public struct ScenarioTable: Sendable {
  /// One indicator of all plans.
  public struct Indicator: Sendable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
      /// Areas by use and how they change, from the flow ledger.
      case land
      /// Structure of the land, from the diagnosis.
      case structure
      /// Ground that can back quota: what the ledger shows, before any verification.
      case quota
      case rules
      case money
      /// Who gains and who loses.
      case villages
    }

    public var id: String
    public var kind: Kind
    public var title: Localized
    public var unit: Localized
    /// `nil` for what is neither good nor bad by itself, which cannot be ranked by.
    public var direction: Ranking.Direction?
    public var source: Localized
    /// Of the base epoch, where it has it.
    public var base: Double?
    /// By plan; `nil` where unknown.
    public var values: [Double?]
  }

  /// What the plans do in one village: changes of farmland and of construction land.
  public struct Village: Sendable {
    public var code: String
    public var name: String
    /// By plan.
    public var farmland: [Area]
    public var construction: [Area]
  }

  public var base: String
  public var plans: [String]
  public var indicators: [Indicator]
  /// What the measures of each plan cost, also where some state no cost.
  public var costs: [StatedCost]
  /// Villages in which any plan changes anything, by code.
  public var villages: [Village]
  public var isSynthetic: Bool
  public var warnings: [Diagnostic]

  public func indicator(_ id: String) -> Indicator? { indicators.first { $0.id == id } }
}

/// A choice of indicators and of the way to weigh them.
public struct ScenarioWeighting: Sendable {
  public enum Method: String, Sendable, Codable, CaseIterable {
    /// All the same.
    case equal
    /// As they are given.
    case given
    /// From pairwise comparisons (层次分析法).
    case ahp
    /// From the spread of the values (熵权法).
    case entropy
    /// AHP and entropy together (组合赋权).
    case both
  }

  public var method: Method
  /// The ids of the indicators.
  public var criteria: [String]
  /// By criterion, for ``Method/given``.
  public var given: [Double]
  /// Above the diagonal, row by row, for ``Method/ahp`` and ``Method/both``.
  public var comparisons: [Double]

  public init(
    _ method: Method, criteria: [String], given: [Double] = [], comparisons: [Double] = []
  ) {
    self.method = method
    self.criteria = criteria
    self.given = given
    self.comparisons = comparisons
  }
}

/// The plans in the order of their closeness to the best.
public struct ScenarioRanking: Sendable {
  public var plans: [String]
  public var criteria: [ScenarioTable.Indicator]
  public var method: ScenarioWeighting.Method
  public var weights: [Double]
  public var pairwise: PairwiseComparison?
  public var entropy: [Double]
  public var scores: [Double]
  public var places: [Int]
  public var sensitivity: RankSensitivity

  /// Ranks the plans of a table.
  ///
  /// - Throws: Diagnostics `ranking.criterion` for an indicator that is not there, has no direction, or is
  ///   unknown for a plan; `ranking.*` of the weights.
  public init(_ table: ScenarioTable, _ weighting: ScenarioWeighting) throws {
    var criteria: [ScenarioTable.Indicator] = []
    for id in weighting.criteria {
      guard let indicator = table.indicator(id) else {
        throw ScenarioRanking.fault(
          id, zh: "没有指标“\(id)”。", en: "there is no indicator ‘\(id)’.")
      }
      guard indicator.direction != nil else {
        throw ScenarioRanking.fault(
          id, zh: "“\(indicator.title.zh)”没有好坏方向，不能用来排序。",
          en: "‘\(indicator.title.en)’ is neither good nor bad and cannot rank.")
      }
      if let place = indicator.values.firstIndex(where: { $0 == nil }) {
        throw ScenarioRanking.fault(
          id, zh: "方案“\(table.plans[place])”的“\(indicator.title.zh)”未知，不能用来排序。",
          en: "‘\(indicator.title.en)’ of the plan ‘\(table.plans[place])’ is unknown.")
      }
      if criteria.contains(where: { $0.id == id }) {
        throw ScenarioRanking.fault(id, zh: "指标“\(id)”重复。", en: "‘\(id)’ is named twice.")
      }
      criteria.append(indicator)
    }
    let ranking = try Ranking(
      values: table.plans.indices.map { plan in criteria.map { $0.values[plan] ?? .nan } },
      directions: criteria.compactMap(\.direction))
    plans = table.plans
    self.criteria = criteria
    method = weighting.method
    entropy = ranking.entropyWeights()
    pairwise =
      try [.ahp, .both].contains(weighting.method)
      ? PairwiseComparison(upper: weighting.comparisons, count: criteria.count) : nil
    weights =
      switch weighting.method {
      case .equal: try ranking.normalised(criteria.map { _ in 1 })
      case .given: try ranking.normalised(weighting.given)
      case .entropy: entropy
      case .ahp: pairwise?.weights ?? []
      case .both: Ranking.combined(pairwise?.weights ?? [], entropy)
      }
    scores = ranking.closeness(weights)
    places = Ranking.places(scores)
    sensitivity = RankSensitivity(ranking, weights: weights)
  }

  private static func fault(_ id: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "ranking.criterion", Localized(zh: zh, en: en), field: id)
  }
}
