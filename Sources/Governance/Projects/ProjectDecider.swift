import EventLog
import Groundwork

/// A project of the library: the state of the stream `project/ID`.
public struct ProjectRecord: Hashable, Sendable, Codable {
  public enum Phase: String, Sendable, Codable, CaseIterable {
    /// Nothing has happened yet.
    case none
    /// 谋划.
    case proposed
    /// 已入库.
    case admitted
    /// 已退库.
    case withdrawn

    public var title: Localized {
      switch self {
      case .none: Localized(zh: "无", en: "none")
      case .proposed: Localized(zh: "谋划", en: "proposed")
      case .admitted: Localized(zh: "已入库", en: "admitted")
      case .withdrawn: Localized(zh: "已退库", en: "withdrawn")
      }
    }
  }

  public var phase = Phase.none
  public var card: ProjectCard?
  /// Everybody who wrote the card, in any version; none of them may admit it.
  public var authors: Set<String> = []
  public var admittedBy: String?
  public var admittedAt: Timestamp?
  public var changedAt: Timestamp?

  public init() {}

  /// Whether it counts in the programme.
  public var isActive: Bool { phase == .proposed || phase == .admitted }
}

/// The rules of a project in the library: 谋划 → 入库, and 退库 with a reason.
///
/// - A card is well-formed in itself: years in order, costs within them, no relation named twice.
/// - Nobody admits a card that they wrote.
/// - Admission needs a goal, an implementer, an investment and ground; a change afterwards needs a reason.
///
/// How projects fit together is not checked here: a library under construction may contradict itself,
/// and ``ProjectLibrary/findings(measures:)`` says where.
public enum ProjectDecider: Decider {
  public enum Command: Sendable, Hashable, Codable {
    case propose(ProjectCard)
    case change(ProjectCard, reason: String)
    case admit(note: String)
    case withdraw(reason: String)
    case restore(reason: String)
  }

  public typealias Event = ProjectEvent

  public static let initial = ProjectRecord()

  /// The phases in which a command may be given.
  public static func phases(for command: Command) -> Set<ProjectRecord.Phase> {
    switch command {
    case .propose: [.none]
    case .change: [.proposed, .admitted]
    case .admit: [.proposed]
    case .withdraw: [.proposed, .admitted]
    case .restore: [.withdrawn]
    }
  }

  public static func decide(
    _ command: Command, in state: ProjectRecord, by context: DeedContext
  ) throws -> [ProjectEvent] {
    guard phases(for: command).contains(state.phase) else {
      throw refusal(
        "phase", zh: "项目处于“\(state.phase.title.zh)”，不能这样办理。",
        en: "the project is \(state.phase.title.en); this cannot be done with it.")
    }
    switch command {
    case .propose(let card): return [.proposed(card: try ProjectCardCheck.checked(card))]
    case .change(let card, let reason):
      let checked = try ProjectCardCheck.checked(card)
      guard checked != state.card else { return [] }
      return [
        .changed(
          card: checked, reason: state.phase == .admitted ? try required(reason) : reason)
      ]
    case .admit(let note):
      guard !state.authors.contains(context.actor.person) else {
        throw refusal(
          "own-work", zh: "项目入库须由未编写该项目卡片的人员审定。",
          en: "a project is admitted by somebody who did not write its card.")
      }
      try checkComplete(state)
      return [.admitted(note: note)]
    case .withdraw(let reason): return [.withdrawn(reason: try required(reason))]
    case .restore(let reason): return [.restored(reason: try required(reason))]
    }
  }

  public static func evolve(_ state: inout ProjectRecord, _ deed: Deed<ProjectEvent>) {
    state.changedAt = deed.time
    switch deed.event {
    case .proposed(let card):
      state.phase = .proposed
      state.card = card
      state.authors.insert(deed.actor.person)
    case .changed(let card, _):
      state.card = card
      state.authors.insert(deed.actor.person)
    case .admitted:
      state.phase = .admitted
      state.admittedBy = deed.actor.person
      state.admittedAt = deed.time
    case .withdrawn:
      state.phase = .withdrawn
      state.admittedBy = nil
      state.admittedAt = nil
    case .restored: state.phase = .proposed
    }
  }

  /// The acts that the state allows a person, once the fields of the act are filled in.
  public static func acts(on state: ProjectRecord, by context: DeedContext) -> [ProjectAct] {
    ProjectAct.allCases.filter { act in
      switch act {
      case .change: phases(for: .withdraw(reason: "")).contains(state.phase)
      case .admit: state.phase == .proposed && !state.authors.contains(context.actor.person)
      case .withdraw: phases(for: .withdraw(reason: "")).contains(state.phase)
      case .restore: state.phase == .withdrawn
      }
    }
  }

  /// What admission needs and the card has not.
  public static func missing(for card: ProjectCard) -> [Localized] {
    var missing: [Localized] = []
    if card.goal.isEmpty { missing.append(Localized(zh: "战略目标", en: "goal")) }
    if card.duties.implement.isEmpty {
      missing.append(Localized(zh: "实施主体", en: "implementer"))
    }
    if card.cost <= .zero { missing.append(Localized(zh: "投资", en: "investment")) }
    if card.ground?.measures.isEmpty ?? true {
      missing.append(Localized(zh: "用地（方案图斑）", en: "ground (measures of a plan)"))
    }
    return missing
  }

  private static func checkComplete(_ state: ProjectRecord) throws {
    let missing = state.card.map(missing(for:)) ?? []
    guard missing.isEmpty else {
      throw refusal(
        "incomplete", zh: "入库还缺：\(missing.map(\.zh).joined(separator: "、"))。",
        en: "admission still needs: \(missing.map(\.en).joined(separator: ", ")).")
    }
  }

  private static func required(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw refusal("text", zh: "须写明理由。", en: "state a reason.")
    }
    return text
  }

  static func refusal(_ code: String, zh: String, en: String, field: String? = nil) -> Diagnostic {
    Diagnostic(code: "project.\(code)", Localized(zh: zh, en: en), field: field)
  }
}
