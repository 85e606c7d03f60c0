/// Villages (村级调查区), towns and the urban development boundary, as unions of blocks.
extension Draft {
  /// The assignment of villages to towns.
  struct VillagePlan {
    /// The town of each village.
    var town: [Int] = []
  }

  /// Chooses the blocks inside the urban development boundary: half of the district.
  mutating func drawBoundary() {
    let near = mesh.neighbours()
    let blocks = faces(.rural).map { (face: $0, attraction: terrain.attraction(mesh.inside($0))) }
      .filter { $0.attraction.value > -0.6 }
      .sorted { ($0.attraction.value, $1.face) > ($1.attraction.value, $0.face) }
    let total = mesh.living.reduce(0) { $0 + mesh.area($1) }
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      var inside = Set(blocks[...middle].map(\.face))
      addCorridors(&inside, near)
      let area = inside.sorted().reduce(0) { $0 + mesh.area($1) }
      if area < total * 0.5 { low = middle + 1 } else { high = middle }
    }
    var inside = Set(blocks[..<min(blocks.count, low)].map(\.face))
    for (face, attraction) in blocks where inside.contains(face) {
      let centre = terrain.centres[attraction.centre]
      mesh.faces[face].zone =
        attraction.value < 0.16 || random.chance(0.08)
        ? .fringe : centre.isIndustrial ? .industry : .town
      mesh.faces[face].boundary = attraction.value < 0.1 ? .flexible : .concentrated
      if centre.isIndustrial, mesh.faces[face].zone == .industry {
        mesh.faces[face].park = attraction.centre
      }
    }
    let bordering = blocks.map(\.face).filter {
      inside.contains($0) && mesh.faces[$0].zone != .industry
    }.sorted { (beltDistance($0), $0) < (beltDistance($1), $1) }
    for face in bordering.prefix(3) {
      mesh.faces[face].zone = .fringe
      mesh.faces[face].boundary = .special
    }
    let cores = inside
    addCorridors(&inside, near)
    for face in inside.sorted() where !cores.contains(face) {
      let sides = near[face].filter { cores.contains($0.face) }
      let longest = sides.max { $0.length < $1.length }
      mesh.faces[face].boundary = longest.map { mesh.faces[$0.face].boundary } ?? .concentrated
      if let longest, sides.reduce(0, { $0 + $1.length }) > 0 {
        mesh.faces[face].park = mesh.faces[longest.face].park
      }
    }
  }

  private func beltDistance(_ face: Int) -> Double {
    let place = mesh.inside(face)
    return terrain.belt.map { ($0 - place).length }.min() ?? .infinity
  }

  /// Adds the roads and rivers that lie mostly between chosen faces.
  private func addCorridors(_ inside: inout Set<Int>, _ near: [[(face: Int, length: Double)]]) {
    for _ in 0..<3 {
      var more: [Int] = []
      for face in mesh.faces.indices
      where mesh.faces[face].isAlive && mesh.faces[face].zone == .corridor
        && !inside.contains(face)
      {
        let all = near[face].reduce(0) { $0 + $1.length }
        let within = near[face].filter { inside.contains($0.face) }.reduce(0) { $0 + $1.length }
        if within > all * 0.55 { more.append(face) }
      }
      if more.isEmpty { break }
      inside.formUnion(more)
    }
  }

  /// Assigns every face to a village: blocks to the nearest centre, corridors to the neighbour with
  /// the longest shared border.
  mutating func drawVillages() -> VillagePlan {
    let near = mesh.neighbours()
    let blocks = mesh.living.filter { mesh.faces[$0].zone != .corridor }
    let place = blocks.map { mesh.inside($0) }
    let area = blocks.map { mesh.area($0) }
    var plan = VillagePlan()
    let town = place.map { p in
      terrain.towns.indices.min {
        (terrain.towns[$0] - p).length < (terrain.towns[$1] - p).length
      } ?? 0
    }
    for number in terrain.towns.indices {
      let members = blocks.indices.filter { town[$0] == number }
      let size = members.reduce(0) { $0 + area[$1] }
      let count = max(5, Int((size / 1_150_000).rounded()))
      let first = plan.town.count
      for (member, cluster) in zip(members, cluster(members, place, area, count)) {
        mesh.faces[blocks[member]].village = first + cluster
      }
      plan.town.append(contentsOf: Array(repeating: number, count: count))
    }
    assignCorridors(near)
    for _ in 0..<4 where !reassignDetachedParts(near) { break }
    return plan
  }

  /// Area-weighted k-means with seeds as far apart as possible.
  private func cluster(
    _ members: [Int], _ place: [Vector], _ area: [Double], _ count: Int
  ) -> [Int] {
    guard let first = members.first else { return [] }
    var seeds = [place[first]]
    while seeds.count < count {
      let far = members.max { a, b in
        let one = seeds.map { ($0 - place[a]).length }.min() ?? 0
        let two = seeds.map { ($0 - place[b]).length }.min() ?? 0
        return (one, a) < (two, b)
      }
      seeds.append(far.map { place[$0] } ?? place[first])
    }
    var labels: [Int] = []
    for _ in 0..<12 {
      labels = members.map { member in
        seeds.indices.min {
          (seeds[$0] - place[member]).length < (seeds[$1] - place[member]).length
        } ?? 0
      }
      for index in seeds.indices {
        var sum = Vector(0, 0)
        var weight = 0.0
        for (member, label) in zip(members, labels) where label == index {
          sum = sum + place[member] * area[member]
          weight += area[member]
        }
        if weight > 0 { seeds[index] = sum * (1 / weight) }
      }
    }
    return labels
  }

  private mutating func assignCorridors(_ near: [[(face: Int, length: Double)]]) {
    var rest = mesh.living.filter { mesh.faces[$0].village < 0 }
    while !rest.isEmpty {
      var later: [Int] = []
      var found: [(Int, Int)] = []
      for face in rest {
        var border: [Int: Double] = [:]
        for side in near[face] where mesh.faces[side.face].village >= 0 {
          border[mesh.faces[side.face].village, default: 0] += side.length
        }
        if let best = border.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
          found.append((face, best.key))
        } else {
          later.append(face)
        }
      }
      for (face, village) in found { mesh.faces[face].village = village }
      if later.count == rest.count { break }
      rest = later
    }
  }

  /// Assigns parts that are detached from their village to the neighbour with the longest shared
  /// border.
  ///
  /// - Returns: whether anything changed.
  private mutating func reassignDetachedParts(_ near: [[(face: Int, length: Double)]]) -> Bool {
    var part = [Int](repeating: -1, count: mesh.faces.count)
    var parts: [(village: Int, area: Double, members: [Int])] = []
    for start in mesh.living where part[start] < 0 {
      let village = mesh.faces[start].village
      var members: [Int] = []
      var queue = [start]
      part[start] = parts.count
      while let face = queue.popLast() {
        members.append(face)
        for side in near[face]
        where part[side.face] < 0 && mesh.faces[side.face].village == village {
          part[side.face] = parts.count
          queue.append(side.face)
        }
      }
      parts.append((village, members.reduce(0) { $0 + mesh.area($1) }, members))
    }
    var changed = false
    for (index, item) in parts.enumerated() {
      let isStray = parts.enumerated().contains {
        $0.element.village == item.village && $0.offset != index
          && ($0.element.area, -$0.offset) > (item.area, -index)
      }
      guard isStray else { continue }
      var border: [Int: Double] = [:]
      for face in item.members {
        for side in near[face] where part[side.face] != index {
          border[mesh.faces[side.face].village, default: 0] += side.length
        }
      }
      border[item.village] = nil
      if let best = border.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
        for face in item.members { mesh.faces[face].village = best.key }
        changed = true
      }
    }
    return changed
  }
}
