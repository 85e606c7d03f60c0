import Groundwork
import Reports
import Testing

@Suite("The page stands alone")
struct HTMLTests {
  @Test("it asks nobody for anything and runs nothing", arguments: Language.allCases)
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
    let page = HTMLPage(ReportDocument(try Fixture.model())).write()
    let start = try #require(page.firstRange(of: "<body>"))
    let end = try #require(page.firstRange(of: "</body>"))
    let seen = try expectWellFormed(String(page[start.lowerBound..<end.upperBound]))
    #expect(seen.elements["h1"] == 1)
    // The map, the Sankey, two witness pieces in their chapter, and one on the first page.
    #expect(seen.elements["svg"] == 5)
    #expect(seen.elements["figcaption"] == 5)
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

  @Test("made-up data are called so on the page and in each drawing")
  func synthetic() throws {
    var model = try Fixture.model()
    let page = HTMLPage(ReportDocument(model)).write()
    #expect(page.contains("class=\"ribbon\">合成数据"))
    #expect(page.matches(of: /合成数据/).count >= 6)
    model.isSynthetic = false
    #expect(!HTMLPage(ReportDocument(model)).write().contains("合成数据"))
  }
}
