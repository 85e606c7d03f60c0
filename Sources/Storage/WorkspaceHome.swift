import EventLog
import Geometry
import Groundwork

/// Where a workspace lives: one driver for each kind of home.
///
/// ``Workspace`` and its readers and writers say what a workspace is and check what callers ask for;
/// a home only keeps and finds. It may rely on values that have the type of their column, on names
/// that are valid and not taken, on numbers of rows that are not taken, and on one writer at a time
/// from one ``Workspace``.
public protocol WorkspaceHome: AnyObject, Sendable {
  /// What diagnostics call it: a path, or an address without its password.
  var address: String { get }

  /// What people call it, shorter than the address.
  var name: String { get }

  /// Whether it lives on a server, and not in a file under its address.
  var isOnServer: Bool { get }

  /// Gives `body` one unchanging state, whatever is written meanwhile. May be called from many
  /// threads, and inside itself.
  func read<T>(_ body: (any HomeReader) throws -> T) throws -> T

  /// Runs `body` in one transaction: all that it wrote is kept, or nothing if it throws.
  func write<T>(_ body: (any HomeWriter) throws -> T) throws -> T

  /// Puts in order what a write left behind; called after each, before the next begins.
  ///
  /// - Parameter isBusy: Whether somebody waits to write: what is not pressing is left to them.
  func tidy(isBusy: Bool)

  /// A number that changes whenever something was written, by whomever. Costs next to nothing.
  ///
  /// - Throws: Diagnostic `workspace.missing` when the home is gone.
  func state() throws -> UInt64

  /// Gives up all connections. Nothing can be read or written afterwards.
  func close()
}

extension WorkspaceHome {
  public var name: String {
    let file = address.split(separator: "/").last.map(String.init) ?? address
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return file }
    return String(file[..<dot])
  }

  public var isOnServer: Bool { false }

  public func tidy(isBusy: Bool) {}
}

/// Reads one state of a home: layers, documents and the log of deeds.
public protocol HomeReader: AnyObject, EventReading {
  /// The one coordinate reference system; `nil` before it is set.
  func reference() throws -> SpatialReference?

  /// The register of layers, in any order.
  func records() throws -> [LayerRecord]

  /// What a table is made of; `nil` if there is none of that name.
  func shape(of table: String) throws -> TableShape?

  /// The number of rows, counted now.
  func count(of table: String) throws -> Int

  /// The extent of the geometries as it was entered when the layer was finished.
  func extent(of table: String) throws -> Bounds?

  /// Gives the rows of a table in the order of their numbers: number, geometry as WKB (no bytes
  /// where there is none or none is asked for; valid during the call) and the values asked for.
  ///
  /// With a box, features whose box does not meet it may be given too: the caller looks again.
  func scan(
    _ query: TableQuery, _ body: (Int64, UnsafeRawBufferPointer, [Value]) throws -> Void) throws

  /// All versions of the documents, of one kind and one key where given, oldest first.
  func documents(kind: String?, key: String?) throws -> [DocumentEntry]

  /// The newest version of a document.
  func newestDocument(kind: String, key: String) throws -> DocumentEntry?

  /// The bytes of one version of a document.
  func body(ofDocument id: Int64) throws -> [UInt8]?

  /// What the rows and the entry of a layer are held against; `nil` if they were never hashed.
  func hashes(of table: String) throws -> LayerHashes?

  /// One of the few facts about the workspace as a whole.
  func meta(_ name: String) throws -> String?

  /// What only the home can find out about itself: damaged pages, indexes that do not lead to every
  /// feature.
  func examine(_ job: Job) throws -> [Diagnostic]
}

/// Changes a home inside one transaction.
public protocol HomeWriter: HomeReader, EventWriting {
  /// The time of the transaction, ISO 8601 with milliseconds, UTC.
  var timestamp: String { get }

  /// Enters the coordinate reference system; there is none yet.
  func setReference(_ reference: SpatialReference) throws

  /// Makes an empty table and its entry in the register; there is none of that name.
  func createTable(
    _ table: TableDefinition, _ record: LayerRecord
  ) throws -> any HomeTable

  /// Removes a table with its entry in the register; nothing happens if there is none.
  func dropTable(_ name: String) throws

  /// Changes the entry in the register that has the record's name, which is there.
  func update(_ record: LayerRecord) throws

  /// Adds a version of a document. The home chooses its number.
  func addDocument(_ entry: DocumentEntry, body: [UInt8]) throws

  /// Keeps the hashes of a layer that is there.
  func setHashes(_ hashes: LayerHashes, of table: String) throws

  func setMeta(_ name: String, _ value: String) throws

  /// Says what a layer is called, counts in and looks like, in place of what was said before; for
  /// other programs that open the home.
  func present(_ presentation: LayerPresentation, of table: String) throws
}

/// A table in the making.
public protocol HomeTable: AnyObject {
  /// Adds a row, whose number is not there yet.
  ///
  /// - Parameters:
  ///   - wkb: The geometry, empty for none.
  ///   - bounds: Its extent, `nil` for none or an empty one.
  ///   - values: One for each column, of its type or null.
  func insert(_ fid: Int64, wkb: [UInt8], bounds: Bounds?, _ values: [Value]) throws

  /// Makes the indexes and enters the extent; no row follows.
  func finish(extent: Bounds?) throws

  /// Ends without finishing, because the table is dropped or the transaction undone.
  func abandon()
}

/// The definition of one feature or attribute table.
public struct TableDefinition: Hashable, Sendable {
  public var name: String
  /// For people.
  public var title: String
  public var geometry: GeometryKind
  public var columns: [Column]
  /// Columns by which rows will be looked for.
  public var indexed: [String]

  public init(
    name: String, title: String, geometry: GeometryKind, columns: [Column],
    indexed: [String] = []
  ) {
    self.name = name
    self.title = title
    self.geometry = geometry
    self.columns = columns
    self.indexed = indexed
  }
}

/// What a table is made of, apart from the number of its rows.
public struct TableShape: Hashable, Sendable {
  public var columns: [Column]
  public var geometry: GeometryKind
  /// Columns by which rows are looked for; no part of the content.
  public var indexed: [String]

  public init(columns: [Column], geometry: GeometryKind, indexed: [String] = []) {
    self.columns = columns
    self.geometry = geometry
    self.indexed = indexed
  }
}

/// Which rows of a table, and what of them.
public struct TableQuery: Sendable {
  public var table: String
  /// Names of columns that are there, in the order of the answer.
  public var columns: [String]
  public var hasGeometry: Bool
  public var bounds: Bounds?
  public var fid: Int64?
  /// A column that is there, and a value of its type or null.
  public var condition: (column: String, equals: Value)?

  public init(
    table: String, columns: [String], hasGeometry: Bool, bounds: Bounds? = nil, fid: Int64? = nil,
    condition: (column: String, equals: Value)? = nil
  ) {
    self.table = table
    self.columns = columns
    self.hasGeometry = hasGeometry
    self.bounds = bounds
    self.fid = fid
    self.condition = condition
  }
}

/// One version of a document, without its bytes.
public struct DocumentEntry: Hashable, Sendable {
  /// Ascending with every version that is added.
  public var id: Int64
  public var kind: String
  public var key: String
  /// ISO 8601, UTC.
  public var createdAt: String
  /// Of the bytes, hexadecimal; `nil` for documents that were never hashed.
  public var sha256: String?
  /// Of this document and all before it.
  public var chain: String?

  public init(
    id: Int64, kind: String, key: String, createdAt: String, sha256: String? = nil,
    chain: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.key = key
    self.createdAt = createdAt
    self.sha256 = sha256
    self.chain = chain
  }
}
