import Groundwork

/// What kind of quantity a number is, as exponents of the base units m, day, 元 and kg.
///
/// Numbers of different dimension can be multiplied and divided, never added or compared.
public struct Dimension: Hashable, Sendable {
  public var length: Int8 = 0
  public var time: Int8 = 0
  public var money: Int8 = 0
  public var mass: Int8 = 0

  public init(length: Int8 = 0, time: Int8 = 0, money: Int8 = 0, mass: Int8 = 0) {
    self.length = length
    self.time = time
    self.money = money
    self.mass = mass
  }

  /// A pure number: a ratio, a count, a class number.
  public static let none = Dimension()
  public static let area = Dimension(length: 2)

  /// The dimension of a product; `nil` beyond the ninth power.
  func times(_ other: Dimension) -> Dimension? {
    let sum = Dimension(
      length: length &+ other.length, time: time &+ other.time, money: money &+ other.money,
      mass: mass &+ other.mass)
    let exponents = [sum.length, sum.time, sum.money, sum.mass]
    return exponents.allSatisfy { (-9...9).contains($0) } ? sum : nil
  }

  /// The dimension of a quotient; `nil` beyond the ninth power.
  func over(_ other: Dimension) -> Dimension? {
    times(
      Dimension(length: -other.length, time: -other.time, money: -other.money, mass: -other.mass))
  }

  /// The base unit in words, such as `m2` or `yuan/m2`; `ratio` for a pure number.
  public var name: String {
    let bases = [("yuan", money), ("kg", mass), ("m", length), ("day", time)]
    func joined(_ part: [(String, Int8)]) -> String {
      part.map { $0.1 == 1 ? $0.0 : "\($0.0)\($0.1)" }.joined(separator: "*")
    }
    let above = joined(bases.filter { $0.1 > 0 })
    let below = joined(bases.filter { $0.1 < 0 }.map { ($0.0, -$0.1) })
    if below.isEmpty { return above.isEmpty ? "ratio" : above }
    return (above.isEmpty ? "1" : above) + "/" + below
  }
}

/// A unit of measure (计量单位) with its exact size in base units.
public struct UnitOfMeasure: Hashable, Sendable {
  /// As written in packs: `m2`, `mu`, `ratio`.
  public let name: String
  /// For display: 亩, mu.
  public let symbol: Localized
  /// How many base units it holds: 2000/3 for 亩.
  public let factor: Rational
  public let dimension: Dimension

  /// The unit written as `name`, if there is one.
  public static func named(_ name: some StringProtocol) -> UnitOfMeasure? { known[String(name)] }

  /// Every unit of the language.
  public static let all: [UnitOfMeasure] = makeAll()

  private static let known: [String: UnitOfMeasure] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })

  public static let ratio = UnitOfMeasure("ratio", "", "", .one, .none)
  public static let count = UnitOfMeasure("count", "个", "", .one, .none)
  public static let squareMetre = UnitOfMeasure("m2", "平方米", "m²", .one, .area)

  private init(_ name: String, _ zh: String, _ en: String, _ factor: Rational, _ of: Dimension) {
    self.name = name
    symbol = Localized(zh: zh, en: en)
    self.factor = factor
    dimension = of
  }

  private static func makeAll() -> [UnitOfMeasure] {
    let length = Dimension(length: 1)
    let money = Dimension(money: 1)
    let mass = Dimension(mass: 1)
    let volume = Dimension(length: 3)
    let mu = Rational(2000).divided(by: Rational(3)) ?? .zero
    let hundredth = Rational.one.divided(by: Rational(100)) ?? .zero
    return [
      ratio, count, squareMetre,
      UnitOfMeasure("percent", "%", "%", hundredth, .none),
      UnitOfMeasure("class", "级", "class", .one, .none),
      UnitOfMeasure("grade", "等", "grade", .one, .none),
      UnitOfMeasure("number", "", "", .one, .none),
      UnitOfMeasure("truth", "", "", .one, .none),
      UnitOfMeasure("mu", "亩", "mu", mu, .area),
      UnitOfMeasure("hm2", "公顷", "hm²", Rational(10_000), .area),
      UnitOfMeasure("km2", "平方公里", "km²", Rational(1_000_000), .area),
      UnitOfMeasure("m", "米", "m", .one, length),
      UnitOfMeasure("cm", "厘米", "cm", hundredth, length),
      UnitOfMeasure("km", "公里", "km", Rational(1000), length),
      UnitOfMeasure("m3", "立方米", "m³", .one, volume),
      UnitOfMeasure("yuan", "元", "yuan", .one, money),
      UnitOfMeasure("fen", "分", "fen", hundredth, money),
      UnitOfMeasure("wan_yuan", "万元", "10,000 yuan", Rational(10_000), money),
      UnitOfMeasure("day", "天", "days", .one, Dimension(time: 1)),
      UnitOfMeasure("year", "年", "years", .one, .none),
      UnitOfMeasure(
        "wan_yuan_per_mu", "万元/亩", "10,000 yuan per mu", Rational(15),
        Dimension(length: -2, money: 1)),
      UnitOfMeasure("kg", "公斤", "kg", .one, mass),
      UnitOfMeasure("t", "吨", "t", Rational(1000), mass),
    ]
  }
}
