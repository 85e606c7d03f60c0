import Foundation
import Geometry
import Groundwork

/// Writes polygons as closed lines with a text each: DXF of release 12 (AC1009), which every drawing
/// program opens.
///
/// Coordinates are those of the survey, easting first, in metres. Characters beyond ASCII are written as
/// `\U+6C34`. Everything is written beside its place; ``close()`` moves it there.
public final class DXFWriter {
  private let out: LineOutput

  /// - Parameters:
  ///   - layers: the names of the layers; letters, digits, `-`, `_` and `$` of ASCII, others become
  ///     `_`.
  /// - Throws: ``Groundwork/Diagnostic`` `export.not-written`.
  public init(_ path: String, layers: [String]) throws {
    out = try LineOutput(path, end: "\r\n")
    try group(0, "SECTION")
    try group(2, "HEADER")
    try group(9, "$ACADVER")
    try group(1, "AC1009")
    try group(0, "ENDSEC")
    try group(0, "SECTION")
    try group(2, "TABLES")
    try group(0, "TABLE")
    try group(2, "LAYER")
    try group(70, String(layers.count))
    for (index, layer) in layers.enumerated() {
      try group(0, "LAYER")
      try group(2, DXFWriter.plain(layer))
      try group(70, "0")
      // The seven colours that all programs have.
      try group(62, String(index % 7 + 1))
      try group(6, "CONTINUOUS")
    }
    try group(0, "ENDTAB")
    try group(0, "ENDSEC")
    try group(0, "SECTION")
    try group(2, "ENTITIES")
  }

  /// Writes the rings of a geometry, and a text within it unless that is empty.
  ///
  /// - Parameter textHeight: in metres.
  public func polygon(
    _ geometry: MultiPolygon, layer: String, text: String, textHeight: Double
  ) throws {
    let name = DXFWriter.plain(layer)
    for ring in SharedBoundaries.rings(of: geometry) {
      try group(0, "POLYLINE")
      try group(8, name)
      try group(66, "1")
      // Closed.
      try group(70, "1")
      try position(Position(x: 0, y: 0))
      for point in ring {
        try group(0, "VERTEX")
        try group(8, name)
        try group(10, WrittenNumber(mantissa: point.x, decimals: 4).text)
        try group(20, WrittenNumber(mantissa: point.y, decimals: 4).text)
        try group(30, "0.0")
      }
      try group(0, "SEQEND")
    }
    guard !text.isEmpty, let place = LabelPoint.of(geometry) else { return }
    try group(0, "TEXT")
    try group(8, name)
    try position(place)
    try group(40, String(textHeight))
    try group(1, DXFWriter.escaped(text))
  }

  /// Ends the drawing and moves it into its place.
  public func close() throws {
    try group(0, "ENDSEC")
    try group(0, "EOF")
    try out.close()
  }

  private func position(_ place: Position) throws {
    try group(10, WrittenNumber(place.x, decimals: 4)?.text ?? "0.0")
    try group(20, WrittenNumber(place.y, decimals: 4)?.text ?? "0.0")
    try group(30, "0.0")
  }

  private func group(_ code: Int, _ value: String) throws {
    try out.line(Array(String(code).utf8))
    try out.line(Array(value.utf8))
  }

  static func plain(_ name: String) -> String {
    String(
      name.map { character in
        character.isASCII
          && (character.isLetter || character.isNumber || "-_$".contains(character))
          ? character : "_"
      })
  }

  static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      if scalar.value < 0x20 { return " " }
      if scalar.value < 0x7F { return String(scalar) }
      // Beyond the basic plane there is no escape.
      guard scalar.value <= 0xFFFF else { return "?" }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\U+" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
