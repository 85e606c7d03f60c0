import Dispatch
import Flow
import Geometry
import Groundwork
import Survey
import Synchronization

/// Reads one side of a flow from a file.
struct FileSide {
  private let input: FileFlow.Input
  private let source: VectorSource
  private let layer: SourceLayer
  private let meter: AreaMeter
  private let area: AreaKind
  /// Where the polygons go that are not to stay in memory.
  private let spill: PolygonSpill?

  /// A side, and what was passed over and why. With a spill the side has no rings, only areas.
  struct Result: Sendable {
    var side: FlowSide
    var diagnostics: [Diagnostic]
  }

  init(
    _ input: FileFlow.Input, _ source: VectorSource, _ layer: SourceLayer, meter: AreaMeter,
    area: AreaKind, spill: PolygonSpill?
  ) {
    self.input = input
    self.source = source
    self.layer = layer
    self.meter = meter
    self.area = area
    self.spill = spill
  }

  /// Reads several sides at the same time if the job has the threads for it.
  static func readAll(_ readers: [FileSide], _ job: Job) throws -> [Result] {
    let names = readers.map(\.layer.name).joined(separator: ", ")
    let counts = readers.map(\.layer.featureCount)
    let total = counts.contains(nil) ? nil : counts.reduce(0) { $0 + ($1 ?? 0) }
    let done = Atomic<Int>(0)
    job.progress.begin(Localized(zh: "读取 \(names)", en: "Reading \(names)"), total: total)
    defer { job.progress.end() }
    let advance: @Sendable (Int) -> Void = { count in
      job.progress.advance(to: done.add(count, ordering: .relaxed).newValue)
    }
    guard job.threads > 1 else { return try readers.map { try $0.read(job, advance) } }
    let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
    // Each file is read by one thread only.
    nonisolated(unsafe) let shared = readers
    DispatchQueue.concurrentPerform(iterations: readers.count) { index in
      let result = Swift.Result { try shared[index].read(job, advance) }
      results.withLock { $0[index] = result }
    }
    let read = results.withLock { $0 }
    return try readers.indices.compactMap { try read[$0]?.get() }
  }

  private func read(_ job: Job, _ advance: (Int) -> Void) throws -> Result {
    var columns = [try FileFlow.column(input.classField, layer, input.file)]
    if let idField = input.idField {
      columns.append(try FileFlow.column(idField, layer, input.file))
    }
    var side = FlowSide(name: input.file)
    var labels = ClassLabels(system: nil)
    var rings = RingBuffer()
    var passed: [Diagnostic] = []
    var done = 0
    // Room for what the file may hold at most; what is not used is not touched either.
    let expected = layer.featureCount ?? 0
    side.reserve(expected)
    if let spill {
      spill.reserve(expected)
      side.polygons.reserve(areas: expected)
    } else {
      side.polygons.reserve(
        features: expected, points: source.byteCount / (2 * MemoryLayout<Double>.size))
    }
    var whole = PolygonSet()
    try source.forEachFeature(in: layer, columns: columns, cancellation: job.cancellation) {
      feature in
      done += 1
      if done % 1024 == 0 { advance(1024) }
      let id = columns.count > 1 ? feature.values[1].string : nil
      guard case .wkb(let bytes) = feature.geometry else {
        passed.append(
          FileFlow.passedOver(feature, "\(feature.geometry)", input.file, layer.name))
        return
      }
      var area: Area?
      do throws(WKBError) {
        if spill == nil, self.area == .planar {
          try side.polygons.append(wkb: UnsafeRawBufferPointer(bytes), &rings)
        } else {
          rings.clear()
          try WKB.decode(UnsafeRawBufferPointer(bytes), into: &rings)
        }
      } catch {
        passed.append(FileFlow.passedOver(feature, "\(error)", input.file, layer.name))
        return
      }
      if self.area == .official { area = try meter.area(rings, .official) }
      if let spill {
        try spill.append(rings)
        whole.removeAll()
        whole.append(rings)
        side.polygons.append(areasOf: whole)
      } else if self.area == .official {
        side.polygons.append(rings)
      }
      side.append(
        fid: feature.fid, id: id ?? String(feature.fid),
        class: labels.index(source: feature.values[0].string ?? "", code: nil), area: area)
    }
    try spill?.flush()
    side.classes = labels.classes
    return Result(side: side, diagnostics: passed)
  }
}
