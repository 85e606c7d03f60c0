import EventLog
import Flow
import Governance
import Groundwork
import Planning
import Policy
import Records
import Storage

/// The use cases of choosing measures (整治图斑优选).
extension Workbench {
  /// A drawn plan with its verdicts: by the rules and registers of its last verification, else by a rule
  /// book on a date.
  public func choiceBasis(
    plan name: String, book: @autoclosure () throws -> RuleBook, on date: CalendarDate
  ) throws -> Verification {
    let stream = try Workbench.drawingStream(name)
    let deeds = try workspace.readEvents { try $0.deeds(of: stream, as: DrawingEvent.self) }
    let drawing = DrawingDecider.fold(deeds)
    if deeds.contains(where: { $0.version > drawing.kept && !$0.event.steps.isEmpty }) {
      throw Diagnostic(
        code: "choice.unsaved",
        Localized(
          zh: "方案“\(name)”有画了而未存入图层的改动。",
          en: "Plan ‘\(name)’ has changes that were drawn and not kept in its layer."),
        remedy: Localized(
          zh: "先在“画方案”中保存。", en: "Keep them first, on the drawing page."), layer: name)
    }
    if let again = try verifyAgain(plan: name) { return again }
    let base = try drawing.isBegun ? drawing.base : epochs().first ?? ""
    return try verify(plan: name, base: base, book: book(), on: date)
  }

  /// What base patches could be added to a drawn plan.
  public func conversionOffers(_ drawn: Verification) throws -> [ConversionOffer] {
    try CandidatePool(drawn, job: job).offers()
  }

  /// The measures among which a plan is chosen.
  public func measureChoice(
    _ drawn: Verification, candidates: [MeasureChoiceRequest.Conversion]
  ) throws -> MeasureChoice {
    try MeasureChoice(drawn, candidates: candidates, meter: meter(), job: job)
  }

  /// Stores a chosen plan as a plan of its own: a branch of the drawn one in which measures were removed
  /// and added in one act, kept in its layer, laid on the base and verified.
  ///
  /// - Parameter measures: numbers in ``MeasureChoice/plan``.
  /// - Throws: ``Diagnostic`` `choice.plan-changed` if the drawn plan has other measures by now, and as
  ///   making, drawing and publishing a plan.
  public func storeChoice(
    _ measures: [Int], of choice: MeasureChoice, as name: String, by context: DeedContext
  ) throws -> Evaluation {
    let source = choice.drawn.laid.plan
    let base = choice.drawn.evaluation.base
    try newPlan(name, base: base, from: source.name, by: context)
    let session = try openDrawing(name)
    let steps = try storedSteps(measures, choice, in: session)
    if !steps.isEmpty {
      try workspace.write { writer in
        _ = try perform(
          .edit(.adopt, steps, seen: steps.map { session.drawing.version(of: $0.number) }),
          on: session, by: context, in: writer)
      }
    }
    return try publishDrawing(
      name, book: choice.drawn.book, on: choice.drawn.date, by: context)
  }

  private func storedSteps(
    _ measures: [Int], _ choice: MeasureChoice, in session: DrawingSession
  ) throws -> [DrawingStep] {
    let source = choice.drawn.laid.plan
    let now = Dictionary(
      session.measures.map { ($0.number, $0.measure) }, uniquingKeysWith: { a, _ in a })
    guard Set(now.keys) == Set(source.side.fids) else {
      throw Diagnostic(
        code: "choice.plan-changed",
        Localized(
          zh: "方案“\(source.name)”在求解之后又有改动。",
          en: "Plan ‘\(source.name)’ was changed after the search."),
        remedy: Localized(zh: "重新求解。", en: "Solve again."), layer: source.name)
    }
    let kept = Set(measures)
    var steps: [DrawingStep] = []
    for number in source.measures.indices where !kept.contains(number) {
      let fid = source.side.fids[number]
      if let measure = now[fid] {
        let seen = session.drawing.touched[fid]?.measure ?? measure
        steps.append(DrawingStep(fid, from: seen, to: nil))
      }
    }
    var next = max(session.drawing.next, (source.side.fids.max() ?? 0) + 1)
    for item in choice.items where item.isCandidate && kept.contains(item.number) {
      var measure = DrawingSession.drawn(choice.plan.drawing(of: item.number))
      measure.origin = item.template
      steps.append(DrawingStep(next, from: nil, to: measure))
      next += 1
    }
    return steps
  }
}
