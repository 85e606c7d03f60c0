import Flow

/// A cache of atoms; an entry is valid as long as the ground that its atoms were cut from is
/// unchanged.
///
/// Measures are identified by revisions, as in ``GroundCache``. The rows and areas of atoms are not
/// cached.
struct AtomCache: Sendable {
  /// The origin of the ground of a row.
  enum Source: Hashable, Sendable {
    /// A base patch that no measure touches.
    case patch(Int)
    /// The part of a base patch that measures of these revisions leave.
    case rest(Int, under: [Int])
    /// The part of a base patch that a measure takes, or the whole patch.
    case measure(revision: Int, of: Int, isWhole: Bool)
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

  /// Removes the entries of other sources, once they are more than half of all.
  mutating func prune(to sources: [Source]) {
    guard others.count > 2 * sources.count else { return }
    let wanted = Set(sources)
    others = others.filter { wanted.contains($0.key) }
  }

  /// Visits the rows of a state that are pieces, in order.
  static func forEachSource(
    of state: PlannedState, revisions: [Int], _ body: (_ row: Int, Source) throws -> Void
  ) rethrows {
    let ledger = state.ledger
    var first = 0
    while first < ledger.rows.count {
      // The rows of a base patch are adjacent: its remainder, then the measures on it.
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
        case .remainder: try body(row, .rest(from, under: measures.map { revisions[Int($0)] }))
        case .measure(let number):
          try body(
            row,
            .measure(
              revision: revisions[Int(number)], of: from,
              isWhole: item.area == ledger.before.areas[from]))
        }
      }
      first = last
    }
  }
}
