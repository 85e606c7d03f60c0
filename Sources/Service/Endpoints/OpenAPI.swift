import Foundation
import Groundwork

/// `/api/v1/openapi.json`: the OpenAPI 3.1 description, derived from the table of endpoints.
package enum OpenAPI {
  package static let document: [UInt8] = {
    do {
      return try make(EndpointTable.all)
    } catch {
      preconditionFailure("the OpenAPI document is not JSON: \(error)")
    }
  }()

  private static func make(_ endpoints: [Endpoint]) throws -> [UInt8] {
    var paths: [String: [String: Any]] = [:]
    for endpoint in endpoints {
      paths[endpoint.path, default: [:]][endpoint.method.rawValue.lowercased()] =
        operation(endpoint)
    }
    let schemas = try JSONEncoder().encode(Schemas.all.named)
    let document: [String: Any] = [
      "openapi": "3.1.0",
      "info": [
        "title": "Zhitu 治土", "version": Program.version,
        "description":
          "Without accounts the fields Zhitu-Role (a role's id) and Zhitu-Organisation "
          + "(an organisation's id, percent-encoded) say in whose name a request is made; a GET, "
          + "which may be a link, may also say it in its query, under the same names.",
      ],
      "paths": paths,
      "components": [
        "schemas": try JSONSerialization.jsonObject(with: schemas),
        "securitySchemes": [
          "token": [
            "type": "http", "scheme": "basic",
            "description": "With accounts: the account, and one of its tokens as the password",
          ]
        ],
      ],
    ]
    return [UInt8](
      try JSONSerialization.data(
        withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes]))
  }

  private static func operation(_ endpoint: Endpoint) -> [String: Any] {
    var described: [String: Any] = [
      "operationId": endpoint.id, "summary": endpoint.summary,
      "responses": responses(endpoint), "x-zhitu-right": endpoint.right.rawValue,
      "x-zhitu-cost": endpoint.cost.rawValue,
    ]
    // Without accounts nothing is asked for; a browser shows its session by a cookie.
    if endpoint.takesToken { described["security"] = [[:], ["token": []]] as [[String: [String]]] }
    var parameters = endpoint.parameters.map(\.description)
    if endpoint.precondition != .none {
      parameters.append([
        "name": "If-Match", "in": "header", "required": endpoint.precondition != .replacing,
        "description": "The ETag of the version that the change is based on",
        "schema": ["type": "string"],
      ])
    }
    if endpoint.method == .post {
      parameters.append([
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description": "The same key within a day gives the same answer again",
        "schema": ["type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"],
      ])
    }
    if !parameters.isEmpty { described["parameters"] = parameters }
    switch endpoint.body {
    case .none: break
    case .json(let schema, _):
      described["requestBody"] = [
        "required": true, "content": ["application/json": ["schema": reference(schema)]],
      ]
    case .file:
      described["requestBody"] = [
        "required": true,
        "content": [
          "application/octet-stream": ["schema": ["type": "string", "format": "binary"]]
        ],
      ]
    }
    return described
  }

  private static func responses(_ endpoint: Endpoint) -> [String: Any] {
    var responses: [String: [String: Any]] = [:]
    for reply in endpoint.replies {
      let key = String(reply.status)
      var response = responses[key] ?? ["description": StatusPhrase.of(reply.status)]
      if !reply.type.isEmpty {
        var content = response["content"] as? [String: Any] ?? [:]
        content[reply.type] = reply.schema.map { ["schema": reference($0)] } ?? [:]
        response["content"] = content
      }
      responses[key] = response
    }
    if endpoint.isVersioned {
      responses["304"] = ["description": "Not changed since the ETag given"]
    }
    for status in endpoint.allProblems {
      responses[String(status)] = [
        "description": StatusPhrase.of(status),
        "content": ["application/problem+json": ["schema": reference("Problem")]],
      ]
    }
    return responses
  }

  private static func reference(_ schema: String) -> [String: Any] {
    ["$ref": "#/components/schemas/\(schema)"]
  }
}
