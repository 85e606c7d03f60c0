import EventLog
import Foundation
import Groundwork
import Quota

/// Orders as people write them in JSON: days as `2026-03-01`, areas as whole 0.01 m², capacity as kg.
public enum QuotaOrders {
  /// The keys that hold a day.
  private static let days: Set<String> = ["day", "expires", "due", "until", "applied"]

  /// Reads a list of orders, or an object `{"orders": […]}`.
  /// - Throws: Diagnostic `quota.orders-file`.
  public static func read(_ bytes: [UInt8], file: String? = nil) throws -> [QuotaOrder] {
    do {
      var value = try JSONSerialization.jsonObject(with: Data(bytes), options: [])
      if let object = value as? [String: Any], let list = object["orders"] { value = list }
      let plain = try JSONSerialization.data(withJSONObject: try rewritten(value))
      return try JSONDecoder().decode([QuotaOrder].self, from: plain)
    } catch let fault as Diagnostic {
      throw fault
    } catch {
      throw fault("\(error)", file: file)
    }
  }

  private static func rewritten(_ value: Any) throws -> Any {
    if let list = value as? [Any] { return try list.map(rewritten) }
    guard let object = value as? [String: Any] else { return value }
    var result: [String: Any] = [:]
    for (key, inner) in object {
      if days.contains(key), let text = inner as? String, !isPlainDay(object, key) {
        guard let time = Timestamp(iso8601: text) else {
          throw fault("\(key): \(text)", file: nil)
        }
        result[key] = time.milliseconds
      } else {
        result[key] = try rewritten(inner)
      }
    }
    return result
  }

  /// The days of a need, and of what another system did, stay texts.
  private static func isPlainDay(_ object: [String: Any], _ key: String) -> Bool {
    key == "day" && (object["need"] is String || object["summary"] is String)
  }

  private static func fault(_ reason: String, file: String?) -> Diagnostic {
    Diagnostic(
      code: "quota.orders-file",
      Localized(zh: "单据读不懂：\(reason)", en: "the orders cannot be read: \(reason)"),
      remedy: Localized(
        zh: #"写成 [{"day": "2026-03-01", "document": {"title": …, "number": …, "authority": …}, "#
          + #""act": {"verify": {"lot": …}}}]；见 Docs/quota.md。"#,
        en: #"Write [{"day": "2026-03-01", "document": {"title": …, "number": …, "authority": …}, "#
          + #""act": {"verify": {"lot": …}}}]; see Docs/quota.md."#),
      file: file)
  }
}
