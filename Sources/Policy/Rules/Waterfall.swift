import Groundwork
import YAMLFiles

/// The order in which quota serves purposes (用途次序), as data of a rule: village needs first, the market
/// last, and for every exit of units what has to stay for needs that were declared.
public struct Waterfall: Sendable, Hashable, Codable {
  public struct Purpose: Sendable, Hashable, Codable {
    public var id: String
    public var title: Localized
    /// From 1; purposes of the same rank do not wait for one another.
    public var rank: Int

    public init(id: String, title: Localized, rank: Int) {
      self.id = id
      self.title = title
      self.rank = rank
    }
  }

  /// An act by which units leave for something.
  public enum Exit: String, Sendable, Hashable, Codable, CaseIterable {
    case use, relink, settle, transfer, trade, allocate, reassign, borrow, offer
  }

  /// The declared needs for which enough has to stay.
  public enum Claim: String, Sendable, Hashable, Codable, CaseIterable {
    /// Those of purposes before the one that units leave for.
    case earlier
    case all
    case nothing
  }

  /// What has to stay where units leave by an exit.
  public struct Test: Sendable, Hashable, Codable {
    public var exit: Exit
    public var stays: Claim

    public init(exit: Exit, stays: Claim) {
      self.exit = exit
      self.stays = stays
    }
  }

  /// The types of quota (`quota_entries.type`) that it is for; empty: all.
  public var types: [String]
  /// The rule whose order it takes the place of, where both apply.
  public var replaces: String?
  public var purposes: [Purpose]
  /// One for each exit.
  public var tests: [Test]

  public init(
    types: [String] = [], replaces: String? = nil, purposes: [Purpose], tests: [Test]
  ) {
    self.types = types
    self.replaces = replaces
    self.purposes = purposes
    self.tests = tests
  }

  public func rank(of purpose: String) -> Int? { purposes.first { $0.id == purpose }?.rank }

  /// Whether a declared need goes before what leaves by an exit.
  ///
  /// - Parameters:
  ///   - need: the purpose of the need.
  ///   - purpose: what the units leave for; without one they come last.
  public func keeps(_ need: String, at exit: Exit, for purpose: String?) -> Bool {
    switch tests.first(where: { $0.exit == exit })?.stays ?? .all {
    case .nothing: false
    case .all: true
    case .earlier: (rank(of: need) ?? .max) < (purpose.flatMap(rank) ?? .max)
    }
  }
}

extension Waterfall {
  init(_ node: YAMLNode) throws(Diagnostic) {
    let map = try node.mapping(["types", "replaces", "purposes", "exits"])
    var purposes: [Purpose] = []
    for item in try node.require("purposes", in: map).list() {
      let fields = try item.mapping(["id", "title", "rank"])
      let rank = try item.require("rank", in: fields)
      let purpose = Purpose(
        id: try item.require("id", in: fields).text(),
        title: try item.require("title", in: fields).localized(), rank: try rank.wholeNumber())
      guard (1...99).contains(purpose.rank) else {
        throw rank.error("bad-rank", zh: "次序应为 1–99", en: "a rank is 1 to 99")
      }
      guard !purposes.contains(where: { $0.id == purpose.id }) else {
        throw item.error(
          "repeated", zh: "用途“\(purpose.id)”重复", en: "the purpose ‘\(purpose.id)’ occurs twice")
      }
      purposes.append(purpose)
    }
    guard !purposes.isEmpty else {
      throw node.error("missing", zh: "没有用途", en: "there is no purpose")
    }
    let exits = try node.require("exits", in: map)
    let named = try exits.mapping(Exit.allCases.map(\.rawValue))
    var tests: [Test] = []
    for exit in Exit.allCases {
      // An exit that is left out would be open, or closed, without a word.
      tests.append(
        Test(exit: exit, stays: try exits.require(exit.rawValue, in: named).oneOf(Claim.self)))
    }
    self.init(
      types: try map["types"]?.texts() ?? [], replaces: try map["replaces"]?.text(),
      purposes: purposes, tests: tests)
  }

  /// As fields of the rule that holds it.
  var fields: [(name: String, text: String)] {
    var list: [(name: String, text: String)] = [
      ("types", types.joined(separator: ", ")), ("replaces", replaces ?? ""),
    ]
    for purpose in purposes {
      let title = "\(purpose.title.zh) · \(purpose.title.en)"
      list.append(("purposes.\(purpose.id)", "\(purpose.rank) \(title)"))
    }
    for test in tests { list.append(("exits.\(test.exit.rawValue)", test.stays.rawValue)) }
    return list
  }
}

extension RuleBook {
  /// A rule with an order of purposes, and what a breach of it causes.
  public struct OrderingRule: Sendable {
    public var rule: Rule
    public var order: Waterfall
    public var effect: RuleEffect
    public var confirmation: Confirmation?
  }

  /// The order of purposes that applies in a place on a day: that of the rule named, or of a rule of a
  /// narrower scope that takes its place. Only what binds can take the place of what binds.
  ///
  /// - Returns: `nil` where none of them applies.
  /// - Throws: Diagnostic `policy.two-waterfalls` where two of the same scope take its place.
  public func order(
    _ id: String, in area: String, on date: CalendarDate, confirmations: [Confirmation] = []
  ) throws(Diagnostic) -> OrderingRule? {
    let found = rules.filter { rule in
      guard let waterfall = rule.waterfall else { return false }
      return (rule.id == id || waterfall.replaces == id) && rule.isInForce(on: date)
        && rule.scope.covers(area)
    }
    let review = ConfirmationReview(confirmations, rules: found, on: date)
    let ordering = found.compactMap { rule in
      rule.waterfall.map { order in
        OrderingRule(
          rule: rule, order: order,
          effect: rule.effect(isConfirmed: review.counted[rule.id] != nil),
          confirmation: review.counted[rule.id])
      }
    }
    let binding = ordering.filter { $0.effect == .blocks }
    let candidates = binding.isEmpty ? ordering : binding
    let narrowest = candidates.map(\.rule.scope.level.depth).max()
    let best = candidates.filter { $0.rule.scope.level.depth == narrowest }
    guard best.count <= 1 else {
      let names = best.map(\.rule.id).joined(separator: ", ")
      throw Diagnostic(
        code: "policy.two-waterfalls",
        Localized(
          zh: "\(names) 都为 \(area) 规定了用途次序", en: "\(names) all set the order of purposes of \(area)"
        ),
        file: best[0].rule.place)
    }
    return best.first
  }
}

extension Scope.Level {
  /// 0 for the nation.
  var depth: Int { Scope.Level.allCases.firstIndex(of: self) ?? 0 }
}
