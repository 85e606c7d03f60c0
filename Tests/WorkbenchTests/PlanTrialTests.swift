import Flow
import Foundation
import Geodesy
import Geometry
import Groundwork
import Planning
import Testing
import Workbench

@Suite("Trying changes of a plan on the sample district")
struct PlanTrialTests {
  private let trial: PlanTrial
  private let base: FlowSide
  private let meter: AreaMeter

  init() throws {
    let sample = try SampleTrial.made.get()
    trial = sample.trial
    base = sample.base
    meter = sample.meter
  }

  private func expectFromScratch(_ trial: PlanTrial, _ what: Comment) throws {
    let found = trial.draft.state
    let wanted = try PlannedState.lay(
      trial.draft.plan, over: base, density: meter.density(.official))
    #expect(found.ledger.rows == wanted.ledger.rows, what)
    #expect(found.origins == wanted.origins, what)
    #expect(found.warnings == wanted.warnings, what)
    let (after, other) = (found.ledger.after, wanted.ledger.after)
    #expect(after.ids == other.ids && after.areas == other.areas, what)
    #expect(after.classOf == other.classOf && after.classes == other.classes, what)
    #expect(after.polygons.slots == other.polygons.slots, what)
    #expect(after.polygons.boxes == other.polygons.boxes, what)
    #expect(
      found.ledger.matrix(by: .class).cells == wanted.ledger.matrix(by: .class).cells, what)
  }

  /// A geometry as GeoJSON in the workspace's coordinates, or as another system's.
  private func json(_ geometry: MultiPolygon, through transformer: Transformer? = nil) throws
    -> String
  {
    let polygons = try geometry.polygons.map { polygon in
      try polygon.rings.map { ring in
        let places = try (ring + ring.prefix(1)).map { point in
          let place = (x: point.metresX, y: point.metresY)
          return try transformer?.transform(x: place.x, y: place.y) ?? place
        }
        return "[" + places.map { "[\($0.x), \($0.y)]" }.joined(separator: ",") + "]"
      }.joined(separator: ",")
    }
    return #"{"type": "MultiPolygon", "coordinates": [["#
      + polygons.joined(separator: "],[") + "]]}"
  }

  /// The measure without its middle strip: two parts at times, and less ground.
  private func cut(_ number: Int) throws -> MultiPolygon {
    let geometry = trial.draft.plan.side.polygons.multiPolygon(of: number)
    let box = try #require(geometry.bounds)
    let corners = [0.45, 0.55].flatMap { x in [0.0, 1.0].map { y in (x, y) } }
    let ring = [corners[0], corners[2], corners[3], corners[1]].compactMap {
      GridPoint(metresX: box.minX + box.width * $0.0, y: box.minY + box.height * $0.1)
    }
    return try GEOS().difference(geometry, MultiPolygon(Polygon(ring)))
  }

  @Test(
    "changes of class and ground, removal and addition of measures always equal the plan laid from scratch"
  )
  func oneAfterAnother() throws {
    var trial = trial
    let ids = trial.draft.plan.side.ids
    for (step, number) in stride(from: 3, to: ids.count, by: 37).enumerated() {
      let id = ids[number]
      let drawing = trial.draft.plan.drawing(
        of: try #require(trial.draft.plan.side.ids.firstIndex(of: id)))
      try trial.apply(PlanChange(measure: id, class: step % 2 == 0 ? "0301" : "0601"))
      try expectFromScratch(trial, "\(id): class")
      let ground = try json(cut(number))
      try trial.apply(
        PlanChange.read(
          #"{"measure": "\#(id)", "crs": "workspace", "geometry": \#(ground)}"#.utf8))
      try expectFromScratch(trial, "\(id): ground")
      try trial.apply(PlanChange(.remove, measure: id))
      try expectFromScratch(trial, "\(id): gone")
      let whole = try json(drawing.geometry)
      let code = drawing.flowClass.source.key
      try trial.apply(
        PlanChange.read(
          """
          {"action": "add", "measure": "\(id)", "class": "\(code)", "fid": \(drawing.fid),
           "crs": "workspace", "geometry": \(whole)}
          """.utf8))
      try expectFromScratch(trial, "\(id): back")
    }
    #expect(
      trial.draft.state.ledger.matrix(by: .class).cells.map(\.area).total()
        == self.trial.draft.state.ledger.matrix(by: .class).cells.map(\.area).total())
  }

  @Test("a report is consistent, and asking for it leaves the trial unchanged")
  func report() throws {
    let number = try #require(
      trial.draft.plan.side.classOf.indices.first {
        trial.draft.plan.drawing(of: $0).flowClass.source.key == "0101"
      })
    let id = trial.draft.plan.side.ids[number]
    let report = try trial.report(of: PlanChange(measure: id, class: "0201"))
    #expect(report.classes.map(\.difference).total() == .zero)
    #expect(report.classes.map(\.base).total() == base.areas.total())
    #expect(report.classes.map(\.after).total() == base.areas.total())
    let area = trial.draft.state.ledger.after.areas[
      try #require(trial.draft.state.origins.firstIndex(of: .measure(Int32(number))))]
    #expect(report.classes.first { $0.class.key == "0201" }?.difference == area)
    #expect(report.classes.first { $0.class.key == "0101" }?.difference == -area)
    #expect(report.flows.map { $0.after - $0.before }.total() == .zero)
    #expect(report.flows.allSatisfy { $0.to == "0101" || $0.to == "0201" })
    let again = try trial.report(of: PlanChange(measure: id, class: "0201"))
    #expect(again.classes.map(\.before) == report.classes.map(\.before))
    let same = try trial.report(of: PlanChange(measure: id, class: "0101"))
    #expect(same.flows.isEmpty && same.classes.allSatisfy { $0.difference == .zero })
  }

  @Test("GeoJSON degrees return to the same grid point")
  func degrees() throws {
    let toDegrees = try Transformer(
      from: meter.crs, to: CoordinateReferenceSystem("EPSG:4326"))
    let number = 5
    let id = trial.draft.plan.side.ids[number]
    let geometry = try cut(number)
    let ground = try json(geometry, through: toDegrees)
    var inDegrees = trial
    try inDegrees.apply(PlanChange.read(#"{"measure": "\#(id)", "geometry": \#(ground)}"#.utf8))
    let found = inDegrees.draft.plan.drawing(of: number)
    #expect(found.geometry.pointCount == geometry.pointCount)
    #expect(found.geometry.doubledPlanarSteps == geometry.doubledPlanarSteps)
    #expect(found.area == (try meter.official(geometry)))
  }

  @Test(
    "an impossible change gives an error and changes nothing",
    arguments: [
      (#"{"measure": "none", "class": "0101"}"#, "change.no-measure"),
      (#"{"measure": "ID", "class": "9999"}"#, "change.class"),
      (#"{"measure": "ID"}"#, "change.incomplete"),
      (#"{"action": "add", "measure": "new", "class": "0101"}"#, "change.incomplete"),
      (#"{"measure": "ID", "clas": "0101"}"#, "change.json"),
      (#"{"class": "0101"}"#, "change.json"),
      (#"[]"#, "change.json"),
      (#"{"measure": "ID", "geometry": {"type": "Point", "coordinates": [1, 2]}}"#, "change.json"),
      (
        #"{"measure": "ID", "geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}}"#,
        "change.geometry"
      ),
      (
        #"{"measure": "ID", "geometry": {"type": "Polygon", "coordinates": [[[121]]]}}"#,
        "change.geometry"
      ),
      (
        #"{"measure": "ID", "geometry": {"type": "Polygon", "coordinates": [[]]}}"#,
        "change.geometry"
      ),
      (
        #"{"measure": "ID", "geometry": {"type": "Polygon", "coordinates": []}}"#,
        "change.geometry"
      ),
      (
        #"""
        {"measure": "ID", "crs": "workspace", "geometry": {"type": "Polygon",
         "coordinates": [[[0, 0], [9, 9], [9, 0], [0, 9], [0, 0]]]}}
        """#, "change.geometry"
      ),
      (
        #"""
        {"measure": "ID", "crs": "workspace", "geometry": {"type": "Polygon",
         "coordinates": [[[0, 0], [9, 0], [1e300, 9], [0, 0]]]}}
        """#, "change.geometry"
      ),
      (
        #"""
        {"measure": "ID", "crs": "workspace", "geometry": {"type": "Polygon",
         "coordinates": [[[0, 0], [9e6, 0], [9e6, 9e6], [0, 9e6], [0, 0]]]}}
        """#, "plan.overlap"
      ),
    ])
  func refusals(text: String, code: String) throws {
    var trial = trial
    let bytes = text.replacingOccurrences(of: "ID", with: trial.draft.plan.side.ids[0]).utf8
    do {
      try trial.apply(PlanChange.read(bytes))
      Issue.record("not refused")
    } catch {
      let diagnostic = error as? Diagnostic
      #expect(diagnostic?.code == code)
      #expect(diagnostic?.remedy?.zh.isEmpty == false)
    }
    #expect(trial.draft.state.ledger.rows == self.trial.draft.state.ledger.rows)
  }

  @Test("a file has one change or a list")
  func files() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-change-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(throws: Diagnostic.self) { try PlanChange.read(file: file.path) }
    try Data(#"{"measure": "A", "class": "0101"}"#.utf8).write(to: file)
    #expect(try PlanChange.read(file: file.path).map(\.measure) == ["A"])
    try Data("\n [{\"measure\": \"A\"}, {\"measure\": \"B\"}]".utf8).write(to: file)
    #expect(try PlanChange.read(file: file.path).map(\.measure) == ["A", "B"])
  }
}
