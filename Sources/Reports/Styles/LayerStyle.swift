import Classes
import Groundwork
import Survey

/// The appearance of a layer in other programs, from which its QML (QGIS) and SLD are written.
public struct LayerStyle: Sendable {
  public enum Form: Sendable {
    /// One colour for each class; the field holds the class code.
    case classes(field: String, [ClassStyle])
    /// One line around every feature, empty or hatched inside.
    case outline(Outline)
    /// Points in one colour.
    case point(colour: String)
  }

  public struct Outline: Sendable {
    /// `#RRGGBB`.
    public var colour: String
    /// In mm.
    public var width: Double
    /// Dash, gap, dash … in mm; none for a solid line.
    public var dashes: [Double]
    public var isHatched: Bool

    public init(colour: String, width: Double, dashes: [Double] = [], isHatched: Bool = false) {
      self.colour = colour
      self.width = width
      self.dashes = dashes
      self.isHatched = isHatched
    }

    /// The line of a control area in the report's maps, whose drawing units are 1/96 inch.
    public init(_ kind: LayerKind) {
      let millimetres = 25.4 / 96
      self.init(
        colour: kind.colour, width: kind.line.width * millimetres,
        dashes: kind.line.dashes.map { $0 * millimetres }, isHatched: kind.line.hatch != nil)
    }

    /// The line around measures (整治图斑).
    public static let measure = Outline(
      colour: measureLine.colour, width: measureLine.width * 25.4 / 96)
    /// The line around witness pieces (举证图斑).
    public static let witness = Outline(colour: witnessFill.line, width: 0.5, isHatched: true)
  }

  /// For people.
  public var title: String
  public var form: Form
  /// The field that labels the features; `nil` for none.
  public var labelField: String?
  /// Titles of fields, by field.
  public var aliases: [(field: String, title: String)]

  public init(
    title: String, form: Form, labelField: String? = nil,
    aliases: [(field: String, title: String)] = []
  ) {
    self.title = title
    self.form = form
    self.labelField = labelField
    self.aliases = aliases
  }

  /// A class in the legend: code and name.
  static func legend(_ style: ClassStyle) -> String {
    style.name.zh == style.code ? style.code : "\(style.code) \(style.name.zh)"
  }

  /// The channels of `#RRGGBB`; grey for anything else.
  static func channels(_ colour: String) -> (red: Int, green: Int, blue: Int) {
    guard colour.hasPrefix("#"), let value = Int(colour.dropFirst(), radix: 16),
      colour.utf8.count == 7
    else { return (154, 160, 166) }
    return (value >> 16 & 0xFF, value >> 8 & 0xFF, value & 0xFF)
  }
}
