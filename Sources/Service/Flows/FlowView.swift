import Geometry
import Groundwork
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
      guard record.name.hasPrefix("flow_") else { return nil }
      let key = String(record.name.dropFirst("flow_".count))
      // The register keeps both ends; the table's name may have lost signs that a name cannot hold.
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
struct FlowMatrix: Encodable, Sendable {
  enum Level: String, Sendable, CaseIterable {
    case `class`, level1, category
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
  /// Ground that the cells count too often because a layer overlaps itself.
  var overlap: Area
}

/// The sums of a flow ledger by class, from which every level is made.
struct FlowSums: Sendable {
  struct Pair: Hashable, Sendable {
    var from: String?
    var to: String?
  }

  private var areas: [Pair: Area] = [:]
  private var overlap = Area.zero

  init(_ table: String, _ reader: WorkspaceReader) throws {
    let columns = ["from_class", "to_class", "area", "kind"]
    try reader.forEachRow(in: table, columns: columns) { values in
      let area = Area(hundredths: values[2].int64 ?? 0)
      switch values[3].string {
      case "overlap": overlap -= area
      case "uncovered_from": areas[Pair(from: values[0].string, to: nil), default: .zero] += area
      case "uncovered_to": areas[Pair(from: nil, to: values[1].string), default: .zero] += area
      default:
        areas[Pair(from: values[0].string, to: values[1].string), default: .zero] += area
      }
    }
  }

  /// The matrix at a level; `group` gives the code of a class at that level.
  func matrix(key: String, by level: FlowMatrix.Level, group: (String) -> String) -> FlowMatrix {
    var cells: [Pair: Area] = [:]
    for (pair, area) in areas {
      cells[Pair(from: pair.from.map(group), to: pair.to.map(group)), default: .zero] += area
    }
    func sum(_ isWanted: (Pair) -> Bool) -> Area {
      cells.filter { isWanted($0.key) }.values.total()
    }
    return FlowMatrix(
      key: key, by: level.rawValue,
      cells: cells.map { FlowMatrix.Cell(from: $0.key.from, to: $0.key.to, area: $0.value) }
        .sorted { ($0.from ?? "~", $0.to ?? "~") < ($1.from ?? "~", $1.to ?? "~") },
      total: sum { _ in true },
      changed: sum { $0.from != nil && $0.to != nil && $0.from != $0.to },
      uncoveredFrom: sum { $0.to == nil }, uncoveredTo: sum { $0.from == nil }, overlap: overlap)
  }
}
