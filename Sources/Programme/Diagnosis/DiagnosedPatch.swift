import Classes
import Geometry
import Groundwork

/// A patch (图斑) of one epoch or plan with the values that a diagnosis needs.
public struct DiagnosedPatch: Sendable {
  public var geometry: MultiPolygon
  public var shape: PatchShape
  /// `nil` if the patch has no class that determines it.
  public var subject: DiagnosisSubject?
  /// The use of the ground; `nil` if the class covers several uses or is unknown.
  public var use: LandUse?
  /// The slope class of farmland (GDPDJB), 1 to 5.
  public var slopeClass: Int?
  /// The grade of farmland (GDDB); 1 is the best.
  public var grade: Int?
  /// The index of its owner in ``DiagnosedGround/owners``.
  public var owner: Int?
  /// Whether the patch belongs to the built-up ground of a village (CZCSXM 203).
  public var isVillageGround: Bool
  /// The area inside industrial parks; `nil` without a layer of parks.
  public var insidePark: Area?
  /// The control line that forbids to convert the patch to farmland, such as the ecological red
  /// line.
  public var exclusion: Localized?

  public init(
    geometry: MultiPolygon, area: Area?, subject: DiagnosisSubject?, use: LandUse?,
    slopeClass: Int? = nil, grade: Int? = nil, owner: Int? = nil,
    isVillageGround: Bool? = nil, insidePark: Area? = nil, exclusion: Localized? = nil
  ) {
    self.geometry = geometry
    shape = PatchShape(geometry, area: area)
    self.subject = subject
    self.use = use
    self.slopeClass = slopeClass
    self.grade = grade
    self.owner = owner
    self.isVillageGround = isVillageGround ?? (subject == .settlement)
    self.insidePark = insidePark
    self.exclusion = exclusion
  }

  /// A patch of a land class.
  public init(_ land: LandClass, geometry: MultiPolygon, area: Area? = nil) {
    self.init(
      geometry: geometry, area: area, subject: DiagnosisSubject(land), use: land.use)
  }
}

/// One state of the land: the patches of a survey epoch, or of a plan laid on it.
public struct DiagnosedGround: Sendable {
  /// The epoch or plan.
  public var name: String
  public var patches: [DiagnosedPatch]
  /// The owners of the patches, as code and name.
  public var owners: [DiagnosisOwner]
  /// The source of the built-up ground of villages.
  public var villageGround: VillageGround

  /// The criterion of the built-up ground of a village.
  public enum VillageGround: String, Sendable, Codable {
    /// The survey's field CZCSXM (城镇村属性码).
    case field
    /// The class of homesteads, if the survey has no such field.
    case homesteads
  }

  public init(
    name: String, patches: [DiagnosedPatch], owners: [DiagnosisOwner] = [],
    villageGround: VillageGround = .homesteads
  ) {
    self.name = name
    self.patches = patches
    self.owners = owners
    self.villageGround = villageGround
  }
}

/// An owner of ground according to the survey (权属单位).
public struct DiagnosisOwner: Sendable, Hashable, Codable {
  public var code: String
  public var name: String

  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}
