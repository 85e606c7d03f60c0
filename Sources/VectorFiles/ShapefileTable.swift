import CGDAL
import Foundation
import Groundwork

/// What belongs to the `.shp` of a Shapefile: which files are there, and whether shapes and rows agree.
///
/// A Shapefile pairs the n-th shape with the n-th row and nothing but their order says so. GDAL passes
/// over shapes without a row as though they were deleted, and never looks at rows without a shape.
struct ShapefileTable: Sendable {
  /// The path of the `.shp`, and its name without the ending.
  let member: String
  let name: String
  /// Whether there is an attribute table at all.
  let hasTable: Bool
  /// `nil` if there is no attribute table, or none that can be read.
  let dbf: DBFTable?
  /// The shapes that the index lists.
  let shapes: Int

  /// What one of both has more than the other.
  enum LeftOver {
    case none
    case shapes(from: Int, count: Int)
    case rows(from: Int, count: Int)

    var count: Int {
      switch self {
      case .none: 0
      case .shapes(_, let count), .rows(_, let count): count
      }
    }
  }

  var leftOver: LeftOver {
    guard let dbf, dbf.rows != shapes else { return .none }
    return dbf.rows < shapes
      ? .shapes(from: dbf.rows, count: shapes - dbf.rows)
      : .rows(from: shapes, count: dbf.rows - shapes)
  }

  /// - Returns: `nil` for other formats.
  /// - Throws: ``Diagnostic`` `import.sidecar-missing` if there is no index.
  init?(_ member: String, file: String) throws {
    guard member.lowercased().hasSuffix(".shp") else { return nil }
    let stem = String(member.dropLast(4))
    self.member = member
    name = stem.split(separator: "/").last.map(String.init) ?? stem
    func sibling(_ endings: [String]) -> String? {
      endings.lazy.map { "\(stem).\($0)" }.first { GDALSession.stat($0) != nil }
    }
    guard let index = sibling(["shx", "SHX"]) else {
      throw Diagnostic(
        code: "import.sidecar-missing",
        Localized(zh: "缺少索引文件 \(name).shx。", en: "The index file \(name).shx is missing."),
        remedy: Localized(
          zh: "Shapefile 由 .shp、.shx、.dbf、.prj 等文件组成，请把它们一起提供；.shx 确已丢失时，可在"
            + " QGIS 或 ArcGIS 中打开后另存。",
          en:
            "A Shapefile consists of .shp, .shx, .dbf and .prj: give them together. If the .shx is"
            + " lost, open the file in QGIS or ArcGIS and save it again."),
        file: file, layer: name)
    }
    shapes = max(0, (GDALSession.stat(index)?.size ?? 0) - 100) / 8
    let table = sibling(["dbf", "DBF"])
    hasTable = table != nil
    dbf = table.flatMap { DBFTable($0) }
  }

  /// What the user should know: a table that is missing, shapes and rows that differ in number.
  func notes(file: String) -> [Diagnostic] {
    guard hasTable else {
      return [
        Diagnostic(
          .warning, code: "import.sidecar-missing",
          Localized(
            zh: "缺少属性表 \(name).dbf，要素没有属性。",
            en: "The attribute table \(name).dbf is missing; the features have no attributes."),
          remedy: Localized(
            zh: "把 .dbf 与 .shp 一起提供。", en: "Give the .dbf together with the .shp."), file: file,
          layer: name)
      ]
    }
    guard let dbf else { return [] }
    var notes: [Diagnostic] = []
    if dbf.statedRows > dbf.rows {
      notes.append(
        Diagnostic(
          .warning, code: "import.table-cut",
          Localized(
            zh: "属性表不完整：应有 \(dbf.statedRows) 行，只有 \(dbf.rows) 行。",
            en: "The attribute table is cut off: it has \(dbf.rows) of \(dbf.statedRows) rows."),
          remedy: Localized(zh: "重新获取文件。", en: "Fetch the file again."), file: file, layer: name))
    }
    let what: Localized
    switch leftOver {
    case .none: return notes
    case .shapes(let first, let count):
      what = Localized(
        zh: "第 \(first + 1) 个起的 \(count) 个图形没有属性行，已搁置",
        en: "The \(count) shapes from number \(first + 1) on have no row and are set aside")
    case .rows(let first, let count):
      what = Localized(
        zh: "第 \(first + 1) 行起的 \(count) 行没有图形，已搁置",
        en: "The \(count) rows from number \(first + 1) on have no shape and are set aside")
    }
    notes.append(
      Diagnostic(
        .warning, code: "import.rows-differ",
        Localized(
          zh: "有 \(shapes) 个图形，属性表却有 \(dbf.rows) 行，图形与属性可能错位。\(what.zh)。",
          en:
            "There are \(shapes) shapes but \(dbf.rows) rows in the attribute table; shapes and rows"
            + " may not belong together. \(what.en)."),
        remedy: Localized(
          zh: "从来源重新导出，使两者一致；不要单独编辑 .dbf。",
          en: "Export the layer again, so that both agree; never edit the .dbf alone."), file: file,
        layer: name))
    return notes
  }
}

/// Shapes without their table, or a table without its shapes, in a folder of their own.
///
/// GDAL opens all files of one name together, so those that are wanted are put where the others are
/// not: linked, or copied out of an archive.
final class LoneShapefile {
  let dataset: VectorSource.Dataset
  private let folder: URL

  /// - Parameter endings: those of the files to take along; the first is the one to open.
  init(_ table: ShapefileTable, endings: [String], options: [String]) throws {
    let manager = FileManager.default
    folder = manager.temporaryDirectory.appendingPathComponent("zhitu-\(UUID().uuidString)")
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    do {
      let stem = String(table.member.dropLast(4))
      for ending in endings {
        guard
          let found = [ending, ending.uppercased()].lazy.map({ "\(stem).\($0)" })
            .first(where: { GDALSession.stat($0) != nil })
        else { continue }
        let place = folder.appendingPathComponent("lone.\(ending)").path
        if found.hasPrefix("/vsi") {
          guard CPLCopyFile(place, found) == 0 else { throw Self.failure(found) }
        } else {
          try manager.createSymbolicLink(
            atPath: place, withDestinationPath: URL(fileURLWithPath: found).path)
        }
      }
      let path = folder.appendingPathComponent("lone.\(endings[0])").path
      let opened = GDALSession.watch { _ in
        GDALSession.withOptions(options) { list in
          GDALOpenEx(path, UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY), nil, list, nil)
        }
      }
      guard let opened else { throw Self.failure(table.member) }
      dataset = VectorSource.Dataset(opened)
    } catch {
      VSIRmdirRecursive(folder.path)
      throw error
    }
  }

  deinit { VSIRmdirRecursive(folder.path) }

  private static func failure(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "import.file-unreadable",
      Localized(zh: "文件无法读取。", en: "The file cannot be read."),
      remedy: Localized(zh: "核对读取权限与磁盘空间。", en: "Check its permissions and the disk."),
      file: path)
  }
}
