import Classes
import EventLog
import Flow
import Foundation
import Geodesy
import Geometry
import Groundwork
import Planning
import Records
import Reports
import Storage
import Survey
import VectorFiles

/// A kind of plan sheet (附图).
public enum SheetKind: String, Sendable, CaseIterable {
  /// 土地利用现状图.
  case current
  /// 土地利用规划图.
  case planned
  /// 整治工程布局图.
  case measures
  /// 控制线与永农调整图.
  case controls

  public var title: Localized {
    switch self {
    case .current: Localized(zh: "土地利用现状图", en: "Land use at present")
    case .planned: Localized(zh: "土地利用规划图", en: "Planned land use")
    case .measures: Localized(zh: "整治工程布局图", en: "Consolidation measures")
    case .controls:
      Localized(zh: "控制线与永久基本农田调整图", en: "Control lines and changes of basic farmland")
    }
  }
}

/// Documents and sheets of one plan, made from one ledger.
public struct DocumentSet: Sendable {
  public struct Member: Sendable {
    public var name: String
    public var title: Localized
    public var bytes: [UInt8]
  }

  public var members: [Member]
  /// What could not be made, and why.
  public var missing: [Diagnostic]

  /// All in one ZIP archive.
  ///
  /// - Throws: Diagnostic `zip.not-written`.
  public func archive() throws -> [UInt8] {
    try ZipPackage.bytes(members.map { ($0.name, $0.bytes) })
  }
}

extension Workbench {
  /// One sheet as PDF.
  ///
  /// - Throws: Diagnostics `sheet.*`, `report.typst-missing`, `report.typst-failed`, and those of a plan.
  public func sheet(
    _ kind: SheetKind, _ request: DocumentRequest, paper: PlanSheet.Paper, denominator: Int?,
    language: Language = .zh
  ) throws -> (pdf: [UInt8], drawing: PlanSheetSVG.Drawing) {
    let laid = try laidPlan(request)
    let drawing = try PlanSheetSVG(
      planSheet(kind, laid, paper: paper, denominator: denominator), language: language
    ).draw()
    let pdf = try Typesetter().set([TypstPiece(kind.rawValue, drawing)])
    return (pdf.flatMap(\.self), drawing)
  }

  /// All documents that the workspace can fill and all sheets, with a list of files and their hashes.
  ///
  /// What cannot be made yet, such as the acceptance before anything is measured, is told and left out.
  ///
  /// - Throws: Diagnostics of the plan; cancellation.
  public func documentSet(
    _ request: DocumentRequest, paper: PlanSheet.Paper = .a3
  ) throws -> DocumentSet {
    let kinds = DocumentTemplate.allCases.filter { $0 != .change || request.approved != nil }
    let orders = try kinds.map { kind in
      DocumentPress.Order(
        name: kind.rawValue, template: try documentTemplate(kind, nil, request),
        formats: [.docx, .pdf])
    }
    let printed = try DocumentPress(self, request).print(
      orders, sheets: SheetKind.allCases, paper: paper)
    var set = DocumentSet(members: [], missing: [])
    for kind in kinds {
      let name = "documents/\(kind.rawValue)"
      if let members = printed.word[kind.rawValue] {
        set.members.append(
          DocumentSet.Member(
            name: name + ".docx", title: kind.title, bytes: try ZipPackage.bytes(members)))
      }
      if let pages = printed.pages[kind.rawValue] {
        set.members.append(
          DocumentSet.Member(name: name + ".pdf", title: kind.title, bytes: pages))
      }
    }
    for kind in SheetKind.allCases {
      guard let sheet = printed.sheets[kind] else { continue }
      set.members.append(
        DocumentSet.Member(
          name: "sheets/\(kind.rawValue).pdf", title: kind.title, bytes: sheet.pdf))
    }
    set.missing = printed.failures.sorted { $0.key < $1.key }.map(\.value)
    let list = set.members.map { one in
      [one.name, one.title.zh, String(one.bytes.count), HashAlgorithm.sha256.hash(one.bytes).hex]
    }
    let head = ["文件", "内容", "字节", "SHA-256"]
    let lacking = set.missing.map { ["未生成", $0.message.zh, "", ""] }
    let text = ([head] + list + lacking).map { CSV.line($0) }.joined()
    set.members.append(
      DocumentSet.Member(
        name: "list.csv", title: Localized(zh: "清单", en: "list of files"),
        bytes: Array((CSV.byteOrderMark + text).utf8)))
    return set
  }

  func laidPlan(_ request: DocumentRequest) throws -> LaidPlan {
    try lay(
      plan: request.plan ?? onlyPlan(), base: request.base ?? baseEpoch(), area: .official)
  }

  func planSheet(
    _ kind: SheetKind, _ laid: LaidPlan, paper: PlanSheet.Paper, denominator: Int? = nil
  ) throws -> PlanSheet {
    var map = try districtMap(laid)
    switch kind {
    case .current:
      map.measures = []
      map.controls = map.controls.filter { [.township, .village].contains($0.kind.role) }
    case .planned:
      let after = laid.state.ledger.after
      map.base = (0..<after.count).map {
        MapPatch(code: after.key($0), geometry: after.polygons.multiPolygon(of: $0))
      }
      map.measures = []
      map.controls = map.controls.filter { $0.kind.role != .village }
    case .measures: break
    case .controls:
      map.measures = zip(laid.plan.measures.indices, map.measures).compactMap { index, patch in
        laid.plan.measures[index].pbfChange == nil ? nil : patch
      }
    }
    let crs = try crs()
    let base = laid.base.epoch ?? laid.base.name
    return PlanSheet(
      title: Localized(
        zh: "\(laid.plan.name)\(kind.title.zh)", en: "\(laid.plan.name): \(kind.title.en)"),
      subtitle: Localized(zh: "基期 \(base)", en: "Base epoch \(base)"), map: map,
      palette: palette(laid.state.ledger), paper: paper, denominator: denominator,
      headings: ["编号", "子项目", "图斑", "公顷"],
      rows: kind == .measures || kind == .controls ? sheetRows(laid, kind) : [],
      notes: [
        Localized(
          zh: "坐标系：\(crs.name)", en: "Coordinate system: \(crs.name)"),
        Localized(
          zh: "面积：图斑椭球面积（公顷）", en: "Areas: official ellipsoid area (hm²)"),
        Localized(
          zh: "指北针指坐标北；表列为治土建议", en: "The arrow shows grid north; columns are our proposal"),
      ], isSynthetic: try isSynthetic())
  }

  private func sheetRows(_ laid: LaidPlan, _ kind: SheetKind) -> [PlanSheet.Row] {
    var sums: [String: (name: String, count: Int, area: Area)] = [:]
    for (measure, area) in zip(laid.plan.measures, laid.plan.side.areas) {
      if kind == .controls, measure.pbfChange == nil { continue }
      sums[measure.project, default: (measure.projectName, 0, .zero)].count += 1
      sums[measure.project]?.area += area
    }
    return sums.sorted { $0.key < $1.key }.map { id, sum in
      PlanSheet.Row([
        id, sum.name, String(sum.count), AreaUnit.hectare.text(sum.area, decimals: 2),
      ])
    }
  }
}

extension ZipPackage {
  /// An archive in memory.
  ///
  /// - Throws: Diagnostic `zip.not-written`.
  static func bytes(_ members: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-\(UUID().uuidString).zip")
    try write(members, to: file.path)
    let data = try Data(contentsOf: file)
    try FileManager.default.removeItem(at: file)
    return [UInt8](data)
  }
}
