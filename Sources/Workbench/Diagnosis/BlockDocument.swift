import Classes
import Foundation
import Geometry
import Groundwork
import Programme

/// Blocks of farmland as a GeoJSON collection (`zhitu.blocks/1`): a feature for each block, then
/// one for each patch that would bring a block to its next size.
public struct BlockDocument: Encodable, Sendable {
  public struct Gap: Encodable, Sendable {
    public var use: String?
    public var name: Localized
    public var area: Area
  }

  public struct Barrier: Encodable, Sendable {
    public var use: String?
    public var name: Localized
    public var patches: Int
  }

  public struct Owner: Encodable, Sendable {
    public var code: String?
    public var name: String
    public var area: Area
  }

  public struct Closing: Encodable, Sendable {
    public struct Excluded: Encodable, Sendable {
      public var line: Localized
      public var count: Int
    }

    public var target: Int
    public var missing: Area
    /// Ids of the patches; empty where all patches together do not suffice.
    public var patches: [String]
    public var gain: Area
    /// In 分, like the lower bound of any choice.
    public var cost: Money
    public var bound: Money
    public var isProven: Bool
    public var reachable: Area
    public var candidates: Int
    public var excluded: [Excluded]
  }

  public struct Block: Encodable, Sendable {
    public var kind = "block"
    public var rank: Int
    public var fields: Int
    public var farmland: Area
    public var ground: Area
    public var farmlandShare: Double
    public var reached: Int?
    public var next: Int?
    public var missing: Area?
    public var slopes: [DiagnosisDocument.ClassArea]
    public var grades: [DiagnosisDocument.ClassArea]
    public var gaps: [Gap]
    public var barriers: [Barrier]
    public var owners: [Owner]
    public var closing: Closing?
  }

  public struct Step: Encodable, Sendable {
    public var kind = "closing"
    /// The rank of the block that it closes.
    public var block: Int
    public var id: String
    public var use: String
    public var name: Localized
    public var area: Area
    public var cost: Money
    /// How many other blocks it joins.
    public var joins: Int
  }

  public struct Feature: Encodable, Sendable {
    public var id: Int
    public var geometry: GeoJSONPolygon
    public var block: Block?
    public var step: Step?

    private enum CodingKeys: CodingKey { case type, id, geometry, properties }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(GeoJSONName.feature, forKey: .type)
      try container.encode(id, forKey: .id)
      try container.encode(geometry, forKey: .geometry)
      if let block { try container.encode(block, forKey: .properties) }
      if let step { try container.encode(step, forKey: .properties) }
    }
  }

  public let type = GeoJSONName.collection
  public var schema = "zhitu.blocks/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var state: String
  public var isPlan: Bool
  public var settings: DiagnosisSettings
  /// Blocks of at least the requested size; ``features`` holds the largest of them.
  public var count: Int
  public var features: [Feature]

  init(
    _ report: BlockReport,
    projectedBy project: (_ x: Double, _ y: Double) throws -> (x: Double, y: Double)
  ) throws {
    synthetic = report.isSynthetic
    state = report.state
    isPlan = report.isPlan
    settings = report.settings
    count = report.count
    features = try report.entries.enumerated().map { place, entry in
      Feature(
        id: place + 1, geometry: try GeoJSONPolygon(entry.block.ground, projectedBy: project),
        block: Block(entry, rank: place + 1, report))
    }
    for (place, entry) in report.entries.enumerated() {
      for step in entry.closing?.steps ?? [] {
        guard let patch = report.patches[step.patch] else { continue }
        features.append(
          Feature(
            id: features.count + 1,
            geometry: try GeoJSONPolygon(patch.geometry, projectedBy: project),
            step: Step(
              block: place + 1, id: patch.id, use: step.use.rawValue, name: step.use.name,
              area: step.area, cost: step.cost, joins: step.joins.count)))
      }
    }
  }

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension BlockDocument.Block {
  fileprivate init(_ entry: BlockReport.Entry, rank: Int, _ report: BlockReport) {
    let block = entry.block
    self.rank = rank
    fields = block.fields.count
    farmland = block.farmland
    ground = block.groundArea
    farmlandShare = block.farmlandShare
    reached = block.reached
    next = block.next
    missing = block.missing
    slopes = DiagnosisDocument.ClassArea.list(block.bySlope)
    grades = DiagnosisDocument.ClassArea.list(block.byGrade)
    gaps = block.gaps.map {
      BlockDocument.Gap(
        use: $0.use?.rawValue, name: $0.use?.name ?? Localized(zh: "其他", en: "other"),
        area: $0.area)
    }
    barriers = block.barriers.map {
      BlockDocument.Barrier(
        use: $0.use?.rawValue, name: $0.use?.name ?? Localized(zh: "其他", en: "other"),
        patches: $0.patches)
    }
    owners = block.owners.map {
      BlockDocument.Owner(code: $0.owner?.code, name: $0.owner?.name ?? "", area: $0.area)
    }
    closing = entry.closing.map { closing in
      BlockDocument.Closing(
        target: closing.target, missing: closing.missing,
        patches: closing.steps.compactMap { report.patches[$0.patch]?.id }, gain: closing.gain,
        cost: closing.cost, bound: closing.bound, isProven: closing.isProven,
        reachable: closing.reachable, candidates: closing.candidateCount,
        excluded: closing.excluded.sorted { $0.key.en < $1.key.en }
          .map { BlockDocument.Closing.Excluded(line: $0.key, count: $0.value) })
    }
  }
}
