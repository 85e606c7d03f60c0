import Groundwork
import YAMLFiles

extension FundPlan {
  private static let report = YAMLNode.Report(
    "fund", only: "file",
    remedy: Localized(
      zh: "以 Docs/fund.md 的样例为样式。", en: "Take the example of Docs/fund.md as the model."))

  /// Reads a fund plan (`zhitu.fund/1`).
  ///
  /// - Parameter resolve: gives the quantity of an origin in hundredths of its unit (0.01 m² of an
  ///   area), so that what the ledger and the quota book know is never typed twice.
  /// - Throws: Diagnostic `fund.file` with file and line; what `resolve` throws; see ``check()``.
  public init(
    yaml: String, file: String, resolve: (FundLine.Origin) throws -> Int64
  ) throws {
    let (plan, faults) = try Self.read(yaml: yaml, file: file, resolve: resolve)
    guard let plan else { throw faults[0] }
    self = plan
  }

  /// Reads a fund plan and tells all that is wrong with it: the first fault of each value of the head, of each
  /// row and of each source of money; where all can be read, what ``faults`` finds, with the line.
  ///
  /// - Returns: The plan, or `nil` with at least one fault.
  /// - Throws: What is no ``Groundwork/Diagnostic``.
  public static func read(
    yaml: String, file: String, resolve: (FundLine.Origin) throws -> Int64
  ) throws -> (plan: FundPlan?, faults: [Diagnostic]) {
    var faults = FileFaults()
    guard
      let root = try faults.reading({ try YAMLNode.document(yaml, file: file, report: report) }),
      let map = try faults.reading({
        try root.mapping([
          "format", "title", "price_year", "first_year", "years", "discount", "lines", "financing",
        ])
      })
    else { return (nil, faults.all) }
    _ = try faults.reading {
      let format = try root.require("format", in: map)
      guard try format.text() == "zhitu.fund/1" else {
        throw format.error(
          "format", zh: "format 应为 zhitu.fund/1", en: "format must be zhitu.fund/1",
          field: "format")
      }
    }
    let title = try faults.reading { try root.require("title", in: map).text() }
    let price = try faults.reading { try whole(root.require("price_year", in: map)) }
    let first = try faults.reading { try whole(root.require("first_year", in: map)) }
    let years = try faults.reading { try whole(root.require("years", in: map)) }
    let discount = try faults.reading { try rate(root.require("discount", in: map)) }
    let rows = try faults.reading { try root.require("lines", in: map).list() } ?? []
    let (lines, places) = try Self.lines(rows, &faults, resolve)
    var loans: [FundLoan] = []
    var loanPlaces: [String: String] = [:]
    for node in try faults.reading({ try map["financing"]?.list() ?? [] }) ?? [] {
      guard let loan = try faults.reading({ try Self.loan(node) }) else { continue }
      loans.append(loan)
      loanPlaces[loan.id] = node.place
    }
    guard faults.all.isEmpty, let title, let price, let first, let years, let discount else {
      return (nil, faults.all)
    }
    let plan = FundPlan(
      title: title, priceYear: price, firstYear: first, years: years, discount: discount,
      lines: lines, loans: loans)
    if let wrong = plan.tableFaults {
      return (nil, wrong.map { $0.placed(map["years"]?.place ?? file) })
    }
    let wrong =
      plan.rowFaults.map { $0.placed($0.feature.flatMap { places[$0] } ?? file) }
      + plan.loanFaults.map { $0.placed($0.feature.flatMap { loanPlaces[$0] } ?? file) }
    return (wrong.isEmpty ? plan : nil, wrong)
  }

  /// The rows that can be read, and where they stand. A row that takes its quantity from a faulty row is left
  /// out without a fault of its own.
  private static func lines(
    _ nodes: [YAMLNode], _ faults: inout FileFaults,
    _ resolve: (FundLine.Origin) throws -> Int64
  ) throws -> (lines: [FundLine], places: [String: String]) {
    var lines: [FundLine] = []
    var places: [String: String] = [:]
    var faulty: Set<String> = []
    for node in nodes {
      let quantity = (try? node.pairs())?.first { $0.key == "quantity" }?.value
      let isFollower = quantity?.peek("line").map(faulty.contains) ?? false
      let known = lines
      if !isFollower, let line = try faults.reading({ try Self.line(node, after: known, resolve) })
      {
        lines.append(line)
        places[line.id] = node.place
      } else if let id = node.peek("id") {
        faulty.insert(id)
      }
    }
    return (lines, places)
  }

  private static func line(
    _ node: YAMLNode, after lines: [FundLine], _ resolve: (FundLine.Origin) throws -> Int64
  ) throws -> FundLine {
    let map = try node.mapping([
      "id", "title", "side", "phase", "price", "unit", "quantity", "years", "share_of", "rate",
      "source",
    ])
    let amount: FundLine.Amount
    if let shares = map["share_of"] {
      amount = .share(of: try shares.texts(), rate: try rate(node.require("rate", in: map)))
    } else {
      let unit = try node.require("unit", in: map).oneOf(FundLine.Unit.self)
      let (quantity, origin) = try quantity(
        node.require("quantity", in: map), unit, after: lines, resolve)
      amount = .priced(
        price: try money(node.require("price", in: map)), unit: unit, quantity: quantity,
        origin: origin)
    }
    return FundLine(
      id: try node.require("id", in: map).text(),
      title: try node.require("title", in: map).localized(),
      side: try node.require("side", in: map).oneOf(FundLine.Side.self),
      phase: try node.require("phase", in: map).oneOf(FundLine.Phase.self), amount: amount,
      schedule: try map["years"].map(schedule) ?? [:], source: try map["source"].map(source))
  }

  private static func quantity(
    _ node: YAMLNode, _ unit: FundLine.Unit, after lines: [FundLine],
    _ resolve: (FundLine.Origin) throws -> Int64
  ) throws -> (Int64, FundLine.Origin) {
    if node.isScalar {
      let typed = try hundredths(node)
      // 亩 × 200 000 / 3 in 0.01 m²; m² × 100 is what the text gives already.
      let area = unit == .mu ? rounded(Int128(typed) * 2000, 3) : typed
      return (area, .typed)
    }
    let map = try node.mapping(["ledger", "projects", "quota", "line", "times"])
    if let line = map["line"] {
      let times = Int64(try map["times"].map(whole) ?? 1)
      let id = try line.text()
      guard times > 0,
        let found = FundPlan.quantity(of: id, times: times, as: unit, in: lines)
      else {
        throw node.error(
          "line", zh: "“\(id)”前面没有这样的行，或单位不同，或倍数不是正整数",
          en: "no row ‘\(id)’ with such a unit stands before it, or the times are not above zero",
          field: "line")
      }
      return (found, .line(id, times: times))
    }
    let origin: FundLine.Origin
    if let ledger = map["ledger"] {
      let projects = try map["projects"]?.texts()
      if projects?.isEmpty == true {
        throw node.error(
          "projects", zh: "projects 须列出项目", en: "name the projects", field: "projects")
      }
      let kind = try ledger.text()
      origin = projects.map { .ledgerOf(kind: kind, projects: $0) } ?? .ledger(kind)
    } else {
      origin = .quota(kind: try node.require("quota", in: map).text())
    }
    do {
      return (try resolve(origin), origin)
    } catch let fault as Diagnostic {
      throw fault.placed(node.place)
    }
  }

  private static func loan(_ node: YAMLNode) throws -> FundLoan {
    let map = try node.mapping([
      "id", "title", "kind", "draws", "rate", "repaid_from", "repaid_to", "repayment", "as_capital",
      "stated",
    ])
    var loan = FundLoan(
      id: try node.require("id", in: map).text(),
      title: try node.require("title", in: map).localized(),
      kind: try node.require("kind", in: map).oneOf(FundLoan.Kind.self),
      draws: try amounts(node.require("draws", in: map)),
      rate: try map["rate"].map(rate) ?? .zero,
      repaidFrom: try map["repaid_from"].map(whole) ?? 0,
      repaidTo: try map["repaid_to"].map(whole) ?? 0,
      repayment: try map["repayment"]?.oneOf(FundLoan.Repayment.self) ?? .equalPrincipal,
      asCapital: try map["as_capital"].map(amounts) ?? [:])
    loan.stated = try map["stated"].map(statements)
    return loan
  }

  private static func statements(_ node: YAMLNode) throws -> FundLoan.Statements {
    let map = try node.mapping([
      "document", "negative_list", "guarantee", "buy_back", "guaranteed_return",
      "fiscal_repayment",
    ])
    return FundLoan.Statements(
      document: try node.require("document", in: map).text(),
      isOnNegativeList: try map["negative_list"]?.boolean(),
      isGuaranteed: try map["guarantee"]?.boolean(),
      isBoughtBack: try map["buy_back"]?.boolean(),
      hasGuaranteedReturn: try map["guaranteed_return"]?.boolean(),
      isRepaidFromBudget: try map["fiscal_repayment"]?.boolean())
  }

  private static func source(_ node: YAMLNode) throws -> FundLine.Source {
    let map = try node.mapping(["place", "year", "text", "grade"])
    return FundLine.Source(
      place: try node.require("place", in: map).text(),
      year: try whole(node.require("year", in: map)),
      text: try node.require("text", in: map).text(),
      grade: try node.require("grade", in: map).text())
  }

  private static func schedule(_ node: YAMLNode) throws -> [Int: Int64] {
    var result: [Int: Int64] = [:]
    for (key, value) in try node.pairs() { result[try year(key, node)] = Int64(try whole(value)) }
    return result
  }

  private static func amounts(_ node: YAMLNode) throws -> [Int: Money] {
    var result: [Int: Money] = [:]
    for (key, value) in try node.pairs() { result[try year(key, node)] = try money(value) }
    return result
  }

  private static func year(_ text: String, _ node: YAMLNode) throws -> Int {
    guard let year = Int(text) else {
      throw node.error("year", zh: "“\(text)”不是年份", en: "‘\(text)’ is no year")
    }
    return year
  }

  private static func whole(_ node: YAMLNode) throws -> Int {
    guard let value = Int(try node.text()) else {
      throw node.error("number", zh: "应为整数", en: "expected a whole number")
    }
    return value
  }

  /// 元 with at most two places.
  private static func money(_ node: YAMLNode) throws -> Money { Money(fen: try hundredths(node)) }

  private static func hundredths(_ node: YAMLNode) throws -> Int64 {
    try decimal(node, places: 2)
  }

  /// `4.2%` or `0.042`.
  private static func rate(_ node: YAMLNode) throws -> FundRate {
    let text = try node.text()
    if text.hasSuffix("%") {
      return FundRate(millionths: try decimal(String(text.dropLast()), places: 4, node))
    }
    return FundRate(millionths: try decimal(text, places: 6, node))
  }

  private static func decimal(_ node: YAMLNode, places: Int) throws -> Int64 {
    try decimal(node.text(), places: places, node)
  }

  /// A decimal as a whole number of its last place; more places are refused, not rounded.
  private static func decimal(_ text: String, places: Int, _ node: YAMLNode) throws -> Int64 {
    let digits = text.replacing("_", with: "").replacing(",", with: "")
    guard let match = digits.wholeMatch(of: /(-?)(\d{1,13})(?:\.(\d+))?/),
      match.3.map({ $0.count <= places }) ?? true
    else {
      throw node.error(
        "number", zh: "“\(text)”应为最多 \(places) 位小数的数",
        en: "‘\(text)’ must be a number of at most \(places) places")
    }
    let fraction = (match.3.map(String.init) ?? "").padding(places)
    guard let value = Int64(match.2 + fraction) else {
      throw node.error("number", zh: "“\(text)”太大", en: "‘\(text)’ is too large")
    }
    return match.1.isEmpty ? value : -value
  }
}

extension String {
  fileprivate func padding(_ places: Int) -> String {
    self + String(repeating: "0", count: max(0, places - count))
  }
}

extension Diagnostic {
  /// The same with the place in the file, where it names none yet.
  func placed(_ place: String) -> Diagnostic {
    var fault = self
    fault.file = file ?? place
    return fault
  }
}
