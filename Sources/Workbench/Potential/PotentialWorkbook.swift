import Foundation
import Geometry
import Governance
import Groundwork
import Programme
import Records
import Spreadsheets
import Storage

/// The potential library as a workbook: every patch with the fields that provinces ask for in their surveys
/// of potential, sums by town, checks, and every parameter with its origin.
public struct PotentialWorkbook {
  /// A project that draws on a candidate.
  struct Use {
    var id: String
    var title: String
    var year: Int
  }

  let library: PotentialLibrary
  let towns: [String: String]
  private let uses: [String: [Use]]
  private let parts: [String: Int]
  /// `nil` where no office issued polygons.
  let guides: PotentialDocument.Guides?
  let places: [String: GuideComparison.Place]
  var record: PotentialRecord { library.record }

  /// - Parameters:
  ///   - towns: names of towns by their codes of nine digits.
  ///   - uses: active projects by the numbers of their candidates.
  ///   - parts: of how many polygons each patch consists.
  init(
    _ library: PotentialLibrary, towns: [String: String], uses: [String: [Use]],
    parts: [String: Int]
  ) {
    self.library = library
    self.towns = towns
    self.uses = uses
    self.parts = parts
    guides = PotentialDocument.Guides(library)
    places = Dictionary(
      (library.record.guides?.places ?? []).map { ($0.entry, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  public var workbook: Workbook {
    Workbook(
      title: "潜力资源库 potential library",
      sheets: [patchSheet, townSheet] + (guides.map(guideSheets) ?? [])
        + [checkSheet, parameterSheet])
  }

  /// The bytes of the `.xlsx` file.
  /// - Throws: Diagnostics of writing a workbook.
  public func bytes() throws -> [UInt8] { try workbook.bytes() }

  static func headings(_ titles: [String]) -> [Cell] {
    titles.map { .text($0, style: .heading) }
  }

  static func count(_ number: Int) -> Cell { .number(Double(number), format: "#,##0") }

  private func task(_ entry: PotentialEntry) -> PotentialTask? { record.rules.task(entry.task) }

  private static func town(_ entry: PotentialEntry) -> String {
    entry.village.map { String($0.prefix(9)) } ?? ""
  }

  // MARK: Patches

  private var patchSheet: Sheet {
    let titles =
      [
        "图斑编号", "整治要素", "调查任务", "三调图斑", "乡镇代码", "乡镇名称", "行政村代码", "行政村名称", "地类编码",
        "图斑面积（亩）", "非潜力面积（亩）", "净面积（亩）", "是否潜力", "潜力来源", "整治后", "理论潜力（亩）",
        "可实现潜力（亩）", "近期潜力（亩）", "得分", "是否立项", "立项编号", "立项名称", "立项时间", "近远期", "外业核实",
        "权利人意愿", "现状条件", "照片编号", "备注", "说明",
      ] + (guides == nil ? [] : ["自主提取", "指引图斑", "指引内面积（亩）", "指引外面积（亩）"])
    return Sheet(
      name: "潜力图斑", columns: titles.map { _ in .init(width: 13) },
      rows: [Self.headings(titles)] + record.entries.map(cells), frozenRows: 1, frozenColumns: 1,
      filterRow: 0)
  }

  private func cells(_ entry: PotentialEntry) -> [Cell] {
    let task = task(entry)
    let source = task?.sources.first { $0.id == entry.source }?.title.zh ?? entry.source
    let finding = library.visit(entry.number)?.finding
    let own = uses[entry.number] ?? []
    let near = library.area(entry, .nearTerm)
    var cells: [Cell] = [
      .text(entry.number), .text(task?.element.title.zh ?? ""), .text(task?.title.zh ?? entry.task),
      .text(entry.patch), .text(Self.town(entry)), .text(towns[Self.town(entry)] ?? ""),
      .text(entry.village ?? ""), .text(entry.villageName ?? ""), .text(entry.landClass),
      .mu(entry.area), .mu(entry.area - entry.net), .mu(entry.net),
      .text(entry.isCandidate ? "是" : "否"), .text(source), .text(task?.gain.zh ?? ""),
    ]
    cells += PotentialLevel.allCases.map { .mu(library.area(entry, $0)) }
    cells.append(entry.score.map(Self.count) ?? .empty)
    cells += [
      .text(own.isEmpty ? "否" : "是"), .text(own.map(\.id).joined(separator: "、")),
      .text(own.map(\.title).joined(separator: "、")),
      .text(own.map { String($0.year) }.joined(separator: "、")),
      // Near-term is what somebody was there for, and what can begin.
      .text(!entry.isCandidate ? "" : finding?.condition == .ready && near > .zero ? "近期" : "远期"),
      .text(finding?.verdict.title.zh ?? ""), .text(finding?.will.title.zh ?? ""),
      .text(finding?.condition.title.zh ?? ""),
      .text((finding?.photos ?? []).joined(separator: "、")), .text(finding?.remark ?? ""),
      .text(Self.course(entry, task)),
    ]
    if guides != nil { cells += guideCells(entry) }
    return cells
  }

  /// What took ground of the patch, and what nobody could check.
  private static func course(_ entry: PotentialEntry, _ task: PotentialTask?) -> String {
    entry.course.map { step in
      let title = task?.exclusions.first { $0.id == step.rule }?.title.zh ?? step.rule
      let seen = step.seen.map { "（\($0)）" } ?? ""
      return switch step.outcome {
      case .cut: "\(title)：扣除 \(step.area?.decimal ?? "") m²"
      case .excluded: "\(title)\(seen)：排除"
      case .unchecked: "\(title)：未核对\(seen)"
      }
    }.joined(separator: "；")
  }

  // MARK: Sums

  private var townSheet: Sheet {
    let titles = [
      "乡镇代码", "乡镇名称", "调查任务", "选出图斑", "选出面积（亩）", "非潜力（亩）", "潜力（亩）", "差（亩）",
      "候选图斑", "核实图斑", "理论潜力（亩）", "可实现潜力（亩）", "近期潜力（亩）",
    ]
    var rows: [[Cell]] = []
    let codes = Set(record.entries.map(Self.town)).sorted()
    for code in codes {
      for task in record.rules.tasks {
        let own = record.entries.filter { $0.task == task.id && Self.town($0) == code }
        if !own.isEmpty { rows.append(sums(code, towns[code] ?? "", task.title.zh, own)) }
      }
    }
    for task in record.rules.tasks {
      rows.append(sums("", "合计", task.title.zh, record.entries.filter { $0.task == task.id }))
    }
    return Sheet(
      name: "乡镇汇总", columns: titles.map { _ in .init(width: 14) },
      rows: [Self.headings(titles)] + rows, frozenRows: 1, filterRow: 0)
  }

  private func sums(
    _ code: String, _ town: String, _ task: String, _ entries: [PotentialEntry]
  ) -> [Cell] {
    let whole = entries.map(\.area).total()
    let taken = entries.flatMap { $0.course.compactMap(\.area) }.total()
    let net = entries.map(\.net).total()
    let candidates = entries.filter(\.isCandidate)
    let confirmed = candidates.count {
      library.visit($0.number)?.finding.verdict == .confirmed
    }
    return [
      .text(code), .text(town), .text(task), Self.count(entries.count), .mu(whole), .mu(taken),
      .mu(net), .mu(whole - taken - net), Self.count(candidates.count), Self.count(confirmed),
    ]
      + PotentialLevel.allCases.map { level in
        .mu(entries.map { library.area($0, level) }.total())
      }
  }

  // MARK: Checks

  private var checkSheet: Sheet {
    func row(_ rule: String, _ text: String, _ checked: Int, _ found: [String]) -> [Cell] {
      [
        .text(rule), .text(text), Self.count(checked), Self.count(found.count),
        .text(found.prefix(50).joined(separator: "、")),
      ]
    }
    let entries = record.entries
    let unequal = entries.filter { $0.course.compactMap(\.area).total() + $0.net != $0.area }
    var keys: Set<String> = []
    let twice = entries.filter { !keys.insert($0.key).inserted }
    let multiple = entries.filter { (parts[$0.patch] ?? 1) > 1 }
    let lost = entries.filter { parts[$0.patch] == nil }
    let shared = uses.filter { $0.value.count > 1 }.keys.sorted()
    let numbers = Set(entries.lazy.filter(\.isCandidate).map(\.number))
    let gone = uses.keys.filter { !numbers.contains($0) }.sorted()
    let rejected = uses.keys.filter { library.visit($0)?.finding.verdict == .rejected }.sorted()
    let titles = ["规则", "检查", "检查数", "不符数", "不符的编号"]
    let issued = (guides?.checks ?? []).map { row($0.rule, $0.title.zh, $0.checked, $0.found) }
    return Sheet(
      name: "核对",
      columns: [
        .init(width: 12), .init(width: 48), .init(width: 10), .init(width: 10), .init(width: 60),
      ],
      rows: [
        Self.headings(titles),
        row("POT-01", "三调图斑仍在该年度调查中（属性、范围取自调查，未另行修改）", entries.count, lost.map(\.number)),
        row("POT-02", "非潜力面积与潜力面积之和等于图斑面积（到 0.01 m²）", entries.count, unequal.map(\.number)),
        row("POT-03", "同一任务中同一图斑只出现一次", entries.count, twice.map(\.number)),
        row("POT-04", "图斑为单部件（多部件须在上报前拆分）", entries.count, multiple.map(\.number)),
        row("项目", "一个候选图斑只属一个项目", uses.count, shared),
        row("项目", "项目所用图斑仍为候选", uses.count, gone),
        row("项目", "项目所用图斑未被外业否定", uses.count, rejected),
      ] + issued, frozenRows: 1)
  }

  private var parameterSheet: Sheet {
    let titles = ["调查任务", "参数", "取值", "依据"]
    let rows = record.rules.tasks.flatMap { task in
      PotentialDocument.Parameter.list(task).map { parameter -> [Cell] in
        [
          .text(task.title.zh), .text(parameter.title.zh), .text(parameter.value),
          .text(parameter.origin.zh),
        ]
      }
    }
    return Sheet(
      name: "参数",
      columns: [.init(width: 18), .init(width: 24), .init(width: 12), .init(width: 70)],
      rows: [Self.headings(titles)] + rows, frozenRows: 1)
  }
}

extension Workbench {
  /// The library after the last survey as a workbook.
  ///
  /// - Throws: Diagnostic `potential.no-library`; those of reading the survey.
  public func potentialWorkbook() throws -> PotentialWorkbook {
    let library = try potentialLibrary()
    var towns: [String: String] = [:]
    if let layer = try workspace.layer(role: .township) {
      try records.forEachUnit(in: layer) { name, zone, _ in
        if let zone, let name { towns[zone] = name }
      }
    }
    var uses: [String: [PotentialWorkbook.Use]] = [:]
    for row in try projects() where row.record.isActive {
      guard let card = row.record.card else { continue }
      for number in card.candidates ?? [] {
        uses[number, default: []].append(.init(id: row.id, title: card.title, year: card.firstYear))
      }
    }
    return PotentialWorkbook(
      library, towns: towns, uses: uses,
      parts: try potentialGeometry(library.record).mapValues(\.polygons.count))
  }
}
