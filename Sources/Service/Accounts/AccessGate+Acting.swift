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

  /// Records what a handler refuses by itself: a right that it checks, and an id under which there is
  /// nothing, since whoever guesses ids meets those first. A page that asks for the same again and again
  /// makes one entry an hour.
  func noteRefusal(_ status: Int, _ endpoint: Endpoint, _ call: EndpointCall) throws {
    guard profile != nil, let person = call.actor.caller.person,
      let entry = try book(call.state).directory.state.people[person]
    else { return }
    let isMissing = status == 404 && endpoint.path.contains("{")
    guard isMissing || (status == 403 && endpoint.right == .asked) else { return }
    let who = EventLog.Actor(
      person: person, name: entry.name, role: "account", organisation: entry.posts.first ?? "none")
    let object = call.auditedObject
    note(
      .refused(
        action: endpoint.method.isSafe ? .read : .change, object: object,
        reason: isMissing ? "missing" : "law", address: call.actor.caller.address),
      by: who, once: isMissing ? "missing \(person) \(object)" : nil, for: 3600)
  }
}

extension EndpointCall {
  /// Records in the audit a change that is no deed of a stream, once it is done, or an ordered job.
  func noteChange() {
    let gate = service.gate
    guard gate.profile != nil, let person = actor.caller.person else { return }
    // It is done: a role that the person does not have is no reason to be silent about it.
    let who =
      (try? acting().actor)
      ?? EventLog.Actor(person: person, name: person, role: "account", organisation: "none")
    gate.note(.changed(object: auditedObject, address: actor.caller.address), by: who)
  }

  /// The object of the request as the audit names it: its path under the root.
  fileprivate var auditedObject: String {
    String(request.path.dropFirst(EndpointTable.root.count + 1).prefix(200))
  }
}
