import Certificates
import Groundwork
import Optimisation

/// One point of a Pareto front: the best answer under a demand on each axis.
public struct StudyPoint: Sendable {
  /// By axis: what was asked for, and what the answer reaches.
  public var asked: [Double]
  public var reached: [Double]
  /// `nil` where no plan was found.
  public var answer: StudyAnswer?
  /// Whether another point is at least as good in everything and better in something.
  public var isDominated = false
  /// Why there is no plan.
  public var fault: Localized?
}

/// Another plan that is nearly as good.
public struct StudyAlternative: Sendable {
  public var answer: StudyAnswer
  /// How much worse it is than the best, in the unit of the answer and as a share of its value.
  public var worse: Double
  public var share: Double
  /// How many items it has that the best has not, and the other way round.
  public var comesIn: Int
  public var goes: Int
}

extension StudySolver {
  /// How long all points of a front, or all further plans, may take together.
  private static let allSeconds = 30.0

  // MARK: Pareto front

  /// The best answers for several demands on one or two axes. A cancelled job gives the points so far.
  ///
  /// - Throws: ``Diagnostic`` `study.axes` for axes that the problem does not have.
  public func front(
    of answer: StudyAnswer, along axes: [StudyAxis], job: Job
  ) throws -> [StudyPoint] {
    let offered = answer.question.axes
    guard (1...2).contains(axes.count), Set(axes).count == axes.count,
      axes.allSatisfy({ offered.contains($0) })
    else {
      let names = offered.map(\.rawValue).joined(separator: ", ")
      throw Diagnostic(
        code: "study.axes",
        Localized(
          zh: "这一问题可比较的指标为 \(names)，取一项或两项。",
          en: "This problem can be compared along \(names); take one or two of them."))
    }
    let base = StudyAxisBase(answer)
    var steps: [[Double]] = []
    for axis in axes { steps.append(try self.steps(of: axis, answer, base, job)) }
    if steps.count == 2, steps[1].count > 3 {
      steps[1] = [steps[1][0], steps[1][steps[1].count / 2], steps[1][steps[1].count - 1]]
    }
    let demands =
      steps.count == 1
      ? steps[0].map { [$0] }
      : steps[0].flatMap { one in
        steps[1].map { [one, $0] }
      }
    var points: [StudyPoint] = []
    for (number, demand) in demands.enumerated() {
      let stage = Localized(
        zh: "帕累托前沿 \(number + 1)/\(demands.count)",
        en: "Pareto front \(number + 1)/\(demands.count)")
      job.progress.begin(stage, total: nil)
      var question = answer.question
      for (axis, value) in zip(axes, demand) { question = question.asking(value, of: axis, base) }
      question.seconds = share(of: answer.question, among: demands.count)
      do {
        let found = try judged(solve(question, job: job), job: job)
        let document = found.document
        let reached = zip(axes, demand).map { $0.reached($1, document) }
        points.append(StudyPoint(asked: demand, reached: reached, answer: found))
      } catch let diagnostic as Diagnostic {
        points.append(
          StudyPoint(asked: demand, reached: demand, answer: nil, fault: diagnostic.message))
      } catch is Cancelled {
        break
      }
    }
    StudySolver.markDominated(&points, axes, isLargeGood: answer.isLargeGood)
    return points
  }

  private func share(of question: StudyQuestion, among count: Int) -> Double {
    min(question.seconds ?? 15, max(1, StudySolver.allSeconds / Double(max(1, count))))
  }

  /// The demands on an axis, ascending.
  private func steps(
    of axis: StudyAxis, _ answer: StudyAnswer, _ base: StudyAxisBase, _ job: Job
  ) throws -> [Double] {
    let question = answer.question
    func times(_ value: Double, _ factors: [Double]) -> [Double] { factors.map { $0 * value } }
    switch axis {
    case .contiguity, .slope, .blockArea:
      guard var farthest = question.farthest(axis) else { return [] }
      farthest.seconds = share(of: question, among: 6)
      let end = StudyAxisBase(try solve(farthest, job: job)).after(axis.rawValue)
      let start = base.after(axis.rawValue)
      return [0, 0.25, 0.5, 0.75, 0.9].map { start + $0 * (end - start) }
    case .pairs:
      return times(Double(question.pairs ?? 100), [0.2, 0.4, 0.6, 0.8, 1, 1.2]).map { $0.rounded() }
    case .area: return times(base.after("area"), [0.5, 0.75, 1, 1.25, 1.5])
    case .block:
      let block = question.blockMu ?? 100
      return block > 0 ? times(block, [0, 0.5, 1, 2, 4]) : [0, 50, 100, 200, 400]
    case .money:
      return times(base.budgets.reduce(0, +), [0.5, 0.7, 0.85, 1, 1.15, 1.3, 1.5])
    case .places: return (2...max(4, min(9, (question.places ?? 6) + 2))).map(Double.init)
    case .cap: return [1, 2, 5, 10, 20, 100]
    }
  }

  static func markDominated(_ points: inout [StudyPoint], _ axes: [StudyAxis], isLargeGood: Bool) {
    /// Each figure so that less is better.
    let figures = points.map { point -> [Double]? in
      guard let answer = point.answer else { return nil }
      let value = answer.document.value
      return [isLargeGood ? -value : value]
        + zip(axes, point.reached).map { $0.isLargeGood ? -$1 : $1 }
    }
    for (one, mine) in figures.enumerated() {
      guard let mine else { continue }
      for (other, theirs) in figures.enumerated() where other != one {
        guard let theirs, zip(theirs, mine).allSatisfy({ $0 <= $1 }) else { continue }
        // Of equal points the first one stays.
        if theirs != mine || other < one { points[one].isDominated = true }
      }
    }
  }

  // MARK: Distinct plans

  /// Further plans that are distinct and nearly as good, the best first.
  ///
  /// Each leaves out another tenth of what the best plan chooses, those first that are most easily replaced;
  /// each differs from every other in a tenth of its items at least. A cancelled job gives those found so far.
  /// - Parameter slack: how much worse a plan may be, as a share of the value of the best.
  public func alternatives(
    to answer: StudyAnswer, count: Int = 5, slack: Double = 0.05, job: Job
  ) throws -> [StudyAlternative] {
    let moved = answer.moved
    let order = replaceable(in: answer)
    let size = max(1, (moved.count + 9) / 10)
    let tries = min(2 * count, order.count / size)
    var found: [StudyAlternative] = []
    for number in 0..<tries where found.count < count {
      let stage = Localized(
        zh: "另找相近方案 \(found.count)/\(count)", en: "Finding distinct plans \(found.count)/\(count)")
      job.progress.begin(stage, total: nil)
      var question = answer.question
      let left = (0..<size).map { order[number + $0 * tries] }
      question.lockOut = (question.lockOut ?? []) + left
      question.seconds = share(of: answer.question, among: count)
      do {
        let other = try solve(question, job: job)
        let isDistinct = ([answer] + found.map(\.answer)).allSatisfy {
          10 * $0.moved.symmetricDifference(other.moved).count >= moved.count
        }
        var made = StudySolver.alternative(other, to: answer)
        guard isDistinct, made.share <= slack else { continue }
        made.answer = try judged(other, job: job)
        found.append(made)
      } catch is Diagnostic {
        continue
      } catch is Cancelled {
        break
      }
    }
    found.sort { $0.worse < $1.worse }
    if let better = try improved(answer, by: found, job) {
      found.removeAll { $0.answer.moved == better.answer.moved }
      found.insert(better, at: 0)
    }
    return Array(found.prefix(count))
  }

  /// A corridor that was found on the way and is cheaper than the answer, as the answer to the whole
  /// question: the search begins with it.
  private func improved(
    _ answer: StudyAnswer, by found: [StudyAlternative], _ job: Job
  ) throws -> StudyAlternative? {
    guard let best = found.first, best.worse < 0, !job.cancellation.isCancelled,
      case .corridor(let plan, _, _, _) = best.answer.plan
    else { return nil }
    let again = try solveCorridor(answer.question, from: plan.certificate.chosen, job) { _ in }
    var made = StudySolver.alternative(again, to: answer)
    made.answer = try judged(again, job: job)
    return made
  }

  private static func alternative(
    _ other: StudyAnswer, to answer: StudyAnswer
  ) -> StudyAlternative {
    let (best, value) = (answer.document.value, other.document.value)
    let worse = answer.isLargeGood ? best - value : value - best
    return StudyAlternative(
      answer: other, worse: worse, share: worse / max(abs(best), 1e-9),
      comesIn: other.moved.subtracting(answer.moved).count,
      goes: answer.moved.subtracting(other.moved).count)
  }

  /// What a plan chooses freely, by id; what is most easily replaced comes first.
  private func replaceable(in answer: StudyAnswer) -> [String] {
    let locked = Set(answer.question.lockIn ?? [])
    let items = answer.items.filter {
      $0.state != .offered && $0.state != .joined && !locked.contains($0.id)
    }
    if case .portfolio(let plan) = answer.plan {
      let worth = plan.certificate.problem.projects.reduce(into: [String: Double]()) {
        let cost = $1.costs.reduce(Money.zero, +)
        $0[$1.id] = Double($1.benefit) / max(1, Double(cost.fen))
      }
      return items.map(\.id).sorted { (worth[$0] ?? 0, $0) < (worth[$1] ?? 0, $1) }
    }
    func dear(_ item: StudyAnswer.Item) -> Int {
      guard let ground, let number = item.patch else { return 0 }
      let patch = ground.patches[number]
      return (answer.question.cost == .grade ? patch.grade : patch.slope) ?? 0
    }
    // What leaves the basic farmland is not fit: other ground is to enter instead.
    return items.filter { answer.question.kind != .adjustment || $0.state == .entering }
      .sorted { (dear($1), $0.id) < (dear($0), $1.id) }.map(\.id)
  }
}
