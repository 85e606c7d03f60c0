import Geometry
import Groundwork
import Monitoring
import Testing

@Suite("Versions of a control line")
struct LineDifferenceTests {
  /// A rectangle in metres.
  private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) throws
    -> MultiPolygon
  {
    func corner(_ dx: Double, _ dy: Double) throws -> GridPoint {
      try #require(GridPoint(metresX: 652_000 + x + dx, y: 3_316_000 + y + dy))
    }
    return MultiPolygon(
      Polygon([
        try corner(0, 0), try corner(width, 0), try corner(width, height), try corner(0, height),
      ]))
  }

  private func feature(
    _ id: String, _ geometry: MultiPolygon, _ statements: [String: String] = [:]
  ) -> LineFeature {
    LineFeature(id: id, geometry: geometry, statements: statements)
  }

  @Test("a version differs from itself in nothing, in whatever order")
  func same() throws {
    let features = [
      feature("a", try box(0, 0, 10, 10)), feature("b", try box(10, 0, 10, 10)),
      feature("", try box(20, 0, 10, 10)), feature("", try box(20, 0, 10, 10)),
    ]
    let difference = try LineDifference(from: features, to: features.reversed())
    #expect(difference.isEmpty && difference.gained.isEmpty && difference.lost.isEmpty)
  }

  @Test("each kind of change is told, with the ground that it moves")
  func kinds() throws {
    let old = [
      feature("a", try box(0, 0, 10, 10)), feature("b", try box(10, 0, 10, 10), ["GRADE": "1"]),
      feature("c", try box(20, 0, 10, 10)), feature("d", try box(30, 0, 10, 10)),
    ]
    let new = [
      feature("a", try box(0, 0, 10, 10)), feature("b", try box(10, 0, 10, 10), ["GRADE": "2"]),
      feature("c", try box(20, 0, 10, 14)), feature("e", try box(50, 0, 5, 5)),
    ]
    let difference = try LineDifference(from: old, to: new)
    #expect(difference.items.map(\.id) == ["b", "c", "d", "e"])
    #expect(difference.items.map(\.change) == [.restated, .moved, .removed, .added])
    #expect(difference.items[0].fields == ["GRADE"])
    #expect(difference.gained.planarSquareMetres == 40 + 25)
    #expect(difference.lost.planarSquareMetres == 100)
    let back = try LineDifference(from: new, to: old)
    #expect(back.gained.planarSquareMetres == 100)
    #expect(back.lost.planarSquareMetres == 65)
  }

  @Test("a line that is only cut anew gains and loses no ground")
  func cutAnew() throws {
    let whole = [feature("a", try box(0, 0, 20, 10))]
    let halves = [feature("a1", try box(0, 0, 7, 10)), feature("a2", try box(7, 0, 13, 10))]
    let difference = try LineDifference(from: whole, to: halves)
    #expect(difference.count(.added) == 2 && difference.count(.removed) == 1)
    #expect(difference.gained.isEmpty && difference.lost.isEmpty)
  }

  @Test("an id that stands twice names nothing; its features are compared by their ground")
  func repeatedIDs() throws {
    let old = [feature("x", try box(0, 0, 10, 10)), feature("x", try box(10, 0, 10, 10))]
    let new = [feature("x", try box(10, 0, 10, 10)), feature("x", try box(20, 0, 10, 10))]
    let difference = try LineDifference(from: old, to: new)
    #expect(difference.items.map(\.change) == [.added, .removed])
    #expect(difference.gained.planarSquareMetres == 100)
    #expect(difference.lost.planarSquareMetres == 100)
  }
}
