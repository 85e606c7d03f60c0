import Access
import Groundwork

/// One address of the API: the declaration from which come the route, the check of what is asked, the
/// OpenAPI document and the types of the page.
///
/// Add one by a row in the routes of its capability; see ``EndpointTable``.
package struct Endpoint: Sendable {
  package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    var isSafe: Bool { self == .get }
  }

  /// What an actor must be allowed to do; ``AccessGate`` asks the law.
  package enum Right: String, Sendable {
    /// See what is in the workspace.
    case read
    /// Try what a change would do; nothing is written.
    case trial = "try"
    /// Bring data in.
    case bring
    /// Change the workspace.
    case change
    /// See and stop what the server does.
    case operate
    /// Whoever asks, signed in or not.
    case anyone
    /// One's own account: signed in, even before first duties are done.
    case own
    /// Signed in; the use case itself asks the law about the very thing, and notes refusals.
    case decided
    /// Signed in; the handler asks the law by ``EndpointCall/acting()``.
    case asked

    /// What that is in the law; `nil` where nothing is asked here.
    func needs(_ endpoint: Endpoint) -> (Action, ObjectKind)? {
      switch self {
      case .read: (.read, .layer)
      case .trial: (.read, .plan)
      case .bring: (.create, .layer)
      case .change: endpoint.id == "import" ? (.create, .layer) : (.change, .plan)
      case .operate: (endpoint.method.isSafe ? .read : .change, .job)
      case .anyone, .own, .decided, .asked: nil
      }
    }
  }

  /// Which data an answer shows, and so which level a right must reach.
  package enum Matter: Hashable, Sendable {
    /// Names alone, or what the handler picks by the law.
    case listing
    /// The layer that a parameter names.
    case layer(parameter: String)
    /// What may be made from any layer.
    case everything
  }

  /// What an answer costs, and so on which threads it is made.
  package enum Cost: String, Sendable {
    /// Some milliseconds at most.
    case quick
    /// Reads features: up to a second.
    case reading
    /// Seconds and more: a job with a queue.
    case dear
    /// The hash of a password: a tenth of a second of one processor, and much memory.
    case password
  }

  /// The version that a change must name by `If-Match`.
  package enum Precondition: Sendable {
    case none
    /// The state of the workspace; checked before the handler is asked.
    case workspace
    /// The version of the one thing that is changed; the handler checks it, and says what others did.
    case thing
  }

  /// What is sent with the request.
  package enum Body: Sendable {
    case none
    /// A JSON document of a schema, of so many bytes at most.
    case json(schema: String, limit: Int = WebRequest.bodyLimit)
    /// A file of any kind, kept aside until the job that reads it is over.
    case file(limit: Int)
  }

  /// What is answered when all goes well.
  package struct Reply: Sendable {
    package var status = 200
    /// The media type, without parameters.
    package var type = "application/json"
    /// The schema of the document, where it is JSON.
    package var schema: String?

    package static func json(_ schema: String, status: Int = 200) -> Reply {
      Reply(status: status, schema: schema)
    }
    package static func geoJSON(_ schema: String) -> Reply {
      Reply(type: "application/geo+json", schema: schema)
    }
    package static let events = Reply(type: "text/event-stream")
    package static let nothing = Reply(status: 204, type: "")
  }

  package enum Handler: Sendable {
    /// Blocking work on a worker thread.
    case answer(@Sendable (EndpointCall) throws -> Answer)
    /// Checks what is asked and says what is to be done; the work is queued as a job.
    case job(@Sendable (EndpointCall) throws -> JobOrder)
  }

  var method: Method
  /// Under `/api/v1`; names in braces are parameters, as in OpenAPI and in Hummingbird's router.
  var path: String
  /// The operation's id in the description: one word in camel case.
  var id: String
  var summary: String
  var parameters: [Parameter]
  var body: Body
  var replies: [Reply]
  /// Statuses besides those that follow from the declaration itself.
  var problems: [Int]
  var right: Right
  var matter = Matter.everything
  /// Whether a program may ask with a token in place of a session.
  var takesToken = false
  /// Whether the answer may be kept for who asks again with the same `Idempotency-Key`. Secrets are not.
  var isKept = true
  var cost: Cost
  /// Whether the answer is told apart by the state of the workspace (`ETag`); otherwise it is never
  /// kept by a client.
  var isVersioned: Bool
  /// Whether a change must name the version that it is based on (`If-Match`), and which one.
  var precondition: Precondition
  var handler: Handler

  /// An address whose answer is made at once.
  static func answer(
    _ method: Method, _ path: String, _ id: String, _ summary: String,
    _ parameters: [Parameter] = [], body: Body = .none, _ replies: Reply...,
    problems: [Int] = [], right: Right = .read, cost: Cost = .quick, isVersioned: Bool? = nil,
    precondition: Precondition = .none, _ run: @escaping @Sendable (EndpointCall) throws -> Answer
  ) -> Endpoint {
    Endpoint(
      method: method, path: path, id: id, summary: summary, parameters: parameters, body: body,
      replies: replies, problems: problems, right: right, cost: cost,
      isVersioned: isVersioned ?? method.isSafe, precondition: precondition, handler: .answer(run))
  }

  /// A POST that starts a job: 202 with the job, or its events for a client that accepts them.
  static func job(
    _ path: String, _ id: String, _ summary: String, _ parameters: [Parameter] = [],
    body: Body = .none, problems: [Int] = [], right: Right = .change,
    _ order: @escaping @Sendable (EndpointCall) throws -> JobOrder
  ) -> Endpoint {
    Endpoint(
      method: .post, path: path, id: id, summary: summary, parameters: parameters, body: body,
      replies: [.json("Job", status: 202), .json("Job"), .events], problems: problems + [429],
      right: right, cost: .dear, isVersioned: false, precondition: .none, handler: .job(order))
  }

  /// The same, showing the data of one layer.
  func about(layer parameter: String) -> Endpoint {
    var endpoint = self
    endpoint.matter = .layer(parameter: parameter)
    return endpoint
  }

  /// The same, showing names only.
  func aboutNames() -> Endpoint {
    var endpoint = self
    endpoint.matter = .listing
    return endpoint
  }

  /// The same, also for programs that have a token in place of a session.
  func forPrograms() -> Endpoint {
    var endpoint = self
    endpoint.takesToken = true
    return endpoint
  }

  /// The same, with an answer that is told once.
  func toldOnce() -> Endpoint {
    var endpoint = self
    endpoint.isKept = false
    return endpoint
  }

  /// All statuses of problems, in order.
  var allProblems: [Int] {
    var found = Set(problems + [401, 403, 410, 503])
    if !parameters.isEmpty || method != .get { found.insert(400) }
    if path.contains("{") { found.insert(404) }
    switch body {
    case .none: break
    case .json: found.formUnion([400, 413, 415, 422])
    case .file: found.formUnion([413, 422])
    }
    if precondition != .none { found.formUnion([412, 428]) }
    // A key that is being used, or was used for another request.
    if method == .post { found.formUnion([409, 422]) }
    if handler.isJob { found.insert(409) }
    return found.sorted()
  }
}

extension Endpoint.Handler {
  var isJob: Bool {
    if case .job = self { true } else { false }
  }
}
