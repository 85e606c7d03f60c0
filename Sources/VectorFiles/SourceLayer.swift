import CGDAL
import Geometry
import Groundwork

/// One attribute field of a source layer.
public struct SourceColumn: Sendable, Hashable {
  public var name: String
  public var type: ColumnType
  /// Binary values are not carried over; such a column is always null.
  public var isBinary: Bool
  let fieldType: OGRFieldType
}

/// One layer of a vector file.
public struct SourceLayer: Sendable {
  public let name: String
  public let columns: [SourceColumn]
  /// The geometry type as GDAL names it, such as `Multi Polygon`; `None` for a table.
  public let geometryType: String
  /// Whether features may be polygons: a polygon type, or a type that may hold anything.
  public let mayHavePolygons: Bool
  /// The number of features that the file claims, `nil` where counting would mean reading it all.
  public let featureCount: Int?
  /// `nil` if the layer does not say.
  public let crs: SourceCRS?
  /// Where the layer is in the source.
  let member: Int
  let index: Int32

  init(_ handle: OGRLayerH, member: Int, index: Int32) {
    self.member = member
    self.index = index
    name = String(cString: OGR_L_GetName(handle))
    let type = OGR_L_GetGeomType(handle)
    geometryType = String(cString: OGRGeometryTypeToName(type))
    mayHavePolygons = SourceLayer.mayHavePolygons(type)
    let count = OGR_L_GetFeatureCount(handle, 0)
    featureCount = count < 0 ? nil : Int(count)
    crs = SourceCRS(OGR_L_GetSpatialRef(handle))
    columns = SourceLayer.columns(of: handle)
  }

  private static func mayHavePolygons(_ type: OGRwkbGeometryType) -> Bool {
    switch OGR_GT_Flatten(type) {
    case wkbUnknown, wkbPolygon, wkbMultiPolygon, wkbGeometryCollection, wkbCurvePolygon,
      wkbMultiSurface, wkbSurface:
      true
    default: false
    }
  }

  private static func columns(of handle: OGRLayerH) -> [SourceColumn] {
    guard let definition = OGR_L_GetLayerDefn(handle) else { return [] }
    return (0..<OGR_FD_GetFieldCount(definition)).compactMap { index in
      guard let field = OGR_FD_GetFieldDefn(definition, index) else { return nil }
      let type: ColumnType =
        switch OGR_Fld_GetType(field) {
        case OFTInteger, OFTInteger64: .integer
        case OFTReal: .real
        default: .text
        }
      return SourceColumn(
        name: String(cString: OGR_Fld_GetNameRef(field)), type: type,
        isBinary: OGR_Fld_GetType(field) == OFTBinary, fieldType: OGR_Fld_GetType(field))
    }
  }

  /// The position of the field with one of these names, the first name that fits, whatever its case.
  ///
  /// A name longer than ten letters is also found under its first ten, as a Shapefile cuts it.
  public func column(_ names: [String]) -> Int? {
    for name in names {
      if let index = columns.firstIndex(where: { $0.name.uppercased() == name.uppercased() }) {
        return index
      }
      let cut = name.uppercased().prefix(10)
      if name.count > 10,
        let index = columns.firstIndex(where: { $0.name.uppercased() == cut })
      {
        return index
      }
    }
    return nil
  }
}
