import EventLog
import Groundwork

/// Tenders, contracts, changes of plan.
extension WorksCheck {
  func announce(_ tender: WorksTender.Terms) throws {
    try owner()
    guard StreamName.isPart(tender.id), works.tender(tender.id) == nil else {
      throw fault("tender", zh: "招标编号已经用过或写法不对。", en: "the id is taken or no id.")
    }
    try said(tender.title)
    try amount(tender.ceiling)
  }

  func tender(_ id: String, in phases: WorksTender.Phase...) throws -> WorksTender {
    guard let found = works.tender(id) else {
      throw fault("no-tender", zh: "没有招标“\(id)”。", en: "there is no tender ‘\(id)’.")
    }
    guard phases.contains(found.phase) else {
      throw fault(
        "phase", zh: "招标 \(id)“\(found.phase.title.zh)”，不能这样办理。",
        en: "the tender \(id) is \(found.phase.title.en); this cannot be done.")
    }
    try inOrder(found.announced)
    return found
  }

  func open(_ id: String, _ bids: [WorksTender.Bid]) throws {
    try owner()
    let tender = try tender(id, in: .announced)
    guard Set(bids.map(\.bidder)).count == bids.count, bids.count <= 1000 else {
      throw fault("bids", zh: "投标人重复。", en: "a bidder is named twice.")
    }
    for bid in bids {
      try said(bid.bidder)
      try amount(bid.price)
    }
    guard bids.count >= WorksTender.fewestBids || tender.terms.way == .negotiated else {
      throw fault(
        "few-bids", zh: "投标人少于 \(WorksTender.fewestBids) 个，应当重新招标（招标投标法第二十八条）。",
        en: "with fewer than \(WorksTender.fewestBids) bids the tender is repeated.",
        remedy: Localized(zh: "登记流标后重新公告。", en: "Record that it failed, and announce it again."))
    }
  }

  func award(_ id: String, _ bidder: String, _ reason: String) throws {
    try owner()
    let tender = try tender(id, in: .opened)
    guard let bid = tender.bids.first(where: { $0.bidder == bidder }) else {
      throw fault("no-bid", zh: "“\(bidder)”没有投标。", en: "‘\(bidder)’ made no bid.")
    }
    guard bid.price <= tender.terms.ceiling else {
      throw fault("ceiling", zh: "报价高于招标控制价。", en: "the bid is above the ceiling.")
    }
    if tender.bids.contains(where: { $0.price < bid.price }) { try said(reason) }
  }

  func contract(_ contract: WorksContract) throws {
    try owner()
    try phase(.planned, .underway, .stopped)
    guard StreamName.isPart(contract.id),
      !works.contracts.contains(where: { $0.id == contract.id })
    else { throw fault("contract", zh: "合同编号已经用过或写法不对。", en: "the id is taken or no id.") }
    try said(contract.title)
    try said(contract.party)
    try amount(contract.amount)
    guard contract.signed.dayNumber <= context.time.chinaDay else {
      throw fault("future", zh: "签订日期不能在今后。", en: "it cannot be signed in the future.")
    }
    guard let id = contract.tender else { return try said(contract.reason) }
    guard !works.contracts.contains(where: { $0.tender == id }) else {
      throw fault("tender-used", zh: "招标 \(id) 已签合同。", en: "the tender \(id) has its contract.")
    }
    let tender = try tender(id, in: .awarded)
    guard let winner = tender.winner, winner.bidder == contract.party,
      winner.price == contract.amount, contract.signed >= tender.awarded ?? contract.signed
    else {
      throw fault(
        "not-awarded", zh: "合同的当事人和价款须与中标一致，且在定标之后签订（招标投标法第四十六条）。",
        en: "party and amount must be those of the award, and it is signed after it.")
    }
  }

  func change(_ change: WorksChange.Terms) throws {
    guard works.phase == .underway || works.phase == .stopped else { try phase(.underway); return }
    let isBuilder = context.actor.organisation == works.plan?.builder
    if !isBuilder { try owner() }
    guard StreamName.isPart(change.id), works.change(change.id) == nil else {
      throw fault("change", zh: "调整编号已经用过或写法不对。", en: "the id is taken or no id.")
    }
    if let open = works.changes.first(where: { $0.phase == .proposed }) {
      throw fault(
        "change-open", zh: "方案调整 \(open.id) 未决。", en: "the change \(open.id) is undecided.")
    }
    try said(change.title)
    try said(change.reason)
    try WorksPlanCheck.check(change.plan)
    guard change.plan != works.plan else {
      throw fault("same", zh: "调整后的计划与现行计划相同。", en: "the plan is the present one.")
    }
    for (id, done) in works.reported where done > change.plan.item(id)?.quantity ?? .zero {
      throw fault(
        "done", item: id, zh: "已完成 \(done.decimal)，调整后不能更少。",
        en: "\(done.decimal) are done; the plan cannot hold less.")
    }
  }

  /// Whoever decides on a change had no part in it; what goes back, a reviewing office decides.
  func decides(on id: String) throws {
    guard let change = works.change(id) else {
      throw fault("no-change", zh: "没有方案调整“\(id)”。", en: "there is no change ‘\(id)’.")
    }
    guard change.phase == .proposed else {
      throw fault("phase", zh: "调整 \(id) 已有结果。", en: "the change \(id) is decided.")
    }
    let organisation = context.actor.organisation
    guard change.proposer != context.actor.person, organisation != works.plan?.builder,
      organisation != works.plan?.engineer, organisation != change.organisation
    else {
      throw fault(
        "own-work", zh: "方案调整须由与申请和施工、监理无关的单位决定。",
        en: "a change is decided by somebody who neither asked for it nor builds or supervises.")
    }
    if change.scale.goesBack {
      guard context.actor.role == "reviewer" else {
        throw fault(
          "goes-back", zh: "此项调整须报原批准机关审批。",
          en: "this change goes back to the body that approved the project.")
      }
    } else if context.actor.role != "reviewer" {
      try owner()
    }
  }

  private func amount(_ money: Money) throws {
    guard money > .zero, money <= WorksDecider.amountLimit else {
      throw fault(
        "amount", zh: "金额须大于零，不超过 10 万亿元。",
        en: "an amount is above zero and at most 10 trillion yuan.")
    }
  }
}

/// What a plan of works must be in itself.
enum WorksPlanCheck {
  static func check(_ plan: WorksPlan) throws {
    guard plan.title.contains(where: { !$0.isWhitespace }), plan.title.count <= 200 else {
      throw fault("title", zh: "须有名称，不超过 200 字。", en: "a title of at most 200 characters.")
    }
    guard !plan.builder.isEmpty, !plan.engineer.isEmpty, plan.builder != plan.engineer else {
      throw fault(
        "builder", zh: "须写明施工和监理单位，且不是同一单位。",
        en: "name the builder and the supervising engineer, which are two organisations.")
    }
    guard (1...2000).contains(plan.items.count),
      Set(plan.items.map(\.id)).count == plan.items.count
    else {
      throw fault("items", zh: "须有 1–2000 个单项，编号不重复。", en: "1 to 2000 items with ids of their own.")
    }
    for item in plan.items {
      guard StreamName.isPart(item.id), item.title.contains(where: { !$0.isWhitespace }),
        !item.unit.isEmpty
      else {
        throw fault(
          "items", item.id, zh: "须有编号、名称和单位。", en: "an id, a title and a unit are needed.")
      }
      guard item.quantity > .zero, item.quantity <= WorksDecider.quantityLimit,
        item.cost >= .zero, item.cost <= WorksDecider.amountLimit
      else {
        throw fault(
          "quantity", item.id, zh: "工程量须大于零，投资不为负，且都不过大。",
          en: "the quantity is above zero, the cost not negative, neither too large.")
      }
      guard item.first <= item.last, item.days <= 36_600 else {
        throw fault(
          "last", item.id, zh: "完工日期早于开工，或工期过长。", en: "it ends before it begins, or takes too long."
        )
      }
    }
  }

  private static func fault(
    _ field: String, _ item: String? = nil, zh: String, en: String
  ) -> Diagnostic {
    WorksDecider.refusal("plan", zh: zh, en: en, feature: item, field: field)
  }
}
