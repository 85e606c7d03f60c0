import EventLog
import Foundation
import Geometry
import Groundwork
import Synchronization

/// A workspace in memory: for tests, for trials, and as the plainest statement of what a home does.
///
/// Readers get the state as a value, so that no write can change it; a write changes a copy, which
/// takes the place of the state at the end. Boxes are looked for one feature after the other.
public final class MemoryHome: WorkspaceHome {
  public let address: String
  private let content = Mutex(MemoryState())
  private let turn = NSLock()
  private let clock: @Sendable () -> String

  /// - Parameter clock: The time of a write, ISO 8601 with milliseconds, UTC.
  public init(
    as address: String = "memory:",
    clock: @escaping @Sendable () -> String = { "2020-01-01T00:00:00.000Z" }
  ) {
    self.address = address
    self.clock = clock
  }

  public func read<T>(_ body: (any HomeReader) throws -> T) throws -> T {
    try body(MemoryTransaction(content.withLock { $0 }, address, clock()))
  }

  public func write<T>(_ body: (any HomeWriter) throws -> T) throws -> T {
    turn.lock()
    defer { turn.unlock() }
    let transaction = MemoryTransaction(content.withLock { $0 }, address, clock())
    let result = try body(transaction)
    transaction.state.revision += 1
    transaction.state.log = transaction.log.log
    content.withLock { $0 = transaction.state }
    return result
  }

  public func state() throws -> UInt64 {
    content.withLock { $0.revision }
  }

  public func close() {}
}

/// All that a workspace holds.
private struct MemoryState {
  struct Row {
    var wkb: [UInt8]
    var values: [Value]
  }

  struct Table {
    var record: LayerRecord
    var shape: TableShape
    var extent: Bounds?
    var hashes: LayerHashes?
    var rows: [Int64: Row] = [:]
  }

  struct Document {
    var entry: DocumentEntry
    var body: [UInt8]
  }

  var revision: UInt64 = 0
  var reference: SpatialReference?
  /// By the key of the name.
  var tables: [String: Table] = [:]
  var documents: [Document] = []
  var meta: [String: String] = [:]
  var log = MemoryLog()
}

private final class MemoryTransaction: HomeWriter {
  var state: MemoryState
  let log: MemoryLogTransaction
  let address: String
  let timestamp: String

  init(_ state: MemoryState, _ address: String, _ timestamp: String) {
    self.state = state
    log = MemoryLogTransaction(state.log)
    self.address = address
    self.timestamp = timestamp
  }

  func reference() -> SpatialReference? { state.reference }

  func records() -> [LayerRecord] { state.tables.values.map { $0.record } }

  func shape(of table: String) -> TableShape? { state.tables[Names.key(table)]?.shape }

  func count(of table: String) -> Int { state.tables[Names.key(table)]?.rows.count ?? 0 }

  func extent(of table: String) -> Bounds? { state.tables[Names.key(table)]?.extent }

  func scan(
    _ query: TableQuery, _ body: (Int64, UnsafeRawBufferPointer, [Value]) throws -> Void
  ) throws {
    guard let table = state.tables[Names.key(query.table)] else { return }
    let position = Dictionary(
      table.shape.columns.enumerated().map { ($0.element.name, $0.offset) }
    ) { first, _ in first }
    let wanted = query.columns.compactMap { position[$0] }
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    for (fid, row) in table.rows.sorted(by: { $0.key < $1.key }) {
      if let wantedFID = query.fid, fid != wantedFID { continue }
      if let condition = query.condition, let index = position[condition.column],
        row.values[index] != condition.equals
      {
        continue
      }
      let values = wanted.map { row.values[$0] }
      try row.wkb.withUnsafeBytes { try body(fid, query.hasGeometry ? $0 : none, values) }
    }
  }

  func documents(kind: String?, key: String?) -> [DocumentEntry] {
    state.documents.map { $0.entry }
      .filter { (kind == nil || $0.kind == kind) && (key == nil || $0.key == key) }
  }

  func newestDocument(kind: String, key: String) -> DocumentEntry? {
    documents(kind: kind, key: key).last
  }

  func body(ofDocument id: Int64) -> [UInt8]? {
    state.documents.first { $0.entry.id == id }?.body
  }

  func setReference(_ reference: SpatialReference) {
    state.reference = reference
  }

  func createTable(_ table: TableDefinition, _ record: LayerRecord) -> any HomeTable {
    state.tables[Names.key(table.name)] = MemoryState.Table(
      record: record,
      shape: TableShape(
        columns: table.columns, geometry: table.geometry, indexed: table.indexed))
    return MemoryTable(Names.key(table.name), self)
  }

  func dropTable(_ name: String) {
    state.tables[Names.key(name)] = nil
  }

  func update(_ record: LayerRecord) {
    state.tables[Names.key(record.name)]?.record = record
  }

  func addDocument(_ entry: DocumentEntry, body: [UInt8]) {
    var entry = entry
    entry.id = (state.documents.last?.entry.id ?? 0) + 1
    state.documents.append(MemoryState.Document(entry: entry, body: body))
  }

  func hashes(of table: String) -> LayerHashes? { state.tables[Names.key(table)]?.hashes }

  func setHashes(_ hashes: LayerHashes, of table: String) {
    state.tables[Names.key(table)]?.hashes = hashes
  }

  func meta(_ name: String) -> String? { state.meta[name] }

  func setMeta(_ name: String, _ value: String) {
    state.meta[name] = value
  }

  func examine(_ job: Job) -> [Diagnostic] { [] }
}

extension MemoryTransaction {
  func logHeader() throws -> LogHeader? { try log.logHeader() }

  func lastEvent() throws -> LogHead? { try log.lastEvent() }

  func eventHash(at position: Int64) throws -> Digest? { try log.eventHash(at: position) }

  func version(of stream: StreamName) throws -> Int64 { try log.version(of: stream) }

  func events(of stream: StreamName, after version: Int64) throws -> [EventRecord] {
    try log.events(of: stream, after: version)
  }

  func visitEvents(_ range: ClosedRange<Int64>, _ body: (EventView) throws -> Void) throws {
    try log.visitEvents(range, body)
  }

  func streams(category: String) throws -> [StreamName] { try log.streams(category: category) }

  func projection(_ name: String) throws -> ProjectionSnapshot? { try log.projection(name) }

  func projectionNames() throws -> [String] { try log.projectionNames() }

  func insert(_ header: LogHeader) throws { try log.insert(header) }

  func insert(_ records: [EventRecord]) throws { try log.insert(records) }

  func put(_ snapshot: ProjectionSnapshot, as name: String) throws {
    try log.put(snapshot, as: name)
  }

  func dropProjection(_ name: String) throws { try log.dropProjection(name) }
}

private final class MemoryTable: HomeTable {
  private let key: String
  private let transaction: MemoryTransaction

  init(_ key: String, _ transaction: MemoryTransaction) {
    self.key = key
    self.transaction = transaction
  }

  func insert(_ fid: Int64, wkb: [UInt8], bounds: Bounds?, _ values: [Value]) {
    transaction.state.tables[key]?.rows[fid] = MemoryState.Row(wkb: wkb, values: values)
  }

  func finish(extent: Bounds?) {
    transaction.state.tables[key]?.extent = extent
  }

  func abandon() {}
}
