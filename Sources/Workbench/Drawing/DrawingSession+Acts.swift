import EventLog
import Flow
import Geodesy
import Geometry
import Governance
import Groundwork
import Planning
import Survey

extension DrawingSession {
  /// The steps of a request, and the version of each measure that its author saw.
  struct Intent {
    var act: DrawingAct
    var steps: [DrawingStep] = []
    var seen: [Int64] = []
  }

  /// The steps of a request on the current measures.
  ///
  /// - Parameter patches: The ground of the patches to copy.
  /// - Throws: ``Groundwork/Diagnostic`` `drawing.*`, `change.geometry`, `change.class`.
  func intent(_ request: DrawingRequest, patches: [MultiPolygon]) throws -> Intent {
    do {
      return try steps(request, patches)
    } catch let error as GEOSError {
      throw GeoJSONPolygon.refusal(
        zh: "图形运算失败（\(error)）。", en: "The geometry operation failed (\(error)).")
    }
  }

  private func steps(_ request: DrawingRequest, _ patches: [MultiPolygon]) throws -> Intent {
    switch request.act {
    case .draw:
      return try added([ground(request)], request, act: .draw)
    case .copy:
      let ground = try patches.compactMap { try free($0) }
      guard !ground.isEmpty else {
        throw refusal(
          "nothing-copied", zh: "没有可复制的地块，或都已在整治图斑中。",
          en: "There is no patch to copy, or existing measures cover it completely.")
      }
      return try added(ground, request, act: .copy)
    case .split: return try split(request)
    case .cut:
      let blade = try ground(request)
      return try changed(request, act: .cut) { old, _ in
        let left = try GEOS().difference(old.ground.geometry, blade)
        guard !left.isEmpty else { return nil }
        var new = old
        new.ground = DrawnGround(left)
        return new
      }
    case .reshape:
      let new = try ground(request)
      return try changed(request, act: .reshape) { old, _ in
        var next = old
        next.ground = DrawnGround(new)
        return next
      }
    case .merge: return try merged(request)
    case .set:
      guard let values = request.values else { throw incomplete("values") }
      return try changed(request, act: .set) { old, _ in try given(old, values) }
    case .remove: return try changed(request, act: .remove) { _, _ in nil }
    case .undo, .redo: preconditionFailure("taken back by the law, not by steps")
    }
  }

  // MARK: New measures

  private func added(
    _ grounds: [MultiPolygon], _ request: DrawingRequest, act: DrawingAct
  ) throws -> Intent {
    guard let values = request.values, values.class != nil else { throw incomplete("class") }
    var intent = Intent(act: act)
    var number = next
    for ground in grounds {
      try DrawingSession.check(ground)
      let empty = DrawnMeasure(
        id: newID(number), landClass: "", ground: DrawnGround(ground))
      var values = values
      if grounds.count > 1 { values.id = nil }
      intent.steps.append(DrawingStep(number, from: nil, to: try given(empty, values)))
      intent.seen.append(0)
      number += 1
    }
    return intent
  }

  /// The number of the next new measure.
  private var next: Int64 { max(drawing.next, (draft.plan.side.fids.max() ?? 0) + 1) }

  private func newID(_ number: Int64) -> String {
    let known = Set(draft.plan.side.ids)
    var id = "N\(number)"
    while known.contains(id) { id += "'" }
    return id
  }

  /// The part of a patch that no measure covers; `nil` if it is empty.
  private func free(_ patch: MultiPolygon) throws -> MultiPolygon? {
    guard !patch.isEmpty else { return nil }
    // The boxes of a set are in grid steps, those of a polygon in metres.
    var one = PolygonSet()
    one.append(patch)
    let box = one.boxes[0]
    let geos = GEOS()
    var left = patch
    let polygons = draft.plan.side.polygons
    for (place, other) in polygons.boxes.enumerated() where other.intersects(box) {
      left = try geos.difference(left, polygons.multiPolygon(of: place))
      if left.isEmpty { return nil }
    }
    return left
  }

  // MARK: Existing measures

  private func named(
    _ request: DrawingRequest, atLeast count: Int = 1
  ) throws -> [(number: Int64, seen: Int64, measure: DrawnMeasure)] {
    guard let numbers = request.numbers, numbers.count >= count else {
      throw incomplete(count > 1 ? "numbers (\(count)+)" : "numbers")
    }
    return try numbers.enumerated().map { index, number in
      guard let measure = measure(number) else { throw missing(number) }
      let seen = request.seen.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      return (number, seen ?? drawing.version(of: number), kept(measure, number))
    }
  }

  /// The measure with its origin, which is not in the draft.
  private func kept(_ measure: DrawnMeasure, _ number: Int64) -> DrawnMeasure {
    drawing.touched[number]?.measure ?? measure
  }

  private func changed(
    _ request: DrawingRequest, act: DrawingAct,
    _ body: (DrawnMeasure, Int64) throws -> DrawnMeasure?
  ) throws -> Intent {
    var intent = Intent(act: act)
    for (number, seen, old) in try named(request) {
      let new = try body(old, number)
      if let new, new.ground != old.ground { try DrawingSession.check(new.ground.geometry) }
      intent.steps.append(DrawingStep(number, from: old, to: new))
      intent.seen.append(seen)
    }
    return intent
  }

  private func split(_ request: DrawingRequest) throws -> Intent {
    guard let positions = request.line, positions.count >= 2,
      positions.allSatisfy({ $0.count >= 2 })
    else { throw incomplete("line") }
    let places = try trial.fromDegrees.transform(positions.map { (x: $0[0], y: $0[1]) })
    let line = try places.map { place in
      guard let point = GridPoint(metresX: place.x, y: place.y) else {
        throw GeoJSONPolygon.refusal(zh: "坐标超出范围。", en: "A position is out of range.")
      }
      return point
    }
    let geos = GEOS()
    var intent = Intent(act: .split)
    var number = next
    for (old, seen, measure) in try named(request) {
      let pieces = try geos.split(measure.ground.geometry, by: line)
      guard pieces.count > 1 else { continue }
      var first = measure
      first.ground = DrawnGround(pieces[0])
      intent.steps.append(DrawingStep(old, from: measure, to: first))
      intent.seen.append(seen)
      for (index, piece) in pieces.dropFirst().enumerated() {
        var part = measure
        part.id = "\(measure.id)-\(index + 1)"
        part.origin = old
        part.ground = DrawnGround(piece)
        // The cost belongs to the measure as a whole.
        part.cost = nil
        intent.steps.append(DrawingStep(number, from: nil, to: part))
        intent.seen.append(0)
        number += 1
      }
    }
    guard !intent.steps.isEmpty else {
      throw refusal(
        "not-split", zh: "这条线没有把图斑切开：请从图斑外一侧画到另一侧。",
        en:
          "The line does not divide any measure: draw it from outside on one side to outside on the other."
      )
    }
    return intent
  }

  private func merged(_ request: DrawingRequest) throws -> Intent {
    let all = try named(request, atLeast: 2)
    var whole = all[0].measure
    let ground = try GEOS().union(all.map { $0.measure.ground.geometry })
    whole.ground = DrawnGround(ground)
    let costs = all.compactMap(\.measure.cost)
    whole.cost = costs.isEmpty ? nil : costs.reduce(.zero, +)
    if let values = request.values { whole = try given(whole, values) }
    try DrawingSession.check(ground)
    var intent = Intent(act: .merge)
    for (index, one) in all.enumerated() {
      intent.steps.append(
        DrawingStep(one.number, from: one.measure, to: index == 0 ? whole : nil))
      intent.seen.append(one.seen)
    }
    return intent
  }

  // MARK: Texts

  private func given(
    _ measure: DrawnMeasure, _ values: DrawingRequest.Values
  ) throws -> DrawnMeasure {
    var new = measure
    let texts = [values.id, values.class, values.element, values.project, values.projectName]
    guard !texts.compactMap({ $0 }).contains(where: Workbench.hasControl) else {
      throw refusal(
        "text", zh: "文字中不能有控制字符。", en: "A text must not contain control characters.")
    }
    if let id = values.id, !id.isEmpty {
      guard id == measure.id || !draft.plan.side.ids.contains(id) else {
        throw Diagnostic(
          code: "change.known",
          Localized(zh: "已有整治图斑“\(id)”。", en: "A measure ‘\(id)’ exists already."),
          remedy: Localized(zh: "换一个标识。", en: "Choose another id."))
      }
      new.id = id
    }
    if let code = values.class { new.landClass = code }
    if let element = values.element {
      guard element.isEmpty || PlanElement(named: element) != nil else {
        throw refusal(
          "element",
          zh:
            "整治要素“\(element)”不是 \(PlanElement.allCases.map(\.rawValue).joined(separator: "、")) 之一。",
          en: "The element ‘\(element)’ is not one of "
            + "\(PlanElement.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      new.element = PlanElement(named: element)?.rawValue ?? ""
    }
    if let project = values.project { new.project = project }
    if let name = values.projectName { new.projectName = name }
    if let stage = values.stage {
      guard (0...99).contains(stage) else {
        throw refusal("stage", zh: "阶段须为 1 至 99。", en: "A stage must be from 1 to 99.")
      }
      new.stage = stage == 0 ? nil : stage
    }
    if let cost = values.cost { new.cost = cost < 0 ? nil : Money(fen: cost) }
    return new
  }

  private func ground(_ request: DrawingRequest) throws -> MultiPolygon {
    guard let geometry = request.geometry else { throw incomplete("geometry") }
    return try geometry.onGrid(trial.fromDegrees)
  }

  private func missing(_ number: Int64) -> Diagnostic {
    if let touch = drawing.touched[number] {
      return Diagnostic(
        code: "drawing.changed-since",
        Localized(
          zh: "\(touch.actor.name) 已在 \(touch.time.iso8601) 删除第 \(number) 号图斑。",
          en: "\(touch.actor.name) removed measure number \(number) at \(touch.time.iso8601)."
        ),
        feature: String(number))
    }
    return refusal(
      "no-measure", zh: "方案“\(plan)”没有第 \(number) 号图斑。",
      en: "Plan ‘\(plan)’ has no measure number \(number).")
  }

  private func incomplete(_ what: String) -> Diagnostic {
    refusal("incomplete", zh: "操作没有给出 \(what)。", en: "The act does not state \(what).")
  }

  private func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "drawing.\(code)", Localized(zh: zh, en: en))
  }
}
