import Classes
import Flow
import Groundwork
import Policy
import Records
import Reports
import Storage
import Survey
import VectorFiles

/// The tables of an export that are not layers.
extension Workbench {
  /// The palette of the workspace's surveys: of the first class system that a survey has.
  func palette() throws -> ClassPalette {
    let systems = try workspace.layers().filter { $0.role == .survey }
      .compactMap { $0.classSystem.flatMap(LandClassSystem.init(named:)) }
    return systems.first.map { ClassPalette($0) } ?? ClassPalette()
  }

  private func field(_ name: String, _ type: ColumnType, _ language: Language)
    -> VectorTable.Field
  {
    VectorTable.Field(Column(name, type), title: ColumnCatalogue.label(name, language))
  }

  // MARK: Flow

  /// The matrix of a stored flow, summed from its table.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `export.no-flow`.
  public func keptMatrix(from: String, to: String, by grouping: FlowGrouping) throws -> FlowMatrix {
    guard
      let record = try workspace.layers().first(where: {
        $0.role == .flow && $0.epoch == from && $0.plan == to
      })
    else {
      throw Diagnostic(
        code: "export.no-flow",
        Localized(
          zh: "工作空间中没有 \(from) → \(to) 的地类流向。", en: "There is no flow \(from) → \(to)."),
        remedy: Localized(
          zh: "先运行 zhitu flow --from \(from) --to \(to)。",
          en: "Run zhitu flow --from \(from) --to \(to) first."), file: workspace.path)
    }
    return try keptMatrix(of: record, by: grouping)
  }

  /// The matrix of the stored flow in a table.
  public func keptMatrix(of record: LayerRecord, by grouping: FlowGrouping) throws -> FlowMatrix {
    let palette = try palette()
    var sums: [[String?]: Area] = [:]
    var twice: [[String?]: Area] = [:]
    try workspace.read { reader in
      try reader.forEachFlowRecord(in: record.name) { row in
        let key = [row.fromClass, row.toClass]
        if row.kind == .overlap {
          twice[key, default: .zero] -= row.area
        } else {
          sums[key, default: .zero] += row.area
        }
      }
    }
    func cells(_ sums: [[String?]: Area]) -> [FlowMatrix.Cell] {
      var cells: [[FlowClass.Label?]: Area] = [:]
      for (key, area) in sums {
        let pair = key.map { code in code.map { FlowClass.Label($0, palette, grouping) } }
        cells[pair, default: .zero] += area
      }
      return cells.map { FlowMatrix.Cell(from: $0.key[0], to: $0.key[1], area: $0.value) }
    }
    return FlowMatrix(grouping: grouping, cells: cells(sums), coveredTwice: cells(twice))
  }

  /// The matrix as a list and as a cross table.
  func exportTables(_ matrix: FlowMatrix, from: String, to: String, _ language: Language)
    -> [ExportTable]
  {
    func text(_ label: FlowClass.Label?, _ path: (FlowClass.Label) -> String) -> Value {
      label.map { .text(path($0)) } ?? .null
    }
    let list = ExportTable(
      name: LayerName.table("matrix_\(from)__\(to)"), title: "流向 \(from)→\(to)",
      fields: [
        field("from_class", .text, language), field("from_name", .text, language),
        field("to_class", .text, language), field("to_name", .text, language),
        field("area_m2", .real, language), field("area_mu", .real, language),
      ],
      rows: matrix.cells.map { cell in
        [
          text(cell.from) { $0.key }, text(cell.from) { $0.name[language] },
          text(cell.to) { $0.key }, text(cell.to) { $0.name[language] },
          .real(cell.area.squareMetres), .real(cell.area.mu),
        ]
      }
        + matrix.coveredTwice.map { cell in
          let twice = Value.text(Localized(zh: "重复覆盖", en: "covered more than once")[language])
          return [
            text(cell.from) { $0.key }, cell.from.map { .text($0.name[language]) } ?? twice,
            text(cell.to) { $0.key }, cell.to.map { .text($0.name[language]) } ?? twice,
            .real(-cell.area.squareMetres), .real(-cell.area.mu),
          ]
        })
    let lines = matrix.before.map(\.label)
    let columns = matrix.after.map(\.label)
    var areas: [[String]: Area] = [:]
    for cell in matrix.cells {
      areas[[cell.from?.key ?? "", cell.to?.key ?? ""], default: .zero] += cell.area
    }
    let cross = ExportTable(
      name: LayerName.table("cross_\(from)__\(to)"), title: "矩阵 \(from)→\(to)",
      fields: [field("from_name", .text, language)]
        + columns.map {
          VectorTable.Field(
            Column("area_\($0.key)", .real),
            title: $0.name[language] + Localized(zh: "（平方米）", en: " (m²)")[language])
        },
      rows: lines.map { line in
        [.text(line.name[language])]
          + columns.map { column in
            areas[[line.key, column.key]].map { .real($0.squareMetres) } ?? .null
          }
      })
    return [list, cross]
  }

  // MARK: Classes

  /// Areas by class of every survey and planned layer.
  func classTable(_ language: Language) throws -> ExportTable {
    let palette = try palette()
    var rows: [[Value]] = []
    for record in try workspace.layers() where record.role == .survey || record.role == .planned {
      var sums: [String: (count: Int64, area: Area)] = [:]
      for item in try workspace.read({ try $0.classAreas(of: record.name) }) {
        sums[item.code, default: (0, .zero)].count += Int64(item.count)
        sums[item.code, default: (0, .zero)].area += item.area
      }
      for (code, sum) in sums.sorted(by: { $0.key < $1.key }) {
        let style = palette[code]
        rows.append([
          .text(record.title), .text(code), .text(style.name[language]),
          .text(palette[style.level1].name[language]),
          style.category.map { .text($0.name[language]) } ?? .null, .integer(sum.count),
          .real(sum.area.squareMetres), .real(sum.area.hectares), .real(sum.area.mu),
        ])
      }
    }
    let layer = VectorTable.Field(
      Column("layer", .text), title: Localized(zh: "图层", en: "Layer")[language])
    let level1 = VectorTable.Field(
      Column("level1", .text), title: Localized(zh: "一级类", en: "Level-1 class")[language])
    return ExportTable(
      name: "class_areas", title: Localized(zh: "地类面积", en: "Areas by class")[language],
      fields: [
        layer, field(OwnField.landClass.columnName, .text, language),
        field(OwnField.className.columnName, .text, language), level1,
        field(OwnField.category.columnName, .text, language), field("patches", .integer, language),
        field("area_m2", .real, language), field("area_hm2", .real, language),
        field("area_mu", .real, language),
      ], rows: rows)
  }

  // MARK: Verdicts

  /// The newest verdicts on a plan.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `export.no-verdicts`.
  func verdictTable(_ plan: String, _ language: Language) throws -> ExportTable {
    guard let body = try workspace.document(.verdicts, key: plan) else {
      throw Diagnostic(
        code: "export.no-verdicts",
        Localized(zh: "方案“\(plan)”还没有核验。", en: "Plan ‘\(plan)’ has not been verified."),
        remedy: Localized(
          zh: "先运行 zhitu verify --plan \(plan)。", en: "Run zhitu verify --plan \(plan) first."),
        file: workspace.path)
    }
    let listing = VerdictListing(try Evaluation(json: body), language: language)
    return ExportTable(
      name: LayerName.table("verdicts_\(plan)"),
      title: Localized(zh: "核验结论 \(plan)", en: "Verdicts \(plan)")[language],
      fields: listing.columns.map { VectorTable.Field($0.column, title: $0.title) },
      rows: listing.rows)
  }
}

extension FlowClass.Label {
  /// The label of a class code at one level, from the palette.
  init(_ code: String, _ palette: ClassPalette, _ grouping: FlowGrouping) {
    let style = palette[code]
    switch grouping {
    case .source, .class: self.init(key: code, name: style.name, colour: style.colour)
    case .level1:
      let first = palette[style.level1]
      self.init(key: first.code, name: first.name, colour: first.colour)
    case .category:
      guard let category = style.category else {
        self.init(key: code, name: style.name, colour: style.colour)
        return
      }
      self.init(key: category.rawValue, name: category.name, colour: category.colour)
    }
  }
}
