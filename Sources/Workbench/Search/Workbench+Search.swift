import Foundation
import Geometry
import Groundwork
import Records
import Storage
import Survey

/// A feature whose number or name holds the text that somebody looks for.
public struct FoundFeature: Sendable, Hashable {
  /// How well it matches, the best first.
  public enum Match: Int, Sendable, Comparable {
    case whole
    case beginning
    case part

    public static func < (a: Match, b: Match) -> Bool { a.rawValue < b.rawValue }
  }

  public var layer: String
  public var fid: Int64
  /// The column in which the text stands, and its value.
  public var field: String
  public var value: String
  public var match: Match
}

extension Workbench {
  /// The columns by which people call a feature: its own id and name, and what the standards of the field
  /// use as numbers and names (标识码, 图斑编号, 地块编码, 项目名称; TD/T 1016, GB/T 43214).
  public static func namingColumns(_ columns: [Column]) -> [Column] {
    let own = [OwnField.id, .name, .project, .projectName].map { $0.columnName.lowercased() }
    let known = [
      "bsm", "tbbh", "tbybh", "dkbm", "dkbh", "dkmc", "bdcdyh", "zddm", "xmbh", "xmmc", "mc",
      "name",
    ]
    return columns.filter { column in
      let name = column.name.lowercased()
      return own.contains(name) || known.contains(name)
        || ["编号", "编码", "名称"].contains { name.hasSuffix($0) }
    }
  }

  /// The features of a layer that are called by a text or by something that contains it, the best matches
  /// first, then in the order of their numbers.
  ///
  /// - Parameters:
  ///   - columns: The columns to look in; see ``namingColumns(_:)``.
  ///   - limit: The most features; the scan ends early once as many match as a whole.
  /// - Complexity: O(features); geometries are not read.
  public func features(
    called text: String, in layer: String, columns: [Column], limit: Int
  ) throws -> [FoundFeature] {
    struct Enough: Error {}
    let wanted = text.lowercased()
    guard !columns.isEmpty, !wanted.isEmpty, limit > 0 else { return [] }
    var found: [FoundFeature.Match: [FoundFeature]] = [:]
    do {
      try workspace.read { reader in
        try reader.forEachFeature(
          in: layer, columns: columns.map(\.name), geometry: false
        ) { feature in
          guard
            let best = Workbench.match(wanted, columns, feature.values, layer, feature.fid),
            found[best.match, default: []].count < limit
          else { return }
          found[best.match, default: []].append(best)
          if found[.whole]?.count == limit { throw Enough() }
        }
      }
    } catch is Enough {}
    let all = [FoundFeature.Match.whole, .beginning, .part].flatMap { found[$0] ?? [] }
    return Array(all.prefix(limit))
  }

  /// The best match of a text among the values of a feature; of equal ones the first column's.
  private static func match(
    _ wanted: String, _ columns: [Column], _ values: [Value], _ layer: String, _ fid: Int64
  ) -> FoundFeature? {
    var best: FoundFeature?
    for (column, value) in zip(columns, values) {
      guard let text = value.string else { continue }
      let small = text.lowercased()
      let match: FoundFeature.Match
      if small == wanted {
        match = .whole
      } else if small.hasPrefix(wanted) {
        match = .beginning
      } else if small.contains(wanted) {
        match = .part
      } else {
        continue
      }
      if let best, best.match <= match { continue }
      best = FoundFeature(layer: layer, fid: fid, field: column.name, value: text, match: match)
    }
    return best
  }
}
