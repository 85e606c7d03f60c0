import Foundation
import Groundwork
import Programme
import Reports

extension ScenarioWeighting.Method {
  public var title: Localized {
    switch self {
    case .equal: Localized(zh: "等权", en: "equal weights")
    case .given: Localized(zh: "给定权重", en: "given weights")
    case .ahp: Localized(zh: "层次分析法", en: "AHP")
    case .entropy: Localized(zh: "熵权法", en: "entropy")
    case .both: Localized(zh: "层次分析与熵权组合", en: "AHP and entropy")
    }
  }
}

extension MeetingSheet {
  /// The comparison of plans on one page: the order, the indicators with their weights, what would turn the
  /// order round, and the villages that lose most farmland.
  public init(_ table: ScenarioTable, _ ranking: ScenarioRanking, language: Language) {
    func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
    let order = ranking.plans.indices.sorted {
      (ranking.places[$0], ranking.plans[$0]) < (ranking.places[$1], ranking.plans[$1])
    }
    let leaders = order.filter { ranking.places[$0] == 1 }.map { ranking.plans[$0] }
    let leader = leaders.joined(separator: language == .zh ? "、" : ", ")
    var notes: [String] = []
    if let pairwise = ranking.pairwise, !pairwise.isConsistent {
      notes.append(
        phrase(
          "两两比较自相矛盾（CR = \(Figures.text(pairwise.ratio))，应小于 0.1），须重新比较。",
          "The comparisons contradict each other (CR = \(Figures.text(pairwise.ratio)), should be below "
            + "0.1); make them again."))
    }
    if !ranking.sensitivity.reversals.isEmpty {
      notes.append(
        phrase(
          "去掉某个方案会使其余方案的次序颠倒（逆序），次序只供参考。",
          "Leaving out a plan turns others round (rank reversal); take the order as a hint."))
    }
    self.init(
      title: phrase("方案比选", "Comparison of plans"),
      subtitle: table.plans.joined(separator: phrase("、", ", ")),
      isSynthetic: table.isSynthetic,
      facts: [
        (phrase("基期", "Base epoch"), table.base),
        (phrase("权重", "Weights"), ranking.method.title[language]),
        (phrase("排序方法", "Method"), "TOPSIS"),
      ],
      result: phrase("首选：\(leader)", "First: \(leader)"),
      detail: order.map { "\(ranking.plans[$0]) \(Figures.text(ranking.scores[$0]))" }
        .joined(separator: "　"),
      tables: [
        MeetingSheet.criteria(ranking, order, language),
        MeetingSheet.sensitivity(ranking, language),
        MeetingSheet.villages(table, order, language),
      ].compactMap { $0 },
      notice: notes.isEmpty ? nil : notes.joined(separator: " "))
  }

  private enum Figures {
    static func text(_ value: Double, _ places: Int = 3) -> String {
      String(format: "%.\(places)f", value)
    }

    static func plain(_ value: Double?) -> String {
      guard let value else { return "—" }
      return value.rounded() == value ? String(format: "%.0f", value) : text(value, 2)
    }
  }

  private static func criteria(
    _ ranking: ScenarioRanking, _ order: [Int], _ language: Language
  ) -> Table {
    func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
    var columns: [ReportDocument.Column] = [
      .init(phrase("指标", "Indicator"), width: 3), .init(phrase("单位", "Unit")),
      .init(phrase("方向", "Better")), .init(phrase("权重", "Weight"), .right),
      .init(phrase("基期", "Base"), .right),
    ]
    columns += order.map { ReportDocument.Column(ranking.plans[$0], .right) }
    let rows = ranking.criteria.indices.map { index -> [ReportDocument.Cell] in
      let criterion = ranking.criteria[index]
      let best = order.compactMap { criterion.values[$0] }
      let top = criterion.direction == .more ? best.max() : best.min()
      var cells: [ReportDocument.Cell] = [
        .init(criterion.title[language]), .init(criterion.unit[language]),
        .init(criterion.direction == .more ? "↑" : "↓"),
        .init(Figures.text(ranking.weights[index])), .init(Figures.plain(criterion.base)),
      ]
      cells += order.map { plan in
        ReportDocument.Cell(
          Figures.plain(criterion.values[plan]),
          criterion.values[plan] == top ? .strong : .plain)
      }
      return cells
    }
    return Table(
      caption: phrase("指标与权重", "Indicators and weights"), columns: columns, rows: rows,
      note: phrase("粗体为该指标最优。", "The best of a row is bold."))
  }

  private static func sensitivity(
    _ ranking: ScenarioRanking, _ language: Language
  ) -> Table {
    func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
    func order(_ places: [Int]) -> String {
      ranking.plans.indices.sorted {
        (places[$0], ranking.plans[$0]) < (places[$1], ranking.plans[$1])
      }.map { ranking.plans[$0] }.joined(separator: " > ")
    }
    let rows = ranking.sensitivity.criteria.map { item -> [ReportDocument.Cell] in
      let turns = [
        item.turnsBelow.map { "≤ \(Figures.text($0))" },
        item.turnsAbove.map { "≥ \(Figures.text($0))" },
      ].compactMap { $0 }.joined(separator: phrase("，", ", "))
      return [
        .init(ranking.criteria[item.criterion].title[language]),
        .init(Figures.text(ranking.weights[item.criterion])), .init(order(item.placesBelow)),
        .init(order(item.placesAbove)),
        .init(turns.isEmpty ? phrase("无论多少都不变", "never") : turns),
      ]
    }
    return Table(
      caption: phrase("权重敏感性", "Sensitivity to weights"),
      columns: [
        .init(phrase("指标", "Indicator"), width: 2), .init(phrase("权重", "Weight"), .right),
        .init(phrase("减一成", "−10 %"), width: 2), .init(phrase("加一成", "+10 %"), width: 2),
        .init(phrase("首选改变于", "The first changes at"), width: 2),
      ], rows: rows)
  }

  /// Who loses and who gains: the villages that lose most farmland under any plan, then those that gain most;
  /// none if no village's farmland changes.
  private static func villages(
    _ table: ScenarioTable, _ order: [Int], _ language: Language
  ) -> Table? {
    func phrase(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
    func least(_ village: ScenarioTable.Village) -> Area { village.farmland.min() ?? .zero }
    func most(_ village: ScenarioTable.Village) -> Area { village.farmland.max() ?? .zero }
    let losing = table.villages.filter { least($0) < .zero }
      .sorted { (least($0), $0.code) < (least($1), $1.code) }
    let gaining = table.villages.filter { least($0) >= .zero && most($0) > .zero }
      .sorted { (most($1), $0.code) < (most($0), $1.code) }
    guard !losing.isEmpty || !gaining.isEmpty else { return nil }
    let rows = (losing.prefix(5) + gaining.prefix(3)).map { village -> [ReportDocument.Cell] in
      [.init(village.name.isEmpty ? village.code : village.name)]
        + order.map { plan in
          ReportDocument.Cell(
            Figures.text(village.farmland[plan].mu, 2),
            village.farmland[plan] < .zero ? .fail : .plain)
        }
    }
    return Table(
      caption: phrase(
        "各村耕地增减：减得最多和增得最多的村（亩）", "Farmland by village: largest losses and gains (mu)"),
      columns: [.init(phrase("村", "Village"), width: 2)]
        + order.map { ReportDocument.Column(table.plans[$0], .right) }, rows: rows,
      note: phrase(
        "共 \(losing.count) 个村有方案使耕地减少，\(gaining.count) 个村只增不减。",
        "\(losing.count) villages lose farmland under some plan, \(gaining.count) only gain."))
  }
}
