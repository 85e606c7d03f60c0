/// The observed epoch one year later: the first stage of the plan, mostly carried out, and
/// unplanned changes.
struct SecondEpoch {
  /// A patch of the second epoch.
  struct Patch {
    var traits: Traits
    var atoms: [Int]
    var shape: Mesh.Outline
    /// The unchanged record of the base epoch; `nil` for a changed patch.
    var record: Int?
  }

  var planner: Planner
  var patches: [Patch]
  /// The patch of each atom.
  private var patchOfAtom: [Int: Int] = [:]
  private var near: [[(face: Int, length: Double)]] = []
  private var random: Random
  /// m² carried out of each measure.
  private(set) var done: [Double]
  /// The number of unplanned changes.
  private(set) var unplanned = 0

  init(planner: Planner) {
    self.planner = planner
    random = Random(seed: planner.draft.seed, stream: 3000)
    done = Array(repeating: 0, count: planner.measures.count)
    patches = []
    let wanted = chooseOutcomes()
    near = self.planner.draft.mesh.neighbours()
    var atoms = [[Int]](repeating: [], count: planner.records.count)
    for atom in self.planner.draft.mesh.living {
      atoms[self.planner.draft.mesh.faces[atom].patch].append(atom)
      patchOfAtom[atom] = self.planner.draft.mesh.faces[atom].patch
    }
    patches = planner.records.enumerated().map { index, record in
      Patch(traits: record.traits, atoms: atoms[index], shape: record.shape, record: index)
    }
    for (index, outcome) in wanted { carryOut(index, outcome) }
    carryOutMore(
      left: planner.measures.indices.filter { index in
        planner.measures[index].stage == 1 && !wanted.contains { $0.measure == index }
      })
    addUnplannedChanges()
  }

  private var mesh: Mesh { planner.draft.mesh }

  /// For each first-stage measure, the atoms to carry out; a few measures are left out, and others
  /// are carried out in part.
  private mutating func chooseOutcomes() -> [(measure: Int, atoms: [Int])] {
    var outcomes: [(measure: Int, atoms: [Int])] = []
    for index in planner.measures.indices where planner.measures[index].stage == 1 {
      let fate = random.unit()
      if fate < 0.045 { continue }
      var atoms = planner.measures[index].atoms
      if fate < 0.42, let largest = atoms.max(by: { planner.area($0) < planner.area($1) }),
        planner.area(largest) > 1500, planner.face(largest).holes.isEmpty
      {
        let axis = planner.draft.mesh.grain(largest)
        let line = planner.draft.mesh.crossLine(
          largest, axis: axis, at: random.between(0.7, 0.84), tilt: 0.1 * random.spread(), step: 500
        )
        let parts = planner.draft.mesh.cut(largest, along: line)
        planner.measures[index].atoms += parts.filter { $0 != largest }
        planner.taken.formUnion(parts)
        atoms += parts.filter { $0 != largest }
        if let small = parts.min(by: { planner.area($0) < planner.area($1) }), parts.count == 2 {
          atoms.removeAll { $0 == small }
        }
      }
      outcomes.append((index, atoms))
    }
    return outcomes
  }

  private mutating func carryOut(_ index: Int, _ atoms: [Int]) {
    let measure = planner.measures[index]
    for part in connected(atoms) {
      if part.allSatisfy({ planner.traits($0).use == measure.target }), measure.kind != .fields {
        done[index] += planner.totalArea(part)
      } else {
        let changed = Set(
          change(part, to: measure.target, ridgeShare: measure.ridgeShare, measure.kind))
        done[index] += planner.totalArea(part.filter { changed.contains($0) })
      }
    }
  }

  /// The least share of the first stage's ground that is carried out.
  static let leastDone = 0.88

  /// Carries out measures that were left out, largest first, until enough is done.
  private mutating func carryOutMore(left: [Int]) {
    let first = planner.measures.indices.filter { planner.measures[$0].stage == 1 }
    let ground = first.reduce(0) { $0 + planner.totalArea(planner.measures[$1].atoms) }
    let order = left.sorted {
      (planner.totalArea(planner.measures[$0].atoms), $1)
        > (planner.totalArea(planner.measures[$1].atoms), $0)
    }
    for index in order
    where first.reduce(0, { $0 + done[$1] }) < ground * SecondEpoch.leastDone {
      carryOut(index, planner.measures[index].atoms)
    }
  }

  private func connected(_ atoms: [Int]) -> [[Int]] {
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
        where side.length > 1 && members.contains(side.face) && !seen.contains(side.face) {
          seen.insert(side.face)
          queue.append(side.face)
        }
      }
      parts.append(part)
    }
    return parts
  }

  /// Gives a connected set of atoms another class, if all patches that result are valid.
  ///
  /// - Returns: the atoms that were changed; none if a resulting patch would be invalid.
  private mutating func change(
    _ atoms: [Int], to use: LandUse, ridgeShare: Double?, _ kind: WorkKind?
  ) -> [Int] {
    guard let (atoms, touched, rests) = adjusted(atoms) else { return [] }
    var made = rests
    guard let first = atoms.first else { return [] }
    var traits = planner.traits(atoms.max { planner.area($0) < planner.area($1) } ?? first)
    traits.use = use
    if kind != nil, use.isFarmland { traits.zone = .rural }
    if !use.isConstruction { traits.settlement = 0 }
    traits.slope = atoms.map { planner.traits($0).slope }.max() ?? 1
    traits.isTerraced = false
    traits.width = use.hasWidth ? (use == .river ? 8 : 16) : 0
    traits.derive(&random)
    if let ridgeShare { traits.ridgeShare = ridgeShare }
    if use.isFarmland, kind != nil { traits.planting = "LS" }
    traits.owner = freeOwner(atoms, use)
    if touched.count == 1, rests.isEmpty, patches[touched[0]].traits.use == use { return [] }
    guard let new = validPatch(atoms, traits) else { return [] }
    made.append(new)
    for index in touched { patches[index].atoms = [] }
    for patch in made {
      for atom in patch.atoms { patchOfAtom[atom] = patches.count }
      var patch = patch
      patch.traits.makeWidthDistinct(from: neighbouringWidths(patch))
      patches.append(patch)
    }
    return atoms
  }

  /// Adjusts the atoms of a change so that all remainders of touched patches are valid: small
  /// remainders are included in the change; patches with an invalid larger remainder are left
  /// unchanged.
  private func adjusted(_ atoms: [Int]) -> (atoms: [Int], touched: [Int], rests: [Patch])? {
    var atoms = atoms
    tries: for _ in 0..<6 {
      let members = Set(atoms)
      let size = planner.totalArea(atoms)
      let touched = Set(atoms.compactMap { patchOfAtom[$0] }).sorted()
      var rests: [Patch] = []
      for index in touched {
        let rest = patches[index].atoms.filter { !members.contains($0) }
        for part in connected(rest) {
          if let patch = validPatch(part, patches[index].traits) {
            rests.append(patch)
            continue
          }
          let isOwn = part.allSatisfy { !planner.taken.contains($0) || members.contains($0) }
          if isOwn, planner.totalArea(part) < max(300, size * 0.12) {
            atoms += part
          } else {
            atoms.removeAll { patchOfAtom[$0] == index }
          }
          if atoms.isEmpty { return nil }
          continue tries
        }
      }
      return (atoms, touched, rests)
    }
    return nil
  }

  /// A patch of these atoms; `nil` if it would be small, thin, pointed or in several parts.
  private func validPatch(_ atoms: [Int], _ traits: Traits) -> Patch? {
    let outlines = mesh.union(atoms)
    guard outlines.count == 1, let shape = outlines.first else { return nil }
    let outline = mesh.outline(shape.ring)
    let holes = shape.holes.map { mesh.outline($0) }
    let area = signedArea(outline) - holes.reduce(0) { $0 + abs(signedArea($1)) }
    guard area > traits.use.minimumArea * 1.02 + 4, mesh.shapeFault(shape.ring) == nil,
      shape.holes.allSatisfy({ mesh.shapeFault($0) == nil })
    else { return nil }
    var length = 0.0
    for ring in [outline] + holes {
      for index in ring.indices {
        length += (ring[index] - ring[index + 1 == ring.count ? 0 : index + 1]).length
      }
    }
    guard 2 * area / length > (traits.width > 0 ? 1.3 : 2.4) else { return nil }
    var traits = traits
    if traits.width > 0 { traits.width = Mesh.meanWidth(area: area, perimeter: length) }
    return Patch(traits: traits, atoms: atoms, shape: shape, record: nil)
  }

  private func neighbouringWidths(_ patch: Patch) -> Set<Int> {
    var tenths = Set<Int>()
    for side in patch.atoms.lazy.flatMap({ near[$0] }) {
      guard let index = patchOfAtom[side.face], index < patches.count,
        !patches[index].atoms.isEmpty,
        patches[index].traits.use == patch.traits.use
      else { continue }
      tenths.insert(patches[index].traits.tenths)
    }
    return tenths
  }

  private func freeOwner(_ atoms: [Int], _ use: LandUse) -> Int {
    var taken = Set<Int>()
    for atom in atoms {
      for side in near[atom] {
        guard let index = patchOfAtom[side.face], patches[index].traits.use == use else { continue }
        taken.insert(patches[index].traits.owner)
      }
    }
    return (1...60).first { !taken.contains($0) } ?? 1
  }

  /// Adds changes that nobody planned: works on farmland, flooded fields, new and abandoned
  /// orchards.
  private mutating func addUnplannedChanges() {
    let wishes: [(count: Int, to: LandUse, low: Double, high: Double, from: (LandUse) -> Bool)] = [
      (4, .industrial, 700, 3200, { $0.isFarmland }), (3, .pond, 1200, 6000, { $0 == .paddy }),
      (3, .orchard, 900, 7000, { $0 == .dryland || $0 == .paddy }),
      (2, .dryland, 700, 6000, { $0 == .orchard || $0 == .adjustableOrchard }),
      (2, .farmFacility, 700, 3000, { $0 == .irrigated || $0 == .dryland }),
      (2, .idle, 400, 3000, { $0 == .ruralHousing }),
    ]
    for wish in wishes {
      var candidates = mesh.living.filter { atom in
        let face = planner.face(atom)
        return !planner.taken.contains(atom) && face.boundary == .outside && face.slope < 3
          && (face.zone == .rural || face.zone == .settlement) && !face.isRedLine
          && face.holes.isEmpty && wish.from(face.use) && planner.area(atom) > wish.low
          && planner.area(atom) < wish.high
          && near[atom].allSatisfy { !planner.taken.contains($0.face) }
      }
      random.shuffle(&candidates)
      var count = 0
      for atom in candidates where count < wish.count {
        if patches[patchOfAtom[atom] ?? 0].atoms.count == 1,
          !change([atom], to: wish.to, ridgeShare: nil, nil).isEmpty
        {
          count += 1
        }
      }
      unplanned += count
    }
  }
}
