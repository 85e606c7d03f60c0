import Groundwork

/// Formats of the trade that GDAL does not read, known by their first bytes or their endings,
/// each with the remedy.
struct ForeignFormat: Sendable {
  var name: Localized
  var remedy: Localized

  private struct Sign: Sendable {
    var endings: [String]
    /// Whether the first bytes of a file are those of the format; `nil` if only the ending tells.
    var fits: (@Sendable ([UInt8]) -> Bool)?
    var format: ForeignFormat
  }

  /// The format of a file; `nil` if it is none of these.
  ///
  /// The bytes decide before the ending, since files are renamed. Each kind is only asked about where
  /// GDAL does not read it.
  static func recognise(_ path: String) -> ForeignFormat? {
    let head = GDALSession.bytes(path, count: 4096) ?? []
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return signs.first { $0.fits?(head) ?? false }?.format
      ?? signs.first { $0.endings.contains(ending) }?.format
  }

  /// Formats whose files GDAL may open all the same, as lines, by a driver that is not at hand, or by
  /// opening the other files and servers that they name: those are told before it tries.
  static func recogniseAtOnce(_ path: String) -> ForeignFormat? {
    let head = GDALSession.bytes(path, count: 4096) ?? []
    return signs.prefix(3).first { $0.fits?(head) ?? false }?.format
  }

  func diagnostic(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "import.format-unsupported",
      Localized(zh: "这是\(name.zh)，目前不能直接读取。", en: "This is \(name.en), which cannot be read."),
      remedy: remedy, file: path)
  }

  /// Whether the first bytes hold a text, in UTF-8 or GBK.
  private static func holds(_ text: String) -> @Sendable ([UInt8]) -> Bool {
    let forms = [Array(text.utf8), TextCoding.bytes(text, in: TextCoding.chinese) ?? []]
    return { head in
      forms.contains { form in
        guard !form.isEmpty, form.count <= head.count else { return false }
        return (0...(head.count - form.count)).contains {
          head[$0..<($0 + form.count)].elementsEqual(form)
        }
      }
    }
  }

  private static let vectors = Localized(
    zh: "Shapefile、FileGDB 或 GeoPackage", en: "a Shapefile, FileGDB or GeoPackage")

  /// The way of the formats that have a reader of their own.
  private static let imported = Localized(
    zh: "解压后用 zhitu import 导入工作空间，再比较工作空间中的图层。",
    en: "Unpack it and import it into a workspace with zhitu import; compare the layers there.")

  private static func export(from program: Localized) -> Localized {
    Localized(
      zh: "在\(program.zh)中导出为\(vectors.zh)，再导入。",
      en: "Export it from \(program.en) as \(vectors.en), and import that.")
  }

  private static let signs: [Sign] = [
    // A file that somebody sends must not open what lies elsewhere on the machine or the network.
    Sign(
      endings: ["vrt"],
      fits: { head in
        ["<OGRVRTDataSource", "<VRTDataset", "<OGRWFSDataSource"].contains { holds($0)(head) }
      },
      format: ForeignFormat(
        name: Localized(
          zh: "指向其他文件或服务的引用文件（VRT、WFS）",
          en: "a reference to other files or servers (VRT, WFS)"),
        remedy: Localized(
          zh: "改用它所指的数据本身。", en: "Use the data that it points to."))),
    Sign(
      endings: ["vct"],
      fits: { head in
        let text = String(decoding: head.prefix(200), as: UTF8.self).lowercased()
        return text.contains("headbegin") || text.hasPrefix("datamark")
      },
      format: ForeignFormat(
        name: Localized(
          zh: "国土调查交换格式 VCT（GB/T 17798）",
          en: "VCT, the exchange format of the land survey (GB/T 17798)"),
        remedy: imported)),
    Sign(
      endings: [],
      fits: { head in holds("[地块坐标]")(head) || holds("[属性描述]")(head) },
      format: ForeignFormat(
        name: Localized(
          zh: "勘测定界的界址点坐标文本（[属性描述]、[地块坐标]）",
          en: "a text of boundary points of a land survey ([属性描述], [地块坐标])"),
        remedy: imported)),
    Sign(
      endings: ["mdb", "accdb"],
      fits: { head in
        head.dropFirst(4).starts(with: "Standard Jet DB".utf8)
          || head.dropFirst(4).starts(with: "Standard ACE DB".utf8)
      },
      format: ForeignFormat(
        name: Localized(
          zh: "Access 数据库（个人地理数据库 .mdb）", en: "an Access database (personal geodatabase, .mdb)"),
        remedy: Localized(
          zh: "在 ArcGIS 中把要素类导出为文件地理数据库（.gdb）或 Shapefile，再导入。",
          en:
            "Export its feature classes from ArcGIS as a file geodatabase (.gdb) or Shapefiles, and"
            + " import those."))),
    Sign(
      endings: ["dwg"],
      fits: { head in
        head.starts(with: "AC".utf8) && head.count > 5
          && head[2..<6].allSatisfy { (0x30...0x39).contains($0) }
      },
      format: ForeignFormat(
        name: Localized(zh: "AutoCAD 图形（.dwg）", en: "an AutoCAD drawing (.dwg)"),
        remedy: Localized(
          zh: "在 CAD 或 GIS 中把闭合多段线转为面并赋属性，存为\(vectors.zh)，再导入。",
          en:
            "Turn its closed polylines into polygons with attributes in a CAD or GIS, save them as"
            + " \(vectors.en), and import that."))),
    Sign(
      endings: ["wp", "wl", "wt", "mpj"],
      fits: { head in head.starts(with: "WMAP".utf8) },
      format: ForeignFormat(
        name: Localized(zh: "MapGIS 文件（.wp、.wl、.wt）", en: "a MapGIS file (.wp, .wl, .wt)"),
        remedy: export(from: Localized("MapGIS")))),
    Sign(
      endings: ["udb", "udbx", "smw"], fits: nil,
      format: ForeignFormat(
        name: Localized(zh: "SuperMap 数据源", en: "a SuperMap data source"),
        remedy: export(from: Localized("SuperMap")))),
    Sign(
      endings: ["rar", "7z"],
      fits: { head in
        head.starts(with: "Rar!".utf8) || head.starts(with: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])
      },
      format: ForeignFormat(
        name: Localized(zh: "RAR 或 7z 压缩包", en: "a RAR or 7z archive"),
        remedy: Localized(
          zh: "解压后导入其中的文件或文件夹，或改压为 .zip。",
          en: "Unpack it and import the file or folder in it, or pack it as .zip."))),
    Sign(
      endings: ["xls", "xlsx", "et"],
      fits: { head in head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) },
      format: ForeignFormat(
        name: Localized(zh: "电子表格", en: "a spreadsheet"),
        remedy: Localized(
          zh: "表格没有图形；用 GIS 的坐标工具生成面，存为\(vectors.zh)，再导入。",
          en:
            "A table has no shapes: make polygons of its coordinates in a GIS, as \(vectors.en), and"
            + " import that."))),
    Sign(
      endings: ["tif", "tiff", "img", "jpg", "png"],
      fits: { head in
        head.starts(with: [0x49, 0x49, 0x2A, 0]) || head.starts(with: [0x4D, 0x4D, 0, 0x2A])
      },
      format: ForeignFormat(
        name: Localized(zh: "栅格影像", en: "a raster image"),
        remedy: Localized(
          zh: "矢量化为面图层后再导入。", en: "Turn it into a layer of polygons and import that."))),
    Sign(
      endings: ["mxd", "aprx", "qgs", "qgz", "lyr", "mpk"], fits: nil,
      format: ForeignFormat(
        name: Localized(
          zh: "地图工程或图层文件，其中没有数据", en: "a map project or layer file, which holds no data"),
        remedy: Localized(
          zh: "请提供它所引用的数据文件。", en: "Give the data file that it refers to."))),
  ]
}
