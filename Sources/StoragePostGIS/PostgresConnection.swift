import CPQ
import Groundwork
import Storage

/// One connection to a PostgreSQL server.
///
/// Values travel in PostgreSQL's binary formats: whole numbers and reals big endian, texts and bytes
/// as they are. Unchecked because the owner (a pool under a lock) sees to it that one thread at a
/// time uses a connection.
final class PostgresConnection: @unchecked Sendable {
  /// What diagnostics call the workspace: its address without the password.
  let address: String
  let handle: OpaquePointer
  private let settings: String

  /// - Parameters:
  ///   - conninfo: The address as libpq takes it.
  ///   - lockTimeout: How long to wait for a lock.
  /// - Throws: Diagnostics `workspace.unreachable`, `workspace.denied`.
  init(_ conninfo: String, as address: String, lockTimeout: Duration) throws {
    self.address = address
    guard let opened = PQconnectdb(conninfo) else {
      throw Diagnostic.unreachable(address, detail: "libpq")
    }
    handle = opened
    guard PQstatus(opened) == CONNECTION_OK else {
      let detail = String(cString: PQerrorMessage(opened))
      PQfinish(opened)
      throw Diagnostic.unreachable(address, detail: detail)
    }
    let (seconds, attoseconds) = lockTimeout.components
    // 0 would mean to wait for ever.
    let milliseconds = max(1, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    settings = """
      SET client_min_messages = warning; SET client_encoding = 'UTF8';
      SET lock_timeout = \(milliseconds); SET standard_conforming_strings = on;
      """
    // A class whose properties are all set is released when its initializer throws.
    try execute(settings)
  }

  /// Reconnects with the same settings after the server went away.
  func reconnect() throws {
    PQreset(handle)
    try execute(settings)
  }

  deinit {
    PQfinish(handle)
  }

  /// Whether the server still answers on it, as far as is known.
  var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

  var isInTransaction: Bool {
    let status = PQtransactionStatus(handle)
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE
  }

  /// Runs one or more statements that give no rows of interest.
  func execute(_ sql: String) throws {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    try check(result)
  }

  /// Runs one statement with values (`$1`, `$2` …).
  func run(_ sql: String, _ parameters: [PostgresValue] = []) throws {
    _ = try query(sql, parameters) { _ in }
  }

  /// The rows of a query, each turned into something by `row`.
  func query<T>(
    _ sql: String, _ parameters: [PostgresValue] = [], _ row: (PostgresRow) throws -> T
  ) throws -> [T] {
    let result = send(sql, parameters)
    defer { PQclear(result) }
    try check(result)
    guard let result else { return [] }
    return try (0..<PQntuples(result)).map { try row(PostgresRow(result: result, row: $0)) }
  }

  /// The first row of a query, if there is one.
  func first<T>(
    _ sql: String, _ parameters: [PostgresValue] = [], _ row: (PostgresRow) throws -> T
  ) throws -> T? {
    try query(sql, parameters, row).first
  }

  /// Gives the rows of a query one after the other, in bounded memory.
  func scan(
    _ sql: String, _ parameters: [PostgresValue], _ row: (PostgresRow) throws -> Void
  ) throws {
    // A cursor lets other queries run between two batches, also a scan inside a scan.
    let cursor = "zhitu_\(UInt64.random(in: 0 ... .max))"
    try run("DECLARE \(cursor) NO SCROLL CURSOR FOR " + sql, parameters)
    defer { if isAlive { try? execute("CLOSE \(cursor)") } }
    while true {
      let result = send("FETCH 2000 FROM \(cursor)", [])
      defer { PQclear(result) }
      try check(result)
      guard let result else { return }
      let count = PQntuples(result)
      for index in 0..<count { try row(PostgresRow(result: result, row: index)) }
      if count < 2000 { return }
    }
  }

  /// Sends rows in the binary format of COPY: `bytes` hold rows without header and trailer.
  func copy(_ bytes: [UInt8], into target: String) throws {
    let started = PQexec(handle, "COPY \(target) FROM STDIN (FORMAT binary)")
    let isReady = PQresultStatus(started) == PGRES_COPY_IN
    if !isReady {
      defer { PQclear(started) }
      try check(started)
      return
    }
    PQclear(started)
    let header: [UInt8] =
      Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)
    for part in [header, bytes, [0xFF, 0xFF]] {
      let code = part.withUnsafeBytes { raw in
        PQputCopyData(
          handle, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count))
      }
      if code != 1 { throw failure(nil) }
    }
    if PQputCopyEnd(handle, nil) != 1 { throw failure(nil) }
    var problem: Diagnostic?
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      do { try check(result) } catch let diagnostic as Diagnostic {
        problem = problem ?? diagnostic
      }
    }
    if let problem { throw problem }
  }

  private func send(_ sql: String, _ parameters: [PostgresValue]) -> OpaquePointer? {
    let types = parameters.map { $0.type }
    let bytes = parameters.map { $0.bytes }
    let lengths = bytes.map { Int32($0?.count ?? 0) }
    let formats = [Int32](repeating: 1, count: parameters.count)
    // All values in one buffer, so that each has an address while libpq reads it.
    var buffer: [UInt8] = []
    var offsets: [Int?] = []
    for value in bytes {
      offsets.append(value == nil ? nil : buffer.count)
      buffer += value ?? []
      buffer.append(0)
    }
    return buffer.withUnsafeBufferPointer { raw -> OpaquePointer? in
      let base = UnsafeRawPointer(raw.baseAddress)?.assumingMemoryBound(to: CChar.self)
      let pointers = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
      return PQexecParams(
        handle, sql, Int32(parameters.count), types, pointers, lengths, formats, 1)
    }
  }

  private func check(_ result: OpaquePointer?) throws {
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN: return
    default: throw failure(result)
    }
  }

  private func failure(_ result: OpaquePointer?) -> Diagnostic {
    let state = result.flatMap { PQresultErrorField($0, 67) }.map { String(cString: $0) } ?? ""
    let detail = String(cString: PQerrorMessage(handle))
    return .postgres(state, isAlive: isAlive, address, detail: detail)
  }
}

/// A value for a query.
enum PostgresValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])

  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .real(value)
    case .text(let value): self = .text(value)
    }
  }

  init(_ text: String?) {
    self = text.map { .text($0) } ?? .null
  }

  /// The number of the type in PostgreSQL's catalogue; 0 lets the server find out.
  var type: UInt32 {
    switch self {
    case .null: 0
    case .integer: 20
    case .real: 701
    case .text: 25
    case .bytes: 17
    }
  }

  var bytes: [UInt8]? {
    switch self {
    case .null: nil
    case .integer(let value): withUnsafeBytes(of: value.bigEndian) { Array($0) }
    case .real(let value): withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) }
    case .text(let value): Array(value.utf8)
    case .bytes(let value): value
    }
  }
}

/// One row of an answer; valid only inside the call that gets it.
struct PostgresRow {
  let result: OpaquePointer
  let row: Int32

  func isNull(_ column: Int) -> Bool { PQgetisnull(result, row, Int32(column)) == 1 }

  /// The bytes of a value; none for null.
  func bytes(_ column: Int) -> UnsafeRawBufferPointer {
    let count = Int(PQgetlength(result, row, Int32(column)))
    if isNull(column) || count == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: PQgetvalue(result, row, Int32(column)), count: count)
  }

  func integer(_ column: Int) -> Int64 {
    let bytes = bytes(column)
    return bytes.count == 8 ? Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)) : 0
  }

  func real(_ column: Int) -> Double {
    let bytes = bytes(column)
    guard bytes.count == 8 else { return 0 }
    return Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
  }

  func text(_ column: Int) -> String? {
    isNull(column) ? nil : String(decoding: bytes(column), as: UTF8.self)
  }

  func value(_ column: Int, _ type: ColumnType) -> Value {
    if isNull(column) { return .null }
    switch type {
    case .integer: return .integer(integer(column))
    case .real: return .real(real(column))
    case .text: return .text(text(column) ?? "")
    }
  }
}
