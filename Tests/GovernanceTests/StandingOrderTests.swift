import EventLog
import Governance
import Groundwork
import Testing

@Suite("Standing orders")
struct StandingOrderTests {
  private let context = DeedContext(
    actor: Actor(person: "s", name: "督察", role: "supervisor", organisation: "inspection"),
    time: monday)
  private let terms = StandingOrder.Terms(plan: "demo", base: "2023")

  private func run(_ epoch: String, _ mark: String, opened: [String] = []) -> StandingOrder.Run {
    StandingOrder.Run(
      epoch: epoch, mark: mark, alarms: opened.count, outdated: 0, opened: opened, persisting: [],
      restored: [], unobserved: [])
  }

  private func code(
    _ command: StandingOrderDecider.Command, in state: StandingOrder
  ) -> String? {
    do {
      _ = try StandingOrderDecider.decide(command, in: state, by: context)
      return nil
    } catch { return (error as? Diagnostic)?.code ?? "\(error)" }
  }

  @Test func anOrderLivesFromItsGivingToItsEnd() throws {
    var order = StandingOrder()
    var version: Int64 = 0
    func act(_ command: StandingOrderDecider.Command) throws {
      try StandingOrderDecider.advance(&order, version: &version, command, by: context)
    }
    #expect(code(.run(run("2024", "a")), in: order) == "standing-order.phase")
    try act(.give(terms, left: ["2022": "x"]))
    #expect(order.giver?.person == "s" && order.left == ["2022": "x"])
    #expect(code(.give(terms, left: [:]), in: order) == "standing-order.phase")
    try act(.run(run("2024", "a", opened: ["WT-2026-0001"])))
    try act(.halt(epoch: "2025", mark: "b", code: "monitor.rules", fault: Localized("x")))
    #expect(order.marks == ["2024": "a", "2025": "b"])
    #expect(order.looks.map(\.epoch) == ["2024", "2025"])
    #expect(order.looks.map { $0.run == nil } == [false, true])
    #expect(code(.end(reason: " "), in: order) == "standing-order.text")
    try act(.end(reason: "完成"))
    #expect(order.phase == .ended && order.reason == "完成")
    #expect(code(.run(run("2026", "c")), in: order) == "standing-order.phase")
  }

  @Test func whoAnswersAndTheDaysBelongTogether() {
    func refused(_ organisation: String?, _ days: Int?) -> Bool {
      var changed = terms
      changed.organisation = organisation
      changed.days = days
      return code(.give(changed, left: [:]), in: StandingOrder()) == "standing-order.answers"
    }
    #expect(refused("a", nil) && refused(nil, 3) && refused("", 3) && refused("a", 0))
    #expect(!refused("a", 30) && !refused(nil, nil))
  }

  @Test func theLatestLooksAreKept() throws {
    var order = StandingOrder()
    var version: Int64 = 0
    try StandingOrderDecider.advance(
      &order, version: &version, .give(terms, left: [:]), by: context)
    for number in 0..<150 {
      try StandingOrderDecider.advance(
        &order, version: &version, .run(run("e\(number)", "m")), by: context)
    }
    #expect(order.looks.count == 100 && order.looks.last?.epoch == "e149")
    #expect(order.marks.count == 150)
  }

  @Test func whatWasWrittenIsRead() throws {
    let events: [StandingOrderEvent] = [
      .given(terms: terms, left: ["2022": "x"]), .ran(run: run("2024", "a", opened: ["W"])),
      .halted(epoch: "2025", mark: "b", code: "c", fault: Localized("x")), .ended(reason: "y"),
    ]
    for event in events {
      let json = try CanonicalJSON().bytes(event)
      #expect(try StandingOrderEvent.read(kind: event.kind, schema: 1, json: json) == event)
    }
  }
}
