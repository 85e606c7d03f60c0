import Groundwork
import YAMLFiles

/// From which size on a change of plan goes back to the body that approved the project, as data.
///
/// No text that was read states national thresholds: the office fills in its own. Where one is left empty, a
/// change of that kind goes back; unknown is never small enough.
public struct WorksRules: Hashable, Sendable, Codable {
  /// In millionths of the approved cost; a change beyond it goes back.
  public var costMillionths: Int64?
  /// A later end by more days than these goes back.
  public var delayDays: Int64?
  /// Less new farmland than planned by more than this goes back.
  public var lessFarmland: Area?

  public init(costMillionths: Int64?, delayDays: Int64?, lessFarmland: Area?) {
    self.costMillionths = costMillionths
    self.delayDays = delayDays
    self.lessFarmland = lessFarmland
  }

  private static let report = YAMLNode.Report(
    "works", only: "rules",
    remedy: Localized(
      zh: "以 Policies/works/changes.yaml 为样式。", en: "Use Policies/works/changes.yaml as an example."
    ))

  /// Reads thresholds (`zhitu.works-changes/1`).
  /// - Throws: Diagnostic `works.rules` with file and line.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(yaml, file: file, report: Self.report)
    let map = try root.mapping([
      "schema", "source", "cost_percent", "delay_days", "less_farmland_m2",
    ])
    guard try root.require("schema", in: map).text() == "zhitu.works-changes/1" else {
      throw root.error(
        "schema", zh: "schema 应为 zhitu.works-changes/1",
        en: "schema must be zhitu.works-changes/1")
    }
    _ = try root.require("source", in: map).text()
    func whole(_ name: String, _ most: Int64) throws -> Int64? {
      guard let node = map[name] else { return nil }
      guard let value = Int64(try node.text()), (0...most).contains(value) else {
        throw node.error(
          name, zh: "应为 0 至 \(most) 的整数", en: "expected a whole number between 0 and \(most)")
      }
      return value
    }
    costMillionths = try whole("cost_percent", 100).map { $0 * 10_000 }
    delayDays = try whole("delay_days", 10_000)
    lessFarmland = try whole("less_farmland_m2", 1_000_000_000)
      .map { Area(hundredths: $0 * 100) }
  }

  /// How far a change goes, from the plan that was approved.
  public func scale(of change: WorksChange.Terms, from approved: WorksPlan) -> WorksChangeScale {
    var scale = WorksChangeScale()
    let more = change.plan.cost - approved.cost
    scale.cost = more
    scale.days = (change.plan.span?.upperBound ?? 0) - (approved.span?.upperBound ?? 0)
    let moved = Money(fen: Int64(more.fen.magnitude))
    if moved > .zero {
      guard let costMillionths else {
        scale.unknown.append(.cost)
        return rest(change, scale)
      }
      if moved > approved.cost.share(min(costMillionths, 1_000_000), of: 1_000_000) {
        scale.beyond.append(.cost)
      }
    }
    return rest(change, scale)
  }

  private func rest(_ change: WorksChange.Terms, _ scale: WorksChangeScale) -> WorksChangeScale {
    var scale = scale
    if scale.days > 0 {
      if let delayDays {
        if scale.days > delayDays { scale.beyond.append(.time) }
      } else {
        scale.unknown.append(.time)
      }
    }
    switch change.lessFarmland {
    case nil: scale.unknown.append(.farmland)
    case .some(let less) where less > .zero:
      if let most = lessFarmland {
        if less > most { scale.beyond.append(.farmland) }
      } else {
        scale.unknown.append(.farmland)
      }
    default: break
    }
    if change.movesGround { scale.beyond.append(.ground) }
    if change.touchesBasicFarmland { scale.beyond.append(.basicFarmland) }
    return scale
  }
}

/// How far a change of plan goes, and whether it must go back to the approving body.
public struct WorksChangeScale: Hashable, Sendable, Codable {
  public enum Matter: String, Sendable, Codable, CaseIterable {
    case cost, time, farmland, ground, basicFarmland = "basic-farmland"

    public var title: Localized {
      switch self {
      case .cost: Localized(zh: "投资", en: "cost")
      case .time: Localized(zh: "工期", en: "time")
      case .farmland: Localized(zh: "新增耕地", en: "new farmland")
      case .ground: Localized(zh: "建设位置", en: "ground")
      case .basicFarmland: Localized(zh: "永久基本农田", en: "basic farmland")
      }
    }
  }

  /// More cost (or less, negative) than approved.
  public var cost = Money.zero
  /// Days by which it ends later (or sooner, negative).
  public var days: Int64 = 0
  /// What is beyond its threshold.
  public var beyond: [Matter] = []
  /// What changes, and has no threshold or no figure.
  public var unknown: [Matter] = []

  public init() {}

  /// Whether the approving body decides. What is unknown goes back.
  public var goesBack: Bool { !beyond.isEmpty || !unknown.isEmpty }
}
