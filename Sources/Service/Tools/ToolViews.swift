import Geodesy
import Geometry
import Groundwork
import Quota
import Workbench

/// A finding with the line of its file.
struct SentFinding: Encodable {
  var severity: String
  var code: String
  var message: Localized
  @Nullable var remedy: Localized?
  @Nullable var file: String?
  /// The line that the message names.
  @Nullable var line: Int?
  @Nullable var layer: String?
  @Nullable var feature: String?
  @Nullable var field: String?

  init(_ diagnostic: Diagnostic, _ place: SentPlace) {
    let told = place.told(diagnostic)
    severity = told.severity.rawValue
    code = told.code
    remedy = told.remedy
    file = told.file
    layer = told.layer
    feature = told.feature
    field = told.field
    message = told.message
    line = nil
    // Readers of texts put the line in front.
    if let zh = told.message.zh.firstMatch(of: /^第 ([0-9]+) 行：/), let number = Int(zh.1) {
      line = number
      message = Localized(
        zh: String(told.message.zh[zh.range.upperBound...]),
        en: told.message.en.replacing("Line \(number): ", with: ""))
    }
  }
}

/// What a check of coordinate texts found, with the ground in degrees.
struct CoordinateView: Encodable {
  struct Batch: Encodable {
    var file: String
    var parcels: Int
    var findings: Int
    @Nullable var crs: String?
    @Nullable var crsName: String?
  }

  struct Parcel: Encodable {
    var number: Int
    var file: String
    var parcel: String
    var line: Int
    @Nullable var name: String?
    var points: Int
    /// In 0.0001 hm², as it is stated.
    @Nullable var statedHectares: Double?
    @Nullable var planar: Area?
    @Nullable var official: Area?
    var findings: Int
    var overlaps: Int
  }

  struct Overlap: Encodable {
    var number: Int
    var firstFile: String
    var firstParcel: String
    var secondFile: String
    var secondParcel: String
    var area: Area
  }

  struct Properties: Encodable {
    /// `parcel` or `overlap`.
    var kind: String
    var number: Int
    var label: String
    var isFaulty: Bool
  }

  var batches: [Batch]
  var parcels: [Parcel]
  var overlaps: [Overlap]
  var findings: [SentFinding]
  /// Parcels and overlaps; nothing where the coordinate system is not known.
  var ground: GeoJSONCollection<Properties>

  init(_ checked: CoordinateBatches, _ place: SentPlace) throws {
    let crs = try checked.crs.map { try CoordinateReferenceSystem($0) }
    let findings = checked.findings.map { SentFinding($0, place) }
    func count(_ file: String, _ parcel: String? = nil) -> Int {
      findings.count { $0.file == file && (parcel == nil || $0.feature == parcel) }
    }
    batches = checked.batches.map {
      let file = place.told($0.file)
      return Batch(
        file: file, parcels: $0.parcels, findings: count(file), crs: $0.crs, crsName: crs?.name)
    }
    let shared = checked.overlaps.enumerated().map { index, overlap in
      Overlap(
        number: index + 1, firstFile: place.told(overlap.firstFile),
        firstParcel: overlap.firstParcel, secondFile: place.told(overlap.secondFile),
        secondParcel: overlap.secondParcel,
        area: Area(roundingSquareMetres: overlap.squareMetres) ?? .zero)
    }
    let rows = checked.parcels.enumerated().map { index, parcel in
      let file = place.told(parcel.file)
      return Parcel(
        number: index + 1, file: file, parcel: parcel.label, line: parcel.line,
        name: parcel.name, points: parcel.points, statedHectares: parcel.statedHectares,
        planar: parcel.planar, official: parcel.official,
        findings: count(file, parcel.label),
        overlaps: shared.count {
          $0.firstFile == file && $0.firstParcel == parcel.label
            || $0.secondFile == file && $0.secondParcel == parcel.label
        })
    }
    overlaps = shared
    parcels = rows
    self.findings = findings
    guard let projection = try crs.map({ try MapProjection($0) }) else {
      ground = GeoJSONCollection(features: [])
      return
    }
    ground = GeoJSONCollection(
      features: CoordinateView.features(checked, rows, projection)
        + (try checked.overlaps.enumerated().map { index, overlap in
          GeoJSONFeature(
            id: rows.count + index + 1, geometry: try GeoJSONPolygon(overlap.ground, projection),
            properties: Properties(
              kind: "overlap", number: index + 1,
              label: "\(overlap.firstParcel) × \(overlap.secondParcel)", isFaulty: true))
        }))
  }

  /// The outlines that have a place on the map; coordinates outside the system have none.
  private static func features(
    _ checked: CoordinateBatches, _ rows: [Parcel], _ projection: MapProjection
  ) -> [GeoJSONFeature<Properties>] {
    zip(checked.parcels, rows).compactMap { parcel, row in
      guard let shape = parcel.geometry, let polygon = try? GeoJSONPolygon(shape, projection)
      else { return nil }
      return GeoJSONFeature(
        id: row.number, geometry: polygon,
        properties: Properties(
          kind: "parcel", number: row.number, label: row.parcel, isFaulty: row.findings > 0))
    }
  }
}

/// The areas of the features of a file.
struct AreaView: Encodable {
  struct Row: Encodable {
    var id: String
    var planar: Area
    var official: Area
    /// In m².
    var geodesic: Double
  }

  /// More rows than a page shows are counted and not listed.
  static let rowLimit = 200_000

  var crs: String
  /// The systems in which the features were measured.
  var planes: [String]
  var count: Int
  var planar: Area
  var official: Area
  var geodesic: Double
  /// The largest difference of official and geodesic area of a feature, in m².
  var largestDifference: Double
  var repaired: Int
  var setAside: Int
  var outside: Int
  var rows: [Row]
  var findings: [SentFinding]

  init(_ areas: FileAreas, _ place: SentPlace) {
    crs = areas.crs.name
    planes = areas.planes.map(\.name)
    count = areas.rows.count
    planar = areas.rows.map(\.planar).total()
    official = areas.rows.map(\.official).total()
    geodesic = areas.rows.map(\.geodesic).reduce(0, +)
    largestDifference = areas.largestDifference
    (repaired, setAside, outside) = (areas.repaired, areas.setAside, areas.outside)
    rows = areas.rows.prefix(AreaView.rowLimit).map {
      Row(id: $0.id, planar: $0.planar, official: $0.official, geodesic: $0.geodesic)
    }
    findings = areas.diagnostics.map { SentFinding($0, place) }
  }
}

/// A certificate of the quota book held against an exported book.
struct QuotaReviewView: Encodable {
  struct Finding: Encodable {
    var code: String
    var message: Localized
    @Nullable var entry: Int?
    @Nullable var lot: String?
    @Nullable var piece: String?
  }

  struct Total: Encodable {
    var kind: String
    var generated: QuotaAmountsView
    var stock: QuotaAmountsView
    var used: QuotaAmountsView
    var owed: QuotaAmountsView
    var pieces: Int
    var ground: Area
  }

  var holds: Bool
  var title: String
  var entries: Int
  /// The digest of the book as it was sent, and what the certificate says.
  var digest: String
  var claimed: String
  var differences: [QuotaCertificateReview.Difference]
  var findings: [Finding]
  var totals: [Total]

  init(_ review: QuotaCertificateReview) {
    holds = review.holds
    title = review.certificate.title
    entries = review.proof.entries
    digest = review.proof.digest
    claimed = review.certificate.digest
    differences = review.differences
    findings = review.proof.findings.map {
      Finding(
        code: $0.code, message: $0.message, entry: $0.entry, lot: $0.lot, piece: $0.piece)
    }
    totals = review.proof.totals.map {
      Total(
        kind: $0.kind, generated: QuotaAmountsView($0.generated),
        stock: QuotaAmountsView($0.stock), used: QuotaAmountsView($0.used),
        owed: QuotaAmountsView($0.owed), pieces: $0.pieces, ground: $0.ground)
    }
  }
}

/// The answer to a problem file.
struct ProblemAnswerView: Encodable {
  typealias Measure = StudyView.Measure
  typealias Price = StudyView.Price

  var kind: String
  var title: Localized
  var unit: Localized
  var isLargeGood: Bool
  var value: Double
  var bound: Double
  var gap: Double
  var provenGap: Double
  var seconds: Double
  var isStopped: Bool
  var measures: [Measure]
  var prices: [Price]
  /// The plan as a table, its head first.
  var plan: [[String]]
  /// What `zhitu certificate check` and the page verify.
  var certificate: String
  var findings: [SentFinding]

  init(
    _ answer: ProblemFiles.Answer, seconds: Double, isStopped: Bool, _ place: SentPlace
  ) {
    let document = answer.document
    kind = document.kind
    title = answer.title
    unit = answer.unit
    isLargeGood = answer.isLargeGood
    value = document.value
    bound = document.bound
    gap = document.gap
    provenGap = document.provenGap
    self.seconds = seconds
    self.isStopped = isStopped
    measures = document.measures.map {
      Measure(title: $0.title, before: $0.before, after: $0.after)
    }
    prices = document.prices.map {
      Price(rule: $0.rule, price: $0.price, less: $0.less, more: $0.more)
    }
    plan = document.plan
    certificate = answer.certificate
    findings = answer.notes.map { SentFinding($0, place) }
  }
}
