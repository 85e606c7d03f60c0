import Groundwork

extension ProcessFile {
  /// What is wrong with the course that a file describes, each with file and line; none: it is sound.
  ///
  /// - Parameter roles: The roles of access that people can hold.
  /// - Complexity: O(steps × acts).
  public func faults(roles: Set<String>) -> [Diagnostic] {
    referenceFaults() + roleFaults(roles) + paperFaults() + stepFaults() + pathFaults()
  }

  private func fault(_ code: String, _ key: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(
      code: "process.\(code)", Localized(zh: zh, en: en),
      file: places[key] ?? "\(definition.id).yaml")
  }

  /// Names that lead nowhere.
  private func referenceFaults() -> [Diagnostic] {
    var found = unknownFacts.map { name, place in
      Diagnostic(
        code: "process.unknown-fact",
        Localized(
          zh: "前置条件“\(name)”不在事实目录中", en: "the guard ‘\(name)’ is not a fact of the catalogue"),
        remedy: Localized(
          zh: "在 facts.yaml 中登记该事实。", en: "Enter the fact in facts.yaml."), file: place)
    }
    for step in definition.steps {
      for paper in step.papers where definition.paper(paper) == nil {
        found.append(
          fault(
            "unknown-document", "step:\(step.id)", zh: "没有文件“\(paper)”",
            en: "there is no document ‘\(paper)’"))
      }
      for (index, act) in step.acts.enumerated() {
        let key = "act:\(step.id)/\(index)"
        if let to = act.to, definition.step(to) == nil {
          found.append(
            fault("unknown-step", key, zh: "没有步骤“\(to)”", en: "there is no step ‘\(to)’"))
        }
        for paper in act.renews where definition.paper(paper) == nil {
          found.append(
            fault(
              "unknown-document", key, zh: "没有文件“\(paper)”",
              en: "there is no document ‘\(paper)’"))
        }
        if act.to == nil, !act.verb.isBackward {
          found.append(
            fault(
              "not-earlier", key, zh: "只有退回、驳回和不通过可以回到经过的任一步骤",
              en: "only return, reject and fail may lead to any earlier step"))
        }
        if !act.verb.isMove {
          found.append(
            fault(
              "not-a-move", key, zh: "“\(act.verb.title.zh)”各步骤都有，不写在 acts 中",
              en: "‘\(act.verb.rawValue)’ belongs to every step and is not listed in acts"))
        }
        if step.acts.prefix(index).contains(where: { $0.verb == act.verb && $0.to == act.to }) {
          found.append(
            fault(
              "repeated-act", key, zh: "同一动作写了两次", en: "the same act is given twice"))
        }
      }
    }
    if let early = definition.earlyFrom, definition.step(early) == nil {
      found.append(
        fault(
          "unknown-step", "everywhere", zh: "没有步骤“\(early)”",
          en: "there is no step ‘\(early)’"))
    }
    return found
  }

  /// Roles that are not declared, or that nobody can hold.
  private func roleFaults(_ known: Set<String>) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for role in definition.roles where known.isDisjoint(with: role.heldBy) {
      found.append(
        fault(
          "role-unheld", "role:\(role.id)",
          zh: "角色“\(role.id)”无人可任：角色目录中没有 \(role.heldBy.joined(separator: "、"))",
          en: "nobody can hold the role ‘\(role.id)’: the role book has none of "
            + role.heldBy.joined(separator: ", ")))
    }
    for fact in definition.facts where known.isDisjoint(with: fact.establishedBy) {
      found.append(
        fault(
          "fact-unheld", "fact:\(fact.id)", zh: "事实“\(fact.id)”无人可认定",
          en: "nobody can establish the fact ‘\(fact.id)’"))
    }
    let declared = Set(definition.roles.map(\.id))
    func check(_ names: [String], _ key: String) {
      for name in names where !declared.contains(name) {
        found.append(
          fault("unknown-role", key, zh: "没有角色“\(name)”", en: "there is no role ‘\(name)’"))
      }
    }
    for step in definition.steps {
      for task in step.tasks {
        check(
          task.by,
          places["task:\(step.id)/\(task.id)"] == nil
            ? "step:\(step.id)" : "task:\(step.id)/\(task.id)")
      }
      for (index, act) in step.acts.enumerated() { check(act.by, "act:\(step.id)/\(index)") }
    }
    check(
      definition.suspendedBy + definition.haltedBy + definition.terminatedBy
        + definition.settledBy + definition.overriddenBy, "everywhere")
    if definition.terminatedBy.isEmpty || definition.haltedBy.isEmpty
      || definition.suspendedBy.isEmpty
    {
      found.append(
        fault(
          "nobody", "everywhere", zh: "挂起、中止、终止须有人可办",
          en: "somebody must be able to suspend, halt and terminate"))
    }
    return found
  }

  /// Documents that may follow although they must not, or that no step needs.
  private func paperFaults() -> [Diagnostic] {
    var found: [Diagnostic] = []
    for paper in definition.papers {
      let key = "paper:\(paper.id)"
      if paper.kind.isForbiddenToDefer, paper.deferral != nil {
        found.append(
          fault(
            "forbidden-deferral", key, zh: "“\(paper.title.zh)”不得容缺",
            en: "‘\(paper.title.en)’ must never be handed in later"))
      }
      let needs = definition.steps.filter { $0.papers.contains(paper.id) }
      if needs.isEmpty {
        found.append(
          fault(
            "unused-document", key, zh: "没有步骤要求文件“\(paper.id)”",
            en: "no step needs the document ‘\(paper.id)’"))
      }
      guard let until = paper.deferral?.until else { continue }
      if definition.step(until) == nil {
        found.append(
          fault("unknown-step", key, zh: "没有步骤“\(until)”", en: "there is no step ‘\(until)’"))
      } else if needs.contains(where: { definition.rank(until) <= definition.rank($0.id) }) {
        found.append(
          fault(
            "deferral-too-early", key, zh: "容缺期限应在要求该文件的步骤之后",
            en: "a document may follow only until a step after the one that needs it"))
      }
    }
    return found
  }

  /// Steps that nobody owns, that do not end, or that end and go on.
  private func stepFaults() -> [Diagnostic] {
    var found: [Diagnostic] = []
    for step in definition.steps {
      let key = "step:\(step.id)"
      if step.isFinal, !step.acts.isEmpty || !step.tasks.isEmpty {
        found.append(
          fault(
            "final-goes-on", key, zh: "终结步骤“\(step.id)”不得再有任务或动作",
            en: "the final step ‘\(step.id)’ must have no task and no act"))
      }
      if step.isFinal { continue }
      if step.tasks.isEmpty || step.tasks.contains(where: { $0.by.isEmpty }) {
        found.append(
          fault(
            "ownerless", key, zh: "步骤“\(step.id)”没有经办角色",
            en: "the step ‘\(step.id)’ has nobody who owns it"))
      }
      if !step.acts.contains(where: { $0.verb.isForward && !$0.by.isEmpty }) {
        found.append(
          fault(
            "no-way-on", key, zh: "步骤“\(step.id)”不能继续办理",
            en: "no act carries a case on from the step ‘\(step.id)’"))
      }
      if (step.signing == .one) != (step.tasks.count <= 1) {
        found.append(
          fault(
            "signing", key, zh: "会签（all）或或签（any）须有两项以上任务，其他步骤只有一项",
            en: "countersigning (all or any) needs two tasks or more, any other step has one"))
      }
    }
    return found
  }

  /// Steps that no case reaches, and steps from which none ends.
  private func pathFaults() -> [Diagnostic] {
    guard let first = definition.steps.first else {
      return [
        Diagnostic(
          code: "process.empty", Localized(zh: "流程没有步骤", en: "the process has no step"))
      ]
    }
    var next: [String: Set<String>] = [:]
    var before: [String: Set<String>] = [:]
    for step in definition.steps {
      for to in step.acts.compactMap(\.to) {
        next[step.id, default: []].insert(to)
        before[to, default: []].insert(step.id)
      }
    }
    let reached = ProcessFile.closure([first.id], next)
    let ending = ProcessFile.closure(
      Set(definition.steps.filter(\.isFinal).map(\.id)), before)
    var found: [Diagnostic] = []
    for step in definition.steps {
      if !reached.contains(step.id) {
        found.append(
          fault(
            "unreachable", "step:\(step.id)", zh: "没有办件能到达步骤“\(step.id)”",
            en: "no case reaches the step ‘\(step.id)’"))
      }
      if !ending.contains(step.id) {
        found.append(
          fault(
            "no-end", "step:\(step.id)", zh: "从步骤“\(step.id)”到不了终结步骤",
            en: "no final step can be reached from the step ‘\(step.id)’"))
      }
    }
    return found
  }

  private static func closure(
    _ start: Set<String>, _ edges: [String: Set<String>]
  ) -> Set<String> {
    var reached = start
    var open = Array(start)
    while let step = open.popLast() {
      for other in edges[step] ?? [] where reached.insert(other).inserted { open.append(other) }
    }
    return reached
  }
}
