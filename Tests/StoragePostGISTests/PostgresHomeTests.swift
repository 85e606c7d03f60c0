import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import StoragePostGIS
import StorageTesting
import Synchronization
import TestSupport
import Testing

@Suite(
  .serialized, .enabled(if: PrivateServer.isInstalled, "PostgreSQL with PostGIS is not installed"))
struct PostgresHomeTests {
  private func workspace(_ address: String) throws -> Workspace {
    Workspace(try PostgresHome.openOrCreate(address))
  }

  @Test(arguments: ConformanceCase.all)
  func conforms(_ law: ConformanceCase) throws {
    let server = try PrivateServer.shared.get()
    try law.run(try workspace(server.address()))
  }

  /// The same random writes and questions to three homes: no difference. A thousand a trial, three
  /// trials or as many as `ZHITU_HOMES_STEPS` asks for, from the seed `ZHITU_HOMES_SEED`.
  @Test func equalsTheOtherHomes() throws {
    let server = try PrivateServer.shared.get()
    let environment = ProcessInfo.processInfo.environment
    let wanted = environment["ZHITU_HOMES_STEPS"].flatMap { Int($0) } ?? 3000
    let first = environment["ZHITU_HOMES_SEED"].flatMap { UInt64($0) } ?? 1
    var steps = 0
    for seed in first... {
      let scratch = try Scratch()
      let homes = [
        Workspace(MemoryHome()),
        Workspace(try GeoPackageHome.openOrCreate(scratch.path + "/w.gpkg")),
        try workspace(server.address()),
      ]
      var trial = HomeComparison(seed: seed)
      try trial.run(homes, steps: min(1000, wanted - steps))
      steps += trial.steps
      for home in homes.dropFirst() { #expect(try home.integrity().isSound, "seed \(seed)") }
      for home in homes { home.close() }
      if steps >= wanted { break }
    }
    #expect(steps == wanted)
    if wanted > 3000 { print("homes compared: \(steps) steps from seed \(first), no difference") }
  }

  @Test func carriedThereAndBack() throws {
    let server = try PrivateServer.shared.get()
    let scratch = try Scratch()
    let file = Workspace(try GeoPackageHome.openOrCreate(scratch.path + "/a.gpkg"))
    var trial = HomeComparison(seed: 9)
    try trial.run([file], steps: 300)
    let there = try workspace(server.address())
    let first = try file.carry(into: there)
    let back = Workspace(try GeoPackageHome.openOrCreate(scratch.path + "/b.gpkg"))
    let second = try there.carry(into: back)
    #expect(first.hashes == second.hashes && first.documentsHash == second.documentsHash)
    #expect(first.copied.count == first.hashes.count)
    #expect(try back.integrity().isSound)
    try HomeComparison.compare([file, there, back])
  }

  /// Cut off in the middle, taken up again; meanwhile nobody takes the part for the whole.
  @Test func carryingIsTakenUpAgain() throws {
    let server = try PrivateServer.shared.get()
    let scratch = try Scratch()
    let file = Workspace(try GeoPackageHome.openOrCreate(scratch.path + "/a.gpkg"))
    var trial = HomeComparison(seed: 10)
    try trial.run([file], steps: 300)
    let target = try workspace(server.address())
    let stop = StopAfter(layers: 2)
    #expect(throws: Cancelled.self) {
      _ = try file.carry(into: target, job: Job(progress: stop, cancellation: stop.cancellation))
    }
    #expect(throws: Diagnostic.self) { try target.checkFinished() }
    let report = try file.carry(into: target)
    #expect(!report.alreadyThere.isEmpty)
    try target.checkFinished()
    try HomeComparison.compare([file, target])
  }

  @Test func theServerGoesAwayAndComesBack() throws {
    let server = try PrivateServer.shared.get()
    let workspace = try workspace(server.address())
    try workspace.write { try $0.putDocument(kind: "a", key: "b", body: [1]) }
    try server.stop()
    for _ in 0..<3 {
      do {
        _ = try workspace.document(kind: "a", key: "b")
        Issue.record("read from a server that is down")
      } catch let problem as Diagnostic {
        #expect(problem.code == "workspace.unreachable" && problem.remedy != nil)
      }
    }
    try server.start()
    #expect(try workspace.document(kind: "a", key: "b") == [1])
    try workspace.write { try $0.putDocument(kind: "a", key: "b", body: [2]) }
    #expect(try workspace.document(kind: "a", key: "b") == [2])
  }

  /// A server that is stopped in the middle of a write keeps nothing of it.
  @Test func aWriteThatIsCutOff() throws {
    let server = try PrivateServer.shared.get()
    let workspace = try workspace(server.address())
    try workspace.write { try $0.putDocument(kind: "a", key: "b", body: [1]) }
    do {
      try workspace.write { writer in
        try writer.putDocument(kind: "a", key: "b", body: [2])
        try server.stop()
        try writer.putDocument(kind: "a", key: "b", body: [3])
      }
      Issue.record("written to a server that is down")
    } catch let problem as Diagnostic {
      #expect(problem.code == "workspace.unreachable")
    }
    try server.start()
    #expect(try workspace.document(kind: "a", key: "b") == [1])
  }

  /// A layer lies in the table of its name, whatever was written how often, as soon as nobody reads.
  @Test func layersHavePlainNames() throws {
    let server = try PrivateServer.shared.get()
    let address = server.address()
    let mine = try workspace(address)
    let record = LayerRecord(name: "地块_2023", role: .facts, title: "t")
    func put(_ count: Int) throws {
      try mine.write { writer in
        let layer = try writer.createLayer(
          record, geometry: .none, columns: [Column("n", .integer)])
        for number in 0..<count {
          try layer.append(rawWKB: [], values: [.integer(Int64(number))])
        }
        try layer.finish()
      }
    }
    func rows() throws -> Int { try mine.read { try $0.layer(record.name)?.featureCount ?? -1 } }
    func tables() throws -> [String] {
      try server.tables(of: address).filter { !$0.hasPrefix("zhitu_") }
    }
    try put(3)
    #expect(try tables() == ["地块_2023"])
    try put(5)
    #expect(try tables() == ["地块_2023"])
    #expect(try rows() == 5)
    // A reader keeps what it reads; the name follows with the next write after it.
    let other = Workspace(try PostgresHome.open(address))
    try other.read { reader in
      _ = try reader.layers()
      try put(7)
      #expect(try reader.layer(record.name)?.featureCount == 5)
    }
    #expect(try tables().count == 2)
    #expect(try rows() == 7)
    try mine.write { _ in }
    #expect(try tables() == ["地块_2023"])
    #expect(try rows() == 7)
  }

  @Test func writersOfSeveralProgramsTakeTurns() throws {
    let server = try PrivateServer.shared.get()
    let address = server.address()
    let mine = try workspace(address)
    try mine.write { try $0.putDocument(kind: "n", key: "k", body: [0]) }
    let other = Workspace(try PostgresHome.open(address, lockTimeout: .milliseconds(100)))
    try mine.write { _ in
      do {
        try other.write { _ in }
        Issue.record("two writers at once")
      } catch let problem as Diagnostic {
        #expect(problem.code == "workspace.locked")
      }
      let seen = try other.document(kind: "n", key: "k")
      #expect(seen == [0])
    }
    try other.write { _ in }
  }

  @Test(arguments: ["postgres://h/d?schema=a-b", "postgres://h/d?schema=pg_x", "postgres://"])
  func addressesThatCannotBe(_ address: String) throws {
    do {
      _ = try PostgresHome.open(address)
      Issue.record("opened")
    } catch let problem as Diagnostic {
      #expect(["workspace.address", "workspace.unreachable"].contains(problem.code))
    }
  }

  @Test func passwordsAreNotShown() throws {
    do {
      _ = try PostgresHome.open("postgres://u:secret@127.0.0.1:1/d")
      Issue.record("opened")
    } catch let problem as Diagnostic {
      #expect(problem.file?.contains("secret") == false)
      #expect(!problem.message.en.contains("secret"))
    }
  }
}

/// Cancels a job after so many steps.
private final class StopAfter: ProgressReporter {
  let cancellation = Cancellation()
  private let left: Atomic<Int>

  init(layers: Int) { left = Atomic(layers) }

  func begin(_ stage: Localized, total: Int?) {}
  func advance(to done: Int) {
    if left.subtract(1, ordering: .relaxed).newValue == 0 { cancellation.cancel() }
  }
  func end() {}
}
