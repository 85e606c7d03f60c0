import EventLog
import Groundwork

/// An order to monitor a plan whenever something new was observed (常设监测): the state of the stream
/// `monitoring/NUMBER`.
public struct StandingOrder: Hashable, Sendable, Codable {
  public enum Phase: String, Sendable, Codable, CaseIterable {
    case none, live, ended

    public var title: Localized {
      switch self {
      case .none: Localized(zh: "无", en: "none")
      case .live: Localized(zh: "执行中", en: "in force")
      case .ended: Localized(zh: "已终止", en: "ended")
      }
    }
  }

  /// What is ordered.
  public struct Terms: Hashable, Sendable, Codable {
    public var plan: String
    public var base: String
    /// The hash under which the rules are kept; `nil` for the program's own, as they are at the time.
    public var rules: String?
    /// The organisation to which every problem is assigned; `nil`: whoever files it decides.
    public var organisation: String?
    /// The days in which it must be mended, where an organisation is named.
    public var days: Int?
    /// Whether observations that were there before the order are left out, as long as they stay as they are.
    public var isFromNow: Bool
    public var note: String

    public init(
      plan: String, base: String, rules: String? = nil, organisation: String? = nil,
      days: Int? = nil, isFromNow: Bool = false, note: String = ""
    ) {
      self.plan = plan
      self.base = base
      self.rules = rules
      self.organisation = organisation
      self.days = days
      self.isFromNow = isFromNow
      self.note = note
    }
  }

  /// What one observation led to.
  public struct Run: Hashable, Sendable, Codable {
    public var epoch: String
    /// The hash of everything that it follows from: observation, base, plan, control lines, rules.
    public var mark: String
    /// Incidents that raise an alarm, and totals below the base epoch.
    public var alarms: Int
    /// Of the incidents, those on ground that a later epoch shows, too: the later one decides.
    public var outdated: Int
    /// Numbers of problems.
    public var opened: [String]
    public var persisting: [String]
    public var restored: [String]
    public var unobserved: [String]

    public init(
      epoch: String, mark: String, alarms: Int, outdated: Int, opened: [String],
      persisting: [String], restored: [String], unobserved: [String]
    ) {
      self.epoch = epoch
      self.mark = mark
      self.alarms = alarms
      self.outdated = outdated
      self.opened = opened
      self.persisting = persisting
      self.restored = restored
      self.unobserved = unobserved
    }
  }

  /// One look at an observation: what came of it, or why nothing could.
  public struct Look: Hashable, Sendable, Codable {
    public var time: Timestamp
    public var epoch: String
    public var run: Run?
    /// The code and the words of the refusal.
    public var code: String?
    public var fault: Localized?
  }

  /// The most looks that the state keeps; the log has all.
  static let mostLooks = 100

  public var phase = Phase.none
  public var terms: Terms?
  /// Who gave it: in their name, and only as long as they have the right.
  public var giver: Actor?
  public var givenAt: Timestamp?
  /// By epoch: the mark of what was looked at last.
  public var marks: [String: String] = [:]
  /// By epoch: the content of observations that are left out.
  public var left: [String: String] = [:]
  /// The latest last.
  public var looks: [Look] = []
  public var endedBy: String?
  public var endedAt: Timestamp?
  public var reason: String?

  public init() {}

  /// Who acts where an order is followed: the order itself, in the role and for the organisation of its giver.
  public static func actor(_ number: String, of giver: Actor) -> Actor {
    Actor(
      person: "order:\(number)", name: "常设监测 \(number)（\(giver.name)交办）", role: giver.role,
      organisation: giver.organisation, isLocal: giver.isLocal)
  }

  static func isOrder(_ actor: Actor) -> Bool { actor.person.hasPrefix("order:") }
}

/// What happened to a standing order.
public enum StandingOrderEvent: EventPayload {
  /// `left` has the content of observations that the order leaves out, by epoch.
  case given(terms: StandingOrder.Terms, left: [String: String])
  case ran(run: StandingOrder.Run)
  /// An observation could not be monitored.
  case halted(epoch: String, mark: String, code: String, fault: Localized)
  case ended(reason: String)

  public static let category = "monitoring"

  public var kind: String {
    switch self {
    case .given: "given"
    case .ran: "ran"
    case .halted: "halted"
    case .ended: "ended"
    }
  }

  /// What was said with it, for people.
  public var said: String {
    switch self {
    case .given(let terms, _):
      "\(terms.plan)，基期 \(terms.base)" + (terms.note.isEmpty ? "" : "：\(terms.note)")
    case .ran(let run):
      "观测 \(run.epoch)：立案 \(run.opened.count)，仍存在 \(run.persisting.count)，"
        + "已恢复 \(run.restored.count)，未复核 \(run.unobserved.count)"
    case .halted(let epoch, _, _, let fault): "观测 \(epoch)：\(fault.zh)"
    case .ended(let reason): reason
    }
  }
}

/// The rules of a standing order: given once, followed until somebody ends it with a reason.
public enum StandingOrderDecider: Decider {
  public enum Command: Sendable, Hashable {
    case give(StandingOrder.Terms, left: [String: String])
    case run(StandingOrder.Run)
    case halt(epoch: String, mark: String, code: String, fault: Localized)
    case end(reason: String)
  }

  public typealias Event = StandingOrderEvent

  public static let initial = StandingOrder()

  public static func decide(
    _ command: Command, in state: StandingOrder, by context: DeedContext
  ) throws -> [StandingOrderEvent] {
    let wanted: StandingOrder.Phase = if case .give = command { .none } else { .live }
    guard state.phase == wanted else {
      throw refusal(
        "phase", zh: "常设监测处于“\(state.phase.title.zh)”，不能这样办理。",
        en: "the standing order is \(state.phase.title.en); this cannot be done with it.")
    }
    switch command {
    case .give(let terms, let left):
      guard !terms.plan.isEmpty, !terms.base.isEmpty, terms.note.count <= 2000 else {
        throw refusal(
          "terms", zh: "须写明方案和基期，说明不超过 2000 字。",
          en: "state plan and base epoch; the note has at most 2000 characters.")
      }
      guard (terms.organisation == nil) == (terms.days == nil), terms.organisation != "",
        terms.days.map({ (1...3660).contains($0) }) ?? true
      else {
        throw refusal(
          "answers", zh: "整改单位与期限（1 到 3660 日）须同时写明。",
          en: "name the organisation that answers and its days (1 to 3660), or neither.")
      }
      return [.given(terms: terms, left: left)]
    case .run(let run): return [.ran(run: run)]
    case .halt(let epoch, let mark, let code, let fault):
      return [.halted(epoch: epoch, mark: mark, code: code, fault: fault)]
    case .end(let reason):
      guard reason.contains(where: { !$0.isWhitespace }), reason.count <= 2000 else {
        throw refusal("text", zh: "须写明理由，不超过 2000 字。", en: "state why, in 2000 characters.")
      }
      return [.ended(reason: reason)]
    }
  }

  public static func evolve(_ state: inout StandingOrder, _ deed: Deed<StandingOrderEvent>) {
    switch deed.event {
    case .given(let terms, let left):
      state.phase = .live
      state.terms = terms
      state.giver = deed.actor
      state.givenAt = deed.time
      state.left = left
    case .ran(let run):
      state.marks[run.epoch] = run.mark
      state.look(.init(time: deed.time, epoch: run.epoch, run: run))
    case .halted(let epoch, let mark, let code, let fault):
      state.marks[epoch] = mark
      state.look(.init(time: deed.time, epoch: epoch, code: code, fault: fault))
    case .ended(let reason):
      state.phase = .ended
      state.endedBy = deed.actor.name
      state.endedAt = deed.time
      state.reason = reason
    }
  }

  static func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "standing-order.\(code)", Localized(zh: zh, en: en))
  }
}

extension StandingOrder {
  fileprivate mutating func look(_ look: Look) {
    looks.append(look)
    if looks.count > StandingOrder.mostLooks { looks.removeFirst() }
  }
}

/// All standing orders: the projection `standing-orders`.
public enum StandingOrderBoard: StreamBoard {
  public typealias Rules = StandingOrderDecider

  public static let name = "standing-orders"
  public static let version = 1
}
