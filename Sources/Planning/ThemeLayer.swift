import Survey

/// A layer that gives a yes-or-no fact about a piece of ground (专题图层): whether it lies in one of
/// its polygons.
///
/// There is one for each theme of the layer catalogue. A raw value is the role of the layer in a
/// workspace. Without the layer the fact is missing, and every rule that needs it is undecidable.
public struct ThemeLayer: RawRepresentable, Sendable, Hashable, CaseIterable {
  public let rawValue: String
  /// The field of `pieces` that the layer fills.
  public let fact: String

  /// The theme of this role; `nil` if the catalogue has none.
  public init?(rawValue: String) {
    guard let theme = ThemeLayer.allCases.first(where: { $0.rawValue == rawValue }) else {
      return nil
    }
    self = theme
  }

  private init(rawValue: String, fact: String) {
    self.rawValue = rawValue
    self.fact = fact
  }

  /// In the order of the catalogue.
  public static let allCases: [ThemeLayer] = LayerCatalogue.standard.themes.compactMap { kind in
    kind.fact.map { ThemeLayer(rawValue: kind.role.rawValue, fact: $0) }
  }
}
