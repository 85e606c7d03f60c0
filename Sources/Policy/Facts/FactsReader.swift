import Groundwork
import YAMLFiles

/// Reads facts from YAML: scalars by name, collections as lists of records.
///
/// A number is in the unit of the catalogue, or states its own: `8000 mu`. `null` is unknown.
/// Records without a number are numbered from 1.
struct FactsReader {
  let catalogue: FactCatalogue
  /// Default values of records, by collection and field.
  var defaults: [String: [String: FactValue]] = [:]

  static func defaults(
    _ node: YAMLNode, _ catalogue: FactCatalogue
  ) throws(Diagnostic) -> [String: [String: FactValue]] {
    var result: [String: [String: FactValue]] = [:]
    for (name, record) in try node.pairs() {
      guard let index = catalogue.collectionIndex(name) else {
        throw record.unknownFact(name)
      }
      result[name] = try values(record, catalogue.collections[index])
    }
    return result
  }

  /// A record as written, and its place in the file.
  struct Record {
    var values: [String: FactValue]
    var place: String
  }

  func facts(_ node: YAMLNode) throws(Diagnostic) -> Facts {
    var facts = Facts(catalogue)
    for (name, value) in try node.pairs() {
      do throws(Diagnostic) {
        if let index = catalogue.collectionIndex(name) {
          let collection = catalogue.collections[index]
          try facts.set(try table(try records(value, collection), collection))
        } else if let index = catalogue.scalarIndex(name) {
          try facts.set(name, try FactsReader.value(value, catalogue.scalars[index]))
        } else {
          throw value.unknownFact(name)
        }
      } catch {
        throw error.at(value.place)
      }
    }
    return facts
  }

  /// The records of a collection, completed from the defaults.
  func records(
    _ node: YAMLNode, _ collection: FactCatalogue.Collection
  ) throws(Diagnostic) -> [Record] {
    var records: [Record] = []
    for record in try node.list() {
      let own = try FactsReader.values(record, collection)
      let usual = defaults[collection.name] ?? [:]
      records.append(
        Record(values: usual.merging(own) { _, own in own }, place: record.place))
    }
    return records
  }

  /// The table of these records; those without a number are numbered from 1.
  func table(
    _ records: [Record], _ collection: FactCatalogue.Collection
  ) throws(Diagnostic) -> FactTable {
    var table = try FactTable(
      collection.name, fields: collection.fields.map(\.name), of: catalogue)
    let identifier = collection.identifier.map { collection.fields[$0].name }
    for (row, record) in records.enumerated() {
      do throws(Diagnostic) {
        try table.append(
          collection.fields.map { field in
            record.values[field.name]
              ?? (field.name == identifier ? .whole(Int64(row + 1)) : .missing)
          })
      } catch {
        let field = error.field.flatMap { collection.fieldIndex($0) }
        throw (field.map { error.about(collection.fields[$0]) } ?? error).at(record.place)
      }
    }
    return table
  }

  private static func values(
    _ node: YAMLNode, _ collection: FactCatalogue.Collection
  ) throws(Diagnostic) -> [String: FactValue] {
    var result: [String: FactValue] = [:]
    for (name, value) in try node.pairs() {
      guard let index = collection.fieldIndex(name) else {
        throw value.unknownFact(
          "\(collection.name).\(name)", known: collection.fields.map(\.name))
      }
      do throws(Diagnostic) {
        result[name] = try self.value(value, collection.fields[index])
      } catch {
        throw error.about(collection.fields[index], of: collection.name)
      }
    }
    return result
  }

  static func value(
    _ node: YAMLNode, _ field: FactCatalogue.Field
  ) throws(Diagnostic) -> FactValue {
    if node.isNull { return .missing }
    switch field.type {
    case .text: return .text(try node.optionalText() ?? "")
    case .truth: return .truth(try node.boolean())
    case .date: return .date(try node.date())
    case .identifier, .quantity:
      let text = try node.text()
      if text == ".nan" { return .number(.nan) }
      let words = text.split(separator: " ")
      guard (1...2).contains(words.count), let number = Rational(decimal: words[0]) else {
        throw node.error("not-a-number", zh: "“\(text)”不是数", en: "‘\(text)’ is not a number")
      }
      guard words.count == 2 else { return .exact(number) }
      guard let unit = UnitOfMeasure.named(words[1]) else {
        throw node.error(
          "unknown-unit", zh: "没有单位“\(words[1])”", en: "there is no unit ‘\(words[1])’")
      }
      return .quantity(number, unit)
    }
  }
}

extension YAMLNode {
  func unknownFact(_ name: String, known: [String] = []) -> Diagnostic {
    var problem = error(
      "unknown-fact", zh: "事实目录中没有“\(name)”", en: "there is no fact named ‘\(name)’")
    if !known.isEmpty {
      problem.remedy = Localized(
        zh: "可用：\(known.joined(separator: "、"))", en: "there are: \(known.joined(separator: ", "))")
    }
    return problem
  }
}
