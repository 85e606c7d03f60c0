import EventLog
import Geometry
import Groundwork
import Quota

/// A lot with its ground, its entries and its uses.
struct QuotaTraceView: Encodable {
  struct Properties: Encodable {
    var piece: String
    var from: String
    var to: String
    var area: Area
    var isPaddy: Bool
    var isReleased: Bool
  }

  typealias Piece = GeoJSONFeature<Properties>

  typealias Ground = GeoJSONCollection<Properties>

  struct Standing: Encodable {
    var holder: String
    var pocket: String
    var title: Localized
    var amounts: QuotaAmountsView
  }

  struct Deduction: Encodable {
    var level: String
    var title: Localized
    var amounts: QuotaAmountsView
    var reason: String
  }

  struct Entry: Encodable {
    var number: Int
    var day: String
    var operation: String
    var title: Localized
    var document: String
    var documentNumber: String
    var authority: String
    var actor: String
    var organisation: String
    /// What moved, of this lot.
    var amounts: QuotaAmountsView
  }

  struct Use: Encodable {
    var id: String
    var project: String
    var approval: String
    var day: String
    var amounts: QuotaAmountsView
  }

  var lot: String
  var kind: String
  var origin: String
  var year: Int
  var stage: String
  var planned: QuotaAmountsView
  var confirmed: QuotaAmountsView
  var deductions: [Deduction]
  @Nullable var ground: Ground?
  var standings: [Standing]
  var entries: [Entry]
  var uses: [Use]
  /// What another system did before the opening balance.
  var history: [QuotaHistoryLineView]
  @Nullable var historyCheck: QuotaHistoryCheckView?

  init(_ trace: QuotaTrace, _ projection: MapProjection?) throws {
    lot = trace.lot.id
    kind = trace.lot.kind
    origin = trace.lot.origin
    year = trace.lot.year
    stage = trace.lot.stage
    planned = QuotaAmountsView(trace.lot.planned)
    confirmed = QuotaAmountsView(trace.lot.confirmed)
    deductions = trace.lot.deductions.map {
      Deduction(
        level: $0.level.rawValue, title: $0.level.title, amounts: QuotaAmountsView($0.amounts),
        reason: $0.reason)
    }
    ground = try projection.map { projection in
      Ground(
        features: try trace.claims.map { claim in
          Piece(
            geometry: try GeoJSONPolygon(claim.piece.geometry, projection),
            properties: Properties(
              piece: claim.piece.id, from: claim.piece.from, to: claim.piece.to,
              area: claim.piece.area, isPaddy: claim.piece.isPaddy, isReleased: claim.isReleased))
        })
    }
    standings = trace.standings.map {
      Standing(
        holder: $0.holder, pocket: $0.pocket.rawValue, title: $0.pocket.title,
        amounts: QuotaAmountsView($0.amounts))
    }
    entries = trace.steps.map { step in
      let entry = step.posted.entry
      let moved = step.lines.map(\.amounts).filter(\.isNonNegative).total()
      return Entry(
        number: entry.number, day: entry.day.day,
        operation: entry.operation.rawValue, title: entry.operation.title,
        document: entry.document.title, documentNumber: entry.document.number,
        authority: entry.document.authority, actor: step.posted.actor.name,
        organisation: step.posted.actor.organisation, amounts: QuotaAmountsView(moved))
    }
    history = trace.history.map { QuotaHistoryLineView($0) }
    historyCheck = trace.historyCheck.map { QuotaHistoryCheckView($0) }
    uses = trace.uses.map { use in
      Use(
        id: use.id, project: use.project, approval: use.approval,
        day: use.day.day,
        amounts: QuotaAmountsView(
          use.parts.first { $0.lot == trace.lot.id }?.amounts ?? .zero))
    }
  }
}

struct QuotaProofView: Encodable {
  struct Finding: Encodable {
    var code: String
    var message: Localized
    @Nullable var entry: Int?
    @Nullable var lot: String?
    @Nullable var piece: String?
    /// The ground that is missing, in degrees.
    @Nullable var geometry: GeoJSONPolygon?
  }

  /// How many lots were held against the layers, and which could not be.
  struct Extent: Encodable {
    var unchanged: Int
    var measured: Int
    var unknown: [String]
  }

  struct Total: Encodable {
    var kind: String
    var generated: QuotaAmountsView
    var pending: QuotaAmountsView
    var stock: QuotaAmountsView
    var used: QuotaAmountsView
    var settled: QuotaAmountsView
    var deducted: QuotaAmountsView
    var void: QuotaAmountsView
    var expired: QuotaAmountsView
    var owed: QuotaAmountsView
    var covered: QuotaAmountsView
    var pieces: Int
    var ground: Area
  }

  var holds: Bool
  var entries: Int
  var digest: String
  var findings: [Finding]
  var totals: [Total]
  /// Lots of other systems that came in below zero.
  var belowZero: [String]
  @Nullable var ground: Extent?
  /// Rules whose order of purposes is no longer what the book took over.
  var changedOrders: [String]
  var histories: [QuotaHistoryCheckView]

  init(_ proof: QuotaProof, changedOrders: [String], _ projection: MapProjection?) throws {
    self.changedOrders = changedOrders
    histories = (proof.histories ?? []).map { QuotaHistoryCheckView($0) }
    holds = proof.holds
    entries = proof.entries
    digest = proof.digest
    findings = try proof.findings.map { finding in
      Finding(
        code: finding.code, message: finding.message, entry: finding.entry, lot: finding.lot,
        piece: finding.piece,
        geometry: try finding.ground.flatMap { ground in
          try projection.map { try GeoJSONPolygon(ground, $0) }
        })
    }
    ground = proof.ground.map {
      Extent(unchanged: $0.unchanged.count, measured: $0.measured.count, unknown: $0.unknown)
    }
    totals = proof.totals.map {
      Total(
        kind: $0.kind, generated: QuotaAmountsView($0.generated),
        pending: QuotaAmountsView($0.pending), stock: QuotaAmountsView($0.stock),
        used: QuotaAmountsView($0.used), settled: QuotaAmountsView($0.settled),
        deducted: QuotaAmountsView($0.deducted), void: QuotaAmountsView($0.void),
        expired: QuotaAmountsView($0.expired), owed: QuotaAmountsView($0.owed),
        covered: QuotaAmountsView($0.covered), pieces: $0.pieces, ground: $0.ground)
    }
    belowZero = proof.belowZero.map(\.account.lot)
  }
}

struct QuotaForecastView: Encodable {
  struct Year: Encodable {
    var year: Int
    var supply: QuotaAmountsView
    var need: QuotaAmountsView
    var expiring: QuotaAmountsView
    var left: QuotaAmountsView
    var isShort: Bool
  }

  struct Kind: Encodable {
    var kind: String
    var stock: QuotaAmountsView
    @Nullable var firstShort: Int?
    var years: [Year]
  }

  struct Project: Encodable {
    var id: String
    /// After which it is accepted.
    var stage: Int
  }

  var kinds: [Kind]
  /// What may slip.
  var projects: [Project]

  init(_ forecast: QuotaForecast, _ stages: [String: Int]) {
    projects = stages.sorted { $0.key < $1.key }.map { Project(id: $0.key, stage: $0.value) }
    kinds = forecast.kinds.map { kind in
      Kind(
        kind: kind.kind, stock: QuotaAmountsView(kind.stock), firstShort: kind.firstShort,
        years: kind.years.map {
          Year(
            year: $0.year, supply: QuotaAmountsView($0.supply), need: QuotaAmountsView($0.need),
            expiring: QuotaAmountsView($0.expiring), left: QuotaAmountsView($0.left),
            isShort: $0.isShort)
        })
    }
  }
}
