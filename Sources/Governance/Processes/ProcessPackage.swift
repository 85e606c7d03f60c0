import EventLog
import Groundwork

/// The package (申报材料) of a case at a glance: what is there, what follows by promise, what is missing.
public struct ProcessPackage: Hashable, Sendable, Codable {
  public enum Standing: String, Sendable, Codable, CaseIterable {
    case attached, deferred, missing

    public var title: Localized {
      switch self {
      case .attached: Localized(zh: "已交", en: "attached")
      case .deferred: Localized(zh: "容缺", en: "deferred")
      case .missing: Localized(zh: "缺", en: "missing")
      }
    }
  }

  /// One document, and the first step that needs it.
  public struct Entry: Hashable, Sendable, Codable {
    public var paper: String
    public var title: Localized
    public var neededAt: String
    /// Whether a step that the case has left or stands at needs it.
    public var isNeededNow: Bool
    public var standing: Standing
    public var hash: String?
    public var mayFollow: Bool
  }

  /// What is different for an office since it signed last.
  public struct Change: Hashable, Sendable, Codable {
    public var task: String
    public var organisation: String
    public var added: [String]
    public var replaced: [String]
    public var removed: [String]

    public init(
      task: String, organisation: String, added: [String], replaced: [String], removed: [String]
    ) {
      self.task = task
      self.organisation = organisation
      self.added = added
      self.replaced = replaced
      self.removed = removed
    }
  }

  /// The hash of all documents as they are now.
  public var digest: String?
  /// The hash of the version that was handed on last, which offices sign.
  public var submitted: String?
  /// In the order of the process file.
  public var entries: [Entry]
  /// For every office that signed, if anything is different; by task and organisation.
  public var changes: [Change]

  /// - Complexity: O(events + documents × steps).
  public init(_ definition: ProcessDefinition, _ deeds: [Deed<ProcessEvent>]) {
    let state = ProcessDecider.fold(deeds)
    let rank = state.step.map(definition.rank) ?? -1
    digest = state.packageDigest
    submitted = state.package
    entries = definition.papers.compactMap { paper in
      guard let step = definition.steps.first(where: { $0.papers.contains(paper.id) }) else {
        return nil
      }
      let record = state.papers[paper.id]
      return Entry(
        paper: paper.id, title: paper.title, neededAt: step.id,
        isNeededNow: definition.rank(step.id) <= rank,
        standing: record != nil
          ? .attached : state.promises[paper.id] != nil ? .deferred : .missing,
        hash: record?.hash,
        mayFollow: paper.deferral != nil && !paper.kind.isForbiddenToDefer)
    }
    changes = ProcessPackage.changes(deeds, now: state.papers.mapValues(\.hash))
  }

  /// Needed now, neither there nor promised.
  public var missing: [Entry] { entries.filter { $0.isNeededNow && $0.standing == .missing } }

  private struct Office: Hashable, Comparable {
    var task: String
    var organisation: String

    static func < (a: Office, b: Office) -> Bool {
      (a.task, a.organisation) < (b.task, b.organisation)
    }
  }

  private static func changes(
    _ deeds: [Deed<ProcessEvent>], now: [String: String]
  ) -> [Change] {
    var state = ProcessDecider.initial
    var seen: [Office: [String: String]] = [:]
    for deed in deeds {
      if case .signed(let task, _, _, _, _, _) = deed.event {
        seen[Office(task: task, organisation: deed.actor.organisation)] =
          state.papers.mapValues(\.hash)
      }
      ProcessDecider.evolve(&state, deed)
    }
    return seen.sorted { $0.key < $1.key }.compactMap { office, then in
      let change = Change(
        task: office.task, organisation: office.organisation,
        added: now.keys.filter { then[$0] == nil }.sorted(),
        replaced: now.keys.filter { then[$0] != nil && then[$0] != now[$0] }.sorted(),
        removed: then.keys.filter { now[$0] == nil }.sorted())
      let isSame = change.added.isEmpty && change.replaced.isEmpty && change.removed.isEmpty
      return isSame ? nil : change
    }
  }
}
