/// Reads tokens into a ``Syntax`` tree by recursive descent. Nesting is bounded, so every text
/// gives a tree or a ``FormulaError``.
struct Parser {
  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  private init(_ text: String) throws(FormulaError) {
    tokens = try Lexer.tokens(of: text)
  }

  /// A whole formula.
  static func formula(_ text: String) throws(FormulaError) -> Syntax {
    var parser = try Parser(text)
    let syntax = try parser.expression()
    try parser.expectEnd()
    return syntax
  }

  /// A complete witness selection.
  static func selection(_ text: String) throws(FormulaError) -> SelectionSyntax {
    var parser = try Parser(text)
    let variable = try parser.newName()
    try parser.expect("in")
    let at = parser.current.range.lowerBound
    let collection = try parser.newName()
    var selection = SelectionSyntax(
      variable: variable, collection: collection, collectionAt: at, filter: nil, measure: nil)
    if parser.accept("if") { selection.filter = try parser.expression() }
    if parser.accept("by") { selection.measure = try parser.expression() }
    try parser.expectEnd()
    return selection
  }

  // MARK: Tokens

  private var current: Token { tokens[index] }
  private var start: Int { current.range.lowerBound }
  private var lastEnd: Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }

  private mutating func advance() {
    if index + 1 < tokens.count { index += 1 }
  }

  private func at(_ word: String) -> Bool {
    switch current.kind {
    case .symbol(let text), .name(let text): text == word
    default: false
    }
  }

  private mutating func accept(_ word: String) -> Bool {
    guard at(word) else { return false }
    advance()
    return true
  }

  private mutating func expect(_ word: String) throws(FormulaError) {
    guard accept(word) else {
      throw FormulaError(start, zh: "此处应为“\(word)”", en: "expected ‘\(word)’ here")
    }
  }

  private func expectEnd() throws(FormulaError) {
    guard current.kind == .end else {
      throw FormulaError(start, zh: "公式在此之后有多余内容", en: "unexpected text after the formula")
    }
  }

  private mutating func newName() throws(FormulaError) -> String {
    guard case .name(let name) = current.kind, !Token.keywords.contains(name) else {
      throw FormulaError(start, zh: "此处应为名称", en: "expected a name here")
    }
    advance()
    return name
  }

  private mutating func nested<T>(
    _ body: (inout Parser) throws(FormulaError) -> T
  ) throws(FormulaError) -> T {
    depth += 1
    defer { depth -= 1 }
    guard depth <= FormulaLimits.depth else {
      throw FormulaError(
        start, zh: "公式嵌套超过 \(FormulaLimits.depth) 层",
        en: "the formula is nested deeper than \(FormulaLimits.depth) levels")
    }
    return try body(&self)
  }

  // MARK: Grammar

  private mutating func expression() throws(FormulaError) -> Syntax {
    try nested { parser throws(FormulaError) in
      let start = parser.start
      if parser.accept("let") {
        let name = try parser.newName()
        try parser.expect("=")
        let value = try parser.expression()
        try parser.expect(";")
        let body = try parser.expression()
        return .binding(name, value, body: body, start..<parser.lastEnd)
      }
      if parser.accept("if") {
        let condition = try parser.expression()
        try parser.expect("then")
        let yes = try parser.expression()
        try parser.expect("else")
        let no = try parser.expression()
        return .condition(condition, then: yes, otherwise: no, start..<parser.lastEnd)
      }
      return try parser.disjunction()
    }
  }

  private mutating func disjunction() throws(FormulaError) -> Syntax {
    try chain(["or": .or]) { parser throws(FormulaError) in
      try parser.chain(["and": .and]) { parser throws(FormulaError) in try parser.negation() }
    }
  }

  private mutating func negation() throws(FormulaError) -> Syntax {
    let start = start
    guard accept("not") else { return try comparison() }
    let operand = try nested { parser throws(FormulaError) in try parser.negation() }
    return .unary(.not, operand, start..<lastEnd)
  }

  private mutating func comparison() throws(FormulaError) -> Syntax {
    let start = start
    let left = try sum()
    let operators: [String: BinaryOperator] = [
      "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual, "==": .equal,
      "!=": .notEqual,
    ]
    if case .symbol(let symbol) = current.kind, let operation = operators[symbol] {
      advance()
      let right = try sum()
      return .binary(operation, left, right, start..<lastEnd)
    }
    let negated = at("not")
    if negated {
      advance()
      guard at("in") || at("~") else {
        throw FormulaError(self.start, zh: "此处应为“in”或“~”", en: "expected ‘in’ or ‘~’ here")
      }
    }
    if accept("in") {
      let list = try self.list()
      return .choice(left, list, matching: false, negated: negated, start..<lastEnd)
    }
    if accept("~") {
      let list = at("[") ? try self.list() : [try primary()]
      return .choice(left, list, matching: true, negated: negated, start..<lastEnd)
    }
    return left
  }

  private mutating func sum() throws(FormulaError) -> Syntax {
    try chain(["+": .add, "-": .subtract]) { parser throws(FormulaError) in
      try parser.chain(["*": .multiply, "/": .divide]) { parser throws(FormulaError) in
        try parser.factor()
      }
    }
  }

  /// Left-associative operators; each counts as a nesting level, because it deepens the tree.
  private mutating func chain(
    _ operators: [String: BinaryOperator],
    _ operand: (inout Parser) throws(FormulaError) -> Syntax
  ) throws(FormulaError) -> Syntax {
    let start = start
    let outer = depth
    defer { depth = outer }
    var left = try operand(&self)
    while true {
      let word: String
      switch current.kind {
      case .symbol(let text), .name(let text): word = text
      default: return left
      }
      guard let operation = operators[word] else { return left }
      advance()
      depth += 1
      let right = try nested(operand)
      left = .binary(operation, left, right, start..<lastEnd)
    }
  }

  private mutating func factor() throws(FormulaError) -> Syntax {
    let start = start
    if accept("-") {
      let operand = try nested { parser throws(FormulaError) in try parser.factor() }
      return .unary(.minus, operand, start..<lastEnd)
    }
    var syntax = try primary()
    while accept(".") {
      let member = try newName()
      syntax = .member(syntax, member, start..<lastEnd)
      depth += 1
      guard depth <= FormulaLimits.depth else {
        throw FormulaError(self.start, zh: "公式嵌套过深", en: "the formula is nested too deeply")
      }
    }
    return syntax
  }

  private mutating func primary() throws(FormulaError) -> Syntax {
    let start = start
    let token = current
    switch token.kind {
    case .number(let digits):
      advance()
      return .number(digits, unit: unitAfterNumber(), start..<lastEnd)
    case .text(let text):
      advance()
      return .text(text, token.range)
    case .date(let date):
      advance()
      return .date(date, token.range)
    case .symbol("("):
      advance()
      let inner = try expression()
      try expect(")")
      return inner
    case .name("true"), .name("false"):
      advance()
      return .truth(token.kind == .name("true"), token.range)
    case .name(let name) where !Token.keywords.contains(name):
      advance()
      guard accept("(") else { return .name(name, token.range) }
      if let function = AggregateFunction(rawValue: name) {
        return try aggregate(function, start: start)
      }
      var arguments: [Syntax] = []
      if !accept(")") {
        repeat { arguments.append(try expression()) } while accept(",")
        try expect(")")
      }
      return .call(name, arguments, start..<lastEnd)
    default:
      throw FormulaError(start, zh: "此处应为数值、名称或括号", en: "expected a value here")
    }
  }

  /// A number may be followed by a unit: `3 mu`, `5 %`.
  private mutating func unitAfterNumber() -> String? {
    if accept("%") { return "percent" }
    guard case .name(let name) = current.kind, !Token.keywords.contains(name), name != "by" else {
      return nil
    }
    advance()
    return name
  }

  private mutating func aggregate(
    _ function: AggregateFunction, start: Int
  ) throws(FormulaError) -> Syntax {
    let value = try expression()
    try expect("for")
    let variable = try newName()
    try expect("in")
    let at = self.start
    let collection = try newName()
    let filter = accept("if") ? try expression() : nil
    try expect(")")
    return .aggregate(
      function, value, variable: variable, collection: collection, collectionAt: at,
      filter: filter, start..<lastEnd)
  }

  private mutating func list() throws(FormulaError) -> [Syntax] {
    try expect("[")
    var items: [Syntax] = []
    repeat { items.append(try primary()) } while accept(",")
    try expect("]")
    return items
  }
}
