import EventLog
import Foundation
import Governance
import Groundwork
import Testing

@Suite("Rules of alerts")
struct AlertRulesTests {
  /// Quiet from 21:00 to 07:30; the digest on Mondays at 08:30. China keeps UTC+8.
  private func rules(_ alerts: String = "[]", quiet: String = "{from: \"21:00\", to: \"07:30\"}")
    throws -> AlertRules
  {
    try AlertRules(
      yaml: """
        schema: zhitu.alerts/1
        source: test
        quiet: \(quiet)
        digest: {weekday: 1, at: "08:30"}
        alerts: \(alerts)
        """, file: "a.yaml")
  }

  private func time(_ text: String) throws -> Timestamp {
    try #require(Timestamp(iso8601: text))
  }

  /// 2026-03-02 is a Monday. Times in UTC; local ones are eight hours later.
  @Test(arguments: [
    // Monday 20:59 local: not quiet yet; 21:00: waits for Tuesday 07:30.
    ("daytime", "2026-03-02T12:59Z", "2026-03-02T12:59Z"),
    ("daytime", "2026-03-02T13:00Z", "2026-03-02T23:30Z"),
    // Tuesday 00:10 local: the same end of the same night. 07:30 local: told at once.
    ("daytime", "2026-03-02T16:10Z", "2026-03-02T23:30Z"),
    ("daytime", "2026-03-02T23:30Z", "2026-03-02T23:30Z"),
    ("always", "2026-03-02T16:10Z", "2026-03-02T16:10Z"),
    // Monday 08:00 local: today's digest; 09:00: that of the next Monday; Sunday: tomorrow's.
    ("digest", "2026-03-02T00:00Z", "2026-03-02T00:30Z"),
    ("digest", "2026-03-02T01:00Z", "2026-03-09T00:30Z"),
    ("digest", "2026-03-08T10:00Z", "2026-03-09T00:30Z"),
  ])
  func anAlertWaitsForItsHour(_ delivery: String, _ now: String, _ expected: String) throws {
    let way = try #require(AlertRules.Delivery(rawValue: delivery))
    let at = try rules().delivered(way, at: time(now), offsetHours: 8)
    #expect(at == (try time(expected)))
  }

  @Test func equalEndsMeanNoQuietHours() throws {
    let rules = try rules(quiet: "{from: \"00:00\", to: \"00:00\"}")
    let night = try time("2026-03-02T18:00Z")
    #expect(rules.delivered(.daytime, at: night, offsetHours: 8) == night)
  }

  @Test(arguments: [
    ("[{kind: nothing, title: {zh: 甲, en: a}, deliver: always}]", "alerts.kind"),
    ("[{kind: case-due, title: {zh: 甲, en: a}, deliver: always}]", "alerts.days"),
    ("[{kind: works-stopped, title: {zh: 甲, en: a}, deliver: always, days: 3}]", "alerts.days"),
    ("[{kind: works-late, title: {zh: 甲, en: a}, deliver: at-once, days: 3}]", "alerts.deliver"),
    ("[{kind: works-late, title: {zh: 甲, en: a}, deliver: digest, days: -1}]", "alerts.number"),
  ])
  func aFaultIsNamed(_ alerts: String, _ code: String) throws {
    let found = #expect(throws: Diagnostic.self) { try rules(alerts) }
    #expect(found?.code == code)
  }

  @Test func theShippedRulesNameEveryKindOnce() throws {
    let file = Shipped.folder.deletingLastPathComponent().appendingPathComponent(
      "boards/alerts.yaml")
    let rules = try AlertRules(yaml: String(contentsOf: file, encoding: .utf8), file: "alerts.yaml")
    #expect(Set(rules.rules.map(\.kind)) == Set(AlertRules.Kind.allCases))
  }
}
