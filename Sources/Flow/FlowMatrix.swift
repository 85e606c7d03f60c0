import Groundwork

/// The flow matrix (地类流向矩阵): area by class before and class after.
public struct FlowMatrix: Sendable {
  public struct Cell: Sendable, Hashable {
    /// The class before; `nil` for ground that no patch before covers.
    public var from: FlowClass.Label?
    /// The class after; `nil` for ground that no patch after covers.
    public var to: FlowClass.Label?
    public var area: Area

    /// - Complexity: O(1).
    public init(from: FlowClass.Label?, to: FlowClass.Label?, area: Area) {
      self.from = from
      self.to = to
      self.area = area
    }
  }

  public var grouping: FlowGrouping
  /// Pieces and uncovered ground, ordered by the key before, then the key after; uncovered ground
  /// last.
  public var cells: [Cell]
  /// Ground that the other side covers more than once, by the class of this side: how much the cells
  /// count too often. Ordered as the cells.
  public var coveredTwice: [Cell]

  /// A matrix of given cells, in any order.
  ///
  /// - Complexity: O(n log n) for n cells.
  public init(grouping: FlowGrouping, cells: [Cell], coveredTwice: [Cell] = []) {
    self.grouping = grouping
    self.cells = FlowMatrix.sorted(cells)
    self.coveredTwice = FlowMatrix.sorted(coveredTwice)
  }

  private static func sorted(_ cells: [Cell]) -> [Cell] {
    cells.sorted {
      ($0.from == nil ? 1 : 0, $0.from?.key ?? "", $0.to == nil ? 1 : 0, $0.to?.key ?? "")
        < ($1.from == nil ? 1 : 0, $1.from?.key ?? "", $1.to == nil ? 1 : 0, $1.to?.key ?? "")
    }
  }

  /// All ground of the side before, and what of the after side lies beyond it.
  ///
  /// - Complexity: O(cells).
  public var total: Area {
    cells.map(\.area).total() - coveredTwice.filter { $0.from != nil }.map(\.area).total()
  }

  /// Ground covered on both sides whose class changes.
  ///
  /// - Complexity: O(cells).
  public var changed: Area {
    cells.filter { $0.from != nil && $0.to != nil && $0.from?.key != $0.to?.key }
      .map(\.area).total()
  }

  /// Every class with its area before and after, ordered by key; uncovered ground is left out.
  ///
  /// - Complexity: O(cells + c log c) for c classes.
  public var structure: [(label: FlowClass.Label, before: Area, after: Area)] {
    var sums: [String: (label: FlowClass.Label, before: Area, after: Area)] = [:]
    for (label, area) in before { sums[label.key, default: (label, .zero, .zero)].before = area }
    for (label, area) in after { sums[label.key, default: (label, .zero, .zero)].after = area }
    return sums.values.sorted { $0.label.key < $1.label.key }
  }

  /// The areas of the classes before, in the order of the cells: what their patches add up to.
  ///
  /// - Complexity: O(cells).
  public var before: [(label: FlowClass.Label, area: Area)] { totals(\.from) }
  /// The areas of the classes after, ordered by key.
  ///
  /// - Complexity: O(cells + c log c) for c classes.
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
    for cell in coveredTwice {
      guard let label = side(cell), let sum = sums[label.key] else { continue }
      sums[label.key] = (sum.0, sum.1 - cell.area)
    }
    return order.compactMap { key in sums[key].map { ($0.0, $0.1) } }
  }
}

extension FlowLedger {
  /// Sums the rows by class. A class without a label in the grouping goes by the source's own value.
  ///
  /// - Complexity: O(rows + c₁·c₂) for the numbers of classes on both sides.
  public func matrix(by grouping: FlowGrouping) -> FlowMatrix {
    let from = LabelTable(before.classes, grouping)
    let to = LabelTable(after.classes, grouping)
    // A line for each class and one for uncovered ground; so with the columns.
    let width = to.labels.count + 1
    let count = (from.labels.count + 1) * width
    var sums = [Int64](repeating: 0, count: count)
    var isThere = [Bool](repeating: false, count: count)
    var twice = [Int64](repeating: 0, count: count)
    for row in rows {
      let line = row.from.map { Int(from.indexOf[Int(before.classOf[Int($0)])]) }
      let column = row.to.map { Int(to.indexOf[Int(after.classOf[Int($0)])]) }
      let cell = (line ?? from.labels.count) * width + (column ?? to.labels.count)
      if row.kind == .overlap {
        twice[cell] -= row.area.hundredths
      } else {
        sums[cell] += row.area.hundredths
        isThere[cell] = true
      }
    }
    func cells(_ sums: [Int64], _ isWanted: (Int) -> Bool) -> [FlowMatrix.Cell] {
      sums.indices.filter(isWanted).map { cell in
        let (line, column) = (cell / width, cell % width)
        return FlowMatrix.Cell(
          from: line < from.labels.count ? from.labels[line] : nil,
          to: column < to.labels.count ? to.labels[column] : nil,
          area: Area(hundredths: sums[cell]))
      }
    }
    return FlowMatrix(
      grouping: grouping, cells: cells(sums) { isThere[$0] },
      coveredTwice: cells(twice) { twice[$0] != 0 })
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
  ///
  /// - Complexity: O(rows).
  public func total(of kind: FlowRow.Kind) -> Area {
    var sum = Area.zero
    for row in rows where row.kind == kind { sum = sum + row.area }
    return sum
  }
}
