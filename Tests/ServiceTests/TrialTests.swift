import Flow
import Foundation
import Geodesy
import Geometry
import Groundwork
import Service
import Storage
import Testing
import Workbench

@Suite("Trying a change of a plan over the service")
struct TrialTests {
  let place: SmallWorkspace
  static let target = "/api/v1/plans/P/trial"

  init() throws {
    place = try SmallWorkspace()
    try writePlan(firstClass: "0601")
  }

  /// Two measures: all of the first patch, and the second with half of the third.
  private func writePlan(firstClass: String) throws {
    try place.workspace.write { writer in
      let plan = try writer.createLayer(
        LayerRecord(
          name: "plan_P", role: .plan, plan: "P", title: "方案 P", classSystem: "SD3-work",
          classVersion: "2019", synthetic: true),
        geometry: .multiPolygon,
        columns: [Column("zt_id", .text), Column("zt_class", .text), Column("zt_area", .integer)])
      try plan.append(
        fid: nil, geometry: SmallWorkspace.square(0, 0),
        values: [.text("M1"), .text(firstClass), .integer(999_500)])
      try plan.append(
        fid: nil, geometry: box(100, 0, 150, 100),
        values: [.text("M2"), .text("0301"), .integer(1_499_250)])
      try plan.finish()
    }
  }

  /// A box in metres from the corner of the first patch.
  private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> MultiPolygon {
    let (left, low) = (SmallWorkspace.origin.x + x, SmallWorkspace.origin.y + y)
    let corners = [(left, low), (left + width, low), (left + width, low + height)]
    return MultiPolygon(
      Polygon((corners + [(left, low + height)]).compactMap { GridPoint(metresX: $0.0, y: $0.1) }))
  }

  private func request(_ body: String, target: String = TrialTests.target) -> WebRequest {
    WebRequest(
      method: "POST", target: target, host: "127.0.0.1:8080",
      fields: ["content-type": "application/json; charset=utf-8"], body: Array(body.utf8))
  }

  private func json(_ answer: Answer) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any] ?? [:]
  }

  /// The differences by class, zeros left out.
  private func differences(_ answer: Answer) throws -> [String: Int] {
    try #require(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
    let rows = try #require(try json(answer)["classes"] as? [[String: Any]])
    var found: [String: Int] = [:]
    for row in rows {
      let label = try #require(row["class"] as? [String: Any])
      let difference = try #require(row["difference"] as? Int)
      let (before, after) = (row["before"] as? Int ?? -1, row["after"] as? Int ?? -1)
      #expect(after - before == difference)
      if difference != 0 { found[try #require(label["key"] as? String)] = difference }
    }
    return found
  }

  @Test func anotherClassMovesTheAreaOfTheMeasure() async throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: place.workspace.path))
    let answer = try await place.ask(request(#"{"measure": "M1", "class": "0201"}"#))
    #expect(try differences(answer) == ["0601": -999_500, "0201": 999_500])
    let report = try json(answer)
    #expect(report["schema"] as? String == "zhitu.trial/1")
    #expect(report["base"] as? String == "2023")
    #expect((report["milliseconds"] as? Double ?? -1) > 0)
    let flows = try #require(report["flows"] as? [[String: Any]])
    #expect(flows.map { $0["from"] as? String } == ["0101", "0101"])
    #expect(flows.map { $0["to"] as? String } == ["0201", "0601"])
    // Asked again, the plan is what it was; the workspace too.
    let again = try await place.ask(request(#"{"measure": "M1", "class": "0201"}"#))
    #expect(try differences(again) == ["0601": -999_500, "0201": 999_500])
    #expect(try Data(contentsOf: URL(fileURLWithPath: place.workspace.path)) == bytes)
  }

  @Test func groundIsGivenInDegreesOrInMetres() async throws {
    func coordinates(_ transformer: Transformer?) throws -> String {
      let ring = box(0, 0, 50, 100).polygons[0].exterior
      let places = try (ring + ring.prefix(1)).map { point in
        let place = (x: point.metresX, y: point.metresY)
        return try transformer?.transform(x: place.x, y: place.y) ?? place
      }
      return "[[" + places.map { "[\($0.x), \($0.y)]" }.joined(separator: ", ") + "]]"
    }
    let toDegrees = try Transformer(
      from: CoordinateReferenceSystem("EPSG:4549"), to: CoordinateReferenceSystem("EPSG:4326"))
    let inDegrees = """
      {"measure": "M1",
       "geometry": {"type": "Polygon", "coordinates": \(try coordinates(toDegrees))}}
      """
    let inMetres = """
      {"measure": "M1", "crs": "workspace",
       "geometry": {"type": "Polygon", "coordinates": \(try coordinates(nil))}}
      """
    let wanted = ["0601": -499_750, "0101": 499_750]
    #expect(try differences(try await place.ask(request(inDegrees))) == wanted)
    #expect(try differences(try await place.ask(request(inMetres))) == wanted)
  }

  @Test func aMeasureIsAddedOrRemoved() async throws {
    let gone = request(#"{"action": "remove", "measure": "M2"}"#)
    let found = try differences(try await place.ask(gone))
    #expect(found.keys.sorted() == ["0101", "0301"])
    #expect(found.values.reduce(0, +) == 0)
    let group = request(
      #"{"action": "remove", "measure": "M2"}"#, target: TrialTests.target + "?by=category")
    #expect(try differences(try await place.ask(group)).isEmpty)
  }

  @Test(arguments: [
    (#"{"measure": "M9", "class": "0101"}"#, "", 404, "change.no-measure"),
    (#"{"measure": "M1", "class": "0"}"#, "", 422, "change.class"),
    (#"{"measure": "M1"}"#, "", 422, "change.incomplete"),
    ("{", "", 400, "service.body"), ("", "", 400, "service.body"),
    ("[[[[[[[[", "", 400, "service.body"), ("[]", "", 422, "service.body"),
    (#"{"measure": 7}"#, "", 422, "service.body"), (#"{"class": "01"}"#, "", 422, "service.body"),
    (#"{"measure": "M1", "colour": "red"}"#, "", 422, "service.body"),
    (#"{"measure": "M1", "class": "0101"}"#, "?colour=red", 400, "service.parameter"),
    (#"{"measure": "M1", "class": "0101"}"#, "?by=class&by=class", 400, "service.parameter"),
    (
      #"""
      {"measure": "M2", "crs": "workspace", "geometry": {"type": "Polygon", "coordinates":
       [[[652000, 3316000], [652090, 3316000], [652090, 3316090], [652000, 3316000]]]}}
      """#, "", 422, "plan.overlap"
    ),
    (#"{"measure": "M1", "class": "0101"}"#, "?base=1999", 404, "workspace.no-survey"),
    (#"{"measure": "M1", "class": "0101"}"#, "?by=colour", 400, "service.option"),
    (#"{"measure": "M1", "class": "0101"}"#, "?area=none", 400, "service.option"),
  ])
  func whatCannotBeDoneIsSaid(body: String, query: String, status: Int, code: String) async throws {
    let answer = try await place.ask(request(body, target: TrialTests.target + query))
    #expect(answer.status == status)
    let problem = try json(answer)
    #expect(problem["code"] as? String == code)
    let message = try #require(problem["message"] as? [String: String])
    #expect(message["zh"]?.isEmpty == false && message["en"]?.isEmpty == false)
    #expect(
      try await place.ask(request(#"{"measure": "M1", "class": "0201"}"#)).status == 200)
  }

  @Test func onlyAPageOfTheServiceMayAsk() async throws {
    let fine = request(#"{"measure": "M1", "class": "0201"}"#)
    func status(_ change: (inout WebRequest) -> Void) async throws -> Int {
      var other = fine
      change(&other)
      return try await place.ask(other).status
    }
    #expect(try await status { _ in } == 200)
    for (origin, wanted) in [
      ("http://127.0.0.1:8080", 200), ("http://127.0.0.1:9090", 403),
      ("https://evil.example", 403), ("null", 403),
    ] {
      #expect(try await status { $0[field: "origin"] = origin } == wanted, "\(origin)")
    }
    for (site, wanted) in [
      ("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403),
    ] {
      #expect(try await status { $0[field: "sec-fetch-site"] = site } == wanted, "\(site)")
    }
    #expect(try await status { $0.host = "evil.example" } == 403)
    #expect(try await status { $0[field: "content-type"] = "text/plain" } == 415)
    #expect(try await status { $0[field: "content-type"] = nil } == 415)
    let longer = [UInt8](repeating: 32, count: WebRequest.bodyLimit)
    #expect(try await status { $0.body += longer } == 413)
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"] {
      #expect(try await status { $0.method = method } == 405)
    }
    #expect(try await status { $0.target = "/api/v1/plans/Q/trial" } == 404)
    #expect(try await status { $0.target = "/api/v1/plans/P/trial/x" } == 404)
  }

  @Test func aNewPlanInTheWorkspaceIsOpenedAnew() async throws {
    let ask = request(#"{"measure": "M1", "class": "0301"}"#)
    #expect(try differences(try await place.ask(ask)) == ["0601": -999_500, "0301": 999_500])
    try place.workspace.write { try $0.dropLayer("plan_P") }
    #expect(try await place.ask(ask).status == 404)
    try writePlan(firstClass: "0201")
    #expect(try differences(try await place.ask(ask)) == ["0201": -999_500, "0301": 999_500])
  }

  @Test func noMoreThanAFewPlansStayOpen() async throws {
    let shelf = TrialCache()
    var opened: [TrialCache.Key] = []
    func ask(_ base: String?, _ area: AreaKind) throws {
      let key = TrialCache.Key(plan: "P", base: base, area: area)
      let trial = try shelf.trial(key) {
        opened.append(key)
        return try Workbench(place.workspace).trial(plan: "P", base: base, area: area)
      }
      #expect(trial.kind == area)
    }
    let four: [(String?, AreaKind)] = [
      (nil, .official), (nil, .planar), ("2023", .official), ("2023", .planar),
    ]
    for (base, area) in four { try ask(base, area) }
    #expect(shelf.count == TrialCache.limit)
    try ask(nil, .planar)
    #expect(opened.count == 4)
    try ask(nil, .official)
    #expect(opened.count == 5)
    #expect(shelf.count == TrialCache.limit)
    #expect(throws: (any Error).self) { try ask("1999", .official) }
    #expect(shelf.count < TrialCache.limit)
    shelf.removeAll()
    #expect(shelf.count == 0)
  }
}
