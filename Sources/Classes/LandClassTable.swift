import Groundwork

/// The table of one system of land classes, read once from the program's own resources.
public struct LandClassTable: Sendable {
  /// One row of the table.
  struct Entry: Sendable {
    var code: String
    var level1: String
    var name: Localized
    /// `nil` for a first-level row that is not itself a class.
    var category: LandCategory?
    var colour: String
    var function: LandFunction?
    /// `nil` for a class that covers several uses.
    var use: LandUse?
    /// Codes of the unified classes of 2023 that this class may become.
    var unified: [String]
  }

  public let system: LandClassSystem
  let entries: [Entry]
  private let index: [String: Int]
  private let codesByName: [String: [String]]

  /// The table of a system; `nil` where this program has none (YDYH-2020).
  public static func of(_ system: LandClassSystem) -> LandClassTable? {
    switch system {
    case .gbt21010: gbt21010
    case .sd3Work: sd3Work
    case .ydyh2023: ydyh2023
    case .ydyh2020: nil
    }
  }

  private static let gbt21010 = LandClassTable(
    .gbt21010, PackageResources.gbt21010_2017_csv)
  private static let sd3Work = LandClassTable(.sd3Work, PackageResources.sd3_work_csv)
  private static let ydyh2023 = LandClassTable(.ydyh2023, PackageResources.ydyh_2023_csv)

  /// Stops the program if an embedded table is malformed: that is a fault of the build.
  private init(_ system: LandClassSystem, _ bytes: [UInt8]) {
    self.system = system
    var entries: [Entry] = []
    let rows = CSV.rows(String(decoding: bytes, as: UTF8.self))
    let header = rows.first ?? []
    for row in rows.dropFirst() {
      precondition(row.count == header.count, "malformed table of \(system.rawValue): \(row)")
      let cell = Dictionary(uniqueKeysWithValues: zip(header, row))
      entries.append(
        Entry(
          code: cell["code", default: ""], level1: cell["level1", default: ""],
          name: Localized(zh: cell["zh", default: ""], en: cell["en", default: ""]),
          category: LandCategory(rawValue: cell["category", default: ""]),
          colour: "#" + cell["colour", default: ""],
          function: LandFunction(rawValue: cell["function", default: ""]),
          use: LandClassTable.use(named: cell["use", default: ""], code: cell["code", default: ""]),
          unified: cell["ydyh2023", default: ""].split(separator: " ").map(String.init)))
    }
    precondition(!entries.isEmpty, "empty table of \(system.rawValue)")
    self.entries = entries
    index = Dictionary(
      entries.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    codesByName = Dictionary(grouping: entries, by: \.name.zh).mapValues { $0.map(\.code) }
  }

  /// Every class of the table in its order: the classes of the second and third level, and those of
  /// the first level that are not divided further.
  public var classes: [LandClass] {
    entries.filter { $0.category != nil }.map { LandClass(system: system, code: $0.code) }
  }

  /// The first-level classes in their order.
  public var firstLevel: [LandClass] {
    entries.filter { $0.code == $0.level1 }.map { LandClass(system: system, code: $0.code) }
  }

  /// The category that the table itself gives a code; `nil` for a group of classes.
  package func category(inTable code: String) -> LandCategory? { entry(code)?.category }

  /// Stops the program if the table names a use that there is not: that is a fault of the build.
  private static func use(named name: String, code: String) -> LandUse? {
    if name.isEmpty { return nil }
    guard let use = LandUse(rawValue: name) else {
      preconditionFailure("class \(code) has the unknown use \(name)")
    }
    return use
  }

  func use(of land: LandClass) -> LandUse? { (entry(land.code) ?? entry(land.baseCode))?.use }

  func entry(_ code: String) -> Entry? { index[code].map { entries[$0] } }

  /// The class with this Chinese name, of the lowest level if several have it.
  ///
  /// Blanks are ignored, and a name marked 可调整 (adjustable) is looked up without the mark.
  public func named(_ name: String) -> LandClass? {
    let plain = LandClassTable.normalised(name)
    guard let code = codesByName[plain]?.max(by: { $0.count < $1.count }) else { return nil }
    return LandClass(system: system, code: code)
  }

  /// The name without blanks and without the mark of adjustable land.
  package static func normalised(_ name: String) -> String {
    var plain = name.filter { !$0.isWhitespace }
    if plain.hasPrefix("可调整") { plain.removeFirst(3) }
    return plain
  }
}
