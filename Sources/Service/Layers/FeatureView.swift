import Geometry
import Groundwork
import Records
import Storage
import Survey

/// `/api/layers/{name}/features/{fid}`: all attributes of one feature.
struct FeatureView: Encodable {
  struct Entry: Encodable {
    var name: String
    var value: JSONValue
  }

  var layer: String
  var fid: Int64
  /// West, south, east, north in degrees.
  @Nullable var bounds: [Double]?
  /// Official area.
  @Nullable var area: Area?
  @Nullable var areaPlanar: Area?
  var values: [Entry]
  /// The names of fields that whoever asks may not see.
  var withheld: [String]
}

extension FeatureView {
  init(
    _ feature: Feature, _ fields: VisibleFields, layer: String, projection: MapProjection?
  ) throws {
    self.layer = layer
    fid = feature.fid
    bounds = try feature.geometry?.bounds.flatMap { try projection?.degrees($0) }
    let finder = FieldFinder(fields.columns)
    let shown = fields.places.map { feature.values[$0] }
    func area(_ field: OwnField) -> Area? {
      finder[field].flatMap { shown[$0].int64 }.map(Area.init(hundredths:))
    }
    self.area = area(.area)
    areaPlanar = area(.planarArea)
    withheld = fields.withheld
    values = zip(fields.columns, shown).map { Entry(name: $0.name, value: JSONValue($1)) }
  }
}

/// An attribute value as JSON. NaN and infinity, which JSON cannot express, become null.
enum JSONValue: Encodable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)

  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .real(let number): self = number.isFinite ? .real(number) : .null
    case .text(let text): self = .text(text)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .integer(let number): try container.encode(number)
    case .real(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}
