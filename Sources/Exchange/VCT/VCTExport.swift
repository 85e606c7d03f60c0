import Geodesy
import Geometry
import Groundwork

/// A layer that is written as VCT.
public struct VCTLayer {
  public typealias Take = (_ wkb: UnsafeRawBufferPointer?, _ values: [Value]) throws -> Void

  /// The name of the table, such as `DLTB`.
  public var name: String
  /// The name of the feature class, such as 地类图斑.
  public var title: String
  /// The feature code; `nil` for that of the table's name.
  public var code: String?
  public var columns: [Column]
  /// Goes through the rows; called several times, each time with the same rows in the same order.
  public var rows: (Take) throws -> Void

  public init(
    name: String, title: String, code: String? = nil, columns: [Column],
    rows: @escaping (Take) throws -> Void
  ) {
    self.name = name
    self.title = title
    self.code = code
    self.columns = columns
    self.rows = rows
  }
}

/// Writes layers of polygons as one VCT file: boundaries once, referred to by both neighbours.
///
/// Every layer is gone through at least five times instead of being held: extent and widths, nodes,
/// lines, polygons, rows. Memory is that of the nodes and the first edges of the lines.
public struct VCTExport {
  /// What was written of a layer.
  public struct Outcome: Sendable {
    public var table: String
    public var rows: Int
    /// Features without area, whose rows have no polygon.
    public var withoutArea: Int
    /// Field names with the number of values that the file holds only rounded.
    public var rounded: [String: Int]
    public var hasOwnCode: Bool
  }

  private struct Measured {
    var layer: VCTLayer
    var fields: [FieldMeasure]
    var rows = 0
    var withoutArea = 0
    var points = 0
    /// The feature codes that occur, in their order.
    var codes: [String] = []
    var code: String
    var hasOwnCode: Bool
    var codeColumn: Int?
    var boundaries: SharedBoundaries?
    var firstPolygon: Int64 = 0
    var rounded: [String: Int] = [:]

    /// The feature code of a row: its own YSDM if it is one.
    func code(of values: [Value]) -> String {
      guard let codeColumn, let own = values[codeColumn].string, VCTExport.isCode(own) else {
        return code
      }
      return own
    }
  }

  private var layers: [Measured]
  private var bounds: Bounds?
  private let cancellation: Cancellation
  private let encoding: TextEncoding

  private static func isCode(_ text: String) -> Bool {
    text.count == 10 && text.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Writes a file.
  ///
  /// - Parameters:
  ///   - crs: that of the coordinates; a Gauss-Krüger system of China.
  ///   - date: of the data, `20251231`.
  /// - Returns: what was written of each layer, and the characters that the encoding lacks and the texts
  ///   in which separators were replaced.
  /// - Throws: ``Groundwork/Diagnostic`` `vct.crs-unsupported`, `vct.geometry`, `export.not-written`;
  ///   ``Groundwork/Cancelled``.
  public static func write(
    _ layers: [VCTLayer], crs: CoordinateReferenceSystem, date: String, encoding: TextEncoding,
    to path: String, cancellation: Cancellation = Cancellation()
  ) throws -> (layers: [Outcome], missingCharacters: Int, replacedTexts: Int) {
    var export = try VCTExport(layers, encoding, cancellation)
    return try export.write(crs, date, to: path)
  }

  private init(
    _ layers: [VCTLayer], _ encoding: TextEncoding, _ cancellation: Cancellation
  ) throws {
    self.encoding = encoding
    self.cancellation = cancellation
    self.layers = layers.enumerated().map { number, layer in
      let code = layer.code ?? SurveyFields.codes[layer.name.uppercased()]
      return Measured(
        layer: layer, fields: layer.columns.map { FieldMeasure($0) },
        // No standard names the others; 9 is left to users.
        code: code ?? "9" + String(repeating: "0", count: 7) + String(100 + number).suffix(2),
        hasOwnCode: code == nil,
        codeColumn: layer.columns.firstIndex { $0.name.uppercased() == "YSDM" })
    }
    for index in layers.indices { try measure(index) }
  }

  /// Goes through the rows of a layer with their geometries on the survey grid.
  private func each(
    _ layer: VCTLayer,
    _ body: (_ row: Int, _ geometry: MultiPolygon, _ values: [Value]) throws -> Void
  ) throws {
    var row = 0
    try layer.rows { wkb, values in
      if row % 256 == 0 { try cancellation.check() }
      row += 1
      guard let wkb, !wkb.isEmpty else { return try body(row, MultiPolygon([]), values) }
      let geometry: MultiPolygon
      do throws(WKBError) {
        geometry = try WKB.decode(wkb)
      } catch {
        throw Diagnostic(
          code: "vct.geometry",
          Localized(
            zh: "几何不是面，VCT 导出只写面图层。",
            en: "The geometry is not a polygon; VCT export needs polygon layers."),
          remedy: Localized(zh: "用 --layer 选择面图层。", en: "Choose layers of polygons with --layer."),
          layer: layer.name, feature: String(row))
      }
      try body(row, geometry, values)
    }
  }

  private mutating func measure(_ index: Int) throws {
    var measured = layers[index]
    var bounds = bounds
    var codes: Set<String> = []
    try each(measured.layer) { _, geometry, values in
      measured.rows += 1
      let rings = SharedBoundaries.rings(of: geometry)
      if rings.isEmpty { measured.withoutArea += 1 }
      measured.points += rings.reduce(0) { $0 + $1.count }
      if let box = geometry.bounds { bounds = bounds?.union(box) ?? box }
      codes.insert(measured.code(of: values))
      for (position, value) in values.enumerated() {
        measured.fields[position].add(value, encoding)
      }
    }
    measured.codes = codes.sorted()
    self.bounds = bounds
    layers[index] = measured
  }

  private mutating func write(
    _ crs: CoordinateReferenceSystem, _ date: String, to path: String
  ) throws -> (layers: [Outcome], missingCharacters: Int, replacedTexts: Int) {
    let header = try VCTHeader(crs: crs, bounds: bounds, date: date)
    let writer = try VCTWriter(path, encoding: encoding, separator: header.separator)
    try writer.head(header)
    try writer.classes(
      layers.flatMap { measured in
        measured.codes.map {
          VCTFeatureClass(
            code: $0, name: measured.layer.title, kind: .polygon, table: measured.layer.name)
        }
      } + [.boundary])
    try writer.tables(
      layers.map { VCTTable($0.layer.name, $0.fields.map { VCTField($0.name, $0.type) }) })
    try writer.section("Point") {}
    var next: Int64 = 1
    try writer.section("Line") {
      for index in layers.indices { try writeLines(index, from: &next, to: writer) }
    }
    try writer.section("Polygon") {
      for index in layers.indices {
        layers[index].firstPolygon = next
        next += Int64(layers[index].rows)
        try writePolygons(layers[index], to: writer)
      }
    }
    try writer.section("Annotation") {}
    try writer.section("Attribute", isLast: true) {
      for index in layers.indices { try writeRows(index, to: writer) }
    }
    try writer.close()
    return (
      layers.map {
        Outcome(
          table: $0.layer.name, rows: $0.rows, withoutArea: $0.withoutArea, rounded: $0.rounded,
          hasOwnCode: $0.hasOwnCode && $0.codes.contains($0.code))
      }, writer.missingCharacters, writer.replacedTexts
    )
  }

  private mutating func writeLines(
    _ index: Int, from next: inout Int64, to writer: VCTWriter
  ) throws {
    let layer = layers[index].layer
    var boundaries = try SharedBoundaries(pointCount: layers[index].points) { take in
      try each(layer) { _, geometry, _ in try take(geometry) }
    }
    try each(layer) { _, geometry, _ in
      try boundaries.number(geometry, from: &next) { number, line in
        try writer.line(
          VCTLine(
            head: VCTObjectHead(id: number, code: VCTFeatureClass.boundary.code),
            points: line.map { point in
              VCTPoint(
                x: WrittenNumber(mantissa: point.x, decimals: 4),
                y: WrittenNumber(mantissa: point.y, decimals: 4))
            }))
      }
    }
    layers[index].boundaries = boundaries
  }

  private func writePolygons(_ measured: Measured, to writer: VCTWriter) throws {
    guard let boundaries = measured.boundaries else { return }
    try each(measured.layer) { row, geometry, values in
      let outline = boundaries.outline(of: geometry)
      guard !outline.isEmpty, let label = LabelPoint.of(geometry),
        let x = WrittenNumber(label.x, decimals: 6), let y = WrittenNumber(label.y, decimals: 6)
      else { return }
      try writer.polygon(
        VCTPolygon(
          head: VCTObjectHead(
            id: measured.firstPolygon + Int64(row - 1), code: measured.code(of: values)),
          label: VCTPoint(x: x, y: y), lines: outline))
    }
  }

  private mutating func writeRows(_ index: Int, to writer: VCTWriter) throws {
    let measured = layers[index]
    var rounded: [String: Int] = [:]
    try writer.line(measured.layer.name)
    try each(measured.layer) { row, _, values in
      let texts = zip(values, measured.fields).map { value, field in
        let text = field.text(value)
        if text.isRounded { rounded[field.name, default: 0] += 1 }
        return text.text
      }
      try writer.row(measured.firstPolygon + Int64(row - 1), texts)
    }
    try writer.line("TableEnd")
    layers[index].rounded = rounded
  }
}
