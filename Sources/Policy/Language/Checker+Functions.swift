import Groundwork

extension Checker {
  mutating func call(
    _ name: String, _ arguments: [Syntax], _ range: Range<Int>
  ) throws(FormulaError) -> Plan {
    if name == "threshold_of" { return try thresholdOf(arguments, range) }
    guard let function = Function(rawValue: name) else {
      throw FormulaError(
        range.lowerBound, zh: "没有函数“\(name)”", en: "there is no function ‘\(name)’")
    }
    var plans: [Plan] = []
    for argument in arguments { plans.append(try plan(argument)) }
    func need(_ count: Int) throws(FormulaError) {
      guard plans.count == count else {
        throw FormulaError(
          range.lowerBound, zh: "函数“\(name)”需要 \(count) 个参数",
          en: "the function ‘\(name)’ takes \(count) arguments")
      }
    }
    func require(_ index: Int, _ type: ValueType) throws(FormulaError) {
      guard plans[index].type == type else {
        throw mismatch(arguments[index], plans[index], type.name)
      }
    }
    switch function {
    case .abs, .least, .greatest:
      if function == .abs { try need(1) }
      guard let first = plans.first else {
        throw FormulaError(range.lowerBound, zh: "缺少参数", en: "an argument is missing")
      }
      for (index, plan) in plans.enumerated() {
        guard case .number = plan.type else {
          throw mismatch(arguments[index], plan, Localized(zh: "数", en: "a number"))
        }
        try require(index, first.type)
      }
      return Plan(.function(function, plans), first.type, unit: first.unit, range)
    case .year:
      try need(1)
      try require(0, .date)
      return Plan(.function(function, plans), .number(.none), unit: "number", range)
    case .startsWith:
      try need(2)
      try require(0, .text)
      try require(1, .text)
      return Plan(.function(function, plans), .truth, range)
    case .yearsBetween:
      try need(2)
      try require(0, .date)
      try require(1, .date)
      return Plan(.function(function, plans), .number(.none), unit: "year", range)
    case .addDays, .addMonths, .addYears:
      try need(2)
      try require(0, .date)
      try require(1, .number(.none))
      return Plan(.function(function, plans), .date, range)
    }
  }

  private func thresholdOf(
    _ arguments: [Syntax], _ range: Range<Int>
  ) throws(FormulaError) -> Plan {
    guard arguments.count == 1, case .text(let id, _) = arguments[0] else {
      throw FormulaError(
        range.lowerBound, zh: "应写作 threshold_of(\"规则编号\")",
        en: "write threshold_of(\"rule id\")")
    }
    guard let threshold = thresholds[id] else {
      throw FormulaError(
        range.lowerBound, zh: "本规则包没有唯一的规则“\(id)”",
        en: "this pack has no single rule ‘\(id)’")
    }
    return Plan(
      .constant(.number(threshold.value)), .number(threshold.unit.dimension), range)
  }
}
