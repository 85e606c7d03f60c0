import EventLog
import Groundwork
import YAMLFiles

/// When somebody is told of what goes wrong (预警规则), as data: kinds with their thresholds, the hours in which
/// nobody is disturbed, and the time of the digest.
public struct AlertRules: Hashable, Sendable {
  /// What an alert is about.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The time limit of a case has run out.
    case caseOverdue = "case-overdue"
    /// It runs out within so many days.
    case caseDue = "case-due"
    /// A case has stood at one step for more than so many days.
    case caseStands = "case-stands"
    case problemOverdue = "problem-overdue"
    /// The works will end later than planned by more than so many days.
    case worksLate = "works-late"
    case worksStopped = "works-stopped"
    case testFailed = "test-failed"
    /// The rule of a core indicator fails.
    case indicatorFails = "indicator-fails"

    /// Whether the kind has a threshold in days.
    public var takesDays: Bool { self == .caseDue || self == .caseStands || self == .worksLate }
  }

  /// When an alert is delivered.
  public enum Delivery: String, Sendable, Hashable, CaseIterable {
    /// At once, also in the quiet hours.
    case always
    /// At once, but in the quiet hours at their end.
    case daytime
    /// With the next digest.
    case digest
  }

  public struct Rule: Hashable, Sendable {
    public var kind: Kind
    public var title: Localized
    public var delivery: Delivery
    /// Calendar days; none for kinds without a threshold.
    public var days: Int64?
  }

  /// Minutes after local midnight; the quiet hours may pass midnight. Equal ends: no quiet hours.
  public var quietFrom: Int64
  public var quietTo: Int64
  /// The day of the digest, 1 for Monday to 7, and its minute.
  public var digestWeekday: Int64
  public var digestMinute: Int64
  public var rules: [Rule]

  private static let report = YAMLNode.Report(
    "alerts",
    remedy: Localized(
      zh: "以 Policies/boards/alerts.yaml 为样式。", en: "Use Policies/boards/alerts.yaml as an example."
    ))

  /// Reads rules of alerts (`zhitu.alerts/1`).
  /// - Throws: Diagnostics `alerts.*` with file and line.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(yaml, file: file, report: Self.report)
    let map = try root.mapping(["schema", "source", "quiet", "digest", "alerts"])
    guard try root.require("schema", in: map).text() == "zhitu.alerts/1" else {
      throw root.error(
        "schema", zh: "schema 应为 zhitu.alerts/1", en: "schema must be zhitu.alerts/1")
    }
    _ = try root.require("source", in: map).text()
    let quietNode = try root.require("quiet", in: map)
    let quiet = try quietNode.mapping(["from", "to"])
    quietFrom = try Self.minute(quietNode.require("from", in: quiet))
    quietTo = try Self.minute(quietNode.require("to", in: quiet))
    let digestNode = try root.require("digest", in: map)
    let digest = try digestNode.mapping(["weekday", "at"])
    digestWeekday = try Self.whole(digestNode.require("weekday", in: digest), 1...7)
    digestMinute = try Self.minute(digestNode.require("at", in: digest))
    rules = []
    for node in try root.require("alerts", in: map).list() {
      let rule = try Self.rule(node)
      if rules.contains(where: { $0.kind == rule.kind }) {
        throw node.error("repeated", zh: "同一种预警写了两次", en: "a kind stands twice")
      }
      rules.append(rule)
    }
  }

  private static func rule(_ node: YAMLNode) throws -> Rule {
    let map = try node.mapping(["kind", "title", "deliver", "days"])
    let name = try node.require("kind", in: map)
    guard let kind = Kind(rawValue: try name.text()) else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw name.error("kind", zh: "没有这种预警，可用：\(kinds)", en: "no such kind; known: \(kinds)")
    }
    let way = try node.require("deliver", in: map)
    guard let delivery = Delivery(rawValue: try way.text()) else {
      throw way.error(
        "deliver", zh: "应为 always、daytime 或 digest", en: "expected always, daytime or digest")
    }
    let days = try map["days"].map { try whole($0, 0...3660) }
    guard (days != nil) == kind.takesDays else {
      throw node.error(
        "days", zh: kind.takesDays ? "须写明天数 days" : "此种预警没有天数",
        en: kind.takesDays ? "days are missing" : "this kind has no days")
    }
    return Rule(
      kind: kind, title: try node.require("title", in: map).localized(), delivery: delivery,
      days: days)
  }

  private static func whole(_ node: YAMLNode, _ range: ClosedRange<Int64>) throws -> Int64 {
    guard let value = Int64(try node.text()), range.contains(value) else {
      throw node.error(
        "number", zh: "应为 \(range.lowerBound) 至 \(range.upperBound) 的整数",
        en: "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// Reads `07:30`.
  private static func minute(_ node: YAMLNode) throws -> Int64 {
    let text = try node.text()
    guard let match = text.wholeMatch(of: /(\d\d):(\d\d)/), let hour = Int64(match.1),
      let minute = Int64(match.2), hour < 24, minute < 60
    else { throw node.error("time", zh: "时刻写成 07:30", en: "write a time of the day as 07:30") }
    return hour * 60 + minute
  }

  // MARK: When

  /// When an alert that stands at a moment is delivered: that moment, the end of the quiet hours, or the next
  /// digest (which comes at its time, quiet or not).
  ///
  /// - Parameter offsetHours: of local time from UTC.
  public func delivered(_ delivery: Delivery, at time: Timestamp, offsetHours: Int64) -> Timestamp {
    let seconds =
      time.adding(seconds: offsetHours * 3600).seconds(since: Timestamp(milliseconds: 0))
    let day = seconds / 86_400
    let minute = seconds % 86_400 / 60
    func moment(_ day: Int64, _ minute: Int64) -> Timestamp {
      Timestamp(milliseconds: 0).adding(seconds: day * 86_400 + minute * 60 - offsetHours * 3600)
    }
    switch delivery {
    case .always: return time
    case .daytime:
      guard isQuiet(minute) else { return time }
      return moment(minute < quietTo ? day : day + 1, quietTo)
    case .digest:
      // 1970-01-01 was a Thursday; Monday is 1.
      let weekday = (day + 3) % 7 + 1
      let wait = (digestWeekday - weekday + 7) % 7
      return moment(wait == 0 && minute > digestMinute ? day + 7 : day + wait, digestMinute)
    }
  }

  func isQuiet(_ minute: Int64) -> Bool {
    quietFrom <= quietTo
      ? (quietFrom..<quietTo).contains(minute) : minute >= quietFrom || minute < quietTo
  }
}
