import Foundation
import Groundwork

/// Passwords that everybody tries first (ASVS 5.0, 6.2.4; NIST SP 800-63B, 3.1.1.2).
///
/// Lists of leaked passwords are long and lack the names of Chinese organisations. A rule over a
/// short word list also finds variants: digits in place of letters, years and symbols at either
/// end, concatenated words, rows of the keyboard and the alphabet, and repetitions.
public struct CommonPasswords: Hashable, Sendable {
  /// In lower case.
  public let words: Set<String>

  /// Without words, only runs and repetitions are found.
  public init(words: Set<String> = []) { self.words = words }

  /// Reads one word on each line; `#` begins a comment.
  public init(text: String) {
    words = Set(
      text.split(whereSeparator: \.isNewline).map { $0.prefix { $0 != "#" } }
        .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }.filter { !$0.isEmpty })
  }

  /// Whether the password is easily guessed. O(length² × length of the longest word).
  public func contains(_ password: String) -> Bool {
    let small = Array(password.precomposedStringWithCompatibilityMapping.lowercased())
    guard !small.isEmpty else { return true }
    let plain = small.map { CommonPasswords.letters[$0] ?? $0 }
    return CommonPasswords.isRepeated(small) || isMadeOfPieces(small) || isMadeOfPieces(plain)
  }

  /// Digits and signs that stand for letters.
  private static let letters: [Character: Character] = [
    "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i",
  ]

  /// Rows of the keyboard and the alphabet, in both directions.
  private static let rows: [[Character]] = [
    "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "!@#$%^&*()", "qazwsxedcrfvtgbyhnujm", "147258369",
  ].flatMap { row in [Array(row), Array(row.reversed())] }

  /// Whether it repeats one piece of at most half its length.
  private static func isRepeated(_ text: [Character]) -> Bool {
    guard text.count >= 4 else { return false }
    return (1...(text.count / 2)).contains { size in
      text.indices.allSatisfy { text[$0] == text[$0 % size] }
    }
  }

  /// Whether words, runs and years leave at most four characters, or a quarter of all, to be
  /// guessed.
  private func isMadeOfPieces(_ text: [Character]) -> Bool {
    // fewest[i]: the fewest characters before place i that belong to no piece.
    var fewest = [Int](repeating: .max, count: text.count + 1)
    fewest[0] = 0
    let longest = words.map(\.count).max() ?? 0
    for start in text.indices {
      fewest[start + 1] = min(fewest[start + 1], fewest[start] + 1)
      for end in (start + 1)...text.count {
        let size = end - start
        let isPiece =
          CommonPasswords.isRun(text[start..<end])
          || CommonPasswords.isYear(text[start..<end])
          || size <= longest && size >= 3 && words.contains(String(text[start..<end]))
        if isPiece { fewest[end] = min(fewest[end], fewest[start]) }
      }
    }
    let left = fewest[text.count]
    return left < text.count && left <= max(4, text.count / 4)
  }

  /// 1900 to 2099.
  private static func isYear(_ piece: ArraySlice<Character>) -> Bool {
    guard piece.count == 4, let number = Int(String(piece)) else { return false }
    return (1900...2099).contains(number)
  }

  /// Whether a piece is a run of four or more characters of a row.
  private static func isRun(_ piece: ArraySlice<Character>) -> Bool {
    guard piece.count >= 4, let first = piece.first else { return false }
    if piece.allSatisfy({ $0 == first }) { return true }
    return rows.contains { row in
      row.indices.contains { start in row[start...].starts(with: piece) }
    }
  }
}
