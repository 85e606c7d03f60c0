import Foundation

/// A geometry of a case file: its polygons, in the file's own coordinates.
struct CaseGeometry {
  typealias Point = SIMD2<Double>

  /// Polygon by polygon the rings, closed as in the file; the outer one first.
  var polygons: [[[Point]]] = []
  /// Whether it is a Polygon, a MultiPolygon or a collection of nothing else.
  var isPolygonal = false

  struct Unreadable: Error {
    var reason: String
  }

  /// Reads well-known text, or well-known binary in hexadecimal digits.
  init(_ text: String) throws {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if let first = trimmed.utf8.first, first == UInt8(ascii: "0") {
      var reader = try BinaryReader(hexadecimal: trimmed)
      self = try reader.geometry()
    } else {
      var reader = TextReader(trimmed)
      self = try reader.geometry()
    }
  }

  private init(polygons: [[[Point]]], isPolygonal: Bool) {
    self.polygons = polygons
    self.isPolygonal = isPolygonal
  }

  fileprivate static let nothing = CaseGeometry(polygons: [], isPolygonal: false)

  fileprivate static func collection(_ members: [CaseGeometry], asks: Bool) -> CaseGeometry {
    CaseGeometry(
      polygons: members.flatMap(\.polygons),
      isPolygonal: asks ? !members.isEmpty && members.allSatisfy(\.isPolygonal) : true)
  }

  fileprivate static func polygon(_ rings: [[Point]]) -> CaseGeometry {
    let present = rings.filter { !$0.isEmpty }
    return CaseGeometry(polygons: present.isEmpty ? [] : [present], isPolygonal: true)
  }

  var points: [Point] { polygons.flatMap { $0.flatMap { $0 } } }
}

/// Well-known text: words, numbers and brackets.
private struct TextReader {
  private let tokens: [Substring]
  private var next = 0

  init(_ text: String) {
    var found: [Substring] = []
    var start: String.Index?
    for index in text.indices {
      let character = text[index]
      let isMark = character == "(" || character == ")" || character == ","
      if isMark || character.isWhitespace {
        if let begun = start { found.append(text[begun..<index]) }
        start = nil
        if isMark { found.append(text[index...index]) }
      } else if start == nil {
        start = index
      }
    }
    if let begun = start { found.append(text[begun...]) }
    tokens = found
  }

  private mutating func take() throws -> Substring {
    guard next < tokens.count else { throw CaseGeometry.Unreadable(reason: "text ends") }
    defer { next += 1 }
    return tokens[next]
  }

  mutating func geometry() throws -> CaseGeometry {
    let type = try take().uppercased()
    while next < tokens.count, ["Z", "M", "ZM"].contains(tokens[next].uppercased()) { next += 1 }
    let isEmpty = next < tokens.count && tokens[next].uppercased() == "EMPTY"
    if isEmpty { next += 1 }
    switch type {
    case "POLYGON":
      return .polygon(isEmpty ? [] : try list { try $0.ring() })
    case "MULTIPOLYGON":
      let members = isEmpty ? [] : try list { try $0.memberPolygon() }
      return .collection(members, asks: false)
    case "GEOMETRYCOLLECTION":
      return .collection(isEmpty ? [] : try list { try $0.geometry() }, asks: true)
    case "POINT", "LINESTRING", "LINEARRING", "MULTIPOINT", "MULTILINESTRING", "CURVEPOLYGON",
      "MULTISURFACE", "CIRCULARSTRING", "COMPOUNDCURVE", "MULTICURVE":
      if !isEmpty { try skip() }
      return .nothing
    default:
      throw CaseGeometry.Unreadable(reason: "unknown type \(type)")
    }
  }

  private mutating func memberPolygon() throws -> CaseGeometry {
    if next < tokens.count, tokens[next].uppercased() == "EMPTY" {
      next += 1
      return .polygon([])
    }
    return .polygon(try list { try $0.ring() })
  }

  private mutating func ring() throws -> [CaseGeometry.Point] {
    if next < tokens.count, tokens[next].uppercased() == "EMPTY" {
      next += 1
      return []
    }
    return try list { try $0.point() }
  }

  private mutating func point() throws -> CaseGeometry.Point {
    var numbers: [Double] = []
    while next < tokens.count, tokens[next] != ",", tokens[next] != ")" {
      guard let number = Double(try take()) else {
        throw CaseGeometry.Unreadable(reason: "not a number: \(tokens[next - 1])")
      }
      numbers.append(number)
    }
    guard numbers.count >= 2 else { throw CaseGeometry.Unreadable(reason: "point") }
    return CaseGeometry.Point(numbers[0], numbers[1])
  }

  /// What stands between brackets, separated by commas.
  private mutating func list<T>(_ item: (inout TextReader) throws -> T) throws -> [T] {
    guard try take() == "(" else { throw CaseGeometry.Unreadable(reason: "no bracket") }
    var items = [try item(&self)]
    while true {
      switch try take() {
      case ",": items.append(try item(&self))
      case ")": return items
      case let other: throw CaseGeometry.Unreadable(reason: "unexpected \(other)")
      }
    }
  }

  private mutating func skip() throws {
    var depth = 0
    repeat {
      let token = try take()
      if token == "(" { depth += 1 }
      if token == ")" { depth -= 1 }
    } while depth > 0
  }
}

/// Well-known binary of any type, ISO or EWKB.
private struct BinaryReader {
  private let bytes: [UInt8]
  private var next = 0

  init(hexadecimal text: String) throws {
    let digits = try text.utf8.compactMap { byte -> UInt8? in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): return byte - UInt8(ascii: "0")
      case UInt8(ascii: "A")...UInt8(ascii: "F"): return byte - UInt8(ascii: "A") + 10
      case UInt8(ascii: "a")...UInt8(ascii: "f"): return byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        return nil
      default: throw CaseGeometry.Unreadable(reason: "not a hexadecimal digit")
      }
    }
    guard digits.count % 2 == 0 else { throw CaseGeometry.Unreadable(reason: "half a byte") }
    bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private mutating func bits(_ count: Int, bigEndian: Bool) throws -> UInt64 {
    guard next + count <= bytes.count else { throw CaseGeometry.Unreadable(reason: "bytes end") }
    let part = bytes[next..<next + count]
    next += count
    return bigEndian
      ? part.reduce(0) { $0 << 8 | UInt64($1) } : part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func geometry() throws -> CaseGeometry {
    let bigEndian = try bits(1, bigEndian: false) == 0
    var type = try bits(4, bigEndian: bigEndian)
    var dimensions = 2
    if type & 0x8000_0000 != 0 { dimensions += 1 }
    if type & 0x4000_0000 != 0 { dimensions += 1 }
    if type & 0x2000_0000 != 0 { next += 4 }
    type &= 0x1FFF_FFFF
    dimensions += [0, 1, 1, 2][Int(type / 1000 % 4)]
    func count(_ reader: inout BinaryReader) throws -> Int {
      Int(try reader.bits(4, bigEndian: bigEndian))
    }
    func points(_ reader: inout BinaryReader) throws -> [CaseGeometry.Point] {
      try (0..<(try count(&reader))).map { _ in
        let numbers = try (0..<dimensions).map { _ in
          Double(bitPattern: try reader.bits(8, bigEndian: bigEndian))
        }
        return CaseGeometry.Point(numbers[0], numbers[1])
      }
    }
    switch type % 1000 {
    case 1:
      next += 8 * dimensions
      return .nothing
    case 2:
      _ = try points(&self)
      return .nothing
    case 3:
      return .polygon(try (0..<(try count(&self))).map { _ in try points(&self) })
    case 4, 5:
      for _ in 0..<(try count(&self)) { _ = try geometry() }
      return .nothing
    case 6:
      return .collection(try (0..<(try count(&self))).map { _ in try geometry() }, asks: false)
    case 7:
      return .collection(try (0..<(try count(&self))).map { _ in try geometry() }, asks: true)
    default:
      throw CaseGeometry.Unreadable(reason: "unknown type \(type)")
    }
  }
}
