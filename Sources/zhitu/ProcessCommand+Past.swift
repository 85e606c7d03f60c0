import EventLog
import Governance
import Groundwork
import Workbench

/// A case as it stood, and who could do what then, for a person at a terminal or as JSON.
struct PastText {
  private let past: PastCase
  private let common: CommonOptions

  init(_ past: PastCase, _ common: CommonOptions) {
    self.past = past
    self.common = common
  }

  private struct Report: Encodable {
    struct Right: Encodable {
      var role: String
      var organisations: [String]
      var people: Int
      var acts: [String]
    }

    var time: String
    var report: CaseReport
    /// The stored evaluation that stood then.
    var evaluation: String?
    var rights: [Right]
    /// What was not kept at that time, so that today's stands in its place.
    var missing: [String]
  }

  func say() throws {
    let acts = try Workbench.requests(
      past.file, by: past.acting.context, past.acting.authority)
    let rights = past.rights.map { right in
      Report.Right(
        role: right.role, organisations: right.organisations, people: right.people,
        acts: right.requests.map(\.words))
    }
    let missing = past.missing.map(\.rawValue).sorted()
    if common.json {
      try Console.json(
        Report(
          time: past.acting.time.iso8601,
          report: CaseReport(past.file, acts: acts, calendar: past.calendar),
          evaluation: past.evaluation?.id, rights: rights, missing: missing))
      return
    }
    try CaseText(past.file, past.calendar, common).say(acts)
    for right in rights {
      let who = right.organisations.joined(separator: ", ")
      let acts = right.acts.joined(separator: common.language == .zh ? "；" : "; ")
      common.say(
        Localized(
          zh: "当时可办：\(right.role)（\(who)，\(right.people) 人）：\(acts)",
          en: "possible then: \(right.role) (\(who), \(right.people) people): \(acts)"))
    }
    for name in missing {
      common.say(
        Localized(
          zh: "当时没有留存 \(name)，按现行的判断。",
          en: "\(name) of that time was not kept; today's is used."))
    }
  }
}
