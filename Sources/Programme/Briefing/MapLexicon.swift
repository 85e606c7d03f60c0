import Classes
import Groundwork

/// The words that a question to the map may use (图上问答的词表): those of the grammar, and the names
/// of the places, epochs, classes, layers and tasks of one workspace.
public struct MapLexicon: Sendable {
  /// What a word stands for.
  public enum Meaning: Sendable, Hashable {
    /// A place, by the digits that the codes of its patches begin with.
    case place(code: String)
    case epoch(String)
    /// A land class and those below it, by the start of their codes in a system.
    case landClass(LandClassSystem, code: String)
    case category(LandCategory)
    /// Candidates of a task of the potential library.
    case task(String)
    /// All patches.
    case everything
    /// A layer, by its role.
    case layer(String)
    case field(Field)
    case comparison(Comparison)
    case unit(Unit)
    case inside, outside
    case grouping(Grouping)
    case number(ExactShare)
    /// Words without a meaning of their own: 的, 有, 多少 …
    case filler
  }

  public enum Field: String, Sendable, Hashable, Codable, CaseIterable {
    case slope, area, grade

    public var title: Localized {
      switch self {
      case .slope: Localized(zh: "坡度", en: "slope")
      case .area: Localized(zh: "面积", en: "area")
      case .grade: Localized(zh: "等别", en: "grade")
      }
    }
  }

  public enum Comparison: String, Sendable, Hashable, Codable, CaseIterable {
    case more, atLeast = "at_least", less, atMost = "at_most", equal

    public var sign: String {
      switch self {
      case .more: ">"
      case .atLeast: "≥"
      case .less: "<"
      case .atMost: "≤"
      case .equal: "="
      }
    }

    public func holds(_ value: Double, _ bound: Double) -> Bool {
      switch self {
      case .more: value > bound
      case .atLeast: value >= bound
      case .less: value < bound
      case .atMost: value <= bound
      case .equal: value == bound
      }
    }
  }

  public enum Unit: String, Sendable, Hashable, Codable, CaseIterable {
    case degree, mu, hectare, squareMetre = "m2", grade

    /// The field that it measures.
    var field: Field {
      switch self {
      case .degree: .slope
      case .mu, .hectare, .squareMetre: .area
      case .grade: .grade
      }
    }

    public var title: Localized {
      switch self {
      case .degree: Localized(zh: "度", en: "degrees")
      case .mu: Localized(zh: "亩", en: "mu")
      case .hectare: Localized(zh: "公顷", en: "ha")
      case .squareMetre: Localized(zh: "平方米", en: "m²")
      case .grade: Localized(zh: "等", en: "grade")
      }
    }
  }

  public enum Grouping: String, Sendable, Hashable, Codable, CaseIterable {
    case village, town
    case landClass = "class"

    public var title: Localized {
      switch self {
      case .village: Localized(zh: "按村", en: "by village")
      case .town: Localized(zh: "按镇（街道）", en: "by town")
      case .landClass: Localized(zh: "按地类", en: "by class")
      }
    }
  }

  private(set) var meanings: [String: [Meaning]] = [:]
  private(set) var longest = 0

  /// The words of the grammar itself.
  public init() {
    for word in [
      "的", "有", "哪些", "多少", "几块", "在", "位于", "是", "和", "与", "或", "及", "、", "，", ",", "。",
      "？", "?", "；", "请", "列出", "查", "查询", "找", "找出", "显示", "统计", "总", "一共", "共", "块", "里",
      "范围", "为", "要", "把", "出来", "全部", "所有", "the", "of", "in", "and", "all", "with",
    ] { add(word, .filler) }
    for (words, meaning) in MapLexicon.grammar {
      for word in words { add(word, meaning) }
    }
  }

  private static let grammar: [([String], Meaning)] = [
    (["图斑", "地块", "土地", "patches", "land"], .everything),
    (["坡度", "slope"], .field(.slope)),
    (["面积", "area"], .field(.area)),
    (["等别", "耕地等别", "质量等别", "grade"], .field(.grade)),
    (["大于", "超过", "高于", "多于", "above", ">"], .comparison(.more)),
    (["不小于", "不低于", "不少于", "以上", "及以上", "至少", ">=", "≥"], .comparison(.atLeast)),
    (["小于", "低于", "少于", "不足", "未满", "below", "<"], .comparison(.less)),
    (["不大于", "不超过", "不高于", "不多于", "以下", "及以下", "以内", "至多", "<=", "≤"], .comparison(.atMost)),
    (["等于", "="], .comparison(.equal)),
    (["度", "°", "degrees"], .unit(.degree)),
    (["亩", "mu"], .unit(.mu)),
    (["公顷", "ha"], .unit(.hectare)),
    (["平方米", "平米", "㎡", "m²", "m2"], .unit(.squareMetre)),
    (["等"], .unit(.grade)),
    (["内", "以内", "以里", "范围内", "之内", "里面", "inside"], .inside),
    (["外", "以外", "之外", "范围外", "外面", "outside"], .outside),
    (["按村", "分村", "各村", "by village"], .grouping(.village)),
    (["按镇", "分镇", "各镇", "按街道", "各街道", "按乡镇", "by town"], .grouping(.town)),
    (["按地类", "分地类", "各地类", "by class"], .grouping(.landClass)),
  ]

  /// Adds a word; the same word may have several meanings.
  public mutating func add(_ word: String, _ meaning: Meaning) {
    let key = word.lowercased()
    guard !key.isEmpty, !(meanings[key]?.contains(meaning) ?? false) else { return }
    meanings[key, default: []].append(meaning)
    longest = max(longest, key.count)
  }

  /// Adds the classes and categories of a system by their Chinese and English names.
  public mutating func add(_ system: LandClassSystem) {
    for land in LandClassTable.of(system)?.classes ?? [] {
      add(land.name.zh, .landClass(system, code: land.code))
      add(land.name.en, .landClass(system, code: land.code))
    }
    for land in LandClassTable.of(system)?.firstLevel ?? [] {
      add(land.name.zh, .landClass(system, code: land.code))
      add(land.name.en, .landClass(system, code: land.code))
    }
    // The short name of the second first-level class, as people use it.
    for land in LandClassTable.of(system)?.firstLevel ?? [] where land.name.zh == "种植园用地" {
      add("园地", .landClass(system, code: land.code))
    }
    for category in LandCategory.allCases {
      add(category.name.zh, .category(category))
      add(category.name.en, .category(category))
    }
  }

  /// Words that are somewhat like an unknown one: those that share its first character.
  func suggestions(for word: String) -> [String] {
    guard let first = word.lowercased().first else { return [] }
    return meanings.filter { $0.key.first == first && $0.value != [.filler] }.keys.sorted()
      .prefix(6).map(\.self)
  }
}
