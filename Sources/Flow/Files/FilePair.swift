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
      + FilePair.classKinds(self.a, self.b)
    meter = kind == .official ? try AreaMeter(planes.0.crs) : nil
    density = meter?.density(kind)
  }

  private static func reference(_ input: FileFlow.Input) throws -> SourceReference {
    let source = try VectorSource(path: input.file, encoding: input.encoding)
    return try SourceReference(
      source, source.layer(named: input.layer), input.georeference)
  }

  /// A warning if one class field is of numbers and the other of text: `101` and `0101` would be two
  /// classes.
  private static func classKinds(_ a: File, _ b: File) -> [Diagnostic] {
    func isText(_ file: File) -> Bool {
      let layer = file.reference.layer
      return layer.column([file.input.classField]).map { layer.columns[$0].type == .text } ?? true
    }
    guard isText(a) != isText(b) else { return [] }
    let numbers = isText(a) ? b : a
    return [
      Diagnostic(
        .warning, code: "flow.class-numbers",
        Localized(
          zh: "一个文件的地类字段是数值，另一个是文本；数值丢失前导零，101 与 0101 会被当作两个地类。",
          en: "The class field is one of numbers in one file and of text in the other; numbers lose"
            + " their leading zero, and 101 and 0101 count as two classes."),
        remedy: Localized(
          zh: "用 zhitu import 导入两个图层（导入时补回前导零）后再计算流向，或把该字段改为文本。",
          en: "Import both layers with zhitu import, which puts the zeros back, or make the field"
            + " one of text."),
        file: numbers.input.file, layer: numbers.reference.layer.name,
        field: numbers.input.classField)
    ]
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
    var cover: DoubleCover
    var weights: [Double]?
  }

  /// Reads both files and overlays them tile by tile, with polygons in temporary files.
  ///
  /// - Throws: a `Diagnostic` if the memory does not do; ``Groundwork/SpillFile/Failure``;
  ///   ``Groundwork/Cancelled``.
  func overlay(within memory: Int, _ job: Job) throws -> Tiled {
    let spills = try [PolygonSpill(), PolygonSpill()]
    let sides = try read(job, spills)
    let tiles = try TiledFlow.overlay(
      TiledFlow.Side(sides[0].side, polygons: spills[0]),
      TiledFlow.Side(sides[1].side, polygons: spills[1]), density: density, memory: memory, job: job)
    return Tiled(sides: sides, table: tiles.table, cover: tiles.cover, weights: tiles.weights)
  }
}
