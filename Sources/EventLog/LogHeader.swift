import Groundwork

/// How a log begins; it never changes.
public struct LogHeader: Hashable, Sendable, Codable {
  /// Of the canonical bytes; raised when ``EventRecord/line`` changes.
  public static let format = 1

  public var format: Int
  /// Tells two logs apart; made by whoever begins the log.
  public var id: String
  public var algorithm: HashAlgorithm
  public var created: Timestamp

  /// - Throws: Diagnostic `log.id`.
  public init(id: String, algorithm: HashAlgorithm = .sha256, created: Timestamp) throws {
    guard StreamName.isPart(id) else {
      throw Diagnostic(
        code: "log.id",
        Localized(zh: "“\(id)”不能作日志编号。", en: "‘\(id)’ cannot be the id of a log."),
        remedy: Localized(
          zh: "只用字母、数字和 -._:@。", en: "Use letters, digits and -._:@ only."))
    }
    format = LogHeader.format
    self.id = id
    self.algorithm = algorithm
    self.created = created
  }

  /// The canonical bytes, the first line of an exported log.
  public var line: [UInt8] {
    let text =
      "{\"algorithm\":\"\(algorithm.rawValue)\",\"created\":\(created.milliseconds),"
      + "\"format\":\(format),\"id\":\"\(id)\"}"
    return Array(text.utf8)
  }

  /// The hash from which the chain starts.
  public var hash: Digest { algorithm.hash(line) }
}

/// Where a log ends at the moment.
public struct LogHead: Hashable, Sendable, Codable {
  /// The number of events.
  public var count: Int64
  /// The hash of the last one; that of the header while there is none.
  public var hash: Digest

  public init(count: Int64, hash: Digest) {
    self.count = count
    self.hash = hash
  }
}

/// What somebody else keeps, to hold it against the log later: at this time it had so many events, and
/// this hash. Whoever rewrites an earlier event can no longer reach that hash.
public struct LogRoot: Hashable, Sendable, Codable {
  /// The id of the log.
  public var log: String
  public var algorithm: HashAlgorithm
  /// When the root was taken.
  public var time: Timestamp
  public var count: Int64
  public var hash: Digest

  public init(header: LogHeader, head: LogHead, time: Timestamp) {
    log = header.id
    algorithm = header.algorithm
    self.time = time
    count = head.count
    hash = head.hash
  }
}
