import Foundation
import Geodesy
import Groundwork
import Survey
import Workbench

/// Checks of files that somebody sends (核验与抽查). Nothing of a file is kept, and nothing of the workspace is
/// read, so whoever is signed in may ask.
enum ToolRoutes {
  private static let root = "\(EndpointTable.root)/tools"
  /// The maximum size in bytes of files in one request, as they are embedded.
  private static let bodyLimit = 64 << 20
  private static let largestCertificate = 256 << 20
  private static let largestLayer = 1 << 30

  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(root)/certificate", "checkCertificate",
      "Verifies the certificate of an optimal plan without the solver: measures the plan again, tries every "
        + "rule, adds up the bound from the evidence",
      [.query("file", .text, "Name of the file", isRequired: true)],
      body: .file(limit: largestCertificate), .json("CertificateReport"), right: .asked,
      cost: .slow, isVersioned: false
    ) { call in
      _ = try call.acting()
      let path = try path(call)
      return try SentPlace(file: path).telling { try .json(CertificateFile.report(path)) }
    }.answeredOnce(),
    .answer(
      .post, "\(root)/quota-certificate", "checkQuotaCertificate",
      "Holds a certificate of the quota book against an exported book, which is proven anew",
      body: .json(schema: "SentFiles", limit: bodyLimit), .json("QuotaCertificateReport"),
      right: .asked, cost: .slow, isVersioned: false
    ) { call in
      _ = try call.acting()
      let folder = try SentFolder(call.body(SentFiles.self))
      return try withExtendedLifetime(folder) {
        try folder.place.telling {
          try .json(
            QuotaReviewView(QuotaCertificateFiles.review(folder.paths, job: Job())))
        }
      }
    }.answeredOnce(),
    .answer(
      .post, "\(root)/coordinates", "checkCoordinates",
      "Checks texts of coordinates (报备坐标) by themselves and for ground that two parcels share",
      [.query("encoding", .choice(["GBK", "UTF-8"]), "Encoding; found out by default")],
      body: .json(schema: "SentFiles", limit: bodyLimit), .json("CoordinateReport"),
      right: .asked, cost: .slow, isVersioned: false
    ) { call in
      _ = try call.acting()
      let folder = try SentFolder(call.body(SentFiles.self))
      return try withExtendedLifetime(folder) {
        try folder.place.telling {
          let batches = try CoordinateBatches.check(
            folder.paths, encoding: call.optional("encoding"), job: Job())
          return try .json(CoordinateView(batches, folder.place))
        }
      }
    }.answeredOnce(),
    .job(
      "\(root)/areas", "measureAreas",
      "Measures every feature of a file in the plane, on the ellipsoid and along geodesics; the result is an "
        + "AreaReport, which is not stored",
      [
        .query("file", .text, "Name of the file, which tells its format", isRequired: true),
        .query("layer", .text, "Layer of the file; needed where it has several"),
        .query("id_field", .text, "Field that holds the id"),
        .query("crs", .text, "The layer's coordinate system, such as EPSG:4549"),
        .query("encoding", .text, "Encoding of the attributes, such as GBK"),
        .query("swap_axes", .flag, "x and y are exchanged", default: "false"),
        .query(
          "accept_datum", .flag,
          "Latitude and longitude are taken over where no change of datum is known",
          default: "false"),
      ], body: .file(limit: largestLayer), right: .asked
    ) { call in
      _ = try call.acting()
      guard let upload = call.upload else { preconditionFailure("no file was read") }
      let name = call.text("file")
      let path = try path(call)
      var options = GeoreferenceOptions()
      options.assignedCRS = try call.optional("crs").map {
        _ = try CoordinateReferenceSystem($0)
        return $0
      }
      options.swapsAxes = call.isSet("swap_axes")
      options.acceptsDatum = call.isSet("accept_datum")
      let asked = options
      let (layer, idField) = (call.optional("layer"), call.optional("id_field"))
      let encoding = call.optional("encoding")
      return JobOrder(
        "areas", Localized(zh: "面积对照 \(name)", en: "Areas of \(name)"), storesResult: false
      ) { _, job in
        // Keeps the file alive until it is read.
        try withExtendedLifetime(upload) {
          let place = SentPlace(file: path)
          return try place.telling {
            try .json(
              AreaView(
                FileAreas.measure(
                  path, layer: layer, idField: idField, encoding: encoding, options: asked,
                  job: job), place))
          }
        }
      }
    },
    .job(
      "\(root)/problem", "solveProblem",
      "Solves a problem file (YAML) with the data that it names; events tell the incumbent and the bound; a "
        + "stopped search gives its best plan. The result is a ProblemAnswer, which is not stored",
      [
        .query("seconds", .integer(1...600), "Seconds to search", default: "30"),
        .query(
          "gap_basis_points", .integer(0...10_000), "Stops at this gap, in 0.01 %", default: "10"),
        .query("seed", .integer(0...1_000_000), "Seed of the search", default: "0"),
      ], body: .json(schema: "SentFiles", limit: bodyLimit), right: .trial
    ) { call in
      let folder = try SentFolder(call.body(SentFiles.self))
      let limits = SearchLimits(
        seconds: Double(call.integer("seconds")),
        relativeGap: Double(call.integer("gap_basis_points")) / 10_000,
        seed: call.integer("seed"))
      return JobOrder(
        "problem-file", Localized(zh: "求解问题文件", en: "Solve a problem file"),
        storesResult: false
      ) { _, job in
        try withExtendedLifetime(folder) {
          try folder.place.telling { try .json(solve(folder, limits, job)) }
        }
      }
    },
  ]

  /// The path of the uploaded file under the name that the request gives.
  private static func path(_ call: EndpointCall) throws -> String {
    guard let upload = call.upload else { preconditionFailure("no file was read") }
    return try upload.named(call.text("file"))
  }

  private static func solve(
    _ folder: SentFolder, _ limits: SearchLimits, _ job: Job
  ) throws -> ProblemAnswerView {
    let start = ContinuousClock.now
    let reporter = job.progress as? any SearchReporter
    job.progress.begin(Localized(zh: "找方案，证明界", en: "plans and bounds"), total: nil)
    func seconds() -> Double { (ContinuousClock.now - start) / .seconds(1) }
    let answer = try ProblemFiles.solve(folder.paths, limits, job: job) { news in
      reporter?.report(
        JobRecord.Search(seconds: seconds(), incumbent: news.incumbent, bound: news.bound))
    }
    return ProblemAnswerView(
      answer, seconds: seconds(), isStopped: job.cancellation.isCancelled, folder.place)
  }
}
