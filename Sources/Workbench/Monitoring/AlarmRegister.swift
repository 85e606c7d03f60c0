import Foundation
import Geometry
import Groundwork
import Monitoring
import Overlay
import Records
import Storage

/// The alarms of a plan that became problems, with their ground, so that the same ground opens one
/// problem and its recovery is noticed.
struct AlarmRegister: Codable {
  enum Status: String, Codable {
    /// The last observation that covers the ground shows it deviating.
    case open
    /// A later observation shows that it no longer deviates.
    case restored
    /// The last observation did not cover it.
    case unobserved
  }

  struct Entry: Codable {
    var problem: String
    var wkb: Data
    /// The first and the last epoch that showed it.
    var first: String
    var last: String
    var status: Status
    /// The latest epoch that covers its ground; `nil` in older registers, where ``last`` is it.
    var seen: String?

    /// Whether a later epoch than this one has covered its ground: that one has decided.
    func isDecided(after epoch: String) -> Bool {
      EpochOrder(epoch) < max(EpochOrder(last), EpochOrder(seen ?? last))
    }

    func geometry() throws -> MultiPolygon { try WKB.decode([UInt8](wkb)) }
  }

  /// A total that was below that of the base epoch.
  struct Balance: Codable {
    var rule: String
    var problem: String
    var last: String
    var status: Status
  }

  var entries: [Entry] = []
  /// By rule; `nil` in older registers.
  var balances: [Balance]?

  /// The register of a plan; empty where no alarm became a problem yet.
  static func read(_ plan: String, _ reader: WorkspaceReader) throws -> AlarmRegister {
    guard let body = try reader.document(.alarms, key: plan) else { return AlarmRegister() }
    return try JSONDecoder().decode(AlarmRegister.self, from: Data(body))
  }

  func write(_ plan: String, _ writer: WorkspaceWriter) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try writer.putDocument(.alarms, key: plan, body: [UInt8](encoder.encode(self)))
  }

  /// For each ground, the entry that has the half of it or more; `nil` for none.
  ///
  /// - Complexity: that of an overlay.
  func matches(_ grounds: [MultiPolygon]) throws -> [Int?] {
    let known = try set(entries.map { try $0.geometry() })
    let asked = set(grounds)
    var found = [Int?](repeating: nil, count: grounds.count)
    for shared in try AreaTable.between(asked, known).entries
    where shared.planar * 2 >= asked.planarSquareMetres(of: Int(shared.a)) {
      found[Int(shared.a)] = found[Int(shared.a)] ?? Int(shared.b)
    }
    return found
  }

  /// The share of each entry's ground that is still within grounds, whichever of them.
  func deviating(in grounds: [MultiPolygon]) throws -> [Double] { try covered(by: set(grounds)) }

  /// The share of each entry's ground that polygons cover.
  func covered(by polygons: PolygonSet) throws -> [Double] {
    let known = try set(entries.map { try $0.geometry() })
    var shares = [Double](repeating: 0, count: entries.count)
    for shared in try AreaTable.between(known, polygons).entries {
      shares[Int(shared.a)] +=
        shared.planar / max(known.planarSquareMetres(of: Int(shared.a)), 1e-9)
    }
    return shares
  }

  private func set(_ geometries: [MultiPolygon]) -> PolygonSet {
    var set = PolygonSet()
    for geometry in geometries { set.append(geometry) }
    return set
  }
}
