import Foundation
import Groundwork
import Workbench

/// Control lines taken in by subscription (控制线订阅). Paths of the server are named on the command line only,
/// and addresses on a page only where the operator allowed their hosts: a page must not make the server open
/// what it likes.
enum LineRoutes {
  private static let root = EndpointTable.root
  private static let role = Parameter.path("role", .text, "Role of the control line, such as pbf")
  private static let deeds: [Parameter] = [
    .query("take", .flag, "Takes it in as the next version", default: "false"),
    .query("sha256", .text, "Hash of the file that somebody looked at; another one is refused"),
  ]

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/line-subscriptions", "lineSubscriptions",
      "The subscribed control lines with every version that was taken", [],
      .json("LineSubscriptions"), isVersioned: false
    ) { call in
      let settings = call.service.gate.settings
      return try .json(
        List(
          subscriptions: Workbench(call.workspace).lineSubscriptions(),
          hosts: settings.hasAccounts ? settings.lineHosts : nil))
    },
    .answer(
      .put, "\(root)/line-subscriptions/{role}", "subscribeLine",
      "Subscribes a control line at an address of the web, whose host the operator allowed, or names another "
        + "one; without an address files are handed in",
      [role], body: .json(schema: "LineSource"), .json("LineSubscriptions"), problems: [403, 404],
      right: .bring
    ) { call in
      let wanted = try call.body(Source.self)
      let settings = call.service.gate.settings
      let hosts = settings.hasAccounts ? settings.lineHosts : nil
      let source = wanted.source.trimmingCharacters(in: .whitespaces)
      if !source.isEmpty { try check(source, hosts) }
      let bench = Workbench(call.workspace)
      do {
        try bench.subscribeLine(
          call.text("role"), source: source,
          layer: wanted.layer.flatMap { $0.isEmpty ? nil : $0 }, by: call.actor.name)
      } catch let refusal as Diagnostic where refusal.code == "line.role" {
        throw Problem(refusal, status: 404)
      }
      return try .json(List(subscriptions: bench.lineSubscriptions(), hosts: hosts))
    },
    .job(
      "\(root)/line-subscriptions/{role}/update", "updateLine",
      "Fetches a control line from its source and shows what differs from the workspace; the result is a "
        + "LineUpdate", [role] + deeds, problems: [404, 422], right: .bring
    ) { call in order(call, file: nil, name: nil) },
    .job(
      "\(root)/line-subscriptions/{role}/file", "handLineIn",
      "The same with a file that is handed in, which subscribes the line if it is not yet; the result is a "
        + "LineUpdate",
      [role, .query("file", .text, "Name of the file, which tells its format", isRequired: true)]
        + deeds, body: .file(limit: largestFile), problems: [422], right: .bring
    ) { call in
      guard let upload = call.upload else { preconditionFailure("no file was read") }
      let name = call.text("file")
      return order(call, file: (upload, try upload.named(name)), name: name)
    },
  ]

  private static let largestFile = 512 << 20

  private struct List: Encodable {
    var subscriptions: [LineStatus]
    /// The hosts that a page may name; `nil` for any.
    @Nullable var hosts: [String]?
  }

  private struct Source: Decodable {
    var source: String
    var layer: String?
  }

  /// - Parameter hosts: those that are allowed; `nil` for any.
  /// - Throws: A ``Problem`` 422 for what is no address of the web, 403 for a host that is not allowed.
  static func check(_ source: String, _ hosts: [String]?) throws {
    guard let url = URL(string: source), let host = url.host?.lowercased(), !host.isEmpty,
      ["http", "https"].contains(url.scheme?.lowercased()), url.user == nil, url.password == nil
    else {
      throw Problem(
        422, "line.address", zh: "“\(source)”不是 http 或 https 网址；服务器上的路径只能用命令行注明。",
        en: "‘\(source)’ is no address of http or https; a path of the server is named on the "
          + "command line.")
    }
    guard let hosts, !hosts.contains(host) else { return }
    let known = hosts.joined(separator: "、")
    throw Problem(
      403, "line.host",
      zh: "主机 \(host) 未获准；准许的主机：\(known.isEmpty ? "无" : known)。"
        + "由运维用 zhitu serve --line-host 准许。",
      en: "The host \(host) is not allowed; allowed: \(known.isEmpty ? "none" : known). "
        + "The operator allows hosts with zhitu serve --line-host.")
  }

  private static func order(
    _ call: EndpointCall, file: (upload: Upload, path: String)?, name: String?
  ) -> JobOrder {
    let role = call.text("role")
    let person = call.isSet("take") ? call.actor.name : nil
    let expected = call.optional("sha256")
    return JobOrder(
      "line", Localized(zh: "控制线 \(role)", en: "Control line \(role)")
    ) { state, job in
      // Keeps the file alive until it is read.
      try withExtendedLifetime(file?.upload) {
        let found = try Workbench(state.workspace, job: job).lineUpdate(
          role, file: file?.path, statedAs: name, expecting: expected, takenBy: person)
        return JobResult(body: try found.json())
      }
    }
  }
}
