import Foundation
import Groundwork
import Policy
import Workbench

/// Problems on the ground and the projects of the workspace (优化问题): what can be asked, the search as a
/// job, reasons, certificates.
enum StudyRoutes {
  private static let root = EndpointTable.root
  private static let answer = Parameter.path("answer", .text, "Id of the answer")

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/studies/offer", "studyOffer",
      "What problems can be composed of: the ground of an epoch by use, the projects of the library",
      [.query("epoch", .text, "The epoch; the earliest by default")], .json("StudyOffer"),
      problems: [404, 422], right: .trial, cost: .slow, isVersioned: false
    ) { call in
      let bench = Workbench(call.workspace)
      let epoch = call.optional("epoch")
      var ground: StudyGround?
      var fault: Localized?
      do {
        ground = try call.service.studies.ground(epoch, call.state, job: Job())
      } catch let diagnostic as Diagnostic {
        fault = diagnostic.message
      }
      return try .json(StudyOfferView(bench, ground, fault))
    },
    .job(
      "\(root)/studies", "study",
      "Solves a composed problem; events tell the incumbent and the bound; a stopped search gives its best"
        + " answer. The result is a StudyResult",
      body: .json(schema: "StudyQuestion"), right: .trial
    ) { call in
      let question = try call.body(StudyQuestion.self)
      let service = call.service
      return JobOrder("study", question.kind.title) { state, job in
        try .json(StudySearch(question, service, state).run(job))
      }
    },
    .answer(
      .get, "\(root)/studies/{answer}/result", "studyResult", "An answer as the search gave it",
      [answer], .json("StudyResult"), problems: [404], right: .trial, cost: .reading,
      isVersioned: false
    ) { call in
      try .json(
        StudyView(call.service.studies.answer(call.text("answer")), call.state.projection()))
    },
    .job(
      "\(root)/studies/{answer}/front", "studyFront",
      "The Pareto front of an answer along one or two axes: the best plan for each of several demands. The"
        + " result is a StudyFront",
      [answer], body: .json(schema: "StudyFrontQuestion"), problems: [404], right: .trial
    ) { call in
      let desk = call.service.studies
      let known = try desk.answer(call.text("answer"))
      let axes = try call.body(StudyFrontQuestion.self).axes
      return JobOrder("study-front", Localized(zh: "帕累托前沿", en: "Pareto front")) { _, job in
        try .json(StudyComparing(known: known, desk: desk).front(axes, job))
      }
    },
    .job(
      "\(root)/studies/{answer}/alternatives", "studyAlternatives",
      "Distinct plans that are nearly as good as an answer. The result is a StudyAlternatives",
      [answer], body: .json(schema: "StudyAlternativesQuestion"), problems: [404], right: .trial
    ) { call in
      let desk = call.service.studies
      let known = try desk.answer(call.text("answer"))
      let count = try call.body(StudyAlternativesQuestion.self).count ?? 5
      return JobOrder(
        "study-alternatives", Localized(zh: "另找相近方案", en: "Find distinct plans")
      ) { _, job in
        try .json(StudyComparing(known: known, desk: desk).alternatives(count, job))
      }
    },
    .answer(
      .get, "\(root)/studies/{answer}/reason", "studyReason",
      "Why a parcel or project is in an answer, or is not: what the best answer loses by the opposite",
      [answer, .query("item", .text, "Id of the item", isRequired: true)], .json("StudyReason"),
      problems: [404, 422], right: .trial, cost: .slow, isVersioned: false
    ) { call in
      let known = try call.service.studies.answer(call.text("answer"))
      return try .json(
        StudyReasonView(
          known.solver.reason(of: call.text("item"), in: known.answer, job: Job()),
          known.answer.unit))
    },
    .answer(
      .get, "\(root)/studies/{answer}/certificate", "studyCertificate",
      "The certificate of an answer, which `zhitu certificate check` verifies without the solver",
      [answer], .json("StudyCertificate"), problems: [404], right: .trial, cost: .reading,
      isVersioned: false
    ) { call in
      let known = try call.service.studies.answer(call.text("answer"))
      return Answer(
        status: 200, headers: [("Content-Type", MediaType.json)],
        body: try known.answer.certificateJSON())
    },
    .job(
      "\(root)/studies/{answer}/plan", "storeStudy",
      "Stores an answer as a plan of its own, laid and verified; the result is a ChoicePlan",
      [answer], body: .json(schema: "ChoiceName"), problems: [404]
    ) { call in
      let known = try call.service.studies.answer(call.text("answer"))
      let name = try call.body(StudyName.self).name
      let acting = try call.acting()
      return JobOrder(
        "store-study", Localized(zh: "存为方案 \(name)", en: "Store as plan \(name)")
      ) { state, job in
        let evaluation = try Workbench(state.workspace, job: job).storeStudy(
          known.answer, as: name, book: RuleBook.load(ProgramHome.path("Policies")),
          on: StudyDesk.today(), by: acting.context)
        return try .json(VerifyResult(evaluation))
      }
    },
  ]

  private struct StudyName: Decodable {
    var name: String
  }
}

/// The work of a search.
struct StudySearch: Sendable {
  let question: StudyQuestion
  let service: WebService
  let state: WorkspaceState

  init(_ question: StudyQuestion, _ service: WebService, _ state: WorkspaceState) {
    self.question = question
    self.service = service
    self.state = state
  }

  func run(_ job: Job) throws -> StudyView {
    let desk = service.studies
    let ground =
      question.kind == .portfolio
      ? nil : try desk.ground(question.epoch, state, job: job)
    let solver = try Workbench(state.workspace, job: job).studySolver(ground) {
      try desk.court(question, state, job: job)
    }
    let start = ContinuousClock.now
    let reporter = job.progress as? any SearchReporter
    job.progress.begin(Localized(zh: "找方案，证明界", en: "plans and bounds"), total: nil)
    func seconds() -> Double { (ContinuousClock.now - start) / .seconds(1) }
    let found = try solver.answer(question, after: desk.latest(question.kind), job: job) { news in
      reporter?.report(
        JobRecord.Search(seconds: seconds(), incumbent: news.incumbent, bound: news.bound))
    }
    let answer = StudyDesk.Answer(
      id: UUID().uuidString.lowercased(), solver: solver, ground: ground, answer: found,
      isStopped: job.cancellation.isCancelled, seconds: seconds())
    desk.put(answer)
    return try StudyView(answer, state.projection())
  }
}
