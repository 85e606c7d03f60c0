import EventLog
import Foundation
import Groundwork
import Policy
import Storage
import Workbench

/// The choice of measures (整治图斑优选): what can be asked, the search as a job, answers, reasons.
enum ChoiceRoutes {
  private static let root = EndpointTable.root
  private static let plan = Parameter.path("plan", .text, "Name of the drawn plan")
  private static let answer = Parameter.path("answer", .text, "Id of the answer")

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/plans/{plan}/choice", "choiceOffer",
      "What a better plan could be asked for: indicators of the drawn plan, patches that could be added, "
        + "rules that it must keep", [plan], .json("ChoiceOffer"), problems: [404, 422],
      right: .trial, cost: .slow
    ) { call in
      let drawn = try call.service.choices.drawn(call.text("plan"), call.state, job: Job())
      let choice = try call.service.choices.choice(call.text("plan"), [], call.state, job: Job())
      return try .json(
        ChoiceOfferView(
          choice, offers: try Workbench(call.workspace).conversionOffers(drawn)))
    },
    .job(
      "\(root)/plans/{plan}/choice", "choose",
      "Searches for the best choice of measures; events tell the incumbent and the bound; a stopped search "
        + "gives its best plan. The result is a ChoiceResult",
      [plan], body: .json(schema: "ChoiceQuestion"), problems: [404], right: .trial
    ) { call in
      let question = try call.body(ChoiceQuestion.self)
      let plan = call.text("plan")
      _ = try Workbench(call.workspace).plan(plan)
      let service = call.service
      return JobOrder(
        "choose", Localized(zh: "优选 \(plan)", en: "Choose measures of \(plan)")
      ) { state, job in
        try .json(ChoiceSearch(question, plan, service, state).run(job))
      }
    },
    .answer(
      .get, "\(root)/choices/{answer}", "choiceResult", "An answer as the search gave it", [answer],
      .json("ChoiceResult"), problems: [404], right: .trial, cost: .reading, isVersioned: false
    ) { call in
      try .json(
        ChoiceView(try call.service.choices.answer(call.text("answer")), call.state.projection()))
    },
    .answer(
      .get, "\(root)/choices/{answer}/reason", "choiceReason",
      "Why a measure is in the plan, or is not: what the best plan loses by the opposite",
      [answer, .query("item", .text, "Id of the item", isRequired: true)], .json("ChoiceReason"),
      problems: [404, 422], right: .trial, cost: .reading, isVersioned: false
    ) { call in
      let known = try call.service.choices.answer(call.text("answer"))
      let reason = try known.solver.reason(
        of: call.text("item"), in: known.answer,
        SearchLimits(seconds: 5, relativeGap: 1e-6, seed: 0), job: Job())
      return try .json(ChoiceReasonView(reason))
    },
    .answer(
      .get, "\(root)/choices/{answer}/certificate", "choiceCertificate",
      "The certificate of an answer, which `zhitu certificate check` verifies without the solver",
      [answer], .json("ChoiceCertificate"), problems: [404], right: .trial, cost: .reading,
      isVersioned: false
    ) { call in
      let known = try call.service.choices.answer(call.text("answer"))
      return Answer(
        status: 200, headers: [("Content-Type", MediaType.json)],
        body: try known.answer.certificateJSON())
    },
    .job(
      "\(root)/choices/{answer}/plan", "storeChoice",
      "Stores an answer as a plan of its own, laid and verified; the result is a ChoicePlan",
      [answer], body: .json(schema: "ChoiceName"), problems: [404]
    ) { call in
      let known = try call.service.choices.answer(call.text("answer"))
      let name = try call.body(ChoiceName.self).name
      let acting = try call.acting()
      return JobOrder(
        "store-choice", Localized(zh: "存为方案 \(name)", en: "Store as plan \(name)")
      ) { state, job in
        let bench = Workbench(state.workspace, job: job)
        let evaluation = try bench.storeChoice(
          known.answer.judged.measures, of: known.solver.choice, as: name, by: acting.context)
        return try .json(VerifyResult(evaluation))
      }
    },
  ]

  private struct ChoiceName: Decodable {
    var name: String
  }
}

/// A request to search, as it is sent.
struct ChoiceQuestion: Decodable, Sendable {
  struct Front: Decodable, Sendable {
    var indicator: MeasureChoiceRequest.Indicator
    var percents: [Double]
  }

  var goal: MeasureChoiceRequest.Goal?
  var unit: MeasureChoiceRequest.Unit?
  var floors: [MeasureChoiceRequest.Floor]?
  var budget: Double?
  var surcharge: Double?
  var candidates: [MeasureChoiceRequest.Conversion]?
  var lockIn: [String]?
  var lockOut: [String]?
  var waived: [String]?
  /// The answer to begin with.
  var after: String?
  var seconds: Double?
  /// In per cent.
  var gap: Double?
  /// How many distinct plans besides the best.
  var alternatives: Int?
  var front: Front?

  var request: MeasureChoiceRequest {
    MeasureChoiceRequest(
      goal: goal ?? .cost, unit: unit ?? .measure, floors: floors, budget: budget,
      surcharge: surcharge ?? 0, candidates: candidates ?? [], lockIn: lockIn ?? [],
      lockOut: lockOut ?? [], waived: waived ?? [])
  }
}

/// The work of a search.
struct ChoiceSearch: Sendable {
  let question: ChoiceQuestion
  let plan: String
  let service: WebService
  let state: WorkspaceState

  init(
    _ question: ChoiceQuestion, _ plan: String, _ service: WebService, _ state: WorkspaceState
  ) {
    self.question = question
    self.plan = plan
    self.service = service
    self.state = state
  }

  func run(_ job: Job) throws -> ChoiceView {
    let desk = service.choices
    let request = question.request
    let choice = try desk.choice(plan, request.candidates, state, job: job)
    let solver = ChoiceSolver(choice, request)
    let limits = SearchLimits(
      seconds: question.seconds ?? 20, relativeGap: (question.gap ?? 0.01) / 100, seed: 0)
    let start = ContinuousClock.now
    let reporter = job.progress as? any SearchReporter
    let before = try question.after.map { try desk.answer($0).answer.judged.measures }
    job.progress.begin(Localized(zh: "求解", en: "Searching"), total: nil)
    var found = try solver.solve(limits, from: before, job: job) { news in
      reporter?.report(
        JobRecord.Search(
          seconds: (ContinuousClock.now - start) / .seconds(1), incumbent: news.incumbent,
          bound: news.bound))
    }
    if !job.cancellation.isCancelled { found = try found.addingRanges(job: job) }
    func seconds() -> Double { (ContinuousClock.now - start) / .seconds(1) }
    let answer = desk.put(
      found, solver, isStopped: job.cancellation.isCancelled, seconds: seconds())
    var view = try ChoiceView(answer, state.projection())
    if let count = question.alternatives, count > 0, !job.cancellation.isCancelled {
      job.progress.begin(Localized(zh: "另找相近方案", en: "Finding distinct plans"), total: nil)
      view.alternatives = try solver.alternatives(to: found, count: count, limits, job: job).map {
        ChoiceView.Other(
          desk.put($0, solver, isStopped: false, seconds: seconds()), percent: nil)
      }
    }
    if let front = question.front, !job.cancellation.isCancelled {
      job.progress.begin(Localized(zh: "帕累托前沿", en: "Pareto front"), total: nil)
      view.front = try solver.front(
        of: front.indicator, percents: front.percents, limits, job: job
      ).map { point in
        point.answer.map {
          ChoiceView.Other(
            desk.put(
              $0, ChoiceSolver(choice, $0.request), isStopped: false, seconds: seconds()),
            percent: point.percent)
        } ?? ChoiceView.Other(percent: point.percent)
      }
    }
    return view
  }
}
