import Flow
import Foundation
import Geometry
import Groundwork
import Monitoring
import Planning
import Records
import Storage
import Survey

/// What is to be accepted, and who deducted what.
public struct AcceptanceRequest: Sendable {
  public var plan: String
  public var base: String
  /// The measured ground: an epoch, or a layer of role plan with the measured class of each polygon.
  public var measured: String
  /// `nil` for the whole plan.
  public var stage: Int?
  public var city: DeductionChain.Typed?
  public var province: DeductionChain.Typed?
  /// A later epoch that shows what the survey confirms of the accepted ground.
  public var confirmed: String?
  public var rules: AcceptanceRules

  public init(
    plan: String, base: String, measured: String, stage: Int? = nil,
    city: DeductionChain.Typed? = nil, province: DeductionChain.Typed? = nil,
    confirmed: String? = nil, rules: AcceptanceRules
  ) {
    self.plan = plan
    self.base = base
    self.measured = measured
    self.stage = stage
    self.city = city
    self.province = province
    self.confirmed = confirmed
    self.rules = rules
  }
}

extension AcceptanceRules {
  /// Reads a file of rules.
  ///
  /// - Parameter file: `nil`: the program's own.
  /// - Throws: Diagnostic `acceptance.rules`; `program.files-missing`.
  public static func read(file: String?) throws -> AcceptanceRules {
    let path = try file ?? ProgramHome.path("Policies/monitoring/acceptance.yaml")
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "acceptance.rules",
        Localized(
          zh: "规则文件无法读取，或不是 UTF-8 文本。",
          en: "The file of rules cannot be read, or is no UTF-8 text."),
        remedy: Localized(zh: "检查路径、权限和编码。", en: "Check path, permissions and encoding."),
        file: path)
    }
    return try AcceptanceRules(yaml: text, file: path)
  }
}

extension Workbench {
  /// Holds measured ground against a stage of a plan (阶段验收、整体验收). Nothing is written.
  ///
  /// - Parameter monitored: a monitoring of the same plan by the same measured epoch, if there is one: the
  ///   plan is not laid again.
  /// - Throws: Diagnostics `acceptance.*`, `monitor.*`, and those of laying the plan.
  public func accept(
    _ request: AcceptanceRequest, _ monitored: MonitoredPlan? = nil
  ) throws -> AcceptanceDocument {
    let (laid, report) = try acceptance(request, monitored)
    var confirmed: Area?
    if let epoch = request.confirmed {
      confirmed = try confirmedArea(of: report, epoch, laid, request.rules)
    }
    let chain = try DeductionChain(
      report.newFarmland, withoutRidges: report.withoutRidges, rules: request.rules,
      city: request.city, province: request.province, confirmed: confirmed)
    return AcceptanceDocument(
      request, report, chain, laid.plan, problems: try rectificationProblems(request.plan),
      isSynthetic: try isSynthetic())
  }

  func acceptance(
    _ request: AcceptanceRequest, _ monitored: MonitoredPlan? = nil
  ) throws -> (laid: LaidPlan, report: AcceptanceReport) {
    if let monitored {
      let report = try AcceptanceReport(
        monitored.report.ground, of: monitored.laid.plan, stage: request.stage,
        rules: request.rules, measured: farmlandFacts(survey(request.measured)))
      return (monitored.laid, report)
    }
    let laid = try lay(plan: request.plan, base: request.base, area: .official)
    let density = try meter().density(.official)
    let (side, facts) = try measuredGround(request.measured)
    let ground = try ObservedGround.make(
      side, over: laid.state, density: density, routes: MonitoringRules.read(file: nil).routes,
      job: job)
    let report = try AcceptanceReport(
      ground, of: laid.plan, stage: request.stage, rules: request.rules, measured: facts)
    return (laid, report)
  }

  /// The polygons that were measured, with ridges and grades.
  private func measuredGround(
    _ name: String
  ) throws -> (side: FlowSide, facts: [FarmlandFacts]) {
    if let record = try workspace.layer(role: .survey, epoch: name) {
      let side = try records.side(record, named: name, area: .official)
      return (side, try farmlandFacts(record))
    }
    guard try workspace.layer(role: .plan, plan: name) != nil else {
      let known = try epochs() + plans()
      throw Diagnostic(
        code: "acceptance.no-layer",
        Localized(
          zh: "没有实测图层“\(name)”。", en: "There is no layer of measured ground ‘\(name)’."),
        remedy: Localized(
          zh: "可用的年度与图层：\(known.joined(separator: "、"))。",
          en: "Epochs and layers: \(known.joined(separator: ", "))."), file: workspace.path)
    }
    let measured = try consolidationPlan(name, area: .official)
    return (measured.side, measured.measures.map { FarmlandFacts($0) })
  }

  private func farmlandFacts(_ record: LayerRecord) throws -> [FarmlandFacts] {
    try records.ground(base: record).base.map {
      FarmlandFacts(ridgeShare: $0.ridgeShare, grade: $0.grade)
    }
  }

  /// The accepted new farmland that a later epoch shows as farmland.
  private func confirmedArea(
    of report: AcceptanceReport, _ epoch: String, _ laid: LaidPlan, _ rules: AcceptanceRules
  ) throws -> Area {
    let (side, facts) = try measuredGround(epoch)
    let ground = try ObservedGround.make(
      side, over: laid.state, density: meter().density(.official), job: job)
    let later = try AcceptanceReport(
      ground, of: laid.plan, stage: report.stage, rules: rules, measured: facts,
      accepting: Set(report.measures.filter { $0.answer == .accepted }.map(\.measure)))
    return later.newFarmland.accepted
  }
}
