import Groundwork
import Yams

/// The numbers of a security policy, as `Policies/access/*.yaml` states them with their sources.
public struct SecurityProfile: Hashable, Sendable, Codable {
  public var id: String
  public var title: Localized
  /// In characters.
  public var minimumPasswordLength: Int
  /// Of four: capital letters, small letters, digits, others.
  public var minimumCharacterKinds: Int
  /// After so many days a password must be changed; none: only when it is known to be lost.
  public var passwordDays: Int64?
  /// Failures in a row after which the account is locked.
  public var failuresToLock: Int
  public var lockSeconds: Int64
  /// Without a request for so long, a session ends.
  public var idleSeconds: Int64
  /// However busy, a session ends after so long.
  public var absoluteSeconds: Int64
  public var needsSecondFactor: Bool
  /// The cost of scrypt: N = 2 to this power, with r = 8, p = 1.
  public var scryptLogN: Int
  /// Audit lines are kept so long at least.
  public var auditDays: Int64
  /// Data of this level and above leave only with a second person.
  public var secondPersonFrom: DataLevel

  private struct File: Decodable {
    var format: Int
    var zh: String
    var en: String
    var minimumPasswordLength: Parameter<Int>
    var minimumCharacterKinds: Parameter<Int>
    var passwordDays: Parameter<Int64?>
    var failuresToLock: Parameter<Int>
    var lockSeconds: Parameter<Int64>
    var idleSeconds: Parameter<Int64>
    var absoluteSeconds: Parameter<Int64>
    var needsSecondFactor: Parameter<Bool>
    var scryptLogN: Parameter<Int>
    var auditDays: Parameter<Int64>
    var secondPersonFrom: Parameter<DataLevel>
  }

  /// A value with the clause that asks for it, which a reader must find beside it.
  private struct Parameter<T: Decodable>: Decodable {
    var value: T
    var source: String
  }

  /// - Throws: Diagnostic `access.profile`: for what cannot be read, and for values below what the law
  ///   asks for whatever the profile (audit lines for six months: 网络安全法, article 21 (3)).
  public init(id: String, yaml: String, file: String) throws {
    let read: File
    do {
      read = try YAMLDecoder().decode(File.self, from: yaml)
    } catch {
      throw SecurityProfile.fault(
        Localized(zh: "读不懂：\(error)", en: "cannot be read: \(error)"), file)
    }
    self.id = id
    title = Localized(zh: read.zh, en: read.en)
    minimumPasswordLength = read.minimumPasswordLength.value
    minimumCharacterKinds = read.minimumCharacterKinds.value
    passwordDays = read.passwordDays.value
    failuresToLock = read.failuresToLock.value
    lockSeconds = read.lockSeconds.value
    idleSeconds = read.idleSeconds.value
    absoluteSeconds = read.absoluteSeconds.value
    needsSecondFactor = read.needsSecondFactor.value
    scryptLogN = read.scryptLogN.value
    auditDays = read.auditDays.value
    secondPersonFrom = read.secondPersonFrom.value
    guard read.format == 1 else {
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

  /// Six months, by the longest.
  public static let leastAuditDays: Int64 = 184

  private static func fault(_ message: Localized, _ file: String) -> Diagnostic {
    Diagnostic(code: "access.profile", message, file: file)
  }

  /// What is wrong with a new password; nothing for a good one.
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
          en: "at least \(minimumCharacterKinds) of capitals, small letters, digits, others"))
    }
    let small = password.lowercased()
    if small.contains(person.lowercased()) || !name.isEmpty && small.contains(name.lowercased()) {
      faults.append(Localized(zh: "不得含账号或姓名", en: "without the account or the name"))
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
