/// Where a layer came from (来源).
public struct Provenance: Codable, Sendable, Hashable {
  /// The file as the user named it.
  public var file: String
  /// SHA-256 of the file, in hexadecimal.
  public var sha256: String
  /// The layer inside the file.
  public var layer: String
  /// ISO 8601, UTC.
  public var importedAt: String
  /// Program and version, such as `zhitu/0.1.0`.
  public var program: String
  public var options: [String: String]

  public init(
    file: String, sha256: String, layer: String, importedAt: String, program: String,
    options: [String: String] = [:]
  ) {
    self.file = file
    self.sha256 = sha256
    self.layer = layer
    self.importedAt = importedAt
    self.program = program
    self.options = options
  }
}

/// What a layer is for. Layers that are brought in have the roles of the layer catalogue, of which those
/// stand here that code asks for.
public struct LayerRole: RawRepresentable, Codable, Sendable, Hashable {
  public var rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public init(_ rawValue: String) {
    self.rawValue = rawValue
  }

  /// Land survey of one epoch (调查).
  public static let survey = LayerRole("survey")
  /// Measures of a plan (整治图斑).
  public static let plan = LayerRole("plan")
  /// Planned state (规划地类).
  public static let planned = LayerRole("planned")
  /// Permanent basic farmland (永久基本农田).
  public static let pbf = LayerRole("pbf")
  /// Ecological red line (生态保护红线).
  public static let erl = LayerRole("erl")
  /// Urban development boundary (城镇开发边界).
  public static let udb = LayerRole("udb")
  /// Township units (乡镇).
  public static let township = LayerRole("township")
  /// Village units (村).
  public static let village = LayerRole("village")
  /// Protected villages (特色村庄).
  public static let protected = LayerRole("protected")
  /// Polygons issued before a survey of potential (指引图斑).
  public static let guide = LayerRole("guide")
  /// Features set aside on import, with the reason.
  public static let rejected = LayerRole("rejected")
  /// Findings of the quality checks.
  public static let findings = LayerRole("findings")
  /// Pieces that show why a rule passes or fails.
  public static let witness = LayerRole("witness")
  /// Flow ledger (地类流向台账).
  public static let flow = LayerRole("flow")
  /// Facts for the rules.
  public static let facts = LayerRole("facts")
}

/// The kind of geometry in a layer.
public enum GeometryKind: String, Codable, Sendable, Hashable {
  case multiPolygon = "MULTIPOLYGON"
  case point = "POINT"
  /// Any type, with or without Z and M: features as they were received.
  case any = "GEOMETRY"
  /// A table without geometry.
  case none = "NONE"
}

/// The register entry of one layer or table of a workspace.
public struct LayerRecord: Codable, Sendable, Hashable {
  /// The name of the table: Latin or Chinese letters, digits and `_`.
  public var name: String
  public var role: LayerRole
  /// The survey epoch (调查年度) that the layer describes or belongs to.
  public var epoch: String?
  public var plan: String?
  /// For people.
  public var title: String
  public var classSystem: String?
  public var classVersion: String?
  /// The number of features; counted by the workspace itself when the layer is finished.
  public var featureCount: Int
  /// The number of features set aside on import.
  public var rejectedCount: Int
  /// The number of features whose geometry was repaired on import.
  public var repairedCount: Int
  public var provenance: Provenance?
  /// Made-up data (合成数据), to be labelled wherever it is shown.
  public var synthetic: Bool

  public init(
    name: String, role: LayerRole, epoch: String? = nil, plan: String? = nil, title: String,
    classSystem: String? = nil, classVersion: String? = nil, featureCount: Int = 0,
    rejectedCount: Int = 0, repairedCount: Int = 0, provenance: Provenance? = nil,
    synthetic: Bool = false
  ) {
    self.name = name
    self.role = role
    self.epoch = epoch
    self.plan = plan
    self.title = title
    self.classSystem = classSystem
    self.classVersion = classVersion
    self.featureCount = featureCount
    self.rejectedCount = rejectedCount
    self.repairedCount = repairedCount
    self.provenance = provenance
    self.synthetic = synthetic
  }
}
