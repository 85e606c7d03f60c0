import Groundwork

/// New farmland from the plan to its confirmation (扣减链, forms.md §1.5): it is never one number.
///
/// 规划新增 → 县级自验扣减 → 上报验收 → 市级验收扣减 → 省厅核减 → 确认新增. The planned area and the deduction
/// of the county come from the ground; those of city and province are typed, and say so.
public struct DeductionChain: Sendable, Hashable {
  public struct Step: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable {
      /// What stands after the deductions before it.
      case standing
      case deduction
    }

    public var id: String
    public var title: Localized
    public var kind: Kind
    public var area: Area
    /// Typed by somebody, not from the ground.
    public var isTyped: Bool
    public var reason: String
  }

  /// A deduction that an authority made.
  public struct Typed: Sendable, Hashable {
    public var area: Area
    public var reason: String

    public init(area: Area, reason: String) {
      self.area = area
      self.reason = reason
    }
  }

  public var steps: [Step]
  /// 规划新增.
  public var planned: Area
  /// 上报验收.
  public var submitted: Area
  /// 确认新增 by the authorities: what was accepted (验收面积).
  public var accepted: Area
  /// What a later survey confirms of it (变更调查确认); kept apart from ``accepted``. `nil`: no survey yet.
  public var confirmed: Area?
  /// Whether the county's share is met; see ``AcceptanceRules/countyShare``.
  public var meetsCountyShare: Bool

  /// - Parameter withoutRidges: the part of the farmland whose ridges are not deducted; steps say so.
  /// - Throws: Diagnostics `acceptance.deduction` for a deduction that is negative or more than is left.
  public init(
    _ farmland: NewFarmland, withoutRidges: NewFarmland = NewFarmland(), rules: AcceptanceRules,
    city: Typed? = nil, province: Typed? = nil, confirmed: Area? = nil
  ) throws {
    planned = farmland.planned
    submitted = farmland.accepted
    // More may be measured than was planned; then nothing is deducted.
    let county = max(.zero, farmland.planned - farmland.accepted)
    meetsCountyShare = rules.countyShare.isMet(planned - county, of: planned)
    steps = [
      Step(
        id: "planned", title: Localized(zh: "规划新增", en: "planned"), kind: .standing,
        area: planned, isTyped: false, reason: DeductionChain.gross(withoutRidges.planned)),
      Step(
        id: "county", title: Localized(zh: "县级自验扣减", en: "deducted by the county"),
        kind: .deduction, area: county, isTyped: false,
        reason: "未测、未实施、偏离或整改的地块，以及田坎差异"),
      Step(
        id: "submitted", title: Localized(zh: "上报验收", en: "submitted"), kind: .standing,
        area: submitted, isTyped: false, reason: DeductionChain.gross(withoutRidges.accepted)),
    ]
    var rest = farmland.accepted
    for (id, title, typed) in [
      ("city", Localized(zh: "市级验收扣减", en: "deducted by the city"), city),
      ("province", Localized(zh: "省厅核减", en: "deducted by the province"), province),
    ] {
      guard let typed else { continue }
      guard typed.area >= .zero, typed.area <= rest else {
        throw Diagnostic(
          code: "acceptance.deduction",
          Localized(
            zh: "\(title.zh) \(typed.area.decimal) 平方米，须在 0 与 \(rest.decimal) 之间。",
            en: "\(title.en): \(typed.area.decimal) m² must lie between 0 and \(rest.decimal)."),
          field: id)
      }
      rest = rest - typed.area
      steps.append(
        Step(
          id: id, title: title, kind: .deduction, area: typed.area, isTyped: true,
          reason: typed.reason))
    }
    accepted = rest
    self.confirmed = confirmed
    steps.append(
      Step(
        id: "accepted", title: Localized(zh: "验收新增", en: "accepted"), kind: .standing, area: rest,
        isTyped: city != nil || province != nil, reason: ""))
    if let confirmed {
      steps.append(
        Step(
          id: "confirmed", title: Localized(zh: "变更调查确认", en: "confirmed by the survey"),
          kind: .standing, area: confirmed, isTyped: false, reason: ""))
    }
  }

  /// What is said of farmland whose ridge share is not stated.
  private static func gross(_ area: Area) -> String {
    area == .zero ? "" : "其中 \(area.decimal) 平方米未载明田坎系数，未扣田坎"
  }
}
