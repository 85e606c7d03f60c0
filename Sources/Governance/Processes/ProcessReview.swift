import EventLog
import Groundwork

/// What a comment is about (意见所指): a place, a measure, a rule, or a document of the package.
public struct ReviewPin: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case place, measure, rule, document
    /// A line of a table of scores, to which a county objects (异议).
    case indicator
  }

  public var kind: Kind
  /// The measure, the rule, the document, the indicator; for a place what it is called, or nothing.
  public var target: String
  /// In 1e-7 degrees; a place has both.
  public var longitude: Int64?
  public var latitude: Int64?

  public init(_ kind: Kind, _ target: String, longitude: Int64? = nil, latitude: Int64? = nil) {
    self.kind = kind
    self.target = target
    self.longitude = longitude
    self.latitude = latitude
  }

  /// - Throws: Diagnostic `process.pin` for a pin that leads nowhere.
  func check(_ definition: ProcessDefinition) throws {
    let isPlaced =
      longitude.map { abs($0) <= 1_800_000_000 } == true
      && latitude.map { abs($0) <= 900_000_000 } == true
    let leads: Bool =
      switch kind {
      case .place: isPlaced
      case .measure, .rule, .indicator: !target.isEmpty
      case .document: definition.paper(target) != nil
      }
    guard leads, (longitude == nil && latitude == nil) || isPlaced else {
      throw ProcessDecider.refusal(
        "pin", zh: "意见所指“\(target)”不是位置、图斑、规则、指标或本流程的材料。",
        en: "‘\(target)’ is no place, measure, rule, indicator or document of the process.")
    }
  }
}

extension ProcessInstance {
  /// What somebody had to say about the case (意见).
  public struct Comment: Hashable, Sendable, Codable {
    public var id: String
    public var text: String
    public var pin: ReviewPin?
    /// The step at which it was made.
    public var step: String
    public var person: String
    public var name: String
    public var role: String
    public var organisation: String
    public var time: Timestamp
    public var isCleared: Bool
  }

  public struct Answer: Hashable, Sendable, Codable {
    public var text: String
    public var person: String
    public var name: String
    public var organisation: String
    public var time: Timestamp
  }

  /// The numbers of conditions and comments that nobody has cleared.
  public var openItems: [String] {
    conditions.filter { !$0.isCleared }.map(\.id) + comments.filter { !$0.isCleared }.map(\.id)
  }

  /// Who set a condition or made a comment.
  func setter(of id: String) -> (role: String, organisation: String, isCondition: Bool)? {
    if let condition = conditions.first(where: { $0.id == id }) {
      return (condition.role, condition.organisation, true)
    }
    return comments.first { $0.id == id }.map { ($0.role, $0.organisation, false) }
  }
}

/// What a joint meeting (会商) has before it: the open points of a case, and an opinion drafted of them.
public struct ReviewSheet: Hashable, Sendable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case disagreement, condition, comment, unsigned, deferred

    public var title: Localized {
      switch self {
      case .disagreement: Localized(zh: "不同意", en: "disagreement")
      case .condition: Localized(zh: "条件", en: "condition")
      case .comment: Localized(zh: "意见", en: "comment")
      case .unsigned: Localized(zh: "未签署", en: "not signed")
      case .deferred: Localized(zh: "容缺未补", en: "deferred document")
      }
    }
  }

  public struct Point: Hashable, Sendable {
    public var kind: Kind
    public var id: String
    public var text: String
    /// The organisation that raised it; empty where nobody did.
    public var organisation: String
    /// The step that waits for it.
    public var blocks: String?
    public var answer: String?
  }

  /// Disagreements first, then conditions, comments, signatures and documents that are missing.
  public var points: [Point]
  /// 综合意见 as far as the case says it; a meeting changes it as it sees fit.
  public var draft: Localized

  /// - Complexity: O(tasks + conditions + comments).
  public init(_ definition: ProcessDefinition, _ state: ProcessInstance) {
    points = []
    for task in state.tasks where task.isDisputed {
      let voices = [task.signature].compactMap { $0 } + task.added.compactMap(\.signature)
      for voice in voices where voice.opinion == .disagree {
        points.append(
          Point(
            kind: .disagreement, id: task.id, text: "\(task.title.zh)：\(voice.text)",
            organisation: voice.organisation, blocks: nil, answer: nil))
      }
    }
    points += state.conditions.filter { !$0.isCleared }.map { condition in
      Point(
        kind: .condition, id: condition.id, text: condition.text,
        organisation: condition.organisation, blocks: condition.blocks,
        answer: state.answers[condition.id]?.last?.text)
    }
    points += state.comments.filter { !$0.isCleared }.map { comment in
      Point(
        kind: .comment, id: comment.id, text: comment.text, organisation: comment.organisation,
        blocks: nil, answer: state.answers[comment.id]?.last?.text)
    }
    if let step = state.step.flatMap(definition.step), step.signing != .one {
      points += state.tasks.filter { !$0.isDone && !$0.isDisputed }.map { task in
        Point(
          kind: .unsigned, id: task.id, text: task.title.zh,
          organisation: task.organisation ?? "", blocks: nil, answer: nil)
      }
    }
    for (paper, promise) in state.promises.sorted(by: { $0.key < $1.key })
    where state.papers[paper] == nil {
      points.append(
        Point(
          kind: .deferred, id: paper,
          text: "\(definition.paper(paper)?.title.zh ?? paper)：\(promise.text)", organisation: "",
          blocks: promise.until, answer: nil))
    }
    draft = ReviewSheet.drafted(points, state)
  }

  private static func drafted(_ points: [Point], _ state: ProcessInstance) -> Localized {
    let signed = state.tasks.compactMap { task in task.signature.map { (task, $0) } }
    func offices(_ opinion: ProcessTask.Opinion, _ language: Language) -> [String] {
      signed.filter { $0.1.opinion == opinion }.map { $0.0.title[language] }
    }
    var zh: [String] = []
    var en: [String] = []
    for opinion in ProcessTask.Opinion.allCases where !offices(opinion, .zh).isEmpty {
      zh.append("\(offices(opinion, .zh).joined(separator: "、"))：\(opinion.title.zh)。")
      en.append("\(offices(opinion, .en).joined(separator: ", ")): \(opinion.title.en).")
    }
    for (number, point) in points.enumerated() where point.kind != .unsigned {
      let wait = point.blocks.map { "（\($0) 之前落实）" } ?? ""
      zh.append("\(number + 1). \(point.kind.title.zh)：\(point.text)\(wait)")
      en.append(
        "\(number + 1). \(point.kind.title.en): \(point.text)"
          + (point.blocks.map { " (before \($0))" } ?? ""))
    }
    return Localized(zh: zh.joined(separator: "\n"), en: en.joined(separator: "\n"))
  }
}
