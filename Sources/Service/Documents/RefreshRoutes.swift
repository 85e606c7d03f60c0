import Foundation
import Groundwork
import Reports
import Workbench

/// Word documents with fields, set to the figures of today: what people wrote around them stays.
enum RefreshRoutes {
  private static let root = EndpointTable.root
  /// The maximum size of a document.
  private static let largest = 64 << 20

  static let endpoints: [Endpoint] = [
    .job(
      "\(root)/document-refresh", "refreshDocument",
      "Sets the fields of a Word document to the figures of today; the result is a DocumentRefresh with "
        + "what changed and the id of the file, which is kept for an hour; nothing else is written",
      [
        .query("file", .text, "Name of the file", isRequired: true),
        .query("marked", .flag, "Writes what differs as tracked changes", default: "false"),
      ] + DocumentRoutes.request, body: .file(limit: largest), problems: [404, 422], right: .trial
    ) { call in
      guard let upload = call.upload else { preconditionFailure("no file was read") }
      let name = call.text("file")
      let path = try upload.named(name)
      let asked = DocumentRoutes.asked(call)
      let isMarked = call.isSet("marked")
      let shelf = call.service.packages
      let owner = call.actor.key
      return JobOrder(
        "document-refresh", Localized(zh: "更新文档 \(name)", en: "Refresh \(name)")
      ) { state, job in
        // Keeps the file alive until it is read.
        try withExtendedLifetime(upload) {
          let bench = Workbench(state.workspace, job: job)
          let target = FileManager.default.temporaryDirectory
            .appendingPathComponent("zhitu-refreshed-\(UUID().uuidString).docx")
          defer { _ = try? FileManager.default.removeItem(at: target) }
          let refreshed = try bench.refreshDocument(
            path, asked, isMarked: isMarked, to: target.path)
          try job.cancellation.check()
          let id = try shelf.keep([UInt8](Data(contentsOf: target)), owner: owner)
          return try .json(Refreshed(id: id, name: name, refreshed))
        }
      }
    },
    .answer(
      .get, "\(root)/document-refresh", "refreshedDocument", "A document that a job refreshed",
      [.query("made", .text, "Id of the file, from the result of the job", isRequired: true)],
      Endpoint.Reply(type: DocumentRoutes.word), problems: [404], right: .trial, cost: .reading
    ) { call in
      let bytes = try call.service.packages.bytes(call.text("made"), owner: call.actor.key)
      return DocumentRoutes.file(bytes, type: DocumentRoutes.word, name: "更新后的文档.docx")
    },
  ]

  /// What a refresh changed.
  private struct Refreshed: Encodable {
    struct Change: Encodable {
      var key: String
      var before: String
      var after: String
    }

    var id: String
    var name: String
    var fields: Int
    var changes: [Change]
    /// Fields that the workspace cannot fill; they stay as they are.
    var unknown: [String]
    /// Changes that could not be written as tracked changes.
    var unmarked: [String]

    init(id: String, name: String, _ refreshed: WordRefresh) {
      self.id = id
      self.name = name
      fields = refreshed.found.count
      changes = refreshed.changes.map { Change(key: $0.key, before: $0.before, after: $0.after) }
      unknown = refreshed.unknown
      unmarked = refreshed.unmarked
    }
  }
}
