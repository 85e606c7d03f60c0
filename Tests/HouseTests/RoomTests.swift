import Testing

@Suite("Rooms (Swift targets) import only rooms below them")
struct RoomTests {
  let tree = SourceTree.own

  private func table() throws -> RoomTable {
    try RoomTable(manifest: tree.text("Package.swift"))
  }

  @Test("the table has no cycle, no duplicate row, and one owner for each system library")
  func tableIsSound() throws {
    #expect(try table().faults == [])
  }

  @Test("every room has its folder and every folder its row")
  func foldersMatchRows() throws {
    let table = try table()
    let systems = Set(table.rows.flatMap(\.systems))
    let folders = Set(tree.folders(in: "Sources")).subtracting(systems)
    #expect(folders == Set(table.rows.map(\.name)))
  }

  @Test("no source imports what its room's row does not list")
  func sources() throws {
    let table = try table()
    var files = 0
    for row in table.rows {
      for file in tree.swiftFiles(in: "Sources/\(row.name)") {
        files += 1
        let faults = try table.importFaults(room: row.name, source: tree.text(file), file: file)
        #expect(faults == [])
      }
    }
    #expect(files >= table.rows.count)
  }

  @Test("no row lists a room that no file of the room, or of its tests, imports")
  func edges() throws {
    for row in try table().rows {
      func imported(_ folder: String) throws -> Set<String> {
        try Set(
          tree.swiftFiles(in: folder).flatMap { importLines(of: try tree.text($0)).map(\.module) })
      }
      let tests = row.name == "zhitu" ? "CommandTests" : "\(row.name)Tests"
      #expect(
        try row.unusedEdges(
          sources: imported("Sources/\(row.name)"), tests: imported("Tests/\(tests)"))
          == [])
    }
  }

  @Test("tests import only their room and the rooms that it may import")
  func tests() throws {
    let table = try table()
    for row in table.rows {
      for file in tree.swiftFiles(in: "Tests/\(row.name)Tests") {
        let faults = try table.importFaults(
          room: row.name, source: tree.text(file), file: file, isTest: true)
        #expect(faults == [])
      }
    }
  }

  @Test("fuzzers import only the overlay and the rooms below it")
  func fuzzers() throws {
    var table = try table()
    let overlay = try #require(table.rows.first { $0.name == "Overlay" })
    table.rows.append(RoomRow(name: "Fuzz", rooms: overlay.rooms + ["Overlay"]))
    let files = tree.swiftFiles(in: "Fuzz")
    #expect(!files.isEmpty)
    for file in files {
      let faults = try table.importFaults(room: "Fuzz", source: tree.text(file), file: file)
      #expect(faults == [])
    }
  }
}

@Suite("The check of the imports finds faults")
struct RoomCheckTests {
  let table = RoomTable(rows: [
    RoomRow(name: "Low", systems: ["CLow"]),
    RoomRow(name: "Middle", rooms: ["Low"], products: ["Yams"]),
    RoomRow(name: "High", rooms: ["Low", "Middle"]),
  ])

  @Test("a valid table and valid imports have no fault")
  func sound() {
    #expect(table.faults == [])
    let source = "import Foundation\nimport Low\npublic import struct Yams.Node\n"
    #expect(table.importFaults(room: "Middle", source: source, file: "a.swift") == [])
  }

  @Test(
    "an import upwards, sideways or of another room's library is found",
    arguments: [
      ("Low", "import High"), ("Low", "@testable import Middle"), ("Middle", "import CLow"),
      ("Low", "package import Yams"), ("High", "import Yams"), ("Low", "import Testing"),
      ("Low", "@preconcurrency import struct Middle.Thing"), ("Middle", "import Elsewhere"),
    ])
  func wrongImport(room: String, line: String) {
    let source = "// A file.\nimport Foundation\n\n\(line)\n"
    let faults = table.importFaults(room: room, source: source, file: "b.swift")
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("b.swift:4: \(room) may not import") == true)
  }

  @Test(
    "an unused dependency is found, and a room that only tests use is no dependency of the sources")
  func unusedEdges() {
    let row = RoomRow(name: "High", rooms: ["Low", "Middle"], testRooms: ["Other"])
    #expect(row.unusedEdges(sources: ["Low", "Middle"], tests: ["Other"]) == [])
    #expect(row.unusedEdges(sources: ["Low"], tests: ["Middle", "Other"]) == ["High: Middle"])
    #expect(row.unusedEdges(sources: ["Low", "Middle"], tests: []) == ["High: Other (tests)"])
  }

  @Test("the owner of a system library is named")
  func ownerNamed() {
    let faults = table.importFaults(room: "High", source: "import CLow", file: "c.swift")
    #expect(faults == ["c.swift:1: High may not import CLow; only Low may"])
  }

  @Test("imports in comments and strings are ignored")
  func notImports() {
    let source = """
      // import High
      /* import High
      import High */
      let page = \"\"\"
      import High
      \"\"\"
      let important = 1
      """
    #expect(importLines(of: source) == [])
  }

  @Test("cycles, duplicate rows and shared system libraries are found")
  func unsoundTables() {
    let circle = RoomTable(rows: [
      RoomRow(name: "A", rooms: ["B"]), RoomRow(name: "B", rooms: ["A"]),
    ])
    #expect(circle.faults == ["room A knows B, which does not stand below it"])
    let itself = RoomTable(rows: [RoomRow(name: "A", rooms: ["A"])])
    #expect(itself.faults.count == 1)
    let double = RoomTable(rows: [RoomRow(name: "A"), RoomRow(name: "A")])
    #expect(double.faults == ["room A has two rows"])
    let shared = RoomTable(rows: [
      RoomRow(name: "A", systems: ["CX"]), RoomRow(name: "B", systems: ["CX"]),
    ])
    #expect(shared.faults == ["system library CX has several owners: A, B"])
  }

  @Test("the table is read from a manifest")
  func manifest() throws {
    let read = try RoomTable(
      manifest: """
        let rooms: [Room] = [
          Room(name: "Low", systems: ["CLow"]),
          Room(
            name: "Middle", rooms: ["Low"],
            products: [product("Yams", "Yams"), product("Crypto", "swift-crypto")],
            resources: [.embedInCode("Tables")]),
        ]
        """)
    #expect(
      read.rows == [
        RoomRow(name: "Low", systems: ["CLow"]),
        RoomRow(name: "Middle", rooms: ["Low"], products: ["Yams", "Crypto"]),
      ])
    #expect(throws: RoomTable.Unreadable.self) { try RoomTable(manifest: "let rooms = []") }
  }
}
