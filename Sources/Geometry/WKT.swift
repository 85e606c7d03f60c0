extension MultiPolygon {
  /// Well-known text in metres with four decimals, which is exact: `MULTIPOLYGON (((0.0000 …)))`.
  /// Rings are closed.
  public var wkt: String {
    let parts = polygons.filter { $0.exterior.count >= 3 }
    if parts.isEmpty { return "MULTIPOLYGON EMPTY" }
    let text = parts.map { polygon in
      let rings = polygon.rings.filter { $0.count >= 3 }.map { ring in
        let points = (ring + [ring[0]]).map {
          MultiPolygon.decimal($0.x) + " " + MultiPolygon.decimal($0.y)
        }
        return "(" + points.joined(separator: ", ") + ")"
      }
      return "(" + rings.joined(separator: ", ") + ")"
    }
    return "MULTIPOLYGON (" + text.joined(separator: ", ") + ")"
  }

  private static func decimal(_ steps: Int64) -> String {
    let magnitude = steps.magnitude
    let rest = String(magnitude % 10_000)
    let zeros = String(repeating: "0", count: 4 - rest.count)
    return (steps < 0 ? "-" : "") + String(magnitude / 10_000) + "." + zeros + rest
  }
}
