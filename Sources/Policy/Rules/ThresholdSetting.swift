import Groundwork

/// A changed threshold of one rule, for a what-if analysis (假设分析): `CAP-01=0.02`,
/// `CAP-01/pbf=1/50`, in the unit of the rule.
public struct ThresholdSetting: Sendable, Hashable {
  public let rule: String
  /// Nil for every part of the rule.
  public let part: String?
  public let threshold: Rational

  public var reference: String { Rule.reference(rule, part) }

  /// Reads `CAP-01/pbf=0.02`. A percentage may be written `2%`, a truth value `true`.
  ///
  /// Throws `rules.bad-setting`.
  public init(_ text: String) throws(Diagnostic) {
    let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
    let names = sides.first?.split(separator: "/", maxSplits: 1).map(String.init) ?? []
    guard sides.count == 2, let rule = names.first, let number = ThresholdSetting.number(sides[1])
    else {
      throw Diagnostic(
        code: "rules.bad-setting",
        Localized(zh: "“\(text)”不是阈值设定", en: "‘\(text)’ does not set a threshold"),
        remedy: Localized(
          zh: "写作 CAP-01=0.02 或 CAP-01/pbf=2%，单位同该规则。",
          en: "Write CAP-01=0.02 or CAP-01/pbf=2%, in the unit of the rule."))
    }
    self.rule = rule
    part = names.count > 1 ? names[1] : nil
    threshold = number
  }

  private static func number(_ text: String) -> Rational? {
    if text == "true" { return .one }
    if text == "false" { return .zero }
    if text.hasSuffix("%") {
      return Rational(decimal: text.dropLast())?.divided(by: Rational(100))?.reduced
    }
    return Rational(fraction: text)?.reduced
  }

  func concerns(_ rule: String, part: String?) -> Bool {
    self.rule == rule && (self.part == nil || self.part == part)
  }
}

extension RuleBook {
  /// The same book with changed thresholds, also where other rules refer to them. The hashes of its
  /// packs change.
  ///
  /// Throws `rules.unknown` when there is no such rule with a threshold.
  public func setting(_ settings: [ThresholdSetting]) throws(Diagnostic) -> RuleBook {
    for setting in settings {
      let parts = rules.filter { $0.id == setting.rule }
        .flatMap { rule in rule.parts.filter { setting.concerns(rule.id, part: $0.name) } }
      guard parts.contains(where: { !$0.isReport && $0.gap == nil }) else {
        throw unknown(setting.reference)
      }
    }
    return try RuleBook.withoutProblems(files, settings: settings, named: "")
  }

  /// The rule book in a folder; or, if the folder holds a single pack, this book with its pack of
  /// that id replaced.
  public func alternative(_ folder: String) throws(Diagnostic) -> RuleBook {
    let found = try PolicyFile.folder(folder)
    let (book, problems) = alternative(found, named: folder)
    if let first = problems.first { throw first }
    guard let book else { throw RuleBook.noPack(folder) }
    return book
  }

  /// The same from the texts of the files, with every problem; a book with problems is still returned.
  ///
  /// - Parameter name: of the folder, whose last part names a pack that this book does not have.
  public func alternative(
    _ found: [PolicyFile], named folder: String
  ) -> (book: RuleBook?, problems: [Diagnostic]) {
    if found.contains(where: { $0.name == "facts.yaml" }) { return RuleBook.read(found) }
    guard found.contains(where: { $0.name == "pack.yaml" }) else {
      return (nil, [RuleBook.noPack(folder)])
    }
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    func placed(in name: String) -> [PolicyFile] {
      found.map { PolicyFile(name: name + "/" + $0.name, text: $0.text) }
    }
    let (pack, problems) = RulePack.read(placed(in: name), folder: name, catalogue: catalogue)
    guard let pack, problems.isEmpty else { return (nil, problems) }
    let replaced = packs.first { $0.id == pack.id }?.chapters.first?.file
      .split(separator: "/").dropLast().joined(separator: "/")
    let place = replaced ?? name
    let kept = files.filter { !$0.name.hasPrefix(place + "/") }
    return RuleBook.read(kept + placed(in: place))
  }

  /// The error for a rule that does not exist.
  public func unknown(_ reference: String) -> Diagnostic {
    Diagnostic(
      code: "rules.unknown",
      Localized(zh: "没有规则“\(reference)”", en: "there is no rule ‘\(reference)’"),
      remedy: Localized(
        zh: "zhitu rules list 列出全部规则。", en: "zhitu rules list shows all of them."))
  }
}
