import Foundation
import Glibc
import Groundwork
import Synchronization

/// Standard output and standard error.
enum Console {
  private static let chosen = Mutex<Language?>(nil)

  /// The language of messages: `--lang`, else `ZHITU_LANG`, else Chinese.
  static var language: Language {
    get {
      chosen.withLock { $0 }
        ?? ProcessInfo.processInfo.environment["ZHITU_LANG"].flatMap(Language.init(rawValue:))
        ?? .zh
    }
    set { chosen.withLock { $0 = newValue } }
  }

  /// A line on standard error.
  static func note(_ text: String) {
    write(text + "\n", to: .standardError)
  }

  static func complain(_ diagnostic: Diagnostic) {
    let kind: Localized =
      switch diagnostic.severity {
      case .error: Localized(zh: "错误", en: "error")
      case .warning: Localized(zh: "警告", en: "warning")
      case .info: Localized(zh: "提示", en: "note")
      }
    note("\(kind[language]) [\(diagnostic.code)] \(diagnostic.text(language))")
  }

  /// Text on standard output.
  static func put(_ text: String) {
    write(text, to: .standardOutput)
  }

  private static func write(_ text: String, to handle: FileHandle) {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      // Whoever read the output has gone: nothing more can be said to them.
      Foundation.exit(ExitStatus.bad.rawValue)
    }
  }

  static func json(_ value: some Encodable) throws { put(try encoded(value)) }

  /// JSON with sorted keys, and a line end.
  static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  /// Writes a file whole or not at all.
  static func writeFile(_ path: String, _ body: ((String) throws -> Void) throws -> Void) throws {
    try writeBytes(path) { write in
      try withoutActuallyEscaping(write) { write in try body { try write(Array($0.utf8)) } }
    }
  }

  private static func putAll(_ bytes: [UInt8], into file: Int32) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress
        let count = Glibc.write(file, start, rest.count)
        guard count >= 0 || errno == EINTR else {
          throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        rest = rest.dropFirst(max(0, count))
      }
    }
  }

  /// As ``writeFile(_:_:)``, for bytes.
  static func writeBytes(
    _ path: String, _ body: (([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let temporary = path + ".part-\(ProcessInfo.processInfo.processIdentifier)"
    func failure(_ error: any Error) -> Diagnostic {
      Diagnostic(
        code: "output.not-written",
        Localized(
          zh: "无法写入：\(error.localizedDescription)",
          en: "Cannot be written: \(error.localizedDescription)"),
        remedy: Localized(zh: "检查路径、权限和磁盘空间。", en: "Check path, permissions and disk space."),
        file: path)
    }
    guard FileManager.default.createFile(atPath: temporary, contents: nil),
      let handle = FileHandle(forWritingAtPath: temporary)
    else {
      throw failure(CocoaError(.fileWriteNoPermission))
    }
    do {
      try body { try putAll($0, into: handle.fileDescriptor) }
      try handle.close()
      if rename(temporary, path) != 0 { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    } catch {
      unlink(temporary)
      if error is Cancelled || error is Diagnostic { throw error }
      throw failure(error)
    }
  }
}
