import Flow
import Foundation
import Groundwork
import Monitoring
import Records
import Reports
import Storage
import VectorFiles

/// A kind of document that the program has a template for.
public enum DocumentTemplate: String, Sendable, CaseIterable {
  /// 片区策划.
  case district
  /// 单元方案.
  case unit
  /// 实施方案.
  case scheme
  /// 方案变更报告.
  case change
  /// 验收报告.
  case acceptance
  /// 公示.
  case notice
  /// 监测月报.
  case monthly

  public var title: Localized {
    switch self {
    case .district: Localized(zh: "片区策划", en: "district strategy")
    case .unit: Localized(zh: "单元方案", en: "unit scheme")
    case .scheme: Localized(zh: "实施方案", en: "scheme")
    case .change: Localized(zh: "方案变更报告", en: "change report")
    case .acceptance: Localized(zh: "验收报告", en: "acceptance report")
    case .notice: Localized(zh: "公示", en: "public notice")
    case .monthly: Localized(zh: "监测月报", en: "monthly sheet")
    }
  }
}

/// What a document is made of.
public struct DocumentRequest: Sendable {
  public var plan: String?
  public var base: String?
  public var observed: String?
  public var stage: Int?
  /// The functional group (功能组团) that a unit is.
  public var group: String?
  /// The plan that was approved, of which a change report tells.
  public var approved: String?

  public init(
    plan: String? = nil, base: String? = nil, observed: String? = nil, stage: Int? = nil,
    group: String? = nil, approved: String? = nil
  ) {
    self.plan = plan
    self.base = base
    self.observed = observed
    self.stage = stage
    self.group = group
    self.approved = approved
  }

  /// What is kept in the document: what somebody asked for, not what followed from the workspace.
  var variables: [String: String] {
    [
      "plan": plan, "base": base, "observed": observed, "stage": stage.map { String($0) },
      "group": group, "approved": approved,
    ].compactMapValues(\.self)
  }

  /// What a document was made of, where a refresh names nothing else.
  func filled(from variables: [String: String]) -> DocumentRequest {
    DocumentRequest(
      plan: plan ?? variables["plan"], base: base ?? variables["base"],
      observed: observed ?? variables["observed"],
      stage: stage ?? variables["stage"].flatMap { Int($0) },
      group: group ?? variables["group"], approved: approved ?? variables["approved"])
  }
}

extension Workbench {
  /// Writes a Word document of a template.
  ///
  /// - Parameter template: a file of the office; `nil` for the program's own.
  /// - Throws: Diagnostics `document.*`, and those of monitoring and acceptance.
  public func makeDocument(
    _ kind: DocumentTemplate, template file: String? = nil, _ request: DocumentRequest,
    to path: String
  ) throws {
    try ZipPackage.write(
      members(of: kind, template: file, documentValues(request).values, request), to: path)
  }

  /// A Word document of the program's own template, in memory.
  ///
  /// - Throws: as ``makeDocument(_:template:_:to:)``.
  public func documentBytes(
    _ kind: DocumentTemplate, _ request: DocumentRequest
  ) throws -> [UInt8] {
    try ZipPackage.bytes(
      members(of: kind, template: nil, documentValues(request).values, request))
  }

  func members(
    of kind: DocumentTemplate, template file: String?, _ values: WordValues,
    _ request: DocumentRequest
  ) throws -> [(name: String, bytes: [UInt8])] {
    if kind == .change, request.approved == nil {
      throw Diagnostic(
        code: "document.no-approved",
        Localized(
          zh: "方案变更报告须注明批准的方案。", en: "A change report needs the plan that was approved."),
        remedy: Localized(
          zh: "用 --approved 注明批准的方案，用 --plan 注明变更后的方案。",
          en: "Name the approved plan with --approved and the changed one with --plan."))
    }
    let file = try file ?? ProgramHome.path("Policies/documents/\(kind.rawValue).md")
    return try documentMembers(file, values, variables: request.variables)
  }

  /// The files within a Word document that a template makes.
  ///
  /// - Throws: Diagnostics `document.*`, with the template and its line.
  func documentMembers(
    _ template: String, _ values: WordValues, variables: [String: String] = [:]
  ) throws -> [(name: String, bytes: [UInt8])] {
    guard let data = FileManager.default.contents(atPath: template),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "document.template",
        Localized(
          zh: "模板无法读取，或不是 UTF-8 文本。", en: "The template cannot be read, or is no UTF-8 text."),
        file: template)
    }
    return try WordDocument.members(
      WordTemplate(text, file: template), values, variables: variables,
      syntheticMark: isSynthetic() ? "合成数据，非真实地块" : nil)
  }

  /// Sets the fields of a Word document to the values of today; words of people stay.
  ///
  /// - Parameters:
  ///   - request: what it leaves open is taken from the request that made the document.
  ///   - isMarked: whether changes are written as tracked changes (修订), so that a document of the
  ///     approved version shows what differs from it.
  /// - Returns: what changed.
  /// - Throws: Diagnostics `zip.*`, `document.not-word`, and those of monitoring and acceptance.
  public func refreshDocument(
    _ path: String, _ request: DocumentRequest, isMarked: Bool = false, to target: String
  ) throws -> WordRefresh {
    var members = try ZipPackage.read(path)
    guard let index = members.firstIndex(where: { $0.name == "word/document.xml" }) else {
      throw Diagnostic(
        code: "document.not-word",
        Localized(zh: "不是 Word 文档（docx）。", en: "This is no Word document (docx)."), file: path)
    }
    let settings = members.first { $0.name == "word/settings.xml" }?.bytes ?? []
    let made = WordVariables.read(settings: String(decoding: settings, as: UTF8.self))
    let refreshed = try WordRefresh(
      String(decoding: members[index].bytes, as: UTF8.self),
      documentValues(request.filled(from: made)).values, isMarked: isMarked)
    members[index].bytes = Array(refreshed.xml.utf8)
    try ZipPackage.write(members, to: target)
    return refreshed
  }

  /// The values of all fields that the workspace can fill: those of the plan, and those of monitoring and
  /// acceptance once there is an observation.
  func documentValues(
    _ request: DocumentRequest
  ) throws -> (values: WordValues, laid: LaidPlan) {
    var values = DocumentValues()
    let rules = try AcceptanceRules.read(file: nil)
    let plan = try request.plan ?? onlyPlan()
    let base = try request.base ?? baseEpoch()
    let observed = try request.observed ?? epochs().last { $0 != base }
    let monitored = try observed.map {
      try monitor(monitoringRequest(plan: plan, base: base, observed: $0))
    }
    let laid = try monitored?.laid ?? lay(plan: plan, base: base, area: .official)
    values.add(laid)
    try values.add(parcelsOf: laid, group: request.group)
    values.add(try AcceptanceReport(promisedBy: laid.plan, laid.state, rules: rules), of: laid)
    if let approved = request.approved {
      values.add(
        changesOf: laid, since: try lay(plan: approved, base: base, area: .official))
    }
    guard let monitored else { return (values.values, laid) }
    values.add(try document(monitored))
    values.add(
      try accept(
        AcceptanceRequest(
          plan: plan, base: base, measured: monitored.request.observed, stage: request.stage,
          rules: rules)))
    return (values.values, laid)
  }
}
