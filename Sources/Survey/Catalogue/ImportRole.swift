import Groundwork
import VectorFiles

/// What a layer is to the program (图层角色): the name of a row of the layer catalogue.
///
/// Constants stand here for the roles whose layers are treated in a way of their own; all others are
/// known by their row alone.
public struct ImportRole: RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  public let rawValue: String

  /// The role of this name; `nil` if the catalogue has none.
  public init?(rawValue: String) {
    guard LayerCatalogue.standard.kinds.contains(where: { $0.role.rawValue == rawValue }) else {
      return nil
    }
    self.rawValue = rawValue
  }

  /// The name of a row that is being written.
  package init(known rawValue: String) { self.rawValue = rawValue }

  /// Land-use patches of one epoch (地类图斑).
  public static let survey = ImportRole(known: "survey")
  /// The measures of a plan (整治图斑).
  public static let plan = ImportRole(known: "plan")
  /// Permanent basic farmland (永久基本农田).
  public static let pbf = ImportRole(known: "pbf")
  /// Ecological protection red line (生态保护红线).
  public static let erl = ImportRole(known: "erl")
  /// Urban development boundary (城镇开发边界).
  public static let udb = ImportRole(known: "udb")
  /// Administrative units (行政区).
  public static let township = ImportRole(known: "township")
  /// Village survey units (村级调查区).
  public static let village = ImportRole(known: "village")
  /// Protected villages (特色村庄).
  public static let protected = ImportRole(known: "protected")
  /// Polygons that an office issues before a survey of potential (指引图斑).
  public static let guide = ImportRole(known: "guide")

  public static var allCases: [ImportRole] { LayerCatalogue.standard.kinds.map(\.role) }

  /// The row of the catalogue.
  public var kind: LayerKind {
    guard let kind = LayerCatalogue.standard[self] else {
      preconditionFailure("a role without a row in the layer catalogue: \(rawValue)")
    }
    return kind
  }

  public var title: Localized { kind.title }

  /// The role of a layer by its name, else by its fields; see ``LayerCatalogue``.
  public static func recognise(name: String, fields: [String]) -> ImportRole? {
    LayerCatalogue.standard.recognise(name: name, fields: fields)?.role
  }

  /// As ``recognise(name:fields:)``, for a source layer. A layer without polygons has no role.
  public static func recognise(_ layer: SourceLayer) -> ImportRole? {
    guard layer.mayHavePolygons else { return nil }
    return recognise(name: layer.name, fields: layer.columns.map(\.name))
  }
}
