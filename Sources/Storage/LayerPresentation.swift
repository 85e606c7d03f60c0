import Groundwork

/// What people and other programs are told about a layer: titles, units, allowed values, a style and
/// a description. No program needs it to read the data.
public struct LayerPresentation: Sendable, Hashable {
  /// A column's title and what it counts in.
  public struct ColumnNote: Sendable, Hashable {
    public var column: String
    public var title: String
    public var description: String
    /// The name of the list of values that the column takes.
    public var values: String?

    public init(column: String, title: String, description: String, values: String? = nil) {
      self.column = column
      self.title = title
      self.description = description
      self.values = values
    }
  }

  /// A list of values and what they mean, such as the codes of a class system.
  public struct ValueList: Sendable, Hashable {
    public var name: String
    public var entries: [Entry]

    public struct Entry: Sendable, Hashable {
      public var value: String
      public var meaning: String

      public init(value: String, meaning: String) {
        self.value = value
        self.meaning = meaning
      }
    }

    public init(name: String, entries: [Entry]) {
      self.name = name
      self.entries = entries
    }
  }

  public struct Style: Sendable, Hashable {
    public var name: String
    /// For QGIS.
    public var qml: String
    /// For other programs.
    public var sld: String

    public init(name: String, qml: String, sld: String) {
      self.name = name
      self.qml = qml
      self.sld = sld
    }
  }

  public var title: String
  public var abstract: String
  public var columns: [ColumnNote]
  public var lists: [ValueList]
  public var style: Style?
  /// Metadata as a document, with the address of its standard.
  public var metadata: (standard: String, document: String)? {
    get { document.isEmpty ? nil : (standard, document) }
    set {
      standard = newValue?.standard ?? ""
      document = newValue?.document ?? ""
    }
  }
  private var standard = ""
  private var document = ""

  public init(
    title: String, abstract: String = "", columns: [ColumnNote] = [], lists: [ValueList] = [],
    style: Style? = nil
  ) {
    self.title = title
    self.abstract = abstract
    self.columns = columns
    self.lists = lists
    self.style = style
  }
}

extension HomeWriter {
  /// A home whose layers no other program opens has nothing to tell.
  public func present(_ presentation: LayerPresentation, of table: String) throws {}
}
