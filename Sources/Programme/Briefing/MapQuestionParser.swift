import Groundwork

/// Reads a question over a closed grammar. A word that it does not know, and words that do not fit
/// together, are refused by name: no part of a question is ever left out in silence.
///
/// ```
/// question  := part*
/// part      := place | epoch | subject | condition | layer | grouping | filler
/// condition := field comparison number unit | field number unit comparison
/// layer     := layer-name (inside | outside)
/// ```
public struct MapQuestionParser: Sendable {
  private struct Word {
    var text: String
    var meanings: [MapLexicon.Meaning]
  }

  private let lexicon: MapLexicon

  public init(_ lexicon: MapLexicon) { self.lexicon = lexicon }

  /// - Throws: Diagnostics `ask.word`, `ask.condition`, `ask.layer`, `ask.twice`, `ask.empty`.
  /// - Complexity: O(length × longest word).
  public func parse(_ text: String) throws -> MapQuestion {
    guard text.count <= 500 else {
      throw refusal("long", zh: "问题不超过 500 字。", en: "a question has at most 500 characters.")
    }
    let words = try split(text)
    guard words.contains(where: { $0.meanings != [.filler] }) else {
      throw refusal(
        "empty", zh: "请写出要找的东西，如“云浦镇 2023 年 坡度大于 15 度的 耕地”。",
        en: "Say what to find, such as ‘云浦镇 2023 年 坡度大于 15 度的 耕地’.")
    }
    var question = MapQuestion()
    var rest = words[...]
    while let word = rest.first {
      if word.meanings == [.filler] {
        rest.removeFirst()
      } else if let layer = try layer(&rest) {
        question.layers.append(layer)
      } else if let condition = try condition(&rest) {
        question.conditions.append(condition)
      } else {
        try take(word, into: &question)
        rest.removeFirst()
      }
    }
    question.places = narrowed(question.places)
    return question
  }

  /// “云浦镇 河头村” is the village: the wider place only says where it lies, and which one is meant
  /// where several have the name.
  private func narrowed(_ places: [MapQuestion.Place]) -> [MapQuestion.Place] {
    func lies(_ place: MapQuestion.Place, in wide: MapQuestion.Place) -> Bool {
      place.code != wide.code && place.code.hasPrefix(wide.code)
    }
    let meant = places.filter { place in
      places.contains { lies(place, in: $0) }
        || !places.contains { one in
          one.word == place.word && places.contains { lies(one, in: $0) }
        }
    }
    return meant.filter { wide in !meant.contains { lies($0, in: wide) } }
  }

  // MARK: Words

  /// The longest known word at each place; digits are numbers.
  private func split(_ text: String) throws -> [Word] {
    let characters = Array(text.lowercased())
    let shown = Array(text)
    guard characters.count == shown.count else {
      throw refusal("word", zh: "有不认识的字符。", en: "there is a character that is not known.")
    }
    var words: [Word] = []
    var at = 0
    while at < characters.count {
      if characters[at].isWhitespace {
        at += 1
        continue
      }
      if let (number, end) = self.number(characters, at) {
        // Digits followed by 年 are a year.
        let digits = String(characters[at..<end])
        var next = end
        while next < characters.count, characters[next].isWhitespace { next += 1 }
        let isYear = next < characters.count && characters[next] == "年"
        let year = lexicon.meanings[digits]?.filter { if case .epoch = $0 { true } else { false } }
        if isYear {
          guard let year, !year.isEmpty else { throw unknownEpoch(digits) }
          words.append(Word(text: digits, meanings: year))
          at = next + 1
          if at < characters.count, characters[at] == "度" { at += 1 }
        } else {
          words.append(Word(text: digits, meanings: [.number(number)] + (year ?? [])))
          at = end
        }
        continue
      }
      guard let length = known(characters, at) else {
        throw unknown(String(shown[at..<unknownEnd(characters, at)]))
      }
      let key = String(characters[at..<at + length])
      words.append(
        Word(text: String(shown[at..<at + length]), meanings: lexicon.meanings[key] ?? []))
      at += length
    }
    return words
  }

  private func number(_ characters: [Character], _ start: Int) -> (ExactShare, Int)? {
    var end = start
    while end < characters.count,
      characters[end].isASCII && characters[end].isNumber || characters[end] == "."
    {
      end += 1
    }
    guard end > start, let number = ExactShare(String(characters[start..<end])) else { return nil }
    return (number, end)
  }

  private func known(_ characters: [Character], _ at: Int) -> Int? {
    let most = min(lexicon.longest, characters.count - at)
    guard most > 0 else { return nil }
    return (1...most).reversed().first {
      lexicon.meanings[String(characters[at..<at + $0])] != nil
    }
  }

  /// Where the next known word begins.
  private func unknownEnd(_ characters: [Character], _ start: Int) -> Int {
    var end = start + 1
    while end < characters.count, !characters[end].isWhitespace,
      !(characters[end].isASCII && characters[end].isNumber), known(characters, end) == nil
    {
      end += 1
    }
    return end
  }

  // MARK: Parts

  private func take(_ word: Word, into question: inout MapQuestion) throws {
    let subjects = word.meanings.filter { meaning in
      switch meaning {
      case .landClass, .category, .task, .everything: true
      default: false
      }
    }
    for meaning in word.meanings {
      switch meaning {
      case .place(let code):
        question.places.append(.init(word: word.text, code: code))
        continue
      case .epoch(let epoch):
        if let known = question.epoch, known != epoch {
          throw refusal(
            "twice", zh: "一次只问一个年度：\(known)、\(epoch)。",
            en: "ask about one epoch at a time: \(known), \(epoch).")
        }
        question.epoch = epoch
        return
      case .grouping(let grouping):
        if let known = question.grouping, known != grouping {
          throw refusal(
            "twice", zh: "一次只按一种方式汇总：“\(word.text)”是第二种。",
            en: "group in one way at a time: ‘\(word.text)’ is the second.")
        }
        question.grouping = grouping
        return
      default: break
      }
    }
    if word.meanings.contains(where: { if case .place = $0 { true } else { false } }) { return }
    if subjects == [.everything] { return }
    if !subjects.isEmpty {
      question.subjects.append(.init(word: word.text, meanings: subjects))
      return
    }
    // “面积” alone asks for the area, which every answer states.
    if word.meanings.contains(.field(.area)) || word.meanings.contains(.unit(.mu)) { return }
    throw refusal(
      "condition", zh: "“\(word.text)”在这里讲不通；条件写成“坡度大于 15 度”“面积 10 亩以上”。",
      en: "‘\(word.text)’ does not fit here; write a condition such as ‘坡度大于 15 度’.")
  }

  /// A layer with inside or outside after it.
  private func layer(_ rest: inout ArraySlice<Word>) throws -> MapQuestion.Layer? {
    guard let word = rest.first else { return nil }
    var role: String?
    for case .layer(let name) in word.meanings { role = name }
    guard let role else { return nil }
    var after = rest.dropFirst()
    while let next = after.first, next.meanings == [.filler], next.text == "范围" || next.text == "里"
    {
      after.removeFirst()
    }
    let isInside = after.first?.meanings.contains(.inside) ?? false
    let isOutside = after.first?.meanings.contains(.outside) ?? false
    guard isInside || isOutside else {
      throw refusal(
        "layer", zh: "“\(word.text)”后请写“内”或“外”。",
        en: "write ‘内’ (inside) or ‘外’ (outside) after ‘\(word.text)’.")
    }
    rest = after.dropFirst()
    return .init(word: word.text, role: role, isInside: isInside)
  }

  /// A condition in either order of its words.
  private func condition(_ rest: inout ArraySlice<Word>) throws -> MapQuestion.Condition? {
    guard let word = rest.first else { return nil }
    var field: MapLexicon.Field?
    for case .field(let one) in word.meanings { field = one }
    guard let field else { return nil }
    var comparison: MapLexicon.Comparison?
    var value: ExactShare?
    var unit: MapLexicon.Unit?
    var after = rest.dropFirst()
    while let next = after.first {
      var isTaken = false
      for meaning in next.meanings where !isTaken {
        switch meaning {
        case .comparison(let one) where comparison == nil:
          comparison = one
          isTaken = true
        case .number(let one) where value == nil:
          value = one
          isTaken = true
        case .unit(let one) where value != nil && unit == nil:
          unit = one
          isTaken = true
        case .filler
        where value == nil && (next.text == "在" || next.text == "为" || next.text == "是"):
          isTaken = true
        default: break
        }
      }
      guard isTaken else { break }
      after.removeFirst()
      if comparison != nil, value != nil, unit != nil { break }
    }
    if comparison == nil, value == nil, field == .area { return nil }
    guard let comparison, let value else {
      throw refusal(
        "condition", zh: "“\(word.text)”后请写比较和数，如“大于 15 度”“15 度以上”。",
        en: "write a comparison and a number after ‘\(word.text)’, such as ‘大于 15 度’.")
    }
    let natural: MapLexicon.Unit? =
      field == .slope ? .degree : field == .grade ? .grade : nil
    guard let unit = unit ?? natural, unit.field == field else {
      throw refusal(
        "unit", zh: "“\(word.text)”的单位不对：坡度用度，面积用亩、公顷或平方米，等别用等。",
        en: "the unit after ‘\(word.text)’ does not fit: degrees; mu, ha or m²; grade.")
    }
    rest = after
    return .init(field: field, comparison: comparison, value: value, unit: unit)
  }

  // MARK: Refusals

  private func unknown(_ word: String) -> Diagnostic {
    let near = lexicon.suggestions(for: word)
    return Diagnostic(
      code: "ask.word",
      Localized(zh: "不认识“\(word)”。", en: "‘\(word)’ is not understood."),
      remedy: near.isEmpty
        ? Localized(
          zh: "可以问：地名、年度、地类、“坡度大于 15 度”、“面积 10 亩以上”、“生态保护红线内”、“按村”。",
          en: "Ask with places, epochs, classes, conditions, layers with 内 or 外, groupings.")
        : Localized(
          zh: "是不是：\(near.joined(separator: "、"))？", en: "Perhaps: \(near.joined(separator: ", "))?"
        ),
      field: word)
  }

  private func unknownEpoch(_ digits: String) -> Diagnostic {
    let known = lexicon.meanings.values.flatMap(\.self).compactMap { meaning -> String? in
      if case .epoch(let epoch) = meaning { epoch } else { nil }
    }
    let list = Set(known).sorted().joined(separator: "、")
    return Diagnostic(
      code: "ask.word",
      Localized(zh: "没有 \(digits) 年度的调查。", en: "there is no survey of \(digits)."),
      remedy: Localized(zh: "有：\(list)。", en: "There are: \(list)."), field: digits)
  }

  private func refusal(_ code: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "ask.\(code)", Localized(zh: zh, en: en))
  }
}
