import Glibc

/// Texts and field names as a dBASE table can hold them: in one encoding, and short.
struct DBFText {
  /// The encoding's name, as `GBK` or `UTF-8`.
  let encoding: String

  /// The most bytes of a text.
  static let textRoom = 254
  /// The most bytes of a field's name.
  static let nameRoom = 10

  /// The result of writing a text.
  struct Fitted {
    var text: String
    var isCut = false
    var hasForeign = false
  }

  /// The text without what the encoding lacks, cut after a whole character.
  ///
  /// Complexity: O(n); most texts are plain and short and are returned as they are.
  func fit(_ text: String, room: Int = DBFText.textRoom) -> Fitted {
    let isPlain = text.utf8.allSatisfy { $0 < 128 }
    if isPlain, text.utf8.count <= room { return Fitted(text: text) }
    var result = Fitted(text: "")
    var used = 0
    for character in text {
      var piece = String(character)
      guard
        let size = size(of: piece)
          ?? { () -> Int? in
            result.hasForeign = true
            piece = "?"
            return 1
          }()
      else { continue }
      if used + size > room {
        result.isCut = true
        break
      }
      used += size
      result.text += piece
    }
    return result
  }

  /// The bytes of a character in the encoding; `nil` if the encoding lacks it.
  private func size(of text: String) -> Int? {
    if text.utf8.count == 1 { return 1 }
    if encoding == "UTF-8" { return text.utf8.count }
    let converter = iconv_open(encoding, "UTF-8")
    guard converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    var source = Array(text.utf8).map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: 16)
    return source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var input = source.baseAddress
        var left = source.count
        var output = target.baseAddress
        var room = target.count
        let outcome = iconv(converter, &input, &left, &output, &room)
        return outcome == 0 && left == 0 ? target.count - room : nil
      }
    }
  }

  /// Short names for fields, each once whatever its case.
  func names(_ fields: [String]) -> [String] {
    var taken: Set<String> = []
    return fields.map { field in
      let base = fit(field, room: DBFText.nameRoom).text
      var name = base
      var number = 2
      while name.isEmpty || !taken.insert(name.lowercased()).inserted {
        let suffix = "_\(number)"
        name = fit(base, room: DBFText.nameRoom - suffix.utf8.count).text + suffix
        number += 1
      }
      return name
    }
  }
}
