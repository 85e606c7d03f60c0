import Access
import Groundwork

/// One endpoint of the API: the declaration from which the route, the validation of requests, the
/// OpenAPI document and the types of the page are derived.
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

  /// The right that an actor needs; ``AccessGate`` checks it.
  package enum Right: String, Sendable {
    /// Read the content of the workspace.
    case read
    /// Try what a change would do; nothing is written.
    case trial = "try"
    /// Bring data in.
    case bring
    /// Change the workspace.
    case change
    /// Judge a plan, and the law that it is judged by: never whoever makes it.
    case check
    /// See and stop jobs of the server.
    case operate
    /// Anybody, signed in or not.
    case anyone
    /// One's own account: signed in, even before first duties are done.
    case own
    /// Signed in; the use case itself checks the right to the specific object and records refusals.
    case decided
    /// Signed in; the handler checks the right with ``EndpointCall/acting()``.
    case asked

    /// The action and object kind of the right; `nil` where it is not checked here.
    func needs(_ endpoint: Endpoint) -> (Action, ObjectKind)? {
      switch self {
      case .read: (.read, .layer)
      case .trial: (.read, .plan)
      case .bring: (.create, .layer)
      case .change: endpoint.id == "import" ? (.create, .layer) : (.change, .plan)
      case .check: (.check, .plan)
      case .operate: (endpoint.method.isSafe ? .read : .change, .job)
      case .anyone, .own, .decided, .asked: nil
      }
    }
  }

  /// Which data an answer shows, which determines the level that the right must cover.
  package enum Matter: Hashable, Sendable {
    /// Only names, or content that the handler selects by rights.
    case listing
    /// The layer that a parameter names.
    case layer(parameter: String)
    /// Content that may derive from any layer.
    case everything
  }

  /// The cost of an answer, which determines the threads that make it.
  package enum Cost: String, Sendable {
    /// Some milliseconds at most.
    case quick
    /// Reads features: up to a second.
    case reading
    /// Seconds and more: a queue with few threads, or a job.
    case slow
    /// The hash of a password: a tenth of a second of one processor, and much memory.
    case password
  }

  /// The version that a change must name by `If-Match`.
  package enum Precondition: Sendable {
    case none
    /// The state of the workspace; checked before the handler is asked.
    case workspace
    /// The version of the object to be changed; the handler checks it and reports what others did.
    case thing
    /// As ``thing`` where the request replaces something, and none where it makes it; the handler checks it.
    case replacing
  }

  /// The body of a request.
  package enum Body: Sendable {
    case none
    /// A JSON document of a schema, with a maximum size in bytes.
    case json(schema: String, limit: Int = WebRequest.bodyLimit)
    /// A file of any kind, stored until the job that reads it has ended.
    case file(limit: Int)
  }

  /// The answer of a successful request.
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
    /// Checks the request and returns the work, which is queued as a job.
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
  /// Whether the answer follows from the state of the workspace and from who asks alone, so that it is kept
  /// with that state.
  var followsFromState = false
  /// Whether a program may ask with a token in place of a session.
  var takesToken = false
  /// Whether the answer may be stored for a repeated request with the same `Idempotency-Key`.
  /// Secrets must not be.
  var isKept = true
  /// Whether the endpoint notes the `Idempotency-Key` in the transaction of its own work
  /// (``EndpointCall/noteKey``), so that one write does for both.
  var notesKey = false
  var cost: Cost
  /// Whether the answer is versioned by the state of the workspace (`ETag`); otherwise clients must
  /// not cache it.
  var isVersioned: Bool
  /// Whether a change must name the version that it is based on (`If-Match`), and which one.
  var precondition: Precondition
  var handler: Handler

  /// An endpoint with an immediate answer.
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
      right: right, cost: .slow, isVersioned: false, precondition: .none, handler: .job(order))
  }

  /// The same endpoint, showing the data of one layer.
  func about(layer parameter: String) -> Endpoint {
    var endpoint = self
    endpoint.matter = .layer(parameter: parameter)
    return endpoint
  }

  /// The same endpoint, showing only names.
  func aboutNames() -> Endpoint {
    var endpoint = self
    endpoint.matter = .listing
    return endpoint
  }

  /// The same, with an answer that follows from the state of the workspace and from who asks alone.
  func fromState() -> Endpoint {
    var endpoint = self
    endpoint.followsFromState = true
    return endpoint
  }

  /// The same, also for programs that have a token in place of a session.
  func forPrograms() -> Endpoint {
    var endpoint = self
    endpoint.takesToken = true
    return endpoint
  }

  /// The same endpoint, with an answer that is given only once.
  func answeredOnce() -> Endpoint {
    var endpoint = self
    endpoint.isKept = false
    return endpoint
  }

  /// The same endpoint, noting its `Idempotency-Key` itself.
  func notingKey() -> Endpoint {
    var endpoint = self
    endpoint.notesKey = true
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
    // The key is in use, or was used for another request.
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
