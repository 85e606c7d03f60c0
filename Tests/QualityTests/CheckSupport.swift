import Foundation
import Geodesy
import Geometry
import Groundwork
import Quality
import TestSupport
import VectorFiles

/// A clean little survey of square patches in two villages, to be spoilt by the tests.
struct CheckFixture {
  static let columns: [Column] = [
    Column("BSM", .text), Column("YSDM", .text), Column("TBBH", .text), Column("DLBM", .text),
    Column("DLMC", .text), Column("QSXZ", .text), Column("QSDWDM", .text),
    Column("QSDWMC", .text), Column("ZLDWDM", .text), Column("ZLDWMC", .text),
    Column("TBMJ", .real), Column("KCDLBM", .text), Column("KCXS", .real),
    Column("KCMJ", .real), Column("TBDLMJ", .real), Column("GDLX", .text),
    Column("GDPDJB", .text), Column("XZDWKD", .real), Column("TBXHDM", .text),
    Column("TBXHMC", .text), Column("ZZSXDM", .text), Column("ZZSXMC", .text),
    Column("GDDB", .integer), Column("FRDBS", .text), Column("CZCSXM", .text),
    Column("SJNF", .integer), Column("MSSM", .text),
  ]
  static let villageColumns = [Column("ZLDWDM", .text), Column("DCMJ", .real)]
  static let originX = 655_000.0
  static let originY = 3_310_000.0
  static let size = 50.0

  var crs: CoordinateReferenceSystem
  var features: [Feature] = []
  var villages: [Feature] = []
  var counties: [Feature] = []

  /// `columns` × `rows` squares; the lower half of the rows is village 1, the upper village 2.
  init(columns: Int = 6, rows: Int = 4) throws {
    crs = try CoordinateReferenceSystem("EPSG:4549")
    let official = try OfficialArea(crs)
    var sums: [String: Area] = [:]
    for row in 0..<rows {
      for column in 0..<columns {
        let ring = CheckFixture.ring(
          x: Double(column) * CheckFixture.size, y: Double(row) * CheckFixture.size,
          width: CheckFixture.size, height: CheckFixture.size)
        let area =
          official.area(exterior: ring.map { ($0.metresX, $0.metresY) }) ?? .zero
        let unit = CheckFixture.unit(row * 2 < rows ? 1 : 2)
        sums[unit, default: .zero] += area
        let number = features.count + 1
        let deducted = RidgeDeduction(patch: area, coefficient: 0.05)
        features.append(
          Feature(
            fid: Int64(number), geometry: MultiPolygon(Polygon(ring)),
            values: [
              .text("3302110000\(10_000_000 + number)"), .text("2001010100"),
              .text("\(number)"), .text("0101"), .text("水田"), .text("30"), .text(unit),
              .text("甲村"), .text(unit), .text("甲村"), .real(area.squareMetres),
              .text("1203"), .real(0.05), .real(deducted?.deducted.squareMetres ?? 0),
              .real(deducted?.remaining.squareMetres ?? 0), .text("TT"), .text("2"), .null,
              .null, .null, .text("LS"), .text("种植粮食作物"), .integer(8), .text("0"), .null,
              .integer(2023), .text("00"),
            ]))
      }
    }
    let width = Double(columns) * CheckFixture.size
    let height = Double(rows) * CheckFixture.size
    for (village, bottom) in [(1, 0.0), (2, height / 2)] {
      let ring = CheckFixture.ring(x: 0, y: bottom, width: width, height: height / 2)
      let unit = CheckFixture.unit(village)
      villages.append(
        Feature(
          fid: Int64(village), geometry: MultiPolygon(Polygon(ring)),
          values: [.text(unit), .real((sums[unit] ?? .zero).squareMetres)]))
    }
    counties = [
      Feature(
        fid: 1,
        geometry: MultiPolygon(
          Polygon(CheckFixture.ring(x: 0, y: 0, width: width, height: height))),
        values: [.text("330211"), .real(sums.values.total().squareMetres)])
    ]
  }

  static func unit(_ village: Int) -> String { "330211001\(village)000000000" }

  static func ring(x: Double, y: Double, width: Double, height: Double) -> [GridPoint] {
    points([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
  }

  /// Grid points at offsets from the fixture's origin.
  static func points(_ offsets: [(Double, Double)]) -> [GridPoint] {
    offsets.compactMap { GridPoint(metresX: originX + $0.0, y: originY + $0.1) }
  }

  mutating func set(_ field: String, _ value: Value, at index: Int = 0) {
    guard let position = CheckFixture.columns.firstIndex(where: { $0.name == field }) else {
      return
    }
    features[index].values[position] = value
  }

  mutating func setRing(_ offsets: [(Double, Double)], at index: Int = 0) {
    features[index].geometry = MultiPolygon(Polygon(CheckFixture.points(offsets)))
  }

  var input: CheckInput {
    CheckInput(
      patches: CheckLayer(name: "DLTB", columns: CheckFixture.columns, features: features),
      villages: CheckLayer(
        name: "CJDCQ", columns: CheckFixture.villageColumns, features: villages),
      counties: CheckLayer(
        name: "XZQ", columns: [Column("XZQDM", .text), Column("DCMJ", .real)],
        features: counties),
      crs: crs)
  }

  /// The same without villages, counties and attributes: geometry only.
  var bare: CheckInput {
    CheckInput(
      patches: CheckLayer(
        name: "parcels", columns: [],
        features: features.map { Feature(fid: $0.fid, geometry: $0.geometry, values: []) }))
  }

  func rules(options: CheckOptions = CheckOptions()) throws -> [String] {
    try QualityCheck.run(input, options: options).findings.map(\.rule)
  }
}

/// Layers of the shared test data.
enum CheckData {
  static let folder: URL? = {
    let given = ProcessInfo.processInfo.environment["ZHITU_SHARED_DATA"]
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let url =
      given.map { URL(fileURLWithPath: $0) } ?? root.appendingPathComponent("../shared/data")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
  }()

  /// Geometries only.
  static func layer(_ path: String) throws -> CheckLayer {
    let source = try VectorSource(path: (folder?.path ?? "") + "/" + path)
    var features: [Feature] = []
    if let layer = source.layers.first {
      try source.forEachFeature(in: layer, columns: []) { feature in
        var geometry: MultiPolygon?
        if case .wkb(let bytes) = feature.geometry {
          geometry = try WKB.decode(UnsafeRawBufferPointer(bytes))
        }
        features.append(Feature(fid: feature.fid, geometry: geometry, values: []))
      }
    }
    return CheckLayer(name: path, columns: [], features: features)
  }
}
