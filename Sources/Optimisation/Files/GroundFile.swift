import Groundwork
import YAMLFiles

/// The layer that a problem is about, and its fields.
public struct GroundFile: Hashable, Sendable {
  public var file: String
  public var layer: String?
  public var classField: String
  /// Slope in degrees, or what the ground costs for each square metre.
  public var valueField: String
  /// `nil` for the number of the feature.
  public var idField: String?

  /// - Parameter value: the key of the value field.
  init(_ node: YAMLNode, value: String) throws(Diagnostic) {
    let map = try node.mapping(["file", "layer", "class", value, "id"])
    file = try node.require("file", in: map).text()
    layer = try map["layer"]?.text()
    classField = try node.require("class", in: map).text()
    valueField = try node.require(value, in: map).text()
    idField = try map["id"]?.text()
  }
}

/// A choice of ground in blocks of a least size, on the ground of a vector file.
public struct ChoiceRequest: Hashable, Sendable {
  public enum LeastArea: Hashable, Sendable {
    case area(Area)
    /// Of all parcels of the classes.
    case percent(Double)
  }

  public var ground: GroundFile
  /// What the codes of the parcels begin with.
  public var classes: [String]
  public var leastArea: LeastArea
  public var leastBlock: Area
  /// Parcels that must or must not be chosen, by id.
  public var chosen: Set<String>
  public var excluded: Set<String>
  /// Where the request stands: `file:line`.
  public var place: String

  init(_ root: YAMLNode) throws(Diagnostic) {
    place = root.place
    let map = try root.mapping([
      "problem", "ground", "classes", "area_mu", "area_percent", "block_mu", "lock_in", "lock_out",
    ])
    ground = try GroundFile(root.require("ground", in: map), value: "cost")
    classes = try root.require("classes", in: map).texts()
    leastBlock = try root.require("block_mu", in: map).muArea()
    switch (map["area_mu"], map["area_percent"]) {
    case (let area?, nil): leastArea = .area(try area.muArea())
    case (nil, let percent?): leastArea = .percent(try percent.number(0...100))
    default:
      throw root.error(
        "missing-key", zh: "“area_mu”与“area_percent”须给出其一",
        en: "one of ‘area_mu’ and ‘area_percent’ must be given", field: "area_mu")
    }
    chosen = Set(try map["lock_in"]?.texts() ?? [])
    excluded = Set(try map["lock_out"]?.texts() ?? [])
    if let both = chosen.intersection(excluded).min() {
      throw root.error(
        "lock-twice", zh: "“\(both)”既锁定必选又锁定不选",
        en: "‘\(both)’ is both locked in and locked out", field: "lock_in")
    }
  }
}
