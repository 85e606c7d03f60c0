import Foundation
import Groundwork

/// `/api/openapi.json`: the interface in OpenAPI 3.1, for people and programs.
enum OpenAPI {
  private struct Operation {
    var method = "get"
    var path: String
    var summary: String
    var parameters: [(name: String, place: String, note: String)] = []
    var type = "application/json"
    /// The schema of what is sent.
    var body: String?
    /// The schema of the answer, where it has one.
    var answer: String?
  }

  private static let changeSchema = "PlanChange"

  private static let operations = [
    Operation(path: "/api/workspace", summary: "Layers, coordinate system, extent in degrees"),
    Operation(path: "/api/legend", summary: "Names and colours of the land classes in use"),
    Operation(path: "/api/structure", summary: "Count and area (0.01 m2) of every class by layer"),
    Operation(path: "/api/flows", summary: "The flow ledgers of the workspace"),
    Operation(
      path: "/api/flow/{key}/matrix", summary: "Areas (0.01 m2) by class before and class after",
      parameters: [
        ("key", "path", "from__to, as /api/flows lists it"),
        ("by", "query", "class (default), level1 or category"),
      ]),
    Operation(
      path: "/api/verdicts/{plan}", summary: "Verdicts of the rules (zhitu.verdicts/2)",
      parameters: [("plan", "path", "Name of the plan")], answer: "Verdicts"),
    Operation(
      path: "/api/witnesses/{plan}/{rule}", summary: "Witness pieces of a rule, GeoJSON in degrees",
      parameters: [("plan", "path", "Name of the plan"), ("rule", "path", "Id of the rule")]),
    Operation(
      path: "/api/least-change/{plan}/{rule}",
      summary:
        "The least change of the measures with which a rule passes, by the rules of the last "
        + "verification (zhitu.least-change/1), and the ground that it takes; nothing is written",
      parameters: [("plan", "path", "Name of the plan"), ("rule", "path", "CAP-01 or CAP-01/pbf")],
      answer: "LeastChange"),
    Operation(
      method: "post", path: "/api/plans/{plan}/trial",
      summary: "What a change of one measure (zhitu.change/1) would do to the class table of the "
        + "plan and to the verdicts of its last verification (zhitu.trial/1); nothing is written",
      parameters: [
        ("plan", "path", "Name of the plan"), ("base", "query", "Epoch; the earliest by default"),
        ("by", "query", "source, class (default), level1 or category"),
        ("area", "query", "official (default) or planar"),
      ], body: changeSchema, answer: "Trial"),
    Operation(
      path: "/api/layers/{name}/features/{fid}", summary: "All attributes of one feature",
      parameters: [("name", "path", "Layer"), ("fid", "path", "Number of the feature")]),
    Operation(
      path: "/tiles/{layer}/{z}/{x}/{y}.mvt", summary: "Mapbox Vector Tile 2.1 of one layer",
      parameters: [
        ("layer", "path", "Layer"), ("z", "path", "Zoom"), ("x", "path", "Column from the west"),
        ("y", "path", "Row from the north"),
      ], type: "application/vnd.mapbox-vector-tile"),
  ]

  /// The schemas of answers, from `Schemas/answers.json`.
  private static func answerSchemas() -> [String: Any] {
    let data = Data(PackageResources.answers_json)
    guard let found = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      preconditionFailure("Schemas/answers.json is not a JSON object")
    }
    return found
  }

  static let document: [UInt8] = {
    var paths: [String: Any] = [:]
    for operation in operations {
      let parameters: [[String: Any]] = operation.parameters.map { parameter in
        [
          "name": parameter.name, "in": parameter.place, "required": parameter.place == "path",
          "description": parameter.note, "schema": ["type": "string"],
        ]
      }
      let failure: [String: Any] = [
        "description": "What is wrong, in Chinese and English",
        "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
      ]
      var described: [String: Any] = [
        "summary": operation.summary, "parameters": parameters,
        "responses": [
          "200": [
            "description": "OK",
            "content": [
              operation.type: operation.answer.map {
                ["schema": ["$ref": "#/components/schemas/\($0)"]]
              } ?? [:]
            ],
          ],
          operation.body == nil ? "304" : "422": operation.body == nil
            ? ["description": "Not changed since the ETag given"] : failure,
          "404": failure,
        ],
      ]
      if let body = operation.body {
        described["requestBody"] = [
          "required": true,
          "content": [
            "application/json": ["schema": ["$ref": "#/components/schemas/\(body)"]]
          ],
        ]
      }
      paths[operation.path] = [operation.method: described]
    }
    let text: [String: Any] = ["type": "string"]
    let ownSchemas: [String: Any] = [
      "Problem": [
        "type": "object", "required": ["code", "message"],
        "properties": ["code": text, "message": ["$ref": "#/components/schemas/Localized"]],
      ],
      changeSchema: [
        "type": "object", "required": ["measure"], "additionalProperties": false,
        "properties": [
          "action": ["enum": ["replace", "add", "remove"], "default": "replace"],
          "measure": text, "fid": ["type": "integer"], "class": text,
          "geometry": ["type": "object", "description": "Polygon or MultiPolygon of GeoJSON"],
          "crs": ["enum": ["EPSG:4326", "workspace"], "default": "EPSG:4326"],
        ],
      ],
    ]
    let document: [String: Any] = [
      "openapi": "3.1.0",
      "info": ["title": "Zhitu 治土", "version": Program.version],
      "paths": paths,
      "components": ["schemas": ownSchemas.merging(answerSchemas()) { own, _ in own }],
    ]
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? JSONSerialization.data(withJSONObject: document, options: options)
    else { preconditionFailure("the OpenAPI document is not JSON") }
    return [UInt8](data)
  }()
}
