import Classes
import Groundwork
import Survey

/// `/api/legend`: names and colours of the classes that occur in the workspace, and of all kinds of
/// layers.
struct LegendView: Encodable, Sendable {
  struct Class: Encodable, Sendable {
    var code: String
    var name: Localized
    var colour: String
    var level1: String
    var category: String
  }

  struct Group: Encodable, Sendable {
    var code: String
    var name: Localized
    var colour: String
  }

  /// A kind of layer: a row of the layer catalogue.
  struct Role: Encodable, Sendable {
    var role: String
    var group: String
    var title: Localized
    var colour: String
    /// The drawing order among the layers over land use; higher is later.
    var drawing: Int
    var isTheme: Bool
    var isShownAtFirst: Bool

    init(_ kind: LayerKind) {
      role = kind.role.rawValue
      group = kind.group.rawValue
      title = kind.title
      colour = kind.colour
      drawing = kind.drawing
      isTheme = kind.isTheme
      isShownAtFirst = kind.isShownAtFirst
    }
  }

  var classes: [Class]
  var level1: [Group]
  var categories: [Group]
  var roles = LayerCatalogue.standard.kinds.map(Role.init)
}

extension LegendView {
  /// Where two layers use different class systems, the first layer with a code gives its name.
  init(_ structure: StructureView) {
    var classes: [String: Class] = [:]
    var level1: [String: Group] = [:]
    for layer in structure.layers {
      let system = layer.classSystem.flatMap { LandClassSystem(named: $0) }
      for row in layer.rows where classes[row.class] == nil {
        let known = system.flatMap { LandClass(known: row.class, in: $0) }
        classes[row.class] = Class(
          code: row.class,
          name: known?.name ?? Localized(row.nameInLayer.isEmpty ? row.class : row.nameInLayer),
          colour: known?.colour ?? LegendView.colour(of: row.class), level1: row.level1,
          category: row.category)
        guard level1[row.level1] == nil else { continue }
        let group = system.flatMap { LandClass(known: row.level1, in: $0) }
        level1[row.level1] = Group(
          code: row.level1, name: group?.name ?? Localized(row.level1),
          colour: group?.colour ?? LegendView.colour(of: row.level1))
      }
    }
    self.classes = classes.values.sorted { $0.code < $1.code }
    self.level1 = level1.values.sorted { $0.code < $1.code }
    categories = LandCategory.allCases.map {
      Group(code: $0.rawValue, name: $0.name, colour: $0.colour)
    }
  }

  /// A muted colour for a class without a table entry, derived from its code.
  private static func colour(of code: String) -> String {
    let palette = [
      "#A6CEE3", "#B2DF8A", "#FB9A99", "#FDBF6F", "#CAB2D6", "#FFFF99", "#8DD3C7", "#BEBADA",
      "#FB8072", "#80B1D3", "#FDB462", "#B3DE69", "#FCCDE5", "#D9D9D9", "#BC80BD", "#CCEBC5",
    ]
    return palette[Int(Fingerprint.of(code.utf8) % UInt64(palette.count))]
  }
}
