import Groundwork
import YAMLFiles

/// How industrial land is evaluated (“亩均论英雄”): the county chooses weights and cuts.
public struct EvaluationRules: Sendable, Hashable, Codable {
  /// An amount of an enterprise for each 亩 that it uses.
  public struct Indicator: Sendable, Hashable, Codable {
    /// The name of the amount in the register.
    public var id: String
    public var title: Localized
    public var weight: ExactShare
    public var origin: Localized
  }

  public var indicators: [Indicator]
  /// The most that one indicator counts, as a multiple of its mean.
  public var cap: PotentialTask.Parameter
  /// The shares of A, B and C in the order of the scores; the rest is D.
  public var shares: [ExactShare]
  public var sharesOrigin: Localized
  /// Who has the data.
  public var suppliedBy: Localized
}

extension EvaluationRules {
  init(_ node: YAMLNode) throws {
    let map = try node.mapping(["indicators", "cap", "classes", "supplied_by"])
    indicators = try node.require("indicators", in: map).list().map { item in
      let own = try item.mapping(["id", "title", "weight", "origin"])
      return Indicator(
        id: try item.require("id", in: own).text(),
        title: try item.require("title", in: own).localized(),
        weight: try item.require("weight", in: own).share(),
        origin: try item.require("origin", in: own).localized())
    }
    cap = try PotentialTask.Parameter(node.require("cap", in: map))
    let classes = try node.require("classes", in: map)
    let cuts = try classes.mapping(["A", "B", "C", "origin"])
    shares = try ["A", "B", "C"].map { try classes.require($0, in: cuts).share() }
    sharesOrigin = try classes.require("origin", in: cuts).localized()
    suppliedBy = try node.require("supplied_by", in: map).localized()
    guard indicators.contains(where: { $0.weight > .zero }),
      shares.map(\.millionths).reduce(0, +) <= 1_000_000
    else {
      throw node.error(
        "evaluation", zh: "权重之和须大于零，A、B、C 的比例之和不超过 1",
        en: "weights must not all be zero, and A, B and C must not exceed 1")
    }
  }
}

extension ExactShare: Comparable {
  public static func < (a: ExactShare, b: ExactShare) -> Bool { a.millionths < b.millionths }
}

/// The evaluation of industrial land from two sides (两侧评价): by enterprise and by parcel.
///
/// `score = Σ wⱼ·min(cap, xⱼ/bⱼ) / Σ wⱼ · 100`, with `xⱼ` the amount a 亩 and `bⱼ` the mean of all
/// ranked enterprises, weighted by land. Land counts where it is used: owned or rented, not where it
/// is let, so that lessor and lessee do not both count it. A parcel has the amounts of its users in
/// proportion to the land that they use there.
public struct IndustryEvaluation: Sendable, Hashable, Codable {
  public enum Grade: String, Sendable, Codable, CaseIterable {
    case a = "A"
    case b = "B"
    case c = "C"
    case d = "D"
  }

  public struct Side: Sendable, Hashable, Codable {
    /// The enterprise's code, or the parcel's patch.
    public var id: String
    public var name: String
    /// The land in use.
    public var land: Area
    /// In hundredths; `nil`: undecidable.
    public var score: Int64?
    public var grade: Grade?
    /// Amounts that are not registered.
    public var missing: [String]
    /// Of an enterprise the patches that it uses; of a parcel its users.
    public var others: [String]
  }

  /// By code.
  public var enterprises: [Side]
  /// By patch.
  public var parcels: [Side]

  /// The grade of a patch; `nil` where no evaluated enterprise uses it.
  public func grade(ofPatch id: String) -> Grade? { grades[id] }
  private var grades: [String: Grade]

  public init(_ register: PotentialRegister?, _ rules: EvaluationRules) {
    let all = (register?.enterprises ?? []).sorted { $0.code < $1.code }
    let used = all.map { one in one.holdings.filter { $0.kind != .leased } }
    let land = used.map { $0.map(\.area).total() }
    let names = rules.indicators.map(\.id)
    let missing = all.map { one in names.filter { one.amounts[$0] == nil } }
    let ranked = all.indices.filter { missing[$0].isEmpty && land[$0] > .zero }
    let means = names.map { name -> Double in
      let amount = ranked.reduce(Int128(0)) { $0 + Int128(all[$1].amounts[name] ?? 0) }
      let ground = ranked.map { land[$0] }.total()
      return ground > .zero ? Double(amount) / ground.mu : 0
    }
    let scoring = Scoring(rules: rules, means: means)
    let firms = Dictionary(
      uniqueKeysWithValues: ranked.map { place in
        (
          place,
          scoring.score(names.map { Double(all[place].amounts[$0] ?? 0) }, land[place])
        )
      })
    let grades = scoring.grades(firms, order: { all[$0].code })
    enterprises = all.indices.map { place in
      Side(
        id: all[place].code, name: all[place].name, land: land[place], score: firms[place],
        grade: grades[place], missing: missing[place],
        others: Set(used[place].map(\.patch)).sorted())
    }
    var users: [String: [(firm: Int, area: Area)]] = [:]
    for place in all.indices {
      for holding in used[place] where holding.area > .zero {
        users[holding.patch, default: []].append((place, holding.area))
      }
    }
    let patches = users.keys.sorted()
    var scores: [Int: Int64] = [:]
    var gaps: [[String]] = []
    for (number, patch) in patches.enumerated() {
      let here = users[patch] ?? []
      let lacking = Set(here.flatMap { missing[$0.firm] }).sorted()
      gaps.append(lacking)
      guard lacking.isEmpty else { continue }
      let amounts = names.map { name in
        here.reduce(0.0) { sum, user in
          sum + Double(all[user.firm].amounts[name] ?? 0) * user.area.squareMetres
            / land[user.firm].squareMetres
        }
      }
      scores[number] = scoring.score(amounts, here.map(\.area).total())
    }
    let ofParcel = scoring.grades(scores, order: { patches[$0] })
    parcels = patches.enumerated().map { number, patch in
      let here = users[patch] ?? []
      return Side(
        id: patch, name: "", land: here.map(\.area).total(), score: scores[number],
        grade: ofParcel[number], missing: gaps[number],
        others: Set(here.map { all[$0.firm].code }).sorted())
    }
    self.grades = [:]
    for parcel in parcels { self.grades[parcel.id] = parcel.grade }
  }
}

private struct Scoring {
  let rules: EvaluationRules
  /// The mean of each indicator, in hundredths a 亩.
  let means: [Double]

  /// In hundredths.
  func score(_ amounts: [Double], _ land: Area) -> Int64 {
    var sum = 0.0
    var weights = 0.0
    for (number, indicator) in rules.indicators.enumerated() {
      weights += indicator.weight.value
      guard means[number] > 0 else { continue }
      let ratio = amounts[number] / land.mu / means[number]
      sum += indicator.weight.value * min(rules.cap.value.value, ratio)
    }
    return Int64((sum / weights * 10_000).rounded(.toNearestOrAwayFromZero))
  }

  /// The grades by rank; equal scores have the same grade, the better one.
  func grades(
    _ scores: [Int: Int64], order: (Int) -> String
  ) -> [Int: IndustryEvaluation.Grade] {
    let ranked = scores.sorted { ($1.value, order($0.key)) < ($0.value, order($1.key)) }
    var grades: [Int: IndustryEvaluation.Grade] = [:]
    var last: (score: Int64, grade: IndustryEvaluation.Grade)?
    for (rank, item) in ranked.enumerated() {
      if let last, last.score == item.value {
        grades[item.key] = last.grade
        continue
      }
      var upTo: Int64 = 0
      var grade = IndustryEvaluation.Grade.d
      for (share, name) in zip(rules.shares, [IndustryEvaluation.Grade.a, .b, .c]) {
        upTo += share.millionths
        if Int64(rank + 1) * 1_000_000 <= upTo * Int64(ranked.count) {
          grade = name
          break
        }
      }
      grades[item.key] = grade
      last = (item.value, grade)
    }
    return grades
  }
}
