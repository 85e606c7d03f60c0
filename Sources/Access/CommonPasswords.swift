import Foundation
import Groundwork

/// Passwords that everybody tries first (ASVS 5.0, 6.2.4; NIST SP 800-63B, 3.1.1.2).
///
/// A list of leaked passwords is long and knows no Chinese organisation. A rule over a short list of words
/// finds their variants too: letters written as digits, years and signs at either end, words set side by
/// side, rows of the keyboard and of the alphabet, one piece repeated.
public struct CommonPasswords: Hashable, Sendable {
  /// In small letters.
  public let words: Set<String>

  /// Finds runs and repeats only.
  public init(words: Set<String> = []) { self.words = words }

  /// Reads one word a line; `#` begins a remark.
  public init(text: String) {
    words = Set(
      text.split(whereSeparator: \.isNewline).map { $0.prefix { $0 != "#" } }
        .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }.filter { !$0.isEmpty })
  }

  /// Whether somebody who guesses would come upon it soon. O(length² × length of the longest word).
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

  /// Lines along which fingers walk, in both directions.
  private static let rows: [[Character]] = [
    "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "!@#$%^&*()", "qazwsxedcrfvtgbyhnujm", "147258369",
  ].flatMap { row in [Array(row), Array(row.reversed())] }

  /// One piece of at most half the length, again and again.
  private static func isRepeated(_ text: [Character]) -> Bool {
    guard text.count >= 4 else { return false }
    return (1...(text.count / 2)).contains { size in
      text.indices.allSatisfy { text[$0] == text[$0 % size] }
    }
  }

  /// Whether words, runs and years leave only few characters that would have to be guessed: at most four,
  /// or a quarter of the whole.
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

  /// Whether a piece is a walk along a row: four characters or more.
  private static func isRun(_ piece: ArraySlice<Character>) -> Bool {
    guard piece.count >= 4, let first = piece.first else { return false }
    if piece.allSatisfy({ $0 == first }) { return true }
    return rows.contains { row in
      row.indices.contains { start in row[start...].starts(with: piece) }
    }
  }
}
