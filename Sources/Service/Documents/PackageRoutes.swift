import Groundwork
import Reports
import Workbench

/// The package of results (成果数据包) and the whole set of documents (成套文档): a job makes each, the
/// finished file has an address of its own.
enum PackageRoutes {
  private static let root = EndpointTable.root

  static let endpoints: [Endpoint] = [
    .job(
      "\(root)/data-package", "makeDataPackage",
      "Makes layers, VCT, project of QGIS, tables, documents and sheets in folders by rules, each file "
        + "read again; the result is a DataPackage with the checked list and the id of the file, which "
        + "is kept for an hour; nothing is written",
      DocumentRoutes.request, problems: [404, 422], right: .trial
    ) { call in
      let asked = DocumentRoutes.asked(call)
      let shelf = call.service.packages
      let owner = call.actor.key
      return JobOrder(
        "data-package", Localized(zh: "成果数据包", en: "Package of results")
      ) { state, job in
        let made = try Workbench(state.workspace, job: job).dataPackage(
          Workbench.packageRules(nil), asked)
        try job.cancellation.check()
        let id = try shelf.keep(made.archive, owner: owner)
        return try .json(Made(id: id, bytes: made.archive.count, made.package))
      }
    },
    .answer(
      .get, "\(root)/data-package", "dataPackage",
      "A package that a job made; leaves as an export of the highest level in the workspace",
      [
        .query("made", .text, "Id of the file, from the result of the job", isRequired: true),
        .query("request", .text, "Id of a request that a second person approved"),
      ], Endpoint.Reply(type: "application/zip"), problems: [404, 409, 422], right: .decided,
      cost: .reading
    ) { call in
      let bytes = try call.service.packages.bytes(call.text("made"), owner: call.actor.key)
      if call.actor != .local {
        let level = try call.service.gate.levels(call.state).highest
        _ = try call.accounts().allowExport(
          "package", level: level, format: "zip", request: call.optional("request"),
          by: call.actor.caller, at: WallClock.now())
      }
      return DocumentRoutes.file(bytes, type: "application/zip", name: "成果数据包.zip")
    },
    .job(
      "\(root)/document-set", "makeDocumentSet",
      "Makes all documents and sheets in one archive, with a list of files and hashes; the result is a "
        + "DocumentSet with the id of the file, which is kept for an hour, and what cannot be made yet",
      [DocumentRoutes.paper] + DocumentRoutes.request, problems: [404, 422], right: .trial
    ) { call in
      let asked = DocumentRoutes.asked(call)
      let paper = call.choice("paper", PlanSheet.Paper.self)
      let shelf = call.service.packages
      let owner = call.actor.key
      return JobOrder(
        "document-set", Localized(zh: "成套文档", en: "Set of documents")
      ) { state, job in
        let made = try Workbench(state.workspace, job: job).documentSet(asked, paper: paper)
        try job.cancellation.check()
        let archive = try made.archive()
        return try .json(
          MadeSet(
            id: try shelf.keep(archive, owner: owner), bytes: archive.count,
            missing: made.missing.map(\.message)))
      }
    },
    .answer(
      .get, "\(root)/document-set", "documentSet", "A set of documents that a job made",
      [.query("made", .text, "Id of the file, from the result of the job", isRequired: true)],
      Endpoint.Reply(type: "application/zip"), problems: [404], right: .trial, cost: .reading
    ) { call in
      let bytes = try call.service.packages.bytes(call.text("made"), owner: call.actor.key)
      return DocumentRoutes.file(bytes, type: "application/zip", name: "成套文档.zip")
    },
  ]

  /// The result of the job that makes a set of documents.
  private struct MadeSet: Encodable {
    var id: String
    var bytes: Int
    var missing: [Localized]
  }

  /// The result of the job that makes a package.
  private struct Made: Encodable {
    var id: String
    var bytes: Int
    var rules: String
    var source: Localized
    var isComplete: Bool
    var checks: [DataPackage.Check]

    init(id: String, bytes: Int, _ package: DataPackage) {
      self.id = id
      self.bytes = bytes
      rules = package.rules
      source = package.source
      isComplete = package.isComplete
      checks = package.checks
    }
  }
}
