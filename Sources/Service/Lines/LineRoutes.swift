import Groundwork
import Workbench

/// Control lines taken in by subscription (控制线订阅). Addresses and paths are named on the command line only:
/// a page must not make the server open what it likes.
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
      try .json(List(subscriptions: Workbench(call.workspace).lineSubscriptions()))
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
