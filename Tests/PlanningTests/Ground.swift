import Classes
import Flow
import Foundation
import Geometry
import Groundwork
import Planning
import Policy

/// Small made-up ground: squares of land, measures, lines.
enum Ground {
  static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> MultiPolygon {
    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return MultiPolygon(Polygon(corners.compactMap { GridPoint(metresX: $0.0, y: $0.1) }))
  }

  static func flowClass(_ code: String) -> FlowClass {
    func label(_ key: String) -> FlowClass.Label {
      .init(key: key, name: Localized(key), colour: "#777777")
    }
    let category =
      code.hasPrefix("06") || code.hasPrefix("07")
      ? "construction" : code.hasPrefix("1101") ? "unused" : "farm"
    return FlowClass(
      source: label(code), standard: label(code), level1: label(String(code.prefix(2))),
      category: label(category), use: LandClass(known: code, in: .sd3Work)?.use)
  }

  static func side(_ name: String, _ shapes: [(String, MultiPolygon)]) -> FlowSide {
    var side = FlowSide(name: name)
    for (index, (code, shape)) in shapes.enumerated() {
      side.classes.append(flowClass(code))
      var rings = RingBuffer()
      rings.append(shape)
      side.append(
        fid: Int64(index + 1), id: "\(name)\(index + 1)", class: Int32(index),
        area: Area(roundingSquareMetres: shape.planarSquareMetres) ?? .zero, rings: rings)
    }
    return side
  }

  static func plan(_ measures: [(Measure, String, MultiPolygon)]) -> ConsolidationPlan {
    var side = side("m", measures.map { ($0.1, $0.2) })
    side.ids = measures.map(\.0.id)
    return ConsolidationPlan(
      name: "P", measures: measures.map(\.0),
      stated: [.pbfChange, .udbChange, .approval, .scattered, .ridgeShare], side: side)
  }

  /// The rule book of this repository.
  static func book() throws -> RuleBook {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try RuleBook.load(root.appendingPathComponent("Policies").path)
  }

  static func layer(_ name: String, _ shapes: [(String, MultiPolygon)]) -> CuttingLayer {
    var layer = CuttingLayer(name: name)
    for (label, shape) in shapes {
      layer.polygons.append(shape)
      layer.labels.append(label)
    }
    return layer
  }
}
