import Groundwork

/// Checks names, types and units of a formula against a catalogue and turns it into a ``Plan``.
struct Checker {
  let catalogue: FactCatalogue
  /// Named constants, such as `threshold`, in base units.
  let constants: [String: (value: Rational, unit: UnitOfMeasure)]
  /// The thresholds of the pack's rules, for `threshold_of("NB-04")`.
  let thresholds: [String: (value: Rational, unit: UnitOfMeasure)]

  /// The facts that the formula names, in the order of their first use.
  private(set) var facts: [String] = []
  /// How many variable slots the formula needs.
  private(set) var slots = 0
  private var scope: [String: (slot: Int, type: ValueType, unit: String)] = [:]
  private var aggregates = 0

  init(
    catalogue: FactCatalogue, constants: [String: (value: Rational, unit: UnitOfMeasure)] = [:],
    thresholds: [String: (value: Rational, unit: UnitOfMeasure)] = [:]
  ) {
    self.catalogue = catalogue
    self.constants = constants
    self.thresholds = thresholds
  }

  mutating func plan(_ syntax: Syntax) throws(FormulaError) -> Plan {
    let range = syntax.range
    switch syntax {
    case .number(let digits, let unit, _): return try number(digits, unit, range)
    case .text(let text, _): return Plan(.constant(.text(text)), .text, range)
    case .date(let date, _): return Plan(.constant(.date(date)), .date, range)
    case .truth(let truth, _): return Plan(.constant(.truth(truth)), .truth, range)
    case .name(let name, _): return try self.name(name, range)
    case .member(let base, let name, _): return try member(base, name, range)
    case .call(let name, let arguments, _): return try call(name, arguments, range)
    case .unary(.minus, let operand, _):
      let plan = try numeric(operand)
      return Plan(.minus(plan), plan.type, unit: plan.unit, range)
    case .unary(.not, let operand, _): return Plan(.not(try truth(operand)), .truth, range)
    case .binary(let operation, let left, let right, _):
      return try binary(operation, left, right, range)
    case .choice(let left, let items, let matching, let negated, _):
      return try choice(left, items, matching: matching, negated: negated, range)
    case .condition(let condition, let yes, let no, _):
      let test = try truth(condition)
      let first = try plan(yes)
      let second = try plan(no)
      let type = try common(yes, first, no, second)
      let unit = first.unit == second.unit ? first.unit : nil
      return Plan(.condition(test, first, second), type, unit: unit, range)
    case .binding(let name, let value, let body, _):
      return try binding(name, value, body, range)
    case .aggregate: return try aggregate(syntax)
    }
  }

  // MARK: Expectations

  mutating func truth(_ syntax: Syntax) throws(FormulaError) -> Plan {
    let plan = try plan(syntax)
    guard plan.type == .truth else {
      throw mismatch(syntax, plan, Localized(zh: "真假", en: "a truth value"))
    }
    return plan
  }

  mutating func numeric(_ syntax: Syntax) throws(FormulaError) -> Plan {
    let plan = try plan(syntax)
    guard case .number = plan.type else {
      throw mismatch(syntax, plan, Localized(zh: "数", en: "a number"))
    }
    return plan
  }

  func mismatch(_ syntax: Syntax, _ plan: Plan, _ wanted: Localized) -> FormulaError {
    FormulaError(
      syntax.range.lowerBound, zh: "此处应为\(wanted.zh)，而公式给出\(plan.type.name.zh)",
      en: "expected \(wanted.en), found \(plan.type.name.en)")
  }

  /// The common type of two operands that are compared, added or alternatives.
  private func common(
    _ left: Syntax, _ a: Plan, _ right: Syntax, _ b: Plan
  ) throws(FormulaError) -> ValueType {
    if a.type == b.type { return a.type }
    if case .number = a.type, case .number = b.type {
      if left.isBareZero { return b.type }
      if right.isBareZero { return a.type }
    }
    throw FormulaError(
      right.range.lowerBound, zh: "单位或类型不一致：\(a.type.name.zh)与\(b.type.name.zh)",
      en: "units or types do not agree: \(a.type.name.en) and \(b.type.name.en)")
  }

  // MARK: Leaves

  private func number(
    _ digits: String, _ unit: String?, _ range: Range<Int>
  ) throws(FormulaError) -> Plan {
    guard let value = Rational(decimal: digits) else {
      throw FormulaError(range.lowerBound, zh: "数值过长", en: "the number has too many digits")
    }
    guard let unit else { return Plan(.constant(.number(value)), .number(.none), range) }
    guard let known = UnitOfMeasure.named(unit), let base = value.multiplied(by: known.factor)
    else {
      throw FormulaError(range.lowerBound, zh: "没有单位“\(unit)”", en: "there is no unit ‘\(unit)’")
    }
    return Plan(.constant(.number(base)), .number(known.dimension), range)
  }

  private mutating func name(_ name: String, _ range: Range<Int>) throws(FormulaError) -> Plan {
    if let local = scope[name] {
      return Plan(.local(local.slot), local.type, unit: local.unit, range)
    }
    if let constant = constants[name] {
      return Plan(
        .constant(.number(constant.value)), .number(constant.unit.dimension),
        unit: constant.unit.dimension == .none ? constant.unit.name : nil, range)
    }
    if let index = catalogue.scalarIndex(name) {
      let field = catalogue.scalars[index]
      let fact = try number(ofFact: name, range)
      return Plan(
        .scalar(index, fact: fact), field.type.valueType, unit: field.type.traceUnit, range)
    }
    if catalogue.collectionIndex(name) != nil {
      throw FormulaError(
        range.lowerBound, zh: "集合“\(name)”只能用于 sum、count 等汇总",
        en: "the collection ‘\(name)’ can only be used inside an aggregate such as sum or count")
    }
    throw FormulaError(
      range.lowerBound, zh: "事实目录中没有“\(name)”", en: "there is no fact named ‘\(name)’")
  }

  private mutating func member(
    _ base: Syntax, _ name: String, _ range: Range<Int>
  ) throws(FormulaError) -> Plan {
    let record = try plan(base)
    guard case .record(let collection) = record.type, case .local(let slot) = record.operation
    else { throw mismatch(base, record, Localized(zh: "记录", en: "a record")) }
    let owner = catalogue.collections[collection]
    guard let column = owner.fieldIndex(name) else {
      throw FormulaError(
        range.lowerBound, zh: "集合“\(owner.name)”没有字段“\(name)”",
        en: "the collection ‘\(owner.name)’ has no field ‘\(name)’")
    }
    let field = owner.fields[column]
    let fact = try number(ofFact: "\(owner.name).\(name)", range)
    return Plan(
      .field(slot: slot, collection: collection, column: column, fact: fact),
      field.type.valueType, unit: field.type.traceUnit, range)
  }

  private mutating func number(
    ofFact name: String, _ range: Range<Int>
  ) throws(FormulaError) -> Int {
    if let index = facts.firstIndex(of: name) { return index }
    guard facts.count < FormulaLimits.facts else {
      throw FormulaError(
        range.lowerBound, zh: "公式引用的事实超过 \(FormulaLimits.facts) 个",
        en: "the formula names more than \(FormulaLimits.facts) facts")
    }
    facts.append(name)
    return facts.count - 1
  }

  // MARK: Operators

  private mutating func binary(
    _ operation: BinaryOperator, _ left: Syntax, _ right: Syntax, _ range: Range<Int>
  ) throws(FormulaError) -> Plan {
    switch operation {
    case .and: return Plan(.and(try truth(left), try truth(right)), .truth, range)
    case .or: return Plan(.or(try truth(left), try truth(right)), .truth, range)
    case .add, .subtract:
      let a = try plan(left)
      let b = try plan(right)
      if operation == .subtract, a.type == .date, b.type == .date {
        return Plan(.arithmetic(.subtract, a, b), .number(Dimension(time: 1)), range)
      }
      let type = try common(left, a, right, b)
      guard case .number = type else {
        throw mismatch(left, a, Localized(zh: "数", en: "a number"))
      }
      return Plan(
        .arithmetic(operation, a, b), type, unit: a.unit == b.unit ? a.unit : nil, range)
    case .multiply, .divide:
      let a = try numeric(left)
      let b = try numeric(right)
      guard case .number(let x) = a.type, case .number(let y) = b.type,
        let dimension = operation == .multiply ? x.times(y) : x.over(y)
      else {
        throw FormulaError(range.lowerBound, zh: "单位的幂次过高", en: "the unit has too high a power")
      }
      return Plan(.arithmetic(operation, a, b), .number(dimension), range)
    default:
      let a = try plan(left)
      let b = try plan(right)
      let type = try common(left, a, right, b)
      switch type {
      case .number, .date: break
      case .text, .truth:
        guard operation == .equal || operation == .notEqual else {
          throw FormulaError(
            range.lowerBound, zh: "\(type.name.zh)只能用 == 或 != 比较",
            en: "\(type.name.en) can only be compared with == or !=")
        }
      case .record:
        throw mismatch(left, a, Localized(zh: "可比较的值", en: "a value that can be compared"))
      }
      return Plan(.comparison(operation, a, b), .truth, range)
    }
  }

  private mutating func choice(
    _ left: Syntax, _ items: [Syntax], matching: Bool, negated: Bool, _ range: Range<Int>
  ) throws(FormulaError) -> Plan {
    let subject = try plan(left)
    if matching {
      guard subject.type == .text else {
        throw mismatch(left, subject, Localized(zh: "文字", en: "a text"))
      }
      var patterns: [Plan.Pattern] = []
      for item in items {
        guard case .text(let text, _) = item, !text.dropLast().contains("*"), !text.isEmpty else {
          throw FormulaError(
            item.range.lowerBound, zh: "此处应为 \"0601\" 或 \"01*\" 这样的编码",
            en: "expected a code such as \"0601\" or \"01*\" here")
        }
        patterns.append(text.last == "*" ? .prefix(String(text.dropLast())) : .exact(text))
      }
      return Plan(.matches(subject, patterns, negated: negated), .truth, range)
    }
    var values: [Value] = []
    for item in items {
      let plan = try plan(item)
      guard case .constant(let value) = plan.operation else {
        throw FormulaError(
          item.range.lowerBound, zh: "列表中只能写常量", en: "a list may hold constants only")
      }
      _ = try common(left, subject, item, plan)
      values.append(value)
    }
    if case .record = subject.type {
      throw mismatch(left, subject, Localized(zh: "可比较的值", en: "a value that can be compared"))
    }
    return Plan(.oneOf(subject, values, negated: negated), .truth, range)
  }

  private mutating func binding(
    _ name: String, _ value: Syntax, _ body: Syntax, _ range: Range<Int>
  ) throws(FormulaError) -> Plan {
    let bound = try plan(value)
    if case .record = bound.type {
      throw mismatch(value, bound, Localized(zh: "值", en: "a value"))
    }
    let slot = try declare(name, bound.type, unit: bound.unit, range)
    let rest = try plan(body)
    scope[name] = nil
    return Plan(.binding(slot: slot, bound, body: rest), rest.type, unit: rest.unit, range)
  }

  private mutating func declare(
    _ name: String, _ type: ValueType, unit: String, _ range: Range<Int>
  ) throws(FormulaError) -> Int {
    guard scope[name] == nil, constants[name] == nil, catalogue.scalarIndex(name) == nil,
      catalogue.collectionIndex(name) == nil
    else {
      throw FormulaError(
        range.lowerBound, zh: "名称“\(name)”已有含义", en: "the name ‘\(name)’ already means something")
    }
    defer { slots += 1 }
    scope[name] = (slots, type, unit)
    return slots
  }

  // MARK: Aggregates

  private mutating func aggregate(_ syntax: Syntax) throws(FormulaError) -> Plan {
    guard
      case .aggregate(let function, let value, let variable, let name, let at, let filter, _) =
        syntax
    else { return try plan(syntax) }
    var selection = try open(variable: variable, collection: name, at: at)
    defer { close(variable) }
    if let filter { selection.filter = try truth(filter) }
    let inner = try plan(value)
    let range = syntax.range
    func result(_ type: ValueType, unit: String? = nil) -> Plan {
      Plan(.aggregate(function, selection, value: inner), type, unit: unit, range)
    }
    switch (function, inner.type) {
    case (.count, .record): return result(.number(.none), unit: "count")
    case (.count, _): throw mismatch(value, inner, Localized(zh: "记录", en: "a record"))
    case (.sum, .number), (.max, .number), (.min, .number):
      return result(inner.type, unit: inner.unit)
    case (.max, .date), (.min, .date): return result(.date)
    case (.sum, _), (.max, _), (.min, _):
      throw mismatch(value, inner, Localized(zh: "数", en: "a number"))
    case (.all, .truth), (.any, .truth): return result(.truth)
    case (.all, _), (.any, _):
      throw mismatch(value, inner, Localized(zh: "真假", en: "a truth value"))
    case (.one, .record): throw mismatch(value, inner, Localized(zh: "值", en: "a value"))
    case (.one, _): return result(inner.type, unit: inner.unit)
    }
  }

  /// Brings a record variable into scope.
  mutating func open(
    variable: String, collection name: String, at offset: Int
  ) throws(FormulaError) -> Plan.Selection {
    guard let collection = catalogue.collectionIndex(name) else {
      throw FormulaError(offset, zh: "没有集合“\(name)”", en: "there is no collection ‘\(name)’")
    }
    aggregates += 1
    guard aggregates <= FormulaLimits.aggregateDepth else {
      throw FormulaError(
        offset, zh: "汇总嵌套超过 \(FormulaLimits.aggregateDepth) 层",
        en: "aggregates are nested deeper than \(FormulaLimits.aggregateDepth) levels")
    }
    let range = offset..<offset
    let fact = try number(ofFact: name, range)
    let slot = try declare(variable, .record(collection), unit: "record", range)
    return Plan.Selection(collection: collection, slot: slot, filter: nil, fact: fact)
  }

  mutating func close(_ variable: String) {
    scope[variable] = nil
    aggregates -= 1
  }
}
