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
  /// The name as GDAL knows it, where it can be asked by it.
  let sourceName: String?
  /// The field of a Shapefile's table whose digits are read as they are written.
  let digits: DBFTable.Field?
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
  /// The layer's name with the folder or file that it lies in, as in `north/DLTB`, where the source is
  /// a folder or an archive; else its name.
  public let path: String
  /// The name of the file that a Shapefile without attribute table should have.
  public let missingTable: String?
  /// Where the layer is in the source.
  let member: Int
  let index: Int32
  /// The table of a Shapefile.
  let table: ShapefileTable?

  init(
    _ handle: OGRLayerH, member: Int, index: Int32, place: String, table: ShapefileTable?,
    decoder: TextDecoder
  ) {
    self.member = member
    self.index = index
    self.table = table
    let given = String(cString: OGR_L_GetName(handle))
    let name = place.isEmpty ? given : ZipNames.readable(given)
    self.name = name
    path = SourceLayer.path(of: name, in: place)
    missingTable = table.flatMap { $0.hasTable ? nil : $0.name + ".dbf" }
    let type = OGR_L_GetGeomType(handle)
    geometryType = String(cString: OGRGeometryTypeToName(type))
    mayHavePolygons = SourceLayer.mayHavePolygons(type)
    let count = OGR_L_GetFeatureCount(handle, 0)
    featureCount = count < 0 ? nil : Int(count) + (table?.leftOver.count ?? 0)
    crs = SourceCRS(OGR_L_GetSpatialRef(handle))
    columns = SourceLayer.columns(of: handle, table, decoder)
  }

  /// `north/DLTB.shp` with the layer `DLTB` is `north/DLTB`; `all.gpkg` with it is `all.gpkg/DLTB`.
  private static func path(of name: String, in place: String) -> String {
    guard !place.isEmpty else { return name }
    let parts = place.split(separator: "/").map(String.init)
    let file = parts.last ?? ""
    let stem = file.split(separator: ".").dropLast().joined(separator: ".")
    return ((stem == name ? Array(parts.dropLast()) : parts) + [name]).joined(separator: "/")
  }

  private static func mayHavePolygons(_ type: OGRwkbGeometryType) -> Bool {
    switch OGR_GT_Flatten(type) {
    case wkbUnknown, wkbPolygon, wkbMultiPolygon, wkbGeometryCollection, wkbCurvePolygon,
      wkbMultiSurface, wkbSurface:
      true
    default: false
    }
  }

  private static func columns(
    of handle: OGRLayerH, _ table: ShapefileTable?, _ decoder: TextDecoder
  ) -> [SourceColumn] {
    guard let definition = OGR_L_GetLayerDefn(handle) else { return [] }
    let count = OGR_FD_GetFieldCount(definition)
    return (0..<count).compactMap { index in
      guard let field = OGR_FD_GetFieldDefn(definition, index),
        let text = OGR_Fld_GetNameRef(field)
      else { return nil }
      let bytes = UnsafeBufferPointer(start: text, count: strlen(text))
      let raw = String(validating: UnsafeRawBufferPointer(bytes), as: UTF8.self)
      let name = decoder.name(bytes)
      var digits: DBFTable.Field?
      if let fields = table?.dbf?.fields, fields.count == count, fields[Int(index)].hasLongNumbers {
        digits = fields[Int(index)]
      }
      let type: ColumnType =
        switch OGR_Fld_GetType(field) {
        case OFTInteger, OFTInteger64: .integer
        case OFTReal: digits == nil ? .real : .text
        default: .text
        }
      return SourceColumn(
        name: name.isEmpty ? "field_\(index + 1)" : name, type: type,
        isBinary: OGR_Fld_GetType(field) == OFTBinary, fieldType: OGR_Fld_GetType(field),
        sourceName: raw.flatMap { $0.isEmpty ? nil : $0 }, digits: type == .text ? digits : nil)
    }
  }

  /// The position of the field with one of these names, the first name that fits: the field spelt just
  /// so if there is one, else whatever its case. Of fields with the same name it is the first.
  ///
  /// A name longer than ten letters is also found under its first ten, as a Shapefile cuts it.
  public func column(_ names: [String]) -> Int? {
    for name in names {
      if let index = columns.firstIndex(where: { $0.name == name }) { return index }
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

  /// What the user should know about the names of the fields: those that are there twice, and those
  /// that have none.
  func fieldNotes(file: String) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    var seen: Set<String> = []
    let repeated = Set(columns.map(\.name).filter { !seen.insert($0).inserted }).sorted()
    for name in repeated {
      notes.append(
        Diagnostic(
          .warning, code: "import.field-twice",
          Localized(
            zh: "有 \(columns.count { $0.name == name }) 个同名字段“\(name)”，用途按第一个；其余导入后改名为"
              + " \(name)_2……。",
            en: "There are \(columns.count { $0.name == name }) fields ‘\(name)’. The first one is"
              + " used; the others become \(name)_2 and so on when imported."),
          remedy: Localized(
            zh: "如果应使用另一个，请在源文件中改名，再用 --class-field 或 --id-field 指定。",
            en: "If another one is meant, rename it in the file and name it with --class-field or"
              + " --id-field."),
          file: file, layer: self.name, field: name))
    }
    let nameless = columns.enumerated().filter {
      $1.sourceName == nil && $1.name == "field_\($0 + 1)"
    }
    if !nameless.isEmpty {
      let list = nameless.map(\.element.name)
      notes.append(
        Diagnostic(
          .warning, code: "import.field-nameless",
          Localized(
            zh: "\(list.count) 个字段没有名称，改名为 \(list.joined(separator: "、"))。",
            en: "\(list.count) fields have no name and are called \(list.joined(separator: ", "))."),
          remedy: Localized(
            zh: "在源文件中为字段命名。", en: "Name the fields in the file."), file: file,
          layer: self.name))
    }
    return notes
  }
}
