import CPROJ
import Groundwork
import Synchronization

/// One PROJ context with the objects made in it, freed together.
///
/// PROJ allows a context to be used by one thread at a time, but by different threads in turn: hence
/// unchecked. ``ProjPool`` sees to it that a session has one user at a time.
final class ProjSession: @unchecked Sendable {
  let context: OpaquePointer
  private var objects: [OpaquePointer] = []
  /// The object for which the session was made.
  var main: OpaquePointer?

  init() throws {
    guard let context = proj_context_create() else {
      throw Diagnostic(
        code: "crs.proj-unavailable",
        Localized(zh: "无法启动 PROJ 坐标库。", en: "The coordinate library PROJ cannot be started."))
    }
    self.context = context
    proj_log_level(context, PJ_LOG_NONE)
    proj_context_set_enable_network(context, 0)
  }

  deinit {
    for object in objects { proj_destroy(object) }
    proj_context_destroy(context)
  }

  /// Takes over an object made in this context; `nil` stays `nil`.
  func keep(_ object: OpaquePointer?) -> OpaquePointer? {
    if let object { objects.append(object) }
    return object
  }

  /// What PROJ says about its last error.
  var lastError: String {
    let number = proj_context_errno(context)
    guard number != 0, let text = proj_context_errno_string(context, number) else {
      return "unknown"
    }
    return String(cString: text)
  }

  /// A session whose main object turns coordinates of `source` into those of `target`, both in the
  /// order x = easting or longitude, y = northing or latitude.
  ///
  /// - Parameter allowsBallpark: whether latitude and longitude may be taken over as they are where no
  ///   change of datum is known.
  static func transformation(
    from source: CoordinateReferenceSystem, to target: TransformationTarget,
    allowsBallpark: Bool = true
  ) throws -> ProjSession {
    let session = try ProjSession()
    let context = session.context
    let from = session.keep(proj_create(context, source.wkt))
    let to: OpaquePointer?
    switch target {
    case .system(let crs): to = session.keep(proj_create(context, crs.wkt))
    case .ownGeographic: to = session.keep(proj_crs_get_geodetic_crs(context, from))
    }
    let operation = "ALLOW_BALLPARK=\(allowsBallpark ? "YES" : "NO")".withCString { option in
      var options: [UnsafePointer<CChar>?] = [option, nil]
      return session.keep(proj_create_crs_to_crs_from_pj(context, from, to, nil, &options))
    }
    session.main = operation.flatMap {
      session.keep(proj_normalize_for_visualization(context, $0))
    }
    guard session.main != nil else {
      throw Diagnostic(
        code: "crs.no-transformation",
        Localized(
          zh: "坐标系“\(source.name)”无法转换：\(session.lastError)。",
          en: "No transformation from \"\(source.name)\": \(session.lastError)."),
        remedy: Localized(
          zh: "检查两个图层的坐标系定义。", en: "Check the coordinate systems of both layers."))
    }
    return session
  }

  /// Transforms one point; `nil` if PROJ cannot.
  func transform(x: Double, y: Double) -> (x: Double, y: Double)? {
    guard let main else { return nil }
    proj_errno_reset(main)
    let result = proj_trans(main, PJ_FWD, proj_coord(x, y, 0, 0))
    guard result.xy.x.isFinite, result.xy.y.isFinite else { return nil }
    return (result.xy.x, result.xy.y)
  }
}

/// Where a transformation ends.
enum TransformationTarget: Sendable {
  case system(CoordinateReferenceSystem)
  /// Longitude and latitude in degrees on the datum of the source itself.
  case ownGeographic
}

/// Equal sessions, lent to one user at a time.
final class ProjPool: Sendable {
  private let make: @Sendable () throws -> ProjSession
  private let idle: Mutex<[ProjSession]>

  /// Makes the first session at once, so that a bad definition is found here.
  init(_ make: @escaping @Sendable () throws -> ProjSession) throws {
    self.make = make
    idle = Mutex([try make()])
  }

  func withSession<T>(_ body: (ProjSession) throws -> T) throws -> T {
    let session = try idle.withLock { $0.popLast() } ?? make()
    defer { idle.withLock { $0.append(session) } }
    return try body(session)
  }
}
