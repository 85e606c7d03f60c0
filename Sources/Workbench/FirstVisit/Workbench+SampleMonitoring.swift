import Access
import EventLog
import Governance
import Groundwork
import Sample
import Storage

extension Workbench {
  /// Gives the sample district a standing order, by its fictional inspector, for what is observed from now on. A
  /// workspace that has an order already, or not the sample's people, is left as it is.
  func orderSampleMonitoring() throws {
    let seats = try directory()
    guard try standingOrders().isEmpty,
      let grant = seats.grants.values.filter({ $0.role == "supervisor" })
        .min(by: { $0.id < $1.id }), let person = seats.people[grant.person]
    else { return }
    let time = WallClock.now()
    let actor = Actor(
      person: grant.person, name: person.name, role: grant.role,
      organisation: grant.organisation)
    let law = AccessLaw(
      directory: seats.limiting(grant.person, to: grant.role), book: try AccessPolicy().book)
    try giveStandingOrder(
      StandingOrder.Terms(
        plan: SampleDeeds.plan, base: SampleDeeds.base, isFromNow: true,
        note: "样例：此后导入的观测自动监测（虚构）"),
      by: DeedContext(actor: actor, time: time),
      Authority(law: law, subject: .person(grant.person)))
  }
}
