import Foundation
import Groundwork
import Workbench

/// One job in the form that is sent to clients and stored in the workspace.
package struct JobRecord: Codable, Hashable, Sendable {
  package enum State: String, Codable, Sendable {
    case queued, running, done, failed, cancelled
    /// The server ended before the job did.
    case interrupted

    package var isOver: Bool { self != .queued && self != .running }
  }

  package struct Progress: Codable, Hashable, Sendable {
    package var stage: Localized
    package var done: Int
    /// The number of steps of the stage, if known.
    package var total: Int?
  }

  /// The latest news of a search for the best plan.
  package struct Search: Codable, Hashable, Sendable {
    package var seconds: Double
    /// What the best plan so far is worth.
    package var incumbent: Double?
    /// No plan is better than this.
    package var bound: Double?
  }

  package struct Fault: Codable, Hashable, Sendable {
    package var code: String
    package var message: Localized
    /// The rules that refused every plan, where that is what went wrong.
    package var rules: [RefusingRule]?
  }

  package var id: String
  /// What kind of work, such as `import`.
  package var kind: String
  package var title: Localized
  package var actor: String
  package var state: State
  package var createdAt: String
  package var startedAt: String?
  package var endedAt: String?
  package var progress: Progress?
  package var search: Search?
  package var problem: Fault?
  package var hasResult: Bool
}

extension JobRecord.Fault {
  init(_ error: any Error) {
    let problem = Problem(for: error)
    code = problem.code
    message = problem.message
    rules = (error as? ChoiceRefused)?.rules
  }
}

/// The result of a job: a document and its media type.
package struct JobResult: Codable, Sendable {
  package var type: String
  package var body: Data

  package init(type: String = MediaType.json, body: [UInt8]) {
    self.type = type
    self.body = Data(body)
  }

  static func json(_ value: some Encodable) throws -> JobResult {
    JobResult(body: try JSONForm.encode(value))
  }
}

/// The work of a job; the actor is added when it is submitted.
package struct JobOrder: Sendable {
  var kind: String
  var title: Localized
  /// Whether the result is stored with the job in the workspace; otherwise it is gone with the server.
  var storesResult: Bool
  var work: @Sendable (WorkspaceState, Job) throws -> JobResult

  package init(
    _ kind: String, _ title: Localized, storesResult: Bool = true,
    _ work: @escaping @Sendable (WorkspaceState, Job) throws -> JobResult
  ) {
    self.kind = kind
    self.title = title
    self.storesResult = storesResult
    self.work = work
  }
}
