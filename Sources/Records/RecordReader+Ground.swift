import Classes
import Geometry
import Groundwork
import Planning
import Storage
import Survey

extension RecordReader {
  /// The facts in the workspace about the ground of a base epoch.
  public func ground(base record: LayerRecord) throws -> PlanGround {
    var ground = PlanGround(base: [])
    ground.surveyYear = record.epoch.flatMap { $0.count == 4 ? Int($0) : nil }
    ground.villages = try workspace.layer(role: .village).map(villages) ?? []
    ground.base = try basePatchFacts(record, &ground.villages)
    if let pbf = try workspace.layer(role: .pbf) {
      (ground.pbf, ground.pbfNetShare) = try basicFarmland(pbf)
    }
    if let erl = try workspace.layer(role: .erl) {
      ground.erl = try cuttingLayer(erl, label: .id).layer
    }
    if let udb = try workspace.layer(role: .udb) {
      let read = try cuttingLayer(udb, label: .zone)
      ground.udb = read.layer
      ground.udbArea = read.areas.total()
    }
    if let towns = try workspace.layer(role: .township) {
      ground.townships = try cuttingLayer(towns, label: .id).layer
      ground.townshipFacts = try townshipFacts(towns)
      ground.townships?.labels = ground.townshipFacts.map(\.code)
    }
    for theme in ThemeLayer.allCases {
      if let layer = try workspace.layer(role: LayerRole(theme.rawValue)) {
        ground.themes[theme] = try cuttingLayer(layer, label: .name).layer
      }
    }
    if let villages = try workspace.layer(role: .protected) {
      var layer = try cuttingLayer(villages, label: .name).layer
      // An empty label would mean that the ground lies in no polygon.
      layer.labels = layer.labels.map { $0.isEmpty ? "特色村庄" : $0 }
      ground.protectedVillages = layer
    }
    return ground
  }

  /// The statements of the survey about its patches, in the order of the layer; villages that only
  /// patches name are added.
  private func basePatchFacts(
    _ record: LayerRecord, _ villages: inout [VillageFacts]
  ) throws -> [BasePatchFacts] {
    var known = Dictionary(
      villages.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    let field = FieldFinder(try workspace.columns(of: record.name))
    let system = record.classSystem.flatMap(LandClassSystem.init(named:))
    let knowsRidges = field["KCXS"] != nil || field["KCMJ"] != nil
    var facts: [BasePatchFacts] = []
    facts.reserveCapacity(record.featureCount)
    try workspace.forEachFeature(in: record.name, geometry: false) { feature in
      func number(_ name: String) -> Double? { field[name].flatMap { feature.values[$0].number } }
      let code = field[.landClass].flatMap { feature.values[$0].string }
      let isFarmland =
        system.flatMap { system in code.flatMap { LandClass(known: $0, in: system) } }?.isFarmland
        ?? false
      var ridges: Double? = isFarmland ? nil : 0
      if isFarmland, knowsRidges {
        if let deducted = number("KCMJ"), let whole = number("TBMJ"), whole > 0, deducted >= 0,
          deducted < whole
        {
          ridges = deducted / whole
        } else {
          ridges = number("KCXS") ?? 0
        }
      }
      func whole(_ name: String, _ range: ClosedRange<Int>) -> Int? {
        number(name).flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil }
      }
      func text(_ name: String) -> String? { field[name].flatMap { feature.values[$0].string } }
      var village: Int?
      if let code = text("ZLDWDM").flatMap(RecordReader.villageCode) {
        village = known[code] ?? villages.count
        if known[code] == nil {
          known[code] = villages.count
          villages.append(VillageFacts(code: code, name: text("ZLDWMC") ?? "", area: nil))
        }
      }
      facts.append(
        BasePatchFacts(
          ridgeShare: ridges, slopeClass: whole("GDPDJB", 1...5), grade: whole("GDDB", 1...15),
          village: village))
    }
    return facts
  }

  /// The administrative code of a village: the first 12 digits of its unit code; `nil` for none.
  public static func villageCode(_ unit: String) -> String? {
    unit.count > 12 ? String(unit.prefix(12)) : unit.isEmpty ? nil : unit
  }

  /// The villages of a layer with the areas that it states. Parts of one village are added up.
  private func villages(_ record: LayerRecord) throws -> [VillageFacts] {
    let field = FieldFinder(try workspace.columns(of: record.name))
    var villages: [VillageFacts] = []
    var known: [String: Int] = [:]
    try workspace.forEachFeature(in: record.name, geometry: false) { feature in
      func own(_ name: OwnField) -> String? { field[name].flatMap { feature.values[$0].string } }
      guard let code = (own(.zone) ?? own(.id)).flatMap(RecordReader.villageCode) else {
        return
      }
      let stated = field["DCMJ"].flatMap { feature.values[$0].number }
        .flatMap { Area(roundingSquareMetres: $0) }
      let computed = field[.area].flatMap { feature.values[$0].int64 }.map { Area(hundredths: $0) }
      guard let index = known[code] else {
        known[code] = villages.count
        villages.append(
          VillageFacts(code: code, name: own(.name) ?? "", area: stated ?? computed))
        return
      }
      villages[index].area = villages[index].area.flatMap { sum in
        (stated ?? computed).map { sum + $0 }
      }
    }
    return villages
  }

  /// A layer of lines or units with a label and an official area for each polygon.
  private func cuttingLayer(
    _ record: LayerRecord, label: OwnField
  ) throws -> (layer: CuttingLayer, areas: [Area]) {
    var layer = CuttingLayer(name: record.name)
    var areas: [Area] = []
    let field = FieldFinder(try workspace.columns(of: record.name))
    try workspace.forEachFeature(in: record.name) { feature in
      guard let geometry = feature.geometry else { return }
      layer.polygons.append(geometry)
      layer.labels.append(field[label].flatMap { feature.values[$0].string } ?? "")
      areas.append(
        Area(hundredths: field[.area].flatMap { feature.values[$0].int64 } ?? 0))
    }
    return (layer, areas)
  }

  /// Basic farmland with the area of each polygon that counts: YJJBNTMJ, not the area of the
  /// polygon.
  private func basicFarmland(
    _ record: LayerRecord
  ) throws -> (layer: CuttingLayer, shares: [Double?]) {
    let read = try cuttingLayer(record, label: .id)
    let field = FieldFinder(try workspace.columns(of: record.name))
    var shares: [Double?] = []
    try workspace.forEachFeature(in: record.name) { feature in
      guard feature.geometry != nil else { return }
      func number(_ names: [String]) -> Double? {
        names.lazy.compactMap { field[$0] }.compactMap { feature.values[$0].number }.first
      }
      let area = read.areas[shares.count].squareMetres
      let net = number(["YJJBNTMJ", "JBNTMJ"])
      shares.append(net.flatMap { area > 0 && $0 >= 0 ? min(1, $0 / area) : nil })
    }
    return (read.layer, shares)
  }

  /// The townships of a layer with what their records say.
  public func townshipFacts(_ record: LayerRecord) throws -> [TownshipFacts] {
    let field = FieldFinder(try workspace.columns(of: record.name))
    var facts: [TownshipFacts] = []
    try workspace.forEachFeature(in: record.name) { feature in
      guard feature.geometry != nil else { return }
      func text(_ name: String) -> String? { field[name].flatMap { feature.values[$0].string } }
      func own(_ name: OwnField) -> String? { field[name].flatMap { feature.values[$0].string } }
      func area(_ name: String) -> Area? {
        field[name].flatMap { feature.values[$0].number }
          .flatMap { Area(roundingSquareMetres: $0) }
      }
      facts.append(
        TownshipFacts(
          fid: feature.fid, code: text("XZQDM") ?? own(.id) ?? String(feature.fid),
          name: own(.name) ?? "", farmlandDesignated: area("GDHDMJ"),
          pbfDesignated: area("YNHDMJ"), urbanConstruction2020: area("JSYD2020")))
    }
    return facts
  }
}
