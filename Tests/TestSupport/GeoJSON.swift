/// GeoJSON with an explicit coordinate system.
package func geoJSON(crs: String?, _ features: [(ring: String, properties: String)]) -> String {
  let system = crs.map {
    "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::\($0)\"}},"
  }
  let list = features.map { feature in
    "{\"type\":\"Feature\",\"properties\":{\(feature.properties)},\"geometry\":"
      + "{\"type\":\"Polygon\",\"coordinates\":[\(feature.ring)]}}"
  }
  return "{\"type\":\"FeatureCollection\",\(system ?? "")\"features\":["
    + list.joined(separator: ",") + "]}"
}

/// A closed square as GeoJSON, its lower left corner at (x, y).
package func square(_ x: Double, _ y: Double, _ side: Double = 100) -> String {
  let corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
  return "[" + corners.map { "[\($0.0),\($0.1)]" }.joined(separator: ",") + "]"
}
