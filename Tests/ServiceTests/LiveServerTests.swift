import Foundation
import Glibc
import Service
import Testing

/// A client of a few lines: one request, the whole answer as text. It waits on a thread of its own:
/// the server under test needs the few threads on which tests run.
enum PlainClient {
  struct Failed: Error {
    var step: String
  }

  /// A connection, to be closed.
  static func open(port: Int) throws -> Int32 {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard handle >= 0 else { throw Failed(step: "socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else {
      close(handle)
      throw Failed(step: "connect")
    }
    return handle
  }

  static func send(_ request: String, port: Int) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result { try exchange(request, port: port) }) }.start()
    }
  }

  private static func exchange(_ request: String, port: Int) throws -> String {
    let handle = try open(port: port)
    defer { close(handle) }
    let bytes = Array(request.utf8)
    guard Glibc.send(handle, bytes, bytes.count, 0) == bytes.count else {
      throw Failed(step: "send")
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(handle, &buffer, buffer.count, 0)
      if count <= 0 { break }
      answer += buffer.prefix(count)
    }
    return String(decoding: answer, as: UTF8.self)
  }

  static func get(_ target: String, port: Int, host: String? = nil) async throws -> String {
    try await send(
      "GET \(target) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\n"
        + "Connection: close\r\n\r\n", port: port)
  }
}

@Suite("The server on the network")
struct LiveServerTests {
  @Test(.timeLimit(.minutes(1)))
  func stalledClientsKeepNobodyOutAndAreDropped() async throws {
    let place = try SmallWorkspace()
    var limits = ConnectionLimits()
    limits.idle = .seconds(1)
    limits.body = .seconds(1)
    let server = try WorkspaceServer(
      workspace: place.workspace, webRoot: place.folder.appendingPathComponent("Web").path,
      port: 0, limits: limits)
    let (ports, announce) = AsyncStream<Int>.makeStream()
    let running = Task { try await server.run { announce.yield($0) } }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    let parts = [
      "GET / HTTP/1.1\r\nHost: ",
      "POST /api/v1/plans/P/trial HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
        + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    ]
    var open = try (0..<40).map { _ in try PlainClient.open(port: port) }
    defer { open.forEach { close($0) } }
    for (index, handle) in open.enumerated() {
      let bytes = Array(parts[index % 2].utf8)
      #expect(Glibc.send(handle, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
    }
    #expect(try await PlainClient.get("/api/v1/flows", port: port).hasPrefix("HTTP/1.1 200"))
    // A byte now and then does not help.
    for _ in 0..<100 where !open.isEmpty {
      try await Task.sleep(for: .milliseconds(200))
      open = open.filter { handle in
        var byte = UInt8(ascii: "x")
        var answer = [UInt8](repeating: 0, count: 1000)
        _ = Glibc.send(handle, &byte, 1, Int32(MSG_NOSIGNAL))
        let count = recv(handle, &answer, answer.count, Int32(MSG_DONTWAIT))
        let isOpen = count > 0 || (count < 0 && errno == EAGAIN)
        if !isOpen { close(handle) }
        return isOpen
      }
    }
    #expect(open.isEmpty)
    running.cancel()
    _ = await running.result
  }

  @Test(.timeLimit(.minutes(1)))
  func servesUntilItIsStopped() async throws {
    let place = try SmallWorkspace()
    let server = try WorkspaceServer(
      workspace: place.workspace, webRoot: place.folder.appendingPathComponent("Web").path,
      port: 0)
    let (ports, announce) = AsyncStream<Int>.makeStream()
    let running = Task { try await server.run { announce.yield($0) } }
    var iterator = ports.makeAsyncIterator()
    let port = try #require(await iterator.next())
    #expect(port > 0)
    let page = try await PlainClient.get("/", port: port)
    #expect(page.hasPrefix("HTTP/1.1 200"))
    #expect(page.contains("Content-Security-Policy: default-src 'self'"))
    #expect(page.hasSuffix("<title>治土</title>"))
    let api = try await PlainClient.get("/api/v1/flows", port: port)
    #expect(api.contains("2023__P"))
    #expect(
      try await PlainClient.get("/", port: port, host: "evil.example").hasPrefix("HTTP/1.1 403"))
    #expect(try await PlainClient.get("/../secret.txt", port: port).hasPrefix("HTTP/1.1 404"))
    let head = try await PlainClient.send(
      "HEAD / HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n\r\n", port: port)
    #expect(head.hasPrefix("HTTP/1.1 200"))
    #expect(head.hasSuffix("\r\n\r\n"))
    func post(_ body: String) async throws -> String {
      try await PlainClient.send(
        "POST /api/v1/plans/P/trial HTTP/1.1\r\nHost: localhost:\(port)\r\nConnection: close\r\n"
          + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body,
        port: port)
    }
    // The workspace has no layer of the plan; the change was read.
    let asked = try await post(#"{"measure": "M1", "class": "0101"}"#)
    #expect(asked.hasPrefix("HTTP/1.1 404") && asked.contains("workspace.no-plan"))
    #expect(try await post("{").contains("service.body"))
    let second = try WorkspaceServer(
      workspace: place.workspace, webRoot: place.folder.appendingPathComponent("Web").path,
      port: port)
    await #expect(throws: (any Error).self) { try await second.run { _ in } }
    running.cancel()
    _ = await running.result
    await #expect(throws: PlainClient.Failed.self) { try await PlainClient.get("/", port: port) }
  }
}
