import Groundwork

extension Facts {
  /// The same facts by another catalogue; facts that it does not have are dropped.
  public func converted(to other: FactCatalogue) -> Facts {
    if other.sha256 == catalogue.sha256 { return self }
    var result = Facts(other)
    for (field, value) in zip(catalogue.scalars, scalars) {
      guard let value, let place = other.scalarIndex(field.name),
        other.scalars[place].type == field.type
      else { continue }
      result.restore(scalar: place, value)
    }
    for (collection, table) in zip(catalogue.collections, tables) {
      guard let table, let place = other.collectionIndex(collection.name) else { continue }
      let columns = other.collections[place].fields.map { field in
        if let own = collection.fieldIndex(field.name), collection.fields[own].type == field.type {
          return table.columns[own]
        }
        var builder = ColumnBuilder(field.type)
        for _ in 0..<table.rows { builder.append(nil) }
        return builder.finished()
      }
      result.restore(table: place, Table(rows: table.rows, columns: columns))
    }
    result.restore(
      origins: origins.filter {
        other.scalarIndex($0.fact) != nil || other.collectionIndex($0.fact) != nil
      })
    return result
  }

  /// The names of the facts that may differ from those in `other`, of the same catalogue: scalars,
  /// fields such as `pieces.area`, and collections that were added, removed, or have a different
  /// number of records.
  public func differing(from other: Facts) -> Set<String> {
    var names: Set<String> = []
    for (index, field) in catalogue.scalars.enumerated()
    where scalars[index] != other.scalars[index] {
      names.insert(field.name)
    }
    for (index, collection) in catalogue.collections.enumerated() {
      guard let table = tables[index], let old = other.tables[index], table.rows == old.rows else {
        if tables[index] != nil || other.tables[index] != nil { names.insert(collection.name) }
        continue
      }
      for (field, (column, before)) in zip(collection.fields, zip(table.columns, old.columns))
      where !column.isSame(as: before) {
        names.insert("\(collection.name).\(field.name)")
      }
    }
    return names
  }

  /// The rows of a collection by the numbers of their records.
  package func rows(of collection: String) -> [Int64: Int] {
    guard let index = catalogue.collectionIndex(collection), let table = tables[index],
      let column = catalogue.collections[index].identifier
    else { return [:] }
    var result: [Int64: Int] = [:]
    for row in 0..<table.rows {
      if case .number(let number)? = table.columns[column].value(at: row),
        let id = Int64(exactly: number.reduced.numerator)
      {
        result[id] = row
      }
    }
    return result
  }

  /// The rows of a collection by the codes of their records.
  func rowsByCode(of collection: String) -> [String: [Int]] {
    guard let index = catalogue.collectionIndex(collection), let table = tables[index],
      let column = catalogue.collections[index].fieldIndex("code")
    else { return [:] }
    var result: [String: [Int]] = [:]
    for row in 0..<table.rows {
      if case .text(let code)? = table.columns[column].value(at: row) {
        result[code, default: []].append(row)
      }
    }
    return result
  }

  /// Replaces values of a column; rows are rows of the table.
  package mutating func change(
    _ collection: String, _ field: String, _ values: [(row: Int, value: FactValue)]
  ) throws(Diagnostic) {
    guard let index = catalogue.collectionIndex(collection), var table = tables[index],
      let column = catalogue.collections[index].fieldIndex(field)
    else { throw Facts.unknown("\(collection).\(field)") }
    let definition = catalogue.collections[index].fields[column]
    var changes: [(row: Int, value: Value?)] = []
    for (row, value) in values {
      guard row < table.rows else { throw Facts.unknown("\(collection) #\(row + 1)") }
      changes.append((row, try definition.value(of: value)))
    }
    table.columns[column] = table.columns[column].replacing(changes, definition.type)
    restore(table: index, table)
  }

  /// The facts with only these records of a collection, in this order; rows are rows of the table.
  ///
  /// - Complexity: O(rows × fields).
  package func selecting(_ rows: [Int], of collection: String) -> Facts {
    guard let index = catalogue.collectionIndex(collection), let table = tables[index] else {
      return self
    }
    var result = self
    result.restore(
      table: index,
      Table(rows: rows.count, columns: table.columns.map { $0.reordered(by: rows) }))
    return result
  }

  /// Removes records from a collection.
  package mutating func remove(_ collection: String, rows: Set<Int>) {
    guard !rows.isEmpty, let index = catalogue.collectionIndex(collection),
      let table = tables[index]
    else { return }
    let kept = (0..<table.rows).filter { !rows.contains($0) }
    restore(
      table: index,
      Table(rows: kept.count, columns: table.columns.map { $0.reordered(by: kept) }))
  }

  /// Adds the day of the evaluation and the register values of other facts of the same catalogue. A
  /// day that a register gives takes precedence.
  package mutating func complete(
    asOf date: CalendarDate?, from other: Facts
  ) throws(Diagnostic) {
    if let date { try set("as_of", .date(date)) }
    adoptRegisters(from: other)
  }

  /// Copies the register values of other facts of the same catalogue.
  private mutating func adoptRegisters(from other: Facts) {
    for origin in other.origins where origin.sha256 != nil {
      // Whoever completes further facts from these needs to know that a register completed them.
      setOrigins(of: origin.fact, other.origins.filter { $0.fact == origin.fact })
      if origin.completes == true {
        adoptFields(of: origin.fact, from: other)
        continue
      }
      if let index = catalogue.scalarIndex(origin.fact), let value = other.scalars[index] {
        restore(scalar: index, value)
      }
      if let index = catalogue.collectionIndex(origin.fact), let table = other.tables[index] {
        restore(table: index, table)
      }
    }
  }

  /// Copies the fields that records of the same code have there and lack here.
  private mutating func adoptFields(of collection: String, from other: Facts) {
    guard let index = catalogue.collectionIndex(collection), var table = tables[index],
      let source = other.tables[index]
    else { return }
    let known = other.rowsByCode(of: collection)
    let own = rowsByCode(of: collection)
    for (column, field) in catalogue.collections[index].fields.enumerated() {
      var changes: [(row: Int, value: Value?)] = []
      for (code, rows) in own {
        guard let from = known[code]?.first, let value = source.columns[column].value(at: from)
        else { continue }
        for row in rows where table.columns[column].value(at: row) == nil {
          changes.append((row, value))
        }
      }
      table.columns[column] = table.columns[column].replacing(changes, field.type)
    }
    restore(table: index, table)
  }
}
