import Storage
import StorageGeoPackage

/// The homes that a workspace can have, by its address.
extension Workspace {
  /// Opens an existing workspace.
  ///
  /// - Parameters:
  ///   - address: The path of a GeoPackage file.
  ///   - patience: How long to wait for another program's lock.
  /// - Throws: Diagnostics `workspace.missing`, `workspace.not-geopackage`, `workspace.not-one`
  ///   (a GeoPackage, but no workspace), `workspace.newer`, `workspace.damaged`,
  ///   `workspace.locked`, `workspace.io`.
  public static func open(
    _ address: String, patience: Duration = .seconds(10)
  ) throws -> Workspace {
    Workspace(try GeoPackageHome.open(address, patience: patience))
  }

  /// Opens a workspace or, if there is none, prepares one that the first write makes.
  ///
  /// - Throws: As ``open(_:patience:)``, but never `workspace.missing`.
  public static func openOrCreate(
    _ address: String, patience: Duration = .seconds(10)
  ) throws -> Workspace {
    Workspace(try GeoPackageHome.openOrCreate(address, patience: patience))
  }
}
