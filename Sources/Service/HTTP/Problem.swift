import Groundwork

/// A request that cannot be answered: an `application/problem+json` document (RFC 9457) with the
/// further members `code` and `message` (`{"zh", "en"}`).
package struct Problem: Error, Sendable {
  package var status: Int
  package var code: String
  package var message: Localized
  /// Headers that belong to the status: `Allow`, `Retry-After`.
  package var headers: [(name: String, value: String)] = []

  package init(_ status: Int, _ code: String, zh: String, en: String) {
    self.status = status
    self.code = code
    message = Localized(zh: zh, en: en)
  }

  /// A problem from a diagnostic, without the place where the server keeps its files.
  init(_ diagnostic: Diagnostic, status: Int? = nil) {
    var told = diagnostic
    told.file = Problem.toldFile(of: diagnostic)
    self.init(
      status ?? Problem.status(of: diagnostic), diagnostic.code, zh: told.text(.zh),
      en: told.text(.en))
  }

  /// The name of the file; `nil` if it is the workspace, which lacks what the message names.
  private static func toldFile(of diagnostic: Diagnostic) -> String? {
    guard let file = diagnostic.file, !diagnostic.code.hasPrefix("workspace.no-") else {
      return nil
    }
    let isPlace = file.hasPrefix("/") || file.contains("://")
    return isPlace ? file.split(separator: "/").last.map(String.init) ?? file : file
  }

  static func missing(_ what: Localized) -> Problem {
    Problem(404, "service.missing", zh: "没有\(what.zh)。", en: "There is no \(what.en).")
  }

  func with(_ name: String, _ value: String) -> Problem {
    var problem = self
    problem.headers.append((name, value))
    return problem
  }

  /// The HTTP status of a diagnostic.
  private static func status(of diagnostic: Diagnostic) -> Int {
    switch diagnostic.code {
    case "workspace.locked", "workspace.disk-full", "workspace.unreachable": 503
    case "access.sign-in", "access.session": 401
    case "access.locked", "access.refused", "access.second-person", "access.own-account",
      "access.own-grant", "access.separation":
      403
    case "access.no-person", "access.no-grant", "access.no-request", "access.no-accounts",
      "access.no-token":
      404
    case "rules.unknown", "rules.not-verified", "change.no-measure", "workspace.empty": 404
    case let code where code.hasPrefix("workspace.no-") && code != "workspace.not-geopackage": 404
    case let code where code.hasPrefix("workspace.") && code.hasSuffix("-missing"): 404
    case let code where code.hasPrefix("workspace.which-"): 422
    case let code where code.hasPrefix("workspace."): 500
    default: 422
    }
  }

  /// The document that is sent.
  struct Document: Encodable {
    var type: String
    var title: String
    var status: Int
    var detail: String
    var code: String
    var message: Localized
  }

  var document: Document {
    Document(
      type: "urn:zhitu:problem:\(code)", title: StatusPhrase.of(status), status: status,
      detail: message.zh, code: code, message: message)
  }

  var answer: Answer {
    let fields = headers + [("Content-Type", MediaType.problem), ("Cache-Control", "no-store")]
    do {
      return Answer(status: status, headers: fields, body: try JSONForm.encode(document))
    } catch {
      return Answer(status: status, headers: headers)
    }
  }
}

/// The phrases of RFC 9110 for the statuses that the service uses.
enum StatusPhrase {
  private static let phrases = [
    200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 303: "See Other",
    304: "Not Modified", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout",
    409: "Conflict", 410: "Gone", 412: "Precondition Failed", 413: "Content Too Large",
    415: "Unsupported Media Type", 422: "Unprocessable Content", 428: "Precondition Required",
    429: "Too Many Requests", 500: "Internal Server Error", 501: "Not Implemented",
    503: "Service Unavailable",
  ]

  static func of(_ status: Int) -> String { phrases[status] ?? "Status \(status)" }
}
