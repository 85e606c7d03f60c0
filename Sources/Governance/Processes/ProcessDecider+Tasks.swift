import EventLog
import Groundwork

extension Matter {
  /// 会签, 或签, and the signatures of signers who were added.
  func sign(
    _ id: String, _ opinion: ProcessTask.Opinion, _ text: String,
    _ demands: [ProcessEvent.Demand], _ package: String?
  ) throws -> ProcessEvent {
    let task = try task(id)
    try checkIndependence()
    guard package == state.package else {
      throw refusal(
        "other-package", zh: "您看的材料版本不是现在送审的版本。",
        en: "the version of the documents that you read is not the one under review.")
    }
    if opinion != .agree { _ = try said(text) }
    guard (opinion == .conditional) == !demands.isEmpty else {
      throw refusal(
        "demands", zh: "有条件同意须列出条件，其他意见不得附条件。",
        en: "agreement with conditions lists them; any other opinion has none.")
    }
    for demand in demands {
      _ = try said(demand.text)
      guard definition.step(demand.blocks) != nil,
        definition.rank(demand.blocks) > definition.rank(step.id)
      else {
        throw refusal(
          "blocks", zh: "条件须写明此后哪一步之前落实，“\(demand.blocks)”不是以后的步骤。",
          en: "a condition names a later step that waits for it; ‘\(demand.blocks)’ is none.")
      }
    }
    let isAdded = task.added.contains { $0.person == actor.person && $0.signature == nil }
    if isAdded {
      try checkParticipant()
      if task.added.contains(where: {
        $0.person == actor.person && $0.signature == nil && !$0.isBefore
      }), task.signature == nil {
        throw refusal("before-holder", zh: "后加签须在经办人签署之后。", en: "the holder signs first.")
      }
    } else {
      try checkMaySign(task)
    }
    let isDelegate =
      !isAdded && task.person != nil && task.person != actor.person
    return .signed(
      task: id, opinion: opinion, text: text, demands: demands, package: package,
      onBehalfOf: isDelegate ? task.person : nil)
  }

  private func checkMaySign(_ task: ProcessTask) throws {
    guard task.by.contains(actor.role) else {
      throw ProcessDecider.notYours(Set(task.by), actor)
    }
    guard task.isHeld(by: actor, at: context.time) else { throw notHeld(task) }
    guard task.signature == nil else {
      throw refusal("signed", zh: "“\(task.title.zh)”已签署。", en: "‘\(task.title.en)’ is signed.")
    }
    guard !task.awaitsBefore else {
      throw refusal("before-added", zh: "先由前加签人签署。", en: "the signers added before come first.")
    }
    let isElsewhere = state.tasks.contains {
      $0.id != task.id && $0.signature?.person == actor.person
        // Without accounts one person sits for every office; the record says that nobody checked it.
        && !(actor.isLocal && $0.signature?.organisation != actor.organisation)
    }
    guard !isElsewhere else {
      throw refusal(
        "two-offices", zh: "同一人不得代两个部门签署。", en: "one person cannot sign for two offices.")
    }
  }

  /// 加签, 转办, 委托, 催办, and the escalation of what is overdue.
  func route(_ request: ProcessRequest) throws -> ProcessEvent {
    switch request {
    case .addSigner(let id, let person, let isBefore, let reason):
      let task = try openTask(id)
      try checkMayGive(task)
      guard person != actor.person, !task.added.contains(where: { $0.person == person }),
        !person.isEmpty
      else { throw refusal("signer", zh: "加签人有误或已在其中。", en: "that signer cannot be added.") }
      return .signerAdded(
        task: id, person: person, isBefore: isBefore, reason: try said(reason))
    case .transfer(let id, let organisation, let person, let reason):
      let task = try openTask(id)
      try checkMayGive(task)
      guard organisation != nil || person != nil, organisation != "", person != "" else {
        throw refusal("receiver", zh: "须写明转给谁。", en: "say to whom.")
      }
      return .transferred(
        task: id, organisation: organisation, person: person, reason: try said(reason))
    case .delegate(let id, let person, let until, let reason):
      let task = try openTask(id)
      guard task.isHeld(by: actor, at: context.time), task.person ?? actor.person == actor.person
      else { throw notHeld(task) }
      guard person != actor.person, !person.isEmpty, until > context.time else {
        throw refusal(
          "receiver", zh: "须写明委托谁、到何时。", en: "state the delegate and the end of the delegation.")
      }
      return .delegated(task: id, person: person, until: until, reason: try said(reason))
    case .urge(let id, let note):
      _ = try openTask(id)
      try checkParticipant()
      return .urged(task: id, note: note)
    case .escalate(let id):
      let task = try openTask(id)
      if actor.role != ProcessDecider.timerRole { try checkParticipant() }
      guard state.isOverdue(at: context.time, law.calendar), !task.isEscalated else {
        throw refusal(
          "not-overdue", zh: "未逾期或已升级督办。", en: "it is not overdue, or was escalated before.")
      }
      return .escalated(task: id)
    default: throw refusal("request", zh: "不能这样办理。", en: "this cannot be done.")
    }
  }

  private func openTask(_ id: String) throws -> ProcessTask {
    let task = try task(id)
    guard !task.isDone else {
      throw refusal("signed", zh: "“\(task.title.zh)”已办完。", en: "‘\(task.title.en)’ is done.")
    }
    return task
  }

  /// The holder gives a task on; once it was escalated, the office that settles may too.
  private func checkMayGive(_ task: ProcessTask) throws {
    if task.isHeld(by: actor, at: context.time) { return }
    if task.isEscalated, definition.holders(definition.settledBy).contains(actor.role) { return }
    throw task.by.contains(actor.role)
      ? notHeld(task) : ProcessDecider.notYours(Set(task.by), actor)
  }

  /// 会商: one opinion of several offices, on record.
  func consult(_ opinion: String, _ attending: [String]) throws -> ProcessEvent {
    try checkRole(definition.settledBy)
    guard attending.count > 1, Set(attending).count == attending.count, !attending.contains("")
    else {
      throw refusal(
        "attending", zh: "会商须有两个以上单位参加。", en: "a joint meeting has two organisations or more.")
    }
    return .consulted(opinion: try said(opinion), attending: attending)
  }

  /// The office decides on a disagreement, after a meeting.
  func settle(_ id: String, _ approves: Bool, _ reason: String) throws -> ProcessEvent {
    let task = try task(id)
    try checkRole(definition.settledBy)
    try checkIndependence()
    guard task.isDisputed else {
      throw refusal(
        "no-dispute", zh: "“\(task.title.zh)”没有待裁定的不同意见；未签署不等于同意。",
        en: "‘\(task.title.en)’ has no disagreement to settle; silence is not consent.")
    }
    guard state.meetings.contains(where: { $0.visit == state.path.count - 1 }) else {
      throw refusal("no-meeting", zh: "裁定之前须先会商。", en: "a joint meeting comes first.")
    }
    return .settled(task: id, approves: approves, reason: try said(reason))
  }

  func comment(_ text: String, _ pin: ReviewPin?) throws -> ProcessEvent {
    try checkParticipant()
    try pin?.check(definition)
    if let early = definition.earlyFrom, definition.rank(step.id) < definition.rank(early) {
      throw refusal(
        "too-early", zh: "自“\(early)”起方可提前介入。", en: "comments begin at ‘\(early)’.")
    }
    return .commented(text: try said(text), pin: pin)
  }

  /// What was done about a comment or a condition; only whoever set it clears it.
  func answer(_ item: String, _ text: String) throws -> ProcessEvent {
    if let objection = state.openObjections.first(where: { $0.id == item }) {
      try checkAnswers(objection)
      return .answered(item: item, text: try said(text))
    }
    try checkParticipant()
    guard state.openItems.contains(item) else { throw noItem(item) }
    return .answered(item: item, text: try said(text))
  }

  private func noItem(_ id: String) -> Diagnostic {
    refusal(
      "no-condition", zh: "没有未销项的条件或意见“\(id)”。",
      en: "no open condition or comment ‘\(id)’.")
  }

  /// A time limit that the office sets where no text gives one.
  func limit(_ days: Int, _ isWorking: Bool, _ source: String) throws -> ProcessEvent {
    try checkRole(definition.settledBy)
    guard step.limit == nil else {
      throw refusal(
        "limit-given", zh: "本步骤已有规定时限。", en: "the process defines a time limit for this step.")
    }
    guard (1...3660).contains(days) else {
      throw refusal("days", zh: "天数应为 1 到 3660。", en: "days must be from 1 to 3660.")
    }
    return .limited(
      limit: .init(days: days, isWorking: isWorking, source: try said(source)))
  }

  func clear(_ id: String, _ note: String) throws -> ProcessEvent {
    guard state.openItems.contains(id), let setter = state.setter(of: id) else { throw noItem(id) }
    guard setter.role == actor.role, setter.organisation == actor.organisation,
      !(setter.isCondition && state.authors.contains(actor.person))
    else {
      throw refusal(
        "not-yours", zh: "条件和意见由提出单位（\(setter.organisation)）销项。",
        en: "it is cleared by the office that set it (\(setter.organisation)).")
    }
    return .cleared(condition: id, note: try said(note))
  }
}
