import Classes
import Geometry
import Groundwork

/// A patch (图斑) of one epoch or plan with what a diagnosis asks of it.
public struct DiagnosedPatch: Sendable {
  public var geometry: MultiPolygon
  public var shape: PatchShape
  /// `nil` where the patch has no class that says what it is.
  public var subject: DiagnosisSubject?
  /// What the ground is used for; `nil` where the class covers several uses or is not known.
  public var use: LandUse?
  /// The slope class of farmland (GDPDJB), 1 to 5.
  public var slopeClass: Int?
  /// The grade of farmland (GDDB), 1 is best.
  public var grade: Int?
  /// Where its owner stands in ``DiagnosedGround/owners``.
  public var owner: Int?
  /// Whether the patch belongs to the built-up ground of a village (CZCSXM 203).
  public var isVillageGround: Bool
  /// The area inside industrial parks; `nil` where no layer says where they are.
  public var insidePark: Area?
  /// The line that forbids to turn the patch into farmland, such as the ecological red line.
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

/// One state of the land: the patches of a survey epoch, or of a plan laid on one.
public struct DiagnosedGround: Sendable {
  /// The epoch or plan.
  public var name: String
  public var patches: [DiagnosedPatch]
  /// The owners that the patches state, as code and name.
  public var owners: [DiagnosisOwner]
  /// Where the built-up ground of villages comes from.
  public var villageGround: VillageGround

  /// What tells the built-up ground of a village.
  public enum VillageGround: String, Sendable, Codable {
    /// The survey's field CZCSXM (城镇村属性码).
    case field
    /// The class of homesteads, where the survey has no such field.
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

/// Who owns ground, as the survey states it (权属单位).
public struct DiagnosisOwner: Sendable, Hashable, Codable {
  public var code: String
  public var name: String

  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}
