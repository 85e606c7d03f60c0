import Foundation

/// A temporary file for data that is larger than memory.
///
/// The file is unlinked as soon as it is open; so it vanishes with the object, also when the
/// process is killed. Written by one thread, then read by any number.
public final class SpillFile: @unchecked Sendable {
  private let file: Int32
  private var pending: [UInt8] = []
  /// All bytes that have been appended.
  public private(set) var byteCount = 0

  /// The system's message for a failed operation.
  public struct Failure: Error, Sendable {
    public var reason: String
  }

  /// The size of the write buffer in bytes.
  private let buffer: Int

  /// - Parameters:
  ///   - folder: the folder of the file.
  ///   - buffer: the bytes that are collected before they are written.
  /// - Throws: ``Failure``.
  public init(
    in folder: URL = FileManager.default.temporaryDirectory, buffer: Int = 1 << 20
  ) throws {
    self.buffer = buffer
    var path = Array((folder.path + "/zhitu-spill-XXXXXX").utf8CString)
    file = mkstemp(&path)
    guard file >= 0 else { throw SpillFile.failure }
    unlink(path)
  }

  deinit { close(file) }

  /// Appends bytes.
  ///
  /// - Throws: ``Failure`` when they cannot be written.
  public func append(_ bytes: UnsafeRawBufferPointer) throws {
    pending.append(contentsOf: bytes)
    byteCount += bytes.count
    if pending.count >= buffer { try flush() }
  }

  /// Writes the buffer to the file; must be called before reading.
  public func flush() throws {
    var written = 0
    while written < pending.count {
      let count = pending.withUnsafeBytes { bytes in
        write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      guard count > 0 else { throw SpillFile.failure }
      written += count
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Fills a buffer with the bytes from an offset on.
  ///
  /// - Throws: ``Failure``, also where the file has fewer.
  public func read(from place: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
    var done = 0
    while done < buffer.count {
      let count = pread(
        file, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(place + done))
      guard count > 0 else { throw SpillFile.failure }
      done += count
    }
  }

  /// Runs a body that uses temporary files, and says what to do when one cannot be written.
  ///
  /// - Parameter code: of the diagnostic, such as `flow.spill`.
  /// - Throws: `Diagnostic` for a ``Failure``; any other error as it is.
  public static func explaining<T>(_ code: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let failure as Failure {
      throw Diagnostic(
        code: code,
        Localized(
          zh: "无法写入临时文件：\(failure.reason)。",
          en: "The temporary file cannot be written: \(failure.reason)."),
        remedy: Localized(
          zh: "腾出磁盘空间，或用环境变量 TMPDIR 指定另一文件夹，或不限内存运行。",
          en: "Free some disk space, name another folder in TMPDIR, or run without --memory."))
    }
  }

  private static var failure: Failure { Failure(reason: String(cString: strerror(errno))) }
}
