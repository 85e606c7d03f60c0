import Groundwork

extension Register {
  /// A cell of a workbook.
  public struct Cell: Sendable, Hashable {
    public var text: String
    public var sheet: String
    /// `C5`.
    public var address: String

    public init(_ text: String, sheet: String, address: String) {
      self.text = text
      self.sheet = sheet
      self.address = address
    }
  }

  /// A sheet of records; a sheet without records states that there are none.
  public struct Sheet: Sendable {
    public var collection: String
    public var name: String
    /// For each record its row and its cells by field. An empty cell is unknown.
    public var records: [(row: Int, cells: [String: Cell])]

    public init(collection: String, name: String, records: [(row: Int, cells: [String: Cell])]) {
      self.collection = collection
      self.name = name
      self.records = records
    }
  }

  /// A register from the cells of a workbook.
  ///
  /// - Returns: the register, and every error in its cells, with sheet and cell; the register does
  ///   not contain those values.
  public static func read(
    file: String, sha256: String, scalars: [(name: String, cell: Cell)], sheets: [Sheet],
    overrides: [[String: Cell]], catalogue: FactCatalogue
  ) -> (register: Register, problems: [Diagnostic]) {
    var problems: [Diagnostic] = []
    func value(_ cell: Cell, _ field: FactCatalogue.Field) -> FactValue? {
      do throws(Diagnostic) {
        let value = try FactsReader.value(cell.text, field)
        // Values that the catalogue does not allow are reported here, where the cell is known.
        _ = try field.value(of: value)
        return value
      } catch {
        var problem = error.about(field)
        problem.file = file
        problem.layer = cell.sheet
        problem.field = "\(cell.address) \(field.meaning.zh)（\(field.name)）"
        problems.append(problem)
        return nil
      }
    }
    var values: [(name: String, value: FactValue, place: String)] = []
    for (name, cell) in scalars {
      guard let index = catalogue.scalarIndex(name) else { continue }
      if let value = value(cell, catalogue.scalars[index]) {
        values.append((name, value, "\(file)!\(cell.sheet)!\(cell.address)"))
      }
    }
    var tables: [(collection: String, records: [FactsReader.Record], place: String)] = []
    for sheet in sheets {
      guard let index = catalogue.collectionIndex(sheet.collection) else { continue }
      let collection = catalogue.collections[index]
      let records = sheet.records.map { row, cells in
        var record: [String: FactValue] = [:]
        for field in collection.fields {
          if let cell = cells[field.name] { record[field.name] = value(cell, field) }
        }
        return FactsReader.Record(values: record, place: "\(file)!\(sheet.name)!\(row)")
      }
      tables.append((sheet.collection, records, "\(file)!\(sheet.name)"))
    }
    let register = Register(
      file: file, sha256: sha256,
      overrides: overrides.compactMap { cells in
        guard let rule = cells["rule"] else { return nil }
        return OverrideRecord(
          rule: rule.text, authority: cells["authority"]?.text, reason: cells["reason"]?.text,
          document: cells["document"]?.text,
          date: cells["date"].map { $0.text.replacing("/", with: "-") },
          place: "\(file)!\(rule.sheet)!\(rule.address)")
      }, scalars: values, tables: tables)
    return (register, problems)
  }
}

extension FactsReader {
  /// A value as it is written in a cell: truth as 是 or 否, dates as 2026-03-01 or 2026/3/1, numbers
  /// in the unit of the catalogue or followed by their own.
  static func value(
    _ text: String, _ field: FactCatalogue.Field
  ) throws(Diagnostic) -> FactValue {
    func bad(_ zh: String, _ en: String) -> Diagnostic {
      Diagnostic(code: "register.cell", Localized(zh: "“\(text)”\(zh)", en: "‘\(text)’ \(en)"))
    }
    switch field.type {
    case .text: return .text(text)
    case .truth:
      switch text.lowercased() {
      case "是", "有", "true", "yes", "1", "真": return .truth(true)
      case "否", "无", "false", "no", "0", "假": return .truth(false)
      default: throw bad("不是“是”或“否”", "is neither 是 (yes) nor 否 (no)")
      }
    case .date:
      let parts = text.split { "-/.年月日".contains($0) }.compactMap { Int($0) }
      guard parts.count == 3,
        let date = CalendarDate(year: parts[0], month: parts[1], day: parts[2])
      else { throw bad("不是日期，应如 2026-03-01", "is not a date; write it as 2026-03-01") }
      return .date(date)
    case .identifier, .quantity:
      let words = text.split(separator: " ")
      let digits = words.first.map { $0.filter { $0 != "," && $0 != "，" } } ?? ""
      guard (1...2).contains(words.count), let number = plain(digits) else {
        throw bad("不是数", "is not a number")
      }
      guard words.count == 2 else { return .exact(number) }
      guard let unit = UnitOfMeasure.named(words[1]) else {
        throw bad("的单位不认识", "has a unit that is not known")
      }
      return .quantity(number, unit)
    }
  }

  /// A decimal number, also in scientific notation: `1E-09`.
  private static func plain(_ text: String) -> Rational? {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return Rational(decimal: text) }
    guard let mantissa = Rational(decimal: parts[0]), let exponent = Int(parts[1]),
      (-18...18).contains(exponent)
    else { return nil }
    var power = Rational.one
    for _ in 0..<abs(exponent) {
      guard let next = power.multiplied(by: Rational(10)) else { return nil }
      power = next
    }
    return exponent < 0 ? mantissa.divided(by: power)?.reduced : mantissa.multiplied(by: power)
  }
}
