import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Service
import Storage
import Testing
import Workbench

/// The loop of a problem over HTTP, without a socket.
@Suite("Problems over the API")
struct ProblemApiTests {
  let place: SmallWorkspace
  private let photo = Data([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]).base64EncodedString()

  init() throws {
    place = try SmallWorkspace()
    try place.workspace.writeEvents { log in
      try log.beginLog(LogHeader(id: "test", created: Timestamp(milliseconds: 0)))
      let stream = try StreamName(DirectoryEvent.category, "directory")
      func organisation(
        _ id: String, _ kind: OrganisationKind, _ area: String
      ) throws -> Organisation {
        Organisation(id: id, name: "\(id)（合成）", kind: kind, area: try AreaCode(area))
      }
      try log.perform(
        DirectoryDecider.self,
        .addOrganisations([
          organisation("centre", .naturalResources, "990101"),
          organisation("builder", .implementer, "990101"),
          organisation("other", .implementer, "990101"),
          organisation("office", .department, "990101"),
          organisation("elsewhere", .naturalResources, "990202"),
        ]), on: stream, expected: 0,
        by: DeedContext(
          actor: EventLog.Actor(person: "x", name: "x", role: "setup", organisation: "x"),
          time: Timestamp(milliseconds: 1)))
    }
  }

  private func fields(_ role: String, _ organisation: String, _ more: [String: String] = [:])
    -> [String: String]
  {
    more.merging(["zhitu-role": role, "zhitu-organisation": organisation]) { a, _ in a }
  }

  private func find(_ more: String = "", fields extra: [String: String] = [:]) async throws
    -> Answer
  {
    try await place.ask(
      "POST", "/api/v1/problems", fields: fields("planner", "centre", extra),
      body:
        #"{"title":"沟渠未复耕","source":"inspection","level":"serious","area":"990101100201"\#(more)}"#)
  }

  private func act(
    _ number: String, _ body: String, _ role: String, _ organisation: String, version: Int
  ) async throws -> Answer {
    try await place.ask(
      "POST", "/api/v1/problems/\(number)/acts",
      fields: fields(role, organisation, ["if-match": "\"\(number).\(version)\""]), body: body)
  }

  private let assign =
    #"{"act":"assign","organisation":"builder","deadline":"2999-01-01"}"#

  @Test func theWholeLoop() async throws {
    let found = try await find(#","place":[121.5,29.9],"photos":["\#(photo)"]"#)
    #expect(found.status == 201)
    let row = try #require(found.object["row"] as? [String: Any])
    let number = try #require(row["number"] as? String)
    #expect(found.header("Location") == "/api/v1/problems/\(number)")
    #expect(found.header("ETag") == "\"\(number).1\"")
    #expect(row["place"] as? [Double] == [121.5, 29.9])
    #expect(row["acts"] as? [String] == ["file", "dismiss", "note"])
    let steps: [(String, String, String)] = [
      (#"{"act":"file"}"#, "planner", "centre"), (assign, "planner", "centre"),
      (#"{"act":"start","plan":"疏通"}"#, "implementer", "builder"),
      (#"{"act":"submit","note":"好了","evidence":["\#(photo)"]}"#, "implementer", "builder"),
      (#"{"act":"return","reason":"未达标","deadline":"2999-02-01"}"#, "reviewer", "office"),
      (#"{"act":"submit","evidence":["\#(photo)"]}"#, "implementer", "builder"),
      (#"{"act":"close"}"#, "reviewer", "office"),
    ]
    for (index, (body, role, organisation)) in steps.enumerated() {
      let answer = try await act(number, body, role, organisation, version: index + 1)
      #expect(answer.status == 200, "\(body): \(String(decoding: answer.body, as: UTF8.self))")
      #expect(answer.header("ETag") == "\"\(number).\(index + 2)\"")
    }
    let shown = try await place.ask(
      "GET", "/api/v1/problems/\(number)", fields: fields("reviewer", "office"))
    let closed = try #require(shown.object["row"] as? [String: Any])
    #expect(closed["phase"] as? String == "closed")
    let history = try #require(shown.object["history"] as? [[String: Any]])
    #expect(history.count == 8)
    let actor = try #require(history[3]["actor"] as? [String: Any])
    #expect(actor["is_local"] as? Bool == true)
    #expect(actor["organisation"] as? String == "builder（合成）")
    let hash = try #require((history[4]["attachments"] as? [String])?.first)
    let file = try await place.ask(
      "GET", "/api/v1/problems/\(number)/attachments/\(hash)", fields: fields("reviewer", "office"))
    #expect(file.status == 200)
    #expect(file.header("Content-Type") == "image/jpeg")
    #expect(Data(file.body).base64EncodedString() == photo)
  }

  @Test func whoeverIsSlowerIsToldWhatTheOtherDid() async throws {
    let number = try number(try await find())
    #expect(
      try await act(number, #"{"act":"file"}"#, "planner", "centre", version: 1).status == 200)
    let slower = try await act(
      number, #"{"act":"dismiss","reason":"不属实"}"#, "supervisor", "centre", version: 1)
    #expect(slower.status == 412)
    #expect(slower.object["code"] as? String == "log.conflict")
    let message = try #require(slower.object["message"] as? [String: String])
    #expect(message["zh"]?.contains("problem.filed") == true)
    // Nothing of the slower one has landed.
    let after = try await place.ask(
      "GET", "/api/v1/problems/\(number)", fields: fields("planner", "centre"))
    #expect((after.object["history"] as? [Any])?.count == 2)
  }

  @Test(arguments: [(nil, 428), ("\"other.1\"", 412), ("W/\"x\"", 412)] as [(String?, Int)])
  func anActNamesTheVersionThatItsAuthorSaw(tag: String?, status: Int) async throws {
    let number = try number(try await find())
    let answer = try await place.ask(
      "POST", "/api/v1/problems/\(number)/acts",
      fields: fields("planner", "centre", tag.map { ["if-match": $0] } ?? [:]),
      body: #"{"act":"file"}"#)
    #expect(answer.status == status)
  }

  @Test func aTagOfAPackedAnswerNamesItsVersion() async throws {
    let number = try number(try await find())
    let answer = try await place.ask(
      "POST", "/api/v1/problems/\(number)/acts",
      fields: fields("planner", "centre", ["if-match": "\"\(number).1-gzip\""]),
      body: #"{"act":"file"}"#)
    #expect(answer.status == 200)
  }

  @Test func theSameKeyEntersOneProblem() async throws {
    let first = try await find(fields: ["idempotency-key": "k1"])
    let again = try await find(fields: ["idempotency-key": "k1"])
    #expect(first.body == again.body)
    let list = try await place.ask(
      "GET", "/api/v1/problems", fields: fields("planner", "centre"))
    #expect((list.object["problems"] as? [Any])?.count == 1)
  }

  @Test func eachRoleSeesWhatIsTheirs() async throws {
    let number = try number(try await find())
    _ = try await act(number, #"{"act":"file"}"#, "planner", "centre", version: 1)
    _ = try await act(number, assign, "planner", "centre", version: 2)
    func shown(_ role: String, _ organisation: String) async throws -> Int {
      let list = try await place.ask(
        "GET", "/api/v1/problems", fields: fields(role, organisation))
      #expect(list.status == 200)
      return (list.object["problems"] as? [Any])?.count ?? -1
    }
    #expect(try await shown("planner", "centre") == 1)
    #expect(try await shown("implementer", "builder") == 1)
    #expect(try await shown("implementer", "other") == 0)
    #expect(try await shown("planner", "elsewhere") == 0)
    #expect(try await shown("system-administrator", "centre") == 0)
    for (role, organisation) in [("implementer", "other"), ("planner", "elsewhere")] {
      let refused = try await place.ask(
        "GET", "/api/v1/problems/\(number)", fields: fields(role, organisation))
      #expect(refused.status == 403)
      #expect(refused.object["code"] as? String == "access.refused")
    }
    let refused = try await act(
      number, #"{"act":"start","plan":"x"}"#, "village", "centre", version: 3)
    #expect(refused.status == 403)
  }

  @Test func pagesFollowEachOtherWithoutGapOrRepeat() async throws {
    for _ in 0..<5 { _ = try await find() }
    var seen: [String] = []
    var cursor: String?
    repeat {
      let target = "/api/v1/problems?limit=2" + (cursor.map { "&cursor=\($0)" } ?? "")
      let page = try await place.ask("GET", target, fields: fields("planner", "centre"))
      let rows = try #require(page.object["problems"] as? [[String: Any]])
      seen += rows.compactMap { $0["number"] as? String }
      cursor = page.object["next"] as? String
      // What comes in meanwhile is newer, so it shifts no page.
      _ = try await find()
    } while cursor != nil
    #expect(seen.count == 5)
    #expect(seen == seen.sorted(by: >))
    #expect(Set(seen).count == 5)
  }

  @Test(arguments: [
    (#"{"title":"","source":"audit","level":"minor"}"#, 422),
    (#"{"title":" ","source":"audit","level":"minor","area":"990101"}"#, 422),
    (#"{"title":"x","source":"audit","level":"minor","place":[181,0]}"#, 422),
    (#"{"title":"x","source":"audit","level":"minor","area":"12345"}"#, 422),
    (#"{"title":"x","source":"audit","level":"minor","photos":["%%%%"]}"#, 422),
    // Without an area it lies anywhere, which is more than this planner's grant reaches.
    (#"{"title":"x","source":"audit","level":"minor"}"#, 403),
    (#"{"title":"x","source":"audit","level":"minor","more":1}"#, 422),
  ])
  func badFindingsAreRefused(body: String, status: Int) async throws {
    let answer = try await place.ask(
      "POST", "/api/v1/problems", fields: fields("planner", "centre"), body: body)
    #expect(answer.status == status, "\(String(decoding: answer.body, as: UTF8.self))")
    let list = try await place.ask("GET", "/api/v1/problems", fields: fields("planner", "centre"))
    #expect((list.object["problems"] as? [Any])?.isEmpty == true)
  }

  @Test func aProblemIsGivenToAnOrganisationThatThereIs() async throws {
    let number = try number(try await find())
    _ = try await act(number, #"{"act":"file"}"#, "planner", "centre", version: 1)
    let answer = try await act(
      number, #"{"act":"assign","organisation":"nobody","deadline":"2999-01-01"}"#, "planner",
      "centre", version: 2)
    #expect(answer.status == 422)
    #expect(answer.object["code"] as? String == "access.no-organisation")
  }

  @Test func anAttachmentOfAnotherProblemIsNotGiven() async throws {
    let with = try await find(#","photos":["\#(photo)"]"#)
    let hash = try #require(
      ((with.object["history"] as? [[String: Any]])?.first?["attachments"] as? [String])?.first)
    let without = try number(try await find())
    let answer = try await place.ask(
      "GET", "/api/v1/problems/\(without)/attachments/\(hash)", fields: fields("planner", "centre"))
    #expect(answer.status == 404)
  }

  @Test func anUnknownRoleOrOrganisationIsRefused() async throws {
    for (role, organisation, code) in [
      ("emperor", "centre", "access.no-role"), ("planner", "moon", "access.no-organisation"),
    ] {
      let answer = try await place.ask(
        "GET", "/api/v1/acting", fields: fields(role, organisation))
      #expect(answer.status == 422)
      #expect(answer.object["code"] as? String == code)
    }
  }

  @Test func theHistoryTellsWhatTheRoleMayRead() async throws {
    let number = try number(try await find())
    _ = try await act(number, #"{"act":"note","text":"已告知"}"#, "planner", "centre", version: 1)
    func deeds(_ role: String, _ organisation: String, _ query: String = "") async throws
      -> [String]
    {
      let page = try await place.ask(
        "GET", "/api/v1/history\(query)", fields: fields(role, organisation))
      return (page.object["deeds"] as? [[String: Any]] ?? []).compactMap { deed in
        "\(deed["category"] ?? "").\(deed["kind"] ?? "")"
      }
    }
    #expect(try await deeds("planner", "centre") == ["problem.noted", "problem.found"])
    #expect(try await deeds("planner", "centre", "?limit=1") == ["problem.noted"])
    #expect(try await deeds("planner", "elsewhere").isEmpty)
    #expect(
      try await deeds("security-administrator", "centre") == ["access.organisations-added"])
  }

  private func number(_ answer: Answer) throws -> String {
    #expect(answer.status == 201, "\(String(decoding: answer.body, as: UTF8.self))")
    return try #require((answer.object["row"] as? [String: Any])?["number"] as? String)
  }
}
