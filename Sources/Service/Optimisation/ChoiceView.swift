import Classes
import Flow
import Geometry
import Groundwork
import Planning
import Policy
import Records
import Workbench

/// What can be asked for a plan.
struct ChoiceOfferView: Encodable {
  struct IndicatorRow: Encodable {
    var id: String
    var title: Localized
    var reached: Area
  }

  struct Conversion: Encodable {
    var from: String
    var to: String
    var name: Localized
    var measures: Int
    /// 元 per 亩.
    var price: Double
    var patches: Int
    var area: Area
    var takesBuildings: Bool
    var isOpenLand: Bool
  }

  struct RuleRow: Encodable {
    var rule: String
    var title: Localized
    var verdict: String
    /// Whether the formula of the rule is part of the model.
    var isLinear: Bool
  }

  var plan: String
  var base: String
  var measures: Int
  /// In 分.
  var cost: Int64
  var indicators: [IndicatorRow]
  var conversions: [Conversion]
  var rules: [RuleRow]

  init(_ choice: MeasureChoice, offers: [ConversionOffer]) {
    plan = choice.drawn.evaluation.plan
    base = choice.drawn.evaluation.base
    measures = choice.items.count
    cost = choice.items.map(\.cost.fen).reduce(0, +)
    indicators = MeasureChoiceRequest.Indicator.allCases.map {
      IndicatorRow(id: $0.rawValue, title: $0.title, reached: choice.reached[$0] ?? .zero)
    }
    conversions = offers.map {
      Conversion(
        from: $0.from.rawValue, to: $0.to.key, name: $0.to.name, measures: $0.measures,
        price: $0.price, patches: $0.patches, area: $0.area, takesBuildings: $0.takesBuildings,
        isOpenLand: $0.isOpenLand)
    }
    rules = choice.ruleList.map {
      RuleRow(
        rule: $0.verdict.reference, title: $0.verdict.partTitle ?? $0.verdict.title,
        verdict: $0.verdict.verdict.rawValue, isLinear: $0.isLinear)
    }
  }
}

/// An answer for the page.
struct ChoiceView: Encodable {
  struct Side: Encodable {
    var measures: Int
    /// In 分.
    var cost: Int64
    var passed: Int
    var failed: Int
    var undecidable: Int
    var notApplicable: Int
  }

  struct IndicatorRow: Encodable {
    var id: String
    var title: Localized
    var drawn: Area
    @Nullable var floor: Area?
    /// As the ledger of the chosen plan measures it.
    var chosen: Area
  }

  struct RuleRow: Encodable {
    var rule: String
    var title: Localized
    var unit: String
    var before: String
    var after: String
    @Nullable var valueBefore: Double?
    @Nullable var valueAfter: Double?
    var isLinear: Bool
    var isWaived: Bool
  }

  struct Price: Encodable {
    var rule: Localized
    var price: Double
    var unit: String
    @Nullable var less: Double?
    @Nullable var more: Double?
  }

  struct Other: Encodable {
    /// `nil` where no plan reaches the floor.
    @Nullable var answer: String?
    @Nullable var percent: Double?
    @Nullable var value: Double?
    @Nullable var bound: Double?
    @Nullable var cost: Int64?
    @Nullable var measures: Int?
    var indicators: [IndicatorRow] = []
  }

  struct Properties: Encodable {
    var item: String
    var id: String
    var isCandidate: Bool
    var isChosen: Bool
    var lock: String
    var `class`: String
    var className: Localized
    var project: String
    var projectName: String
    /// In 分.
    var cost: Int64
    var area: Area
  }

  typealias Feature = GeoJSONFeature<Properties>

  typealias Collection = GeoJSONCollection<Properties>

  var answer: String
  var plan: String
  var base: String
  var goal: String
  /// In 万元, or in 亩 of the indicator that is to be large.
  var value: Double
  var bound: Double
  /// As far as the certificate proves it without the solver.
  var provenBound: Double
  var gap: Double
  var provenGap: Double
  var seconds: Double
  var isStopped: Bool
  /// Plans that broke a rule when they were laid, before this one.
  var refused: Int
  /// The rules that refused them.
  var refusing: [RefusingRule]
  /// Whether patches were offered and none could be added.
  var isDrawnOnly: Bool
  var drawn: Side
  var chosen: Side
  var indicators: [IndicatorRow]
  var rules: [RuleRow]
  var prices: [Price]
  var items: Collection
  var alternatives: [Other] = []
  var front: [Other] = []

  init(_ known: ChoiceDesk.Answer, _ projection: MapProjection?) throws {
    let answer = known.answer
    let choice = known.solver.choice
    self.answer = known.id
    plan = choice.drawn.evaluation.plan
    base = choice.drawn.evaluation.base
    goal = answer.request.goal.rawValue
    value = answer.value
    bound = answer.bound
    provenBound = answer.provenBound
    gap = answer.gap
    provenGap = answer.provenGap
    seconds = known.seconds
    isStopped = known.isStopped
    refused = answer.refused
    refusing = answer.refusing
    isDrawnOnly = answer.isDrawnOnly
    let drawnCost = choice.items.filter { !$0.isCandidate }.map(\.cost.fen).reduce(0, +)
    drawn = Side(
      choice.drawn.evaluation, measures: choice.drawn.laid.plan.measures.count, cost: drawnCost)
    chosen = Side(
      answer.judged.evaluation, measures: answer.judged.measures.count,
      cost: answer.judged.cost.fen)
    indicators = ChoiceView.indicators(answer, choice)
    rules = answer.judged.demanded.map {
      RuleRow(
        rule: $0.after.reference, title: $0.after.partTitle ?? $0.after.title, unit: $0.after.unit,
        before: $0.before.verdict.rawValue, after: $0.after.verdict.rawValue,
        valueBefore: $0.before.value, valueAfter: $0.after.value, isLinear: $0.isLinear,
        isWaived: $0.isWaived)
    }
    prices = answer.prices.map {
      Price(
        rule: $0.rule, price: $0.price, unit: $0.unit.rawValue, less: $0.less, more: $0.more)
    }
    items = Collection(features: try ChoiceView.features(answer, choice, projection))
  }

  private static func indicators(
    _ answer: ChoiceAnswer, _ choice: MeasureChoice
  ) -> [IndicatorRow] {
    MeasureChoiceRequest.Indicator.allCases.map {
      IndicatorRow(
        id: $0.rawValue, title: $0.title, drawn: choice.reached[$0] ?? .zero,
        floor: answer.floor(of: $0), chosen: answer.judged.indicators[$0] ?? .zero)
    }
  }

  private static func features(
    _ answer: ChoiceAnswer, _ choice: MeasureChoice, _ projection: MapProjection?
  ) throws -> [Feature] {
    guard let projection else { return [] }
    let chosen = Set(answer.judged.measures)
    let (inside, outside) = (Set(answer.request.lockIn), Set(answer.request.lockOut))
    return try choice.items.map { item in
      let drawing = choice.plan.drawing(of: item.number)
      let label = drawing.flowClass.standard ?? drawing.flowClass.source
      return Feature(
        id: item.number, geometry: try GeoJSONPolygon(drawing.geometry, projection),
        properties: Properties(
          item: item.id, id: drawing.measure.id, isCandidate: item.isCandidate,
          isChosen: chosen.contains(item.number),
          lock: inside.contains(item.id)
            ? "chosen" : outside.contains(item.id) ? "excluded" : "free",
          class: label.key, className: label.name, project: drawing.measure.project,
          projectName: item.isCandidate ? "" : drawing.measure.projectName, cost: item.cost.fen,
          area: drawing.area))
    }
  }
}

extension ChoiceView.Side {
  init(_ evaluation: Evaluation, measures: Int, cost: Int64) {
    let count = VerdictCount(evaluation.verdicts.lazy.map(\.verdict))
    self.measures = measures
    self.cost = cost
    passed = count.passed
    failed = count.failed
    undecidable = count.undecidable
    notApplicable = count.notApplicable
  }
}

extension ChoiceView.Other {
  init(percent: Double) {
    self.percent = percent
    answer = nil
    value = nil
    bound = nil
    cost = nil
    measures = nil
  }

  init(_ known: ChoiceDesk.Answer, percent: Double?) {
    self.percent = percent
    answer = known.id
    value = known.answer.value
    bound = known.answer.bound
    cost = known.answer.judged.cost.fen
    measures = known.answer.judged.measures.count
    let choice = known.solver.choice
    indicators = MeasureChoiceRequest.Indicator.allCases.map {
      ChoiceView.IndicatorRow(
        id: $0.rawValue, title: $0.title, drawn: choice.reached[$0] ?? .zero,
        floor: known.answer.floor(of: $0), chosen: known.answer.judged.indicators[$0] ?? .zero)
    }
  }
}

/// Why an item is in a plan, or is not.
struct ChoiceReasonView: Encodable {
  var item: String
  var isChosen: Bool
  /// In 万元 of cost or 亩 of the indicator.
  @Nullable var loss: Double?
  var comesIn: [String]
  var goes: [String]
  @Nullable var conflict: Localized?

  init(_ reason: ChoiceReason) {
    item = reason.item
    isChosen = reason.isChosen
    loss = reason.loss
    comesIn = reason.comesIn
    goes = reason.goes
    conflict = reason.conflict?.message
  }
}
