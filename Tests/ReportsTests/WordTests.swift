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
}
