import ArgumentParser
import Foundation
import Groundwork
import Programme
import Storage
import Workbench

extension PotentialCommand {
  struct Villages: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "各村潜力测算，几种方法的范围 · estimates for each village, as a range")

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let library = try bench.potentialLibrary()
      let villages = library.record.villages
      if common.json { return try Console.json(villages) }
      let methods = VillageEstimate.Method.allCases.map { $0.title[common.language] }
      var table = TextTable(
        (common.language == .zh ? ["村", "村庄用地（亩）"] : ["village", "ground (mu)"]) + methods
          + (common.language == .zh ? ["范围（亩）"] : ["range (mu)"]),
        right: [1, 2, 3, 4, 5, 6])
      for village in villages {
        let cells = village.results.map { $0.area.map(Figures.mu) ?? "?" }
        let range = village.range.map {
          "\(Figures.mu($0.lowerBound)) … \(Figures.mu($0.upperBound))"
        }
        table.add(
          ["\(village.code) \(village.name)", Figures.mu(village.ground)] + cells
            + [range ?? "?"])
      }
      common.say(Localized(table.text))
      if villages.contains(where: { $0.results.contains { $0.area == nil } }),
        let supplier = library.record.rules.villages?.suppliedBy
      {
        common.say(
          Localized(
            zh: "? 缺登记，无法判定；由\(supplier.zh)提供。",
            en: "? undecidable, not registered; supplied by \(supplier.en)."))
      }
      common.label(library.record.isSynthetic)
    }
  }

  struct Industry: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "亩均评价：企业与地块两侧 · evaluation of industry by enterprise and by parcel")

    @OptionGroup var workspace: WorkspaceOption

    @Flag(help: "列出地块而不是企业 · list parcels instead of enterprises")
    var parcels = false

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let library = try bench.potentialLibrary()
      let evaluation = library.record.evaluation
      let sides = (parcels ? evaluation?.parcels : evaluation?.enterprises) ?? []
      if common.json { return try Console.json(sides) }
      var table = TextTable(
        common.language == .zh
          ? ["编号", "名称", "用地（亩）", "得分", "类别", "缺"]
          : ["id", "name", "land (mu)", "score", "class", "missing"], right: [2, 3])
      for side in sides.sorted(by: { ($1.score ?? -1, $0.id) < ($0.score ?? -1, $1.id) }) {
        table.add([
          side.id, side.name, Figures.mu(side.land),
          side.score.map { Figures.fixed(Double($0) / 100) } ?? "?", side.grade?.rawValue ?? "?",
          side.missing.joined(separator: ", "),
        ])
      }
      common.say(
        table.isEmpty
          ? Localized(
            zh: "没有企业登记；用 zhitu potential survey --register 给出。",
            en: "No enterprises are registered; give them with zhitu potential survey --register.")
          : Localized(table.text))
      common.label(library.record.isSynthetic)
    }
  }

  /// The overview of the library.
  static func tell(_ card: PotentialCard, _ bench: Workbench, _ common: CommonOptions) throws {
    if common.json {
      return Console.put(String(decoding: try card.json(isPretty: true), as: UTF8.self) + "\n")
    }
    common.say(Localized(PotentialCommand.text(card, common.language)))
    common.label(try bench.isSynthetic())
  }

  static func tell(_ document: PotentialDocument, _ common: CommonOptions) throws {
    if common.json {
      return Console.put(String(decoding: try document.json(isPretty: true), as: UTF8.self) + "\n")
    }
    let language = common.language
    var table = TextTable(
      language == .zh
        ? ["任务", "编号", "选出", "候选", "核实", "理论（亩）", "可实现（亩）", "近期（亩）"]
        : [
          "task", "id", "selected", "candidates", "confirmed", "theoretical (mu)",
          "realisable (mu)", "near-term (mu)",
        ], right: [2, 3, 4, 5, 6, 7])
    for task in document.tasks {
      table.add([
        task.title[language], task.id, String(task.selected), String(task.candidates),
        String(task.confirmed), Figures.mu(task.areas.theoretical),
        Figures.mu(task.areas.realisable), Figures.mu(task.areas.nearTerm),
      ])
    }
    let total = document.total
    table.add([
      language == .zh ? "合计（同一图斑只计一次）" : "total (a patch counts once)", "", "", "", "",
      Figures.mu(total.theoretical), Figures.mu(total.realisable), Figures.mu(total.nearTerm),
    ])
    common.say(Localized("\(document.epoch)\n" + table.text))
    if let last = document.surveys.last {
      common.say(
        Localized(
          zh: "第 \(last.number) 次调查：新增 \(last.came)，退出 \(last.went)，"
            + "变化 \(last.changed)。",
          en: "Survey \(last.number): \(last.came) came, \(last.went) went, "
            + "\(last.changed) changed."))
    }
    for task in document.tasks {
      for one in task.benefits {
        common.say(
          Localized(
            zh: "\(task.title.zh) · \(one.title.zh)：理论 \(Figures.fixed(one.theoretical)) "
              + "\(one.unit.zh)，可实现 \(Figures.fixed(one.realisable))；"
              + "\(one.unknown) 个图斑未知。",
            en: "\(task.title.en) · \(one.title.en): theoretical "
              + "\(Figures.fixed(one.theoretical)) \(one.unit.en), realisable "
              + "\(Figures.fixed(one.realisable)); \(one.unknown) patches unknown."))
      }
    }
    for layer in document.layers where !layer.isPresent {
      common.say(
        Localized(
          zh: "未核对：没有图层“\(layer.title.zh)”，由\(layer.suppliedBy.zh)提供。",
          en: "Unchecked: there is no layer ‘\(layer.title.en)’; supplied by "
            + "\(layer.suppliedBy.en)."))
    }
    for task in document.tasks {
      for gap in task.gaps {
        common.say(
          Localized(
            zh: "无法判定：\(task.title.zh) · \(gap.source)：\(gap.patches) 个图斑缺 \(gap.missing)，"
              + "由\(gap.suppliedBy.zh)提供。",
            en: "Undecidable: \(task.title.en) · \(gap.source): \(gap.patches) patches lack "
              + "\(gap.missing); supplied by \(gap.suppliedBy.en)."))
      }
    }
    for reason in document.stale {
      common.say(
        Localized(
          zh: "潜力库已过时：\(reason.zh)；用 zhitu potential survey 更新。",
          en: "The library is out of date: \(reason.en); renew it with zhitu potential survey."))
    }
    common.label(document.synthetic)
  }

  static func table(
    _ entries: [PotentialEntry], _ library: PotentialLibrary, _ language: Language
  ) -> String {
    var table = TextTable(
      language == .zh
        ? ["编号", "图斑", "地类", "村", "得分", "净面积（亩）", "理论", "可实现", "近期", "排除"]
        : [
          "number", "patch", "class", "village", "score", "net (mu)", "theoretical", "realisable",
          "near-term", "excluded by",
        ], right: [4, 5, 6, 7, 8])
    for entry in entries {
      let levels = PotentialLevel.allCases.map { Figures.mu(library.area(entry, $0)) }
      table.add(
        [
          entry.number, entry.patch, entry.landClass, entry.villageName ?? "",
          entry.score.map(String.init) ?? "–", Figures.mu(entry.net),
        ] + levels + [entry.exclusion ?? ""])
    }
    return table.text
  }

  static func text(_ card: PotentialCard, _ language: Language) -> String {
    let state =
      card.isCandidate
      ? Localized(zh: "候选", en: "candidate") : Localized(zh: "已排除", en: "excluded")
    var lines = [
      "\(card.number)  \(card.taskTitle[language])  \(state[language])  \(card.patch) "
        + "\(card.landClass)  \(card.villageName ?? "")  \(Figures.mu(card.area))"
    ]
    let names: [String: Localized] = [
      "source": Localized(zh: "选出", en: "selected"),
      "clear": Localized(zh: "不涉及", en: "clear"), "cut": Localized(zh: "扣除", en: "cut"),
      "excluded": Localized(zh: "排除", en: "excluded"),
      "unchecked": Localized(zh: "未核对", en: "unchecked"),
      "unreached": Localized(zh: "不再核对", en: "not reached"),
    ]
    for step in card.course {
      let area = step.area.map { "  \(Figures.mu($0))" } ?? ""
      let seen = step.seen.map { "  \($0)" } ?? ""
      lines.append(
        "  \(names[step.outcome]?[language] ?? step.outcome)  \(step.title[language])\(area)\(seen)"
      )
    }
    for level in card.levels {
      lines.append(
        "  \(level.title[language])  \(Figures.mu(level.area))  \(level.formula[language])")
    }
    for one in card.benefits {
      let amount = one.theoretical.map { Figures.fixed($0) } ?? "?"
      lines.append("  \(one.title[language])  \(amount) \(one.unit[language])")
    }
    if let guide = card.guide {
      let names = guide.guides.isEmpty ? "" : "  " + guide.guides.joined(separator: ", ")
      lines.append(
        "  \(guide.standingTitle[language])  \(Figures.mu(guide.inside)) / "
          + "\(Figures.mu(guide.inside + guide.outside))\(names)")
    }
    for visit in card.visits {
      lines.append(
        "  \(visit.at.prefix(10)) \(visit.by)  \(visit.verdictTitle[language])  "
          + "\(visit.willTitle[language])  \(visit.conditionTitle[language])  \(visit.remark)")
    }
    for change in card.changes {
      let why = change.reasons.map { $0[language] }.joined(separator: "; ")
      lines.append("  #\(change.survey) \(change.title[language])  \(why)")
    }
    return lines.joined(separator: "\n")
  }
}
