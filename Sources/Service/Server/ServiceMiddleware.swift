import Foundation
import Groundwork
import HTTPTypes
import Hummingbird
import NIOCore
import Workbench

extension WebRequest {
  /// The head of a request; the endpoint reads the body if it needs it.
  init(head request: Request) {
    var fields: [String: String] = [:]
    for field in request.headers {
      let name = field.name.canonicalName
      fields[name] = fields[name].map { "\($0), \(field.value)" } ?? field.value
    }
    self.init(
      method: request.method.rawValue, target: request.head.path ?? "/",
      host: request.head.authority, fields: fields)
  }
}

/// Checks host and origin of every request and adds the headers of its answer. Errors of inner
/// handlers become answers here.
struct SafetyMiddleware: RouterMiddleware {
  let service: WebService

  func handle(
    _ request: Request, context: ServiceContext,
    next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      try check(WebRequest(head: request))
      response = try await next(request, context)
    } catch {
      response = Response(told(Problem(for: error)).answer)
    }
    let isSecure = service.gate.settings.isSecure
    for (name, value) in SecurityHeaders.all + (isSecure ? SecurityHeaders.withTLS : []) {
      if let name = HTTPField.Name(name) { response.headers[name] = value }
    }
    return request.method == .head ? response.createHeadResponse() : response
  }

  /// A problem as whoever asks may read it; with accounts the operator gets the whole, once a minute.
  private func told(_ problem: Problem) -> Problem {
    guard service.gate.settings.hasAccounts else { return problem }
    if problem.status >= 500, problem.code != Problem.busy.code,
      service.gate.isNews("problem \(problem.code)", for: 60, at: WallClock.now())
    {
      FileHandle.standardError.write(
        Data("zhitu: \(problem.status) \(problem.code): \(problem.message.en)\n".utf8))
    }
    return problem.withoutPlaces(service.watch.path, named: service.name)
  }

  private func check(_ request: WebRequest) throws {
    guard let host = request.host else {
      throw Problem(400, "service.host", zh: "请求没有 Host。", en: "The request names no host.")
    }
    guard !host.contains(SingleHost.separator) else {
      throw Problem(
        400, "service.host", zh: "请求有多个 Host。", en: "The request names several hosts.")
    }
    let settings = service.gate.settings
    guard request.isFor(settings, port: service.listeningPort) else {
      throw Problem(
        403, "service.host", zh: "只接受以本服务的名称发来的请求。",
        en: "Only requests for this machine are answered.")
    }
    guard request.isSafe || request.isAllowedFrom(settings) else { throw Problem.otherOrigin }
  }
}

extension Problem {
  /// The problem for an error.
  init(for error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let diagnostic as Diagnostic: self.init(diagnostic, status: nil)
    case let refused as ChoiceRefused: self.init(refused.diagnostic, status: nil)
    case is Cancelled, is CancellationError:
      self.init(409, "service.cancelled", zh: "已取消。", en: "It was cancelled.")
    default:
      self.init(
        500, "service.failed", zh: "服务器出错：\(error)", en: "The server failed: \(error)")
    }
  }
}

/// An address without an endpoint is a file of the page, or missing.
struct PageMiddleware: RouterMiddleware {
  let service: WebService

  func handle(
    _ request: Request, context: ServiceContext,
    next: (Request, ServiceContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      guard ServiceRouter.standardMethods.contains(request.method) else {
        throw Problem(
          501, "service.method", zh: "没有此方法。", en: "There is no such method.")
      }
      let page = WebRequest(head: request)
      guard page.target.removingPercentEncoding != nil else {
        throw Problem(
          400, "service.path", zh: "地址编码有误。", en: "The address is not well encoded.")
      }
      if let moved = PageMiddleware.moved(page.target) {
        return Response(Answer(status: 308, headers: [("Location", moved)]))
      }
      guard let answer = service.files.answer(path: String(page.path), request: page) else {
        throw Problem.missing(Localized(zh: "此页面", en: "such page"))
      }
      guard page.isSafe else { throw Problem.method(["GET", "HEAD"]) }
      return Response(answer)
    }
  }

  /// Addresses from before the API had a version.
  private static func moved(_ target: String) -> String? {
    let root = EndpointTable.root
    if target.hasPrefix("/tiles/") { return root + target }
    let isOld = target.hasPrefix("/api/") && !target.hasPrefix(root + "/")
    return isOld ? root + target.dropFirst("/api".count) : nil
  }
}
