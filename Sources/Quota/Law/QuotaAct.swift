import EventLog
import Groundwork

/// What people ask for; one act becomes one entry.
public enum QuotaAct: Hashable, Sendable, Codable {
  /// 生成: units from pieces of ground, not yet verified.
  case generate(lot: NewLot)
  /// 指标基库: the balance of another system.
  case open(
    lot: String, kind: String, holder: String, origin: String, year: Int, amounts: QuotaAmounts,
    expires: Timestamp?)
  /// 奖励: units given by an authority, of a kind that needs no ground.
  case grant(
    lot: String, kind: String, holder: String, origin: String, year: Int, amounts: QuotaAmounts,
    expires: Timestamp?)
  /// 扣减 by one level, zero if it has nothing to deduct. The pieces named back nothing any more.
  case deduct(
    lot: String, level: DeductionLevel, amounts: QuotaAmounts, reason: String, pieces: [String])
  /// 核定.
  case verify(lot: String)
  /// 入库.
  case enter(lot: String)
  /// 锁定, 冻结, 部锁定: `operation` is lock, freeze, ministryLock or what undoes them.
  case hold(operation: QuotaOperation, holder: String, parts: [LotPart])
  /// 流转 transfer, 交易 trade, 调入/调出 allocate, 划转 reassign.
  case move(operation: QuotaOperation, from: String, to: String, parts: [LotPart], price: Money?)
  /// 使用 (挂钩). `holder` is whose units they are, which the user may be licensed to use.
  case use(use: NewUse, parts: [LotPart], fromLocked: Bool)
  /// 核销.
  case writeOff(use: String)
  /// 解挂, 退回: units come back into stock.
  case unlink(use: String, parts: [LotPart], reason: String)
  /// 解挂 and 补挂 in one: units are replaced by others of the same amounts.
  case relink(use: String, out: [LotPart], into: [LotPart], reason: String)
  /// 核减, 作废: what was used already becomes a debt to be made up (补足) by the due day.
  case void(
    lot: String, holder: String, amounts: QuotaAmounts, pieces: [String], reason: String,
    due: Timestamp?)
  /// 过期, after the day.
  case expire(lot: String)
  /// 借用.
  case borrow(
    loan: String, lender: String, borrower: String, parts: [LotPart], due: Timestamp)
  /// 归还.
  case repay(loan: String, parts: [LotPart])
  /// 授权, 可借额度: how much altogether.
  case licence(licence: QuotaLicence, amounts: QuotaAmounts)
  /// 承诺: a use before there is stock (边占边补).
  case promise(lot: String, kind: String, use: NewUse, year: Int, due: Timestamp)
  /// 周转下达.
  case advance(
    lot: String, kind: String, issuer: String, holder: String, origin: String, year: Int,
    amounts: QuotaAmounts, due: Timestamp)
  /// 兑现, 归还周转, 补足: units settle the debt of a lot.
  case settle(debt: String, debtor: String, holder: String, parts: [LotPart])
  /// 还原: the counter-entry of an entry that only moved or held units.
  case revert(entry: Int)
  /// A need of a purpose, to which lower purposes give way.
  case need(
    need: String, kind: String, origin: String, purpose: String, amounts: QuotaAmounts,
    day: String?)
  /// 挂牌.
  case offer(offer: String, holder: String, part: LotPart, price: Money, until: Timestamp)
  /// 撤牌.
  case withdraw(offer: String)
  /// 摘牌: a trade at the price of the offer.
  case accept(offer: String, buyer: String)
  /// 批次登记: what documents say of a lot besides its units.
  case describe(lot: String, facts: LotFacts)
  /// 耕地减少登记: farmland that was lost, and by what it is balanced.
  case lose(loss: FarmlandLoss)
  /// 控制数登记: a figure of a plan or of an authority.
  case state(figure: QuotaFigure)
  /// 原账流水: what another system did before an opening balance.
  case inherit(lot: String, history: QuotaHistory)
}

/// What is said of units when they are generated.
public struct NewLot: Hashable, Sendable, Codable {
  public var id: String
  public var kind: String
  public var holder: String
  public var origin: String
  public var year: Int
  public var stage: String
  public var pieces: [GroundPiece]
  /// The layers that the pieces come from; `nil` where somebody else measured them.
  public var source: GroundSource?

  public init(
    id: String, kind: String, holder: String, origin: String, year: Int, stage: String,
    pieces: [GroundPiece], source: GroundSource? = nil
  ) {
    self.id = id
    self.kind = kind
    self.holder = holder
    self.origin = origin
    self.year = year
    self.stage = stage
    self.pieces = pieces
    self.source = source
  }
}

/// What is said of a construction project when units are tied to it.
public struct NewUse: Hashable, Sendable, Codable {
  public var id: String
  public var project: String
  public var area: String
  public var purpose: String?
  public var approval: String
  public var holder: String
  /// Who uses them, if not the holder.
  public var user: String?
  public var demand: QuotaAmounts

  public init(
    id: String, project: String, area: String, purpose: String? = nil, approval: String,
    holder: String, user: String? = nil, demand: QuotaAmounts
  ) {
    self.id = id
    self.project = project
    self.area = area
    self.purpose = purpose
    self.approval = approval
    self.holder = holder
    self.user = user
    self.demand = demand
  }
}

/// An act with the day from which it counts and the document behind it.
public struct QuotaOrder: Hashable, Sendable, Codable {
  public var act: QuotaAct
  public var day: Timestamp
  public var document: QuotaDocument

  public init(_ act: QuotaAct, day: Timestamp, document: QuotaDocument) {
    self.act = act
    self.day = day
    self.document = document
  }
}

/// What people do with a book.
public enum QuotaCommand: Hashable, Sendable, Codable {
  case found(title: String, crs: String, catalogue: QuotaCatalogue)
  /// New kinds and purposes; those in use stay.
  case adopt(catalogue: QuotaCatalogue)
  case enrol(holder: QuotaHolder)
  /// Orders that land together or not at all (先补后占, 先复垦后挂钩).
  case post(orders: [QuotaOrder])
}
