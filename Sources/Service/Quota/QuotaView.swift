import EventLog
import Groundwork
import Quota

/// Three numbers: areas in 0.01 m², capacity in kg.
struct QuotaAmountsView: Encodable {
  var quantity: Area
  var paddy: Area
  var capacity: Int64

  init(_ amounts: QuotaAmounts) {
    quantity = amounts.quantity
    paddy = amounts.paddy
    capacity = amounts.capacity
  }
}

/// The quota book as the page shows it.
struct QuotaBookView: Encodable {
  struct Kind: Encodable {
    var id: String
    var title: Localized
    var hasThreeNumbers: Bool
    var isGrounded: Bool
    var source: Localized
    var prices: [Price]
  }

  /// Floor and cap of trades, in 元 a 亩.
  struct Price: Encodable {
    @Nullable var floor: Double?
    @Nullable var cap: Double?
    /// A trade outside is refused; else it is only told.
    var isBinding: Bool
    /// On the day of the answer.
    var isInForce: Bool
    @Nullable var from: String?
    @Nullable var to: String?
    var source: Localized
  }

  struct Holder: Encodable {
    var id: String
    var title: String
    var level: String
    var area: String
  }

  struct Pocket: Encodable {
    var id: String
    var title: Localized
    var amounts: QuotaAmountsView
  }

  struct Position: Encodable {
    var kind: String
    var holder: String
    var stock: QuotaAmountsView
    var pockets: [Pocket]
  }

  struct Lot: Encodable {
    var id: String
    var kind: String
    var nature: String
    var origin: String
    var year: Int
    var holder: String
    var phase: String
    var stage: String
    var planned: QuotaAmountsView
    var confirmed: QuotaAmountsView
    @Nullable var expires: String?
    @Nullable var due: String?
    var owed: QuotaAmountsView
    var isOverdue: Bool
    var isBelowZero: Bool
    var facts: [Statement]
  }

  struct Use: Encodable {
    var id: String
    var project: String
    @Nullable var purpose: String?
    var approval: String
    var holder: String
    var demand: QuotaAmountsView
    var lots: [String]
    var isWrittenOff: Bool
    var day: String
  }

  struct Offer: Encodable {
    var id: String
    var holder: String
    var lot: String
    var quantity: Area
    /// 元 a 亩, and for all of it.
    var price: Double
    var total: Double
    var until: String
    var phase: String
    @Nullable var buyer: String?
    /// A reference price that it exceeds, or falls below; empty where none does.
    var notes: [Localized]
  }

  /// By rank: village needs first, the market last.
  struct Purpose: Encodable {
    var id: String
    var title: Localized
    var rank: Int
  }

  struct Loan: Encodable {
    var id: String
    var kind: String
    var lender: String
    var borrower: String
    var due: String
    var amounts: QuotaAmountsView
    var open: QuotaAmountsView
    var isOverdue: Bool
  }

  struct Need: Encodable {
    var id: String
    var kind: String
    var origin: String
    var purpose: String
    var amounts: QuotaAmountsView
    var open: QuotaAmountsView
    @Nullable var day: String?
  }

  var isFounded: Bool
  var title: String
  var version: Int64
  var entries: Int
  var kinds: [Kind]
  var holders: [Holder]
  var positions: [Position]
  var lots: [Lot]
  var uses: [Use]
  var offers: [Offer]
  var purposes: [Purpose]
  /// The orders of purposes; none where the book's own file of kinds ranks them.
  var orders: [QuotaOrderView]
  var loans: [Loan]
  var needs: [Need]
  var losses: [Loss]
  var figures: [Figure]

  init(_ state: QuotaProjection.State, at now: Timestamp) {
    let book = state.book
    isFounded = book.isFounded
    title = book.title
    version = state.version
    entries = book.entryCount
    kinds = book.catalogue.kinds.map { kind in
      Kind(
        id: kind.id, title: kind.title, hasThreeNumbers: kind.hasThreeNumbers,
        isGrounded: kind.isGrounded, source: kind.source,
        prices: kind.prices.map { rule in
          Price(
            floor: rule.floor?.yuan, cap: rule.cap?.yuan, isBinding: rule.isBinding,
            isInForce: rule.applies(on: now.day), from: rule.from, to: rule.to,
            source: rule.source)
        })
    }
    holders = book.holders.values.sorted { $0.id < $1.id }.map {
      Holder(id: $0.id, title: $0.title, level: $0.level.rawValue, area: $0.area)
    }
    positions = QuotaPosition.all(book).map { position in
      Position(
        kind: position.kind, holder: position.holder, stock: QuotaAmountsView(position.stock),
        pockets: QuotaPocket.allCases.compactMap { pocket in
          position.pockets[pocket].map {
            Pocket(id: pocket.rawValue, title: pocket.title, amounts: QuotaAmountsView($0))
          }
        })
    }
    lots = book.lots.values.sorted { $0.id < $1.id }.map { Lot($0, book, now) }
    uses = book.uses.values.sorted { $0.id < $1.id }.map {
      Use(
        id: $0.id, project: $0.project, purpose: $0.purpose, approval: $0.approval,
        holder: $0.holder, demand: QuotaAmountsView($0.demand), lots: $0.parts.map(\.lot),
        isWrittenOff: $0.isWrittenOff, day: $0.day.day)
    }
    offers = book.offers.values.sorted { $0.id < $1.id }.map { Offer($0, book) }
    purposes = book.catalogue.purposes.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }.map {
      Purpose(id: $0.id, title: $0.title, rank: $0.rank)
    }
    orders = (book.catalogue.waterfalls ?? []).map { QuotaOrderView($0, book.catalogue) }
    loans = book.loans.values.sorted { $0.id < $1.id }.map {
      Loan(
        id: $0.id, kind: $0.kind, lender: $0.lender, borrower: $0.borrower, due: $0.due.day,
        amounts: QuotaAmountsView($0.amounts), open: QuotaAmountsView($0.open),
        isOverdue: !$0.open.isZero && $0.due < now)
    }
    needs = book.needs.values.sorted { $0.id < $1.id }.map {
      Need(
        id: $0.id, kind: $0.kind, origin: $0.origin, purpose: $0.purpose,
        amounts: QuotaAmountsView($0.amounts), open: QuotaAmountsView($0.open), day: $0.day)
    }
    losses = Self.losses(book)
    figures = Self.figures(book)
  }
}

extension QuotaBookView.Lot {
  fileprivate init(_ lot: QuotaLot, _ book: QuotaBook, _ now: Timestamp) {
    let pockets = book.pockets(of: lot.id)
    let debt = -(pockets[.debt] ?? .zero)
    self.init(
      id: lot.id, kind: lot.kind, nature: lot.nature.rawValue, origin: lot.origin, year: lot.year,
      holder: lot.holder, phase: lot.phase.rawValue, stage: lot.stage,
      planned: QuotaAmountsView(lot.planned), confirmed: QuotaAmountsView(lot.confirmed),
      expires: lot.expires?.day, due: lot.due?.day, owed: QuotaAmountsView(debt),
      isOverdue: !debt.isZero && (lot.due.map { $0 < now } ?? false),
      isBelowZero: pockets.contains { $0.key.isAsset && !$0.value.isNonNegative },
      facts: lot.facts?.statements ?? [])
  }
}

extension QuotaBookView.Offer {
  fileprivate init(_ offer: QuotaOffer, _ book: QuotaBook) {
    let kind = book.lots[offer.part.lot].flatMap { book.catalogue.kind($0.kind) }
    let rules = kind?.prices.filter { $0.applies(on: offer.until.day) } ?? []
    let broken = rules.filter { rule in
      rule.floor.map { offer.price < $0 } == true || rule.cap.map { $0 < offer.price } == true
    }
    self.init(
      id: offer.id, holder: offer.holder, lot: offer.part.lot,
      quantity: offer.part.amounts.quantity, price: offer.price.yuan, total: offer.total.yuan,
      until: offer.until.day, phase: offer.phase.rawValue, buyer: offer.buyer,
      notes: broken.map(\.source))
  }
}

extension Timestamp {
  /// The ISO day.
  var day: String { String(iso8601.prefix(10)) }
}
