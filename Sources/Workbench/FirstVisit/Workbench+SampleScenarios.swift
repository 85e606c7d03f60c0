import Access
import EventLog
import Flow
import Governance
import Groundwork
import Policy
import Sample
import Storage

extension Workbench {
  /// Draws the sample's scenarios (情景) as branches of its plan, each laid on the base epoch and
  /// verified, so that there is something to compare. A scenario that exists stays as it is.
  ///
  /// They are verified without registers: nobody has approved or voted on a plan that was just drawn, so the
  /// rules that need such facts are undecidable.
  ///
  /// - Throws: As drawing, laying and verifying a plan; ``Groundwork/Cancelled``.
  public func drawSampleScenarios(book: RuleBook, on date: CalendarDate) throws {
    let planner = try samplePlanner()
    for scenario in SampleScenario.all
    where try workspace.layer(role: .plan, plan: scenario.name) == nil {
      let context = DeedContext(actor: planner, time: scenario.time)
      try newPlan(
        scenario.name, base: SampleDeeds.base, from: SampleDeeds.plan, by: context)
      let session = try openDrawing(scenario.name)
      var left: [Int64] = []
      var changed: [String: [Int64]] = [:]
      for (number, measure) in session.measures {
        switch scenario.landClass(of: measure) {
        case nil: left.append(number)
        case measure.landClass: continue
        case let code?: changed[code, default: []].append(number)
        }
      }
      var requests = changed.sorted { $0.key < $1.key }.map {
        DrawingRequest(.set, numbers: $0.value, values: .init(class: $0.key))
      }
      if !left.isEmpty { requests.append(DrawingRequest(.remove, numbers: left)) }
      var drawn = session
      for request in requests {
        let before = drawn
        drawn = try workspace.write { try draw(request, on: before, by: context, in: $0) }.session
      }
      try keepDrawing(scenario.name, by: context)
      try keep(lay(plan: scenario.name, base: SampleDeeds.base, area: .official))
      let verification = try verify(
        plan: scenario.name, base: SampleDeeds.base, book: book, on: date)
      try keep(verification, verification.evaluation.json())
    }
  }

  private func samplePlanner() throws -> Actor {
    let id = SampleScenario.planner
    let person = try directory().people[id]
    return Actor(
      person: id, name: person?.name ?? id, role: "planner",
      organisation: person?.posts.first ?? "centre")
  }
}
