import EventLog
import Geometry
import Groundwork

/// What an examination of a whole workspace found.
public struct IntegrityReport: Sendable, Codable {
  /// The layers whose rows and entry are as they were written.
  public var soundLayers: [String] = []
  /// Layers without hashes: written by a version of the program before 0.2 and not touched since.
  public var unsealedLayers: [String] = []
  /// The number of documents that are as they were written.
  public var soundDocuments = 0
  /// The number of events of the log of deeds, all of them in their chain of hashes.
  public var soundEvents = 0
  /// What is not as it was written.
  public var problems: [Diagnostic] = []

  public init() {}

  public var isSound: Bool { problems.isEmpty }
}

extension Workspace {
  /// Reads everything and compares it with its hashes; then what only the home can know, such as
  /// whether its indexes lead to all features; then verifies the log of deeds.
  ///
  /// - Complexity: O(bytes of the workspace), in bounded memory.
  /// - Throws: ``Groundwork/Cancelled``, and diagnostics when the home cannot be read at all.
  public func integrity(job: Job = Job()) throws -> IntegrityReport {
    var report = try read { try $0.integrity(job: job) }
    do {
      let log = try LogVerification.run(self, job: job)
      if log.isIntact { report.soundEvents = Int(log.count) }
      report.problems += log.faults.map { Diagnostic.log($0, path) }
    } catch let problem as Diagnostic {
      report.problems.append(problem)
    }
    return report
  }
}

extension WorkspaceReader {
  /// Layers and documents; see ``Workspace/integrity(job:)``.
  func integrity(job: Job = Job()) throws -> IntegrityReport {
    var report = IntegrityReport()
    /// Notes what is wrong with one thing and goes on with the next.
    func examine(_ body: () throws -> Void) throws {
      do { try body() } catch let problem as Diagnostic { report.problems.append(problem) }
    }
    let layers = try layers()
    job.progress.begin(
      Localized(zh: "核对完整性", en: "Checking integrity"),
      total: layers.reduce(0) { $0 + $1.featureCount })
    defer { job.progress.end() }
    var done = 0
    for layer in layers {
      try examine {
        guard let known = try home.hashes(of: layer.name) else {
          report.unsealedLayers.append(layer.name)
          return
        }
        let shape = try shape(of: layer.name)
        try checkEntry(layer, shape, known)
        var hasher = LayerHasher()
        let query = TableQuery(
          table: layer.name, columns: shape.columns.map { $0.name },
          hasGeometry: shape.geometry != .none)
        try home.scan(query) { fid, wkb, values in
          hasher.add(fid, wkb: wkb, values)
          done += 1
          if done % 256 == 0 {
            try job.cancellation.check()
            job.progress.advance(to: done)
          }
        }
        guard hasher.rows(shape) == known.rows else { throw Diagnostic.changed(path, layer.name) }
        report.soundLayers.append(layer.name)
      }
    }
    try examine { report.soundDocuments = try checkDocuments(job) }
    try examine { report.problems += try home.examine(job) }
    return report
  }

  /// Throws unless the entry of a layer in the register is as it was written.
  func checkEntry(_ layer: LayerRecord, _ shape: TableShape, _ known: LayerHashes) throws {
    guard try LayerHasher.entry(layer, shape, home.reference()) == known.entry else {
      throw Diagnostic(
        code: "workspace.integrity",
        Localized(
          zh: "图层 \(layer.name) 的登记内容（年度、地类体系、来源、坐标系等）与写入时不同。",
          en: """
            what the register says about layer \(layer.name) (epoch, classes, source, coordinate \
            system …) is not what was written.
            """),
        remedy: Diagnostic.remedyForChange, file: path, layer: layer.name)
    }
  }

  /// Throws unless every document is as it was written and none is missing; gives their number.
  private func checkDocuments(_ job: Job) throws -> Int {
    var chain = DocumentChain()
    var count = 0
    for entry in try home.documents(kind: nil, key: nil) {
      try job.cancellation.check()
      _ = try body(of: entry)
      count += 1
      guard let sha256 = entry.sha256 else { continue }
      chain.add(kind: entry.kind, key: entry.key, createdAt: entry.createdAt, sha256: sha256)
      guard chain.head == entry.chain else { throw changed(entry) }
    }
    if let head = try home.meta(DocumentChain.metaName), head != chain.head {
      throw Diagnostic(
        code: "workspace.integrity",
        Localized(
          zh: "文档少了或多了：现有 \(count) 份，与最后一次写入时不同。",
          en: "documents are missing or were added: the \(count) there are not those last written."),
        remedy: Diagnostic.remedyForChange, file: path)
    }
    return count
  }

  /// The bytes of a document, compared with its hash.
  func body(of entry: DocumentEntry) throws -> [UInt8] {
    guard let body = try home.body(ofDocument: entry.id) else {
      throw Diagnostic.damaged(file: path, detail: "\(entry.kind) \(entry.key)")
    }
    if let sha256 = entry.sha256, DocumentChain.hash(body) != sha256 { throw changed(entry) }
    return body
  }

  private func changed(_ entry: DocumentEntry) -> Diagnostic {
    Diagnostic(
      code: "workspace.integrity",
      Localized(
        zh: "文档 \(entry.kind)“\(entry.key)”（\(entry.createdAt)）与写入时不同。",
        en:
          "the document \(entry.kind) ‘\(entry.key)’ of \(entry.createdAt) is not what was written."
      ),
      remedy: Diagnostic.remedyForChange, file: path)
  }
}

extension Diagnostic {
  static let remedyForChange = Localized(
    zh: "用备份恢复（zhitu restore）；若是在 QGIS 等程序中有意改动的，请把改后的数据重新导入。",
    en: """
      Restore a backup (zhitu restore); if somebody changed it on purpose, in QGIS for instance, \
      import the changed data again.
      """)

  static func log(_ fault: LogFault, _ file: String) -> Diagnostic {
    Diagnostic(
      code: "log.\(fault.kind.rawValue)",
      Localized(zh: "办理日志：\(fault.message.zh)。", en: "the log of deeds: \(fault.message.en)."),
      remedy: Localized(
        zh: "用备份恢复（zhitu restore）；zhitu log verify 列出全部。",
        en: "Restore a backup (zhitu restore); zhitu log verify lists all of it."),
      file: file, feature: fault.stream)
  }

  static func changed(_ file: String, _ layer: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.integrity",
      Localized(
        zh: "图层 \(layer) 的内容与写入时不同：文件损坏，或被其他程序改过。",
        en: """
          the content of layer \(layer) is not what was written: the file is damaged, or another \
          program changed it.
          """),
      remedy: remedyForChange, file: file, layer: layer)
  }
}
