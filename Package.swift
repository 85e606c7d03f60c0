// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The rooms of the house, lowest first. A room may import only rooms listed in its own row;
// `Tests/HouseTests` fails when a source file imports anything else.
struct Room {
  var name: String
  var rooms: [String] = []
  var products: [Target.Dependency] = []
  var systems: [String] = []
  var resources: [Resource] = []
  /// Rooms that only its tests import.
  var testRooms: [String] = []
  var isExecutable = false
}

func product(_ name: String, _ package: String) -> Target.Dependency {
  .product(name: name, package: package)
}

let rooms: [Room] = [
  // Innermost loops in C.
  Room(name: "CLanes"),
  Room(name: "Groundwork", systems: ["CCrypto"]),
  Room(name: "Geodesy", rooms: ["Groundwork"], systems: ["CPROJ"]),
  Room(name: "Geometry", rooms: ["CLanes", "Groundwork"], systems: ["CGEOS"]),
  Room(name: "Overlay", rooms: ["CLanes", "Groundwork", "Geometry"]),
  Room(name: "YAMLFiles", rooms: ["Groundwork"], products: [product("Yams", "Yams")]),
  Room(
    name: "Classes", rooms: ["Groundwork", "YAMLFiles"],
    resources: [.embedInCode("Tables")]),
  Room(
    name: "VectorFiles", rooms: ["Groundwork", "Geometry", "Classes"],
    systems: ["CGDAL"]),
  Room(name: "Survey", rooms: ["Groundwork", "Geodesy", "Geometry", "Classes", "VectorFiles"]),
  Room(
    name: "Exchange", rooms: ["Groundwork", "Geodesy", "Geometry", "YAMLFiles", "VectorFiles"]),
  Room(
    name: "Quality", rooms: ["Groundwork", "Geodesy", "Geometry", "Classes"],
    testRooms: ["Overlay", "VectorFiles"]),
  Room(name: "EventLog", rooms: ["Groundwork"]),
  Room(name: "Access", rooms: ["Groundwork", "YAMLFiles", "EventLog"]),
  Room(name: "Governance", rooms: ["Groundwork", "EventLog", "YAMLFiles"]),
  Room(name: "Finance", rooms: ["Groundwork", "YAMLFiles", "EventLog"]),
  Room(name: "Policy", rooms: ["Groundwork", "YAMLFiles"]),
  Room(
    name: "Quota",
    rooms: ["Groundwork", "Geometry", "Overlay", "YAMLFiles", "EventLog", "Policy"]),
  Room(name: "Storage", rooms: ["Groundwork", "Geometry", "EventLog"]),
  Room(name: "StorageTesting", rooms: ["Groundwork", "Geometry", "EventLog", "Storage"]),
  Room(
    name: "StorageGeoPackage", rooms: ["Groundwork", "Geometry", "EventLog", "Storage"],
    products: [product("GRDBSQLite", "GRDB.swift")], testRooms: ["StorageTesting"]),
  Room(
    name: "StoragePostGIS", rooms: ["Groundwork", "Geometry", "EventLog", "Storage"],
    systems: ["CPQ"],
    testRooms: ["StorageTesting", "StorageGeoPackage"]),
  Room(name: "Tiles", rooms: ["Geometry"], systems: ["CZlib"]),
  Room(name: "Spreadsheets", rooms: ["Groundwork"], systems: ["CXLSXWriter"]),
  Room(
    name: "Flow",
    rooms: [
      "Groundwork", "Geodesy", "Geometry", "Overlay", "Classes", "VectorFiles", "Survey",
    ]),
  Room(
    name: "Planning",
    rooms: ["Groundwork", "Geometry", "Overlay", "Classes", "Survey", "Flow", "Policy"]),
  Room(
    name: "Monitoring",
    rooms: ["Groundwork", "Geometry", "Overlay", "YAMLFiles", "Classes", "Flow", "Planning"],
    testRooms: ["Sample"]),
  Room(
    name: "Records",
    rooms: [
      "Groundwork", "Geometry", "Classes", "Survey", "Storage", "Flow", "Policy", "Planning",
    ]),
  Room(
    name: "Programme",
    rooms: [
      "Groundwork", "Geometry", "Overlay", "YAMLFiles", "Classes", "EventLog", "Planning",
    ],
    testRooms: ["VectorFiles"]),
  // Checks proofs of optimality; stands apart from what makes them.
  Room(name: "Certificates", rooms: ["Groundwork"]),
  Room(
    name: "Optimisation", rooms: ["Groundwork", "Geometry", "YAMLFiles", "Certificates"]),
  Room(
    name: "Sample",
    rooms: [
      "Groundwork", "Geodesy", "Geometry", "Classes", "EventLog", "Access", "Governance", "Finance",
      "Quota", "Storage", "StorageGeoPackage",
    ],
    testRooms: ["Quality"]),
  Room(
    name: "Reports", rooms: ["Groundwork", "Geometry", "Classes", "Survey", "Flow", "Policy"],
    products: [
      product("Subprocess", "swift-subprocess"), product("SystemPackage", "swift-system"),
    ],
    resources: [.embedInCode("Template")]),
  Room(
    name: "Workbench",
    rooms: [
      "Groundwork", "Geodesy", "Geometry", "Overlay", "Classes", "VectorFiles", "Survey", "Quality",
      "EventLog", "Access", "Governance", "Finance", "Quota", "Storage", "StorageGeoPackage",
      "StoragePostGIS", "Tiles",
      "Flow", "Policy", "Planning", "Records", "Programme", "Reports", "Spreadsheets", "Sample",
      "Certificates", "Optimisation",
      "Exchange", "Monitoring",
    ]),
  Room(
    name: "Service",
    rooms: [
      "Groundwork", "Geodesy", "Geometry", "Classes", "Survey", "Quality", "EventLog", "Access",
      "Governance", "Finance", "Quota", "Storage", "Tiles", "Flow", "Policy", "Planning", "Records",
      "Programme",
      "Reports", "Workbench", "Monitoring",
    ],
    products: [
      product("Hummingbird", "hummingbird"), product("HummingbirdCore", "hummingbird"),
      product("Logging", "swift-log"),
      product("HTTPTypes", "swift-http-types"), product("NIOCore", "swift-nio"),
      product("NIOHTTP1", "swift-nio"), product("NIOHTTPTypes", "swift-nio-extras"),
      product("NIOHTTPTypesHTTP1", "swift-nio-extras"),
    ],
    resources: [.embedInCode("Schemas")]),
  Room(
    name: "zhitu",
    rooms: [
      "Groundwork", "Geodesy", "Geometry", "Classes", "Survey", "Quality", "EventLog", "Access",
      "Governance", "Finance", "Quota", "Storage", "Flow", "Policy", "Planning", "Records",
      "Programme", "Sample", "Exchange",
      "Reports", "Workbench", "Service", "Certificates", "Monitoring",
    ],
    products: [product("ArgumentParser", "swift-argument-parser")], systems: ["CMalloc"],
    isExecutable: true),
]

// ZHITU_FUZZ=1 builds the fuzzers, and no tests; see Scripts/fuzz.
let isFuzzing = ProcessInfo.processInfo.environment["ZHITU_FUZZ"] == "1"

// ZHITU_ROOMS=Geodesy,Overlay builds only those rooms, what they stand on, and their tests.
let wanted: Set<String>? = ProcessInfo.processInfo.environment["ZHITU_ROOMS"].map { list in
  var names = Set(list.split(separator: ",").map(String.init))
  for room in rooms.reversed() where names.contains(room.name) {
    names.formUnion(room.rooms + room.testRooms)
  }
  return names
}
let built = rooms.filter { wanted?.contains($0.name) ?? true }

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// The program carries Swift's own libraries, which saves a fifth of the time that it takes to start.
// The last four are those that Foundation names only to modules that are compiled for this.
let carriesSwift: [LinkerSetting] =
  [.unsafeFlags(["-static-stdlib"])]
  + ["CoreFoundation", "_FoundationICU", "_FoundationCShims", "_FoundationCollections"]
  .map { .linkedLibrary($0) }

let manager = FileManager.default
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
func exists(_ path: String) -> Bool { manager.fileExists(atPath: root + "/" + path) }

var targets: [Target] = [
  .systemLibrary(name: "CPROJ", path: "Sources/CPROJ", pkgConfig: "proj"),
  .systemLibrary(name: "CGEOS", path: "Sources/CGEOS"),
  .systemLibrary(name: "CGDAL", path: "Sources/CGDAL", pkgConfig: "gdal"),
  .systemLibrary(name: "CCrypto", path: "Sources/CCrypto", pkgConfig: "libcrypto"),
  .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),
  .systemLibrary(name: "CMalloc", path: "Sources/CMalloc"),
  .systemLibrary(name: "CPQ", path: "Sources/CPQ", pkgConfig: "libpq"),
  .systemLibrary(name: "CXLSXWriter", path: "Sources/CXLSXWriter", pkgConfig: "xlsxwriter"),
]
for room in built {
  // Those rooms connect the others and are large: for size they are compiled in half the time.
  let connects = ["Workbench", "Service", "zhitu"].contains(room.name)
  let roomSettings =
    settings + (connects ? [.unsafeFlags(["-Osize"], .when(configuration: .release))] : [])
  let dependencies =
    room.rooms.map { Target.Dependency.target(name: $0) }
    + room.systems.map { Target.Dependency.target(name: $0) } + room.products
  if room.isExecutable {
    targets.append(
      .executableTarget(
        name: room.name, dependencies: dependencies, resources: room.resources,
        swiftSettings: roomSettings, linkerSettings: carriesSwift))
  } else {
    targets.append(
      .target(
        name: room.name, dependencies: dependencies, resources: room.resources,
        swiftSettings: roomSettings))
  }
  // Without optimisation tests are compiled in half the time; those that compute for long keep it.
  let computes = ["Geodesy", "Geometry", "Overlay", "Flow", "Optimisation"].contains(room.name)
  let testSettings = settings + (computes ? [] : [.unsafeFlags(["-Onone"])])
  let tests = room.isExecutable ? "CommandTests" : "\(room.name)Tests"
  if exists("Tests/\(tests)"), !isFuzzing {
    let under: [Target.Dependency] = room.isExecutable ? [] : [.target(name: room.name)]
    targets.append(
      .testTarget(
        name: tests,
        dependencies: under
          + (room.rooms + room.testRooms + ["TestSupport"]).map { .target(name: $0) },
        path: "Tests/\(tests)", swiftSettings: testSettings))
  }
}
// ZHITU_ROOMS=House builds nothing but the check of this table.
if wanted?.contains("House") ?? true, exists("Tests/HouseTests"), !isFuzzing {
  targets.append(.testTarget(name: "HouseTests", path: "Tests/HouseTests", swiftSettings: settings))
}

/// What lies in a folder, but for some names.
func all(in folder: String, but kept: String...) -> [String] {
  let names = (try? manager.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
  return names.filter { !kept.contains($0) }.map { folder + "/" + $0 }
}

if isFuzzing {
  // The fuzzers use the oracles, shapes and error bounds of the tests too.
  let shared = "Tests/OverlayTests"
  targets.append(
    .executableTarget(
      name: "zhitu-fuzz",
      dependencies: ["Groundwork", "Geometry", "Overlay"].map { .target(name: $0) },
      path: ".",
      exclude: all(in: ".", but: "Fuzz", "Tests") + all(in: "Tests", but: "OverlayTests")
        + all(in: shared, but: "Oracles", "ErrorBounds.swift", "Shapes")
        + all(in: shared + "/Shapes", but: "Shapes.swift", "SplitMix.swift") + [
          "Fuzz/Corpus", "Fuzz/README.md",
        ],
      sources: [
        "Fuzz", shared + "/Oracles", shared + "/ErrorBounds.swift", shared + "/Shapes/Shapes.swift",
        shared + "/Shapes/SplitMix.swift",
      ],
      swiftSettings: settings))
}

// ZHITU_BENCH=1 adds the programs that time the log of deeds and the quota book, and a bare server
// beside which Benchmarks/server/run holds `zhitu serve`.
if ProcessInfo.processInfo.environment["ZHITU_BENCH"] == "1" {
  targets.append(
    .executableTarget(
      name: "zhitu-bench-events",
      dependencies: ["Groundwork", "EventLog", "Storage", "StorageGeoPackage"]
        .map { .target(name: $0) },
      path: "Benchmarks/events", exclude: ["run"], swiftSettings: settings))
  targets.append(
    .executableTarget(
      name: "zhitu-bench-quota",
      dependencies: ["Groundwork", "EventLog", "Quota"].map { .target(name: $0) },
      path: "Benchmarks/quota", exclude: ["run"], swiftSettings: settings))
  targets.append(
    .executableTarget(
      name: "zhitu-hello",
      dependencies: [
        product("Hummingbird", "hummingbird"), product("Logging", "swift-log"),
        product("NIOCore", "swift-nio"),
      ], path: "Benchmarks/server/hello", swiftSettings: settings))
}

// What the tests of several rooms need: folders of their own, files made on the spot, random numbers.
if !isFuzzing {
  targets.append(.target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings))
}

let package = Package(
  name: "zhitu",
  products: built.filter { !$0.isExecutable }.map { .library(name: $0.name, targets: [$0.name]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.7.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.20.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // Without its support for swift-configuration, which nothing here uses.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0",
      traits: ["FullFoundation"]),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
  ],
  targets: targets,
  swiftLanguageModes: [.v6]
)
