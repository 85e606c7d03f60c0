import Foundation
import Groundwork

/// Draws the plots that are checked on the ground (抽查图斑), so that anybody can draw them again.
///
/// The seed is announced before the candidates are known, or made of something nobody chooses, such as
/// the numbers of a lottery. Every candidate gets the number SHA-256(seed, line feed, id); the smallest
/// are drawn. The draw does not depend on the order of the candidates; a longer draw begins with the
/// shorter one; and `printf '%s\n%s' SEED ID | sha256sum` checks any of it without this program.
///
/// Source: E. Ohlsson, Coordination of samples using permanent random numbers (1995); Sequential
/// Poisson sampling, Journal of Official Statistics 14 (1998).
public enum CheckPlots {
  public struct Candidate: Hashable, Sendable {
    public var id: String
    public var area: Area
    /// Every stratum (层) is drawn from by itself.
    public var stratum: String

    public init(id: String, area: Area, stratum: String = "") {
      self.id = id
      self.area = area
      self.stratum = stratum
    }
  }

  /// What the chance of a candidate follows.
  public enum Chance: String, Sendable, CaseIterable {
    /// Every candidate has the same chance: the numbers are compared as they are.
    case equal
    /// The chance grows with the area: the first 64 bits of the number, divided by the area, are
    /// compared. Candidates without area are never drawn.
    case area
  }

  public struct Drawn: Hashable, Sendable {
    public var candidate: Candidate
    /// SHA-256 of seed and id, in hexadecimal.
    public var digest: String
    /// From 1, within the stratum.
    public var rank: Int
  }

  /// Draws so many candidates of each stratum, or all where there are fewer, by stratum and rank.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `plots.no-seed`, `plots.id-twice`.
  public static func draw(
    _ count: Int, of candidates: [Candidate], seed: String, chance: Chance = .equal
  ) throws -> [Drawn] {
    guard !seed.isEmpty, !seed.contains(where: \.isNewline) else {
      throw Diagnostic(
        code: "plots.no-seed",
        Localized(zh: "种子为空或含换行。", en: "The seed is empty or holds a line break."),
        remedy: Localized(
          zh: "给出事先公布的一行文字（--seed）。",
          en: "Give the line of text that was announced (--seed)."))
    }
    var seen: Set<String> = []
    for candidate in candidates where !seen.insert(candidate.id).inserted {
      throw Diagnostic(
        code: "plots.id-twice",
        Localized(
          zh: "标识码“\(candidate.id)”出现两次，无法抽取。",
          en: "Id ‘\(candidate.id)’ occurs twice, so that the draw is not defined."),
        remedy: Localized(zh: "先更正标识码。", en: "Mend the ids first."), feature: candidate.id)
    }
    let strata = Dictionary(grouping: candidates, by: \.stratum)
    return strata.keys.sorted().flatMap { stratum -> [Drawn] in
      let numbered = (strata[stratum] ?? [])
        .filter { chance == .equal || $0.area.hundredths > 0 }
        .map { (candidate: $0, number: number(seed, $0.id)) }
        .sorted { isBefore($0, $1, chance) }
      return numbered.prefix(count).enumerated().map { rank, one in
        Drawn(candidate: one.candidate, digest: one.number.hexadecimal, rank: rank + 1)
      }
    }
  }

  private static func number(_ seed: String, _ id: String) -> [UInt8] {
    SHA256.hash(Array("\(seed)\n\(id)".utf8))
  }

  /// Whether a candidate is drawn before another; compared in whole numbers, so that no rounding
  /// decides.
  private static func isBefore(
    _ a: (candidate: Candidate, number: [UInt8]), _ b: (candidate: Candidate, number: [UInt8]),
    _ chance: Chance
  ) -> Bool {
    if chance == .area {
      func top(_ number: [UInt8]) -> UInt128 {
        number.prefix(8).reduce(0) { $0 << 8 | UInt128($1) }
      }
      // a / A < b / B, without dividing.
      let left = top(a.number) * UInt128(b.candidate.area.hundredths)
      let right = top(b.number) * UInt128(a.candidate.area.hundredths)
      if left != right { return left < right }
    }
    return a.number.lexicographicallyPrecedes(b.number)
  }
}
