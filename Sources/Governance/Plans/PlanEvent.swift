import EventLog

/// The events of a plan (整治方案) from the first drawing to its endorsement.
public enum PlanEvent: EventPayload {
  /// 编制: the first version is complete, with its number of measures (整治图斑).
  case drawn(title: String, epoch: String, area: String, measures: Int)
  /// 修改: the new number of measures, and the reason.
  case revised(measures: Int, reason: String)
  /// 报送审查.
  case submitted(note: String)
  /// 退回修改.
  case returned(reason: String)
  /// 审查通过.
  case endorsed(note: String)

  public static let category = "plan"

  public var kind: String {
    switch self {
    case .drawn: "drawn"
    case .revised: "revised"
    case .submitted: "submitted"
    case .returned: "returned"
    case .endorsed: "endorsed"
    }
  }
}
