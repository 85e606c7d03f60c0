import Groundwork
import Storage
import StorageGeoPackage
import StoragePostGIS

/// The homes that a workspace can have, by its address.
extension Workspace {
  /// Opens an existing workspace.
  ///
  /// - Parameters:
  ///   - address: The path of a GeoPackage file, or `postgres://user@host/database?schema=name`.
  ///   - patience: How long to wait for another program's lock.
  /// - Throws: Diagnostics `workspace.missing`, `workspace.not-geopackage`, `workspace.not-one`
  ///   (a GeoPackage, but no workspace), `workspace.newer`, `workspace.damaged`,
  ///   `workspace.locked`, `workspace.io`, `workspace.unreachable`, `workspace.unfinished`.
  public static func open(
    _ address: String, patience: Duration = .seconds(10)
  ) throws -> Workspace {
    let workspace =
      PostgresHome.isAddress(address)
      ? Workspace(try PostgresHome.open(address, patience: patience))
      : Workspace(try GeoPackageHome.open(address, patience: patience))
    try workspace.checkFinished()
    return workspace
  }

  /// Opens a workspace or, if there is none, prepares one that the first write makes.
  ///
  /// - Throws: As ``open(_:patience:)``, but never `workspace.missing`.
  public static func openOrCreate(
    _ address: String, patience: Duration = .seconds(10)
  ) throws -> Workspace {
    let workspace = try target(address, patience: patience)
    try workspace.checkFinished()
    return workspace
  }

  /// What a workspace is carried into: new, or a copy that was never finished.
  static func target(
    _ address: String, patience: Duration = .seconds(10)
  ) throws -> Workspace {
    PostgresHome.isAddress(address)
      ? Workspace(try PostgresHome.openOrCreate(address, patience: patience))
      : Workspace(try GeoPackageHome.openOrCreate(address, patience: patience))
  }
}
