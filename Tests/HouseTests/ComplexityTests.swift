import Testing

/// Public members of a source text whose doc comment does not state their complexity.
func membersWithoutComplexity(in source: String, file: String) throws -> [String] {
  let member =
    /^\s*public\s+(?:(?:static|mutating|consuming)\s+)*(?:func|init|subscript|var\s+\w+[^=]*\{)/
  let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
  var faults: [String] = []
  for (number, line) in lines.enumerated() where line.firstMatch(of: member) != nil {
    let above = lines[..<number].reversed().prefix { line in
      let text = line.drop { $0 == " " }
      return text.hasPrefix("///") || text.hasPrefix("@")
    }
    if !above.contains(where: { $0.contains("- Complexity: ") }) {
      faults.append("\(file):\(number + 1):\(line)")
    }
  }
  return faults
}

@Suite("What much is built upon states its complexity")
struct ComplexityTests {
  @Test(
    "every public member of these types does",
    arguments: [
      "Sources/Geometry/PolygonSet", "Sources/Geometry/SpatialIndex", "Sources/Flow/FlowLedger",
      "Sources/Flow/FlowMatrix", "Sources/Planning/PlanDraft",
    ])
  func members(prefix: String) throws {
    let tree = SourceTree.own
    let folder = prefix.split(separator: "/").dropLast().joined(separator: "/")
    let files = tree.swiftFiles(in: folder).filter { $0.hasPrefix(prefix) }
    #expect(!files.isEmpty)
    for file in files {
      #expect(try membersWithoutComplexity(in: tree.text(file), file: file) == [])
    }
  }

  @Test("the check finds a member without")
  func finds() throws {
    let text = """
      /// Does.
      ///
      /// - Complexity: O(1).
      @inlinable
      public func done() {}
      public var stored = [1]
      /// Much.
      public var much: Int { 1 }
      public mutating func append() {}
      public init() {}
      func own() {}
      """
    let faults = try membersWithoutComplexity(in: text, file: "a")
    #expect(faults.map { $0.prefix(4) } == ["a:8:", "a:9:", "a:10"])
  }
}
