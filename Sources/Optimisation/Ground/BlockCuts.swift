import Certificates

/// Finds cuts of the least-block rule that a fractional choice breaks.
///
/// A cut says that whoever chooses a parcel must choose a neighbour of any connected group that holds it
/// and is smaller than a block. Groups are grown from a parcel by the neighbour that is chosen most, so
/// that what surrounds them is chosen little; the most violated is kept.
struct BlockCuts {
  let problem: GroundProblem
  let neighbours: [[Int32]]

  struct Cut: Hashable {
    var parcel: Int32
    var group: [Int32]
    var around: [Int32]
  }

  init(_ problem: GroundProblem) {
    self.problem = problem
    neighbours = problem.neighbours()
  }

  /// Violated cuts, the most violated first; at most `most`, and at most three whose groups hold the same
  /// parcel: one round then brings cuts that differ, and the next finds what is still violated.
  func separate(_ choice: [Double], least: Double = 1e-4, most: Int = 5_000) -> [Cut] {
    var found: [(violation: Double, cut: Cut)] = []
    var scratch = Scratch(count: problem.count)
    for parcel in choice.indices where choice[parcel] > least {
      if let cut = grow(from: Int32(parcel), choice, least, &scratch) { found.append(cut) }
    }
    found.sort { ($0.violation, $1.cut.parcel) > ($1.violation, $0.cut.parcel) }
    var covers = [UInt8](repeating: 0, count: problem.count)
    var kept: [Cut] = []
    for (_, cut) in found where kept.count < most && covers[Int(cut.parcel)] < 3 {
      for parcel in cut.group { covers[Int(parcel)] = min(3, covers[Int(parcel)] + 1) }
      kept.append(cut)
    }
    return kept
  }

  private struct Scratch {
    /// 0 unseen, 1 around, 2 inside; valid where `stamp` is the present one.
    var state: [UInt8]
    var stamp: [Int32]
    var now: Int32 = 0

    init(count: Int) {
      state = Array(repeating: 0, count: count)
      stamp = Array(repeating: 0, count: count)
    }

    mutating func begin() { now += 1 }
    func at(_ parcel: Int32) -> UInt8 { stamp[Int(parcel)] == now ? state[Int(parcel)] : 0 }
    mutating func set(_ parcel: Int32, _ value: UInt8) {
      state[Int(parcel)] = value
      stamp[Int(parcel)] = now
    }
  }

  private func grow(
    from parcel: Int32, _ choice: [Double], _ least: Double, _ scratch: inout Scratch
  ) -> (violation: Double, cut: Cut)? {
    scratch.begin()
    var group = [parcel]
    var around: [Int32] = []
    var area = problem.areas[Int(parcel)]
    guard area < problem.leastBlock else { return nil }
    scratch.set(parcel, 2)
    var sum = 0.0
    func widen(_ inside: Int32) {
      for other in neighbours[Int(inside)] where scratch.at(other) == 0 {
        scratch.set(other, 1)
        around.append(other)
        sum += choice[Int(other)]
      }
    }
    widen(parcel)
    var best: (violation: Double, size: Int)?
    while true {
      let violation = choice[Int(parcel)] - sum
      if violation > max(least, best?.violation ?? 0) { best = (violation, group.count) }
      guard
        let next = around.indices.max(by: {
          (choice[Int(around[$0])], around[$1]) < (choice[Int(around[$1])], around[$0])
        })
      else { break }
      let joined = around[next]
      guard choice[Int(joined)] > 0, area + problem.areas[Int(joined)] < problem.leastBlock
      else { break }
      around.swapAt(next, around.count - 1)
      around.removeLast()
      sum -= choice[Int(joined)]
      area += problem.areas[Int(joined)]
      group.append(joined)
      scratch.set(joined, 2)
      widen(joined)
    }
    guard let best else { return nil }
    let kept = Array(group.prefix(best.size))
    let inside = Set(kept)
    let surrounding = Set(kept.flatMap { neighbours[Int($0)] }).subtracting(inside)
    return (
      best.violation, Cut(parcel: parcel, group: kept.sorted(), around: surrounding.sorted())
    )
  }
}
