import Groundwork
import YAMLFiles

/// The parameters of a security policy, from `Policies/access/*.yaml`, which state their sources.
public struct SecurityProfile: Hashable, Sendable, Codable {
  public var id: String
  public var title: Localized
  /// In characters.
  public var minimumPasswordLength: Int
  /// Of four: upper-case letters, lower-case letters, digits, others.
  public var minimumCharacterKinds: Int
  /// The days after which a password must be changed; `nil`: only when it is compromised.
  public var passwordDays: Int64?
  /// The number of consecutive failures after which the account is locked.
  public var failuresToLock: Int
  public var lockSeconds: Int64
  /// The time without a request after which a session ends.
  public var idleSeconds: Int64
  /// The maximum duration of a session.
  public var absoluteSeconds: Int64
  public var needsSecondFactor: Bool
  /// The cost of scrypt: N = 2 to this power, with r = 8, p = 1.
  public var scryptLogN: Int
  /// The minimum retention of audit entries.
  public var auditDays: Int64
  /// Exports of data of this level and above need a second person.
  public var secondPersonFrom: DataLevel

  /// - Throws: Diagnostic `access.profile`: for an unreadable file, and for values below the legal
  ///   minimum (audit entries for six months: 网络安全法, article 21 (3)).
  public init(id: String, yaml: String, file: String) throws {
    let root = try YAMLNode.document(
      yaml, file: file, report: YAMLNode.Report("access", only: "profile"))
    let map = try root.mapping(["format", "zh", "en"] + SecurityProfile.parameters)
    /// The value of a parameter; the clause that asks for it must stand beside it.
    func parameter(_ name: String) throws -> YAMLNode {
      let node = try root.require(name, in: map)
      let parts = try node.mapping(["value", "source"])
      _ = try node.require("source", in: parts).text()
      return try node.require("value", in: parts)
    }
    self.id = id
    title = Localized(
      zh: try root.require("zh", in: map).text(), en: try root.require("en", in: map).text())
    minimumPasswordLength = try parameter("minimumPasswordLength").wholeNumber()
    minimumCharacterKinds = try parameter("minimumCharacterKinds").wholeNumber()
    let days = try parameter("passwordDays")
    passwordDays = days.isNull ? nil : Int64(try days.wholeNumber())
    failuresToLock = try parameter("failuresToLock").wholeNumber()
    lockSeconds = Int64(try parameter("lockSeconds").wholeNumber())
    idleSeconds = Int64(try parameter("idleSeconds").wholeNumber())
    absoluteSeconds = Int64(try parameter("absoluteSeconds").wholeNumber())
    needsSecondFactor = try parameter("needsSecondFactor").boolean()
    scryptLogN = try parameter("scryptLogN").wholeNumber()
    auditDays = Int64(try parameter("auditDays").wholeNumber())
    secondPersonFrom = try parameter("secondPersonFrom").oneOf(DataLevel.self)
    guard try root.require("format", in: map).wholeNumber() == 1 else {
      throw SecurityProfile.fault(
        Localized(zh: "格式应为 1", en: "the format must be 1"), file)
    }
    guard auditDays >= SecurityProfile.leastAuditDays else {
      throw SecurityProfile.fault(
        Localized(
          zh: "审计记录至少保存 \(SecurityProfile.leastAuditDays) 天",
          en: "audit lines are kept for at least \(SecurityProfile.leastAuditDays) days"), file)
    }
    guard minimumPasswordLength >= 8, (1...4).contains(minimumCharacterKinds),
      (1...100).contains(failuresToLock), lockSeconds > 0, idleSeconds > 2 * SignIn.noteSeconds,
      absoluteSeconds >= idleSeconds, absoluteSeconds <= SignIn.longestSessionDays * 86_400,
      (14...22).contains(scryptLogN),
      passwordDays.map({ $0 > 0 }) ?? true
    else {
      throw SecurityProfile.fault(
        Localized(zh: "数值超出合理范围", en: "a value is out of its range"), file)
    }
  }

  /// The longest six months.
  public static let leastAuditDays: Int64 = 184

  private static let parameters = [
    "minimumPasswordLength", "minimumCharacterKinds", "passwordDays", "failuresToLock",
    "lockSeconds", "idleSeconds", "absoluteSeconds", "needsSecondFactor", "scryptLogN",
    "auditDays", "secondPersonFrom",
  ]

  private static func fault(_ message: Localized, _ file: String) -> Diagnostic {
    Diagnostic(code: "access.profile", message, file: file)
  }

  /// The faults of a new password; empty for an acceptable one.
  /// - Parameter common: Passwords that everybody tries first.
  public func faults(
    of password: String, person: String, name: String, common: CommonPasswords? = nil
  ) -> [Localized] {
    var faults: [Localized] = []
    if let common, common.contains(password) {
      faults.append(
        Localized(
          zh: "过于常见：不用常见词、键盘顺序或重复", en: "too common: no common words, keyboard rows or repeats"))
    }
    if password.count < minimumPasswordLength {
      faults.append(
        Localized(
          zh: "至少 \(minimumPasswordLength) 个字符",
          en: "at least \(minimumPasswordLength) characters"))
    }
    if password.utf8.count > 1024 {
      faults.append(Localized(zh: "不超过 1024 字节", en: "at most 1024 bytes"))
    }
    let kinds = Set(password.unicodeScalars.map(SecurityProfile.kind))
    if kinds.count < minimumCharacterKinds {
      faults.append(
        Localized(
          zh: "大写、小写、数字、其他字符中至少 \(minimumCharacterKinds) 种",
          en:
            "at least \(minimumCharacterKinds) of upper-case letters, lower-case letters, digits, others"
        ))
    }
    let small = password.lowercased()
    if small.contains(person.lowercased()) || !name.isEmpty && small.contains(name.lowercased()) {
      faults.append(Localized(zh: "不得含账号或姓名", en: "must not contain the account or the name"))
    }
    if Set(password).count < 4 {
      faults.append(Localized(zh: "至少 4 个不同的字符", en: "at least 4 different characters"))
    }
    return faults
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "A"..."Z": 0
    case "a"..."z": 1
    case "0"..."9": 2
    default: 3
    }
  }
}
