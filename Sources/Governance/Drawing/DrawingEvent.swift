import EventLog

/// An event of the drawing of a plan. Every event holds the old and the new values, so that every
/// earlier state can be reconstructed.
public enum DrawingEvent: EventPayload {
  /// Drawing begins with the content of the plan's layer.
  ///
  /// - `base`: the survey epoch; `basis`: the hash of the document with the measures at that time;
  ///   `next`: the number of the first new measure; `origin`: the plan that it was branched from, and
  ///   the version of its drawing.
  case begun(base: String, basis: String, next: Int64, origin: String?, originVersion: Int64?)
  case edited(act: DrawingAct, steps: [DrawingStep])
  /// An earlier edit was undone; it is identified by its version.
  case undone(edit: Int64, steps: [DrawingStep])
  /// An undone edit was redone; it is identified by its version.
  case redone(edit: Int64, steps: [DrawingStep])
  /// The current drawing was saved in the plan's layer; `basis` is the hash of its measures.
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

  /// The changes of measures.
  public var steps: [DrawingStep] {
    switch self {
    case .edited(_, let steps), .undone(_, let steps), .redone(_, let steps): steps
    case .begun, .kept: []
    }
  }
}
