import Foundation
import Groundwork
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The context of a request in the router.
struct ServiceContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address of the connection.
  var peer: String?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }

  /// For a request that came through no channel.
  private struct NoChannel: RequestContextSource {
    var logger: Logger
  }

  init(logger: Logger) {
    coreContext = CoreRequestContextStorage(source: NoChannel(logger: logger))
  }
}

/// The table of endpoints on Hummingbird's router.
package struct ServiceRouter: Sendable {
  let responder: RouterResponder<ServiceContext>

  package init(_ service: WebService) {
    let router = Router(context: ServiceContext.self)
    router.add(middleware: SafetyMiddleware(service: service))
    router.add(middleware: PageMiddleware(service: service))
    var methods: [String: [Endpoint.Method]] = [:]
    for endpoint in EndpointTable.all {
      methods[endpoint.path, default: []].append(endpoint.method)
      let runner = EndpointRunner(endpoint: endpoint, service: service)
      router.on(RouterPath(endpoint.path), method: endpoint.method.field, responder: runner)
      if endpoint.method == .get {
        router.on(RouterPath(endpoint.path), method: .head, responder: runner)
      }
    }
    for (path, known) in methods {
      let allowed = ServiceRouter.allow(known)
      for method in ServiceRouter.standardMethods where !allowed.contains(method.rawValue) {
        router.on(RouterPath(path), method: method, responder: MethodRefusal(allowed: allowed))
      }
    }
    responder = router.buildResponder()
  }

  /// The methods of RFC 9110, PATCH and QUERY, which the IETF's draft of a safe method with a body
  /// defines. Any other method is unknown to the server (501).
  static let standardMethods: [HTTPRequest.Method] =
    [
      .get, .head, .post, .put, .delete, .connect, .options, .trace, .patch,
    ] + (HTTPRequest.Method(rawValue: "QUERY").map { [$0] } ?? [])

  private static func allow(_ methods: [Endpoint.Method]) -> [String] {
    Set(methods.map(\.rawValue) + (methods.contains(.get) ? ["HEAD"] : [])).sorted()
  }
}

extension Endpoint.Method {
  var field: HTTPRequest.Method {
    switch self {
    case .get: .get
    case .post: .post
    case .put: .put
    case .patch: .patch
    case .delete: .delete
    }
  }
}

extension Problem {
  /// 405 with the allowed methods (RFC 9110 §15.5.6).
  static func method(_ allowed: [String]) -> Problem {
    let list = allowed.joined(separator: ", ")
    return Problem(
      405, "service.method", zh: "此地址只支持 \(list)。", en: "Only \(list) is supported here."
    ).with("Allow", list)
  }
}

/// Answers a method that an address does not have.
private struct MethodRefusal: HTTPResponder {
  var allowed: [String]

  func respond(to request: Request, context: ServiceContext) async throws -> Response {
    throw Problem.method(allowed)
  }
}

extension Response {
  init(_ answer: Answer) {
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    let status = HTTPResponse.Status(
      code: answer.status, reasonPhrase: StatusPhrase.of(answer.status))
    guard let stream = answer.stream else {
      let body =
        answer.body.isEmpty
        ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
      self.init(status: status, headers: headers, body: body)
      // An empty body has no length of its own for these (RFC 9110 §8.6).
      if [204, 304].contains(answer.status) { self.headers[.contentLength] = nil }
      return
    }
    self.init(
      status: status, headers: headers,
      body: ResponseBody { writer in
        for await piece in stream {
          if let mayContinue = answer.mayContinue, !mayContinue() { break }
          try await writer.write(ByteBuffer(bytes: piece))
        }
        try await writer.finish(nil)
      })
  }
}
