import Access
import Foundation
import Groundwork
import VectorFiles

/// Organisations, people and grants in a file: a workbook with a sheet for each, CSV with one of them, or
/// JSON. Cells are taken as they stand; ``Accounts/review(_:at:)`` says what is wrong with them.
public struct AccountsFile: Sendable {
  public enum Part: String, Sendable, Codable, CaseIterable {
    case organisations, people, grants

    /// The name of its sheet.
    public var title: Localized {
      switch self {
      case .organisations: Localized(zh: "单位", en: "organisations")
      case .people: Localized(zh: "人员", en: "people")
      case .grants: Localized(zh: "授权", en: "grants")
      }
    }

    var fields: [Field] {
      switch self {
      case .organisations: [.id, .name, .kind, .area, .parent]
      case .people: [.id, .name, .posts]
      case .grants: [.person, .organisation, .role, .area, .from, .until]
      }
    }

    /// The field that only this part has.
    fileprivate var mark: Field {
      switch self {
      case .organisations: .kind
      case .people: .posts
      case .grants: .role
      }
    }
  }

  public enum Field: String, Sendable, Codable, CaseIterable {
    case id, name, kind, area, parent, posts, person, organisation, role, from, until

    /// The heading of its column.
    public var title: Localized {
      switch self {
      case .id: Localized(zh: "编号", en: "id")
      case .name: Localized(zh: "名称", en: "name")
      case .kind: Localized(zh: "类别", en: "kind")
      case .area: Localized(zh: "区划代码", en: "area")
      case .parent: Localized(zh: "上级单位", en: "parent")
      case .posts: Localized(zh: "任职单位", en: "posts")
      case .person: Localized(zh: "人员", en: "person")
      case .organisation: Localized(zh: "单位", en: "organisation")
      case .role: Localized(zh: "角色", en: "role")
      case .from: Localized(zh: "起始日", en: "from")
      case .until: Localized(zh: "截止日", en: "until")
      }
    }

    /// A heading, with or without what stands behind it in brackets or in another language.
    fileprivate init?(heading: String) {
      let word = heading.prefix { !"（( *＊".contains($0) }.lowercased()
      let more = ["姓名": Field.name, "单位名称": .name, "单位编号": .id, "人员编号": .id]
      guard
        let found = Field(rawValue: word) ?? more[word]
          ?? Field.allCases.first(where: { $0.title.zh == word })
      else { return nil }
      self = found
    }
  }

  struct Row: Sendable {
    /// As a spreadsheet counts it; in JSON the place in its list, counted from 1.
    var line: Int
    var values: [Field: String]

    subscript(field: Field) -> String { values[field] ?? "" }
  }

  var rows: [Part: [Row]] = [:]
  /// What could not be read.
  var faults: [AccountsFault] = []

  /// - Throws: Diagnostic `accounts.file` for what is no such file at all.
  public init(path: String, statedAs name: String? = nil) throws {
    let name = name ?? path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw AccountsFile.unreadable(name, Localized(zh: "打不开", en: "it cannot be opened"))
    }
    // A workbook is an archive, whatever its name.
    if data.starts(with: Array("PK".utf8)) {
      do {
        try read(SpreadsheetReader.read(path))
      } catch let diagnostic as Diagnostic where diagnostic.code == "xlsx.read" {
        throw AccountsFile.unreadable(name, diagnostic.message)
      }
    } else if name.lowercased().hasSuffix(".csv") {
      let bytes = [UInt8](data)
      let text =
        String(validating: bytes, as: UTF8.self)
        ?? TextCoding.text(bytes.map { CChar(bitPattern: $0) }, from: TextCoding.chinese)
      guard let text, !bytes.contains(0) else {
        throw AccountsFile.unreadable(name, Localized(zh: "不是文本", en: "it is no text"))
      }
      read([SheetRows(name: "", rows: CSV.rows(text, keepsBlank: true))])
    } else {
      try read(json: data, name)
    }
    guard !rows.isEmpty || !faults.isEmpty else {
      throw AccountsFile.unreadable(
        name,
        Localized(
          zh: "没有单位、人员或授权", en: "it has no organisations, people or grants"))
    }
  }

  private mutating func read(_ sheets: [SheetRows]) {
    for sheet in sheets {
      // The row of headings is the first that has two known ones.
      let head = sheet.rows.indices.first { row in
        sheet.rows[row].count { Field(heading: $0.trimmingCharacters(in: .whitespaces)) != nil } > 1
      }
      guard let head else { continue }
      let headings = sheet.rows[head].indices.map { sheet.text(row: head, column: $0) }
      let columns = headings.map { Field(heading: $0) }
      let known = Set(columns.compactMap(\.self))
      let part =
        Part.allCases.first { $0.title.zh == sheet.name || $0.rawValue == sheet.name.lowercased() }
        ?? Part.allCases.first { known.contains($0.mark) }
      guard let part else { continue }
      for (column, heading) in headings.enumerated() where !heading.isEmpty {
        guard let field = columns[column], part.fields.contains(field) else {
          faults.append(
            AccountsFault(
              part, head + 1, nil, "accounts.column",
              Localized(
                zh: "“\(heading)”不是“\(part.title.zh)”的列。",
                en: "‘\(heading)’ is no column of \(part.title.en).")))
          continue
        }
      }
      for row in sheet.rows.indices.dropFirst(head + 1) {
        var values: [Field: String] = [:]
        for (column, field) in columns.enumerated() {
          let text = sheet.text(row: row, column: column)
          if let field, !text.isEmpty { values[field] = text }
        }
        // An example begins with a mark, so that a template can be handed in with it.
        let isExample = values.values.contains { $0.hasPrefix("例：") }
        if !values.isEmpty, !isExample {
          rows[part, default: []].append(Row(line: row + 1, values: values))
        }
      }
    }
  }

  private mutating func read(json data: Data, _ name: String) throws {
    guard let found = try? JSONSerialization.jsonObject(with: data),
      let object = found as? [String: Any]
    else {
      throw AccountsFile.unreadable(name, Localized(zh: "不是 JSON 对象", en: "it is no JSON object"))
    }
    for key in object.keys.sorted() where Part(rawValue: key) == nil {
      throw AccountsFile.unreadable(
        name, Localized(zh: "没有“\(key)”这一部分", en: "there is no part ‘\(key)’"))
    }
    for part in Part.allCases {
      guard let list = object[part.rawValue] else { continue }
      guard let list = list as? [[String: Any]] else {
        throw AccountsFile.unreadable(
          name,
          Localized(
            zh: "“\(part.rawValue)”不是对象的列表", en: "‘\(part.rawValue)’ is no list of objects"))
      }
      for (index, entry) in list.enumerated() {
        var row = Row(line: index + 1, values: [:])
        for (key, value) in entry.sorted(by: { $0.key < $1.key }) {
          guard let field = Field(rawValue: key), part.fields.contains(field) else {
            faults.append(
              AccountsFault(
                part, row.line, nil, "accounts.column",
                Localized(
                  zh: "“\(key)”不是“\(part.title.zh)”的字段。",
                  en: "‘\(key)’ is no field of \(part.title.en).")))
            continue
          }
          switch value {
          case let text as String: row.values[field] = text
          case let texts as [String]: row.values[field] = texts.joined(separator: " ")
          case is NSNull: break
          default:
            faults.append(
              AccountsFault(
                part, row.line, field, "accounts.value",
                Localized(zh: "须为文字。", en: "It must be a text.")))
          }
        }
        rows[part, default: []].append(row)
      }
    }
  }

  private static func unreadable(_ name: String, _ reason: Localized) -> Diagnostic {
    Diagnostic(
      code: "accounts.file",
      Localized(zh: "读不懂：\(reason.zh)。", en: "It cannot be read: \(reason.en)."),
      remedy: Localized(
        zh: "用“账号”页的模板（.xlsx）填写，或交 .csv、.json；格式见 zhitu accounts import --help。",
        en: "Fill in the template (.xlsx) of the page of accounts, or hand in .csv or .json: see "
          + "zhitu accounts import --help."), file: name)
  }
}

/// What is wrong with a line of such a file.
public struct AccountsFault: Encodable, Sendable, Hashable {
  public var part: AccountsFile.Part
  public var line: Int
  public var field: AccountsFile.Field?
  public var code: String
  public var message: Localized

  init(
    _ part: AccountsFile.Part, _ line: Int, _ field: AccountsFile.Field?, _ code: String,
    _ message: Localized
  ) {
    self.part = part
    self.line = line
    self.field = field
    self.code = code
    self.message = message
  }

  /// The same for the command line.
  public func diagnostic(file: String) -> Diagnostic {
    Diagnostic(
      code: code, message, file: file, layer: part.title.zh, feature: String(line),
      field: field?.rawValue)
  }
}
