import Groundwork

/// What an indicator is on the facts, with everything that led to it.
public struct IndicatorValue: Sendable, Hashable {
  /// In the indicator's unit; `nil`: unknown.
  public var value: Rational?
  public var target: Rational?
  /// `false`: the plan has no such task. `nil`: not known.
  public var applies: Bool?
  /// By group, such as the project code; empty where records are not grouped or not all known.
  public var groups: [String: Rational] = [:]
  /// The facts that are missing.
  public var missing: [String]
  public var faults: [Localized]
  public var trace: [TraceStep]

  /// What of the target is reached; `nil` where either is unknown or the target is zero.
  public var share: Rational? {
    guard let value, let target, !target.isZero else { return nil }
    return value.divided(by: target)
  }

  /// The points: full ones for the target, none below zero, in proportion between (完成比例得分).
  /// `nil` where it does not apply or cannot be known.
  public func score(of full: Rational) -> Rational? {
    guard applies == true, let share else { return nil }
    return full.multiplied(by: min(max(share, .zero), .one))
  }
}

extension Indicator {
  /// - Throws: ``Groundwork/Cancelled``.
  /// - Complexity: O(records), three times.
  public func value(
    _ facts: Facts, cancellation: Cancellation = Cancellation()
  ) throws -> IndicatorValue {
    let outcome = try formula.evaluate(facts, cancellation: cancellation)
    let aim = try target?.evaluate(facts, traced: false, cancellation: cancellation)
    let condition = try appliesIf?.evaluate(facts, traced: false, cancellation: cancellation)
    let applies: Bool? =
      switch condition?.value {
      case nil: true
      case .truth(let truth): truth
      default: nil
      }
    var missing = Set(outcome.missing)
    missing.formUnion(aim?.missing ?? [])
    missing.formUnion(condition?.missing ?? [])
    return IndicatorValue(
      value: outcome.number?.divided(by: unit.factor),
      target: aim?.number?.divided(by: unit.factor), applies: applies,
      groups: try groups(facts, cancellation), missing: missing.sorted(),
      faults: outcome.faults + (aim?.faults ?? []), trace: outcome.trace)
  }

  /// The sums of the groups of an additive indicator; empty where something is unknown.
  private func groups(
    _ facts: Facts, _ cancellation: Cancellation
  ) throws -> [String: Rational] {
    try parts(facts, by: nil, cancellation: cancellation)[""] ?? [:]
  }

  /// The sums of the groups of an additive indicator within each value of another field of its records, such as
  /// the parts of projects in each township. Records without that field stand under the empty text.
  ///
  /// - Parameter other: A field of texts; `nil`: all under the empty text.
  /// - Returns: In the indicator's unit, by the value of the field, then by group; empty where records are not
  ///   grouped, something is unknown, or the records have no such field.
  /// - Throws: ``Groundwork/Cancelled``.
  /// - Complexity: O(records).
  public func parts(
    _ facts: Facts, by other: String?, cancellation: Cancellation = Cancellation()
  ) throws -> [String: [String: Rational]] {
    guard let selection, let field = selection.field else { return [:] }
    let evaluator = Evaluator(selection.records, facts, cancellation)
    let collection = selection.records.selection.collection
    let fields = facts.catalogue.collections[collection]
    let place = other.flatMap(fields.fieldIndex)
    guard let index = fields.fieldIndex(field), other == nil || place != nil,
      let columns = facts.tables[collection]?.columns,
      case .success(let selected) = evaluator.select(selection.records.selection),
      let measure = selection.records.measure
    else { return [:] }
    var sums: [String: [String: Rational]] = [:]
    var isKnown = true
    evaluator.forEach(selected, in: selection.records.selection) { row, condition in
      var spot = ""
      if let place, case .text(let text)? = columns[place].value(at: row) { spot = text }
      guard condition == .truth(true), case .number(let amount) = evaluator.evaluate(measure),
        case .text(let key)? = columns[index].value(at: row),
        let sum = (sums[spot]?[key] ?? .zero).adding(amount)
      else {
        isKnown = false
        return
      }
      sums[spot, default: [:]][key] = sum
    }
    try cancellation.check()
    guard isKnown else { return [:] }
    return sums.mapValues { sums in
      sums.compactMapValues { $0.divided(by: unit.factor) }.filter { !$0.value.isZero }
    }.filter { !$0.value.isEmpty }
  }

  /// The records that an additive indicator is made of, those of the largest amount first, added or
  /// taken away, and how many there are.
  ///
  /// - Parameter group: Only those of a group, such as a project code.
  /// - Throws: Diagnostic `indicator.no-records`; ``Groundwork/Cancelled``.
  public func records(
    _ facts: Facts, of group: String?, limit: Int, cancellation: Cancellation = Cancellation()
  ) throws -> (records: [Witness], count: Int) {
    guard let selection else { throw noRecords() }
    var filters = [selection.filter].compactMap { $0 }.map { "(\($0))" }
    filters.append("(\(selection.amount)) != 0 m2")
    if unit.dimension != .area { filters.removeLast() }
    if let group {
      guard let field = selection.field, let name = selection.each.split(separator: " ").first,
        !group.contains(where: { $0 == "\"" || $0 == "\\" || $0.isNewline })
      else { throw noRecords() }
      filters.append("\(name).\(field) == \"\(group)\"")
    }
    let filter = filters.isEmpty ? nil : filters.joined(separator: " and ")
    let chosen: Selection
    do {
      chosen = try Indicator.selection(
        each: selection.each, filter: filter, amount: selection.amount, field: selection.field,
        facts.catalogue)
    } catch {
      throw noRecords()
    }
    let found = try WitnessFinder(facts: facts, cancellation: cancellation).witnesses(
      [chosen.records], for: .pass, limit: limit, bySize: true)
    return (found.witnesses, found.count)
  }

  private func noRecords() -> Diagnostic {
    Diagnostic(
      code: "indicator.no-records",
      Localized(
        zh: "指标“\(id)”不能展开到这样的记录。", en: "the indicator ‘\(id)’ has no such records."))
  }
}
