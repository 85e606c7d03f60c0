import Access
import EventLog
import Groundwork
import Storage
import Survey

extension Accounts {
  /// Sets the level of a layer (安全标记): the right of the security administrator, who sees names of
  /// layers but not their content.
  public func mark(
    _ layer: String, level: DataLevel, reason: String, by caller: Caller, at time: Timestamp
  ) throws {
    guard try workspace.layer(layer) != nil else {
      throw Diagnostic(
        code: "workspace.layer-missing",
        Localized(zh: "工作区里没有图层 \(layer)。", en: "there is no layer \(layer) in the workspace."),
        layer: layer)
    }
    let context = try demand(
      caller, .administer, AccessObject(.grant, layer, area: homeArea), at: time)
    try write(at: time) { _, events in
      _ = try events.perform(
        DataLevelsDecider.self, .mark(layer: layer, level: level, reason: reason),
        on: AccountBook.levelsStream(), expected: nil, by: context)
    }
  }
}

/// The levels of all layers of a workspace in one state.
public struct LayerLevels: Sendable {
  /// By layer.
  public let levels: [String: DataLevel]
  /// The level of content that may derive from any layer.
  public let highest: DataLevel

  /// A derived layer has at least the level of its possible sources: the layers of its epoch if it
  /// belongs to a single epoch, all imported layers otherwise.
  public init(_ records: [LayerRecord], _ marks: DataLevels) {
    let sources = records.filter { ImportRole(rawValue: $0.role.rawValue) != nil }
    var levels: [String: DataLevel] = [:]
    for record in records {
      let name = record.name
      if ImportRole(rawValue: record.role.rawValue) != nil {
        levels[name] = marks.level(ofSource: name)
        continue
      }
      let isOfOneEpoch = [.rejected, .findings].contains(record.role) && record.plan == nil
      let from = sources.filter {
        !isOfOneEpoch || $0.epoch == nil || $0.epoch == record.epoch
      }
      levels[name] = marks.level(ofDerived: name, from: from.map(\.name))
    }
    self.levels = levels
    highest = DataLevel.inherited(from: levels.values)
  }

  /// An unknown layer has the highest level, so that guessing names reveals nothing.
  public func level(_ layer: String) -> DataLevel { levels[layer] ?? highest }
}
