import Foundation
import Governance
import Groundwork
import Spreadsheets

/// The columns of the workbook of a project library, shared by writing and reading.
enum ProjectColumns {
  static let projects = "项目"
  static let ground = "项目用地"
  static let findings = "校核"
  static let matrix = "事权协调表"
  /// The row of the names by which a sheet is read back, and the first row of data, from 0.
  static let names = 1
  static let firstRow = 2
  /// Before a year: `cost_2026`.
  static let cost = "cost_"
  /// Before an indicator: `target_new_farmland`, in 亩 or 万元.
  static let target = "target_"
  /// Items of a list are separated by any of these; the first is written.
  static let separators: [Character] = ["、", "，", ",", "；", ";", "\n"]

  /// A column that is a part of the card.
  struct Column<Part>: Sendable {
    var name: String
    var title: String
    var width: Double
    var part: any WritableKeyPath<ProjectCard, Part> & Sendable
  }

  static let texts: [Column<String>] = [
    Column(name: "title", title: "项目名称", width: 30, part: \.title),
    Column(name: "goal", title: "战略目标", width: 20, part: \.goal),
    Column(name: "space", title: "核心空间", width: 18, part: \.space),
    Column(name: "core", title: "核心项目", width: 18, part: \.core),
    Column(name: "package", title: "空间项目包", width: 18, part: \.package),
    Column(name: "area", title: "区划代码", width: 14, part: \.area),
    Column(name: "note", title: "备注", width: 24, part: \.note),
  ]

  static let lists: [Column<[String]>] =
    [
      Column(name: "groups", title: "功能组团", width: 22, part: \.groups),
      Column(name: "needs", title: "前置项目", width: 22, part: \.needs),
      Column(name: "excludes", title: "互斥项目", width: 22, part: \.excludes),
      Column(name: "indicators", title: "服务指标", width: 22, part: \.indicators),
    ]
    + ProjectDuty.allCases.map { duty in
      Column(
        name: duty.rawValue, title: duty.title.zh + "单位", width: 22, part: \.duties[duty])
    }

  static let numbers: [Column<Int>] = [
    Column(name: "first_year", title: "首年", width: 8, part: \.firstYear),
    Column(name: "last_year", title: "末年", width: 8, part: \.lastYear),
    Column(name: "stage", title: "阶段", width: 8, part: \.stage),
  ]

  /// Columns that are written for people and not read back.
  static let computed = [
    ("area_mu", "面积（亩，取自台账）"), ("cost_total", "投资合计（万元）"), ("phase", "状态"),
  ]
}

/// A project library as a workbook that ``Workbench/importProjects(_:statedAs:isTrial:by:_:)`` reads back.
public struct ProjectWorkbook {
  private let rows: [ProjectBoard.Row]
  private let library: ProjectLibrary
  private let ground: [String: ProjectGroundFigures]
  private let findings: [Diagnostic]

  /// - Parameter rows: The projects to write; withdrawn ones are left out.
  public init(
    _ rows: [ProjectBoard.Row], ground: [String: ProjectGroundFigures], findings: [Diagnostic]
  ) {
    library = ProjectLibrary(rows)
    self.rows = library.rows.filter(\.record.isActive)
    self.ground = ground
    self.findings = findings
  }

  public var workbook: Workbook {
    Workbook(
      title: "项目库 project library",
      sheets: [projectSheet, groundSheet, matrixSheet, findingSheet])
  }

  /// The bytes of the `.xlsx` file.
  /// - Throws: Diagnostics of writing a workbook.
  public func bytes() throws -> [UInt8] { try workbook.bytes() }

  private var years: [Int] {
    let cards = library.active.compactMap { library[$0] }
    guard let first = cards.map(\.firstYear).min(), let last = cards.map(\.lastYear).max() else {
      return []
    }
    return Array(first...last)
  }

  private static func heading(_ text: String, isComputed: Bool = false) -> Cell {
    var style = CellStyle.heading
    if isComputed { style.fill = 0xE4E4E0 }
    return .text(text, style: style)
  }

  private static let hint = CellStyle(isWrapped: true, color: 0x667070)

  private var projectSheet: Sheet {
    let years = years
    var names: [String] = ["id", "version"]
    var titles = [Self.heading("编号"), Self.heading("版本（勿改）")]
    var columns: [Sheet.Column] = [.init(width: 14), .init(width: 10)]
    func add(_ name: String, _ title: String, _ width: Double, isComputed: Bool = false) {
      names.append(name)
      titles.append(Self.heading(title, isComputed: isComputed))
      columns.append(.init(width: width))
    }
    for text in ProjectColumns.texts { add(text.name, text.title, text.width) }
    add("element", "整治要素", 10)
    for number in ProjectColumns.numbers { add(number.name, number.title, number.width) }
    for list in ProjectColumns.lists { add(list.name, list.title, list.width) }
    for year in years { add("\(ProjectColumns.cost)\(year)", "\(year) 年投资（万元）", 14) }
    for indicator in ProjectCard.targetIndicators {
      let unit = indicator.unit == .money ? "万元" : "亩"
      add(ProjectColumns.target + indicator.rawValue, "指标：\(indicator.title.zh)（\(unit)）", 14)
    }
    for (name, title) in ProjectColumns.computed { add(name, title, 14, isComputed: true) }
    let elements = ProjectCard.Element.allCases.map(\.title.zh)
    let place = names.firstIndex(of: "element") ?? 0
    let last = ProjectColumns.firstRow + rows.count + 500
    return Sheet(
      name: ProjectColumns.projects, columns: columns,
      rows: [titles, names.map { .text($0, style: Self.hint) }]
        + rows.compactMap { row in row.record.card.map { cells(row, $0, years) } },
      frozenRows: 2, frozenColumns: 3,
      validations: [
        Validation(
          CellRange(rows: ProjectColumns.firstRow...last, columns: place...place),
          .list(elements), promptTitle: "整治要素", prompt: "5+X")
      ])
  }

  private func cells(_ row: ProjectBoard.Row, _ card: ProjectCard, _ years: [Int]) -> [Cell] {
    var cells: [Cell] = [.text(row.id), .number(Double(row.version), format: "0")]
    cells += ProjectColumns.texts.map { .text(card[keyPath: $0.part]) }
    cells.append(.text(card.element.title.zh))
    cells += ProjectColumns.numbers.map {
      .number(Double(card[keyPath: $0.part]), format: "0")
    }
    cells += ProjectColumns.lists.map {
      .text(card[keyPath: $0.part].joined(separator: "、"))
    }
    let amounts = Dictionary(card.costs.map { ($0.year, $0.amount) }, uniquingKeysWith: { $1 })
    cells += years.map { year in amounts[year].map(ProjectWorkbook.money) ?? .empty }
    cells += ProjectCard.targetIndicators.map { indicator in
      guard let amount = card.target(indicator) else { return .empty }
      if indicator.unit == .money { return ProjectWorkbook.money(Money(fen: amount)) }
      // Six places of 亩 are less than half of 0.01 m².
      return .number(Double(amount) * 3 / 200_000, format: "#,##0.00####")
    }
    cells.append(ground[row.id]?.wholeArea.map(Cell.mu) ?? .empty)
    cells.append(ProjectWorkbook.money(card.cost))
    cells.append(.text(row.record.phase.title.zh))
    return cells
  }

  /// Money in 万元, to the 分.
  private static func money(_ money: Money) -> Cell {
    .number(money.tenThousandYuan, format: "#,##0.00####")
  }

  private var groundSheet: Sheet {
    let measures = rows.flatMap { row -> [[Cell]] in
      guard let ground = row.record.card?.ground else { return [] }
      return ground.measures.map { [.text(row.id), .text(ground.plan), .text($0)] }
    }
    return Sheet(
      name: ProjectColumns.ground,
      columns: [.init(width: 14), .init(width: 16), .init(width: 24)],
      rows: [
        ["项目编号", "方案", "整治图斑"].map { Self.heading($0) },
        ["id", "plan", "measure"].map { .text($0, style: Self.hint) },
      ] + measures, frozenRows: 2)
  }

  /// The responsibility matrix: projects by duties (事权协调表), for reading.
  private var matrixSheet: Sheet {
    let duties = ProjectDuty.allCases
    return Sheet(
      name: ProjectColumns.matrix,
      columns: [.init(width: 14), .init(width: 30)] + duties.map { _ in .init(width: 24) },
      rows: [([("编号"), ("项目名称")] + duties.map(\.title.zh)).map { Self.heading($0) }]
        + rows.compactMap { row in
          row.record.card.map { card in
            [.text(row.id), .text(card.title)]
              + duties.map { .text(card.duties[$0].joined(separator: "、")) }
          }
        }, frozenRows: 1, frozenColumns: 2)
  }

  private var findingSheet: Sheet {
    Sheet(
      name: ProjectColumns.findings,
      columns: [.init(width: 14), .init(width: 10), .init(width: 80)],
      rows: [["编号", "程度", "问题"].map { Self.heading($0) }]
        + findings.map { finding in
          [
            .text(finding.feature ?? ""),
            .text(finding.severity == .error ? "矛盾" : "提醒"), .text(finding.message.zh),
          ]
        }, frozenRows: 1)
  }
}
