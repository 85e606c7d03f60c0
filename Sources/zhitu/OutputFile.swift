import ArgumentParser
import Foundation
import Glibc
import Groundwork

/// A file that a command writes: named by an option, checked by ``OutputCheck`` before any work,
/// and written completely or not at all.
struct OutputFile: ExpressibleByArgument, Sendable {
  /// The path as the user wrote it; `-` is standard output.
  let path: String

  init(_ path: String) { self.path = path }
  init?(argument: String) { self.init(argument) }

  var isStandardOutput: Bool { path == "-" }

  /// Writes text.
  func write(_ body: (_ write: (String) throws -> Void) throws -> Void) throws {
    try writeBytes { write in
      try withoutActuallyEscaping(write) { write in try body { try write(Array($0.utf8)) } }
    }
  }

  /// Writes bytes to an unnamed file in the target folder, which gets its name when it is complete.
  /// So a killed process or a full disk leaves the previous file intact.
  ///
  /// A device or a pipe is written directly. A symbolic link stays, and its target is replaced.
  ///
  /// - Throws: `Diagnostic` `output.not-written`; what `body` throws, if that is a `Diagnostic` or
  ///   `Cancelled`.
  func writeBytes(_ body: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
    if isStandardOutput { return try body { Console.put(String(decoding: $0, as: UTF8.self)) } }
    do {
      let place = try OutputPlace(path)
      let file = try place.isDirect ? PendingFile(writing: path) : PendingFile(replacing: place)
      try body { try file.append($0) }
      try file.commit()
    } catch {
      if error is Cancelled || error is Diagnostic { throw error }
      throw notWritten(error)
    }
  }

  func notWritten(_ error: any Error) -> Diagnostic {
    let reason = (error as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
    let text = reason ?? error.localizedDescription
    return Diagnostic(
      code: "output.not-written",
      Localized(zh: "无法写入：\(text)", en: "Cannot be written: \(text)"),
      remedy: Localized(zh: "检查路径、权限和磁盘空间。", en: "Check path, permissions and disk space."),
      file: path)
  }
}

/// The place of an output after symbolic links are resolved.
struct OutputPlace: Hashable {
  /// The folder as `realpath` gives it, and the name in it.
  let folder: String
  let name: String
  /// Whether the place is a device, a pipe, or an open file of the process such as `/dev/stdout`, which
  /// cannot be replaced by another file.
  let isDirect: Bool

  var path: String { folder == "/" ? "/" + name : folder + "/" + name }

  /// - Throws: `POSIXError` if the folder does not exist, is no folder, or the links form a cycle.
  init(_ path: String) throws {
    var status = stat()
    let isThere = stat(path, &status) == 0
    let kind = status.st_mode & S_IFMT
    isDirect =
      ["/dev/", "/proc/"].contains { path.hasPrefix($0) }
      || (isThere && kind != S_IFREG && kind != S_IFDIR)
    var path = path
    for _ in 0..<40 {
      guard let target = OutputPlace.target(ofLink: path) else {
        let parts = OutputPlace.split(path)
        guard let folder = realpath(parts.folder, nil) else { throw POSIXError.last }
        defer { free(folder) }
        self.folder = String(cString: folder)
        name = parts.name
        return
      }
      path = target.hasPrefix("/") ? target : OutputPlace.split(path).folder + "/" + target
    }
    throw POSIXError(.ELOOP)
  }

  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
  }

  private static func target(ofLink path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// A file without a name, or with a hidden one, until it is complete.
final class PendingFile {
  private let file: Int32
  /// The place of the complete file; `nil` for a device that is written directly.
  private let place: OutputPlace?
  /// The hidden name where the file system has no unnamed files.
  private var hidden: String?

  /// `__O_TMPFILE`, which the C library declares as an expression that Swift does not import.
  private static let unnamed = 0o20_000_000 | O_DIRECTORY

  init(writing path: String) throws {
    file = open(path, O_WRONLY | O_CLOEXEC)
    place = nil
    guard file >= 0 else { throw POSIXError.last }
  }

  init(replacing place: OutputPlace) throws {
    self.place = place
    var opened = open(place.folder, PendingFile.unnamed | O_WRONLY | O_CLOEXEC, 0o666)
    if opened < 0, [EOPNOTSUPP, EISDIR, EINVAL].contains(errno) {
      let name = PendingFile.hiddenName(of: place)
      opened = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if opened >= 0 { hidden = name }
    }
    file = opened
    guard file >= 0 else { throw POSIXError.last }
  }

  deinit {
    if file >= 0 { close(file) }
    if let hidden { unlink(hidden) }
  }

  private static func hiddenName(of place: OutputPlace) -> String {
    "\(place.folder)/.\(place.name).zhitu-\(getpid())-\(UInt32.random(in: 0 ... .max))"
  }

  func append(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress
        let count = Glibc.write(file, start, rest.count)
        guard count >= 0 || errno == EINTR else { throw POSIXError.last }
        rest = rest.dropFirst(max(0, count))
      }
    }
  }

  /// Gives the complete file its name, with the permissions of the file that it replaces.
  func commit() throws {
    guard let place else { return }
    var old = stat()
    let replaces = stat(place.path, &old) == 0
    if replaces { fchmod(file, old.st_mode & 0o7777) }
    if hidden == nil {
      if !replaces, link(to: place.path) { return }
      let name = PendingFile.hiddenName(of: place)
      guard link(to: name) else { throw POSIXError.last }
      hidden = name
    }
    if let hidden {
      guard rename(hidden, place.path) == 0 else { throw POSIXError.last }
      self.hidden = nil
    }
  }

  /// Gives the unnamed file an unused name.
  private func link(to name: String) -> Bool {
    linkat(AT_FDCWD, "/proc/self/fd/\(file)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
  }
}

extension POSIXError {
  /// The error of the system call that has just failed.
  static var last: POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
