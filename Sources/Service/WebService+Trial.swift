import Flow
import Groundwork
import Workbench

extension WebService {
  /// The plan of `/api/plans/{plan}/trial`.
  static func planOfTrial(_ parts: [String]) -> String? {
    parts.count == 4 && parts[0] == "api" && parts[1] == "plans" && parts[3] == "trial"
      ? parts[2] : nil
  }

  /// `POST /api/plans/{plan}/trial`: what a change of one measure would do to the class table.
  func trial(_ plan: String, _ request: WebRequest) throws -> Answer {
    guard request.method == "POST" else {
      throw Problem(
        405, "service.method", zh: "此接口只支持 POST。", en: "Only POST is supported here.")
    }
    guard request.isFromThisOrigin else {
      throw Problem(
        403, "service.origin", zh: "只接受本服务页面的请求。",
        en: "Only requests from pages of this service are answered.")
    }
    guard !request.isTooLarge, request.body.count <= WebRequest.bodyLimit else {
      let most = WebRequest.bodyLimit >> 20
      throw Problem(
        413, "service.too-large", zh: "请求超过 \(most) MB。", en: "The request exceeds \(most) MB.")
    }
    guard request.isJSON else {
      throw Problem(
        415, "service.type", zh: "请求内容须为 application/json。",
        en: "What is sent must be application/json.")
    }
    let grouping = try option(FlowGrouping.self, "by", request) ?? .class
    let area = try option(AreaKind.self, "area", request) ?? .official
    let base = request.query("base")
    do {
      let change = try PlanChange.read(request.body)
      let trial = try trials.trial(.init(plan: plan, base: base, area: area)) {
        try Workbench(workspace).trial(plan: plan, base: base, area: area)
      }
      return try .json(trial.report(of: change, by: grouping))
    } catch let diagnostic as Diagnostic {
      throw Problem(diagnostic, status: WebService.status(of: diagnostic))
    }
  }

  private func option<T: RawRepresentable<String> & CaseIterable>(
    _ type: T.Type, _ name: String, _ request: WebRequest
  ) throws -> T? {
    guard let text = request.query(name) else { return nil }
    if let value = T(rawValue: text) { return value }
    let all = T.allCases.map(\.rawValue).joined(separator: ", ")
    throw Problem(
      400, "service.option", zh: "\(name) 只能是：\(all)。", en: "\(name) must be one of: \(all).")
  }

  private static func status(of diagnostic: Diagnostic) -> Int {
    switch diagnostic.code {
    case "change.json": 400
    case "change.no-measure": 404
    case let code where code.hasPrefix("workspace.no-") || code == "workspace.empty": 404
    case let code where code.hasPrefix("workspace."): 500
    default: 422
    }
  }
}
