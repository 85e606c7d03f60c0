import Classes
import Groundwork
import YAMLFiles

/// What measured ground is held against (验收口径): data, none of it in code.
public struct AcceptanceRules: Sendable, Hashable {
  /// A least share in whole per cent.
  public struct Share: Sendable, Hashable {
    public var percent: Int
    public var source: Localized

    public init(percent: Int, source: Localized) {
      self.percent = percent
      self.source = source
    }

    /// Whether a part is at least this share of a whole, exactly; a whole of nothing is met.
    public func isMet(_ part: Area, of whole: Area) -> Bool {
      Int128(part.hundredths) * 100 >= Int128(whole.hundredths) * Int128(percent)
    }
  }

  /// A source of new farmland (新增耕地来源).
  public struct Source: Sendable, Hashable {
    public var id: String
    public var title: Localized
    public var before: ClassCondition

    public init(id: String, title: Localized, before: ClassCondition) {
      self.id = id
      self.title = title
      self.before = before
    }
  }

  public struct Clocks: Sendable, Hashable {
    /// The result is announced for so many days at least (公告).
    public var noticeDays: Int
    /// Objections are answered within so many days (异议答复).
    public var answerDays: Int
    public var source: Localized

    public init(noticeDays: Int, answerDays: Int, source: Localized) {
      self.noticeDays = noticeDays
      self.answerDays = answerDays
      self.source = source
    }
  }

  public var name: String
  public var measureShare: Share
  public var countyShare: Share
  /// In the order in which they are tried.
  public var sources: [Source]
  public var clocks: Clocks

  public init(
    name: String, measureShare: Share, countyShare: Share, sources: [Source], clocks: Clocks
  ) {
    self.name = name
    self.measureShare = measureShare
    self.countyShare = countyShare
    self.sources = sources
    self.clocks = clocks
  }

  /// Reads rules from YAML.
  ///
  /// - Throws: Diagnostic `acceptance.rules`, with the line of the fault.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(
      yaml, file: file,
      report: YAMLNode.Report(
        "acceptance", only: "rules",
        remedy: Localized(
          zh: "对照 Policies/monitoring/acceptance.yaml。",
          en: "Compare Policies/monitoring/acceptance.yaml.")))
    let map = try root.mapping(["name", "measure_share", "county_share", "sources", "clocks"])
    func share(_ key: String) throws -> Share {
      let inner = try root.require(key, in: map).mapping(["percent", "source"])
      let node = try root.require("percent", in: inner)
      let percent = try node.wholeNumber()
      guard (0...100).contains(percent) else {
        throw node.error("rules", zh: "须为 0 到 100", en: "must lie between 0 and 100")
      }
      return Share(
        percent: percent, source: try root.require("source", in: inner).localized())
    }
    let clocks = try root.require("clocks", in: map).mapping([
      "notice_days", "answer_days", "source",
    ])
    self.init(
      name: try root.require("name", in: map).text(), measureShare: try share("measure_share"),
      countyShare: try share("county_share"),
      sources: try root.require("sources", in: map).list().map { node in
        let inner = try node.mapping(["id", "title", "before"])
        return Source(
          id: try node.require("id", in: inner).text(),
          title: try node.require("title", in: inner).localized(),
          before: try ClassCondition(inner["before"]))
      },
      clocks: Clocks(
        noticeDays: try root.require("notice_days", in: clocks).wholeNumber(),
        answerDays: try root.require("answer_days", in: clocks).wholeNumber(),
        source: try root.require("source", in: clocks).localized()))
  }
}
