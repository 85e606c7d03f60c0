import Geometry
import Groundwork

/// A polygon that an office issues before the survey (指引图斑): where it expects potential of a kind.
public struct GuidePolygon: Sendable {
  public var id: String
  /// What it is issued for (图斑类型), such as 宜耕农用地; `nil` where the layer does not say.
  public var kind: String?
  /// The patch of the survey that it was drawn from, and its class, as the office states them.
  public var patch: String?
  public var landClass: String?
  public var geometry: MultiPolygon
  /// The official area.
  public var area: Area

  public init(
    id: String, kind: String? = nil, patch: String? = nil, landClass: String? = nil,
    geometry: MultiPolygon, area: Area
  ) {
    self.id = id
    self.kind = kind
    self.patch = patch
    self.landClass = landClass
    self.geometry = geometry
    self.area = area
  }
}

/// How a survey of potential answers the polygons that an office issued, and which of its candidates
/// nobody issued (自主提取).
///
/// Issued ground is compared with the patches of the tasks that name its kind; with those of all tasks
/// where none does. The parts of each polygon sum to its area exactly.
public struct GuideComparison: Sendable, Hashable, Codable {
  /// A part of an issued polygon on one patch of the survey.
  public struct Part: Sendable, Hashable, Codable {
    public enum Outcome: String, Sendable, Codable, CaseIterable {
      /// Net ground of a candidate.
      case candidate
      /// Ground that a line cuts off a patch.
      case cut
      /// Ground of a patch that a rule excludes.
      case excluded
      /// No source of the tasks selects the patch.
      case unselected
      /// A value is missing, so no source can say.
      case undecidable
      /// The survey has no patch there.
      case outside
    }

    public var outcome: Outcome
    /// The key of the selected patch, such as `new-farmland/12`.
    public var entry: String?
    public var patch: String?
    public var landClass: String?
    /// The exclusion that takes it.
    public var rule: String?
    public var area: Area
  }

  /// Where what an office copied from the survey is not what the survey has.
  public enum Deviation: String, Sendable, Codable, CaseIterable {
    case noPatch, otherClass
  }

  /// An issued polygon with what became of it.
  public struct Answer: Sendable, Hashable, Codable {
    public var id: String
    public var kind: String?
    /// The tasks whose patches answer it.
    public var tasks: [String]
    /// Whether some task names its kind.
    public var isKindKnown: Bool
    public var area: Area
    /// The patch and the class that the office states.
    public var statedPatch: String?
    public var statedClass: String?
    public var deviation: Deviation?
    /// The class that the survey has where the office states another.
    public var surveyedClass: String?
    /// The village of the patch on which most of it lies.
    public var village: String?
    /// Of how many polygons it consists.
    public var polygons: Int
    /// Other issued polygons of the same tasks that share ground with it.
    public var overlaps: [String]
    /// The largest first.
    public var parts: [Part]

    /// Of parts with an outcome.
    public func area(_ outcome: Part.Outcome) -> Area {
      parts.lazy.filter { $0.outcome == outcome }.map(\.area).total()
    }
  }

  /// Where a candidate lies: how much of its net area inside issued polygons of its task.
  public struct Place: Sendable, Hashable, Codable {
    public enum Standing: String, Sendable, Codable, CaseIterable {
      case issued, partly, own

      public var title: Localized {
        switch self {
        case .issued: Localized(zh: "指引图斑内", en: "inside issued polygons")
        case .partly: Localized(zh: "部分在指引图斑内", en: "partly inside issued polygons")
        case .own: Localized(zh: "自主提取", en: "found beyond issued polygons")
        }
      }
    }

    /// The key of the candidate.
    public var entry: String
    public var inside: Area
    public var outside: Area
    /// The issued polygons, ascending.
    public var guides: [String]

    public var standing: Standing {
      inside == .zero ? .own : outside == .zero ? .issued : .partly
    }
  }

  /// In the order of the layer.
  public var answers: [Answer]
  /// One for each candidate, in the order of the entries.
  public var places: [Place]
}

extension PotentialTask {
  /// Whether polygons of a kind are issued for the task.
  func answers(_ kind: String?) -> Bool {
    guard let kind else { return false }
    return (guides ?? []).contains(kind)
  }
}
