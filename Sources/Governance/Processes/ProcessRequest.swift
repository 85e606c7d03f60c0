import EventLog
import Groundwork

/// What somebody asks for in a case (办件).
public enum ProcessRequest: Sendable, Hashable, Codable {
  case start(subject: String, title: String, area: String)
  /// A move that the step allows; `to` says where where the verb alone does not.
  case move(ProcessVerb, to: String?, opinion: String)
  case withdraw(reason: String)
  case suspend(reason: String, asked: String?)
  case resume(note: String)
  case halt(reason: String, disposal: String)
  case terminate(reason: String, disposal: String)
  /// `package` is the hash of the documents that the signer read.
  case sign(
    task: String, ProcessTask.Opinion, text: String, demands: [ProcessEvent.Demand],
    package: String?)
  case addSigner(task: String, person: String, isBefore: Bool, reason: String)
  case transfer(task: String, organisation: String?, person: String?, reason: String)
  case delegate(task: String, person: String, until: Timestamp, reason: String)
  case copy(organisations: [String], note: String)
  case urge(task: String, note: String)
  case escalate(task: String)
  case consult(opinion: String, attending: [String])
  case settle(task: String, approves: Bool, reason: String)
  case attach(paper: String, hash: String, name: String)
  case deferPaper(paper: String, promise: String)
  case establish(fact: String, isSo: Bool, basis: String)
  case override(fact: String, reason: String)
  case clear(condition: String, note: String)
  case comment(text: String, pin: ReviewPin?)
  /// A written objection; `received` lies in the day on which it came in, today if `nil`.
  case object(by: String, text: String, received: Timestamp?)
  /// `item` is the number of a comment, a condition or an objection.
  case answer(item: String, text: String)
  case limit(days: Int, isWorking: Bool, source: String)
}

/// By what a case is handled: the definition that it was started with, and the calendar.
public struct ProcessLaw: Hashable, Sendable {
  public let definition: ProcessDefinition
  public let digest: String
  public var calendar: WorkCalendar

  public init(_ definition: ProcessDefinition, _ calendar: WorkCalendar) throws {
    self.definition = definition
    self.calendar = calendar
    digest = try definition.digest()
  }

  /// A step as an event tells of it.
  func opening(_ step: ProcessDefinition.Step) -> ProcessEvent.Opening {
    ProcessEvent.Opening(
      step: step.id, title: step.title,
      tasks: step.tasks.map { task in
        .init(id: task.id, title: task.title, by: definition.holders(task.by).sorted())
      },
      isFinal: step.isFinal, isIndependent: step.isIndependent, limit: step.limit)
  }
}

extension ProcessInstance {
  /// The hash over all documents: which version of the package it is. None without documents.
  public var packageDigest: String? {
    if papers.isEmpty { return nil }
    let lines = papers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.hash)\n" }.joined()
    return "sha256:" + HashAlgorithm.sha256.hash(Array(lines.utf8)).hex
  }
}
