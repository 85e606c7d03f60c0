import Finance
import Foundation
import Groundwork
import Policy

extension Workbench {
  /// What the plan of sharing under the name of a plan says to the rules: its households and what was done
  /// before their houses are cleared (LNK-07). Nothing without one, or where it does not say of every
  /// household whether its house is cleared; what a register file gives is left to it.
  func sharingRegister(
    plan name: String, _ catalogue: FactCatalogue, beside registers: [Register]
  ) throws -> Register? {
    guard try sharings().contains(name),
      !registers.contains(where: { $0.collections.contains("households") })
    else { return nil }
    var records: [[String: Any]] = []
    for household in try sharing(name).households {
      guard let clearing = household.clearing else { return nil }
      var record: [String: Any] = [
        "code": household.id, "to_be_demolished": clearing.isPlanned,
      ]
      record["village"] = household.villageCode
      record["informed"] = clearing.isInformed
      record["heard"] = clearing.isHeard
      record["willing"] = clearing.isWilling
      record["replacement_agreed"] = clearing.hasReplacement
      records.append(record)
    }
    let data = try JSONSerialization.data(
      withJSONObject: ["schema": "zhitu.register/1", "collections": ["households": records]],
      options: [.sortedKeys])
    return try Register(
      PolicyFile(name: "共享方案 \(name)", text: String(decoding: data, as: UTF8.self)),
      catalogue: catalogue)
  }
}
