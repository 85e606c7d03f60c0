import EventLog

/// What happens while a plan is drawn. Every event holds the old and the new, so that the drawing can be
/// seen as it was on any day.
public enum DrawingEvent: EventPayload {
  /// Drawing begins on what the plan's layer holds.
  ///
  /// - `base`: the survey epoch; `basis`: the hash of the document with the measures at that time;
  ///   `next`: the number of the first new measure; `origin`: the plan that it was branched from, and
  ///   the version of its drawing.
  case begun(base: String, basis: String, next: Int64, origin: String?, originVersion: Int64?)
  case edited(act: DrawingAct, steps: [DrawingStep])
  /// An earlier edit, by its version, was taken back.
  case undone(edit: Int64, steps: [DrawingStep])
  /// An edit that was taken back, by its version, was done again.
  case redone(edit: Int64, steps: [DrawingStep])
  /// The plan's layer was written as the drawing stands; `basis` is the hash of its measures.
  case kept(basis: String, measures: Int)

  public static let category = "drawing"

  public var kind: String {
    switch self {
    case .begun: "begun"
    case .edited: "edited"
    case .undone: "undone"
    case .redone: "redone"
    case .kept: "kept"
    }
  }

  /// What it does to measures.
  public var steps: [DrawingStep] {
    switch self {
    case .edited(_, let steps), .undone(_, let steps), .redone(_, let steps): steps
    case .begun, .kept: []
    }
  }
}
