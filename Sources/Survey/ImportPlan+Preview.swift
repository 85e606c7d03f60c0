import Groundwork
import VectorFiles

/// The expected effect of an import, without importing.
extension ImportPlan {
  /// The field that holds the class; `nil` for layers without classes.
  public var classField: String? {
    switch classes {
    case .none: nil
    case .crosswalk(_, let column), .codes(_, let column, _): layer.columns[column].name
    }
  }

  /// The fields that form the id; empty if features are identified by number.
  public var idFields: [String] { idColumns.map { layer.columns[$0].name } }

  /// The box in degrees around the centres of the first polygons: west, south, east, north. `nil`
  /// if none of them lies on Earth.
  ///
  /// - Throws: ``Groundwork/Cancelled``; ``Groundwork/Diagnostic`` `import.read-failed`.
  public func extentOfFirst(_ count: Int, job: Job = Job()) throws -> [Double]? {
    struct Enough: Error {}
    guard checksPosition else { return nil }
    var box: [Double]?
    var read = 0
    do {
      try source.forEachFeature(
        in: layer, columns: [], limits: options.limits, cancellation: job.cancellation
      ) { feature in
        if case .wkb(let bytes) = feature.geometry,
          let summary = WKBCoordinates.summarise(
            UnsafeRawBufferPointer(bytes), swapping: reference.swapsAxes), summary.isFinite,
          let place = reference.position.place(of: summary.bounds)
        {
          let (x, y) = place
          let old = box ?? [x, y, x, y]
          box = [min(old[0], x), min(old[1], y), max(old[2], x), max(old[3], y)]
        }
        read += 1
        if read >= count { throw Enough() }
      }
    } catch is Enough {
      return box
    }
    return box
  }
}
