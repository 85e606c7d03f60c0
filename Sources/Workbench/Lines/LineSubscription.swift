import Foundation
import Geometry
import Groundwork
import Monitoring

/// A control line that comes from elsewhere (控制线订阅), such as from the planning “one map” (国土空间规划
/// “一张图”): where it is fetched, and every version that was taken.
public struct LineSubscription: Codable, Sendable {
  /// What a version changed. Areas are official ones.
  public struct Summary: Codable, Sendable, Hashable {
    public var added: Int
    public var removed: Int
    public var moved: Int
    public var restated: Int
    public var gained: Area
    public var lost: Area

    public var isEmpty: Bool { added + removed + moved + restated == 0 }
  }

  public struct Version: Codable, Sendable, Hashable {
    public var number: Int
    /// When it was taken, ISO 8601 in UTC.
    public var time: String
    public var takenBy: String
    /// The name or address of the file.
    public var file: String
    public var sha256: String
    public var features: Int
    /// Against the version before; against what the workspace had for the first one.
    public var changes: Summary
  }

  /// A role of the layer catalogue.
  public var role: String
  /// An address of the web or a path; empty where files are handed in.
  public var source: String
  /// The layer of the file; `nil` for the one that is known.
  public var layer: String?
  public var versions: [Version]
  /// Who named the source, and when (ISO 8601 in UTC); `nil` in workspaces of before.
  public var namedBy: String?
  public var namedAt: String?
}

/// A subscription and what the workspace has of it.
public struct LineStatus: Encodable, Sendable {
  public var role: String
  public var title: Localized
  public var source: String
  public var layer: String?
  public var versions: [LineSubscription.Version]
  public var namedBy: String?
  public var namedAt: String?
  /// Whether the layer of the workspace is the newest version: somebody may have imported another one.
  public var isCurrent: Bool
}

/// A version that was looked at (`zhitu.line-difference/1`).
public struct LineUpdate: Encodable, Sendable {
  public struct Item: Encodable, Sendable {
    public var id: String
    public var change: LineDifference.Change
    public var fields: [String]
  }

  public struct Properties: Encodable, Sendable {
    /// `gained` or `lost`.
    public var kind: String
    public var area: Area
  }

  public typealias Feature = GeoJSONFeature<Properties>

  public typealias Ground = GeoJSONCollection<Properties>

  public var schema = "zhitu.line-difference/1"
  public var role: String
  public var file: String
  public var sha256: String
  /// Whether the file is byte for byte that of the newest version.
  public var isSameFile: Bool
  public var features: Int
  public var setAside: Int
  public var changes: LineSubscription.Summary
  /// Fields that only the file has, or only the workspace; they are not compared.
  public var newFields: [String] = []
  public var missingFields: [String] = []
  /// The first ones; the summary counts all.
  public var items: [Item]
  public var ground: Ground
  /// Its number, if it was taken.
  public var version: Int?

  /// Names in snake case, keys sorted.
  public func json() throws -> [UInt8] { try [UInt8](DiagnosisDocument.encoder().encode(self)) }
}
