import Classes
import Groundwork
import Records
import Storage
import Survey
import VectorFiles

/// A table to export, whose rows are still in the workspace.
///
/// Values in 0.01 m² and 分 are exported in m² and 元, under different names, so that the units
/// cannot be confused.
struct ExportTable {
  typealias Take = (_ fid: Int64?, _ wkb: UnsafeRawBufferPointer?, _ values: [Value]) throws -> Void

  var table: VectorTable
  /// The number of rows, for progress.
  var count: Int
  var rows: (Take) throws -> Void

  /// A table whose rows are in memory.
  init(
    name: String, title: String, fields: [VectorTable.Field], rows: [[Value]]
  ) {
    table = VectorTable(name: name, title: title, geometry: .none, fields: fields)
    count = rows.count
    self.rows = { take in
      for row in rows { try take(nil, nil, row) }
    }
  }

  /// A layer of the workspace.
  ///
  /// - Parameter hidden: Fields that are left out, in small letters.
  init(
    _ record: LayerRecord, _ workspace: Workspace, kind: GeometryKind, palette: ClassPalette,
    language: Language, without hidden: Set<String> = []
  ) throws {
    let columns = try workspace.columns(of: record.name)
    let exportFields = ExportTable.exportFields(
      columns, palette: palette, language: language, without: hidden)
    let names = exportFields.map(\.column).renamedForStorage()
    let geometry: VectorTable.Geometry =
      switch kind {
      case .none: .none
      case .multiPolygon: .multiPolygon
      case .point: .point
      case .any: .any
      }
    table = VectorTable(
      name: record.name, title: record.title, geometry: geometry,
      fields: zip(names, exportFields).map { column, field in
        VectorTable.Field(
          column, title: field.title, short: OwnField(columnName: column.name)?.shortName)
      })
    count = record.featureCount
    rows = { take in
      if kind == .none {
        try workspace.forEachRow(in: record.name, columns: columns.map(\.name)) { values in
          try take(nil, nil, exportFields.map { $0.value(values) })
        }
      } else {
        try workspace.forEachRawFeature(in: record.name, columns: columns.map(\.name)) {
          fid, wkb, values in
          try take(fid, wkb, exportFields.map { $0.value(values) })
        }
      }
    }
  }

  /// A field of the export and the source of its value.
  private struct ExportField {
    var column: Column
    var title: String
    var value: ([Value]) -> Value
  }

  private static func exportFields(
    _ columns: [Column], palette: ClassPalette, language: Language, without hidden: Set<String>
  ) -> [ExportField] {
    let names = Set(columns.map { $0.name.lowercased() })
    var exportFields: [ExportField] = []
    for (index, column) in columns.enumerated() where !hidden.contains(column.name.lowercased()) {
      func add(_ name: String, _ type: ColumnType, _ value: @escaping (Value) -> Value) {
        exportFields.append(
          ExportField(
            column: Column(name, type), title: ColumnCatalogue.label(name, language),
            value: { value($0[index]) }))
      }
      func hundredths(_ value: Value) -> Value {
        value.int64.map { .real(Double($0) / 100) } ?? .null
      }
      func className(_ value: Value) -> Value {
        value.string.map { .text(palette[$0].name[language]) } ?? .null
      }
      switch OwnField(columnName: column.name) {
      case .area: add("area_m2", .real, hundredths)
      case .planarArea: add("planar_m2", .real, hundredths)
      case .cost: add("cost_yuan", .real, hundredths)
      case .category:
        add(column.name, .text) { value in
          guard let category = value.string.flatMap(LandCategory.init(rawValue:)) else {
            return value
          }
          return .text(category.name[language])
        }
      case .landClass:
        add(column.name, column.type) { $0 }
        let title = OwnField.className.columnName
        if !names.contains(title) { add(title, .text, className) }
      case .none where column.name == "area" && column.type == .integer:
        add("area_m2", .real, hundredths)
      default:
        add(column.name, column.type) { $0 }
        switch column.name {
        case "from_class" where !names.contains("from_name"): add("from_name", .text, className)
        case "to_class" where !names.contains("to_name"): add("to_name", .text, className)
        default: break
        }
      }
    }
    return exportFields
  }
}
