import Foundation
import Testing

/// The page on security promises a test behind each line: here each of them is looked for.
@Suite("Every test that the page on security names is there")
struct SecurityPageTests {
  /// The names in the last column of every table whose head ends with “test”, with the line they stand in.
  static func named(in page: String) -> [(line: String, tests: [String])] {
    var rows: [(line: String, tests: [String])] = []
    var isTable = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        isTable = false
        continue
      }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
        .dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
      guard let last = cells.last else { continue }
      if last == "test" {
        isTable = true
      } else if isTable, !last.allSatisfy({ "-:".contains($0) }) {
        let tests = last.split(separator: "`", omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        rows.append((String(line), tests))
      }
    }
    return rows
  }

  /// Names of the tests, of their suites and of their files, in Swift and in Python.
  private static func known() throws -> Set<String> {
    let tree = SourceTree.own
    let folder = tree.root.appendingPathComponent("Tests")
    let python = try #require(FileManager.default.enumerator(atPath: folder.path))
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".py") }.map { "Tests/\($0)" }
    #expect(python.count > 30)
    var names: Set<String> = []
    for file in tree.swiftFiles(in: "Tests") + python {
      let text = try tree.text(file)
      for match in text.matches(of: /(?:func|struct|class|def) (\w+)/) {
        names.insert(String(match.output.1))
      }
      if file.hasSuffix(".py") { names.insert(file) }
    }
    return names
  }

  @Test("each line names a test, and each test exists")
  func tests() throws {
    let rows = SecurityPageTests.named(in: try SourceTree.own.text("Docs/security.md"))
    #expect(rows.count > 40)
    let known = try SecurityPageTests.known()
    for row in rows {
      #expect(!row.tests.isEmpty, "no test: \(row.line)")
      for test in row.tests { #expect(known.contains(test), "no such test: \(test)") }
    }
  }

  @Test("the check reads the last column and nothing else")
  func finds() {
    let page = """
      | threat | answer |
      |---|---|
      | `a` | `b` |

      | clause | control | test |
      |---|:-:|---|
      | x | `Control` | `one`, `two` |
      | y | z | – |

      `three`
      """
    let rows = SecurityPageTests.named(in: page)
    #expect(rows.map(\.tests) == [["one", "two"], []])
  }
}
