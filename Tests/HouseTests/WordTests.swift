import Foundation
import Testing

/// A word that a reader would have to guess, and what to write instead.
struct UnclearWord {
  /// A regular expression for a whole word, in lower case.
  var pattern: String
  var instead: String
}

/// Words that are kept out of names, comments and texts. Proper uses of such a word are rare enough
/// to be written differently.
let unclearWords = [
  UnclearWord(pattern: "pati" + "ence", instead: "timeout"),
  UnclearWord(pattern: "tw" + "ins?", instead: "duplicate, counterpart"),
  UnclearWord(pattern: "hon" + "est(ly)?", instead: "the condition itself"),
  UnclearWord(pattern: "le" + "st", instead: "so that … not"),
  UnclearWord(pattern: "rid" + "dles?", instead: "the thing itself"),
  UnclearWord(pattern: "bears? wit" + "ness|bearing wit" + "ness", instead: "is a witness, shows"),
  UnclearWord(pattern: "ways? o" + "ut", instead: "remedy"),
  UnclearWord(pattern: "keeps? its wo" + "rd|letting g" + "o", instead: "the term of the craft"),
]

/// The places where a text has an unclear word.
func unclearWords(in text: String, file: String) throws -> [String] {
  let whole = NSRange(text.startIndex..., in: text)
  return try unclearWords.flatMap { word in
    let pattern = try NSRegularExpression(
      pattern: "\\b(?:\(word.pattern))\\b", options: .caseInsensitive)
    return pattern.matches(in: text, range: whole).compactMap { match -> String? in
      guard let range = Range(match.range, in: text) else { return nil }
      let line = 1 + text[..<range.lowerBound].count { $0 == "\n" }
      return "\(file):\(line): “\(text[range])”: write \(word.instead)"
    }
  }
}

@Suite("Names, comments and texts are plain English")
struct WordTests {
  let tree = SourceTree.own

  @Test("no source, test or document has a word of the list")
  func words() throws {
    let files =
      ["Sources", "Tests", "Fuzz", "Benchmarks"].flatMap { tree.swiftFiles(in: $0) }
      + tree.files(in: "Docs", endingIn: ".md") + ["README.md", "CONTRIBUTING.md"]
    for file in files {
      #expect(try unclearWords(in: tree.text(file), file: file) == [])
    }
  }

  @Test("the check finds whole words only")
  func checkFinds() throws {
    #expect(try unclearWords(in: "a\nwait with pati" + "ence", file: "f").count == 1)
    #expect(
      try unclearWords(in: "the witness is the last way to a twinkle", file: "f") == [])
  }
}
