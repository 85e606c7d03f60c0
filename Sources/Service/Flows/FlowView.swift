import Flow
import Groundwork
import Records
import Storage

/// `/api/flows`: the flow ledgers of the workspace.
struct FlowList: Encodable, Sendable {
  struct Entry: Encodable, Sendable {
    var key: String
    var layer: String
    var from: String
    var to: String
    var fromTitle: String
    var toTitle: String
  }

  var flows: [Entry]

  init(_ reader: WorkspaceReader) throws {
    let records = try reader.layers()
    func title(_ name: String) -> String {
      let lands = records.filter { $0.role == .survey || $0.role == .planned }
      return lands.first { $0.epoch == name && $0.role == .survey }?.title
        ?? lands.first { $0.plan == name }?.title ?? name
    }
    flows = records.filter { $0.role == .flow }.compactMap { record in
      guard let key = LayerName.flowKey(ofTable: record.name) else { return nil }
      // The register has both names; the name of the table may lack characters that a table name
      // cannot have.
      let halves = key.split(separator: "__", maxSplits: 1).map(String.init)
      guard let from = record.epoch ?? halves.first, let to = record.plan ?? halves.last
      else { return nil }
      return Entry(
        key: key, layer: record.name, from: from, to: to, fromTitle: title(from),
        toTitle: title(to))
    }
  }
}

/// `/api/flow/{key}/matrix`: areas by class before and class after (流向矩阵).
struct FlowMatrixView: Encodable, Sendable {
  enum Level: String, Sendable, CaseIterable {
    case `class`, level1, category

    var grouping: FlowGrouping {
      switch self {
      case .class: .class
      case .level1: .level1
      case .category: .category
      }
    }
  }

  struct Cell: Encodable, Sendable {
    /// `null` where the earlier layer does not reach.
    @Nullable var from: String?
    /// `null` where the later layer does not reach.
    @Nullable var to: String?
    var area: Area
  }

  var key: String
  var by: String
  var cells: [Cell]
  /// Everything in the cells.
  var total: Area
  /// Covered on both sides, with another class afterwards.
  var changed: Area
  var uncoveredFrom: Area
  var uncoveredTo: Area
  /// Area that the cells count more than once because a layer overlaps itself.
  var overlap: Area

  init(_ matrix: FlowMatrix, key: String, by level: Level) {
    self.key = key
    by = level.rawValue
    cells = matrix.cells.map { Cell(from: $0.from?.key, to: $0.to?.key, area: $0.area) }
    total = matrix.cells.map(\.area).total()
    changed = matrix.changed
    uncoveredFrom = matrix.cells.filter { $0.to == nil }.map(\.area).total()
    uncoveredTo = matrix.cells.filter { $0.from == nil }.map(\.area).total()
    overlap = matrix.coveredTwice.map(\.area).total()
  }
}
