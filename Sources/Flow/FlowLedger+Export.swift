import Groundwork

extension FlowLedger {
  /// The piece table as CSV: `from_id,to_id,from,to,area_m2`; an uncovered part has an empty id and
  /// class. Classes are those of the grouping.
  ///
  /// - Parameter write: takes the text in portions of bounded size.
  public func writePieces(by grouping: FlowGrouping, _ write: (String) throws -> Void) throws {
    let fromKeys = before.classes.map { CSV.field(($0.label(grouping) ?? $0.source).key) }
    let toKeys = after.classes.map { CSV.field(($0.label(grouping) ?? $0.source).key) }
    var text = "from_id,to_id,from,to,area_m2\n"
    for row in rows {
      let from = row.from.map(Int.init)
      let to = row.to.map(Int.init)
      text += from.map { CSV.field(before.ids[$0]) } ?? ""
      text += ","
      text += to.map { CSV.field(after.ids[$0]) } ?? ""
      text += ","
      text += from.map { fromKeys[Int(before.classOf[$0])] } ?? ""
      text += ","
      text += to.map { toKeys[Int(after.classOf[$0])] } ?? ""
      text += ","
      text += row.area.decimal
      text += "\n"
      if text.utf8.count > 1 << 16 {
        try write(text)
        text.removeAll(keepingCapacity: true)
      }
    }
    try write(text)
  }
}

extension FlowMatrix {
  /// The matrix as CSV: `from,to,area_m2`; an uncovered part has an empty class.
  public var csv: String {
    cells.reduce(into: "from,to,area_m2\n") { text, cell in
      text += CSV.field(cell.from?.key ?? "") + "," + CSV.field(cell.to?.key ?? "") + ","
      text += cell.area.decimal + "\n"
    }
  }
}
