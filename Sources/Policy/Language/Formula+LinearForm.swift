/// The value of a formula as a quotient of two sums over records, of which some records may be left out
/// or stand in another state: what a linear program can take over from a rule.
public struct LinearForm: Sendable {
  /// `constant + Σ factor × sum`, where every `sum` adds up one contribution of each record.
  public struct Sum: Sendable {
    public struct Term: Sendable {
      public var factor: Rational
      /// A sum or count over the records of one collection.
      public var sum: Formula
    }

    public var constant: Rational
    public var terms: [Term]

    var isConstant: Bool { terms.isEmpty }

    init(_ constant: Rational, _ terms: [Term] = []) {
      self.constant = constant
      self.terms = terms
    }
  }

  public var numerator: Sum
  /// Constant 1 where the formula is no quotient.
  public var denominator: Sum
}

/// How the value of a fact follows from a decision about records.
public enum FactDependence: Sendable {
  /// The same, whatever is decided.
  case fixed
  /// A value of one record, which follows from what is decided about that record alone.
  case recordwise
  /// Follows from the decisions about several records.
  case joint
}

extension Formula {
  /// The formula as a quotient of linear sums; `nil` if it is none, or if a fixed fact is missing.
  ///
  /// Sums and counts over records, their sums, differences and multiples by what is fixed are linear; so
  /// is their quotient, as it is compared with a threshold. Conditions, extremes and products of two sums
  /// are not.
  ///
  /// - Parameters:
  ///   - facts: from which fixed values are taken.
  ///   - dependence: of a fact, such as `pieces.to_use`.
  public func linearForm(
    on facts: Facts, dependence: (String) -> FactDependence
  ) throws -> LinearForm? {
    try withoutActuallyEscaping(dependence) { dependence in
      try LinearReader(formula: self, facts: facts, dependence: dependence).form(plan, [:])
    }
  }

  /// Whether the formula is the greatest or the least value of single records: each record then decides for
  /// itself whether it breaks a limit.
  public func extreme(
    on facts: Facts, dependence: (String) -> FactDependence
  ) -> Extreme? {
    withoutActuallyEscaping(dependence) {
      LinearReader(formula: self, facts: nil, dependence: $0).extreme(plan)
    }
  }

  /// Whether the formula is a condition that stays true as records are added: `any` over records, and what
  /// `and` and `or` make of that and of fixed values.
  public func staysTrue(dependence: (String) -> FactDependence) -> Bool {
    withoutActuallyEscaping(dependence) {
      LinearReader(formula: self, facts: nil, dependence: $0).staysTrue(plan)
    }
  }

  public enum Extreme: Sendable {
    case greatest
    case least
  }

  /// A part of a formula that stands for itself.
  fileprivate init(_ plan: Plan, of whole: Formula) {
    text = whole.text
    self.plan = plan
    slots = whole.slots
    facts = whole.facts
  }
}

private struct LinearReader {
  typealias Extreme = Formula.Extreme

  let formula: Formula
  /// From which fixed values are taken.
  let facts: Facts?
  let dependence: (String) -> FactDependence

  func form(_ plan: Plan, _ locals: [Int: LinearForm]) throws -> LinearForm? {
    switch plan.operation {
    case .constant, .scalar: return try fixed(plan)
    case .local(let slot): return locals[slot]
    case .minus(let operand):
      return try form(operand, locals).flatMap { LinearForm.zero.plus($0, sign: -1) }
    case .binding(let slot, let value, let body):
      guard let bound = try form(value, locals) else { return nil }
      var inner = locals
      inner[slot] = bound
      return try form(body, inner)
    case .arithmetic(let operation, let left, let right):
      guard let a = try form(left, locals), let b = try form(right, locals) else { return nil }
      switch operation {
      case .add: return a.plus(b, sign: 1)
      case .subtract: return a.plus(b, sign: -1)
      case .multiply: return a.times(b)
      case .divide: return a.divided(by: b)
      default: return nil
      }
    case .aggregate(let function, let selection, let value):
      guard locals.keys.allSatisfy({ plan.isIndependent(of: $0) }) else { return nil }
      let parts = [selection.filter, value].compactMap { $0 }
      guard parts.flatMap(\.aggregates).allSatisfy({ isFixed($0, within: selection) }) else {
        return nil
      }
      let kinds = Set(parts.flatMap(\.factIndices) + [selection.fact]).map(kind)
      if kinds.contains(.joint) { return nil }
      if !kinds.contains(.recordwise) { return try fixed(plan) }
      guard function == .sum || function == .count else { return nil }
      return LinearForm(Sum(.zero, [.init(factor: .one, sum: Formula(plan, of: formula))]))
    case .condition, .function:
      let isFixed =
        plan.aggregates.isEmpty && plan.factIndices.allSatisfy { kind($0) == .fixed }
        && locals.keys.allSatisfy { plan.isIndependent(of: $0) }
      return isFixed ? try fixed(plan) : nil
    default: return nil
    }
  }

  private typealias Sum = LinearForm.Sum

  private func kind(_ fact: Int) -> FactDependence {
    formula.facts.indices.contains(fact) ? dependence(formula.facts[fact]) : .fixed
  }

  /// Whether an aggregate inside another looks only at records of a collection that is fixed.
  private func isFixed(_ selection: Plan.Selection, within outer: Plan.Selection) -> Bool {
    selection.collection != outer.collection && kind(selection.fact) == .fixed
  }

  private func kinds(of plans: [Plan]) -> Set<FactDependence> {
    Set(plans.flatMap(\.factIndices).map(kind))
  }

  /// The greatest or least value of single records.
  func extreme(_ plan: Plan) -> Extreme? {
    guard case .aggregate(let function, let selection, let value) = plan.operation,
      function == .max || function == .min
    else { return nil }
    let parts = [selection.filter, value].compactMap { $0 }
    guard parts.flatMap(\.aggregates).allSatisfy({ isFixed($0, within: selection) }),
      !kinds(of: parts).contains(.joint), kind(selection.fact) != .joint
    else { return nil }
    return function == .max ? .greatest : .least
  }

  func staysTrue(_ plan: Plan) -> Bool {
    switch plan.operation {
    case .and(let left, let right), .or(let left, let right):
      return staysTrue(left) && staysTrue(right)
    case .aggregate(.any, let selection, let value):
      // An aggregate inside could count the records that are added.
      let parts = [selection.filter, value].compactMap { $0 }
      return parts.flatMap(\.aggregates).isEmpty && !kinds(of: parts + [plan]).contains(.joint)
    default:
      return plan.aggregates.isEmpty && kinds(of: [plan]).isSubset(of: [.fixed])
    }
  }

  private func fixed(_ plan: Plan) throws -> LinearForm? {
    guard let facts, plan.factIndices.allSatisfy({ kind($0) == .fixed }) else { return nil }
    let outcome = try Formula(plan, of: formula).evaluate(facts, traced: false)
    return outcome.number.map { LinearForm(Sum($0)) }
  }
}

extension LinearForm {
  fileprivate static let zero = LinearForm(Sum(.zero))

  fileprivate init(_ numerator: Sum) {
    self.numerator = numerator
    denominator = Sum(.one)
  }

  fileprivate func plus(_ other: LinearForm, sign: Int) -> LinearForm? {
    if denominator.isOne, other.denominator.isOne {
      return numerator.plus(other.numerator, sign: sign).map { LinearForm($0) }
    }
    guard let a = numerator.times(other.denominator), let b = other.numerator.times(denominator),
      let numerator = a.plus(b, sign: sign),
      let denominator = denominator.times(other.denominator)
    else { return nil }
    return LinearForm(numerator: numerator, denominator: denominator)
  }

  fileprivate func times(_ other: LinearForm) -> LinearForm? {
    guard let numerator = numerator.times(other.numerator),
      let denominator = denominator.times(other.denominator)
    else { return nil }
    return LinearForm(numerator: numerator, denominator: denominator)
  }

  fileprivate func divided(by other: LinearForm) -> LinearForm? {
    times(LinearForm(numerator: other.denominator, denominator: other.numerator))
  }
}

extension LinearForm.Sum {
  fileprivate var isOne: Bool { isConstant && constant == .one }

  fileprivate func plus(_ other: LinearForm.Sum, sign: Int) -> LinearForm.Sum? {
    guard let other = sign < 0 ? other.times(LinearForm.Sum(Rational(-1))) : other,
      let constant = constant.adding(other.constant)
    else { return nil }
    return LinearForm.Sum(constant, terms + other.terms)
  }

  /// `nil` where both have terms, or a product does not fit.
  fileprivate func times(_ other: LinearForm.Sum) -> LinearForm.Sum? {
    guard isConstant || other.isConstant else { return nil }
    let (factor, sum) = isConstant ? (constant, other) : (other.constant, self)
    if factor == .one { return sum }
    guard let constant = sum.constant.multiplied(by: factor)?.reduced else { return nil }
    var terms: [Term] = []
    for term in sum.terms {
      guard let product = term.factor.multiplied(by: factor)?.reduced else { return nil }
      terms.append(Term(factor: product, sum: term.sum))
    }
    return LinearForm.Sum(constant, terms)
  }
}

extension Plan {
  fileprivate var children: [Plan] {
    switch operation {
    case .constant, .scalar, .local, .field: []
    case .minus(let operand), .not(let operand), .oneOf(let operand, _, _),
      .matches(let operand, _, _):
      [operand]
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right),
      .and(let left, let right), .or(let left, let right), .binding(_, let left, let right):
      [left, right]
    case .condition(let condition, let yes, let no): [condition, yes, no]
    case .aggregate(_, let selection, let value): [selection.filter, value].compactMap { $0 }
    case .function(_, let arguments): arguments
    }
  }

  fileprivate var aggregates: [Selection] {
    let inner = children.flatMap(\.aggregates)
    if case .aggregate(_, let selection, _) = operation { return [selection] + inner }
    return inner
  }

  /// The facts that it names, by their numbers in the formula.
  fileprivate var factIndices: [Int] {
    let own: [Int] =
      switch operation {
      case .scalar(_, let fact), .field(_, _, _, let fact): [fact]
      case .aggregate(_, let selection, _): [selection.fact]
      default: []
      }
    return own + children.flatMap(\.factIndices)
  }
}
