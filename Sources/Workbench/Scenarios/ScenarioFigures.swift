import Classes
import Flow
import Groundwork
import Planning
import Programme
import Records

/// What one plan does, from its flow ledger.
struct ScenarioFigures {
  /// How the ground of one village changes.
  struct Change {
    var farmland = Area.zero
    var construction = Area.zero
  }

  var before = Sums()
  var after = Sums()
  /// Other land that becomes farmland, farmland that becomes construction land, construction land that
  /// becomes something else.
  var newFarmland = Area.zero
  var builtFarmland = Area.zero
  var reclaimed = Area.zero
  var cost: StatedCost
  var measures: Int
  var villages: [String: Change] = [:]

  struct Sums {
    var farmland = Area.zero
    var construction = Area.zero
    var ecological = Area.zero

    mutating func add(_ land: FlowClass, _ area: Area) {
      if land.use == .farmland { farmland += area }
      if ScenarioFigures.isConstruction(land) { construction += area }
      if land.use.map(ScenarioFigures.ecological.contains) == true { ecological += area }
    }
  }

  /// Woods, grass, wetlands and open water (林地、草地、湿地、水面).
  static let ecological: Set<LandUse> = [
    .forest, .grassland, .woodedWetland, .grassWetland, .openWetland, .river, .lake, .reservoir,
    .pond,
  ]

  static func isConstruction(_ land: FlowClass) -> Bool {
    land.category?.key == LandCategory.construction.rawValue
  }

  init(_ laid: LaidPlan, villages: [Int64: String]) {
    let ledger = laid.state.ledger
    measures = laid.plan.measures.count
    cost = StatedCost(laid.plan.measures)
    for row in ledger.rows where row.kind == .piece {
      guard let from = row.from.map(Int.init), let to = row.to.map(Int.init) else { continue }
      let old = ledger.before.classes[Int(ledger.before.classOf[from])]
      let new = ledger.after.classes[Int(ledger.after.classOf[to])]
      before.add(old, row.area)
      after.add(new, row.area)
      let (wasFarmland, isFarmland) = (old.use == .farmland, new.use == .farmland)
      let wasBuilt = ScenarioFigures.isConstruction(old)
      let isBuilt = ScenarioFigures.isConstruction(new)
      if isFarmland, !wasFarmland { newFarmland += row.area }
      if wasFarmland, isBuilt { builtFarmland += row.area }
      if wasBuilt, !isBuilt { reclaimed += row.area }
      guard wasFarmland != isFarmland || wasBuilt != isBuilt,
        let village = villages[ledger.before.fids[from]]
      else { continue }
      var change = self.villages[village] ?? Change()
      if wasFarmland != isFarmland {
        change.farmland += isFarmland ? row.area : -row.area
      }
      if wasBuilt != isBuilt { change.construction += isBuilt ? row.area : -row.area }
      self.villages[village] = change
    }
  }

  // MARK: Indicators

  static func indicators(_ figures: [ScenarioFigures]) -> [ScenarioTable.Indicator] {
    let ledger = Localized(zh: "地类流向台账", en: "flow ledger")
    let mu = Localized(zh: "亩", en: "mu")
    func land(
      _ id: String, _ zh: String, _ en: String, _ kind: ScenarioTable.Indicator.Kind,
      _ direction: Ranking.Direction, base: Area?, _ value: (ScenarioFigures) -> Area
    ) -> ScenarioTable.Indicator {
      .init(
        id: id, kind: kind, title: Localized(zh: zh, en: en), unit: mu, direction: direction,
        source: ledger, base: base?.mu, values: figures.map { value($0).mu })
    }
    let first = figures.first
    return [
      land(
        "farmland", "耕地面积", "Farmland", .land, .more, base: first?.before.farmland,
        \.after.farmland),
      land(
        "construction", "建设用地面积", "Construction land", .land, .less,
        base: first?.before.construction, \.after.construction),
      land(
        "ecology", "林草湿水面积", "Woods, grass, wetland, water", .land, .more,
        base: first?.before.ecological, \.after.ecological),
      land(
        "built_farmland", "建设占用耕地", "Farmland built on", .land, .less, base: nil,
        \.builtFarmland),
      land(
        "new_farmland", "新增耕地来源", "Ground that becomes farmland", .quota, .more, base: nil,
        \.newFarmland),
      land(
        "reclaimed", "建设用地复垦、转出", "Construction land given up", .quota, .more, base: nil,
        \.reclaimed),
      .init(
        id: "cost", kind: .money, title: Localized(zh: "图斑投资合计", en: "Cost of the measures"),
        unit: Localized(zh: "万元", en: "10⁴ CNY"), direction: .less,
        source: Localized(zh: "整治图斑的投资", en: "cost of the measures"), base: nil,
        values: figures.map { $0.cost.whole?.tenThousandYuan }),
      .init(
        id: "measures", kind: .money, title: Localized(zh: "整治图斑数", en: "Measures"),
        unit: Localized(zh: "个", en: ""), direction: nil,
        source: Localized(zh: "方案", en: "the plan"), base: nil,
        values: figures.map { Double($0.measures) }),
    ]
  }

  /// The figures of the diagnosis of farmland and settlements; the first state is the base.
  static func structure(_ report: DiagnosisReport) -> [ScenarioTable.Indicator] {
    let sections = report.states.map { $0.diagnosis.sections.first }
    let figures = sections.map { $0?.figures(report.settings) ?? [] }
    guard let first = figures.first else { return [] }
    return first.filter { !$0.id.hasPrefix("owner") }.map { figure in
      let values = figures.map { list in list.first { $0.id == figure.id }?.value }
      let direction: Ranking.Direction? =
        switch figure.description.direction {
        case .more: .more
        case .less: .less
        case .neither: nil
        }
      return ScenarioTable.Indicator(
        id: figure.id, kind: .structure, title: figure.description.name,
        unit: figure.description.unit, direction: direction,
        source: Localized(figure.description.source), base: values.first ?? nil,
        values: Array(values.dropFirst()))
    }
  }

  static func villages(
    _ figures: [ScenarioFigures], names: [String: String]
  ) -> [ScenarioTable.Village] {
    Set(figures.flatMap { Array($0.villages.keys) }).sorted().map { code in
      ScenarioTable.Village(
        code: code, name: names[code] ?? "",
        farmland: figures.map { $0.villages[code]?.farmland ?? .zero },
        construction: figures.map { $0.villages[code]?.construction ?? .zero })
    }
  }

  static func villageIndicators(
    _ villages: [ScenarioTable.Village], plans: Int
  ) -> [ScenarioTable.Indicator] {
    func count(
      _ id: String, _ zh: String, _ en: String, _ direction: Ranking.Direction,
      _ fits: (ScenarioTable.Village, Int) -> Bool
    ) -> ScenarioTable.Indicator {
      .init(
        id: id, kind: .villages, title: Localized(zh: zh, en: en),
        unit: Localized(zh: "个", en: ""), direction: direction,
        source: Localized(zh: "地类流向台账（按坐落村）", en: "flow ledger by village"), base: nil,
        values: (0..<plans).map { plan in Double(villages.count { fits($0, plan) }) })
    }
    return [
      count("villages_gaining", "耕地增加的村", "Villages that gain farmland", .more) {
        $0.farmland[$1] > .zero
      },
      count("villages_losing", "耕地减少的村", "Villages that lose farmland", .less) {
        $0.farmland[$1] < .zero
      },
    ]
  }
}
