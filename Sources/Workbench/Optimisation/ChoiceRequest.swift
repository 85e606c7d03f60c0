import Certificates
import Classes
import Groundwork

/// What a choice of measures is to reach (整治图斑优选).
public struct MeasureChoiceRequest: Codable, Sendable, Hashable {
  /// What the plan is judged by.
  public enum Indicator: String, Codable, Sendable, Hashable, CaseIterable {
    /// Farmland after less farmland before (新增耕地).
    case farmland
    /// Construction land before less after (建设用地减量).
    case construction
    /// Ground that becomes or stays farmland under a measure (整治耕地).
    case fields
    /// Ground that measures give to forest, grass, wetland and water (生态修复).
    case ecology
    /// Ground that measures give to roads and public facilities (道路与公共设施).
    case services
    /// Ground that measures give to housing, trade and industry (城镇与产业更新).
    case renewal

    public var title: Localized {
      switch self {
      case .farmland: Localized(zh: "新增耕地", en: "new farmland")
      case .construction: Localized(zh: "建设用地减量", en: "construction land given back")
      case .fields: Localized(zh: "整治耕地", en: "farmland under measures")
      case .ecology: Localized(zh: "生态修复", en: "ecological ground")
      case .services: Localized(zh: "道路与公共设施", en: "roads and public facilities")
      case .renewal: Localized(zh: "城镇与产业更新", en: "urban and industrial renewal")
      }
    }
  }

  /// What is to be as small, or as large, as possible.
  public enum Goal: String, Codable, Sendable, Hashable, CaseIterable {
    /// The cost of the chosen measures.
    case cost
    /// ``Indicator/farmland``.
    case farmland
    /// ``Indicator/construction``.
    case construction
    /// ``Indicator/ecology``.
    case ecology

    var indicator: Indicator? { Indicator(rawValue: rawValue) }
  }

  /// What is decided about as one.
  public enum Unit: String, Codable, Sendable, Hashable, CaseIterable {
    case measure
    /// All measures of a project together.
    case project
  }

  /// Base patches that may be added to the plan, at a price.
  public struct Conversion: Codable, Sendable, Hashable {
    public var from: LandUse
    /// The code of the class afterwards.
    public var to: String
    /// 元 per 亩.
    public var price: Double
    /// Smaller patches are no candidates, in 亩.
    public var least: Double

    public init(from: LandUse, to: String, price: Double, least: Double = 1) {
      self.from = from
      self.to = to
      self.price = price
      self.least = least
    }
  }

  public struct Floor: Codable, Sendable, Hashable {
    public var indicator: Indicator
    /// In per cent of what the drawn plan reaches; 100 is as much, 0 is no floor.
    public var percent: Double

    public init(_ indicator: Indicator, percent: Double) {
      self.indicator = indicator
      self.percent = percent
    }

    /// In 0.01 m². A share of nothing or of a loss means little: the floor is then what the drawn plan
    /// reaches, whatever the share.
    func least(of reached: Area) -> Int64 {
      guard reached > .zero else { return reached.hundredths }
      return Int64((Double(reached.hundredths) * percent / 100).rounded(.down))
    }
  }

  public var goal: Goal
  public var unit: Unit
  public var floors: [Floor]
  /// The most that the plan may cost, in 万元.
  public var budget: Double?
  /// What every added patch costs besides, in 万元: few large patches instead of many small ones.
  public var surcharge: Double
  public var candidates: [Conversion]
  /// Items that must be in, and that must not; see ``MeasureChoice/Item/id``.
  public var lockIn: [String]
  public var lockOut: [String]
  /// Rules that need not hold, by their references.
  public var waived: [String]

  public init(
    goal: Goal = .cost, unit: Unit = .measure, floors: [Floor]? = nil, budget: Double? = nil,
    surcharge: Double = 0, candidates: [Conversion] = [], lockIn: [String] = [],
    lockOut: [String] = [], waived: [String] = []
  ) {
    self.goal = goal
    self.unit = unit
    self.floors = floors ?? Indicator.allCases.map { Floor($0, percent: 100) }
    self.budget = budget
    self.surcharge = surcharge
    self.candidates = candidates
    self.lockIn = lockIn
    self.lockOut = lockOut
    self.waived = waived
  }

  /// - Throws: ``Diagnostic`` `choice.amount`, `choice.lock`, `choice.goal`.
  func validate() throws(Diagnostic) {
    let percents = floors.map(\.percent)
    guard percents.allSatisfy({ (0...1_000).contains($0) }),
      Set(floors.map(\.indicator)).count == floors.count,
      budget.map({ (0...1e8).contains($0) }) ?? true, (0...1e6).contains(surcharge),
      candidates.allSatisfy({ (0...1e9).contains($0.price) && (0...1e6).contains($0.least) })
    else {
      throw Diagnostic(
        code: "choice.amount",
        Localized(
          zh: "指标下限须为 0 至 1000%、各一次，预算、单价、起始面积须不小于零且不过大。",
          en:
            "Floors must be from 0 to 1000 % and stand once each; budget, prices and least areas must"
            + " be neither negative nor too large."))
    }
    if let both = Set(lockIn).intersection(lockOut).min() {
      throw Diagnostic(
        code: "choice.lock",
        Localized(
          zh: "“\(both)”既锁定必选又锁定不选。", en: "‘\(both)’ is locked both in and out."), feature: both)
    }
    if goal != .cost, budget == nil {
      throw Diagnostic(
        code: "choice.goal",
        Localized(
          zh: "以“\(goal.indicator?.title.zh ?? "")”最大为目标时须给出预算。",
          en: "A plan with the most ‘\(goal.indicator?.title.en ?? "")’ needs a budget."),
        remedy: Localized(zh: "填写预算，或改为费用最少。", en: "State a budget, or ask for the least cost."))
    }
  }
}
