import Groundwork
import YAMLFiles

/// By whom and by which rules lines are adjusted, and what is suggested: `Policies/adjustment`.
public struct AdjustmentRules: Sendable, Hashable {
  /// The course of one line.
  public struct Course: Sendable, Hashable {
    public var line: AdjustmentProposal.Line
    /// The id of its process, a file of `Policies/processes`.
    public var process: String
    public var compiledBy: Localized
    public var decidedBy: Localized
    public var source: Localized
    /// Ids of the rules of the packs that bind it.
    public var rules: [String]
    /// Those of them that must pass before land is taken out.
    public var ordered: [String]
  }

  /// A number with its origin.
  public struct Number: Sendable, Hashable {
    public var value: Int
    public var origin: Localized
  }

  public var courses: [Course]
  /// 亩.
  public var fragment: Number
  /// 亩.
  public var beside: Number
  /// 1 to 5.
  public var slopeClass: Number
  /// 亩.
  public var boundary: Number

  /// - Throws: Diagnostics `adjustment.rules.*`, with the line of the fault.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(
      yaml, file: file,
      report: YAMLNode.Report(
        "adjustment.rules",
        remedy: Localized(
          zh: "对照 Policies/adjustment/default.yaml 改正。",
          en: "Correct it after the model of Policies/adjustment/default.yaml.")))
    let map = try root.mapping(["schema", "lines", "suggestions"])
    let schema = try root.require("schema", in: map)
    guard try schema.text() == "zhitu.adjustment/1" else {
      throw schema.error(
        "schema", zh: "格式应为 zhitu.adjustment/1", en: "the schema must be zhitu.adjustment/1")
    }
    courses = try root.require("lines", in: map).list().map(Course.init)
    guard Set(courses.map(\.line)).count == courses.count,
      courses.count == AdjustmentProposal.Line.allCases.count
    else {
      throw root.error("lines", zh: "两种控制线各写一次", en: "each line stands once")
    }
    let node = try root.require("suggestions", in: map)
    let own = try node.mapping(["fragment_mu", "beside_mu", "slope_class", "boundary_mu"])
    func number(_ key: String, _ range: ClosedRange<Int>) throws -> Number {
      let entry = try node.require(key, in: own)
      let map = try entry.mapping(["value", "origin"])
      let value = try entry.require("value", in: map)
      let whole = try value.wholeNumber()
      guard range.contains(whole) else {
        throw value.error(
          "range", zh: "须在 \(range.lowerBound) 到 \(range.upperBound) 之间",
          en: "must lie between \(range.lowerBound) and \(range.upperBound)")
      }
      return Number(value: whole, origin: try entry.require("origin", in: map).localized())
    }
    fragment = try number("fragment_mu", 0...100_000)
    beside = try number("beside_mu", 0...100_000)
    slopeClass = try number("slope_class", 1...5)
    boundary = try number("boundary_mu", 0...1000)
  }

  public func course(_ line: AdjustmentProposal.Line) -> Course? {
    courses.first { $0.line == line }
  }
}

extension AdjustmentRules.Course {
  fileprivate init(_ node: YAMLNode) throws {
    let map = try node.mapping([
      "line", "process", "compiled_by", "decided_by", "source", "rules", "before_taking_out",
    ])
    func need(_ key: String) throws -> YAMLNode { try node.require(key, in: map) }
    line = try need("line").oneOf(AdjustmentProposal.Line.self)
    process = try need("process").text()
    compiledBy = try need("compiled_by").localized()
    decidedBy = try need("decided_by").localized()
    source = try need("source").localized()
    rules = try need("rules").texts()
    ordered = try map["before_taking_out"]?.texts() ?? []
  }
}
