import Certificates
import Groundwork
import Optimisation

/// The parcels of an exchange as a file has them.
public struct ExchangeGround: Sendable {
  /// Ids of the parcels, in the order of the problem.
  public let ids: [String]
  public private(set) var problem: ExchangeProblem
  /// Features that were left out, with the reason, and what the reader found.
  public let diagnostics: [Diagnostic]

  /// - Throws: ``Diagnostic`` of the reader; `optimise.lock-unknown`, `optimise.one-class`, and those of
  ///   a table of parcels.
  public init(_ request: ExchangeRequest, job: Job) throws {
    func isFarmland(_ code: String) -> Bool { request.farmland.contains { code.hasPrefix($0) } }
    let table = try ParcelTable(request.ground, range: 0...90, job: job) { code in
      isFarmland(code) || request.counterpart.contains { code.hasPrefix($0) }
    }
    try table.requireIDs(request.locked, at: request.place)
    ids = table.ids
    diagnostics = table.diagnostics
    problem = ExchangeProblem(
      areas: table.areas.map(\.hundredths),
      slopes: table.values.map { Int64(($0 * 1e9).rounded()) },
      isFarmland: table.codes.map(isFarmland), isLocked: table.ids.map(request.locked.contains),
      edges: table.edges, objective: request.objective,
      pairLimit: min(request.pairs, table.ids.count), keepsFarmland: request.keepsFarmland,
      leastBlock: request.leastBlock)
    let farmland = problem.isFarmland.count(where: \.self)
    guard farmland > 0, farmland < problem.count else {
      throw Diagnostic(
        code: "optimise.one-class",
        Localized(
          zh: "没有可互换的两类图斑：耕地 \(farmland) 个，置换对象 \(problem.count - farmland) 个。",
          en: "There are no two classes to exchange: \(farmland) parcels of farmland,"
            + " \(problem.count - farmland) of its counterpart."),
        remedy: Localized(
          zh: "核对 farmland、counterpart 的地类编码。",
          en: "Check the codes under farmland and counterpart."), file: request.ground.file)
    }
    let now = problem.measures(problem.isFarmland)
    if let change = request.leastContiguityChange {
      problem.leastEdges = now.edges + Int64((change * Double(now.parcels) / 2).rounded(.up))
    }
    if let hectares = request.leastBlockAreaChange {
      problem.leastBlockArea = now.blockArea + Int64((hectares * 1_000_000).rounded(.up))
    }
    problem.leastBlocks = request.leastBlockChange.map { now.blocks + $0 }
    if let percent = request.mostSlopeChange {
      problem.mostSlope = Int64((now.slope * (1 + percent / 100) * 1e9).rounded(.down))
    }
  }
}
