import EventLog
import Groundwork

/// A plan that one or more people draw: the state of the stream `drawing/NAME`.
public struct PlanDrawing: Hashable, Sendable {
  /// The last change of a measure.
  public struct Touch: Hashable, Sendable {
    /// The version of the drawing that made the change.
    public var version: Int64
    public var actor: Actor
    public var time: Timestamp
    /// `nil` if the measure was removed.
    public var measure: DrawnMeasure?
  }

  /// An edit that can be undone or redone.
  public struct Edit: Hashable, Sendable {
    public var act: DrawingAct
    public var steps: [DrawingStep]
  }

  /// Whether drawing has begun.
  public var isBegun = false
  public var base = ""
  /// The hash of the measures in the plan's layer.
  public var basis = ""
  public var origin: String?
  public var originVersion: Int64?
  /// The number of the next new measure.
  public var next: Int64 = 1
  /// The version that is saved in the plan's layer.
  public var kept: Int64 = 0
  /// Measures that were changed since drawing began.
  public var touched: [Int64: Touch] = [:]
  public var edits: [Int64: Edit] = [:]
  /// By person: the versions of the edits that they can undo, the last one last.
  public var undoable: [String: [Int64]] = [:]
  /// By person: the versions of the edits that they can redo, the last one last.
  public var redoable: [String: [Int64]] = [:]

  public init() {}

  /// The version of the last change of a measure; 0 for an unchanged one.
  public func version(of number: Int64) -> Int64 { touched[number]?.version ?? 0 }
}

/// The identity of a person, who can undo only their own edits.
extension Actor {
  var drawingHand: String { "\(person)|\(organisation)" }
}

extension PlanDrawing {
  public func mayUndo(_ actor: Actor) -> Bool { !(undoable[actor.drawingHand] ?? []).isEmpty }
  public func mayRedo(_ actor: Actor) -> Bool { !(redoable[actor.drawingHand] ?? []).isEmpty }
}

/// The rules of drawing (制图):
///
/// - An act states the version of each measure that its author saw. It is refused if another person
///   has changed such a measure since; acts on different measures never conflict.
/// - A new measure has a number that was never used.
/// - People can undo only their own edits, the last one first, and only while the measures are in
///   the state after that edit.
public enum DrawingDecider: Decider {
  public enum Command: Sendable, Hashable {
    case begin(
      base: String, basis: String, next: Int64, origin: String? = nil, originVersion: Int64? = nil)
    /// `seen`: the versions of the measures, in the order of the steps; 0 for new and unchanged
    /// ones.
    case edit(DrawingAct, [DrawingStep], seen: [Int64])
    case undo
    case redo
    case keep(basis: String, measures: Int)
  }

  public typealias Event = DrawingEvent

  public static let initial = PlanDrawing()

  public static func decide(
    _ command: Command, in state: PlanDrawing, by context: DeedContext
  ) throws -> [DrawingEvent] {
    if case .begin(let base, let basis, let next, let origin, let version) = command {
      return [
        .begun(
          base: base, basis: basis, next: max(1, next), origin: origin, originVersion: version)
      ]
    }
    guard state.isBegun else {
      throw refusal(
        "not-begun", zh: "方案还没有开始绘制。", en: "Drawing of the plan has not begun.")
    }
    switch command {
    case .begin: return []
    case .edit(let act, let steps, let seen):
      try check(steps, seen, in: state)
      let real = steps.filter { $0.before != $0.after }
      return real.isEmpty ? [] : [.edited(act: act, steps: real)]
    case .undo:
      let (version, edit) = try last(
        state.undoable[context.actor.drawingHand], state,
        Localized(zh: "没有可撤销的操作。", en: "There is nothing to undo."))
      let steps = edit.steps.reversed().map(\.inverse)
      try checkCurrent(steps, in: state)
      return [.undone(edit: version, steps: steps)]
    case .redo:
      let (version, edit) = try last(
        state.redoable[context.actor.drawingHand], state,
        Localized(zh: "没有可重做的操作。", en: "There is nothing to redo."))
      try checkCurrent(edit.steps, in: state)
      return [.redone(edit: version, steps: edit.steps)]
    case .keep(let basis, let measures): return [.kept(basis: basis, measures: measures)]
    }
  }

  public static func evolve(_ state: inout PlanDrawing, _ deed: Deed<DrawingEvent>) {
    let hand = deed.actor.drawingHand
    switch deed.event {
    case .begun(let base, let basis, let next, let origin, let originVersion):
      state = PlanDrawing()
      state.isBegun = true
      state.base = base
      state.basis = basis
      state.next = next
      state.origin = origin
      state.originVersion = originVersion
      state.kept = deed.version
    case .edited(let act, let steps):
      state.edits[deed.version] = PlanDrawing.Edit(act: act, steps: steps)
      state.undoable[hand, default: []].append(deed.version)
      state.redoable[hand] = nil
    case .undone(let edit, _):
      state.undoable[hand]?.removeAll { $0 == edit }
      state.redoable[hand, default: []].append(edit)
    case .redone(let edit, _):
      state.redoable[hand]?.removeAll { $0 == edit }
      state.undoable[hand, default: []].append(edit)
    case .kept(let basis, _):
      state.basis = basis
      state.kept = deed.version
    }
    for step in deed.event.steps {
      state.next = max(state.next, step.number + 1)
      state.touched[step.number] = PlanDrawing.Touch(
        version: deed.version, actor: deed.actor, time: deed.time, measure: step.after)
    }
  }

  // MARK: Conditions

  private static func check(
    _ steps: [DrawingStep], _ seen: [Int64], in state: PlanDrawing
  ) throws {
    guard steps.count == seen.count, !steps.isEmpty,
      Set(steps.map(\.number)).count == steps.count
    else {
      throw refusal("steps", zh: "操作不完整。", en: "The act is incomplete.")
    }
    for (step, version) in zip(steps, seen) {
      guard step.number > 0, step.before != nil || step.after != nil else {
        throw refusal("steps", zh: "操作不完整。", en: "The act is incomplete.")
      }
      if let touch = state.touched[step.number] {
        guard touch.version == version else { throw changed(step.number, touch) }
        guard touch.measure == step.before else {
          throw refusal(
            "before", zh: "操作所依据的图斑不是现在的图斑。",
            en: "The act is based on a measure that has changed since.")
        }
      } else if step.before == nil {
        guard step.number >= state.next else {
          throw refusal(
            "number", zh: "编号 \(step.number) 已用过。",
            en: "The number \(step.number) was used before.")
        }
      } else if version != 0 {
        throw refusal("steps", zh: "没有这个版本。", en: "There is no such version.")
      }
    }
  }

  /// Each measure must be as the steps expect it. Its version says nothing here: undoing a later edit
  /// of one's own gives a measure back under a new version.
  private static func checkCurrent(_ steps: [DrawingStep], in state: PlanDrawing) throws {
    for step in steps {
      guard let touch = state.touched[step.number] else {
        throw refusal("steps", zh: "操作不完整。", en: "The act is incomplete.")
      }
      guard touch.measure == step.before else { throw changed(step.number, touch) }
    }
  }

  private static func last(
    _ versions: [Int64]?, _ state: PlanDrawing, _ none: Localized
  ) throws -> (Int64, PlanDrawing.Edit) {
    guard let version = versions?.last, let edit = state.edits[version] else {
      throw Diagnostic(code: "drawing.nothing", none)
    }
    return (version, edit)
  }

  /// The refusal if another person changed the measure first.
  private static func changed(_ number: Int64, _ touch: PlanDrawing.Touch) -> Diagnostic {
    let name = touch.measure?.id ?? String(number)
    return Diagnostic(
      code: "drawing.changed-since",
      touch.measure == nil
        ? Localized(
          zh: "\(touch.actor.name) 已在 \(touch.time.iso8601) 删除第 \(number) 号图斑。",
          en: "\(touch.actor.name) removed measure number \(number) at \(touch.time.iso8601)."
        )
        : Localized(
          zh: "\(touch.actor.name) 已在 \(touch.time.iso8601) 修改图斑“\(name)”。",
          en: "\(touch.actor.name) changed the measure ‘\(name)’ at \(touch.time.iso8601)."),
      remedy: Localized(
        zh: "看过新的图斑后再决定；您的输入仍在。",
        en: "Review its current state, then decide; your drawing is still there."),
      feature: String(number))
  }

  private static func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "drawing.\(code)", Localized(zh: zh, en: en))
  }
}
