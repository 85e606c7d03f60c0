import Classes
import Foundation
import Geodesy
import Geometry
import Groundwork
import Storage
import Survey
import Workbench

/// Import step by step: upload a file, inspect it, decide, import; other decisions need no second
/// upload.
enum UploadRoutes {
  private static let root = EndpointTable.root
  private static let id = Parameter.path("id", .text, "Id of the file that was sent")

  static let endpoints: [Endpoint] = [
    .answer(
      .post, "\(root)/uploads", "upload",
      "Takes a file in any vector format, zipped if it is of several files; it is kept for an hour",
      [.query("file", .text, "Name of the file, which tells its format", isRequired: true)],
      body: .file(limit: ImportRoutes.largestFile), .json("Upload", status: 201), problems: [400],
      right: .bring
    ) { call in
      guard let upload = call.upload else { preconditionFailure("no file was read") }
      let entry = try call.service.uploads.keep(
        upload, named: call.text("file"), owner: call.actor.key)
      return try .json(UploadView(entry), status: 201)
        .with("Location", "\(root)/uploads/\(entry.id)")
    }.answeredOnce(),
    .answer(
      .post, "\(root)/uploads/{id}/inspection", "inspectUpload",
      "What a file holds and what an import by these decisions would make of it; nothing is written",
      [id], body: .json(schema: "ImportDecisions"), .json("ImportInspection"), right: .bring,
      cost: .slow
    ) { call in
      let entry = try call.service.uploads.entry(call.text("id"), owner: call.actor.key)
      let decisions = try call.body(ImportDecisions.self)
      return try .json(
        Workbench(call.workspace).inspect(
          entry.path, choices: decisions.choices(), encoding: decisions.encoding,
          statedAs: entry.name))
    },
    .job(
      "\(root)/uploads/{id}/import", "importUpload",
      "Imports the layers that the decisions name, all of them or none; the result is an ImportResult",
      [id], body: .json(schema: "ImportDecisions"), right: .bring
    ) { call in
      let entry = try call.service.uploads.entry(call.text("id"), owner: call.actor.key)
      let decisions = try call.body(ImportDecisions.self)
      let choices = try decisions.choices()
      guard !choices.isEmpty else {
        throw Problem(
          422, "import.nothing-chosen", zh: "没有选择要导入的图层。", en: "No layer was chosen.")
      }
      return JobOrder(
        "import", Localized(zh: "导入 \(entry.name)", en: "Import \(entry.name)")
      ) { state, job in
        try withExtendedLifetime(entry.upload) {
          let outcomes = try Workbench(state.workspace, job: job).importFile(
            entry.path, choices: choices, encoding: decisions.encoding,
            isSynthetic: decisions.synthetic ?? false, isStrict: decisions.strict ?? false,
            statedAs: entry.name)
          return try .json(ImportResult(outcomes))
        }
      }
    },
    .answer(
      .delete, "\(root)/uploads/{id}", "dropUpload", "Takes a file away that was sent", [id],
      .nothing, right: .bring
    ) { call in
      let entry = try call.service.uploads.entry(call.text("id"), owner: call.actor.key)
      call.service.uploads.drop(entry.id)
      return Answer(status: 204)
    },
    .answer(
      .get, "\(root)/layers/{name}/set-aside", "setAside",
      "What the import of a layer set aside, with reason, remedy and ground in degrees",
      [
        .path("name", .text, "Layer that was imported"),
        .query("limit", .integer(1...2000), "The most features that are given", default: "500"),
      ], .geoJSON("SetAside"), cost: .reading
    ) { call in
      let record = try call.state.record(call.text("name"))
      let found = try Workbench(call.workspace).setAside(
        of: record.name, limit: call.integer("limit"))
      return Answer(
        status: 200, headers: [("Content-Type", MediaType.geoJSON)],
        body: try JSONForm.encode(
          SetAsideView(found, count: record.rejectedCount, call.state.projection())))
    }.about(layer: "name"),
  ]
}

/// The decisions about the layers of a file.
struct ImportDecisions: Decodable, Sendable {
  struct Layer: Decodable, Sendable {
    var layer: String
    var role: String?
    var epoch: String?
    var plan: String?
    var crosswalk: String?
    var classField: String?
    var classSystem: String?
    var idField: String?
    var crs: String?
    var swapAxes: Bool?
    var acceptDatum: Bool?
  }

  var layers: [Layer]
  var encoding: String?
  var synthetic: Bool?
  var strict: Bool?

  func choices() throws -> [LayerChoice] {
    try layers.map { layer in
      var options = ImportOptions()
      options.layer = layer.layer
      options.role = try layer.role.map { name in
        guard let role = ImportRole(rawValue: name) else {
          let known = ImportRole.allCases.map(\.rawValue).joined(separator: ", ")
          throw Problem(
            422, "service.option", zh: "role 只能是：\(known)。",
            en: "role must be one of: \(known).")
        }
        return role
      }
      options.epoch = layer.epoch
      options.crosswalk = try layer.crosswalk.map { name in
        // Only a name: a request of a browser must not open files of the server.
        guard Crosswalk.builtInNames.contains(name) else {
          let known = Crosswalk.builtInNames.joined(separator: ", ")
          throw Problem(
            422, "service.option", zh: "crosswalk 只能是：\(known)。",
            en: "crosswalk must be one of: \(known).")
        }
        return try Crosswalk.load(name)
      }
      options.classField = layer.classField
      options.classSystem = try layer.classSystem.map { name in
        guard let system = LandClassSystem(named: name) else {
          let known = LandClassSystem.allCases.map(\.rawValue).joined(separator: ", ")
          throw Problem(
            422, "service.option", zh: "class_system 只能是：\(known)。",
            en: "class_system must be one of: \(known).")
        }
        return system
      }
      options.idField = layer.idField
      options.assignedCRS = try layer.crs.map {
        _ = try CoordinateReferenceSystem($0)
        return $0
      }
      options.swapsAxes = layer.swapAxes ?? false
      options.acceptsDatum = layer.acceptDatum ?? false
      return LayerChoice(options, plan: layer.plan)
    }
  }
}

private struct UploadView: Encodable {
  var id: String
  var name: String
  var size: Int

  init(_ entry: UploadShelf.Entry) {
    id = entry.id
    name = entry.name
    size = entry.upload.size
  }
}

private struct SetAsideView: Encodable {
  struct Properties: Encodable {
    var id: String
    var reason: String
    var detail: String
    var remedy: Localized?
  }

  struct Feature: Encodable {
    let type = GeoJSONName.feature
    var id: Int64
    @Nullable var geometry: GeoJSONPolygon?
    var properties: Properties
  }

  let type = GeoJSONName.collection
  /// All rejected features.
  var count: Int
  var features: [Feature]

  init(_ found: [SetAsideFeature], count: Int, _ projection: MapProjection?) throws {
    self.count = count
    features = try found.map { one in
      var geometry: GeoJSONPolygon?
      if let projection, let shape = one.geometry {
        do {
          geometry = try GeoJSONPolygon(shape, projection)
        } catch let diagnostic as Diagnostic where diagnostic.code == "crs.transform-failed" {
          // Coordinates outside the Earth are often the reason of the rejection.
          geometry = nil
        }
      }
      return Feature(
        id: one.fid, geometry: geometry,
        properties: Properties(
          id: one.id, reason: one.reason, detail: one.detail, remedy: one.remedy))
    }
  }
}
