/// Where basic farmland is added so that it lies in larger blocks (集中连片).
///
/// This compensates for the new roads that cut blocks. With some seeds (not 7) it does not
/// compensate fully, and P37-02 fails.
extension Planner {
  /// Fields in the order of their benefit to the blocks of basic farmland: first those that join
  /// two large blocks, then those beside a large block.
  func bestConnected(_ fields: [Int]) -> [Int] {
    let blocks = basicBlocks()
    var size: [Int: Double] = [:]
    for (atom, block) in blocks { size[block, default: 0] += area(atom) }
    let scores = fields.map { field -> Double in
      let beside = Set(reachable(from: field).compactMap { blocks[$0] }).sorted()
      let sizes = beside.map { size[$0] ?? 0 }
      let sum = sizes.reduce(0, +)
      let joined = sum * sum - sizes.reduce(0) { $0 + $1 * $1 }
      return joined + area(field) * (sizes.max() ?? 0)
    }
    return fields.indices.sorted {
      (scores[$0], fields[$1]) > (scores[$1], fields[$0])
    }.map { fields[$0] }
  }

  /// The block of each atom that stays basic farmland; ditches and paths do not separate blocks.
  private func basicBlocks() -> [Int: Int] {
    let out = Set(measures.filter { $0.farmlandLine == "DC" }.flatMap(\.atoms))
    let stays = controls.basicFarmland.filter { !out.contains($0) }
    let members = Set(stays)
    var block: [Int: Int] = [:]
    for start in stays where block[start] == nil {
      block[start] = start
      var queue = [start]
      while let atom = queue.popLast() {
        for next in reachable(from: atom) where members.contains(next) && block[next] == nil {
          block[next] = start
          queue.append(next)
        }
      }
    }
    return block
  }

  /// The neighbours of an atom, and those across a ditch or path.
  private func reachable(from atom: Int) -> [Int] {
    near[atom].flatMap { side -> [Int] in
      let item = face(side.face)
      guard item.isLinear, item.use == .ditch || item.use == .ruralRoad, item.width < 12,
        !taken.contains(side.face)
      else { return [side.face] }
      let here = place(atom)
      return [side.face]
        + near[side.face].map(\.face).filter { (place($0) - here).length < 160 }
    }
  }
}
