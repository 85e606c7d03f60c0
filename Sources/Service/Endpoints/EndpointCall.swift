import Foundation
import Groundwork
import Storage

/// One request to an endpoint, after its parameters and body were checked.
package struct EndpointCall: Sendable {
  let service: WebService
  /// The state of the workspace when the request came.
  let state: WorkspaceState
  let actor: Actor
  let request: WebRequest
  /// The checked parameters, with defaults filled in.
  let values: [String: String]
  /// The uploaded file, where the endpoint takes one.
  var upload: Upload?
  /// Notes in the transaction of the work that the request was done.
  var noteKey: @Sendable (WorkspaceWriter) throws -> Void = { _ in }

  var workspace: Workspace { state.workspace }

  /// - Precondition: The endpoint declares a parameter of this name.
  func text(_ name: String) -> String {
    guard let value = values[name] else { preconditionFailure("no parameter \(name)") }
    return value
  }

  func optional(_ name: String) -> String? { values[name] }

  func integer(_ name: String) -> Int {
    guard let value = Int(text(name)) else { preconditionFailure("\(name) is no integer") }
    return value
  }

  /// Whether the sender may read a layer; lists omit the others.
  func mayRead(_ layer: String) throws -> Bool {
    try service.gate.mayRead(layer, actor, state)
  }

  func isSet(_ name: String) -> Bool { values[name] == "true" }

  func numbers(_ name: String) -> [Double]? { values[name].flatMap(Parameter.numbers) }

  func choice<T: RawRepresentable<String>>(_ name: String, _ type: T.Type) -> T {
    guard let value = T(rawValue: text(name)) else {
      preconditionFailure("\(name) is none of the choices")
    }
    return value
  }

  /// The body as a value; its schema was checked before.
  func body<T: Decodable>(_ type: T.Type) throws -> T {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(type, from: Data(request.body))
    } catch {
      throw Problem(
        400, "service.body", zh: "请求内容无法读取（\(error)）。",
        en: "The body cannot be read (\(error)).")
    }
  }
}

extension Endpoint {
  /// The values of all parameters; throws the first error.
  func values(path: [String: String], of request: WebRequest) throws -> [String: String] {
    var values: [String: String] = [:]
    guard let query = request.query else {
      throw Problem(400, "service.path", zh: "地址编码有误。", en: "The address is not correctly encoded.")
    }
    for item in query where !(method.isSafe && ActingField.ofAddress.contains(item.name)) {
      guard parameters.contains(where: { $0.place == .query && $0.name == item.name }) else {
        let known = parameters.filter { $0.place == .query }.map(\.name)
        throw Problem(
          400, "service.parameter",
          zh: "此地址没有参数 \(item.name)；可用：\(known.joined(separator: "、"))。",
          en: "This address has no parameter \(item.name); known: \(known.joined(separator: ", "))."
        )
      }
      guard values.updateValue(item.value, forKey: item.name) == nil else {
        throw Problem(
          400, "service.parameter", zh: "参数 \(item.name) 出现多次。",
          en: "The parameter \(item.name) is given twice.")
      }
    }
    for parameter in parameters {
      if parameter.place == .path { values[parameter.name] = path[parameter.name] }
      if let value = values[parameter.name] {
        try parameter.check(value)
      } else if let fallback = parameter.fallback {
        values[parameter.name] = fallback
      } else if parameter.isRequired {
        throw Problem(
          400, "service.parameter", zh: "缺少参数 \(parameter.name)。",
          en: "The parameter \(parameter.name) is missing.")
      }
    }
    return values
  }

  /// Checks the body against its schema.
  func checkBody(_ request: WebRequest) throws {
    guard case .json(let schema, _) = body else { return }
    guard MediaType.essence(request[field: "content-type"] ?? "") == "application/json" else {
      throw Problem(
        415, "service.type", zh: "请求内容须为 application/json。",
        en: "The body must be application/json.")
    }
    let value: JSONDocument
    do {
      value = try JSONDocument(request.body)
    } catch {
      throw Problem(
        400, "service.body", zh: "请求内容不是 JSON。", en: "The body is not JSON.")
    }
    if let fault = Schemas.all.fault(in: value, schema: .reference(schema)) {
      throw Problem(
        422, "service.body", zh: "请求内容不合要求：\(fault.place) \(fault.reason.zh)。",
        en: "The body does not match its schema: \(fault.place) \(fault.reason.en).")
    }
  }
}
