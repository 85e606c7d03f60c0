import EventLog
import Foundation

/// Times in orders that people write in JSON: `2026-03-01` or `2026-03-01T08:30Z`, where the program counts
/// milliseconds.
enum OrderTimes {
  /// A value of JSON in which the texts under some keys are times.
  ///
  /// - Parameter fault: The error for a text that is no time, of what is wrong.
  static func read(
    _ value: Any, keys: Set<String>, _ fault: (String) -> any Error
  ) throws -> Any {
    if let list = value as? [Any] { return try list.map { try read($0, keys: keys, fault) } }
    guard let object = value as? [String: Any] else { return value }
    var result: [String: Any] = [:]
    for (key, inner) in object {
      if keys.contains(key), let text = inner as? String {
        guard let time = Timestamp(iso8601: text) else { throw fault("\(key): \(text)") }
        result[key] = time.milliseconds
      } else {
        result[key] = try read(inner, keys: keys, fault)
      }
    }
    return result
  }
}
