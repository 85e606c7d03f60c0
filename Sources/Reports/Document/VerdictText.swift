import Groundwork
import Policy

/// The texts for the parts of a verdict, in a report, a rule book or a log.
struct VerdictText {
  let language: Language

  func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

  func verdict(_ kind: Policy.Verdict) -> ReportDocument.Cell {
    switch kind {
    case .pass: .init(phrase("通过", "pass"), .pass)
    case .fail: .init(phrase("不通过", "fail"), .fail)
    case .undecidable: .init(phrase("无法判定", "undecidable"), .undecidable)
    case .notApplicable: .init(phrase("不涉及", "not applicable"))
    }
  }

  func level(_ level: RuleLevel) -> String {
    switch level {
    case .hard: phrase("强制", "hard")
    case .hardInPrinciple: phrase("原则上强制", "hard in principle")
    case .soft: phrase("引导", "soft")
    case .info: phrase("参考", "information")
    }
  }

  func effect(_ effect: RuleEffect) -> String {
    switch effect {
    case .blocks: phrase("阻止", "blocks")
    case .warns: phrase("警示", "warns")
    case .informs: phrase("提示", "informs")
    }
  }

  /// The two amounts of a contradiction between ledger and register, with their names.
  func difference(_ contradiction: Contradiction) -> String {
    let ledger = quantity(contradiction.ledger, unit: contradiction.unit)
    let register = quantity(contradiction.register, unit: contradiction.unit)
    return "\(contradiction.ledgerName[language]) \(ledger)" + phrase("，", ", ")
      + "\(contradiction.registerName[language]) \(register)"
  }

  /// A value with its unit; shares in per cent, areas in m² and 亩.
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
    default:
      let symbol = symbol(unit)
      let decimals = VerdictText.twoDecimals.contains(unit) ? 2 : nil
      let number = plain(value, decimals: decimals)
      return symbol.isEmpty ? number : number + " " + symbol
    }
  }

  /// The unit in the reader's language; a product or quotient, such as `yuan/m2`, is translated
  /// part by part.
  func unit(_ unit: String) -> String { unit == "ratio" ? "" : symbol(unit) }

  private func symbol(_ unit: String) -> String {
    unit.split(separator: "/").map { side in
      side.split(separator: "*").map { UnitOfMeasure.named($0)?.symbol[language] ?? String($0) }
        .joined(separator: "·")
    }.joined(separator: "/")
  }

  /// The value of a trace step.
  func quantity(_ value: TraceValue, unit: String?) -> String {
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

  private static let twoDecimals: Set<String> = ["mu", "hm2", "km2", "wan_yuan"]

  private func plain(_ value: Double, decimals: Int? = nil) -> String {
    Numbers.text(value, decimals: decimals ?? (value == value.rounded() ? 0 : 4))
  }

  /// As ``quantity(_:unit:)``, with areas in one unit only, for narrow tables.
  func short(_ value: Double?, unit: String) -> String {
    guard unit == "m2", let value, let area = Area(roundingSquareMetres: value), abs(area.mu) >= 1
    else { return quantity(value, unit: unit) }
    return AreaUnit.mu.label(area, language)
  }

  func shortRequirement(_ verdict: PartVerdict) -> String {
    verdict.isReport
      ? "–" : sign(verdict.comparator) + " " + short(verdict.threshold, unit: verdict.unit)
  }

  /// The requirement of the rule: `≥ 5.00 %`; a dash where it only reports a value.
  func requirement(_ verdict: PartVerdict) -> String {
    verdict.isReport
      ? "–" : requirement(verdict.comparator, verdict.threshold, unit: verdict.unit)
  }

  func requirement(_ comparator: RuleComparator, _ threshold: Double, unit: String) -> String {
    sign(comparator) + " " + quantity(threshold, unit: unit)
  }

  private func sign(_ comparator: RuleComparator) -> String {
    switch comparator {
    case .less: "<"
    case .lessOrEqual: "≤"
    case .greater: ">"
    case .greaterOrEqual: "≥"
    case .equal: "="
    case .notEqual: "≠"
    }
  }

  /// What the reader must know about the rule's text before relying on it.
  func marks(_ source: RuleSource, _ evidence: Evidence) -> [String] {
    var marks: [String] = []
    switch source.status {
    case .inForce: break
    case .draft: marks.append(phrase("草案", "draft"))
    case .repealed: marks.append(phrase("已废止", "repealed"))
    case .reported: marks.append(phrase("转引", "quoted by others"))
    }
    if !evidence.verified { marks.append(phrase("待核实", "to be verified")) }
    return marks
  }

  func marks(_ verdict: PartVerdict) -> [String] { marks(verdict.source, verdict.evidence) }

  /// The rule's title, with that of the part where there is one.
  func title(_ verdict: PartVerdict) -> String {
    guard let partTitle = verdict.partTitle else { return verdict.title[language] }
    return verdict.title[language] + phrase("：", ": ") + partTitle[language]
  }

  func grade(_ grade: Evidence.Grade) -> String {
    switch grade {
    case .official: phrase("已核对正式文本", "official text read")
    case .seed: phrase("来源材料引述", "quoted by a source document")
    case .excerpt: phrase("仅见摘录", "excerpt only")
    case .memoryHigh: phrase("业务常识，可信度高", "known in the field, high confidence")
    case .memoryMedium: phrase("业务常识，可信度中", "known in the field, some confidence")
    case .memoryLow: phrase("业务常识，可信度低", "known in the field, low confidence")
    case .own: phrase("本软件自定口径", "the program's own convention")
    }
  }

  func evidence(_ evidence: Evidence) -> String {
    var text = grade(evidence.grade)
    if let seed = evidence.seed { text += phrase("（\(seed)）", " (\(seed))") }
    text += evidence.verified ? "" : phrase("，待核实", ", to be verified")
    if let note = evidence.note { text += phrase("。", ". ") + note[language] }
    return text
  }

  func source(_ source: RuleSource) -> String {
    var parts: [String] = []
    if !source.title.isEmpty {
      let isBare = language == .zh && !source.title.hasPrefix("《")
      parts.append(isBare ? "《\(source.title)》" : source.title)
    }
    if let number = source.documentNumber, !number.isEmpty { parts.append(number) }
    if let article = source.article, !article.isEmpty { parts.append(article) }
    if let issued = source.issued, !issued.isEmpty {
      parts.append(phrase("发布时间 \(issued)", "issued \(issued)"))
    }
    return parts.isEmpty ? phrase("未注明", "not stated") : parts.joined(separator: phrase("，", ", "))
  }
}
