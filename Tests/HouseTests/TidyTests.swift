import Testing

/// The longest file that the house allows, in lines.
let longestFile = 400

/// Marks that must not be left behind. Written in two parts so that this file is clean itself.
let unfinishedMarks = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]

/// What is untidy in a source text.
func untidiness(of source: String, file: String) -> [String] {
  let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
  let count = source.hasSuffix("\n") ? lines.count - 1 : lines.count
  var faults: [String] = []
  if count > longestFile {
    faults.append("\(file): \(count) lines, more than \(longestFile)")
  }
  for (number, line) in lines.enumerated() {
    let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    for mark in unfinishedMarks where words.contains(Substring(mark)) {
      faults.append("\(file):\(number + 1): \(mark) left behind")
    }
    if line.contains("try" + "! ") { faults.append("\(file):\(number + 1): forced try") }
  }
  return faults
}

@Suite("Sources are tidy")
struct TidyTests {
  let tree = SourceTree.own

  @Test("no file is too long, contains a leftover mark, or forces a try")
  func sources() throws {
    for file in ["Sources", "Tests", "Fuzz"].flatMap({ tree.swiftFiles(in: $0) }) {
      let faults = try untidiness(of: tree.text(file), file: file)
      #expect(faults == [])
    }
  }

  @Test("the check finds each fault")
  func checkFinds() {
    let longest = String(repeating: "let a = 1\n", count: longestFile)
    #expect(untidiness(of: longest, file: "a") == [])
    #expect(untidiness(of: longest + "let b = 1", file: "a").count == 1)
    for mark in unfinishedMarks {
      #expect(untidiness(of: "// \(mark): later", file: "a").count == 1)
    }
    #expect(untidiness(of: "let a = try" + "! f()", file: "a").count == 1)
    #expect(untidiness(of: "let todoList = 1 // to do", file: "a") == [])
  }
}
