import Classes
import Foundation
import Groundwork
import Survey
import VectorFiles

/// Defaults from the file for options that the user has not given.
package struct ImportDefaults {
  package let source: VectorSource
  package let layer: SourceLayer
  let job: Job

  package init(_ source: VectorSource, _ layer: SourceLayer, job: Job = Job()) {
    self.source = source
    self.layer = layer
    self.job = job
  }

  /// The number of features examined for a suggestion.
  private static let sample = 2000
  /// The share of values that a crosswalk must know to be suggested.
  private static let share = 0.9

  // MARK: Year

  /// The years that the features state in SJNF (数据年份), with the number of features of each.
  func years() throws -> [String: Int] {
    guard let column = layer.column(["SJNF"]) else { return [:] }
    var years: [String: Int] = [:]
    try source.forEachFeature(
      in: layer, columns: [column], geometry: false, cancellation: job.cancellation
    ) { feature in
      if let year = Crosswalk.key(feature.values[0]) { years[year, default: 0] += 1 }
    }
    return years
  }

  /// The epoch of a survey layer whose name has no year: the single year that all features state.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `import.epoch-missing`, naming the years where there are
  ///   several.
  package func epoch() throws -> String {
    let years = try years()
    if years.count == 1, let only = years.keys.first { return only }
    let list = years.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) × \($0.value)" }.joined(separator: ", ")
    let likely = years.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "2018"
    throw Diagnostic(
      code: "import.epoch-missing",
      years.isEmpty
        ? Localized(
          zh: "不知道调查年度：图层名称和 SJNF 字段中都没有年份。",
          en: "The epoch is unknown: neither the layer's name nor a field SJNF holds a year.")
        : Localized(
          zh: "不知道调查年度：SJNF 字段中有多个年份（\(list)）。",
          en: "The epoch is unknown: the field SJNF holds several years (\(list))."),
      remedy: Localized(
        zh: "用 --epoch 指定，例如 --epoch \(likely)。", en: "Give it, as in --epoch \(likely)."),
      file: source.path, layer: layer.name)
  }

  // MARK: Crosswalk

  /// A field and the built-in crosswalk that knows its values.
  package struct Suggestion: Equatable {
    package var crosswalk: String
    package var field: String
    package var epoch: String?

    var options: String {
      "--crosswalk \(crosswalk) --class-field \(field)" + (epoch.map { " --epoch \($0)" } ?? "")
    }
  }

  /// The suggestion for a land-use layer whose classes are not of a national system. Fields named
  /// by a crosswalk come before others, later years before earlier ones.
  package func suggestion() throws -> Suggestion? {
    var found: [(rank: Int, suggestion: Suggestion)] = []
    var values = try columnValues()
    values = values.filter { $0.value.count > 1 }
    for name in Crosswalk.builtInNames {
      let crosswalk = try Crosswalk.load(name)
      guard !crosswalk.isUnclassified else { continue }
      for (column, counts) in values {
        let total = counts.values.reduce(0, +)
        let known = counts.filter { crosswalk.entry(for: .text($0.key)) != nil }
        let isKnown =
          Double(known.values.reduce(0, +)) >= ImportDefaults.share * Double(total)
        guard isKnown, known.count > 1 else { continue }
        let field = layer.columns[column].name
        let (isNamed, epoch) = ImportDefaults.fits(field, crosswalk.classFields)
        // Small numbers fit many tables by chance, so they count only in a field of the right name.
        let isText = counts.keys.contains { Int($0) == nil }
        guard isNamed || isText else { continue }
        let year = epoch.flatMap { Int($0) } ?? 0
        found.append(
          (
            (isNamed ? 0 : 10_000) - year,
            Suggestion(crosswalk: name, field: field, epoch: epoch)
          ))
      }
    }
    return found.min { ($0.rank, $0.suggestion.options) < ($1.rank, $1.suggestion.options) }?
      .suggestion
  }

  /// Whether a field has one of the names of a crosswalk, and the year in its name.
  private static func fits(_ field: String, _ names: [String]) -> (isNamed: Bool, epoch: String?) {
    for name in names {
      if name.lowercased() == field.lowercased() { return (true, nil) }
      let parts = name.components(separatedBy: "{epoch}")
      guard parts.count == 2, field.lowercased().hasPrefix(parts[0].lowercased()),
        field.lowercased().hasSuffix(parts[1].lowercased())
      else { continue }
      let middle = field.dropFirst(parts[0].count).dropLast(parts[1].count)
      if middle.count == 4, Int(middle) != nil { return (true, String(middle)) }
    }
    return (false, nil)
  }

  /// How often each value occurs in each column of the first features.
  private func columnValues() throws -> [Int: [String: Int]] {
    struct Enough: Error {}
    var values: [Int: [String: Int]] = [:]
    var count = 0
    do {
      try source.forEachFeature(
        in: layer, geometry: false, cancellation: job.cancellation
      ) { feature in
        for (column, value) in feature.values.enumerated() {
          if let key = Crosswalk.key(value) { values[column, default: [:]][key, default: 0] += 1 }
        }
        count += 1
        if count >= ImportDefaults.sample { throw Enough() }
      }
    } catch is Enough {
      return values
    }
    return values
  }

  /// The diagnostic, with a suggested crosswalk if the classes are the problem.
  func completed(_ diagnostic: Diagnostic) throws -> Diagnostic {
    let codes = ["import.class-field-missing", "import.role-unknown", "class.codes-unknown"]
    guard codes.contains(diagnostic.code), let suggestion = try suggestion() else {
      return diagnostic
    }
    var completed = diagnostic
    let remedy = diagnostic.remedy ?? Localized("")
    completed.remedy = Localized(
      zh: "字段 \(suggestion.field) 的值符合内置对照 \(suggestion.crosswalk)：加 \(suggestion.options)。"
        + remedy.zh,
      en:
        "The values of \(suggestion.field) fit the built-in crosswalk \(suggestion.crosswalk): add "
        + "\(suggestion.options). " + remedy.en)
    return completed
  }
}
