import Classes
import Geodesy
import Groundwork
import Storage
import Survey
import Workbench

/// Import of an uploaded file.
enum ImportRoutes {
  /// The maximum size of a file.
  static let largestFile = 4 << 30

  static let endpoints: [Endpoint] = [
    .job(
      "\(EndpointTable.root)/imports", "import",
      "Imports a file in any vector format, zipped if it is of several files; the result is an "
        + "ImportResult",
      [
        .query("file", .text, "Name of the file, which tells its format", isRequired: true),
        .query("layer", .text, "Layer of the file; all that are known by default"),
        .query("role", .text, "What the layer is: a role of the layer catalogue"),
        .query("epoch", .text, "Survey epoch, such as 2023"),
        .query("plan", .text, "Name of the plan, for measures"),
        .query("crosswalk", .choice(Crosswalk.builtInNames), "Crosswalk of classes"),
        .query("class_field", .text, "Field that holds the class"),
        .query(
          "class_system", .choice(LandClassSystem.allCases.map(\.rawValue)), "Class system"),
        .query("id_field", .text, "Field that holds the id"),
        .query("crs", .text, "The layer's coordinate system, such as EPSG:4549"),
        .query("encoding", .text, "Encoding of the attributes, such as GBK"),
        .query("swap_axes", .flag, "x and y are exchanged", default: "false"),
        .query("synthetic", .flag, "The data are made up", default: "false"),
        .query(
          "strict", .flag, "Refuses the file if any feature would be set aside",
          default: "false"),
      ], body: .file(limit: largestFile)
    ) { call in
      guard let upload = call.upload else { preconditionFailure("no file was read") }
      let name = call.text("file")
      let path = try upload.named(name)
      let options = try options(call)
      let (plan, encoding) = (call.optional("plan"), call.optional("encoding"))
      let (isSynthetic, isStrict) = (call.isSet("synthetic"), call.isSet("strict"))
      return JobOrder("import", Localized(zh: "导入 \(name)", en: "Import \(name)")) { state, job in
        // Keeps the file alive until it is read.
        try withExtendedLifetime(upload) {
          let outcomes = try Workbench(state.workspace, job: job).importFile(
            path, options: options, plan: plan, encoding: encoding, isSynthetic: isSynthetic,
            isStrict: isStrict, statedAs: name)
          return try .json(ImportResult(outcomes))
        }
      }
    }
  ]

  private static func options(_ call: EndpointCall) throws -> ImportOptions {
    var options = ImportOptions()
    options.layer = call.optional("layer")
    options.role = try call.optional("role").map { name in
      guard let role = ImportRole(rawValue: name) else {
        let known = ImportRole.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem(
          400, "service.option", zh: "role 只能是：\(known)。", en: "role must be one of: \(known).")
      }
      return role
    }
    options.epoch = call.optional("epoch")
    options.crosswalk = try call.optional("crosswalk").map { try Crosswalk.load($0) }
    options.classField = call.optional("class_field")
    options.classSystem = call.optional("class_system").flatMap { LandClassSystem(named: $0) }
    options.idField = call.optional("id_field")
    // A system that does not exist is refused before the file is read.
    options.assignedCRS = try call.optional("crs").map {
      _ = try CoordinateReferenceSystem($0)
      return $0
    }
    options.swapsAxes = call.isSet("swap_axes")
    return options
  }
}

/// The result of an import.
struct ImportResult: Encodable {
  struct Layer: Encodable {
    var name: String
    var title: String
    var read: Int
    var accepted: Int
    var repaired: Int
    var rejected: Int
    var rejectedByReason: [Reason]
    var diagnostics: [Diagnostic]
  }

  struct Reason: Encodable {
    var reason: String
    var count: Int
  }

  var layers: [Layer]

  init(_ outcomes: [ImportOutcome]) {
    layers = outcomes.map { outcome in
      let report = outcome.report
      return Layer(
        name: outcome.record.name, title: outcome.record.title, read: report.read,
        accepted: report.accepted, repaired: report.repaired, rejected: report.rejected,
        rejectedByReason: report.rejectedByReason
          .map { Reason(reason: $0.key.rawValue, count: $0.value) }
          .sorted { $0.reason < $1.reason }, diagnostics: report.diagnostics)
    }
  }
}
