import Classes
import Geometry
import Governance
import Groundwork
import Workbench

/// What problems can be composed of.
struct StudyOfferView: Encodable {
  struct Stock: Encodable {
    var use: String
    var name: Localized
    var patches: Int
    var area: Area
  }

  struct Price: Encodable {
    var use: String
    var name: Localized
    /// 元 per 亩.
    var price: Double
  }

  @Nullable var epoch: String?
  var epochs: [String]
  /// Why the ground cannot be used.
  @Nullable var fault: Localized?
  var hasBasicFarmland: Bool
  var stock: [Stock]
  var prices: [Price]
  var projects: Int
  /// Of all projects, in 分.
  var investment: Int64
  @Nullable var firstYear: Int?

  init(_ bench: Workbench, _ ground: StudyGround?, _ fault: Localized?) throws {
    epochs = try bench.epochs()
    epoch = ground?.epoch
    self.fault = fault
    hasBasicFarmland = ground?.hasBasicFarmland ?? false
    stock = (ground?.stock ?? []).map {
      Stock(
        use: $0.use.rawValue, name: StudySolver.name(of: $0.use), patches: $0.count, area: $0.area)
    }
    prices = StudySolver.corridorPrices.map {
      Price(use: $0.use.rawValue, name: StudySolver.name(of: $0.use), price: $0.price)
    }
    let cards = try bench.projects().filter { $0.record.isActive }.compactMap(\.record.card)
    projects = cards.count
    investment = cards.reduce(0) { $0 + $1.cost.fen }
    firstYear = cards.map(\.firstYear).min()
  }
}

/// An answer for the page.
struct StudyView: Encodable {
  struct Measure: Encodable {
    var title: Localized
    @Nullable var before: Double?
    var after: Double
  }

  struct Price: Encodable {
    var rule: Localized
    var price: Double
    @Nullable var less: Double?
    @Nullable var more: Double?
  }

  struct Properties: Encodable {
    var item: String
    var state: String
    var lock: String
    var name: Localized
    var area: Area
    @Nullable var slope: Int?
    @Nullable var grade: Int?
  }

  typealias Feature = GeoJSONFeature<Properties>

  typealias Collection = GeoJSONCollection<Properties>

  struct Project: Encodable {
    var item: String
    var name: String
    var lock: String
    /// The year in which it begins.
    @Nullable var start: Int?
    var years: Int
    /// In 分.
    var cost: Int64
    var benefit: Int64
  }

  var answer: String
  var kind: String
  var unit: Localized
  var value: Double
  var bound: Double
  var gap: Double
  var provenGap: Double
  var isLargeGood: Bool
  /// What a Pareto front can be drawn along.
  var axes: [StudyFrontView.Axis]
  var seconds: Double
  var isStopped: Bool
  var measures: [Measure]
  var prices: [Price]
  var notes: [Localized]
  /// The answer laid as a plan and judged; `nil` where it could not be laid.
  @Nullable var trial: StudyTrialDocument?
  @Nullable var untried: Localized?
  var items: Collection
  /// How many parcels that could have been chosen are not in the collection.
  var leftOut: Int
  var projects: [Project]

  /// The most features of an answer.
  private static let most = 6_000

  init(_ known: StudyDesk.Answer, _ projection: MapProjection?) throws {
    let answer = known.answer
    let document = answer.document
    self.answer = known.id
    kind = answer.question.kind.rawValue
    unit = answer.unit
    value = document.value
    bound = document.bound
    gap = document.gap
    provenGap = document.provenGap
    isLargeGood = answer.isLargeGood
    axes = answer.question.axes.map(StudyFrontView.Axis.init)
    seconds = known.seconds
    isStopped = known.isStopped
    measures = document.measures.map {
      Measure(title: $0.title, before: $0.before, after: $0.after)
    }
    prices = document.prices.map {
      Price(rule: $0.rule, price: $0.price, less: $0.less, more: $0.more)
    }
    notes = answer.notes
    trial = document.trial
    untried = document.untried
    let locks = StudyView.locks(answer.question)
    projects = answer.projects.map {
      Project(
        item: $0.id, name: $0.name, lock: locks[$0.id] ?? "free", start: $0.start,
        years: $0.years, cost: $0.cost.fen, benefit: $0.benefit)
    }
    let moved = answer.items.filter { $0.state != .offered }
    let offered = answer.items.filter { $0.state == .offered }
    let shown = moved + offered.prefix(max(0, StudyView.most - moved.count))
    leftOut = moved.count + offered.count - shown.count
    var features: [Feature] = []
    if let ground = known.ground, let projection {
      for (number, item) in shown.enumerated() {
        guard let patch = ground.parcel(of: item) else { continue }
        features.append(
          Feature(
            id: number, geometry: try GeoJSONPolygon(patch.geometry, projection),
            properties: Properties(
              item: item.id, state: item.state.rawValue, lock: locks[item.id] ?? "free",
              name: patch.name, area: patch.area, slope: patch.slope, grade: patch.grade)))
      }
    }
    items = Collection(features: features)
  }

  private static func locks(_ question: StudyQuestion) -> [String: String] {
    var locks: [String: String] = [:]
    for id in question.lockIn ?? [] { locks[id] = "chosen" }
    for id in question.lockOut ?? [] { locks[id] = "excluded" }
    return locks
  }
}

/// Why an item is in an answer, or is not.
struct StudyReasonView: Encodable {
  var item: String
  var isChosen: Bool
  @Nullable var loss: Double?
  var unit: Localized
  var comesIn: Int
  var goes: Int
  @Nullable var conflict: Localized?

  init(_ reason: StudyReason, _ unit: Localized) {
    item = reason.item
    isChosen = reason.isChosen
    loss = reason.loss
    self.unit = unit
    comesIn = reason.comesIn
    goes = reason.goes
    conflict = reason.conflict?.message
  }
}
