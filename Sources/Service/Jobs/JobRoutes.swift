import Groundwork

/// Jobs with their progress, and change events of the workspace.
enum JobRoutes {
  private static let root = EndpointTable.root
  private static let id = Parameter.path("id", .text, "Id of the job")

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/jobs", "jobs", "The jobs, newest first, with a cursor to the next page",
      [
        .query("limit", .integer(1...100), "Jobs on a page", default: "20"),
        .query("cursor", .text, "`next` of the previous page"),
      ], .json("JobPage"), right: .operate, isVersioned: false
    ) { call in
      let all = call.service.jobs.list
      let start = try call.optional("cursor").map { try place(after: $0, in: all) } ?? 0
      let page = all[start...].prefix(call.integer("limit"))
      let isLast = start + page.count >= all.count
      return try .json(JobPage(jobs: Array(page), next: isLast ? nil : page.last?.id))
    }.aboutNames(),
    .answer(
      .get, "\(root)/jobs/{id}", "job", "One job", [id], .json("Job"), right: .operate,
      isVersioned: false
    ) { call in try .json(record(call)) }.aboutNames(),
    .answer(
      .delete, "\(root)/jobs/{id}", "cancelJob",
      "Stops a job; it leaves the workspace as it was", [id], .json("Job"), right: .operate
    ) { call in
      guard let job = call.service.jobs.cancel(call.text("id")) else { throw missing(call) }
      return try .json(job)
    }.aboutNames(),
    .answer(
      .get, "\(root)/jobs/{id}/result", "jobResult", "The result of a finished job", [id],
      Endpoint.Reply(type: "application/json"), Endpoint.Reply(type: "text/html"), problems: [409],
      right: .operate, isVersioned: false
    ) { call in
      let job = try record(call)
      guard let result = call.service.jobs.result(job.id) else {
        throw Problem(
          409, "job.no-result", zh: "任务没有结果（状态：\(job.state.rawValue)）。",
          en: "The job has no result (state: \(job.state.rawValue)).")
      }
      return Answer(
        status: 200, headers: [("Content-Type", result.type)], body: [UInt8](result.body))
    },
    .answer(
      .get, "\(root)/jobs/{id}/events", "jobEvents",
      "Progress of a job as server-sent events: `progress` with the job, finally `end`", [id],
      .events, right: .operate, isVersioned: false
    ) { call in
      let job = try record(call)
      return JobEvents.answer(job.id, call.service, isAttached: false)
    }.aboutNames(),
    .answer(
      .get, "\(root)/changes", "changes",
      "Changes of the workspace as server-sent events: `state` whenever it has changed", [],
      .events,
      isVersioned: false
    ) { call in ChangeEvents.answer(call.service) }.aboutNames(),
  ]

  struct JobPage: Encodable {
    var jobs: [JobRecord]
    @Nullable var next: String?
  }

  private static func record(_ call: EndpointCall) throws -> JobRecord {
    guard let job = call.service.jobs.record(call.text("id")) else { throw missing(call) }
    return job
  }

  private static func missing(_ call: EndpointCall) -> Problem {
    .missing(Localized(zh: "任务 \(call.text("id"))", en: "job \(call.text("id"))"))
  }

  private static func place(after id: String, in list: [JobRecord]) throws -> Int {
    guard let index = list.firstIndex(where: { $0.id == id }) else {
      throw Problem(400, "service.cursor", zh: "游标已失效。", en: "The cursor is not valid any more.")
    }
    return index + 1
  }
}
