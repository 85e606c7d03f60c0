import Groundwork

/// A land class (地类): a code together with the system and edition that give it its meaning.
///
/// A class exists only if its system's table has it, so name, category and colour are never missing.
public struct LandClass: Hashable, Sendable {
  public let system: LandClassSystem
  /// The code as written in the data, with its suffix: `0101`, `05H1`, `1104A`, `0201K`.
  public let code: String

  /// For codes that are known to be in the table.
  init(system: LandClassSystem, code: String) {
    self.system = system
    self.code = code
  }

  /// The class of a system with this code.
  ///
  /// A code may carry the suffix K (可调整, land that can return to farmland) where the survey allows
  /// it; see ``adjustableCodes``.
  /// - Throws: ``Diagnostic`` `class.unknown` if the system has no such code, `class.no-table` if
  ///   this program has no table of the system.
  public init(_ system: LandClassSystem, _ code: String) throws {
    guard LandClassTable.of(system) != nil else { throw LandClass.noTable(system) }
    guard let found = LandClass(known: code, in: system) else {
      throw Diagnostic(
        code: "class.unknown",
        Localized(
          zh: "\(system.title.zh) 中没有地类编码“\(code)”。",
          en: "\(system.rawValue) has no land class \"\(code)\"."),
        remedy: Localized(
          zh: "核对编码与分类体系。", en: "Check the code and the class system."))
    }
    self = found
  }

  /// The class with this code, `nil` if the system has none: for many lookups.
  public init?(known code: String, in system: LandClassSystem) {
    guard let table = LandClassTable.of(system) else { return nil }
    guard
      table.entry(code) != nil
        || (system == .sd3Work && LandClass.adjustableCodes.contains(code))
    else { return nil }
    self.init(system: system, code: code)
  }

  /// The class of a code that has lost its leading zero, as it does in a field of numbers: `101` is
  /// `0101`. `nil` unless the code as it stands is none of the system's and with a zero before it is.
  public init?(restoringZeroOf code: String, in system: LandClassSystem) {
    guard [1, 3, 5].contains(code.count), code.allSatisfy({ $0.isASCII && $0.isNumber }),
      LandClass(known: code, in: system) == nil,
      let found = LandClass(known: "0" + code, in: system)
    else { return nil }
    self = found
  }

  /// Reads `system:code` or `system/version/code`, as in `SD3-work:0101`.
  ///
  /// - Throws: ``Diagnostic`` `class.bare-code` for a code without its system: the same four digits
  ///   mean different things in two standards.
  public init(parsing text: String) throws {
    let parts = text.split(whereSeparator: { $0 == ":" || $0 == "/" }).map(String.init)
    guard parts.count == 2 || parts.count == 3, let code = parts.last else {
      throw Diagnostic(
        code: "class.bare-code",
        Localized(
          zh: "地类“\(text)”没有注明分类体系，同一编码在不同标准中含义不同。",
          en: "Land class \"\(text)\" does not name its system; the same code means different"
            + " things in different standards."),
        remedy: Localized(
          zh: "写成“体系:编码”，例如 SD3-work:0101。", en: "Write system:code, as in SD3-work:0101."))
    }
    guard let system = LandClassSystem(named: parts[0]),
      parts.count == 2 || parts[1] == system.version
    else {
      throw Diagnostic(
        code: "class.unknown-system",
        Localized(
          zh: "没有分类体系“\(parts.dropLast().joined(separator: "/"))”。",
          en: "There is no class system \"\(parts.dropLast().joined(separator: "/"))\"."),
        remedy: Localized(
          zh: "可用的体系：\(LandClassSystem.allCases.map(\.rawValue).joined(separator: "、"))。",
          en: "Known systems: \(LandClassSystem.allCases.map(\.rawValue).joined(separator: ", "))."
        ))
    }
    try self.init(system, code)
  }

  private static func noTable(_ system: LandClassSystem) -> Diagnostic {
    Diagnostic(
      code: "class.no-table",
      Localized(
        zh: "本程序没有 \(system.title.zh) 的地类表。",
        en: "This program has no table of \(system.rawValue)."),
      remedy: Localized(
        zh: "用 --crosswalk 提供对照文件，把这些编码转换为 SD3-work 或 YDYH-2023。",
        en: "Convert the codes to SD3-work or YDYH-2023 with a crosswalk file, given with"
          + " --crosswalk."))
  }

  /// The codes with the suffix K (可调整) that the survey's working classes allow.
  public static let adjustableCodes: Set<String> = [
    "0201K", "0202K", "0203K", "0204K", "0301K", "0302K", "0307K", "0403K", "1104K",
  ]
}

extension LandClass {
  /// The edition of the system, such as `2019`.
  public var version: String { system.version }

  /// Land that can return to farmland (可调整地类): the code ends in K.
  public var isAdjustable: Bool { code.last == "K" }

  /// The code without its letter suffix: `1104A` and `1104K` are `1104`; `05H1` stays.
  public var baseCode: String {
    guard let last = code.last, last == "K" || last == "A" else { return code }
    return String(code.dropLast())
  }

  /// The class without its letter suffix.
  public var base: LandClass { LandClass(system: system, code: baseCode) }

  private var entry: LandClassTable.Entry {
    guard let table = LandClassTable.of(system),
      let entry = table.entry(code) ?? table.entry(baseCode)
    else { preconditionFailure("a land class outside its table: \(system.rawValue) \(code)") }
    return entry
  }

  /// The name; adjustable land is marked as such.
  public var name: Localized {
    let name = entry.name
    guard isAdjustable else { return name }
    return Localized(zh: "可调整\(name.zh)", en: "\(name.en), adjustable")
  }

  /// The two-digit code of the first-level class (一级类). In the survey's working classes the
  /// wetlands keep the digits of their old class but belong to `00`.
  public var level1: String { entry.level1 }

  /// The first-level class (一级类).
  public var firstLevel: LandClass { LandClass(system: system, code: entry.level1) }

  /// Whether this is a first-level class.
  public var isFirstLevel: Bool { code == entry.level1 }

  /// Whether this is a first-level class that the system divides further: too coarse for a patch.
  public var isGroup: Bool { entry.category == nil }

  /// The class of the second level (二级类): suffixes and a third level are rolled up.
  public var secondLevel: LandClass {
    switch system {
    case .ydyh2020, .ydyh2023: LandClass(system: system, code: String(code.prefix(4)))
    case .gbt21010, .sd3Work: base
    }
  }

  /// Which of the three categories (三大类) the class belongs to.
  ///
  /// The rule of ``LandCategory/ofSurveyCode(_:)`` for the survey's classes and GB/T 21010; for the
  /// unified classes that of the equal class of the survey. A first-level class that is spread over
  /// several categories has the category of most of its classes; the sea, being no land, falls under
  /// "everything else", unused.
  public var category: LandCategory {
    switch system {
    case .gbt21010, .sd3Work:
      if isFirstLevel, entry.category == nil { return majorityCategory }
      return LandCategory.ofSurveyCode(code)
    case .ydyh2020, .ydyh2023:
      return entry.category ?? majorityCategory
    }
  }

  private var majorityCategory: LandCategory {
    guard let table = LandClassTable.of(system) else { return .unused }
    let members = table.entries.filter { $0.level1 == code }.compactMap(\.category)
    return LandCategory.allCases.max { a, b in
      members.count { $0 == a } < members.count { $0 == b }
    } ?? .unused
  }

  /// Production, living or ecological land (三生) by research convention; only the survey's working
  /// classes have one.
  public var function: LandFunction? { entry.function }

  /// The customary display colour, `#RRGGBB`.
  public var colour: String { entry.colour }

  /// What the class may become in the unified classes of 2023, from the table of equal names.
  ///
  /// One class: the conversion is safe. Several: the parcel must be looked at; where the table only
  /// names a first-level class, that one is returned. Empty for classes of other systems.
  public var unifiedCandidates: [LandClass] {
    entry.unified.map { LandClass(system: .ydyh2023, code: $0) }
  }

  /// The one class of the second or third level that this class becomes in the unified classes of
  /// 2023, `nil` where a person has to decide.
  public var unified: LandClass? {
    let candidates = unifiedCandidates
    guard candidates.count == 1, let only = candidates.first, !only.isFirstLevel else { return nil }
    return only
  }
}

extension LandClass: CustomStringConvertible {
  public var description: String { "\(system.rawValue):\(code)" }
}

/// As JSON a class is `system:code`.
extension LandClass: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
