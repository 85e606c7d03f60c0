import Groundwork
import Storage
import StorageGeoPackage
import StoragePostGIS

/// The storage of a workspace, by its address.
extension Workspace {
  /// Opens an existing workspace.
  ///
  /// - Parameters:
  ///   - address: The path of a GeoPackage file, or `postgres://user@host/database?schema=name`.
  ///   - lockTimeout: How long to wait for a lock of another program.
  /// - Throws: Diagnostics `workspace.missing`, `workspace.not-geopackage`, `workspace.not-one`
  ///   (a GeoPackage, but no workspace), `workspace.newer`, `workspace.damaged`,
  ///   `workspace.locked`, `workspace.io`, `workspace.unreachable`, `workspace.unfinished`.
  public static func open(
    _ address: String, lockTimeout: Duration = .seconds(10)
  ) throws -> Workspace {
    let workspace =
      PostgresHome.isAddress(address)
      ? Workspace(try PostgresHome.open(address, lockTimeout: lockTimeout))
      : Workspace(try GeoPackageHome.open(address, lockTimeout: lockTimeout))
    try workspace.checkFinished()
    return workspace
  }

  /// Opens a workspace or, if there is none, prepares one that the first write makes.
  ///
  /// - Throws: As ``open(_:lockTimeout:)``, but never `workspace.missing`.
  public static func openOrCreate(
    _ address: String, lockTimeout: Duration = .seconds(10)
  ) throws -> Workspace {
    let workspace = try target(address, lockTimeout: lockTimeout)
    try workspace.checkFinished()
    return workspace
  }

  /// The target of a move: a new workspace, or an unfinished copy.
  static func target(
    _ address: String, lockTimeout: Duration = .seconds(10)
  ) throws -> Workspace {
    PostgresHome.isAddress(address)
      ? Workspace(try PostgresHome.openOrCreate(address, lockTimeout: lockTimeout))
      : Workspace(try GeoPackageHome.openOrCreate(address, lockTimeout: lockTimeout))
  }
}
