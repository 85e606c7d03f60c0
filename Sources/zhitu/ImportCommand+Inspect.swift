import Groundwork
import Survey
import Workbench

extension ImportCommand {
  /// Inspects the file and predicts the result of an import with these options.
  func show(_ bench: Workbench, _ options: ImportOptions) throws {
    // Options without a layer apply to all layers that would be imported.
    let first = try bench.inspect(
      file, choices: [LayerChoice(options, plan: name)], encoding: coordinates.encoding)
    let choices =
      options.layer != nil
      ? [LayerChoice(options, plan: name)]
      : first.layers.filter { $0.chosen }.map { layer in
        var options = options
        options.layer = layer.name
        return LayerChoice(options, plan: name)
      }
    let found = try bench.inspect(file, choices: choices, encoding: coordinates.encoding)
    if common.json { return try Console.json(found) }
    common.tell(found.diagnostics)
    for layer in found.layers { tell(layer) }
    let isRefused = found.layers.contains { $0.chosen && $0.refusal != nil }
    if isRefused || !found.layers.contains(where: \.chosen) { throw ExitStatus.findings }
  }

  private func tell(_ layer: ImportInspection.Layer) {
    let language = common.language
    let count = layer.features.map(String.init) ?? "?"
    common.say(
      Localized(
        zh: "\(layer.name)（\(layer.format)，\(layer.geometry)，\(count) 个要素）",
        en: "\(layer.name) (\(layer.format), \(layer.geometry), \(count) features)"))
    let decisions: [(Localized, ImportInspection.Decision?)] = [
      (Localized(zh: "用途", en: "role"), layer.role),
      (Localized(zh: "坐标系", en: "coordinate system"), layer.crs),
      (Localized(zh: "年度", en: "epoch"), layer.epoch),
      (Localized(zh: "分类体系", en: "class system"), layer.system),
    ]
    for (name, decision) in decisions {
      guard let decision else { continue }
      let title = decision.title.map { " \($0[language])" } ?? ""
      common.say(
        Localized("  \(name[language]): \(decision.value)\(title) ← \(decision.reason[language])"))
    }
    if let target = layer.target, layer.chosen {
      let replaced = target.replaced.map {
        Localized(zh: "（替换原有 \($0) 个要素）", en: " (replaces \($0) features)")[language]
      }
      common.say(
        Localized(
          zh: "  导入为 \(target.title)\(replaced ?? "")",
          en: "  goes to \(target.name)\(replaced ?? "")"))
    }
    if let refusal = layer.refusal { common.tell([refusal]) }
  }
}
