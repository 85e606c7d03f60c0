import Classes
import Geometry
import Groundwork

/// A patch of the survey with what the rules of the potential survey ask about.
public struct SurveyedPatch: Sendable {
  /// The patch's id in the survey, such as its BSM.
  public var id: String
  public var geometry: MultiPolygon
  /// The official area.
  public var area: Area
  /// `nil` if the class covers several uses or is unknown.
  public var use: LandUse?
  /// The class as it is shown, such as `0201K`.
  public var landClass: String
  /// The first 12 digits of the code of its location, and the village's name.
  public var village: String?
  public var villageName: String?
  /// Values in the order of ``PotentialGround/fields``; empty where the survey states none.
  public var values: [String]
  /// Whether it belongs to the built-up ground of a village (CZCSXM 203).
  public var isVillageGround: Bool

  public init(
    id: String, geometry: MultiPolygon, area: Area, use: LandUse?, landClass: String,
    village: String? = nil, villageName: String? = nil, values: [String] = [],
    isVillageGround: Bool = false
  ) {
    self.id = id
    self.geometry = geometry
    self.area = area
    self.use = use
    self.landClass = landClass
    self.village = village
    self.villageName = villageName
    self.values = values
    self.isVillageGround = isVillageGround
  }
}

/// The input of a potential survey: one epoch with its control lines and themes.
public struct PotentialGround: Sendable {
  /// A layer that the rules name.
  public struct Line: Sendable {
    public var title: Localized
    public var polygons: [MultiPolygon]

    public init(title: Localized, polygons: [MultiPolygon]) {
      self.title = title
      self.polygons = polygons
    }
  }

  public var epoch: String
  public var patches: [SurveyedPatch]
  /// The fields that the survey has, of those that the rules read.
  public var fields: [String]
  /// By role; a role without a layer is absent.
  public var lines: [String: Line]
  /// The field that the survey lacks to tell the ground of villages; `nil` where it has it. Without
  /// it, ``SurveyedPatch/isVillageGround`` is that of homesteads alone.
  public var villageGroundLacks: String?
  /// Polygons that an office issued beforehand (指引图斑); `nil` without such a layer.
  public var guides: [GuidePolygon]?

  public init(
    epoch: String, patches: [SurveyedPatch], fields: [String] = [], lines: [String: Line] = [:],
    villageGroundLacks: String? = nil, guides: [GuidePolygon]? = nil
  ) {
    self.epoch = epoch
    self.patches = patches
    self.fields = fields
    self.lines = lines
    self.villageGroundLacks = villageGroundLacks
    self.guides = guides
  }
}
