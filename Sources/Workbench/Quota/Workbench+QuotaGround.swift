import Classes
import Flow
import Geometry
import Groundwork
import Planning
import Quota
import Records
import Storage

/// Which ground shall back units of quota.
public struct QuotaGroundRequest: Sendable {
  public var kind: QuotaKind
  /// The base epoch.
  public var base: String
  /// A plan, or a later epoch that shows what was done.
  public var to: String
  /// Only measures of this project, for a plan; `nil`: all.
  public var project: String?
  /// The standard yields of paddy and of other farmland, in kg a 亩; needed for kinds with capacity.
  public var paddyYield: Int64?
  public var dryYield: Int64?

  public init(
    kind: QuotaKind, base: String, to: String, project: String? = nil, paddyYield: Int64? = nil,
    dryYield: Int64? = nil
  ) {
    self.kind = kind
    self.base = base
    self.to = to
    self.project = project
    self.paddyYield = paddyYield
    self.dryYield = dryYield
  }
}

extension Workbench {
  /// The pieces of the flow ledger that can back units of a kind: with their polygon, official area,
  /// and classes before and after.
  ///
  /// - Throws: Diagnostics `quota.no-pieces`, `quota.yield`; as laying a plan.
  public func quotaPieces(_ request: QuotaGroundRequest) throws -> [GroundPiece] {
    try quotaPiecesByProject(request).sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// As ``quotaPieces(_:)``, by the project of the measure; under no name for two epochs.
  public func quotaPiecesByProject(
    _ request: QuotaGroundRequest
  ) throws -> [String: [GroundPiece]] {
    let isPlan =
      try workspace.layer(role: .survey, epoch: request.to) == nil
      && workspace.layer(role: .plan, plan: request.to) != nil
    guard isPlan else {
      return try pieces(of: flow(from: request.base, to: request.to, area: .official), request) {
        _ in ""
      }
    }
    let laid = try lay(plan: request.to, base: request.base, area: .official)
    let origins = laid.state.origins
    return try pieces(of: laid.state.ledger, request) { patch in
      guard case .measure(let measure) = origins[Int(patch)] else { return nil }
      let project = laid.plan.measures[Int(measure)].project
      return request.project.map { $0 == project } ?? true ? project : nil
    }
  }

  /// - Parameter project: of a patch after; `nil` to leave it out.
  private func pieces(
    of ledger: FlowLedger, _ request: QuotaGroundRequest, _ project: (Int32) -> String?
  ) throws -> [String: [GroundPiece]] {
    let geos = GEOS()
    var found: [String: [GroundPiece]] = [:]
    for (number, row) in ledger.rows.enumerated() {
      guard row.kind == .piece, let from = row.from, let to = row.to, let project = project(to)
      else { continue }
      let before = ledger.before.classes[Int(ledger.before.classOf[Int(from)])]
      let after = ledger.after.classes[Int(ledger.after.classOf[Int(to)])]
      guard request.kind.ground.takes(before, after), row.area > .zero else { continue }
      try job.cancellation.check()
      let geometry = try ledger.geometry(ofRow: number, geos: geos)
      // Strips that vanish on the grid have an area in the ledger and no polygon.
      guard !geometry.isEmpty, geometry.planarSquareMetres >= 1 else { continue }
      let isPaddy = after.use == .farmland && after.standard?.key == "0101"
      found[project, default: []].append(
        GroundPiece(
          id: "\(ledger.before.ids[Int(from)])-\(ledger.after.ids[Int(to)])-\(number + 1)",
          geometry, area: row.area, from: before.classText ?? before.source.key,
          to: after.classText ?? after.source.key, isPaddy: isPaddy && request.kind.hasThreeNumbers,
          yield: try yield(isPaddy: isPaddy, request)))
    }
    guard !found.isEmpty else {
      throw Diagnostic(
        code: "quota.no-pieces",
        Localized(
          zh: "\(request.base) → \(request.to) 中没有可支撑“\(request.kind.title.zh)”的地块。",
          en: "\(request.base) → \(request.to) has no ground for ‘\(request.kind.title.en)’."),
        file: workspace.path)
    }
    return found
  }

  private func yield(isPaddy: Bool, _ request: QuotaGroundRequest) throws -> Int64 {
    guard request.kind.hasThreeNumbers else { return 0 }
    guard let yield = isPaddy ? request.paddyYield : request.dryYield else {
      throw Diagnostic(
        code: "quota.yield",
        Localized(
          zh: "须给出\(isPaddy ? "水田" : "旱地")的标准产量（公斤/亩），产能才能计算。",
          en: "state the standard yield of \(isPaddy ? "paddy" : "dry farmland") in kg a mu, from "
            + "which the capacity is worked out."),
        remedy: Localized("--paddy-yield, --dry-yield"))
    }
    return yield
  }
}

extension QuotaKind.Ground {
  /// Whether ground that had one class and has another backs such units.
  func takes(_ before: FlowClass, _ after: FlowClass) -> Bool {
    let construction = LandCategory.construction.rawValue
    let wetlands: Set<LandUse> = [.woodedWetland, .grassWetland, .openWetland]
    let waters: Set<LandUse> = [.river, .lake, .reservoir, .pond]
    return switch self {
    case .none: false
    case .newFarmland: before.use != .farmland && after.use == .farmland
    case .farmland: after.use == .farmland
    case .reclaimed:
      before.category?.key == construction && after.category != nil
        && after.category?.key != construction
    case .newForest: before.use != .forest && after.use == .forest
    case .newWetland:
      after.use.map(wetlands.contains) == true && before.use.map(wetlands.contains) != true
    case .newWater:
      after.use.map(waters.contains) == true && before.use.map(waters.contains) != true
    }
  }
}
