import EventLog
import Groundwork

/// What a case still needs before it goes on (办结条件), by the way that it could go. The decider says what
/// is accepted; this says why not, all at once, and whose turn it is.
public struct ProcessReadiness: Hashable, Sendable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case document, signature, fact, condition, promise, stay, objection
  }

  public enum Standing: String, Sendable, Codable, CaseIterable {
    case met, open, refused
  }

  public struct Requirement: Hashable, Sendable {
    public var kind: Kind
    public var id: String
    public var title: Localized
    public var standing: Standing
    /// Roles of access that can meet it.
    public var by: [String]
    /// The rules on which it rests.
    public var rules: [String] = []
  }

  /// One way on: a forward act of the step.
  public struct Way: Hashable, Sendable {
    public var verb: ProcessVerb
    public var to: String
    public var title: Localized
    /// Roles of access that may take it.
    public var by: [String]
    public var requirements: [Requirement]

    public var isReady: Bool { requirements.allSatisfy { $0.standing == .met } }
  }

  public var ways: [Way]

  /// - Complexity: O(acts × (documents + tasks + facts + conditions)).
  public init(_ law: ProcessLaw, _ state: ProcessInstance, at time: Timestamp) {
    guard state.standing == .running, let step = state.step.flatMap(law.definition.step) else {
      ways = []
      return
    }
    let reader = Reader(law: law, state: state, step: step, time: time)
    ways = step.acts.filter { $0.verb.isForward }.compactMap { act in
      guard let target = act.to.flatMap(law.definition.step) else { return nil }
      return Way(
        verb: act.verb, to: target.id, title: target.title,
        by: law.definition.holders(act.by).sorted(),
        requirements: reader.documents + reader.signatures + reader.stay + reader.objections
          + reader.facts(act.guards + target.guards) + reader.entry(target))
    }
  }

  private struct Reader {
    let law: ProcessLaw
    let state: ProcessInstance
    let step: ProcessDefinition.Step
    let time: Timestamp

    private var owners: [String] {
      law.definition.holders(step.tasks.flatMap(\.by)).sorted()
    }

    var documents: [Requirement] {
      step.papers.map { id in
        let isThere = state.papers[id] != nil || state.promises[id] != nil
        return Requirement(
          kind: .document, id: id, title: law.definition.paper(id)?.title ?? Localized(id),
          standing: isThere ? .met : .open, by: owners)
      }
    }

    var signatures: [Requirement] {
      guard step.signing != .one else {
        return state.tasks.filter { !$0.added.isEmpty || $0.signature != nil }.map { signature($0) }
      }
      if step.signing == .any {
        let isDone = state.tasks.contains(where: \.isDone)
        return [
          Requirement(
            kind: .signature, id: step.id, title: step.title, standing: isDone ? .met : .open,
            by: owners)
        ]
      }
      return state.tasks.map { signature($0) }
    }

    private func signature(_ task: ProcessTask) -> Requirement {
      let isOpen: Bool =
        if step.signing == .one {
          task.awaitsBefore || task.isDisputed || task.awaitsAfter
            || (task.added.contains { !$0.isBefore } && !task.isDone)
            || task.settlement?.approves == false
        } else {
          !task.isDone
        }
      let isRefused = task.isDisputed || task.settlement?.approves == false
      return Requirement(
        kind: .signature, id: task.id, title: task.title,
        standing: isOpen ? (isRefused ? .refused : .open) : .met, by: task.by)
    }

    var stay: [Requirement] {
      guard let least = step.atLeast else { return [] }
      let yesterday = law.calendar.day(of: time) - 1
      let stayed = state.clock.elapsed(
        through: yesterday, law.calendar, working: least.isWorking)
      return [
        Requirement(
          kind: .stay, id: step.id,
          title: Localized(
            zh: "至少 \(least.days) 日，已满 \(stayed) 日",
            en: "at least \(least.days) days; \(stayed) have passed"),
          standing: stayed >= least.days ? .met : .open, by: [])
      ]
    }

    /// The objections that nobody has answered.
    var objections: [Requirement] {
      guard step.objections != nil else { return [] }
      return state.openObjections.map { objection in
        let day = law.calendar.date(of: objection.due)
        return Requirement(
          kind: .objection, id: objection.id,
          title: Localized(
            zh: "异议 \(objection.id)（\(objection.by)），应于 \(day) 前答复",
            en: "objection \(objection.id) (\(objection.by)), due on \(day)"),
          standing: objection.isOverdue(at: time) ? .refused : .open, by: owners)
      }
    }

    func facts(_ names: [String]) -> [Requirement] {
      names.map { name in
        let fact = law.definition.fact(name)
        let record = state.facts[name]
        return Requirement(
          kind: .fact, id: name, title: fact?.title ?? Localized(name),
          standing: record.map { $0.isSo ? .met : .refused } ?? .open,
          by: fact?.establishedBy ?? [], rules: fact?.rules ?? [])
      }
    }

    /// Conditions and promises that the target waits for.
    func entry(_ target: ProcessDefinition.Step) -> [Requirement] {
      let rank = law.definition.rank(target.id)
      let conditions = state.conditions.filter {
        !$0.isCleared && law.definition.rank($0.blocks) <= rank
      }.map {
        Requirement(
          kind: .condition, id: $0.id, title: Localized($0.text), standing: .open, by: [$0.role])
      }
      let promises = state.promises.sorted { $0.key < $1.key }.filter { paper, promise in
        let isDue = promise.due.map { time > $0 } ?? false
        return state.papers[paper] == nil
          && !(law.definition.rank(promise.until) > rank && !isDue)
      }.map { paper, _ in
        Requirement(
          kind: .promise, id: paper, title: law.definition.paper(paper)?.title ?? Localized(paper),
          standing: .open, by: law.definition.holders(law.definition.roles.map(\.id)).sorted())
      }
      return conditions + promises
    }
  }
}
