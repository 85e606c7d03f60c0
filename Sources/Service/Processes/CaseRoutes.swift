import Access
import EventLog
import Governance
import Groundwork
import Workbench

/// Cases (办件): the list by standing, a case with its course, and acts.
enum CaseRoutes {
  private static let root = EndpointTable.root
  private static let number = Parameter.path("number", .text, "Number of the case")
  /// The maximum size in bytes of an act with its document.
  private static let bodyLimit = 24 << 20

  static let endpoints: [Endpoint] = [
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
      let calendar = try ProcessLibrary().calendar
      let page = try Workbench(call.workspace).casePage(
        call.choice("standing", CasePage.Standing.self), after: call.optional("cursor"),
        limit: call.integer("limit"), calendar, acting)
      return try .json(CaseListView(page, acting.time, calendar))
    },
    .answer(
      .get, "\(root)/cases/{number}", "case",
      "One case with its course; an act must name its ETag", [number], .json("CaseDetail"),
      problems: [422], right: .asked, cost: .reading, isVersioned: false
    ) { call in try detail(call, call.text("number"), call.acting()) },
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
      return try answering {
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
  ]

  private static func readable(
    _ call: EndpointCall, _ number: String, _ acting: Acting, _ calendar: WorkCalendar
  ) throws -> Workbench.CaseFile {
    let file = try Workbench(call.workspace).caseFile(number, calendar)
    try acting.authority.demand(
      .read, try Workbench.accessObject(file.row.instance, number), at: acting.time)
    return file
  }

  private static func detail(
    _ call: EndpointCall, _ number: String, _ acting: Acting
  ) throws -> Answer {
    try answering {
      let calendar = try ProcessLibrary().calendar
      let file = try readable(call, number, acting, calendar)
      return try .json(CaseDetailView(file, acting, calendar))
        .with("ETag", ProblemTag.tag(number, file.row.version).text)
    }
  }

  /// Turns refusals of the use cases into answers: 403 for missing rights, 404, 409 for an act that
  /// the case does not allow as it stands, and 412 for an outdated version.
  private static func answering<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let conflict as EventConflict {
      throw Problem(conflict.diagnostic, status: 412)
    } catch let refusal as Diagnostic {
      switch refusal.code {
      case "access.refused", "access.second-person", "process.not-yours", "process.not-held",
        "process.own-work":
        throw Problem(refusal, status: 403)
      case "process.no-case", "log.stream-name": throw Problem(refusal, status: 404)
      case "process.standing", "process.no-act": throw Problem(refusal, status: 409)
      default: throw refusal
      }
    }
  }

  /// The body of an act; the form knows which fields a verb needs.
  struct ActBody: Decodable {
    var verb: ProcessVerb
    var to: String?
    var task: String?
    var note: String?
    var disposal: String?
    var opinion: ProcessTask.Opinion?
    var demands: [ProcessForm.Demand]?
    var package: String?
    var person: String?
    var organisations: [String]?
    var before: Bool?
    var until: String?
    var document: String?
    var name: String?
    /// The document in base 64.
    var content: String?
    var fact: String?
    var value: Bool?
    var condition: String?
    var days: Int?
    var calendar: Bool?

    var form: ProcessForm {
      var form = ProcessForm(verb)
      form.to = to
      form.task = task
      form.note = note
      form.disposal = disposal
      form.opinion = opinion
      form.demands = demands
      form.package = package
      form.person = person
      form.organisations = organisations
      form.before = before
      form.until = until
      form.document = document
      form.fileName = content == nil ? nil : name
      form.fact = fact
      form.value = value
      form.condition = condition
      form.days = days
      form.calendarDays = calendar
      return form
    }
  }
}
