import Flow
import Foundation
import Geodesy
import Geometry
import Groundwork
import Storage
import Synchronization
import Tiles
import Workbench

/// What an answer that follows from the state depends on besides.
struct AnswerKey: Hashable {
  var actor: String
  var target: String
  /// ``AccessGate/version(_:)``: what decides what somebody may see.
  var rights: UInt64
  var isPacked: Bool
}

/// One state of the workspace's file, with everything derived from it.
///
/// When the file changes, a new state replaces it. An earlier request continues with the old state,
/// so results that it derives too late are dropped with that state.
package final class WorkspaceState: Sendable {
  /// Differs from the number of every other state.
  let number: UInt64
  let workspace: Workspace
  let trials = TrialCache()
  let tiles = PackedTileCache()
  /// Answers that follow from this state and from who asks alone.
  let answers = TileCache<AnswerKey, Answer>(limit: 8 << 20)
  let generalised = GeneralisedLayerCache()
  private let memory = Mutex(Memory())

  private struct FlowKey: Hashable {
    var layer: String
    var grouping: FlowGrouping
  }

  private struct Memory {
    var projection: MapProjection?
    var structure: StructureView?
    var flows: [FlowKey: FlowMatrix] = [:]
  }

  init(_ workspace: Workspace, number: UInt64) {
    self.workspace = workspace
    self.number = number
  }

  /// The register entry of a layer.
  /// - Throws: A ``Problem`` 404 if there is none.
  func record(_ layer: String) throws -> LayerRecord {
    guard let record = try workspace.layer(layer) else {
      throw Problem.missing(Localized(zh: "图层 \(layer)", en: "layer \(layer)"))
    }
    return record
  }

  func structure() throws -> StructureView {
    if let known = memory.withLock({ $0.structure }) { return known }
    let structure = try workspace.read { try StructureView($0) }
    memory.withLock { $0.structure = structure }
    return structure
  }

  /// The matrix of the flow in a table.
  func flowMatrix(layer: String, by grouping: FlowGrouping) throws -> FlowMatrix {
    let key = FlowKey(layer: layer, grouping: grouping)
    if let known = memory.withLock({ $0.flows[key] }) { return known }
    let matrix = try Workbench(workspace).keptMatrix(of: record(layer), by: grouping)
    memory.withLock { $0.flows[key] = matrix }
    return matrix
  }

  /// `nil` while the workspace has no coordinate system.
  func projection() throws -> MapProjection? {
    if let known = memory.withLock({ $0.projection }) { return known }
    guard let reference = try workspace.crsDefinition() else { return nil }
    let definition =
      reference.code.map { "\(reference.organization):\($0)" } ?? reference.wkt
    let projection = try MapProjection(CoordinateReferenceSystem(definition))
    memory.withLock { $0.projection = projection }
    return projection
  }
}
