import EventLog
import Flow
import Foundation
import Geometry
import Governance
import Groundwork
import Planning
import Records
import Storage
import Survey

/// The result of an act: the session afterwards, the changes, and the verdicts.
public struct DrawingOutcome: Sendable {
  public var session: DrawingSession
  public var steps: [DrawingStep]
  /// `nil` if the plan has not been verified.
  public var rules: TrialReport.Rules?
  /// New warnings.
  public var warnings: [Diagnostic]
}

/// The use cases of drawing a plan (制图).
extension Workbench {
  /// The stream of a plan's drawing. Names of plans may contain any letters; those of streams may
  /// not.
  public static func drawingStream(_ plan: String) throws -> StreamName {
    let id = plan.utf8.map { byte -> String in
      let letter = Character(UnicodeScalar(byte))
      return letter.isASCII && (letter.isLetter || letter.isNumber || letter == "-")
        ? String(letter) : "_" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    let text = id.joined()
    // A long name is replaced by its hash.
    let short = "sha256-" + String(HashAlgorithm.sha256.hash(Array(plan.utf8)).hex.prefix(64))
    return try StreamName(DrawingEvent.category, text.utf8.count <= 120 ? text : short)
  }

  /// The plan of a stream.
  static func plan(ofDrawing stream: StreamName) -> String {
    var bytes: [UInt8] = []
    var rest = Array(stream.id.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "_"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a text contains invisible characters, which some homes cannot store.
  static func hasControl(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }
  }

  // MARK: Creation

  /// Creates a plan without measures on a survey epoch.
  ///
  /// - Parameter source: The plan whose current measures are copied.
  /// - Throws: ``Groundwork/Diagnostic`` `import.name`, `import.name-taken`, `drawing.plan-exists`,
  ///   `workspace.no-survey`.
  public func newPlan(
    _ name: String, base epoch: String, from source: String? = nil, by context: DeedContext
  ) throws {
    let base = try survey(epoch)
    let model = try source.map { try plan($0) }
    let record = try newPlanRecord(name, base: base, model: model)
    let origin = try source.map { try openDrawing($0) }
    let rows = try PlanRows(self, plan: model)
    try workspace.write { writer in
      try rows.write(
        origin?.measures ?? [], touched: Set(origin?.drawing.touched.keys.map { $0 } ?? []),
        as: record, to: writer, self)
      try present(record, in: writer)
      let measures = origin?.measures ?? []
      let next = (measures.map(\.number).max() ?? 0) + 1
      try begin(
        writer, plan: name, base: epoch, measures: measures,
        next: max(next, origin?.drawing.next ?? 1),
        origin: source, originVersion: origin?.version, by: context)
    }
  }

  /// The layer of a new plan.
  ///
  /// - Parameter model: the layer of the plan that it is a copy of.
  func newPlanRecord(
    _ name: String, base: LayerRecord, model: LayerRecord?
  ) throws -> LayerRecord {
    guard name.contains(where: { !$0.isWhitespace }), !Workbench.hasControl(name),
      name.utf8.count <= 90
    else {
      throw Diagnostic(
        code: "import.name",
        Localized(
          zh: "方案须有名称，不超过 30 个汉字。",
          en: "A plan must have a name of at most 90 letters or 30 Chinese characters."),
        file: workspace.path)
    }
    let layers = try workspace.layers()
    guard try workspace.layer(role: .plan, plan: name) == nil else {
      throw Diagnostic(
        code: "drawing.plan-exists",
        Localized(zh: "已有方案“\(name)”。", en: "A plan ‘\(name)’ exists already."),
        remedy: Localized(zh: "另取名称。", en: "Choose another name."), file: workspace.path)
    }
    var made = LayerRecord(
      name: "", role: .plan, epoch: nil, plan: name, title: "整治图斑 \(name)",
      classSystem: model?.classSystem ?? base.classSystem,
      classVersion: model?.classVersion ?? base.classVersion,
      synthetic: base.synthetic)
    made.name = Workbench.layerName(LayerName.plan(name), for: made, in: layers)
    try Workbench.check(made, in: layers, file: workspace.path)
    return made
  }

  /// Begins the drawing of a plan with the measures of its layer.
  func begin(
    _ writer: WorkspaceWriter, plan: String, base: String,
    measures: [(number: Int64, measure: DrawnMeasure)], next: Int64, origin: String? = nil,
    originVersion: Int64? = nil, by context: DeedContext
  ) throws {
    let events = writer.events
    try events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: context.time))
    let basis = try Workbench.keepBasis(measures, in: writer)
    try events.perform(
      DrawingDecider.self,
      .begin(base: base, basis: basis, next: next, origin: origin, originVersion: originVersion),
      on: Workbench.drawingStream(plan), expected: nil, by: context)
  }

  // MARK: Opening

  /// Opens a plan for drawing, with the state from the log.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `drawing.layer-changed` if the plan's layer was imported
  ///   again while acts of the drawing were not saved; otherwise as laying the plan.
  public func openDrawing(_ plan: String) throws -> DrawingSession {
    let stream = try Workbench.drawingStream(plan)
    let deeds = try workspace.readEvents { try $0.deeds(of: stream, as: DrawingEvent.self) }
    let drawing = DrawingDecider.fold(deeds)
    let base = drawing.isBegun ? drawing.base : try lastEvaluation(of: plan)?.base
    let trial = try trial(plan: plan, base: base, area: .official)
    var session = DrawingSession(
      trial, plan: plan, drawing: drawing, version: Int64(deeds.count))
    let open = deeds.filter { $0.version > drawing.kept }
    guard drawing.isBegun else { return session }
    let basis = try Workbench.basis(session.measures)
    if basis.hash != drawing.basis {
      guard open.allSatisfy({ $0.event.steps.isEmpty }) else {
        throw Diagnostic(
          code: "drawing.layer-changed",
          Localized(
            zh: "方案“\(plan)”的图层在绘制之后被重新导入；绘制中有 \(open.count) 步没有存入图层。",
            en:
              "The layer of plan ‘\(plan)’ was imported anew since it was drawn; \(open.count) acts of the"
              + " drawing were not kept in the layer."),
          remedy: Localized(
            zh: "以现在的图层重新开始绘制；原来的每一步仍在经过中。",
            en: "Restart the drawing from the current layer; all acts so far stay in the history."),
          layer: plan)
      }
      // No drawing is lost: drawing continues from the current layer.
      session.drawing.isBegun = false
      return session
    }
    let steps = open.flatMap(\.event.steps)
    if !steps.isEmpty { _ = try session.follow(Workbench.squeezed(steps), job: job) }
    return session
  }

  /// Combines the steps of each measure into one.
  static func squeezed(_ steps: [DrawingStep]) -> [DrawingStep] {
    var order: [Int64] = []
    var ends: [Int64: DrawingStep] = [:]
    for step in steps {
      if let known = ends[step.number] {
        ends[step.number] = DrawingStep(step.number, from: known.before, to: step.after)
      } else {
        order.append(step.number)
        ends[step.number] = step
      }
    }
    return order.compactMap { ends[$0] }.filter { $0.before != $0.after }
  }

  /// Applies the edits of others since then.
  func caughtUp(
    _ session: DrawingSession, _ reader: any EventReading
  ) throws -> DrawingSession {
    let stream = try Workbench.drawingStream(session.plan)
    let records = try reader.events(of: stream, after: session.version)
    guard !records.isEmpty else { return session }
    var session = session
    let deeds = try records.map { record in
      Deed(
        event: try record.payload(as: DrawingEvent.self), actor: try record.actor(),
        time: record.time, version: record.version)
    }
    let steps = Workbench.squeezed(deeds.flatMap(\.event.steps))
    if !steps.isEmpty { _ = try session.follow(steps, job: job) }
    for deed in deeds { session.take(deed) }
    return session
  }

  /// The session with all edits up to now.
  public func caughtUp(_ session: DrawingSession) throws -> DrawingSession {
    try workspace.readEvents { try caughtUp(session, $0) }
  }

  // MARK: Acting

  /// Performs a requested act inside a transaction of the caller: it is decided by the rules of
  /// drawing, computed, and written as one event.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `drawing.changed-since` if another person changed the same
  ///   measure first, `plan.overlap` if measures would overlap, and other refusals. Then nothing is
  ///   written.
  public func draw(
    _ request: DrawingRequest, on session: DrawingSession, by context: DeedContext,
    in writer: WorkspaceWriter
  ) throws -> DrawingOutcome {
    let events = writer.events
    var session = try caughtUp(session, events)
    if !session.drawing.isBegun { session = try beginNow(session, by: context, in: writer) }
    switch request.act {
    case .undo: return try perform(.undo, on: session, by: context, in: writer)
    case .redo: return try perform(.redo, on: session, by: context, in: writer)
    default:
      let intent = try session.intent(request, patches: patches(of: request, session))
      return try perform(
        .edit(intent.act, intent.steps, seen: intent.seen), on: session, by: context, in: writer)
    }
  }

  /// Begins the drawing of an imported plan, with the content of its layer.
  func beginNow(
    _ session: DrawingSession, by context: DeedContext, in writer: WorkspaceWriter
  ) throws -> DrawingSession {
    let measures = session.measures
    try begin(
      writer, plan: session.plan, base: session.trial.base.epoch ?? session.trial.base.name,
      measures: measures, next: (measures.map(\.number).max() ?? 0) + 1, by: context)
    return try caughtUp(session, writer.events)
  }

  /// Decides, computes the results, and writes: in this order, so that plans that cannot be laid
  /// are not written. The session contains all events up to now, so nothing is read again.
  func perform(
    _ command: DrawingDecider.Command, on session: DrawingSession, by context: DeedContext,
    in writer: WorkspaceWriter
  ) throws -> DrawingOutcome {
    var session = session
    let events = try DrawingDecider.decide(command, in: session.drawing, by: context)
    let steps = events.flatMap(\.steps)
    let known = Set(session.draft.state.warnings)
    let rules = steps.isEmpty ? nil : try session.follow(steps, job: job)
    let json = CanonicalJSON()
    try writer.events.append(
      AppendBatch(
        time: context.time, actor: context.actor, basis: context.basis,
        appends: [
          StreamAppend(
            try Workbench.drawingStream(session.plan), expected: .exactly(session.version),
            events: try events.map { try EventDraft($0, by: json) })
        ]))
    for event in events {
      session.take(
        Deed(
          event: event, actor: context.actor, time: context.time, version: session.version + 1))
    }
    return DrawingOutcome(
      session: session, steps: steps, rules: rules,
      warnings: session.draft.state.warnings.filter { !known.contains($0) })
  }

  /// The ground of the patches to copy: those of the request, or those of a class with at least
  /// half of their area in the request's area.
  private func patches(
    of request: DrawingRequest, _ session: DrawingSession
  ) throws -> [MultiPolygon] {
    guard request.act == .copy else { return [] }
    let layer = request.layer ?? session.trial.base.name
    if let code = request.copiedClass {
      guard let area = try request.geometry?.onGrid(session.trial.fromDegrees),
        let box = area.bounds
      else { return [] }
      let geos = GEOS()
      var found: [MultiPolygon] = []
      try workspace.forEachFeature(
        in: layer, columns: [OwnField.landClass.columnName], bounds: box
      ) { feature in
        guard let ground = feature.geometry, feature.values[0].string == code else { return }
        let inside = try geos.intersection(ground, area)
        if inside.doubledPlanarSteps * 2 >= ground.doubledPlanarSteps { found.append(ground) }
      }
      return found
    }
    return try (request.features ?? []).map { fid in
      guard let ground = try workspace.feature(fid, in: layer)?.geometry else {
        throw Diagnostic(
          code: "drawing.no-patch",
          Localized(zh: "图层 \(layer) 没有第 \(fid) 号地块。", en: "Layer \(layer) has no patch \(fid)."),
          layer: layer, feature: String(fid))
      }
      return ground
    }
  }

  // MARK: Basis

  /// The serialised measures, and their hash.
  static func basis(
    _ measures: [(number: Int64, measure: DrawnMeasure)]
  ) throws -> (hash: String, body: [UInt8]) {
    let rows = measures.sorted { $0.number < $1.number }.map { row in
      // The origin of a measure is not part of the layer.
      var measure = row.measure
      measure.origin = nil
      return DrawingStep(row.number, from: nil, to: measure)
    }
    let body = try CanonicalJSON().bytes(rows)
    return ("sha256:" + HashAlgorithm.sha256.hash(body).hex, body)
  }

  static func keepBasis(
    _ measures: [(number: Int64, measure: DrawnMeasure)], in writer: WorkspaceWriter
  ) throws -> String {
    let (hash, body) = try basis(measures)
    if try writer.reader.document(.drawingBasis, key: hash) == nil {
      try writer.putDocument(.drawingBasis, key: hash, body: body)
    }
    return hash
  }
}
