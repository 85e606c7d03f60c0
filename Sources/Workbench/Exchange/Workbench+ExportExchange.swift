import Exchange
import Foundation
import Geodesy
import Geometry
import Groundwork
import Records
import Storage
import Survey
import VectorFiles

extension Workbench {
  /// Writes layers of polygons in a format that GDAL does not write: VCT, coordinate text or a drawing.
  ///
  /// The fields are those of the source; what the program says of a feature beside them stays here.
  func exportExchange(_ request: ExportRequest) throws -> ExportOutcome {
    var records: [LayerRecord] = []
    for item in request.items {
      guard case .layer(let name) = item else {
        throw Workbench.onlyLayers(request)
      }
      let record = try exportedLayer(name)
      guard try workspace.geometryKind(of: name) == .multiPolygon else {
        throw Workbench.onlyLayers(request)
      }
      records.append(record)
    }
    let encoding = TextEncoding(named: request.encoding) ?? .gbk
    guard let reference = try workspace.crsDefinition() else {
      throw Workbench.onlyLayers(request)
    }
    let crs = try CoordinateReferenceSystem(reference.wkt)
    job.progress.begin(
      Localized(zh: "导出 \(records.count) 个图层", en: "exporting \(records.count) layers"),
      total: nil)
    defer { job.progress.end() }
    switch request.format {
    case .vct: return try exportVCT(records, crs, encoding, request)
    case .dxf: return try exportDrawing(records, request)
    default: return try exportText(records, crs, encoding, request)
    }
  }

  private func exportVCT(
    _ records: [LayerRecord], _ crs: CoordinateReferenceSystem, _ encoding: TextEncoding,
    _ request: ExportRequest
  ) throws -> ExportOutcome {
    let names = Workbench.tableNames(records)
    let layers = try zip(records, names).map { record, name in
      let (columns, rows) = try sourceRows(of: record, request)
      let kind = ImportRole(rawValue: record.role.rawValue)?.kind
      return VCTLayer(
        name: name, title: kind?.title.zh ?? record.title,
        code: Workbench.isSurveyLike(record) ? "2001010100" : nil, columns: columns, rows: rows)
    }
    let date = Workbench.now().prefix(10).filter(\.isNumber)
    let written = try VCTExport.write(
      layers, crs: crs, date: String(date), encoding: encoding, to: request.path,
      cancellation: job.cancellation)
    var outcome = ExportOutcome()
    for (record, layer) in zip(records, written.layers) {
      outcome.tables.append(
        ExportOutcome.Table(
          name: layer.table, title: record.title, rows: layer.rows, file: request.path))
      for (field, count) in layer.rounded.sorted(by: { $0.key < $1.key }) {
        outcome.losses.append(
          WritingLoss(
            kind: .number, table: layer.table, field: field, written: nil, count: count, first: nil)
        )
      }
      outcome.notes += Workbench.notes(layer)
    }
    outcome.notes += Workbench.textNotes(
      missing: written.missingCharacters, replaced: written.replacedTexts)
    return outcome
  }

  /// The names of the tables: `DLTB` and the like, with the epoch where two layers would have one.
  private static func tableNames(_ records: [LayerRecord]) -> [String] {
    func alias(_ record: LayerRecord) -> String {
      if isSurveyLike(record) { return "DLTB" }
      return ImportRole(rawValue: record.role.rawValue)?.kind.aliases.first ?? record.name
    }
    let aliases = records.map(alias)
    return zip(records, aliases).map { record, name in
      guard aliases.count(where: { $0 == name }) > 1 else { return name }
      return "\(name)_" + (record.plan ?? record.epoch ?? record.name)
    }
  }

  private static func isSurveyLike(_ record: LayerRecord) -> Bool {
    record.role == .survey || record.role == .planned
  }

  /// The columns of a layer that may go out.
  private func exportedColumns(
    of record: LayerRecord, _ request: ExportRequest
  ) throws -> [Column] {
    try workspace.columns(of: record.name).filter {
      !request.hiddenFields.contains($0.name.lowercased())
    }
  }

  /// The columns that come from the source, and the rows with their geometry.
  private func sourceRows(
    of record: LayerRecord, _ request: ExportRequest
  ) throws -> (columns: [Column], rows: (VCTLayer.Take) throws -> Void) {
    let columns = try exportedColumns(of: record, request).filter {
      !$0.name.lowercased().hasPrefix(OwnField.prefix)
    }
    let workspace = workspace
    return (
      columns,
      { take in
        try workspace.forEachRawFeature(in: record.name, columns: columns.map(\.name)) {
          _, wkb, values in try take(wkb, values)
        }
      }
    )
  }

  private static func notes(_ layer: VCTExport.Outcome) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    if layer.hasOwnCode {
      notes.append(
        Diagnostic(
          .info, code: "vct.own-code",
          Localized(
            zh: "标准中没有此图层的要素代码，用 9 开头的自定代码写出。",
            en:
              "The standard has no feature code for the layer; one of our own, which begins with 9, "
              + "stands there."), layer: layer.table))
    }
    if layer.withoutArea > 0 {
      notes.append(
        Diagnostic(
          .warning, code: "vct.without-area",
          Localized(
            zh: "\(layer.withoutArea) 个要素没有面积，只写出属性行。",
            en: "\(layer.withoutArea) features have no area; only their rows are written."),
          layer: layer.table))
    }
    return notes
  }

  static func textNotes(missing: Int, replaced: Int) -> [Diagnostic] {
    var notes: [Diagnostic] = []
    if missing > 0 {
      notes.append(
        Diagnostic(
          .warning, code: "export.character",
          Localized(
            zh: "\(missing) 个字不在 GBK 中，以“?”代替。",
            en: "\(missing) characters are not in GBK; ‘?’ stands there."),
          remedy: Localized(zh: "用 --encoding UTF-8。", en: "Take --encoding UTF-8.")))
    }
    if replaced > 0 {
      notes.append(
        Diagnostic(
          .warning, code: "export.separator",
          Localized(
            zh: "\(replaced) 个文字值含逗号或换行，写作全角逗号或空格。",
            en:
              "\(replaced) texts hold a comma or a line break; a full-width comma or a space stands "
              + "there.")))
    }
    return notes
  }

  private static func onlyLayers(_ request: ExportRequest) -> Diagnostic {
    Diagnostic(
      code: "export.layers-only",
      Localized(
        zh: ".\(request.format.rawValue) 只能写出面图层，不能写表格。",
        en: ".\(request.format.rawValue) takes layers of polygons only, no tables."),
      remedy: Localized(
        zh: "用 --layer 选择面图层，表格用 .xlsx 或 .csv。",
        en: "Choose layers of polygons with --layer; write tables as .xlsx or .csv."),
      file: request.path)
  }
}

extension Workbench {
  /// Writes one layer as coordinate text: numbers, names and classes by the fields of its kind.
  func exportText(
    _ records: [LayerRecord], _ crs: CoordinateReferenceSystem, _ encoding: TextEncoding,
    _ request: ExportRequest
  ) throws -> ExportOutcome {
    guard let record = records.first, records.count == 1 else {
      throw Diagnostic(
        code: "export.one-layer",
        Localized(zh: ".txt 一次写出一个图层。", en: ".txt takes one layer."),
        remedy: Localized(zh: "用 --layer 选择。", en: "Choose it with --layer."), file: request.path)
    }
    let columns = try exportedColumns(of: record, request)
    let kind = ImportRole(rawValue: record.role.rawValue)?.kind
    func position(_ names: [String], _ own: OwnField?) -> Int? {
      for name in names {
        if let index = columns.firstIndex(where: { $0.name.uppercased() == name }) { return index }
      }
      return own.flatMap { own in columns.firstIndex { $0.name == own.columnName } }
    }
    let number = position(["DKBH", "ZZBH"] + (kind?.idFields ?? []), .id)
    let name = position(["DKMC"] + (kind?.nameFields ?? []), .name)
    let use = position(["DKYT"], .element)
    let landClass = position(["DLBM"], .landClass)
    let area = position([], .area)
    var parcels: [(label: CoordinateText.Label, geometry: MultiPolygon)] = []
    try workspace.forEachRawFeature(in: record.name, columns: columns.map(\.name)) {
      _, wkb, values in
      if parcels.count % 256 == 0 { try job.cancellation.check() }
      func text(_ index: Int?) -> String { index.flatMap { values[$0].string } ?? "" }
      let label = CoordinateText.Label(
        number: text(number), name: text(name), use: text(use), landClass: text(landClass),
        area: area.flatMap { values[$0].int64 }.map { Area(hundredths: $0) })
      parcels.append((label, try WKB.decode(wkb)))
    }
    let date = Workbench.now().prefix(10).filter(\.isNumber)
    let text = try CoordinateText(
      parcels: parcels, crs: crs, date: String(date), encoding: encoding)
    let missing = try text.write(to: request.path)
    var outcome = ExportOutcome()
    outcome.tables.append(
      ExportOutcome.Table(
        name: record.name, title: record.title, rows: parcels.count, file: request.path))
    outcome.notes = Workbench.textNotes(missing: missing, replaced: 0)
    return outcome
  }
}

extension Workbench {
  /// Writes layers as a drawing, each as a layer of its own, the class beside every polygon, else its
  /// name or id. Attributes are left out, which is told.
  private func exportDrawing(
    _ records: [LayerRecord], _ request: ExportRequest
  ) throws -> ExportOutcome {
    var outcome = ExportOutcome()
    let writer = try DXFWriter(request.path, layers: records.map(\.name))
    for record in records {
      let columns = try exportedColumns(of: record, request).map(\.name)
      let texts = [OwnField.landClass, .name, .id].map(\.columnName).filter(columns.contains)
      var rows = 0
      try workspace.forEachRawFeature(in: record.name, columns: texts) { _, wkb, values in
        if rows % 256 == 0 { try job.cancellation.check() }
        rows += 1
        try writer.polygon(
          WKB.decode(wkb), layer: record.name,
          text: values.lazy.compactMap(\.string).first { !$0.isEmpty } ?? "", textHeight: 2)
      }
      outcome.tables.append(
        ExportOutcome.Table(
          name: record.name, title: record.title, rows: rows, file: request.path))
    }
    try writer.close()
    outcome.notes.append(
      Diagnostic(
        .info, code: "export.drawing",
        Localized(
          zh: "图形文件不含属性，只注出地类、名称或标识码。",
          en: "A drawing holds no attributes, only the class, name or id as a text."),
        file: request.path))
    return outcome
  }
}
