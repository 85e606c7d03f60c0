import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// Where the polygons of a layer lie, in degrees on its own datum.
struct LayerExtent: Sendable {
  /// The median of the polygons; stray ones do not shift it.
  var longitude: Double
  var latitude: Double
  /// The box of all middles; `east` may be above 180, but never below `west`.
  var west: Double
  var south: Double
  var east: Double
  var north: Double

  /// As PROJ wants a box: between -180 and 180, `west` greater than `east` across the 180th meridian.
  var box: (west: Double, south: Double, east: Double, north: Double) {
    (Longitude.normalised(west), south, Longitude.normalised(east), north)
  }

  /// The greatest distance in degrees of longitude from a meridian.
  func reach(from meridian: Double) -> Double {
    max(
      abs(Longitude.unwrapped(west, near: meridian) - meridian),
      abs(Longitude.unwrapped(east, near: meridian) - meridian))
  }

  /// - Parameter middles: of the polygons, in degrees; not empty.
  init?(middles: [(longitude: Double, latitude: Double)]) {
    guard let range = Longitude.range(of: middles.map(\.longitude)) else { return nil }
    let middle = (range.first + range.last) / 2
    let longitudes = middles.map { Longitude.unwrapped($0.longitude, near: middle) }.sorted()
    let latitudes = middles.map(\.latitude).sorted()
    guard let south = latitudes.first, let north = latitudes.last else { return nil }
    longitude = Longitude.normalised(longitudes[longitudes.count / 2])
    latitude = latitudes[latitudes.count / 2]
    west = range.first
    east = range.last
    self.south = south
    self.north = north
  }

  /// Reads the layer once. Polygons that lie nowhere on Earth are left out.
  ///
  /// - Returns: `nil` if there is no polygon at all.
  /// - Throws: the refusal of the layer if none of its polygons lies on Earth; ``Groundwork/Cancelled``.
  static func read(_ reference: SourceReference, _ job: Job) throws -> LayerExtent? {
    var middles: [(longitude: Double, latitude: Double)] = []
    var nowhere: [Bounds] = []
    try reference.source.forEachFeature(
      in: reference.layer, columns: [], limits: reference.options.limits,
      cancellation: job.cancellation
    ) { feature in
      guard case .wkb(let bytes) = feature.geometry else { return }
      // Part by part: one on each side of the 180th meridian has its middle on neither.
      WKBCoordinates.forEachPart(
        of: UnsafeRawBufferPointer(bytes), swapping: reference.swapsAxes
      ) { part in
        guard part.isFinite else { return }
        if let place = reference.position.place(of: part.bounds) {
          middles.append((place.longitude, place.latitude))
        } else if nowhere.count < 1000 {
          nowhere.append(part.bounds)
        }
      }
    }
    if middles.isEmpty, !nowhere.isEmpty { throw reference.refusal(nowhere) }
    return LayerExtent(middles: middles)
  }
}
