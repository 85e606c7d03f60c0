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

  /// The names of the tables in the schema of a workspace.
  func tables(of address: String) throws -> [String] {
    let schema = address.split(separator: "=").last.map(String.init) ?? ""
    let file = folder + "/answer"
    try run(
      "psql",
      [
        "-h", folder, "-p", String(port), "-U", "zhitu", "-d", "postgres", "-At", "-o", file, "-c",
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = '\(schema)'::regnamespace"
          + " ORDER BY 1",
      ])
    return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func run(_ program: String, _ arguments: [String]) throws {
    let path = PrivateServer.binaries + "/" + program
    if getuid() != 0 { return try PrivateServer.run(path, arguments) }
    try PrivateServer.run(
      "/usr/bin/setpriv",
      ["--reuid=postgres", "--regid=postgres", "--clear-groups", path] + arguments)
  }

  /// Foundation's `Process` waits until nobody has its pipe any more, and a server that was started
  /// by the program keeps it for ever.
  private static func run(_ path: String, _ arguments: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in 0...2 {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var strings = ([path] + arguments).map { strdup($0) }
    defer { for string in strings { free(string) } }
    strings.append(nil)
    var child: pid_t = 0
    var status: Int32 = 0
    let code = posix_spawn(&child, path, &actions, nil, strings, environ)
    guard code == 0, waitpid(child, &status, 0) == child, status == 0 else {
      throw Failure(description: "\(path) \(arguments) ended with \(code), \(status)")
    }
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }
}
