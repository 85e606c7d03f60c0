import Dispatch
import Flow
import Geometry
import Groundwork
import Synchronization
import VectorFiles

/// Reads one side of a flow from a file.
struct FileSide {
  private let input: FileFlow.Input
  private let source: VectorSource
  private let layer: SourceLayer
  /// Measures official areas; `nil` takes those in the plane.
  private let meter: AreaMeter?
  /// Where the polygons go that are not to stay in memory.
  private let spill: PolygonSpill?
  /// Gives the empty set that polygons in memory go to.
  private let room: () -> PolygonSet

  /// A side, and what was passed over and why. With a spill the side has no rings, only areas.
  struct Result: Sendable {
    var side: FlowSide
    var diagnostics: [Diagnostic]
  }

  init(
    _ input: FileFlow.Input, _ source: VectorSource, _ layer: SourceLayer, meter: AreaMeter?,
    spill: PolygonSpill?, room: @escaping () -> PolygonSet
  ) {
    self.input = input
    self.source = source
    self.layer = layer
    self.meter = meter
    self.spill = spill
    self.room = room
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
    // What is in a spill stays there: no way back to read the layer anew.
    if spill == nil, let result = try readPatches(columns, job, advance) { return result }
    return try readFeatures(columns, job, advance)
  }

  /// Reads a layer without faults.
  /// - Returns: `nil` if the layer has to be read feature by feature.
  private func readPatches(
    _ columns: [Int], _ job: Job, _ advance: (Int) -> Void
  ) throws -> Result? {
    var draft = draft()
    var done = 0
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    let count = try source.forEachPatch(
      in: layer, columns: columns, cancellation: job.cancellation
    ) { patch in
      done += 1
      if done % 1024 == 0 { advance(1024) }
      let id = columns.count > 1 ? patch.text(1).map { String(decoding: $0, as: UTF8.self) } : nil
      try append(patch.wkb, fid: patch.fid, id: id, to: &draft) { labels in
        labels.index(utf8: patch.text(0) ?? nothing)
      }
    }
    if count == nil { advance(-(done - done % 1024)) }
    return count.map { _ in draft.result }
  }

  private func readFeatures(
    _ columns: [Int], _ job: Job, _ advance: (Int) -> Void
  ) throws -> Result {
    var draft = draft()
    var done = 0
    try source.forEachFeature(in: layer, columns: columns, cancellation: job.cancellation) {
      feature in
      done += 1
      if done % 1024 == 0 { advance(1024) }
      guard case .wkb(let bytes) = feature.geometry else {
        draft.passed.append(
          FileFlow.passedOver(feature.fid, feature.geometry, input.file, layer.name))
        return
      }
      let id = columns.count > 1 ? feature.values[1].string : nil
      try append(UnsafeRawBufferPointer(bytes), fid: feature.fid, id: id, to: &draft) { labels in
        labels.index(source: feature.values[0].string ?? "", code: nil)
      }
    }
    try spill?.flush()
    return draft.result
  }

  /// A side in the making.
  private struct Draft {
    var side: FlowSide
    var labels = ClassLabels(system: nil)
    var passed: [Diagnostic] = []
    var rings = RingBuffer()
    /// The last feature only, for a spill.
    var single = PolygonSet()

    var result: Result {
      var side = side
      side.classes = labels.classes
      return Result(side: side, diagnostics: passed)
    }
  }

  /// An empty side with room for what the file may hold at most; what is not used is not touched
  /// either.
  private func draft() -> Draft {
    var side = FlowSide(name: input.file)
    let expected = layer.featureCount ?? 0
    side.reserve(expected)
    if let spill {
      spill.reserve(expected)
      side.polygons.reserve(areas: expected)
    } else {
      side.polygons = room()
      side.polygons.reserve(
        features: expected, points: PolygonRooms.mostPoints(in: source.byteCount))
    }
    return Draft(side: side)
  }

  /// Appends a feature, or notes why it is passed over.
  private func append(
    _ wkb: UnsafeRawBufferPointer, fid: Int64, id: String?, to draft: inout Draft,
    class label: (inout ClassLabels) -> Int32
  ) throws {
    // The rings are needed only where they are measured or put aside.
    let isDirect = spill == nil && meter == nil
    do throws(WKBError) {
      if isDirect {
        try draft.side.polygons.append(wkb: wkb, &draft.rings)
      } else {
        draft.rings.clear()
        try WKB.decode(wkb, into: &draft.rings)
      }
    } catch {
      draft.passed.append(FileFlow.passedOver(fid, "\(error)", input.file, layer.name))
      return
    }
    let area = try meter?.area(draft.rings, .official)
    if let spill {
      try spill.append(draft.rings)
      draft.single.removeAll()
      draft.single.append(draft.rings)
      draft.side.polygons.append(areasOf: draft.single)
    } else if !isDirect {
      draft.side.polygons.append(draft.rings)
    }
    draft.side.append(
      fid: fid, id: id ?? String(fid), class: label(&draft.labels), area: area)
  }
}
