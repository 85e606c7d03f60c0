import Certificates
import Groundwork
import Optimisation

/// What a verified certificate says, in the units that people are shown (证书核验).
public struct CertificateReport: Encodable, Sendable {
  /// What the certificate is about: how many there are to choose from, how many are chosen.
  public struct Fact: Encodable, Sendable {
    public var title: Localized
    public var count: Int
  }

  /// `portfolio`, `exchange`, `ground`, `selection`, `corridor` or `adjustment`.
  public var kind: String
  public var title: Localized
  /// Of value and bounds; of a choice of measures it is not in the certificate, and neither is it here.
  public var unit: Localized
  public var isLargeGood: Bool
  /// Measured again from the plan.
  public var value: Double
  /// Proven by the evidence in the certificate.
  public var bound: Double
  /// As the solver's search has it, which is not verified; `nil` where it reaches no further.
  public var solverBound: Double?
  /// By how much the plan may be worse than the best at most, as a share of its value.
  public var gap: Double
  public var facts: [Fact]

  init(_ certificate: Certificate, _ findings: CertificateFindings) {
    kind = certificate.kind
    title = certificate.title
    unit = certificate.unitName
    isLargeGood = certificate.isLargeGood
    let scale = certificate.shownUnit
    value = findings.value / scale
    bound = findings.bound / scale
    solverBound = findings.solverBound.map { $0 / scale }
    gap = findings.gap
    facts = certificate.facts
  }
}

extension CertificateFile {
  /// Verifies a certificate and tells what it says.
  ///
  /// - Throws: as ``check(_:)``.
  public static func report(_ file: String) throws(Diagnostic) -> CertificateReport {
    let certificate = try read(file)
    return CertificateReport(certificate, try check(certificate, file: file))
  }
}

extension Certificate {
  var kind: String {
    switch self {
    case .portfolio: "portfolio"
    case .exchange: "exchange"
    case .ground: "ground"
    case .selection: "selection"
    case .corridor: "corridor"
    case .adjustment: "adjustment"
    }
  }

  var title: Localized {
    switch self {
    case .portfolio: Localized(zh: "项目组合", en: "Portfolio of projects")
    case .exchange: Localized(zh: "林耕置换", en: "Exchange of farmland with forest")
    case .ground: Localized(zh: "连片选地", en: "Choice of ground in blocks")
    case .selection: Localized(zh: "优选措施", en: "Choice of measures")
    case .corridor: Localized(zh: "生态廊道", en: "Ecological corridor")
    case .adjustment: Localized(zh: "永农调整", en: "Adjustment of basic farmland")
    }
  }

  /// How many units of the certificate make one that people are shown.
  var shownUnit: Double {
    switch self {
    case .portfolio: 1_000
    case .exchange(let certificate): certificate.problem.objective.shownUnit
    case .ground: ChoiceGround.unitsPerSquareMetre
    case .selection: 1
    case .corridor: 1_000_000
    case .adjustment: 200_000.0 / 3
    }
  }

  var unitName: Localized {
    switch self {
    case .portfolio: Localized(zh: "效益", en: "benefit")
    case .exchange(let certificate): certificate.problem.objective.unitName
    case .ground: Localized(zh: "面积（m²）× 单位费用", en: "area (m²) × cost")
    case .selection: Localized(zh: "目标值（证书单位）", en: "units of the certificate")
    case .corridor: Localized(zh: "万元", en: "10⁴ yuan")
    case .adjustment:
      Localized(
        zh: "亩（调入面积 − 10 × 不适宜调出面积）", en: "mu (entering − 10 × unfit that leaves)")
    }
  }

  var isLargeGood: Bool {
    switch self {
    case .portfolio: true
    case .exchange(let certificate): certificate.problem.objective != .slope
    case .ground, .selection, .corridor, .adjustment: false
    }
  }

  var facts: [CertificateReport.Fact] {
    func fact(_ zh: String, _ en: String, _ count: Int) -> CertificateReport.Fact {
      CertificateReport.Fact(title: Localized(zh: zh, en: en), count: count)
    }
    switch self {
    case .portfolio(let certificate):
      return [
        fact("候选项目", "projects", certificate.problem.projects.count),
        fact("入选项目", "projects chosen", certificate.starts.count),
        fact("年数", "years", certificate.problem.yearCount),
      ]
    case .exchange(let certificate):
      return [
        fact("图斑", "parcels", certificate.problem.count),
        fact("改变用途的图斑", "parcels that change", certificate.flips.count),
      ]
    case .ground(let certificate):
      return [
        fact("图斑", "parcels", certificate.problem.count),
        fact("入选图斑", "parcels chosen", certificate.chosen.count),
      ]
    case .selection(let certificate):
      return [
        fact("候选措施", "items", certificate.problem.items.count),
        fact("入选措施", "items chosen", certificate.chosen.count),
        fact("规则", "rules", certificate.problem.rows.count),
      ]
    case .corridor(let certificate):
      return [
        fact("图斑", "parcels", certificate.problem.count),
        fact("连通的图斑", "parcels joined", certificate.chosen.count),
      ]
    case .adjustment(let certificate):
      return [
        fact("图斑", "parcels", certificate.problem.parcels.count),
        fact("调整的图斑", "parcels moved", certificate.moved.count),
      ]
    }
  }
}
