import Foundation
import Groundwork
import Service
import Storage
import Testing

@Suite("Pages are made of what they have in common and what is their own")
struct PageTests {
  /// A folder with these files, and a library.
  private func folder(_ files: [String: String]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-pages-\(UUID().uuidString)")
    let all = files.merging(["vendor/a.js": "0"]) { own, _ in own }
    for (name, text) in all {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return folder
  }

  private func client(_ folder: URL) throws -> ServiceClient {
    let home = MemoryHome()
    return ServiceClient(try WebService(workspace: Workspace(home), webRoot: folder.path))
  }

  private func get(_ client: ServiceClient, _ target: String) async throws -> Answer {
    try await client.send(WebRequest(method: "GET", target: target, host: "127.0.0.1:80"))
  }

  @Test func fragmentsStandInTheirPlaces() async throws {
    let folder = try folder([
      "index.html": "<head><!-- fragment: head --></head><!-- fragment: end --><!-- note -->",
      "other.html": "<!-- fragment: head -->甲", "plain.txt": "<!-- fragment: head -->",
      "fragments/head.html": "<meta charset=\"utf-8\">\n", "fragments/end.html": "$0 \\1",
    ])
    defer { try? FileManager.default.removeItem(at: folder) }
    let client = try client(folder)
    for (target, text) in [
      ("/", "<head><meta charset=\"utf-8\"></head>$0 \\1<!-- note -->"),
      ("/other.html", "<meta charset=\"utf-8\">甲"), ("/plain.txt", "<!-- fragment: head -->"),
    ] {
      let answer = try await get(client, target)
      #expect(answer.status == 200)
      #expect(String(decoding: answer.body, as: UTF8.self) == text)
    }
    // A fragment is no page.
    #expect(try await get(client, "/fragments/head.html").status == 404)
  }

  @Test func aMissingFragmentIsSaid() throws {
    let folder = try folder(["index.html": "<!-- fragment: head -->"])
    defer { try? FileManager.default.removeItem(at: folder) }
    let refusal = #expect(throws: Diagnostic.self) { try client(folder) }
    #expect(refusal?.code == "service.web-fragment")
    #expect(refusal?.file?.hasSuffix("/index.html") == true)
  }
}
