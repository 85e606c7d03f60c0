import Flow
import Foundation
import Geodesy
import Geometry
import Governance
import Groundwork
import Planning
import Programme
import Storage

/// Ground for which adjustments could be proposed (`zhitu.adjustment-suggestions/1`). Areas are in
/// 0.01 m².
public struct AdjustmentSuggestions: Encodable, Sendable {
  public struct Patch: Encodable, Sendable {
    public var id: String
    public var landClass: String
    public var className: Localized
    public var slopeClass: Int?
    public var grade: Int?
    public var geometry: GeoJSONPolygon
  }

  public struct Suggestion: Encodable, Sendable {
    public var kind: String
    public var title: Localized
    public var line: AdjustmentProposal.Line
    public var direction: AdjustmentProposal.Direction
    public var reason: AdjustmentProposal.Reason
    public var village: String
    public var villageName: String
    public var area: Area
    public var block: Area?
    /// The proposal that has one of the patches already.
    public var proposal: String?
    public var patches: [Patch]
  }

  public struct Limit: Encodable, Sendable {
    public var name: String
    public var value: Int
    public var origin: Localized
  }

  public var schema = "zhitu.adjustment-suggestions/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var epoch: String
  public var limits: [Limit]
  /// Of each kind, listed or not.
  public var counts: [Count]
  /// Patches that were not looked at because the survey states no slope class.
  public var unknownSlope: Int
  public var suggestions: [Suggestion]

  public struct Count: Encodable, Sendable {
    public var kind: String
    public var title: Localized
    public var count: Int
    public var area: Area
  }

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension AdjustmentSuggestion.Kind {
  var title: Localized {
    switch self {
    case .fragmented: Localized(zh: "零星破碎的永农", en: "fragmented basic farmland")
    case .notFarmland: Localized(zh: "永农内的非耕地", en: "basic farmland that is no farmland")
    case .steep: Localized(zh: "25 度以上的永农", en: "basic farmland above 25 degrees")
    case .beside: Localized(zh: "大片永农旁的耕地", en: "farmland beside large blocks")
    case .boundaryPart: Localized(zh: "开发边界切出的边角", en: "parts cut off by the boundary")
    }
  }

  var line: AdjustmentProposal.Line {
    self == .boundaryPart ? .developmentBoundary : .basicFarmland
  }

  var reason: AdjustmentProposal.Reason {
    switch self {
    case .fragmented: .fragmented
    case .notFarmland: .wrong
    case .steep: .unreasonable
    case .beside: .existing
    case .boundaryPart: .boundaryPart
    }
  }
}

extension AdjustmentRules {
  var limits: AdjustmentSuggestion.Limits {
    AdjustmentSuggestion.Limits(
      fragment: Area(mu: fragment.value), beside: Area(mu: beside.value),
      slopeClass: slopeClass.value, boundary: Area(mu: boundary.value))
  }
}

extension Area {
  /// Whole 亩, rounded half up to 0.01 m².
  fileprivate init(mu: Int) {
    self.init(hundredths: (Int64(mu) * 200_000 * 2 + 3) / 6)
  }
}

extension Workbench {
  /// The courses and suggestions that the program is delivered with.
  public static func adjustmentRules() throws -> AdjustmentRules {
    let file = "Policies/adjustment/default.yaml"
    return try AdjustmentRules(
      yaml: String(contentsOfFile: try ProgramHome.path(file), encoding: .utf8), file: file)
  }

  /// Where adjustments of lines could be proposed. Nothing is written.
  ///
  /// - Parameters:
  ///   - epoch: `nil` takes the latest.
  ///   - limit: the most suggestions of each kind.
  /// - Throws: Diagnostics `fields.no-layer`, `workspace.*`.
  public func adjustmentSuggestions(
    epoch: String? = nil, limit: Int = 60
  ) throws -> AdjustmentSuggestions {
    let rules = try Workbench.adjustmentRules()
    let line = try lineGround(epoch ?? epochs().last ?? baseEpoch())
    let udb = line.ground.udb ?? CuttingLayer(name: "")
    let erl = line.ground.erl ?? CuttingLayer(name: "")
    let pbf = try needed(
      line.ground.pbf, Localized(zh: "永久基本农田", en: "basic farmland"))
    let (state, atoms) = try parts(of: line, by: [pbf, udb, erl])
    let pieces = try atoms.map { atom -> AdjustmentPiece in
      AdjustmentPiece(
        patch: state.patch(before: atom), geometry: atom.geometry,
        area: atom.area, basic: try line.basic(atom), isInBoundary: atom.inside[1] != nil,
        isForbidden: atom.inside[2] != nil)
    }
    let patches = line.side.ids.indices.map { place -> AdjustmentPatch in
      let facts = line.ground.base[place]
      return AdjustmentPatch(
        use: line.side.classes[Int(line.side.classOf[place])].use, slopeClass: facts.slopeClass,
        grade: facts.grade)
    }
    let (all, unknown) = AdjustmentSuggestion.all(pieces, patches, rules.limits)
    var taken: [String: String] = [:]
    for row in try adjustmentRows() where row.record.isActive {
      for patch in row.record.proposal?.patches ?? [] { taken[patch] = row.id }
    }
    let transformer = try Transformer(from: crs(), to: CoordinateReferenceSystem("EPSG:4326"))
    var listed: [AdjustmentSuggestions.Suggestion] = []
    var counts: [AdjustmentSuggestions.Count] = []
    for kind in AdjustmentSuggestion.Kind.allCases {
      let own = all.filter { $0.kind == kind }
      counts.append(
        AdjustmentSuggestions.Count(
          kind: kind.rawValue, title: kind.title, count: own.count,
          area: own.map(\.area).total()))
      for one in own.prefix(limit) {
        let village = one.patches.first.flatMap { line.village($0) }
        let ids = one.patches.map { line.side.ids[$0] }
        listed.append(
          AdjustmentSuggestions.Suggestion(
            kind: kind.rawValue, title: kind.title, line: kind.line,
            direction: one.isOut ? .out : .in, reason: kind.reason, village: village?.code ?? "",
            villageName: village?.name ?? "", area: one.area, block: one.block,
            proposal: ids.lazy.compactMap { taken[$0] }.first,
            patches: try one.patches.map { try patch($0, line, transformer) }))
      }
    }
    return AdjustmentSuggestions(
      synthetic: try isSynthetic(), epoch: line.side.name, limits: limits(rules), counts: counts,
      unknownSlope: unknown, suggestions: listed)
  }

  private func patch(
    _ place: Int, _ line: LineGround, _ transformer: Transformer
  ) throws -> AdjustmentSuggestions.Patch {
    let label = line.side.classes[Int(line.side.classOf[place])].source
    return AdjustmentSuggestions.Patch(
      id: line.side.ids[place], landClass: label.key, className: label.name,
      slopeClass: line.ground.base[place].slopeClass, grade: line.ground.base[place].grade,
      geometry: try GeoJSONPolygon(line.side.polygons.multiPolygon(of: place)) { x, y in
        try transformer.transform(x: x, y: y)
      })
  }

  private func limits(_ rules: AdjustmentRules) -> [AdjustmentSuggestions.Limit] {
    [
      ("fragment", rules.fragment), ("beside", rules.beside), ("slope", rules.slopeClass),
      ("boundary", rules.boundary),
    ].map { AdjustmentSuggestions.Limit(name: $0, value: $1.value, origin: $1.origin) }
  }
}

extension LineGround {
  /// What counts of an atom as basic farmland; `nil` outside. The first layer that cut the atom is that
  /// of basic farmland.
  ///
  /// - Throws: Diagnostic `adjustment.no-net-area` where the layer does not state it.
  func basic(_ atom: Atom) throws -> Area? {
    guard let polygon = atom.inside[0] else { return nil }
    if let share = ground.pbfNetShare[Int(polygon)],
      let area = Area(roundingSquareMetres: atom.area.squareMetres * share)
    {
      return area
    }
    throw Diagnostic(
      code: "adjustment.no-net-area",
      Localized(
        zh: "永久基本农田图斑没有净面积（YJJBNTMJ）。", en: "basic farmland does not state its net area."),
      remedy: Localized(zh: "补上字段后重新导入。", en: "Supply the field and import the layer again."),
      layer: ground.pbf?.name, feature: ground.pbf?.labels[Int(polygon)], field: "YJJBNTMJ")
  }
}
