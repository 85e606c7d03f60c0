import EventLog
import Groundwork

extension ProcessDecider {
  public static func evolve(_ state: inout ProcessInstance, _ deed: Deed<ProcessEvent>) {
    switch deed.event {
    case .started(let process, let digest, let subject, let title, let area, let opening):
      state.process = process
      state.digest = digest
      state.subject = subject
      state.title = title
      state.area = area
      state.startedAt = deed.time
      state.name(deed.actor)
      state.enter(opening, at: deed.time)
    case .moved(let verb, _, _, let package, let clears, let renews, let opening):
      if !state.isIndependent, verb.isForward { state.name(deed.actor) }
      state.package = package
      for fact in clears { state.facts[fact] = nil }
      state.renew(renews)
      state.enter(opening, at: deed.time)
      state.withdrawableBy = verb == .submit && !state.isOver ? deed.actor.person : nil
    case .returned(_, let visit, _, let renews, let opening):
      state.renew(renews)
      state.goBack(to: visit, opening, at: deed.time)
      state.returns += 1
    case .withdrawn(let visit, _, let opening): state.goBack(to: visit, opening, at: deed.time)
    case .suspended:
      state.standing = .suspended
      state.clock.stop(at: deed.time)
    case .resumed:
      state.standing = .running
      state.clock.start(at: deed.time)
    case .halted:
      state.standing = .halted
      state.clock.stop(at: deed.time)
      state.withdrawableBy = nil
    case .restarted(_, let opening):
      state.path.removeLast()
      state.enter(opening, at: deed.time)
    case .terminated:
      state.standing = .terminated
      state.clock.stop(at: deed.time)
      state.endedAt = deed.time
      state.tasks = []
      state.withdrawableBy = nil
    case .attached(let paper, let hash, let name):
      state.papers[paper] = .init(
        hash: hash, name: name, person: deed.actor.person, time: deed.time)
      // What an office writes while it decides is no part of the package that it decides on.
      if !state.isIndependent || state.promises[paper] != nil { state.name(deed.actor) }
    case .deferred(let paper, let promise, let until, let due):
      state.promises[paper] = .init(
        text: promise, person: deed.actor.person, until: until, due: due)
    case .established(let fact, let isSo, let basis):
      state.record(fact, isSo, basis, deed, isOverride: false)
    case .overridden(let fact, let reason):
      state.record(fact, true, reason, deed, isOverride: true)
    case .cleared(let id, _):
      for index in state.conditions.indices where state.conditions[index].id == id {
        state.conditions[index].isCleared = true
      }
      for index in state.comments.indices where state.comments[index].id == id {
        state.comments[index].isCleared = true
      }
    case .consulted(let opinion, let attending):
      state.meetings.append(
        .init(
          opinion: opinion, attending: attending, time: deed.time,
          visit: state.path.count - 1))
      state.withdrawableBy = nil
    case .limited(let limit): state.clock.limit = limit
    case .copied(let organisations, _): state.copies.formUnion(organisations)
    case .commented(let text, let pin): state.comment(text, pin, deed)
    case .answered(let item, let text):
      let answer = ProcessInstance.Answer(
        text: text, person: deed.actor.person, name: deed.actor.name,
        organisation: deed.actor.organisation, time: deed.time)
      if !state.answerObjection(item, answer) { state.answers[item, default: []].append(answer) }
    case .objected(let by, let text, let received, let due):
      state.object(by, text, received, due, deed)
    default: state.work(deed)
    }
  }
}

extension ProcessInstance {
  fileprivate mutating func name(_ author: Actor) {
    authors.insert(author.person)
    // Without accounts everybody is of the same made-up organisation.
    if !(author.isLocal && author.organisation == "local") {
      authoringOrganisations.insert(author.organisation)
    }
  }

  fileprivate mutating func comment(
    _ text: String, _ pin: ReviewPin?, _ deed: Deed<ProcessEvent>
  ) {
    comments.append(
      Comment(
        id: "N\(comments.count + 1)", text: text, pin: pin, step: step ?? "",
        person: deed.actor.person, name: deed.actor.name, role: deed.actor.role,
        organisation: deed.actor.organisation, time: deed.time, isCleared: false))
  }

  /// Documents that must be handed in anew are no longer there.
  fileprivate mutating func renew(_ names: [String]) {
    for name in names {
      papers[name] = nil
      promises[name] = nil
    }
  }

  fileprivate mutating func enter(_ opening: ProcessEvent.Opening, at time: Timestamp) {
    path.append(Visit(step: opening.step, title: opening.title, enteredAt: time))
    tasks = opening.tasks.map { ProcessTask(id: $0.id, title: $0.title, by: $0.by) }
    isIndependent = opening.isIndependent
    clock = ProcessClock()
    clock.limit = opening.limit
    standing = opening.isFinal ? .ended : .running
    withdrawableBy = nil
    if opening.isFinal { endedAt = time } else { clock.start(at: time) }
  }

  /// Back to a visit: what was established from it on is void, and so are its meetings.
  fileprivate mutating func goBack(
    to visit: Int, _ opening: ProcessEvent.Opening, at time: Timestamp
  ) {
    path.removeLast(max(0, path.count - visit))
    facts = facts.filter { $0.value.visit < visit }
    meetings = meetings.filter { $0.visit < visit }
    enter(opening, at: time)
  }

  fileprivate mutating func record(
    _ fact: String, _ isSo: Bool, _ basis: String, _ deed: Deed<ProcessEvent>, isOverride: Bool
  ) {
    facts[fact] = FactRecord(
      isSo: isSo, basis: basis, person: deed.actor.person, time: deed.time,
      visit: path.count - 1, isOverride: isOverride)
    if deed.actor.person != withdrawableBy { withdrawableBy = nil }
  }

  /// What happens to one task.
  fileprivate mutating func work(_ deed: Deed<ProcessEvent>) {
    switch deed.event {
    case .signed(let id, let opinion, let text, let demands, let package, let principal):
      withdrawableBy = nil
      for demand in demands {
        conditions.append(
          Condition(
            id: "C\(conditions.count + 1)", text: demand.text, blocks: demand.blocks, task: id,
            organisation: deed.actor.organisation, role: deed.actor.role, isCleared: false))
      }
      let signature = ProcessTask.Signature(
        person: deed.actor.person, name: deed.actor.name,
        organisation: deed.actor.organisation, opinion: opinion, text: text, package: package,
        time: deed.time, onBehalfOf: principal)
      edit(id) { task in
        if let index = task.added.firstIndex(where: {
          $0.person == deed.actor.person && $0.signature == nil
        }) {
          task.added[index].signature = signature
        } else {
          task.signature = signature
        }
      }
    case .signerAdded(let id, let person, let isBefore, _):
      withdrawableBy = nil
      edit(id) { $0.added.append(.init(person: person, isBefore: isBefore)) }
    case .transferred(let id, let organisation, let person, _):
      edit(id) { task in
        task.organisation = organisation
        task.person = person
        task.delegations = []
      }
    case .delegated(let id, let person, let until, _):
      edit(id) { task in
        task.person = task.person ?? deed.actor.person
        task.delegations.append(.init(person: person, until: until))
      }
    case .urged(let id, _): edit(id) { $0.urges += 1 }
    case .escalated(let id): edit(id) { $0.isEscalated = true }
    case .settled(let id, let approves, let reason):
      edit(id) {
        $0.settlement = .init(approves: approves, reason: reason, person: deed.actor.person)
      }
    default: break
    }
  }

  private mutating func edit(_ id: String, _ change: (inout ProcessTask) -> Void) {
    for index in tasks.indices where tasks[index].id == id { change(&tasks[index]) }
  }
}
