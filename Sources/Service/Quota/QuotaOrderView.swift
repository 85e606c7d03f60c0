import Groundwork
import Policy
import Quota

/// An order of purposes with the rule that sets it.
struct QuotaOrderView: Encodable {
  struct Purpose: Encodable {
    var id: String
    var title: Localized
    var rank: Int
  }

  /// What has to stay where units leave.
  struct Exit: Encodable {
    var exit: String
    var title: Localized
    var stays: String
  }

  var rule: String
  var pack: String
  var title: Localized
  var source: String
  var status: String
  /// Drafts and what nobody has seen refuse nothing.
  var isBinding: Bool
  /// Who compared the rule with its text.
  @Nullable var confirmedBy: String?
  /// Titles of the kinds that it is for; empty: all.
  var kinds: [Localized]
  var purposes: [Purpose]
  var exits: [Exit]

  init(_ waterfall: QuotaWaterfall, _ catalogue: QuotaCatalogue) {
    rule = waterfall.rule
    pack = waterfall.pack
    title = waterfall.title
    source = waterfall.source
    status = waterfall.status.rawValue
    isBinding = waterfall.isBinding
    confirmedBy = waterfall.confirmedBy
    let types = waterfall.order.types
    kinds = catalogue.kinds.filter { kind in kind.ruleType.map(types.contains) == true }
      .map(\.title)
    purposes = waterfall.order.purposes.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }.map {
      Purpose(id: $0.id, title: $0.title, rank: $0.rank)
    }
    exits = waterfall.order.tests.map {
      Exit(exit: $0.exit.rawValue, title: $0.exit.title, stays: $0.stays.rawValue)
    }
  }
}

extension Waterfall.Exit {
  /// As the operation of the book is called.
  fileprivate var title: Localized {
    QuotaOperation(rawValue: rawValue)?.title ?? Localized(rawValue)
  }
}
