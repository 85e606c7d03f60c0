import Groundwork
import Storage

/// Defaults from the data where the user gives no option.
extension Workbench {
  /// The plan, if there is exactly one.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `workspace.no-plan`, or `workspace.which-plan` naming all.
  public func onlyPlan() throws -> String {
    let plans = try plans()
    if plans.count == 1, let only = plans.first { return only }
    throw Diagnostic(
      code: plans.isEmpty ? "workspace.no-plan" : "workspace.which-plan",
      plans.isEmpty
        ? Localized(zh: "工作空间中没有方案。", en: "The workspace has no plan.")
        : Localized(zh: "工作空间中有多个方案。", en: "The workspace has several plans."),
      remedy: plans.isEmpty
        ? Localized(
          zh: "先用 zhitu import 导入整治图斑图层。", en: "Import a layer of measures first with zhitu import."
        )
        : Localized(
          zh: "用 --plan 指定其一：\(plans.joined(separator: "、"))。",
          en: "Name one with --plan: \(plans.joined(separator: ", "))."),
      file: workspace.path)
  }

  /// The earliest survey epoch, from which a plan starts (基期).
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `workspace.no-survey`.
  public func baseEpoch() throws -> String {
    if let first = try epochs().first { return first }
    throw Diagnostic(
      code: "workspace.no-survey",
      Localized(zh: "工作空间中没有调查图层。", en: "The workspace has no survey layer."),
      remedy: Localized(
        zh: "先用 zhitu import 导入地类图斑图层。", en: "Import a layer of land-use patches first."),
      file: workspace.path)
  }
}
