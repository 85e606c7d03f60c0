import Groundwork

/// Everything that is known about a plan at one time, named as in a ``FactCatalogue``.
///
/// What is not filled in is unknown; a rule that needs it is undecidable and names it.
public struct Facts: Sendable {
  public let catalogue: FactCatalogue
  private(set) var scalars: [Value?]
  private(set) var tables: [Table?]
  /// Where each fact was taken from, ordered by its name. Not part of the hash.
  public private(set) var origins: [FactOrigin] = []

  /// The records of one collection, ordered by their numbers.
  struct Table: Sendable {
    var rows: Int
    var columns: [Column]
  }

  /// Facts of which nothing is known.
  public init(_ catalogue: FactCatalogue) {
    self.catalogue = catalogue
    scalars = Array(repeating: nil, count: catalogue.scalars.count)
    tables = Array(repeating: nil, count: catalogue.collections.count)
  }

  /// Fills in one scalar.
  ///
  /// Throws `facts.unknown-name`, or the error of the value.
  public mutating func set(_ name: String, _ value: FactValue) throws(Diagnostic) {
    guard let index = catalogue.scalarIndex(name) else { throw Facts.unknown(name) }
    scalars[index] = try catalogue.scalars[index].value(of: value)
  }

  /// Fills in one collection, replacing its content.
  public mutating func set(_ table: FactTable) throws(Diagnostic) {
    guard let index = catalogue.collectionIndex(table.collection.name) else {
      throw Facts.unknown(table.collection.name)
    }
    tables[index] = try table.finished()
  }

  /// Records `source` as the origin of every fact filled in so far that has none.
  public mutating func setOrigin(_ source: String) {
    let known = Set(origins.filter { $0.completes != true }.map(\.fact))
    for (field, value) in zip(catalogue.scalars, scalars)
    where value != nil && !known.contains(field.name) {
      setOrigins(of: field.name, [FactOrigin(fact: field.name, source: source)])
    }
    for (collection, table) in zip(catalogue.collections, tables) {
      guard let table, !known.contains(collection.name) else { continue }
      setOrigins(
        of: collection.name,
        [FactOrigin(fact: collection.name, source: source, records: table.rows)]
          + origins.filter { $0.fact == collection.name })
    }
  }

  /// Replaces the origins of one fact.
  mutating func setOrigins(of fact: String, _ list: [FactOrigin]) {
    origins.removeAll { $0.fact == fact }
    let place = origins.firstIndex { $0.fact > fact } ?? origins.count
    origins.insert(contentsOf: list, at: place)
  }

  /// Restores the origins that were stored with these facts.
  public mutating func restore(origins: [FactOrigin]) { self.origins = origins }

  mutating func restore(scalar index: Int, _ value: Value) { scalars[index] = value }
  mutating func restore(table index: Int, _ table: Table) { tables[index] = table }

  /// The number of records of a collection, `nil` when it is not filled in.
  public func count(of collection: String) -> Int? {
    catalogue.collectionIndex(collection).flatMap { tables[$0]?.rows }
  }

  static func unknown(_ name: String) -> Diagnostic {
    Diagnostic(
      code: "facts.unknown-name",
      Localized(zh: "事实目录中没有“\(name)”", en: "there is no fact named ‘\(name)’"),
      remedy: Localized(
        zh: "可用的名称见 Policies/facts.yaml", en: "the names are in Policies/facts.yaml"))
  }
}
