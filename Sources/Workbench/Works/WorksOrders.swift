import EventLog
import Foundation
import Governance
import Groundwork

/// Orders of works as people write them in JSON: days as `2026-03-01`, moments as `2026-03-01T08:30Z`, money as
/// whole 分, quantities in thousandths.
public enum WorksOrders {
  /// The keys that hold a day or a moment.
  private static let times: Set<String> = ["day", "first", "last", "signed", "taken"]

  /// Reads an order `{"day": …, "act": {…}}`.
  ///
  /// - Parameters:
  ///   - rules: the thresholds by which a change is judged.
  ///   - hash: of the photo or report that comes with it.
  /// - Throws: Diagnostic `works.order`.
  public static func read(
    _ bytes: [UInt8], rules: WorksRules, hash: String? = nil, file: String? = nil
  ) throws -> WorksOrder {
    do {
      let value = try JSONSerialization.jsonObject(with: Data(bytes), options: [])
      let read = try OrderTimes.read(value, keys: times) { fault($0, file: file) }
      guard var order = read as? [String: Any],
        var act = order["act"] as? [String: Any]
      else { throw fault("act", file: file) }
      if var change = act["change"] as? [String: Any] {
        change["rules"] = try JSONSerialization.jsonObject(with: JSONEncoder().encode(rules))
        act["change"] = change
      }
      attach(hash, "photo", "hash", to: &act)
      attach(hash, "test", "report", to: &act)
      order["act"] = act
      return try JSONDecoder().decode(
        WorksOrder.self, from: JSONSerialization.data(withJSONObject: order))
    } catch let fault as Diagnostic {
      throw fault
    } catch {
      throw fault("\(error)", file: file)
    }
  }

  /// What a person writes about a file is not its hash.
  private static func attach(
    _ hash: String?, _ kind: String, _ key: String, to act: inout [String: Any]
  ) {
    guard var outer = act[kind] as? [String: Any], var inner = outer[kind] as? [String: Any]
    else { return }
    inner[key] = hash ?? (kind == "photo" ? "" : nil)
    outer[kind] = inner
    act[kind] = outer
  }

  private static func fault(_ reason: String, file: String?) -> Diagnostic {
    Diagnostic(
      code: "works.order",
      Localized(zh: "单据读不懂：\(reason)", en: "the order cannot be read: \(reason)"),
      remedy: Localized(
        zh:
          #"写成 {"day": "2026-03-01", "act": {"report": {"item": …, "quantity": …, "note": …}}}；见 "#
          + "Docs/works.md。",
        en:
          #"Write {"day": "2026-03-01", "act": {"report": {"item": …, "quantity": …, "note": …}}}; "#
          + "see Docs/works.md."),
      file: file)
  }
}
