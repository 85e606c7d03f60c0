import Groundwork
import Programme
import Spreadsheets

/// The sheets on polygons that an office issued beforehand (指引图斑).
extension PotentialWorkbook {
  /// Whether a patch was found beyond the issued polygons, and how much of it lies in which.
  func guideCells(_ entry: PotentialEntry) -> [Cell] {
    guard let place = places[entry.key] else { return [.empty, .empty, .empty, .empty] }
    let standing = place.standing == .own ? "是" : place.standing == .partly ? "部分" : "否"
    return [
      .text(standing), .text(place.guides.joined(separator: "、")), .mu(place.inside),
      .mu(place.outside),
    ]
  }

  func guideSheets(_ guides: PotentialDocument.Guides) -> [Sheet] {
    [answerSheet(guides), sumSheet]
  }

  private func titles(_ tasks: [String]) -> String {
    tasks.map { record.rules.task($0)?.title.zh ?? $0 }.joined(separator: "、")
  }

  private func answerSheet(_ guides: PotentialDocument.Guides) -> Sheet {
    let titles = [
      "指引图斑编号", "图斑类型", "对应任务", "三调图斑", "行政村代码", "下发面积（亩）", "潜力（亩）", "非潜力（亩）",
      "差（亩）", "应答", "潜力图斑编号", "非潜力原因", "抄录不符",
    ]
    let rows = guides.rows.map { row -> [Cell] in
      [
        .text(row.id), .text(row.kind ?? ""),
        .text(row.isKindKnown ? self.titles(row.tasks) : "（类型未列入规则，与全部任务比较）"),
        .text(row.patch ?? ""), .text(row.village ?? ""), .mu(row.area), .mu(row.potential),
        .mu(row.other), .mu(row.area - row.potential - row.reasons.map(\.area).total()),
        .text(row.standingTitle.zh), .text(row.numbers.joined(separator: "、")),
        .text(row.reasons.map { "\($0.title.zh) \($0.area.decimal) m²" }.joined(separator: "；")),
        .text(row.deviation?.zh ?? ""),
      ]
    }
    return Sheet(
      name: "指引图斑", columns: titles.map { _ in .init(width: 15) },
      rows: [Self.headings(titles)] + rows, frozenRows: 1, frozenColumns: 1, filterRow: 0)
  }

  private var sumSheet: Sheet {
    let titles = [
      "乡镇代码", "乡镇名称", "对应任务", "下发图斑", "下发合计（亩）", "非潜力（亩）", "潜力（亩）", "自主提取（亩）",
    ]
    func row(_ sum: PotentialDocument.Guides.Sum, _ town: String) -> [Cell] {
      [
        .text(sum.town), .text(town), .text(self.titles(sum.tasks)), Self.count(sum.polygons),
        .mu(sum.area), .mu(sum.other), .mu(sum.potential), .mu(sum.own),
      ]
    }
    let rows =
      PotentialDocument.Guides.byTown(library).map { row($0, towns[$0.town] ?? "") }
      + (guides?.sums ?? []).map { row($0, "合计") }
    return Sheet(
      name: "指引图斑汇总", columns: titles.map { _ in .init(width: 15) },
      rows: [Self.headings(titles)] + rows, frozenRows: 1, filterRow: 0)
  }
}
