import Certificates
import Groundwork

/// The exchange among the parcels most likely to change, as a whole-number model: exact among them.
struct ExchangeCore {
  let problem: ExchangeProblem
  /// The parcels that may change, ascending.
  let parcels: [Int]
  private var model = LinearModel()

  /// Areas are counted in 100 m² and slopes in degrees, so that the coefficients have like sizes.
  private static let areaUnit = 10_000.0
  private static let slopeUnit = 1e9

  /// What the changes must do to blocks together, if each did what it does alone.
  struct BlockDemand {
    var effects: BlockEffects
    /// In 0.01 m².
    var area: Int64?
    var count: Int64?
  }

  /// - Parameter level: the mean slope that the objective of a slope problem is measured from.
  init(
    _ problem: ExchangeProblem, _ relaxation: ExchangeRelaxation, parcels: [Int], level: Int64,
    demand: BlockDemand? = nil
  ) {
    self.problem = problem
    self.parcels = parcels
    build(relaxation, level)
    if let demand { add(demand) }
  }

  private mutating func add(_ demand: BlockDemand) {
    if let area = demand.area {
      model.addRow(
        parcels.indices.map {
          .init($0, Double(demand.effects.areas[parcels[$0]]) / ExchangeCore.areaUnit)
        }, atLeast: Double(area) / ExchangeCore.areaUnit)
    }
    if let count = demand.count {
      model.addRow(
        parcels.indices.map { .init($0, Double(demand.effects.counts[parcels[$0]])) },
        atLeast: Double(count))
    }
  }

  private func area(_ parcel: Int) -> Double {
    Double(problem.areas[parcel]) / ExchangeCore.areaUnit
  }

  /// What a flip adds to Σ area × (slope − level).
  private func excess(_ parcel: Int, _ level: Int64) -> Double {
    let value = area(parcel) * (Double(problem.slopes[parcel] - level) / ExchangeCore.slopeUnit)
    return problem.isFarmland[parcel] ? -value : value
  }

  private mutating func build(_ relaxation: ExchangeRelaxation, _ level: Int64) {
    var columns: [Int32: Int] = [:]
    for parcel in parcels {
      let cost = problem.objective == .slope ? excess(parcel, level) : 0
      columns[Int32(parcel)] = model.addBinary(cost: cost)
    }
    let isOut = parcels.map { problem.isFarmland[$0] }
    let out = parcels.indices.filter { isOut[$0] }
    let into = parcels.indices.filter { !isOut[$0] }
    model.addRow(out.map { .init($0, 1) }, atMost: Double(problem.pairLimit))
    model.addRow(
      out.map { .init($0, 1) } + into.map { .init($0, -1) }, atLeast: 0, atMost: 0)
    if problem.keepsFarmland {
      model.addRow(
        parcels.indices.map { .init($0, isOut[$0] ? -area(parcels[$0]) : area(parcels[$0])) },
        atLeast: 0)
    }
    if let most = problem.mostSlope {
      let now =
        Double(problem.excess(problem.isFarmland, over: most))
        / (ExchangeCore.areaUnit * ExchangeCore.slopeUnit)
      model.addRow(
        parcels.indices.map { .init($0, excess(parcels[$0], most)) }, atMost: -now)
    }
    if problem.objective == .contiguity || problem.leastEdges != nil {
      addEdges(relaxation, columns)
    }
  }

  /// Edges gained and lost: single flips by their farmland neighbours, pairs of flips by a correction.
  private mutating func addEdges(_ relaxation: ExchangeRelaxation, _ columns: [Int32: Int]) {
    let isObjective = problem.objective == .contiguity
    var terms: [LinearModel.Term] = []
    for (column, parcel) in parcels.enumerated() {
      let farmland = relaxation.cut.neighbours(of: parcel).count { problem.isFarmland[Int($0)] }
      let gain = Double(problem.isFarmland[parcel] ? -farmland : farmland)
      terms.append(.init(column, gain))
    }
    for (first, parcel) in parcels.enumerated() {
      for other in relaxation.cut.neighbours(of: parcel) where Int(other) > parcel {
        guard let second = columns[other] else { continue }
        let both = model.addColumn(cost: 0)
        if problem.isFarmland[parcel] == problem.isFarmland[Int(other)] {
          model.addRow([.init(both, 1), .init(first, -1)], atMost: 0)
          model.addRow([.init(both, 1), .init(second, -1)], atMost: 0)
          terms.append(.init(both, 1))
        } else {
          model.addRow([.init(first, 1), .init(second, 1), .init(both, -1)], atMost: 1)
          terms.append(.init(both, -1))
        }
      }
    }
    if let least = problem.leastEdges {
      model.addRow(terms, atLeast: Double(least - problem.edgeCount(problem.isFarmland)))
    }
    if isObjective { model.setCosts(terms.map { .init($0.column, -$0.coefficient) }) }
  }

  /// The best exchange among the parcels; `nil` if none was found.
  ///
  /// - Parameter flips: an exchange among the parcels to begin with.
  func solve(_ options: SolveOptions, from flips: [Int]?, job: Job) throws -> [Int]? {
    let start = flips.map { flips in
      let chosen = Set(flips)
      return parcels.map { chosen.contains($0) ? 1.0 : 0 }
    }
    let values = try model.solve(options, from: start, job: job).values
    return values.map { values in parcels.indices.filter { values[$0] > 0.5 }.map { parcels[$0] } }
  }
}
