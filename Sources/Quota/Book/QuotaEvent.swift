import EventLog
import Groundwork

/// An entry as it stands in the book: who asked for what, and the lines that came of it.
public struct QuotaEntry: Hashable, Sendable, Codable {
  /// From 1 without gaps.
  public var number: Int
  public var operation: QuotaOperation
  public var day: Timestamp
  public var document: QuotaDocument
  public var act: QuotaAct
  /// What each account gains or loses. Of every lot they add up to zero.
  public var lines: [QuotaLine]

  public init(
    number: Int, operation: QuotaOperation, day: Timestamp, document: QuotaDocument,
    act: QuotaAct, lines: [QuotaLine]
  ) {
    self.number = number
    self.operation = operation
    self.day = day
    self.document = document
    self.act = act
    self.lines = lines
  }
}

/// What happens to a quota book (指标台账).
public enum QuotaEvent: EventPayload {
  case founded(title: String, crs: String, catalogue: QuotaCatalogue)
  case adopted(catalogue: QuotaCatalogue)
  case enrolled(holder: QuotaHolder)
  case posted(entries: [QuotaEntry])

  public static let category = "quota"

  public var kind: String {
    switch self {
    case .founded: "founded"
    case .adopted: "adopted"
    case .enrolled: "enrolled"
    case .posted: "posted"
    }
  }
}
