import Foundation
import Groundwork

/// `Web/types/api.d.ts`: the types of the page, from the schemas and the table of endpoints.
package enum TypeScript {
  package static var declarations: String {
    var text = """
      // Written by `zhitu api types` from the table of endpoints. Do not edit.


      """
    for (name, schema) in Schemas.all.named.sorted(by: { $0.key < $1.key }) {
      text += comment(schema, "")
      if case .object(let members)? = schema["properties"], !members.isEmpty,
        schema["anyOf"] == nil
      {
        text += "export interface \(name) \(type(schema, ""))\n\n"
      } else {
        text += "export type \(name) = \(type(schema, ""));\n\n"
      }
    }
    text += "/** The endpoints by method and path: parameters, bodies and answers. */\n"
    text += "export interface Endpoints {\n"
    for endpoint in EndpointTable.all.sorted(by: { ($0.path, $0.id) < ($1.path, $1.id) }) {
      text += "  /** \(endpoint.summary) */\n"
      text += "  \"\(endpoint.method.rawValue) \(endpoint.path)\": {\n"
      text += "    parameters: \(parameters(endpoint));\n"
      text += "    body: \(body(endpoint));\n    answer: \(answer(endpoint));\n  };\n"
    }
    return text + "}\n"
  }

  private static func parameters(_ endpoint: Endpoint) -> String {
    let members = endpoint.parameters.map { parameter in
      let isOpen = !parameter.isRequired || parameter.fallback != nil
      let isWord = parameter.name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      let name = isWord ? parameter.name : "\"\(parameter.name)\""
      return "\(name)\(isOpen ? "?" : ""): \(type(parameter))"
    }
    return members.isEmpty ? "Record<string, never>" : "{ \(members.joined(separator: "; ")) }"
  }

  private static func type(_ parameter: Parameter) -> String {
    switch parameter.kind {
    case .text: "string"
    case .integer: "number"
    case .flag: "boolean"
    case .choice(let all): all.map { "\"\($0)\"" }.joined(separator: " | ")
    case .numbers: "number[]"
    }
  }

  private static func body(_ endpoint: Endpoint) -> String {
    switch endpoint.body {
    case .none: "null"
    case .json(let schema, _): schema
    case .file: "Blob"
    }
  }

  private static func answer(_ endpoint: Endpoint) -> String {
    let schemas = endpoint.replies.compactMap(\.schema)
    let names = schemas.enumerated().filter { schemas.firstIndex(of: $1) == $0 }.map(\.element)
    return names.isEmpty ? "unknown" : names.joined(separator: " | ")
  }

  private static func comment(_ schema: JSONDocument, _ margin: String) -> String {
    schema["description"]?.text.map { "\(margin)/** \($0) */\n" } ?? ""
  }

  /// The type that a schema describes.
  private static func type(_ schema: JSONDocument, _ margin: String) -> String {
    if let reference = schema["$ref"]?.text {
      return reference.replacingOccurrences(of: "#/components/schemas/", with: "")
    }
    if case .list(let choices)? = schema["anyOf"] {
      return choices.map { type($0, margin) }.joined(separator: " | ")
    }
    if case .list(let choices)? = schema["enum"] {
      return choices.map { $0.text.map { "\"\($0)\"" } ?? "null" }.joined(separator: " | ")
    }
    guard let kind = schema["type"] else { return "unknown" }
    let kinds = kind.text.map { [$0] } ?? kind.list.compactMap(\.text)
    return kinds.map { single($0, schema, margin) }.joined(separator: " | ")
  }

  private static func single(_ kind: String, _ schema: JSONDocument, _ margin: String) -> String {
    switch kind {
    case "integer", "number": return "number"
    case "boolean", "string", "null": return kind
    case "array": return array(schema, margin)
    default: return object(schema, margin)
    }
  }

  private static func array(_ schema: JSONDocument, _ margin: String) -> String {
    let item = schema["items"].map { type($0, margin) } ?? "unknown"
    if let count = schema["minItems"]?.integer, count == schema["maxItems"]?.integer, count <= 6 {
      return "[" + [String](repeating: item, count: Int(count)).joined(separator: ", ") + "]"
    }
    return item.contains(" ") && !item.hasPrefix("{") ? "(\(item))[]" : "\(item)[]"
  }

  private static func object(_ schema: JSONDocument, _ margin: String) -> String {
    let properties = schema["properties"]?.object ?? [:]
    let rest: String? =
      if case .object? = schema["additionalProperties"], let inner = schema["additionalProperties"]
      { type(inner, margin) } else { nil }
    guard !properties.isEmpty else { return "Record<string, \(rest ?? "unknown")>" }
    let required = Set(schema["required"]?.list.compactMap(\.text) ?? [])
    var text = "{\n"
    for (name, inner) in properties.sorted(by: { $0.key < $1.key }) {
      text += comment(inner, margin + "  ")
      let mark = required.contains(name) ? "" : "?"
      text += "\(margin)  \(name)\(mark): \(type(inner, margin + "  "));\n"
    }
    return text + margin + "}"
  }
}
