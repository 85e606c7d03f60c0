import EventLog

/// The acts on a problem, with the names that commands, endpoints and pages use.
public enum ProblemAct: String, Sendable, Codable, CaseIterable {
  case file, dismiss, assign, start, submit, close
  case giveBack = "return"
  case reopen, note

  /// A complete command of this kind, to find out whether one would be accepted.
  public func example(at time: Timestamp) -> ProblemDecider.Command {
    let later = time.adding(days: 1)
    return switch self {
    case .file: .file
    case .dismiss: .dismiss(reason: "-")
    case .assign: .assign(organisation: "-", person: nil, deadline: later)
    case .start: .start(plan: "-")
    case .submit: .submit(evidence: ["-"], note: "")
    case .close: .close(note: "")
    case .giveBack: .giveBack(reason: "-", deadline: later)
    case .reopen: .reopen(reason: "-")
    case .note: .note(text: "-")
    }
  }
}

extension ProblemDecider {
  /// Whether a command would be accepted.
  public static func allows(
    _ command: Command, in state: Problem, by context: DeedContext
  ) -> Bool {
    do {
      _ = try decide(command, in: state, by: context)
      return true
    } catch {
      return false
    }
  }
}

extension Problem {
  /// Neither closed nor dismissed.
  public var isOpen: Bool { phase != .closed && phase != .dismissed && phase != .none }
}
