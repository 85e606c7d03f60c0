import Foundation
import Geometry
import Groundwork
import Programme

/// The answer to a question to the map (`zhitu.answer/1`): how it was understood, a table, and the
/// patches. Areas are in 0.01 m².
public struct MapAnswer: Encodable, Sendable {
  public struct Row: Encodable, Sendable {
    public var key: String
    public var name: Localized
    public var patches: Int
    public var area: Area
  }

  public struct Properties: Encodable, Sendable {
    public var id: String
    public var landClass: String
    public var village: String
    public var area: Area
    public var fid: Int64
  }

  public typealias Feature = GeoJSONFeature<Properties>

  public let type = GeoJSONName.collection
  public var schema = "zhitu.answer/1"
  public var engine = Program.engine
  public var synthetic: Bool
  /// The question as it was understood, part by part.
  public var understood: Localized
  public var epoch: String
  /// The layer that the patches stand in.
  public var layer: String
  public var patches: Int
  public var area: Area
  /// By village, town or class; by class where nothing was asked. The largest first.
  public var grouping: MapLexicon.Grouping
  public var rows: [Row]
  /// Patches that meet everything else, but whose value for a condition nobody recorded.
  public var undecided: Int
  public var undecidedArea: Area
  /// What has to be said about the answer.
  public var notes: [Localized]
  /// The largest patches; ``patches`` counts all of them.
  public var features: [Feature]

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}
