import Certificates
import Foundation
import Groundwork
import Optimisation
import TestSupport
import Testing

@Suite("Choice of items by rows", .enabled(if: hasSolver))
struct SelectionTests {
  /// A made-up problem by a seed: areas and costs as measures have them, some locked, some contributing
  /// less than nothing.
  private func made(_ count: Int, rows: Int, seed: UInt64) -> SelectionProblem {
    var dice = SplitMix(state: seed)
    func roll(_ range: ClosedRange<Int64>) -> Int64 {
      range.lowerBound + Int64(dice.next() % UInt64(range.upperBound - range.lowerBound + 1))
    }
    let items = (0..<count).map { index in
      SelectionProblem.Item(
        id: "Z\(index)", cost: roll(1...90) * 1_000_000,
        lock: index % 7 == 3 ? .chosen : index % 7 == 5 ? .excluded : .free)
    }
    let all = (0..<rows).map { row in
      let terms = items.indices.compactMap { item -> SelectionProblem.Term? in
        let amount = roll(-2...9)
        return amount == 0 ? nil : .init(item: item, amount: amount * 6_666_667)
      }
      let most = terms.reduce(Int64(0)) { $0 + max(0, $1.amount) }
      return SelectionProblem.Row(
        name: Localized(zh: "规则 \(row)", en: "rule \(row)"), terms: terms,
        least: most / 100 * roll(20...45))
    }
    return SelectionProblem(items: items, rows: all)
  }

  /// The cheapest choice by trying all; `nil` if none keeps every row.
  private func cheapest(_ problem: SelectionProblem) -> Int64? {
    var best: Int64?
    for mask in 0..<(1 << problem.items.count) {
      let isChosen = problem.items.indices.map { mask >> $0 & 1 == 1 }
      let keepsLocks = zip(problem.items, isChosen).allSatisfy { item, isIn in
        item.lock == .free || isIn == (item.lock == .chosen)
      }
      guard keepsLocks,
        problem.rows.indices.allSatisfy({
          problem.amount(of: $0, isChosen) >= Int128(problem.rows[$0].least)
        })
      else { continue }
      let cost = problem.cost(of: isChosen.indices.filter { isChosen[$0] })
      best = min(best ?? cost, cost)
    }
    return best
  }

  @Test func itFindsWhatTryingAllFinds() throws {
    var infeasible = 0
    for seed in UInt64(1)...40 {
      let problem = made(11, rows: 3, seed: seed)
      let planner = try SelectionPlanner(problem)
      guard let best = cheapest(problem) else {
        infeasible += 1
        #expect(throws: Diagnostic.self) { try planner.plan() }
        continue
      }
      let plan = try planner.plan()
      #expect(plan.cost == best, "seed \(seed)")
      #expect(plan.certificate.bound <= best && plan.certificate.solverBound <= best)
      #expect(plan.gap < 1e-6)
    }
    #expect(infeasible < 30)
  }

  @Test func aTamperedCertificateIsRefused() throws {
    let problem = made(40, rows: 4, seed: 5)
    let certificate = try SelectionPlanner(problem).plan().certificate
    _ = try certificate.check()
    func refuses(_ code: String, _ change: (inout SelectionCertificate) -> Void) {
      var other = certificate
      change(&other)
      #expect {
        try other.check()
      } throws: {
        ($0 as? Diagnostic)?.code == "certificate." + code
      }
    }
    refuses("value") { $0.value -= 1 }
    refuses("bound") { $0.bound += 1 }
    refuses("bound") { $0.solverBound = $0.value + 1 }
    refuses("price") { $0.prices[0] = -1 }
    refuses("rule-broken") { $0.chosen.removeAll { problem.items[$0].lock == .chosen } }
    refuses("rule-broken") {
      $0.chosen = problem.items.indices.filter { problem.items[$0].lock == .chosen }
    }
    refuses("unknown") { $0.chosen.append(99) }
  }

  @Test func aLockAfterASearchIsKept() throws {
    var problem = made(12, rows: 2, seed: 3)
    problem.items = problem.items.map { SelectionProblem.Item(id: $0.id, cost: $0.cost) }
    let first = try SelectionPlanner(problem).plan()
    let dropped = try #require(first.certificate.chosen.first)
    problem.items[dropped].lock = .excluded
    let second = try SelectionPlanner(problem).plan(from: first.certificate.chosen)
    #expect(!second.certificate.chosen.contains(dropped))
    #expect(second.cost == cheapest(problem))
  }

  @Test func theRulesThatCannotHoldAreNamed() throws {
    var problem = made(12, rows: 2, seed: 3)
    problem.items = problem.items.map { SelectionProblem.Item(id: $0.id, cost: $0.cost) }
    let most = problem.rows[0].terms.reduce(Int64(0)) { $0 + max(0, $1.amount) }
    problem.rows[0].least = most + 1
    #expect {
      try SelectionPlanner(problem).plan(SolveOptions(seconds: 120))
    } throws: {
      let diagnostic = $0 as? Diagnostic
      return diagnostic?.code == "optimise.infeasible"
        && diagnostic?.message.en.contains("rule 0") == true
        && diagnostic?.message.en.contains("rule 1") == false
    }
  }
}
