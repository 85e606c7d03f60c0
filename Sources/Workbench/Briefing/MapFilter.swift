import Classes
import Flow
import Groundwork
import Programme
import Storage

/// Whether a patch meets a question: yes, no, or nobody knows.
struct MapFilter {
  let facts: [MapFacts]
  private(set) var notes: [Localized] = []
  private let question: MapQuestion
  private let side: FlowSide
  /// For each layer of the question, the share of each patch inside it.
  private var shares: [[Double]] = []
  /// Candidates of each task that the question names.
  private var candidates: [String: Set<String>] = [:]
  private let towns: [String: String]

  /// The upper bounds of the slope classes 1 to 4 in degrees (TD/T 1055-2019).
  private static let slopeBounds = [2.0, 6, 15, 25]

  /// - Throws: Diagnostics `ask.no-value`, `ask.slope`, `ask.task`; ``Geometry/GEOSError``.
  init(
    _ question: MapQuestion, _ side: FlowSide, _ facts: [MapFacts], _ bench: Workbench
  ) throws {
    self.question = question
    self.side = side
    self.facts = facts
    towns = try bench.townNames()
    for layer in question.layers { shares.append(try bench.shares(of: side, in: layer.role)) }
    if !question.layers.isEmpty {
      notes.append(
        Localized(
          zh: "图斑按大部分所在判断内外。", en: "A patch is inside where the larger part of it is."))
    }
    for condition in question.conditions { try check(condition) }
    for subject in question.subjects {
      for case .task(let id) in subject.meanings {
        let library = try bench.potentialLibrary()
        let record = library.record
        guard record.epoch == side.name else {
          throw Diagnostic(
            code: "ask.task",
            Localized(
              zh: "潜力库是 \(record.epoch) 年度的，问的是 \(side.name) 年度。",
              en: "The potential library is of \(record.epoch), the question of \(side.name)."),
            remedy: Localized(
              zh: "改问 \(record.epoch) 年，或更新潜力库。",
              en: "Ask about \(record.epoch), or renew the library."))
        }
        candidates[id] = Set(
          record.entries.filter {
            $0.task == id && $0.isCandidate
              && library.visit($0.number)?.finding.verdict != .rejected
          }.map(\.patch))
        notes.append(
          Localized(
            zh: "“\(subject.word)”按候选图斑的整个图斑面积计，不是潜力面积；外业否定的不计。",
            en: "‘\(subject.word)’ counts whole candidate patches, not the area of potential; those"
              + " that were rejected in the field do not count."))
      }
    }
  }

  private mutating func check(_ condition: MapQuestion.Condition) throws {
    switch condition.field {
    case .area: return
    case .grade:
      guard facts.contains(where: { $0.grade != nil }) else { throw missing("等别（GDDB）", "grade") }
    case .slope:
      if facts.contains(where: { $0.slope != nil }) { return }
      guard facts.contains(where: { $0.slopeClass != nil }) else {
        throw missing("坡度（SLOPE_MEAN、GDPDJB）", "slope")
      }
      guard MapFilter.slopeBounds.contains(condition.value.value), condition.comparison != .equal
      else {
        throw Diagnostic(
          code: "ask.slope",
          Localized(
            zh: "“\(side.name)”只有坡度级，坡度只能按 2、6、15、25 度分。",
            en: "‘\(side.name)’ has only slope classes: slopes can be split at 2, 6, 15 and 25."),
          remedy: Localized(
            zh: "改问这几个度数，或导入有 SLOPE_MEAN 字段的调查。",
            en: "Ask for one of these, or import a survey with the field SLOPE_MEAN."))
      }
      notes.append(
        Localized(
          zh: "按坡度级判断：\(condition.value.decimal) 度本身属于较低的一级；坡度级只登记在耕地上。",
          en: "By slope class: \(condition.value.decimal) degrees belong to the lower class;"
            + " only farmland has slope classes."))
    }
  }

  private func missing(_ zh: String, _ en: String) -> Diagnostic {
    Diagnostic(
      code: "ask.no-value",
      Localized(
        zh: "“\(side.name)”没有\(zh)，答不了。", en: "‘\(side.name)’ does not state the \(en)."))
  }

  /// `nil`: the location, the class or a value that the question needs is not recorded.
  func holds(_ patch: Int) -> Bool? {
    let parts = [
      MapFilter.any(question.places.map { isIn($0, patch) }),
      MapFilter.any(question.subjects.map { isOne($0, patch) }),
    ]
    if parts.contains(false) { return false }
    for (layer, share) in zip(question.layers, shares)
    where (share[patch] > 0.5) != layer.isInside {
      return false
    }
    var answer: Bool? = parts.contains(nil) ? nil : true
    for condition in question.conditions {
      switch holds(condition, patch) {
      case false?: return false
      case nil: answer = nil
      case true?: break
      }
    }
    return answer
  }

  /// One of several alternatives; all hold where none is asked for.
  private static func any(_ answers: [Bool?]) -> Bool? {
    if answers.isEmpty || answers.contains(true) { return true }
    return answers.contains(nil) ? nil : false
  }

  /// `nil`: the code of the location is missing, or ends before the level of the place.
  private func isIn(_ place: MapQuestion.Place, _ patch: Int) -> Bool? {
    let code = facts[patch].code
    if code.hasPrefix(place.code) { return true }
    return place.code.hasPrefix(code) ? nil : false
  }

  /// `nil`: the class is of no system that the word stands in.
  private func isOne(_ subject: MapQuestion.Subject, _ patch: Int) -> Bool? {
    let item = side.classes[Int(side.classOf[patch])]
    let answers = subject.meanings.map { meaning -> Bool? in
      switch meaning {
      case .landClass(let system, let code):
        // A first-level class need not be the beginning of the codes below it, as 湿地 is not.
        item.standard.flatMap { label in
          label.system == system
            ? item.level1?.key == code || code.count > 2 && label.key.hasPrefix(code) : nil
        }
      case .category(let category): item.category.map { $0.key == category.rawValue }
      case .task(let id): candidates[id]?.contains(side.ids[patch])
      case .everything: true
      default: false
      }
    }
    // The same word in another system says nothing about the class.
    return MapFilter.any(answers.contains { $0 != nil } ? answers.filter { $0 != nil } : answers)
  }

  private func holds(_ condition: MapQuestion.Condition, _ patch: Int) -> Bool? {
    let bound = condition.value.value
    switch condition.field {
    case .area:
      // In whole hundredths of a square metre: bound · unit, times three for 亩.
      let hundredths = Int128(side.areas[patch].hundredths)
      let millionths = Int128(condition.value.millionths)
      let (left, right): (Int128, Int128) =
        switch condition.unit {
        case .mu: (hundredths * 3 * 1_000_000, millionths * 200_000)
        case .hectare: (hundredths * 1_000_000, millionths * 1_000_000)
        default: (hundredths * 1_000_000, millionths * 100)
        }
      return switch condition.comparison {
      case .more: left > right
      case .atLeast: left >= right
      case .less: left < right
      case .atMost: left <= right
      case .equal: left == right
      }
    case .grade: return facts[patch].grade.map { condition.comparison.holds($0, bound) }
    case .slope:
      if let slope = facts[patch].slope { return condition.comparison.holds(slope, bound) }
      guard condition.comparison != .equal, let own = facts[patch].slopeClass,
        (1...5).contains(own),
        let place = MapFilter.slopeBounds.firstIndex(of: bound)
      else { return nil }
      let isAbove = own > place + 1
      return condition.comparison == .more || condition.comparison == .atLeast ? isAbove : !isAbove
    }
  }

  func group(_ patch: Int, _ grouping: MapLexicon.Grouping) -> (String, Localized) {
    switch grouping {
    case .landClass:
      let item = side.classes[Int(side.classOf[patch])]
      let label = item.standard ?? item.source
      return (
        label.key,
        Localized(zh: "\(label.key) \(label.name.zh)", en: "\(label.key) \(label.name.en)")
      )
    case .village:
      let code = String(facts[patch].code.prefix(12))
      return code.isEmpty ? MapFilter.nowhere : (code, Localized(facts[patch].villageName))
    case .town:
      let code = String(facts[patch].code.prefix(9))
      return code.isEmpty ? MapFilter.nowhere : (code, Localized(towns[code] ?? code))
    }
  }

  private static let nowhere = ("", Localized(zh: "未写坐落", en: "location not stated"))
}
