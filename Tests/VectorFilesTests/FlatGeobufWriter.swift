import CGDAL
import Foundation
import TestSupport
import Testing

/// Writes FlatGeobuf files for tests, valid and damaged ones.
enum FlatGeobufWriter {
  struct Row {
    var wkt: String
    var text: String?
    var number = "1"

    init(_ wkt: String, _ text: String? = "0101", _ number: String = "1") {
      self.wkt = wkt
      self.text = text
      self.number = number
    }
  }

  /// Writes a file with the columns `class` and `n` and without an index, as GDAL makes it of a table:
  /// it keeps the order of the rows.
  ///
  /// - Parameters:
  ///   - numbers: the type of the column `n`, as a `.csvt` names it.
  ///   - options: of ogr2ogr.
  static func write(
    _ scratch: Scratch, _ rows: [Row], numbers: String = "Integer64", options: [String] = []
  ) throws -> String {
    let lines = rows.map { row in
      "\"\(row.wkt)\",\(row.text.map { "\"\($0)\"" } ?? ""),\(row.number)\n"
    }
    let table = try scratch.write("t.csv", "WKT,class,n\n" + lines.joined())
    _ = try scratch.write("t.csvt", "WKT,String,\(numbers)")
    GDALAllRegister()
    let nulls = list(["EMPTY_STRING_AS_NULL=YES"])
    let arguments = list(
      [
        "-f", "FlatGeobuf", "-lco", "SPATIAL_INDEX=NO", "-a_srs", "EPSG:4549", "-select", "class,n",
      ] + options)
    defer {
      CSLDestroy(nulls)
      CSLDestroy(arguments)
    }
    let translation = GDALVectorTranslateOptionsNew(arguments, nil)
    defer { GDALVectorTranslateOptionsFree(translation) }
    let open = UnsafeRawPointer(nulls)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    var source = GDALOpenEx(table, UInt32(GDAL_OF_VECTOR), nil, open, nil)
    defer { GDALClose(source) }
    let file = scratch.path + "/t.fgb"
    GDALClose(try #require(GDALVectorTranslate(file, nil, 1, &source, translation, nil)))
    return file
  }

  /// What can be taken away from a feature.
  enum Part: CaseIterable {
    case geometry
    case coordinates
  }

  /// Takes a part away from the last feature of a file.
  static func remove(_ part: Part, fromLastOf file: String) throws {
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
    func word(_ at: Int) -> Int {
      Int(bytes[at]) | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) << 16 | Int(bytes[at + 3]) << 24
    }
    // A table of a flat buffer begins with the way back to the places of its fields.
    func places(_ table: Int) -> Int { table - Int(Int32(truncatingIfNeeded: word(table))) }
    let last = try #require(features(bytes).last)
    var table = last + 4 + word(last + 4)
    var field = places(table) + 4
    if part == .coordinates {
      let geometry = table + Int(bytes[field])
      table = geometry + word(geometry)
      field = places(table) + 6
    }
    bytes[field] = 0
    bytes[field + 1] = 0
    try Data(bytes).write(to: URL(fileURLWithPath: file))
  }

  /// Where each feature begins in a file.
  static func features(_ bytes: [UInt8]) -> [Int] {
    func size(_ at: Int) -> Int {
      4 + (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    var starts: [Int] = []
    var at = 8 + size(8)
    while at < bytes.count {
      starts.append(at)
      at += size(at)
    }
    return starts
  }

  private static func list(
    _ texts: [String]
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    texts.reduce(nil) { CSLAddString($0, $1) }
  }
}
