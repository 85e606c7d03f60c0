import Certificates
import Groundwork

/// Why no exchange keeps the rules: a set of rules that is proven to have none, and of which none can be
/// left out of that proof.
struct ExchangeConflict {
  private enum Rule: CaseIterable {
    case locks, farmland, pairs, slope, contiguity, blockArea
  }

  private let problem: ExchangeProblem
  private let job: Job

  init(_ problem: ExchangeProblem, job: Job) {
    self.problem = problem
    self.job = job
  }

  /// - Throws: ``Cancelled``.
  /// - Returns: `nil` if the rules are not proven to have no exchange.
  func diagnostic() throws -> Diagnostic? {
    var core = Rule.allCases.filter(isThere)
    guard try isImpossible(core) else { return nil }
    for rule in Rule.allCases where core.contains(rule) {
      let rest = core.filter { $0 != rule }
      if try isImpossible(rest) { core = rest }
    }
    return Conflict.diagnostic(core.map(name))
  }

  private func isThere(_ rule: Rule) -> Bool {
    switch rule {
    case .locks: problem.isLocked.contains(true)
    case .farmland: problem.keepsFarmland
    case .pairs: true
    case .slope: problem.mostSlope != nil
    case .contiguity: problem.leastEdges != nil
    case .blockArea: problem.leastBlockArea != nil
    }
  }

  /// Whether the bounds prove that some rules have no exchange.
  private func isImpossible(_ rules: [Rule]) throws -> Bool {
    try job.cancellation.check()
    var other = problem
    if !rules.contains(.locks) { other.isLocked = Array(repeating: false, count: other.count) }
    if !rules.contains(.farmland) { other.keepsFarmland = false }
    if !rules.contains(.pairs) {
      let farmland = other.isFarmland.count(where: \.self)
      other.pairLimit = min(farmland, other.count - farmland)
    }
    if !rules.contains(.slope) { other.mostSlope = nil }
    if !rules.contains(.contiguity) { other.leastEdges = nil }
    other.leastBlocks = nil
    other.leastBlockArea = nil
    return try isTooMuch(other, rules.contains(.blockArea) ? problem.leastBlockArea : nil)
  }

  /// Whether the best that can be had of one rule, while the others hold, is not enough.
  private func isTooMuch(_ problem: ExchangeProblem, _ blockArea: Int64?) throws -> Bool {
    var other = problem
    do {
      if let blockArea {
        other.objective = .blockArea
        let most = try BlockAreaPlanner(other).bound(SolveOptions(seconds: 10), job: job)
        if most < blockArea { return true }
      }
      if let least = problem.leastEdges {
        other.objective = .contiguity
        other.leastEdges = nil
        return try ExchangePlanner(other).bound(job) < least
      }
      if let most = problem.mostSlope {
        other.objective = .slope
        other.mostSlope = nil
        return try ExchangePlanner(other).bound(job) > most
      }
      return false
    } catch let diagnostic as Diagnostic where diagnostic.code == ExchangePlanner.infeasibleCode {
      return true
    }
  }

  private func name(_ rule: Rule) -> Localized {
    let now = problem.measures(problem.isFarmland)
    func figure(_ value: Double) -> String {
      let rounded = (value * 10_000).rounded() / 10_000
      return String(rounded)
    }
    switch rule {
    case .locks:
      let count = problem.isLocked.count(where: \.self)
      return Localized(zh: "锁定不变的 \(count) 个图斑", en: "\(count) parcels that stay")
    case .farmland: return Localized(zh: "耕地面积不减少", en: "farmland does not shrink")
    case .pairs:
      let pairs = problem.pairLimit
      return Localized(zh: "最多置换 \(pairs) 对", en: "at most \(pairs) pairs")
    case .slope:
      let most = figure(Double(problem.mostSlope ?? 0) / 1e9)
      return Localized(
        zh: "平均坡度不大于 \(most)（现为 \(figure(now.slope))）",
        en: "a mean slope of at most \(most), now \(figure(now.slope))")
    case .contiguity:
      let least = figure(2 * Double(problem.leastEdges ?? 0) / Double(max(1, now.parcels)))
      return Localized(
        zh: "相邻耕地不少于每图斑 \(least) 个（现为 \(figure(now.contiguity))）",
        en: "at least \(least) farmland neighbours of a parcel, now \(figure(now.contiguity))")
    case .blockArea:
      let least = Conflict.mu(problem.leastBlockArea ?? 0)
      let before = Conflict.mu(now.blockArea)
      return Localized(
        zh: "百亩方面积不小于 \(least) 亩（现为 \(before) 亩）",
        en: "at least \(least) mu in blocks of 100 mu, now \(before) mu")
    }
  }
}
