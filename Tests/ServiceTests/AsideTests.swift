import Foundation
import Groundwork
import Service
import Storage
import Testing
import Workbench

@Suite("What is written beside the layers changes no answer")
struct AsideTests {
  let place: SmallWorkspace
  private var path: String { place.workspace.path }

  init() throws {
    place = try SmallWorkspace()
    // The file is at rest: the first write of the server moves it to a log.
    place.workspace.close()
  }

  private func service() throws -> WebService {
    try WebService(
      workspace: Workspace.open(path), webRoot: place.folder.appendingPathComponent("Web").path)
  }

  private func tag(_ client: ServiceClient) async throws -> String {
    let answer = try await client.send(WebRequest(target: "/api/v1/workspace", host: "localhost"))
    return try #require(answer.header("ETag"))
  }

  private let order = JobOrder("test", Localized("test")) { _, _ in JobResult(body: [123, 125]) }

  @Test func theFirstRecordOfAJobLeavesTheStateAsItWas() async throws {
    let service = try service()
    let client = ServiceClient(service)
    let before = try await tag(client)
    for _ in 0..<3 {
      _ = try service.jobs.submit(order, actor: .local)
      await service.jobs.settle()
      #expect(try await tag(client) == before)
    }
    // Somebody else's write is seen as ever.
    let other = try Workspace.open(path)
    try other.write { writer in
      var record = try #require(try writer.reader.layer("survey_2023"))
      record.title = "other"
      try writer.updateRecord(record)
    }
    #expect(try await tag(client) != before)
  }

  @Test(.timeLimit(.minutes(1)))
  func askingWhileRecordsAreWrittenFindsNoOtherState() async throws {
    let service = try service()
    let client = ServiceClient(service)
    let before = try await tag(client)
    let seen = try await withThrowingTaskGroup(of: Set<String>.self) { group in
      for _ in 0..<2 {
        group.addTask {
          var seen: Set<String> = []
          for _ in 0..<400 { seen.insert(try await tag(client)) }
          return seen
        }
      }
      group.addTask {
        for _ in 0..<30 {
          _ = try service.jobs.submit(order, actor: .local)
          await service.jobs.settle()
        }
        return []
      }
      return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
    }
    #expect(seen == [before])
    await service.jobs.settle()
    #expect(try await tag(client) == before)
  }
}
