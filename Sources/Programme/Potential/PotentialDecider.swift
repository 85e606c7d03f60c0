import EventLog
import Groundwork

/// What was found on the ground about one candidate (外业核实).
public struct PotentialFinding: Sendable, Hashable, Codable {
  public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// The candidate is real.
    case confirmed
    /// It is not; ``PotentialFinding/remark`` says why.
    case rejected

    public var title: Localized {
      switch self {
      case .confirmed: Localized(zh: "核实", en: "confirmed")
      case .rejected: Localized(zh: "否定", en: "rejected")
      }
    }
  }

  public var verdict: Verdict
  public var will: OwnersWill
  public var condition: GroundCondition
  public var remark: String
  /// The hashes of the photos.
  public var photos: [String]

  public init(
    verdict: Verdict, will: OwnersWill, condition: GroundCondition, remark: String = "",
    photos: [String] = []
  ) {
    self.verdict = verdict
    self.will = will
    self.condition = condition
    self.remark = remark
    self.photos = photos
  }
}

/// The events of the potential library: the stream `potential/library`.
public enum PotentialEvent: EventPayload {
  /// A survey was made. The record is kept as a document under its hash.
  case surveyed(PotentialSurveyed)
  /// A candidate was seen on the ground.
  case visited(number: String, finding: PotentialFinding)

  public static let category = "potential"
  public static let stream = "library"

  public var kind: String {
    switch self {
    case .surveyed: "surveyed"
    case .visited: "visited"
    }
  }

  /// The hashes of the photos that came with it.
  public var attachments: [String] {
    if case .visited(_, let finding) = self { finding.photos } else { [] }
  }
}

/// What the log keeps of a survey.
public struct PotentialSurveyed: Sendable, Hashable, Codable {
  public var epoch: String
  /// The hash of the record.
  public var record: String
  /// Candidates, those that came, went and changed.
  public var candidates: Int
  public var came: Int
  public var went: Int
  public var changed: Int
  /// The numbers of all candidates, so that what is seen in the field can be checked.
  public var numbers: [String]

  public init(_ record: PotentialRecord, hash: String) {
    epoch = record.epoch
    self.record = hash
    numbers = record.entries.filter(\.isCandidate).map(\.number).sorted()
    candidates = numbers.count
    came = record.changes.count { $0.kind == .came }
    went = record.changes.count { $0.kind == .went }
    changed = record.changes.count { $0.kind == .changed }
  }
}

/// The rules of the library: a survey may be made at any time, and follows the last one; only a present candidate can be seen in
/// the field; whoever rejects one says why; a confirmation needs what the owner says.
public enum PotentialDecider: Decider {
  public struct State: Sendable, Hashable, Codable {
    /// The last survey.
    public var survey: PotentialSurveyed?
    /// The hashes of all records, the first first.
    public var records: [String] = []
    /// The last finding on each number, with who found it when.
    public var findings: [String: Visit] = [:]

    public struct Visit: Sendable, Hashable, Codable {
      public var finding: PotentialFinding
      public var by: String
      public var at: Timestamp
    }

    public init() {}
  }

  public enum Command: Sendable, Hashable {
    /// - Parameter after: the hash of the record that its numbers and changes follow; `nil`: the first.
    case survey(PotentialSurveyed, after: String?)
    case visit(number: String, finding: PotentialFinding)
  }

  public static let initial = State()

  public static func decide(
    _ command: Command, in state: State, by context: DeedContext
  ) throws -> [PotentialEvent] {
    switch command {
    case .survey(let survey, let previous):
      if survey.record == state.survey?.record { return [] }
      // Two surveys that follow the same record would give one number to two patches.
      guard previous == state.survey?.record else {
        throw refusal(
          "overtaken", zh: "其间已有另一次调查，请重新调查。",
          en: "another survey was made meanwhile; make this one again.")
      }
      return [.surveyed(survey)]
    case .visit(let number, let finding):
      guard let survey = state.survey else {
        throw refusal("no-library", zh: "还没有潜力库。", en: "there is no library yet.")
      }
      guard survey.numbers.contains(number) else {
        throw refusal(
          "no-candidate", zh: "潜力库现在没有候选图斑 \(number)。",
          en: "the library has no candidate \(number) at present.")
      }
      let hasRemark = finding.remark.contains { !$0.isWhitespace }
      if finding.verdict == .rejected, !hasRemark {
        throw refusal("reason", zh: "否定须写明理由。", en: "a rejection needs a reason.")
      }
      if finding.verdict == .confirmed, finding.will == .unknown || finding.condition == .unknown {
        throw refusal(
          "incomplete", zh: "核实须写明权利人意愿和现状条件。",
          en: "a confirmation needs the owner's will and the condition of the ground.")
      }
      guard finding.remark.count <= 2000 else {
        throw refusal("remark", zh: "备注不超过 2000 字。", en: "a remark has at most 2000 characters.")
      }
      return [.visited(number: number, finding: finding)]
    }
  }

  public static func evolve(_ state: inout State, _ deed: Deed<PotentialEvent>) {
    switch deed.event {
    case .surveyed(let survey):
      state.survey = survey
      state.records.append(survey.record)
    case .visited(let number, let finding):
      state.findings[number] = State.Visit(
        finding: finding, by: deed.actor.name, at: deed.time)
    }
  }

  private static func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "potential.\(code)", Localized(zh: zh, en: en))
  }
}

/// The library: the projection `potential`.
public enum PotentialBoard: Projection {
  public struct State: Sendable, Hashable, Codable {
    public var library = PotentialDecider.State()
    /// The number of events of the stream.
    public var version: Int64 = 0
  }

  public static let name = "potential"
  public static let version = 1
  public static let categories: Set<String> = [PotentialEvent.category]
  public static let initial = State()

  public static func apply(_ record: EventRecord, to state: inout State) throws {
    PotentialDecider.evolve(
      &state.library,
      Deed(
        event: try record.payload(as: PotentialEvent.self), actor: try record.actor(),
        time: record.time, version: record.version))
    state.version = record.version
  }
}
