import EventLog
import Groundwork

/// The course of a kind of case (流程) as data: steps, acts, guards, roles, documents, time limits.
///
/// A case keeps the hash of the definition by which it was started, and is handled by that one to its
/// end, whatever becomes of the file.
public struct ProcessDefinition: Hashable, Sendable, Codable {
  /// A role of the process and the roles of `Policies/access/roles.yaml` whose people hold it.
  public struct Role: Hashable, Sendable, Codable {
    public var id: String
    public var title: Localized
    public var heldBy: [String]
  }

  /// Something that must be so before a case goes on (前置条件). Unknown is not so.
  public struct Fact: Hashable, Sendable, Codable {
    public var id: String
    public var title: Localized
    /// The roles (of access) that may establish it.
    public var establishedBy: [String]
    /// The rules on whose verdict it rests, for whoever establishes it.
    public var rules: [String]
    /// Whether a recorded override (例外批准) can stand in for it.
    public var isOverridable: Bool
  }

  /// A document of the package (申报材料).
  public struct Paper: Hashable, Sendable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
      case other
      /// 意愿征询和表决材料.
      case consent
      /// 永久基本农田补划证明.
      case basicFarmlandProof = "basic-farmland-proof"
      /// 生态保护红线、永久基本农田套合图.
      case redLineOverlay = "red-line-overlay"
      /// 筹资合规材料.
      case financingLegality = "financing-legality"

      /// What must never be handed in later (不得容缺).
      public var isForbiddenToDefer: Bool { self != .other }
    }

    public var id: String
    public var title: Localized
    public var kind: Kind
    public var deferral: Deferral?
  }

  /// Until when a document may follow (容缺).
  public struct Deferral: Hashable, Sendable, Codable {
    /// The step that is not entered without it.
    public var until: String
    /// The days in which it must follow; none: until that step.
    public var limit: Limit?
    public var source: String

    public init(until: String, limit: Limit?, source: String) {
      self.until = until
      self.limit = limit
      self.source = source
    }
  }

  public struct Limit: Hashable, Sendable, Codable {
    public var days: Int
    /// Working days (工作日), else days of the calendar.
    public var isWorking: Bool
    public var source: String

    public init(days: Int, isWorking: Bool, source: String) {
      self.days = days
      self.isWorking = isWorking
      self.source = source
    }
  }

  public enum Signing: String, Sendable, Codable, CaseIterable {
    /// The step has one task.
    case one
    /// 会签: everybody signs.
    case all
    /// 或签: one of them signs.
    case any
  }

  /// A task of a step (任务): what one office does.
  public struct Task: Hashable, Sendable, Codable {
    public var id: String
    public var title: Localized
    /// Roles of the process.
    public var by: [String]
    /// The rules whose verdicts are before the signer (核对清单); `nil`: none.
    public var checks: [String]?
  }

  /// A move that a step allows.
  public struct Act: Hashable, Sendable, Codable {
    public var verb: ProcessVerb
    /// The step to which it leads; none: any step through which the case came before.
    public var to: String?
    public var by: [String]
    public var guards: [String]
    /// The facts that are open again after it.
    public var clears: [String]
    /// The documents that must be handed in anew after it.
    public var renews: [String]
  }

  public struct Step: Hashable, Sendable, Codable {
    public var id: String
    public var title: Localized
    public var stage: LifeStage
    public var isFinal: Bool
    /// Whether nobody who worked on the package may decide here.
    public var isIndependent: Bool
    /// The documents without which the case does not go on from here.
    public var papers: [String]
    /// The facts without which no forward move, from wherever, enters it.
    public var guards: [String]
    public var signing: Signing
    public var tasks: [Task]
    public var limit: Limit?
    /// The shortest time that the case stays (公示期).
    public var atLeast: Limit?
    /// Whether objections are received here; `nil` where none are.
    public var objections: Objections?
    public var acts: [Act]
  }

  public var id: String
  public var title: Localized
  public var source: String
  public var roles: [Role]
  public var facts: [Fact]
  public var papers: [Paper]
  /// In the order of the file; a case starts at the first.
  public var steps: [Step]
  /// Roles that may suspend and resume, halt, terminate, settle disagreements, record an override.
  public var suspendedBy: [String]
  public var haltedBy: [String]
  public var terminatedBy: [String]
  public var settledBy: [String]
  public var overriddenBy: [String]
  /// The first step at which departments may comment without deciding (提前介入).
  public var earlyFrom: String?

  public func step(_ id: String) -> Step? { steps.first { $0.id == id } }
  public func paper(_ id: String) -> Paper? { papers.first { $0.id == id } }
  public func fact(_ id: String) -> Fact? { facts.first { $0.id == id } }
  public func role(_ id: String) -> Role? { roles.first { $0.id == id } }
  /// The place of a step in the file; the number of steps for one that is not there.
  public func rank(_ id: String) -> Int { steps.firstIndex { $0.id == id } ?? steps.count }

  /// The roles of access that hold any of some roles of the process.
  public func holders(_ roles: [String]) -> Set<String> {
    Set(roles.flatMap { role($0)?.heldBy ?? [] })
  }

  /// The definition as the bytes that are kept.
  public func bytes() throws -> [UInt8] { try CanonicalJSON().bytes(self) }

  /// The hash by which cases refer to it: `sha256:…`.
  public func digest() throws -> String { "sha256:" + HashAlgorithm.sha256.hash(try bytes()).hex }
}
