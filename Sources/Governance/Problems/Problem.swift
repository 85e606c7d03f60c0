import EventLog
import Groundwork

/// A problem (问题) on the ground or in documents, from discovery to closure (问题闭环, 销号).
///
/// The state of the stream `problem/NUMBER`.
public struct Problem: Hashable, Sendable, Codable {
  /// Where the finding came from.
  public enum Source: String, Sendable, Codable, CaseIterable {
    /// 卫片.
    case satellite
    /// 巡查.
    case inspection
    /// 信访举报.
    case complaint
    /// 审计.
    case audit
    /// 阶段验收.
    case acceptance
    /// 规则判定.
    case rule
  }

  /// The severity.
  public enum Level: String, Sendable, Codable, CaseIterable, Comparable {
    case minor, serious, grave

    public static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .minor ? 0 : self == .serious ? 1 : 2 }
  }

  public enum Phase: String, Sendable, Codable, CaseIterable {
    /// Nothing has happened yet.
    case none
    /// 发现.
    case found
    /// 不予立案.
    case dismissed
    /// 立案.
    case filed
    /// 分派.
    case assigned
    /// 整改中.
    case working
    /// 待复核.
    case submitted
    /// 销号.
    case closed

    public var title: Localized {
      switch self {
      case .none: Localized(zh: "无", en: "none")
      case .found: Localized(zh: "已发现", en: "found")
      case .dismissed: Localized(zh: "不予立案", en: "dismissed")
      case .filed: Localized(zh: "已立案", en: "filed")
      case .assigned: Localized(zh: "已分派", en: "assigned")
      case .working: Localized(zh: "整改中", en: "being worked on")
      case .submitted: Localized(zh: "待复核", en: "to be checked")
      case .closed: Localized(zh: "已销号", en: "closed")
      }
    }
  }

  /// A point in degrees, GeoJSON's order, in whole 10⁻⁷ degrees so that it is the same everywhere.
  public struct Place: Hashable, Sendable, Codable {
    public var longitude: Int64
    public var latitude: Int64

    public init(longitude: Int64, latitude: Int64) {
      self.longitude = longitude
      self.latitude = latitude
    }

    var isOnEarth: Bool {
      (-1_800_000_000...1_800_000_000).contains(longitude)
        && (-900_000_000...900_000_000).contains(latitude)
    }
  }

  /// The statement of a problem that was found.
  public struct Finding: Hashable, Sendable, Codable {
    public var title: String
    public var description: String
    public var source: Source
    public var level: Level
    /// The administrative code of its location; empty where unknown.
    public var area: String
    public var place: Place?
    /// The project (子项目) to which it belongs, if any.
    public var project: String?
    /// The hashes of photos taken when it was found; nil in older events.
    public var photos: [String]?

    public init(
      title: String, description: String = "", source: Source, level: Level, area: String = "",
      place: Place? = nil, project: String? = nil, photos: [String]? = nil
    ) {
      self.title = title
      self.description = description
      self.source = source
      self.level = level
      self.area = area
      self.place = place
      self.project = project
      self.photos = photos
    }
  }

  public var phase = Phase.none
  public var finding: Finding?
  /// Who found it, and when.
  public var foundBy: String?
  public var foundAt: Timestamp?
  /// The organisation responsible for the remediation (整改).
  public var responsible: String?
  /// The assigned person of the organisation, if any.
  public var assignee: String?
  public var deadline: Timestamp?
  /// Everybody who worked on the remediation, in any round; none of them may check it.
  public var workers: Set<String> = []
  /// Every organisation that was responsible for the remediation.
  public var workingOrganisations: Set<String> = []
  /// The hashes of the documents and photos of the last submission.
  public var evidence: [String] = []
  public var checkedBy: String?
  public var closedAt: Timestamp?
  /// How often the check returned it.
  public var returns = 0
  /// How often it was reopened after closure.
  public var reopenings = 0

  public init() {}

  /// Whether the deadline has passed before the remediation was complete.
  public func isOverdue(at time: Timestamp) -> Bool {
    guard let deadline, [.assigned, .working].contains(phase) else { return false }
    return time > deadline
  }
}
