import EventLog
import Groundwork

extension ProcessLaw {
  /// Requests that could be made of a case as it stands, complete with example texts: every move of its
  /// step, every way to work on its tasks, documents, guards and conditions. Whether one is accepted is
  /// for the decider to say.
  ///
  /// - Parameter people: Persons to whom a task could be given.
  public func options(
    for state: ProcessInstance, at time: Timestamp, people: [String] = ["-"]
  ) -> [ProcessRequest] {
    guard let step = state.step.flatMap(definition.step) else { return [] }
    return moves(step, state) + taskOptions(state, step, time, people)
      + paperOptions(step, state) + [
        .withdraw(reason: "-"), .suspend(reason: "-", asked: nil), .resume(note: "-"),
        .halt(reason: "-", disposal: "-"), .terminate(reason: "-", disposal: "-"),
        .copy(organisations: ["-"], note: ""), .comment(text: "-", pin: nil),
        .consult(opinion: "-", attending: ["a", "b"]),
        .limit(days: 20, isWorking: true, source: "-"),
      ]
  }

  private func moves(
    _ step: ProcessDefinition.Step, _ state: ProcessInstance
  ) -> [ProcessRequest] {
    step.acts.flatMap { act -> [ProcessRequest] in
      let targets = act.to.map { [$0] } ?? state.earlierSteps
      return targets.map { .move(act.verb, to: $0, opinion: "-") }
    }
  }

  private func taskOptions(
    _ state: ProcessInstance, _ step: ProcessDefinition.Step, _ time: Timestamp,
    _ people: [String]
  ) -> [ProcessRequest] {
    let later = definition.steps.dropFirst(definition.rank(step.id) + 1).first?.id
    return state.tasks.flatMap { task -> [ProcessRequest] in
      var requests: [ProcessRequest] = [
        .sign(task: task.id, .agree, text: "", demands: [], package: state.package),
        .sign(task: task.id, .disagree, text: "-", demands: [], package: state.package),
        .urge(task: task.id, note: ""), .escalate(task: task.id),
        .settle(task: task.id, approves: true, reason: "-"),
        .settle(task: task.id, approves: false, reason: "-"),
      ]
      if let later {
        requests.append(
          .sign(
            task: task.id, .conditional, text: "-", demands: [.init(text: "-", blocks: later)],
            package: state.package))
      }
      for person in people {
        requests += [
          .addSigner(task: task.id, person: person, isBefore: true, reason: "-"),
          .addSigner(task: task.id, person: person, isBefore: false, reason: "-"),
          .transfer(task: task.id, organisation: nil, person: person, reason: "-"),
          .delegate(
            task: task.id, person: person, until: time.adding(days: 30), reason: "-"),
        ]
      }
      return requests
    }
  }

  private func paperOptions(
    _ step: ProcessDefinition.Step, _ state: ProcessInstance
  ) -> [ProcessRequest] {
    let papers = step.papers + state.promises.keys.filter { !step.papers.contains($0) }.sorted()
    let guards = step.acts.flatMap { act in
      act.guards + (act.to.flatMap(definition.step)?.guards ?? [])
    }
    let facts = definition.facts.map(\.id).filter(guards.contains)
    return papers.flatMap { paper -> [ProcessRequest] in
      [
        .attach(paper: paper, hash: "sha256:-", name: "-"),
        .deferPaper(paper: paper, promise: "-"),
      ]
    }
      + facts.flatMap { fact -> [ProcessRequest] in
        [
          .establish(fact: fact, isSo: true, basis: "-"),
          .establish(fact: fact, isSo: false, basis: "-"), .override(fact: fact, reason: "-"),
        ]
      }
      + state.openItems.flatMap { item -> [ProcessRequest] in
        [.answer(item: item, text: "-"), .clear(condition: item, note: "-")]
      }
      + state.openObjections.map { .answer(item: $0.id, text: "-") }
      + (step.objections == nil ? [] : [.object(by: "-", text: "-", received: nil)])
  }
}

extension ProcessRequest {
  /// The verb under which people know it; `nil` for the start of a case.
  public var verb: ProcessVerb? {
    switch self {
    case .start: nil
    case .move(let verb, _, _): verb
    case .withdraw: .withdraw
    case .suspend: .suspend
    case .resume: .resume
    case .halt: .halt
    case .terminate: .terminate
    case .sign: .sign
    case .addSigner: .addSigner
    case .transfer: .transfer
    case .delegate: .delegate
    case .copy: .copy
    case .urge: .urge
    case .escalate: .escalate
    case .consult: .consult
    case .settle: .settle
    case .attach: .attach
    case .deferPaper: .deferPaper
    case .establish: .establish
    case .override: .override
    case .clear: .clear
    case .comment: .comment
    case .answer: .answer
    case .limit: .limit
    case .object: .object
    }
  }
}
