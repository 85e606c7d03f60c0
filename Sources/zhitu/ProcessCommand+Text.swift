import EventLog
import Governance
import Groundwork
import Workbench

/// One line of the list of cases, as JSON.
struct CaseSummary: Encodable {
  var number: String
  var version: Int64
  var process: String
  var subject: String
  var title: String
  var step: String?
  var standing: ProcessInstance.Standing
  var due: String?
  /// The holidays of a year that the time limit touches are not known.
  var isProvisional: Bool
  var returns: Int

  init(_ row: ProcessBoard.Row, _ calendar: WorkCalendar) {
    let due = row.instance.due(calendar)
    number = row.number
    version = row.version
    process = row.instance.process
    subject = row.instance.subject
    title = row.instance.title
    step = row.instance.step
    standing = row.instance.standing
    self.due = due?.time.iso8601
    isProvisional = due?.isProvisional ?? false
    returns = row.instance.returns
  }
}

/// A case as JSON: where it stands, and what who asks may do.
struct CaseReport: Encodable {
  var summary: CaseSummary
  var instance: ProcessInstance
  var package: ProcessPackage
  var acts: [String]

  init(_ file: Workbench.CaseFile, acts: [ProcessRequest], calendar: WorkCalendar) {
    summary = CaseSummary(file.row, calendar)
    instance = file.row.instance
    package = ProcessPackage(file.law.definition, file.history)
    self.acts = acts.map(\.words)
  }
}

/// A case in words, for a person at a terminal.
struct CaseText {
  private let file: Workbench.CaseFile
  private let calendar: WorkCalendar
  private let common: CommonOptions

  init(_ file: Workbench.CaseFile, _ calendar: WorkCalendar, _ common: CommonOptions) {
    self.file = file
    self.calendar = calendar
    self.common = common
  }

  func say(_ acts: [ProcessRequest]) throws {
    guard !common.json else { return }
    try ProcessCommand.say(file.row, calendar, common)
    let instance = file.row.instance
    let definition = file.law.definition
    line("路径", "path", instance.path.map(\.step).joined(separator: " → "))
    line("期限", "due", ProcessCommand.shown(instance.due(calendar)))
    for task in instance.tasks { line("任务", "task", text(task)) }
    let package = ProcessPackage(definition, file.history)
    for entry in package.entries where entry.isNeededNow || entry.standing != .missing {
      let detail =
        instance.papers[entry.paper].map { " \($0.name)" }
        ?? instance.promises[entry.paper].map { " \($0.text)" } ?? ""
      line(
        "材料", "document",
        "\(entry.paper) \(entry.title[common.language]): "
          + "\(entry.standing.title[common.language])\(detail)")
    }
    if let submitted = package.submitted { line("材料版本", "package", submitted) }
    for change in package.changes {
      let parts = [
        (word("增", "added"), change.added), (word("换", "replaced"), change.replaced),
        (word("撤", "removed"), change.removed),
      ]
      let text = parts.filter { !$0.1.isEmpty }
        .map { "\($0.0) \($0.1.joined(separator: ", "))" }.joined(separator: word("；", "; "))
      line("签署后变动", "changed since signing", "\(change.task) \(change.organisation): \(text)")
    }
    for (name, fact) in instance.facts.sorted(by: { $0.key < $1.key }) {
      let isSo = fact.isSo ? word("成立", "so") : word("不成立", "not so")
      line("认定", "fact", "\(name): \(isSo)（\(fact.basis)）")
    }
    for condition in instance.conditions where !condition.isCleared {
      line("条件", "condition", "\(condition.id) → \(condition.blocks): \(condition.text)")
    }
    for objection in instance.objections {
      let answer = objection.answer.map { "\($0.name)：\($0.text)" }
      line(
        "异议", "objection",
        "\(objection.id) \(objection.by)：\(objection.text) → "
          + (answer ?? word("应于 ", "due ") + Times.shown(objection.due)))
    }
    for deed in file.history {
      common.say(
        Localized(
          "  \(deed.version)  \(Times.shown(deed.time))  \(deed.actor.name) (\(deed.actor.role))  "
            + "\(deed.event.kind)  "
            + LogCommand.shortened(try CanonicalJSON().bytes(deed.event))))
    }
    line("可办", "possible", acts.map(\.words).joined(separator: word("；", "; ")))
  }

  private func text(_ task: ProcessTask) -> String {
    var parts = [task.id, task.title[common.language]]
    if let holder = task.person ?? task.organisation { parts.append("→ \(holder)") }
    if let signature = task.signature {
      parts.append("\(signature.opinion.title[common.language]) \(signature.name)")
    }
    if task.isEscalated { parts.append(word("已升级督办", "escalated")) }
    if task.urges > 0 { parts.append("\(word("催办", "urged")) \(task.urges)") }
    return parts.joined(separator: " ")
  }

  private func line(_ zh: String, _ en: String, _ text: String) {
    common.say(Localized(zh: "\(zh)：\(text)", en: "\(en): \(text)"))
  }

  private func word(_ zh: String, _ en: String) -> String {
    common.language == .zh ? zh : en
  }
}

extension ProcessRequest {
  /// As one would write it after `zhitu process act NUMBER`.
  var words: String {
    let verb = verb?.rawValue ?? "start"
    return switch self {
    case .move(_, let to, _): "\(verb) --to \(to ?? "–")"
    case .sign(let task, let opinion, _, _, _):
      "\(verb) --task \(task) --decision \(opinion.rawValue)"
    case .addSigner(let task, _, let isBefore, _):
      "\(verb) --task \(task)\(isBefore ? " --before" : "")"
    case .transfer(let task, _, _, _), .delegate(let task, _, _, _), .urge(let task, _),
      .escalate(let task):
      "\(verb) --task \(task)"
    case .settle(let task, let approves, _):
      "\(verb) --task \(task) --value \(approves ? "yes" : "no")"
    case .attach(let paper, _, _), .deferPaper(let paper, _): "\(verb) --document \(paper)"
    case .establish(let fact, let isSo, _): "\(verb) --fact \(fact) --value \(isSo ? "yes" : "no")"
    case .override(let fact, _): "\(verb) --fact \(fact)"
    case .clear(let condition, _), .answer(let condition, _): "\(verb) --condition \(condition)"
    case .object: "\(verb) --by –"
    default: verb
    }
  }
}
