import EventLog
import Groundwork

/// The work on a plan (整治方案) as far as its review: the state of the stream `plan/NAME`.
public struct PlanHistory: Hashable, Sendable, Codable {
  public enum Phase: String, Sendable, Codable, CaseIterable {
    case none
    /// 编制中.
    case drawing
    /// 审查中.
    case submitted
    /// 审查通过.
    case endorsed
  }

  public var phase = Phase.none
  public var title = ""
  /// The survey epoch on which it is drawn.
  public var epoch = ""
  /// The administrative code of its location.
  public var area = ""
  public var measures = 0
  /// Everybody who drew it; none of them may review it.
  public var authors: Set<String> = []
  public var authoringOrganisations: Set<String> = []
  public var returns = 0

  public init() {}
}

/// The rules of the work on a plan: 编制 → 报送 → 审查通过, or 退回 and revision.
///
/// - Only a plan that is being drawn can be changed or submitted; a plan under review is fixed.
/// - Nobody may review what they or their organisation drew.
public enum PlanHistoryDecider: Decider {
  public enum Command: Sendable, Hashable {
    case draw(title: String, epoch: String, area: String, measures: Int)
    case revise(measures: Int, reason: String)
    case submit(note: String)
    case giveBack(reason: String)
    case endorse(note: String)
  }

  public typealias Event = PlanEvent

  public static let initial = PlanHistory()

  /// The phases in which a command may be given.
  public static func phases(for command: Command) -> Set<PlanHistory.Phase> {
    switch command {
    case .draw: [.none]
    case .revise, .submit: [.drawing]
    case .giveBack, .endorse: [.submitted]
    }
  }

  public static func decide(
    _ command: Command, in state: PlanHistory, by context: DeedContext
  ) throws -> [PlanEvent] {
    guard phases(for: command).contains(state.phase) else {
      throw refusal(
        "phase", zh: "方案处于“\(state.phase.rawValue)”，不能这样办理。",
        en: "the plan is in the phase \(state.phase.rawValue); this cannot be done with it.")
    }
    switch command {
    case .draw(let title, let epoch, let area, let measures):
      _ = try required(title)
      return [
        .drawn(title: title, epoch: epoch, area: area, measures: try checkedCount(measures))
      ]
    case .revise(let measures, let reason):
      return [.revised(measures: try checkedCount(measures), reason: try required(reason))]
    case .submit(let note): return [.submitted(note: note)]
    case .giveBack(let reason):
      try checkIndependence(state, context.actor)
      return [.returned(reason: try required(reason))]
    case .endorse(let note):
      try checkIndependence(state, context.actor)
      return [.endorsed(note: note)]
    }
  }

  public static func evolve(_ state: inout PlanHistory, _ deed: Deed<PlanEvent>) {
    switch deed.event {
    case .drawn(let title, let epoch, let area, let measures):
      state.phase = .drawing
      state.title = title
      state.epoch = epoch
      state.area = area
      state.measures = measures
      state.name(deed.actor)
    case .revised(let measures, _):
      state.measures = measures
      state.name(deed.actor)
    case .submitted: state.phase = .submitted
    case .returned:
      state.phase = .drawing
      state.returns += 1
    case .endorsed: state.phase = .endorsed
    }
  }

  private static func checkIndependence(_ state: PlanHistory, _ actor: Actor) throws {
    guard !state.authors.contains(actor.person),
      !state.authoringOrganisations.contains(actor.organisation)
    else {
      throw refusal(
        "own-work", zh: "审查须独立于编制的人员和单位。",
        en: "the review must be done by somebody who had no part in drawing it.")
    }
  }

  private static func checkedCount(_ measures: Int) throws -> Int {
    guard measures > 0 else {
      throw refusal("empty", zh: "方案没有整治图斑。", en: "the plan has no measures.")
    }
    return measures
  }

  private static func required(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw refusal("text", zh: "须写明内容或理由。", en: "state what or why.")
    }
    return text
  }

  private static func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "plan.\(code)", Localized(zh: zh, en: en))
  }
}

extension PlanHistory {
  fileprivate mutating func name(_ author: Actor) {
    authors.insert(author.person)
    authoringOrganisations.insert(author.organisation)
  }
}
