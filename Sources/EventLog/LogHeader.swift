import Foundation
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

extension LogRoot {
  /// The roots of a text with one on each line, as ``LogRoot`` is written.
  ///
  /// - Parameter file: The name of the file for errors.
  /// - Throws: Diagnostic `log.bad-root`, with the line.
  public static func list(_ text: String, file: String?) throws -> [LogRoot] {
    try text.split(whereSeparator: \.isNewline).enumerated().map { index, line in
      do {
        return try JSONDecoder().decode(LogRoot.self, from: Data(line.utf8))
      } catch {
        throw Diagnostic(
          code: "log.bad-root",
          Localized(
            zh: "第 \(index + 1) 行不是存证。", en: "line \(index + 1) is not a root."),
          remedy: Localized(
            zh: "存证是出具时得到的一行 JSON，有 log、count、hash、time。",
            en: "A root is the line of JSON that was given out, with log, count, hash and time."),
          file: file, feature: String(index + 1))
      }
    }
  }
}
