import Geodesy
import Geometry
import Groundwork
import VectorFiles

extension CoordinateText {
  /// Writes the parcels as a layer of a GeoPackage, x = easting; those that are no polygons become
  /// features without geometry, which an import sets aside.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `export.not-written`; ``Groundwork/Cancelled``.
  public func copyParcels(
    to path: String, cancellation: Cancellation = Cancellation()
  ) throws -> ExchangeCopy {
    let crs = try crsDefinition.map { try CoordinateReferenceSystem($0) }
    let others = parcels.map(\.others.count).max() ?? 0
    let writer = try VectorWriter(path, format: .geoPackage)
    try writer.begin(
      VectorTable(
        name: CoordinateText.layerName, title: "地块坐标", geometry: .multiPolygon,
        fields: CoordinateText.fields(others: others)),
      wkt: crs.map { $0.wkt1() ?? $0.wkt })
    for (index, parcel) in parcels.enumerated() {
      if index % 256 == 0 { try cancellation.check() }
      let wkb =
        outline(of: parcel).rings.map { RingNesting.wkb(RingNesting.polygons($0)) } ?? []
      let texts = [
        parcel.number, parcel.name, parcel.use, parcel.landClass, parcel.level, parcel.sheet,
        parcel.shape,
      ]
      let tail = parcel.others + [String](repeating: "", count: others - parcel.others.count)
      let values: [Value] =
        texts.map { $0.map { .text($0) } ?? .null }
        + [parcel.statedArea.map { .real($0.value) } ?? .null]
        + tail.map { $0.isEmpty ? .null : .text($0) }
      try wkb.withUnsafeBytes { try writer.append(Int64(index + 1), wkb: $0, values) }
    }
    try writer.end()
    try writer.close()
    return ExchangeCopy(crs: crsDefinition, diagnostics: try findings())
  }

  private static func fields(others: Int) -> [VectorTable.Field] {
    let texts = [
      ("DKBH", "地块编号"), ("DKMC", "地块名称"), ("DKYT", "地块用途"), ("DLBM", "地类编码"),
      ("DSDX", "地上/地下"), ("TFH", "图幅号"), ("JXLX", "点/线/面"),
    ]
    return texts.map { VectorTable.Field(Column($0, .text), title: $1) }
      + [VectorTable.Field(Column("DKMJ_GQ", .real), title: "注明面积（公顷）")]
      + (0..<others).map { index in
        VectorTable.Field(Column("QT\(index + 1)", .text), title: "其他 \(index + 1)")
      }
  }
}
