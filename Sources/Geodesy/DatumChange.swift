import CPROJ
import Groundwork

/// The change of datum (基准转换) on the way between two systems, as PROJ would make it.
public struct DatumChange: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A shift that PROJ knows.
    case shift
    /// Latitude and longitude mean the same on both, to about a metre: CGCS2000 is ITRF97 at the epoch
    /// 2000.0, WGS 84 follows the ITRF, and China moves by three centimetres a year.
    case agreement
    /// No shift is known, so that latitude and longitude would be taken over as they are (ballpark).
    /// Between Xi'an 1980 or Beijing 1954 and CGCS2000 that is some ten to a hundred metres off, by an
    /// amount that changes from place to place and is not published.
    case unknown
  }

  public var kind: Kind
  /// The operation, in the words of PROJ.
  public var operation: String
  /// How far positions may be off, in metres; `nil` if nobody knows.
  public var accuracy: Double?

  public init(_ kind: Kind, operation: String, accuracy: Double?) {
    self.kind = kind
    self.operation = operation
    self.accuracy = accuracy
  }

  /// - Parameter box: where the data lie, in degrees; `west` is greater than `east` across the 180th
  ///   meridian.
  /// - Returns: `nil` if both systems have the same datum.
  public static func between(
    _ source: CoordinateReferenceSystem, _ target: CoordinateReferenceSystem,
    around box: (west: Double, south: Double, east: Double, north: Double)? = nil
  ) throws -> DatumChange? {
    let session = try ProjSession()
    let context = session.context
    let from = try base(of: source, session)
    let to = try base(of: target, session)
    guard
      proj_is_equivalent_to_with_ctx(
        context, from, to, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) == 0
    else { return nil }
    if source.followsITRF, target.followsITRF {
      return DatumChange(
        .agreement, operation: "\(source.datumName) = \(target.datumName)", accuracy: 1)
    }
    let unknown = DatumChange(.unknown, operation: "", accuracy: nil)
    guard let factory = proj_create_operation_factory_context(context, nil) else { return unknown }
    defer { proj_operation_factory_context_destroy(factory) }
    if let box {
      proj_operation_factory_context_set_area_of_interest(
        context, factory, box.west, box.south, box.east, box.north)
    }
    proj_operation_factory_context_set_spatial_criterion(
      context, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    proj_operation_factory_context_set_grid_availability_use(
      context, factory, PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID)
    guard let list = proj_create_operations(context, from, to, factory) else { return unknown }
    defer { proj_list_destroy(list) }
    // Sorted by PROJ, the best one first.
    guard proj_list_get_count(list) > 0, let best = session.keep(proj_list_get(context, list, 0))
    else { return unknown }
    let accuracy = proj_coordoperation_get_accuracy(context, best)
    guard proj_coordoperation_has_ballpark_transformation(context, best) == 0 else {
      return unknown
    }
    return DatumChange(
      .shift, operation: CrsReader.name(of: best), accuracy: accuracy >= 0 ? accuracy : nil)
  }

  private static func base(
    of crs: CoordinateReferenceSystem, _ session: ProjSession
  ) throws -> OpaquePointer {
    guard let whole = session.keep(proj_create(session.context, crs.wkt)),
      let base = session.keep(proj_crs_get_geodetic_crs(session.context, whole))
    else {
      throw Diagnostic(
        code: "crs.no-transformation",
        Localized(
          zh: "坐标系“\(crs.name)”没有大地基准。",
          en: "\"\(crs.name)\" has no geodetic datum."))
    }
    return base
  }
}
