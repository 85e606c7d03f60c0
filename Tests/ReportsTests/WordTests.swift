import Groundwork
import Reports
import Testing

@Suite("Word documents")
struct WordTests {
  private func values(_ area: String) -> WordValues {
    WordValues(
      fields: [
        "area": .init(area, source: "台账"), "name": .init("甲 <乙> & \"丙\"", source: "方案"),
      ],
      tables: [
        "t": WordTable(
          headings: ["名", "数"], rows: [["一", area], ["二", "2"]], figures: [1], source: "台账")
      ])
  }

  private let template = """
    % 说明不写出
    = {{name}} 方案
    # 概况
    面积 {{area}} 公顷，合计。
    {{table:t}} | 面积表
    [[横向]]
    [[纵向]]
    """

  private func xml(_ area: String) throws -> String {
    let members = try WordDocument.members(
      WordTemplate(template, file: "t.md"), values(area), syntheticMark: "合成数据")
    let document = try #require(members.first { $0.name == "word/document.xml" })
    return String(decoding: document.bytes, as: UTF8.self)
  }

  @Test("refreshing touches the fields and nothing else")
  func refresh() throws {
    let old = try xml("1.5")
    // Somebody writes, and makes a field bold.
    let edited = old.replacing("公顷，合计。", with: "公顷，其中水田过半。")
      .replacing(
        "<w:r><w:t xml:space=\"preserve\">1.5</w:t></w:r></w:sdtContent>",
        with: "<w:r><w:rPr><w:b/></w:rPr><w:t>1</w:t></w:r><w:r><w:t>.5</w:t></w:r></w:sdtContent>")
    #expect(edited != old)
    let same = try WordRefresh(edited, values("1.5"))
    #expect(same.changes.isEmpty && same.xml == edited)
    let new = try WordRefresh(edited, values("2.25"))
    #expect(new.changes.map(\.key) == ["area", "table:t"])
    #expect(new.changes.first?.before == "1.5" && new.changes.first?.after == "2.25")
    #expect(new.xml.contains("其中水田过半。") && new.xml.contains("<w:b/></w:rPr><w:t xml:space"))
    // Back again, and only the way the runs are cut has changed.
    let back = try WordRefresh(new.xml, values("1.5"))
    #expect(back.changes.count == 2 && back.xml.contains("其中水田过半。"))
    #expect(try WordRefresh(back.xml, values("1.5")).changes.isEmpty)
  }

  @Test("markup in values is text")
  func escaping() throws {
    let xml = try xml("1")
    #expect(xml.contains("甲 &lt;乙&gt; &amp; &quot;丙&quot;"))
    #expect(try WordRefresh(xml, values("1")).changes.isEmpty)
  }

  @Test("a field without data, and a table within a line, are refused")
  func refusals() throws {
    #expect {
      _ = try WordDocument.members(
        WordTemplate("{{nothing}} {{area}}\n{{table:none}}", file: "t.md"), values("1"),
        syntheticMark: nil)
    } throws: { error in
      let said = (error as? Diagnostic)?.message.en ?? ""
      return said.contains("nothing, table:none")
    }
    #expect { try WordTemplate("a\n\nb {{table:t}}", file: "t.md") } throws: {
      ($0 as? Diagnostic)?.file == "t.md:3"
    }
  }

  @Test("a field that this program no longer knows stays as it is, and is named")
  func unknown() throws {
    let xml = try xml("1")
    let refreshed = try WordRefresh(xml, WordValues())
    #expect(refreshed.xml == xml && refreshed.unknown.sorted() == ["area", "name", "table:t"])
  }

  @Test("what differs from the approved version is a tracked change, also after several refreshes")
  func marks() throws {
    let approved = try xml("1.5")
    let first = try WordRefresh(approved, values("2.25"), isMarked: true)
    #expect(first.changes.map(\.key) == ["area", "table:t"] && first.unmarked.isEmpty)
    #expect(first.xml.contains("<w:delText xml:space=\"preserve\">1.5</w:delText>"))
    #expect(first.xml.contains("<w:t xml:space=\"preserve\">2.25</w:t></w:r></w:ins>"))
    #expect(try WordRefresh(first.xml, values("2.25"), isMarked: true).changes.isEmpty)
    // The approved figure stays the one that is struck out.
    let second = try WordRefresh(first.xml, values("3"), isMarked: true)
    #expect(!second.xml.contains("2.25") && second.xml.contains(">1.5</w:delText>"))
    // Back to what was approved: nothing is marked any more.
    let back = try WordRefresh(second.xml, values("1.5"), isMarked: true)
    #expect(!back.xml.contains("<w:ins ") && back.xml.contains(">1.5</w:t>"))

    var more = values("1.5")
    more.tables["t"]?.rows = [["二", "2"], ["三", "9"]]
    let rows = try WordRefresh(approved, more, isMarked: true)
    #expect(rows.xml.ranges(of: "<w:trPr><w:cantSplit/><w:del ").count == 1)
    #expect(rows.xml.ranges(of: "<w:trPr><w:cantSplit/><w:ins ").count == 1)
    #expect(try WordRefresh(rows.xml, more, isMarked: true).changes.isEmpty)
    more.tables["t"]?.headings = ["名", "他"]
    #expect(try WordRefresh(approved, more, isMarked: true).unmarked == ["table:t"])
  }

  /// The widths of the columns, and the size of the letters where it is not that of the style.
  private func columns(
    _ table: WordTable, isLandscape: Bool
  ) throws -> (widths: [Int], size: Int?) {
    let template = try WordTemplate(
      isLandscape ? "[[横向]]\n{{table:t}}" : "{{table:t}}", file: "t.md")
    let members = try WordDocument.members(
      template, WordValues(tables: ["t": table]), syntheticMark: nil)
    let document = try #require(members.first { $0.name == "word/document.xml" })
    let xml = String(decoding: document.bytes, as: UTF8.self)
    let size = xml.firstMatch(of: /<w:sz w:val="(\d+)"/).flatMap { Int($0.1) }
    return (xml.matches(of: /<w:gridCol w:w="(\d+)"/).compactMap { Int($0.1) }, size)
  }

  @Test("no figure and no number of a patch breaks, whatever else the table holds")
  func widths() throws {
    let id = "330299ZZ00000000232"
    let rows = [["调出", id, String(repeating: "村庄搬迁与宅基地复垦", count: 6), "1,234,567.8900"]]
    let table = WordTable(
      headings: ["调整", "图斑", "说明", "面积（公顷）"], rows: rows, figures: [3], source: "台账")
    for (isLandscape, width) in [(false, 9026), (true, 13958)] {
      let (widths, size) = try columns(table, isLandscape: isLandscape)
      #expect(widths.reduce(0, +) == width && size == nil)
      // Half an em of ten points for each digit, in twentieths of a point, and what stands beside it.
      #expect(widths[1] >= id.count * 100 + 216 && widths[3] >= 14 * 80 + 216)
      #expect(widths[2] > widths[1])
    }
    // What does not fit gets smaller letters; the table stays as wide as the text.
    let wide = WordTable(
      headings: (0..<9).map { "列\($0)" }, rows: [(0..<9).map { _ in "123456789012" }], source: "")
    let tight = try columns(wide, isLandscape: false)
    #expect(tight.widths.reduce(0, +) == 9026)
    #expect(try #require(tight.size) < 20)
    #expect(try columns(wide, isLandscape: true).size == nil)
  }

  @Test("a picture is found again after another program has named its file anew")
  func figures() throws {
    var filled = values("1")
    filled.figures = ["measures": WordFigure([1, 2, 3], ratio: 1.4, source: "附图")]
    let template = try WordTemplate("{{figure:measures}} | 布局图", file: "t.md")
    let members = try WordDocument.members(template, filled, syntheticMark: nil)
    func text(_ name: String) -> String {
      String(decoding: members.first { $0.name == name }?.bytes ?? [], as: UTF8.self)
    }
    let links = text("word/_rels/document.xml.rels")
    let found = WordFigure.members(document: text("word/document.xml"), relationships: links)
    #expect(found.map(\.key) == ["measures"])
    #expect(members.first { $0.name == found.first?.member }?.bytes == [1, 2, 3])
    let renamed = WordFigure.members(
      document: text("word/document.xml"),
      relationships: links.replacing("media/figure1.png", with: "media/image7.png"))
    #expect(renamed.map(\.member) == ["word/media/image7.png"])
    #expect {
      _ = try WordDocument.members(
        WordTemplate("{{figure:none}}", file: "t.md"), filled, syntheticMark: nil)
    } throws: { ($0 as? Diagnostic)?.message.en.contains("figure:none") ?? false }
    #expect(throws: Diagnostic.self) { try WordTemplate("a {{figure:measures}}", file: "t.md") }
  }
}
