import Classes
import EventLog
import Flow
import Groundwork
import Planning
import Workbench

/// Where the change of a class of a drawn plan comes from: the ground that each measure gives to it
/// or takes from it.
struct DrawnClassView: Encodable {
  struct Line: Encodable {
    var number: Int64
    var id: String
    var from: String
    var fromName: Localized
    var to: String
    var toName: Localized
    /// Negative where the class loses it.
    var area: Area
  }

  var key: String
  var name: Localized
  var base: Area
  var now: Area
  /// The largest first.
  var lines: [Line]
  /// The rest of the change: ground that patches of one epoch cover twice.
  var other: Area

  /// `nil` if neither the base nor the plan has the class.
  init?(_ key: String, _ session: DrawingSession) {
    let state = session.draft.state
    let (before, after) = (state.ledger.before, state.ledger.after)
    let matrix = state.ledger.matrix(by: .class)
    let old = matrix.before.first { $0.label.key == key }
    let new = matrix.after.first { $0.label.key == key }
    guard let label = (new ?? old)?.label else { return nil }
    self.key = key
    name = label.name
    base = old?.area ?? .zero
    now = new?.area ?? .zero
    let labels = (from: before.classes.map(Self.label), to: after.classes.map(Self.label))
    struct Pair: Hashable {
      var measure: Int32
      var from: String
      var to: String
    }
    var sums: [Pair: Line] = [:]
    for row in state.ledger.rows where row.kind == .piece {
      guard let from = row.from, let to = row.to, let measure = state.measure(ofPatch: Int(to))
      else { continue }
      let (old, new) = (
        labels.from[Int(before.classOf[Int(from)])], labels.to[Int(after.classOf[Int(to)])]
      )
      guard old.key != new.key, old.key == key || new.key == key else { continue }
      let side = session.draft.plan.side
      let none = Line(
        number: side.fids[Int(measure)], id: side.ids[Int(measure)], from: old.key,
        fromName: old.name, to: new.key, toName: new.name, area: .zero)
      let pair = Pair(measure: measure, from: old.key, to: new.key)
      let area = new.key == key ? row.area : .zero - row.area
      sums[pair, default: none].area = (sums[pair]?.area ?? .zero) + area
    }
    lines = sums.values.sorted {
      (abs($0.area.hundredths), $1.number, $1.from) > (abs($1.area.hundredths), $0.number, $0.from)
    }
    other = now - base - lines.map(\.area).total()
  }

  private static func label(_ item: FlowClass) -> FlowClass.Label {
    item.label(.class) ?? item.source
  }
}
