import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Workbench

/// Cases (办件): the list by standing, a case with its course, its documents and its picture, acts.
enum CaseRoutes {
  private static let root = EndpointTable.root
  static let number = Parameter.path("number", .text, "Number of the case")
  static let plan = Parameter.query(
    "plan", .text, "Name of the plan; by default the one whose verdicts the case shows")
  /// The maximum size in bytes of an act with its document.
  private static let bodyLimit = 24 << 20

  static let endpoints = reading + acting

  private static let reading: [Endpoint] = [
    .answer(
      .get, "\(root)/cases", "cases",
      "The readable cases, newest first, with a cursor to the next page",
      [
        .choice(
          "standing", of: CasePage.Standing.self,
          "mine: those that the user can carry on now", default: .all),
        .query("limit", .integer(1...200), "Cases on a page", default: "50"),
        .query("cursor", .text, "`next` of the previous page"),
      ], .json("CaseList"), problems: [422], right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let library = try ProcessLibrary()
      let page = try Workbench(call.workspace).casePage(
        call.choice("standing", CasePage.Standing.self), after: call.optional("cursor"),
        limit: call.integer("limit"), library.calendar, acting)
      return try .json(CaseListView(page, library, acting))
    },
    .answer(
      .get, "\(root)/cases/{number}", "case",
      "One case with its course; an act must name its ETag. Of an earlier version: what was known and "
        + "allowed then",
      [
        number,
        .query("version", .integer(1...1_000_000), "After how many of its deeds, by default all"),
      ], .json("CaseDetail"), problems: [422], right: .asked, cost: .reading, isVersioned: false
    ) { call in
      guard let version = call.optional("version").flatMap({ Int($0) }) else {
        return try detail(call, call.text("number"), call.acting())
      }
      let acting = try call.acting()
      let number = call.text("number")
      return try refusals.answering {
        let calendar = try ProcessLibrary().calendar
        _ = try readable(call, number, acting, calendar)
        return try .json(
          CaseDetailView(
            Workbench(call.workspace).pastCase(number, version: version, calendar, acting)))
      }
    },
    .answer(
      .get, "\(root)/cases/{number}/documents/{hash}", "caseDocument",
      "A document that was handed in, also one that was replaced since",
      [number, .path("hash", .text, "Its hash, as in the case")],
      Endpoint.Reply(type: "image/jpeg"), Endpoint.Reply(type: "image/png"),
      Endpoint.Reply(type: "image/webp"), Endpoint.Reply(type: "application/pdf"),
      Endpoint.Reply(type: "application/octet-stream"), problems: [422], right: .asked,
      cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let number = call.text("number")
      return try refusals.answering {
        let calendar = try ProcessLibrary().calendar
        _ = try readable(call, number, acting, calendar)
        return Attachment.answer(
          try Workbench(call.workspace).caseDocument(number, call.text("hash"), calendar))
      }
    },
    .answer(
      .get, "\(root)/cases/{number}/archive", "caseArchive",
      "Everything about a case as one ZIP file: events, process, documents, photos, and the proof",
      [number], Endpoint.Reply(type: "application/zip"), problems: [422], right: .asked,
      cost: .slow, isVersioned: false
    ) { call in
      let acting = try call.acting()
      let number = call.text("number")
      return try refusals.answering {
        _ = try readable(call, number, acting, try ProcessLibrary().calendar)
        let bytes = try Workbench(call.workspace).caseArchive(number, at: acting.time)
        return Answer(
          status: 200,
          headers: [
            ("Content-Type", "application/zip"),
            ("Content-Disposition", "attachment; filename=\"\(number).zip\""),
          ], body: bytes)
      }
    },
    .answer(
      .get, "\(root)/cases/{number}/picture", "casePicture",
      "The process of a case as a picture (SVG), with the step at which it stands",
      [number, .choice("language", of: Language.self, "Language of the texts", default: .zh)],
      Endpoint.Reply(type: "image/svg+xml"), problems: [422], right: .asked, cost: .reading,
      isVersioned: false
    ) { call in
      let acting = try call.acting()
      return try refusals.answering {
        let file = try readable(
          call, call.text("number"), acting, try ProcessLibrary().calendar)
        let drawing = file.law.definition.drawing(
          call.choice("language", Language.self), at: file.row.instance.step)
        return Answer(
          status: 200, headers: [("Content-Type", "image/svg+xml")], body: Array(drawing.utf8))
      }
    },
  ]

  private static let acting: [Endpoint] = [
    .answer(
      .post, "\(root)/cases", "startCase", "Starts a case of a process",
      body: .json(schema: "CaseStart", limit: 1 << 16), .json("CaseDetail", status: 201),
      problems: [409], right: .asked
    ) { call in
      let body = try call.body(StartBody.self)
      let acting = try call.acting()
      return try refusals.answering {
        let library = try ProcessLibrary()
        let row = try Workbench(call.workspace).startCase(
          try library.file(body.process, in: body.jurisdiction).definition, library.calendar,
          subject: body.subject, title: body.title, area: body.area, by: acting.context,
          acting.authority)
        return try detail(call, row.number, acting, status: 201)
          .with("Location", "\(root)/cases/\(row.number)")
      }
    },
    .answer(
      .post, "\(root)/cases/{number}/acts", "actOnCase",
      "Performs an act in a case, on the version that the author has seen", [number],
      body: .json(schema: "CaseAct", limit: bodyLimit), .json("CaseDetail"), problems: [409],
      right: .asked, precondition: .thing
    ) { call in
      let body = try call.body(ActBody.self)
      let acting = try call.acting()
      let number = call.text("number")
      let seen = try ProblemTag.version(number, of: call.request)
      return try refusals.answering {
        let calendar = try ProcessLibrary().calendar
        let bench = Workbench(call.workspace)
        let file = try readable(call, number, acting, calendar)
        _ = try bench.advanceCase(
          number, try body.form.request(on: file.row.instance), expected: seen,
          document: try Base64.files(body.content.map { [$0] }).first, calendar,
          by: acting.context, acting.authority)
        return try detail(call, number, acting)
      }
    },
    .answer(
      .post, "\(root)/case-escalations", "escalateCases",
      "Hands every overdue task to the office that settles; time that runs out is never consent",
      [], .json("CaseEscalations"), problems: [409], right: .asked
    ) { call in
      let acting = try call.acting()
      return try refusals.answering {
        let done = try Workbench(call.workspace).escalateOverdue(
          try ProcessLibrary().calendar, by: acting.context, acting.authority)
        return try .json(EscalationsView(done))
      }
    },
    .answer(
      .get, "\(root)/processes", "processes",
      "The processes of the program, and whether the user may start a case of each",
      [], .json("ProcessList"), problems: [422], right: .asked, cost: .reading, isVersioned: false
    ) { call in
      let acting = try call.acting()
      return try .json(ProcessListView(try ProcessLibrary(), acting))
    },
  ]

  static func readable(
    _ call: EndpointCall, _ number: String, _ acting: Acting, _ calendar: WorkCalendar
  ) throws -> Workbench.CaseFile {
    let file = try Workbench(call.workspace).caseFile(number, calendar)
    try acting.authority.demand(
      .read, try Workbench.accessObject(file.row.instance, number), at: acting.time)
    return file
  }

  /// Answers with something about a case that the user may read.
  static func reading(
    _ call: EndpointCall, _ answer: (Workbench.CaseFile, Acting) throws -> Answer
  ) throws -> Answer {
    let acting = try call.acting()
    return try refusals.answering {
      try answer(
        readable(call, call.text("number"), acting, ProcessLibrary().calendar), acting)
    }
  }

  /// Changes a case on the version that the author has seen, and answers with something about it as it is then.
  static func changing(
    _ call: EndpointCall,
    _ change: (Workbench.CaseFile, Int64?, WorkCalendar, Acting) throws -> ProcessBoard.Row,
    _ answer: (Workbench.CaseFile, Acting) throws -> Answer
  ) throws -> Answer {
    let acting = try call.acting()
    let number = call.text("number")
    let seen = try ProblemTag.version(number, of: call.request)
    return try refusals.answering {
      let calendar = try ProcessLibrary().calendar
      let row = try change(readable(call, number, acting, calendar), seen, calendar, acting)
      return try answer(readable(call, number, acting, calendar), acting)
        .with("ETag", ProblemTag.tag(number, row.version).text)
    }
  }

  private static func detail(
    _ call: EndpointCall, _ number: String, _ acting: Acting, status: Int = 200
  ) throws -> Answer {
    try refusals.answering {
      let calendar = try ProcessLibrary().calendar
      let file = try readable(call, number, acting, calendar)
      let evaluation = try Workbench(call.workspace).caseEvaluation(of: file.row.instance)
      return try .json(CaseDetailView(file, evaluation, acting, calendar), status: status)
        .with("ETag", ProblemTag.tag(number, file.row.version).text)
    }
  }

  /// Turns refusals of the use cases into answers: 403 for missing rights, 404, 409 for an act that
  /// the case does not allow as it stands, and 412 for an outdated version.
  static let refusals = RefusalStatuses(
    forbidden: ["process.not-yours", "process.not-held", "process.own-work"],
    missing: ["process.no-case", "process.no-version", "process.no-attachment", "log.stream-name"],
    conflict: ["process.standing", "process.no-act"])
}
