import Flow
import Groundwork
import Storage
import Workbench

extension WebService {
  /// The ground of one cell of a flow matrix; without a class, ground that the other side covers only.
  func ground(_ key: String, _ request: WebRequest) throws -> GroundView {
    let list = try workspace.read { try FlowList($0) }
    guard let entry = list.flows.first(where: { $0.key == key }),
      let record = try workspace.layer(entry.layer), let projection = try projection()
    else { throw Problem.missing(Localized(zh: "流向 \(key)", en: "flow \(key)")) }
    let ground = try Workbench(workspace).flowGround(
      record, from: request.query("from"), to: request.query("to"), by: try grouping(request),
      limit: WebService.piecesShown)
    return try GroundView(ground, projection)
  }

  /// More pieces than a list or a map shows well are counted only.
  private static let piecesShown = 200

  func places() throws -> PlacesView {
    try PlacesView(Workbench(workspace).places(), projection())
  }

  /// One layer or table as a file.
  func export(_ request: WebRequest) throws -> Answer {
    guard let item = request.query("what").flatMap(ExportRequest.Item.init(parsing:)) else {
      throw Problem(
        400, "service.option",
        zh: "what 应为 layer:图层、matrix:起,止、classes 或 verdicts:方案。",
        en: "what must be layer:NAME, matrix:FROM,TO, classes or verdicts:PLAN.")
    }
    guard let format = ExportFormat(rawValue: request.query("format") ?? "gpkg") else {
      let all = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem(400, "service.option", zh: "format 可为：\(all)。", en: "format may be: \(all).")
    }
    let download = try Workbench(workspace).download(
      item, format, by: try grouping(request),
      language: request.query("lang").flatMap(Language.init(rawValue:)) ?? .zh)
    return Answer(
      status: 200,
      headers: [
        ("Content-Type", download.mediaType),
        ("Content-Disposition", WebService.disposition(download.name)),
      ], body: download.bytes)
  }

  private func grouping(_ request: WebRequest) throws -> FlowGrouping {
    guard let grouping = FlowGrouping(rawValue: request.query("by") ?? "class"),
      grouping != .source
    else {
      throw Problem(
        400, "service.level", zh: "by 只能是 class、level1 或 category。",
        en: "by must be class, level1 or category.")
    }
    return grouping
  }

  /// The name in ASCII for old programs, and as it is (RFC 6266).
  private static func disposition(_ name: String) -> String {
    let plain = String(name.map { $0.isASCII && $0 != "\"" && $0 != "\\" ? $0 : "_" })
    let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    let encoded = name.utf8.map { byte -> String in
      let character = Character(UnicodeScalar(byte))
      if byte < 128, allowed.contains(character) { return String(character) }
      let hex = String(byte, radix: 16, uppercase: true)
      return "%" + (hex.count == 1 ? "0" + hex : hex)
    }.joined()
    return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
  }
}
