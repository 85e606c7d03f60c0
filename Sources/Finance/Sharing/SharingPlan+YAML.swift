import Groundwork
import YAMLFiles

extension SharingPlan {
  private static let report = YAMLNode.Report(
    "fund", only: "sharing-file",
    remedy: Localized(
      zh: "以 Policies/finance/sharing.yaml 为样式。",
      en: "Use Policies/finance/sharing.yaml as an example."))

  /// Reads a plan of sharing (`zhitu.sharing/1`).
  ///
  /// - Parameter income: gives the income that a line of the fund plan brings, by its id, so that it is
  ///   never typed twice.
  /// - Throws: Diagnostics `fund.sharing-file` with file and line, `fund.sharing`; what `income` throws.
  public init(yaml: String, file: String, income: (String) throws -> Money) throws {
    let (plan, faults) = try Self.read(yaml: yaml, file: file, income: income)
    guard let plan else { throw faults[0] }
    self = plan
  }

  /// Reads a plan of sharing and tells all that is wrong with it: the first fault of each value of the head, of
  /// each pool, item and household; where all can be read, what ``faults`` finds, with the line.
  ///
  /// - Returns: The plan, or `nil` with at least one fault.
  /// - Throws: What is no ``Groundwork/Diagnostic``.
  public static func read(
    yaml: String, file: String, income: (String) throws -> Money
  ) throws -> (plan: SharingPlan?, faults: [Diagnostic]) {
    var faults = FileFaults()
    guard
      let root = try faults.reading({ try YAMLNode.document(yaml, file: file, report: report) }),
      let map = try faults.reading({
        try root.mapping(["format", "title", "measures", "pools", "items", "households"])
      })
    else { return (nil, faults.all) }
    _ = try faults.reading {
      let format = try root.require("format", in: map)
      guard try format.text() == "zhitu.sharing/1" else {
        throw format.error(
          "format", zh: "format 应为 zhitu.sharing/1", en: "format must be zhitu.sharing/1",
          field: "format")
      }
    }
    let title = try faults.reading { try root.require("title", in: map).text() }
    let measures = try faults.reading { () throws -> [String: Localized] in
      var measures: [String: Localized] = [:]
      for (key, value) in try root.require("measures", in: map).pairs() {
        measures[key] = try value.localized()
      }
      return measures
    }
    // What each names could only be wrong because of them.
    guard let measures else { return (nil, faults.all) }
    var places: [String: String] = [:]
    func each<T>(
      _ key: String, isNeeded: Bool, _ id: (T) -> String, _ read: (YAMLNode) throws -> T
    ) throws -> [T] {
      let nodes = try faults.reading {
        try (isNeeded ? root.require(key, in: map) : map[key])?.list() ?? []
      }
      return try (nodes ?? []).compactMap { node in
        let value = try faults.reading { try read(node) }
        if let value { places[id(value)] = node.place }
        return value
      }
    }
    let pools = try each("pools", isNeeded: true, \.id) { try Self.pool($0, measures, income) }
    let items = try each("items", isNeeded: false, \.id) { try Self.item($0) }
    let households = try each("households", isNeeded: true, \.id) {
      try Self.household($0, measures)
    }
    guard faults.all.isEmpty, let title else { return (nil, faults.all) }
    let plan = SharingPlan(
      title: title, measures: measures, pools: pools, items: items, households: households)
    let wrong = plan.faults.map { $0.placed($0.feature.flatMap { places[$0] } ?? file) }
    return (wrong.isEmpty ? plan : nil, wrong)
  }

  private static func pool(
    _ node: YAMLNode, _ measures: [String: Localized], _ income: (String) throws -> Money
  ) throws -> Pool {
    let map = try node.mapping([
      "id", "title", "mode", "basis", "income", "deductions", "shares",
    ])
    let source = try node.require("income", in: map)
    let amount: Money
    var line: String?
    if source.isScalar {
      amount = try money(source)
    } else {
      let fund = try source.require("fund", in: source.mapping(["fund"])).text()
      line = fund
      do {
        amount = try income(fund)
      } catch let fault as Diagnostic {
        throw fault.placed(source.place)
      }
    }
    return Pool(
      id: try node.require("id", in: map).text(),
      title: try node.require("title", in: map).localized(),
      mode: try node.require("mode", in: map).oneOf(Mode.self),
      basis: try basis(node.require("basis", in: map)), income: amount, fundLine: line,
      deductions: try map["deductions"]?.list().map(deduction) ?? [],
      shares: try node.require("shares", in: map).list().map { try share($0, measures) })
  }

  private static func deduction(_ node: YAMLNode) throws -> Deduction {
    let map = try node.mapping(["title", "amount", "rate"])
    let title = try node.require("title", in: map).localized()
    if let rate = map["rate"] { return Deduction(title: title, amount: .rate(try percent(rate))) }
    return Deduction(title: title, amount: .fixed(try money(node.require("amount", in: map))))
  }

  private static func share(_ node: YAMLNode, _ measures: [String: Localized]) throws -> Share {
    let map = try node.mapping(["kind", "title", "weight", "by"])
    var by: [String: Int64] = [:]
    for (key, value) in try map["by"]?.pairs() ?? [] {
      guard measures[key] != nil else {
        throw value.error("measure", zh: "没有计量“\(key)”", en: "there is no measure ‘\(key)’")
      }
      by[key] = try hundredths(value)
    }
    return Share(
      kind: try node.require("kind", in: map).oneOf(Share.Kind.self),
      title: try node.require("title", in: map).localized(),
      weight: try hundredths(node.require("weight", in: map)), by: by)
  }

  private static func item(_ node: YAMLNode) throws -> Item {
    let map = try node.mapping(["id", "title", "measure", "price", "basis"])
    return Item(
      id: try node.require("id", in: map).text(),
      title: try node.require("title", in: map).localized(),
      measure: try node.require("measure", in: map).text(),
      price: try money(node.require("price", in: map)),
      basis: try basis(node.require("basis", in: map)))
  }

  private static func household(
    _ node: YAMLNode, _ measures: [String: Localized]
  ) throws -> Household {
    let map = try node.mapping([
      "id", "name", "village", "village_code", "organisation", "clearing", "measures",
    ])
    var own: [String: Int64] = [:]
    for (key, value) in try node.require("measures", in: map).pairs() {
      guard measures[key] != nil else {
        throw value.error("measure", zh: "没有计量“\(key)”", en: "there is no measure ‘\(key)’")
      }
      own[key] = try hundredths(value)
    }
    return Household(
      id: try node.require("id", in: map).text(), name: try node.require("name", in: map).text(),
      village: try map["village"]?.text() ?? "",
      villageCode: try villageCode(node.require("village_code", in: map)),
      organisation: try map["organisation"]?.text(), clearing: try map["clearing"].map(clearing),
      measures: own)
  }

  private static func villageCode(_ node: YAMLNode) throws -> String {
    let text = try node.text()
    guard text.wholeMatch(of: /\d{12}/) != nil else {
      throw node.error(
        "village-code", zh: "村代码应为 12 位数字", en: "the code of a village has 12 digits",
        field: "village_code")
    }
    return text
  }

  private static func clearing(_ node: YAMLNode) throws -> Clearing {
    let map = try node.mapping(["planned", "informed", "heard", "willing", "replacement"])
    return Clearing(
      isPlanned: try node.require("planned", in: map).boolean(),
      isInformed: try map["informed"]?.boolean(), isHeard: try map["heard"]?.boolean(),
      isWilling: try map["willing"]?.boolean(), hasReplacement: try map["replacement"]?.boolean())
  }

  private static func basis(_ node: YAMLNode) throws -> Basis {
    let map = try node.mapping(["title", "number", "day"])
    return Basis(
      title: try node.require("title", in: map).text(),
      number: try node.require("number", in: map).text(),
      day: try node.require("day", in: map).text())
  }

  /// 元 with at most two places.
  private static func money(_ node: YAMLNode) throws -> Money { Money(fen: try hundredths(node)) }

  /// A number of at most two places, not below zero, in hundredths; more are refused, not rounded.
  private static func hundredths(_ node: YAMLNode) throws -> Int64 {
    let text = try node.text()
    guard let match = text.wholeMatch(of: /(\d{1,13})(?:\.(\d{1,2}))?/),
      let whole = Int64(match.1),
      let part = Int64(
        (match.2.map(String.init) ?? "").padding(toTwo: "0"))
    else {
      throw node.error(
        "number", zh: "“\(text)”应为最多两位小数的非负数",
        en: "‘\(text)’ must be a number of at most two places, not below zero")
    }
    return whole * 100 + part
  }

  private static func percent(_ node: YAMLNode) throws -> FundRate {
    let text = try node.text()
    guard let match = text.wholeMatch(of: /(\d{1,3})(?:\.(\d{1,2}))?%/), let whole = Int64(match.1),
      let part = Int64((match.2.map(String.init) ?? "").padding(toTwo: "0")), whole <= 100
    else {
      throw node.error("percent", zh: "应写成 0%–100%", en: "write 0% to 100%")
    }
    return FundRate(millionths: whole * 10_000 + part * 100)
  }
}

extension String {
  fileprivate func padding(toTwo filler: Character) -> String {
    self + String(repeating: filler, count: max(0, 2 - count))
  }
}
