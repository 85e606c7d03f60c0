import Classes
import EventLog
import Flow
import Foundation
import Geodesy
import Geometry
import Governance
import Groundwork
import Planning
import Storage
import Survey
import TestSupport
import Testing
import Workbench

/// Drawing a plan on nine square patches.
@Suite("Drawing a plan")
struct DrawingSessionTests {
  private let scratch: Scratch
  private let bench: Workbench
  private let toDegrees: Transformer
  private static let corner = (x: 652_000.0, y: 3_316_000.0)

  init() throws {
    scratch = try Scratch()
    let features = (0..<9).map { index in
      (
        ring: square(
          Self.corner.x + Double(index % 3) * 100, Self.corner.y + Double(index / 3) * 100),
        properties: "\"BSM\":\"B\(index)\",\"DLBM\":\"\(index < 6 ? "0101" : "0601")\","
          + "\"DLMC\":\"\(index < 6 ? "水田" : "工业用地")\",\"TBMJ\":10000,\"QSDWDM\":\"1\""
      )
    }
    let file = try scratch.write("DLTB_2023.geojson", geoJSON(crs: "4549", features))
    let workspace = try Workspace.openOrCreate(scratch.path + "/w.gpkg")
    bench = Workbench(workspace)
    var options = ImportOptions()
    options.classSystem = .sd3Work
    _ = try bench.importFile(file, options: options)
    toDegrees = try Transformer(
      from: CoordinateReferenceSystem("EPSG:4549"), to: CoordinateReferenceSystem("EPSG:4326"))
    try bench.newPlan("甲", base: "2023", by: hand("anna"))
  }

  private func hand(_ name: String, at minute: Int64 = 0) -> DeedContext {
    DeedContext(
      actor: Actor(person: name, name: name, role: "planner", organisation: "office"),
      time: Timestamp(milliseconds: 1_760_000_000_000 + minute * 60_000))
  }

  private func degrees(_ x: Double, _ y: Double) throws -> [Double] {
    let place = try toDegrees.transform(x: Self.corner.x + x, y: Self.corner.y + y)
    return [place.x, place.y]
  }

  private func box(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double
  ) throws -> GeoJSONPolygon {
    let ring = try [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
      .map { try degrees($0.0, $0.1) }
    return try polygon(ring)
  }

  private func polygon(_ ring: [[Double]]) throws -> GeoJSONPolygon {
    try JSONDecoder().decode(
      GeoJSONPolygon.self, from: Data("{\"type\":\"Polygon\",\"coordinates\":[\(ring)]}".utf8))
  }

  @discardableResult
  private func act(
    _ request: DrawingRequest, on session: DrawingSession, by name: String = "anna"
  ) throws -> DrawingSession {
    try bench.workspace.write { writer in
      try bench.draw(request, on: session, by: hand(name), in: writer).session
    }
  }

  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Diagnostic)?.code ?? "\(error)"
    }
  }

  private let farm = DrawingRequest.Values(class: "0101", element: "农用地", project: "P1")

  /// What was followed step by step is the plan opened anew from the log.
  private func expectTheLog(_ session: DrawingSession, _ what: Comment) throws {
    let fresh = try bench.openDrawing("甲")
    #expect(fresh.version == session.version, what)
    #expect(fresh.drawing == session.drawing, what)
    let (a, b) = (fresh.draft.state.ledger, session.draft.state.ledger)
    #expect(a.matrix(by: .class).cells == b.matrix(by: .class).cells, what)
    let (left, right) = (byNumber(fresh), byNumber(session))
    #expect(left == right, what)
  }

  private func byNumber(_ session: DrawingSession) -> [Int64: DrawnMeasure] {
    Dictionary(uniqueKeysWithValues: session.measures.map { ($0.number, $0.measure) })
  }

  @Test("drawn, split, cut, merged, copied, described, removed and taken back")
  func everyAct() throws {
    var session = try bench.openDrawing("甲")
    session = try act(
      DrawingRequest(.draw, geometry: try box(10, 210, 80, 80), values: farm), on: session)
    let number = try #require(session.measures.first?.number)
    #expect(session.measures.map(\.measure.project) == ["P1"])
    session = try act(
      DrawingRequest(
        .split, numbers: [number],
        line: [try degrees(0, 250), try degrees(50, 252), try degrees(110, 250)]),
      on: session)
    #expect(session.measures.count == 2)
    #expect(Set(session.measures.map(\.measure.landClass)) == ["0101"])
    try expectTheLog(session, "split")
    let both = session.measures.map(\.number)
    session = try act(DrawingRequest(.merge, numbers: both), on: session)
    #expect(session.measures.map(\.number) == [both[0]])
    session = try act(
      DrawingRequest(.cut, numbers: [number], geometry: try box(20, 220, 10, 10)), on: session)
    #expect(session.measures.first?.measure.ground.polygons.first?.count == 2)
    session = try act(
      DrawingRequest(.reshape, numbers: [number], geometry: try box(10, 210, 40, 40)),
      on: session)
    session = try act(
      DrawingRequest(.copy, values: farm, layer: "survey_2023", features: [7, 8]), on: session)
    // Patch 7 lies under the first measure: what is free of it is copied.
    let ground = session.measures.map { $0.measure.ground.geometry }
    #expect(try GEOS().intersection(ground[0], ground[1]).isEmpty)
    session = try act(
      DrawingRequest(
        .set, numbers: [number],
        values: .init(class: "0301", element: "生态", stage: 2, cost: 1_000_000)),
      on: session)
    #expect(session.measure(number)?.landClass == "0301")
    try expectTheLog(session, "set")
    session = try act(DrawingRequest(.remove, numbers: [number]), on: session)
    #expect(session.measure(number) == nil)
    for _ in 0..<8 { session = try act(DrawingRequest(.undo), on: session) }
    #expect(session.measures.isEmpty)
    #expect(code { try act(DrawingRequest(.undo), on: session) } == "drawing.nothing")
    for _ in 0..<7 { session = try act(DrawingRequest(.redo), on: session) }
    #expect(session.measure(number)?.stage == 2)
    try expectTheLog(session, "redone")
  }

  @Test("patches of one class in an area are copied, whole")
  func copyByClass() throws {
    var request = DrawingRequest(.copy, geometry: try box(-10, 140, 220, 200), values: farm)
    request.copiedClass = "0601"
    let session = try act(request, on: bench.openDrawing("甲"))
    #expect(session.measures.count == 2)
    let table = session.draft.state.ledger.matrix(by: .class)
    let industry = table.after.first { $0.label.key == "0601" }?.area
    let before = table.before.first { $0.label.key == "0601" }?.area
    #expect(try #require(industry) < #require(before))
  }

  @Test("what cannot be is refused, and nothing is written")
  func refusals() throws {
    let session = try act(
      DrawingRequest(.draw, geometry: try box(10, 10, 80, 80), values: farm),
      on: bench.openDrawing("甲"))
    let number = try #require(session.measures.first?.number)
    let tie = try polygon(
      [(0.0, 0.0), (50, 50), (50, 0), (0, 50), (0, 0)].map { try degrees($0.0, $0.1) })
    let cases: [(DrawingRequest, String)] = [
      (DrawingRequest(.draw, geometry: try box(50, 50, 80, 80), values: farm), "plan.overlap"),
      (DrawingRequest(.draw, geometry: tie, values: farm), "change.geometry"),
      (DrawingRequest(.draw, geometry: try box(200, 0, 5, 5)), "drawing.incomplete"),
      (
        DrawingRequest(
          .draw, geometry: try box(200, 0, 5, 5), values: .init(class: "9999")), "change.class"
      ),
      (DrawingRequest(.set, numbers: [number], values: .init(element: "月球")), "drawing.element"),
      (DrawingRequest(.set, numbers: [99], values: .init(class: "0301")), "drawing.no-measure"),
      (DrawingRequest(.merge, numbers: [number]), "drawing.incomplete"),
      (
        DrawingRequest(
          .split, numbers: [number], line: [try degrees(50, 50), try degrees(60, 60)]),
        "drawing.not-split"
      ),
      (
        DrawingRequest(.set, numbers: [number], values: .init(project: "a\u{0}b")),
        "drawing.text"
      ),
    ]
    for (request, wanted) in cases {
      #expect(code { try act(request, on: session) } == wanted, "\(request.act)")
    }
    #expect(try bench.drawingHistory("甲").count == Int(session.version))
  }

  @Test("two hands: other measures never meet, the same one is told who was faster")
  func twoHands() throws {
    let start = try act(
      DrawingRequest(.draw, geometry: try box(10, 10, 50, 50), values: farm),
      on: bench.openDrawing("甲"))
    let number = try #require(start.measures.first?.number)
    let seen = start.drawing.version(of: number)
    let anna = try act(
      DrawingRequest(.set, numbers: [number], seen: [seen], values: .init(project: "A")),
      on: start)
    // Bo has not seen it, and draws elsewhere.
    let bo = try act(
      DrawingRequest(.draw, geometry: try box(110, 110, 50, 50), values: farm), on: start,
      by: "bo")
    #expect(bo.measure(number)?.project == "A")
    #expect(
      code {
        try act(
          DrawingRequest(.set, numbers: [number], seen: [seen], values: .init(project: "B")),
          on: start, by: "bo")
      } == "drawing.changed-since")
    #expect(try bench.caughtUp(anna).measures.count == 2)
  }

  @Test("kept in the layer, read again, and seen as on an earlier day")
  func keeping() throws {
    var session = try act(
      DrawingRequest(.draw, geometry: try box(10, 10, 50, 50), values: farm),
      on: bench.openDrawing("甲"))
    let early = session.version
    session = try act(
      DrawingRequest(.draw, geometry: try box(110, 110, 50, 50), values: farm), on: session)
    let kept = try bench.keepDrawing("甲", by: hand("anna"))
    #expect(kept.drawing.isBegun && kept.drawing.kept == kept.version)
    #expect(try bench.plan("甲").featureCount == 2)
    #expect(byNumber(kept) == byNumber(session))
    #expect(
      code { try bench.keepDrawing("甲", by: hand("anna")) } == "drawing.nothing-to-keep")
    let later = try act(DrawingRequest(.remove, numbers: [session.measures[0].number]), on: kept)
    // Also what was kept can be taken back.
    let back = try act(DrawingRequest(.undo), on: later)
    #expect(byNumber(back) == byNumber(session))
    #expect(try bench.drawnMeasures(of: "甲", at: early).count == 1)
    #expect(try bench.drawnMeasures(of: "甲", at: later.version).count == 1)
    #expect(try bench.drawnMeasures(of: "甲", at: back.version).count == 2)
    #expect(
      code { _ = try bench.drawnMeasures(of: "甲", at: 999) } == "drawing.no-version")
  }

  @Test("a scenario is compared, and merged three ways")
  func scenarios() throws {
    var ours = try act(
      DrawingRequest(.draw, geometry: try box(10, 10, 50, 50), values: farm),
      on: bench.openDrawing("甲"))
    ours = try act(
      DrawingRequest(.draw, geometry: try box(110, 10, 50, 50), values: farm), on: ours)
    let (first, second) = (ours.measures[0].number, ours.measures[1].number)
    try bench.newPlan("乙", base: "2023", from: "甲", by: hand("bo"))
    #expect(try bench.onlyPlan() == "甲", "a scenario does not make the plan ambiguous")
    var theirs = try bench.openDrawing("乙")
    #expect(byNumber(theirs).count == 2)
    func there(_ request: DrawingRequest) throws {
      theirs = try bench.workspace.write {
        try bench.draw(request, on: theirs, by: hand("bo"), in: $0).session
      }
    }
    try there(DrawingRequest(.set, numbers: [first], values: .init(class: "0301")))
    try there(DrawingRequest(.set, numbers: [second], values: .init(project: "B")))
    try there(DrawingRequest(.draw, geometry: try box(210, 10, 50, 50), values: farm))
    ours = try act(
      DrawingRequest(.set, numbers: [second], values: .init(project: "A")), on: ours)
    let found = try bench.compare(ours, theirs)
    #expect(found.measures.count == 3)
    let merge = try #require(found.merge)
    #expect(merge.differences.filter(\.isConflict).map(\.number) == [second])
    func bring(_ decisions: [Int64: ScenarioMerge.Decision]) throws -> DrawingSession {
      try bench.workspace.write {
        try bench.mergeScenario(theirs, decisions, into: ours, by: hand("anna"), in: $0).session
      }
    }
    #expect(code { _ = try bring([:]) } == "merge.undecided")
    let merged = try bring([second: .ours])
    #expect(merged.measure(first)?.landClass == "0301")
    #expect(merged.measure(second)?.project == "A")
    #expect(merged.measures.count == 3)
    // One act, which can be taken back.
    let back = try act(DrawingRequest(.undo), on: merged)
    #expect(byNumber(back) == byNumber(ours))
  }
}
