import TestSupport

/// Words in the bytes of GBK.
enum GBK {
  /// 水田, 旱地, 沙地.
  static let paddy: [UInt8] = [0xCB, 0xAE, 0xCC, 0xEF]
  static let dry: [UInt8] = [0xBA, 0xB5, 0xB5, 0xD8]
  static let sand: [UInt8] = [0xC9, 0xB3, 0xB5, 0xD8]
  /// 水, which is a letter in UTF-8.
  static let water: [UInt8] = [0xCB, 0xAE]
  /// 门, which in UTF-8 begins a letter; 毛, which is the letter ë.
  static let hair: [UInt8] = [0xC3, 0xAB]
  /// 地类编码, 地类名称.
  static let code: [UInt8] = [0xB5, 0xD8, 0xC0, 0xE0, 0xB1, 0xE0, 0xC2, 0xEB]
  static let name: [UInt8] = [0xB5, 0xD8, 0xC0, 0xE0, 0xC3, 0xFB, 0xB3, 0xC6]
}

/// Bytes of plain text.
func plain(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A Shapefile of squares of 100 m side by side, a row for each unless said otherwise.
struct Squares {
  static let prj = """
    PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",GEOGCS["China Geodetic Coordinate System 2000",\
    DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],\
    UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
    PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],\
    PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],\
    UNIT["metre",1]]
    """

  var fields: [ShapefileWriter.Field]
  var rows: [[[UInt8]]]
  /// The number of shapes, where it is not that of the rows.
  var shapes: Int?
  var name = "DLTB"
  var codePage: UInt8 = 0

  /// The files by their endings.
  var files: [(ending: String, bytes: [UInt8])] {
    let corners = (0..<(shapes ?? rows.count)).map {
      (x: 600_000 + Double($0) * 100, y: 3_320_000.0)
    }
    return [
      ("shx", ShapefileWriter.shx(corners, side: 100)),
      ("dbf", ShapefileWriter.table(fields: fields, rows: rows, codePage: codePage)),
      ("prj", plain(Squares.prj)), ("shp", ShapefileWriter.shp(corners, side: 100)),
    ]
  }

  /// Writes the files and gives the path of the `.shp`.
  func write(_ scratch: Scratch, without left: String...) throws -> String {
    var path = ""
    for file in files where !left.contains(file.ending) {
      path = try scratch.write("\(name).\(file.ending)", file.bytes)
    }
    return path
  }

  /// With a code and a name in each row.
  static func classes(_ rows: [(code: String, name: [UInt8])]) -> Squares {
    Squares(
      fields: [
        .init("BSM", width: 18), .init("DLBM", width: 5), .init("DLMC", width: 20),
      ],
      rows: rows.enumerated().map { [plain("A\($0 + 1)"), plain($1.code), $1.name] })
  }
}
