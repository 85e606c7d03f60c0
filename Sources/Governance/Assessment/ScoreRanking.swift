import Groundwork

/// The ranking of the counties of a year by their checked points, and the rewards that follow from the formula
/// that the office published (排名和奖惩方案): a document of an assessment case. No published formula was found,
/// so that none is delivered; the office types its own with the text that it stands in.
public struct ScoreRanking: Hashable, Sendable, Codable {
  public static let format = "zhitu.score-ranking/1"

  /// What is given from a share of the points on.
  public struct Tier: Hashable, Sendable, Codable {
    /// In per cent of the full points.
    public var from: ScoreNumber
    /// Quota of new construction land, in 亩 as it is published.
    public var quota: ScoreNumber
    public var funds: Money

    public init(from: ScoreNumber, quota: ScoreNumber, funds: Money) {
      self.from = from
      self.quota = quota
      self.funds = funds
    }
  }

  /// What is ranked: a case with its checked table.
  public struct Entrant: Hashable, Sendable {
    public var number: String
    public var title: String
    public var area: String
    public var sheet: ScoreSheet

    public init(number: String, title: String, area: String, sheet: ScoreSheet) {
      self.number = number
      self.title = title
      self.area = area
      self.sheet = sheet
    }
  }

  public struct Row: Hashable, Sendable, Codable {
    public var number: String
    public var title: String
    public var area: String
    public var points: ScoreNumber
    public var full: ScoreNumber
    /// In per cent of the full points; `nil` where nothing could be scored, which has no place.
    public var share: ScoreNumber?
    /// Counties with the same share have the same place, and the next place is left out.
    public var place: Int?
    /// What the formula gives; `nil` where no tier is reached.
    public var quota: ScoreNumber?
    public var funds: Money?
  }

  public var format = ScoreRanking.format
  public var year: Int
  /// The published text that the formula stands in.
  public var basis: String
  public var tiers: [Tier]
  public var rows: [Row]

  /// - Parameter tiers: In any order; the highest that a share reaches counts.
  public init(year: Int, basis: String, tiers: [Tier], entrants: [Entrant]) {
    self.year = year
    self.basis = basis
    self.tiers = tiers.sorted { $1.from < $0.from }
    let hundred = ScoreNumber(millionths: 100_000_000)
    rows = entrants.map { entrant in
      let total = entrant.sheet.total
      return Row(
        number: entrant.number, title: entrant.title, area: entrant.area, points: total.points,
        full: total.full, share: hundred.share(total.points, of: total.full), place: nil,
        quota: nil, funds: nil)
    }.sorted { a, b in
      a.share == b.share ? a.number < b.number : (b.share ?? .least) < (a.share ?? .least)
    }
    for place in rows.indices {
      guard let share = rows[place].share else { continue }
      let isSame = place > 0 && rows[place - 1].share == share
      rows[place].place = isSame ? rows[place - 1].place : place + 1
      let tier = self.tiers.first { $0.from <= share }
      rows[place].quota = tier?.quota
      rows[place].funds = tier?.funds
    }
  }

  /// A tier as it is typed: per cent, 亩, 万元.
  public struct TypedTier: Hashable, Sendable {
    public var from: String
    public var quota: String
    public var funds: String

    public init(from: String, quota: String, funds: String) {
      self.from = from
      self.quota = quota
      self.funds = funds
    }
  }

  /// - Throws: Diagnostics `assessment.number`, `assessment.tiers`.
  public static func tiers(_ typed: [TypedTier]) throws -> [Tier] {
    var seen: Set<ScoreNumber> = []
    return try typed.map { one in
      func number(_ text: String, _ field: String) throws -> ScoreNumber {
        guard let value = ScoreNumber(text), value >= .zero, value.millionths <= limit else {
          throw ScoreSheet.refusal(
            "number", field, zh: "奖励标准的“\(text)”不是不小于零的数。",
            en: "‘\(text)’ in the formula of rewards is no number from zero on.")
        }
        return value
      }
      let from = try number(one.from, "from")
      guard from <= ScoreNumber(millionths: 100_000_000), seen.insert(from).inserted else {
        throw ScoreSheet.refusal(
          "tiers", "from", zh: "得分率“\(one.from)”超过 100%，或写了两次。",
          en: "the share ‘\(one.from)’ is above 100%, or it is named twice.")
      }
      // A millionth of 万元 is one 分.
      return Tier(
        from: from, quota: try number(one.quota, "quota"),
        funds: Money(fen: try number(one.funds, "funds").millionths))
    }
  }

  /// A million 亩 or 万元.
  private static let limit: Int64 = 1_000_000_000_000
}

extension ScoreNumber {
  fileprivate static let least = ScoreNumber(millionths: -1)
}
