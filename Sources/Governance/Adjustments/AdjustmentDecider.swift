import EventLog
import Groundwork

/// A proposal as it stands: the state of the stream `adjustment/NUMBER`.
public struct AdjustmentRecord: Hashable, Sendable, Codable {
  public enum Phase: String, Sendable, Codable, CaseIterable {
    case none, proposed, submitted, approved, executed, refused, withdrawn

    public var title: Localized {
      switch self {
      case .none: Localized(zh: "无", en: "none")
      case .proposed: Localized(zh: "建议中", en: "proposed")
      case .submitted: Localized(zh: "报批中", en: "under approval")
      case .approved: Localized(zh: "已批准", en: "approved")
      case .executed: Localized(zh: "已执行", en: "carried out")
      case .refused: Localized(zh: "未批准", en: "refused")
      case .withdrawn: Localized(zh: "已撤回", en: "withdrawn")
      }
    }
  }

  public var phase = Phase.none
  public var proposal: AdjustmentProposal?
  public var authors: Set<String> = []
  /// The document of approval.
  public var document: String?
  public var executedAt: Timestamp?
  public var executed: AdjustedGround?

  public init() {}

  /// Whether it still is, or has become, part of the plan.
  public var isActive: Bool {
    [.proposed, .submitted, .approved, .executed].contains(phase)
  }
}

/// What may be done with a proposal.
public enum AdjustmentAct: String, Sendable, Codable, CaseIterable {
  case revise, submit, giveBack = "return", approve, refuse, execute, withdraw
}

/// The rules of a proposal: 建议 → 报批 → 批准 → 执行. Only what was approved by its own procedure can be
/// carried out (CORE-08), and nobody decides about what they proposed themselves. That land is added
/// before land is taken out is a rule of the pack (CORE-09), which the use case asks.
public enum AdjustmentDecider: Decider {
  public enum Command: Sendable, Hashable {
    case propose(AdjustmentProposal)
    case revise(AdjustmentProposal, reason: String)
    case submit(note: String)
    case giveBack(reason: String)
    case approve(document: String, note: String)
    case refuse(reason: String)
    case execute(document: String, ground: AdjustedGround)
    case withdraw(reason: String)

    /// `nil` for the first, which makes the proposal.
    public var act: AdjustmentAct? {
      switch self {
      case .propose: nil
      case .revise: .revise
      case .submit: .submit
      case .giveBack: .giveBack
      case .approve: .approve
      case .refuse: .refuse
      case .execute: .execute
      case .withdraw: .withdraw
      }
    }
  }

  public typealias Event = AdjustmentEvent

  public static let initial = AdjustmentRecord()

  /// The most patches of one proposal.
  public static let limit = 5000

  /// The phases in which an act may be done.
  public static func phases(for act: AdjustmentAct?) -> Set<AdjustmentRecord.Phase> {
    switch act {
    case nil: [.none]
    case .revise, .submit: [.proposed]
    case .giveBack, .approve, .refuse: [.submitted]
    case .execute: [.approved]
    case .withdraw: [.proposed, .submitted, .approved]
    }
  }

  public static func decide(
    _ command: Command, in state: AdjustmentRecord, by context: DeedContext
  ) throws -> [AdjustmentEvent] {
    guard phases(for: command.act).contains(state.phase) else {
      throw refusal(
        "phase", zh: "建议处于“\(state.phase.title.zh)”，不能这样办理。",
        en: "the proposal is \(state.phase.title.en); this cannot be done with it.")
    }
    func checkIndependence() throws {
      guard !state.authors.contains(context.actor.person) else {
        throw refusal(
          "own-work", zh: "须由提出人以外的人员办理。", en: "somebody who did not propose it must do this.")
      }
    }
    switch command {
    case .propose(let proposal): return [.proposed(proposal: try checked(proposal))]
    case .revise(let proposal, let reason):
      let proposal = try checked(proposal)
      if proposal == state.proposal { return [] }
      return [.revised(proposal: proposal, reason: try required(reason))]
    case .submit(let note): return [.submitted(note: note)]
    case .giveBack(let reason):
      try checkIndependence()
      return [.returned(reason: try required(reason))]
    case .approve(let document, let note):
      try checkIndependence()
      return [.approved(document: try required(document), note: note)]
    case .refuse(let reason):
      try checkIndependence()
      return [.refused(reason: try required(reason))]
    case .execute(let document, let ground):
      try checkIndependence()
      guard ground.area > .zero, ground.parts.allSatisfy({ $0.area >= .zero }) else {
        throw refusal(
          "no-ground", zh: "这些图斑没有可调整的面积。", en: "nothing of these patches can be adjusted.")
      }
      return [.executed(document: try required(document), ground: ground)]
    case .withdraw(let reason): return [.withdrawn(reason: try required(reason))]
    }
  }

  public static func evolve(_ state: inout AdjustmentRecord, _ deed: Deed<AdjustmentEvent>) {
    switch deed.event {
    case .proposed(let proposal), .revised(let proposal, _):
      state.phase = .proposed
      state.proposal = proposal
      state.authors.insert(deed.actor.person)
    case .submitted: state.phase = .submitted
    case .returned: state.phase = .proposed
    case .approved(let document, _):
      state.phase = .approved
      state.document = document
    case .refused: state.phase = .refused
    case .executed(_, let ground):
      state.phase = .executed
      state.executedAt = deed.time
      state.executed = ground
    case .withdrawn: state.phase = .withdrawn
    }
  }

  private static func checked(_ proposal: AdjustmentProposal) throws -> AdjustmentProposal {
    _ = try required(proposal.title)
    _ = try required(proposal.scheme)
    _ = try required(proposal.epoch)
    guard proposal.title.count <= 200, proposal.scheme.count <= 60, proposal.note.count <= 5000
    else {
      throw refusal(
        "text", zh: "名称不超过 200 字，方案名不超过 60 字，说明不超过 5000 字。",
        en: "the title has at most 200 characters, the scheme 60, the note 5000.")
    }
    guard
      AdjustmentProposal.Reason.fitting(proposal.line, proposal.direction)
        .contains(proposal.reason)
    else {
      throw refusal(
        "reason", zh: "“\(proposal.reason.title.zh)”不是这类调整的理由。",
        en: "‘\(proposal.reason.title.en)’ is no reason for such an adjustment.")
    }
    guard (1...limit).contains(proposal.patches.count),
      Set(proposal.patches).count == proposal.patches.count,
      !proposal.patches.contains(where: \.isEmpty)
    else {
      throw refusal(
        "patches", zh: "须选 1 到 \(limit) 个图斑，每个一次。",
        en: "choose from 1 to \(limit) patches, each once.")
    }
    guard [0, 2, 4, 6, 9, 12].contains(proposal.area.utf8.count),
      proposal.area.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else {
      throw refusal(
        "area", zh: "区划代码为 2、4、6、9 或 12 位数字。", en: "not an administrative code.")
    }
    var proposal = proposal
    proposal.patches.sort()
    return proposal
  }

  private static func required(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw refusal(
        "text", zh: "须写明名称、方案、年度、文号或理由。",
        en: "state title, scheme, epoch, document or reason.")
    }
    return text
  }

  static func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "adjustment.\(code)", Localized(zh: zh, en: en))
  }
}

/// All proposals: the projection `adjustments`.
public enum AdjustmentBoard: StreamBoard {
  public typealias Rules = AdjustmentDecider

  public static let name = "adjustments"
  public static let version = 2
}
