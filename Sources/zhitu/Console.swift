import Foundation
import Groundwork
import Synchronization

/// Standard output and standard error.
enum Console {
  private static let chosen = Mutex<Language?>(nil)

  /// The language of messages: `--lang`, else `ZHITU_LANG`, else Chinese.
  static var language: Language {
    get {
      chosen.withLock { $0 }
        ?? ProcessInfo.processInfo.environment["ZHITU_LANG"].flatMap(Language.init(rawValue:))
        ?? .zh
    }
    set { chosen.withLock { $0 = newValue } }
  }

  /// A line on standard error.
  static func note(_ text: String) {
    write(text + "\n", to: .standardError)
  }

  static func report(_ diagnostic: Diagnostic) {
    let kind: Localized =
      switch diagnostic.severity {
      case .error: Localized(zh: "错误", en: "error")
      case .warning: Localized(zh: "警告", en: "warning")
      case .info: Localized(zh: "提示", en: "note")
      }
    note("\(kind[language]) [\(diagnostic.code)] \(diagnostic.text(language))")
  }

  /// Text on standard output.
  static func put(_ text: String) {
    write(text, to: .standardOutput)
  }

  private static func write(_ text: String, to handle: FileHandle) {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      // The reader of the output has closed it, so nothing more can be written.
      Foundation.exit(ExitStatus.bad.rawValue)
    }
  }

  static func json(_ value: some Encodable) throws { put(try encoded(value)) }

  /// JSON with sorted keys and a final newline.
  static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
