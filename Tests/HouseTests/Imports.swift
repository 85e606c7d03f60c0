import Foundation

/// A module imported by a source file.
struct ImportLine: Hashable {
  var module: String
  /// Line number, from 1.
  var line: Int
}

/// The imports of a Swift source text, whatever their attributes and access levels. Comments and
/// string literals over several lines are left out.
func importLines(of source: String) -> [ImportLine] {
  let pattern =
    /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?([A-Za-z_]\w*)/
  var found: [ImportLine] = []
  var insideText = false
  var insideComment = false
  let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
  for (number, line) in lines.enumerated() {
    if !insideText, line.contains("/*") { insideComment = true }
    if !insideText, !insideComment, let match = line.firstMatch(of: pattern) {
      found.append(ImportLine(module: String(match.1), line: number + 1))
    }
    if line.contains("*/") { insideComment = false }
    if line.ranges(of: "\"\"\"").count % 2 == 1 { insideText.toggle() }
  }
  return found
}

/// Modules that come with the toolchain: any room may import them.
let toolchainModules: Set<String> = [
  "Swift", "Foundation", "FoundationEssentials", "Dispatch", "CDispatch", "Synchronization",
  "Glibc", "Musl",
  "Darwin", "Builtin", "_StringProcessing", "RegexBuilder", "Observation",
]

/// Modules that only tests may import.
let testingModules: Set<String> = ["Testing", "XCTest", "FoundationXML", "TestSupport"]

extension RoomTable {
  /// What is wrong with the imports of one source file of a room, or of its tests.
  func importFaults(room: String, source: String, file: String, isTest: Bool = false) -> [String] {
    guard let row = rows.first(where: { $0.name == room }) else {
      return ["\(file): \(room) is not a room of Package.swift"]
    }
    var allowed = toolchainModules.union(row.rooms).union(row.products).union(row.systems)
    if isTest { allowed.formUnion(testingModules.union([room] + row.testRooms)) }
    return importLines(of: source).filter { !allowed.contains($0.module) }.map { line in
      let place = "\(file):\(line.line): \(room) may not import \(line.module)"
      if let owner = rows.first(where: { $0.systems.contains(line.module) }) {
        return "\(place); only \(owner.name) may"
      }
      return "\(place); its row in Package.swift does not list it"
    }
  }
}
