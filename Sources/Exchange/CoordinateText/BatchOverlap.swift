import Geometry
import Groundwork

/// Ground that two parcels of coordinate texts share, within one batch or between two (TXT-09).
public struct BatchOverlap: Sendable {
  /// The position of a text, and of a parcel in it.
  public struct Place: Hashable, Sendable {
    public var text: Int
    public var parcel: Int
  }

  public var first: Place
  public var second: Place
  /// In m², in the plane.
  public var squareMetres: Double
  /// The ground that they share.
  public var ground: MultiPolygon

  /// Less than this (m²) is no overlap but the rounding of coordinates along a shared line.
  public static let tolerance = 0.01

  /// All overlaps of the parcels of some texts, by the order of the texts.
  ///
  /// Texts in different coordinate systems are not compared; see ``comparable(_:)``. Parcels whose
  /// outline crosses itself are mended first, so that none escapes. Complexity: by the number of boxes
  /// that meet.
  public static func find(
    in texts: [CoordinateText], cancellation: Cancellation = Cancellation()
  ) throws -> [BatchOverlap] {
    let geos = GEOS()
    var places: [Place] = []
    var geometries: [MultiPolygon] = []
    for (text, batch) in texts.enumerated() {
      for (parcel, one) in batch.parcels.enumerated() {
        guard let geometry = batch.geometry(of: one) else { continue }
        places.append(Place(text: text, parcel: parcel))
        geometries.append(try geos.isValid(geometry) ? geometry : geos.makeValid(geometry))
      }
    }
    let empty = Bounds(minX: 1, minY: 1, maxX: 0, maxY: 0)
    let boxes = geometries.map { $0.bounds ?? empty }
    let index = SpatialIndex(boxes)
    var overlaps: [BatchOverlap] = []
    for (second, box) in boxes.enumerated() where !box.isInverted {
      try cancellation.check()
      for first in index.items(in: box).sorted() where first < second {
        guard comparable([texts[places[first].text], texts[places[second].text]]) else { continue }
        let ground = try geos.intersection(geometries[first], geometries[second])
        let shared = ground.planarSquareMetres
        if shared >= tolerance {
          overlaps.append(
            BatchOverlap(
              first: places[first], second: places[second], squareMetres: shared, ground: ground))
        }
      }
    }
    return overlaps
  }

  /// Whether coordinates of the texts mean the same places.
  public static func comparable(_ texts: [CoordinateText]) -> Bool {
    Set(texts.map(\.crsDefinition)).count <= 1
  }
}
