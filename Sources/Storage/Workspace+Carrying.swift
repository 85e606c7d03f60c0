import EventLog
import Geometry
import Groundwork

/// What came of carrying a workspace into another home.
public struct CarryReport: Sendable, Codable {
  /// Layers that were copied now.
  public var copied: [String] = []
  /// Layers that an earlier attempt had copied, and that are equal.
  public var alreadyThere: [String] = []
  public var features = 0
  public var documents = 0
  /// Events of the log of deeds, whose chain ends with the same hash in both homes.
  public var events = 0
  /// The hash of the rows of every layer, the same in both homes.
  public var hashes: [String: String] = [:]
  /// The hash over all documents, the same in both homes.
  public var documentsHash = ""
}

extension Workspace {
  static let unfinishedMeta = "carried_from"

  /// Copies one state of the whole workspace into another home and proves that both are equal.
  ///
  /// Each layer is one transaction, so that an attempt that was cut off is taken up where it ended:
  /// layers that are equal already are passed over. Until all is there and proved, the target is
  /// marked as unfinished; see ``checkFinished()``.
  /// - Throws: Diagnostics `workspace.not-empty` when the target holds something else,
  ///   `workspace.integrity` when the source is not as it was written, and those of both homes;
  ///   ``Groundwork/Cancelled``.
  public func carry(into target: Workspace, job: Job = Job()) throws -> CarryReport {
    try read { source in
      try target.prepare(for: source, from: path)
      var report = CarryReport()
      let layers = try source.layers()
      job.progress.begin(
        Localized(zh: "搬运工作区", en: "Carrying the workspace"),
        total: layers.reduce(0) { $0 + $1.featureCount })
      defer { job.progress.end() }
      try target.drop(others: layers)
      for layer in layers {
        try job.cancellation.check()
        let hashes = try source.sealed(layer)
        report.hashes[layer.name] = hashes.rows
        report.features += layer.featureCount
        if try target.read({ try $0.home.hashes(of: layer.name) }) == hashes {
          report.alreadyThere.append(layer.name)
        } else {
          try target.copy(layer, from: source, job)
          report.copied.append(layer.name)
        }
        job.progress.advance(to: report.features)
      }
      report.events = try target.copyEvents(from: source, job)
      report.documents = try target.copyDocuments(from: source, job)
      try target.prove(source, report)
      try target.proveEvents(source, job)
      report.documentsHash = try source.home.meta(DocumentChain.metaName) ?? ""
      let secrets = try source.secrets()
      try target.write { writer in
        if let secrets { try writer.keepSecrets(secrets) }
        try writer.setMeta(Workspace.unfinishedMeta, "")
      }
      return report
    }
  }

  /// Throws the diagnostic `workspace.unfinished` if the workspace is a copy that was never finished.
  public func checkFinished() throws {
    guard let source = try read({ try $0.home.meta(Workspace.unfinishedMeta) }), !source.isEmpty
    else { return }
    throw Diagnostic(
      code: "workspace.unfinished",
      Localized(
        zh: "这里是从 \(source) 搬来、尚未搬完的工作区。",
        en: "this is a copy of \(source) that was never finished."),
      remedy: Localized(
        zh: "再运行一次同样的 zhitu move，从中断处继续。",
        en: "Run the same zhitu move again: it goes on where it ended."), file: path)
  }

  private func prepare(for source: WorkspaceReader, from address: String) throws {
    let present = try read { try $0.home.meta(Workspace.unfinishedMeta) }
    let isEmpty = try read {
      try $0.layers().isEmpty && $0.home.documents(kind: nil, key: nil).isEmpty
        && $0.home.logHeader() == nil
    }
    guard isEmpty || present == address else {
      throw Diagnostic(
        code: "workspace.not-empty",
        Localized(
          zh: "目标处已有别的工作区。", en: "there is another workspace at the target already."),
        remedy: Localized(
          zh: "换一个文件名或 schema。", en: "Choose another file or schema."), file: path)
    }
    try write { writer in
      try writer.setMeta(Workspace.unfinishedMeta, address)
      if let reference = try source.crsDefinition() { try writer.setCRS(reference) }
    }
  }

  /// Removes layers of an earlier attempt that the source no longer has.
  private func drop(others layers: [LayerRecord]) throws {
    let kept = Set(layers.map { Names.key($0.name) })
    let gone = try self.layers().map { $0.name }.filter { !kept.contains(Names.key($0)) }
    if !gone.isEmpty { try write { writer in for name in gone { try writer.dropLayer(name) } } }
  }

  private func copy(_ layer: LayerRecord, from source: WorkspaceReader, _ job: Job) throws {
    let shape = try source.shape(of: layer.name)
    try write { writer in
      let table = try writer.createLayer(
        layer, geometry: shape.geometry, columns: shape.columns, indexed: shape.indexed)
      let query = TableQuery(
        table: layer.name, columns: shape.columns.map { $0.name },
        hasGeometry: shape.geometry != .none)
      try source.home.scan(query) { fid, wkb, values in
        if fid % 256 == 0 { try job.cancellation.check() }
        try table.append(fid: fid, rawWKB: [UInt8](wkb), values: values)
      }
      try table.finish()
      try writer.updateRecord(layer)
    }
  }

  private func copyDocuments(from source: WorkspaceReader, _ job: Job) throws -> Int {
    let entries = try source.home.documents(kind: nil, key: nil)
    let present = try read { try $0.home.documents(kind: nil, key: nil).count }
    var next = present
    while next < entries.count {
      try job.cancellation.check()
      let part = entries[next..<min(next + 200, entries.count)]
      try write { writer in
        for entry in part {
          try writer.putDocument(
            kind: entry.kind, key: entry.key, createdAt: entry.createdAt,
            body: source.body(of: entry))
        }
      }
      next += part.count
    }
    return entries.count
  }

  /// Copies the log of deeds event by event, as it is: the chain of hashes proves that it is the same.
  private func copyEvents(from source: WorkspaceReader, _ job: Job) throws -> Int {
    guard let header = try source.home.logHeader() else { return 0 }
    let present = try read { try ($0.home.logHeader(), $0.home.lastEvent()?.count ?? 0) }
    if present.0 == nil { try write { try $0.home.insert(header) } }
    var position = present.1
    while true {
      try job.cancellation.check()
      let records = try source.home.events(after: position, limit: 2000)
      guard let last = records.last else { break }
      try write { try $0.home.insert(records) }
      position = last.position
    }
    return Int(position)
  }

  /// Hashes the copied log again, event by event, and compares its last hash with that of the
  /// source.
  private func proveEvents(_ source: WorkspaceReader, _ job: Job) throws {
    let verified = try LogVerification.run(self, job: job)
    let isEqual =
      try verified.header == source.home.logHeader() && verified.head == source.home.head()
    if isEqual, verified.isIntact { return }
    let fault = verified.faults.first?.message
    throw Diagnostic(
      code: "workspace.integrity",
      Localized(
        zh: "搬来的日志与原来的不同" + (fault.map { "：\($0.zh)" } ?? "") + "。",
        en: "the log that arrived is not what was appended"
          + (fault.map { ": \($0.en)" } ?? "") + "."),
      remedy: Localized(
        zh: "用 zhitu log verify 核对原处的日志。", en: "Check the log of the source with zhitu log verify."),
      file: path)
  }

  /// Reads what has arrived and compares it with the source.
  private func prove(_ source: WorkspaceReader, _ report: CarryReport) throws {
    try read { copy in
      for layer in try source.layers() {
        let isEqual =
          try copy.layer(layer.name) == layer
          && copy.sealed(layer, always: true)
            == source.sealed(layer)
        if !isEqual { throw Diagnostic.changed(path, layer.name) }
      }
      var chain = DocumentChain()
      for entry in try source.home.documents(kind: nil, key: nil) {
        chain.add(
          kind: entry.kind, key: entry.key, createdAt: entry.createdAt,
          sha256: try entry.sha256 ?? DocumentChain.hash(source.body(of: entry)))
      }
      let arrived = try copy.home.documents(kind: nil, key: nil)
      for entry in arrived { _ = try copy.body(of: entry) }
      guard arrived.count == report.documents, (arrived.last?.chain ?? "") == chain.head else {
        throw Diagnostic(
          code: "workspace.integrity",
          Localized(
            zh: "搬来的文档与原来的不同。", en: "the documents that arrived are not those of the source."),
          file: path)
      }
    }
  }
}

extension WorkspaceWriter {
  func setMeta(_ name: String, _ value: String) throws {
    try home.setMeta(name, value)
  }
}

extension WorkspaceReader {
  /// The hashes of a layer, worked out where they were never kept or `always`.
  func sealed(_ layer: LayerRecord, always: Bool = false) throws -> LayerHashes {
    if !always, let known = try home.hashes(of: layer.name) { return known }
    let shape = try shape(of: layer.name)
    var hasher = LayerHasher()
    let query = TableQuery(
      table: layer.name, columns: shape.columns.map { $0.name },
      hasGeometry: shape.geometry != .none)
    try home.scan(query) { fid, wkb, values in hasher.add(fid, wkb: wkb, values) }
    return LayerHashes(
      rows: hasher.rows(shape), entry: try LayerHasher.entry(layer, shape, home.reference()))
  }
}
