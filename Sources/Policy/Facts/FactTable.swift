import Groundwork

/// The records of one collection, given one by one or column by column. Fields that are not given
/// are unknown for all records.
public struct FactTable: Sendable {
  public let collection: FactCatalogue.Collection
  public private(set) var rows = 0
  private let order: [Int]
  private var builders: [ColumnBuilder]
  /// The columns that were given as a whole, by their place in the collection.
  private var whole: [Int: Column] = [:]

  /// A table of `collection` whose rows hold these fields in this order.
  ///
  /// Throws `facts.unknown-name`.
  public init(
    _ collection: String, fields: [String], of catalogue: FactCatalogue
  ) throws(Diagnostic) {
    (self.collection, order) = try FactTable.places(of: fields, in: collection, catalogue)
    builders = self.collection.fields.map { ColumnBuilder($0.type) }
  }

  /// A table of `collection` whose columns have all the same length.
  ///
  /// Throws `facts.unknown-name`, `facts.wrong-count`, or the error of a value.
  public init(
    _ collection: String, columns: [(field: String, values: FactColumn)],
    of catalogue: FactCatalogue
  ) throws(Diagnostic) {
    try self.init(collection, fields: columns.map(\.field), of: catalogue)
    rows = columns.first?.values.count ?? 0
    for (place, (_, values)) in zip(order, columns) {
      guard values.count == rows else { throw wrongCount(values.count, of: rows) }
      do {
        whole[place] = try self.collection.fields[place].column(values)
      } catch {
        var located = error
        located.layer = collection
        throw located
      }
    }
  }

  private static func places(
    of fields: [String], in name: String, _ catalogue: FactCatalogue
  ) throws(Diagnostic) -> (FactCatalogue.Collection, [Int]) {
    guard let index = catalogue.collectionIndex(name) else { throw Facts.unknown(name) }
    let collection = catalogue.collections[index]
    var order: [Int] = []
    for field in fields {
      guard let place = collection.fieldIndex(field), !order.contains(place) else {
        throw Facts.unknown("\(name).\(field)")
      }
      order.append(place)
    }
    return (collection, order)
  }

  private func wrongCount(_ given: Int, of wanted: Int) -> Diagnostic {
    Diagnostic(
      code: "facts.wrong-count",
      Localized(
        zh: "集合“\(collection.name)”应有 \(wanted) 个值，而给出 \(given) 个",
        en: "‘\(collection.name)’ needs \(wanted) values, but \(given) were given"))
  }

  /// Adds one record: one value for each field, in the order given at the start.
  public mutating func append(_ values: [FactValue]) throws(Diagnostic) {
    guard values.count == order.count else { throw wrongCount(values.count, of: order.count) }
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
      if let column = whole[index] {
        columns.append(column)
        continue
      }
      var builder = builder
      if !given.contains(index) { for _ in 0..<rows { builder.append(nil) } }
      columns.append(builder.finished())
    }
    guard let identifier = collection.identifier else {
      return Facts.Table(rows: rows, columns: columns)
    }
    if columns[identifier].isAscending { return Facts.Table(rows: rows, columns: columns) }
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
