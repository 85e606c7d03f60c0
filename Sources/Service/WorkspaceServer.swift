import Foundation
import Groundwork
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage
import Synchronization

/// Serves one workspace to a browser on this machine: map, API and tiles (治土网页服务).
///
/// Listens on 127.0.0.1 only, and answers only under the names of this machine. A POST tries a change
/// of a plan; nothing is ever written.
/// Nothing it serves lets the browser ask anybody else.
public final class WorkspaceServer: Sendable {
  private let service: WebService
  private let port: Int
  private let workers = WorkerQueue()

  /// - Parameters:
  ///   - webRoot: The folder `Web` with the front end; `Scripts/fetch-frontend` completes it.
  ///   - port: 0 lets the system choose a free one.
  /// - Throws: Diagnostics `service.web-missing`, `service.vendor-missing`.
  public init(workspace: Workspace, webRoot: String, port: Int) throws {
    service = try WebService(workspace: workspace, webRoot: webRoot)
    self.port = port
  }

  /// Serves until the process gets SIGINT or SIGTERM, or the task is cancelled; requests under way
  /// are finished first.
  ///
  /// - Parameter onReady: Called once with the port when the server is listening.
  /// - Throws: Diagnostic `service.port` if the port is taken.
  public func run(onReady: @escaping @Sendable (Int) -> Void) async throws {
    var logger = Logger(label: "zhitu.service")
    logger.logLevel = .error
    let port = port
    let isListening = Atomic<Bool>(false)
    let responder = CallbackResponder<BasicRequestContext> { [service, workers] request, _ in
      let read = try await WebRequest(reading: request)
      return Response(try await workers.run { service.answer(read) })
    }
    let application = Application(
      responder: responder,
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: port), serverName: "zhitu"),
      onServerRunning: { channel in
        isListening.store(true, ordering: .relaxed)
        onReady(channel.localAddress?.port ?? port)
      },
      logger: logger)
    do {
      try await application.runService()
    } catch  where !isListening.load(ordering: .relaxed) && !(error is CancellationError) {
      throw Diagnostic(
        code: "service.port",
        Localized(
          zh: "无法监听 127.0.0.1:\(port)（\(error)）。",
          en: "Cannot listen on 127.0.0.1:\(port) (\(error))."),
        remedy: Localized(
          zh: "换一个端口，或用 --port 0 自动选择。",
          en: "Use another port, or --port 0 to have one chosen."))
    }
  }
}

extension WebRequest {
  /// Reads the body of a POST too, if it is not too long.
  init(reading request: Request) async throws {
    self.init(
      method: request.method.rawValue, target: request.uri.string, host: request.head.authority,
      acceptEncoding: request.headers[.acceptEncoding], ifNoneMatch: request.headers[.ifNoneMatch])
    contentType = request.headers[.contentType]
    origin = request.headers[.origin]
    guard request.method == .post else { return }
    do {
      body = Array(buffer: try await request.body.collect(upTo: WebRequest.bodyLimit))
    } catch is NIOTooManyBytesError {
      isTooLarge = true
    }
  }
}

extension Response {
  init(_ answer: Answer) {
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
    }
    let body =
      answer.body.isEmpty
      ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
    self.init(status: .init(code: answer.status), headers: headers, body: body)
  }
}
