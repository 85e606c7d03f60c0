import Foundation
import Groundwork

/// The JSON Schemas of requests and answers, by name: one file in `Schemas/` for each capability.
///
/// Only the keywords that ``fault(in:schema:at:)`` checks may be used, which a test enforces.
struct Schemas: Sendable {
  struct Fault: Hashable, Sendable {
    /// A JSON path such as `$.measure`.
    var place: String
    var reason: Localized
  }

  static let keywords: Set<String> = [
    "$ref", "anyOf", "type", "enum", "required", "properties", "additionalProperties", "items",
    "minItems", "maxItems", "minimum", "maximum", "minLength", "maxLength", "default",
    "description",
  ]

  /// The schemas by name.
  let named: [String: JSONDocument]

  static let all = Schemas(files: [
    PackageResources.answers_json, PackageResources.common_json, PackageResources.workspace_json,
    PackageResources.flows_json, PackageResources.jobs_json, PackageResources.ogc_json,
    PackageResources.acting_json, PackageResources.problems_json, PackageResources.processes_json,
    PackageResources.boards_json,
    PackageResources.accounts_json,
    PackageResources.diagnosis_json,
    PackageResources.imports_json, PackageResources.drawing_json,
    PackageResources.quota_json, PackageResources.funds_json,
    PackageResources.payments_json,
    PackageResources.projects_json, PackageResources.scenarios_json,
    PackageResources.programme_json,
    PackageResources.monitoring_json,
    PackageResources.choices_json,
    PackageResources.potential_json, PackageResources.works_json,
    PackageResources.images_json,
    PackageResources.adjustments_json,
    PackageResources.tools_json,
    PackageResources.rules_json,
  ])

  private init(files: [[UInt8]]) {
    var named: [String: JSONDocument] = [:]
    for file in files {
      guard case .object(let found)? = try? JSONDocument(file) else {
        preconditionFailure("a file in Schemas is not a JSON object")
      }
      named.merge(found) { _, _ in preconditionFailure("a schema is declared twice") }
    }
    self.named = named
  }

  /// The schema that a reference names.
  func resolve(_ schema: JSONDocument) -> JSONDocument? {
    guard let reference = schema["$ref"]?.text else { return schema }
    return named[reference.replacingOccurrences(of: "#/components/schemas/", with: "")]
  }

  /// The first place where a document violates its schema; `nil` if it is valid.
  func fault(in value: JSONDocument, schema: JSONDocument, at place: String = "$") -> Fault? {
    guard let schema = resolve(schema) else {
      return Fault(place: place, reason: Localized(zh: "没有此模式", en: "has no schema"))
    }
    if schema["$ref"] != nil { return fault(in: value, schema: schema, at: place) }
    if case .list(let choices)? = schema["anyOf"] {
      let faults = choices.map { fault(in: value, schema: $0, at: place) }
      if !faults.contains(nil) { return faults.first ?? nil }
    }
    if let fault = faultOfKind(value, schema, place) { return fault }
    switch value {
    case .object(let object): return fault(in: object, schema, place)
    case .list(let list): return fault(in: list, schema, place)
    default: return faultOfSize(value, schema, place)
    }
  }

  private func faultOfKind(
    _ value: JSONDocument, _ schema: JSONDocument, _ place: String
  ) -> Fault? {
    if let type = schema["type"] {
      let kinds = type.text.map { [$0] } ?? type.list.compactMap(\.text)
      if !kinds.contains(where: { Schemas.isA(value, $0) }) {
        let names = kinds.joined(separator: "/")
        return Fault(place: place, reason: Localized(zh: "应为 \(names)", en: "must be \(names)"))
      }
    }
    if case .list(let choices)? = schema["enum"], !choices.contains(value) {
      let names = choices.map { $0.text ?? "null" }.joined(separator: ", ")
      return Fault(
        place: place, reason: Localized(zh: "只能是：\(names)", en: "must be one of: \(names)"))
    }
    return nil
  }

  private func fault(
    in object: [String: JSONDocument], _ schema: JSONDocument, _ place: String
  ) -> Fault? {
    for name in schema["required"]?.list.compactMap(\.text) ?? [] where object[name] == nil {
      return Fault(
        place: place, reason: Localized(zh: "缺少 \(name)", en: "lacks \(name)"))
    }
    let properties = schema["properties"]?.object ?? [:]
    for (name, member) in object.sorted(by: { $0.key < $1.key }) {
      let inner = "\(place).\(name)"
      if let known = properties[name] {
        if let fault = fault(in: member, schema: known, at: inner) { return fault }
      } else if schema["additionalProperties"] == .flag(false) {
        return Fault(place: inner, reason: Localized(zh: "没有此项", en: "is not known"))
      } else if case .object? = schema["additionalProperties"],
        let rest = schema["additionalProperties"],
        let fault = fault(in: member, schema: rest, at: inner)
      {
        return fault
      }
    }
    return nil
  }

  private func fault(in list: [JSONDocument], _ schema: JSONDocument, _ place: String) -> Fault? {
    let least = schema["minItems"]?.integer ?? 0
    let most = schema["maxItems"]?.integer ?? .max
    guard (least...max(least, most)).contains(Int64(list.count)) else {
      return Fault(
        place: place, reason: Localized(zh: "项数不对", en: "has a wrong number of items"))
    }
    guard let items = schema["items"] else { return nil }
    for (index, item) in list.enumerated() {
      if let fault = fault(in: item, schema: items, at: "\(place)[\(index)]") { return fault }
    }
    return nil
  }

  private func faultOfSize(
    _ value: JSONDocument, _ schema: JSONDocument, _ place: String
  ) -> Fault? {
    let size = value.text.map { Double($0.unicodeScalars.count) } ?? value.number
    let bounds = value.text == nil ? ("minimum", "maximum") : ("minLength", "maxLength")
    guard let size else { return nil }
    if let least = schema[bounds.0]?.number, size < least {
      return Fault(place: place, reason: Localized(zh: "过小或过短", en: "is too small or short"))
    }
    if let most = schema[bounds.1]?.number, size > most {
      return Fault(place: place, reason: Localized(zh: "过大或过长", en: "is too large or long"))
    }
    return nil
  }

  private static func isA(_ value: JSONDocument, _ kind: String) -> Bool {
    switch (value, kind) {
    case (.null, "null"), (.flag, "boolean"), (.integer, "integer"), (.integer, "number"),
      (.number, "number"), (.text, "string"), (.list, "array"), (.object, "object"):
      true
    case (.number(let number), "integer"): number.rounded() == number
    default: false
    }
  }
}
