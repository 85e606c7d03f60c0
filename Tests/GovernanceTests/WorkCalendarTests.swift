import EventLog
import Governance
import Groundwork
import Testing

private func day(_ text: String) throws -> Int64 {
  try #require(Timestamp(iso8601: text)).milliseconds / 86_400_000
}

/// The clock of a case that was started when the first of some things happened.
private func clock(_ events: [(ProcessEvent, Timestamp)]) throws -> ProcessClock {
  var story = Story(try Shipped.law("city-application"))
  try story.start(at: try #require(events.first).1)
  let actor = try #require(Shipped.people.first)
  for (event, time) in events {
    ProcessDecider.evolve(
      &story.state, Deed(event: event, actor: actor, time: time, version: 1))
  }
  return story.state.clock
}

@Suite struct WorkCalendarTests {
  @Test func holidaysAreOffAndSomeWeekendsAreWorked() throws {
    let calendar = try Shipped.calendar()
    // 2026: the Spring Festival is off from Sunday 15 to Monday 23 February; Saturdays 14 and 28 are worked.
    let cases: [(String, Bool)] = [
      ("2026-02-13", true), ("2026-02-14", true), ("2026-02-15", false), ("2026-02-16", false),
      ("2026-02-23", false), ("2026-02-24", true), ("2026-02-28", true), ("2026-03-01", false),
      ("2026-03-02", true), ("2026-03-07", false),
    ]
    for (text, isWorking) in cases {
      #expect(calendar.isWorking(try day(text)) == isWorking, "\(text)")
    }
  }

  /// Counting and its inverse agree, day by day, with walking through the calendar.
  @Test func theDayOfACountIsTheFirstThatReachesIt() throws {
    let calendar = try Shipped.calendar()
    let start = try day("2026-01-29")
    for count in 1...40 {
      let end = calendar.day(count, after: start, working: true)
      #expect(calendar.isWorking(end))
      #expect(calendar.count(after: start, through: end, working: true) == count)
      #expect(calendar.count(after: start, through: end - 1, working: true) == count - 1)
    }
  }

  /// 民法典 §201, §203: the first day does not count; a last day that is off moves to the next that is not.
  @Test func aPeriodOfCalendarDaysEndsOnAWorkingDay() throws {
    let calendar = try Shipped.calendar()
    #expect(
      try calendar.day(15, after: day("2026-02-02"), working: false) == day("2026-02-24"))
    #expect(
      try calendar.day(15, after: day("2026-03-02"), working: false) == day("2026-03-17"))
  }

  @Test func aDayBeginsAtMidnightInBeijing() throws {
    let calendar = try Shipped.calendar()
    let before = try #require(Timestamp(iso8601: "2026-03-01T15:59Z"))
    #expect(try calendar.day(of: before) == day("2026-03-01"))
    #expect(try calendar.day(of: before.adding(seconds: 60)) == day("2026-03-02"))
    #expect(
      try calendar.end(of: day("2026-03-01"))
        == Timestamp(milliseconds: before.adding(seconds: 60).milliseconds - 1))
  }

  @Test func aYearWithoutItsHolidaysIsSaidToBeProvisional() throws {
    let calendar = try Shipped.calendar()
    let winter = try #require(Timestamp(iso8601: "2026-12-20"))
    let limit = ProcessEvent.limited(limit: .init(days: 20, isWorking: true, source: "测试"))
    #expect(try clock([(limit, winter)]).due(calendar)?.isProvisional == true)
    #expect(try clock([(limit, monday)]).due(calendar)?.isProvisional == false)
  }

  /// The clock stands still while others are asked: what a pause takes is added at the end.
  @Test func theClockStandsStillInAPause() throws {
    let calendar = try Shipped.calendar()
    let limit = ProcessEvent.limited(limit: .init(days: 10, isWorking: true, source: "测试"))
    let paused = [
      (limit, monday), (.suspended(reason: "征询", asked: nil), monday.adding(days: 2)),
    ]
    #expect(try clock(paused).due(calendar) == nil)
    let resumed = paused + [(.resumed(note: ""), monday.adding(days: 14))]
    let due = try #require(clock(resumed).due(calendar))
    // 3 and 4 March counted; eight working days after Monday 16 March are over on Thursday 26.
    #expect(calendar.day(of: due.time) == (try day("2026-03-26")))
  }

  @Test func whatIsNoCalendarIsRefusedWithItsLine() throws {
    let text = """
      schema: zhitu.calendar/1
      utc_offset_hours: 8
      years:
        - year: 2026
          source: 测试
          verified: true
          off: ["2026-01-01"]
          on: ["2026-01-05"]
      """
    do {
      _ = try WorkCalendar(yaml: text, file: "c.yaml")
      Issue.record("a Monday that is worked instead")
    } catch {
      #expect(error.code == "calendar.not-a-weekend")
      #expect(error.file == "c.yaml:8")
    }
  }
}
