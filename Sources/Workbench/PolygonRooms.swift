import Dispatch
import Foundation
import Geometry
import Synchronization

/// Memory for the polygons of files, got ready while these are being opened.
final class PolygonRooms: Sendable {
  private let sets = Mutex<[PolygonSet]>([])
  private let isWanted = Atomic<Bool>(true)
  private let isReady = DispatchGroup()

  /// Begins to get memory ready on a thread of its own, until ``stop()``.
  func makeReady(for files: [String]) {
    let counts = files.map { Self.mostPoints(in: Self.size(of: $0)) }
    DispatchQueue.global().async(group: isReady) { [self] in
      let made = PolygonSet.withRoom(forPoints: counts) { isWanted.load(ordering: .relaxed) }
      sets.withLock { $0 = made }
    }
  }

  /// Ends it, and waits until it has ended.
  func stop() {
    isWanted.store(false, ordering: .relaxed)
    isReady.wait()
  }

  /// The set for a file; one without room if none was made ready.
  func take(_ file: Int) -> PolygonSet {
    sets.withLock { sets in
      var set = PolygonSet()
      if sets.indices.contains(file) { swap(&set, &sets[file]) }
      return set
    }
  }

  /// The points that a file of so many bytes has at most, if it is not compressed.
  static func mostPoints(in bytes: Int) -> Int { bytes / (2 * MemoryLayout<Double>.size) }

  /// The size of a file; 0 of anything else.
  private static func size(of path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else { return 0 }
    return (attributes?[.size] as? Int) ?? 0
  }
}
