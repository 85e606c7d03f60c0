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
    return try carry(from, to: target, job)
  }

  private static func carry(
    _ from: Workspace, to target: String, _ job: Job
  ) throws -> CarryReport {
    let into = try Workspace.target(target)
    defer { into.close() }
    let report = try from.carry(into: into, job: job)
    // Titles, units and styles follow from the register and are made anew in the form of the home.
    let bench = Workbench(into, job: job)
    try into.write { writer in
      for record in try writer.reader.layers() { try bench.present(record, in: writer) }
    }
    return report
  }

  /// Makes a file that holds one state of a workspace, while others go on writing, and examines it.
  ///
  /// A file is copied with everything that other programs keep in it; of a PostGIS schema, the
  /// layers and documents are carried into a new file.
  /// The copy gets its name only after its examination: until then an earlier backup of that name
  /// stays.
  /// - Throws: Diagnostics `workspace.exists`, and `workspace.integrity` with the first thing that is
  ///   not as it was written: then there is no new backup.
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
        return try examined(hidden, job)
      } catch var problem as Diagnostic {
        // What is wrong with the copy is wrong with the source; the hidden name helps nobody.
        problem.file = source.path
        throw problem
      }
    }
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
