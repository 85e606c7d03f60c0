import Access
import Foundation
import Groundwork
import Storage
import Workbench

/// Packages of what changed between two epochs of a survey (变更调查增量包): looked at, applied, made.
enum IncrementRoutes {
  private static let root = EndpointTable.root
  private static let id = Parameter.path("id", .text, "Id of the file that was sent")
  private static let base = Parameter.query(
    "base", .text, "Base epoch, by default that of the package")

  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(root)/uploads/{id}/increment-inspection", "inspectIncrement",
      "What a package of changes is, what is wrong with it, and whether the base epoch is as it was when the "
        + "package was made; nothing is written",
      [id, base], .json("IncrementInspection"), right: .bring, cost: .slow
    ) { call in
      let entry = try call.service.uploads.entry(call.text("id"), owner: call.actor.key)
      do {
        return try SentPlace(file: entry.path).telling {
          try .json(
            Workbench(call.workspace).inspectIncrement(entry.path, to: call.optional("base")))
        }
      } catch let fault as Diagnostic where fault.code.hasPrefix("workspace.not-") {
        // It is the file that was sent, not the workspace of the server.
        throw Problem(fault, status: 422)
      }
    },
    .job(
      "\(root)/uploads/{id}/increment", "applyIncrement",
      "Applies a package of changes to its base epoch: the next epoch becomes a layer, checked and measured "
        + "like any import; the result is an ImportResult", [id, base], right: .bring
    ) { call in
      let entry = try call.service.uploads.entry(call.text("id"), owner: call.actor.key)
      let base = call.optional("base")
      return JobOrder(
        "increment", Localized(zh: "应用变更包 \(entry.name)", en: "Apply \(entry.name)")
      ) { state, job in
        // Keeps the file alive until it is read.
        try withExtendedLifetime(entry.upload) {
          try SentPlace(file: entry.path).telling {
            let applied = try Workbench(state.workspace, job: job).applyIncrement(
              entry.path, to: base)
            return try .json(ImportResult(applied.outcomes))
          }
        }
      }
    },
    .job(
      "\(root)/increments", "makeIncrement",
      "Makes the package from one epoch to a later one, or to what the measures of a plan make of it; the "
        + "result is an IncrementMade with the id of the file, which is kept for an hour; nothing is written",
      [
        .query("from", .text, "Base epoch", isRequired: true),
        .query(
          "to", .text, "Next epoch; with changes, the name of the epoch to be made",
          isRequired: true),
        .query("changes", .text, "Plan whose measures are the changed ground"),
      ], problems: [404, 422], right: .trial
    ) { call in
      let (from, to, changes) = (call.text("from"), call.text("to"), call.optional("changes"))
      let layers = try layers(call, from: from, to: to, changes: changes)
      for layer in layers where !(try call.mayRead(layer)) {
        throw Problem(
          403, "access.refused", zh: "不允许：无权查看图层 \(layer)。",
          en: "Refused: the layer \(layer) may not be seen.")
      }
      let shelf = call.service.packages
      let owner = call.actor.key
      return JobOrder(
        "increment-package", Localized(zh: "变更包 \(from) → \(to)", en: "Changes \(from) → \(to)"),
        storesResult: false
      ) { state, job in
        let folder = FileManager.default.temporaryDirectory
          .appendingPathComponent("zhitu-increment-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
          at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // The system clears its folder for temporary files.
        defer { _ = try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("increment.gpkg").path
        let made = try Workbench(state.workspace, job: job).makeIncrement(
          from: from, to: to, changes: changes, out: path)
        try job.cancellation.check()
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        return try .json(
          Made(
            id: shelf.keep(bytes, owner: owner, about: layers), bytes: bytes.count,
            summary: made.summary, errors: made.faults.count { $0.severity == .error },
            warnings: made.faults.count { $0.severity == .warning },
            faults: Array(made.faults.prefix(500))))
      }
    },
    .answer(
      .get, "\(root)/increments", "increment",
      "A package of changes that a job made; leaves as an export of its base epoch, at the highest level of "
        + "the layers that it was made of",
      [
        .query("made", .text, "Id of the file, from the result of the job", isRequired: true),
        .query("name", .text, "Name of the file", default: "increment.gpkg"),
        .query("request", .text, "Id of a request that a second person approved"),
      ], Endpoint.Reply(type: "application/geopackage+sqlite3"), problems: [404, 409, 422],
      right: .decided, cost: .reading, isVersioned: false
    ) { call in
      let shelf = call.service.packages
      let (id, owner) = (call.text("made"), call.actor.key)
      let bytes = try shelf.bytes(id, owner: owner)
      let layers = try shelf.about(id, owner: owner)
      if call.actor != .local, let first = layers.first {
        let scopes = try layers.map { try ExportRoutes.scope(of: "layer:\($0)", call) }
        if let withheld = scopes.flatMap(\.withheld).first {
          throw Problem(
            403, "access.refused", zh: "不允许：无权导出字段“\(withheld)”，变更包须有全部字段。",
            en: "Refused: the field ‘\(withheld)’ may not be taken out, and a package has every "
              + "field.")
        }
        _ = try call.accounts().allowExport(
          "layer:\(first)", level: scopes.map(\.level).max() ?? .general, format: "increment",
          request: call.optional("request"), by: call.actor.caller, at: WallClock.now())
      }
      return DocumentRoutes.file(
        bytes, type: "application/geopackage+sqlite3",
        name: Upload.safeName(call.text("name")) ?? "increment.gpkg")
    },
  ]

  /// The layers that a package is made of, that of its base epoch first.
  private static func layers(
    _ call: EndpointCall, from: String, to: String, changes: String?
  ) throws -> [String] {
    let bench = Workbench(call.workspace)
    let other = try changes.map { try bench.plan($0) } ?? bench.survey(to)
    return [try bench.survey(from).name, other.name]
  }

  /// The result of the job that makes a package.
  private struct Made: Encodable {
    var id: String
    var bytes: Int
    var summary: IncrementSummary
    var errors: Int
    var warnings: Int
    var faults: [Diagnostic]
  }
}
