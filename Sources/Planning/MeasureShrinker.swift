import Flow
import Geometry
import Groundwork
import Policy

/// Lets measures that are to be touched keep as much of their ground as they can.
///
/// Pieces are given back, those first that help least for their ground, as long as the parts pass
/// without them. Of a piece that cannot be given back as a whole a part may be: it is cut by a
/// straight line, whose place is found on plans that are laid anew, until taking ``tolerance`` less
/// would be too little.
struct MeasureShrinker {
  /// The most square metres that a cut may take too much.
  static let tolerance = 1.0
  /// The most plans that are laid anew to find lines.
  static let budget = 120
  /// How far the ground that is taken away is grown, in metres, where rounding left the parts failing.
  private static let more = 0.01

  /// Ground that is given up as one: a piece, or a whole measure.
  private struct Chunk {
    var measure: Int
    /// Nil for the whole measure.
    var piece: Int?
    var ground: MultiPolygon
    var area: Double
  }

  private let mender: PlanMender
  private let touched: [Int]
  private let cutter = GroundCutter()
  private let chunks: [Chunk]
  private let failing: [Int]
  private var trials = 0
  private var layings = 0
  private var spare: Double?

  init(_ mender: PlanMender, touched: [Int], ways: [Int: Set<Int>]) throws {
    self.mender = mender
    self.touched = touched
    chunks = touched.flatMap { measure -> [Chunk] in
      guard let pieces = ways[measure] else {
        let ground = mender.matter.plan.side.polygons.multiPolygon(of: measure)
        return [Chunk(measure: measure, ground: ground, area: ground.planarSquareMetres)]
      }
      return pieces.sorted().map { piece in
        let ground = mender.matter.facts.atoms[piece].geometry
        return Chunk(
          measure: measure, piece: piece, ground: ground, area: ground.planarSquareMetres)
      }
    }
    failing = mender.tests.indices.filter { mender.tests[$0].verdict.verdict == .fail }
  }

  /// The plan with what could be kept, or, should that not pass when it is laid anew, with a little
  /// less, at last without the measures.
  mutating func answer(_ proof: LeastChange.Proof) throws -> PlanMender.Answer {
    let all = Set(chunks.indices)
    let (taken, cut) = try least()
    var plans: [([Int: MultiPolygon], Double?)] = []
    let least = try rests(taken, cut, grown: 0)
    plans.append((least, spare))
    plans.append((try rests(taken, cut, grown: Self.more), nil))
    if taken != all || !cut.isEmpty {
      plans.append((try rests(all, [:], grown: 0), nil))
      plans.append((try rests(all, [:], grown: Self.more), nil))
    }
    plans.append(
      (Dictionary(uniqueKeysWithValues: touched.map { ($0, MultiPolygon([])) }), nil))
    var last: PlanMender.Answer?
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
  ) throws -> PlanMender.Answer {
    let draft = try mender.draft(rests)
    layings += 1
    let verdicts = try mender.verdicts(on: mender.facts(of: draft))
    var kept: [Int64: Area] = [:]
    for (patch, origin) in draft.state.origins.enumerated() {
      if case .measure(let measure) = origin {
        kept[draft.plan.side.fids[Int(measure)]] = draft.state.ledger.after.areas[patch]
      }
    }
    let changes = rests.keys.sorted().map { number in
      let rest = rests[number].flatMap { $0.isEmpty ? nil : $0 }
      let fid = mender.matter.plan.side.fids[number]
      return PlanMender.Change(
        number: number, rest: rest, before: mender.dropper.areas[number],
        kept: rest == nil ? .zero : kept[fid] ?? .zero)
    }
    return PlanMender.Answer(
      changes: changes, proof: proof, trials: trials, layings: layings, after: verdicts,
      isEnough: mender.isEnough(verdicts), spare: spare.flatMap { Area(roundingSquareMetres: $0) })
  }

  // MARK: Whole pieces

  /// The chunks that must be taken, and of those that need not be taken as a whole the part.
  private mutating func least() throws -> (taken: Set<Int>, cut: [Int: MultiPolygon]) {
    var taken = Set(chunks.indices)
    var needed: [Int] = []
    let help = try help()
    for chunk in help.order {
      // Without the only chunk of the only measure the plan is as it was.
      let isEnough =
        taken.count > 1 ? mender.isEnough(try verdicts(taken.subtracting([chunk]))) : false
      if isEnough {
        taken.remove(chunk)
      } else {
        needed.append(chunk)
        // Where it all adds up for one part, the rest of what is too much is a part of this one.
        if help.adds, failing.count == 1 { break }
      }
    }
    var cut: [Int: MultiPolygon] = [:]
    var now = try verdicts(taken)
    for chunk in needed where layings < Self.budget && (help.adds || hasSlack(now)) {
      if help.adds, spared(by: help.gains[chunk], now) * chunks[chunk].area <= Self.tolerance {
        continue
      }
      guard let found = try part(of: chunk, taken, cut, now) else { continue }
      cut[chunk] = found.part
      now = found.verdicts
    }
    return (taken, cut)
  }

  /// The share of a chunk that may be given back before some part fails.
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
    return try mender.verdicts(
      without: Set(taken.filter { chunks[$0].piece == nil }.map { chunks[$0].measure }),
      shedding: Set(taken.compactMap { chunks[$0].piece }))
  }

  /// What the chunks do alone.
  private struct Help {
    /// Those that help least for their ground first, of equals the small ones.
    var order: [Int]
    /// For each chunk what it adds to the margins of the parts that fail.
    var gains: [[Double]]
    /// Whether that adds up exactly.
    var adds: Bool
  }

  private mutating func help() throws -> Help {
    guard chunks.count > 1 else {
      return Help(order: Array(chunks.indices), gains: [], adds: false)
    }
    let start = failing.map { margin(mender.tests[$0].verdict) }
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

  /// Whether every part that failed now has something to spare.
  private func hasSlack(_ verdicts: [PartVerdict]) -> Bool {
    failing.allSatisfy { part in
      !mender.tests[part].isOpen && margin(verdicts[part]).map { $0 > .zero } ?? true
    }
  }

  // MARK: Lines

  /// The least part of a chunk that must be taken; nil when that is nearly all of it.
  private mutating func part(
    of chunk: Int, _ taken: Set<Int>, _ cut: [Int: MultiPolygon], _ now: [PartVerdict]
  ) throws -> (part: MultiPolygon, verdicts: [PartVerdict])? {
    let own = chunks[chunk]
    guard own.area > 2 * Self.tolerance else { return nil }
    let measure = mender.matter.plan.side.polygons.multiPolygon(of: own.measure)
    let other = taken.filter { $0 != chunk && chunks[$0].measure == own.measure }
      .map { cut[$0] ?? chunks[$0].ground }
    var rests = try rests(taken.subtracting([chunk]), cut, grown: 0)
    rests[own.measure] = rests[own.measure] ?? measure
    var draft = try mender.draft(rests)
    var facts = try mender.facts(of: draft)
    guard
      let number = draft.plan.side.fids.firstIndex(of: mender.matter.plan.side.fids[own.measure])
    else { return nil }
    var line = LineSearch(
      whole: own.area, none: nearness(try mender.verdicts(on: facts)),
      all: nearness(now), tolerance: Self.tolerance)
    layings += 1
    let direction = try cutter.direction(
      of: own.ground, in: measure, other: other, squareMetres: line.guess)
    var found: (part: MultiPolygon, verdicts: [PartVerdict])?
    for _ in 0..<40 where !line.isDone && layings < Self.budget {
      let guess = line.guess
      let part = try cutter.part(of: own.ground, squareMetres: guess, swept: direction)
      let rest = try cutter.rest(of: measure, without: other + [part])
      var verdicts: [PartVerdict]?
      if !rest.isEmpty {
        layings += 1
        try draft.apply(
          .replace(number, with: mender.drawing(of: own.measure, rest)), job: mender.quiet)
        try facts.follow(draft, job: mender.quiet)
        verdicts = try mender.verdicts(on: facts)
      }
      let passes = verdicts.map { mender.isEnough($0) } ?? true
      line.learn(at: guess, passes: passes, verdicts.flatMap { nearness($0) })
      if passes { found = verdicts.map { (part, $0) } }
    }
    guard line.isDone, found != nil, own.area - line.enough > Self.tolerance else { return nil }
    spare = max(spare ?? 0, line.enough - line.tooLittle)
    return found
  }

  /// How far the worst part is from passing, as a share of what it was short of at first.
  private func nearness(_ verdicts: [PartVerdict]) -> Double? {
    var worst: Double?
    for part in failing {
      guard let now = margin(verdicts[part])?.double,
        let before = margin(mender.tests[part].verdict)?.double.magnitude, before > 0
      else { return nil }
      worst = min(worst ?? .infinity, now / before)
    }
    return worst
  }

  // MARK: What is left

  /// What is left of every measure that is touched.
  private func rests(
    _ taken: Set<Int>, _ cut: [Int: MultiPolygon], grown: Double
  ) throws -> [Int: MultiPolygon] {
    var grounds: [Int: [MultiPolygon]] = [:]
    for chunk in taken.sorted() {
      let ground = cut[chunk] ?? chunks[chunk].ground
      // Nothing is left of a measure that goes as a whole.
      let isWhole = chunks[chunk].piece == nil && cut[chunk] == nil
      grounds[chunks[chunk].measure, default: []].append(
        grown > 0 && !isWhole ? try cutter.geos.buffer(ground, metres: grown) : ground)
    }
    var left: [Int: MultiPolygon] = [:]
    for (measure, taken) in grounds {
      left[measure] = try cutter.rest(
        of: mender.matter.plan.side.polygons.multiPolygon(of: measure), without: taken)
    }
    return left
  }
}

/// Looks for the least amount that is enough, where more is never worse: between one that is too
/// little and one that is enough.
struct LineSearch {
  private(set) var tooLittle = 0.0
  private(set) var enough: Double
  private var lowNearness: Double?
  private var highNearness: Double?
  /// An amount before ``tooLittle`` that was too little as well.
  private var earlier: (amount: Double, nearness: Double)?
  private var steps = 0
  private let tolerance: Double

  /// - Parameters:
  ///   - none: how far nothing is from enough, negative; nil where it is not known.
  ///   - all: the same of the whole.
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
    // Where a guess was bad, halving is sure to come to an end.
    if steps % 4 == 3 { return middle }
    guard let root else { return middle }
    let lowest = tooLittle + min(0.1 * tolerance, (enough - tooLittle) / 4)
    return max(lowest, min(root + 0.3 * tolerance, enough - 0.9 * tolerance))
  }

  /// Where a straight line through what is known comes to just enough.
  private var root: Double? {
    if let earlier, let low = lowNearness, low > earlier.nearness {
      let step = (tooLittle - earlier.amount) / (low - earlier.nearness)
      let root = tooLittle - low * step
      if root < enough { return root }
    }
    guard let low = lowNearness, let high = highNearness, low < 0, high > low else { return nil }
    return tooLittle - low * (enough - tooLittle) / (high - low)
  }

  mutating func learn(at amount: Double, passes: Bool, _ nearness: Double?) {
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
