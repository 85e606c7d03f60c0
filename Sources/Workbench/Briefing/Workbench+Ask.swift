import Classes
import Flow
import Foundation
import Geodesy
import Geometry
import Groundwork
import Overlay
import Programme
import Records
import Storage
import Survey

extension Workbench {
  /// The most patches of an answer that are sent with their ground.
  public static let answeredPatches = 2000

  /// Answers a question to the map in plain words (图上问答), offline and over a closed grammar.
  ///
  /// - Parameter knowsLibrary: whether the tasks of the potential library may be asked about.
  /// - Throws: Diagnostics `ask.*`, for what is not understood or cannot be answered.
  public func ask(
    _ text: String, limit: Int = Workbench.answeredPatches, knowsLibrary: Bool = true
  ) throws -> MapAnswer {
    let question = try MapQuestionParser(mapLexicon(knowsLibrary)).parse(text)
    let all = try epochs()
    guard let epoch = question.epoch ?? all.last else {
      throw Diagnostic(
        code: "ask.no-survey",
        Localized(zh: "工作空间中还没有调查。", en: "The workspace has no survey yet."),
        remedy: Localized(zh: "先导入调查图层。", en: "Import a survey layer first."))
    }
    let record = try survey(epoch)
    let side = try records.side(record, named: epoch, area: .official)
    let filter = try MapFilter(question, side, facts(of: record), self)
    var answer = MapAnswer(
      synthetic: try isSynthetic(), understood: question.understood(epoch: epoch), epoch: epoch,
      layer: record.name, patches: 0, area: .zero, grouping: question.grouping ?? .landClass,
      rows: [], undecided: 0, undecidedArea: .zero, notes: filter.notes, features: [])
    var rows: [String: MapAnswer.Row] = [:]
    var found: [Int] = []
    for patch in 0..<side.count {
      if patch % 1024 == 0 { try job.cancellation.check() }
      switch filter.holds(patch) {
      case false?: continue
      case nil:
        answer.undecided += 1
        answer.undecidedArea += side.areas[patch]
      case true?:
        found.append(patch)
        answer.area += side.areas[patch]
        let (key, name) = filter.group(patch, answer.grouping)
        var row = rows[key] ?? MapAnswer.Row(key: key, name: name, patches: 0, area: .zero)
        row.patches += 1
        row.area += side.areas[patch]
        rows[key] = row
      }
    }
    answer.patches = found.count
    answer.rows = rows.values.sorted { ($1.area, $0.key) < ($0.area, $1.key) }
    let largest = found.sorted { (side.areas[$1], $0) < (side.areas[$0], $1) }.prefix(limit)
    let transformer = try Transformer(from: crs(), to: CoordinateReferenceSystem("EPSG:4326"))
    for patch in largest {
      let item = side.classes[Int(side.classOf[patch])]
      answer.features.append(
        MapAnswer.Feature(
          id: answer.features.count + 1,
          geometry: try GeoJSONPolygon(side.polygons.multiPolygon(of: patch)) { x, y in
            try transformer.transform(x: x, y: y)
          },
          properties: MapAnswer.Properties(
            id: side.ids[patch], landClass: item.standard?.key ?? item.source.key,
            village: filter.facts[patch].villageName, area: side.areas[patch],
            fid: side.fids[patch])))
    }
    return answer
  }

  /// The words of this workspace.
  private func mapLexicon(_ knowsLibrary: Bool) throws -> MapLexicon {
    var lexicon = MapLexicon()
    for record in try workspace.layers() where record.role == .survey {
      if let epoch = record.epoch { lexicon.add(epoch, .epoch(epoch)) }
      if let system = record.classSystem.flatMap(LandClassSystem.init(named:)) {
        lexicon.add(system)
      }
      for (code, name) in try villages(of: record) { addPlace(name, code, to: &lexicon) }
    }
    for (code, name) in try names(.township) { addPlace(name, code, to: &lexicon) }
    for role in ImportRole.allCases {
      guard try workspace.layer(role: LayerRole(role.rawValue)) != nil,
        ![.survey, .plan, .township, .village].contains(role)
      else { continue }
      let names = LayerCatalogue.standard[role]?.aliases ?? []
      for word in [role.title.zh, role.title.en] + names {
        lexicon.add(word, .layer(role.rawValue))
      }
    }
    for (word, role) in Workbench.shortNames {
      if try workspace.layer(role: LayerRole(role)) != nil { lexicon.add(word, .layer(role)) }
    }
    if try knowsLibrary && hasPotentialLibrary() {
      for task in try potentialLibrary().record.rules.tasks {
        for word in [
          task.title.zh, "\(task.title.zh)潜力", "\(task.title.zh)候选", "\(task.title.en) potential",
        ] {
          lexicon.add(word, .task(task.id))
        }
      }
    }
    return lexicon
  }

  /// What people call some layers.
  private static let shortNames = [
    ("红线", "erl"), ("生态红线", "erl"), ("开发边界", "udb"), ("基本农田", "pbf"),
  ]

  private func addPlace(_ name: String, _ code: String, to lexicon: inout MapLexicon) {
    guard !name.isEmpty else { return }
    lexicon.add(name, .place(code: code))
  }

  /// The code, in as many digits as the level has, and the name of each unit.
  private func names(_ role: LayerRole) throws -> [(String, String)] {
    guard let record = try workspace.layer(role: role) else { return [] }
    let field = FieldFinder(try workspace.columns(of: record.name))
    var found: [(String, String)] = []
    try workspace.forEachFeature(in: record.name, geometry: false) { feature in
      func text(_ own: OwnField) -> String? { field[own].flatMap { feature.values[$0].string } }
      guard let code = text(.zone) ?? text(.id), let name = text(.name), code.count >= 9 else {
        return
      }
      found.append((String(code.prefix(9)), name))
    }
    return found
  }

  /// The names of towns by their nine digits.
  func townNames() throws -> [String: String] {
    Dictionary(try names(.township), uniquingKeysWith: { first, _ in first })
  }

  private func villages(of record: LayerRecord) throws -> [String: String] {
    var found: [String: String] = [:]
    let own = FieldFinder(try workspace.columns(of: record.name))
    let names = ["ZLDWDM", "ZLDWMC"].filter { own[$0] != nil }
    guard names.count == 2 else { return found }
    try workspace.forEachRow(in: record.name, columns: names) { values in
      guard let code = values[0].string, code.count >= 12, let name = values[1].string else {
        return
      }
      found[String(code.prefix(12))] = name
    }
    return found
  }

  /// What the survey states about its patches, in the order of the layer.
  func facts(of record: LayerRecord) throws -> [MapFacts] {
    let own = FieldFinder(try workspace.columns(of: record.name))
    let names = ["ZLDWDM", "ZLDWMC", "SLOPE_MEAN", "GDPDJB", "PDJB", "GDDB", "GDDJ"]
      .filter { own[$0] != nil }
    let field = FieldFinder(names.map { Column($0, .text) })
    var all: [MapFacts] = []
    all.reserveCapacity(record.featureCount)
    try workspace.forEachRow(in: record.name, columns: names) { values in
      func text(_ name: String) -> String { field[name].flatMap { values[$0].string } ?? "" }
      func number(_ name: String) -> Double? { field[name].flatMap { values[$0].number } }
      all.append(
        MapFacts(
          code: text("ZLDWDM"), villageName: text("ZLDWMC"), slope: number("SLOPE_MEAN"),
          slopeClass: (number("GDPDJB") ?? number("PDJB")).flatMap { Int(exactly: $0) },
          grade: number("GDDB") ?? number("GDDJ")))
    }
    return all
  }

  /// The share of each patch that lies in a layer, from 0 to 1; ground in several of its polygons
  /// counts once.
  func shares(of side: FlowSide, in role: String) throws -> [Double] {
    var inside = [Double](repeating: 0, count: side.count)
    guard let record = try workspace.layer(role: LayerRole(role)) else {
      throw Diagnostic(
        code: "ask.layer",
        Localized(zh: "没有图层“\(role)”。", en: "there is no layer ‘\(role)’."), file: workspace.path)
    }
    var set = PolygonSet()
    var polygons: [MultiPolygon] = []
    try workspace.forEachFeature(in: record.name) { feature in
      guard let geometry = feature.geometry else { return }
      set.append(geometry)
      polygons.append(geometry)
    }
    var hits: [Int: [Int]] = [:]
    for entry in try AreaTable.between(side.polygons, set, job: job).entries {
      inside[Int(entry.a)] += entry.planar
      hits[Int(entry.a), default: []].append(Int(entry.b))
    }
    let geos = GEOS()
    for (patch, hit) in hits
    where hit.count > 1 && inside[patch] * 2 > side.polygons.planarSquareMetres(of: patch) {
      try job.cancellation.check()
      func valid(_ geometry: MultiPolygon) throws -> MultiPolygon {
        try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
      }
      let ground = try geos.union(hit.map { try valid(polygons[$0]) })
      inside[patch] = try geos.intersection(
        valid(side.polygons.multiPolygon(of: patch)), ground
      ).planarSquareMetres
    }
    for patch in inside.indices {
      let planar = side.polygons.planarSquareMetres(of: patch)
      inside[patch] = planar > 0 ? min(1, inside[patch] / planar) : 0
    }
    return inside
  }
}

/// What the survey states about one patch.
struct MapFacts: Sendable {
  var code: String
  var villageName: String
  /// Degrees.
  var slope: Double?
  /// 1 to 5.
  var slopeClass: Int?
  var grade: Double?
}
