import Groundwork

/// A text of boundary points as it is handed in with a project (报备坐标): `[属性描述]`, optionally
/// `[项目信息]`, and the parcels of `[地块坐标]`.
///
/// No standard that could be found fixes the format; what is read and written follows several
/// independent programs. What is not understood is kept and written back. The first number of a point
/// is the northing X, the second the easting Y.
public struct CoordinateText: Sendable {
  /// A line `key=value`.
  public struct Entry: Hashable, Sendable {
    public var key: String
    public var value: String

    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// A part under a name in brackets, other than the coordinates.
  public struct Section: Hashable, Sendable {
    public var name: String
    public var entries: [Entry]

    public init(_ name: String, _ entries: [Entry]) {
      self.name = name
      self.entries = entries
    }
  }

  public struct Point: Hashable, Sendable {
    /// `J1`; some programs write the number alone.
    public var name: String
    /// 1 for the outer ring; holes and further parts have others.
    public var ring: Int
    public var northing: WrittenNumber
    public var easting: WrittenNumber

    public init(name: String, ring: Int, northing: WrittenNumber, easting: WrittenNumber) {
      self.name = name
      self.ring = ring
      self.northing = northing
      self.easting = easting
    }
  }

  /// One parcel (地块).
  public struct Parcel: Hashable, Sendable {
    /// What stands before `@`: number of points, area (hm²), number, name, 点/线/面, sheet, use, class
    /// or 地上/地下; further ones are kept as they are.
    public var fields: [String]
    public var points: [Point]
    /// The line of the file.
    public var line: Int
    /// Whether a point could not be read, so that the outline is not known.
    public internal(set) var isBroken = false

    public init(fields: [String], points: [Point], line: Int = 0) {
      self.fields = fields
      self.points = points
      self.line = line
    }

    func field(_ index: Int) -> String? {
      guard index < fields.count else { return nil }
      let text = fields[index].trimmingSpaces
      return text.isEmpty ? nil : text
    }

    public var statedCount: Int? { field(0).flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }
    /// The area as it is stated, in hm².
    public var statedArea: WrittenNumber? { field(1).flatMap { WrittenNumber($0) } }
    /// 地块编号.
    public var number: String? { field(2) }
    /// 地块名称.
    public var name: String? { field(3) }
    /// 点, 线 or 面.
    public var shape: String? { field(4) }
    /// 图幅号.
    public var sheet: String? { field(5) }
    /// 地块用途.
    public var use: String? { field(6) }
    /// The eighth field where it is a class (地类编码); other programs write 地上 or 地下 there.
    public var landClass: String? { field(7).flatMap { $0.first?.isNumber == true ? $0 : nil } }
    /// The eighth field where it is no class.
    public var level: String? { field(7).flatMap { $0.first?.isNumber == true ? nil : $0 } }
    /// Fields of unknown meaning behind the eighth.
    public var others: [String] { Array(fields.dropFirst(8)) }

    /// How it is named in messages: by its number, its name or its line.
    public var label: String { number ?? name ?? "\(line)" }

    /// The points by rings, in the order in which the rings begin.
    public var rings: [[Point]] {
      var order: [Int] = []
      var byRing: [Int: [Point]] = [:]
      for point in points {
        if byRing[point.ring] == nil { order.append(point.ring) }
        byRing[point.ring, default: []].append(point)
      }
      return order.compactMap { byRing[$0] }
    }
  }

  public var sections: [Section]
  public var parcels: [Parcel]
  public var encoding: TextEncoding
  /// What ends a line.
  public var lineEnd: String
  /// What is wrong with the text, each with its line.
  public internal(set) var diagnostics: [Diagnostic] = []
  let path: String

  public init(
    sections: [Section], parcels: [Parcel], encoding: TextEncoding = .gbk, lineEnd: String = "\r\n",
    path: String = "-"
  ) {
    self.sections = sections
    self.parcels = parcels
    self.encoding = encoding
    self.lineEnd = lineEnd
    self.path = path
  }

  /// The value of a key of `[属性描述]`; `nil` where it is absent or empty.
  public func attribute(_ key: String) -> String? {
    sections.first { $0.name == CoordinateText.attributes }?.entries
      .first { $0.key == key && !$0.value.isEmpty }?.value
  }

  static let attributes = "属性描述"
  static let project = "项目信息"
  static let coordinates = "地块坐标"

  /// Whether a file begins as one of these does, in UTF-8 or GBK.
  public static func recognises(_ head: [UInt8]) -> Bool {
    head.withUnsafeBytes { bytes in
      var lines = TextLines(bytes, from: bytes.starts(with: TextEncoding.mark) ? 3 : 0)
      while let line = lines.next() {
        guard line.bytes.first == UInt8(ascii: "[") else { continue }
        for encoding in [TextEncoding.utf8, .gbk] {
          if let text = encoding.text(line.bytes),
            ["[\(attributes)]", "[\(coordinates)]"].contains(text)
          {
            return true
          }
        }
      }
      return false
    }
  }

  /// The coordinate system that `[属性描述]` names; `nil` where it names none of the Gauss-Krüger
  /// systems of China.
  ///
  /// The zone is that of 带号, else the one in front of the eastings.
  public var crsDefinition: String? {
    guard let name = attribute("坐标系") else { return nil }
    let datum: VCTDatum? =
      name.contains("2000")
      ? .cgcs2000
      : name.contains("80") ? .xian1980 : name.contains("54") ? .beijing1954 : nil
    let width = attribute("几度分带").flatMap { Int($0.filter(\.isNumber)) } ?? 3
    let prefix = easting.map { Int($0 / 1_000_000) }.flatMap { $0 > 0 ? $0 : nil }
    guard let datum, let zone = attribute("带号").flatMap({ Int($0) }) ?? prefix,
      (1...60).contains(zone)
    else { return nil }
    let meridian = width == 3 ? zone * 3 : zone * 6 - 3
    let falseEasting = prefix == nil ? 500_000 : Double(zone) * 1_000_000 + 500_000
    return datum.epsg(meridian: meridian, falseEasting: falseEasting, width: width)
      .map { "EPSG:\($0)" }
  }

  /// The easting of the first point; of a text that has the easting first, the first number.
  private var easting: Double? {
    parcels.first { !$0.points.isEmpty }?.points.first.map {
      isEastingFirst($0) ? $0.northing.value : $0.easting.value
    }
  }

  /// Whether the numbers of a point are the other way round, by their size: northings in China have
  /// seven digits, eastings eight with the zone and six without.
  func isEastingFirst(_ point: Point) -> Bool {
    func isNorthing(_ value: Double) -> Bool { (1_000_000..<10_000_000).contains(value) }
    return !isNorthing(point.northing.value) && isNorthing(point.easting.value)
  }
}
