import CPROJ
import Groundwork

/// A change of datum that the user names.
///
/// - `EPSG:1234`: an operation of the register that leads from the one datum to the other.
/// - `+proj=helmert …`: a transformation of geocentric coordinates, such as the seven parameters
///   (七参数) of a survey authority.
/// - `+proj=pipeline …`: anything else that PROJ can do, from longitude and latitude in degrees to
///   longitude and latitude in degrees.
public struct DatumOperation: Sendable, Hashable {
  public let definition: String

  /// Throws `crs.bad-operation` if PROJ cannot read it.
  public init(_ definition: String) throws {
    self.definition = definition
    // Read on any ellipsoid, to find faults of spelling at once.
    if registered == nil {
      let session = try ProjSession()
      let text = pipeline(from: .cgcs2000, to: .cgcs2000)
      guard session.keep(proj_create(session.context, text)) != nil else {
        throw bad(session.lastError)
      }
    }
  }

  /// The code of an operation of a register.
  private var registered: (authority: String, code: String)? {
    let parts = definition.split(separator: ":").map(String.init)
    guard parts.count == 2, !definition.contains("+proj") else { return nil }
    return (parts[0], parts[1])
  }

  private func pipeline(from source: Ellipsoid, to target: Ellipsoid) -> String {
    guard !definition.contains("+proj=pipeline") else { return definition }
    func axes(_ ellipsoid: Ellipsoid) -> String {
      "+a=\(ellipsoid.semiMajorAxis) +b=\(ellipsoid.semiMinorAxis)"
    }
    return "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad"
      + " +step +proj=cart \(axes(source)) +step \(definition)"
      + " +step +inv +proj=cart \(axes(target))"
      + " +step +proj=unitconvert +xy_in=rad +xy_out=deg"
  }

  /// A session that takes degrees on one datum to degrees on another.
  func session(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem
  ) throws -> ProjSession {
    let session = try ProjSession()
    let context = session.context
    guard let registered else {
      session.main = session.keep(
        proj_create(context, pipeline(from: source.ellipsoid, to: target.ellipsoid)))
      guard session.main != nil else { throw bad(session.lastError) }
      return session
    }
    guard
      let operation = session.keep(
        proj_create_from_database(
          context, registered.authority, registered.code, PJ_CATEGORY_COORDINATE_OPERATION, 0, nil))
    else { throw bad(session.lastError) }
    guard leads(operation, from: source, to: target, session) else {
      throw Diagnostic(
        code: "crs.other-operation",
        Localized(
          zh: "转换“\(CrsReader.name(of: operation))”不是从“\(source.name)”到“\(target.name)”的。",
          en: "The operation \"\(CrsReader.name(of: operation))\" does not lead from"
            + " \"\(source.name)\" to \"\(target.name)\"."),
        remedy: Localized(
          zh: "请用 --datum-operation 给出连接这两个基准的转换。",
          en: "Name one between these two with --datum-operation."))
    }
    session.main = session.keep(proj_normalize_for_visualization(context, operation))
    guard session.main != nil else { throw bad(session.lastError) }
    return session
  }

  private func leads(
    _ operation: OpaquePointer, from source: CoordinateReferenceSystem,
    to target: CoordinateReferenceSystem, _ session: ProjSession
  ) -> Bool {
    func isSame(_ crs: OpaquePointer?, _ other: CoordinateReferenceSystem) -> Bool {
      guard let crs = session.keep(crs),
        let base = session.keep(proj_crs_get_geodetic_crs(session.context, crs)),
        let own = session.keep(proj_create(session.context, other.wkt))
      else { return false }
      return proj_is_equivalent_to_with_ctx(
        session.context, base, own, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0
    }
    return isSame(proj_get_source_crs(session.context, operation), source)
      && isSame(proj_get_target_crs(session.context, operation), target)
  }

  private func bad(_ reason: String) -> Diagnostic {
    Diagnostic(
      code: "crs.bad-operation",
      Localized(
        zh: "无法识别基准转换“\(definition)”：\(reason)。",
        en: "The datum operation \"\(definition)\" cannot be read: \(reason)."),
      remedy: Localized(
        zh: "--datum-operation 可为 EPSG 转换代码、七参数（\"+proj=helmert +convention=position_vector"
          + " +x=… +y=… +z=… +rx=… +ry=… +rz=… +s=…\"）或经纬度（度）间的 PROJ pipeline。",
        en:
          "--datum-operation takes the EPSG code of an operation, seven parameters (\"+proj=helmert"
          + " +convention=position_vector +x=… +y=… +z=… +rx=… +ry=… +rz=… +s=…\") or a PROJ pipeline"
          + " between degrees."))
  }
}
