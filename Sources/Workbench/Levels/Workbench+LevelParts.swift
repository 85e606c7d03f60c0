import EventLog
import Foundation
import Geodesy
import Geometry
import Governance
import Groundwork
import Records
import Storage

/// A file that comes with an act on a planning object.
public struct PlanningFile: Sendable, Hashable {
  public var title: String
  public var name: String
  public var bytes: [UInt8]

  public init(title: String, name: String, bytes: [UInt8]) {
    self.title = title
    self.name = name
    self.bytes = bytes
  }
}

/// The ground of the planning objects in degrees (`zhitu.planning-map/1`).
public struct PlanningMap: Encodable, Sendable {
  public struct Properties: Encodable, Sendable {
    public var id: String
    public var level: String
    public var title: String
    public var phase: String
    public var parent: String?
    /// Planar, in 0.01 m²: a measure of the drawing, not of the land.
    public var area: Area
  }

  public typealias Feature = GeoJSONFeature<Properties>

  public let type = GeoJSONName.collection
  public var schema = "zhitu.planning-map/1"
  public var features: [Feature]

  public func json(isPretty: Bool = false) throws -> [UInt8] {
    try [UInt8](DiagnosisDocument.encoder(isPretty: isPretty).encode(self))
  }
}

extension PlanningDecider.Command {
  /// The same command with more annexes on its object.
  func adding(_ annexes: [PlanningAnnex]) -> Self {
    func added(_ object: PlanningObject) -> PlanningObject {
      var object = object
      let known = Set(object.annexes.map(\.hash))
      object.annexes += annexes.filter { !known.contains($0.hash) }
      return object
    }
    return switch self {
    case .draft(let object): .draft(added(object))
    case .revise(let object, let reason): .revise(added(object), reason: reason)
    case .adopt, .withdraw: self
    }
  }
}

extension Workbench {
  /// Keeps the files of an act as attachments and names them as annexes.
  static func attached(
    _ files: [PlanningFile], to command: PlanningDecider.Command, in writer: WorkspaceWriter
  ) throws -> PlanningDecider.Command {
    let annexes = try files.map {
      PlanningAnnex(
        title: $0.title, name: $0.name, hash: try Workbench.keepAttachment($0.bytes, in: writer))
    }
    return annexes.isEmpty ? command : command.adding(annexes)
  }

  /// The content of an annex that the object has or had.
  /// - Throws: Diagnostics `programme.missing`, `programme.no-annex`.
  public func planningAnnex(_ hash: String, of id: String) throws -> (PlanningAnnex, [UInt8]) {
    let annexes = try planningObject(id).history.flatMap { $0.event.object?.annexes ?? [] }
    guard let annex = annexes.last(where: { $0.hash == hash }),
      let body = try workspace.document(.attachment, key: hash)
    else {
      throw Diagnostic(
        code: "programme.no-annex",
        Localized(zh: "规划 \(id) 没有附件 \(hash)。", en: "\(id) has no annex \(hash)."))
    }
    return (annex, body)
  }

  /// Where the active planning objects lie that are drawn, the higher levels first.
  public func planningMap(_ rows: [PlanningBoard.Row]) throws -> PlanningMap {
    let drawn = rows.filter { $0.record.isActive && $0.record.object?.ground != nil }
      .sorted { a, b in
        let (x, y) = (a.record.object?.level ?? .unit, b.record.object?.level ?? .unit)
        return (x, a.id) < (y, b.id)
      }
    guard !drawn.isEmpty else { return PlanningMap(features: []) }
    let transformer = try Transformer(from: crs(), to: CoordinateReferenceSystem("EPSG:4326"))
    var features: [PlanningMap.Feature] = []
    for row in drawn {
      guard let object = row.record.object, let geometry = object.ground?.geometry else { continue }
      features.append(
        .init(
          id: features.count + 1,
          geometry: try GeoJSONPolygon(geometry) { x, y in try transformer.transform(x: x, y: y) },
          properties: .init(
            id: row.id, level: object.level.rawValue, title: object.title,
            phase: row.record.phase.rawValue, parent: object.parent,
            area: Area(roundingSquareMetres: geometry.planarSquareMetres) ?? .zero)))
    }
    return PlanningMap(features: features)
  }
}
