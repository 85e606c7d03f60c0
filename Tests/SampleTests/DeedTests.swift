import Access
import EventLog
import Foundation
import Geometry
import Governance
import Sample
import Testing

@Suite("The synthetic history of the district")
struct DeedTests {
  private static func book() throws -> RoleBook {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Policies/access/roles.yaml")
    return try RoleBook(yaml: String(contentsOf: file, encoding: .utf8), file: "roles.yaml")
  }

  /// The log of a seed, and the photos and documents by their hash.
  private static func told(
    _ seed: UInt64
  ) throws -> (store: MemoryEventStore, photos: [String: [UInt8]]) {
    let store = MemoryEventStore()
    var photos: [String: [UInt8]] = [:]
    let sample = SampleDeeds(district: try Districts.of(seed), book: try book())
    try store.writeEvents { log in
      try sample.write(to: log) { photo in
        let hash = "sha256:" + HashAlgorithm.sha256.hash(photo).hex
        photos[hash] = photo
        return hash
      }
    }
    return (store, photos)
  }

  @Test func theSameSeedTellsTheSame() throws {
    let heads = try [7, 7, 1].map { seed in
      try Self.told(seed).store.readEvents { try $0.head() }
    }
    #expect(heads[0] != nil)
    #expect(heads[0] == heads[1])
    #expect(heads[0] != heads[2])
  }

  @Test(arguments: Districts.seeds)
  func everyProblemLiesInAVillageOfTheDistrict(seed: UInt64) throws {
    let (store, photos) = try Self.told(seed)
    let district = try Districts.of(seed)
    let villages = Set(district.patches.map { String($0.villageCode.prefix(12)) })
    let board = try store.readEvents { try $0.current(ProblemBoard.self) }
    #expect(Set(board.rows.values.map(\.problem.phase)).count >= 5, "problems in several phases")
    for row in board.rows.values {
      let finding = try #require(row.problem.finding)
      #expect(villages.contains(finding.area))
      let place = try #require(finding.place)
      // The district lies at 121.5° E 29.9° N and is some kilometres wide.
      #expect((121_000_000_0...122_000_000_0).contains(place.longitude))
      #expect((29_500_000_0...30_300_000_0).contains(place.latitude))
      #expect(finding.description.contains("合成"))
      for hash in (finding.photos ?? []) + row.problem.evidence {
        #expect(photos[hash] != nil, "a photo that is told of is there")
      }
    }
  }

  @Test func theLogIsInTheOrderOfTime() throws {
    let records = try Self.told(7).store.readEvents { try $0.events(after: 0, limit: 10_000) }
    #expect(records.map(\.time) == records.map(\.time).sorted())
  }

  /// However many are simulated, the law has let all of it pass, and all phases are there.
  @Test func manyProblemsAreSimulated() throws {
    let store = MemoryEventStore()
    let sample = SampleDeeds(district: try Districts.of(7), book: try Self.book())
    try store.writeEvents { log in
      try sample.write(to: log, moreProblems: 300) { "sha256:" + String($0.count) }
    }
    let rows = try store.readEvents { try $0.current(ProblemBoard.self) }.rows.values
    #expect(rows.count == 308)
    let phases = Set(rows.map(\.problem.phase))
    #expect(phases == [.found, .filed, .assigned, .working, .submitted, .closed])
    for row in rows where row.problem.phase == .closed {
      #expect(row.problem.checkedBy.map { !row.problem.workers.contains($0) } ?? false)
    }
  }

  @Test func thePlanEndsWithTheMeasuresThatItHas() throws {
    let store = try Self.told(7).store
    let stream = try StreamName(PlanEvent.category, SampleDeeds.plan)
    let plan = try store.readEvents { try $0.state(of: stream, PlanHistoryDecider.self) }
    #expect(plan.state.phase == .endorsed)
    #expect(plan.state.measures == (try Districts.of(7)).measures.count)
    #expect(plan.state.returns == 1)
  }

  @Test func everybodyWhoActsIsInTheDirectoryAndHoldsTheRole() throws {
    let store = try Self.told(7).store
    let directory = try store.readEvents {
      try $0.state(of: StreamName("access", "directory"), DirectoryDecider.self).state
    }
    let records = try store.readEvents { try $0.events(after: 0, limit: 10_000) }
    for record in records where record.stream.category != "access" {
      let actor = try record.actor()
      let person = try #require(directory.people[actor.person])
      #expect(person.name == actor.name)
      #expect(
        directory.grants(of: actor.person, at: record.time).contains {
          $0.role == actor.role && $0.organisation == actor.organisation
        }, "\(actor.person) as \(actor.role)")
    }
  }

  /// The chunks of every photo have the right lengths and end with IEND; its size is stated.
  @Test func thePhotosArePNG() throws {
    let (store, files) = try Self.told(7)
    let board = try store.readEvents { try $0.current(ProblemBoard.self) }
    // The other files are texts of the planning levels.
    let named = board.rows.values.map(\.problem).flatMap {
      ($0.finding?.photos ?? []) + $0.evidence
    }
    #expect(!named.isEmpty)
    for hash in Set(named) {
      let photo = try #require(files[hash])
      #expect(Array(photo.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      var names: [String] = []
      var place = 8
      while place + 12 <= photo.count {
        let length = photo[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        names.append(String(decoding: photo[place + 4..<place + 8], as: UTF8.self))
        place += 12 + length
      }
      #expect(place == photo.count)
      #expect(names == ["IHDR", "PLTE", "IDAT", "IEND"])
    }
  }
}
