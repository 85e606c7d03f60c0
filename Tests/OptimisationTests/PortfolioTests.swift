import Certificates
import Foundation
import Groundwork
import Optimisation
import TestSupport
import Testing

/// Made-up programmes by a seed.
enum Programmes {
  /// - Parameter tightness: the share of all costs that the budgets cover.
  static func make(
    _ count: Int, years: Int = 5, seed: UInt64, tightness: Double = 0.4
  ) -> PortfolioProblem {
    var dice = SplitMix(state: seed)
    func roll(_ range: ClosedRange<Int64>) -> Int64 {
      range.lowerBound + Int64(dice.next() % UInt64(range.upperBound - range.lowerBound + 1))
    }
    var projects: [PortfolioProblem.Project] = []
    for index in 0..<count {
      let duration = Int(roll(1...min(3, Int64(years))))
      let costs = (0..<duration).map { _ in Money(fen: roll(200_000...9_000_000) * 100) }
      let total = costs.reduce(Int64(0)) { $0 + $1.fen }
      projects.append(
        PortfolioProblem.Project(
          id: "P\(index)", town: "T\(roll(0...6))", costs: costs,
          staff: (0..<duration).map { _ in roll(1...6) },
          benefit: max(1, total / 100_000 * roll(60...140) / 100),
          quotaUsed: Area(hundredths: roll(0...3) == 0 ? roll(1...40) * 666_667 : 0),
          quotaGained: Area(hundredths: roll(0...2) == 0 ? roll(1...60) * 666_667 : 0),
          needs: index > 4 && roll(0...5) == 0 ? ["P\(roll(0...Int64(index - 1)))"] : []))
    }
    let cost = projects.flatMap(\.costs).reduce(0) { $0 + Double($1.fen) }
    let people = projects.flatMap(\.staff).reduce(0) { $0 + Double($1) }
    let budget = Money(fen: Int64(cost * tightness / Double(years)))
    return PortfolioProblem(
      firstYear: 2026, weights: (0..<years).map { 1000 - 40 * Int64($0) },
      budgets: Array(repeating: budget, count: years), carriesOver: true,
      staff: Array(repeating: Int64(people * tightness * 1.1 / Double(years)), count: years),
      quota: Area(hundredths: Int64(count) * 1_000_000), projects: projects,
      exclusions: (0..<(count / 12)).map { ["P\($0 * 7 % count)", "P\(($0 * 7 + 3) % count)"] },
      townCaps: [.init(town: "T0", cost: Money(fen: Int64(cost * 0.04)), count: nil)])
  }

  /// Every plan of a small problem, one after the other: the best value by trying all.
  static func best(_ problem: PortfolioProblem) -> Int128? {
    var best: Int128?
    var starts: [String: Int] = [:]
    func go(_ index: Int) {
      guard index < problem.projects.count else {
        let ledger = PortfolioLedger(problem, starts: starts)
        if ledger.broken.isEmpty { best = max(best ?? 0, ledger.value) }
        return
      }
      let project = problem.projects[index]
      starts[project.id] = nil
      go(index + 1)
      for year in 0..<max(0, problem.yearCount - project.duration + 1) {
        starts[project.id] = problem.firstYear + year
        go(index + 1)
      }
      starts[project.id] = nil
    }
    go(0)
    return best
  }
}

@Suite("Which projects in which year", .enabled(if: hasSolver))
struct PortfolioTests {
  @Test("The plan is the best of all plans, tried one by one", arguments: 0..<12)
  func oracle(seed: UInt64) throws {
    var problem = Programmes.make(7, years: 3, seed: seed, tightness: 0.5)
    problem.exclusions = [["P1", "P2"]]
    problem.carriesOver = seed % 2 == 0
    problem.townCaps.append(.init(town: "T1", count: 1))
    if seed % 3 == 0 { problem.projects[3].lock = .excluded }
    let best = try #require(Programmes.best(problem))
    let plan = try PortfolioPlanner(problem).plan(SolveOptions(seconds: 20, relativeGap: 0))
    #expect(Int128(plan.certificate.value) == best)
    #expect(plan.ledger.broken.isEmpty)
    #expect(Int128(plan.certificate.bound) >= best && Int128(plan.certificate.solverBound) >= best)
    let findings = try plan.certificate.check()
    #expect(findings.value == Double(plan.certificate.value))
  }

  @Test("The bound from prices is that of the linear program", arguments: 20..<24)
  func strongDuality(seed: UInt64) throws {
    let problem = Programmes.make(40, seed: seed)
    let model = PortfolioModel(problem)
    let relaxed = try model.model.solve(SolveOptions(isRelaxed: true))
    let prices = model.prices(try #require(relaxed.rowDuals))
    let bound = Double(try PortfolioCertificate.bound(of: problem, prices: prices))
    let ideal = -relaxed.bound * model.valuePerUnit
    #expect(abs(bound - ideal) <= 1e-6 * ideal)
  }

  @Test("64 projects within 1 %, 500 within 0.5 %, in seconds")
  func sizes() throws {
    let small = try PortfolioPlanner(Programmes.make(64, seed: 1))
      .plan(SolveOptions(seconds: 20, relativeGap: 0.01))
    #expect(small.gap <= 0.01)
    let large = try PortfolioPlanner(Programmes.make(500, seed: 1))
      .plan(SolveOptions(seconds: 20, relativeGap: 0.005))
    #expect(large.gap <= 0.005)
    #expect(try large.certificate.check().gap < 0.02)
  }

  @Test("After a lock there is a new plan at once, with a bound")
  func locks() throws {
    var problem = Programmes.make(200, seed: 4)
    let plan = try PortfolioPlanner(problem).plan(SolveOptions(seconds: 10, relativeGap: 0.01))
    let dropped = try #require(plan.certificate.starts.keys.min())
    let index = try #require(problem.projects.firstIndex { $0.id == dropped })
    problem.projects[index].lock = .excluded
    let next = try PortfolioPlanner(problem).replan(
      after: plan.certificate, SolveOptions(seconds: 1, relativeGap: 0.001))
    #expect(next.certificate.starts[dropped] == nil)
    #expect(next.certificate.solverBound <= plan.certificate.solverBound)
    #expect(next.gap < 0.05)
    _ = try next.certificate.check()
    #expect(problem.isNarrower(than: plan.certificate.problem))
    // With more money the bound from before no longer holds.
    problem.budgets[0] += Money(fen: 100)
    #expect(!problem.isNarrower(than: plan.certificate.problem))
  }

  @Test("Rules that cannot hold together are named as a planner calls them")
  func conflict() throws {
    var problem = Programmes.make(30, seed: 9)
    for index in [2, 5] {
      problem.projects[index].costs = [Money(fen: 100)]
      problem.projects[index].staff = [0]
    }
    problem.projects[2].lock = .chosen
    problem.projects[2].needs = ["P5"]
    problem.projects[5].lock = .excluded
    problem.projects[5].needs = []
    let error = #expect(throws: Diagnostic.self) {
      try PortfolioPlanner(problem).plan(SolveOptions(seconds: 10))
    }
    #expect(error?.code == "optimise.infeasible")
    let text = try #require(error?.message.en)
    #expect(text.contains("‘P2’ locked in") && text.contains("‘P5’ locked out"))
    #expect(!text.contains("budget"))
  }

  @Test("A certificate survives its file; a changed one is refused")
  func tampering() throws {
    let plan = try PortfolioPlanner(Programmes.make(40, seed: 3))
      .plan(SolveOptions(seconds: 10, relativeGap: 0.01))
    let json = try Certificate.portfolio(plan.certificate).json()
    let read = try Certificate(json: json)
    #expect(read == .portfolio(plan.certificate))
    _ = try read.check()

    func refused(_ change: (inout PortfolioCertificate) -> Void) -> String? {
      var certificate = plan.certificate
      change(&certificate)
      do {
        _ = try certificate.check()
        return nil
      } catch {
        return error.code
      }
    }
    #expect(refused { $0.value += 1 } == "certificate.value")
    #expect(refused { $0.bound = $0.value } == "certificate.bound")
    #expect(refused { $0.bound -= 1 } == "certificate.bound")
    #expect(refused { $0.prices.removeAll() } == "certificate.bound")
    #expect(refused { $0.prices[0].price *= -1 } == "certificate.price")
    #expect(refused { $0.starts["P999"] = 2026 } == "certificate.unknown")
    #expect(refused { $0.problem.budgets[0] = .zero } != nil)
    #expect(refused { $0.problem.weights.removeLast() } == "portfolio.years")
    let chosen = try #require(plan.certificate.starts.keys.min())
    #expect(refused { $0.starts[chosen] = nil } != nil)
  }
}
