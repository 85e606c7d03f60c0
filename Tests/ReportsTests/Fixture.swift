import Classes
import Flow
import Foundation
import Geometry
import Groundwork
import Reports
import Survey

/// A small made-up district: a warped chequerboard of patches, a few measures, control lines, and
/// verdicts of every kind. Depends on nothing but its size.
enum Fixture {
  static let classes: [ClassStyle] = [
    style("01", "耕地", "Cultivated land", "01", nil, "#FFFF80"),
    style("0101", "水田", "Paddy field", "01", .farm, "#FFFF64"),
    style("0103", "旱地", "Dry field", "01", .farm, "#FFFFC8"),
    style("02", "种植园用地", "Plantation land", "02", nil, "#FFD28C"),
    style("0201", "果园", "Orchard", "02", .farm, "#FFD280"),
    style("03", "林地", "Forest land", "03", nil, "#50B46E"),
    style("0301", "乔木林地", "Arbor forest", "03", .farm, "#31AD69"),
    style("06", "工矿用地", "Industrial and mining land", "06", nil, "#A87078"),
    style("0601", "工业用地", "Industrial land", "06", .construction, "#A87078"),
    style("07", "住宅用地", "Residential land", "07", nil, "#E87D78"),
    style("0702", "农村宅基地", "Rural homestead", "07", .construction, "#EB9C96"),
    style("10", "交通运输用地", "Transport land", "10", nil, "#AFAFAF"),
    style("1006", "农村道路", "Rural road", "10", .farm, "#C8B4A0"),
    style("11", "水域及水利设施用地", "Water", "11", nil, "#8CC8F0"),
    style("1101", "河流水面", "River", "11", .unused, "#96D2F0"),
    style("1104", "坑塘水面", "Pond", "11", .farm, "#A0DCF0"),
  ]

  private static func style(
    _ code: String, _ zh: String, _ en: String, _ level1: String,
    _ category: LandCategory?, _ colour: String
  ) -> ClassStyle {
    ClassStyle(
      code: code, name: Localized(zh: zh, en: en), level1: level1, category: category,
      colour: colour)
  }

  static let cells: [FlowMatrix.Cell] = [
    flow("0101", "0101", 812_345_678_90), flow("0103", "0103", 101_000_000_00),
    flow("0201", "0201", 88_000_000_00), flow("0301", "0301", 150_250_000_00),
    flow("0601", "0601", 64_000_000_00), flow("0702", "0702", 120_500_000_00),
    flow("1006", "1006", 30_000_000_00), flow("1101", "1101", 95_000_000_00),
    flow("1104", "1104", 40_000_000_00), flow("0702", "0101", 21_333_333_33),
    flow("0601", "0101", 9_800_000_12), flow("1104", "0101", 12_000_000_00),
    flow("0201", "0101", 7_777_000_00), flow("0101", "0301", 1_200_000_00),
    flow("0103", "0702", 8_400_000_00), flow("0101", "1006", 650_000_00),
    flow("0601", "0301", 3_100_000_00), flow("0101", "0601", 2_000_00),
    flow("0101", "0103", 5_500_000_00),
  ].map {
    FlowMatrix.Cell(from: $0.from, to: $0.to, area: Area(hundredths: $0.area.hundredths / 40))
  }

  static let palette = ClassPalette(classes)

  /// The cells summed by what the palette says of their classes.
  static func matrix(
    _ grouping: FlowGrouping, _ group: (String) -> FlowClass.Label
  ) -> FlowMatrix {
    var sums: [[FlowClass.Label?]: Area] = [:]
    for cell in cells {
      sums[[cell.from.map { group($0.key) }, cell.to.map { group($0.key) }], default: .zero] +=
        cell.area
    }
    return FlowMatrix(
      grouping: grouping,
      cells: sums.map { FlowMatrix.Cell(from: $0.key[0], to: $0.key[1], area: $0.value) })
  }

  static var byClass: FlowMatrix { matrix(.class, label) }

  static var flows: ReportModel.Flows {
    ReportModel.Flows(
      byClass: byClass, byLevel1: matrix(.level1) { label(palette[$0].level1) },
      byCategory: matrix(.category) { code in
        let category = palette[code].category
        return FlowClass.Label(
          key: category?.rawValue ?? code, name: category?.name ?? Localized(code),
          colour: "#888888")
      })
  }

  static func label(_ code: String) -> FlowClass.Label {
    FlowClass.Label(key: code, name: palette[code].name, colour: palette[code].colour)
  }

  static func flow(_ from: String?, _ to: String?, _ hundredths: Int64) -> FlowMatrix.Cell {
    FlowMatrix.Cell(
      from: from.map(label), to: to.map(label), area: Area(hundredths: hundredths))
  }

  // MARK: Geometry

  static let origin = (x: 650_000.0, y: 3_320_000.0)

  /// A vertex of the warped chequerboard, in metres.
  static func vertex(_ i: Int, _ j: Int, cell: Double) -> (x: Double, y: Double) {
    let (u, v) = (Double(i), Double(j))
    return (
      origin.x + cell * (u + 0.25 * sin(v * 1.7 + u * 0.6)),
      origin.y + cell * 0.8 * (v + 0.25 * cos(u * 1.3 - v * 0.4))
    )
  }

  static func polygon(_ points: [(x: Double, y: Double)]) -> MultiPolygon {
    MultiPolygon(Polygon(points.compactMap { GridPoint(metresX: $0.x, y: $0.y) }))
  }

  /// The patch of columns `i` to `i + width`, rows `j` to `j + height`.
  static func patch(_ i: Int, _ j: Int, width: Int = 1, height: Int = 1, cell: Double)
    -> MultiPolygon
  {
    let south = (i...i + width).map { vertex($0, j, cell: cell) }
    let north = (i...i + width).reversed().map { vertex($0, j + height, cell: cell) }
    let east = (j + 1..<j + height).map { vertex(i + width, $0, cell: cell) }
    let west = (j + 1..<j + height).reversed().map { vertex(i, $0, cell: cell) }
    return polygon(south + east + north + west)
  }

  static func map(columns: Int, rows: Int, cell: Double = 90) -> DistrictMap {
    let kinds = ["0101", "0101", "0101", "0103", "0201", "0702", "1104", "0101", "0601", "0301"]
    var base: [MapPatch] = []
    for i in 0..<columns {
      for j in 0..<rows {
        var code = kinds[(i * 7 + j * 13 + (i / 3) * (j / 4)) % kinds.count]
        if j == rows / 2 { code = "1101" }
        if i == columns / 3 { code = "1006" }
        base.append(MapPatch(code: code, geometry: patch(i, j, cell: cell)))
      }
    }
    let measures = [(2, 2), (6, 4), (9, 9), (12, 3), (4, 12)].map { i, j in
      MapPatch(
        code: "0101",
        geometry: patch(i % (columns - 3), j % (rows - 3), width: 2, height: 2, cell: cell))
    }
    return DistrictMap(base: base, measures: measures, controls: controls(columns, rows, cell))
  }

  static func controls(_ columns: Int, _ rows: Int, _ cell: Double) -> [MapControl] {
    let half = columns / 2
    return [
      MapControl(
        kind: .pbf, geometry: patch(1, 1, width: half - 2, height: rows / 2 - 2, cell: cell)),
      MapControl(
        kind: .erl, geometry: patch(half, rows - 5, width: 4, height: 4, cell: cell)),
      MapControl(
        kind: .udb, geometry: patch(half + 1, 1, width: half - 2, height: rows / 2, cell: cell)),
      MapControl(
        kind: .township, name: "样一镇", geometry: patch(0, 0, width: half, height: rows, cell: cell)),
      MapControl(
        kind: .township, name: "样二街道",
        geometry: patch(half, 0, width: columns - half, height: rows, cell: cell)),
    ]
  }
}
