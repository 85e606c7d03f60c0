import Foundation
import Groundwork

/// The bytes of a file, mapped into memory: only the pages in use take room, whatever the size.
///
/// The file must not be shortened while it is read.
final class FileBytes: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// - Throws: ``Groundwork/Diagnostic`` `import.file-unreadable`.
  init(path: String) throws {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw FileBytes.unreadable(path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileBytes.unreadable(path)
    }
    let size = Int(status.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      isMapped = false
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
      throw FileBytes.unreadable(path)
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
    isMapped = true
  }

  /// Bytes that are in memory already.
  init(_ content: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 1)
    copy.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(copy)
    isMapped = false
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }

  private static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "import.file-unreadable",
      Localized(zh: "文件无法读取。", en: "The file cannot be read."),
      remedy: Localized(zh: "核对路径与读取权限。", en: "Check the path and its permissions."),
      file: path)
  }
}
