import Groundwork

/// Everything that is known about a plan at one time, in the terms of a ``FactCatalogue``.
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

  /// Nothing is known yet.
  public init(_ catalogue: FactCatalogue) {
    self.catalogue = catalogue
    scalars = Array(repeating: nil, count: catalogue.scalars.count)
    tables = Array(repeating: nil, count: catalogue.collections.count)
  }

  /// Fills in one scalar.
  ///
  /// Throws `facts.unknown-name`, or what the check of the value says.
  public mutating func set(_ name: String, _ value: FactValue) throws(Diagnostic) {
    guard let index = catalogue.scalarIndex(name) else { throw Facts.unknown(name) }
    scalars[index] = try catalogue.scalars[index].value(of: value)
  }

  /// Fills in one collection, in place of what was there.
  public mutating func set(_ table: FactTable) throws(Diagnostic) {
    guard let index = catalogue.collectionIndex(table.collection.name) else {
      throw Facts.unknown(table.collection.name)
    }
    tables[index] = try table.finished()
  }

  /// Says of every fact filled in so far, and not said before, that it was taken from `source`.
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

  /// Says where one fact was taken from, in place of what was said before.
  mutating func setOrigins(of fact: String, _ list: [FactOrigin]) {
    origins.removeAll { $0.fact == fact }
    let place = origins.firstIndex { $0.fact > fact } ?? origins.count
    origins.insert(contentsOf: list, at: place)
  }

  /// The origins that were kept with these facts.
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

/// Collects the records of one collection. Fields that are not given are unknown for all records.
public struct FactTable: Sendable {
  public let collection: FactCatalogue.Collection
  public private(set) var rows = 0
  private let order: [Int]
  private var builders: [ColumnBuilder]

  /// A table of `collection`, whose rows will give these fields in this order.
  ///
  /// Throws `facts.unknown-name`.
  public init(
    _ collection: String, fields: [String], of catalogue: FactCatalogue
  ) throws(Diagnostic) {
    guard let index = catalogue.collectionIndex(collection) else {
      throw Facts.unknown(collection)
    }
    self.collection = catalogue.collections[index]
    var order: [Int] = []
    for field in fields {
      guard let place = self.collection.fieldIndex(field), !order.contains(place) else {
        throw Facts.unknown("\(collection).\(field)")
      }
      order.append(place)
    }
    self.order = order
    builders = self.collection.fields.map { ColumnBuilder($0.type) }
  }

  /// Adds one record: one value for each field, in the order given at the start.
  public mutating func append(_ values: [FactValue]) throws(Diagnostic) {
    guard values.count == order.count else {
      throw Diagnostic(
        code: "facts.wrong-count",
        Localized(
          zh: "集合“\(collection.name)”的记录应有 \(order.count) 个值，而给出 \(values.count) 个",
          en: "a record of ‘\(collection.name)’ has \(order.count) values, "
            + "but \(values.count) were given"))
    }
    var converted: [Value?] = []
    converted.reserveCapacity(values.count)
    for (place, value) in zip(order, values) {
      do {
        converted.append(try collection.fields[place].value(of: value))
      } catch {
        var located = error
        located.layer = collection.name
        located.feature = "\(rows + 1)"
        throw located
      }
    }
    for (place, value) in zip(order, converted) { builders[place].append(value) }
    rows += 1
  }

  func finished() throws(Diagnostic) -> Facts.Table {
    let given = Set(order)
    var columns: [Column] = []
    for (index, builder) in builders.enumerated() {
      var builder = builder
      if !given.contains(index) { for _ in 0..<rows { builder.append(nil) } }
      columns.append(builder.finished())
    }
    guard let identifier = collection.identifier else {
      return Facts.Table(rows: rows, columns: columns)
    }
    var numbers: [Rational] = []
    numbers.reserveCapacity(rows)
    for row in 0..<rows {
      guard case .number(let number)? = columns[identifier].value(at: row) else {
        throw Diagnostic(
          code: "facts.missing-id",
          Localized(
            zh: "集合“\(collection.name)”第 \(row + 1) 条记录没有编号",
            en: "record \(row + 1) of ‘\(collection.name)’ has no id"), layer: collection.name)
      }
      numbers.append(number)
    }
    var permutation = Array(0..<rows)
    if !zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) {
      permutation.sort { numbers[$0] < numbers[$1] }
      for (a, b) in zip(permutation, permutation.dropFirst()) where numbers[a] == numbers[b] {
        throw Diagnostic(
          code: "facts.duplicate-id",
          Localized(
            zh: "集合“\(collection.name)”有两条记录编号都是 \(numbers[a])",
            en: "two records of ‘\(collection.name)’ have the id \(numbers[a])"),
          layer: collection.name)
      }
      columns = columns.map { $0.reordered(by: permutation) }
    }
    return Facts.Table(rows: rows, columns: columns)
  }
}
