/// The names of the layers and tables of a workspace.
public enum LayerName {
  public static func survey(_ epoch: String) -> String { table("survey_\(epoch)") }
  /// The measures of a plan.
  public static func plan(_ name: String) -> String { table("plan_\(name)") }
  /// The planned state of a plan.
  public static func planned(_ plan: String) -> String { table("planned_\(plan)") }
  /// The features that an import into a layer rejected.
  public static func rejected(_ layer: String) -> String { "rejected_\(layer)" }
  public static func findings(_ epoch: String) -> String { table("finding_\(epoch)") }
  /// The ground of the witnesses of a plan's verdicts.
  public static func witnesses(_ plan: String) -> String { table("witness_\(plan)") }

  public static func flow(from: String, to: String) -> String {
    table(flowPrefix + flowKey(from: from, to: to))
  }

  /// The key of the document that belongs to a flow.
  public static func flowKey(from: String, to: String) -> String { "\(from)__\(to)" }

  /// The two halves of a flow's table name; `nil` for another table.
  public static func flowKey(ofTable name: String) -> String? {
    name.hasPrefix(flowPrefix) ? String(name.dropFirst(flowPrefix.count)) : nil
  }

  private static let flowPrefix = "flow_"

  /// A table name: letters, digits and underscores stay, anything else becomes an underscore.
  public static func table(_ text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
  }
}
