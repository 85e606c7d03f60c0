import Classes
import Flow
import Geometry
import Groundwork
import Overlay
import Planning
import Programme
import Records
import Storage
import Survey

/// An epoch or plan prepared for a diagnosis, with the codes of its patches.
struct DiagnosedState: Sendable {
  var ground: DiagnosedGround
  var isPlan: Bool
  /// The number of each patch in its layer.
  var fids: [Int64]
  var ids: [String]
  /// ZLDWDM and QSDWDM of each patch.
  var locations: [String?]
  var ownerships: [String?]
  /// The village names that the patches state, by the first 12 digits of the code.
  var villageNames: [String: String] = [:]
  var warnings: [Diagnostic] = []
}

/// The fields of a survey patch that a diagnosis needs.
private struct PatchStatement {
  var location: String?
  var locationName: String?
  var ownership: String?
  var ownerName: String?
  var slopeClass: Int?
  var grade: Int?
  /// CZCSXM; `nil` where the layer has no such field.
  var builtUp: String?
}

extension Workbench {
  /// Reads an epoch, or lays a plan on its base.
  ///
  /// - Parameter findsExclusions: whether to find the patches that must not become farmland.
  func diagnosedState(
    _ name: String, base: String?, area kind: AreaKind, _ settings: DiagnosisSettings,
    findsExclusions: Bool
  ) throws -> DiagnosedState {
    if let record = try workspace.layer(role: .survey, epoch: name) {
      let side = try records.side(record, named: name, area: kind)
      return try state(
        side, statements: statements(record), hasField: hasBuiltUpField(record), isPlan: false,
        settings, findsExclusions)
    }
    guard try workspace.layer(role: .plan, plan: name) != nil else {
      throw Diagnostic(
        code: "diagnosis.no-state",
        Localized(
          zh: "工作空间中没有名为“\(name)”的年度或方案。",
          en: "The workspace has neither epoch nor plan ‘\(name)’."),
        remedy: Localized(
          zh: "年度：\(try epochs().joined(separator: "、"))；方案：\(try plans().joined(separator: "、"))。",
          en: "Epochs: \(try epochs().joined(separator: ", "));"
            + " plans: \(try plans().joined(separator: ", "))."),
        file: workspace.path)
    }
    let laid = try lay(plan: name, base: base ?? baseEpoch(), area: kind)
    var found = try state(
      laid.state.ledger.after, statements: statements(of: laid),
      hasField: hasBuiltUpField(laid.base), isPlan: true, settings,
      findsExclusions)
    found.ground.name = name
    found.warnings += laid.state.warnings
    return found
  }

  private func hasBuiltUpField(_ record: LayerRecord) throws -> Bool {
    FieldFinder(try workspace.columns(of: record.name))["CZCSXM"] != nil
  }

  private func state(
    _ side: FlowSide, statements: [PatchStatement], hasField: Bool, isPlan: Bool,
    _ settings: DiagnosisSettings, _ findsExclusions: Bool
  ) throws -> DiagnosedState {
    let lands = side.classes.map { item -> LandClass? in
      item.standard.flatMap { label in
        label.system.flatMap { LandClass(known: label.key, in: $0) }
      }
    }
    guard lands.contains(where: { $0 != nil }) else {
      throw Diagnostic(
        code: "diagnosis.no-classes",
        Localized(
          zh: "“\(side.name)”没有标准地类，无法诊断。",
          en: "‘\(side.name)’ has no standard land classes, so it cannot be diagnosed."),
        remedy: Localized(
          zh: "导入时用 --class-system 或 --crosswalk 指明地类体系。",
          en: "Name the class system on import with --class-system or --crosswalk."),
        file: workspace.path)
    }
    let subjects = lands.map { $0.flatMap(DiagnosisSubject.init) }
    let parks = try parkAreas(side)
    let exclusions =
      findsExclusions
      ? try exclusions(side, settings) : [Localized?](repeating: nil, count: side.count)
    var owners: [DiagnosisOwner: Int] = [:]
    var found = DiagnosedState(
      ground: DiagnosedGround(
        name: side.name, patches: [], villageGround: hasField ? .field : .homesteads),
      isPlan: isPlan, fids: [], ids: [], locations: [], ownerships: [])
    for patch in 0..<side.count {
      if patch % 1024 == 0 { try job.cancellation.check() }
      let geometry = side.polygons.multiPolygon(of: patch)
      guard !geometry.isEmpty, side.areas[patch] > .zero else { continue }
      let item = Int(side.classOf[patch])
      let stated = statements[patch]
      var owner: Int?
      if let code = stated.ownership {
        let key = DiagnosisOwner(code: code, name: stated.ownerName ?? "")
        owner = owners[key] ?? found.ground.owners.count
        if owners[key] == nil {
          owners[key] = found.ground.owners.count
          found.ground.owners.append(key)
        }
      }
      found.ground.patches.append(
        DiagnosedPatch(
          geometry: geometry, area: side.areas[patch], subject: subjects[item],
          use: lands[item]?.use, slopeClass: stated.slopeClass, grade: stated.grade, owner: owner,
          isVillageGround: stated.builtUp.map { $0.hasPrefix("203") },
          insidePark: parks?[patch], exclusion: exclusions[patch]))
      found.fids.append(side.fids[patch])
      found.ids.append(side.ids[patch])
      found.locations.append(stated.location)
      if let code = stated.location.flatMap(RecordReader.villageCode),
        let name = stated.locationName,
        found.villageNames[code] == nil
      {
        found.villageNames[code] = name
      }
      found.ownerships.append(stated.ownership)
    }
    return found
  }

  /// The area of each patch inside industrial parks; `nil` without a layer of them.
  private func parkAreas(_ side: FlowSide) throws -> [Area]? {
    guard let park = ThemeLayer.park,
      let record = try workspace.layer(role: LayerRole(park.rawValue))
    else { return nil }
    var inside = [Double](repeating: 0, count: side.count)
    // Parks that overlap count once: the sum is limited to the area of the patch.
    for entry in try AreaTable.between(side.polygons, polygons(of: record), job: job).entries {
      inside[Int(entry.a)] += entry.planar
    }
    return inside.indices.map { patch in
      let planar = side.polygons.planarSquareMetres(of: patch)
      guard planar > 0 else { return .zero }
      let share = min(1, inside[patch] / planar)
      return Area(roundingSquareMetres: side.areas[patch].squareMetres * share) ?? .zero
    }
  }

  /// For each patch, the first layer in the settings' list that forbids turning it into farmland.
  private func exclusions(
    _ side: FlowSide, _ settings: DiagnosisSettings
  ) throws -> [Localized?] {
    var found = [Localized?](repeating: nil, count: side.count)
    for name in settings.forbidding.value {
      guard let role = ImportRole(rawValue: name) else {
        throw Diagnostic(
          code: "diagnosis.settings",
          Localized(zh: "没有图层角色“\(name)”。", en: "There is no layer role ‘\(name)’."),
          remedy: Localized(
            zh: "可用：\(ImportRole.allCases.map(\.rawValue).joined(separator: "、"))。",
            en: "Known: \(ImportRole.allCases.map(\.rawValue).joined(separator: ", "))."),
          field: "forbidding")
      }
      guard let record = try workspace.layer(role: LayerRole(name)) else { continue }
      for entry in try AreaTable.between(side.polygons, polygons(of: record), job: job).entries
      where entry.planar > Sliver.area && found[Int(entry.a)] == nil {
        found[Int(entry.a)] = role.title
      }
    }
    return found
  }

  private func polygons(of record: LayerRecord) throws -> PolygonSet {
    var set = PolygonSet()
    try workspace.forEachFeature(in: record.name) { feature in
      if let geometry = feature.geometry { set.append(geometry) }
    }
    return set
  }

  private func statedColumns(_ record: LayerRecord) throws -> [Column] {
    try workspace.columns(of: record.name).filter {
      PatchStatement.fields.contains($0.name.uppercased())
    }
  }

  /// In the order of the layer's features.
  private func statements(_ record: LayerRecord) throws -> [PatchStatement] {
    let columns = try statedColumns(record)
    let field = FieldFinder(columns)
    var all: [PatchStatement] = []
    all.reserveCapacity(record.featureCount)
    try workspace.forEachRow(in: record.name, columns: columns.map(\.name)) { values in
      all.append(PatchStatement(field, values))
    }
    return all
  }

  /// The statements of planned patches are those of their base patches. A measure has those of the
  /// plan, with place and owner of the base patch that gives it most of its ground.
  private func statements(of laid: LaidPlan) throws -> [PatchStatement] {
    let base = try statements(laid.base)
    let record = try plan(laid.plan.name)
    let columns = try statedColumns(record)
    let field = FieldFinder(columns)
    var own: [Int64: PatchStatement] = [:]
    try workspace.forEachFeature(
      in: record.name, columns: columns.map(\.name), geometry: false
    ) { feature in
      own[feature.fid] = PatchStatement(field, feature.values)
    }
    var largest: [Int: (area: Area, base: Int)] = [:]
    for row in laid.state.ledger.rows {
      guard let from = row.from, let to = row.to else { continue }
      let known = largest[Int(to)]
      if known.map({ ($0.area, -$0.base) < (row.area, -Int(from)) }) ?? true {
        largest[Int(to)] = (row.area, Int(from))
      }
    }
    return laid.state.origins.enumerated().map { patch, origin in
      switch origin {
      case .unchanged(let index), .remainder(let index): return base[Int(index)]
      case .measure(let measure):
        var stated = own[laid.plan.side.fids[Int(measure)]] ?? PatchStatement()
        let under = largest[patch].map { base[$0.base] }
        stated.location = stated.location ?? under?.location
        if stated.ownership == nil {
          (stated.ownership, stated.ownerName) = (under?.ownership, under?.ownerName)
        }
        // Where the plan states nothing, the class decides.
        if stated.builtUp?.isEmpty ?? true { stated.builtUp = nil }
        return stated
      }
    }
  }
}

extension PatchStatement {
  static let fields: Set<String> = [
    "ZLDWDM", "ZLDWMC", "QSDWDM", "QSDWMC", "GDPDJB", "PDJB", "SLOPE_MEAN", "GDDB", "GDDJ",
    "CZCSXM",
  ]

  init(_ field: FieldFinder, _ values: [Value]) {
    func text(_ names: String...) -> String? {
      names.lazy.compactMap { field[$0] }.compactMap { values[$0].string }.first { !$0.isEmpty }
    }
    func whole(_ names: [String], _ range: ClosedRange<Int>) -> Int? {
      names.lazy.compactMap { field[$0] }.compactMap { values[$0].number }
        .compactMap { Int(exactly: $0) }.first { range.contains($0) }
    }
    location = text("ZLDWDM")
    locationName = text("ZLDWMC")
    ownership = text("QSDWDM")
    ownerName = text("QSDWMC")
    slopeClass = whole(["GDPDJB", "PDJB"], 1...5)
    if slopeClass == nil, let degrees = field["SLOPE_MEAN"].flatMap({ values[$0].number }) {
      slopeClass = PatchStatement.slopeClass(degrees)
    }
    grade = whole(["GDDB", "GDDJ"], 1...15)
    if let at = field["CZCSXM"] { builtUp = values[at].string ?? "" }
  }

  /// The slope class of a slope in degrees: up to 2, 6, 15, 25 and above (TD/T 1055-2019).
  static func slopeClass(_ degrees: Double) -> Int? {
    guard degrees >= 0, degrees <= 90 else { return nil }
    return 1 + [2.0, 6, 15, 25].count { degrees > $0 }
  }
}
