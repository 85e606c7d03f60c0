import Certificates
import Groundwork
import Optimisation

/// The parcels of a choice of ground as a file has them.
public struct ChoiceGround: Sendable {
  /// Ids of the parcels, in the order of the problem.
  public let ids: [String]
  public let problem: GroundProblem
  /// Features that were left out, with the reason, and what the reader found.
  public let diagnostics: [Diagnostic]

  /// A cost is an area times the value of its parcel, in 0.01 m² × 10⁻³ of the value.
  public static let unitsPerSquareMetre = 100_000.0

  /// - Throws: ``Diagnostic`` of the reader; `optimise.lock-unknown`, `ground.too-much`, and those of a
  ///   table of parcels.
  public init(_ request: ChoiceRequest, job: Job) throws {
    let table = try ParcelTable(request.ground, range: 0...10_000, job: job) { code in
      request.classes.contains { code.hasPrefix($0) }
    }
    try table.requireIDs(request.chosen.union(request.excluded), at: request.place)
    ids = table.ids
    diagnostics = table.diagnostics
    let costs = zip(table.areas, table.values).map { area, value in
      Int64((Double(area.hundredths) * value * 1_000).rounded())
    }
    let least: Area =
      switch request.leastArea {
      case .area(let area): area
      case .percent(let percent):
        Area(hundredths: Int64(Double(table.areas.total().hundredths) * percent / 100))
      }
    problem = GroundProblem(
      areas: table.areas.map(\.hundredths), costs: costs,
      locks: table.ids.map { id in
        request.chosen.contains(id) ? .chosen : request.excluded.contains(id) ? .excluded : .free
      }, edges: table.edges, leastArea: least.hundredths,
      leastBlock: request.leastBlock.hundredths)
    try problem.validate()
  }
}
