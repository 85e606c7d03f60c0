import Groundwork

/// Selects the records that a verdict rests on (证据图斑), ranked by a value: `p in pieces if p.in_erl
/// by p.area`.
public struct WitnessSelector: Sendable {
  public let text: String
  /// What the witnesses show.
  public let note: Localized?
  /// The verdicts for which they are selected.
  public let verdicts: Set<Verdict>
  /// The facts that the selection names.
  public let facts: [String]
  let selection: Plan.Selection
  let measure: Plan?
  let slots: Int

  init(
    _ text: String, note: Localized?, verdicts: Set<Verdict>, _ checker: Checker
  ) throws(FormulaError) {
    var checker = checker
    let syntax = try Parser.selection(text)
    var selection = try checker.open(
      variable: syntax.variable, collection: syntax.collection, at: syntax.collectionAt)
    if let filter = syntax.filter { selection.filter = try checker.truth(filter) }
    measure = try syntax.measure.map { (syntax) throws(FormulaError) in
      try checker.numeric(syntax)
    }
    checker.close(syntax.variable)
    self.text = text
    self.note = note
    self.verdicts = verdicts
    self.selection = selection
    facts = checker.facts
    slots = checker.slots
  }
}
