import Groundwork
import Records
import Storage

/// Names of the layers of an epoch or a plan.
///
/// Names of epochs and plans may contain characters that table names cannot, and table names ignore
/// case. So two names may give the same table name, such as plans `a-b` and `a_b` or epochs `2023A`
/// and `2023a`. Each nevertheless has a layer of its own.
extension Workbench {
  /// The name of the layer of a record: that of the existing layer with its role, epoch and plan;
  /// else `name`, with a number if another layer has that name.
  ///
  /// - Complexity: O(n) in the number of layers.
  static func layerName(
    _ name: String, for record: LayerRecord, in layers: [LayerRecord]
  ) -> String {
    if let own = layers.first(where: { $0.isAbout(sameAs: record) }) { return own.name }
    return freeName(name, taken: Set(layers.map { Names.key($0.name) }))
  }

  /// The name itself, or with the smallest number from 2 that makes it unique.
  static func freeName(_ base: String, taken: Set<String>) -> String {
    var name = base
    var number = 2
    while taken.contains(Names.key(name)) {
      name = "\(base)_\(number)"
      number += 1
    }
    return name
  }

  /// The name of the layer with the witnesses of a plan's verdicts.
  public func witnessLayer(of plan: String) throws -> String {
    Workbench.layerName(
      LayerName.witnesses(plan),
      for: LayerRecord(name: "", role: .witness, plan: plan, title: ""),
      in: try workspace.layers())
  }

  /// Refuses ambiguous names of epochs and plans: a flow is stored under both names with two
  /// underscores between them, and `--to` takes either an epoch or a plan.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `import.name`, `import.name-taken`.
  static func check(_ record: LayerRecord, in layers: [LayerRecord], file: String) throws {
    guard let name = record.plan ?? record.epoch else { return }
    let isPlan = record.plan != nil
    let option = isPlan ? "--name" : "--epoch"
    if name.isEmpty || name.contains("__") || name.hasPrefix("_") || name.hasSuffix("_") {
      throw Diagnostic(
        code: "import.name",
        Localized(
          zh: "“\(name)”不能作为\(isPlan ? "方案" : "年度")的名称："
            + "不能为空，不能以下划线开头或结尾，也不能有连续两个下划线。",
          en: "“\(name)” cannot be the name of \(isPlan ? "a plan" : "an epoch"): it must not be"
            + " empty, begin or end with an underscore, or hold two of them in a row."),
        remedy: Localized(zh: "用 \(option) 另取名称。", en: "Give another name with \(option)."),
        file: file)
    }
    let other = layers.first {
      $0.role == (isPlan ? .survey : .plan) && (isPlan ? $0.epoch : $0.plan) == name
    }
    guard let other else { return }
    throw Diagnostic(
      code: "import.name-taken",
      Localized(
        zh: "工作空间中已有\(isPlan ? "年度" : "方案")“\(name)”（图层 \(other.name)）。",
        en: "The workspace has \(isPlan ? "an epoch" : "a plan") of the name ‘\(name)’"
          + " (layer \(other.name))."),
      remedy: Localized(zh: "用 \(option) 另取名称。", en: "Give another name with \(option)."),
      file: file)
  }
}

extension LayerRecord {
  /// Whether both have the same content. A planned state and the witnesses of verdicts belong to
  /// the plan, whatever their base epoch.
  fileprivate func isAbout(sameAs other: LayerRecord) -> Bool {
    let isOfPlan = role == .planned || role == .witness
    return role == other.role && plan == other.plan && (isOfPlan || epoch == other.epoch)
  }
}
