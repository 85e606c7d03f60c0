import EventLog
import Governance
import Groundwork

/// Reads what happened to a case, the events alone, and looks for a broken law. It keeps its own books
/// and asks nothing of the decider.
struct ProcessOracle {
  let definition: ProcessDefinition
  private var path: [(step: String, since: Int)] = []
  private var facts: [String: (isSo: Bool, at: Int)] = [:]
  private var attached: Set<String> = []
  private var deferred: Set<String> = []
  private var authors: Set<String> = []
  private var signed: [String: (person: String, agrees: Bool)] = [:]
  private var objections = 0
  private var unanswered: Set<String> = []
  private var isOver = false
  /// The hash of the documents that were handed on last.
  private var package: String?
  private(set) var broken: [String] = []

  init(_ definition: ProcessDefinition) { self.definition = definition }

  static func check(_ definition: ProcessDefinition, _ deeds: [Deed<ProcessEvent>]) -> [String] {
    var oracle = ProcessOracle(definition)
    for (index, deed) in deeds.enumerated() { oracle.read(deed, index) }
    return oracle.broken
  }

  private var step: ProcessDefinition.Step? { path.last.flatMap { definition.step($0.step) } }

  mutating func read(_ deed: Deed<ProcessEvent>, _ index: Int) {
    if isOver { broken.append("\(deed.event.kind) after the end") }
    switch deed.event {
    case .started(_, _, _, _, _, let opening):
      authors.insert(deed.actor.person)
      enter(opening.step, index)
    case .moved(let verb, let from, _, let handed, let clears, let renews, let opening):
      package = handed
      if from != step?.id { broken.append("moved from \(from), stood at \(step?.id ?? "–")") }
      checkMove(verb, to: opening.step, deed)
      if step?.isIndependent == false, verb.isForward { authors.insert(deed.actor.person) }
      for fact in clears { facts[fact] = nil }
      forget(renews)
      enter(opening.step, index)
      isOver = opening.isFinal
    case .returned(_, let visit, _, let renews, let opening):
      checkAuthor(deed)
      forget(renews)
      back(to: visit, opening.step, index)
    case .withdrawn(let visit, _, let opening): back(to: visit, opening.step, index)
    case .restarted(_, let opening):
      path.removeLast()
      enter(opening.step, index)
    case .terminated: isOver = true
    case .signed(let task, let opinion, _, _, let read, _):
      if read != package { broken.append("signed another version of the package") }
      sign(task, opinion, deed)
    case .settled(let task, let approves, _):
      if approves, let person = signed[task]?.person { signed[task] = (person, true) }
    case .attached(let paper, _, _):
      attached.insert(paper)
      if step?.isIndependent == false || deferred.contains(paper) {
        authors.insert(deed.actor.person)
      }
    case .deferred(let paper, _, _, _):
      deferred.insert(paper)
      if definition.paper(paper)?.kind.isForbiddenToDefer ?? true {
        broken.append("deferred \(paper), which never may follow")
      }
    case .established(let fact, let isSo, _): facts[fact] = (isSo, index)
    case .objected:
      objections += 1
      unanswered.insert("O\(objections)")
      if step?.objections == nil { broken.append("an objection at \(step?.id ?? "–")") }
    case .answered(let item, _): unanswered.remove(item)
    case .overridden(let fact, _):
      facts[fact] = (true, index)
      if definition.fact(fact)?.isOverridable != true { broken.append("overrode \(fact)") }
    default: break
    }
  }

  private mutating func sign(
    _ task: String, _ opinion: ProcessTask.Opinion, _ deed: Deed<ProcessEvent>
  ) {
    checkAuthor(deed)
    signed[task] = (deed.actor.person, opinion != .disagree && (signed[task]?.agrees ?? true))
  }

  private mutating func checkMove(
    _ verb: ProcessVerb, to target: String, _ deed: Deed<ProcessEvent>
  ) {
    checkAuthor(deed)
    guard let step else { return }
    let act = step.acts.first { $0.verb == verb && $0.to == target }
    if act == nil, !step.acts.contains(where: { $0.verb == verb && $0.to == nil }) {
      broken.append("\(verb.rawValue) from \(step.id) to \(target) is no act of the process")
    }
    if verb.isForward {
      for paper in step.papers where !attached.contains(paper) && !deferred.contains(paper) {
        broken.append("left \(step.id) without \(paper)")
      }
      let done = step.tasks.filter { signed[$0.id]?.agrees == true }
      if step.signing == .all, done.count < step.tasks.count {
        broken.append("left \(step.id) unsigned")
      }
      if step.objections != nil, !unanswered.isEmpty {
        broken.append("left \(step.id) past an objection")
      }
      if step.signing == .any, done.isEmpty { broken.append("left \(step.id) unsigned") }
    }
    if !verb.isBackward {
      for fact in (act?.guards ?? []) + (definition.step(target)?.guards ?? [])
      where facts[fact]?.isSo != true {
        broken.append("entered \(target) past the guard \(fact)")
      }
    }
  }

  private mutating func checkAuthor(_ deed: Deed<ProcessEvent>) {
    if step?.isIndependent == true, authors.contains(deed.actor.person) {
      broken.append("\(deed.actor.person) decided on their own work at \(step?.id ?? "")")
    }
  }

  private mutating func forget(_ papers: [String]) {
    attached.subtract(papers)
    deferred.subtract(papers)
  }

  private mutating func enter(_ step: String, _ index: Int) {
    path.append((step, index))
    signed = [:]
  }

  private mutating func back(to visit: Int, _ step: String, _ index: Int) {
    guard path.indices.contains(visit), path[visit].step == step else {
      broken.append("returned to the visit \(visit) of \(step), which never was")
      return
    }
    let since = path[visit].since
    facts = facts.filter { $0.value.at < since }
    path.removeLast(path.count - visit)
    enter(step, index)
  }
}
