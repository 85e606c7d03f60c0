import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Service
import Storage
import Testing
import Workbench

/// A case over HTTP, without a socket.
@Suite("Cases over the API")
struct CaseApiTests {
  let place: SmallWorkspace
  private let paper = Data("%PDF-1.7 not really".utf8).base64EncodedString()

  init() throws { place = try SmallWorkspace() }

  private func start(_ process: String, role: String = "planner") async throws -> Answer {
    try await place.ask(
      "POST", "/api/v1/cases", fields: ["zhitu-role": role],
      body: #"{"process":"\#(process)","subject":"P","title":"甲村复垦","area":"990101"}"#)
  }

  private func act(
    _ number: String, _ body: String, _ role: String, version: Int
  ) async throws -> Answer {
    try await place.ask(
      "POST", "/api/v1/cases/\(number)/acts",
      fields: ["zhitu-role": role, "if-match": "\"\(number).\(version)\""], body: body)
  }

  private func attach(_ document: String) -> String {
    #"{"verb":"attach","document":"\#(document)","name":"a.pdf","content":"\#(paper)"}"#
  }

  /// What the ways on from a case still need, by kind and id.
  private func missing(_ answer: Answer) throws -> Set<String> {
    let ways = try #require(answer.object["ways"] as? [[String: Any]])
    let requirements = ways.flatMap { $0["requirements"] as? [[String: Any]] ?? [] }
    return Set(
      requirements.filter { $0["standing"] as? String != "met" }.compactMap {
        guard let kind = $0["kind"] as? String, let id = $0["id"] as? String else { return nil }
        return "\(kind) \(id)"
      })
  }

  @Test func aCaseTellsWhatItNeedsUntilItGoesOn() async throws {
    let started = try await start("project")
    #expect(started.status == 201)
    let number = try #require((started.object["row"] as? [String: Any])?["number"] as? String)
    #expect(started.header("Location") == "/api/v1/cases/\(number)")
    #expect(
      try missing(started) == ["document potential_patch", "fact potential_recorded"])
    let early = try await act(
      number, #"{"verb":"submit","to":"ST1"}"#, "planner", version: 1)
    #expect(early.status == 422)
    #expect(early.object["code"] as? String == "process.document-missing")
    let attached = try await act(number, attach("potential_patch"), "planner", version: 1)
    #expect(attached.status == 200)
    #expect(try missing(attached) == ["fact potential_recorded"])
    // Somebody who saw the case before the document came is told.
    let late = try await act(
      number, #"{"verb":"copy","organisations":["a"]}"#, "planner", version: 1)
    #expect(late.status == 412)
    let stranger = try await act(
      number, #"{"verb":"submit","to":"ST1"}"#, "auditor", version: 2)
    #expect(stranger.status == 403)
    let known = try await act(
      number,
      #"{"verb":"establish","fact":"potential_recorded","value":true,"note":"成果"}"#, "planner",
      version: 2)
    #expect(try missing(known) == [])
    let moved = try await act(
      number, #"{"verb":"submit","to":"ST1","note":"入库"}"#, "planner", version: 3)
    #expect((moved.object["row"] as? [String: Any])?["step"] as? String == "ST1")
    let documents = try #require(moved.object["documents"] as? [[String: Any]])
    let hash = try #require(documents.compactMap { $0["hash"] as? String }.first)
    let file = try await place.ask(
      "GET", "/api/v1/cases/\(number)/documents/\(hash)", fields: ["zhitu-role": "planner"])
    #expect(Data(file.body).base64EncodedString() == paper)
    let other = try await place.ask(
      "GET", "/api/v1/cases/\(number)/documents/sha256:0", fields: ["zhitu-role": "planner"])
    #expect(other.status == 404)
    let picture = try await place.ask(
      "GET", "/api/v1/cases/\(number)/picture?language=en", fields: ["zhitu-role": "planner"])
    #expect(picture.header("Content-Type") == "image/svg+xml")
    #expect(String(decoding: picture.body, as: UTF8.self).contains("stroke-width=\"3\""))
  }

  @Test func commentsAreAnsweredAndClearedByWhoMadeThem() async throws {
    let started = try await start("city-application")
    let number = try #require((started.object["row"] as? [String: Any])?["number"] as? String)
    let nowhere = try await act(
      number, #"{"verb":"comment","note":"?","pin":{"kind":"document","target":"none"}}"#,
      "reviewer", version: 1)
    #expect(nowhere.object["code"] as? String == "process.pin")
    let comment = try await act(
      number,
      #"{"verb":"comment","note":"位置有误","pin":{"kind":"place","place":[121.5,29.9]}}"#,
      "reviewer", version: 1)
    let item = try #require((comment.object["comments"] as? [[String: Any]])?.first)
    #expect(item["id"] as? String == "N1")
    #expect((item["pin"] as? [String: Any])?["place"] as? [Double] == [121.5, 29.9])
    let answered = try await act(
      number, #"{"verb":"answer","condition":"N1","note":"已改"}"#, "planner", version: 2)
    #expect(answered.status == 200)
    #expect(
      try await act(number, #"{"verb":"clear","condition":"N1","note":"好"}"#, "planner", version: 3)
        .status == 403)
    let cleared = try await act(
      number, #"{"verb":"clear","condition":"N1","note":"好"}"#, "reviewer", version: 3)
    #expect((cleared.object["points"] as? [Any])?.isEmpty == true)
    #expect(
      try await act(
        number, #"{"verb":"clear","condition":"N1","note":"好"}"#, "reviewer", version: 4
      )
      .status == 422)
  }

  @Test func whoMayStartIsAskedByRole() async throws {
    for (role, allowed) in [("planner", true), ("reviewer", false)] {
      let list = try await place.ask(
        "GET", "/api/v1/processes", fields: ["zhitu-role": role])
      let processes = try #require(list.object["processes"] as? [[String: Any]])
      let project = try #require(processes.first { $0["id"] as? String == "project" })
      #expect(project["may_start"] as? Bool == allowed)
      #expect(try await start("project", role: role).status == (allowed ? 201 : 403), "\(role)")
    }
    let none = try await place.ask(
      "POST", "/api/v1/case-escalations", fields: ["zhitu-role": "supervisor"])
    #expect((none.object["escalated"] as? [Any])?.isEmpty == true)
  }

  /// The timer of the server, with a clock of its own: what is overdue is escalated once, and nobody can act
  /// in its role.
  @Test func theTimerEscalatesWhatIsOverdueOnce() async throws {
    let started = try await start("project")
    let number = try #require((started.object["row"] as? [String: Any])?["number"] as? String)
    let limited = try await act(
      number, #"{"verb":"limit","days":5,"note":"通知"}"#, "reviewer", version: 1)
    #expect(limited.status == 200, "\(limited.object)")
    let now = WallClock.now()
    func run(after days: Int64) throws -> [String] {
      let watch = try WorkspaceWatch(place.workspace)
      let timer = EscalationTimer(watch) { now.adding(days: days) }
      return try timer.run().map(\.number)
    }
    #expect(try run(after: 1) == [])
    #expect(try run(after: 40) == [number])
    #expect(try run(after: 40) == [])
    let shown = try await place.json("/api/v1/cases/\(number)")
    let last = try #require((shown["history"] as? [[String: Any]])?.last)
    #expect(last["kind"] as? String == "escalated")
    #expect((last["actor"] as? [String: Any])?["role"] as? String == "timer")
    let pretended = try await place.ask(
      "POST", "/api/v1/case-escalations", fields: ["zhitu-role": "timer"])
    #expect(pretended.status == 422 || pretended.status == 400)
  }
}
