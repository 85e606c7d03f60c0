import Classes
import Flow
import Foundation
import Groundwork
import Monitoring
import Planning
import Records

/// What the form of an acceptance (验收表) tells of measured ground.
extension DocumentValues {
  /// Land before the works and as measured, on the measures of a stage (土地利用结构变化表).
  ///
  /// - Parameter stage: `nil` for the whole plan.
  mutating func add(measuredOn monitored: MonitoredPlan, stage: Int?) {
    let ground = monitored.report.ground
    let measures = monitored.laid.plan.measures
    let rows = ground.rows.filter { row in
      row.measure.map { stage == nil || measures[Int($0)].stage == stage } ?? false
    }
    var sums: [String: (name: String, before: Area, after: Area)] = [:]
    var construction = (before: Area.zero, after: Area.zero, farmland: Area.zero)
    var unseen = Area.zero
    for row in rows {
      let old = ground.baseClass(row)
      let label = old.level1 ?? old.source
      sums[label.key, default: (label.name.zh, .zero, .zero)].before += row.area
      if DocumentValues.isConstruction(old) { construction.before += row.area }
      guard let seen = ground.observedClass(row) else {
        unseen += row.area
        continue
      }
      let found = seen.level1 ?? seen.source
      sums[found.key, default: (found.name.zh, .zero, .zero)].after += row.area
      if DocumentValues.isConstruction(seen) { construction.after += row.area }
      if DocumentValues.isConstruction(old), seen.use == .farmland {
        construction.farmland += row.area
      }
    }
    let source = "整治图斑上：基期 \(monitored.request.base)、实测 \(monitored.request.observed)；单位公顷，未扣田坎"
    var table = sums.sorted { $0.key < $1.key }.map { code, one in
      [
        code, one.name, DocumentValues.hectares(one.before), DocumentValues.hectares(one.after),
        DocumentValues.hectares(one.after - one.before),
      ]
    }
    if unseen != .zero {
      table.append(["", "未测", "", DocumentValues.hectares(unseen), ""])
    }
    let whole = rows.map(\.area).total()
    table.append(
      ["", "合计", DocumentValues.hectares(whole), DocumentValues.hectares(whole), ""])
    set(
      "accept.structure", ["编码", "地类", "整治前", "整治后（实测）", "增减"], table, figures: [2, 3, 4],
      source)
    set("accept.built.before", DocumentValues.hectares(construction.before), source)
    set("accept.built.after", DocumentValues.hectares(construction.after), source)
    set("accept.built.farmland", DocumentValues.hectares(construction.farmland), source)
    set("accept.unseen", DocumentValues.hectares(unseen), source)
  }

  /// The days of the notice (公示期): the day on which a period begins does not count (民法典 §201).
  ///
  /// - Parameter day: as `2026-12-01`; `nil` where nobody has said it yet.
  /// - Throws: Diagnostic `document.notice` for what is no day.
  mutating func add(noticeFrom day: String?, _ clocks: AcceptanceDocument.Clocks) throws {
    guard let day else {
      set("notice.period", "起始日待定，不少于 \(clocks.noticeDays) 日", clocks.source.zh)
      return
    }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = day.split(separator: "-").compactMap { Int($0) }
    let wanted = DateComponents(
      year: parts.first, month: parts.dropFirst().first, day: parts.dropFirst(2).first)
    guard parts.count == 3, wanted.isValidDate(in: calendar),
      let start = calendar.date(from: wanted),
      let end = calendar.date(byAdding: .day, value: clocks.noticeDays, to: start)
    else {
      throw Diagnostic(
        code: "document.notice",
        Localized(zh: "“\(day)”不是日期。", en: "‘\(day)’ is no day."),
        remedy: Localized(zh: "写作 2026-12-01。", en: "Write it as 2026-12-01."))
    }
    func text(_ date: Date) -> String {
      let day = calendar.dateComponents([.year, .month, .day], from: date)
      return "\(day.year ?? 0) 年 \(day.month ?? 0) 月 \(day.day ?? 0) 日"
    }
    set(
      "notice.period", "\(text(start))至\(text(end))（\(clocks.noticeDays) 日，起始日不计）",
      clocks.source.zh)
  }

  private static func isConstruction(_ land: FlowClass) -> Bool {
    land.category?.key == LandCategory.construction.rawValue
  }
}
