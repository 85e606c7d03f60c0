import Geometry
import Governance
import Groundwork

/// A requested change of the measures of a plan (JSON).
///
/// ```json
/// {"act": "draw", "geometry": {…}, "values": {"class": "0101"}}
/// {"act": "split", "numbers": [12], "seen": [4], "line": [[121.5, 29.9], …]}
/// {"act": "merge", "numbers": [12, 13], "seen": [4, 0]}
/// {"act": "copy", "layer": "survey_2023", "features": [812, 813], "values": {"class": "0101"}}
/// ```
public struct DrawingRequest: Decodable, Sendable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case draw, copy, split, cut, merge, reshape, set, remove, undo, redo
  }

  /// The attributes of measures; a missing one is unchanged, an empty text deletes the value.
  public struct Values: Codable, Sendable {
    public var id: String?
    /// The code of the class in the class system of the plan.
    public var `class`: String?
    public var element: String?
    public var project: String?
    public var projectName: String?
    /// 0 for none.
    public var stage: Int?
    /// In 分; negative for none.
    public var cost: Int64?

    public init(
      id: String? = nil, class: String? = nil, element: String? = nil, project: String? = nil,
      projectName: String? = nil, stage: Int? = nil, cost: Int64? = nil
    ) {
      self.id = id
      self.class = `class`
      self.element = element
      self.project = project
      self.projectName = projectName
      self.stage = stage
      self.cost = cost
    }
  }

  public var act: Kind
  public var numbers: [Int64]?
  /// The versions of the measures that the author saw, in the order of `numbers`.
  public var seen: [Int64]?
  /// In degrees.
  public var geometry: GeoJSONPolygon?
  /// Positions in degrees.
  public var line: [[Double]]?
  public var values: Values?
  /// The land-use layer whose patches are copied.
  public var layer: String?
  public var features: [Int64]?
  /// Copies every patch of this class with a point in `geometry`.
  public var copiedClass: String?
  /// The version of the drawing that the author knows; the answer contains all later changes.
  public var since: Int64?

  public init(
    _ act: Kind, numbers: [Int64]? = nil, seen: [Int64]? = nil, geometry: GeoJSONPolygon? = nil,
    line: [[Double]]? = nil, values: Values? = nil, layer: String? = nil,
    features: [Int64]? = nil, copiedClass: String? = nil
  ) {
    self.act = act
    self.numbers = numbers
    self.seen = seen
    self.geometry = geometry
    self.line = line
    self.values = values
    self.layer = layer
    self.features = features
    self.copiedClass = copiedClass
  }
}
