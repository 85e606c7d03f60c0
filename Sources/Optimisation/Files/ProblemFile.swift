import Certificates
import Groundwork
import YAMLFiles

/// A problem as a planner writes it down, in YAML; `Docs/optimisation.md` describes the keys.
public enum ProblemFile: Sendable {
  case portfolio(PortfolioProblem)
  case exchange(ExchangeRequest)
  case ground(ChoiceRequest)

  private enum Kind: String, CaseIterable { case portfolio, exchange, ground }

  /// - Throws: ``Diagnostic`` with a code that begins with `problem.`, which names file and line.
  public init(_ text: String, file: String) throws(Diagnostic) {
    let root = try YAMLNode.document(text, file: file, report: YAMLNode.Report("problem"))
    guard root.peek("problem") != nil else {
      throw root.error(
        "missing-key", zh: "缺少“problem”：portfolio、exchange 或 ground",
        en: "‘problem’ is missing: portfolio, exchange or ground", field: "problem")
    }
    var kind: Kind?
    for (key, value) in try root.pairs() where key == "problem" {
      kind = try value.oneOf(Kind.self)
    }
    switch kind {
    case .exchange: self = .exchange(try ExchangeRequest(root))
    case .ground: self = .ground(try ChoiceRequest(root))
    case .portfolio, nil: self = .portfolio(try PortfolioProblem(root))
    }
  }
}

/// An exchange of farmland with forest on the ground of a vector file.
public struct ExchangeRequest: Hashable, Sendable {
  public var ground: GroundFile
  /// What the codes of farmland, and of what it is exchanged with, begin with.
  public var farmland: [String]
  public var counterpart: [String]
  public var objective: ExchangeProblem.Objective
  public var pairs: Int
  public var keepsFarmland: Bool
  /// The least change of the mean number of farmland neighbours.
  public var leastContiguityChange: Double?
  /// The largest change of the mean slope, in percent.
  public var mostSlopeChange: Double?
  /// The least change of the area in blocks (百亩方) in hectares, and of their number.
  public var leastBlockAreaChange: Double?
  public var leastBlockChange: Int?
  /// The least area of a block in 0.01 m², 100 亩 unless the file says otherwise.
  public var leastBlock: Int64
  /// Parcels that keep their class, by id.
  public var locked: Set<String>
  /// Where the request stands: `file:line`.
  public var place: String

  init(_ root: YAMLNode) throws(Diagnostic) {
    place = root.place
    let map = try root.mapping([
      "problem", "ground", "farmland", "counterpart", "objective", "pairs", "keep_farmland",
      "contiguity_change_at_least", "slope_change_percent_at_most", "block_area_ha_at_least",
      "blocks_at_least", "block_m2", "lock",
    ])
    ground = try GroundFile(root.require("ground", in: map), value: "slope")
    farmland = try root.require("farmland", in: map).texts()
    counterpart = try root.require("counterpart", in: map).texts()
    objective = try root.require("objective", in: map).oneOf(ExchangeProblem.Objective.self)
    pairs = Int(try root.require("pairs", in: map).whole(1...1_000_000))
    keepsFarmland = try map["keep_farmland"]?.boolean() ?? false
    leastContiguityChange = try map["contiguity_change_at_least"]?.number(-10...10)
    mostSlopeChange = try map["slope_change_percent_at_most"]?.number(-100...1000)
    leastBlockAreaChange = try map["block_area_ha_at_least"]?.number(-1e6...1e6)
    leastBlockChange = try map["blocks_at_least"].map { node throws(Diagnostic) in
      Int(try node.whole(-100_000...100_000))
    }
    leastBlock =
      try map["block_m2"].map { node throws(Diagnostic) in
        Int64((try node.number(1...1e9) * 100).rounded())
      } ?? FarmlandMeasures.hundredMu
    locked = Set(try map["lock"]?.texts() ?? [])
    for code in farmland
    where counterpart.contains(where: { $0.hasPrefix(code) || code.hasPrefix($0) }) {
      throw root.error(
        "class-twice", zh: "地类“\(code)”既是耕地又是置换对象",
        en: "class ‘\(code)’ is both farmland and its counterpart", field: "farmland")
    }
    if objective == .contiguity, let value = map["contiguity_change_at_least"] {
      throw value.error(
        "same-twice", zh: "连片已是目标，不必再设下限",
        en: "contiguity is the objective; a limit on it is not allowed")
    }
    if objective == .blockArea, let value = map["block_area_ha_at_least"] {
      throw value.error(
        "same-twice", zh: "百亩方面积已是目标，不必再设下限",
        en: "the area of blocks is the objective; a limit on it is not allowed")
    }
    if objective == .slope, let value = map["slope_change_percent_at_most"] {
      throw value.error(
        "same-twice", zh: "坡度已是目标，不必再设上限",
        en: "slope is the objective; a limit on it is not allowed")
    }
  }
}
