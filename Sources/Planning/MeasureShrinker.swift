import Flow
import Geometry
import Groundwork
import Policy

/// Lets the measures of a repair keep as much of their ground as possible.
///
/// Pieces return to the measure, those with the least effect per area first, as long as all parts
/// pass. A piece that cannot return as a whole may return in part: a straight line cuts it. Its
/// position is searched on plans that are laid again, to within ``tolerance``.
struct MeasureShrinker {
  /// By how many square metres a cut may take more than needed.
  static let tolerance = 1.0
  /// Limit on the number of plans that are laid to find lines.
  static let budget = 120
  /// By how many metres the removed ground is grown where the parts still fail after rounding.
  private static let growth = 0.01

  /// Ground that is given up as a unit: a piece, or a whole measure.
  private struct Chunk {
    var measure: Int
    /// Nil for the whole measure.
    var piece: Int?
    var ground: MultiPolygon
    var area: Double
  }

  private let repair: PlanRepair
  private let touched: [Int]
  private let cutter = GroundCutter()
  private let chunks: [Chunk]
  private let failing: [Int]
  private var trials = 0
  private var draftCount = 0
  private var spare: Double?

  init(_ repair: PlanRepair, touched: [Int], partial: [Int: Set<Int>]) throws {
    self.repair = repair
    self.touched = touched
    chunks = touched.flatMap { measure -> [Chunk] in
      guard let pieces = partial[measure] else {
        let ground = repair.input.plan.side.polygons.multiPolygon(of: measure)
        return [Chunk(measure: measure, ground: ground, area: ground.planarSquareMetres)]
      }
      return pieces.sorted().map { piece in
        let ground = repair.input.facts.atoms[piece].geometry
        return Chunk(
          measure: measure, piece: piece, ground: ground, area: ground.planarSquareMetres)
      }
    }
    failing = repair.tests.indices.filter { repair.tests[$0].verdict.verdict == .fail }
  }

  /// The plan with everything that could be kept. If that fails when it is laid, a little less is
  /// kept; if that fails too, the measures are dropped.
  mutating func answer(_ proof: LeastChange.Proof) throws -> PlanRepair.Answer {
    let all = Set(chunks.indices)
    let (taken, cut) = try least()
    var plans: [([Int: MultiPolygon], Double?)] = []
    let least = try rests(taken, cut, grown: 0)
    plans.append((least, spare))
    plans.append((try rests(taken, cut, grown: Self.growth), nil))
    if taken != all || !cut.isEmpty {
      plans.append((try rests(all, [:], grown: 0), nil))
      plans.append((try rests(all, [:], grown: Self.growth), nil))
    }
    plans.append(
      (Dictionary(uniqueKeysWithValues: touched.map { ($0, MultiPolygon([])) }), nil))
    var last: PlanRepair.Answer?
    var tried: [[Int: MultiPolygon]] = []
    for (rests, spare) in plans where !tried.contains(rests) {
      tried.append(rests)
      let answer = try judged(rests, proof, spare)
      if answer.isEnough { return answer }
      last = answer
    }
    guard let last else { return try judged(least, proof, nil) }
    return last
  }

  private mutating func judged(
    _ rests: [Int: MultiPolygon], _ proof: LeastChange.Proof, _ spare: Double?
  ) throws -> PlanRepair.Answer {
    let draft = try repair.draft(rests)
    draftCount += 1
    let verdicts = try repair.verdicts(on: repair.facts(of: draft))
    var kept: [Int64: Area] = [:]
    for (patch, origin) in draft.state.origins.enumerated() {
      if case .measure(let measure) = origin {
        kept[draft.plan.side.fids[Int(measure)]] = draft.state.ledger.after.areas[patch]
      }
    }
    let changes = rests.keys.sorted().map { number in
      let rest = rests[number].flatMap { $0.isEmpty ? nil : $0 }
      let fid = repair.input.plan.side.fids[number]
      return PlanRepair.Change(
        number: number, rest: rest, before: repair.dropper.areas[number],
        kept: rest == nil ? .zero : kept[fid] ?? .zero)
    }
    return PlanRepair.Answer(
      changes: changes, proof: proof, trials: trials, draftCount: draftCount, after: verdicts,
      isEnough: repair.isEnough(verdicts), spare: spare.flatMap { Area(roundingSquareMetres: $0) })
  }

  // MARK: Whole pieces

  /// The chunks that must be taken, and the part to take of those that need not be taken as a
  /// whole.
  private mutating func least() throws -> (taken: Set<Int>, cut: [Int: MultiPolygon]) {
    var taken = Set(chunks.indices)
    var needed: [Int] = []
    let help = try help()
    for chunk in help.order {
      // Returning the only chunk of the only measure would restore the original plan.
      let isEnough =
        taken.count > 1 ? repair.isEnough(try verdicts(taken.subtracting([chunk]))) : false
      if isEnough {
        taken.remove(chunk)
      } else {
        needed.append(chunk)
        // With one part and additive gains, the surplus that remains is a share of this chunk.
        if help.adds, failing.count == 1 { break }
      }
    }
    var cut: [Int: MultiPolygon] = [:]
    var now = try verdicts(taken)
    for chunk in needed where draftCount < Self.budget && (help.adds || hasSlack(now)) {
      if help.adds, spared(by: help.gains[chunk], now) * chunks[chunk].area <= Self.tolerance {
        continue
      }
      guard let found = try part(of: chunk, taken, cut, now) else { continue }
      cut[chunk] = found.part
      now = found.verdicts
    }
    return (taken, cut)
  }

  /// The share of a chunk that may return before a part fails.
  private func spared(by gains: [Double], _ now: [PartVerdict]) -> Double {
    var share = 1.0
    for (part, gain) in zip(failing, gains) where gain > 0 {
      guard let margin = margin(now[part])?.double else { continue }
      share = min(share, margin / gain)
    }
    return share
  }

  private mutating func verdicts(_ taken: Set<Int>) throws -> [PartVerdict] {
    trials += 1
    return try repair.verdicts(
      without: Set(taken.filter { chunks[$0].piece == nil }.map { chunks[$0].measure }),
      givingUp: Set(taken.compactMap { chunks[$0].piece }))
  }

  /// The effects of single chunks.
  private struct Help {
    /// Least effect per area first; among equals, the smaller one first.
    var order: [Int]
    /// For each chunk, what it adds to the margins of the failing parts.
    var gains: [[Double]]
    /// Whether the gains are exactly additive.
    var adds: Bool
  }

  private mutating func help() throws -> Help {
    guard chunks.count > 1 else {
      return Help(order: Array(chunks.indices), gains: [], adds: false)
    }
    let start = failing.map { margin(repair.tests[$0].verdict) }
    var sums = start
    var gains: [[Double]] = []
    var shares: [Double] = []
    for chunk in chunks.indices {
      let verdicts = try verdicts([chunk])
      let own = failing.indices.map { place in
        start[place].flatMap { before in margin(verdicts[failing[place]])?.subtracting(before) }
      }
      sums = zip(sums, own).map { sum, gain in gain.flatMap { sum?.adding($0) } }
      gains.append(own.map { $0?.double ?? 0 })
      let share = zip(gains[chunk], start).map { gain, before in
        gain / (before?.double.magnitude ?? 1)
      }
      shares.append(share.reduce(0, +) / max(chunks[chunk].area, 1e-9))
    }
    let whole = try verdicts(Set(chunks.indices))
    return Help(
      order: chunks.indices.sorted { a, b in
        if shares[a] != shares[b] { return shares[a] < shares[b] }
        return (chunks[a].area, a) < (chunks[b].area, b)
      }, gains: gains,
      adds: zip(failing, sums).allSatisfy { part, sum in
        sum != nil && sum == margin(whole[part])
      })
  }

  private func margin(_ verdict: PartVerdict) -> Rational? {
    verdict.applies ? verdict.exactMargin : nil
  }

  /// Whether every part that failed now has a positive margin.
  private func hasSlack(_ verdicts: [PartVerdict]) -> Bool {
    failing.allSatisfy { part in
      !repair.tests[part].isOpen && margin(verdicts[part]).map { $0 > .zero } ?? true
    }
  }

  // MARK: Lines

  /// The smallest part of a chunk that must be taken; nil when that is nearly all of it.
  private mutating func part(
    of chunk: Int, _ taken: Set<Int>, _ cut: [Int: MultiPolygon], _ now: [PartVerdict]
  ) throws -> (part: MultiPolygon, verdicts: [PartVerdict])? {
    let own = chunks[chunk]
    guard own.area > 2 * Self.tolerance else { return nil }
    let measure = repair.input.plan.side.polygons.multiPolygon(of: own.measure)
    let other = taken.filter { $0 != chunk && chunks[$0].measure == own.measure }
      .map { cut[$0] ?? chunks[$0].ground }
    var rests = try rests(taken.subtracting([chunk]), cut, grown: 0)
    rests[own.measure] = rests[own.measure] ?? measure
    var draft = try repair.draft(rests)
    var facts = try repair.facts(of: draft)
    guard
      let number = draft.plan.side.fids.firstIndex(of: repair.input.plan.side.fids[own.measure])
    else { return nil }
    var line = LineSearch(
      whole: own.area, none: nearness(try repair.verdicts(on: facts)),
      all: nearness(now), tolerance: Self.tolerance)
    draftCount += 1
    let direction = try cutter.direction(
      of: own.ground, in: measure, other: other, squareMetres: line.guess)
    var found: (part: MultiPolygon, verdicts: [PartVerdict])?
    for _ in 0..<40 where !line.isDone && draftCount < Self.budget {
      let guess = line.guess
      let part = try cutter.part(of: own.ground, squareMetres: guess, swept: direction)
      let rest = try cutter.rest(of: measure, without: other + [part])
      var verdicts: [PartVerdict]?
      if !rest.isEmpty {
        draftCount += 1
        try draft.apply(
          .replace(number, with: repair.drawing(of: own.measure, rest)), job: repair.withoutProgress
        )
        try facts.update(to: draft, job: repair.withoutProgress)
        verdicts = try repair.verdicts(on: facts)
      }
      let passes = verdicts.map { repair.isEnough($0) } ?? true
      line.record(at: guess, passes: passes, verdicts.flatMap { nearness($0) })
      if passes { found = verdicts.map { (part, $0) } }
    }
    guard line.isDone, found != nil, own.area - line.enough > Self.tolerance else { return nil }
    spare = max(spare ?? 0, line.enough - line.tooLittle)
    return found
  }

  /// How far the worst part is from passing, as a share of its original shortfall.
  private func nearness(_ verdicts: [PartVerdict]) -> Double? {
    var worst: Double?
    for part in failing {
      guard let now = margin(verdicts[part])?.double,
        let before = margin(repair.tests[part].verdict)?.double.magnitude, before > 0
      else { return nil }
      worst = min(worst ?? .infinity, now / before)
    }
    return worst
  }

  // MARK: What is left

  /// The remainder of every measure of the repair.
  private func rests(
    _ taken: Set<Int>, _ cut: [Int: MultiPolygon], grown: Double
  ) throws -> [Int: MultiPolygon] {
    var grounds: [Int: [MultiPolygon]] = [:]
    for chunk in taken.sorted() {
      let ground = cut[chunk] ?? chunks[chunk].ground
      // A measure that is dropped has no remainder.
      let isWhole = chunks[chunk].piece == nil && cut[chunk] == nil
      grounds[chunks[chunk].measure, default: []].append(
        grown > 0 && !isWhole ? try cutter.geos.buffer(ground, metres: grown) : ground)
    }
    var left: [Int: MultiPolygon] = [:]
    for (measure, taken) in grounds {
      left[measure] = try cutter.rest(
        of: repair.input.plan.side.polygons.multiPolygon(of: measure), without: taken)
    }
    return left
  }
}

/// Searches the smallest sufficient amount of a monotonic problem, between an amount that is too
/// little and one that is enough.
struct LineSearch {
  private(set) var tooLittle = 0.0
  private(set) var enough: Double
  private var lowNearness: Double?
  private var highNearness: Double?
  /// The previous value of ``tooLittle``.
  private var earlier: (amount: Double, nearness: Double)?
  private var steps = 0
  private let tolerance: Double

  /// - Parameters:
  ///   - none: the distance of amount zero from enough, negative; nil where unknown.
  ///   - all: the same for the whole amount.
  init(whole: Double, none: Double?, all: Double?, tolerance: Double) {
    enough = whole
    lowNearness = none
    highNearness = all
    self.tolerance = tolerance
  }

  var isDone: Bool { enough - tooLittle <= tolerance }

  /// The amount to try next.
  var guess: Double {
    let middle = (tooLittle + enough) / 2
    // Bisection after a bad guess makes sure that the search ends.
    if steps % 4 == 3 { return middle }
    guard let root else { return middle }
    let lowest = tooLittle + min(0.1 * tolerance, (enough - tooLittle) / 4)
    return max(lowest, min(root + 0.3 * tolerance, enough - 0.9 * tolerance))
  }

  /// The amount at which a straight line through the known values is just enough.
  private var root: Double? {
    if let earlier, let low = lowNearness, low > earlier.nearness {
      let step = (tooLittle - earlier.amount) / (low - earlier.nearness)
      let root = tooLittle - low * step
      if root < enough { return root }
    }
    guard let low = lowNearness, let high = highNearness, low < 0, high > low else { return nil }
    return tooLittle - low * (enough - tooLittle) / (high - low)
  }

  mutating func record(at amount: Double, passes: Bool, _ nearness: Double?) {
    steps += 1
    if passes {
      enough = amount
      highNearness = nearness
    } else {
      if let low = lowNearness { earlier = (tooLittle, low) }
      tooLittle = amount
      lowNearness = nearness
    }
  }
}
