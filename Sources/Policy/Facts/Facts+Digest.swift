import Groundwork

extension Facts {
  /// SHA-256 of the canonical form of these facts, in hexadecimal.
  ///
  /// The canonical form lists scalars and fields by name and records by their numbers, each value
  /// with its length, so that the hash depends only on what is known, not on the order of insertion
  /// or of the catalogue.
  public func sha256() -> String {
    var writer = DigestWriter()
    writer.text("zhitu.facts/1")
    for (field, value) in zip(catalogue.scalars, scalars).sorted(by: { $0.0.name < $1.0.name }) {
      guard let value else { continue }
      writer.text(field.name)
      writer.value(value)
    }
    let named = zip(catalogue.collections, tables).sorted { $0.0.name < $1.0.name }
    for (collection, table) in named {
      guard let table else { continue }
      writer.text(collection.name)
      writer.whole(Int64(table.rows))
      let columns = zip(collection.fields, table.columns).sorted { $0.0.name < $1.0.name }
      for (field, column) in columns {
        writer.text(field.name)
        writer.column(column)
      }
    }
    return writer.finish()
  }
}

/// Feeds values of known length into SHA-256.
private struct DigestWriter: ~Copyable {
  private var hash = SHA256()
  private var buffer: [UInt8] = []

  mutating func whole(_ number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { buffer.append(contentsOf: $0) }
    if buffer.count > 1 << 16 { flush() }
  }

  mutating func text(_ text: String) {
    whole(Int64(text.utf8.count))
    buffer.append(contentsOf: text.utf8)
  }

  mutating func value(_ value: Value?) {
    switch value {
    case nil, .unknown, .record: buffer.append(0)
    case .number(let number):
      buffer.append(1)
      text(number.description)
    case .text(let content):
      buffer.append(2)
      text(content)
    case .truth(let truth): buffer.append(truth ? 4 : 3)
    case .date(let date):
      buffer.append(5)
      whole(Int64(date.day))
    }
  }

  mutating func column(_ column: Column) {
    switch column.storage {
    case .hundredths(let values):
      buffer.append(6)
      for value in values { whole(value) }
    case .fractions(let values): for item in values { value(item.map { .number($0) }) }
    case .texts(let values):
      for row in 0..<values.count { value(values[row].map { .text($0) }) }
    case .truths(let values): for item in values { value(item.map { .truth($0) }) }
    case .dates(let values): for item in values { value(item.map { .date($0) }) }
    }
  }

  private mutating func flush() {
    hash.update(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  consuming func finish() -> String {
    flush()
    return hash.finalize().hexadecimal
  }
}
