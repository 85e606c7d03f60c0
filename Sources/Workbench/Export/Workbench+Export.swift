import Classes
import Flow
import Foundation
import Groundwork
import Storage
import VectorFiles

extension Workbench {
  /// The layers that are exported by default: surveys, planned states, measures, lines, units.
  public func layersToExport() throws -> [LayerRecord] {
    let inner: Set<LayerRole> = [.flow, .witness, .findings, .rejected, .facts]
    return try workspace.layers().filter { !inner.contains($0.role) }
  }

  /// Writes layers and tables of the workspace in a common exchange format.
  ///
  /// Every loss is reported: ``ExportOutcome/losses`` lists the fields that were renamed, the
  /// fields with shortened values, and geometry that the format cannot hold.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `export.no-layer`, `export.no-flow`, `export.no-verdicts`,
  ///   `export.not-written`, `export.is-workspace`.
  public func export(_ request: ExportRequest) throws -> ExportOutcome {
    let target = URL(fileURLWithPath: request.path).standardizedFileURL.resolvingSymlinksInPath()
    let own = URL(fileURLWithPath: workspace.path).standardizedFileURL.resolvingSymlinksInPath()
    guard target.path != own.path else {
      throw Diagnostic(
        code: "export.is-workspace",
        Localized(zh: "--out 不能是工作空间本身。", en: "--out must not be the workspace itself."),
        remedy: Localized(zh: "换一个文件名。", en: "Choose another name."), file: request.path)
    }
    if [.vct, .txt, .dxf].contains(request.format) { return try exportExchange(request) }
    var tables = try request.items.flatMap { try exportTables($0, request) }
    var taken: Set<String> = []
    for index in tables.indices {
      let name = Workbench.freeName(tables[index].table.name, taken: taken)
      taken.insert(Names.key(name))
      tables[index].table.name = name
    }
    job.progress.begin(
      Localized(zh: "导出 \(tables.count) 个表", en: "exporting \(tables.count) tables"),
      total: tables.reduce(0) { $0 + $1.count })
    defer { job.progress.end() }
    var outcome = ExportOutcome()
    switch request.format {
    case .xlsx:
      let title = Localized(zh: "治土导出", en: "Zhitu export")[request.language]
      let counts = try ExportWorkbook.write(
        tables.map(withProgress), title: title, to: request.path)
      for (table, rows) in zip(tables, counts) { outcome.add(table, rows, request.path) }
    case .csv:
      for (table, path) in try paths(tables, request) {
        outcome.add(table, try ExportCSV.write(withProgress(table), to: path), path)
      }
    case .gpkg, .gdb, .shp, .geojson:
      try exportVectors(tables, request, &outcome)
    case .vct, .txt, .dxf: break
    }
    // A table of corners tells where the ground is.
    let isTold = { (name: String) in request.items.contains(.corners(name)) }
    for table in tables
    where table.table.geometry != .none && request.format.vector == nil && !isTold(table.table.name)
    {
      outcome.losses.append(
        WritingLoss(
          kind: .geometry, table: table.table.name, field: nil, written: nil, count: table.count,
          first: nil))
    }
    return outcome
  }

  private func exportVectors(
    _ tables: [ExportTable], _ request: ExportRequest, _ outcome: inout ExportOutcome
  ) throws {
    guard let format = request.format.vector else { return }
    let wkt = try workspace.crsDefinition()?.wkt
    func put(_ table: ExportTable, _ writer: VectorWriter, _ path: String) throws {
      try writer.begin(table.table, wkt: table.table.geometry == .none ? nil : wkt)
      var count = 0
      try withProgress(table).rows { fid, wkb, values in
        try writer.append(fid, wkb: wkb, values)
        count += 1
      }
      try writer.end()
      outcome.add(table, count, path)
    }
    if format.holdsMany {
      let writer = try VectorWriter(request.path, format: format)
      for table in tables { try put(table, writer, request.path) }
      outcome.losses += try writer.close()
      return
    }
    for (table, path) in try paths(tables, request) {
      // A table without geometry is written as CSV next to the layers, because these formats
      // require geometry.
      guard table.table.geometry != .none else {
        let beside = URL(fileURLWithPath: path).deletingPathExtension()
          .appendingPathExtension("csv").path
        outcome.add(table, try ExportCSV.write(withProgress(table), to: beside), beside)
        continue
      }
      let writer = try VectorWriter(path, format: format, encoding: request.encoding)
      var named = table
      named.table.name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      try put(named, writer, path)
      let losses = try writer.close()
      outcome.losses += losses
      if format == .shapefile {
        outcome.sideFiles.append(try writeFields(named.table, losses, beside: path))
      }
    }
  }

  /// The table of a Shapefile's fields: short name, full name and meaning.
  private func writeFields(
    _ table: VectorTable, _ losses: [WritingLoss], beside path: String
  ) throws -> String {
    let short = Dictionary(
      losses.filter { $0.kind == .name }.map { ($0.field ?? "", $0.written ?? "") },
      uniquingKeysWith: { first, _ in first })
    func field(_ name: String, _ title: String) -> VectorTable.Field {
      VectorTable.Field(Column(name, .text), title: title)
    }
    let file = URL(fileURLWithPath: path).deletingPathExtension().path + ".fields.csv"
    let fields = ExportTable(
      name: "fields", title: "字段对照",
      fields: [
        field("short", "短字段名 short"), field("name", "字段名 field"), field("title", "含义 title"),
      ],
      rows: table.fields.map { field in
        let name = field.column.name
        return [.text(short[name] ?? name), .text(name), .text(field.title)]
      })
    _ = try ExportCSV.write(fields, to: file)
    return file
  }

  /// Each table with its file: the path itself for a single table, else files in a folder of that
  /// name.
  private func paths(
    _ tables: [ExportTable], _ request: ExportRequest
  ) throws -> [(ExportTable, String)] {
    if tables.count == 1, let only = tables.first { return [(only, request.path)] }
    let folder = URL(fileURLWithPath: request.path).deletingPathExtension()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw ExportCSV.notWritten(folder.path, error)
    }
    return tables.map { table in
      (
        table,
        folder.appendingPathComponent("\(table.table.name).\(request.format.rawValue)").path
      )
    }
  }

  /// The table, with progress and cancellation.
  private func withProgress(_ table: ExportTable) -> ExportTable {
    var reporting = table
    let job = job
    reporting.rows = { take in
      var done = 0
      try table.rows { fid, wkb, values in
        try take(fid, wkb, values)
        done += 1
        if done % 256 == 0 {
          try job.cancellation.check()
          job.progress.advance(to: done)
        }
      }
    }
    return reporting
  }

  /// The entry of a layer that is to be exported.
  func exportedLayer(_ name: String) throws -> LayerRecord {
    if let record = try workspace.layer(name) { return record }
    let names = try workspace.layers().map(\.name)
    throw Diagnostic(
      code: "export.no-layer",
      Localized(zh: "工作空间中没有图层“\(name)”。", en: "The workspace has no layer ‘\(name)’."),
      remedy: Localized(
        zh: "--layer 可用：\(names.joined(separator: "、"))。",
        en: "--layer takes: \(names.joined(separator: ", "))."), file: workspace.path)
  }

  private func exportTables(
    _ item: ExportRequest.Item, _ request: ExportRequest
  ) throws -> [ExportTable] {
    switch item {
    case .layer(let name):
      let record = try exportedLayer(name)
      let system = record.classSystem.flatMap(LandClassSystem.init(named:))
      return [
        try ExportTable(
          record, workspace, kind: workspace.geometryKind(of: name),
          palette: system.map { ClassPalette($0) } ?? palette(), language: request.language,
          without: request.hiddenFields)
      ]
    case .corners(let name): return [try cornerTable(exportedLayer(name), request)]
    case .matrix(let from, let to):
      let matrix = try keptMatrix(from: from, to: to, by: request.grouping)
      let tables = exportTables(matrix, from: from, to: to, request.language)
      // The cross table is for human readers; for a database the list is more useful.
      return request.format == .xlsx ? tables : Array(tables.prefix(1))
    case .classes: return [try classTable(request.language)]
    case .verdicts(let plan): return [try verdictTable(plan, request.language)]
    }
  }
}

extension ExportOutcome {
  fileprivate mutating func add(_ table: ExportTable, _ rows: Int, _ file: String) {
    tables.append(
      Table(name: table.table.name, title: table.table.title, rows: rows, file: file))
  }
}
