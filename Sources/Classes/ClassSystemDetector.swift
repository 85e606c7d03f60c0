import Groundwork

/// Decides which system the class codes of a layer belong to.
///
/// Add every pair of code (DLBM) and name (DLMC) of the layer, then ask for the decision. Names
/// decide where there are any: the right system is the one whose table has the most of the pairs.
/// Without names only codes that a single system knows can decide. A layer that stays ambiguous is
/// refused: 0601 is industrial land in one standard and a rural road in another.
public struct ClassSystemDetector: Sendable {
  private struct Pair: Hashable {
    var code: String
    var name: String
  }

  private var pairs: [Pair: Int] = [:]
  private let fields: Set<String>
  /// Distinct pairs kept at most; more than that is not a column of class codes.
  private static let limit = 20_000

  /// - Parameter fields: the names of the layer's fields.
  public init(fields: [String] = []) {
    self.fields = Set(fields.map { $0.uppercased() })
  }

  /// The outcome of the detection.
  public struct Decision: Sendable {
    public var system: LandClassSystem
    /// Why, for the user.
    public var reason: Localized
    /// Codes that speak against the decision.
    public var findings: [Diagnostic]
  }

  /// Takes one feature into account. Empty codes say nothing.
  public mutating func add(code: String?, name: String? = nil) {
    let pair = Pair(
      code: (code ?? "").filter { !$0.isWhitespace },
      name: LandClassTable.normalised(name ?? ""))
    guard !(pair.code.isEmpty && pair.name.isEmpty) else { return }
    if let count = pairs[pair] {
      pairs[pair] = count + 1
    } else if pairs.count < ClassSystemDetector.limit {
      pairs[pair] = 1
    }
  }

  /// The system of the codes.
  /// - Throws: ``Diagnostic`` `class.no-codes`, `class.system-undecided` or `class.codes-unknown`.
  public func decide() throws -> Decision {
    guard !pairs.isEmpty else {
      throw Diagnostic(
        code: "class.no-codes",
        Localized(zh: "图层中没有任何地类编码。", en: "No feature of the layer has a class code."),
        remedy: Localized(
          zh: "用 --class-field 指定地类字段。", en: "Name the field of the class with --class-field."))
    }
    if let named = decideByNames() { return named }
    return try decideByCodes()
  }

  /// Systems that can be detected, those of the survey first.
  private static let candidates: [LandClassSystem] = [.sd3Work, .gbt21010, .ydyh2023]

  /// The class of a code, or of one that has lost its leading zero.
  private static func found(_ code: String, _ system: LandClassSystem) -> LandClass? {
    LandClass(known: code, in: system) ?? LandClass(restoringZeroOf: code, in: system)
  }

  private func decideByNames() -> Decision? {
    let named = pairs.filter { !$0.key.name.isEmpty && !$0.key.code.isEmpty }
    guard !named.isEmpty else { return nil }
    var scores: [(system: LandClassSystem, score: Int)] = []
    for system in ClassSystemDetector.candidates {
      guard let table = LandClassTable.of(system) else { continue }
      let hits = named.reduce(0) { sum, item in
        let found = ClassSystemDetector.found(item.key.code, system)
        let named = found.flatMap { table.entry($0.code) ?? table.entry($0.baseCode) }
        return sum + (named?.name.zh == item.key.name ? item.value : 0)
      }
      scores.append((system, hits))
    }
    guard let best = scores.map(\.score).max(), best > 0 else { return nil }
    let tied = scores.filter { $0.score == best }.map(\.system)
    guard let system = tied.first(where: { knowsAllMarkers($0) }) ?? tied.first else { return nil }
    let total = named.values.reduce(0, +)
    return Decision(
      system: system,
      reason: Localized(
        zh: "\(total) 个图斑中有 \(best) 个的编码与名称符合 \(system.rawValue)。",
        en: "Code and name of \(best) of \(total) features agree with \(system.rawValue)."),
      findings: contradictions(of: system))
  }

  private func decideByCodes() throws -> Decision {
    let codes = Set(pairs.keys.map(\.code)).subtracting([""])
    let known = codes.filter { code in
      ClassSystemDetector.candidates.contains { ClassSystemDetector.found(code, $0) != nil }
    }
    guard !known.isEmpty else {
      throw Diagnostic(
        code: "class.codes-unknown",
        Localized(
          zh: "没有一个地类编码属于已知的分类体系：\(sample(codes, "、"))。",
          en: "None of the class codes belongs to a known system: \(sample(codes, ", "))."),
        remedy: Localized(
          zh: "用 --class-field 指定地类字段，或用 --crosswalk 提供对照文件。",
          en: "Name the field of the class with --class-field, or give a crosswalk file with"
            + " --crosswalk."))
    }
    let fitting = ClassSystemDetector.candidates.filter { system in
      known.allSatisfy { ClassSystemDetector.found($0, system) != nil }
    }
    if fitting.count == 1, let system = fitting.first {
      return Decision(
        system: system,
        reason: Localized(
          zh: "编码只在 \(system.rawValue) 中全部存在。", en: "Only \(system.rawValue) has all the codes."),
        findings: [])
    }
    if fitting.contains(.sd3Work), fields.isSuperset(of: ["KCXS", "CZCSXM", "ZZSXDM"]) {
      return Decision(
        system: .sd3Work,
        reason: Localized(
          zh: "字段 KCXS、CZCSXM、ZZSXDM 是三调数据库的字段。",
          en: "The fields KCXS, CZCSXM and ZZSXDM are those of the survey's database."),
        findings: [])
    }
    let systems = fitting.isEmpty ? ClassSystemDetector.candidates : fitting
    throw Diagnostic(
      code: "class.system-undecided",
      Localized(
        zh: fitting.isEmpty
          ? "地类编码混有不同分类体系的编码：\(sample(known, "、"))。"
          : "无法判定地类编码的分类体系：\(sample(known, "、")) 在 "
            + systems.map(\.rawValue).joined(separator: "、") + " 中都有，含义可能不同。",
        en: fitting.isEmpty
          ? "The class codes mix several systems: \(sample(known, ", "))."
          : "The class system cannot be decided: \(sample(known, ", ")) exist in "
            + systems.map(\.rawValue).joined(separator: ", ") + " and may mean different things."),
      remedy: Localized(
        zh: "补充地类名称字段 DLMC，或用 --class-system 注明分类体系，例如 --class-system SD3-work。",
        en: "Add the class names (DLMC), or name the system with --class-system, such as SD3-work.")
    )
  }

  private func knowsAllMarkers(_ system: LandClassSystem) -> Bool {
    pairs.keys.allSatisfy { pair in
      ClassSystemDetector.marked(pair.code).map { $0 == system } ?? true
    }
  }

  /// The system that the form of a code alone points to.
  package static func marked(_ code: String) -> LandClassSystem? {
    if code.contains("H") || code.hasSuffix("A") || code.hasSuffix("K") || code.hasPrefix("00") {
      return .sd3Work
    }
    guard code.allSatisfy(\.isNumber) else { return nil }
    if code.count == 6 { return .ydyh2023 }
    if code.count == 4, let group = Int(code.prefix(2)), group >= 14 { return .ydyh2023 }
    return nil
  }

  private func contradictions(of system: LandClassSystem) -> [Diagnostic] {
    let against = Set(pairs.keys.map(\.code)).filter { code in
      ClassSystemDetector.marked(code).map { $0 != system } ?? false
    }
    guard !against.isEmpty else { return [] }
    return [
      Diagnostic(
        .error, code: "class.system-conflict",
        Localized(
          zh: "按地类名称判定为 \(system.rawValue)，但编码 \(sample(against, "、")) 属于别的体系。",
          en: "By their names the classes are \(system.rawValue), but the codes "
            + "\(sample(against, ", ")) belong to another system."),
        remedy: Localized(
          zh: "以名称为准；请更正编码。", en: "The names are followed; correct the codes."))
    ]
  }

  private func sample(_ codes: Set<String>, _ separator: String) -> String {
    let sorted = codes.sorted()
    return sorted.prefix(8).joined(separator: separator) + (sorted.count > 8 ? "…" : "")
  }
}

/// What one feature's class code and name say.
public enum ClassReading: Sendable, Hashable {
  /// Code and name agree, or only the code is given.
  case agreed(LandClass)
  /// They disagree; the class is that of the name. An error, though the feature is kept.
  case nameWins(LandClass)
  /// The name is none of the system's; the class is that of the code.
  case nameUnknown(LandClass)
  /// The code has lost its leading zero; with it, it agrees with the name or stands alone.
  case zeroRestored(LandClass)
  /// Neither says anything the system knows.
  case unknown

  /// Reads a code (DLBM) and a name (DLMC) in a system. The name wins over the code.
  public init(code: String?, name: String?, system: LandClassSystem) {
    let plainCode = (code ?? "").filter { !$0.isWhitespace }
    let plainName = LandClassTable.normalised(name ?? "")
    let byCode = LandClass(known: plainCode, in: system)
    guard let table = LandClassTable.of(system) else {
      self = .unknown
      return
    }
    let restored = byCode == nil ? LandClass(restoringZeroOf: plainCode, in: system) : nil
    guard !plainName.isEmpty else {
      self = byCode.map { .agreed($0) } ?? restored.map { .zeroRestored($0) } ?? .unknown
      return
    }
    if let restored, table.entry(restored.code)?.name.zh == plainName {
      self = .zeroRestored(restored)
      return
    }
    if let byCode, (table.entry(byCode.code) ?? table.entry(byCode.baseCode))?.name.zh == plainName
    {
      self = .agreed(byCode)
    } else if let byName = table.named(plainName) {
      self = .nameWins(byName)
    } else {
      self = (byCode ?? restored).map { .nameUnknown($0) } ?? .unknown
    }
  }

  /// The class to use, `nil` if there is none.
  public var landClass: LandClass? {
    switch self {
    case .agreed(let found), .nameWins(let found), .nameUnknown(let found),
      .zeroRestored(let found):
      found
    case .unknown: nil
    }
  }
}
