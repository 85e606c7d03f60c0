import EventLog
import Geometry
import Groundwork

/// Changes a workspace inside one transaction.
///
/// Given by ``Workspace/write(_:)``; valid inside its closure only, on that thread.
public final class WorkspaceWriter {
  let home: any HomeWriter
  private let path: String
  private var appenders: [LayerAppender] = []
  private var isValid = true

  init(_ home: any HomeWriter, _ path: String) {
    self.home = home
    self.path = path
  }

  /// The workspace as this transaction sees it, with what it has written so far.
  ///
  /// Layers must be finished before they can be read by box.
  public var reader: WorkspaceReader { WorkspaceReader(home, path) }

  /// The log of deeds: what is appended lands with the layers and documents, or not at all.
  public var events: any EventWriting {
    checkValid()
    return home
  }

  /// Sets the one coordinate reference system of the workspace.
  ///
  /// Setting the same again does nothing.
  /// - Throws: Diagnostic `workspace.crs-differs` when the workspace has another.
  public func setCRS(_ reference: SpatialReference) throws {
    checkValid()
    if let present = try reader.crsDefinition() {
      let isSame =
        reference.isEPSG ? present.srsID == reference.code : present.wkt == reference.wkt
      if isSame { return }
      throw Diagnostic(
        code: "workspace.crs-differs",
        Localized(
          zh: "工作区的坐标系是 \(present.name)，不能再设为 \(reference.name)。",
          en: "the workspace is in \(present.name); it cannot be set to \(reference.name)."),
        remedy: Localized(
          zh: "先把数据转换到工作区的坐标系，或另建工作区。",
          en: "Transform the data to the workspace's system, or make another workspace."),
        file: path)
    }
    try home.setReference(reference)
  }

  /// Makes a layer and enters it into the register; a layer of the same name is replaced.
  ///
  /// Several layers can be filled side by side. ``LayerAppender/finish()`` is called by the
  /// transaction for those that are not finished at its end.
  ///
  /// - Parameter indexed: Columns by which rows will be looked for with `where`.
  /// - Throws: Diagnostics `workspace.layer-name`, `workspace.column-name`,
  ///   `workspace.crs-missing` for a layer with geometry before ``setCRS(_:)``.
  public func createLayer(
    _ record: LayerRecord, geometry: GeometryKind, columns: [Column], indexed: [String] = []
  ) throws -> LayerAppender {
    checkValid()
    let table = TableDefinition(
      name: record.name, title: record.title, geometry: geometry, columns: columns,
      indexed: indexed)
    try table.check(file: path)
    if geometry != .none, try home.reference() == nil {
      throw Diagnostic.crsMissing(path, layer: record.name)
    }
    try dropLayer(record.name)
    var empty = record
    empty.featureCount = 0
    let appender = LayerAppender(
      table, try home.createTable(table, empty), file: path
    ) { [home] appender in
      // The caller may have changed the entry meanwhile.
      guard var record = try home.records().first(where: { $0.name == appender.layer })
      else { return }
      record.featureCount = appender.count
      try home.update(record)
      try home.setHashes(
        LayerHashes(
          rows: appender.rowsHash,
          entry: LayerHasher.entry(
            record, TableShape(columns: columns, geometry: geometry), home.reference())),
        of: record.name)
    }
    appenders.append(appender)
    return appender
  }

  /// Removes a layer with everything that belongs to it; nothing happens if there is none.
  public func dropLayer(_ name: String) throws {
    checkValid()
    try Names.checkLayer(name, file: path)
    for appender in appenders where Names.areSame(appender.layer, name) { appender.abandon() }
    appenders.removeAll { Names.areSame($0.layer, name) }
    try home.dropTable(name)
  }

  /// Changes the register entry of a layer; its feature count stays as the workspace counted it.
  public func updateRecord(_ record: LayerRecord) throws {
    checkValid()
    guard let present = try reader.layer(record.name) else {
      throw Diagnostic(
        code: "workspace.layer-missing",
        Localized(
          zh: "工作区里没有图层 \(record.name)。",
          en: "there is no layer \(record.name) in the workspace."),
        file: path, layer: record.name)
    }
    var changed = record
    changed.featureCount = present.featureCount
    changed.name = present.name
    try home.update(changed)
    guard var hashes = try home.hashes(of: present.name),
      let shape = try home.shape(of: present.name)
    else { return }
    hashes.entry = try LayerHasher.entry(changed, shape, home.reference())
    try home.setHashes(hashes, of: present.name)
  }

  /// Says what a layer is called, counts in and looks like; for other programs that open the workspace.
  public func present(_ presentation: LayerPresentation, of layer: String) throws {
    checkValid()
    try home.present(presentation, of: layer)
  }

  /// Adds a version of a document; older versions stay.
  public func putDocument(kind: String, key: String, body: [UInt8]) throws {
    checkValid()
    try putDocument(kind: kind, key: key, createdAt: home.timestamp, body: body)
  }

  /// Adds a version that was made at another time, when a workspace is carried into another home.
  func putDocument(kind: String, key: String, createdAt: String, body: [UInt8]) throws {
    var entry = DocumentEntry(
      id: 0, kind: kind, key: key, createdAt: createdAt, sha256: DocumentChain.hash(body))
    var chain = DocumentChain(head: try home.meta(DocumentChain.metaName) ?? "")
    chain.add(kind: kind, key: key, createdAt: createdAt, sha256: entry.sha256 ?? "")
    entry.chain = chain.head
    try home.addDocument(entry, body: body)
    try home.setMeta(DocumentChain.metaName, chain.head)
  }

  /// Finishes what the caller left unfinished.
  func complete() throws {
    for appender in appenders { try appender.finish() }
  }

  /// Nothing can be written through it any more.
  func invalidate() {
    isValid = false
    for appender in appenders { appender.abandon() }
  }

  private func checkValid() {
    precondition(isValid, "the writer is used after its transaction")
  }
}
