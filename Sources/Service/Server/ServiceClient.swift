import Hummingbird
import HTTPTypes
import Logging
import NIOCore
import Synchronization

/// Sends requests directly to the router, without a socket: for tests and for programs in the same
/// process.
package struct ServiceClient: Sendable {
  private let router: ServiceRouter
  private let logger = Logger(label: "zhitu.client")

  package init(_ service: WebService) {
    router = ServiceRouter(service)
  }

  /// The complete answer. A stream is read to its end, or until `enough` returns true for the bytes
  /// so far.
  package func send(
    _ request: WebRequest, until enough: @escaping @Sendable ([UInt8]) -> Bool = { _ in false }
  ) async throws -> Answer {
    var fields = HTTPFields()
    for (name, value) in request.fields {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    guard let method = HTTPRequest.Method(request.method) else {
      throw HTTPError(.badRequest)
    }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: request.host, path: request.target,
      headerFields: fields)
    let asked = Request(
      head: head, body: RequestBody(buffer: ByteBuffer(bytes: request.body)))
    let response = try await router.responder.respond(
      to: asked, context: ServiceContext(logger: logger))
    let gathered = BodyCollector(enough: enough)
    do {
      try await response.body.write(gathered)
    } catch is BodyCollector.Enough {}
    return Answer(
      status: response.status.code,
      headers: response.headers.map { ($0.name.canonicalName, $0.value) },
      body: gathered.bytes.withLock { $0 })
  }
}

/// Collects the body of an answer.
private final class BodyCollector: ResponseBodyWriter {
  struct Enough: Error {}

  let bytes = Mutex<[UInt8]>([])
  private let enough: @Sendable ([UInt8]) -> Bool

  init(enough: @escaping @Sendable ([UInt8]) -> Bool) {
    self.enough = enough
  }

  func write(_ buffer: ByteBuffer) async throws {
    let all = bytes.withLock { bytes in
      bytes += Array(buffer: buffer)
      return bytes
    }
    if enough(all) { throw Enough() }
  }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
