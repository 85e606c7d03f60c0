import Groundwork

/// The words for a verdict's parts.
struct VerdictText {
  let language: Language

  func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

  func verdict(_ kind: Verdict.Kind) -> ReportDocument.Cell {
    switch kind {
    case .pass: .init(phrase("通过", "pass"), .pass)
    case .fail: .init(phrase("不通过", "fail"), .fail)
    case .undecidable: .init(phrase("无法判定", "undecidable"), .undecidable)
    case .notApplicable: .init(phrase("不涉及", "not applicable"))
    }
  }

  func level(_ level: Verdict.Level) -> String {
    switch level {
    case .hard: phrase("强制", "hard")
    case .hardInPrinciple: phrase("原则上强制", "hard in principle")
    case .soft: phrase("引导", "soft")
    case .info: phrase("参考", "information")
    }
  }

  /// A value with its unit; shares as per cent, areas in m² with 亩 beside them.
  func quantity(_ value: Double?, unit: String?) -> String {
    guard let value, value.isFinite else { return "–" }
    let unit = unit ?? ""
    switch unit {
    case "ratio": return percent(value)
    case "percent", "%": return percent(value / 100)
    case "m2", "m²":
      guard let area = Area(roundingSquareMetres: value) else { return "–" }
      let metres = AreaUnit.squareMetre.label(area, language)
      guard abs(area.mu) >= 1 else { return metres }
      let mu = AreaUnit.mu.label(area, language)
      return metres + phrase("（\(mu)）", " (\(mu))")
    case "truth", "bool": return truth(value != 0)
    case "", "number", "n", "1": return plain(value)
    default:
      let decimals = VerdictText.twoDecimals.contains(unit) ? 2 : nil
      return plain(value, decimals: decimals) + " " + (VerdictText.units[unit]?[language] ?? unit)
    }
  }

  /// A step's value.
  func quantity(_ value: Verdict.TraceValue, unit: String?) -> String {
    switch value {
    case .number(let number): quantity(number, unit: unit)
    case .text(let text): text
    case .truth(let isTrue): truth(isTrue)
    case .unknown: phrase("未知", "unknown")
    }
  }

  private func truth(_ isTrue: Bool) -> String { isTrue ? phrase("是", "yes") : phrase("否", "no") }

  private func percent(_ share: Double) -> String {
    Numbers.percent(share, decimals: share != 0 && abs(share) < 0.0001 ? 4 : 2)
  }

  private static let twoDecimals: Set<String> = ["mu", "亩", "hm2", "hm²", "km2", "wan_yuan"]
  private static let units: [String: Localized] = [
    "mu": AreaUnit.mu.name, "hm2": AreaUnit.hectare.name,
    "km2": Localized(zh: "平方千米", en: "km²"), "count": Localized(zh: "个", en: ""),
    "class": Localized(zh: "级", en: "class"), "grade": Localized(zh: "等", en: "grade"),
    "m": Localized(zh: "米", en: "m"), "km": Localized(zh: "千米", en: "km"),
    "m3": Localized(zh: "立方米", en: "m³"), "yuan": Localized(zh: "元", en: "yuan"),
    "wan_yuan": Localized(zh: "万元", en: "× 10⁴ yuan"), "day": Localized(zh: "天", en: "days"),
    "kg": Localized(zh: "千克", en: "kg"), "t": Localized(zh: "吨", en: "t"),
  ]

  private func plain(_ value: Double, decimals: Int? = nil) -> String {
    Numbers.text(value, decimals: decimals ?? (value == value.rounded() ? 0 : 4))
  }

  /// What the rule asks for: `≥ 5.00 %`.
  func requirement(_ verdict: Verdict) -> String {
    guard let threshold = verdict.threshold else { return "–" }
    let signs = [">=": "≥", "<=": "≤", "==": "=", "=": "=", ">": ">", "<": "<", "!=": "≠"]
    let sign = verdict.comparator.map { signs[$0] ?? $0 } ?? ""
    return (sign + " " + quantity(threshold, unit: verdict.unit)).trimmingPrefix(" ").description
  }

  /// What the reader must know about the rule's text before relying on it.
  func marks(_ verdict: Verdict) -> [String] {
    var marks: [String] = []
    if verdict.source?.isDraft == true { marks.append(phrase("草案", "draft")) }
    if verdict.source?.status == "repealed" { marks.append(phrase("已废止", "repealed")) }
    if verdict.source?.status == "reported" { marks.append(phrase("转引", "quoted by others")) }
    if verdict.evidence?.verified != true { marks.append(phrase("待核实", "to be verified")) }
    return marks
  }

  func evidence(_ evidence: Verdict.Evidence?) -> String {
    guard let evidence else { return phrase("未注明", "not stated") }
    let grades: [String: Localized] = [
      "official": Localized(zh: "已核对正式文本", en: "official text read"),
      "seed": Localized(zh: "来源材料引述", en: "quoted by a source document"),
      "excerpt": Localized(zh: "仅见摘录", en: "excerpt only"),
      "memory_high": Localized(zh: "业务常识，可信度高", en: "known in the field, high confidence"),
      "memory_medium": Localized(zh: "业务常识，可信度中", en: "known in the field, some confidence"),
      "memory_low": Localized(zh: "业务常识，可信度低", en: "known in the field, low confidence"),
      "own": Localized(zh: "本软件自定口径", en: "the program's own convention"),
    ]
    let grade = evidence.grade ?? "–"
    var text = grades[grade]?[language] ?? grade
    if let seed = evidence.seed { text += phrase("（\(seed)）", " (\(seed))") }
    text += evidence.verified == true ? "" : phrase("，待核实", ", to be verified")
    if let note = evidence.note { text += phrase("。", ". ") + note[language] }
    return text
  }

  func source(_ source: Verdict.Source?) -> String {
    guard let source else { return phrase("未注明", "not stated") }
    var parts: [String] = []
    if let title = source.title {
      parts.append(language == .zh && !title.hasPrefix("《") ? "《\(title)》" : title)
    }
    if let number = source.docNo, !number.isEmpty { parts.append(number) }
    if let article = source.article, !article.isEmpty { parts.append(article) }
    if let issued = source.issued, !issued.isEmpty {
      parts.append(phrase("发布时间 \(issued)", "issued \(issued)"))
    }
    return parts.isEmpty ? phrase("未注明", "not stated") : parts.joined(separator: phrase("，", ", "))
  }
}
