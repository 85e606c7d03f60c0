import Groundwork
import Testing
import YAMLFiles

@Suite("Nodes of a YAML file know their line")
struct YAMLNodeTests {
  private let report = YAMLNode.Report("test")

  private func node(_ text: String) throws -> YAMLNode {
    try YAMLNode.document(text, file: "a.yaml", report: report)
  }

  private let text = """
    name: one
    list:
      - 1
      - "2"
    both: { zh: 甲, en: A }
    none: ~
    quoted: "~"
    long: |
      first
      second
    truth: true
    """

  @Test("values are read as written, in the order of the file")
  func values() throws {
    let root = try node(text)
    #expect(
      try root.pairs().map(\.key) == [
        "name", "list", "both", "none", "quoted", "long", "truth",
      ])
    let map = try root.mapping(["name", "list", "both", "none", "quoted", "long", "truth"])
    #expect(try root.require("list", in: map).texts() == ["1", "2"])
    #expect(try root.require("both", in: map).localized() == Localized(zh: "甲", en: "A"))
    #expect(try map["none"]?.optionalText() == nil && map["none"]?.isNull == true)
    #expect(try map["quoted"]?.text() == "~" && map["quoted"]?.isQuoted == true)
    #expect(try map["long"]?.text() == "first\nsecond\n" && map["long"]?.isBlock == true)
    #expect(try map["truth"]?.boolean() == true)
    #expect(root.peek("name") == "one" && root.peek("list") == nil)
    #expect(map["list"]?.isList == true && map["list"]?.isScalar == false)
    #expect(map["long"]?.line == 8)
  }

  @Test("numbers and lists of known values are read whole or not at all")
  func numbers() throws {
    enum Colour: String, CaseIterable { case red, green }
    #expect(try node("-12").wholeNumber() == -12)
    #expect(try node("0.5").number() == 0.5 && node("7").number() == 7)
    #expect(try node("[green, red, green]").eachOneOf(Colour.self) == [.green, .red, .green])
    for text in ["1.5", "1e3", "x", "99999999999999999999", "[1]", "~", "\"\""] {
      #expect(throws: Diagnostic.self, "\(text)") { try node(text).wholeNumber() }
    }
    for text in [".nan", "nan", "inf", "-infinity", "1,5", "~"] {
      #expect(throws: Diagnostic.self, "\(text)") { try node(text).number() }
    }
    let blue = #expect(throws: Diagnostic.self) {
      try node("- red\n- blue").eachOneOf(Colour.self)
    }
    #expect(blue?.code == "test.unknown-value" && blue?.file == "a.yaml:2")
  }

  @Test("mistakes are named with file, line and key")
  func mistakes() throws {
    func fault(_ body: () throws -> Void) -> Diagnostic? {
      #expect(throws: Diagnostic.self, performing: body)
    }
    let root = try node(text)
    let unknown = fault { _ = try root.mapping(["name"]) }
    #expect(unknown?.code == "test.unknown-key" && unknown?.field == "list")
    let missing = fault { _ = try root.require("size", in: [:]) }
    #expect(missing?.code == "test.missing-key" && missing?.field == "size")
    let map = try root.mapping(["name", "list", "both", "none", "quoted", "long", "truth"])
    let wrong = fault { _ = try map["list"]?.text() }
    #expect(wrong?.code == "test.not-a-text" && wrong?.file == "a.yaml:3")
    #expect(fault { _ = try map["name"]?.list() }?.file == "a.yaml:1")
    #expect(fault { _ = try map["name"]?.boolean() }?.code == "test.not-a-truth")
    // The library refuses a key that is there twice; a key that is no text is left to the node.
    #expect(fault { _ = try node("a: 1\na: 2").pairs() }?.code == "test.bad-yaml")
    #expect(fault { _ = try node("[a]: 1").pairs() }?.code == "test.bad-key")
    #expect(fault { _ = try node("") }?.code == "test.empty-file")
    let broken = fault { _ = try node("a: 1\nb: [") }
    #expect(broken?.code == "test.bad-yaml" && broken?.file?.hasPrefix("a.yaml:") == true)
  }

  @Test("a kind of file can have one code and one remedy for all")
  func oneCode() throws {
    let remedy = Localized(zh: "更正", en: "correct it")
    let report = YAMLNode.Report("crosswalk", only: "invalid", remedy: remedy)
    let fault = #expect(throws: Diagnostic.self) {
      try YAMLNode.document("- 1", file: "a", report: report).mapping([])
    }
    #expect(fault?.code == "crosswalk.invalid" && fault?.remedy == remedy)
  }
}
