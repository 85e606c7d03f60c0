import EventLog
import Groundwork

/// What people ask of the works of a project (工程实施).
public enum WorksAct: Hashable, Sendable, Codable {
  /// 实施计划: the first, or another one before the works began.
  case plan(plan: WorksPlan)
  /// 招标公告.
  case announce(tender: WorksTender.Terms)
  /// 开标.
  case open(tender: String, bids: [WorksTender.Bid])
  /// 定标.
  case award(tender: String, bidder: String, reason: String)
  /// 流标.
  case fail(tender: String, reason: String)
  /// 签订合同.
  case contract(contract: WorksContract)
  /// 开工.
  case start(note: String)
  /// 进度: what is done of an item in all, as the builder says.
  case report(item: String, quantity: WorksQuantity, note: String)
  /// 核定: what the supervising engineer confirms of it, in all.
  case confirm(item: String, quantity: WorksQuantity, note: String)
  /// 质量检测.
  case test(test: WorksTest)
  /// 监理日志; a stop order stops the reports until the resumption order.
  case log(kind: WorksEntry.Kind, weather: String, workers: Int, text: String)
  /// 影像.
  case photo(photo: WorksPhoto)
  /// 方案调整, judged by the thresholds of the day.
  case change(change: WorksChange.Terms, rules: WorksRules)
  case approve(change: String, basis: String)
  case refuse(change: String, reason: String)
  /// 完工.
  case finish(note: String)

  /// The past participle under which it stands in the log.
  public var past: String {
    switch self {
    case .plan: "planned"
    case .announce: "announced"
    case .open: "opened"
    case .award: "awarded"
    case .fail: "failed"
    case .contract: "contracted"
    case .start: "started"
    case .report: "reported"
    case .confirm: "confirmed"
    case .test: "tested"
    case .log: "logged"
    case .photo: "photographed"
    case .change: "changed"
    case .approve: "approved"
    case .refuse: "refused"
    case .finish: "finished"
    }
  }

  public var title: Localized {
    switch self {
    case .plan: Localized(zh: "实施计划", en: "plan of works")
    case .announce: Localized(zh: "招标公告", en: "tender announced")
    case .open: Localized(zh: "开标", en: "bids opened")
    case .award: Localized(zh: "定标", en: "awarded")
    case .fail: Localized(zh: "流标", en: "tender failed")
    case .contract: Localized(zh: "签订合同", en: "contract")
    case .start: Localized(zh: "开工", en: "works begun")
    case .report: Localized(zh: "进度填报", en: "progress reported")
    case .confirm: Localized(zh: "监理核定", en: "progress confirmed")
    case .test: Localized(zh: "质量检测", en: "quality test")
    case .log(let kind, _, _, _): kind.title
    case .photo: Localized(zh: "现场影像", en: "photo")
    case .change: Localized(zh: "方案调整", en: "change of plan")
    case .approve: Localized(zh: "批准调整", en: "change approved")
    case .refuse: Localized(zh: "不予批准", en: "change refused")
    case .finish: Localized(zh: "完工", en: "works finished")
    }
  }

  /// What it says in words, possibly nothing.
  public var said: String {
    switch self {
    case .plan(let plan): plan.title
    case .announce(let tender): tender.title
    case .open(let id, let bids): "\(id): \(bids.count)"
    case .award(let id, let bidder, let reason):
      "\(id) \(bidder)\(reason.isEmpty ? "" : "：\(reason)")"
    case .fail(let id, let reason): "\(id)：\(reason)"
    case .contract(let contract): "\(contract.id) \(contract.title)"
    case .report(let item, let quantity, let note), .confirm(let item, let quantity, let note):
      "\(item) \(quantity.decimal)\(note.isEmpty ? "" : "：\(note)")"
    case .test(let test): "\(test.item) \(test.subject)"
    case .log(_, _, _, let text): text
    case .photo(let photo): photo.note
    case .change(let change, _): "\(change.id) \(change.title)"
    case .approve(let id, let text), .refuse(let id, let text): "\(id)：\(text)"
    case .start(let note), .finish(let note): note
    }
  }
}

/// An act, and the day from which it counts.
public struct WorksOrder: Hashable, Sendable, Codable {
  public var act: WorksAct
  /// The midnight UTC of the day's date.
  public var day: Timestamp

  public init(_ act: WorksAct, day: Timestamp) {
    self.act = act
    self.day = day
  }
}

/// What happened in the works of a project: an order that the law let in.
public struct WorksEvent: EventPayload {
  public static let category = "works"

  public var order: WorksOrder
  public var kind: String { order.act.past }

  public init(_ order: WorksOrder) { self.order = order }

  /// The hashes of photos and documents that came with it.
  public var attachments: [String] {
    switch order.act {
    case .photo(let photo): [photo.hash]
    case .test(let test): test.report.map { [$0] } ?? []
    default: []
    }
  }
}
