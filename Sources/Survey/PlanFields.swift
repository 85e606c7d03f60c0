import Geometry
import Groundwork
import VectorFiles

/// The element of a task by the "5+X" of the policy (整治要素): five kinds of land and what the local
/// government recognises besides.
public enum PlanElement: String, Sendable, Hashable, Codable, CaseIterable {
  case farmland = "农用地"
  case village = "村庄"
  case ecology = "生态"
  case industry = "工业"
  case urban = "城镇低效"
  case other = "X"

  public var name: Localized {
    switch self {
    case .farmland: Localized(zh: "农用地整治", en: "Farmland")
    case .village: Localized(zh: "村庄整治", en: "Village")
    case .ecology: Localized(zh: "生态保护修复", en: "Ecology")
    case .industry: Localized(zh: "工业用地整治", en: "Industry")
    case .urban: Localized(zh: "城镇低效用地整治", en: "Inefficient urban land")
    case .other: Localized(zh: "其他（X）", en: "Other (X)")
    }
  }

  /// The element that a text names, also in its longer customary forms.
  public init?(named text: String) {
    let plain = text.filter { !$0.isWhitespace }
    if let exact = PlanElement(rawValue: plain.uppercased()) {
      self = exact
      return
    }
    let words: [(PlanElement, [String])] = [
      (.urban, ["城镇低效", "低效用地", "城镇"]), (.farmland, ["农用地", "耕地", "高标准农田"]),
      (.village, ["村庄", "宅基地", "农村建设用地"]), (.ecology, ["生态"]), (.industry, ["工业", "工矿"]),
      (.other, ["其他", "其它"]),
    ]
    guard let found = words.first(where: { $0.1.contains(where: plain.contains) }) else {
      return nil
    }
    self = found.0
  }
}

/// Reads the fields of a measure (整治图斑) and says which of them is wrong.
struct PlanFields {
  private let element: Int?
  private let project: Int?
  private let projectName: Int?
  private let group: Int?
  private let stage: Int?
  private let cost: Int?
  private let implementer: Int?

  /// The fields that may hold what is said of a measure, in order of preference.
  static let names: [OwnField: [String]] = [
    .element: ["ZZYS", "element", "整治要素"],
    .project: ["XMDM", "project", "项目代码"],
    .projectName: ["XMMC", "project_name", "项目名称"],
    .group: ["ZTMC", "group", "功能组团"],
    .stage: ["JD", "stage", "阶段"],
    .cost: ["TZJE", "cost", "投资金额"],
    .implementer: ["SSZT", "implementer", "实施主体"],
  ]

  init(_ layer: SourceLayer) {
    func column(_ field: OwnField) -> Int? { layer.column(PlanFields.names[field] ?? []) }
    element = column(.element)
    project = column(.project)
    projectName = column(.projectName)
    group = column(.group)
    stage = column(.stage)
    cost = column(.cost)
    implementer = column(.implementer)
  }

  /// What is wrong with a measure.
  struct Mistake: Error {
    var reason: RejectReason
    var detail: Localized
  }

  /// The values of ``OwnField/element`` to ``OwnField/implementer``.
  ///
  /// A column that the layer does not have gives null. A column that it has must hold a known
  /// element, a whole stage from 1 and a cost in 元 that is not negative; stage and cost may be
  /// empty.
  func values(of values: [Value]) throws(Mistake) -> [Value] {
    [
      try elementValue(values), text(values, project), text(values, projectName),
      text(values, group), try stageValue(values), try costValue(values),
      text(values, implementer),
    ]
  }

  private func text(_ values: [Value], _ column: Int?) -> Value {
    guard let column, let text = values[column].string, !text.isEmpty else { return .null }
    return .text(text)
  }

  private func elementValue(_ values: [Value]) throws(Mistake) -> Value {
    guard let column = element else { return .null }
    let text = values[column].string ?? ""
    guard let found = PlanElement(named: text) else {
      throw Mistake(
        reason: .planElement,
        detail: Localized(
          zh: "整治要素“\(text)”不是 \(PlanElement.allCases.map(\.rawValue).joined(separator: "、")) 之一。",
          en: "The element \"\(text)\" is none of "
            + "\(PlanElement.allCases.map(\.rawValue).joined(separator: ", "))."))
    }
    return .text(found.rawValue)
  }

  private func stageValue(_ values: [Value]) throws(Mistake) -> Value {
    guard let column = stage, let text = values[column].string, !text.isEmpty else { return .null }
    guard let number = values[column].int64, number >= 1, number <= 99 else {
      throw Mistake(
        reason: .planStage,
        detail: Localized(
          zh: "阶段“\(text)”不是 1 至 99 的整数。",
          en: "The stage \"\(text)\" is not a whole number from 1 to 99."))
    }
    return .integer(number)
  }

  private func costValue(_ values: [Value]) throws(Mistake) -> Value {
    guard let column = cost, let text = values[column].string, !text.isEmpty else { return .null }
    guard let yuan = values[column].number, yuan >= 0, let money = Money(roundingYuan: yuan) else {
      throw Mistake(
        reason: .planCost,
        detail: Localized(
          zh: "投资金额“\(text)”不是不小于零的数（元）。",
          en: "The cost \"\(text)\" is not a number of yuan, zero or more."))
    }
    return .integer(money.fen)
  }
}
