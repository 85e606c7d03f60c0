import Groundwork

/// The flow matrix (地类流向矩阵): area by class before and class after.
public struct FlowMatrix: Sendable {
  public struct Cell: Sendable, Hashable {
    /// The class before; `nil` for ground that no patch before covers.
    public var from: FlowClass.Label?
    /// The class after; `nil` for ground that no patch after covers.
    public var to: FlowClass.Label?
    public var area: Area
  }

  public var grouping: FlowGrouping
  /// Ordered by the key before, then the key after; uncovered ground last.
  public var cells: [Cell]

  public var total: Area { cells.map(\.area).total() }

  /// The totals of the classes before, in the order of the cells.
  public var before: [(label: FlowClass.Label, area: Area)] { totals(\.from) }
  /// The totals of the classes after, ordered by key.
  public var after: [(label: FlowClass.Label, area: Area)] {
    totals(\.to).sorted { $0.label.key < $1.label.key }
  }

  private func totals(
    _ side: (Cell) -> FlowClass.Label?
  ) -> [(label: FlowClass.Label, area: Area)] {
    var order: [String] = []
    var sums: [String: (FlowClass.Label, Area)] = [:]
    for cell in cells {
      guard let label = side(cell) else { continue }
      if let sum = sums[label.key] {
        sums[label.key] = (sum.0, sum.1 + cell.area)
      } else {
        sums[label.key] = (label, cell.area)
        order.append(label.key)
      }
    }
    return order.compactMap { key in sums[key].map { ($0.0, $0.1) } }
  }
}

extension FlowLedger {
  /// Sums the rows by class. A class without a label in the grouping goes by the source's own value.
  public func matrix(by grouping: FlowGrouping) -> FlowMatrix {
    struct Key: Hashable {
      var from: Int32
      var to: Int32
    }
    let from = LabelTable(before.classes, grouping)
    let to = LabelTable(after.classes, grouping)
    var sums: [Key: Int64] = [:]
    for row in rows {
      let key = Key(
        from: row.from.map { from.indexOf[Int(before.classOf[Int($0)])] } ?? -1,
        to: row.to.map { to.indexOf[Int(after.classOf[Int($0)])] } ?? -1)
      sums[key, default: 0] += row.area.hundredths
    }
    let cells = sums.map { key, area in
      FlowMatrix.Cell(
        from: key.from < 0 ? nil : from.labels[Int(key.from)],
        to: key.to < 0 ? nil : to.labels[Int(key.to)], area: Area(hundredths: area))
    }
    return FlowMatrix(
      grouping: grouping,
      cells: cells.sorted {
        ($0.from == nil ? 1 : 0, $0.from?.key ?? "", $0.to == nil ? 1 : 0, $0.to?.key ?? "")
          < ($1.from == nil ? 1 : 0, $1.from?.key ?? "", $1.to == nil ? 1 : 0, $1.to?.key ?? "")
      })
  }

  /// The labels of a side's classes in one grouping, each once.
  private struct LabelTable {
    var labels: [FlowClass.Label] = []
    var indexOf: [Int32] = []

    init(_ classes: [FlowClass], _ grouping: FlowGrouping) {
      var known: [String: Int32] = [:]
      for item in classes {
        let label = item.label(grouping) ?? item.source
        if let index = known[label.key] {
          indexOf.append(index)
        } else {
          known[label.key] = Int32(labels.count)
          indexOf.append(Int32(labels.count))
          labels.append(label)
        }
      }
    }
  }

  /// The ground by kind of row.
  public func total(of kind: FlowRow.Kind) -> Area {
    rows.lazy.filter { $0.kind == kind }.map(\.area).total()
  }
}
