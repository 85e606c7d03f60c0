import EventLog
import Flow
import Governance
import Groundwork
import Policy
import Records
import Storage

/// A step of a plan's history, for display.
public struct DrawingEntry: Sendable {
  public var version: Int64
  public var time: Timestamp
  public var actor: Actor
  public var event: DrawingEvent
}

extension Workbench {
  /// Saves the drawing in the plan's layer.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `drawing.nothing-to-keep`, and as opening the drawing.
  @discardableResult
  public func keepDrawing(_ name: String, by context: DeedContext) throws -> DrawingSession {
    let record = try plan(name)
    let session = try openDrawing(name)
    guard session.drawing.isBegun, session.version > session.drawing.kept else {
      throw Diagnostic(
        code: "drawing.nothing-to-keep",
        Localized(
          zh: "方案“\(name)”的图层就是现在绘制的样子。",
          en: "The layer of plan ‘\(name)’ already contains the current drawing."))
    }
    let rows = try PlanRows(self, plan: record)
    try workspace.write { writer in
      let measures = session.measures
      try rows.write(
        measures, touched: Set(session.drawing.touched.keys), as: record, to: writer, self)
      try present(record, in: writer)
      let basis = try Workbench.keepBasis(measures, in: writer)
      try writer.events.perform(
        DrawingDecider.self, .keep(basis: basis, measures: measures.count),
        on: Workbench.drawingStream(name), expected: session.version, by: context)
    }
    return try openDrawing(name)
  }

  /// Saves the drawing in the plan's layer, lays the plan on its base and verifies it: with the
  /// rules and registers of the last verification, or with a rule book and a date.
  public func publishDrawing(
    _ plan: String, book: RuleBook, on date: CalendarDate, by context: DeedContext
  ) throws -> Evaluation {
    let session: DrawingSession
    do {
      session = try keepDrawing(plan, by: context)
    } catch let diagnostic as Diagnostic where diagnostic.code == "drawing.nothing-to-keep" {
      // The layer contains the current drawing; the results may be outdated.
      session = try openDrawing(plan)
    }
    let base = session.trial.base.epoch ?? session.trial.base.name
    try keep(lay(plan: plan, base: base, area: .official))
    let verification =
      try verifyAgain(plan: plan) ?? verify(plan: plan, base: base, book: book, on: date)
    try keep(verification, verification.evaluation.json())
    return verification.evaluation
  }

  /// The history of the drawing of a plan, oldest first.
  public func drawingHistory(_ plan: String) throws -> [DrawingEntry] {
    let stream = try Workbench.drawingStream(plan)
    return try workspace.readEvents { reader in
      try reader.deeds(of: stream, as: DrawingEvent.self).map {
        DrawingEntry(version: $0.version, time: $0.time, actor: $0.actor, event: $0.event)
      }
    }
  }

  /// The measures of a plan at a version of its drawing.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `drawing.no-version`, `log.unreadable`.
  public func drawnMeasures(
    of plan: String, at version: Int64
  ) throws -> [(number: Int64, measure: DrawnMeasure)] {
    let history = try drawingHistory(plan).filter { $0.version <= version }
    guard let last = history.last, last.version == version else {
      throw Diagnostic(
        code: "drawing.no-version",
        Localized(
          zh: "方案“\(plan)”的绘制没有第 \(version) 版。",
          en: "The drawing of plan ‘\(plan)’ has no version \(version)."))
    }
    var basis: (hash: String, version: Int64)?
    for entry in history {
      switch entry.event {
      case .begun(_, let hash, _, _, _), .kept(let hash, _): basis = (hash, entry.version)
      case .edited, .undone, .redone: break
      }
    }
    guard let basis, let body = try workspace.document(.drawingBasis, key: basis.hash) else {
      throw Diagnostic(
        code: "drawing.no-basis",
        Localized(
          zh: "绘制开始时的图斑已不在。", en: "The measures from the beginning of the drawing no longer exist.")
      )
    }
    var measures: [Int64: DrawnMeasure] = [:]
    for row in try CanonicalJSON.value([DrawingStep].self, body) {
      measures[row.number] = row.after
    }
    for step in history.filter({ $0.version > basis.version }).flatMap(\.event.steps) {
      measures[step.number] = step.after
    }
    return measures.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension Workbench {
  /// The id of the evaluation whose verdicts the workspace shows for a plan; `nil` if there is none.
  public func lastEvaluationID(of plan: String) throws -> String? {
    try lastEvaluation(of: plan)?.id
  }
}
