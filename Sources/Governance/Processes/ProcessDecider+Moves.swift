import EventLog
import Groundwork

extension Matter {
  func move(_ verb: ProcessVerb, _ to: String?, _ opinion: String) throws -> ProcessEvent {
    let act = try chosen(verb, to)
    try checkRole(act.by)
    try checkHolder(act)
    if verb.isBackward || verb == .change { _ = try said(opinion) }
    try checkIndependence()
    if let target = act.to {
      let earlier = state.path.dropLast().lastIndex { $0.step == target }
      if let earlier, verb.isBackward {
        return .returned(
          verb: verb, visit: earlier, reason: opinion, renews: act.renews,
          opening: law.opening(try known(target)))
      }
      let target = try known(target)
      if verb.isForward { try checkComplete() }
      if !verb.isBackward {
        try checkGuards(act.guards + target.guards)
        try checkEntry(target)
      }
      return .moved(
        verb: verb, from: step.id, opinion: opinion,
        package: verb.isForward ? state.packageDigest : state.package, clears: act.clears,
        renews: act.renews, opening: law.opening(target))
    }
    guard let to, let visit = state.path.dropLast().lastIndex(where: { $0.step == to }) else {
      let names = state.earlierSteps.joined(separator: ", ")
      throw refusal(
        "not-earlier", zh: "须写明退回到经过的哪一步：\(names)。",
        en: "state the earlier step to return to: \(names).")
    }
    return .returned(
      verb: verb, visit: visit, reason: opinion, renews: act.renews,
      opening: law.opening(try known(to)))
  }

  /// The act of the step that a verb, and where needed a target, means.
  private func chosen(_ verb: ProcessVerb, _ to: String?) throws -> ProcessDefinition.Act {
    let acts = step.acts.filter { $0.verb == verb }
    if acts.isEmpty {
      let names = step.acts.map(\.verb.rawValue).joined(separator: ", ")
      throw refusal(
        "no-act", zh: "“\(step.title.zh)”不能“\(verb.title.zh)”，可以：\(names)。",
        en: "‘\(step.title.en)’ has no act ‘\(verb.rawValue)’; it has \(names).")
    }
    if let exact = acts.first(where: { $0.to == to && to != nil }) { return exact }
    if let open = acts.first(where: { $0.to == nil }), to != nil { return open }
    guard to == nil, acts.count == 1 else {
      let names = acts.map { $0.to ?? "earlier" }.joined(separator: ", ")
      throw refusal(
        "which-step", zh: "须写明去往哪一步：\(names)。", en: "state the target step: \(names).")
    }
    return acts[0]
  }

  private func known(_ id: String) throws -> ProcessDefinition.Step {
    guard let step = definition.step(id) else {
      throw refusal("unknown-step", zh: "没有步骤“\(id)”。", en: "there is no step ‘\(id)’.")
    }
    return step
  }

  /// A task that was given to somebody is done by them alone.
  private func checkHolder(_ act: ProcessDefinition.Act) throws {
    guard step.signing == .one, let task = state.tasks.first, task.by.contains(actor.role),
      !task.isHeld(by: actor, at: context.time)
    else { return }
    throw notHeld(task)
  }

  func notHeld(_ task: ProcessTask) -> Diagnostic {
    let holder = [task.organisation, task.person].compactMap { $0 }.joined(separator: " ")
    return refusal(
      "not-held", zh: "任务“\(task.title.zh)”由 \(holder) 办理，他人不得代办。",
      en: "the task ‘\(task.title.en)’ is for \(holder), nobody else.")
  }

  /// Documents, signatures, and the shortest stay.
  private func checkComplete() throws {
    for paper in step.papers where state.papers[paper] == nil && state.promises[paper] == nil {
      let title = definition.paper(paper)?.title ?? Localized(paper)
      throw refusal(
        "document-missing", zh: "缺少“\(title.zh)”（\(paper)）。",
        en: "the document ‘\(title.en)’ (\(paper)) is missing.")
    }
    try checkSignatures()
    try checkObjections()
    if let least = step.atLeast {
      let yesterday = law.calendar.day(of: context.time) - 1
      let stayed = state.clock.elapsed(
        through: yesterday, law.calendar, working: least.isWorking)
      guard stayed >= least.days else {
        throw refusal(
          "too-early", zh: "“\(step.title.zh)”至少 \(least.days) 日，已满 \(stayed) 日。",
          en: "‘\(step.title.en)’ lasts at least \(least.days) days; \(stayed) have passed.")
      }
    }
  }

  private func checkSignatures() throws {
    let open: [ProcessTask]
    switch step.signing {
    case .one:
      // Whoever moves the case on signs by doing so, unless somebody signs after them.
      open = state.tasks.filter { task in
        task.awaitsBefore || task.isDisputed || (task.awaitsAfter)
          || (!task.added.filter { !$0.isBefore }.isEmpty && !task.isDone)
          || task.settlement?.approves == false
      }
    case .all: open = state.tasks.filter { !$0.isDone }
    case .any: open = state.tasks.contains(where: \.isDone) ? [] : state.tasks
    }
    guard open.isEmpty else {
      throw refusal(
        "unsigned", zh: "尚待：\(open.map(\.title.zh).joined(separator: "、"))。",
        en: "still to sign: \(open.map(\.title.en).joined(separator: ", ")).")
    }
  }

  private func checkGuards(_ guards: [String]) throws {
    for name in guards {
      let record = state.facts[name]
      guard record?.isSo == true else {
        let title = definition.fact(name)?.title ?? Localized(name)
        throw record == nil
          ? refusal(
            "undecided", zh: "尚未认定：\(title.zh)（\(name)）。",
            en: "not established yet: \(title.en) (\(name)).")
          : refusal(
            "guard", zh: "不成立：\(title.zh)（\(name)）。", en: "not so: \(title.en) (\(name)).")
      }
    }
  }

  /// Conditions and promises that a step waits for.
  private func checkEntry(_ target: ProcessDefinition.Step) throws {
    let rank = definition.rank(target.id)
    for condition in state.conditions
    where !condition.isCleared && definition.rank(condition.blocks) <= rank {
      throw refusal(
        "condition", zh: "条件 \(condition.id) 未销项：\(condition.text)",
        en: "the condition \(condition.id) is not cleared: \(condition.text)")
    }
    for (paper, promise) in state.promises.sorted(by: { $0.key < $1.key })
    where state.papers[paper] == nil {
      let isDue = promise.due.map { context.time > $0 } ?? false
      guard definition.rank(promise.until) > rank, !isDue else {
        throw refusal(
          "promise", zh: "容缺的“\(paper)”未补交。",
          en: "the deferred document ‘\(paper)’ is still missing.")
      }
    }
  }

  func withdraw(_ reason: String) throws -> ProcessEvent {
    guard state.withdrawableBy == actor.person, state.path.count > 1 else {
      throw refusal(
        "withdraw", zh: "只有提交人可在他人办理之前撤回。",
        en: "only the submitter can withdraw it, before anybody has worked on it.")
    }
    let visit = state.path.count - 2
    return .withdrawn(
      visit: visit, reason: try said(reason),
      opening: law.opening(try known(state.path[visit].step)))
  }

  /// 挂起, 恢复, 中止, 终止.
  func stand(_ request: ProcessRequest) throws -> ProcessEvent {
    switch request {
    case .suspend(let reason, let asked):
      try checkRole(definition.suspendedBy)
      return .suspended(reason: try said(reason), asked: asked)
    case .resume(let note) where state.standing == .halted:
      try checkRole(definition.haltedBy)
      return .restarted(note: try said(note), opening: law.opening(step))
    case .resume(let note):
      try checkRole(definition.suspendedBy)
      return .resumed(note: note)
    case .halt(let reason, let disposal):
      try checkRole(definition.haltedBy)
      return .halted(reason: try said(reason), disposal: try said(disposal))
    case .terminate(let reason, let disposal):
      try checkRole(definition.terminatedBy)
      return .terminated(reason: try said(reason), disposal: try said(disposal))
    default: throw refusal("request", zh: "不能这样办理。", en: "this cannot be done.")
    }
  }
}
