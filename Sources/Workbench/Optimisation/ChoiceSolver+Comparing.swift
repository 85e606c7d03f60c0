import Certificates
import Groundwork
import Optimisation

/// What happens to the best plan without one of its measures, or with one more.
public struct ChoiceReason: Sendable {
  public var item: String
  /// Whether the plan has the item.
  public var isChosen: Bool
  /// By how much the objective gets worse, in 万元 of cost or 亩 of the indicator; `nil` if no plan is
  /// left.
  public var loss: Double?
  /// Measures that come in, and that go, by their ids.
  public var comesIn: [String] = []
  public var goes: [String] = []
  /// Why no plan is left.
  public var conflict: Diagnostic?
}

/// One point of a Pareto front (帕累托前沿).
public struct FrontPoint: Sendable {
  /// The floor of the indicator, in per cent of the drawn plan.
  public var percent: Double
  /// The plan; `nil` where no plan reaches the floor, or none of those that were laid keeps the rules.
  public var answer: ChoiceAnswer?
}

extension ChoiceSolver {
  /// Why an item is in the plan, or is not: the best plan with the opposite decision, not laid.
  ///
  /// - Throws: ``Diagnostic`` `choice.lock-unknown`; ``Cancelled``.
  public func reason(
    of id: String, in answer: ChoiceAnswer, _ limits: SearchLimits, job: Job
  ) throws -> ChoiceReason {
    var problem = answer.problem.problem
    let place = answer.problem.groups.indices.first { index in
      problem.items[index].id == id
        || answer.problem.groups[index].contains { choice.items[$0].id == id }
    }
    guard let place else {
      throw Diagnostic(
        code: "choice.lock-unknown",
        Localized(zh: "“\(id)”不在候选之中。", en: "‘\(id)’ is no candidate."), feature: id)
    }
    let before = Set(answer.plan.certificate.chosen)
    let isChosen = before.contains(place)
    var reason = ChoiceReason(item: id, isChosen: isChosen)
    if answer.isDrawnOnly {
      if !isChosen, !answer.problem.drawnItems(choice).contains(place) {
        reason.conflict = ChoiceRefused(plans: answer.refused, rules: answer.refusing).diagnostic
        return reason
      }
      var own = answer.problem
      own.leaveOut(candidatesOf: choice)
      problem = own.problem
    }
    problem.items[place].lock = isChosen ? .excluded : .chosen
    do {
      let other = try SelectionPlanner(problem).plan(limits.options, job: job)
      reason.loss =
        Double(other.cost - answer.plan.cost) / abs(answer.problem.valueUnit)
      let after = Set(other.certificate.chosen)
      func ids(_ items: Set<Int>) -> [String] {
        answer.problem.measures(of: items.subtracting([place]).sorted()).map { choice.items[$0].id }
      }
      reason.comesIn = ids(after.subtracting(before))
      reason.goes = ids(before.subtracting(after))
    } catch let diagnostic as Diagnostic where diagnostic.code == "optimise.infeasible" {
      reason.conflict = diagnostic
    }
    return reason
  }

  /// Further plans that are distinct and nearly as good, each laid and judged, the best first.
  ///
  /// Each differs from every other in at least a tenth of its items. A cancelled job gives those found so
  /// far.
  /// - Parameter slack: how much worse a plan may be, as a share of the objective of the best.
  public func alternatives(
    to answer: ChoiceAnswer, count: Int = 4, slack: Double = 0.05, _ limits: SearchLimits, job: Job
  ) throws -> [ChoiceAnswer] {
    var problem = answer.problem
    var found: [ChoiceAnswer] = []
    var last = answer
    for _ in 0..<count {
      let chosen = last.plan.certificate.chosen
      problem.differ(
        from: chosen, in: max(2, chosen.count / 10),
        Localized(zh: "与已有方案明显不同", en: "distinct from the other plans"))
      do {
        last = try solve(problem, limits, job: job)
      } catch let diagnostic as Diagnostic
        where ["optimise.infeasible", "optimise.no-plan"].contains(diagnostic.code)
      {
        return found
      } catch is ChoiceRefused {
        return found
      } catch is Cancelled {
        return found
      }
      let worse = Double(last.plan.cost - answer.plan.cost)
      guard worse <= slack * abs(Double(answer.plan.cost)) else { return found }
      found.append(last)
    }
    return found
  }

  /// The best plans for several floors of one indicator: what more of it costs. Each is laid and judged.
  /// A cancelled job gives the points found so far.
  public func front(
    of indicator: MeasureChoiceRequest.Indicator, percents: [Double], _ limits: SearchLimits,
    job: Job
  ) throws -> [FrontPoint] {
    var points: [FrontPoint] = []
    var start: [Int]?
    for percent in percents.sorted(by: >) {
      var request = request
      request.floors.removeAll { $0.indicator == indicator }
      request.floors.append(.init(indicator, percent: percent))
      do {
        let answer = try ChoiceSolver(choice, request).solve(limits, from: start, job: job)
        start = answer.judged.measures
        points.append(FrontPoint(percent: percent, answer: answer))
      } catch let diagnostic as Diagnostic where diagnostic.code == "optimise.infeasible" {
        points.append(FrontPoint(percent: percent, answer: nil))
      } catch is ChoiceRefused {
        points.append(FrontPoint(percent: percent, answer: nil))
      } catch is Cancelled {
        break
      }
    }
    return points.reversed()
  }
}
