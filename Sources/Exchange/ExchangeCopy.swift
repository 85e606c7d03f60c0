import Geodesy
import Geometry
import Groundwork
import VectorFiles

/// A copy of an exchange file in a format that GDAL reads, for the road that all files go.
public struct ExchangeCopy: Sendable {
  /// The coordinate system that the file names, as `EPSG:4528`.
  public var crs: String?
  /// What is wrong with the file, each with its line, and what it holds besides.
  public var diagnostics: [Diagnostic]
}

extension VCTFile {
  /// Writes the polygons with their rows as layers of a GeoPackage, one for each table that has any.
  ///
  /// The numbers of the objects are those of the features. A row whose polygon is missing or broken
  /// becomes a feature without geometry, which an import sets aside.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `vct.no-polygons`, `export.not-written`;
  ///   ``Groundwork/Cancelled``.
  public func copyPolygons(
    to path: String, cancellation: Cancellation = Cancellation()
  ) throws -> ExchangeCopy {
    let crs = try header.crsDefinition.map { try CoordinateReferenceSystem($0) }
    let wkt = crs.map { $0.wkt1() ?? $0.wkt }
    let tables = polygonTables.filter { table in
      rowCount(table.name) > 0 || count(.polygon) > 0
    }
    let writer = try VectorWriter(path, format: .geoPackage)
    var written = 0
    for table in tables {
      let fields = VCTFile.columns(of: table)
      var isBegun = false
      var seen: Set<Int64> = []
      try forEachFeature(in: table, cancellation: cancellation) { feature in
        if !isBegun {
          let title =
            classes.first {
              $0.kind == .polygon && $0.table.lowercased() == table.name.lowercased()
            }?.name ?? table.name
          try writer.begin(
            VectorTable(name: table.name, title: title, geometry: .multiPolygon, fields: fields),
            wkt: wkt)
          isBegun = true
        }
        guard seen.insert(feature.id).inserted else { return }
        let wkb = feature.rings.map { RingNesting.wkb(RingNesting.polygons($0)) } ?? []
        try wkb.withUnsafeBytes { try writer.append(feature.id, wkb: $0, feature.values) }
        written += 1
      }
      if isBegun { try writer.end() }
    }
    guard written > 0 else {
      throw nothingToCopy()
    }
    try writer.close()
    return ExchangeCopy(crs: header.crsDefinition, diagnostics: diagnostics + notes())
  }

  /// Why no polygon can be copied: the first fault of the file, if it has any.
  private func nothingToCopy() -> Diagnostic {
    let fault = diagnostics.first { $0.severity != .info }
    let why = fault?.message ?? Localized(zh: "没有面要素的属性行。", en: "No row belongs to a polygon.")
    return Diagnostic(
      code: "vct.no-polygons",
      count(.polygon) == 0 && fault == nil
        ? Localized(zh: "VCT 文件中没有面要素。", en: "The VCT file has no polygons.")
        : Localized(
          zh: "VCT 文件中没有可用的面要素：\(why.zh)", en: "No polygon of the VCT file can be used. \(why.en)"),
      remedy: Localized(
        zh: "核对文件是否完整，按行号改正后再导入。",
        en: "Check that the file is complete; correct the line that is named."), file: path)
  }

  /// What the copy leaves out, and that the coordinate system is not told.
  private func notes() -> [Diagnostic] {
    var notes: [Diagnostic] = []
    let bounding = Set(classes.filter { $0.table.lowercased() == "nonegeometry" }.map(\.code))
    let lines = classes.filter { $0.kind == .line && !bounding.contains($0.code) }
    if count(.point) + count(.annotation) > 0 || !lines.isEmpty {
      notes.append(
        Diagnostic(
          .info, code: "vct.polygons-only",
          Localized(
            zh: "只导入面；点 \(count(.point)) 个、注记 \(count(.annotation)) 个和线状要素未导入。",
            en: "Only polygons are imported, not the \(count(.point)) points, the "
              + "\(count(.annotation)) annotations and lines."), file: path))
    }
    if header.crsDefinition == nil {
      notes.append(
        Diagnostic(
          .warning, code: "vct.crs-unknown",
          Localized(
            zh: "文件头的坐标系（Spheroid、Parameters）不能对应到已知的高斯-克吕格投影。",
            en:
              "The coordinate system in the head (Spheroid, Parameters) is no known Gauss-Krüger one."
          ),
          remedy: Localized(
            zh: "用 --crs 注明坐标系，例如 --crs EPSG:4528。",
            en: "Name it with --crs, as in --crs EPSG:4528."), file: path))
    }
    return notes
  }

  /// The columns of a table under names that a GeoPackage takes.
  private static func columns(of table: VCTTable) -> [VectorTable.Field] {
    var taken: Set<String> = ["fid", "geom"]
    return table.fields.enumerated().map { index, field in
      let base = field.name.isEmpty ? "field_\(index + 1)" : field.name
      var name = base
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        name = "\(base)_\(number)"
        number += 1
      }
      return VectorTable.Field(Column(name, field.type.columnType), title: field.name)
    }
  }
}
