import Geometry
import Groundwork
import Overlay
import Survey
import VectorFiles

/// Two files in one plane, opened.
struct FilePair {
  /// The density of the area that is asked for, `nil` for that in the plane.
  let density: (any ArealDensity)?
  /// What the user should know about the files and their coordinates.
  let diagnostics: [Diagnostic]
  private let a: File
  private let b: File
  /// Measures the areas that are asked for; `nil` for those in the plane, which need no measuring.
  private let meter: AreaMeter?

  private struct File {
    var input: FileFlow.Input
    var reference: SourceReference
    var plane: WorkingPlane
  }

  init(
    _ a: FileFlow.Input, _ b: FileFlow.Input, area kind: AreaKind, _ job: Job
  ) throws {
    let first = try FilePair.reference(a)
    let second = try FilePair.reference(b)
    let planes: (WorkingPlane, WorkingPlane)
    if !first.isInMetres, second.isInMetres {
      planes = (try first.plane(second.crs), try second.ownPlane(job))
    } else {
      let own = try first.ownPlane(job)
      planes = (own, try second.plane(own.crs))
    }
    self.a = File(input: a, reference: first, plane: planes.0)
    self.b = File(input: b, reference: second, plane: planes.1)
    diagnostics =
      first.diagnostics + planes.0.diagnostics + second.diagnostics + planes.1.diagnostics
    meter = kind == .official ? try AreaMeter(planes.0.crs) : nil
    density = meter?.density(kind)
  }

  private static func reference(_ input: FileFlow.Input) throws -> SourceReference {
    let source = try VectorSource(path: input.file, encoding: input.encoding)
    return try SourceReference(
      source, source.layer(named: input.layer), input.georeference)
  }

  /// Reads both files at the same time; into memory, or with polygons put aside in the spills.
  func read(_ job: Job, _ spills: [PolygonSpill] = []) throws -> [FileSide.Result] {
    let readers = [a, b].enumerated().map { index, file in
      FileSide(
        file.input, file.reference, file.plane, meter: meter,
        spill: spills.isEmpty ? nil : spills[index])
    }
    return try job.measure("read") { try FileSide.readAll(readers, job) }
  }

  /// What an overlay by tiles comes to.
  struct Tiled {
    var sides: [FileSide.Result]
    var table: AreaTable
    var weights: [Double]?
  }

  /// Reads both files and overlays them tile by tile, with polygons in temporary files.
  ///
  /// - Throws: a `Diagnostic` if the memory does not do; ``Groundwork/SpillFile/Failure``;
  ///   ``Groundwork/Cancelled``.
  func overlay(within memory: Int, _ job: Job) throws -> Tiled {
    let spills = try [PolygonSpill(), PolygonSpill()]
    let sides = try read(job, spills)
    let largest = spills.compactMap(\.largestByteCount).max()
    let budget = MemoryBudget(
      limit: memory, features: sides[0].side.count + sides[1].side.count, largest: largest ?? 0)
    let overlay = TiledOverlay(
      spills[0], spills[1], density: density, memory: try budget.forPolygons())
    let tiles = try job.measure("overlay") {
      try overlay.run(job) { try budget.check(pieces: $0) }
    }
    return Tiled(sides: sides, table: tiles.table, weights: tiles.weights)
  }
}
