import Foundation
import Groundwork

/// A crosswalk (地类对照): what the class values of a foreign land-use layer become.
///
/// Every value is carried to one documented class; a value that is not listed has no class, and the
/// feature is set aside. The file format is described in `Docs` and by the built-in files.
public struct Crosswalk: Sendable {
  /// One class of the source.
  public struct Entry: Sendable {
    /// The values that mean it, as text: codes and names.
    public var values: [String]
    public var name: Localized?
    public var target: LandClass
    public var note: Localized?
  }

  public let name: String
  public let title: Localized
  /// Where the data come from, for the credits.
  public let source: String
  public let licence: String
  public let note: Localized?
  /// The system of the target classes.
  public let system: LandClassSystem
  /// Fields that may hold the class, in order of preference; `{epoch}` stands for the epoch.
  public let classFields: [String]
  /// Fields that may hold the id, in order of preference; several in one entry are joined by `/`.
  public let idFields: [[String]]
  /// The layer has no land class at all, such as a cadastre.
  public let isUnclassified: Bool
  /// The coordinates are not meant to lie in the area of the layer's coordinate system, as in
  /// synthetic data; positions are then not checked against it.
  public let hasLocalCoordinates: Bool
  public let entries: [Entry]
  private let targets: [String: Int]

  init(
    name: String, title: Localized, source: String, licence: String, note: Localized?,
    system: LandClassSystem, classFields: [String], idFields: [[String]], isUnclassified: Bool,
    hasLocalCoordinates: Bool, entries: [Entry]
  ) {
    self.name = name
    self.title = title
    self.source = source
    self.licence = licence
    self.note = note
    self.system = system
    self.classFields = classFields
    self.idFields = idFields
    self.isUnclassified = isUnclassified
    self.hasLocalCoordinates = hasLocalCoordinates
    self.entries = entries
    var targets: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      for value in entry.values { targets[value] = index }
    }
    self.targets = targets
  }

  /// The value as it is looked up: trimmed text; a whole number without its decimal point.
  public static func key(_ value: Value) -> String? {
    switch value {
    case .null: return nil
    case .integer(let number): return String(number)
    case .real(let number): return Int64(exactly: number).map(String.init) ?? String(number)
    case .text(let text):
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      return trimmed.isEmpty ? nil : trimmed
    }
  }

  /// The entry for a source value, `nil` if the crosswalk does not list it.
  public func entry(for value: Value) -> Entry? {
    guard let key = Crosswalk.key(value) else { return nil }
    return targets[key].map { entries[$0] }
  }

  /// The names of the crosswalks that come with the program.
  public static let builtInNames = builtIn.map(\.name)

  private static let builtIn: [(name: String, bytes: [UInt8])] = [
    ("lcdb", PackageResources.lcdb_yaml), ("plateau", PackageResources.plateau_yaml),
    ("cci", PackageResources.cci_yaml),
    ("farmland-benchmark", PackageResources.farmland_benchmark_yaml),
    ("cadastre", PackageResources.cadastre_yaml),
  ]

  /// The built-in crosswalk with this name, or the one in this file.
  /// - Throws: ``Diagnostic`` `crosswalk.missing` or `crosswalk.invalid`, which names file, line
  ///   and key.
  public static func load(_ nameOrFile: String) throws -> Crosswalk {
    if let found = builtIn.first(where: { $0.name == nameOrFile.lowercased() }) {
      return try CrosswalkFile.read(
        String(decoding: found.bytes, as: UTF8.self), file: "\(found.name).yaml")
    }
    guard let bytes = FileManager.default.contents(atPath: nameOrFile) else {
      throw Diagnostic(
        code: "crosswalk.missing",
        Localized(
          zh: "没有名为“\(nameOrFile)”的对照，也没有这个文件。",
          en: "There is no crosswalk and no file called \"\(nameOrFile)\"."),
        remedy: Localized(
          zh: "内置对照：\(builtInNames.joined(separator: "、"))。",
          en: "Built in: \(builtInNames.joined(separator: ", "))."))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        code: "crosswalk.invalid",
        Localized(zh: "对照文件不是 UTF-8 文本。", en: "The crosswalk file is not UTF-8 text."),
        remedy: Localized(zh: "请另存为 UTF-8。", en: "Save it as UTF-8."), file: nameOrFile)
    }
    return try CrosswalkFile.read(text, file: nameOrFile)
  }
}
