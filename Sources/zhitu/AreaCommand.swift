import ArgumentParser
import Foundation
import Geodesy
import Groundwork
import Workbench

struct AreaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "area",
    abstract: "面积对照 · planar, official and geodesic area of every feature",
    discussion: """
      以米为单位的图层在自己的投影中量算；经纬度或其他单位的图层，逐要素在其所在分带中量算，与图层宽度无关。
      A layer in metres is measured in its own projection. In a layer in degrees or other units, every \
      feature is measured in its own zone, so the width of the layer does not matter.
      几何的检查与修复同 import；有修复或未计入的要素时退出码为 1。
      Geometries are checked and repaired as in import; the exit status is 1 if any was repaired or not \
      counted.
      """)

  @Argument(help: ArgumentHelp("文件 · file", valueName: "file"))
  var file: String

  @Option(help: "图层 · layer")
  var layer: String?

  @Option(help: ArgumentHelp("标识字段 · field that holds the id", valueName: "field"))
  var idField: String?

  @OptionGroup var coordinates: GeoreferenceArguments

  @Option(help: ArgumentHelp("逐图斑面积 · areas as CSV", valueName: "csv"))
  var csv: OutputFile?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    try OutputCheck.check([("--csv", csv)], inputs: [file])
    let result = try FileAreas.measure(
      file, layer: layer, idField: idField, encoding: coordinates.encoding,
      options: coordinates.options(), job: job)
    common.tell(result.diagnostics)
    try write(result)
    if result.repaired + result.setAside + result.outside > 0 { throw ExitStatus.findings }
  }

  private func write(_ result: FileAreas) throws {
    if let csv {
      try csv.write { write in
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
    let largest = result.largestDifference
    if !common.quiet {
      let plane = result.planes.first?.name ?? result.crs.name
      let count = result.planes.count
      Console.note(
        Localized(
          zh: (count > 1 ? "\(result.crs.name)，分 \(count) 带" : plane)
            + "：\(result.rows.count) 个要素，平面 \(planar.decimal) m²，"
            + "椭球 \(official.decimal) m²，测地 \(Figures.fixed(geodesic)) m²，"
            + "椭球与测地最大相差 \(Figures.fixed(largest, 4)) m²"
            + "；修复 \(result.repaired)，未计入 \(result.setAside)",
          en: (count > 1 ? "\(result.crs.name) in \(count) zones" : plane)
            + ": \(result.rows.count) features, planar \(planar.decimal) m²,"
            + " official \(official.decimal) m², geodesic \(Figures.fixed(geodesic)) m²,"
            + " largest difference official to geodesic \(Figures.fixed(largest, 4)) m²;"
            + " repaired \(result.repaired), not counted \(result.setAside)")[
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
  /// Decimals without separators, for machine-readable tables.
  static func plain(_ value: Double, _ places: Int) -> String {
    fixed(value, places).replacingOccurrences(of: ",", with: "")
  }
}
