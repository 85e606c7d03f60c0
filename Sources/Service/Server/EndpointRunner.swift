import Foundation
import Groundwork
import Hummingbird
import NIOCore
import Tiles

/// Answers the requests of one endpoint: checks the sender and the request, then does the work on
/// the threads for its cost.
struct EndpointRunner: HTTPResponder {
  let endpoint: Endpoint
  let service: WebService

  func respond(to request: Request, context: ServiceContext) async throws -> Response {
    var read = WebRequest(head: request)
    var path: [String: String] = [:]
    for (name, value) in context.parameters {
      guard let decoded = String(value).removingPercentEncoding else {
        throw Problem(
          400, "service.path", zh: "地址编码有误。", en: "The address is not well encoded.")
      }
      path[String(name)] = decoded
    }
    read.address = service.gate.settings.address(
      peer: context.peer, forwardedFor: read[field: "x-forwarded-for"])
    // The sender and their right are checked before the body is read and before the request takes a
    // place in a slow queue.
    if case .none = endpoint.body, [.quick, .reading].contains(queue) {
      let head = (read, path)
      return Response(
        try await workers.run {
          let entry = try enter(head.0, head.1)
          return try answer(head.0, nil, entry, in: entry.state)
        })
    }
    let (head, names) = (read, path)
    let entry = try await service.queue(.quick).run { try enter(head, names) }
    var upload: Upload?
    switch endpoint.body {
    case .none: break
    case .json(_, let limit):
      read.body = try await collect(request, limit)
      try endpoint.checkBody(read)
    case .file(let limit): upload = try await Upload(request, limit: limit)
    }
    let (known, file) = (read, upload)
    return Response(
      try await workers.run { try answer(known, file, entry, in: service.watch.current()) })
  }

  /// The checked parts of a request.
  private struct Entry: Sendable {
    var actor: Actor
    var values: [String: String]
    var demand: Demand?
    /// The state in which the right was checked.
    var state: WorkspaceState
  }

  /// Identifies the sender, reads the parameters and checks the right.
  private func enter(_ request: WebRequest, _ path: [String: String]) throws -> Entry {
    let state = try service.watch.current()
    let actor = try service.gate.admit(request, endpoint, state)
    let values = try endpoint.values(path: path, of: request)
    // Who may ask for a job may have its result.
    let isOwnJob =
      endpoint.right == .operate && values["id"].map { service.jobs.isOwn($0, of: actor) } ?? false
    let demand = isOwnJob ? nil : try service.gate.demand(endpoint, values, state)
    if let demand { try service.gate.authorize(demand, actor, state) }
    return Entry(actor: actor, values: values, demand: demand, state: state)
  }

  private func answer(
    _ request: WebRequest, _ file: Upload?, _ entry: Entry, in state: WorkspaceState
  ) throws -> Answer {
    let call = EndpointCall(
      service: service, state: state, actor: entry.actor, request: request, values: entry.values,
      upload: file)
    var answer = try service.keys.once(request, endpoint, entry.actor) { noteKey in
      do {
        var call = call
        call.noteKey = noteKey
        return try run(call)
      } catch {
        try service.gate.noteRefusal(Problem(for: error).status, endpoint, call)
        throw error
      }
    }
    if !isJob, !endpoint.method.isSafe { service.monitor.look() }
    if answer.stream != nil {
      let gate = service.gate
      answer.mayContinue = { gate.isStillAdmitted(entry.actor, entry.demand) }
    }
    return answer
  }

  private var queue: Endpoint.Cost { isJob ? .quick : endpoint.cost }

  private var workers: WorkerQueue {
    service.queue(queue, isChange: !isJob && !endpoint.method.isSafe)
  }

  /// Queueing a job is quick; its work is done elsewhere.
  private var isJob: Bool { endpoint.handler.isJob }

  private func run(_ call: EndpointCall) throws -> Answer {
    switch endpoint.handler {
    case .answer(let work):
      return try versioned(call, work)
    case .job(let order):
      let wantsEvents = call.request.wantsEventStream
      let job = try service.jobs.submit(
        try order(call), actor: call.actor, isAttached: wantsEvents)
      if [.bring, .change].contains(endpoint.right) { call.noteChange() }
      if wantsEvents { return JobEvents.answer(job.id, service) }
      return try Answer.json(job, status: 202)
        .with("Location", "\(EndpointTable.root)/jobs/\(job.id)")
        .with("Cache-Control", "no-store")
    }
  }

  private func versioned(
    _ call: EndpointCall, _ work: (EndpointCall) throws -> Answer
  ) throws -> Answer {
    let request = call.request
    let tag = try EntityTag.version(call)
    if endpoint.precondition == .workspace {
      guard let isBased = request.isBased(on: tag) else {
        throw Problem(
          428, "service.version", zh: "请用 If-Match 说明所依据的版本（ETag）。",
          en: "Name the version that the change is based on (ETag) by If-Match.")
      }
      guard isBased else {
        throw Problem(
          412, "service.changed", zh: "数据已被他人修改，请刷新后再试。",
          en: "Somebody else has changed it since; load it again.")
      }
    }
    guard endpoint.isVersioned else {
      return try work(call).with("Cache-Control", "no-store")
    }
    let fields: [(name: String, value: String)] = [
      ("ETag", tag.text), ("Cache-Control", "private, no-cache"),
      ("Vary", "Accept-Encoding, Cookie, Zhitu-Role"),
    ]
    if request.isBased(on: tag) == false {
      throw Problem(412, "service.changed", zh: "版本不符。", en: "The version does not match.")
    }
    if request.has(tag) { return Answer(status: 304, headers: fields) }
    let key = try answerKey(call)
    if let key, let known = call.state.answers.value(key) { return known }
    var answer = try work(call)
    if request.isForNothingYet { return Answer(status: 304, headers: fields) }
    let isPacked = answer.header("Content-Encoding") != nil
    if !isPacked, answer.body.count > 2048, request.acceptsGzip {
      answer.body = try Gzip.compress(answer.body, level: 5)
      answer.headers.append(("Content-Encoding", "gzip"))
    }
    let isGzip = answer.header("Content-Encoding") != nil
    answer.headers += [("ETag", (isGzip ? tag.packed : tag).text)] + fields.dropFirst()
    if let key, answer.status == 200 {
      call.state.answers.store(answer, bytes: answer.body.count + 512, for: key)
    }
    return answer
  }

  /// Under which the answer is kept with the state; `nil` where it does not follow from the state.
  private func answerKey(_ call: EndpointCall) throws -> AnswerKey? {
    guard endpoint.followsFromState, !call.request.isForNothingYet else { return nil }
    return AnswerKey(
      actor: call.actor.key, target: call.request.target,
      rights: try call.service.gate.version(call), isPacked: call.request.acceptsGzip)
  }

  private func collect(_ request: Request, _ limit: Int) async throws -> [UInt8] {
    do {
      return Array(buffer: try await request.body.collect(upTo: limit))
    } catch is NIOTooManyBytesError {
      throw Problem.tooLarge(limit)
    }
  }
}

extension Problem {
  static func tooLarge(_ limit: Int) -> Problem {
    Problem(
      413, "service.too-large", zh: "请求超过 \(limit >> 20) MB。",
      en: "The request exceeds \(limit >> 20) MB.")
  }
}

extension EntityTag {
  /// The version of an answer: the build of the program, the state of the workspace, the address.
  static func version(_ call: EndpointCall) throws -> EntityTag {
    // Two people may see different parts of the same answer.
    let address = Fingerprint.of((call.actor.key + "\n" + call.request.target).utf8)
    let numbers = [call.state.number, address, try call.service.gate.version(call)].map {
      String($0, radix: 36)
    }
    return EntityTag(([Build.tag] + numbers).joined(separator: "-"))
  }
}
