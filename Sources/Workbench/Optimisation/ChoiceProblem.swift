import Certificates
import Flow
import Groundwork
import Planning
import Policy

/// The whole-number problem of a choice: one item for each measure, or for each project; one row for each
/// floor of an indicator, the budget, each linear rule, and each plan that was refused.
struct ChoiceProblem: Sendable {
  /// What a row stands for.
  enum Row: Sendable, Hashable {
    case floor(MeasureChoiceRequest.Indicator)
    case budget
    /// Index in ``MeasureChoice/rules``.
    case rule(Int)
    /// Excludes a plan that broke a rule when it was laid, or one too much like another.
    case cut
  }

  let request: MeasureChoiceRequest
  /// The measures of each item.
  let groups: [[Int]]
  private(set) var rows: [Row] = []
  /// Units of a row's amounts in one unit in which its price is told: 亩, or 万元.
  private(set) var units: [Double?] = []
  private(set) var problem: SelectionProblem

  static let mu = 200_000.0 / 3
  static let tenThousandYuan = 1_000_000.0

  /// Units of the objective in one unit in which it is told.
  var valueUnit: Double {
    request.goal == .cost ? ChoiceProblem.tenThousandYuan : -ChoiceProblem.mu
  }

  /// - Throws: ``Diagnostic`` `choice.lock-unknown`, and as the request and the problem.
  init(_ choice: MeasureChoice, _ request: MeasureChoiceRequest) throws(Diagnostic) {
    try request.validate()
    self.request = request
    let (groups, names) = ChoiceProblem.groups(choice, request.unit)
    self.groups = groups
    problem = SelectionProblem(items: [], rows: [])
    try addItems(choice, names)
    for floor in request.floors where floor.percent > 0 {
      let least = floor.least(of: choice.reached[floor.indicator] ?? .zero)
      let title = floor.indicator.title
      add(
        .floor(floor.indicator), unit: ChoiceProblem.mu,
        Localized(
          zh: "\(title.zh)不少于 \(ChoiceProblem.said(least)) 亩",
          en: "\(title.en) at least \(ChoiceProblem.said(least)) mu"),
        choice.contributions[floor.indicator] ?? [], least: least)
    }
    if let budget = request.budget {
      let costs = choice.items.map { -ChoiceProblem.cost(of: $0, request) }
      let most = Int64((budget * ChoiceProblem.tenThousandYuan).rounded())
      add(
        .budget, unit: ChoiceProblem.tenThousandYuan,
        Localized(zh: "费用不超过 \(budget) 万元", en: "cost at most \(budget)×10⁴ CNY"), costs,
        least: -most)
    }
    let waived = Set(request.waived)
    for (index, rule) in choice.rules.enumerated()
    where rule.isBinding && !waived.contains(rule.reference)
      && !waived.contains(rule.test.rule.id)
    {
      demand(rule, index)
    }
    try problem.validate()
  }

  /// Demands the rows of a rule.
  ///
  /// - Parameter index: in ``MeasureChoice/rules``.
  mutating func demand(_ rule: ChoiceRule, _ index: Int) {
    let title = rule.test.part.title ?? rule.test.rule.title
    let isArea = rule.test.part.unit.dimension == .area
    for row in rule.rows {
      add(
        .rule(index), unit: isArea ? row.scale.map { $0 * 2_000 / 3 } : nil,
        Localized(zh: "\(rule.reference) \(title.zh)", en: "\(rule.reference) \(title.en)"),
        row.amounts, least: row.least)
    }
  }

  /// Amounts in 0.01 m² as 亩 with one decimal.
  private static func said(_ hundredths: Int64) -> String {
    String((Double(hundredths) / mu * 10).rounded() / 10)
  }

  private static func cost(of item: MeasureChoice.Item, _ request: MeasureChoiceRequest) -> Int64 {
    item.cost.fen
      + (item.isCandidate ? Int64((request.surcharge * tenThousandYuan).rounded()) : 0)
  }

  private static func groups(
    _ choice: MeasureChoice, _ unit: MeasureChoiceRequest.Unit
  ) -> (groups: [[Int]], names: [String]) {
    var groups: [[Int]] = []
    var names: [String] = []
    var places: [String: Int] = [:]
    for item in choice.items {
      let project = choice.plan.measures[item.number].project
      if unit == .project, !item.isCandidate, !project.isEmpty {
        if let place = places[project] {
          groups[place].append(item.number)
          continue
        }
        places[project] = groups.count
        names.append(project)
      } else {
        names.append(item.id)
      }
      groups.append([item.number])
    }
    return (groups, names)
  }

  private mutating func addItems(
    _ choice: MeasureChoice, _ names: [String]
  ) throws(Diagnostic) {
    let known = Set(choice.items.map(\.id)).union(names)
    for id in (request.lockIn + request.lockOut).sorted() where !known.contains(id) {
      throw Diagnostic(
        code: "choice.lock-unknown",
        Localized(
          zh: "锁定的“\(id)”不在候选之中。", en: "‘\(id)’, which is locked, is no candidate."),
        remedy: Localized(zh: "解除这一锁定，或把它列为候选。", en: "Unlock it, or offer it."), feature: id)
    }
    let (inside, outside) = (Set(request.lockIn), Set(request.lockOut))
    let worth = request.goal.indicator.flatMap { choice.contributions[$0] }
    for (index, group) in groups.enumerated() {
      let members = group.map { choice.items[$0] }
      let ids = Set(members.map(\.id) + [names[index]])
      let isIn = !ids.isDisjoint(with: inside)
      if isIn, let both = ids.intersection(outside).min() {
        throw Diagnostic(
          code: "choice.lock",
          Localized(
            zh: "项目“\(names[index])”中既有锁定必选的图斑，又有锁定不选的“\(both)”。",
            en:
              "Project ‘\(names[index])’ has measures that are locked in, and ‘\(both)’ locked out."
          ),
          feature: both)
      }
      let cost = members.reduce(Int64(0)) { sum, member in
        sum + (worth.map { -$0[member.number] } ?? ChoiceProblem.cost(of: member, request))
      }
      problem.items.append(
        SelectionProblem.Item(
          id: names[index], cost: cost,
          lock: isIn ? .chosen : ids.isDisjoint(with: outside) ? .free : .excluded))
    }
  }

  /// - Parameter amounts: by the number of the measure.
  private mutating func add(
    _ row: Row, unit: Double?, _ name: Localized, _ amounts: [Int64], least: Int64
  ) {
    let terms = groups.enumerated().compactMap { index, group -> SelectionProblem.Term? in
      let amount = group.reduce(Int64(0)) { $0 + amounts[$1] }
      return amount == 0 ? nil : SelectionProblem.Term(item: index, amount: amount)
    }
    rows.append(row)
    units.append(unit)
    problem.rows.append(SelectionProblem.Row(name: name, terms: terms, least: least))
  }

  /// Demands a choice that differs from another in at least so many items.
  mutating func differ(from chosen: [Int], in least: Int, _ name: Localized) {
    let inside = Set(chosen)
    let terms = problem.items.indices.map {
      SelectionProblem.Term(item: $0, amount: inside.contains($0) ? -1 : 1)
    }
    rows.append(.cut)
    units.append(nil)
    problem.rows.append(
      SelectionProblem.Row(name: name, terms: terms, least: Int64(least - inside.count)))
  }

  /// The items whose measures are all drawn.
  func drawnItems(_ choice: MeasureChoice) -> Set<Int> {
    Set(groups.indices.filter { groups[$0].allSatisfy { !choice.items[$0].isCandidate } })
  }

  /// Leaves out the patches that could be added, but for those that are locked in.
  mutating func leaveOut(candidatesOf choice: MeasureChoice) {
    let drawn = drawnItems(choice)
    for index in problem.items.indices
    where !drawn.contains(index) && problem.items[index].lock == .free {
      problem.items[index].lock = .excluded
    }
  }

  /// Demands a choice that differs from another in at most so many items.
  mutating func resemble(_ chosen: Set<Int>, in most: Int) {
    let terms = problem.items.indices.map {
      SelectionProblem.Term(item: $0, amount: chosen.contains($0) ? 1 : -1)
    }
    rows.append(.cut)
    units.append(nil)
    problem.rows.append(
      SelectionProblem.Row(
        name: Localized(zh: "与原方案相近", en: "near the drawn plan"), terms: terms,
        least: Int64(chosen.count - most)))
  }

  /// Demands more of every row of a kind.
  mutating func raise(_ row: Row, by amount: Int64) {
    for index in rows.indices where rows[index] == row { problem.rows[index].least += amount }
  }

  /// The measures of chosen items, ascending.
  func measures(of chosen: [Int]) -> [Int] { chosen.flatMap { groups[$0] }.sorted() }
}
