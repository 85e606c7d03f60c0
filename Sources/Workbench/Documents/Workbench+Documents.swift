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
  /// The day on which a public notice begins, as `2026-12-01`.
  public var noticeFrom: String?

  public init(
    plan: String? = nil, base: String? = nil, observed: String? = nil, stage: Int? = nil,
    group: String? = nil, approved: String? = nil, noticeFrom: String? = nil
  ) {
    self.noticeFrom = noticeFrom
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
      "group": group, "approved": approved, "notice": noticeFrom,
    ].compactMapValues(\.self)
  }

  /// What a document was made of, where a refresh names nothing else.
  func filled(from variables: [String: String]) -> DocumentRequest {
    DocumentRequest(
      plan: plan ?? variables["plan"], base: base ?? variables["base"],
      observed: observed ?? variables["observed"],
      stage: stage ?? variables["stage"].flatMap { Int($0) },
      group: group ?? variables["group"], approved: approved ?? variables["approved"],
      noticeFrom: noticeFrom ?? variables["notice"])
  }
}

extension Workbench {
  /// Writes a document of a template, as PDF where the name of the file ends so, else as Word document.
  ///
  /// - Parameter template: a file of the office; `nil` for the program's own.
  /// - Throws: Diagnostics `document.*`, and those of monitoring and acceptance.
  public func makeDocument(
    _ kind: DocumentTemplate, template file: String? = nil, _ request: DocumentRequest,
    to path: String
  ) throws {
    let isPDF = path.lowercased().hasSuffix(".pdf")
    let bytes = try documentBytes(
      kind, template: file, request, as: isPDF ? .pdf : .docx)
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// A document in memory.
  ///
  /// - Throws: as ``makeDocument(_:template:_:to:)``.
  public func documentBytes(
    _ kind: DocumentTemplate, template file: String? = nil, _ request: DocumentRequest,
    as format: DocumentFormat
  ) throws -> [UInt8] {
    let name = kind.rawValue
    let order = DocumentPress.Order(
      name: name, template: try documentTemplate(kind, file, request), formats: [format])
    let printed = try DocumentPress(self, request).print([order])
    if let pages = printed.pages[name] { return pages }
    if let members = printed.word[name] { return try ZipPackage.bytes(members) }
    throw printed.failures["figures"] ?? printed.failures[name]
      ?? printed.failures.sorted { $0.key < $1.key }.first?.value
      ?? Diagnostic(
        code: "document.empty", Localized(zh: "文档没有生成。", en: "The document was not made."))
  }

  /// The template of a kind of document.
  ///
  /// - Throws: Diagnostics `document.no-approved`, `document.template`.
  func documentTemplate(
    _ kind: DocumentTemplate, _ file: String?, _ request: DocumentRequest
  ) throws -> WordTemplate {
    if kind == .change, request.approved == nil {
      throw Diagnostic(
        code: "document.no-approved",
        Localized(
          zh: "方案变更报告须注明批准的方案。", en: "A change report needs the plan that was approved."),
        remedy: Localized(
          zh: "用 --approved 注明批准的方案，用 --plan 注明变更后的方案。",
          en: "Name the approved plan with --approved and the changed one with --plan."))
    }
    return try documentTemplate(
      file ?? ProgramHome.path("Policies/documents/\(kind.rawValue).md"))
  }

  private func documentTemplate(_ file: String) throws -> WordTemplate {
    guard let data = FileManager.default.contents(atPath: file),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "document.template",
        Localized(
          zh: "模板无法读取，或不是 UTF-8 文本。", en: "The template cannot be read, or is no UTF-8 text."),
        file: file)
    }
    return try WordTemplate(text, file: file)
  }

  /// The files within a Word document that a template without pictures makes.
  ///
  /// - Throws: Diagnostics `document.*`, with the template and its line.
  func documentMembers(
    _ template: String, _ values: WordValues
  ) throws -> [(name: String, bytes: [UInt8])] {
    try WordDocument.members(
      documentTemplate(template), values, variables: [:], syntheticMark: syntheticMark())
  }

  /// What documents of made-up data say at their head.
  func syntheticMark() throws -> String? { try isSynthetic() ? "合成数据，非真实地块" : nil }

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
    func text(_ name: String) -> String {
      String(decoding: members.first { $0.name == name }?.bytes ?? [], as: UTF8.self)
    }
    let made = WordVariables.read(settings: text("word/settings.xml"))
    let press = try DocumentPress(self, request.filled(from: made))
    let document = text("word/document.xml")
    var refreshed = try WordRefresh(document, press.values, isMarked: isMarked)
    members[index].bytes = Array(refreshed.xml.utf8)
    let figures = WordFigure.members(
      document: document, relationships: text("word/_rels/document.xml.rels"))
    let pictures = try press.pictures(of: Set(figures.map(\.key)))
    for figure in figures {
      guard let bytes = pictures[figure.key],
        let place = members.firstIndex(where: { $0.name == figure.member })
      else {
        refreshed.add(unknownFigure: figure.key)
        continue
      }
      refreshed.add(figure: figure.key, isChanged: members[place].bytes != bytes, isMarked)
      members[place].bytes = bytes
    }
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
    values.add(measuredOn: monitored, stage: request.stage)
    let accepted = try accept(
      AcceptanceRequest(
        plan: plan, base: base, measured: monitored.request.observed, stage: request.stage,
        rules: rules), monitored)
    values.add(accepted)
    try values.add(noticeFrom: request.noticeFrom, accepted.clocks)
    return (values.values, laid)
  }
}
