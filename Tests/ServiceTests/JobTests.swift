import Foundation
import Groundwork
import Service
import Storage
import Synchronization
import Testing

@Suite("Jobs")
struct JobTests {
  let place: SmallWorkspace

  init() throws {
    place = try SmallWorkspace()
  }

  /// Holds a job until it is let go.
  private final class Gate: Sendable {
    private let isOpen = Atomic<Bool>(false)

    func open() { isOpen.store(true, ordering: .relaxed) }

    func wait(_ job: Job) throws {
      while !isOpen.load(ordering: .relaxed) {
        try job.cancellation.check()
        usleep(1000)
      }
    }
  }

  private func order(_ gate: Gate?, _ result: String = "{}") -> JobOrder {
    JobOrder("test", Localized("test")) { _, job in
      job.progress.begin(Localized(zh: "等待", en: "waiting"), total: 3)
      job.progress.advance(to: 2)
      try gate?.wait(job)
      return JobResult(body: Array(result.utf8))
    }
  }

  private func service(_ limits: JobCentre.Limits = JobCentre.Limits()) throws -> WebService {
    try WebService(
      workspace: place.workspace, webRoot: place.folder.appendingPathComponent("Web").path,
      limits: limits)
  }

  private func end(_ jobs: JobCentre, _ id: String) async throws -> JobRecord {
    for _ in 0..<10_000 {
      if let record = jobs.record(id), record.state.isOver { return record }
      try await Task.sleep(for: .milliseconds(1))
    }
    throw Cancelled()
  }

  private func started(_ jobs: JobCentre, _ id: String) async throws {
    for _ in 0..<10_000 where jobs.record(id)?.progress?.done != 2 {
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func aJobTellsItsProgressAndItsResult() async throws {
    let service = try service()
    let client = ServiceClient(service)
    let gate = Gate()
    let job = try service.jobs.submit(order(gate, #"{"a":1}"#), actor: .local)
    try await started(service.jobs, job.id)
    func get(_ rest: String) async throws -> Answer {
      try await client.send(WebRequest(target: "/api/v1/jobs" + rest, host: "localhost"))
    }
    let running = try await get("/" + job.id)
    #expect(running.object["state"] as? String == "running")
    let progress = running.object["progress"] as? [String: Any]
    #expect(progress?["done"] as? Int == 2 && progress?["total"] as? Int == 3)
    #expect(try await get("/\(job.id)/result").status == 409)
    gate.open()
    #expect(try await end(service.jobs, job.id).state == .done)
    #expect(try await get("/\(job.id)/result").body == Array(#"{"a":1}"#.utf8))
    let events = String(decoding: try await get("/\(job.id)/events").body, as: UTF8.self)
    #expect(events.hasPrefix("event: end\ndata: {") && events.hasSuffix("}\n\n"))
  }

  @Test(.timeLimit(.minutes(1)))
  func theQueueHasALimitAndSaysWhenToComeAgain() async throws {
    let service = try service(JobCentre.Limits(running: 1, waiting: 2))
    let gate = Gate()
    var ids: [String] = []
    for _ in 0..<3 { ids.append(try service.jobs.submit(order(gate), actor: .local).id) }
    try await started(service.jobs, ids[0])
    do {
      _ = try service.jobs.submit(order(gate), actor: .local)
      Issue.record("a fourth job was taken")
    } catch let problem as Problem {
      #expect(problem.status == 503)
      #expect(problem.headers.contains { $0.name == "Retry-After" })
    }
    gate.open()
    for id in ids { #expect(try await end(service.jobs, id).state == .done) }
  }

  @Test(.timeLimit(.minutes(1)))
  func quickAnswersDoNotWaitForJobs() async throws {
    let service = try service(JobCentre.Limits(running: 1, waiting: 20))
    let client = ServiceClient(service)
    let gate = Gate()
    var ids: [String] = []
    for _ in 0..<12 { ids.append(try service.jobs.submit(order(gate), actor: .local).id) }
    try await started(service.jobs, ids[0])
    // Answered while not one of the twelve is over.
    let tile = "/api/v1/tiles/survey_2023/0/0/0.mvt"
    for target in ["/api/v1/workspace", "/api/v1/flows", "/", tile] {
      let answer = try await client.send(WebRequest(target: target, host: "localhost"))
      #expect(answer.status < 300)
    }
    for id in ids { #expect(service.jobs.record(id)?.state.isOver == false) }
    gate.open()
    for id in ids { _ = try await end(service.jobs, id) }
  }

  @Test(.timeLimit(.minutes(1)))
  func aJobIsStoppedByDeleteWhetherItRunsOrWaits() async throws {
    let service = try service(JobCentre.Limits(running: 1, waiting: 2))
    let client = ServiceClient(service)
    let gate = Gate()
    let first = try service.jobs.submit(order(gate), actor: .local)
    let second = try service.jobs.submit(order(gate), actor: .local)
    try await started(service.jobs, first.id)
    for id in [second.id, first.id] {
      let answer = try await client.send(
        WebRequest(method: "DELETE", target: "/api/v1/jobs/\(id)", host: "localhost"))
      #expect(answer.status == 200)
    }
    #expect(try await end(service.jobs, first.id).state == .cancelled)
    #expect(try await end(service.jobs, second.id).state == .cancelled)
    #expect(service.jobs.record(second.id)?.startedAt == nil)
  }

  @Test(.timeLimit(.minutes(1)))
  func theListSurvivesARestart() async throws {
    let gate = Gate()
    let before = try service()
    let done = try before.jobs.submit(order(nil, #"{"b":2}"#), actor: .local)
    _ = try await end(before.jobs, done.id)
    let cut = try before.jobs.submit(order(gate), actor: .local)
    try await started(before.jobs, cut.id)
    await before.jobs.settleRecords()
    let after = try service()
    #expect(after.jobs.list.map(\.id) == [cut.id, done.id])
    #expect(after.jobs.record(cut.id)?.state == .interrupted)
    #expect(after.jobs.record(done.id)?.state == .done)
    #expect(after.jobs.result(done.id).map { [UInt8]($0.body) } == Array(#"{"b":2}"#.utf8))
    gate.open()
    _ = try await end(before.jobs, cut.id)
  }

  @Test(.timeLimit(.minutes(1)))
  func theRecordOfAJobChangesNoOtherAnswer() async throws {
    let service = try service()
    let client = ServiceClient(service)
    func tag() async throws -> String? {
      try await client.send(WebRequest(target: "/api/v1/flows", host: "localhost")).header("ETag")
    }
    // The first write changes the mode of the file's journal.
    _ = try await end(service.jobs, service.jobs.submit(order(nil), actor: .local).id)
    await service.jobs.settle()
    let before = try await tag()
    let job = try service.jobs.submit(order(nil), actor: .local)
    _ = try await end(service.jobs, job.id)
    await service.jobs.settle()
    #expect(try await tag() == before)
    try place.workspace.write { try $0.putDocument(kind: "x", key: "y", body: [1]) }
    #expect(try await tag() != before)
  }

  @Test(.timeLimit(.minutes(1)))
  func aJobGoesWithItsClient() async throws {
    try place.workspace.write {
      try $0.putDocument(
        kind: "verdicts", key: "P", body: Array(#"{"verdicts":[{"rule":"R"}]}"#.utf8))
    }
    let service = try service(JobCentre.Limits(running: 1, waiting: 2))
    let gate = Gate()
    let blocker = try service.jobs.submit(order(gate), actor: .local)
    try await started(service.jobs, blocker.id)
    var request = WebRequest(
      method: "POST", target: "/api/v1/plans/P/least-change", host: "localhost",
      fields: ["content-type": "application/json", "accept": "text/event-stream"],
      body: Array(#"{"rule":"R"}"#.utf8))
    // The client goes after the first event, while its job still waits.
    let answer = try await ServiceClient(service).send(request) { !$0.isEmpty }
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "text/event-stream; charset=utf-8")
    let waiting = try #require(service.jobs.list.first { $0.kind == "least-change" })
    #expect(try await end(service.jobs, waiting.id).state == .cancelled)
    request[field: "accept"] = nil
    let kept = try await ServiceClient(service).send(request)
    #expect(kept.status == 202)
    let id = try #require(kept.object["id"] as? String)
    #expect(kept.header("Location") == "/api/v1/jobs/\(id)")
    #expect(service.jobs.record(id)?.state == .queued)
    gate.open()
    // There is no such plan: the job says so.
    let record = try await end(service.jobs, id)
    #expect(record.state == .failed && record.problem?.code == "rules.not-verified")
  }

  @Test(arguments: [
    ("/api/v1/plans/P/least-change", #"{"rule":"NO-SUCH"}"#, 404, "rules.unknown"),
    ("/api/v1/plans/Q/least-change", #"{"rule":"R"}"#, 404, "rules.not-verified"),
    ("/api/v1/plans/P/least-change", #"{}"#, 422, "service.body"),
    ("/api/v1/plans/Q/verify", #"{}"#, 404, "workspace.no-plan"),
    ("/api/v1/flows", #"{"from":"1999","to":"2023"}"#, 404, "workspace.no-survey"),
    ("/api/v1/epochs/1999/check", "", 404, "workspace.no-survey"),
  ])
  func whatCannotBeDoneIsRefusedBeforeAnyWork(
    target: String, body: String, status: Int, code: String
  ) async throws {
    let answer = try await place.ask("POST", target, body: body.isEmpty ? nil : body)
    #expect(answer.status == status)
    #expect(answer.object["code"] as? String == code)
    #expect(place.service.jobs.list.isEmpty)
  }

  @Test(.timeLimit(.minutes(1)))
  func aKeyMakesARequestHappenOnce() async throws {
    let target = "/api/v1/epochs/2023/check"
    func ask(_ key: String, _ target: String) async throws -> Answer {
      try await place.ask("POST", target, fields: ["idempotency-key": key])
    }
    let first = try await ask("k1", target)
    #expect(first.status == 202)
    let again = try await ask("k1", target)
    #expect(again.status == 202 && again.body == first.body)
    #expect(place.service.jobs.list.count == 1)
    #expect(try await ask("k1", "/api/v1/epochs/1999/check").status == 422)
    #expect(try await ask("k 2", target).status == 400)
    #expect(try await ask("k3", target).status == 202)
    #expect(place.service.jobs.list.count == 2)
    for job in place.service.jobs.list { _ = try await end(place.service.jobs, job.id) }
  }

  @Test(.timeLimit(.minutes(1)))
  func theListComesInPages() async throws {
    var ids: [String] = []
    for _ in 0..<5 {
      let job = try place.service.jobs.submit(order(nil), actor: .local)
      ids.insert(job.id, at: 0)
      _ = try await end(place.service.jobs, job.id)
    }
    var seen: [String] = []
    var cursor = ""
    repeat {
      let page = try await place.json("/api/v1/jobs?limit=2" + cursor)
      seen += (page["jobs"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
      cursor = (page["next"] as? String).map { "&cursor=\($0)" } ?? ""
    } while !cursor.isEmpty
    #expect(seen == ids)
    #expect(try await place.get("/api/v1/jobs?cursor=none").status == 400)
    #expect(try await place.get("/api/v1/jobs?limit=0").status == 400)
  }

  @Test(.timeLimit(.minutes(1)))
  func newsComeWhenTheWorkspaceChanges() async throws {
    let told = Mutex(0)
    let workspace = place.workspace
    let answer = try await place.client.send(
      WebRequest(target: "/api/v1/changes", host: "localhost")
    ) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let count = text.components(separatedBy: "event: state").count - 1
      let isFirst = told.withLock { told in
        defer { told = count }
        return told == 0 && count == 1
      }
      if isFirst {
        do {
          try workspace.write { try $0.putDocument(kind: "x", key: "y", body: [1]) }
        } catch {
          Issue.record(error)
        }
      }
      return count >= 2
    }
    let events = String(decoding: answer.body, as: UTF8.self).components(separatedBy: "\n\n")
    #expect(events[0] != events[1])
  }
}
