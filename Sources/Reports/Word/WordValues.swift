/// What the fields of a document stand for (文档字段): each value with its source.
public struct WordValues: Sendable {
  public struct Field: Sendable, Hashable {
    public var text: String
    /// Where it comes from: the ledger, the rule, the layer.
    public var source: String

    public init(_ text: String, source: String) {
      self.text = text
      self.source = source
    }
  }

  public var fields: [String: Field]
  public var tables: [String: WordTable]
  /// Pictures; those that a template asks for.
  public var figures: [String: WordFigure]

  public init(
    fields: [String: Field] = [:], tables: [String: WordTable] = [:],
    figures: [String: WordFigure] = [:]
  ) {
    self.fields = fields
    self.tables = tables
    self.figures = figures
  }
}
