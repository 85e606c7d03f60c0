import Groundwork
import Storage
import StorageGeoPackage
import StoragePostGIS

/// Copies of whole workspaces: backups, their restoring, and moves from one home to another.
public enum WorkspaceCopies {
  /// Carries a workspace into another home and proves that both are equal. Goes on with an attempt
  /// that was cut off.
  ///
  /// - Throws: As ``Storage/Workspace/carry(into:job:)``.
  public static func move(
    from source: String, to target: String, job: Job = Job()
  ) throws -> CarryReport {
    let from = try Workspace.open(source)
    defer { from.close() }
    let into = try Workspace.target(target)
    defer { into.close() }
    return try from.carry(into: into, job: job)
  }

  /// Makes a file that holds one state of a workspace, while others go on writing, and examines it.
  ///
  /// A file is copied with everything that other programs keep in it; of a PostGIS schema, the
  /// layers and documents are carried into a new file.
  /// - Throws: Diagnostics `workspace.exists`, and `workspace.integrity` with the first thing that is
  ///   not as it was written: then there is no backup.
  public static func backup(
    _ address: String, to file: String, replacing: Bool = false, job: Job = Job()
  ) throws -> IntegrityReport {
    let source = try Workspace.open(address)
    defer { source.close() }
    if PostgresHome.isAddress(address) {
      if replacing, GeoPackageHome.isFile(file) { try GeoPackageHome.remove(file) }
      let copy = try Workspace.target(file)
      defer { copy.close() }
      _ = try source.carry(into: copy, job: job)
    } else {
      try GeoPackageHome.open(address).backup(to: file, replacing: replacing, job: job)
    }
    return try examined(file, job)
  }

  /// Puts a backup into the place of a workspace.
  ///
  /// - Parameter replacing: Whether a file that is there is replaced. A PostGIS schema must be new.
  /// - Throws: Diagnostics `workspace.exists`, `workspace.not-empty`, and `workspace.integrity` if the
  ///   backup is not as it was written: then nothing is changed.
  public static func restore(
    _ file: String, to address: String, replacing: Bool = false, job: Job = Job()
  ) throws -> IntegrityReport {
    let report = try examined(file, job)
    if PostgresHome.isAddress(address) {
      _ = try move(from: file, to: address, job: job)
    } else {
      try GeoPackageHome.open(file).backup(to: address, replacing: replacing, job: job)
    }
    return report
  }

  private static func examined(_ file: String, _ job: Job) throws -> IntegrityReport {
    let workspace = try Workspace.open(file)
    defer { workspace.close() }
    let report = try workspace.integrity(job: job)
    if let problem = report.problems.first { throw problem }
    return report
  }
}
