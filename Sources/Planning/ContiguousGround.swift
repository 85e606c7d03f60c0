import Geometry
import Groundwork

/// Which parts of the ground are contiguous (连片), kept up to date while a plan is being drawn.
///
/// Two parts are linked when a straight line of at most ``gap`` connects them and no more than
/// ``Sliver/width`` of it runs over an obstacle or along its border; blocks are the connected
/// components of these links. The candidate lines are the shortest ones from the ends and the
/// middle of every edge to every edge of the other part.
///
/// Links are cached; after a change only those near it are computed again.
public struct ContiguousGround: Sendable {
  /// The gap tolerance in metres (连片容差): the optimum of the literature (`methods.md` §2). The
  /// official rule of measurement is unknown. No other place in the program defines it.
  public static let gap = 12.0

  /// The role of an atom in contiguity.
  enum Role: Sendable {
    case none, ground, obstacle
  }

  /// In grid steps.
  private let reach: Double
  // By the numbers of the atoms.
  private var roles: [Role] = []
  private var boxes: [Bounds?] = []
  private var links: [[Int32]] = []

  init(gap: Double = gap) {
    reach = gap * GridPoint.stepsPerMetre
  }

  /// Whether it has seen no ground yet.
  var isNew: Bool { roles.isEmpty }

  /// The number of the block of each feature, counted from 0 in the order of their first features.
  ///
  /// - Parameter obstacles: ground that separates the features on its sides.
  public static func blocks(
    of ground: [MultiPolygon], parted obstacles: [MultiPolygon], gap: Double = gap
  ) -> [Int] {
    var work = ContiguousGround(gap: gap)
    let atoms = (ground + obstacles).enumerated().map { number, geometry in
      Atom(row: 0, geometry: geometry, area: .zero, number: number, inside: [])
    }
    let roles = atoms.indices.map { $0 < ground.count ? Role.ground : .obstacle }
    return work.update(atoms, roles).compactMap(\.self)
  }

  /// The pairs of linked features, the lower number first, ascending.
  ///
  /// - Parameters:
  ///   - obstacles: ground that no link may cross.
  ///   - gap: the widest gap in metres.
  public static func links(
    of ground: [MultiPolygon], parted obstacles: [MultiPolygon], gap: Double
  ) -> [(a: Int, b: Int)] {
    var work = Linking(ground, obstacles, reach: gap * GridPoint.stepsPerMetre)
    return work.links().map { (a: $0.0, b: $0.1) }.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
  }

  /// The blocks of the current atoms, as in ``blocks(of:parted:gap:)``; `nil` for an atom whose
  /// role is not ground.
  mutating func update(_ atoms: [Atom], _ now: [Role]) -> [Int?] {
    let most = atoms.reduce(-1) { max($0, $1.number) }
    if most >= boxes.count {
      let more = most + 1 - boxes.count
      boxes += [Bounds?](repeating: nil, count: more)
      links += [[Int32]](repeating: [], count: more)
      roles += [Role](repeating: .none, count: more)
    }
    var changed = [Bool](repeating: false, count: roles.count)
    for number in roles.indices where roles[number] != .none { changed[number] = true }
    for (place, atom) in atoms.enumerated() where now[place] != .none {
      changed[atom.number] = roles[atom.number] != now[place]
    }
    let changes = changed.indices.filter { changed[$0] }
    for number in changes {
      links[number] = []
      roles[number] = .none
    }
    for (place, atom) in atoms.enumerated() where changed[atom.number] {
      roles[atom.number] = now[place]
      if boxes[atom.number] == nil { boxes[atom.number] = EdgeSet.box(of: atom.geometry) }
    }
    if !changes.isEmpty { relink(atoms, near: changes.compactMap { boxes[$0] }) }
    return numbers(atoms)
  }

  /// Computes the links of the ground near some boxes again.
  private mutating func relink(_ atoms: [Atom], near changes: [Bounds]) {
    let around = SpatialIndex(changes.map { $0.padded(by: reach + 1) })
    func meets(_ index: SpatialIndex, _ atom: Atom) -> Bool {
      var meets = false
      if let box = boxes[atom.number] { index.query(box) { _ in meets = true } }
      return meets
    }
    // The order is independent of their numbers, so that the result is too.
    let parts = atoms.filter { roles[$0.number] == .ground && meets(around, $0) }.sorted { a, b in
      guard let one = boxes[a.number], let other = boxes[b.number] else { return false }
      return (one.minX, one.minY, one.maxX, one.maxY)
        < (other.minX, other.minY, other.maxX, other.maxY)
    }
    guard !parts.isEmpty else { return }
    let isAnew = Set(parts.map { Int32($0.number) })
    for part in parts {
      links[part.number].removeAll { isAnew.contains($0) || roles[Int($0)] != .ground }
    }
    let reached = SpatialIndex(parts.compactMap { boxes[$0.number]?.padded(by: reach + 1) })
    let parting = atoms.filter { roles[$0.number] == .obstacle && meets(reached, $0) }
    var work = Linking(parts.map(\.geometry), parting.map(\.geometry), reach: reach)
    for (a, b) in work.links() {
      links[parts[a].number].append(Int32(parts[b].number))
      links[parts[b].number].append(Int32(parts[a].number))
    }
  }

  private func numbers(_ atoms: [Atom]) -> [Int?] {
    var blockOf = [Int](repeating: -1, count: roles.count)
    var count = 0
    var queue: [Int] = []
    return atoms.map { atom in
      guard roles[atom.number] == .ground else { return nil }
      if blockOf[atom.number] < 0 {
        blockOf[atom.number] = count
        queue.append(atom.number)
        while let part = queue.popLast() {
          for next in links[part] where blockOf[Int(next)] < 0 {
            blockOf[Int(next)] = count
            queue.append(Int(next))
          }
        }
        count += 1
      }
      return blockOf[atom.number]
    }
  }
}

/// Finds the linked pairs of parts.
private struct Linking {
  private let geometries: [MultiPolygon]
  private let ground: EdgeSet
  private let obstacles: EdgeSet
  private let obstacleIndex: SpatialIndex
  private let reach: Double
  /// For each part, the later parts to which it is linked.
  private var later: [[Int32]]

  init(_ ground: [MultiPolygon], _ obstacles: [MultiPolygon], reach: Double) {
    geometries = ground
    self.ground = EdgeSet(ground)
    self.obstacles = EdgeSet(obstacles)
    obstacleIndex = SpatialIndex(self.obstacles.boxes)
    self.reach = reach
    later = Array(repeating: [], count: ground.count)
  }

  mutating func links() -> [(Int, Int)] {
    linkByPoints()
    linkByDistance()
    return later.indices.flatMap { a in later[a].map { (a, Int($0)) } }
  }

  private mutating func link(_ a: Int, _ b: Int) {
    if !later[a].contains(Int32(b)) { later[a].append(Int32(b)) }
  }

  /// Most neighbours share a point, which is quick to find.
  private mutating func linkByPoints() {
    var last: [GridPoint: Int32] = [:]
    last.reserveCapacity(ground.count)
    // For each point, a part that contains it and the index of the previous such part in this list.
    var holders: [(part: Int32, before: Int32)] = []
    holders.reserveCapacity(ground.count)
    for (part, geometry) in geometries.enumerated() {
      for polygon in geometry.polygons {
        for ring in polygon.rings {
          for point in ring {
            let known = last.updateValue(Int32(holders.count), forKey: point) ?? -1
            holders.append((Int32(part), known))
            var place = known
            while place >= 0 {
              let holder = holders[Int(place)]
              if Int(holder.part) != part { link(Int(holder.part), part) }
              place = holder.before
            }
          }
        }
      }
    }
  }

  private mutating func linkByDistance() {
    let index = SpatialIndex(ground.boxes)
    var stack: [(node: Int, level: Int)] = []
    var near: [Int] = []
    for part in ground.boxes.indices where !ground.boxes[part].isInverted {
      near.removeAll(keepingCapacity: true)
      index.query(ground.boxes[part].padded(by: reach + 1), stack: &stack) { other in
        if other > part { near.append(other) }
      }
      for other in near where !later[part].contains(Int32(other)) {
        if areLinked(part, other) { link(part, other) }
      }
    }
  }

  private func areLinked(_ a: Int, _ b: Int) -> Bool {
    let mine = ground.edges(of: a, near: ground.boxes[b].padded(by: reach + 1))
    guard !mine.isEmpty else { return false }
    let theirs = ground.edges(of: b, near: ground.boxes[a].padded(by: reach + 1))
    for one in mine {
      let around = one.box.padded(by: reach + 1)
      for other in theirs where around.intersects(other.box) {
        if one.crosses(other) || isNear(one, other) || isNear(other, one) { return true }
      }
    }
    return false
  }

  /// Whether a free line connects an end or the middle of one edge with the other edge.
  private func isNear(_ one: Edge, _ other: Edge) -> Bool {
    // A distance is rounded to the grid before it is compared.
    let most = (reach + 0.5) * (reach + 0.5)
    func isLinked(_ point: SIMD2<Double>) -> Bool {
      let link = Edge(start: point, end: other.nearest(to: point))
      return link.squaredLength <= most && isFree(link)
    }
    return isLinked(one.start) || isLinked(one.end) || isLinked(one.point(at: 0.5))
  }

  private func isFree(_ link: Edge) -> Bool {
    let width = Sliver.width * GridPoint.stepsPerMetre
    guard link.squaredLength > width * width else { return true }
    var over = 0.0
    obstacleIndex.query(link.box) { obstacle in
      if over <= width { over += obstacles.length(of: link, inside: obstacle) }
    }
    return over <= width
  }
}
