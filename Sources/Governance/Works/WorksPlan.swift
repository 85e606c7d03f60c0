import EventLog
import Groundwork

/// The plan of the works of a project (实施计划): items with quantity, value and time, and who builds and
/// who supervises.
public struct WorksPlan: Hashable, Sendable, Codable {
  /// The kinds of works of land consolidation, as progress forms list them.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case levelling, canal, ditch, fieldRoad = "field-road", path, bridge, culvert, aqueduct
    case pump, sluice, planting, demolition, building, other

    public var title: Localized {
      switch self {
      case .levelling: Localized(zh: "土地平整", en: "levelling")
      case .canal: Localized(zh: "渠道", en: "canal")
      case .ditch: Localized(zh: "沟", en: "ditch")
      case .fieldRoad: Localized(zh: "田间道", en: "field road")
      case .path: Localized(zh: "生产路", en: "farm path")
      case .bridge: Localized(zh: "桥", en: "bridge")
      case .culvert: Localized(zh: "涵", en: "culvert")
      case .aqueduct: Localized(zh: "渡槽", en: "aqueduct")
      case .pump: Localized(zh: "泵站", en: "pumping station")
      case .sluice: Localized(zh: "闸", en: "sluice")
      case .planting: Localized(zh: "绿化", en: "planting")
      case .demolition: Localized(zh: "拆除复垦", en: "demolition and reclamation")
      case .building: Localized(zh: "房屋建筑", en: "building")
      case .other: Localized(zh: "其他", en: "other")
      }
    }
  }

  /// One item of the works (单项工程).
  public struct Item: Hashable, Sendable, Codable {
    public var id: String
    public var title: String
    public var kind: Kind
    /// The unit of the quantity, such as m³.
    public var unit: String
    public var quantity: WorksQuantity
    /// What the whole item costs.
    public var cost: Money
    /// The first and the last day of the works, midnight UTC of the day's date.
    public var first: Timestamp
    public var last: Timestamp

    public init(
      id: String, title: String, kind: Kind, unit: String, quantity: WorksQuantity, cost: Money,
      first: Timestamp, last: Timestamp
    ) {
      self.id = id
      self.title = title
      self.kind = kind
      self.unit = unit
      self.quantity = quantity
      self.cost = cost
      self.first = first
      self.last = last
    }

    /// How many days it takes, the first and the last among them.
    public var days: Int64 { last.dayNumber - first.dayNumber + 1 }

    /// What of the cost is to be built by the end of a day: the same share every day.
    public func planned(through day: Int64) -> Money {
      cost.share(min(max(0, day - first.dayNumber + 1), days), of: days)
    }

    /// The value of a quantity of it.
    public func value(of done: WorksQuantity) -> Money {
      cost.share(done.thousandths, of: quantity.thousandths)
    }
  }

  public var title: String
  /// The organisation that builds (施工单位), and the one that supervises the works (监理单位).
  public var builder: String
  public var engineer: String
  public var items: [Item]

  public init(title: String, builder: String, engineer: String, items: [Item]) {
    self.title = title
    self.builder = builder
    self.engineer = engineer
    self.items = items
  }

  public var cost: Money { items.reduce(.zero) { $0 + $1.cost } }

  public func item(_ id: String) -> Item? { items.first { $0.id == id } }

  /// The first and the last day of all items.
  public var span: ClosedRange<Int64>? {
    guard let first = items.map(\.first.dayNumber).min(),
      let last = items.map(\.last.dayNumber).max(), first <= last
    else { return nil }
    return first...last
  }

  /// What is to be built by the end of a day.
  public func planned(through day: Int64) -> Money {
    items.reduce(.zero) { $0 + $1.planned(through: day) }
  }

  /// The value of quantities, by item; what is beyond an item's quantity is worth nothing.
  public func value(of done: [String: WorksQuantity]) -> Money {
    items.reduce(.zero) { sum, item in
      guard let quantity = done[item.id] else { return sum }
      return sum + item.value(of: min(quantity, item.quantity))
    }
  }
}

/// A quantity of works in thousandths of its unit.
public struct WorksQuantity: Hashable, Sendable, Comparable {
  public var thousandths: Int64

  public init(thousandths: Int64) { self.thousandths = thousandths }

  public static let zero = WorksQuantity(thousandths: 0)

  public static func < (a: WorksQuantity, b: WorksQuantity) -> Bool {
    a.thousandths < b.thousandths
  }

  /// Exact decimal text without needless zeros: `1250.5`.
  public var decimal: String {
    let magnitude = thousandths.magnitude
    var text = "\(thousandths < 0 ? "-" : "")\(magnitude / 1000)"
    var rest = magnitude % 1000
    guard rest > 0 else { return text }
    var digits = ""
    for place in [UInt64(100), 10, 1] where rest > 0 {
      digits += "\(rest / place)"
      rest %= place
    }
    text += "." + digits
    return text
  }
}

/// As JSON a quantity is its whole number of thousandths.
extension WorksQuantity: Codable {
  public init(from decoder: any Decoder) throws {
    thousandths = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(thousandths)
  }
}

extension Money {
  /// The part of an amount, rounded down to one 分; exact for any 64-bit numbers.
  ///
  /// - Precondition: 0 ≤ part ≤ whole, whole > 0, and the amount is not negative.
  func share(_ part: Int64, of whole: Int64) -> Money {
    precondition(part >= 0 && part <= whole && whole > 0 && fen >= 0)
    if part == whole { return self }
    let product = fen.multipliedFullWidth(by: part)
    return Money(fen: whole.dividingFullWidth(product).quotient)
  }
}

extension Timestamp {
  /// Days since 1970-01-01 of a moment that is the midnight UTC of a date.
  public var dayNumber: Int64 {
    let quotient = milliseconds / 86_400_000
    return milliseconds % 86_400_000 < 0 ? quotient - 1 : quotient
  }

  /// The midnight UTC of a day.
  public init(dayNumber: Int64) { self.init(milliseconds: dayNumber * 86_400_000) }

  /// The date in China at a moment, as days since 1970-01-01. All of China keeps one time, UTC+8.
  public var chinaDay: Int64 { adding(seconds: 8 * 3600).dayNumber }

  /// The ISO date.
  public var date: String { String(iso8601.prefix(10)) }
}
