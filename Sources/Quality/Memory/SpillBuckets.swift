import Groundwork

/// Values of a fixed size in buckets, of which one at a time is in memory: a single bucket stays there,
/// several are temporary files.
///
/// Filled by one thread.
final class SpillBuckets<Element: BitwiseCopyable> {
  private var memory: [Element] = []
  private let files: [SpillFile]

  /// - Parameters:
  ///   - elements: about how many there will be.
  ///   - limit: the bytes that a bucket may take.
  /// - Throws: ``Groundwork/SpillFile/Failure``.
  init(expecting elements: Int, limit: Int) throws {
    let bytes = elements * MemoryLayout<Element>.stride
    let count = min(64, bytes / max(1, limit) + 1)
    files = try count == 1 ? [] : (0..<count).map { _ in try SpillFile(buffer: 1 << 16) }
  }

  /// The number of buckets.
  var count: Int { max(1, files.count) }

  func append(_ element: Element, to bucket: Int) throws {
    guard !files.isEmpty else { return memory.append(element) }
    try withUnsafeBytes(of: element) { try files[bucket].append($0) }
  }

  /// The elements of a bucket in the order in which they came; the bucket in memory is then empty.
  func take(_ bucket: Int) throws -> [Element] {
    guard !files.isEmpty else {
      defer { memory = [] }
      return memory
    }
    let file = files[bucket]
    try file.flush()
    let count = file.byteCount / MemoryLayout<Element>.stride
    return try [Element](unsafeUninitializedCapacity: count) { buffer, used in
      try file.read(from: 0, into: UnsafeMutableRawBufferPointer(buffer))
      used = count
    }
  }
}
