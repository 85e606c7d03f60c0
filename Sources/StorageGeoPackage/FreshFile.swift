import Foundation
import Groundwork

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file in the making: written under a hidden temporary name beside its place and moved there
/// whole, so that nobody ever sees half a file.
///
/// No journal on disk and no syncing while it is written, because on any failure the whole file is
/// thrown away. What a killed process leaves is removed by the next one that makes a file here.
final class FreshFile {
  let path: String
  let connection: SQLiteConnection
  private let temporary: String
  private var isPending = true

  init(_ path: String) throws {
    self.path = path
    let folder = FreshFile.folder(of: path)
    temporary = FreshFile.hidden(beside: path)
    guard isFolder(folder) else {
      throw Diagnostic(
        code: "workspace.missing",
        Localized(
          zh: "文件夹 \(folder) 不存在。", en: "the folder \(folder) does not exist."),
        remedy: Localized(zh: "先建立该文件夹。", en: "Make the folder first."), file: path)
    }
    guard access(folder, W_OK | X_OK) == 0 else { throw Diagnostic.readOnly(file: path) }
    FreshFile.removeLeftovers(of: path)
    do {
      connection = try SQLiteConnection(temporary, .create, as: path)
      try connection.execute(
        """
        PRAGMA page_size = 16384; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;
        PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;
        """)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  deinit {
    if isPending { unlink(temporary) }
  }

  /// Moves the finished file into its place and makes it durable.
  ///
  /// The connection's transaction must be committed. `replacing` decides what happens to a file
  /// that is already there: it is replaced, or the diagnostic `workspace.exists` is thrown.
  func commit(replacing: Bool) throws {
    // The lock is given up and the last pages are written before the file gets its name.
    connection.close()
    try FreshFile.move(temporary, to: path, replacing: replacing)
    isPending = false
  }

  /// Gives a finished file, which nobody has open, its name and makes that durable.
  static func move(_ temporary: String, to path: String, replacing: Bool) throws {
    try sync(temporary, path)
    if replacing {
      guard rename(temporary, path) == 0 else { throw failure(path) }
    } else if link(temporary, path) == 0 {
      // A link, unlike a rename, never covers a file that another process has just made.
      unlink(temporary)
    } else if errno == EEXIST {
      throw Diagnostic(
        code: "workspace.exists",
        Localized(
          zh: "另一个程序刚刚建立了同名文件。",
          en: "another program has just made a file of this name."),
        remedy: Localized(zh: "重试。", en: "Try again."), file: path)
    } else {
      // File systems without hard links, such as exFAT.
      guard rename(temporary, path) == 0 else { throw failure(path) }
    }
    try sync(folder(of: path), path)
  }

  private static func sync(_ name: String, _ path: String) throws {
    let descriptor = open(name, O_RDONLY)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    // Some file systems cannot sync a folder (EINVAL); then there is nothing more to be done.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(path) }
  }

  private static func failure(_ path: String) -> Diagnostic {
    [ENOSPC, EDQUOT].contains(errno)
      ? .diskFull(file: path) : .cannotOpen(file: path, cause: errno)
  }

  /// A hidden name beside a path. What a killed process leaves under it is removed by the next one that
  /// makes a file here.
  static func hidden(beside path: String) -> String {
    folder(of: path) + prefix(of: path) + "\(getpid())-\(UInt32.random(in: 0 ... .max))"
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
  }

  private static func prefix(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return ".\(name).zhitu-new-\(hostName)-"
  }

  /// The name of this machine, without asking a name server.
  private static let hostName: String = {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, 255) == 0 else { return "local" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }()

  /// Removes the temporary files of processes of this machine that are gone.
  private static func removeLeftovers(of path: String) {
    let folder = folder(of: path)
    let prefix = prefix(of: path)
    // A folder that cannot be listed is no reason not to write into it.
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    for name in names where name.hasPrefix(prefix) {
      let process = name.dropFirst(prefix.count).prefix { $0.isNumber }
      guard let process = pid_t(process), kill(process, 0) != 0, errno == ESRCH else { continue }
      unlink(folder + name)
    }
  }
}
