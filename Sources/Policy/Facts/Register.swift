import Groundwork
import YAMLFiles

/// A file of facts that are not in the plan (登记文件): approvals, consents, finance, quotas, and the
/// overrides that an authority has granted. YAML or JSON, schema `zhitu.register/1`:
///
/// ```yaml
/// schema: zhitu.register/1
/// scalars: {urban_construction_2020: 820 hm2}
/// collections:
///   consents: [{village: 甲村, present: 120, yes: 101}]
/// overrides:
///   - {rule: CAP-01, authority: …, reason: …, document: …, date: 2026-03-01}
/// ```
///
/// Values are written as in rule tests: a number is in the unit of the catalogue or states its own,
/// `null` is unknown.
public struct Register: Sendable {
  /// The path as it was given.
  public let file: String
  public let sha256: String
  public let overrides: [OverrideRecord]
  let scalars: [(name: String, value: FactValue, place: String)]
  let tables: [(collection: String, records: [FactsReader.Record], place: String)]

  /// The names of the collections that it gives.
  public var collections: Set<String> { Set(tables.map(\.collection)) }

  /// The names of the single facts that it gives.
  public var scalarNames: Set<String> { Set(scalars.map(\.name)) }

  init(
    file: String, sha256: String, overrides: [OverrideRecord],
    scalars: [(name: String, value: FactValue, place: String)],
    tables: [(collection: String, records: [FactsReader.Record], place: String)]
  ) {
    self.file = file
    self.sha256 = sha256
    self.overrides = overrides
    self.scalars = scalars
    self.tables = tables
  }

  /// Reads a register file. Errors name file, line, collection and field.
  public static func load(
    _ path: String, catalogue: FactCatalogue
  ) throws(Diagnostic) -> Register {
    try Register(try PolicyFile.read(path, as: path), catalogue: catalogue)
  }

  /// Reads a register from the text of its file.
  public init(_ file: PolicyFile, catalogue: FactCatalogue) throws(Diagnostic) {
    let root = try YAMLNode.document(file.text, file: file.name)
    let map = try root.mapping([
      "schema", "note", "defaults", "scalars", "collections", "overrides",
    ])
    try root.expectSchema("zhitu.register/1", in: map)
    let reader = FactsReader(
      catalogue: catalogue,
      defaults: try map["defaults"].map { (node) throws(Diagnostic) in
        try FactsReader.defaults(node, catalogue)
      } ?? [:])
    var scalars: [(name: String, value: FactValue, place: String)] = []
    for (name, node) in try map["scalars"]?.pairs() ?? [] {
      guard let index = catalogue.scalarIndex(name) else {
        throw node.unknownFact(name, known: catalogue.scalars.map(\.name))
      }
      scalars.append(
        (name, try FactsReader.value(node, catalogue.scalars[index]), node.place))
    }
    var tables: [(collection: String, records: [FactsReader.Record], place: String)] = []
    for (name, node) in try map["collections"]?.pairs() ?? [] {
      guard let index = catalogue.collectionIndex(name) else {
        throw node.unknownFact(name, known: catalogue.collections.map(\.name))
      }
      tables.append((name, try reader.records(node, catalogue.collections[index]), node.place))
    }
    var overrides: [OverrideRecord] = []
    for node in try map["overrides"]?.list() ?? [] { overrides.append(try OverrideRecord(node)) }
    self.file = file.name
    sha256 = file.sha256
    self.overrides = overrides
    self.scalars = scalars
    self.tables = tables
  }
}

extension Facts {
  /// Adds the facts of registers. A scalar or a collection of a register replaces what the plan
  /// gave; the records that several registers give for one collection are concatenated.
  ///
  /// Throws `register.twice` when two registers give the same scalar, and errors of values, each
  /// with file and line.
  public mutating func add(_ registers: [Register]) throws(Diagnostic) {
    var given: [String: String] = [:]
    for register in registers {
      for (name, value, place) in register.scalars {
        if let first = given[name] { throw Facts.twice(name, first, place) }
        given[name] = place
        do throws(Diagnostic) {
          try set(name, value)
        } catch {
          throw (catalogue.scalarIndex(name).map { error.about(catalogue.scalars[$0]) } ?? error)
            .at(place)
        }
        setOrigins(
          of: name,
          [
            FactOrigin(
              fact: name, source: register.file, line: line(of: place), sha256: register.sha256)
          ])
      }
    }
    for collection in catalogue.collections {
      let sources = registers.flatMap { register in
        register.tables.filter { $0.collection == collection.name }.map { (register, $0) }
      }
      guard let place = sources.first?.1.place else { continue }
      let records = sources.flatMap { $0.1.records }
      let completes = completes(collection, records)
      let reader = FactsReader(catalogue: catalogue)
      do throws(Diagnostic) {
        if completes {
          try complete(collection, records)
        } else {
          try set(try reader.table(records, collection))
        }
      } catch {
        throw error.at(place)
      }
      setOrigins(
        of: collection.name,
        sources.map { register, table in
          FactOrigin(
            fact: collection.name, source: register.file, line: line(of: table.place),
            sha256: register.sha256, records: table.records.count, completes: completes ? true : nil
          )
        })
    }
  }

  /// Whether the records only complete those of the plan: each names one by its code, none by
  /// number.
  private func completes(
    _ collection: FactCatalogue.Collection, _ records: [FactsReader.Record]
  ) -> Bool {
    guard collection.fieldIndex("code") != nil, count(of: collection.name) ?? 0 > 0 else {
      return false
    }
    let identifier = collection.identifier.map { collection.fields[$0].name } ?? ""
    return !records.isEmpty
      && records.allSatisfy { record in
        guard case .text? = record.values["code"] else { return false }
        return record.values[identifier] == nil
      }
  }

  /// Fills in fields of the plan's records of the same code.
  ///
  /// Throws `register.no-record` for a code that the plan does not have.
  private mutating func complete(
    _ collection: FactCatalogue.Collection, _ records: [FactsReader.Record]
  ) throws(Diagnostic) {
    let rows = rowsByCode(of: collection.name)
    for record in records {
      guard case .text(let code)? = record.values["code"] else { continue }
      guard let own = rows[code] else {
        throw Diagnostic(
          code: "register.no-record",
          Localized(
            zh: "方案的“\(collection.name)”中没有 \(code)",
            en: "the plan has no record \(code) in ‘\(collection.name)’"),
          remedy: Localized(
            zh: "改正代码；要整表替换时，为每条记录写 id。",
            en: "Correct the code; to replace the whole table give every record an id."),
          file: record.place, layer: collection.name, field: "code")
      }
      for field in collection.fields where field.name != "code" {
        guard let value = record.values[field.name] else { continue }
        do throws(Diagnostic) {
          try change(collection.name, field.name, own.map { ($0, value) })
        } catch {
          throw error.about(field, of: collection.name).at(record.place)
        }
      }
    }
  }

  private func line(of place: String) -> Int? {
    place.split(separator: ":").last.flatMap { Int($0) }
  }

  private static func twice(_ name: String, _ first: String, _ second: String) -> Diagnostic {
    Diagnostic(
      code: "register.twice",
      Localized(
        zh: "事实“\(name)”在 \(first) 已经给出", en: "the fact ‘\(name)’ was given at \(first) already"),
      remedy: Localized(zh: "只留一处。", en: "Keep one of the two."), file: second, field: name)
  }
}
