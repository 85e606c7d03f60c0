import Classes
import Groundwork

/// Land that was of one class before and is of one class after. `nil` stands for land that only
/// the other side covers.
public struct LandFlow: Codable, Hashable, Sendable {
  public var from: String?
  public var to: String?
  public var area: Area

  public init(from: String?, to: String?, area: Area) {
    self.from = from
    self.to = to
    self.area = area
  }
}

/// Name and colour of a land class.
public struct ClassStyle: Codable, Hashable, Sendable {
  public var code: String
  public var name: Localized
  /// The code of its level-1 class; its own code if it is one.
  public var level1: String
  /// `nil` for a level-1 class that belongs to several.
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
      category: land.isFirstLevel ? nil : land.category, colour: land.colour)
  }
}

/// Looks names and colours up by code. A code that nobody styled keeps its code as name, the colour
/// grey, and its first two characters as level-1 class.
public struct ClassPalette: Sendable {
  private let styles: [String: ClassStyle]

  public init(_ styles: [ClassStyle] = []) {
    self.styles = Dictionary(styles.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public subscript(code: String) -> ClassStyle {
    if let style = styles[code] { return style }
    return ClassStyle(
      code: code, name: Localized(code), level1: String(code.prefix(2)), colour: "#9AA0A6")
  }

  /// The flows with every class replaced by its level-1 class, equal ones added up.
  public func level1(_ flows: [LandFlow]) -> [LandFlow] {
    merged(
      flows.map { flow in
        LandFlow(
          from: flow.from.map { self[$0].level1 }, to: flow.to.map { self[$0].level1 },
          area: flow.area)
      })
  }
}

/// The flows by class before and after, each pair once, in the order of their codes; uncovered land
/// comes last. Flows without area are left out.
public func merged(_ flows: [LandFlow]) -> [LandFlow] {
  var sums: [LandFlow: Area] = [:]
  for flow in flows {
    sums[LandFlow(from: flow.from, to: flow.to, area: .zero), default: .zero] += flow.area
  }
  return sums.filter { $0.value != .zero }
    .map { LandFlow(from: $0.key.from, to: $0.key.to, area: $0.value) }
    .sorted { a, b in
      a.from == b.from ? codePrecedes(a.to, b.to) : codePrecedes(a.from, b.from)
    }
}

/// Orders class codes; no class comes last.
func codePrecedes(_ a: String?, _ b: String?) -> Bool {
  switch (a, b) {
  case (let a?, let b?): a < b
  case (.some, nil): true
  default: false
  }
}
