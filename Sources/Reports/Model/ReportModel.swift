import Classes
import Flow
import Groundwork
import Policy

/// The content of a report, before texts, numbering and drawings.
///
/// Every figure comes from the flow ledger and the registers; the report computes no areas of its
/// own. Areas are exact, texts are in both languages, geometry is in metres of the workspace's
/// coordinate system.
public struct ReportModel: Sendable {
  public var title: Localized
  /// The name of the consolidation district (整治片区).
  public var district: Localized
  /// The plan's name in the workspace.
  public var plan: String
  /// The survey epoch that the plan starts from (基期).
  public var baseEpoch: String
  /// The coordinate system's name, with its code where it has one.
  public var crs: String
  public var areaKind: AreaKind
  /// Whether the data are synthetic, which every page and picture then states.
  public var isSynthetic: Bool
  /// Date of the report, `yyyy-MM-dd`; without one the bytes of the report depend only on the
  /// model.
  public var date: String?
  public var summary: Summary
  /// Names and colours of the land classes, including level-1 classes.
  public var classes: ClassPalette
  /// The flows of the plan at each level of classes; `nil` before the plan is laid.
  public var flows: Flows?
  public var groups: [GroupRow]
  public var projects: [ProjectRow]
  public var map: DistrictMap?
  public var evaluation: Evaluation?
  public var witnesses: [WitnessMap]
  /// The workspace's layer with all witness pieces.
  public var witnessLayer: String
  public var provenance: [ProvenanceRow]
  /// Program and version that computed the figures.
  public var engine: String

  public init(
    title: Localized, district: Localized, plan: String, baseEpoch: String, crs: String,
    areaKind: AreaKind = .official, isSynthetic: Bool, date: String? = nil,
    summary: Summary = Summary(), classes: ClassPalette = ClassPalette(), flows: Flows? = nil,
    groups: [GroupRow] = [], projects: [ProjectRow] = [], map: DistrictMap? = nil,
    evaluation: Evaluation? = nil, witnesses: [WitnessMap] = [], witnessLayer: String = "",
    provenance: [ProvenanceRow] = [], engine: String = Program.engine
  ) {
    self.title = title
    self.district = district
    self.plan = plan
    self.baseEpoch = baseEpoch
    self.crs = crs
    self.areaKind = areaKind
    self.isSynthetic = isSynthetic
    self.date = date
    self.summary = summary
    self.classes = classes
    self.flows = flows
    self.groups = groups
    self.projects = projects
    self.map = map
    self.evaluation = evaluation
    self.witnesses = witnesses
    self.witnessLayer = witnessLayer
    self.provenance = provenance
    self.engine = engine
  }
}

extension ReportModel {
  /// The figures of the first page.
  public struct Summary: Sendable {
    /// The land that the base epoch covers.
    public var area: Area
    /// Patches (图斑) of the base epoch.
    public var patches: Int
    /// Measures (整治图斑) of the plan and the land they cover.
    public var measures: Int
    public var measureArea: Area
    public var projects: Int
    public var groups: Int
    public var implementers: Int
    /// Planned investment; `nil` if no measure states one.
    public var cost: Money?
    /// Measures that state no investment.
    public var withoutCost: Int
    /// What the plan changes: farmland, construction land, permanent basic farmland and so on.
    public var changes: [Change]

    public init(
      area: Area = .zero, patches: Int = 0, measures: Int = 0, measureArea: Area = .zero,
      projects: Int = 0, groups: Int = 0, implementers: Int = 0, cost: Money? = nil,
      withoutCost: Int = 0, changes: [Change] = []
    ) {
      self.area = area
      self.patches = patches
      self.measures = measures
      self.measureArea = measureArea
      self.projects = projects
      self.groups = groups
      self.implementers = implementers
      self.cost = cost
      self.withoutCost = withoutCost
      self.changes = changes
    }
  }

  /// An area before and after; `nil` where unknown, which is displayed as such and never taken as
  /// zero.
  public struct Change: Sendable {
    public var name: Localized
    public var before: Area?
    public var after: Area?
    /// Whether it is one of the key figures of the first page.
    public var isKey: Bool

    public init(name: Localized, before: Area?, after: Area?, isKey: Bool = false) {
      self.name = name
      self.before = before
      self.after = after
      self.isKey = isKey
    }
  }

  /// The same ledger summed at each level of classes.
  public struct Flows: Sendable {
    public var byClass: FlowMatrix
    public var byLevel1: FlowMatrix
    public var byCategory: FlowMatrix

    public init(byClass: FlowMatrix, byLevel1: FlowMatrix, byCategory: FlowMatrix) {
      self.byClass = byClass
      self.byLevel1 = byLevel1
      self.byCategory = byCategory
    }

    public init(_ ledger: FlowLedger) {
      self.init(
        byClass: ledger.matrix(by: .class), byLevel1: ledger.matrix(by: .level1),
        byCategory: ledger.matrix(by: .category))
    }
  }

  /// One functional group (功能组团) of the plan: the sum of its measures.
  public struct GroupRow: Sendable {
    public var name: String
    /// The projects with a measure in the group; a project may have measures in several.
    public var projects: Int
    public var measures: Int
    public var area: Area
    public var cost: Money?
    /// Measures of the group that state no cost.
    public var withoutCost: Int

    public init(
      name: String, projects: Int, measures: Int, area: Area, cost: Money? = nil,
      withoutCost: Int = 0
    ) {
      self.name = name
      self.projects = projects
      self.measures = measures
      self.area = area
      self.cost = cost
      self.withoutCost = withoutCost
    }
  }

  /// One project (项目) of the plan.
  public struct ProjectRow: Sendable {
    public var code: String
    public var name: String
    /// Functional groups (功能组团), joined.
    public var group: String
    public var implementer: String
    public var stage: Int?
    public var measures: Int
    public var area: Area
    public var cost: Money?
    /// Measures of the project that state no cost.
    public var withoutCost: Int

    public init(
      code: String, name: String, group: String, implementer: String, stage: Int? = nil,
      measures: Int, area: Area, cost: Money? = nil, withoutCost: Int = 0
    ) {
      self.code = code
      self.name = name
      self.group = group
      self.implementer = implementer
      self.stage = stage
      self.measures = measures
      self.area = area
      self.cost = cost
      self.withoutCost = withoutCost
    }
  }

  /// The origin of one layer.
  public struct ProvenanceRow: Sendable {
    public var layer: String
    public var title: String
    public var file: String
    public var sha256: String
    /// ISO 8601, UTC.
    public var importedAt: String
    public var features: Int
    public var repaired: Int
    public var rejected: Int

    public init(
      layer: String, title: String, file: String, sha256: String, importedAt: String,
      features: Int, repaired: Int = 0, rejected: Int = 0
    ) {
      self.layer = layer
      self.title = title
      self.file = file
      self.sha256 = sha256
      self.importedAt = importedAt
      self.features = features
      self.repaired = repaired
      self.rejected = rejected
    }
  }
}
