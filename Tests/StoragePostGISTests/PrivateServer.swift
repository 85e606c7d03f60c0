import Foundation
import StoragePostGIS
import Testing

/// A PostgreSQL server of the tests' own, with PostGIS: made in a temporary folder, reached by a
/// socket in it, stopped and removed when the tests end.
///
/// PostgreSQL refuses to run as the superuser, so then it runs as `postgres`.
final class PrivateServer: Sendable {
  static let binaries = "/usr/lib/postgresql/15/bin"

  /// Whether the server and PostGIS are installed.
  static let isInstalled =
    FileManager.default.isExecutableFile(atPath: binaries + "/initdb")
    && FileManager.default.fileExists(
      atPath: "/usr/share/postgresql/15/extension/postgis.control")

  /// One for all tests of the process.
  static let shared = Result { try PrivateServer() }

  let folder: String
  private let port = 54_000 + Int.random(in: 0..<1000)

  private init() throws {
    // The path of a socket is at most 107 bytes long.
    folder = "/tmp/zhitu-pg-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if getuid() == 0 {
      try PrivateServer.run("/usr/bin/chown", ["postgres:postgres", folder])
    }
    try run(
      "initdb",
      ["-D", data, "-A", "trust", "-U", "zhitu", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
    try start()
    atexit {
      if case .success(let server) = PrivateServer.shared { server.remove() }
    }
  }

  private var data: String { folder + "/data" }

  func start() throws {
    let options =
      "-p \(port) -c listen_addresses='' -c unix_socket_directories=\(folder) -c fsync=off"
    try run(
      "pg_ctl", ["-D", data, "-w", "-t", "60", "-l", folder + "/log", "-o", options, "start"])
  }

  /// Stops at once, as when the machine goes down.
  func stop() throws {
    try run("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"])
  }

  private func remove() {
    try? stop()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The address of a workspace of its own.
  func address(_ schema: String = "t" + UUID().uuidString.prefix(8).lowercased()) -> String {
    "postgres://zhitu@/postgres?host=\(folder)&port=\(port)&schema=\(schema)"
  }

  private func run(_ program: String, _ arguments: [String]) throws {
    let path = PrivateServer.binaries + "/" + program
    if getuid() != 0 { return try PrivateServer.run(path, arguments) }
    try PrivateServer.run(
      "/usr/bin/setpriv",
      ["--reuid=postgres", "--regid=postgres", "--clear-groups", path] + arguments)
  }

  private static func run(_ path: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: "/tmp")
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      throw Failure(description: "\(path) ended with \(process.terminationStatus)")
    }
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }
}
