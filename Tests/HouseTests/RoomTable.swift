import Foundation

/// One row of the table of rooms in `Package.swift`.
struct RoomRow: Hashable {
  var name: String
  /// Rooms that it may import.
  var rooms: [String] = []
  /// Rooms that only its tests may import.
  var testRooms: [String] = []
  /// Package products that it may import; a product and its module have the same name here.
  var products: [String] = []
  /// System library modules that it alone may import.
  var systems: [String] = []

  /// The edges of the row that nobody uses.
  /// - Parameters:
  ///   - sources: the modules that the room's sources import.
  ///   - tests: the modules that its tests import.
  func unusedEdges(sources: Set<String>, tests: Set<String>) -> [String] {
    rooms.filter { !sources.contains($0) }.map { "\(name): \($0)" }
      + testRooms.filter { !tests.contains($0) }.map { "\(name): \($0) (tests)" }
  }
}

/// The table of rooms, read from the text of `Package.swift`.
///
/// Read as text, not through the package manager, so that the test needs nothing but the file. The
/// manifest therefore keeps the table as one literal between `let rooms: [Room] = [` and a line `]`.
struct RoomTable {
  var rows: [RoomRow]

  struct Unreadable: Error {
    var reason: String
  }

  init(rows: [RoomRow]) {
    self.rows = rows
  }

  init(manifest: String) throws {
    guard let start = manifest.range(of: "let rooms: [Room] = ["),
      let end = manifest.range(of: "\n]", range: start.upperBound..<manifest.endIndex)
    else { throw Unreadable(reason: "no table of rooms between its markers") }
    rows = []
    for call in RoomTable.calls(of: "Room", in: manifest[start.upperBound..<end.lowerBound]) {
      guard let name = call.firstMatch(of: /name:\s*"(\w+)"/)?.1 else {
        throw Unreadable(reason: "a room without a name: \(call)")
      }
      rows.append(
        RoomRow(
          name: String(name),
          rooms: RoomTable.strings(after: " rooms:", in: call),
          testRooms: RoomTable.strings(after: "testRooms:", in: call),
          products: call.matches(of: /product\("(\w+)"/).map { String($0.1) },
          systems: RoomTable.strings(after: "systems:", in: call)))
    }
    if rows.isEmpty { throw Unreadable(reason: "the table of rooms is empty") }
  }

  /// The arguments of every `name(…)` in the text, parentheses balanced.
  private static func calls(of name: String, in text: Substring) -> [Substring] {
    var calls: [Substring] = []
    var rest = text
    while let open = rest.firstRange(of: name + "(") {
      var depth = 1
      var index = open.upperBound
      while index < rest.endIndex, depth > 0 {
        if rest[index] == "(" { depth += 1 }
        if rest[index] == ")" { depth -= 1 }
        index = rest.index(after: index)
      }
      calls.append(rest[open.upperBound..<index])
      rest = rest[index...]
    }
    return calls
  }

  /// The string literals of the array that follows the label; none if the label is absent.
  private static func strings(after label: String, in call: Substring) -> [String] {
    guard let start = call.firstRange(of: label),
      let end = call[start.upperBound...].firstIndex(of: "]")
    else { return [] }
    return call[start.upperBound..<end].matches(of: /"(\w+)"/).map { String($0.1) }
  }

  /// What is wrong with the table itself. A room must stand below all rooms that know it, so that
  /// there can be no circle.
  var faults: [String] {
    var faults: [String] = []
    var below: Set<String> = []
    for row in rows {
      for room in row.rooms where !below.contains(room) {
        faults.append("room \(row.name) knows \(room), which does not stand below it")
      }
      if !below.insert(row.name).inserted { faults.append("room \(row.name) has two rows") }
    }
    for system in Set(rows.flatMap(\.systems)).sorted() {
      let owners = rows.filter { $0.systems.contains(system) }.map(\.name)
      if owners.count > 1 {
        let names = owners.joined(separator: ", ")
        faults.append("system library \(system) has several owners: \(names)")
      }
    }
    return faults
  }
}
