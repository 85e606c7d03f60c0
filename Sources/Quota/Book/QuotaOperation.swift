import Groundwork

/// What an entry does, by the terms of the ledgers in use.
public enum QuotaOperation: String, Sendable, Codable, CaseIterable {
  case generate, open, deduct, verify, enter, lock, unlock, freeze, unfreeze
  case ministryLock, ministryUnlock, use, writeOff, unlink, relink, void, expire
  case transfer, trade, allocate, reassign, borrow, repay, licence, promise, advance, settle
  case revert, need, offer, withdraw, describe, lose, state, inherit

  public var title: Localized {
    switch self {
    case .generate: Localized(zh: "生成", en: "generate")
    case .open: Localized(zh: "指标基库", en: "opening balance")
    case .deduct: Localized(zh: "扣减", en: "deduct")
    case .verify: Localized(zh: "核定", en: "verify")
    case .enter: Localized(zh: "入库", en: "enter")
    case .lock: Localized(zh: "锁定", en: "lock")
    case .unlock: Localized(zh: "解锁", en: "unlock")
    case .freeze: Localized(zh: "冻结", en: "freeze")
    case .unfreeze: Localized(zh: "解冻", en: "unfreeze")
    case .ministryLock: Localized(zh: "部锁定", en: "ministry lock")
    case .ministryUnlock: Localized(zh: "部解锁", en: "ministry unlock")
    case .use: Localized(zh: "使用", en: "use")
    case .writeOff: Localized(zh: "核销", en: "write off")
    case .unlink: Localized(zh: "解挂", en: "unlink")
    case .relink: Localized(zh: "解挂补挂", en: "relink")
    case .void: Localized(zh: "核减作废", en: "void")
    case .expire: Localized(zh: "过期", en: "expire")
    case .transfer: Localized(zh: "流转", en: "transfer")
    case .trade: Localized(zh: "交易", en: "trade")
    case .allocate: Localized(zh: "调剂", en: "allocate")
    case .reassign: Localized(zh: "划转", en: "reassign")
    case .borrow: Localized(zh: "借用", en: "borrow")
    case .repay: Localized(zh: "归还", en: "repay")
    case .licence: Localized(zh: "授权", en: "licence")
    case .promise: Localized(zh: "承诺", en: "promise")
    case .advance: Localized(zh: "周转下达", en: "advance")
    case .settle: Localized(zh: "兑现补足", en: "settle")
    case .revert: Localized(zh: "还原", en: "revert")
    case .need: Localized(zh: "需求", en: "need")
    case .offer: Localized(zh: "挂牌", en: "offer")
    case .withdraw: Localized(zh: "撤牌", en: "withdraw")
    case .describe: Localized(zh: "批次登记", en: "describe lot")
    case .lose: Localized(zh: "耕地减少", en: "farmland lost")
    case .state: Localized(zh: "控制数", en: "state figure")
    case .inherit: Localized(zh: "原账流水", en: "history elsewhere")
    }
  }
}
