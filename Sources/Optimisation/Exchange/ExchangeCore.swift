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
    var components: FarmlandComponents
    /// In 0.01 m².
    var area: Int64?
    var count: Int64?
  }

  /// An exchange that is near a known one, whose effects on blocks were measured from there.
  struct Nearness {
    var flips: Set<Int>
    /// Of the state after these flips: what each further flip does, or each flip that is taken back.
    var effects: BlockEffects
    /// What may be lost at most, or must be gained, in 0.01 m² and in number.
    var area: Int64?
    var count: Int64?
    /// In how many flips it may differ.
    var most: Int
  }

  /// - Parameter level: the mean slope that the objective of a slope problem is measured from.
  init(
    _ problem: ExchangeProblem, _ relaxation: ExchangeRelaxation, parcels: [Int], level: Int64,
    demand: BlockDemand? = nil, near: Nearness? = nil
  ) {
    self.problem = problem
    self.parcels = parcels
    build(relaxation, level)
    if let demand { add(demand) }
    if let near { near.add(to: &model, parcels, unit: ExchangeCore.areaUnit) }
  }

  private mutating func add(_ demand: BlockDemand) {
    if let area = demand.area { addBlockArea(demand, atLeast: area) }
    if let count = demand.count {
      model.addRow(
        parcels.indices.map { .init($0, Double(demand.effects.counts[parcels[$0]])) },
        atLeast: Double(count))
    }
  }

  /// What comes gives its own area to a block, and with others that of a component that is none, once; what
  /// leaves takes what it does alone, and a component out of which it is taken does not count as joined.
  private mutating func addBlockArea(_ demand: BlockDemand, atLeast least: Int64) {
    let components = demand.components
    var touching: [Int32: [Int]] = [:]
    var leaving: [Int32: [Int]] = [:]
    var terms: [LinearModel.Term] = []
    for (column, parcel) in parcels.enumerated() {
      if problem.isFarmland[parcel] {
        terms.append(
          .init(column, Double(demand.effects.areas[parcel]) / ExchangeCore.areaUnit))
        leaving[components.labels[parcel], default: []].append(column)
      } else if demand.effects.areas[parcel] > 0 {
        terms.append(.init(column, area(parcel)))
        for component in components.joined[parcel] {
          touching[component, default: []].append(column)
        }
      }
    }
    for component in touching.keys.sorted() {
      let joined = model.addColumn(cost: 0)
      terms.append(
        .init(joined, Double(components.areas[Int(component)]) / ExchangeCore.areaUnit))
      let columns = (touching[component] ?? []).map { LinearModel.Term($0, -1) }
      model.addRow(columns + [.init(joined, 1)], atMost: 0)
      for column in leaving[component] ?? [] {
        model.addRow([.init(column, 1), .init(joined, 1)], atMost: 1)
      }
    }
    model.addRow(terms, atLeast: Double(least) / ExchangeCore.areaUnit)
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

extension ExchangeCore.Nearness {
  /// Adds the rows on blocks and on how near it must be; the columns are the flips of the parcels.
  func add(to model: inout LinearModel, _ parcels: [Int], unit: Double) {
    /// A flip that is taken back counts from 1 down.
    func row(_ amount: (Int) -> Double) -> (terms: [LinearModel.Term], known: Double) {
      var known = 0.0
      let terms = parcels.enumerated().map { column, parcel -> LinearModel.Term in
        guard flips.contains(parcel) else { return .init(column, amount(parcel)) }
        known += amount(parcel)
        return .init(column, -amount(parcel))
      }
      return (terms, known)
    }
    let distance = row { _ in 1 }
    model.addRow(distance.terms, atMost: Double(most) - distance.known)
    if let area {
      let effect = row { Double(effects.areas[$0]) / unit }
      model.addRow(effect.terms, atLeast: Double(area) / unit - effect.known)
    }
    if let count {
      let effect = row { Double(effects.counts[$0]) }
      model.addRow(effect.terms, atLeast: Double(count) - effect.known)
    }
  }

  /// Around an exchange that keeps the rules of a problem.
  init(_ flips: [Int], _ problem: ExchangeProblem, most: Int) {
    var after = problem
    after.isFarmland = problem.state(after: flips)
    let measures = after.measures(after.isFarmland)
    self.init(
      flips: Set(flips), effects: BlockEffects(after),
      area: problem.leastBlockArea.map { $0 - measures.blockArea },
      count: problem.leastBlocks.map { Int64($0 - measures.blocks) }, most: most)
  }
}
