import Groundwork

/// A kind of layer that the program knows: one row of the layer catalogue (图层目录).
///
/// Whatever knows kinds of layers — import, facts, tables of a workspace, map, legend — reads the
/// catalogue. A new theme layer is a new row with a fact, and nothing else.
public struct LayerKind: Sendable, Hashable {
  public enum Group: String, Sendable, Hashable, Codable {
    /// Land-use patches of an epoch.
    case survey
    /// Measures of a plan.
    case plan
    /// Control lines (管控线).
    case control
    /// Administrative units.
    case unit
    /// Areas that a district marks besides.
    case area
    /// Things that stand on the ground.
    case object
  }

  /// Fields by which a layer is known whose name says nothing.
  public struct Signs: Sendable, Hashable {
    /// Kinds of lower rank are asked first.
    public var rank: Int
    /// One of these has to fit: all of some fields, and one of others if any are named.
    public var sets: [FieldSet]

    public struct FieldSet: Sendable, Hashable {
      public var all: [String]
      public var any: [String]

      public init(all: [String] = [], any: [String] = []) {
        self.all = all
        self.any = any
      }
    }

    public init(rank: Int, _ sets: FieldSet...) {
      self.rank = rank
      self.sets = sets
    }

    func fit(_ fields: Set<String>) -> Bool {
      sets.contains { set in
        set.all.allSatisfy(fields.contains)
          && (set.any.isEmpty || set.any.contains(where: fields.contains))
      }
    }
  }

  /// How the border of a layer is drawn in reports and in the styles of other programs.
  public struct Line: Sendable, Hashable {
    /// In 1/96 inch.
    public var width: Double
    /// Dash, gap, dash … in 1/96 inch; none for a solid line.
    public var dashes: [Double]
    /// The angle of a hatch in degrees; `nil` for none.
    public var hatch: Double?

    public init(width: Double, dashes: [Double] = [], hatch: Double? = nil) {
      self.width = width
      self.dashes = dashes
      self.hatch = hatch
    }

    /// That of areas that a district marks.
    public static let area = Line(width: 1.4, dashes: [4, 2])
  }

  public var role: ImportRole
  public var group: Group
  public var title: Localized
  /// Names of layers of this kind, without year and separators, in capitals.
  public var aliases: [String]
  public var signs: Signs?
  /// Fields that may hold the id, the name, the zone, type or unit code, and the layer's own areas, in
  /// order of preference.
  public var idFields: [String]
  public var nameFields: [String]
  public var zoneFields: [String]
  public var statedAreaFields: [String]
  /// The field of the facts about pieces that says whether a piece lies in the layer; `nil` for layers
  /// whose facts are of another kind.
  public var fact: String?
  /// The colour of its lines, `#rrggbb`.
  public var colour: String
  public var line: Line
  /// The place among the layers drawn over land use, from the ground up.
  public var drawing: Int
  /// Whether the map shows it at first.
  public var isShownAtFirst: Bool

  public init(
    _ role: ImportRole, _ group: Group, zh: String, en: String, aliases: [String],
    signs: Signs? = nil, id: [String] = ["BSM"], name: [String] = ["MC", "NAME"],
    zone: [String] = [], statedArea: [String] = [], fact: String? = nil, colour: String,
    line: Line = .area, drawing: Int, isShownAtFirst: Bool = true
  ) {
    self.role = role
    self.group = group
    title = Localized(zh: zh, en: en)
    self.aliases = aliases
    self.signs = signs
    idFields = id
    nameFields = name
    zoneFields = zone
    statedAreaFields = statedArea
    self.fact = fact
    self.colour = colour
    self.line = line
    self.drawing = drawing
    self.isShownAtFirst = isShownAtFirst
  }

  /// The table of a workspace that a layer goes to that has neither epoch nor plan.
  public var tableName: String { "\(group.rawValue)_\(role.rawValue)" }

  /// Whether pieces are asked whether they lie in such a layer: yes or no, and nothing more
  /// (专题图层).
  public var isTheme: Bool { group == .area && fact != nil }
}
