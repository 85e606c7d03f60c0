import Groundwork

/// Finds what differs between two courses of one patch.
struct ChangeReasons {
  private let old: PotentialRecord
  private let new: PotentialRecord
  private let conditions: ConditionReasons

  init(_ old: PotentialRecord, _ new: PotentialRecord, _ conditions: ConditionReasons) {
    self.old = old
    self.new = new
    self.conditions = conditions
  }

  func between(_ old: PotentialEntry?, _ new: PotentialEntry) throws -> [Localized] {
    guard let old else { return [try arrival(new)] }
    var reasons: [Localized] = []
    if old.landClass != new.landClass {
      reasons.append(
        Localized(
          zh: "地类 \(old.landClass) → \(new.landClass)",
          en: "class \(old.landClass) → \(new.landClass)"))
    }
    if old.area != new.area {
      reasons.append(
        Localized(
          zh: "图斑面积 \(old.area.decimal) → \(new.area.decimal) m²",
          en: "area of the patch \(old.area.decimal) → \(new.area.decimal) m²"))
    }
    if old.source != new.source {
      reasons.append(
        Localized(
          zh: "来源 \(title(of: old.source, self.old, old.task).zh) → "
            + title(of: new.source, self.new, new.task).zh,
          en: "source \(title(of: old.source, self.old, old.task).en) → "
            + title(of: new.source, self.new, new.task).en))
    }
    reasons += steps(old, new)
    if let parameter = parameter(old, new) { reasons.append(parameter) }
    if reasons.isEmpty {
      reasons.append(Localized(zh: "规则文件改变", en: "the rules changed"))
    }
    return reasons
  }

  /// The rules that now take another area, in the order of the task. A rule after the one that
  /// excluded the patch was not asked, so it says nothing.
  private func steps(_ old: PotentialEntry, _ new: PotentialEntry) -> [Localized] {
    func taken(_ entry: PotentialEntry) -> [String: PotentialEntry.Step] {
      Dictionary(entry.course.map { ($0.rule, $0) }, uniquingKeysWith: { first, _ in first })
    }
    let (before, after) = (taken(old), taken(new))
    return reached(by: [old, new]).compactMap { rule in
      guard before[rule] != after[rule] else { return nil }
      let name = exclusion(rule, new.task)
      func said(_ step: PotentialEntry.Step?) -> Localized {
        switch step?.outcome {
        case nil: Localized(zh: "不涉及", en: "does not apply")
        case .unchecked?: Localized(zh: "未核对", en: "unchecked")
        case .cut?:
          Localized(
            zh: "扣除 \(step?.area?.decimal ?? "–") m²", en: "cuts \(step?.area?.decimal ?? "–") m²")
        case .excluded?:
          Localized(
            zh: "排除" + (step?.seen.map { "（\($0)）" } ?? ""),
            en: "excludes it" + (step?.seen.map { " (\($0))" } ?? ""))
        }
      }
      let (a, b) = (said(before[rule]), said(after[rule]))
      return Localized(zh: "\(name.zh)：\(a.zh) → \(b.zh)", en: "\(name.en): \(a.en) → \(b.en)")
    }
  }

  /// The rules that both courses came to.
  private func reached(by entries: [PotentialEntry]) -> [String] {
    let task = entries.first?.task ?? ""
    let both = [new, old].compactMap { $0.rules.task(task)?.exclusions.map(\.id) }
    var rules = both.first ?? []
    for gone in both.last ?? [] where !rules.contains(gone) { rules.append(gone) }
    let ends = entries.compactMap { entry in
      entry.exclusion.flatMap { rules.firstIndex(of: $0) }
    }
    return Array(rules.prefix((ends.min() ?? rules.count) + 1))
  }

  private func parameter(_ old: PotentialEntry, _ new: PotentialEntry) -> Localized? {
    func yield(_ record: PotentialRecord, _ entry: PotentialEntry) -> ExactShare? {
      let task = record.rules.task(entry.task)
      return task?.sources.first { $0.id == entry.source }?.yield?.value
        ?? task?.levels.yield.value
    }
    let (a, b) = (yield(self.old, old), yield(self.new, new))
    guard a != b else { return nil }
    return Localized(
      zh: "净得率 \(a?.decimal ?? "–") → \(b?.decimal ?? "–")",
      en: "net rate \(a?.decimal ?? "–") → \(b?.decimal ?? "–")")
  }

  private func arrival(_ entry: PotentialEntry) throws -> Localized {
    let isNewRule = old.rules.task(entry.task)?.sources != new.rules.task(entry.task)?.sources
    let source = title(of: entry.source, new, entry.task)
    if isNewRule {
      return Localized(
        zh: "规则中的来源改变，现符合“\(source.zh)”",
        en: "the sources in the rules changed; it now meets ‘\(source.en)’")
    }
    let rule = new.rules.task(entry.task)?.sources.first { $0.id == entry.source }
    let values = try rule.map { try conditions.met($0, entry.patch) } ?? []
    let seen = ([entry.landClass] + values).joined(separator: ", ")
    let layers = replacedLayers(rule?.conditions ?? [])
    if !layers.isEmpty {
      return Localized(
        zh: "“\(layers.map(\.zh).joined(separator: "”“"))”更换后符合“\(source.zh)”（\(seen)）",
        en: "meets ‘\(source.en)’ after \(layers.map { "‘\($0.en)’" }.joined(separator: ", "))"
          + " was replaced (\(seen))")
    }
    return Localized(
      zh: "调查数据中新符合“\(source.zh)”（\(seen)）",
      en: "newly meets ‘\(source.en)’ in the survey (\(seen))")
  }

  /// The layers that conditions ask for and that another file has replaced since.
  private func replacedLayers(_ conditions: [PotentialTask.Condition]) -> [Localized] {
    let roles = conditions.compactMap { condition -> String? in
      switch condition.test {
      case .inside(let role), .outside(let role): return role
      default: return nil
      }
    }
    return new.layers.filter { layer in
      roles.contains(layer.role)
        && old.layers.first { $0.role == layer.role }?.sha256 != layer.sha256
    }.map(\.title)
  }

  /// Why a candidate, whose ground is a patch of the new survey, is not selected any more: the class, the
  /// field or the layer that changed.
  func gone(
    _ entry: PotentialEntry, _ patch: String, isKnown landClass: String?
  ) throws -> Localized {
    guard let task = new.rules.task(entry.task) else {
      return Localized(zh: "任务已从规则中去掉", en: "the task is no longer in the rules")
    }
    guard let landClass else {
      return Localized(
        zh: "新的调查中没有这个图斑", en: "the new survey has no such patch")
    }
    let name = title(of: entry.source, old, entry.task)
    guard let source = task.sources.first(where: { $0.id == entry.source }) else {
      return Localized(
        zh: "来源“\(name.zh)”已从规则中去掉", en: "the source ‘\(name.en)’ is no longer in the rules")
    }
    let failing = try conditions.failing(source, patch)
    var details = failing.map(\.reason)
    if landClass != entry.landClass || details.isEmpty {
      details.insert(
        Localized(
          zh: "地类 \(entry.landClass) → \(landClass)", en: "class \(entry.landClass) → \(landClass)"),
        at: 0)
    }
    details += replacedLayers(failing.map(\.condition)).map {
      Localized(zh: "“\($0.zh)”已更换", en: "‘\($0.en)’ was replaced")
    }
    return Localized(
      zh: "不再符合“\(name.zh)”（\(details.map(\.zh).joined(separator: "；"))）",
      en: "no longer meets ‘\(name.en)’ (\(details.map(\.en).joined(separator: "; ")))")
  }

  private func title(of source: String, _ record: PotentialRecord, _ task: String) -> Localized {
    record.rules.task(task)?.sources.first { $0.id == source }?.title ?? Localized(source)
  }

  private func exclusion(_ rule: String, _ task: String) -> Localized {
    let all = [new, old].compactMap { record in
      record.rules.task(task)?.exclusions.first { $0.id == rule }?.title
    }
    return all.first ?? Localized(rule)
  }
}
