import Access
import EventLog
import Groundwork
import Storage
import Survey

extension Accounts {
  /// Sets the level of a layer, or of one of its fields (安全标记): the right of the security administrator,
  /// who sees names of layers but not their content.
  ///
  /// - Parameter field: The field that gets the level; `nil` for the layer itself.
  /// - Throws: Diagnostics `workspace.layer-missing`, `workspace.field-missing`, `access.refused`,
  ///   `access.reason`.
  public func mark(
    _ layer: String, field: String? = nil, level: DataLevel, reason: String, by caller: Caller,
    at time: Timestamp
  ) throws {
    guard try workspace.layer(layer) != nil else {
      throw Diagnostic(
        code: "workspace.layer-missing",
        Localized(zh: "工作区里没有图层 \(layer)。", en: "there is no layer \(layer) in the workspace."),
        layer: layer)
    }
    if let field { try demandField(field, of: layer) }
    let context = try demand(
      caller, .administer, AccessObject(.grant, layer, area: homeArea), at: time)
    try write(at: time) { _, events in
      _ = try events.perform(
        DataLevelsDecider.self,
        field.map { .markField(layer: layer, field: $0, level: level, reason: reason) }
          ?? .mark(layer: layer, level: level, reason: reason),
        on: AccountBook.levelsStream(), expected: nil, by: context, from: known.levels)
    }
  }

  private func demandField(_ field: String, of layer: String) throws {
    let names = try workspace.columns(of: layer).map(\.name)
    guard !names.contains(where: { $0.lowercased() == field.lowercased() }) else { return }
    throw Diagnostic(
      code: "workspace.field-missing",
      Localized(
        zh: "图层 \(layer) 没有字段“\(field)”。", en: "The layer \(layer) has no field ‘\(field)’."),
      remedy: Localized(
        zh: "字段有：\(names.joined(separator: "、"))。",
        en: "Its fields: \(names.joined(separator: ", "))."), layer: layer, field: field)
  }
}
