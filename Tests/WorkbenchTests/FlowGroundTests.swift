import Flow
import Foundation
import Geometry
import Groundwork
import Sample
import Storage
import Survey
import TestSupport
import Testing
import Workbench

@Suite("The ground of a cell of a flow matrix")
struct FlowGroundTests {
  /// The sample district with its plan laid.
  private func workspace(_ scratch: Scratch) throws -> Workbench {
    let sample = scratch.path + "/sample.gpkg"
    try SampleDistrict.generate(seed: 7).write(to: sample)
    let workspace = try Workspace.openOrCreate(scratch.path + "/w.gpkg")
    let bench = Workbench(workspace)
    _ = try bench.importFile(sample, options: ImportOptions(), plan: "demo")
    try bench.keep(bench.lay(plan: bench.onlyPlan(), base: bench.baseEpoch(), area: .official))
    return bench
  }

  @Test("the pieces of every changed cell sum to it, and lie in the right place")
  func pieces() throws {
    let scratch = try Scratch()
    let bench = try workspace(scratch)
    defer { bench.workspace.close() }
    let record = try #require(try bench.workspace.layers().first { $0.role == .flow })
    for grouping in [FlowGrouping.level1, .category] {
      let matrix = try bench.keptMatrix(from: "2023", to: "demo", by: grouping)
      let changes = matrix.cells.filter { $0.from?.key != $0.to?.key }
      #expect(!changes.isEmpty)
      for cell in changes {
        let ground = try bench.flowGround(
          record, from: cell.from?.key, to: cell.to?.key, by: grouping, limit: .max)
        #expect(ground.area == cell.area)
        #expect(ground.pieces.map(\.area).total() == cell.area)
        #expect(ground.count == ground.pieces.count)
        for piece in ground.pieces where piece.area.squareMetres > 1 {
          let drawn = piece.geometry.planarSquareMetres
          #expect(abs(drawn - piece.area.squareMetres) < 1 + 0.001 * drawn)
        }
      }
    }
    let largest = try bench.flowGround(
      record, from: "farm", to: "construction", by: .category, limit: 3)
    #expect(largest.pieces.count == 3 && largest.count > 3)
    #expect(largest.pieces.map(\.area) == largest.pieces.map(\.area).sorted(by: >))
  }

  @Test("the stored matrix equals that of the ledger")
  func matrix() throws {
    let scratch = try Scratch()
    let bench = try workspace(scratch)
    defer { bench.workspace.close() }
    let ledger = try bench.flow(from: "2023", to: "demo", area: .official)
    for grouping in [FlowGrouping.class, .level1, .category] {
      let kept = try bench.keptMatrix(from: "2023", to: "demo", by: grouping)
      let made = ledger.matrix(by: grouping)
      #expect(kept.cells.map(\.area) == made.cells.map(\.area))
      #expect(kept.cells.map { $0.from?.key } == made.cells.map { $0.from?.key })
      #expect(kept.cells.map { $0.to?.name } == made.cells.map { $0.to?.name })
    }
  }

  @Test("names are inside their units")
  func places() throws {
    let scratch = try Scratch()
    let bench = try workspace(scratch)
    defer { bench.workspace.close() }
    let places = try bench.places()
    #expect(Set(places.filter { $0.role == .township }.map(\.name)).count == 3)
    #expect(places.contains { $0.role == .village })
    let box = try #require(try bench.workspace.bounds(of: "unit_township"))
    for place in places {
      #expect(box.contains(x: place.point.metresX, y: place.point.metresY), "\(place.name)")
    }
  }
}
