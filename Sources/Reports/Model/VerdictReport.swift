import Foundation
import Groundwork

/// The verdicts on a plan, as `zhitu verify --json` writes them (`zhitu.verdicts/1`).
public struct VerdictReport: Codable, Sendable {
  public var schema: String
  public var plan: String
  public var base: String?
  public var engine: String?
  /// The day whose rules were applied, `2026-01-31`.
  public var date: String?
  public var packs: [Pack]
  public var factsSHA256: String?
  public var verdicts: [Verdict]
  public var skipped: [Skipped]?

  enum CodingKeys: String, CodingKey {
    case schema, plan, base, engine, date, packs
    case factsSHA256 = "facts_sha256"
    case verdicts, skipped
  }

  public init(
    schema: String = "zhitu.verdicts/1", plan: String, base: String? = nil, engine: String? = nil,
    date: String? = nil, packs: [Pack] = [], factsSHA256: String? = nil,
    verdicts: [Verdict] = [], skipped: [Skipped]? = nil
  ) {
    self.schema = schema
    self.plan = plan
    self.base = base
    self.engine = engine
    self.date = date
    self.packs = packs
    self.factsSHA256 = factsSHA256
    self.verdicts = verdicts
    self.skipped = skipped
  }

  /// Reads the JSON document that `zhitu verify` keeps in the workspace.
  ///
  /// - Throws: `DecodingError` when it is not one.
  public init(json: [UInt8]) throws {
    self = try JSONDecoder().decode(VerdictReport.self, from: Data(json))
  }

  /// A rule that was not asked, and why.
  public struct Skipped: Codable, Sendable {
    public var rule: String
    public var reason: Localized

    public init(rule: String, reason: Localized) {
      self.rule = rule
      self.reason = reason
    }
  }

  /// A rule pack (规则包) that was applied.
  public struct Pack: Codable, Sendable {
    public var id: String
    public var version: String
    public var sha256: String?

    public init(id: String, version: String, sha256: String? = nil) {
      self.id = id
      self.version = version
      self.sha256 = sha256
    }
  }

  /// How many verdicts of the kind there are.
  public func count(_ kind: Verdict.Kind) -> Int {
    verdicts.count { $0.verdict == kind }
  }
}
