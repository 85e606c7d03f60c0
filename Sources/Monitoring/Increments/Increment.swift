import Geometry
import Groundwork

/// How a piece of ground came from one epoch to the next (变更行为 BGXW). The meanings were inferred from
/// programs that write the field (survey-data.md §8).
public enum ChangeKind: Int, Sendable, Codable, CaseIterable {
  /// 灭失: the ground leaves the survey.
  case vanished = 0
  /// Only attributes change: same id, same ground.
  case attributes = 1
  /// The ground is divided or joined anew: new id.
  case geometry = 2
  /// 新增: the ground is new to the survey.
  case arrived = 3
}

/// The change from one survey epoch to the next (国土变更调查增量包): the new state of changed patches
/// (DLTBGX), and how each piece of their ground came about (DLTBGXGC).
///
/// Applied to its base epoch it gives the next one exactly.
public struct Increment: Sendable {
  /// One piece of ground that one patch had before and one has after.
  public struct Step: Sendable, Hashable {
    /// Indices into ``removed`` and ``added``; `nil` for none.
    public var before: Int?
    public var after: Int?
    public var kind: ChangeKind
    public var area: Area
    public var geometry: MultiPolygon

    public init(
      before: Int?, after: Int?, kind: ChangeKind, area: Area, geometry: MultiPolygon
    ) {
      self.before = before
      self.after = after
      self.kind = kind
      self.area = area
      self.geometry = geometry
    }
  }

  public var from: String
  public var to: String
  public var columns: [Column]
  /// The patches of the base epoch that end, by id.
  public var removed: [SurveyPatch]
  /// The patches of the next epoch that begin, by id.
  public var added: [SurveyPatch]
  /// By patch before, then patch after.
  public var steps: [Step]
  /// Fields that have one value throughout an epoch and another throughout the next, such as the year
  /// of the data (SJNF): every patch of the next epoch gets it.
  public var stamps: [String: Value]

  public init(
    from: String, to: String, columns: [Column], removed: [SurveyPatch], added: [SurveyPatch],
    steps: [Step], stamps: [String: Value]
  ) {
    self.from = from
    self.to = to
    self.columns = columns
    self.removed = removed
    self.added = added
    self.steps = steps
    self.stamps = stamps
  }

  /// The next epoch: what is not changed stays, with the stamps of the new one.
  ///
  /// - Complexity: O(patches).
  /// - Throws: Diagnostics `increment.columns`; `increment.base` where the base epoch lacks a patch
  ///   that ends, or has it otherwise; `increment.id-taken`.
  public func apply(to base: SurveyEpoch) throws -> SurveyEpoch {
    guard base.columns.map(\.name) == columns.map(\.name) else {
      throw Diagnostic(
        code: "increment.columns",
        Localized(
          zh: "增量包的字段与 \(base.name) 的不同。", en: "The increment has other fields than \(base.name)."),
        layer: base.name)
    }
    let known = try base.byID()
    let wrong = removed.filter { known[$0.id] != $0 }
    if let first = wrong.first {
      throw Diagnostic(
        code: "increment.base",
        Localized(
          zh: "增量包不是从 \(base.name) 的现状做出的：\(wrong.count) 个图斑不存在或已不同，如 \(first.id)。",
          en: "The increment was not made from \(base.name) as it is: \(wrong.count) patches are"
            + " missing or differ, such as \(first.id)."),
        remedy: Localized(
          zh: "用做包时的基期，或按顺序应用中间的增量包。",
          en: "Use the base epoch it was made from, or apply the increments between in their order."
        ),
        layer: base.name, feature: first.id)
    }
    let ended = Set(removed.map(\.id))
    var next = SurveyEpoch(
      name: to, columns: columns, patches: base.patches.filter { !ended.contains($0.id) } + added)
    var seen = Set<String>()
    if let taken = next.patches.first(where: { !seen.insert($0.id).inserted }) {
      throw Diagnostic(
        code: "increment.id-taken",
        Localized(
          zh: "增量包的标识码 \(taken.id) 已被基期图斑使用。",
          en: "The id \(taken.id) of the increment belongs to a patch of the base epoch."),
        layer: base.name, feature: taken.id)
    }
    for (field, value) in stamps {
      guard let column = next.position(field) else { continue }
      for index in next.patches.indices { next.patches[index].values[column] = value }
    }
    return next
  }
}
