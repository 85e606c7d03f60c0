import Groundwork

/// The form with which a whole consolidation project is applied for (全域土地综合整治项目申报表), filled by the program
/// where it knows a value, and typed by the applicant where it does not.
///
/// Its blocks are those of the one complete form that was found (a city's system); a local form may differ.
public struct ApplicationForm: Hashable, Sendable, Codable {
  public enum Value: Hashable, Sendable, Codable {
    case text(String)
    case area(Area)
    case money(Money)
    case count(Int)
    /// In millionths.
    case share(Int64)

    /// What of its kind can be added up, in 0.01 m², 分 or pieces.
    var amount: Int64? {
      switch self {
      case .area(let area): area.hundredths
      case .money(let money): money.fen
      case .count(let count): Int64(count)
      case .text, .share: nil
      }
    }

    /// A share of a whole, rounded down to a millionth; `nil` without a whole.
    public static func share(of part: Area, in whole: Area) -> Value? {
      guard whole > .zero else { return nil }
      let product = Int128(part.hundredths) * 1_000_000
      let (quotient, remainder) = product.quotientAndRemainder(
        dividingBy: Int128(whole.hundredths))
      return Int64(exactly: remainder < 0 ? quotient - 1 : quotient).map { .share($0) }
    }
  }

  public struct Field: Hashable, Sendable, Codable {
    public var id: String
    public var title: Localized
    /// `nil`: unknown.
    public var value: Value?
    /// Where the value is from, or why there is none.
    public var source: Localized
    /// Whether a person typed it; what the program knows is never typed.
    public var isTyped: Bool

    public init(
      _ id: String, zh: String, en: String, _ value: Value?, source: Localized,
      isTyped: Bool = false
    ) {
      self.id = id
      title = Localized(zh: zh, en: en)
      self.value = value
      self.source = source
      self.isTyped = isTyped
    }
  }

  public struct Block: Hashable, Sendable, Codable {
    public var id: String
    public var title: Localized
    public var fields: [Field]

    public init(_ id: String, zh: String, en: String, _ fields: [Field]) {
      self.id = id
      title = Localized(zh: zh, en: en)
      self.fields = fields
    }
  }

  /// Two totals that must agree (勾稽关系).
  public struct Tie: Hashable, Sendable, Codable {
    public var title: Localized
    /// The sum of the parts and the total, in 0.01 m² or 分; `nil`: a part is unknown.
    public var sum: Int64?
    public var total: Int64?
    public var isArea: Bool

    /// `nil`: undecided, as a value is unknown.
    public var holds: Bool? {
      guard let sum, let total else { return nil }
      return sum == total
    }
  }

  /// A field whose value is another than in the frozen version.
  public struct Difference: Hashable, Sendable, Codable {
    public var field: String
    public var title: Localized
    public var before: Value?
    public var now: Value?
  }

  public var plan: String
  public var blocks: [Block]

  public init(plan: String, blocks: [Block]) {
    self.plan = plan
    self.blocks = blocks
  }

  public var fields: [Field] { blocks.flatMap(\.fields) }

  public func field(_ id: String) -> Field? { fields.first { $0.id == id } }

  /// The totals that must agree.
  public var ties: [Tie] {
    [
      tie(
        Localized(zh: "投资构成之和 = 总投资", en: "the parts of the investment = the investment"),
        "cost", "investment.total", isArea: false),
      tie(
        Localized(zh: "资金来源之和 = 总投资", en: "the sources of money = the investment"), "money",
        "investment.total", isArea: false),
      tie(
        Localized(zh: "水田、水浇地、旱地之和 = 新增耕地", en: "paddy, irrigated and dry = new farmland"),
        "new", "farmland.new", of: ["new.paddy", "new.irrigated", "new.dry"], isArea: true),
    ]
  }

  /// - Parameter names: The fields of the block that are the parts; `nil`: all.
  private func tie(
    _ title: Localized, _ block: String, _ total: String, of names: [String]? = nil, isArea: Bool
  ) -> Tie {
    let parts = (blocks.first { $0.id == block }?.fields ?? []).filter {
      names?.contains($0.id) ?? true
    }
    let known = parts.compactMap { $0.value?.amount }
    let isKnown = !parts.isEmpty && known.count == parts.count
    return Tie(
      title: title, sum: isKnown ? known.reduce(0, +) : nil,
      total: field(total)?.value?.amount, isArea: isArea)
  }

  /// The form with typed values where the program knows none.
  ///
  /// - Throws: Diagnostic `application.field` for a field that is not there or that the program knows.
  public func typed(_ values: [String: String]) throws -> ApplicationForm {
    var form = self
    for (id, text) in values.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
      guard let block = form.blocks.firstIndex(where: { $0.fields.contains { $0.id == id } }),
        let place = form.blocks[block].fields.firstIndex(where: { $0.id == id }),
        form.blocks[block].fields[place].value == nil, text.count <= 2000
      else {
        throw Diagnostic(
          code: "application.field",
          Localized(
            zh: "申报表没有可填的“\(id)”，或内容过长。",
            en: "the form has no field ‘\(id)’ to be typed, or the text is too long."), field: id)
      }
      form.blocks[block].fields[place].value = .text(text)
      form.blocks[block].fields[place].isTyped = true
    }
    return form
  }

  /// What is different from a frozen version; typed values of the frozen version count as they were typed.
  public func differences(from frozen: ApplicationForm) -> [Difference] {
    let old = Dictionary(frozen.fields.map { ($0.id, $0) }) { first, _ in first }
    var found = fields.compactMap { field -> Difference? in
      let before = old[field.id]
      if before?.isTyped == true, field.value == nil { return nil }
      guard before?.value != field.value else { return nil }
      return Difference(
        field: field.id, title: field.title, before: before?.value, now: field.value)
    }
    let present = Set(fields.map(\.id))
    found += frozen.fields.filter { !present.contains($0.id) && $0.value != nil }.map {
      Difference(field: $0.id, title: $0.title, before: $0.value, now: nil)
    }
    return found
  }
}
