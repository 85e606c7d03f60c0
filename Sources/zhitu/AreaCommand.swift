import ArgumentParser
import Foundation
import Geodesy
import Groundwork
import Workbench

struct AreaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "area",
    abstract: "面积对照 · planar, official and geodesic area of every feature")

  @Argument(help: ArgumentHelp("文件 · file", valueName: "file"))
  var file: String

  @Option(help: "图层 · layer")
  var layer: String?

  @Option(help: ArgumentHelp("标识字段 · field that holds the id", valueName: "field"))
  var idField: String?

  @Option(help: ArgumentHelp("图层的坐标系 · the layer's CRS, such as EPSG:4549", valueName: "crs"))
  var crs: String?

  @Option(help: ArgumentHelp("逐图斑面积 · areas as CSV", valueName: "csv"))
  var csv: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    let result = try FileAreas.measure(
      file, layer: layer, idField: idField, assignedCRS: crs, job: job)
    common.tell(result.diagnostics)
    if let csv {
      try Console.writeFile(csv) { write in
        try write(CSV.byteOrderMark)
        try writeCSV(result.rows, write)
      }
    }
    if common.json {
      try Console.json(
        result.rows.map {
          Line(
            id: $0.id, planar: $0.planar.squareMetres, official: $0.official.squareMetres,
            geodesic: $0.geodesic)
        })
      return
    }
    if csv == nil, !common.quiet { try writeCSV(result.rows) { Console.put($0) } }
    let planar = result.rows.map(\.planar).total()
    let official = result.rows.map(\.official).total()
    let geodesic = result.rows.map(\.geodesic).reduce(0, +)
    let largest = result.rows.map { abs($0.official.squareMetres - $0.geodesic) }.max() ?? 0
    if !common.quiet {
      Console.note(
        Localized(
          zh: "\(result.crs.name)：\(result.rows.count) 个要素，平面 \(planar.decimal) m²，"
            + "椭球 \(official.decimal) m²，测地 \(Figures.fixed(geodesic)) m²，"
            + "椭球与测地最大相差 \(Figures.fixed(largest, 4)) m²",
          en: "\(result.crs.name): \(result.rows.count) features, planar \(planar.decimal) m²,"
            + " official \(official.decimal) m², geodesic \(Figures.fixed(geodesic)) m²,"
            + " largest difference official to geodesic \(Figures.fixed(largest, 4)) m²")[
            common.language])
    }
  }

  private func writeCSV(_ rows: [FileAreas.Row], _ write: (String) throws -> Void) throws {
    try write("id,planar_m2,official_m2,geodesic_m2\n")
    for row in rows {
      let geodesic = Figures.plain(row.geodesic, 4)
      try write(
        CSV.line([row.id, row.planar.decimal, row.official.decimal, geodesic]))
    }
  }

  private struct Line: Encodable {
    var id: String
    var planar: Double
    var official: Double
    var geodesic: Double

    private enum CodingKeys: String, CodingKey {
      case id
      case planar = "planar_m2"
      case official = "official_m2"
      case geodesic = "geodesic_m2"
    }
  }
}

extension Figures {
  /// Decimals without separators, for tables that machines read.
  static func plain(_ value: Double, _ places: Int) -> String {
    fixed(value, places).replacingOccurrences(of: ",", with: "")
  }
}
