import Classes
import Foundation
import Geodesy
import Groundwork
import Records
import Storage
import Survey
import VectorFiles

extension Workbench {
  /// Inspects a file and predicts the result of its import. Nothing is written.
  ///
  /// Reads the first features of every layer, and the class column if the class system must be
  /// detected.
  ///
  /// - Parameters:
  ///   - choices: The decisions about layers; the others are decided from the file itself.
  ///   - name: The name of the file, if it is in a temporary place.
  /// - Throws: ``Groundwork/Diagnostic`` if the file as a whole cannot be read, see
  ///   ``VectorFiles/VectorSource``; errors of one layer are stated with that layer.
  public func inspect(
    _ file: String, choices: [LayerChoice] = [], encoding: String? = nil,
    statedAs name: String? = nil
  ) throws -> ImportInspection {
    let opened = try OpenedFile(file, encoding: encoding, job: job)
    let source = opened.source
    let stated = name ?? URL(fileURLWithPath: file).lastPathComponent
    let records = try workspace.layers()
    let chosen = Set(
      try Workbench.chosenLayers(of: source, ImportOptions()).map {
        $0 ?? source.layers.first(where: \.mayHavePolygons).map(source.choosingName)
      })
    var plane = try workspace.crsDefinition().map { try CoordinateReferenceSystem($0.wkt) }
    var layers: [ImportInspection.Layer] = []
    for layer in source.layers {
      try job.cancellation.check()
      let title = source.choosingName(layer)
      var choice = try choices.first { try isMeant($0, layer, source) } ?? LayerChoice(.init())
      choice.options.layer = title
      choice.options.target = plane
      var found = try describe(layer, source, choice)
      found.chosen = chosen.contains(title)
      if layer.mayHavePolygons {
        do {
          let plan = try importPlan(source, choice.options)
          if found.chosen { plane = plan.targetCRS }
          try decide(plan, choice, in: records, &found)
        } catch let refusal as Diagnostic {
          found.refusal = relocated(refusal, from: file, to: stated)
          found.proposal = try ImportDefaults(source, layer, job: job).suggestion().map {
            .init(crosswalk: $0.crosswalk, field: $0.field, epoch: $0.epoch)
          }
        }
      }
      found.diagnostics = found.diagnostics.map { relocated($0, from: file, to: stated) }
      layers.append(found)
    }
    return ImportInspection(
      file: stated, size: source.byteCount, format: opened.format, plane: plane?.name,
      diagnostics: (opened.notes + source.diagnostics).map {
        relocated($0, from: file, to: stated)
      },
      layers: layers,
      systems: LandClassSystem.allCases.map { .init(value: $0.rawValue, title: $0.title) },
      crosswalks: try Crosswalk.builtInNames.map {
        .init(value: $0, title: try Crosswalk.load($0).title)
      })
  }

  private func isMeant(
    _ choice: LayerChoice, _ layer: SourceLayer, _ source: VectorSource
  ) throws -> Bool {
    guard let name = choice.options.layer else {
      return source.layers.count(where: \.mayHavePolygons) == 1 && layer.mayHavePolygons
    }
    return try source.layer(named: name).path == layer.path
  }

  /// Names of temporary files are meaningless to users.
  private func relocated(
    _ diagnostic: Diagnostic, from file: String, to name: String
  ) -> Diagnostic {
    var found = diagnostic
    if found.file == file { found.file = name }
    return found
  }

  // MARK: One layer

  private func describe(
    _ layer: SourceLayer, _ source: VectorSource, _ choice: LayerChoice
  ) throws -> ImportInspection.Layer {
    ImportInspection.Layer(
      name: source.choosingName(layer), format: source.format(of: layer),
      geometry: layer.geometryType, features: layer.featureCount,
      polygonal: layer.mayHavePolygons, chosen: false, fields: try fields(of: layer, source),
      crs: crs(of: layer, source, choice.options), role: role(of: layer, choice.options), plan: nil,
      ids: [], diagnostics: [])
  }

  private func fields(
    of layer: SourceLayer, _ source: VectorSource
  ) throws -> [ImportInspection.Field] {
    struct Enough: Error {}
    var examples = [[String]](repeating: [], count: layer.columns.count)
    var read = 0
    do {
      try source.forEachFeature(
        in: layer, geometry: false, cancellation: job.cancellation
      ) { feature in
        for (column, value) in feature.values.enumerated() where examples[column].count < 3 {
          guard let text = value.string, !text.isEmpty, !examples[column].contains(text) else {
            continue
          }
          examples[column].append(String(text.prefix(60)))
        }
        read += 1
        if read >= 100 { throw Enough() }
      }
    } catch is Enough {
    } catch let diagnostic as Diagnostic where diagnostic.code == "import.read-failed" {
      // The import itself reports the error; readable parts are shown.
    }
    return zip(layer.columns, examples).map { column, values in
      let type =
        switch column.type {
        case .integer: "integer"
        case .real: "real"
        case .text: column.isBinary ? "binary" : "text"
        }
      return .init(name: column.name, type: type, examples: values)
    }
  }

  private func crs(
    of layer: SourceLayer, _ source: VectorSource, _ options: ImportOptions
  ) -> ImportInspection.Decision? {
    if let given = options.assignedCRS {
      return .init(given, Localized(zh: "由您指定", en: "as you specified"))
    }
    return layer.crs.map {
      .init(
        $0.authority ?? $0.name, title: Localized($0.name),
        source.assumesCRS(of: layer)
          ? Localized(zh: "文件未注明，按 RFC 7946", en: "not stated by the file; by RFC 7946")
          : Localized(zh: "图层自身注明", en: "stated by the layer"))
    }
  }

  private func role(
    of layer: SourceLayer, _ options: ImportOptions
  ) -> ImportInspection.Decision? {
    func decision(_ role: ImportRole, _ reason: Localized) -> ImportInspection.Decision {
      .init(role.rawValue, title: role.title, reason)
    }
    if let role = options.role {
      return decision(role, Localized(zh: "由您指定", en: "as you specified"))
    }
    if options.crosswalk != nil {
      return decision(.survey, Localized(zh: "给出了地类对照表", en: "a crosswalk was given"))
    }
    let fields = layer.columns.map(\.name)
    if let role = ImportRole.recognise(name: layer.name, fields: []) {
      return decision(
        role, Localized(zh: "图层名称“\(layer.name)”", en: "the layer's name, ‘\(layer.name)’"))
    }
    guard let role = ImportRole.recognise(layer) else {
      return options.classField == nil
        ? nil : decision(.survey, Localized(zh: "给出了地类字段", en: "a class field was given"))
    }
    let known = Set(fields.map { $0.uppercased() })
    let signs = (role.kind.signs?.sets ?? []).flatMap { $0.all + $0.any }.filter(known.contains)
    var seen: Set<String> = []
    let list = signs.filter { seen.insert($0).inserted }
    return decision(
      role,
      Localized(
        zh: "字段 \(list.joined(separator: "、"))",
        en: "the fields \(list.joined(separator: ", "))"))
  }

  private func decide(
    _ plan: ImportPlan, _ choice: LayerChoice, in records: [LayerRecord],
    _ found: inout ImportInspection.Layer
  ) throws {
    found.diagnostics = plan.diagnostics.filter { $0.code != "class.system-detected" }
    found.classes = plan.classField
    found.ids = plan.idFields
    found.extent = try plan.extentOfFirst(500, job: job)
    found.system = plan.classSystem.map { system in
      let detected = plan.diagnostics.first { $0.code == "class.system-detected" }
      let given =
        choice.options.crosswalk == nil
        ? Localized(zh: "由您指定", en: "as you specified")
        : Localized(zh: "按地类对照表", en: "by the crosswalk")
      return .init(system.rawValue, title: system.title, detected?.message ?? given)
    }
    let name = choice.plan ?? plan.layer.name
    let record = try record(
      for: plan, planName: name,
      provenance: Provenance(
        file: found.name, sha256: "", layer: found.name, importedAt: "", program: Program.engine),
      isSynthetic: false, in: records)
    if let epoch = record.epoch {
      let reason =
        choice.options.epoch != nil
        ? Localized(zh: "由您指定", en: "as you specified")
        : plan.epoch != nil
          ? Localized(zh: "图层名称", en: "the layer's name")
          : Localized(zh: "字段 SJNF", en: "the field SJNF")
      found.epoch = .init(epoch, reason)
    }
    found.plan = record.plan
    let old = records.first { Names.key($0.name) == Names.key(record.name) }
    found.target = .init(name: record.name, title: record.title, replaced: old?.featureCount)
  }
}
