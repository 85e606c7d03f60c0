import EventLog
import Groundwork

/// An act in a case as a form is filled in: a verb, and the fields that it needs. The command line and
/// the endpoints both make their requests of it.
public struct ProcessForm: Sendable, Hashable, Codable {
  public struct Demand: Sendable, Hashable, Codable {
    public var text: String
    public var blocks: String

    public init(text: String, blocks: String) {
      self.text = text
      self.blocks = blocks
    }
  }

  public var verb: ProcessVerb
  public var to: String?
  public var task: String?
  /// Opinion, reason or basis.
  public var note: String?
  /// What becomes of quotas and funds.
  public var disposal: String?
  public var opinion: ProcessTask.Opinion?
  public var demands: [Demand]?
  /// The hash of the documents that the signer read; `nil`: those under review.
  public var package: String?
  public var person: String?
  public var organisations: [String]?
  /// Whether an added signer comes before the holder.
  public var before: Bool?
  public var until: String?
  /// The day on which an objection came in.
  public var received: String?
  public var document: String?
  public var fileName: String?
  public var fact: String?
  /// Whether a fact is so, or a settlement approves.
  public var value: Bool?
  public var condition: String?
  public var days: Int?
  public var calendarDays: Bool?
  /// What a comment is about.
  public var pin: ReviewPin?

  public init(_ verb: ProcessVerb) { self.verb = verb }

  /// The request that the form makes of a case.
  /// - Throws: Diagnostic `process.needs`, which names the missing field.
  public func request(on seen: ProcessInstance) throws -> ProcessRequest {
    let note = note ?? ""
    let organisations = organisations ?? []
    switch verb {
    case .submit, .accept, .dispatch, .confirm, .adopt, .approve, .file, .start, .pass, .change,
      .giveBack, .reject, .fail:
      return .move(verb, to: to, opinion: note)
    case .withdraw: return .withdraw(reason: note)
    case .suspend: return .suspend(reason: note, asked: organisations.first)
    case .resume: return .resume(note: note)
    case .halt: return .halt(reason: note, disposal: try need(disposal, "disposal"))
    case .terminate: return .terminate(reason: note, disposal: try need(disposal, "disposal"))
    case .copy: return .copy(organisations: organisations, note: note)
    case .consult: return .consult(opinion: note, attending: organisations)
    case .comment: return .comment(text: note, pin: pin)
    case .answer: return .answer(item: try need(condition, "condition"), text: note)
    case .object:
      let day = try received.map { try need(Timestamp(iso8601: $0), "received") }
      return .object(by: try need(person, "person"), text: note, received: day)
    case .limit:
      return .limit(
        days: try need(days, "days"), isWorking: calendarDays != true, source: note)
    case .clear: return .clear(condition: try need(condition, "condition"), note: note)
    case .establish:
      return .establish(
        fact: try need(fact, "fact"), isSo: try need(value, "value"), basis: note)
    case .override: return .override(fact: try need(fact, "fact"), reason: note)
    case .attach:
      return .attach(
        paper: try need(document, "document"), hash: "", name: try need(fileName, "file"))
    case .deferPaper: return .deferPaper(paper: try need(document, "document"), promise: note)
    case .sign, .addSigner, .transfer, .delegate, .urge, .escalate, .settle:
      return try taskRequest(seen, note, organisations)
    }
  }

  private func taskRequest(
    _ seen: ProcessInstance, _ note: String, _ organisations: [String]
  ) throws -> ProcessRequest {
    let task = try self.task ?? need(seen.tasks.count == 1 ? seen.tasks[0].id : nil, "task")
    switch verb {
    case .sign:
      return .sign(
        task: task, opinion ?? .agree, text: note,
        demands: (demands ?? []).map { .init(text: $0.text, blocks: $0.blocks) },
        package: package ?? seen.package)
    case .addSigner:
      return .addSigner(
        task: task, person: try need(person, "person"), isBefore: before ?? false, reason: note)
    case .transfer:
      return .transfer(
        task: task, organisation: organisations.first, person: person, reason: note)
    case .delegate:
      let text = try need(until, "until")
      return .delegate(
        task: task, person: try need(person, "person"),
        until: try need(Timestamp(iso8601: text), "until"), reason: note)
    case .urge: return .urge(task: task, note: note)
    case .escalate: return .escalate(task: task)
    default: return .settle(task: task, approves: try need(value, "value"), reason: note)
    }
  }

  private func need<T>(_ value: T?, _ field: String) throws -> T {
    guard let value else {
      throw Diagnostic(
        code: "process.needs",
        Localized(
          zh: "“\(verb.title.zh)”须填写 \(field)。", en: "‘\(verb.rawValue)’ needs the field \(field)."),
        field: field)
    }
    return value
  }
}

extension ProcessEvent {
  /// What was said with it, for people.
  public var said: String {
    switch self {
    case .started(_, _, _, let title, _, _): title
    case .moved(_, _, let opinion, _, _, _, _): opinion
    case .returned(_, _, let reason, _, _), .withdrawn(_, let reason, _),
      .suspended(let reason, _), .halted(let reason, _), .terminated(let reason, _),
      .signerAdded(_, _, _, let reason), .transferred(_, _, _, let reason),
      .delegated(_, _, _, let reason), .settled(_, _, let reason), .overridden(_, let reason):
      reason
    case .resumed(let note), .restarted(let note, _), .copied(_, let note), .urged(_, let note),
      .cleared(_, let note):
      note
    case .signed(_, _, let text, _, _, _), .commented(let text, _),
      .answered(_, let text):
      text
    case .consulted(let opinion, _): opinion
    case .attached(_, _, let name): name
    case .deferred(_, let promise, _, _): promise
    case .established(_, _, let basis): basis
    case .limited(let limit): limit.source
    case .objected(let by, let text, _, _): "\(by)：\(text)"
    case .escalated: ""
    }
  }
}
