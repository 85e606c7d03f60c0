import Flow
import Geodesy
import Geometry
import Groundwork
import Storage

/// The use cases of one workspace, the same for the command line and for the server: import, check,
/// flow, plan, verify, report.
///
/// A workbench has no state besides its workspace. Every method that writes does so in one
/// transaction at its end.
public struct Workbench: Sendable {
  public let workspace: Workspace
  public let job: Job

  public init(_ workspace: Workspace, job: Job = Job()) {
    self.workspace = workspace
    self.job = job
  }

  /// The coordinate system of the workspace.
  public func crs() throws -> CoordinateReferenceSystem {
    guard let reference = try workspace.crsDefinition() else {
      throw Diagnostic(
        code: "workspace.empty",
        Localized(zh: "工作空间中还没有图层。", en: "The workspace has no layer yet."),
        remedy: Localized(
          zh: "先用 zhitu import 导入调查图层。", en: "Import a survey layer first with zhitu import."),
        file: workspace.path)
    }
    return try CoordinateReferenceSystem(reference.wkt)
  }

  public func meter() throws -> AreaMeter { try AreaMeter(crs()) }

  /// The layer of a survey epoch.
  public func survey(_ epoch: String) throws -> LayerRecord {
    if let record = try workspace.layer(role: .survey, epoch: epoch) { return record }
    throw try missing(
      epoch, role: .survey, what: Localized(zh: "年度", en: "epoch"), list: epochs())
  }

  /// The layer of a plan's measures.
  public func plan(_ name: String) throws -> LayerRecord {
    if let record = try workspace.layer(role: .plan, plan: name) { return record }
    throw try missing(name, role: .plan, what: Localized(zh: "方案", en: "plan"), list: plans())
  }

  /// The epochs of the workspace, ascending.
  public func epochs() throws -> [String] {
    try workspace.layers().filter { $0.role == .survey }.compactMap(\.epoch).sorted()
  }

  /// The plans of the workspace, ascending.
  public func plans() throws -> [String] {
    try workspace.layers().filter { $0.role == .plan }.compactMap(\.plan).sorted()
  }

  private func missing(
    _ name: String, role: LayerRole, what: Localized, list: [String]
  ) -> Diagnostic {
    Diagnostic(
      code: "workspace.no-\(role.rawValue)",
      Localized(
        zh: "工作空间中没有\(what.zh)“\(name)”。", en: "The workspace has no \(what.en) ‘\(name)’."),
      remedy: list.isEmpty
        ? Localized(zh: "先用 zhitu import 导入。", en: "Import it first with zhitu import.")
        : Localized(
          zh: "可用的\(what.zh)：\(list.joined(separator: "、"))。",
          en: "There are: \(list.joined(separator: ", "))."),
      file: workspace.path)
  }
}
