import EventLog
import Governance

extension SampleDeeds {
  /// The history of the district's plan, by invented people: drawn, submitted, returned, revised,
  /// submitted again and endorsed. The number of measures at the end equals that of the plan.
  func writePlanHistory(to log: any EventWriting) throws {
    let stream = try StreamName(PlanEvent.category, SampleDeeds.plan)
    let names = try names()
    var day: Int64 = 5
    func act(
      _ command: PlanHistoryDecider.Command, _ person: String, _ organisation: String,
      _ role: String, after days: Int64
    ) throws {
      day += days
      // Within working hours: the history begins at 8 o'clock in China.
      let time = SampleDeeds.start.adding(days: day).adding(seconds: 3600 + 1500 * days)
      try log.perform(
        PlanHistoryDecider.self, command, on: stream, expected: nil,
        by: DeedContext(
          actor: Actor(
            person: person, name: names[person] ?? person, role: role,
            organisation: organisation), time: time))
    }
    let measures = district.measures.count
    let dropped = max(1, measures / 40)
    try act(
      .draw(
        title: "明澜片区整治方案（合成）", epoch: SampleDeeds.base, area: Names.county.code,
        measures: measures + dropped), "centre.1", "centre", "planner", after: 0)
    try act(
      .submit(note: "初稿，报部门审查"), "centre.1", "centre", "planner", after: 12)
    try act(
      .giveBack(reason: "\(dropped) 处图斑压占永久基本农田，请调整"), "agriculture.1", "agriculture",
      "reviewer", after: 6)
    try act(
      .revise(measures: measures, reason: "删去压占永久基本农田的 \(dropped) 处图斑"), "centre.2",
      "centre", "planner", after: 7)
    try act(.submit(note: "修改稿"), "centre.2", "centre", "planner", after: 1)
    try act(.endorse(note: "同意"), "agriculture.2", "agriculture", "reviewer", after: 5)
  }
}
