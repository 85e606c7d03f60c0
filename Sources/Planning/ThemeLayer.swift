/// Layers that say yes or no of a piece of ground (专题图层): it lies in one of their polygons or not.
///
/// A raw value is the role of the layer in a workspace. Without the layer the fact is missing, and
/// every rule that needs it is undecidable.
public enum ThemeLayer: String, Sendable, CaseIterable {
  /// Industrial parks (工业园区).
  case park
  /// Nature reserves (自然保护地).
  case reserve
  /// Management lines of rivers, lakes and reservoirs (河湖管理范围).
  case water
  /// High-standard farmland (高标准农田).
  case hsf
  /// Grain production zones (粮食生产功能区).
  case grain
  /// Industrial block lines (工业区块线).
  case industry
  /// Polluted land (污染地块).
  case pollution
  /// Forest rights of others (林权).
  case forest

  /// The field of `pieces` that the layer fills.
  public var fact: String {
    switch self {
    case .park: "in_park"
    case .reserve: "in_reserve"
    case .water: "in_water_line"
    case .hsf: "in_hsf"
    case .grain: "in_grain_zone"
    case .industry: "in_industrial_line"
    case .pollution: "polluted"
    case .forest: "forest_conflict"
    }
  }
}
