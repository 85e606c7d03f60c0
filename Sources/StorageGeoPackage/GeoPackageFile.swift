import Geometry
import Groundwork
import Storage

/// Writes a plain GeoPackage, without anything of a workspace: exchange files and samples.
///
/// The same content gives the same bytes, because the time stamps are given by the caller. The file
/// appears under its name only with ``close()``; a writer that is let go of before leaves nothing.
/// Used by one thread.
public final class GeoPackageFile {
  public let path: String
  private let timestamp: String
  private let replacing: Bool
  private var file: FreshFile?
  private var appenders: [LayerAppender] = []

  /// Starts a new file.
  ///
  /// - Parameters:
  ///   - timestamp: `last_change` of every layer, ISO 8601 with milliseconds, UTC.
  ///   - replacing: Whether a file already there is replaced at the end, or refused at once.
  /// - Throws: Diagnostics `workspace.exists`, `workspace.missing` (no such folder),
  ///   `workspace.read-only`, `workspace.disk-full`.
  public init(
    creating path: String, timestamp: String = "2020-01-01T00:00:00.000Z", replacing: Bool = false
  ) throws {
    self.path = absolutePath(path)
    self.timestamp = timestamp
    self.replacing = replacing
    if !replacing, fileExists(self.path) {
      throw Diagnostic.exists(file: self.path)
    }
    let file = try FreshFile(self.path)
    try file.connection.execute("BEGIN")
    try GeoPackageSchema.create(in: file.connection)
    self.file = file
  }

  /// Makes a table and gives the appender that fills it. Several can be filled side by side.
  ///
  /// - Parameters:
  ///   - name: Latin or Chinese letters, digits and `_`.
  ///   - title: For people.
  ///   - reference: The system of the coordinates; `nil` only for tables without geometry.
  /// - Throws: Diagnostics `workspace.layer-name`, `workspace.column-name`,
  ///   `workspace.crs-missing`.
  public func createTable(
    _ name: String, title: String, geometry: GeometryKind, columns: [Column],
    reference: SpatialReference?
  ) throws -> LayerAppender {
    guard let file else { preconditionFailure("createTable after close()") }
    if geometry != .none, reference == nil { throw Diagnostic.crsMissing(path, layer: name) }
    let srsID = try reference.map { try GeoPackageSchema.add($0, file.connection) } ?? 0
    let table = TableDefinition(name: name, title: title, geometry: geometry, columns: columns)
    try table.check(file: path)
    let appender = LayerAppender(
      table, try GeoPackageTable(table, srsID: srsID, timestamp: timestamp, file.connection),
      file: path)
    appenders.append(appender)
    return appender
  }

  /// Finishes all tables and moves the file into its place.
  public func close() throws {
    guard let file else { return }
    self.file = nil
    for appender in appenders { try appender.finish() }
    appenders = []
    if let fatal = file.connection.fatal { throw fatal }
    try file.connection.execute("COMMIT")
    try file.commit(replacing: replacing)
  }
}
