import Foundation
import Geometry
import Testing

@Suite("Polygons in GeoJSON")
struct GeoJSONPolygonTests {
  private func ring(_ size: Int64, reversed: Bool = false) -> [GridPoint] {
    let ring = [(0, 0), (size, 0), (size, size), (0, size)].map { GridPoint(x: $0.0, y: $0.1) }
    return reversed ? ring.reversed() : ring
  }

  private func coordinates(_ polygon: GeoJSONPolygon) throws -> (type: String, value: Any) {
    let object = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(polygon)) as? [String: Any])
    return (try #require(object["type"] as? String), try #require(object["coordinates"]))
  }

  @Test(
    "rings are closed and oriented by RFC 7946, whatever their original orientation",
    arguments: [false, true])
  func directions(reversed: Bool) throws {
    let geometry = MultiPolygon(
      Polygon(ring(40_000, reversed: reversed), holes: [ring(10_000, reversed: reversed)]))
    let polygon = GeoJSONPolygon(geometry)
    for (number, ring) in polygon.polygons[0].enumerated() {
      #expect(ring.first == ring.last && ring.count == 5)
      let area = zip(ring, ring.dropFirst()).reduce(0) { sum, edge in
        sum + edge.0[0] * edge.1[1] - edge.0[1] * edge.1[0]
      }
      #expect((area > 0) == (number == 0))
    }
    #expect(try coordinates(polygon).type == "Polygon")
  }

  @Test("several polygons become a MultiPolygon, and survive a round trip")
  func roundTrip() throws {
    let geometry = MultiPolygon([Polygon(ring(20_000)), Polygon(ring(30_000), holes: [ring(5)])])
    let polygon = GeoJSONPolygon(geometry)
    #expect(try coordinates(polygon).type == "MultiPolygon")
    let back = try JSONDecoder().decode(GeoJSONPolygon.self, from: JSONEncoder().encode(polygon))
    #expect(back.polygons == polygon.polygons)
    let shifted = try GeoJSONPolygon(geometry, projectedBy: { ($0 + 1, $1 * 2) })
    for (a, b) in zip(polygon.polygons.joined().joined(), shifted.polygons.joined().joined()) {
      #expect(b == [a[0] + 1, a[1] * 2])
    }
  }

  @Test("a point is refused")
  func otherType() {
    let text = #"{"type": "Point", "coordinates": [1, 2]}"#
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(GeoJSONPolygon.self, from: Data(text.utf8))
    }
  }
}
