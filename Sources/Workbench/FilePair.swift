import Flow
import Geodesy
import Geometry
import Groundwork
import Overlay
import VectorFiles

/// Two files with one coordinate system, opened.
struct FilePair {
  /// The density of the area that is asked for, `nil` for that in the plane.
  let density: (any ArealDensity)?
  private let a: (input: FileFlow.Input, source: VectorSource, layer: SourceLayer)
  private let b: (input: FileFlow.Input, source: VectorSource, layer: SourceLayer)
  /// Measures the areas that are asked for; `nil` for those in the plane, which need no measuring.
  private let meter: AreaMeter?
  private let rooms: PolygonRooms

  /// Opens both files. GDAL and the database of coordinate systems are loaded for that, during which a
  /// second thread gets memory ready for the polygons that are to stay in memory.
  static func open(
    _ a: FileFlow.Input, _ b: FileFlow.Input, area kind: AreaKind, staysInMemory: Bool, _ job: Job
  ) throws -> FilePair {
    let rooms = PolygonRooms()
    if staysInMemory, job.threads > 1 { rooms.makeReady(for: [a.file, b.file]) }
    defer { rooms.stop() }
    return try FilePair(a, b, area: kind, rooms)
  }

  private init(
    _ a: FileFlow.Input, _ b: FileFlow.Input, area kind: AreaKind, _ rooms: PolygonRooms
  ) throws {
    func open(
      _ input: FileFlow.Input
    ) throws -> (input: FileFlow.Input, source: VectorSource, layer: SourceLayer) {
      let source = try VectorSource(path: input.file, encoding: input.encoding)
      return (input, source, try source.layer(named: input.layer))
    }
    self.a = try open(a)
    self.b = try open(b)
    let crs = try FilePair.commonCRS(self.a.layer, a.file, self.b.layer, b.file)
    meter = kind == .official ? try AreaMeter(crs) : nil
    density = meter?.density(kind)
    self.rooms = rooms
  }

  /// What the user should know about the files, once they are read.
  var diagnostics: [Diagnostic] {
    [a.source, b.source].flatMap { $0.diagnostics + $0.readingDiagnostics } + classKinds
  }

  /// A warning if one class field is of numbers and the other of text: `101` and `0101` would be two
  /// classes.
  private var classKinds: [Diagnostic] {
    func isText(_ file: (input: FileFlow.Input, source: VectorSource, layer: SourceLayer)) -> Bool {
      file.layer.column([file.input.classField]).map { file.layer.columns[$0].type == .text }
        ?? true
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
          en:
            "Import both layers with zhitu import, which puts the zeros back, or make the field one of"
            + " text."),
        file: numbers.input.file, layer: numbers.layer.name, field: numbers.input.classField)
    ]
  }

  /// Reads both files at the same time; into memory, or with polygons put aside in the spills.
  func read(_ job: Job, _ spills: [PolygonSpill] = []) throws -> [FileSide.Result] {
    let readers = [a, b].enumerated().map { index, file in
      FileSide(
        file.input, file.source, file.layer, meter: meter,
        spill: spills.isEmpty ? nil : spills[index], room: { rooms.take(index) })
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
    let largest = spills.compactMap(\.largestByteCount).max()
    let room = MemoryRoom(
      limit: memory, features: sides[0].side.count + sides[1].side.count, largest: largest ?? 0)
    let polygons = try room.forPolygons()
    let overlay = TiledOverlay(spills[0], spills[1], density: density, memory: polygons)
    return try job.measure("overlay") {
      let tiles = try overlay.run(job) { try room.check(pieces: $0) }
      func side(_ index: Int) throws -> DoubleCover.Side {
        let (spill, side) = (spills[index], sides[index].side)
        return DoubleCover.Side(
          try SelfOverlaps(within: spill, memory: polygons, job: job), name: side.name,
          id: { side.ids[$0] }, polygon: { try spill.load([$0]).multiPolygon(of: 0) })
      }
      let cover = try DoubleCover(
        tiles.table, before: side(0), after: side(1), density: density, job: job)
      return Tiled(sides: sides, table: tiles.table, cover: cover, weights: tiles.weights)
    }
  }

  private static func commonCRS(
    _ a: SourceLayer, _ fileA: String, _ b: SourceLayer, _ fileB: String
  ) throws -> CoordinateReferenceSystem {
    let first = try FileFlow.projectedCRS(a, fileA)
    if let stated = a.crs, stated.definition == b.crs?.definition { return first }
    let second = try FileFlow.projectedCRS(b, fileB)
    guard first.isEquivalent(to: second) else {
      throw Diagnostic(
        code: "flow.crs-differ",
        Localized(
          zh: "两个图层的坐标系不同：“\(first.name)”与“\(second.name)”。",
          en: "The layers have different coordinate systems: ‘\(first.name)’, ‘\(second.name)’."),
        remedy: Localized(
          zh: "先用 zhitu import 导入同一工作空间，导入时会自动转换。",
          en: "Import both into one workspace with zhitu import, which converts them."),
        file: fileB, layer: b.name)
    }
    return first
  }
}
