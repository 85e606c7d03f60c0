import Geometry
import Groundwork
import VectorFiles

extension LayerImporter {
  /// The refusal of a layer of which nothing was accepted, with the likeliest cause.
  func refusal() -> Diagnostic {
    let file = plan.source.path
    let layer = plan.layer.name
    let most = report.rejectedByReason.max {
      ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue)
    }
    switch most?.key {
    case .outsideCRS: return patches.refusal()
    case .classUnknown:
      return Diagnostic(
        code: "import.classes-outside",
        Localized(
          zh: "没有一个地类值可以识别：\(unknownValues("、"))。",
          en: "None of the class values is known: \(unknownValues(", "))."),
        remedy: Localized(
          zh: "用 --class-field 指定地类字段，用 --class-system 指定分类体系，或用 --crosswalk 给出对照。",
          en:
            "Name the class field with --class-field, the system with --class-system, or a crosswalk"
            + " with --crosswalk."), file: file, layer: layer)
    default:
      return Diagnostic(
        code: "import.nothing-accepted",
        Localized(
          zh: "\(report.read) 个要素全部不合格：\(reasons("、"))。",
          en: "All \(report.read) features were rejected: \(reasons(", "))."),
        remedy: most?.key.remedy ?? Localized(zh: "核对数据。", en: "Check the data."), file: file,
        layer: layer)
    }
  }

  /// Where the features are that were set aside, and what to do about the reasons.
  private var rejectedRemedy: Localized {
    let remedies = report.rejectedByReason.keys.sorted { $0.rawValue < $1.rawValue }
      .compactMap(\.remedy)
    return Localized(
      zh: "它们连同原因存入 rejected_ 开头的图层。" + remedies.map(\.zh).joined(),
      en: (["They are kept with the reason in the layer whose name begins with rejected_."]
        + remedies.map(\.en)).joined(separator: " "))
  }

  private func reasons(_ separator: String) -> String {
    report.rejectedByReason.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "\($0.key.rawValue) \($0.value)" }.joined(separator: separator)
  }

  private func unknownValues(_ separator: String) -> String {
    let sorted = classifier.unknown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.prefix(10).map { "\"\($0.key)\" (\($0.value))" }.joined(separator: separator)
      + (sorted.count > 10 ? "…" : "")
  }

  /// What the user should know about many features at once.
  func notes() -> [Diagnostic] {
    var notes: [Diagnostic] = []
    func note(
      _ severity: Diagnostic.Severity, _ code: String, _ zh: String, _ en: String,
      _ remedy: Localized? = nil, field: String? = nil
    ) {
      notes.append(
        Diagnostic(
          severity, code: code, Localized(zh: zh, en: en), remedy: remedy,
          file: plan.source.path, layer: plan.layer.name, field: field))
    }
    if report.rejected > 0 {
      note(
        .warning, "import.rejected",
        "\(report.rejected) 个要素被搁置：\(reasons("、"))。",
        "\(report.rejected) features were set aside: \(reasons(", ")).",
        rejectedRemedy)
    }
    if !classifier.unknown.isEmpty {
      note(
        .error, "class.unknown-values", "无法识别的地类值：\(unknownValues("、"))。",
        "Class values that are not known: \(unknownValues(", ")).",
        Localized(
          zh: "更正数据，或用 --crosswalk 给出包含这些值的对照。",
          en: "Correct the data, or give a crosswalk that has these values with --crosswalk."))
    }
    if report.repaired > 0 {
      note(
        .warning, "import.repaired", "\(report.repaired) 个无效的面已修复。",
        "\(report.repaired) invalid polygons were repaired.")
    }
    let conflicts = classifier.conflicts
    if conflicts.count > 0 {
      note(
        .error, "class.name-conflict",
        "\(conflicts.count) 个要素的地类编码与名称不符，以名称为准：\(conflicts.list("、"))。",
        "Code and name disagree in \(conflicts.count) features, the name is followed: "
          + "\(conflicts.list(", ")).",
        Localized(zh: "更正 DLBM 或 DLMC。", en: "Correct DLBM or DLMC."), field: "DLBM")
    }
    let names = classifier.unknownNames
    if names.count > 0 {
      note(
        .error, "class.name-unknown",
        "\(names.count) 个要素的地类名称不在标准中，以编码为准：\(names.list("、"))。",
        "The class name of \(names.count) features is not in the standard, the code is followed: "
          + "\(names.list(", ")).", Localized(zh: "更正 DLMC。", en: "Correct DLMC."), field: "DLMC")
    }
    if classifier.restoredCount > 0 {
      let pairs = classifier.restored.sorted { $0.key < $1.key }.prefix(8)
        .map { "\($0.key) → \($0.value)" }
      note(
        .warning, "class.zero-restored",
        "\(classifier.restoredCount) 个要素的地类编码丢失了前导零，已补上：\(pairs.joined(separator: "、"))。",
        "The class codes of \(classifier.restoredCount) features had lost their leading zero, which was"
          + " put back: \(pairs.joined(separator: ", ")).",
        Localized(
          zh: "地类编码应为文本字段；请核对来源。",
          en: "Class codes belong in a field of text; check where the file comes from."),
        field: "DLBM")
    }
    let groups = classifier.groups
    if groups.count > 0 {
      note(
        .warning, "class.first-level",
        "\(groups.count) 个要素只有一级类：\(groups.list("、"))。",
        "\(groups.count) features have a first-level class only: \(groups.list(", ")).")
    }
    idNotes(note)
    if zones.count > 0 {
      note(
        .warning, "import.zone-unknown",
        "\(zones.count) 个要素的规划分区不是集中建设区、弹性发展区或特别用途区：\(zones.list("、"))。",
        "The zone of \(zones.count) features is none of the three of the boundary: "
          + "\(zones.list(", ")).")
    }
    if let column = plan.statedAreaColumn,
      let unit = areaUnits.diagnostic(
        file: plan.source.path, layer: plan.layer.name, field: plan.layer.columns[column].name)
    {
      notes.append(unit)
    }
    return notes
  }

  private func idNotes(
    _ note: (Diagnostic.Severity, String, String, String, Localized?, String?) -> Void
  ) {
    if ids.repeated.count > 0 {
      note(
        .warning, "import.ids-repeated",
        "\(ids.repeated.count) 个要素的标识重复，已加后缀 #2、#3…：\(ids.repeated.list("、"))。",
        "The ids of \(ids.repeated.count) features are repeated and got the suffix #2, #3…: "
          + "\(ids.repeated.list(", ")).",
        Localized(
          zh: "保证标识唯一，或用 --id-field 指定另一字段。",
          en: "Make the ids unique, or name another field with --id-field."), nil)
    }
    if ids.lossy.count > 0 {
      note(
        .warning, "import.ids-lossy",
        "\(ids.lossy.count) 个要素的标识是浮点数，超过 15 位的数字可能已丢失：\(ids.lossy.list("、"))。",
        "The ids of \(ids.lossy.count) features are floating-point numbers, of which the digits beyond"
          + " the fifteenth may be lost: \(ids.lossy.list(", ")).",
        Localized(
          zh: "在源数据中把标识改为文本字段，或用 --id-field 指定另一字段。",
          en: "Make the id a field of text in the source, or name another field with --id-field."),
        nil)
    }
    if ids.missing.count > 0 {
      note(
        .warning, "import.ids-missing",
        "\(ids.missing.count) 个要素没有标识，改用 @ 加要素序号：\(ids.missing.list("、"))。",
        "\(ids.missing.count) features have no id and got @ with their number: "
          + "\(ids.missing.list(", ")).", nil, nil)
    }
  }
}
