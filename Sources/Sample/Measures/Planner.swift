/// A measure (整治图斑) as a set of atoms, before its numbers are computed.
struct MeasureDraft {
  var kind: WorkKind
  var atoms: [Int]
  var target: LandUse
  /// 0 ..< 64.
  var project = -1
  var stage = 1
  var group = 0
  var implementer = 0
  /// 永农调整: "", "DC" or "DR".
  var farmlandLine = ""
  /// 开发边界调整: "", "DC" or "DR".
  var boundaryLine = ""
  var isScattered = false
  var ridgeShare: Double?
  var slope = 1
  var village = 0
  var unitCost = 0.0
}

/// Chooses the ground of a plan's measures from atoms that no other measure uses.
struct Planner {
  var draft: Draft
  let records: [Record]
  let controls: ControlPlan
  let near: [[(face: Int, length: Double)]]
  let basic: Set<Int>
  var taken = Set<Int>()
  var measures: [MeasureDraft] = []
  var random: Random
  /// The share of the ridges that remains after fields are levelled and merged.
  static let retainedRidgeShare = 0.55
  /// Farmland before, net of ridges, m² in the plane.
  let farmland: Double
  /// Farmland gained and lost by the measures so far, net of ridges, m².
  var gained = 0.0
  var lost = 0.0

  init(draft: Draft, records: [Record], controls: ControlPlan) {
    self.draft = draft
    self.records = records
    self.controls = controls
    near = self.draft.mesh.neighbours()
    basic = Set(controls.basicFarmland)
    random = Random(seed: draft.seed, stream: 2000)
    farmland = records.reduce(0) { sum, record in
      guard record.traits.use.isFarmland else { return sum }
      let holes = record.shape.holes.reduce(0) { $0 + abs(signedArea(draft.mesh.outline($1))) }
      let area = signedArea(draft.mesh.outline(record.shape.ring)) - holes
      return sum + area * (1 - record.traits.ridgeShare)
    }
  }

  func face(_ atom: Int) -> Face { draft.mesh.faces[atom] }
  func area(_ atom: Int) -> Double { draft.mesh.area(atom) }
  func place(_ atom: Int) -> Vector { draft.mesh.inside(atom) }
  func traits(_ atom: Int) -> Traits { records[draft.mesh.faces[atom].patch].traits }
  func isFree(_ atom: Int) -> Bool { !taken.contains(atom) && draft.mesh.faces[atom].isAlive }

  /// Free atoms that pass a test.
  func free(_ test: (Face) -> Bool) -> [Int] {
    draft.mesh.living.filter { !taken.contains($0) && test(draft.mesh.faces[$0]) }
  }

  /// Grows a connected set of atoms around a seed, nearest first, within one village.
  func grown(from seed: Int, upTo most: Double, where test: (Int) -> Bool) -> [Int] {
    let centre = place(seed)
    var members = [seed]
    var known: Set<Int> = [seed]
    var size = area(seed)
    var edge: [(atom: Int, away: Double)] = []
    func look(round atom: Int) {
      for side in near[atom] where side.length > 4 && !known.contains(side.face) {
        guard isFree(side.face), face(side.face).village == face(seed).village, test(side.face)
        else { continue }
        known.insert(side.face)
        edge.append((side.face, (place(side.face) - centre).length))
      }
    }
    look(round: seed)
    while size < most,
      let best = edge.indices.min(by: {
        (edge[$0].away, edge[$0].atom) < (edge[$1].away, edge[$1].atom)
      })
    {
      let atom = edge.remove(at: best).atom
      guard size + area(atom) < most * 1.15 else { continue }
      members.append(atom)
      size += area(atom)
      look(round: atom)
    }
    return members
  }

  /// The connected parts of a set of atoms, by village.
  func parts(of atoms: [Int], apart: (Int) -> Int = { _ in 0 }) -> [[Int]] {
    let members = Set(atoms)
    var seen = Set<Int>()
    var parts: [[Int]] = []
    for start in atoms where !seen.contains(start) {
      var part: [Int] = []
      var queue = [start]
      seen.insert(start)
      while let atom = queue.popLast() {
        part.append(atom)
        for side in near[atom]
        where side.length > 1 && members.contains(side.face) && !seen.contains(side.face)
          && face(side.face).village == face(start).village && apart(side.face) == apart(start)
        {
          seen.insert(side.face)
          queue.append(side.face)
        }
      }
      parts.append(part)
    }
    return parts
  }

  /// Adds a measure and records its effect on farmland.
  mutating func add(_ measure: MeasureDraft) {
    var measure = measure
    taken.formUnion(measure.atoms)
    measure.slope = measure.atoms.map { traits($0).slope }.max() ?? 1
    measure.village = measure.atoms.first.map { face($0).village } ?? 0
    if measure.target.isFarmland {
      let usual = Traits.ridgeShare(slope: measure.slope, isTerraced: false)
      measure.ridgeShare = (usual * Planner.retainedRidgeShare * 10_000).rounded() / 10_000
    }
    let cost = measure.kind.unitCost
    measure.unitCost = random.between(cost.low, cost.high)
    let (more, less) = farmlandEffect(measure)
    gained += more
    lost += less
    measures.append(measure)
  }

  /// Farmland gained on other land and lost to other land by a measure, net of ridges, m².
  func farmlandEffect(_ measure: MeasureDraft) -> (gained: Double, lost: Double) {
    var gained = 0.0
    var lost = 0.0
    for atom in measure.atoms {
      let before = traits(atom).use.isFarmland ? area(atom) * (1 - traits(atom).ridgeShare) : 0
      let after = measure.target.isFarmland ? area(atom) * (1 - (measure.ridgeShare ?? 0)) : 0
      gained += max(0, after - before)
      lost += max(0, before - after)
    }
    return (gained, lost)
  }

  /// 耕地等别 of the farmland after a measure: levelled and merged fields gain one grade, new farmland
  /// has the usual grade of its class and slope; `nil` for other classes.
  func grade(_ measure: MeasureDraft) -> Int? {
    guard measure.target.isFarmland else { return nil }
    let fields = measure.atoms.filter { traits($0).grade > 0 }
    let area = totalArea(fields)
    guard area > 0 else { return Traits.usualGrade(measure.target, slope: measure.slope) }
    let sum = fields.reduce(0) { $0 + self.area($1) * Double(traits($1).grade) }
    let mean = Int((sum / area).rounded())
    let isImproved = measure.kind == .fields || measure.farmlandLine == "DR"
    return max(1, isImproved ? mean - 1 : mean)
  }

  /// Whether a measure makes woodland, garden or water of farmland (耕地进出平衡).
  func needsBalance(_ measure: MeasureDraft) -> Bool {
    guard !measure.target.isFarmland, farmlandArea(measure.atoms) > 0 else { return false }
    return [.forest, .river, .park].contains(measure.target)
  }

  func farmlandArea(_ atoms: [Int]) -> Double {
    atoms.reduce(0) { $0 + (traits($1).use.isFarmland ? area($1) : 0) }
  }

  func totalArea(_ atoms: [Int]) -> Double { atoms.reduce(0) { $0 + area($1) } }
}
