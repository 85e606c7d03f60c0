import Flow

/// A cache of atoms; an entry is valid as long as what the atoms were cut from is the same.
///
/// Measures go by stamps, as in ``GroundCache``. What atoms are part of, and their areas, are not
/// cached.
struct AtomCache: Sendable {
  /// What makes the ground of a row.
  enum Source: Hashable, Sendable {
    /// A base patch that no measure touches.
    case patch(Int)
    /// What measures of these stamps leave of a base patch.
    case rest(Int, under: [Int])
    /// What a measure takes of a base patch; the whole patch or a part.
    case measure(stamp: Int, of: Int, isWhole: Bool)
  }

  private var patches: [[Atom]] = []
  private var others: [Source: [Atom]] = [:]
  private var numbers = 0

  subscript(source: Source) -> [Atom]? {
    if case .patch(let patch) = source {
      return patch < patches.count && !patches[patch].isEmpty ? patches[patch] : nil
    }
    return others[source]
  }

  mutating func keep(_ atoms: [Atom], of source: Source) {
    var atoms = atoms
    for index in atoms.indices {
      atoms[index].number = numbers
      numbers += 1
    }
    guard case .patch(let patch) = source else {
      others[source] = atoms
      return
    }
    while patches.count <= patch { patches.append([]) }
    patches[patch] = atoms
  }

  /// Forgets what is not among these sources, once that is more than half.
  mutating func prune(to sources: [Source]) {
    guard others.count > 2 * sources.count else { return }
    let wanted = Set(sources)
    others = others.filter { wanted.contains($0.key) }
  }

  /// Visits the rows of a state that are pieces, in their order.
  static func forEachSource(
    of state: PlannedState, stamps: [Int], _ body: (_ row: Int, Source) throws -> Void
  ) rethrows {
    let ledger = state.ledger
    var first = 0
    while first < ledger.rows.count {
      // The rows of a base patch stand together: its rest, then the measures on it.
      var last = first + 1
      while last < ledger.rows.count, ledger.rows[last].from == ledger.rows[first].from {
        last += 1
      }
      let measures = (first..<last).compactMap { row in
        ledger.rows[row].to.flatMap { state.measure(ofPatch: Int($0)) }
      }
      for row in first..<last {
        let item = ledger.rows[row]
        guard item.kind == .piece, let from = item.from.map(Int.init), let to = item.to else {
          continue
        }
        switch state.origins[Int(to)] {
        case .unchanged: try body(row, .patch(from))
        case .remainder: try body(row, .rest(from, under: measures.map { stamps[Int($0)] }))
        case .measure(let number):
          try body(
            row,
            .measure(
              stamp: stamps[Int(number)], of: from,
              isWhole: item.area == ledger.before.areas[from]))
        }
      }
      first = last
    }
  }
}
