import Classes
import Groundwork
import Records
import Reports
import Storage
import Survey

extension Workbench {
  /// Describes a layer for other programs: titles and units of its columns, names of class codes, a
  /// style in the colours of the palette, and its origin.
  func present(_ record: LayerRecord, in writer: WorkspaceWriter) throws {
    let columns = try writer.reader.columns(of: record.name)
    let system = record.classSystem.flatMap(LandClassSystem.init(named:))
    let palette = system.map { ClassPalette($0) } ?? ClassPalette()
    let list = system.map { "class_\($0.rawValue.lowercased())" }
    var presentation = LayerPresentation(
      title: record.title, abstract: Workbench.abstract(of: record),
      columns: columns.compactMap { column in
        guard let known = ColumnCatalogue[column.name] else { return nil }
        let isClass = OwnField(columnName: column.name) == .landClass
        return LayerPresentation.ColumnNote(
          column: column.name, title: known.label(.zh), description: known.label(.en),
          values: isClass ? list : nil)
      })
    if let list {
      presentation.lists = [
        LayerPresentation.ValueList(
          name: list,
          entries: palette.codes.map {
            LayerPresentation.ValueList.Entry(value: $0, meaning: palette[$0].name.zh)
          })
      ]
    }
    if try writer.reader.geometryKind(of: record.name) != .none,
      let style = Workbench.style(
        of: record, palette, aliases: presentation.columns.map { ($0.column, $0.title) })
    {
      presentation.style = LayerPresentation.Style(
        name: record.title, qml: style.qml, sld: style.sld(layer: record.name))
    }
    presentation.metadata = (
      "http://mrcc.com/qgis.dtd",
      LayerMetadata(
        identifier: record.name, title: record.title, abstract: presentation.abstract,
        isSynthetic: record.synthetic, history: Workbench.history(of: record)
      ).qgis
    )
    try writer.present(presentation, of: record.name)
  }

  /// How the page colours the layer; `nil` for layers that no map shows.
  static func style(
    of record: LayerRecord, _ palette: ClassPalette, aliases: [(field: String, title: String)]
  ) -> LayerStyle? {
    form(of: record, palette).map { form in
      LayerStyle(
        title: record.title, form: form,
        labelField: [.township, .village].contains(record.role) ? OwnField.name.columnName : nil,
        aliases: aliases)
    }
  }

  private static func form(of record: LayerRecord, _ palette: ClassPalette) -> LayerStyle.Form? {
    switch record.role {
    case .survey, .planned:
      return .classes(field: OwnField.landClass.columnName, palette.codes.map { palette[$0] })
    case .plan: return .outline(.measure)
    case .witness: return .outline(.witness)
    case .flow: return .outline(LayerStyle.Outline(colour: "#5f6368", width: 0.2))
    case .findings: return .point(colour: "#c5221f")
    case .rejected: return nil
    default:
      return ImportRole(rawValue: record.role.rawValue)
        .map { .outline(LayerStyle.Outline($0.kind)) }
    }
  }

  private static func abstract(of record: LayerRecord) -> String {
    var parts = [record.title]
    if let epoch = record.epoch { parts.append("年度 \(epoch)") }
    if let plan = record.plan, record.role != .flow { parts.append("方案 \(plan)") }
    if let system = record.classSystem {
      parts.append("地类体系 \(system) \(record.classVersion ?? "")")
    }
    if record.synthetic { parts.append("合成数据，非真实地块") }
    return parts.joined(separator: "；")
  }

  /// The history of the layer, one line for each step.
  private static func history(of record: LayerRecord) -> [String] {
    guard let source = record.provenance else { return ["由 \(Program.engine) 计算"] }
    return [
      "来源文件 \(source.file)，图层 \(source.layer)，SHA-256 \(source.sha256)",
      "\(source.importedAt) 由 \(source.program) 入库",
    ]
  }
}
