import EventLog
import Groundwork

/// A tender of works or services (招标).
public struct WorksTender: Hashable, Sendable, Codable {
  public enum Way: String, Sendable, Codable, CaseIterable {
    case open, invited, negotiated

    public var title: Localized {
      switch self {
      case .open: Localized(zh: "公开招标", en: "open tender")
      case .invited: Localized(zh: "邀请招标", en: "invited tender")
      case .negotiated: Localized(zh: "竞争性磋商", en: "competitive negotiation")
      }
    }
  }

  public struct Bid: Hashable, Sendable, Codable {
    public var bidder: String
    public var price: Money

    public init(bidder: String, price: Money) {
      self.bidder = bidder
      self.price = price
    }
  }

  public enum Phase: String, Sendable, Codable, CaseIterable {
    case announced, opened, awarded, failed

    public var title: Localized {
      switch self {
      case .announced: Localized(zh: "已公告", en: "announced")
      case .opened: Localized(zh: "已开标", en: "opened")
      case .awarded: Localized(zh: "已定标", en: "awarded")
      case .failed: Localized(zh: "流标", en: "failed")
      }
    }
  }

  /// What is announced.
  public struct Terms: Hashable, Sendable, Codable {
    public var id: String
    public var title: String
    public var way: Way
    /// The highest price that may be awarded (招标控制价).
    public var ceiling: Money

    public init(id: String, title: String, way: Way, ceiling: Money) {
      self.id = id
      self.title = title
      self.way = way
      self.ceiling = ceiling
    }
  }

  public var terms: Terms
  public var announced: Timestamp
  public var phase = Phase.announced
  public var bids: [Bid] = []
  public var winner: Bid?
  public var awarded: Timestamp?
  /// Why it failed, or why the winner is not the lowest bid.
  public var reason = ""

  init(_ terms: Terms, announced: Timestamp) {
    self.terms = terms
    self.announced = announced
  }

  public var id: String { terms.id }

  /// Below this number of bids a tender must be repeated. 招标投标法 §28.
  public static let fewestBids = 3
}

/// A contract of the works (合同).
public struct WorksContract: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case construction, engineer, design, survey, purchase, other

    public var title: Localized {
      switch self {
      case .construction: Localized(zh: "施工", en: "construction")
      case .engineer: Localized(zh: "监理", en: "supervision of works")
      case .design: Localized(zh: "设计", en: "design")
      case .survey: Localized(zh: "测绘检测", en: "survey and tests")
      case .purchase: Localized(zh: "采购", en: "purchase")
      case .other: Localized(zh: "其他", en: "other")
      }
    }
  }

  public var id: String
  public var kind: Kind
  public var title: String
  public var party: String
  public var amount: Money
  public var signed: Timestamp
  /// The tender that it follows from; `nil`: commissioned directly, with a reason.
  public var tender: String?
  public var reason: String
  /// The contract's id in the supervision of payments (资金监管).
  public var payment: String?

  public init(
    id: String, kind: Kind, title: String, party: String, amount: Money, signed: Timestamp,
    tender: String? = nil, reason: String = "", payment: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.party = party
    self.amount = amount
    self.signed = signed
    self.tender = tender
    self.reason = reason
    self.payment = payment
  }
}

/// What was done of an item by a day, in all.
public struct WorksProgress: Hashable, Sendable, Codable {
  public var item: String
  public var day: Timestamp
  public var quantity: WorksQuantity
  public var note: String
  public var person: String
}

/// A test of quality (质量检测); whether it passes follows from the measured value.
public struct WorksTest: Hashable, Sendable, Codable {
  public var id: String
  public var item: String
  /// What was measured, such as 压实度 or 耕作层厚度.
  public var subject: String
  public var unit: String
  /// In thousandths of the unit, like the bounds.
  public var measured: Int64
  public var least: Int64?
  public var most: Int64?
  public var laboratory: String
  public var day: Timestamp
  /// The hash of the report, where it is attached.
  public var report: String?

  public init(
    id: String, item: String, subject: String, unit: String, measured: Int64, least: Int64?,
    most: Int64?, laboratory: String, day: Timestamp, report: String? = nil
  ) {
    self.id = id
    self.item = item
    self.subject = subject
    self.unit = unit
    self.measured = measured
    self.least = least
    self.most = most
    self.laboratory = laboratory
    self.day = day
    self.report = report
  }

  public var passes: Bool {
    measured >= (least ?? .min) && measured <= (most ?? .max)
  }
}

/// An entry of the supervision log (监理日志).
public struct WorksEntry: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case daily, attendance, notice, stop, resume

    public var title: Localized {
      switch self {
      case .daily: Localized(zh: "日志", en: "daily log")
      case .attendance: Localized(zh: "旁站", en: "attendance")
      case .notice: Localized(zh: "监理通知", en: "notice")
      case .stop: Localized(zh: "停工令", en: "stop order")
      case .resume: Localized(zh: "复工令", en: "resumption order")
      }
    }
  }

  public var kind: Kind
  public var day: Timestamp
  public var weather: String
  public var workers: Int
  public var text: String
  public var person: String
}

/// A photo of the site with where, in which direction and when it was taken.
public struct WorksPhoto: Hashable, Sendable, Codable {
  public var hash: String
  public var item: String?
  public var place: Problem.Place
  /// Whole degrees clockwise from north, 0 to 359; `nil`: the device did not tell.
  public var azimuth: Int?
  public var taken: Timestamp
  public var note: String

  public init(
    hash: String, item: String?, place: Problem.Place, azimuth: Int?, taken: Timestamp,
    note: String
  ) {
    self.hash = hash
    self.item = item
    self.place = place
    self.azimuth = azimuth
    self.taken = taken
    self.note = note
  }
}

/// A change of the plan after the works began (设计变更, 方案调整).
public struct WorksChange: Hashable, Sendable, Codable {
  public enum Phase: String, Sendable, Codable, CaseIterable {
    case proposed, approved, refused

    public var title: Localized {
      switch self {
      case .proposed: Localized(zh: "待批", en: "proposed")
      case .approved: Localized(zh: "已批准", en: "approved")
      case .refused: Localized(zh: "不予批准", en: "refused")
      }
    }
  }

  /// What is asked for.
  public struct Terms: Hashable, Sendable, Codable {
    public var id: String
    public var title: String
    public var reason: String
    public var plan: WorksPlan
    /// By how much the new farmland of the project falls (or rises, negative); `nil`: not stated.
    public var lessFarmland: Area?
    public var movesGround: Bool
    public var touchesBasicFarmland: Bool

    public init(
      id: String, title: String, reason: String, plan: WorksPlan, lessFarmland: Area?,
      movesGround: Bool, touchesBasicFarmland: Bool
    ) {
      self.id = id
      self.title = title
      self.reason = reason
      self.plan = plan
      self.lessFarmland = lessFarmland
      self.movesGround = movesGround
      self.touchesBasicFarmland = touchesBasicFarmland
    }
  }

  public var terms: Terms
  public var phase = Phase.proposed
  /// How it is judged by the thresholds of the day on which it was proposed.
  public var scale = WorksChangeScale()
  public var proposer = ""
  public var organisation = ""
  public var proposed = Timestamp(milliseconds: 0)
  /// The document of the approval, or why it was refused.
  public var decision = ""

  init(_ terms: Terms) { self.terms = terms }

  public var id: String { terms.id }
}
