import Groundwork

/// Name and colour of a land class, as every map, chart, table and style file shows it.
public struct ClassStyle: Hashable, Sendable {
  public var code: String
  public var name: Localized
  /// The code of its level-1 class; its own code if it is one.
  public var level1: String
  /// `nil` for a level-1 class that the system divides further.
  public var category: LandCategory?
  /// `#RRGGBB`.
  public var colour: String

  public init(
    code: String, name: Localized, level1: String, category: LandCategory? = nil, colour: String
  ) {
    self.code = code
    self.name = name
    self.level1 = level1
    self.category = category
    self.colour = colour
  }

  /// Name and colour of a class as its standard has them.
  public init(_ land: LandClass) {
    self.init(
      code: land.code, name: land.name, level1: land.level1,
      category: land.isGroup ? nil : land.category, colour: land.colour)
  }
}

/// The one palette (图例配色): names and colours by class code.
///
/// A code that nobody styled keeps its code as name, the colour grey, and its first two characters as
/// level-1 class.
public struct ClassPalette: Sendable {
  private let styles: [String: ClassStyle]

  public init(_ styles: [ClassStyle] = []) {
    self.styles = Dictionary(styles.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Every class of a system, first-level classes too; empty for a system without a table.
  public init(_ system: LandClassSystem) {
    guard let table = LandClassTable.of(system) else {
      self.init()
      return
    }
    var lands = table.classes + table.firstLevel
    if system == .sd3Work {
      lands += LandClass.adjustableCodes.compactMap { LandClass(known: $0, in: system) }
    }
    self.init(lands.map { ClassStyle($0) })
  }

  public subscript(code: String) -> ClassStyle {
    if let style = styles[code] { return style }
    return ClassStyle(
      code: code, name: Localized(code), level1: String(code.prefix(2)), colour: "#9AA0A6")
  }

  /// Whether somebody styled the code.
  public func has(_ code: String) -> Bool { styles[code] != nil }

  /// The styled codes, ascending.
  public var codes: [String] { styles.keys.sorted() }
}
