import Groundwork
import Survey

/// The content of a file and the expected result of its import, before anything is written (导入前检视).
public struct ImportInspection: Encodable, Sendable {
  /// The name of the file.
  public var file: String
  /// In bytes; 0 for a folder.
  public var size: Int
  /// The format of its first member, as GDAL names it.
  public var format: String
  /// The coordinate system of the workspace, or the one that it would get; `nil` if undecided.
  public var plane: String?
  /// Notes about the file as a whole.
  public var diagnostics: [Diagnostic]
  public var layers: [Layer]
  /// The available class systems and crosswalks.
  public var systems: [Option]
  public var crosswalks: [Option]

  public struct Option: Encodable, Sendable {
    public var value: String
    public var title: Localized
  }

  /// A decision about a layer, and its reason.
  public struct Decision: Encodable, Sendable {
    public var value: String
    public var title: Localized?
    public var reason: Localized

    init(_ value: String, title: Localized? = nil, _ reason: Localized) {
      self.value = value
      self.title = title
      self.reason = reason
    }
  }

  public struct Field: Encodable, Sendable {
    public var name: String
    public var type: String
    /// Some distinct values of the first features.
    public var examples: [String]
  }

  /// A layer that the import would write.
  public struct Target: Encodable, Sendable {
    /// The table of the workspace.
    public var name: String
    public var title: String
    /// The number of existing features under this name, which would be replaced.
    public var replaced: Int?
  }

  /// A crosswalk that contains the values of a field.
  public struct Proposal: Encodable, Sendable {
    public var crosswalk: String
    public var field: String
    public var epoch: String?
  }

  public struct Layer: Encodable, Sendable {
    /// The name that selects the layer.
    public var name: String
    public var format: String
    /// The geometry type as GDAL names it.
    public var geometry: String
    /// `nil` if counting would need to read the whole layer.
    public var features: Int?
    /// Whether it may contain polygons; only polygons are imported.
    public var polygonal: Bool
    /// Whether it is imported by default.
    public var chosen: Bool
    public var fields: [Field]
    public var crs: Decision?
    public var role: Decision?
    public var epoch: Decision?
    public var plan: String?
    public var system: Decision?
    public var classes: String?
    public var ids: [String]
    public var proposal: Proposal?
    /// The box of its first features: west, south, east, north in degrees.
    public var extent: [Double]?
    public var target: Target?
    public var diagnostics: [Diagnostic]
    /// The reason why it cannot be imported.
    public var refusal: Diagnostic?
  }
}

/// The user's decisions about one layer of a file.
public struct LayerChoice: Sendable {
  /// ``Survey/ImportOptions/layer`` names the layer; `nil` for a file with just one.
  public var options: ImportOptions
  /// The name of the plan, for measures; the layer's name if `nil`.
  public var plan: String?

  public init(_ options: ImportOptions, plan: String? = nil) {
    self.options = options
    self.plan = plan
  }
}
