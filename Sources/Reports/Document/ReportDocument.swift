/// The text, tables and figures of a report, from which both the HTML page and the PDF are made.
///
/// Tables and figures contain their numbers (表 1, 图 1), so that both outputs agree.
public struct ReportDocument: Codable, Sendable {
  public var language: String
  public var title: String
  public var subtitle: String
  /// Printed at the head of every page.
  public var header: String
  /// A mark for synthetic data, shown on the cover, every page and every picture.
  public var syntheticMark: String?
  /// The facts on the cover: district, plan, base epoch and so on.
  public var cover: [Fact]
  public var contentsTitle: String
  public var pageText: PageText
  /// The first page with the summary. Empty for a document with a cover.
  public var front: [Block] = []
  public var blocks: [Block]

  public struct Fact: Codable, Sendable {
    public var name: String
    public var value: String
  }

  /// The words around a page number.
  public struct PageText: Codable, Sendable {
    public var before: String
    public var between: String
    public var after: String
  }

  /// How a piece of text is shown.
  public enum Tone: String, Codable, Sendable {
    case plain, strong, muted, pass, fail, undecidable, mark
    /// A code or an identifier, which is never broken across lines.
    case code
  }

  public struct Cell: Codable, Sendable {
    public var text: String
    public var tone: Tone

    public init(_ text: String, _ tone: Tone = .plain) {
      self.text = text
      self.tone = tone
    }
  }

  public struct Column: Codable, Sendable {
    public enum Align: String, Codable, Sendable { case left, right, centre }

    public var title: String
    public var align: Align
    /// Relative width; 0 for as wide as its content.
    public var width: Double

    public init(_ title: String, _ align: Align = .left, width: Double = 0) {
      self.title = title
      self.align = align
      self.width = width
    }
  }

  public struct Table: Codable, Sendable {
    public var number: String
    public var caption: String
    public var columns: [Column]
    public var rows: [[Cell]]
    public var note: String?
    /// Set in smaller type because it has many columns.
    public var isDense: Bool
  }

  public struct Figure: Codable, Sendable {
    public var number: String
    public var caption: String
    /// The name of its drawing in ``ReportDocument/drawings``, which is also its file's name.
    public var drawing: String
    public var note: String?
  }

  /// The verdict of one rule with its evidence.
  public struct VerdictCard: Codable, Sendable {
    public var id: String
    public var rule: String
    public var title: String
    public var verdict: Cell
    public var marks: [String]
    public var statement: String?
    public var facts: [Fact]
    public var trace: [Fact]
  }

  /// A failing rule on the first page, with what to do and where.
  public struct Finding: Codable, Sendable {
    public var rule: String
    public var title: String
    public var verdict: Cell
    public var marks: [String]
    public var facts: [Fact]
    /// The name of the small map beside it.
    public var drawing: String?
    /// What the map shows.
    public var caption: String?
  }

  public enum Block: Codable, Sendable {
    /// The result in one line, and a sentence about it.
    case result(Cell, detail: String)
    case finding(Finding)
    case heading(level: Int, text: String)
    case paragraph(String)
    case notice(String)
    case keyFigures([KeyFigure])
    case table(Table)
    case figure(Figure)
    case gallery([Figure])
    case verdict(VerdictCard)
    case landscape([Block])
  }

  /// One of the large figures of the summary.
  public struct KeyFigure: Codable, Sendable {
    public var name: String
    public var value: String
    public var unit: String
    public var detail: String?
    public var tone: Tone
  }

  /// Drawings by name, as SVG. Not part of the JSON: each becomes a file or is embedded in the
  /// page.
  public var drawings: [String: String] = [:]

  enum CodingKeys: String, CodingKey {
    case language, title, subtitle, header, syntheticMark, cover, contentsTitle, pageText
    case front, blocks
  }
}
