import Groundwork
import Programme
import Workbench

/// A diagnosis for a terminal: all figures of the whole district, states side by side, then one
/// line for each area.
struct DiagnosisTable {
  let lines: [String]

  /// The farmland metrics shown; JSON and CSV have all of them.
  private static let shown = [
    "np", "ca", "pd", "area_mn", "area_cv", "ed", "shape_am", "frac_am", "ai", "mesh", "division",
  ]
  private static let shownOfAreas = ["np", "ca", "area_mn", "shape_am"]
  private static let figuresOfAreas = ["share_100", "small_field_share", "owner_januszewski"]

  init(_ document: DiagnosisDocument, _ language: Language) {
    var lines = [DiagnosisTable.comparison(document, language)]
    for state in document.states where state.sections.count > 1 {
      lines.append(DiagnosisTable.areas(document, state, language))
    }
    self.lines = lines
  }

  private static func text(_ value: Double?, _ places: Int) -> String {
    value.map { Figures.fixed($0, places) } ?? "–"
  }

  private static func places(_ value: Double?, _ unit: Localized) -> Int {
    if unit.zh == "个" { return 0 }
    return abs(value ?? 0) < 10 ? 4 : 2
  }

  private static func comparison(
    _ document: DiagnosisDocument, _ language: Language
  ) -> String {
    let sections = document.states.compactMap { $0.sections.first }
    var head = [Localized(zh: "耕地指标", en: "Farmland")[language], ""]
    for state in document.states { head.append(state.name) }
    if document.states.count > 1 { head.append(Localized(zh: "增减", en: "change")[language]) }
    head.append(Localized(zh: "公式", en: "formula")[language])
    var table = TextTable(head, right: Set(2..<(head.count - 1)))
    func add(_ meaning: DiagnosisDocument.Meaning, _ values: [Double?]) {
      let digits = places(values.compactMap(\.self).max(), meaning.unit)
      var row = [meaning.name[language], meaning.unit[language]]
      row += values.map { text($0, digits) }
      if values.count > 1 {
        let change = values[0].flatMap { first in values[values.count - 1].map { $0 - first } }
        row.append(text(change, digits))
      }
      table.add(row + [meaning.formula])
    }
    for (number, meaning) in document.metrics.enumerated() where shown.contains(meaning.id) {
      add(meaning, sections.map { $0.metrics[0][number] })
    }
    for (number, meaning) in document.figures.enumerated() {
      add(meaning, sections.map { number < $0.figures.count ? $0.figures[number] : nil })
    }
    return table.text
  }

  private static func areas(
    _ document: DiagnosisDocument, _ state: DiagnosisDocument.State, _ language: Language
  ) -> String {
    let metrics = document.metrics.indices.filter { shownOfAreas.contains(document.metrics[$0].id) }
    let figures = document.figures.indices.filter {
      figuresOfAreas.contains(document.figures[$0].id)
    }
    let head =
      [state.name] + metrics.map { document.metrics[$0].name[language] }
      + figures.map { document.figures[$0].name[language] }
    var table = TextTable(head, right: Set(1..<head.count))
    for section in state.sections {
      let name =
        section.kind == .whole
        ? Localized(zh: "全部", en: "whole")[language]
        : [section.name, section.code].first { !$0.isEmpty } ?? ""
      table.add(
        [name]
          + metrics.map {
            text(section.metrics[0][$0], places(section.metrics[0][$0], document.metrics[$0].unit))
          }
          + figures.map { text(section.figures[$0], 2) })
    }
    return "\n" + table.text
  }
}
