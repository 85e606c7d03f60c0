import Groundwork

/// Finds the records that bear witness to a verdict.
struct WitnessFinder {
  let facts: Facts
  let cancellation: Cancellation

  /// The witnesses of all selectors, largest first, each record once, and how many there are.
  /// Records of which it is not known whether they are concerned count only for `undecidable`.
  func witnesses(
    _ selectors: [WitnessSelector], for verdict: Verdict, limit: Int
  ) throws -> (witnesses: [Witness], count: Int) {
    var found: [Found] = []
    var seen: Set<Place> = []
    for selector in selectors where selector.verdicts.contains(verdict) {
      for item in try find(selector, for: verdict) where seen.insert(item.place).inserted {
        found.append(item)
      }
    }
    found.sort { a, b in
      if a.amount != b.amount { return (a.amount ?? -1) > (b.amount ?? -1) }
      return a.place < b.place
    }
    return (found.prefix(max(0, limit)).map { witness($0) }, found.count)
  }

  private struct Place: Hashable, Comparable {
    var collection: Int
    var row: Int

    static func < (a: Place, b: Place) -> Bool {
      a.collection == b.collection ? a.row < b.row : a.collection < b.collection
    }
  }

  private struct Found {
    var place: Place
    var amount: Double?
    var certain: Bool
    var note: Localized?
  }

  private func find(_ selector: WitnessSelector, for verdict: Verdict) throws -> [Found] {
    let evaluator = Evaluator(selector, facts, cancellation)
    let collection = selector.selection.collection
    var found: [Found] = []
    guard case .success(let selected) = evaluator.select(selector.selection) else { return [] }
    evaluator.forEach(selected, in: selector.selection) { row, condition in
      let certain = condition == .truth(true)
      guard certain || verdict == .undecidable else { return }
      var amount: Double?
      if let measure = selector.measure {
        if case .number(let number) = evaluator.evaluate(measure) { amount = number.double }
      } else if case .number(let area)? = value("area", collection, row) {
        amount = area.double
      }
      found.append(
        Found(
          place: Place(collection: collection, row: row), amount: amount, certain: certain,
          note: selector.note))
    }
    try cancellation.check()
    return found
  }

  private func value(_ role: String, _ collection: Int, _ row: Int) -> Value? {
    guard let column = facts.catalogue.collections[collection].witness[role],
      let table = facts.tables[collection], row < table.rows
    else { return nil }
    return table.columns[column].value(at: row)
  }

  private func witness(_ found: Found) -> Witness {
    let (collection, row) = (found.place.collection, found.place.row)
    func text(_ role: String) -> String? {
      if case .text(let text)? = value(role, collection, row) { return text }
      return nil
    }
    var id = Int64(row + 1)
    if case .number(let number)? = value("id", collection, row),
      let exact = Int64(exactly: number.reduced.numerator)
    {
      id = exact
    }
    var area: Int64?
    if case .number(let number)? = value("area", collection, row) {
      area = Area(roundingSquareMetres: number.double)?.hundredths
    }
    return Witness(
      collection: facts.catalogue.collections[collection].name, id: id,
      fromID: text("from_id"), toID: text("to_id"), fromClass: text("from_class"),
      toClass: text("to_class"), area: area, amount: found.amount, certain: found.certain,
      note: found.note, bounds: nil)
  }
}
