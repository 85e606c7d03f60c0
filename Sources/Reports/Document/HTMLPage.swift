import Groundwork

/// Writes a report as one self-contained HTML page: styles and drawings are embedded; there are no
/// scripts and no requests. Every text is escaped.
public struct HTMLPage: Sendable {
  private let document: ReportDocument

  public init(_ document: ReportDocument) {
    self.document = document
  }

  /// The page.
  public func write() -> String {
    var html = Markup()
    html.raw("<!DOCTYPE html>\n")
    html.element("html", ["lang": document.language]) { html in
      html.element("head") { html in
        html.raw("<meta charset=\"utf-8\">")
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        html.raw(
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            + "style-src 'unsafe-inline'; img-src data:\">")
        html.element("title", document.title)
        html.element("style") {
          $0.raw("\n\(String(decoding: PackageResources.report_css, as: UTF8.self))")
        }
      }
      html.element("body") { html in
        if let mark = document.syntheticMark {
          html.element("p", ["class": "ribbon"], mark)
        }
        html.element("main") { html in
          writeCover(&html)
          var chapter = 0
          for block in document.front { write(block, &html, chapter: &chapter) }
          if !document.blocks.isEmpty { writeContents(&html) }
          for block in document.blocks { write(block, &html, chapter: &chapter) }
          html.element("footer", document.header)
        }
      }
    }
    return html.text + "\n"
  }

  private func writeCover(_ html: inout Markup) {
    html.element("header") { html in
      html.element("h1", document.title)
      html.element("p", ["class": "subtitle"], document.subtitle)
      writeFacts(&html, document.cover, className: nil)
    }
  }

  private func writeContents(_ html: inout Markup) {
    html.element("nav", ["aria-label": document.contentsTitle]) { html in
      html.element("strong", document.contentsTitle)
      html.element("ol") { html in
        var chapter = 0
        for case .heading(1, let text) in document.blocks {
          chapter += 1
          html.element("li") { $0.element("a", ["href": "#c\(chapter)"], text) }
        }
      }
    }
  }

  private func write(_ block: ReportDocument.Block, _ html: inout Markup, chapter: inout Int) {
    switch block {
    case .heading(1, let text):
      chapter += 1
      html.element("h2", ["id": "c\(chapter)"], text)
    case .heading(_, let text): html.element("h3", text)
    case .paragraph(let text): html.element("p", ["class": "body"], text)
    case .notice(let text): html.element("p", ["class": "notice", "role": "note"], text)
    case .keyFigures(let figures): writeKeyFigures(&html, figures)
    case .table(let table): writeTable(&html, table)
    case .figure(let figure): writeFigure(&html, figure)
    case .gallery(let figures):
      html.element("div", ["class": "gallery"]) { html in
        for figure in figures { writeFigure(&html, figure) }
      }
    case .verdict(let card): writeVerdict(&html, card)
    case .result(let cell, let detail):
      html.element("p", ["class": "result is-\(cell.tone.rawValue)"]) { html in
        html.element("strong", cell.text)
        html.element("span", detail)
      }
    case .finding(let finding): writeFinding(&html, finding)
    case .landscape(let blocks):
      for inner in blocks { write(inner, &html, chapter: &chapter) }
    }
    html.raw("\n")
  }

  private func writeKeyFigures(_ html: inout Markup, _ figures: [ReportDocument.KeyFigure]) {
    html.element("div", ["class": "figures"]) { html in
      for figure in figures {
        html.element("div") { html in
          html.element("span", ["class": "name"], figure.name)
          html.element("strong", ["class": figure.tone.rawValue], figure.value)
          html.raw(" " + escapedMarkup(figure.unit))
          if let detail = figure.detail { html.element("span", ["class": "detail"], detail) }
        }
      }
    }
  }

  private func writeTable(_ html: inout Markup, _ table: ReportDocument.Table) {
    html.element("div", ["class": "scroll", "tabindex": "0"]) { html in
      html.element("table", ["class": table.isDense ? "dense" : "wide"]) { html in
        if !table.number.isEmpty {
          html.element("caption", "\(table.number)　\(table.caption)")
        }
        html.element("thead") { html in
          html.element("tr") { html in
            for column in table.columns { html.element("th", ["scope": "col"], column.title) }
          }
        }
        html.element("tbody") { html in
          for row in table.rows {
            html.element("tr") { html in
              for (cell, column) in zip(row, table.columns) {
                html.element(
                  "td", ["class": "\(column.align.rawValue) \(cell.tone.rawValue)"], cell.text)
              }
            }
          }
        }
      }
    }
    if let note = table.note { html.element("p", ["class": "note"], note) }
  }

  private func writeFigure(_ html: inout Markup, _ figure: ReportDocument.Figure) {
    html.element("figure") { html in
      html.raw(document.drawings[figure.drawing] ?? "")
      html.element("figcaption", "\(figure.number)　\(figure.caption)")
      if let note = figure.note { html.element("p", ["class": "note"], note) }
    }
  }

  private func writeVerdict(_ html: inout Markup, _ card: ReportDocument.VerdictCard) {
    html.element("section", ["class": "verdict is-\(card.verdict.tone.rawValue)"]) { html in
      html.element("h4") { html in
        html.element("span", ["class": "name"], "\(card.rule)　\(card.title)")
        html.element(
          "span", ["class": "badge \(card.verdict.tone.rawValue)"], card.verdict.text)
        for mark in card.marks { html.element("span", ["class": "badge mark"], mark) }
      }
      if let statement = card.statement { html.element("div", statement) }
      writeFacts(&html, card.facts, className: "facts")
      if !card.trace.isEmpty {
        html.element("div", ["class": "trace"]) { html in
          html.element("table") { html in
            for step in card.trace {
              html.element("tr") { html in
                html.element("td", step.name)
                html.element("td", ["class": "right"], step.value)
              }
            }
          }
        }
      }
    }
  }

  private func writeFinding(_ html: inout Markup, _ finding: ReportDocument.Finding) {
    html.element("section", ["class": "verdict finding is-\(finding.verdict.tone.rawValue)"]) {
      html in
      html.element("div", ["class": "words"]) { html in
        html.element("h4") { html in
          html.element("span", ["class": "name"]) { html in
            html.element("span", ["class": "code"], finding.rule)
            html.raw("　" + escapedMarkup(finding.title))
          }
          html.element(
            "span", ["class": "badge \(finding.verdict.tone.rawValue)"], finding.verdict.text)
          for mark in finding.marks { html.element("span", ["class": "badge mark"], mark) }
        }
        writeFacts(&html, finding.facts, className: "facts")
      }
      if let drawing = finding.drawing {
        html.element("figure") { html in
          html.raw(document.drawings[drawing] ?? "")
          if let caption = finding.caption { html.element("figcaption", caption) }
        }
      }
    }
  }

  private func writeFacts(
    _ html: inout Markup, _ facts: [ReportDocument.Fact], className: String?
  ) {
    html.element("dl", className.map { ["class": $0] } ?? [:]) { html in
      for fact in facts {
        html.element("dt", fact.name)
        html.element("dd", fact.value)
      }
    }
  }
}
