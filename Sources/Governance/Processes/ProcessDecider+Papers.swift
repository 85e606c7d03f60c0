import EventLog
import Groundwork

extension Matter {
  /// A document enters the package at a step that needs it, or later when it was promised.
  func attach(_ id: String, _ hash: String, _ name: String) throws -> ProcessEvent {
    let paper = try paper(id)
    let isPromised = state.promises[id] != nil && state.papers[id] == nil
    guard step.papers.contains(id) || isPromised else {
      throw refusal(
        "not-here",
        zh: "“\(step.title.zh)”不收“\(paper.title.zh)”；更换材料须先退回或撤回。",
        en: "‘\(step.title.en)’ does not accept ‘\(paper.title.en)’; to change the package have it "
          + "returned or withdraw it.")
    }
    if !isPromised {
      try checkOwner()
    } else {
      try checkParticipant()
    }
    guard !hash.isEmpty else { throw refusal("hash", zh: "须有文件哈希。", en: "a hash is needed.") }
    return .attached(paper: id, hash: hash, name: try said(name))
  }

  /// 容缺: a document may follow, if its process says so and it is none of the four that never may.
  func deferPaper(_ id: String, _ promise: String) throws -> ProcessEvent {
    let paper = try paper(id)
    guard !paper.kind.isForbiddenToDefer, let deferral = paper.deferral else {
      throw refusal(
        "not-deferrable", zh: "“\(paper.title.zh)”不得容缺。",
        en: "‘\(paper.title.en)’ must not be handed in later.")
    }
    guard step.papers.contains(id), state.papers[id] == nil, state.promises[id] == nil else {
      throw refusal(
        "not-here", zh: "此处不需要容缺“\(paper.title.zh)”。",
        en: "‘\(paper.title.en)’ needs no deferral here.")
    }
    try checkOwner()
    let due = deferral.limit.map { limit in
      law.calendar.end(
        of: law.calendar.day(
          limit.days, after: law.calendar.day(of: context.time), working: limit.isWorking))
    }
    return .deferred(
      paper: id, promise: try said(promise), until: deferral.until, due: due)
  }

  func establish(_ id: String, _ isSo: Bool, _ basis: String) throws -> ProcessEvent {
    let fact = try fact(id)
    guard fact.establishedBy.contains(actor.role) else {
      throw ProcessDecider.notYours(Set(fact.establishedBy), actor)
    }
    try checkObjections(stating: id, isSo)
    return .established(fact: id, isSo: isSo, basis: try said(basis))
  }

  /// 例外批准: a named role takes it on itself that a guard is not met.
  func override(_ id: String, _ reason: String) throws -> ProcessEvent {
    let fact = try fact(id)
    guard fact.isOverridable else {
      throw refusal(
        "no-override", zh: "“\(fact.title.zh)”不得例外。", en: "‘\(fact.title.en)’ has no exception.")
    }
    try checkRole(definition.overriddenBy)
    guard !state.authors.contains(actor.person) else {
      throw refusal(
        "own-work", zh: "编报人不得批准例外。", en: "people cannot override a guard for their own package.")
    }
    return .overridden(fact: id, reason: try said(reason))
  }

  private func paper(_ id: String) throws -> ProcessDefinition.Paper {
    guard let paper = definition.paper(id) else {
      let names = definition.papers.map(\.id).joined(separator: ", ")
      throw refusal(
        "no-document", zh: "流程没有文件“\(id)”，有：\(names)。",
        en: "the process has no document ‘\(id)’; it has \(names).")
    }
    return paper
  }

  private func fact(_ id: String) throws -> ProcessDefinition.Fact {
    guard let fact = definition.fact(id) else {
      let names = definition.facts.map(\.id).joined(separator: ", ")
      throw refusal(
        "no-fact", zh: "流程没有事实“\(id)”，有：\(names)。",
        en: "the process has no fact ‘\(id)’; it has \(names).")
    }
    return fact
  }

  /// Somebody of the roles that own the step.
  private func checkOwner() throws {
    try checkRole(step.tasks.flatMap(\.by))
    if step.signing == .one, let task = state.tasks.first,
      !task.isHeld(by: actor, at: context.time)
    {
      throw notHeld(task)
    }
  }
}
