import Geometry
import Groundwork
import Overlay
import Planning

extension GuideComparison {
  /// - Parameters:
  ///   - patchOf: the patch of the ground that each entry is.
  ///   - undecided: the patches about which the sources of a task cannot say, by task.
  /// - Throws: ``Groundwork/Cancelled``, ``Geometry/GEOSError``.
  /// - Complexity: an overlay of patches and issued polygons; GEOS only for patches that lines cut and
  ///   candidates in several issued polygons.
  init(
    _ guides: [GuidePolygon], _ ground: PotentialGround, _ rules: PotentialRules,
    _ entries: [PotentialEntry], patchOf: [Int], undecided: [String: Set<Int>],
    _ covers: LineCovers, _ job: Job
  ) throws {
    let table = try GuideTable(guides, ground, rules, entries, patchOf, undecided, covers, job)
    answers = try job.map(guides.count) { try table.answer($0) }
    let candidates = entries.indices.filter { entries[$0].isCandidate }
    places = try job.map(candidates.count) { try table.place(candidates[$0]) }
  }
}

/// What issued polygons and patches share.
private struct GuideTable: Sendable {
  private typealias Part = GuideComparison.Part

  private let guides: [GuidePolygon]
  private let ground: PotentialGround
  private let rules: PotentialRules
  private let entries: [PotentialEntry]
  private let patchOf: [Int]
  private let undecided: [String: Set<Int>]
  private let covers: LineCovers
  /// The tasks that answer each guide, by their places in the rules.
  private let tasks: [[Int]]
  private let taskPlaces: [String: Int]
  private let patchNumbers: [String: Int]
  /// The entries of each patch.
  private var entriesOf: [Int: [Int]] = [:]
  /// Shared planar areas, by guide and by patch.
  private var patchesOf: [[(patch: Int, planar: Double)]]
  private var guidesOf: [Int: [(guide: Int, planar: Double)]] = [:]
  private var overlapsOf: [[Int]]

  init(
    _ guides: [GuidePolygon], _ ground: PotentialGround, _ rules: PotentialRules,
    _ entries: [PotentialEntry], _ patchOf: [Int], _ undecided: [String: Set<Int>],
    _ covers: LineCovers, _ job: Job
  ) throws {
    self.guides = guides
    self.ground = ground
    self.rules = rules
    self.entries = entries
    self.patchOf = patchOf
    self.undecided = undecided
    self.covers = covers
    taskPlaces = Dictionary(
      rules.tasks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    patchNumbers = Dictionary(
      ground.patches.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    tasks = guides.map { guide in
      let named = rules.tasks.indices.filter { rules.tasks[$0].answers(guide.kind) }
      return named.isEmpty ? Array(rules.tasks.indices) : named
    }
    for (entry, patch) in patchOf.enumerated() { entriesOf[patch, default: []].append(entry) }
    patchesOf = guides.map { _ in [] }
    overlapsOf = guides.map { _ in [] }
    var issued = PolygonSet()
    for guide in guides { issued.append(guide.geometry) }
    var patches = PolygonSet()
    for patch in ground.patches { patches.append(patch.geometry) }
    for shared in try AreaTable.between(patches, issued, job: job).entries
    where shared.planar > Sliver.area {
      patchesOf[Int(shared.b)].append((Int(shared.a), shared.planar))
      guidesOf[Int(shared.a), default: []].append((Int(shared.b), shared.planar))
    }
    for shared in try AreaTable.overlaps(within: issued, job: job).entries
    where shared.planar > Sliver.area {
      let (a, b) = (Int(shared.a), Int(shared.b))
      guard !Set(tasks[a]).isDisjoint(with: tasks[b]) else { continue }
      overlapsOf[a].append(b)
      overlapsOf[b].append(a)
    }
  }

  // MARK: Issued polygons

  func answer(_ number: Int) throws -> GuideComparison.Answer {
    let guide = guides[number]
    let shared = patchesOf[number]
    var parts: [(part: Part, planar: Double)] = []
    for (patch, planar) in shared { parts += try self.parts(number, patch, planar) }
    let planar = guide.geometry.planarSquareMetres
    let outside = planar - shared.reduce(0) { $0 + $1.planar }
    if outside > Sliver.area {
      parts.append((Part(outcome: .outside, area: .zero), outside))
    }
    let surveyed = guide.patch.flatMap { patchNumbers[$0] }.map { ground.patches[$0].landClass }
    var deviation: GuideComparison.Deviation?
    if guide.patch != nil {
      if surveyed == nil {
        deviation = .noPatch
      } else if let stated = guide.landClass, stated != surveyed {
        deviation = .otherClass
      }
    }
    return GuideComparison.Answer(
      id: guide.id, kind: guide.kind, tasks: tasks[number].map { rules.tasks[$0].id },
      isKindKnown: rules.tasks.contains { $0.answers(guide.kind) }, area: guide.area,
      statedPatch: guide.patch, statedClass: guide.landClass, deviation: deviation,
      surveyedClass: deviation == .otherClass ? surveyed : nil,
      village: shared.max { ($0.planar, $1.patch) < ($1.planar, $0.patch) }
        .flatMap { ground.patches[$0.patch].village },
      polygons: guide.geometry.polygons.count,
      overlaps: Set(overlapsOf[number]).map { guides[$0].id }.sorted(),
      parts: GuideTable.measured(parts, of: guide.area, planar))
  }

  /// What becomes of the ground that an issued polygon shares with a patch.
  private func parts(
    _ number: Int, _ patch: Int, _ planar: Double
  ) throws -> [(part: Part, planar: Double)] {
    let surveyed = ground.patches[patch]
    guard let chosen = answering(patch, in: tasks[number]) else {
      let isUnknown = tasks[number].contains {
        undecided[rules.tasks[$0].id]?.contains(patch) ?? false
      }
      let part = Part(
        outcome: isUnknown ? .undecidable : .unselected, patch: surveyed.id,
        landClass: surveyed.landClass, area: .zero)
      return [(part, planar)]
    }
    let entry = entries[chosen]
    func part(_ outcome: Part.Outcome, _ rule: String?) -> Part {
      Part(
        outcome: outcome, entry: entry.key, patch: entry.patch, landClass: entry.landClass,
        rule: rule, area: .zero)
    }
    var found: [(part: Part, planar: Double)] = []
    var left = planar
    let cuts = cutRoles(of: entry)
    if !cuts.isEmpty {
      let geos = GEOS()
      var rest = try geos.intersection(
        covers.valid(surveyed.geometry, geos), covers.valid(guides[number].geometry, geos))
      for (rule, role) in cuts where left > 0 {
        rest = try covers.rest(of: rest, without: role, on: patch, geos)
        let after = min(left, rest.planarSquareMetres)
        if left - after > Sliver.area { found.append((part(.cut, rule), left - after)) }
        left = after
      }
    }
    if left > Sliver.area || found.isEmpty {
      found.append((part(entry.isCandidate ? .candidate : .excluded, entry.exclusion), left))
    }
    return found
  }

  /// Of the entries of a patch in some tasks, the candidate with most net area, else the first.
  private func answering(_ patch: Int, in tasks: [Int]) -> Int? {
    let own = (entriesOf[patch] ?? []).filter { entry in
      taskPlaces[entries[entry].task].map { tasks.contains($0) } ?? false
    }
    return own.max { a, b in
      let (x, y) = (entries[a], entries[b])
      return (x.isCandidate ? 1 : 0, x.net, b) < (y.isCandidate ? 1 : 0, y.net, a)
    }
  }

  /// The lines that cut ground off an entry, in the order of its course.
  private func cutRoles(of entry: PotentialEntry) -> [(rule: String, role: String)] {
    guard let task = rules.task(entry.task) else { return [] }
    return entry.course.compactMap { step in
      guard step.outcome == .cut,
        case .line(let role, _)? = task.exclusions.first(where: { $0.id == step.rule })?.test
      else { return nil }
      return (step.rule, role)
    }
  }

  /// Gives every part its share of the official area; rounding goes to the largest, so that the parts
  /// sum to the whole.
  private static func measured(
    _ parts: [(part: Part, planar: Double)], of whole: Area, _ planar: Double
  ) -> [Part] {
    var sorted = parts.sorted { a, b in
      (b.planar, a.part.patch ?? "", a.part.rule ?? "")
        < (a.planar, b.part.patch ?? "", b.part.rule ?? "")
    }
    guard !sorted.isEmpty, planar > 0 else { return [] }
    var others = Area.zero
    for place in sorted.indices.dropFirst() {
      let exact = whole.squareMetres * sorted[place].planar / planar
      sorted[place].part.area = min(
        whole - others, Area(roundingSquareMetres: exact) ?? .zero)
      others += sorted[place].part.area
    }
    sorted[0].part.area = whole - others
    return sorted.map(\.part)
  }

  // MARK: Candidates

  func place(_ number: Int) throws -> GuideComparison.Place {
    let entry = entries[number]
    let patch = patchOf[number]
    let task = taskPlaces[entry.task]
    let own = (guidesOf[patch] ?? []).filter { one in
      task.map { tasks[one.guide].contains($0) } ?? false
    }
    var result = GuideComparison.Place(
      entry: entry.key, inside: .zero, outside: entry.net,
      guides: own.map { guides[$0.guide].id }.sorted())
    guard let first = own.first else { return result }
    let cuts = cutRoles(of: entry)
    let whole = ground.patches[patch].geometry.planarSquareMetres
    var (net, outside) = (whole, whole - first.planar)
    if own.count > 1 || !cuts.isEmpty {
      let geos = GEOS()
      var rest = try covers.valid(ground.patches[patch].geometry, geos)
      for (_, role) in cuts { rest = try covers.rest(of: rest, without: role, on: patch, geos) }
      net = rest.planarSquareMetres
      for one in own {
        rest = try geos.difference(rest, covers.valid(guides[one.guide].geometry, geos))
      }
      outside = rest.planarSquareMetres
    }
    if outside <= Sliver.area {
      outside = 0
    } else if net - outside <= Sliver.area {
      result.guides = []
      return result
    }
    let exact = entry.net.squareMetres * outside / net
    result.outside = min(entry.net, Area(roundingSquareMetres: exact) ?? .zero)
    result.inside = entry.net - result.outside
    return result
  }
}
