/// The language in which a person is addressed.
public enum Language: String, Sendable, Codable, CaseIterable {
  case zh, en
}

/// A text in Chinese and in English.
///
/// Everything a user reads is said in both languages; Chinese comes first.
public struct Localized: Hashable, Sendable, Codable {
  public var zh: String
  public var en: String

  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// The same text in both languages: a name, a code, a number.
  public init(_ both: String) {
    self.init(zh: both, en: both)
  }

  public subscript(language: Language) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}
