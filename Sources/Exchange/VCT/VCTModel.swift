import Groundwork

/// The head of a VCT file (文件头): keys and values in the order of the file.
public struct VCTHeader: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var value: String

    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  public var entries: [Entry]

  public init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  /// The value of a key, whatever its case.
  public subscript(key: String) -> String? {
    entries.first { $0.key.lowercased() == key.lowercased() }?.value
  }

  /// What stands between the values of a row; a comma unless the head says otherwise.
  public var separator: String {
    let stated = self["Separator"] ?? ","
    return stated.isEmpty ? "," : stated
  }

  /// Whether coordinates are plane coordinates, easting first.
  public var isPlane: Bool { (self["CoordinateSystemType"] ?? "P").uppercased() == "P" }
}

/// What a feature of a VCT file is drawn as.
public enum VCTKind: String, Sendable, CaseIterable {
  case point = "Point"
  case line = "Line"
  case polygon = "Polygon"
  case annotation = "Annotation"

  init?(named name: String) {
    guard
      let kind = VCTKind.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
    else { return nil }
    self = kind
  }
}

/// A row of the table of feature codes (要素类型参数).
public struct VCTFeatureClass: Hashable, Sendable {
  /// The feature code (要素代码, YSDM).
  public var code: String
  public var name: String
  public var kind: VCTKind
  /// The attribute table; `NoneGeometry` for lines that only bound polygons.
  public var table: String

  public init(code: String, name: String, kind: VCTKind, table: String) {
    self.code = code
    self.name = name
    self.kind = kind
    self.table = table
  }

  /// The lines that bound polygons and are no features themselves (独立面线).
  public static let boundary = VCTFeatureClass(
    code: "1099000000", name: "独立面线", kind: .line, table: "NoneGeometry")
}

/// The type of an attribute field.
public enum VCTFieldType: Hashable, Sendable {
  case char(Int)
  case varchar
  case int(Int)
  case float(width: Int, decimals: Int)
  case date(Int)
  case varbin

  /// As in a line of the table structure after the field's name: `Float`, `15`, `2`.
  init?(_ parts: [String]) {
    let numbers = parts.dropFirst().map { Int($0) }
    let first = numbers.first ?? nil
    let second = numbers.count > 1 ? numbers[1] : nil
    switch parts.first?.lowercased() {
    case "char": self = .char(first ?? 255)
    case "varchar", "text": self = .varchar
    case "int", "integer": self = .int(first ?? 10)
    case "float", "double": self = .float(width: first ?? 20, decimals: second ?? 4)
    case "date": self = .date(first ?? 8)
    case "varbin": self = .varbin
    default: return nil
    }
  }

  func text(_ separator: String) -> String {
    let parts: [String] =
      switch self {
      case .char(let width): ["Char", String(width)]
      case .varchar: ["Varchar"]
      case .int(let width): ["Int", String(width)]
      case .float(let width, let decimals): ["Float", String(width), String(decimals)]
      case .date(let width): ["Date", String(width)]
      case .varbin: ["Varbin"]
      }
    return parts.joined(separator: separator)
  }

  /// The type of the column that holds such values.
  public var columnType: ColumnType {
    switch self {
    case .int: .integer
    case .float: .real
    case .char, .varchar, .date, .varbin: .text
    }
  }
}

public struct VCTField: Hashable, Sendable {
  public var name: String
  public var type: VCTFieldType

  public init(_ name: String, _ type: VCTFieldType) {
    self.name = name
    self.type = type
  }
}

/// The structure of an attribute table (属性表结构).
public struct VCTTable: Hashable, Sendable {
  public var name: String
  public var fields: [VCTField]

  public init(_ name: String, _ fields: [VCTField]) {
    self.name = name
    self.fields = fields
  }
}

/// A position: easting, northing, and the height where the file has three dimensions.
public struct VCTPoint: Hashable, Sendable {
  public var x: WrittenNumber
  public var y: WrittenNumber
  public var z: WrittenNumber?

  public init(x: WrittenNumber, y: WrittenNumber, z: WrittenNumber? = nil) {
    self.x = x
    self.y = y
    self.z = z
  }

  func isAt(_ other: VCTPoint) -> Bool { x.value == other.x.value && y.value == other.y.value }

  func text(_ separator: String) -> String {
    [x, y].map(\.text).joined(separator: separator) + (z.map { separator + $0.text } ?? "")
  }
}

/// What all objects begin with.
public struct VCTObjectHead: Hashable, Sendable {
  /// The number of the object in the file (对象标识码), to which its row refers.
  public var id: Int64
  /// The feature code.
  public var code: String
  public var style: String

  public init(id: Int64, code: String, style: String = "unknown") {
    self.id = id
    self.code = code
    self.style = style
  }
}

public struct VCTPointObject: Hashable, Sendable {
  public var head: VCTObjectHead
  /// 1 for a single point.
  public var type: String
  public var points: [VCTPoint]
}

public struct VCTLine: Hashable, Sendable {
  /// A run of points joined by straight edges (折线, segment type 11).
  public struct Segment: Hashable, Sendable {
    public var type: String
    public var points: [VCTPoint]
  }

  public var head: VCTObjectHead
  public var type: String
  public var segments: [Segment]

  public init(head: VCTObjectHead, points: [VCTPoint]) {
    self.head = head
    type = "1"
    segments = [Segment(type: VCTLine.polyline, points: points)]
  }

  init(head: VCTObjectHead, type: String, segments: [Segment]) {
    self.head = head
    self.type = type
    self.segments = segments
  }

  static let polyline = "11"
}

public struct VCTPolygon: Hashable, Sendable {
  public enum Outline: Hashable, Sendable {
    /// Numbers of lines, negative where the line runs the other way; 0 stands between rings (type 21).
    case lines([Int64])
    /// Rings of points (type 11).
    case rings([[VCTPoint]])
  }

  public var head: VCTObjectHead
  /// 100 for a polygon.
  public var type: String
  /// A point inside, at which the label stands.
  public var label: VCTPoint
  public var outline: Outline

  public init(head: VCTObjectHead, label: VCTPoint, lines: [Int64]) {
    self.head = head
    type = "100"
    self.label = label
    outline = .lines(lines)
  }

  init(head: VCTObjectHead, type: String, label: VCTPoint, outline: Outline) {
    self.head = head
    self.type = type
    self.label = label
    self.outline = outline
  }

  static let byLines = "21"
  static let byPoints = "11"
}

public struct VCTAnnotation: Hashable, Sendable {
  public var head: VCTObjectHead
  public var type: String
  public var text: String
  public var position: VCTPoint
  /// As the file has it, in degrees.
  public var angle: String
}
