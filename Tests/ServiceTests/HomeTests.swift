import Foundation
import Groundwork
import Service
import Storage
import Synchronization
import Testing

/// A home that can go away and come back, as a database server does.
private final class DistantHome: WorkspaceHome {
  private let home = MemoryHome(as: "distant:")
  private let isGone = Mutex(false)

  var address: String { home.address }
  var isOnServer: Bool { true }

  func set(isGone gone: Bool) { isGone.withLock { $0 = gone } }

  private func reach() throws {
    if isGone.withLock({ $0 }) {
      throw Diagnostic(
        code: "workspace.unreachable",
        Localized(zh: "数据库没有应答。", en: "the database does not answer."))
    }
  }

  func read<T>(_ body: (any HomeReader) throws -> T) throws -> T {
    try reach()
    return try home.read(body)
  }

  func write<T>(_ body: (any HomeWriter) throws -> T) throws -> T {
    try reach()
    return try home.write(body)
  }

  func state() throws -> UInt64 {
    try reach()
    return try home.state()
  }

  func close() { home.close() }
}

/// The service on a home that is no file.
@Suite("The service on a home on a server")
struct HomeTests {
  private let home = DistantHome()
  private let client: ServiceClient
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-home-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("vendor"), withIntermediateDirectories: true)
    try Data("<title>治土</title>".utf8).write(to: folder.appendingPathComponent("index.html"))
    try Data("0".utf8).write(to: folder.appendingPathComponent("vendor/a.js"))
    client = ServiceClient(
      try WebService(workspace: Workspace(home), webRoot: folder.path))
  }

  private func ask(_ method: String, _ target: String, _ body: String? = nil) async throws
    -> Answer
  {
    try await client.send(
      WebRequest(
        method: method, target: target, host: "127.0.0.1:80",
        fields: body == nil ? [:] : ["content-type": "application/json"],
        body: Array((body ?? "").utf8)))
  }

  private let finding = #"{"title":"x","source":"audit","level":"minor"}"#

  @Test func whatIsWrittenIsSeenAtOnce() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try await ask("GET", "/api/v1/problems").status == 200)
    for count in 1...3 {
      #expect(try await ask("POST", "/api/v1/problems", finding).status == 201)
      let list = try await ask("GET", "/api/v1/problems")
      #expect((list.object["problems"] as? [Any])?.count == count)
    }
  }

  @Test func itGoesOnWhenTheServerIsBack() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try await ask("POST", "/api/v1/problems", finding).status == 201)
    home.set(isGone: true)
    for (method, body) in [("GET", nil), ("POST", finding)] as [(String, String?)] {
      let refused = try await ask(method, "/api/v1/problems", body)
      #expect(refused.status == 503)
      #expect(refused.object["code"] as? String == "workspace.unreachable")
    }
    home.set(isGone: false)
    let list = try await ask("GET", "/api/v1/problems")
    #expect(list.status == 200)
    #expect((list.object["problems"] as? [Any])?.count == 1)
  }
}
