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
    if !replacing, fileExists(path) { throw Diagnostic.existsUnlessReplaced(file: path) }
    let source = try SQLiteConnection(address, .readWrite, lockTimeout: lockTimeout)
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
  /// Makes a workspace under a hidden name beside `path`, and gives it that name only when `make` has
  /// come to its end: whatever goes wrong, a file that is there stays as it is.
  ///
  /// - Parameters:
  ///   - replacing: Whether a file already there is replaced, or refused before any work.
  ///   - make: Gets the hidden path. Nobody may have the file open when it ends.
  /// - Throws: Diagnostics `workspace.exists`, `workspace.locked` while somebody uses the file that is
  ///   to be replaced; what `make` throws.
  public static func make<T>(
    _ path: String, replacing: Bool, _ make: (_ hidden: String) throws -> T
  ) throws -> T {
    let path = absolutePath(path)
    if !replacing, fileExists(path) { throw Diagnostic.existsUnlessReplaced(file: path) }
    let hidden = FreshFile.hidden(beside: path)
    defer { for side in ["", "-wal", "-shm", "-journal"] { unlink(hidden + side) } }
    let result = try make(hidden)
    if replacing, fileExists(path) { try release(path) }
    try FreshFile.move(hidden, to: path, replacing: replacing)
    return result
  }
}

extension GeoPackageHome {
  /// Throws while the file has a log or a journal: another file in its place would be read together
  /// with what is not its own.
  private static func release(_ path: String) throws {
    do {
      try open(path, lockTimeout: .zero).close()
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

  /// The same where the caller may replace the file.
  static func existsUnlessReplaced(file: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.exists",
      Localized(zh: "文件已经存在。", en: "the file exists already."),
      remedy: Localized(
        zh: "换一个文件名，或用 --replace 替换它。",
        en: "Use another name, or replace it with --replace."),
      file: file)
  }
}
