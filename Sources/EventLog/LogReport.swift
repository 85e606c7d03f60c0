import Groundwork

/// What is wrong with a log, and where.
public struct LogFault: Hashable, Sendable, Codable, Comparable {
  public enum Kind: String, Sendable, Codable {
    /// The event's bytes do not give its hash: it, or the hash of the one before, was changed.
    case altered
    /// An event is missing.
    case missing
    /// An event does not have the next number of its stream.
    case version
    /// The actor or what it relied on cannot be read.
    case unreadable
    /// The log does not have the hash that a root states.
    case root
    /// The log has not begun, or its header is not readable, though there are events or roots.
    case header
  }

  public var kind: Kind
  /// The position in the log.
  public var position: Int64
  public var stream: String?
  public var message: Localized

  public init(_ kind: Kind, at position: Int64, stream: String? = nil, _ message: Localized) {
    self.kind = kind
    self.position = position
    self.stream = stream
    self.message = message
  }

  public static func < (a: LogFault, b: LogFault) -> Bool {
    (a.position, a.kind.rawValue) < (b.position, b.kind.rawValue)
  }
}

/// The outcome of a verification.
public struct LogReport: Hashable, Sendable, Codable {
  public var header: LogHeader?
  public var head: LogHead?
  /// The events that were looked at.
  public var count: Int64
  public var streams: Int
  /// The first faults, by position; at most ``LogVerification/mostFaults``.
  public var faults: [LogFault]
  /// All of them.
  public var faultCount: Int
  /// Roots that the log agrees with.
  public var rootsHeld: Int
  /// Events whose time lies before that of the event before: a clock that was set back. No fault.
  public var clockReversals: Int

  public var isIntact: Bool { faultCount == 0 }
}
