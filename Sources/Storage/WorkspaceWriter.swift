import Geometry
import Groundwork

/// Changes a workspace inside one transaction.
///
/// Given by ``Workspace/write(_:)``; valid inside its closure only, on that thread.
public final class WorkspaceWriter {
  private let connection: SQLiteConnection
  private let timestamp: String
  private var appenders: [LayerAppender] = []
  private var isValid = true

  init(_ connection: SQLiteConnection, timestamp: String) {
    self.connection = connection
    self.timestamp = timestamp
  }

  /// The workspace as this transaction sees it, with what it has written so far.
  ///
  /// Layers must be finished before they can be read by box.
  public var reader: WorkspaceReader { WorkspaceReader(connection) }

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
        file: connection.path)
    }
    let id = try GeoPackageSchema.add(reference, connection)
    try WorkspaceSchema.setMeta("srs_id", String(id), connection)
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
    try GeoPackageSchema.checkName(record.name, file: connection.path)
    let srsID = try reader.crsDefinition()?.srsID
    if geometry != .none, srsID == nil {
      throw Diagnostic.crsMissing(connection.path, layer: record.name)
    }
    try dropLayer(record.name)
    let marks = (1...17).map { "?\($0)" }.joined(separator: ", ")
    var empty = record
    empty.featureCount = 0
    try connection.run(
      "INSERT INTO zhitu_layers (\(WorkspaceSchema.columns)) VALUES (\(marks))",
      try WorkspaceSchema.values(empty))
    let appender = try LayerAppender(
      TableDefinition(
        name: record.name, title: record.title, geometry: geometry, columns: columns,
        srsID: srsID ?? 0, timestamp: timestamp, indexed: indexed), connection
    ) { [connection] appender in
      try connection.run(
        "UPDATE zhitu_layers SET feature_count = ?2 WHERE name = ?1",
        [.text(appender.layer), .integer(Int64(appender.count))])
    }
    appenders.append(appender)
    return appender
  }

  /// Removes a layer with everything that belongs to it; nothing happens if there is none.
  public func dropLayer(_ name: String) throws {
    checkValid()
    try GeoPackageSchema.checkName(name, file: connection.path)
    for appender in appenders where appender.layer.lowercased() == name.lowercased() {
      appender.abandon()
    }
    appenders.removeAll { $0.layer.lowercased() == name.lowercased() }
    try GeoPackageSchema.drop(name, connection)
    try connection.run("DELETE FROM zhitu_layers WHERE name = ?1", [.text(name)])
  }

  /// Changes the register entry of a layer; its feature count stays as the workspace counted it.
  public func updateRecord(_ record: LayerRecord) throws {
    checkValid()
    guard var present = try reader.layer(record.name) else {
      throw Diagnostic(
        code: "workspace.layer-missing",
        Localized(
          zh: "工作区里没有图层 \(record.name)。",
          en: "there is no layer \(record.name) in the workspace."),
        file: connection.path, layer: record.name)
    }
    let count = present.featureCount
    let name = present.name
    present = record
    present.featureCount = count
    present.name = name
    let marks = (1...17).map { "?\($0)" }.joined(separator: ", ")
    try connection.run(
      "UPDATE zhitu_layers SET (\(WorkspaceSchema.columns)) = (\(marks)) WHERE name = ?1",
      try WorkspaceSchema.values(present))
    try connection.run(
      "UPDATE gpkg_contents SET description = ?2 WHERE table_name = ?1",
      [.text(name), .text(record.title)])
  }

  /// Adds a version of a document; older versions stay.
  public func putDocument(kind: String, key: String, body: [UInt8]) throws {
    checkValid()
    let statement = try connection.prepare(
      "INSERT INTO zhitu_documents (kind, key, created_at, body) VALUES (?1, ?2, ?3, ?4)")
    try statement.bind([.text(kind), .text(key), .text(timestamp)])
    try statement.bind(blob: body, at: 4)
    try statement.finish()
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

extension Diagnostic {
  static func crsMissing(_ file: String, layer: String) -> Diagnostic {
    Diagnostic(
      code: "workspace.crs-missing",
      Localized(
        zh: "图层有几何，但坐标系还没有确定。",
        en: "the layer has geometry, but the coordinate reference system is not set."),
      remedy: Localized(zh: "先设定坐标系。", en: "Set the coordinate reference system first."),
      file: file, layer: layer)
  }
}
