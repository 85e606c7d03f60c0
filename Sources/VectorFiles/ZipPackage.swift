import CGDAL
import Foundation
import Groundwork

/// A zip archive as its members, for documents of offices (OOXML), by GDAL's own zip.
public enum ZipPackage {
  /// The largest member that is read: a document with photos stays far below.
  private static let limit = 256 << 20

  /// The members in the order of the archive.
  ///
  /// - Throws: Diagnostic `zip.unreadable`.
  public static func read(_ path: String) throws -> [(name: String, bytes: [UInt8])] {
    let root = "/vsizip/{" + path + "}"
    let names = try GDALSession.watch { messages in
      let names = GDALSession.strings(VSIReadDirRecursive(root)).filter { !$0.hasSuffix("/") }
      guard messages.failures.isEmpty, !names.isEmpty else {
        throw unreadable(path, messages.failures.first ?? "")
      }
      return names
    }
    return try names.map { name in
      try GDALSession.watch { messages in
        guard let file = VSIFOpenL(root + "/" + name, "rb") else {
          throw unreadable(path, messages.failures.first ?? name)
        }
        defer { VSIFCloseL(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
          let count = VSIFReadL(&buffer, 1, buffer.count, file)
          bytes += buffer.prefix(count)
          if count < buffer.count { break }
          guard bytes.count < limit else { throw unreadable(path, name) }
        }
        return (name, bytes)
      }
    }
  }

  /// Writes an archive; one that is there already is replaced only when the new one is whole.
  ///
  /// - Throws: Diagnostic `zip.not-written`.
  public static func write(_ members: [(name: String, bytes: [UInt8])], to path: String) throws {
    let draft = path + ".part.zip"
    try GDALSession.watch { messages in
      guard let zip = CPLCreateZip(draft, nil) else {
        throw notWritten(path, messages.failures.first ?? "")
      }
      var isFine = true
      for member in members {
        isFine =
          isFine && CPLCreateFileInZip(zip, member.name, nil) == CE_None
          && CPLWriteFileInZip(zip, member.bytes, Int32(member.bytes.count)) == CE_None
          && CPLCloseFileInZip(zip) == CE_None
      }
      guard CPLCloseZip(zip) == CE_None, isFine else {
        VSIUnlink(draft)
        throw notWritten(path, messages.failures.first ?? "")
      }
    }
    guard rename(draft, path) == 0 else { throw notWritten(path, "") }
  }

  /// The names of what lies in an archive, as they can be read; folders end with a slash.
  ///
  /// - Throws: Diagnostic `zip.unreadable`.
  public static func names(_ path: String) throws -> [String] {
    try names(path, ZipNames.encoding(of: path))
  }

  private static func names(_ path: String, _ encoding: String?) throws -> [String] {
    try GDALSession.watch { messages in
      let names = GDALSession.withZipNames(encoding) {
        GDALSession.strings(VSIReadDirRecursive("/vsizip/{" + path + "}"))
      }
      guard !names.isEmpty else { throw unreadable(path, messages.failures.first ?? "") }
      return names
    }
  }

  /// Copies one member into a file, whatever its size.
  ///
  /// - Parameter name: one of ``names(_:)``.
  /// - Throws: Diagnostics `zip.unreadable`, `zip.not-written`; cancellation.
  public static func extract(
    _ name: String, of path: String, to target: String, cancellation: Cancellation
  ) throws {
    try GDALSession.watch { messages in
      try GDALSession.withZipNames(ZipNames.encoding(of: path)) {
        guard let file = VSIFOpenL("/vsizip/{" + path + "}/" + name, "rb") else {
          throw unreadable(path, messages.failures.first ?? name)
        }
        defer { VSIFCloseL(file) }
        guard FileManager.default.createFile(atPath: target, contents: nil),
          let out = FileHandle(forWritingAtPath: target)
        else { throw notWritten(target, "") }
        defer { out.closeFile() }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
          try cancellation.check()
          let count = VSIFReadL(&buffer, 1, buffer.count, file)
          try out.write(contentsOf: Data(buffer.prefix(count)))
          if count < buffer.count { break }
        }
        // A member that is cut ends early, too.
        guard messages.failures.isEmpty else {
          throw unreadable(path, messages.failures.first ?? name)
        }
      }
    }
  }

  private static func unreadable(_ path: String, _ why: String) -> Diagnostic {
    Diagnostic(
      code: "zip.unreadable",
      Localized(zh: "不是可读的压缩包 \(why)", en: "This is no readable archive \(why)"),
      remedy: Localized(zh: "重新压缩，或重新传一次。", en: "Pack it again, or send it again."), file: path)
  }

  private static func notWritten(_ path: String, _ why: String) -> Diagnostic {
    Diagnostic(
      code: "zip.not-written",
      Localized(zh: "压缩包未能写出 \(why)", en: "The archive could not be written \(why)"),
      remedy: Localized(zh: "检查路径、权限和磁盘空间。", en: "Check path, permissions and disk space."),
      file: path)
  }
}
