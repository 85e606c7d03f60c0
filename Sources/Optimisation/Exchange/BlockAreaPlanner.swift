import Certificates
import Groundwork

/// The exchange after which most farmland lies in blocks of 100 亩 (百亩方).
///
/// 1. The bound: a linear program of coverage over all parcels, whose prices the certificate lists
///    (``ExchangeCertificate/mostBlockArea(_:_:_:)``).
/// 2. The plan: the same as a whole-number model among the parcels most likely to change, in which a
///    parcel that is taken out costs what it does to its block alone. The plan is measured again; what is
///    missing of a demand is asked for in addition.
struct BlockAreaPlanner {
  let problem: ExchangeProblem
  private let components: FarmlandComponents
  private let effects: BlockEffects
  private let near: [[Int32]]

  /// Areas are counted in 100 m² and slopes in degrees, so that the coefficients have like sizes.
  private static let areaUnit = 10_000.0
  private static let slopeUnit = 1e9
  /// Parcels of each kind and order that the model may change.
  private static let coreSize = 250

  init(_ problem: ExchangeProblem) {
    self.problem = problem
    components = FarmlandComponents(problem)
    effects = BlockEffects(problem)
    var near = [[Int32]](repeating: [], count: problem.count)
    for edge in problem.edges {
      near[Int(edge.x)].append(edge.y)
      near[Int(edge.y)].append(edge.x)
    }
    self.near = near
  }

  /// - Throws: as ``ExchangePlanner/plan(_:coreSize:job:onProgress:)``; `nil` if no exchange was found.
  func plan(
    _ options: SolveOptions, job: Job, onProgress: (SolveProgress) -> Void
  ) throws -> ExchangePlan? {
    let clock = ContinuousClock()
    let began = clock.now
    func elapsed() -> Double { (clock.now - began) / .seconds(1) }
    let (prices, joins, distances) = try price(options, job)
    let bound = try ExchangeCertificate.mostBlockArea(problem, prices, joins)
    onProgress(SolveProgress(seconds: elapsed(), incumbent: nil, bound: Double(bound)))
    var own = options
    own.relativeGap = min(options.relativeGap, 1e-5)
    own.seconds = max(0.5, options.seconds - elapsed())
    guard let flips = try search(distances, own, job) else { return nil }
    let after = problem.measures(problem.state(after: flips))
    onProgress(
      SolveProgress(
        seconds: elapsed(), incumbent: Double(after.blockArea), bound: Double(bound)))
    let certificate = ExchangeCertificate(
      problem: problem, flips: flips, value: after.blockArea, bound: max(bound, after.blockArea),
      prices: prices, shares: [], joins: joins)
    _ = try certificate.check()
    return ExchangePlan(
      certificate: certificate, before: problem.measures(problem.isFarmland), after: after,
      evaluations: 1)
  }

  // MARK: The model

  private func area(_ parcel: Int) -> Double {
    Double(problem.areas[parcel]) / BlockAreaPlanner.areaUnit
  }

  /// What a flip adds to Σ area × (slope − the largest mean slope).
  private func excess(_ parcel: Int) -> Double {
    let over = Double(problem.slopes[parcel] - (problem.mostSlope ?? 0))
    return sign(parcel) * area(parcel) * over / BlockAreaPlanner.slopeUnit
  }

  /// 1 for what becomes farmland, -1 for what no longer is.
  private func sign(_ parcel: Int) -> Double { problem.isFarmland[parcel] ? -1 : 1 }

  private struct Model {
    var linear = LinearModel()
    var pair = 0
    var balance = 0
    var area: Int?
    var slope: Int?
    /// The row and the column of each component that may be joined.
    var joins: [(component: Int, row: Int, column: Int)] = []
  }

  /// Minimises what blocks lose less what they gain.
  ///
  /// - Parameter loss: what taking a parcel out of farmland costs, in 100 m².
  private func model(_ parcels: [Int], loss: (Int) -> Double) -> Model {
    var model = Model()
    var touching: [Int32: [Int]] = [:]
    for (column, parcel) in parcels.enumerated() {
      model.linear.addBinary(cost: problem.isFarmland[parcel] ? loss(parcel) : -area(parcel))
      for component in components.joined[parcel] { touching[component, default: []].append(column) }
    }
    let out = parcels.indices.filter { problem.isFarmland[parcels[$0]] }
    model.pair = model.linear.addRow(
      out.map { .init($0, 1) }, atMost: Double(problem.pairLimit))
    model.balance = model.linear.addRow(
      parcels.indices.map { .init($0, sign(parcels[$0])) }, atLeast: 0, atMost: 0)
    if problem.keepsFarmland {
      model.area = model.linear.addRow(
        parcels.indices.map { .init($0, sign(parcels[$0]) * area(parcels[$0])) }, atLeast: 0)
    }
    if let most = problem.mostSlope {
      let unit = BlockAreaPlanner.areaUnit * BlockAreaPlanner.slopeUnit
      let now = Double(problem.excess(problem.isFarmland, over: most)) / unit
      model.slope = model.linear.addRow(
        parcels.indices.map { .init($0, excess(parcels[$0])) }, atMost: -now)
    }
    for component in touching.keys.sorted() {
      let gain = Double(components.areas[Int(component)]) / BlockAreaPlanner.areaUnit
      let joined = model.linear.addColumn(cost: -gain)
      let columns = (touching[component] ?? []).map { LinearModel.Term($0, 1) }
      let row = model.linear.addRow(columns + [.init(joined, -1)], atLeast: 0)
      model.joins.append((Int(component), row, joined))
    }
    return model
  }

  // MARK: The bound

  /// No exchange has more area in blocks, in 0.01 m².
  ///
  /// - Throws: ``Diagnostic`` `optimise.infeasible` if none keeps the rules on slope and area.
  func bound(_ options: SolveOptions, job: Job) throws -> Int64 {
    let (prices, joins, _) = try price(options, job)
    return try ExchangeCertificate.mostBlockArea(problem, prices, joins)
  }

  /// The prices with the best bound, and how far each parcel is from being worth a change, or a stay.
  private func price(
    _ options: SolveOptions, _ job: Job
  ) throws -> (ExchangePrices, [ExchangeCertificate.Join], [Double]) {
    func loss(_ parcel: Int) -> Double { components.isBlock(parcel) ? area(parcel) : 0 }
    let movable = priced(loss)
    let model = model(movable, loss: loss)
    var run = options
    run.isRelaxed = true
    // Without the prices nothing is proven.
    run.seconds = max(120, options.seconds)
    let result = try model.linear.solve(run, job: job)
    if result.status == .infeasible { throw ExchangePlanner.infeasible() }
    var distances = [Double](repeating: 0, count: problem.count)
    guard let duals = result.rowDuals else { return (ExchangePrices(), [], distances) }
    if let reduced = result.reducedCosts, let values = result.values {
      for (column, parcel) in movable.enumerated() where values[column] < 1e-6 {
        distances[parcel] = abs(reduced[column])
      }
    }
    let unit = BlockAreaPlanner.areaUnit * Double(ExchangeCertificate.blockUnit)
    func whole(_ value: Double, _ most: Double = 0x1p62) -> Int64 {
      Int64(max(-0x1p62, min(most, value)).rounded())
    }
    // From one unit of a row in the model to one unit of the rule in the currency.
    let perArea = Double(ExchangeCertificate.blockUnit) * 0x1p16
    let perSlope =
      Double(ExchangeCertificate.blockUnit) / BlockAreaPlanner.slopeUnit * 0x1p72
    let prices = ExchangePrices(
      slope: model.slope.map { whole(max(0, -duals[$0]) * perSlope) } ?? 0,
      area: model.area.map { whole(max(0, duals[$0]) * perArea) } ?? 0,
      parcel: whole(-duals[model.balance] * unit),
      pair: whole(max(0, -duals[model.pair]) * unit))
    let joins = model.joins.compactMap { component, row, _ -> ExchangeCertificate.Join? in
      let most = Double(components.areas[component]) * Double(ExchangeCertificate.blockUnit)
      let price = whole(max(0, duals[row]) * unit, most)
      return price > 0 ? .init(component: component, price: price) : nil
    }
    return (prices, joins, distances)
  }

  /// The parcels of the linear program. Where only their loss tells parcels of farmland apart, no exchange
  /// takes more than the first of them; as many again stand for those that are left, so that the price is
  /// that of the pair.
  private func priced(_ loss: (Int) -> Double) -> [Int] {
    let movable = problem.areas.indices.filter { !problem.isLocked[$0] }
    guard !problem.keepsFarmland, problem.mostSlope == nil else { return movable }
    let out = movable.filter { problem.isFarmland[$0] }
      .sorted { (loss($0), $0) < (loss($1), $1) }.prefix(2 * problem.pairLimit)
    return movable.filter { !problem.isFarmland[$0] } + out
  }

  // MARK: The plan

  /// The parcels that may change: the best of each kind by several orders, ascending.
  private func core(_ distances: [Double]) -> [Int] {
    var found: Set<Int> = []
    let movable = problem.areas.indices.filter { !problem.isLocked[$0] }
    func take(_ parcels: [Int], by worth: (Int) -> Double) {
      let ranked = parcels.map { (worth: worth($0), parcel: $0) }
        .sorted { ($1.worth, $0.parcel) < ($0.worth, $1.parcel) }
      found.formUnion(ranked.prefix(BlockAreaPlanner.coreSize).map(\.parcel))
    }
    func farmland(_ parcel: Int) -> Double {
      Double(near[parcel].count { problem.isFarmland[Int($0)] })
    }
    // Alone it must be part of a block, or beside one that is.
    let into = movable.filter { !problem.isFarmland[$0] && effects.areas[$0] > 0 }
    let out = movable.filter { problem.isFarmland[$0] }
    func gain(_ parcel: Int) -> Double { Double(effects.areas[parcel]) }
    take(into) { -distances[$0] + 1e-9 * gain($0) }
    take(into, by: gain)
    let beside = movable.filter { parcel in
      !problem.isFarmland[parcel] && effects.areas[parcel] <= 0
        && near[parcel].contains { found.contains(Int($0)) }
    }
    take(beside) { -distances[$0] + 1e-9 * Double(problem.areas[$0]) }
    // What leaves a component that others join takes its area from the block.
    let joined = Set(found.flatMap { components.joined[$0] })
    take(out) { parcel in
      let label = components.labels[parcel]
      let cost = joined.contains(label) ? Double(components.areas[Int(label)]) : 0
      return gain(parcel) - cost - 1e-3 * Double(problem.areas[parcel])
    }
    take(out) { -distances[$0] + 1e-9 * gain($0) }
    if problem.mostSlope != nil {
      take(into) { -excess($0) }
      take(out) { -excess($0) + gain($0) / BlockAreaPlanner.areaUnit }
    }
    if problem.leastEdges != nil {
      take(into, by: farmland)
      take(out) { gain($0) - 1e6 * farmland($0) }
    }
    return found.sorted()
  }

  private func search(
    _ distances: [Double], _ options: SolveOptions, _ job: Job
  ) throws -> [Int]? {
    let parcels = core(distances)
    let now = problem.measures(problem.isFarmland)
    var missing = 0.0
    var best: [Int]?
    let clock = ContinuousClock()
    let end = clock.now + .seconds(options.seconds)
    func idle() -> [Int]? { ExchangePlan.isAllowed([], problem) ? [] : nil }
    // Effects of changes that meet do not add up, and the solver may miss a row by its tolerance.
    for _ in 0..<4 {
      var model = model(parcels) { -Double(effects.areas[$0]) / BlockAreaPlanner.areaUnit }
      addLosses(&model, parcels)
      addBeside(&model.linear, parcels)
      if let least = problem.leastEdges {
        addEdges(&model.linear, parcels, atLeast: Double(least - now.edges))
      }
      if let least = problem.leastBlocks {
        model.linear.addRow(
          parcels.indices.map { .init($0, Double(effects.counts[parcels[$0]])) },
          atLeast: Double(least - now.blocks) + missing)
      }
      var own = options
      own.seconds = max(0.2, (end - clock.now) / .seconds(1))
      guard let values = try model.linear.solve(own, job: job).values else {
        return best ?? idle()
      }
      let flips = parcels.indices.filter { values[$0] > 0.5 }.map { parcels[$0] }
      if ExchangePlan.isAllowed(flips, problem) {
        best = flips
        break
      }
      missing += Double(max(1, problem.blockShortfall(problem.state(after: flips)).count))
      if clock.now >= end { break }
    }
    guard let found = best ?? idle() else { return nil }
    return try refined(found, parcels, end, options, job)
  }

  /// A better exchange near a known one: the effects of changes are measured anew from there.
  private func refined(
    _ flips: [Int], _ parcels: [Int], _ end: ContinuousClock.Instant, _ options: SolveOptions,
    _ job: Job
  ) throws -> [Int] {
    var best = flips
    var most = 32
    var options = options
    let now = problem.measures(problem.isFarmland)
    for _ in 0..<8 {
      options.seconds = min(3, (end - .now) / .seconds(1))
      guard options.seconds > 0.05, most >= 2 else { break }
      let near = ExchangeCore.Nearness(best, problem, most: most)
      var model = model(parcels) { _ in 0 }
      model.linear.setCosts(
        parcels.enumerated().map { column, parcel in
          let gain = Double(near.effects.areas[parcel]) / BlockAreaPlanner.areaUnit
          return .init(column, near.flips.contains(parcel) ? gain : -gain)
        } + model.joins.map { .init($0.column, 0) })
      near.add(to: &model.linear, parcels, unit: BlockAreaPlanner.areaUnit)
      if let least = problem.leastEdges {
        addEdges(&model.linear, parcels, atLeast: Double(least - now.edges))
      }
      let values = try model.linear.solve(options, job: job).values
      let other = values.map { values in
        parcels.indices.filter { values[$0] > 0.5 }.map { parcels[$0] }
      }
      if let other, ExchangePlan.isAllowed(other, problem), area(other) > area(best) {
        best = other
      } else {
        most /= 2
      }
    }
    return best
  }

  private func area(_ flips: [Int]) -> Int64 {
    problem.measures(problem.state(after: flips)).blockArea
  }

  /// A component counts as joined only where nothing is taken out of it.
  private func addLosses(_ model: inout Model, _ parcels: [Int]) {
    let columns = model.joins.reduce(into: [Int: Int]()) { $0[$1.component] = $1.column }
    for (column, parcel) in parcels.enumerated() where problem.isFarmland[parcel] {
      guard let joined = columns[Int(components.labels[parcel])] else { continue }
      model.linear.addRow([.init(column, 1), .init(joined, 1)], atMost: 1)
    }
  }

  /// A parcel that is no part of a block alone needs one beside it that is.
  private func addBeside(_ model: inout LinearModel, _ parcels: [Int]) {
    let strong = parcels.enumerated().reduce(into: [Int32: Int]()) {
      if !problem.isFarmland[$1.element], effects.areas[$1.element] > 0 {
        $0[Int32($1.element)] = $1.offset
      }
    }
    for (column, parcel) in parcels.enumerated()
    where !problem.isFarmland[parcel] && effects.areas[parcel] <= 0 {
      let terms = near[parcel].compactMap { strong[$0] }.map { LinearModel.Term($0, -1) }
      model.addRow(terms + [.init(column, 1)], atMost: 0)
    }
  }

  /// Edges gained and lost: single flips by their farmland neighbours, pairs of flips by a correction.
  private func addEdges(_ model: inout LinearModel, _ parcels: [Int], atLeast least: Double) {
    var columns: [Int32: Int] = [:]
    for (column, parcel) in parcels.enumerated() { columns[Int32(parcel)] = column }
    var terms = parcels.enumerated().map { column, parcel in
      let farmland = near[parcel].count { problem.isFarmland[Int($0)] }
      return LinearModel.Term(column, sign(parcel) * Double(farmland))
    }
    for (first, parcel) in parcels.enumerated() {
      for other in near[parcel] where Int(other) > parcel {
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
    model.addRow(terms, atLeast: least)
  }
}

extension ExchangePlan {
  /// Whether an exchange keeps every rule exactly, beyond the solver's tolerance.
  static func isAllowed(_ flips: [Int], _ problem: ExchangeProblem) -> Bool {
    let after = problem.state(after: flips)
    let gained = flips.reduce(Int64(0)) {
      $0 + (problem.isFarmland[$1] ? -problem.areas[$1] : problem.areas[$1])
    }
    let out = flips.count { problem.isFarmland[$0] }
    return 2 * out == flips.count && out <= problem.pairLimit
      && (!problem.keepsFarmland || gained >= 0)
      && (problem.leastEdges.map { problem.edgeCount(after) >= $0 } ?? true)
      && (problem.mostSlope.map { problem.excess(after, over: $0) <= 0 } ?? true)
      && problem.blockShortfall(after) == (0, 0)
  }
}
