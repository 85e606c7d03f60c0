import Foundation
import Geometry
import Groundwork
import Programme
import TestSupport
import Testing
import VectorFiles

/// Metrics of the 28 polygons of `landscape_polygons.gpkg` as other programs computed them.
@Suite("Structure metrics against FRAGSTATS and vector metrics", .enabled(if: SharedData.isPresent))
struct ReferenceMetricsTests {
  private struct Patch {
    var group: Int
    var geometry: MultiPolygon
  }

  private func patches() throws -> [Patch] {
    let source = try VectorSource(
      path: SharedData.path("validation/vectormetrics/landscape_polygons.gpkg"))
    let layer = try #require(source.layers.first)
    let column = try #require(layer.columns.firstIndex { $0.name == "class" })
    var patches: [Patch] = []
    try source.forEachFeature(in: layer, columns: [column]) { feature in
      guard case .wkb(let bytes) = feature.geometry, let group = feature.values[0].int64 else {
        Issue.record("a feature without geometry or class")
        return
      }
      patches.append(
        Patch(
          group: Int(group),
          geometry: try WKB.decode(UnsafeRawBufferPointer(bytes))))
    }
    return patches
  }

  private func rows(_ name: String) throws -> [[String: String]] {
    let text = try String(
      contentsOfFile: SharedData.path("validation/\(name)"), encoding: .utf8)
    let rows = CSV.rows(text)
    let header = rows[0].map { $0.trimmingCharacters(in: .whitespaces) }
    return rows.dropFirst().map { row in
      Dictionary(
        uniqueKeysWithValues: zip(header, row.map { $0.trimmingCharacters(in: .whitespaces) }))
    }
  }

  /// The region is the square of 30 m in which the polygons lie.
  private let region = Area(hundredths: 90_000)

  @Test("class metrics of polygons equal the vector program's")
  func vector() throws {
    let patches = try patches()
    #expect(patches.count == 28)
    var compared = 0
    var agreement: [String: (count: Int, most: Double)] = [:]
    for row in try rows("vectormetrics/vm_lsm_baseline_class.csv") {
      guard let group = row["class"].flatMap(Int.init), let name = row["base_name"],
        let expected = row["value_vm"].flatMap(Double.init), let metric = Metric(rawValue: name)
      else { continue }
      let shapes = patches.filter { $0.group == group }.map { PatchShape($0.geometry) }
      let metrics = StructureMetrics(shapes, region: region)
      var value = metrics[metric]
      if metric == .meanShape {
        // The vector program measures against a circle.
        value = shapes.compactMap(\.circleShape).reduce(0, +) / Double(shapes.count)
      }
      // It takes the deviation of a sample, n − 1.
      if metric == .sizeDeviation || metric == .sizeVariation {
        let n = Double(shapes.count)
        value = value.map { $0 * (n / (n - 1)).squareRoot() }
      }
      let found = try #require(value)
      #expect(abs(found - expected) <= 1e-9 * max(1, abs(expected)), "\(name) of \(group)")
      agreement[name, default: (0, 0)].count += 1
      agreement[name, default: (0, 0)].most = max(agreement[name]?.most ?? 0, abs(found - expected))
      compared += 1
    }
    #expect(compared >= 36)
    tell("vector metrics", agreement)
  }

  @Test("class metrics equal FRAGSTATS where cells and polygons mean the same")
  func fragstats() throws {
    let patches = try patches()
    let columns: [(Metric, String)] = [
      (.patchCount, "NP"), (.totalArea, "CA"), (.shareOfRegion, "PLAND"), (.patchDensity, "PD"),
      (.largestShare, "LPI"), (.meanSize, "AREA_MN"), (.sizeDeviation, "AREA_SD"),
      (.sizeVariation, "AREA_CV"), (.effectiveMesh, "MESH"), (.division, "DIVISION"),
      (.splitting, "SPLIT"), (.meanFractalDimension, "FRAC_MN"),
    ]
    let cohesion = try AggregationIndex.values(
      of: patches.map(\.geometry), groups: patches.map(\.group), cell: 1)
    var compared = 0
    var agreement: [String: (count: Int, most: Double)] = [:]
    for row in try rows("landscapemetrics/landscape.class") {
      guard let group = row["TYPE"].flatMap({ Int($0.drop { !$0.isNumber }) }) else { continue }
      let shapes = patches.filter { $0.group == group }.map { PatchShape($0.geometry) }
      let metrics = StructureMetrics(shapes, region: region)
      for (metric, column) in columns {
        let expected = try #require(row[column].flatMap(Double.init), "\(column)")
        let found = try #require(metrics[metric])
        // Four places are printed.
        #expect(abs(found - expected) <= 6e-5, "\(column) of \(group): \(found), \(expected)")
        agreement[column, default: (0, 0)].count += 1
        agreement[column, default: (0, 0)].most = max(
          agreement[column]?.most ?? 0, abs(found - expected))
        compared += 1
      }
      let expected = try #require(row["AI"].flatMap(Double.init))
      #expect(abs((cohesion[group] ?? .nan) - expected) <= 6e-5, "AI of \(group)")
    }
    #expect(compared == 36)
    tell("FRAGSTATS", agreement)
  }

  @Test("area-weighted shape and fractal dimension follow from FRAGSTATS' patches")
  func weighted() throws {
    let table = try rows("landscapemetrics/landscape.patch")
    let patches = try patches()
    for group in 1...3 {
      let own = table.filter { $0["TYPE"].map { $0.hasSuffix("_\(group)") } ?? false }
      #expect(!own.isEmpty)
      func weighted(_ column: String) throws -> Double {
        var sum = 0.0
        var weight = 0.0
        for row in own {
          let area = try #require(row["AREA"].flatMap(Double.init))
          sum += try #require(row[column].flatMap(Double.init)) * area
          weight += area
        }
        return sum / weight
      }
      let metrics = StructureMetrics(
        patches.filter { $0.group == group }.map { PatchShape($0.geometry) }, region: region)
      let dimension = try #require(metrics[.weightedFractalDimension])
      #expect(abs(dimension - (try weighted("FRAC"))) < 2e-3)
      // FRAGSTATS measures against the most compact clump of cells, which is never rounder than a
      // square: its shape is at most that against a square.
      let shape = try #require(metrics[.weightedShape])
      let theirs = try weighted("SHAPE")
      #expect(shape >= theirs - 1e-3 && shape < theirs * 1.15, "\(shape) \(theirs)")
    }
  }

  @Test("FRAGSTATS leaves the border of the landscape out of the edge, and nothing else")
  func edges() throws {
    let patches = try patches()
    let box = try #require(Bounds.around(patches.compactMap(\.geometry.bounds)))
    for row in try rows("landscapemetrics/landscape.class") {
      guard let group = row["TYPE"].flatMap({ Int($0.drop { !$0.isNumber }) }) else { continue }
      var border = 0.0
      for patch in patches where patch.group == group {
        for ring in patch.geometry.polygons.flatMap(\.rings) {
          for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
            let isVertical = a.metresX == b.metresX && [box.minX, box.maxX].contains(a.metresX)
            let isLevel = a.metresY == b.metresY && [box.minY, box.maxY].contains(a.metresY)
            if isVertical || isLevel {
              border += abs(a.metresX - b.metresX) + abs(a.metresY - b.metresY)
            }
          }
        }
      }
      let metrics = StructureMetrics(
        patches.filter { $0.group == group }.map { PatchShape($0.geometry) }, region: region)
      let edge = try #require(metrics[.totalEdge])
      let expected = try #require(row["TE"].flatMap(Double.init))
      #expect(abs(edge - border - expected) < 1e-9, "\(group): \(edge) − \(border), \(expected)")
    }
  }

  @Test("FRAGSTATS measures shape against the most compact clump of cells, and nothing else")
  func shapes() throws {
    // The shortest edge of so many cells (McGarigal, Cushman, Ene 2012).
    func shortest(_ cells: Int) -> Double {
      let side = Int(Double(cells).squareRoot())
      let rest = cells - side * side
      return Double(rest == 0 ? 4 * side : rest <= side ? 4 * side + 2 : 4 * side + 4)
    }
    let patches = try patches()
    for row in try rows("landscapemetrics/landscape.class") {
      guard let group = row["TYPE"].flatMap({ Int($0.drop { !$0.isNumber }) }) else { continue }
      let shapes = patches.filter { $0.group == group }.map { PatchShape($0.geometry) }
      let values = shapes.map { shape in
        Double(shape.perimeter) / 1000 / shortest(Int(shape.planar.squareMetres.rounded()))
      }
      let expected = try #require(row["SHAPE_MN"].flatMap(Double.init))
      #expect(abs(values.reduce(0, +) / Double(values.count) - expected) <= 6e-5, "\(group)")
    }
  }

  /// The agreement table of `Docs/diagnosis.md`.
  private func tell(_ other: String, _ agreement: [String: (count: Int, most: Double)]) {
    for (name, found) in agreement.sorted(by: { $0.key < $1.key }) {
      print("agreement | \(other) | \(name) | \(found.count) | \(found.most)")
    }
  }
}
