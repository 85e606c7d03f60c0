import Groundwork
import Reports
import Testing

@Suite("The page is self-contained")
struct HTMLTests {
  @Test("it makes no requests and has no scripts", arguments: Language.allCases)
  func selfContained(language: Language) throws {
    let page = HTMLPage(ReportDocument(try Fixture.model(), language: language)).write()
    for forbidden in [
      "<script", "src=\"", "@import", "url(http", "href=\"http", "<link", "javascript:",
    ] {
      #expect(!page.contains(forbidden), "\(forbidden)")
    }
    // The only address is the name of the SVG namespace.
    let addresses = page.matches(of: /https?:\/\/[^"'<\s]+/).map { String($0.0) }
    #expect(Set(addresses) == ["http://www.w3.org/2000/svg"])
    #expect(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"))
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("<html lang=\"\(language == .zh ? "zh-CN" : "en")\">"))
  }

  @Test("its body is well-formed, with unique ids")
  func wellFormed() throws {
    let document = ReportDocument(try Fixture.model())
    let page = HTMLPage(document).write()
    let start = try #require(page.firstRange(of: "<body>"))
    let end = try #require(page.firstRange(of: "</body>"))
    let seen = try expectWellFormed(String(page[start.lowerBound..<end.upperBound]))
    #expect(seen.elements["h1"] == 1)
    // Every drawing of the document is on the page, each with its caption.
    #expect(seen.elements["svg"] == document.drawings.count)
    #expect(seen.elements["figcaption"] == document.drawings.count)
  }

  @Test("texts from the data stay texts")
  func escaping() throws {
    var model = try Fixture.model()
    model.district = Localized("<img src=x onerror=alert(1)>")
    model.projects[0].name = "</td><script>alert('x')</script>&amp;"
    model.provenance[0].file = "a\"b'c.gpkg"
    let page = HTMLPage(ReportDocument(model)).write()
    #expect(!page.contains("<img") && !page.contains("<script"))
    #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;"))
    #expect(page.contains("&lt;/td&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;"))
    #expect(page.contains("a&quot;b&#39;c.gpkg"))
  }

  @Test("synthetic data are marked on the page and in each drawing")
  func synthetic() throws {
    var model = try Fixture.model()
    let page = HTMLPage(ReportDocument(model)).write()
    #expect(page.contains("class=\"ribbon\">合成数据"))
    let drawings = page.split(separator: "<svg").dropFirst()
    #expect(!drawings.isEmpty)
    for drawing in drawings {
      let end = drawing.firstRange(of: "</svg>")?.lowerBound ?? drawing.endIndex
      #expect(drawing[..<end].contains("合成数据"), "\(drawing.prefix(200))")
    }
    model.isSynthetic = false
    #expect(!HTMLPage(ReportDocument(model)).write().contains("合成数据"))
  }
}
