import Groundwork

/// What is wrong at one line of a text; the object that holds it is left out.
struct LineFault: Error, Hashable {
  var line: Int
  var what: Localized
}

/// The faults of a file: the first ones in words, and the number of all.
struct LineFaults {
  let file: String
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var count = 0

  /// So many are told one by one.
  static let kept = 100

  init(file: String) {
    self.file = file
  }

  mutating func add(
    _ code: String, line: Int, _ what: Localized, remedy: Localized? = nil, layer: String? = nil,
    feature: Int64? = nil
  ) {
    count += 1
    guard diagnostics.count < LineFaults.kept else { return }
    diagnostics.append(
      Diagnostic(
        .warning, code: code,
        Localized(zh: "第 \(line) 行：\(what.zh)", en: "Line \(line): \(what.en)"), remedy: remedy,
        file: file, layer: layer, feature: feature.map { String($0) }))
  }

  /// All in words; that there are more is said at the end.
  var all: [Diagnostic] {
    guard count > diagnostics.count else { return diagnostics }
    return diagnostics + [
      Diagnostic(
        .warning, code: "exchange.more-faults",
        Localized(
          zh: "共 \(count) 处问题，只列出前 \(diagnostics.count) 处。",
          en: "There are \(count) faults; the first \(diagnostics.count) are listed."), file: file)
    ]
  }
}
