/// What went wrong, where, and what to do about it.
///
/// Thrown for anything a user can correct, and collected in lists where one bad feature must not
/// stop the rest. `code` is stable and meant for scripts, such as `import.crs-missing`.
public struct Diagnostic: Error, Hashable, Sendable, Codable {
  public enum Severity: String, Sendable, Codable, Comparable {
    case info, warning, error

    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .info ? 0 : self == .warning ? 1 : 2 }
  }

  public var severity: Severity
  public var code: String
  /// What is wrong.
  public var message: Localized
  /// What to do.
  public var remedy: Localized?
  public var file: String?
  public var layer: String?
  /// The feature's own id where it has one, else its number in the file.
  public var feature: String?
  public var field: String?

  public init(
    _ severity: Severity = .error, code: String, _ message: Localized, remedy: Localized? = nil,
    file: String? = nil, layer: String? = nil, feature: String? = nil, field: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.remedy = remedy
    self.file = file
    self.layer = layer
    self.feature = feature
    self.field = field
  }

  /// One line for a person: place, message, remedy.
  public func text(_ language: Language) -> String {
    let places: [(String?, Localized)] = [
      (file, Localized(zh: "文件", en: "file")), (layer, Localized(zh: "图层", en: "layer")),
      (feature, Localized(zh: "要素", en: "feature")), (field, Localized(zh: "字段", en: "field")),
    ]
    let place = places.compactMap { value, name in value.map { "\(name[language]) \($0)" } }
      .joined(separator: language == .zh ? "，" : ", ")
    var text = place.isEmpty ? "" : place + (language == .zh ? "：" : ": ")
    text += message[language]
    if let remedy { text += (language == .zh ? " 处理办法：" : " What to do: ") + remedy[language] }
    return text
  }
}

extension Diagnostic: CustomStringConvertible {
  public var description: String { "[\(code)] " + text(.en) }
}
