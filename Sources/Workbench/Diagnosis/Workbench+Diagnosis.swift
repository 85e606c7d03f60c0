import Classes
import Flow
import Geodesy
import Geometry
import Groundwork
import Programme
import Records
import Storage
import Survey

/// Epochs and plans diagnosed side by side.
public struct DiagnosisReport: Sendable {
  public var settings: DiagnosisSettings
  public var areaKind: AreaKind
  public var isSynthetic: Bool
  /// In the requested order; the others are compared with the first.
  public var states: [State]
  public var warnings: [Diagnostic]

  public struct State: Sendable {
    public var name: String
    public var isPlan: Bool
    public var diagnosis: StructureDiagnosis
  }
}

extension Workbench {
  /// Diagnoses the structure of the land in each epoch or plan and each area (结构诊断). Nothing is
  /// written.
  ///
  /// - Throws: Diagnostics `diagnosis.no-state`, `diagnosis.no-classes`, `diagnosis.no-codes`,
  ///   `diagnosis.no-layer`, `diagnosis.area-empty`.
  public func diagnose(_ request: DiagnosisRequest) throws -> DiagnosisReport {
    var report = DiagnosisReport(
      settings: request.settings, areaKind: request.area, isSynthetic: try isSynthetic(),
      states: [], warnings: [])
    for name in request.states {
      let state = try diagnosedState(
        name, base: request.base, area: request.area, request.settings, findsExclusions: false)
      report.warnings += state.warnings
      let blocks = try GroundBlocks(state.ground, request.settings, job: job)
      let areas = try areas(request.division, state, &report.warnings)
      report.states.append(
        DiagnosisReport.State(
          name: name, isPlan: state.isPlan,
          diagnosis: try StructureDiagnosis(
            state.ground, areas: areas, blocks: blocks, settings: request.settings, job: job)))
    }
    return report
  }

  private func areas(
    _ division: DiagnosisRequest.Division, _ state: DiagnosedState,
    _ warnings: inout [Diagnostic]
  ) throws -> [DiagnosisArea] {
    let whole = DiagnosisArea.whole(state.ground)
    switch division {
    case .none: return [whole]
    case .code(let level, let place):
      let codes = (place == .location ? state.locations : state.ownerships).map {
        $0.flatMap { $0.count >= level.digits ? String($0.prefix(level.digits)) : nil }
      }
      let missing = codes.count { $0 == nil }
      let field = place == .location ? "ZLDWDM" : "QSDWDM"
      guard missing < codes.count else { throw noCodes(state.ground.name, field) }
      if missing > 0 {
        warnings.append(
          Diagnostic(
            .warning, code: "diagnosis.without-code",
            Localized(
              zh: "“\(state.ground.name)”有 \(missing) 个图斑没有足够位数的 \(field)，只计入总体。",
              en: "\(missing) patches of ‘\(state.ground.name)’ have no \(field) of enough digits;"
                + " they count only in the whole district."),
            file: workspace.path, field: field))
      }
      var names = try unitNames(level)
      if level == .village { names.merge(state.villageNames) { layer, _ in layer } }
      return [whole] + DiagnosisArea.byCode(level.kind, codes, named: names)
    case .layer(let name):
      let outlines = try outlines(ofLayer: name)
      return try [whole] + cut(.boundary, state, by: outlines)
    case .drawn(let drawn):
      let transformer = try Transformer(
        from: CoordinateReferenceSystem("EPSG:4326"), to: crs())
      let outlines = try drawn.enumerated().map { number, area in
        DiagnosisArea.Outline(
          code: "\(number + 1)", name: area.name,
          geometry: try valid(area.geometry.onGrid(transformer)))
      }
      return try cut(.drawn, state, by: outlines)
    }
  }

  private func cut(
    _ kind: DiagnosisArea.Kind, _ state: DiagnosedState, by outlines: [DiagnosisArea.Outline]
  ) throws -> [DiagnosisArea] {
    let areas = try DiagnosisArea.cut(kind, state.ground, by: outlines, job: job)
    guard let empty = areas.first(where: \.parts.isEmpty), kind == .drawn else {
      return areas.filter { !$0.parts.isEmpty }
    }
    throw Diagnostic(
      code: "diagnosis.area-empty",
      Localized(
        zh: "范围“\(empty.name)”内没有“\(state.ground.name)”的图斑。",
        en: "The area ‘\(empty.name)’ holds no patch of ‘\(state.ground.name)’."),
      remedy: Localized(
        zh: "坐标须为经纬度（度），并落在工作空间范围内。",
        en: "Coordinates are degrees and must lie within the workspace."))
  }

  private func valid(_ geometry: MultiPolygon) throws -> MultiPolygon {
    let geos = GEOS()
    return try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
  }

  private func outlines(ofLayer name: String) throws -> [DiagnosisArea.Outline] {
    let layers = try workspace.layers().filter { $0.role != .survey && $0.featureCount > 0 }
    guard let record = layers.first(where: { $0.name == name || $0.role.rawValue == name }) else {
      throw Diagnostic(
        code: "diagnosis.no-layer",
        Localized(zh: "没有图层“\(name)”。", en: "There is no layer ‘\(name)’."),
        remedy: Localized(
          zh: "可用：\(layers.map(\.name).joined(separator: "、"))。",
          en: "There are: \(layers.map(\.name).joined(separator: ", "))."),
        file: workspace.path)
    }
    let field = FieldFinder(try workspace.columns(of: record.name))
    var outlines: [DiagnosisArea.Outline] = []
    var known: [[String]: Int] = [:]
    try workspace.forEachFeature(in: record.name) { feature in
      guard let geometry = feature.geometry else { return }
      func text(_ own: OwnField) -> String? { field[own].flatMap { feature.values[$0].string } }
      let outline = DiagnosisArea.Outline(
        code: text(.zone) ?? text(.id) ?? "\(feature.fid)", name: text(.name) ?? "",
        geometry: geometry)
      // Parts of one unit, such as its islands, are one area.
      let key = [outline.code, outline.name]
      guard let index = known[key] else {
        known[key] = outlines.count
        outlines.append(outline)
        return
      }
      outlines[index].geometry.polygons += geometry.polygons
    }
    for index in outlines.indices { outlines[index].geometry = try valid(outlines[index].geometry) }
    return outlines
  }

  private func noCodes(_ state: String, _ field: String) -> Diagnostic {
    Diagnostic(
      code: "diagnosis.no-codes",
      Localized(
        zh: "“\(state)”的图斑没有可用的 \(field)。",
        en: "The patches of ‘\(state)’ have no \(field) to divide by."),
      remedy: Localized(
        zh: "改用 --by-layer 以边界图层划分，或 --within 给出范围。",
        en: "Divide by a boundary layer with --by-layer, or give an area with --within."),
      file: workspace.path, field: field)
  }

  /// The names of units by code, from the layers of units.
  private func unitNames(_ level: DiagnosisRequest.Level) throws -> [String: String] {
    var names: [String: String] = [:]
    for role in [LayerRole.village, .township] {
      guard let record = try workspace.layer(role: role) else { continue }
      let field = FieldFinder(try workspace.columns(of: record.name))
      try workspace.forEachFeature(in: record.name, geometry: false) { feature in
        func text(_ own: OwnField) -> String? { field[own].flatMap { feature.values[$0].string } }
        guard let code = text(.zone) ?? text(.id), let name = text(.name) else {
          return
        }
        // A unit names only its own level: the shortened code of a village is that of its town.
        let own = role == .village ? DiagnosisRequest.Level.village : .town
        guard own == level, code.count >= level.digits else { return }
        let key = String(code.prefix(level.digits))
        if names[key] == nil { names[key] = name }
      }
    }
    return names
  }
}
