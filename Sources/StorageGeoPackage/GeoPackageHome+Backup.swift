import GRDBSQLite
import Groundwork
import Storage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension GeoPackageHome {
  /// Copies the file, page by page, as it is at one moment, while others go on reading and writing.
  ///
  /// With everything that other programs keep in it (styles, their own tables). The copy appears
  /// under its name only when it is whole.
  /// - Parameter replacing: Whether a file already there is replaced, or refused.
  /// - Throws: Diagnostics `workspace.exists`, `workspace.disk-full`, `workspace.read-only`,
  ///   `workspace.locked`, `workspace.damaged`; ``Groundwork/Cancelled``.
  public func backup(to path: String, replacing: Bool = false, job: Job = Job()) throws {
    let path = absolutePath(path)
    if !replacing, fileExists(path) { throw Diagnostic.exists(file: path) }
    let source = try SQLiteConnection(address, .readWrite, patience: patience)
    defer { source.close() }
    let file = try FreshFile(path)
    // One read transaction: what is written meanwhile goes to the log and is not in the copy.
    try source.transaction("BEGIN; PRAGMA schema_version;") {
      guard let copy = sqlite3_backup_init(file.connection.handle, "main", source.handle, "main")
      else { throw file.connection.failure(sqlite3_errcode(file.connection.handle)) }
      job.progress.begin(
        Localized(zh: "复制工作区", en: "Copying the workspace"), total: 100)
      defer { job.progress.end() }
      var code = SQLITE_OK
      while code == SQLITE_OK {
        code = sqlite3_backup_step(copy, 2048)
        let total = sqlite3_backup_pagecount(copy)
        let rest = sqlite3_backup_remaining(copy)
        if total > 0 { job.progress.advance(to: Int(100 * Int64(total - rest) / Int64(total))) }
        if job.cancellation.isCancelled { break }
      }
      sqlite3_backup_finish(copy)
      try job.cancellation.check()
      guard code == SQLITE_DONE else { throw file.connection.failure(code) }
    }
    // The header came with the pages; at rest a file is in rollback mode.
    try file.connection.execute("PRAGMA journal_mode = DELETE")
    if replacing, fileExists(path) { try GeoPackageHome.release(path) }
    try file.commit(replacing: replacing)
  }
}

extension GeoPackageHome {
  public static func isFile(_ path: String) -> Bool { fileExists(absolutePath(path)) }

  /// Removes a workspace that nobody has open.
  ///
  /// - Throws: Diagnostics `workspace.not-one` and others of ``open(_:patience:)`` for a file that is
  ///   no workspace; `workspace.locked` while somebody uses it.
  public static func remove(_ path: String) throws {
    try open(path, patience: .zero).close()
    let path = absolutePath(path)
    try release(path)
    guard unlink(path) == 0 else { throw Diagnostic.cannotOpen(file: path, cause: errno) }
  }
}

extension GeoPackageHome {
  /// Throws while the file has a log or a journal: another file in its place would be read together
  /// with what is not its own.
  private static func release(_ path: String) throws {
    do {
      try open(path, patience: .zero).close()
    } catch let failure as Diagnostic where failure.code != "workspace.locked" {
      // A damaged file may be replaced; only its log must not stay.
    }
    if ["-wal", "-journal"].contains(where: { fileExists(path + $0) }) {
      throw Diagnostic.locked(file: path)
    }
  }
}

extension Diagnostic {
  static func exists(file: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.exists",
      Localized(zh: "文件已经存在。", en: "the file exists already."),
      remedy: Localized(zh: "换一个文件名，或先删除它。", en: "Use another name or delete it first."),
      file: file)
  }
}
