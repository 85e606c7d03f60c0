import Foundation
import Groundwork

/// The JSON form of facts, from which an evaluation can be repeated years later.
///
/// `{"schema":"zhitu.facts/1","catalogue":sha256,"scalars":{name:value},"collections":{name:{
/// "rows":n,"columns":{field:[values]}}}}`. Numbers are fractions in base units as texts (`"7"`,
/// `"1/3"`), or, in a column that holds only hundredths, whole numbers of 0.01 of the base unit.
/// Dates are texts; what is missing is `null` or not there.
extension Facts {
  private struct Document: Codable {
    var schema: String
    var catalogue: String
    var scalars: [String: Cell]
    var collections: [String: Body]
  }

  private struct Body: Codable {
    var rows: Int
    var columns: [String: [Cell?]]
    var hundredths: [String: [Int64?]]
  }

  private enum Cell: Codable {
    case text(String)
    case truth(Bool)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let truth = try? container.decode(Bool.self) {
        self = .truth(truth)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .truth(let truth): try container.encode(truth)
      }
    }

    init?(_ value: Value) {
      switch value {
      case .number(let number): self = .text(number.description)
      case .text(let text): self = .text(text)
      case .truth(let truth): self = .truth(truth)
      case .date(let date): self = .text(date.description)
      case .record, .unknown: return nil
      }
    }

    /// The cell as a value of this type; nil when it is of another type.
    func value(_ type: FactType) -> Value? {
      switch (type, self) {
      case (.truth, .truth(let truth)): .truth(truth)
      case (.text, .text(let text)): .text(text)
      case (.date, .text(let text)): CalendarDate(text).map { .date($0) }
      case (.quantity, .text(let text)), (.identifier, .text(let text)):
        Rational(fraction: text).map { .number($0) }
      default: nil
      }
    }
  }

  /// UTF-8 with sorted keys: equal facts give equal bytes.
  public func json() throws -> [UInt8] {
    var document = Document(
      schema: "zhitu.facts/1", catalogue: catalogue.sha256, scalars: [:], collections: [:])
    for (field, value) in zip(catalogue.scalars, scalars) {
      document.scalars[field.name] = value.flatMap { Cell($0) }
    }
    for (collection, table) in zip(catalogue.collections, tables) {
      guard let table else { continue }
      var body = Body(rows: table.rows, columns: [:], hundredths: [:])
      for (field, column) in zip(collection.fields, table.columns) {
        if case .hundredths(let values) = column.storage {
          body.hundredths[field.name] = values.map { $0 == Column.missing ? nil : $0 }
        } else {
          body.columns[field.name] = (0..<table.rows).map { row in
            column.value(at: row).flatMap { Cell($0) }
          }
        }
      }
      document.collections[collection.name] = body
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(document))
  }

  /// Reads what ``json()`` wrote. Names that the catalogue does not have are an error.
  ///
  /// Throws `facts.bad-json`, `facts.unknown-name`.
  public init(json: [UInt8], catalogue: FactCatalogue) throws {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(json))
    } catch {
      throw Facts.badJSON("\(error)")
    }
    guard document.schema == "zhitu.facts/1" else { throw Facts.badJSON(document.schema) }
    self.init(catalogue)
    for (name, cell) in document.scalars {
      guard let index = catalogue.scalarIndex(name) else { throw Facts.unknown(name) }
      guard let value = cell.value(catalogue.scalars[index].type) else { throw Facts.badJSON(name) }
      restore(scalar: index, value)
    }
    for (name, body) in document.collections {
      guard let index = catalogue.collectionIndex(name) else { throw Facts.unknown(name) }
      restore(table: index, try Facts.table(body, catalogue.collections[index]))
    }
  }

  private static func table(
    _ body: Body, _ collection: FactCatalogue.Collection
  ) throws -> Facts.Table {
    for name in Array(body.columns.keys) + Array(body.hundredths.keys)
    where collection.fieldIndex(name) == nil {
      throw unknown("\(collection.name).\(name)")
    }
    var columns: [Column] = []
    for field in collection.fields {
      var builder = ColumnBuilder(field.type)
      if let values = body.hundredths[field.name] {
        guard values.count == body.rows, field.type.isNumber else { throw badJSON(field.name) }
        for value in values {
          builder.append(value.flatMap { Rational(Int128($0), over: 100) }.map { .number($0) })
        }
      } else if let cells = body.columns[field.name] {
        guard cells.count == body.rows else { throw badJSON(field.name) }
        for cell in cells {
          guard let cell else {
            builder.append(nil)
            continue
          }
          guard let value = cell.value(field.type) else { throw badJSON(field.name) }
          builder.append(value)
        }
      } else {
        for _ in 0..<body.rows { builder.append(nil) }
      }
      columns.append(builder.finished())
    }
    return Facts.Table(rows: body.rows, columns: columns)
  }

  private static func badJSON(_ what: String) -> Diagnostic {
    Diagnostic(
      code: "facts.bad-json",
      Localized(zh: "事实文件不合格式：\(what)", en: "the facts are not in the right form: \(what)"))
  }
}

extension FactType {
  var isNumber: Bool {
    switch self {
    case .quantity, .identifier: true
    case .text, .truth, .date: false
    }
  }
}

extension Rational {
  /// Reads a decimal numeral, or a fraction of two such as `820/30000`.
  init?(fraction text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let above = Rational(decimal: parts[0]) else { return nil }
    guard parts.count == 2 else {
      self = above
      return
    }
    guard let below = Rational(decimal: parts[1]), let quotient = above.divided(by: below) else {
      return nil
    }
    self = quotient.reduced
  }
}
