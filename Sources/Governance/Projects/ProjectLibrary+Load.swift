import Groundwork

/// What one organisation has to do in one year.
public struct ProjectLoad: Hashable, Sendable, Codable {
  public var organisation: String
  public var year: Int
  /// How many projects under way it leads (牵头), and in how many it takes part (参与).
  public var leads: Int
  public var joins: Int
  /// The investment of the year of the projects that it leads: each amount is counted once.
  public var cost: Money
}

extension ProjectLibrary {
  /// The load by implementer and year, by organisation, then year; only years with work.
  ///
  /// How several implementers share the money of a project is not stated on a card, so the whole amount
  /// counts for the one that leads, the first.
  public func loads() -> [ProjectLoad] {
    var loads: [String: [Int: ProjectLoad]] = [:]
    for id in active {
      guard let card = self[id] else { continue }
      let amounts = Dictionary(uniqueKeysWithValues: card.costs.map { ($0.year, $0.amount) })
      for (place, name) in card.duties.implement.enumerated() {
        for year in card.firstYear...card.lastYear {
          var load =
            loads[name]?[year]
            ?? ProjectLoad(organisation: name, year: year, leads: 0, joins: 0, cost: .zero)
          if place == 0 {
            load.leads += 1
            load.cost += amounts[year] ?? .zero
          } else {
            load.joins += 1
          }
          loads[name, default: [:]][year] = load
        }
      }
    }
    return loads.values.flatMap(\.values)
      .sorted { ($0.organisation, $0.year) < ($1.organisation, $1.year) }
  }

  /// The investment of all active projects by year, ascending.
  public func costs() -> [ProjectCard.YearCost] {
    var sums: [Int: Money] = [:]
    for id in active {
      for cost in self[id]?.costs ?? [] { sums[cost.year, default: .zero] += cost.amount }
    }
    return sums.sorted { $0.key < $1.key }.map { .init(year: $0.key, amount: $0.value) }
  }

  /// The parts of a card that two versions have differently, by the names of ``ProjectCardCheck``.
  public static func differences(_ old: ProjectCard, _ new: ProjectCard) -> [String] {
    var names: [String] = []
    func compare<T: Equatable>(_ name: String, _ part: (ProjectCard) -> T) {
      if part(old) != part(new) { names.append(name) }
    }
    compare("title", \.title)
    compare("goal", \.goal)
    compare("space", \.space)
    compare("core", \.core)
    compare("package", \.package)
    compare("element", \.element)
    compare("groups", \.groups)
    compare("area", \.area)
    compare("first_year", \.firstYear)
    compare("last_year", \.lastYear)
    compare("stage", \.stage)
    compare("needs", \.needs)
    compare("excludes", \.excludes)
    compare("costs", \.costs)
    for duty in ProjectDuty.allCases { compare(duty.rawValue) { $0.duties[duty] } }
    compare("indicators", \.indicators)
    compare("ground", \.ground)
    compare("note", \.note)
    compare("targets", \.targets)
    return names
  }
}
