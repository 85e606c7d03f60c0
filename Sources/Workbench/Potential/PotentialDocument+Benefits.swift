import Groundwork
import Programme

extension PotentialDocument {
  /// What the candidates of a task yield besides ground: grain, floor space, ridges saved.
  public struct Benefit: Encodable, Sendable {
    public var id: String
    public var title: Localized
    public var unit: Localized
    public var origin: Localized
    public var suppliedBy: Localized
    /// Candidates with an amount, and those about which nobody knows.
    public var known: Int
    public var unknown: Int
    /// Of those that are known, in the unit.
    public var theoretical: Double
    public var realisable: Double
    public var nearTerm: Double

    init(
      _ benefit: PotentialBenefit, _ candidates: [PotentialEntry], _ library: PotentialLibrary
    ) {
      (id, title, unit) = (benefit.id, benefit.title, benefit.unit)
      (origin, suppliedBy) = (benefit.origin, benefit.suppliedBy)
      func amounts(_ level: PotentialLevel) -> [Int64] {
        candidates.compactMap { library.benefit($0, benefit.id, level) }
      }
      func sum(_ level: PotentialLevel) -> Double {
        Double(amounts(level).reduce(0, +)) / 1000
      }
      known = amounts(.theoretical).count
      unknown = candidates.count - known
      theoretical = sum(.theoretical)
      realisable = sum(.realisable)
      nearTerm = sum(.nearTerm)
    }
  }
}

extension PotentialCard {
  /// The same of one candidate.
  public struct Benefit: Encodable, Sendable {
    public var id: String
    public var title: Localized
    public var unit: Localized
    public var origin: Localized
    /// In the unit; missing where nobody knows.
    public var theoretical: Double?
    public var realisable: Double?

    static func list(
      _ entry: PotentialEntry, _ task: PotentialTask, _ library: PotentialLibrary
    ) -> [Self] {
      guard entry.isCandidate else { return [] }
      return (task.benefits ?? []).map { benefit in
        func amount(_ level: PotentialLevel) -> Double? {
          library.benefit(entry, benefit.id, level).map { Double($0) / 1000 }
        }
        return Self(
          id: benefit.id, title: benefit.title, unit: benefit.unit, origin: benefit.origin,
          theoretical: amount(.theoretical), realisable: amount(.realisable))
      }
    }
  }
}
