import EventLog
import Governance
import Groundwork
import Storage

/// Defaults from the data where the user gives no option.
extension Workbench {
  /// The plan, if there is exactly one that is no scenario of another.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `workspace.no-plan`, or `workspace.which-plan` naming all.
  public func onlyPlan() throws -> String {
    let plans = try plans()
    if let only = try onlyPlan(of: plans) { return only }
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

  /// The one of some plans that was not branched from another of them; `nil` if there is none, or
  /// more than one.
  func onlyPlan(of plans: [String]) throws -> String? {
    guard plans.count > 1 else { return plans.first }
    let mains = try plans.filter { plan in
      try originPlan(of: plan).map { $0 == plan || !plans.contains($0) } ?? true
    }
    return mains.count == 1 ? mains.first : nil
  }

  /// The plan from which a scenario (情景) was branched; `nil` for a plan that began by itself.
  func originPlan(of plan: String) throws -> String? {
    let stream = try Workbench.drawingStream(plan)
    let deeds = try workspace.readEvents { try $0.deeds(of: stream, as: DrawingEvent.self) }
    return DrawingDecider.fold(deeds).origin
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
