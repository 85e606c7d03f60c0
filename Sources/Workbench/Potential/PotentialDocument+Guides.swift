import Foundation
import Groundwork
import Programme

extension PotentialDocument {
  /// How the library answers the polygons that an office issued beforehand (指引图斑).
  public struct Guides: Encodable, Sendable {
    /// Why ground of an issued polygon is no potential.
    public struct Reason: Encodable, Sendable {
      public var title: Localized
      public var area: Area
    }

    public enum Standing: String, Encodable, Sendable, CaseIterable {
      /// Candidates cover all of it.
      case answered
      case partly
      case unanswered

      public var title: Localized {
        switch self {
        case .answered: Localized(zh: "已应答", en: "answered")
        case .partly: Localized(zh: "部分应答", en: "partly answered")
        case .unanswered: Localized(zh: "未应答", en: "not answered")
        }
      }
    }

    public struct Row: Encodable, Sendable {
      public var id: String
      public var kind: String?
      /// The ids of the tasks that answer it.
      public var tasks: [String]
      public var isKindKnown: Bool
      public var village: String?
      public var patch: String?
      /// The area as issued, the net area of candidates in it, and the rest.
      public var area: Area
      public var potential: Area
      public var other: Area
      public var standing: Standing
      public var standingTitle: Localized
      /// The numbers of its candidates.
      public var numbers: [String]
      /// The largest first.
      public var reasons: [Reason]
      /// Where the office's copy of the survey is not the survey.
      public var deviation: Localized?
    }

    /// One of the checks POT-01 to POT-04 of such surveys.
    public struct Check: Encodable, Sendable {
      public var rule: String
      public var title: Localized
      public var checked: Int
      /// The ids or numbers that do not hold.
      public var found: [String]
    }

    /// What a group of tasks has: issued = potential + other.
    public struct Sum: Encodable, Sendable {
      /// The town's code of nine digits; empty for all.
      public var town: String
      public var tasks: [String]
      public var polygons: Int
      public var area: Area
      public var potential: Area
      public var other: Area
      /// Net area of candidates beyond all issued polygons (自主提取).
      public var own: Area
    }

    public var rows: [Row]
    /// All towns together, a row for each group of tasks.
    public var sums: [Sum]
    public var checks: [Check]
    /// How many candidates lie inside, partly inside, and beyond issued polygons.
    public var issued: Int
    public var partly: Int
    public var own: Int

    public func json(isPretty: Bool = false) throws -> [UInt8] {
      try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
    }
  }
}

extension PotentialDocument.Guides {
  /// - Returns: `nil` where no office issued polygons.
  public init?(_ library: PotentialLibrary) {
    let record = library.record
    guard let guides = record.guides else { return nil }
    let entries = Dictionary(
      record.entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    rows = guides.answers.map { Row($0, library, entries) }
    sums = PotentialDocument.Guides.sums(library, guides, entries, rows, byTown: false)
    checks = PotentialDocument.Guides.checks(guides, entries)
    func count(_ standing: GuideComparison.Place.Standing) -> Int {
      guides.places.count { $0.standing == standing }
    }
    (issued, partly, own) = (count(.issued), count(.partly), count(.own))
  }

  /// Sums by town and group of tasks.
  static func byTown(_ library: PotentialLibrary) -> [Sum] {
    guard let guides = library.record.guides else { return [] }
    let entries = Dictionary(
      library.record.entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    return sums(
      library, guides, entries, guides.answers.map { Row($0, library, entries) }, byTown: true)
  }

  private static func sums(
    _ library: PotentialLibrary, _ guides: GuideComparison, _ entries: [String: PotentialEntry],
    _ rows: [Row], byTown: Bool
  ) -> [Sum] {
    func town(_ village: String?) -> String { byTown ? String((village ?? "").prefix(9)) : "" }
    var groups: [[String]] = []
    for row in rows where !groups.contains(row.tasks) { groups.append(row.tasks) }
    var sums: [Sum] = []
    for tasks in groups {
      let own = guides.places.filter { place in
        guard let entry = entries[place.entry] else { return false }
        return place.outside > .zero && tasks.contains(entry.task)
          && library.visit(entry.number)?.finding.verdict != .rejected
      }
      let issued = rows.filter { $0.tasks == tasks }
      let towns = Set(
        issued.map { town($0.village) } + own.map { town(entries[$0.entry]?.village) })
      for code in towns.sorted() {
        let here = issued.filter { town($0.village) == code }
        sums.append(
          Sum(
            town: code, tasks: tasks, polygons: here.count, area: here.map(\.area).total(),
            potential: here.map(\.potential).total(), other: here.map(\.other).total(),
            own: own.filter { town(entries[$0.entry]?.village) == code }.map(\.outside).total()))
      }
    }
    return sums.sorted { ($0.town, $0.tasks.first ?? "") < ($1.town, $1.tasks.first ?? "") }
  }

  private static func checks(
    _ guides: GuideComparison, _ entries: [String: PotentialEntry]
  ) -> [Check] {
    let answers = guides.answers
    func check(
      _ rule: String, zh: String, en: String, _ checked: Int, _ found: [String]
    ) -> Check {
      Check(rule: rule, title: Localized(zh: zh, en: en), checked: checked, found: found)
    }
    return [
      check(
        "POT-01", zh: "指引图斑抄录的三调图斑和地类与调查一致",
        en: "patch and class that issued polygons copy from the survey are those of the survey",
        answers.count { $0.statedPatch != nil },
        answers.filter { $0.deviation != nil }.map(\.id)),
      check(
        "POT-02", zh: "指引图斑全部在调查图斑之内，各部分面积之和等于下发面积",
        en: "patches of the survey cover issued polygons, and their parts sum to the issued area",
        answers.count,
        answers.filter {
          $0.area(.outside) > .zero || $0.parts.map(\.area).total() != $0.area
        }.map(\.id)),
      check(
        "POT-03", zh: "自主提取的候选图斑不与指引图斑重叠（跨界的须沿指引图斑边界分割）",
        en: "candidates beyond issued polygons do not overlap them (to be split at their edge)",
        guides.places.count,
        guides.places.filter { $0.standing == .partly }.compactMap { entries[$0.entry]?.number }),
      check(
        "POT-03", zh: "同类指引图斑互不重叠", en: "issued polygons of a kind do not overlap",
        answers.count, answers.filter { !$0.overlaps.isEmpty }.map(\.id)),
      check(
        "POT-04", zh: "指引图斑为单部件", en: "issued polygons have one part",
        answers.count, answers.filter { $0.polygons > 1 }.map(\.id)),
    ]
  }
}

extension PotentialDocument.Guides.Row {
  init(
    _ answer: GuideComparison.Answer, _ library: PotentialLibrary,
    _ entries: [String: PotentialEntry]
  ) {
    id = answer.id
    kind = answer.kind
    tasks = answer.tasks
    isKindKnown = answer.isKindKnown
    village = answer.village
    patch = answer.statedPatch
    area = answer.area
    var potential = Area.zero
    var numbers: [String] = []
    var areas: [Localized: Area] = [:]
    for part in answer.parts where part.area > .zero {
      let entry = part.entry.flatMap { entries[$0] }
      let isRejected =
        entry.flatMap { library.visit($0.number) }?.finding.verdict == .rejected
      if part.outcome == .candidate, !isRejected {
        potential += part.area
        if let number = entry?.number, !numbers.contains(number) { numbers.append(number) }
      } else {
        areas[Self.reason(part, entry, library), default: .zero] += part.area
      }
    }
    self.potential = potential
    self.numbers = numbers
    other = answer.area - potential
    standing = potential == .zero ? .unanswered : other == .zero ? .answered : .partly
    standingTitle = standing.title
    reasons = areas.map { PotentialDocument.Guides.Reason(title: $0.key, area: $0.value) }
      .sorted { ($1.area, $0.title.zh) < ($0.area, $1.title.zh) }
    deviation = answer.deviation.map { kind in
      let patch = answer.statedPatch ?? ""
      return switch kind {
      case .noPatch:
        Localized(zh: "调查中没有图斑 \(patch)", en: "the survey has no patch \(patch)")
      case .otherClass:
        Localized(
          zh: "抄录地类 \(answer.statedClass ?? "")，调查为 \(answer.surveyedClass ?? "")",
          en: "class \(answer.statedClass ?? "") is stated, the survey has "
            + (answer.surveyedClass ?? ""))
      }
    }
  }

  /// Why a part is no potential.
  private static func reason(
    _ part: GuideComparison.Part, _ entry: PotentialEntry?, _ library: PotentialLibrary
  ) -> Localized {
    let rule = entry.flatMap { library.record.rules.task($0.task) }?.exclusions
      .first { $0.id == part.rule }?.title
    let landClass = part.landClass ?? "?"
    return switch part.outcome {
    case .candidate: Localized(zh: "外业否定", en: "rejected in the field")
    case .cut:
      Localized(zh: "扣除：\(rule?.zh ?? "")", en: "cut off: \(rule?.en ?? "")")
    case .excluded:
      Localized(zh: "排除：\(rule?.zh ?? "")", en: "excluded: \(rule?.en ?? "")")
    case .unselected:
      Localized(
        zh: "地类 \(landClass) 不符合任何来源", en: "class \(landClass) fits no source")
    case .undecidable:
      Localized(
        zh: "无法判定：调查缺值（\(landClass)）", en: "undecidable: the survey lacks a value (\(landClass))")
    case .outside: Localized(zh: "调查范围以外", en: "beyond the survey")
    }
  }
}

extension PotentialCard {
  /// Where a candidate lies among the polygons that an office issued.
  public struct Guide: Encodable, Sendable {
    public var standing: GuideComparison.Place.Standing
    public var standingTitle: Localized
    public var inside: Area
    public var outside: Area
    /// The ids of the issued polygons.
    public var guides: [String]

    /// - Returns: `nil` without issued polygons, and for patches that are excluded.
    init?(_ entry: PotentialEntry, _ record: PotentialRecord) {
      guard let place = record.guides?.places.first(where: { $0.entry == entry.key }) else {
        return nil
      }
      standing = place.standing
      standingTitle = place.standing.title
      (inside, outside, guides) = (place.inside, place.outside, place.guides)
    }
  }
}
