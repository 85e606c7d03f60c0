import EventLog

/// The events of a project in the library (项目库); a change carries the whole card, so that every version
/// can be shown and compared.
public enum ProjectEvent: EventPayload {
  case proposed(card: ProjectCard)
  case changed(card: ProjectCard, reason: String)
  /// 入库.
  case admitted(note: String)
  /// 退库.
  case withdrawn(reason: String)
  case restored(reason: String)

  public static let category = "project"

  public var kind: String {
    switch self {
    case .proposed: "proposed"
    case .changed: "changed"
    case .admitted: "admitted"
    case .withdrawn: "withdrawn"
    case .restored: "restored"
    }
  }

  /// 2: a card may name candidates of the library of potential; 3: and have targets.
  public var schema: Int {
    switch self {
    case .proposed(let card), .changed(let card, _):
      card.targets != nil ? 3 : card.candidates == nil ? 1 : 2
    case .admitted, .withdrawn, .restored: 1
    }
  }
}

/// The acts on a project, with the names that commands, endpoints and pages use.
public enum ProjectAct: String, Sendable, Codable, CaseIterable {
  case change, admit, withdraw, restore
}
