import Classes
import Flow
import Foundation
import Geodesy
import Geometry
import Groundwork
import Planning
import Programme
import Storage

/// How far basic farmland, high-standard farmland and grain zones lie on the same ground
/// (`zhitu.field-overlap/1`). Areas are in 0.01 m².
public struct FieldOverlapReport: Encodable, Sendable {
  /// The seven combinations, the three kinds whole, and their union.
  public struct Unit: Encodable, Sendable {
    public var level: String
    public var code: String
    public var name: String
    public var basicOnly: Area
    public var standardOnly: Area
    public var grainOnly: Area
    public var basicStandard: Area
    public var basicGrain: Area
    public var standardGrain: Area
    public var allThree: Area
    public var basic: Area
    public var standard: Area
    public var grainZone: Area
    public var union: Area

    /// 多田套合率 (CTG-05); `nil` without basic farmland.
    public var rate: Double? {
      basic > .zero ? Double(allThree.hundredths) / Double(basic.hundredths) : nil
    }
  }

  public struct Candidate: Encodable, Sendable {
    public var patch: String
    public var landClass: String
    public var village: String
    public var villageName: String
    /// basic, standard, grain_zone or two of them, joined by “+”.
    public var lacking: String
    public var area: Area
    /// All three, and basic farmland, of the whole, if this patch alone got what it lacks.
    public var allThreeAfter: Area
    public var basicAfter: Area
  }

  public struct Properties: Encodable, Sendable {
    public var patch: String
    public var kinds: String
    public var area: Area
    public var isFarmland: Bool
  }

  public typealias Feature = GeoJSONFeature<Properties>

  public struct Map: Encodable, Sendable {
    public let type = GeoJSONName.collection
    public var schema = "zhitu.field-overlap-map/1"
    public var engine = Program.engine
    public var synthetic: Bool
    public var epoch: String
    public var features: [Feature]

    public func json() throws -> [UInt8] {
      try [UInt8](DiagnosisDocument.encoder().encode(self))
    }
  }

  public var schema = "zhitu.field-overlap/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var epoch: String
  public var units: [Unit]
  /// The town or village of the candidates; `nil` for the whole.
  public var unit: String?
  /// How many patches of the unit lack one or two kinds, listed or not.
  public var candidateCount: Int
  public var candidates: [Candidate]

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension FieldOverlapReport.Unit {
  init(_ unit: FieldOverlap.Unit, _ names: [String: String]) {
    func exactly(_ kinds: FieldKinds) -> Area { unit.areas[kinds] ?? .zero }
    level = unit.level.rawValue
    code = unit.code
    name = names[unit.code] ?? ""
    basicOnly = exactly(.basic)
    standardOnly = exactly(.standard)
    grainOnly = exactly(.grain)
    basicStandard = exactly([.basic, .standard])
    basicGrain = exactly([.basic, .grain])
    standardGrain = exactly([.standard, .grain])
    allThree = exactly(.all)
    basic = unit.area(in: .basic)
    standard = unit.area(in: .standard)
    grainZone = unit.area(in: .grain)
    union = unit.areas.values.total()
  }
}

/// The pieces of one epoch, ready for the table and for the map.
private struct FieldGround {
  var line: LineGround
  var atoms: [Atom]
  var pieces: [FieldPiece]
}

extension Workbench {
  /// The overlap of the three kinds of fields in an epoch, by village, town and in all. Nothing is
  /// written.
  ///
  /// - Parameters:
  ///   - epoch: `nil` takes the latest.
  ///   - unit: the code of a town or village whose candidates are wanted; `nil` for all.
  ///   - limit: the most candidates that are listed.
  /// - Throws: Diagnostics `fields.no-layer`, `workspace.*`.
  public func fieldOverlap(
    epoch: String? = nil, unit: String? = nil, limit: Int = 500
  ) throws -> FieldOverlapReport {
    let found = try fieldGround(epoch)
    let line = found.line
    let overlap = FieldOverlap(found.pieces)
    let names = line.names
    let units = overlap.units.map { FieldOverlapReport.Unit($0, names) }
    let whole = units[0]
    let wanted = overlap.candidates.filter { one in
      unit.map { (one.village ?? "").hasPrefix($0) } ?? true
    }
    let candidates = wanted.prefix(limit).map { one in
      let village = line.village(one.patch)
      return FieldOverlapReport.Candidate(
        patch: line.side.ids[one.patch],
        landClass: line.side.classes[Int(line.side.classOf[one.patch])].source.key,
        village: village?.code ?? "", villageName: village?.name ?? "",
        lacking: one.lacking.key, area: one.area, allThreeAfter: whole.allThree + one.area,
        basicAfter: one.lacking.contains(.basic) ? whole.basic + one.area : whole.basic)
    }
    return FieldOverlapReport(
      synthetic: try isSynthetic(), epoch: line.side.name, units: units,
      unit: unit, candidateCount: wanted.count, candidates: candidates)
  }

  /// The pieces in at least one kind as a map in degrees.
  public func fieldOverlapMap(epoch: String? = nil) throws -> FieldOverlapReport.Map {
    let found = try fieldGround(epoch)
    let transformer = try Transformer(from: crs(), to: CoordinateReferenceSystem("EPSG:4326"))
    var features: [FieldOverlapReport.Feature] = []
    for (atom, piece) in zip(found.atoms, found.pieces)
    where !piece.kinds.isEmpty && !atom.geometry.isEmpty {
      features.append(
        FieldOverlapReport.Feature(
          id: features.count + 1,
          geometry: try GeoJSONPolygon(atom.geometry) { x, y in
            try transformer.transform(x: x, y: y)
          },
          properties: FieldOverlapReport.Properties(
            patch: found.line.side.ids[piece.patch], kinds: piece.kinds.key, area: piece.area,
            isFarmland: piece.isFarmland)))
    }
    return FieldOverlapReport.Map(
      synthetic: try isSynthetic(), epoch: found.line.side.name, features: features)
  }

  private func fieldGround(_ epoch: String?) throws -> FieldGround {
    let line = try lineGround(epoch ?? epochs().last ?? baseEpoch())
    func theme(_ theme: ThemeLayer?, _ name: Localized) throws -> CuttingLayer {
      try needed(theme.flatMap { line.ground.themes[$0] }, name)
    }
    let layers = [
      try needed(line.ground.pbf, Localized(zh: "永久基本农田", en: "basic farmland")),
      try theme(ThemeLayer(rawValue: "hsf"), Localized(zh: "高标准农田", en: "high-standard farmland")),
      try theme(ThemeLayer(rawValue: "grain"), Localized(zh: "粮食生产功能区", en: "grain zones")),
    ]
    let (state, atoms) = try parts(of: line, by: layers)
    let kinds: [FieldKinds] = [.basic, .standard, .grain]
    let pieces = atoms.map { atom -> FieldPiece in
      let patch = state.patch(before: atom)
      var own: FieldKinds = []
      for (kind, polygon) in zip(kinds, atom.inside) where polygon != nil { own.insert(kind) }
      return FieldPiece(
        patch: patch, village: line.village(patch)?.code, kinds: own, area: atom.area,
        isFarmland: line.side.classes[Int(line.side.classOf[patch])].use == .farmland)
    }
    return FieldGround(line: line, atoms: atoms, pieces: pieces)
  }
}
