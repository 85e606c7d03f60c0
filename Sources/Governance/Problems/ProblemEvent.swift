import EventLog

/// The events of a problem.
public enum ProblemEvent: EventPayload {
  case found(finding: Problem.Finding)
  case dismissed(reason: String)
  case filed
  case assigned(organisation: String, person: String?, deadline: Timestamp)
  case started(plan: String)
  case submitted(evidence: [String], note: String)
  case closed(note: String)
  case returned(reason: String, deadline: Timestamp)
  case reopened(reason: String)
  case noted(text: String)

  public static let category = "problem"

  public var kind: String {
    switch self {
    case .found: "found"
    case .dismissed: "dismissed"
    case .filed: "filed"
    case .assigned: "assigned"
    case .started: "started"
    case .submitted: "submitted"
    case .closed: "closed"
    case .returned: "returned"
    case .reopened: "reopened"
    case .noted: "noted"
    }
  }

  /// 2: a finding may have photos.
  public var schema: Int {
    if case .found(let finding) = self, finding.photos != nil { 2 } else { 1 }
  }

  /// The hashes of the photos and documents that came with it.
  public var attachments: [String] {
    switch self {
    case .found(let finding): finding.photos ?? []
    case .submitted(let evidence, _): evidence
    default: []
    }
  }
}
