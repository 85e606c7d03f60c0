import Foundation
import Service
import Storage
import Testing
import Workbench

@Suite("The workspace file is written, replaced, deleted")
struct FileIdentityTests {
  let place: SmallWorkspace
  private var path: String { place.workspace.path }

  init() throws {
    place = try SmallWorkspace()
  }

  private func title() async throws -> String? {
    let view = try await place.json("/api/v1/workspace")
    let layers = view["layers"] as? [[String: Any]]
    return layers?.first { $0["name"] as? String == "survey_2023" }?["title"] as? String
  }

  private func another(_ name: String) throws -> String {
    let other = place.folder.appendingPathComponent(name).path
    place.workspace.close()
    try FileManager.default.copyItem(atPath: path, toPath: other)
    let workspace = try Workspace.open(other)
    try workspace.write { writer in
      var record = try #require(try writer.reader.layer("survey_2023"))
      record.title = name
      try writer.updateRecord(record)
    }
    workspace.close()
    return other
  }

  /// A service of its own, so that the first one's connections can be closed.
  private func served() throws -> ServiceClient {
    ServiceClient(
      try WebService(
        workspace: Workspace.open(path), webRoot: place.folder.appendingPathComponent("Web").path))
  }

  private func ask(_ client: ServiceClient, _ tag: String? = nil) async throws -> Answer {
    var request = WebRequest(target: "/api/v1/workspace", host: "localhost")
    request[field: "if-none-match"] = tag
    return try await client.send(request)
  }

  @Test(arguments: [false, true])
  func whatTakesItsPlaceIsShownAtOnce(overwritten: Bool) async throws {
    let other = try another("another")
    let client = try served()
    let first = try await ask(client)
    let tag = try #require(first.header("ETag"))
    #expect(try await ask(client, tag).status == 304)
    if overwritten {
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.write(contentsOf: Data(contentsOf: URL(fileURLWithPath: other)))
      try handle.close()
    } else {
      #expect(rename(other, path) == 0)
    }
    let second = try await ask(client, tag)
    #expect(second.status == 200)
    #expect(second.header("ETag") != tag)
    #expect(String(decoding: second.body, as: UTF8.self).contains("another"))
  }

  @Test func aDeletedFileIsGoneAndMayComeBack() async throws {
    let kept = try another("kept")
    let client = try served()
    let tag = try #require(try await ask(client).header("ETag"))
    try FileManager.default.removeItem(atPath: path)
    let gone = try await ask(client, tag)
    #expect(gone.status == 410)
    #expect(gone.object["code"] as? String == "workspace.gone")
    try Data("no workspace".utf8).write(to: URL(fileURLWithPath: path))
    let broken = try await ask(client, tag)
    #expect(broken.status == 503)
    #expect(broken.header("Retry-After") != nil)
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: kept, toPath: path)
    let back = try await ask(client, tag)
    #expect(back.status == 200)
    #expect(String(decoding: back.body, as: UTF8.self).contains("kept"))
  }
}
