import Access
import EventLog
import Groundwork
import Workbench

extension AccessGate {
  /// The signed-in person in one of their granted roles: the one that the request names, else the
  /// first role of the work.
  ///
  /// - Throws: A ``Problem`` 403 for a role that they do not have now.
  func acting(_ person: String, as wanted: String?, _ state: WorkspaceState) throws -> Acting {
    let now = WallClock.now()
    var law = try law(state)
    let grants = law.directory.grants(of: person, at: now)
    let isWork = { (grant: Grant) in self.policy.book.roles[grant.role]?.duty == .work }
    let chosen =
      wanted.map { role in grants.first { $0.role == role } }
      ?? grants.first(where: isWork) ?? grants.first
    guard let chosen else {
      throw Problem(
        403, wanted == nil ? "access.refused" : "access.no-role", zh: "不允许：没有此角色的有效授权。",
        en: "Refused: no grant of this role holds at this time.")
    }
    law.directory = law.directory.limiting(person, to: chosen.role)
    let actor = EventLog.Actor(
      person: person, name: law.directory.people[person]?.name ?? person, role: chosen.role,
      organisation: chosen.organisation)
    return Acting(
      authority: Authority(law: law, subject: .person(person)), actor: actor, time: now)
  }

  /// Records a refusal of a handler that checks the rights itself.
  func noteRefusal(_ endpoint: Endpoint, _ request: WebRequest, _ actor: Actor) {
    guard profile != nil, let person = actor.caller.person else { return }
    let who = EventLog.Actor(person: person, name: person, role: "account", organisation: "none")
    note(
      .refused(
        action: endpoint.method.isSafe ? .read : .change,
        object: "\(endpoint.id) \(request.path)", reason: "law", address: actor.caller.address),
      by: who)
  }
}
