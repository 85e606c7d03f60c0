import Foundation
import Geodesy
import Geometry
import Groundwork
import Programme

/// All selected patches as a GeoJSON collection in degrees (`zhitu.potential-map/1`).
public struct PotentialMap: Encodable, Sendable {
  public struct Properties: Encodable, Sendable {
    public var number: String
    public var task: String
    public var element: PotentialElement
    public var source: String
    public var patch: String
    public var landClass: String
    public var village: String?
    public var villageName: String?
    public var area: Area
    public var net: Area
    public var theoretical: Area
    public var realisable: Area
    public var nearTerm: Area
    public var score: Int?
    /// The rule that excludes it.
    public var exclusion: String?
    /// confirmed or rejected, once somebody was there.
    public var verdict: String?
    /// Rules that could not be applied.
    public var unchecked: Int
  }

  public typealias Feature = GeoJSONFeature<Properties>

  public let type = GeoJSONName.collection
  public var schema = "zhitu.potential-map/1"
  public var engine = Program.engine
  public var synthetic: Bool
  public var epoch: String
  public var version: Int64
  public var features: [Feature]

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension Workbench {
  /// The library as a map, after the last survey or after an earlier one.
  ///
  /// - Parameter survey: from 1; `nil`: the last.
  /// - Throws: Diagnostics `potential.no-library`, `potential.no-survey`.
  public func potentialMap(survey: Int? = nil) throws -> PotentialMap {
    let library = try potentialLibrary(survey: survey)
    let record = library.record
    let ground = try potentialGeometry(record)
    let elements = Dictionary(
      record.rules.tasks.map { ($0.id, $0.element) }, uniquingKeysWith: { a, _ in a })
    let transformer = try Transformer(from: crs(), to: CoordinateReferenceSystem("EPSG:4326"))
    var features: [PotentialMap.Feature] = []
    for entry in record.entries {
      guard let geometry = ground[entry.patch], let element = elements[entry.task] else {
        continue
      }
      features.append(
        PotentialMap.Feature(
          id: features.count + 1,
          geometry: try GeoJSONPolygon(geometry) { x, y in try transformer.transform(x: x, y: y) },
          properties: PotentialMap.Properties(
            number: entry.number, task: entry.task, element: element, source: entry.source,
            patch: entry.patch, landClass: entry.landClass, village: entry.village,
            villageName: entry.villageName, area: entry.area, net: entry.net,
            theoretical: library.area(entry, .theoretical),
            realisable: library.area(entry, .realisable),
            nearTerm: library.area(entry, .nearTerm), score: entry.score,
            exclusion: entry.exclusion,
            verdict: library.visit(entry.number)?.finding.verdict.rawValue,
            unchecked: entry.course.count { $0.outcome == .unchecked })))
    }
    return PotentialMap(
      synthetic: record.isSynthetic, epoch: record.epoch, version: library.version,
      features: features)
  }
}
