import Dispatch
import Geometry
import Groundwork
import Survey
import Synchronization
import VectorFiles

/// Reads one side of a flow from a file.
struct FileSide {
  let input: FileFlow.Input
  private let reference: SourceReference
  private let plane: WorkingPlane
  /// Measures official areas; `nil` takes those in the plane.
  private let meter: AreaMeter?
  /// Where the polygons go that are not to stay in memory.
  private let spill: PolygonSpill?
  private var source: VectorSource { reference.source }
  private var layer: SourceLayer { reference.layer }

  /// A side, and what the user should know. With a spill the side has no rings, only areas.
  struct Result: Sendable {
    var side: FlowSide
    var diagnostics: [Diagnostic]
    var repaired: Int
    var setAside: Int
  }

  init(
    _ input: FileFlow.Input, _ reference: SourceReference, _ plane: WorkingPlane,
    meter: AreaMeter?, spill: PolygonSpill?
  ) {
    self.input = input
    self.reference = reference
    self.plane = plane
    self.meter = meter
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
    var columns = [try column(input.classField)]
    if let idField = input.idField { columns.append(try column(idField)) }
    // What is in a spill cannot be removed, so the layer cannot be read again.
    if spill == nil, let result = try readPatches(columns, job, advance) { return result }
    return try readFeatures(columns, job, advance)
  }

  private func column(_ name: String) throws -> Int {
    if let index = layer.column([name]) { return index }
    let names = layer.columns.map(\.name)
    if let table = layer.missingTable {
      throw Diagnostic(
        code: "import.sidecar-missing",
        Localized(
          zh: "缺少属性表 \(table)，没有字段“\(name)”。",
          en: "The attribute table \(table) is missing, and with it the field ‘\(name)’."),
        remedy: Localized(
          zh: "把 \(table) 与 .shp 一起提供。", en: "Give \(table) together with the .shp."),
        file: input.file, layer: layer.name, field: name)
    }
    throw Diagnostic(
      code: "flow.field-missing",
      Localized(zh: "没有字段“\(name)”。", en: "There is no field ‘\(name)’."),
      remedy: Localized(
        zh: "可用的字段：\(names.joined(separator: "、"))。",
        en: "The fields: \(names.joined(separator: ", "))."),
      file: input.file, layer: layer.name, field: name)
  }

  /// Reads a layer by the batch.
  /// - Returns: `nil` if the layer has to be read feature by feature.
  private func readPatches(
    _ columns: [Int], _ job: Job, _ advance: (Int) -> Void
  ) throws -> Result? {
    var draft = draft()
    var done = 0
    let count = try source.forEachPatch(
      in: layer, columns: columns, cancellation: job.cancellation
    ) { patch in
      done += 1
      if done % 1024 == 0 { advance(1024) }
      let id = columns.count > 1 ? patch.text(1).map { String(decoding: $0, as: UTF8.self) } : nil
      let source = patch.text(0).map { String(decoding: $0, as: UTF8.self) } ?? ""
      try draft.append(patch.wkb, fid: patch.fid, id: id, source: source)
    }
    guard count != nil else {
      advance(-(done - done % 1024))
      return nil
    }
    return try draft.result()
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
      let id = columns.count > 1 ? feature.values[1].string : nil
      let source = feature.values[0].string ?? ""
      if case .wkb(let bytes) = feature.geometry, feature.damage == nil {
        try draft.append(
          UnsafeRawBufferPointer(bytes), fid: feature.fid, id: id, source: source)
      } else {
        draft.setAside(feature, id: id)
      }
    }
    try spill?.flush()
    var result = try draft.result()
    result.diagnostics = source.readingDiagnostics + result.diagnostics
    return result
  }

  /// An empty side with capacity for what the file may hold at most; what is not used is not touched
  /// either.
  private func draft() -> FileSideDraft {
    var side = FlowSide(name: input.file)
    let expected = layer.featureCount ?? 0
    side.reserve(expected)
    if let spill {
      spill.reserve(expected)
      side.polygons.reserve(areas: expected)
    } else {
      // Each point takes two doubles in a file that is not compressed.
      side.polygons.reserve(features: expected, points: source.byteCount / 16)
    }
    return FileSideDraft(
      side: side, patches: PatchReader(reference, plane), meter: meter, spill: spill,
      file: input.file, layer: layer.name)
  }
}
