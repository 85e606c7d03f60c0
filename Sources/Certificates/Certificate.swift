import Foundation
import Groundwork

/// What a check of a certificate has verified.
public struct CertificateFindings: Hashable, Sendable, Codable {
  /// The objective of the plan, measured again.
  public var value: Double
  /// The bound on every plan that the evidence in the certificate proves.
  public var bound: Double
  /// The bound that rests on the solver's search, where it reaches further; not verified.
  public var solverBound: Double?

  public init(value: Double, bound: Double, solverBound: Double? = nil) {
    self.value = value
    self.bound = bound
    self.solverBound = solverBound
  }

  /// How far the plan can be from the best at most, as a share of its value.
  public var gap: Double { abs(bound - value) / max(abs(value), 1e-12) }
}

/// A plan with a proof, as a file: a certificate (证书).
///
/// It holds the question, the plan and the evidence for the bound. The check neither has nor needs the
/// solver, and shares no code with what made the plan.
public enum Certificate: Hashable, Sendable, Codable {
  case portfolio(PortfolioCertificate)
  case exchange(ExchangeCertificate)
  case ground(GroundCertificate)
  case selection(SelectionCertificate)
  case corridor(CorridorCertificate)
  case adjustment(AdjustmentCertificate)

  /// - Throws: ``Diagnostic`` with a code that begins with `certificate.`.
  public func check() throws(Diagnostic) -> CertificateFindings {
    switch self {
    case .portfolio(let certificate): try certificate.check()
    case .exchange(let certificate): try certificate.check()
    case .ground(let certificate): try certificate.check()
    case .selection(let certificate): try certificate.check()
    case .corridor(let certificate): try certificate.check()
    case .adjustment(let certificate): try certificate.check()
    }
  }

  /// - Throws: ``Diagnostic`` `certificate.unreadable`.
  public init(json: Data, file: String? = nil) throws(Diagnostic) {
    do {
      self = try JSONDecoder().decode(Certificate.self, from: json)
    } catch {
      throw Diagnostic(
        code: "certificate.unreadable",
        Localized(zh: "不是证书文件：\(error)", en: "This is not a certificate: \(error)"),
        remedy: Localized(
          zh: "证书由 zhitu optimise --certificate 写出。",
          en: "Certificates are written by zhitu optimise --certificate."), file: file)
    }
  }

  /// Equal certificates give equal bytes.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}

/// The reasons for which a certificate is refused.
enum CertificateFault {
  private static let remedy = Localized(
    zh: "证书与其内容不符，不可采信；请重新求解。",
    en: "The certificate is invalid; solve the problem again.")

  private static func fault(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "certificate." + code, Localized(zh: zh, en: en), remedy: remedy)
  }

  static func unknown(_ name: String) -> Diagnostic {
    fault(
      "unknown", zh: "方案含问题中没有的“\(name)”。",
      en: "The plan names ‘\(name)’, which is not in the problem."
    )
  }

  static func ruleBroken(_ rule: String) -> Diagnostic {
    fault("rule-broken", zh: "方案违反规则：\(rule)。", en: "The plan breaks a rule: \(rule).")
  }

  static func value(stated: String, found: String) -> Diagnostic {
    fault(
      "value", zh: "方案的目标值应为 \(found)，证书写的是 \(stated)。",
      en: "The value of the plan is \(found); the certificate states \(stated).")
  }

  static func bound(stated: String, found: String) -> Diagnostic {
    fault(
      "bound", zh: "证据只能证明界 \(found)，证书写的是 \(stated)。",
      en: "The evidence proves the bound \(found); the certificate states \(stated).")
  }

  static func price(_ rule: String) -> Diagnostic {
    fault("price", zh: "规则 \(rule) 的价格无效。", en: "The price of rule \(rule) is not valid.")
  }

  static func tooLarge() -> Diagnostic {
    fault("too-large", zh: "证据中的数值过大。", en: "A number of the evidence is too large.")
  }
}
