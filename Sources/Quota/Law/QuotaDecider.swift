import EventLog
import Groundwork

/// The law of a quota book (指标台账).
///
/// - Of every lot the lines of every entry add up to zero; what is there is never below zero, what is
///   owed never above it. Only an opening balance of another system may come in below zero, and
///   nothing of ours makes it lower.
/// - Units are used only after they were verified (核定) and entered (入库), and before they expire; the
///   days of the entries of a lot never run backwards.
/// - A square metre backs a unit once: see ``GroundClaims``.
/// - Nobody verifies what they generated.
/// - A correction is a new entry.
///
/// Several orders of one command land together or not at all, each on what the one before left.
public enum QuotaDecider: Decider {
  public typealias State = QuotaBook
  public typealias Command = QuotaCommand
  public typealias Event = QuotaEvent

  public static let initial = QuotaBook()

  /// The most orders in one command.
  public static let orderLimit = 10_000

  public static func decide(
    _ command: QuotaCommand, in book: QuotaBook, by context: DeedContext
  ) throws -> [QuotaEvent] {
    if case .found(let title, let crs, let catalogue) = command {
      guard !book.isFounded else {
        throw refusal("founded", zh: "台账已经建立。", en: "the book exists already.")
      }
      guard !catalogue.kinds.isEmpty, !title.isEmpty, !crs.isEmpty else {
        throw refusal(
          "founding", zh: "须写明台账名称、坐标系和指标种类。",
          en: "state the title, the coordinate system and the kinds of the book.")
      }
      return [.founded(title: title, crs: crs, catalogue: catalogue)]
    }
    guard book.isFounded else {
      throw refusal(
        "no-book", zh: "台账尚未建立。", en: "the book has not been created.",
        remedy: Localized(zh: "先用 zhitu quota found。", en: "Begin with zhitu quota found."))
    }
    switch command {
    case .found: return []
    case .adopt(let catalogue):
      try check(catalogue, against: book)
      try checkPurposes(catalogue, against: book)
      return catalogue == book.catalogue ? [] : [.adopted(catalogue: catalogue)]
    case .enrol(let holder):
      try check(holder, in: book)
      return book.holders[holder.id] == holder ? [] : [.enrolled(holder: holder)]
    case .post(let orders):
      return [.posted(entries: try entries(for: orders, in: book, by: context))]
    }
  }

  /// The entries that orders lead to. O(orders), and a copy of the book when there are several.
  private static func entries(
    for orders: [QuotaOrder], in book: QuotaBook, by context: DeedContext
  ) throws -> [QuotaEntry] {
    guard !orders.isEmpty, orders.count <= orderLimit else {
      throw refusal(
        "orders", zh: "一次办理 1–\(orderLimit) 笔。", en: "1 to \(orderLimit) orders at a time.")
    }
    if orders.count == 1 { return [try entry(for: orders[0], in: book, by: context)] }
    var scratch = book
    var entries: [QuotaEntry] = []
    entries.reserveCapacity(orders.count)
    for (index, order) in orders.enumerated() {
      do {
        let entry = try entry(for: order, in: scratch, by: context)
        scratch.apply(entry, by: context.actor)
        entries.append(entry)
      } catch var fault as Diagnostic {
        fault.feature = fault.feature ?? "\(index + 1)"
        throw fault
      }
    }
    return entries
  }

  private static func entry(
    for order: QuotaOrder, in book: QuotaBook, by context: DeedContext
  ) throws -> QuotaEntry {
    guard order.day <= context.time else {
      throw refusal("future", zh: "记账日不能在今后。", en: "the day of an entry cannot be in the future.")
    }
    let document = order.document
    guard !document.number.isEmpty, !document.authority.isEmpty, !document.title.isEmpty else {
      throw refusal(
        "document", zh: "须写明依据文件的名称、文号和机关。",
        en: "state the document that it is based on: title, number, authority.")
    }
    var draft = QuotaDraft(book: book, day: order.day, context: context)
    let operation = try draft.write(order.act)
    try draft.checkBalances(imports: operation == .open)
    return QuotaEntry(
      number: book.entryCount + 1, operation: operation, day: order.day, document: document,
      act: order.act, lines: draft.lines)
  }

  public static func evolve(_ book: inout QuotaBook, _ deed: Deed<QuotaEvent>) {
    switch deed.event {
    case .founded(let title, let crs, let catalogue):
      book.title = title
      book.crs = crs
      book.catalogue = catalogue
    case .adopted(let catalogue): book.catalogue = catalogue
    case .enrolled(let holder): book.holders[holder.id] = holder
    case .posted(let entries):
      for entry in entries { book.apply(entry, by: deed.actor) }
    }
  }

  // MARK: Conditions

  private static func check(_ catalogue: QuotaCatalogue, against book: QuotaBook) throws {
    for lot in book.lots.values.sorted(by: { $0.id < $1.id }) {
      guard let old = book.catalogue.kind(lot.kind), let new = catalogue.kind(lot.kind),
        old.ground == new.ground, old.hasThreeNumbers == new.hasThreeNumbers,
        Set(new.sharesGroundWith).isSubset(of: old.sharesGroundWith)
      else {
        throw refusal(
          "kind-in-use",
          zh: "种类“\(lot.kind)”已有批次：不能取消，也不能改变数量口径、是否需地块或放宽共用地块。",
          en:
            "the kind ‘\(lot.kind)’ has lots: it cannot be dropped, nor can its numbers, its need of "
            + "ground or what shares its ground be changed.")
      }
    }
  }

  /// A need whose purpose no order names would come last without a word.
  private static func checkPurposes(
    _ catalogue: QuotaCatalogue, against book: QuotaBook
  ) throws {
    for need in book.needs.values.sorted(by: { $0.id < $1.id }) where !need.open.isZero {
      guard catalogue.purposes(of: need.kind).contains(need.purpose) else {
        throw refusal(
          "purpose-in-use", zh: "需求 \(need.id) 尚未满足，其用途“\(need.purpose)”不能取消。",
          en:
            "the need \(need.id) has not been met; its purpose ‘\(need.purpose)’ cannot be dropped.",
          feature: need.id)
      }
    }
  }

  private static func check(_ holder: QuotaHolder, in book: QuotaBook) throws {
    guard StreamName.isPart(holder.id), !holder.title.isEmpty,
      (6...12).contains(holder.area.utf8.count),
      holder.area.utf8.allSatisfy({ (48...57).contains($0) })
    else {
      throw refusal(
        "holder", zh: "须写明编号（字母、数字和 -._:@）、名称和 6–12 位区划代码。",
        en: "state an id (letters, digits and -._:@), a title, and an area code of 6 to 12 digits.")
    }
    if let known = book.holders[holder.id],
      known.level != holder.level || known.area != holder.area
    {
      throw refusal(
        "holder-moved", zh: "账户 \(holder.id) 的层级和区划不能改。",
        en: "level and area of the holder \(holder.id) cannot be changed.")
    }
  }

  static func refusal(
    _ code: String, zh: String, en: String, remedy: Localized? = nil, layer: String? = nil,
    feature: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: "quota.\(code)", Localized(zh: zh, en: en), remedy: remedy, layer: layer,
      feature: feature)
  }
}
