import Access
import EventLog
import Foundation
import Governance
import Groundwork
import Storage
import TestSupport
import Testing
import VectorFiles
import Workbench

@Suite("The archive of a case")
struct CaseArchiveTests {
  /// It proves itself: every file and every event by its hash, none missing.
  @Test func theArchiveHoldsEverythingAndProvesIt() throws {
    let scratch = try Scratch()
    let bench = Workbench(try Workspace.openOrCreate(scratch.path + "/w.gpkg"))
    let acting = try bench.actingLocally(
      role: "planner", organisation: nil, book: AccessPolicy().book,
      at: Timestamp(dayNumber: 20_500))
    let library = try ProcessLibrary()
    let number = try bench.startCase(
      library.file("project").definition, library.calendar, subject: "P1", title: "复垦", area: "",
      by: acting.context, acting.authority
    ).number
    let paper = Array("%PDF-1.7 not really".utf8)
    _ = try bench.advanceCase(
      number, .attach(paper: "potential_patch", hash: "", name: "图斑.pdf"), expected: nil,
      document: paper, library.calendar, by: acting.context, acting.authority)

    let path = scratch.path + "/archive.zip"
    try Data(bench.caseArchive(number, at: acting.time)).write(to: URL(fileURLWithPath: path))
    let members = try ZipPackage.read(path).reduce(into: [:]) { $0[$1.name] = $1.bytes }
    let body = Data(try #require(members["proof.json"]))
    let proof = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
    let files = try #require(proof["files"] as? [[String: Any]])
    let paths = files.compactMap { $0["path"] as? String }
    #expect(Set(paths + ["proof.json"]) == Set(members.keys))
    for file in files {
      let path = try #require(file["path"] as? String)
      let bytes = try #require(members[path])
      #expect(file["sha256"] as? String == HashAlgorithm.sha256.hash(bytes).hex)
      if file["name"] as? String == "图斑.pdf" { #expect(bytes == paper) }
    }
    #expect(files.contains { $0["name"] as? String == "图斑.pdf" })
    #expect(paths.contains("process.json"))
    let events = try #require(proof["events"] as? [[String: Any]])
    let lines = try #require(members["log.jsonl"]).split(separator: UInt8(ascii: "\n"))
    #expect(events.count == 2 && lines.count == 2)
    for (event, line) in zip(events, lines) {
      #expect(event["hash"] as? String == HashAlgorithm.sha256.hash(Array(line)).hex)
    }
    #expect((proof["root"] as? [String: Any])?["count"] as? Int == 2)
  }
}
