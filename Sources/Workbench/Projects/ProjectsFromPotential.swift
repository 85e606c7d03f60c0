import Access
import EventLog
import Geometry
import Governance
import Groundwork
import Programme

/// What candidates of the library of potential hold together, a patch of several tasks counted once.
public struct PotentialSums: Sendable, Hashable, Encodable {
  public var theoretical = Area.zero
  public var realisable = Area.zero
  public var nearTerm = Area.zero

  init(_ library: PotentialLibrary, _ entries: [PotentialEntry]) {
    func sum(_ level: PotentialLevel) -> Area {
      var most: [String: Area] = [:]
      for entry in entries {
        most[entry.patch] = max(most[entry.patch] ?? .zero, library.area(entry, level))
      }
      return most.values.total()
    }
    theoretical = sum(.theoretical)
    realisable = sum(.realisable)
    nearTerm = sum(.nearTerm)
  }
}

/// Which candidates become projects, and how.
public struct PotentialProjects: Sendable {
  public enum Group: String, Sendable, Codable, CaseIterable {
    /// All of one element in one project.
    case one
    /// A project for each task.
    case task
    /// A project for each element of each town, or village.
    case town, village
  }

  /// Chosen by hand; empty: the rule decides.
  public var numbers: [String] = []
  public var task: String?
  public var element: PotentialElement?
  /// A code that the village's code begins with.
  public var village: String?
  /// A planning object in whose ground they lie.
  public var within: String?
  public var leastScore: Int?
  /// Of the theoretical potential.
  public var leastArea: Area?
  public var isConfirmed = false
  public var group = Group.one
  public var goal = ""
  public var space = ""
  public var core = ""
  public var package = ""
  public var area = ""
  public var firstYear: Int
  public var lastYear: Int?
  /// What the ids begin with.
  public var prefix: String

  public init(firstYear: Int, prefix: String) {
    self.firstYear = firstYear
    self.prefix = prefix
  }
}

/// Cards made of candidates, before they are entered.
public struct PotentialDrafts: Sendable {
  public struct Draft: Sendable {
    public var draft: ProjectDraft
    public var potential: PotentialSums
  }

  public var drafts: [Draft]
  /// Candidates that other projects draw on already; they are left out.
  public var taken: Int
}

extension Workbench {
  /// What candidates hold; `nil` without a library, for no numbers, and where one is no candidate now.
  public func potentialSums(_ numbers: [String]) throws -> PotentialSums? {
    guard !numbers.isEmpty, try hasPotentialLibrary() else { return nil }
    let library = try potentialLibrary()
    let wanted = Set(numbers)
    let entries = library.record.entries.filter { wanted.contains($0.number) && $0.isCandidate }
    return entries.count == wanted.count ? PotentialSums(library, entries) : nil
  }

  /// Makes cards of candidates, by selection, by rule, or by the ground of a planning object; nothing is
  /// written. A patch belongs to one project: candidates of a patch that an active project draws on are left
  /// out, and so are those that the field survey rejected.
  ///
  /// - Throws: Diagnostics `potential.no-library`, `potential.no-candidate` for a chosen number that is none,
  ///   `project.codes`, `programme.missing`, `districts.undrawn`.
  public func projectsFromPotential(_ wanted: PotentialProjects) throws -> PotentialDrafts {
    let library = try potentialLibrary()
    let entries = library.record.entries.filter(\.isCandidate)
    let known = try projects()
    var chosen: [PotentialEntry]
    if wanted.numbers.isEmpty {
      chosen = try ruled(entries, wanted, library)
    } else {
      let byNumber = Dictionary(entries.map { ($0.number, $0) }, uniquingKeysWith: { a, _ in a })
      chosen = try wanted.numbers.map { number in
        guard let entry = byNumber[number],
          library.visit(number)?.finding.verdict != .rejected
        else { throw Workbench.noCandidate(number) }
        return entry
      }
    }
    chosen.removeAll { library.visit($0.number)?.finding.verdict == .rejected }
    let claimed = Set(known.filter(\.record.isActive).flatMap { $0.record.card?.candidates ?? [] })
    let claimedPatches = Set(
      library.record.entries.lazy.filter { claimed.contains($0.number) }.map(\.patch))
    let free = chosen.filter { !claimedPatches.contains($0.patch) }
    let elements = Dictionary(
      library.record.rules.tasks.map { ($0.id, $0.element) }, uniquingKeysWith: { a, _ in a })
    var groups: [String: [PotentialEntry]] = [:]
    var placed: Set<String> = []
    for entry in free.sorted(by: { $0.number < $1.number })
    where placed.insert(entry.patch).inserted {
      groups[key(entry, wanted.group, elements), default: []].append(entry)
    }
    var number = 0
    let ids = Set(known.map(\.id))
    let drafts = try groups.sorted { $0.key < $1.key }.map { _, own in
      var id = ""
      repeat {
        number += 1
        let digits = String(number)
        id = wanted.prefix + String(repeating: "0", count: max(0, 2 - digits.count)) + digits
      } while ids.contains(id)
      guard StreamName.isPart(id) else { throw Workbench.wrongPrefix(wanted.prefix) }
      let card = card(of: own, wanted, library, elements)
      return PotentialDrafts.Draft(
        draft: ProjectDraft(id: id, card: try ProjectCardCheck.checked(card)),
        potential: PotentialSums(library, own))
    }
    return PotentialDrafts(drafts: drafts, taken: chosen.count - free.count)
  }

  private func ruled(
    _ entries: [PotentialEntry], _ wanted: PotentialProjects, _ library: PotentialLibrary
  ) throws -> [PotentialEntry] {
    let elements = Dictionary(
      library.record.rules.tasks.map { ($0.id, $0.element) }, uniquingKeysWith: { a, _ in a })
    var found = entries.filter { entry in
      (wanted.task.map { $0 == entry.task } ?? true)
        && (wanted.element.map { $0 == elements[entry.task] } ?? true)
        && (wanted.village.map { entry.village?.hasPrefix($0) ?? false } ?? true)
        && (wanted.leastScore.map { entry.score ?? -1 >= $0 } ?? true)
        && (wanted.leastArea.map { entry.theoretical >= $0 } ?? true)
        && (!wanted.isConfirmed || library.visit(entry.number)?.finding.verdict == .confirmed)
    }
    guard let id = wanted.within else { return found }
    guard let ground = try planningObject(id).row.record.object?.ground?.geometry else {
      throw Workbench.undrawn(id)
    }
    let places = try potentialGeometry(library.record)
    let geos = GEOS()
    found = try found.filter { entry in
      guard let place = places[entry.patch] else { return false }
      let valid = try geos.isValid(place) ? place : geos.makeValid(place)
      return try geos.pointOnSurface(valid).map(ground.contains) ?? false
    }
    return found
  }

  private func key(
    _ entry: PotentialEntry, _ group: PotentialProjects.Group,
    _ elements: [String: PotentialElement]
  ) -> String {
    let element = elements[entry.task]?.rawValue ?? entry.task
    let village = entry.village ?? ""
    return switch group {
    case .one: element
    case .task: entry.task
    case .town: "\(village.prefix(9))/\(element)"
    case .village: "\(village)/\(element)"
    }
  }

  private func card(
    of entries: [PotentialEntry], _ wanted: PotentialProjects, _ library: PotentialLibrary,
    _ elements: [String: PotentialElement]
  ) -> ProjectCard {
    let tasks = Set(entries.map(\.task)).sorted()
    let titles = tasks.compactMap { library.record.rules.task($0)?.title.zh }
    let villages = Set(entries.compactMap(\.villageName)).sorted()
    let place =
      villages.isEmpty
      ? "" : villages.count == 1 ? villages[0] : "\(villages[0])等 \(villages.count) 村"
    let element = tasks.first.flatMap { elements[$0] }
    return ProjectCard(
      title: "\(place)\(titles.joined(separator: "、"))（\(entries.count) 个图斑）", goal: wanted.goal,
      space: wanted.space, core: wanted.core, package: wanted.package,
      element: element.flatMap { ProjectCard.Element(rawValue: $0.rawValue) } ?? .other,
      area: wanted.area.isEmpty ? Workbench.area(of: entries) : wanted.area,
      firstYear: wanted.firstYear, lastYear: wanted.lastYear ?? wanted.firstYear,
      indicators: tasks.compactMap { library.record.rules.task($0)?.gain.zh },
      note: "由潜力库生成（\(library.record.epoch) 年度调查）", candidates: entries.map(\.number).sorted())
  }

  /// The unit that holds the villages of all patches; unknown, so empty, where one names no village.
  private static func area(of entries: [PotentialEntry]) -> String {
    let villages = entries.compactMap(\.village)
    return villages.count == entries.count ? AreaCode.common(to: villages).digits : ""
  }

  private static func noCandidate(_ number: String) -> Diagnostic {
    Diagnostic(
      code: "potential.no-candidate",
      Localized(
        zh: "\(number) 现在不是潜力库的候选图斑。", en: "\(number) is no candidate of the library at present."))
  }

  private static func wrongPrefix(_ prefix: String) -> Diagnostic {
    Diagnostic(
      code: "project.codes",
      Localized(zh: "“\(prefix)”不能作为项目编号的开头。", en: "no id can begin with ‘\(prefix)’."),
      remedy: Localized(
        zh: "编号由字母、数字和 -._:@ 组成。", en: "An id has letters, digits and -._:@."))
  }
}
