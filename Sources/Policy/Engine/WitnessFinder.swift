import Groundwork

/// Finds the records that a verdict rests on.
struct WitnessFinder {
  let facts: Facts
  let cancellation: Cancellation

  /// The witnesses of all selectors, largest first, each record once, and how many there are.
  /// Records that may or may not be concerned count only for `undecidable`.
  ///
  /// - Parameter bySize: Whether an amount counts by its size, be it added or taken away.
  func witnesses(
    _ selectors: [WitnessSelector], for verdict: Verdict, limit: Int, bySize: Bool = false
  ) throws -> (witnesses: [Witness], count: Int) {
    let matching = selectors.filter { $0.verdicts.contains(verdict) }
    var ranking = Ranking(limit: limit, mayRepeat: matching.count > 1, bySize: bySize)
    for selector in matching { try find(selector, for: verdict, into: &ranking) }
    return (ranking.largest().map { witness($0) }, ranking.count)
  }

  fileprivate struct Place: Hashable, Comparable {
    var collection: Int
    var row: Int

    static func < (a: Place, b: Place) -> Bool {
      a.collection == b.collection ? a.row < b.row : a.collection < b.collection
    }
  }

  fileprivate struct Found {
    var place: Place
    var amount: Double?
    var certain: Bool
    var note: Localized?
  }

  private func find(
    _ selector: WitnessSelector, for verdict: Verdict, into ranking: inout Ranking
  ) throws {
    let evaluator = Evaluator(selector, facts, cancellation)
    let collection = selector.selection.collection
    let areas = column("area", of: collection)
    guard case .success(let selected) = evaluator.select(selector.selection) else { return }
    evaluator.forEach(selected, in: selector.selection) { row, condition in
      let certain = condition == .truth(true)
      guard certain || verdict == .undecidable else { return }
      var amount: Double?
      let ranked = selector.measure.map { evaluator.evaluate($0) } ?? areas?.value(at: row)
      if case .number(let number)? = ranked { amount = number.double }
      ranking.add(
        Found(
          place: Place(collection: collection, row: row), amount: amount, certain: certain,
          note: selector.note))
    }
    try cancellation.check()
  }

  /// The column with one of the values that identify a witness.
  private func column(_ role: String, of collection: Int) -> Column? {
    guard let column = facts.catalogue.collections[collection].witness[role],
      let table = facts.tables[collection]
    else { return nil }
    return table.columns[column]
  }

  private func witness(_ found: Found) -> Witness {
    let (collection, row) = (found.place.collection, found.place.row)
    func value(_ role: String) -> Value? { column(role, of: collection)?.value(at: row) }
    func text(_ role: String) -> String? {
      if case .text(let text)? = value(role) { return text }
      return nil
    }
    var id = Int64(row + 1)
    if case .number(let number)? = value("id"),
      let exact = Int64(exactly: number.reduced.numerator)
    {
      id = exact
    }
    var area: Int64?
    if case .number(let number)? = value("area") {
      area = Area(roundingSquareMetres: number.double)?.hundredths
    }
    return Witness(
      collection: facts.catalogue.collections[collection].name, id: id,
      fromID: text("from_id"), toID: text("to_id"), fromClass: text("from_class"),
      toClass: text("to_class"), area: area, amount: found.amount, certain: found.certain,
      note: found.note, bounds: nil)
  }
}

/// Counts the records found and keeps the largest.
private struct Ranking {
  private(set) var count = 0
  private let limit: Int
  private let mayRepeat: Bool
  private let bySize: Bool
  private var kept: [WitnessFinder.Found] = []
  private var seen: Set<WitnessFinder.Place> = []

  /// - Parameter mayRepeat: whether a record may be found more than once.
  init(limit: Int, mayRepeat: Bool, bySize: Bool) {
    self.limit = max(0, limit)
    self.mayRepeat = mayRepeat
    self.bySize = bySize
  }

  mutating func add(_ found: WitnessFinder.Found) {
    if mayRepeat, !seen.insert(found.place).inserted { return }
    count += 1
    kept.append(found)
    if kept.count / 2 > max(limit, 1000) { kept = largest() }
  }

  func largest() -> [WitnessFinder.Found] {
    func rank(_ found: WitnessFinder.Found) -> Double {
      (bySize ? found.amount?.magnitude : found.amount) ?? -1
    }
    let ranked = kept.sorted { a, b in
      if rank(a) != rank(b) { return rank(a) > rank(b) }
      return a.place < b.place
    }
    return Array(ranked.prefix(limit))
  }
}
