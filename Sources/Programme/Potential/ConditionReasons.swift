import Groundwork

/// What a patch of the survey says about the conditions of a source, in words.
struct ConditionReasons {
  private let judge: ConditionJudge
  private let places: [String: Int]

  init(_ judge: ConditionJudge) {
    self.judge = judge
    places = Dictionary(
      judge.ground.patches.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// The conditions that a patch does not meet, or about which nobody knows; empty where it meets all.
  /// - Throws: ``Geometry/GEOSError``.
  func failing(
    _ source: PotentialTask.Source, _ patch: String
  ) throws -> [(condition: PotentialTask.Condition, reason: Localized)] {
    guard let place = places[patch] else { return [] }
    return try source.conditions.compactMap { condition in
      switch try judge.answer(condition, place) {
      case .yes: nil
      case .unknown(let name): (condition, Localized(zh: "缺 \(name)", en: "\(name) is missing"))
      case .no: (condition, refusal(condition.test, place))
      }
    }
  }

  /// The values by which a patch meets a source, such as `ZZSXDM = JKHF`.
  /// - Throws: ``Geometry/GEOSError``.
  func met(_ source: PotentialTask.Source, _ patch: String) throws -> [String] {
    guard let place = places[patch] else { return [] }
    return try source.conditions.compactMap { condition in
      guard case .yes(let seen?) = try judge.answer(condition, place) else { return nil }
      switch condition.test {
      // The class stands beside it already, and layers are named by their titles.
      case .values("CLASS", _), .inside, .outside: return nil
      default: return seen
      }
    }
  }

  private func refusal(_ test: PotentialTask.Condition.Test, _ place: Int) -> Localized {
    func now(_ field: String) -> String {
      let text = judge.text(field, place) ?? ""
      return text.isEmpty ? "–" : text
    }
    func title(_ role: String) -> Localized {
      judge.ground.lines[role]?.title ?? Localized(role)
    }
    switch test {
    case .values(let field, let values):
      let wanted = values.joined(separator: "/")
      return Localized(
        zh: "\(field) 现为 \(now(field))，要求 \(wanted)",
        en: "\(field) is \(now(field)) now, not \(wanted)")
    case .atMost(let field, let most):
      return Localized(
        zh: "\(field) 现为 \(now(field))，高于 \(most.decimal)",
        en: "\(field) is \(now(field)) now, above \(most.decimal)")
    case .atLeast(let field, let least):
      return Localized(
        zh: "\(field) 现为 \(now(field))，低于 \(least.decimal)",
        en: "\(field) is \(now(field)) now, below \(least.decimal)")
    case .inside(let role):
      return Localized(
        zh: "大部分不在“\(title(role).zh)”内", en: "the larger part is not inside ‘\(title(role).en)’")
    case .outside(let role):
      return Localized(
        zh: "大部分在“\(title(role).zh)”内", en: "the larger part is inside ‘\(title(role).en)’")
    case .parcelClass(let classes):
      let wanted = classes.joined(separator: "/")
      return Localized(
        zh: "亩均评价不是 \(wanted) 类", en: "the evaluation of the parcel is not \(wanted)")
    }
  }
}
