import EventLog
import Finance
import Foundation
import Groundwork

/// Orders of payments as people write them in JSON: days as `2026-03-01`, money as whole 分.
public enum PaymentOrders {
  /// The keys that hold a day.
  private static let days: Set<String> = ["day", "retentionUntil"]

  /// Reads a list of orders, or an object `{"orders": […]}`.
  /// - Throws: Diagnostic `payment.orders-file`.
  public static func read(_ bytes: [UInt8], file: String? = nil) throws -> [PaymentOrder] {
    do {
      var value = try JSONSerialization.jsonObject(with: Data(bytes), options: [])
      if let object = value as? [String: Any], let list = object["orders"] { value = list }
      value = try OrderTimes.read(value, keys: days) { fault($0, file: file) }
      let plain = try JSONSerialization.data(withJSONObject: value)
      return try JSONDecoder().decode([PaymentOrder].self, from: plain)
    } catch let fault as Diagnostic {
      throw fault
    } catch {
      throw fault("\(error)", file: file)
    }
  }

  private static func fault(_ reason: String, file: String?) -> Diagnostic {
    Diagnostic(
      code: "payment.orders-file",
      Localized(zh: "单据读不懂：\(reason)", en: "the orders cannot be read: \(reason)"),
      remedy: Localized(
        zh: #"写成 [{"day": "2026-03-01", "document": {"title": …, "number": …}, "#
          + #""act": {"approve": {"request": …}}}]；见 Docs/payments.md。"#,
        en: #"Write [{"day": "2026-03-01", "document": {"title": …, "number": …}, "#
          + #""act": {"approve": {"request": …}}}]; see Docs/payments.md."#),
      file: file)
  }
}
