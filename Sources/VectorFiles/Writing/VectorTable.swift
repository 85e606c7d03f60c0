import Groundwork

/// What a table to be written is made of.
public struct VectorTable: Sendable {
  public struct Field: Sendable, Hashable {
    public var column: Column
    /// For people: the field's alias (别名).
    public var title: String
    /// The name where a format has no room for more than ten bytes; nil to cut the column's name.
    public var short: String?

    public init(_ column: Column, title: String, short: String? = nil) {
      self.column = column
      self.title = title
      self.short = short
    }
  }

  public enum Geometry: Sendable, Hashable {
    case none, multiPolygon, point, any
  }

  public var name: String
  public var title: String
  public var geometry: Geometry
  public var fields: [Field]

  public init(name: String, title: String, geometry: Geometry, fields: [Field]) {
    self.name = name
    self.title = title
    self.geometry = geometry
    self.fields = fields
  }
}

/// A format that a table can be written in.
public enum VectorFormat: String, Sendable, CaseIterable {
  case geoPackage = "gpkg"
  case fileGDB = "gdb"
  case shapefile = "shp"
  case geoJSON = "geojson"

  /// The format by the ending of a path; `nil` for another.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let ending = path[path.index(after: dot)...].lowercased().trimmingSuffix("/")
    self.init(rawValue: ending == "json" ? "geojson" : ending)
  }

  /// Whether one file holds several tables.
  public var holdsMany: Bool { self == .geoPackage || self == .fileGDB }

  var driver: String {
    switch self {
    case .geoPackage: "GPKG"
    case .fileGDB: "OpenFileGDB"
    case .shapefile: "ESRI Shapefile"
    case .geoJSON: "GeoJSON"
    }
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : String(self)
  }
}

/// What a format could not hold as it is. Nothing is lost without one of these.
public struct WritingLoss: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Codable {
    /// A field has another name in the file.
    case name
    /// A text was cut at the end.
    case cut
    /// A text held characters that the encoding does not have; `?` stands there.
    case character
    /// The format keeps no geometry, or none of this table.
    case geometry
    /// A whole number was written as a real number.
    case number
  }

  public var kind: Kind
  public var table: String
  public var field: String?
  /// What stands in the file instead, for a name.
  public var written: String?
  /// How many values are concerned.
  public var count: Int
  /// The number of the first feature concerned.
  public var first: Int64?

  public init(
    kind: Kind, table: String, field: String?, written: String?, count: Int, first: Int64?
  ) {
    self.kind = kind
    self.table = table
    self.field = field
    self.written = written
    self.count = count
    self.first = first
  }
}
