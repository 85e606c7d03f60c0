import Access
import EventLog
import Groundwork
import Programme
import Sample
import Storage

extension Workbench {
  /// Surveys the potential of the sample district in each of its epochs, with its made-up register,
  /// and records two made-up findings in the field. A workspace that has a library already is left
  /// as it is.
  func surveySample(_ district: SampleDistrict) throws {
    guard try !hasPotentialLibrary() else { return }
    let policy = try AccessPolicy()
    let actor = Actor(
      person: "local:planner", name: try policy.book.role("planner").title.zh, role: "planner",
      organisation: "local", isLocal: true)
    let authority = Authority(
      law: AccessLaw(directory: Directory(), book: policy.book), subject: .local(role: "planner"))
    let register = try PotentialRegister(
      yaml: district.potentialRegister(), file: "register.yaml")
    // The made-up history goes on at its last event.
    let last = try workspace.readEvents { reader -> Timestamp? in
      let count = try reader.lastEvent()?.count ?? 0
      return try reader.events(after: max(0, count - 1), limit: 1).last?.time
    }
    let context = DeedContext(actor: actor, time: last ?? SampleDeeds.start)
    var library: PotentialLibrary?
    for epoch in try epochs() {
      library = try surveyPotential(
        PotentialRequest(epoch: epoch, register: register), by: context, authority)
    }
    let fields = library?.record.entries
      .filter { $0.task == "new-farmland" && $0.isCandidate }
      .sorted { ($1.net, $0.number) < ($0.net, $1.number) }
    let findings = [
      PotentialFinding(
        verdict: .confirmed, will: .willing, condition: .works, remark: "水源已通，缺机耕路（虚构）"),
      PotentialFinding(
        verdict: .rejected, will: .unwilling, condition: .blocked, remark: "承包户刚种下果苗（虚构）"),
    ]
    for (entry, finding) in zip(fields ?? [], findings) {
      _ = try visitPotential(entry.number, finding, by: context, authority)
    }
  }
}
