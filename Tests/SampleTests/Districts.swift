import Geometry
import Groundwork
import Sample
import Synchronization

/// The districts under test, each made once.
enum Districts {
  static let seeds: [UInt64] = [1, 2, 3, 4, 5, 7]

  private static let made = Mutex<[UInt64: SampleDistrict]>([:])

  static func of(_ seed: UInt64) throws -> SampleDistrict {
    try made.withLock { known in
      if let district = known[seed] { return district }
      let district = try SampleDistrict.generate(seed: seed)
      known[seed] = district
      return district
    }
  }
}

struct Edge: Hashable {
  var a: GridPoint
  var b: GridPoint
  var reversed: Edge { Edge(a: b, b: a) }
}

func edges(_ ring: [GridPoint]) -> [Edge] {
  zip(ring, ring.dropFirst() + ring.prefix(1)).map { Edge(a: $0, b: $1) }
}

extension SampleLayer {
  func numbers(_ column: String) -> [Double] { values(column).compactMap(\.number) }
  func texts(_ column: String) -> [String] { values(column).map { $0.string ?? "" } }
}
