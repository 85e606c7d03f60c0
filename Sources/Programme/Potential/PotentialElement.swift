import Groundwork

/// The five elements of consolidation (五要素), and the tasks of one's own (X).
public enum PotentialElement: String, Sendable, Codable, CaseIterable {
  /// 农用地整治.
  case farmland
  /// 村庄整治.
  case village
  /// 工业用地整治.
  case industry
  /// 城镇低效用地整治.
  case urban
  /// 生态保护修复.
  case ecology
  /// 自选任务（X）.
  case own

  public var title: Localized {
    switch self {
    case .farmland: Localized(zh: "农用地", en: "Farmland")
    case .village: Localized(zh: "村庄", en: "Villages")
    case .industry: Localized(zh: "工业", en: "Industry")
    case .urban: Localized(zh: "城镇低效", en: "Inefficient urban land")
    case .ecology: Localized(zh: "生态", en: "Ecology")
    case .own: Localized(zh: "自选（X）", en: "Own tasks (X)")
    }
  }
}

/// The three levels of potential (理论、可实现、近期潜力).
public enum PotentialLevel: String, Sendable, Codable, CaseIterable {
  case theoretical, realisable
  case nearTerm = "near_term"

  public var title: Localized {
    switch self {
    case .theoretical: Localized(zh: "理论潜力", en: "Theoretical")
    case .realisable: Localized(zh: "可实现潜力", en: "Realisable")
    case .nearTerm: Localized(zh: "近期潜力", en: "Near-term")
    }
  }
}

/// The owner's will (权利人意愿), as asked in the field.
public enum OwnersWill: String, Sendable, Codable, CaseIterable {
  case willing, partly, unwilling
  /// Not asked yet.
  case unknown

  public var title: Localized {
    switch self {
    case .willing: Localized(zh: "愿意", en: "willing")
    case .partly: Localized(zh: "部分愿意", en: "partly")
    case .unwilling: Localized(zh: "不愿意", en: "unwilling")
    case .unknown: Localized(zh: "未问", en: "not asked")
    }
  }
}

/// What stands in the way of works on the ground (现状条件), as seen in the field.
public enum GroundCondition: String, Sendable, Codable, CaseIterable {
  /// Works can begin.
  case ready
  /// Roads, water or clearance come first.
  case works
  /// Nothing can be done at present.
  case blocked
  /// Not visited yet.
  case unknown

  public var title: Localized {
    switch self {
    case .ready: Localized(zh: "可直接实施", en: "ready")
    case .works: Localized(zh: "需先配套工程", en: "works come first")
    case .blocked: Localized(zh: "近期无法实施", en: "blocked")
    case .unknown: Localized(zh: "未踏勘", en: "not visited")
    }
  }
}
