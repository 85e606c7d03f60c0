import Geometry
import Groundwork

/// Neighbours with the same attributes, which the survey rules want as one patch (同属性相邻图斑).
struct MergeCheck {
  let context: CheckContext
  private static let fields = [
    "DLBM", "QSXZ", "QSDWDM", "ZLDWDM", "KCDLBM", "KCXS", "GDLX", "GDPDJB", "XZDWKD", "TBXHDM",
    "ZZSXDM", "GDDB", "FRDBS", "CZCSXM", "MSSM", "HDMC",
  ]

  private struct Border: Hashable {
    var a: GridPoint
    var b: GridPoint
  }

  /// One finding a pair of patches that share an edge and all attributes.
  func run() throws -> [Finding] {
    let layer = context.layer
    let positions = MergeCheck.fields.compactMap { layer.position(of: $0) }
    var first: [Border: Int] = [:]
    var seen: Set<[Int]> = []
    var findings: [Finding] = []
    for (number, feature) in layer.features.enumerated() {
      if number % 256 == 0 { try context.job.cancellation.check() }
      for ring in feature.geometry?.polygons.flatMap(\.rings) ?? [] {
        guard var previous = ring.last else { continue }
        for point in ring {
          let isOrdered = (previous.x, previous.y) < (point.x, point.y)
          let border = Border(a: isOrdered ? previous : point, b: isOrdered ? point : previous)
          previous = point
          guard let other = first.updateValue(number, forKey: border), other != number,
            seen.insert([other, number]).inserted
          else { continue }
          let neighbour = layer.features[other]
          guard positions.allSatisfy({ feature.values[$0] == neighbour.values[$0] }) else {
            continue
          }
          findings.append(
            context.finding(
              .mergeable, feature, other: layer.id(neighbour),
              location: (border.a.metresX, border.a.metresY),
              Localized(
                zh: "与相邻图斑 \(layer.id(neighbour)) 属性相同，应合并。",
                en: "Has the attributes of its neighbour \(layer.id(neighbour)); merge them.")))
        }
      }
    }
    return findings
  }
}
