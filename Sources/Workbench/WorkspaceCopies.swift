import Groundwork
import Storage
import StorageGeoPackage
import StoragePostGIS

/// Copies of whole workspaces: backup, restore, and moves between storages.
public enum WorkspaceCopies {
  /// Moves a workspace to another storage and verifies that both are equal. Continues an
  /// interrupted attempt.
  ///
  /// - Throws: As ``Storage/Workspace/carry(into:job:)``.
  public static func move(
    from source: String, to target: String, job: Job = Job()
  ) throws -> CarryReport {
    let from = try Workspace.open(source)
    defer { from.close() }
    return try carry(from, to: target, job)
  }

  private static func carry(
    _ from: Workspace, to target: String, _ job: Job
  ) throws -> CarryReport {
    let into = try Workspace.target(target)
    defer { into.close() }
    let report = try from.carry(into: into, job: job)
    // Titles, units and styles derive from the register and are written again in the form of the
    // new storage.
    let bench = Workbench(into, job: job)
    try into.write { writer in
      for record in try writer.reader.layers() { try bench.present(record, in: writer) }
    }
    return report
  }

  /// Writes one state of a workspace to a file, while others go on writing, and checks it.
  ///
  /// A file is copied with everything that other programs store in it; the layers and documents of
  /// a PostGIS schema are copied to a new file. The copy gets its name only after the check; until
  /// then an earlier backup of that name stays.
  /// - Throws: Diagnostics `workspace.exists`, and `workspace.integrity` with the first difference
  ///   from what was written: then there is no new backup.
  public static func backup(
    _ address: String, to file: String, replacing: Bool = false, job: Job = Job()
  ) throws -> IntegrityReport {
    let source = try Workspace.open(address)
    defer { source.close() }
    return try GeoPackageHome.make(file, replacing: replacing) { hidden in
      if source.isOnServer {
        _ = try carry(source, to: hidden, job)
      } else {
        try GeoPackageHome.open(address).backup(to: hidden, job: job)
      }
      do {
        return try checked(hidden, job)
      } catch var problem as Diagnostic {
        // An error in the copy is an error in the source, so the message names the source, not the
        // hidden file.
        problem.file = source.path
        throw problem
      }
    }
  }

  /// Restores a workspace from a backup.
  ///
  /// - Parameter replacing: Whether an existing file is replaced. A PostGIS schema must be new.
  /// - Throws: Diagnostics `workspace.exists`, `workspace.not-empty`, and `workspace.integrity` if
  ///   the backup differs from what was written: then nothing is changed.
  public static func restore(
    _ file: String, to address: String, replacing: Bool = false, job: Job = Job()
  ) throws -> IntegrityReport {
    let report = try checked(file, job)
    if PostgresHome.isAddress(address) {
      _ = try move(from: file, to: address, job: job)
    } else {
      try GeoPackageHome.open(file).backup(to: address, replacing: replacing, job: job)
    }
    return report
  }

  private static func checked(_ file: String, _ job: Job) throws -> IntegrityReport {
    let workspace = try Workspace.open(file)
    defer { workspace.close() }
    let report = try workspace.integrity(job: job)
    if let problem = report.problems.first { throw problem }
    return report
  }
}
