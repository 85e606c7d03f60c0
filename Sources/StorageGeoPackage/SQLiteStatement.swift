import GRDBSQLite
import Geometry
import Groundwork

/// A prepared statement. Bind (from 1), step, read columns (from 0), reset.
final class SQLiteStatement {
  let connection: SQLiteConnection
  private let handle: OpaquePointer

  /// Tells SQLite to copy the bytes at once.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ connection: SQLiteConnection, _ handle: OpaquePointer) {
    self.connection = connection
    self.handle = handle
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// `true` while there is a row.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw connection.failure(code)
    }
  }

  /// Runs to the end and is ready for the next values.
  func finish() throws {
    if let fatal = connection.fatal { throw fatal }
    let code = sqlite3_step(handle)
    if code == SQLITE_DONE {
      sqlite3_reset(handle)
      return
    }
    let failure = connection.failure(code)
    sqlite3_reset(handle)
    throw failure
  }

  func reset() {
    sqlite3_reset(handle)
  }

  func bind(_ values: [Value]) throws {
    for (index, value) in values.enumerated() { try bind(value, at: index + 1) }
  }

  func bind(_ value: Value, at index: Int) throws {
    let index = Int32(truncatingIfNeeded: index)
    let code: Int32
    switch value {
    case .null: code = sqlite3_bind_null(handle, index)
    case .integer(let value): code = sqlite3_bind_int64(handle, index, value)
    case .real(let value): code = sqlite3_bind_double(handle, index, value)
    case .text(var value):
      code = value.withUTF8 { bytes in
        // An empty buffer may have no address, which SQLite would take for NULL.
        guard let address = bytes.baseAddress, !bytes.isEmpty else {
          return sqlite3_bind_text(handle, index, "", 0, SQLiteStatement.transient)
        }
        return address.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
          sqlite3_bind_text64(
            handle, index, $0, UInt64(bytes.count), SQLiteStatement.transient,
            UInt8(SQLITE_UTF8))
        }
      }
    }
    if code != SQLITE_OK { throw connection.failure(code) }
  }

  func bind(integer value: Int64, at index: Int) throws {
    let code = sqlite3_bind_int64(handle, Int32(truncatingIfNeeded: index), value)
    if code != SQLITE_OK { throw connection.failure(code) }
  }

  /// Binds UTF-8 without copying it: the bytes must stay until ``finish()`` has returned, and the
  /// statement may not be stepped again before something else is bound.
  func bind(borrowedText bytes: UnsafeRawBufferPointer, at index: Int) throws {
    guard let start = bytes.baseAddress else { return try bind(.text(""), at: index) }
    let code = sqlite3_bind_text64(
      handle, Int32(truncatingIfNeeded: index), start.assumingMemoryBound(to: CChar.self),
      UInt64(bytes.count), nil, UInt8(SQLITE_UTF8))
    if code != SQLITE_OK { throw connection.failure(code) }
  }

  /// Binds a blob without copying it; as ``bind(borrowedText:at:)``.
  func bind(borrowedBlob bytes: UnsafeRawBufferPointer, at index: Int) throws {
    let code = sqlite3_bind_blob64(
      handle, Int32(truncatingIfNeeded: index), bytes.baseAddress, UInt64(bytes.count), nil)
    if code != SQLITE_OK { throw connection.failure(code) }
  }

  func bind(blob bytes: [UInt8], at index: Int) throws {
    let code = bytes.withUnsafeBytes { raw in
      raw.isEmpty
        ? sqlite3_bind_zeroblob(handle, Int32(truncatingIfNeeded: index), 0)
        : sqlite3_bind_blob64(
          handle, Int32(truncatingIfNeeded: index), raw.baseAddress, UInt64(raw.count),
          SQLiteStatement.transient)
    }
    if code != SQLITE_OK { throw connection.failure(code) }
  }

  func value(_ column: Int) -> Value {
    let column = Int32(truncatingIfNeeded: column)
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
    case SQLITE_TEXT:
      guard let text = sqlite3_column_text(handle, column) else { return .text("") }
      let count = Int(sqlite3_column_bytes(handle, column))
      return .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
    default: return .null
    }
  }

  func integer(_ column: Int) -> Int64 {
    sqlite3_column_int64(handle, Int32(truncatingIfNeeded: column))
  }

  func real(_ column: Int) -> Double {
    sqlite3_column_double(handle, Int32(truncatingIfNeeded: column))
  }

  /// The text, or nothing for NULL.
  func text(_ column: Int) -> String? {
    value(column).string
  }

  /// The bytes of a blob, valid until the next step; no bytes for NULL.
  func blob(_ column: Int) -> UnsafeRawBufferPointer {
    let column = Int32(truncatingIfNeeded: column)
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
  }
}
