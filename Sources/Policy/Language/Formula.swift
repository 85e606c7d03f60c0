import Groundwork

/// A formula (公式) of a rule: checked when it is made, evaluated on facts without side effects.
///
/// The language is total. Every evaluation ends in bounded time with a value or with *unknown* and
/// the reasons; it cannot loop, fail or trap. Arithmetic is exact, so nothing is rounded before it
/// is compared. Logic has three values: what is missing is unknown, and unknown never counts as
/// true.
public struct Formula: Sendable {
  public let text: String
  let plan: Plan
  let slots: Int
  /// The facts that the formula names, such as `pieces.area`.
  public let facts: [String]

  /// Reads and checks a formula against the catalogue.
  public init(_ text: String, catalogue: FactCatalogue) throws(FormulaError) {
    try self.init(text, Checker(catalogue: catalogue))
  }

  init(_ text: String, _ checker: Checker) throws(FormulaError) {
    var checker = checker
    self.text = text
    plan = try checker.plan(try Parser.formula(text))
    slots = checker.slots
    facts = checker.facts
  }

  /// The formula of a gap: unknown for all facts.
  static let gap = Formula()

  private init() {
    text = ""
    plan = Plan(.constant(.unknown([])), .number(.none), 0..<0)
    slots = 0
    facts = []
  }

  /// The dimension of the result; `nil` when it is not a number.
  public var dimension: Dimension? {
    if case .number(let dimension) = plan.type { return dimension }
    return nil
  }

  /// The result of an evaluation.
  public struct Outcome: Sendable, Hashable {
    /// The value in base units.
    public var value: TraceValue
    /// The exact number, when the value is one.
    public var number: Rational?
    /// The facts that are missing.
    public var missing: [String]
    /// Faults of the arithmetic, such as a division by zero.
    public var faults: [Localized]
    /// The parts of the formula outside aggregates with their values, inner ones first.
    public var trace: [TraceStep]
  }

  /// The value on these facts. Throws only ``Groundwork/Cancelled``.
  public func evaluate(
    _ facts: Facts, traced: Bool = true, cancellation: Cancellation = Cancellation()
  ) throws -> Outcome {
    let evaluator = Evaluator(self, facts, cancellation, traced: traced)
    let value = evaluator.evaluate(plan)
    try cancellation.check()
    var outcome = Outcome(
      value: TraceValue(value), number: nil, missing: [], faults: [],
      trace: evaluator.trace ?? [])
    switch value {
    case .number(let number): outcome.number = number.reduced
    case .unknown(let causes):
      outcome.missing = names(of: causes)
      outcome.faults = causes.faults
    default: break
    }
    return outcome
  }

  /// The missing facts, each once; a missing collection stands for its fields.
  func names(of causes: Causes) -> [String] {
    causes.facts.compactMap { facts.indices.contains($0) ? facts[$0] : nil }.sorted()
  }
}

/// A subexpression with its value in one evaluation.
public struct TraceStep: Sendable, Hashable, Codable {
  public var expression: String
  public var value: TraceValue
  public var unit: String

  /// The text of a subexpression, given by its bytes, on one line.
  static func source(_ text: String, _ range: Range<Int>) -> String {
    let bytes = text.utf8
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return "" }
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    let end = bytes.index(bytes.startIndex, offsetBy: range.upperBound)
    return oneLine(String(decoding: bytes[start..<end], as: UTF8.self))
  }

  /// The text with one space for each run of spaces, tabs and line ends.
  static func oneLine(_ text: String) -> String {
    let words = text.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }
}

/// A value for display: a floating-point number, a text, a truth value, or unknown.
public enum TraceValue: Sendable, Hashable, Codable {
  case number(Double)
  case text(String)
  case truth(Bool)
  case unknown

  init(_ value: Value) {
    switch value {
    case .number(let number): self = .number(number.double)
    case .text(let text): self = .text(text)
    case .truth(let truth): self = .truth(truth)
    case .date(let date): self = .text(date.description)
    case .record, .unknown: self = .unknown
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .unknown
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .truth(let truth): try container.encode(truth)
    case .unknown: try container.encodeNil()
    }
  }
}
