import Flow
import Foundation
import Groundwork
import Monitoring
import Storage

/// Which observation is held against which plan.
public struct MonitoringRequest: Sendable {
  public var plan: String
  /// The base epoch of the plan.
  public var base: String
  /// The epoch of the observation, which may cover a part of the ground.
  public var observed: String
  public var rules: MonitoringRules
  public var area: AreaKind

  public init(
    plan: String, base: String, observed: String, rules: MonitoringRules,
    area: AreaKind = .official
  ) {
    self.plan = plan
    self.base = base
    self.observed = observed
    self.rules = rules
    self.area = area
  }
}

extension MonitoringRules {
  /// Reads a file of rules.
  ///
  /// - Parameter file: `nil`: the program's own.
  /// - Throws: Diagnostic `monitor.rules`; `program.files-missing`.
  public static func read(file: String?) throws -> MonitoringRules {
    let (text, path) = try text(file: file)
    return try MonitoringRules(yaml: text, file: path)
  }

  /// The text of a file of rules, and its path.
  ///
  /// - Parameter file: `nil`: the program's own.
  /// - Throws: Diagnostic `monitor.rules`; `program.files-missing`.
  public static func text(file: String?) throws -> (text: String, path: String) {
    let path = try file ?? ProgramHome.path("Policies/monitoring/default.yaml")
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "monitor.rules",
        Localized(
          zh: "规则文件无法读取，或不是 UTF-8 文本。",
          en: "The file of rules cannot be read, or is no UTF-8 text."),
        remedy: Localized(zh: "检查路径、权限和编码。", en: "Check path, permissions and encoding."),
        file: path)
    }
    return (text, path)
  }
}

extension Workbench {
  /// The epochs that were observed after another one, in the order of time.
  func epochs(after base: String) throws -> [String] {
    try epochs().filter { EpochOrder($0) > EpochOrder(base) }
      .sorted { EpochOrder($0) < EpochOrder($1) }
  }

  /// The request that follows from the workspace where the user names nothing: the only plan, the
  /// earliest epoch, the latest epoch.
  ///
  /// - Throws: Diagnostics `workspace.no-plan`, `workspace.which-plan`, `workspace.no-survey`,
  ///   `monitor.no-observation` where the base epoch is the only one.
  public func monitoringRequest(
    plan: String? = nil, base: String? = nil, observed: String? = nil, rules: String? = nil,
    area: AreaKind = .official
  ) throws -> MonitoringRequest {
    let plan = try plan ?? onlyPlan()
    let base = try base ?? baseEpoch()
    guard let observed = try observed ?? epochs().last(where: { $0 != base }) else {
      throw Diagnostic(
        code: "monitor.no-observation",
        Localized(
          zh: "除基期 \(base) 外没有观测年度。", en: "There is no epoch besides the base epoch \(base)."),
        remedy: Localized(
          zh: "导入变更图斑、解译成果或新的调查（zhitu import … --epoch）。",
          en: "Import change patches, an interpretation or a new survey (zhitu import … --epoch)."),
        file: workspace.path)
    }
    return MonitoringRequest(
      plan: plan, base: base, observed: observed, rules: try MonitoringRules.read(file: rules),
      area: area)
  }
}
