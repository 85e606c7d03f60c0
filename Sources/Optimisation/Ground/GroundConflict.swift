import Certificates
import Groundwork

/// Why ground cannot be chosen: the rules that cannot hold together.
///
/// What can be told is exact and needs no solver: a choice exists just where one exists that takes each
/// connected part of what is not locked out whole.
struct GroundConflict {
  enum Rule: Hashable {
    case area, block
    case lockIn(Int), lockOut(Int)
  }

  private let problem: GroundProblem
  private let neighbours: [[Int32]]

  init(_ problem: GroundProblem) {
    self.problem = problem
    neighbours = problem.neighbours()
  }

  /// Rules of which none can be left out without a choice; `nil` if all can hold.
  ///
  /// - Complexity: O(parcels + edges) for each rule.
  var rules: [Rule]? {
    let inside = problem.locks.indices.filter { problem.locks[$0] == .chosen }
    // The smallest go first, so that few large ones are left.
    let outside = problem.locks.indices.filter { problem.locks[$0] == .excluded }
      .sorted { (problem.areas[$0], $0) < (problem.areas[$1], $1) }
    let all = outside.map(Rule.lockOut) + inside.map(Rule.lockIn) + [.area, .block]
    var core = Set(all)
    guard !isPossible(core) else { return nil }
    for rule in all {
      if !isPossible(core.subtracting([rule])) { core.remove(rule) }
    }
    return all.reversed().filter { core.contains($0) }
  }

  private func isPossible(_ rules: Set<Rule>) -> Bool {
    var isOpen = [Bool](repeating: true, count: problem.count)
    var demanded: [Int] = []
    for rule in rules {
      switch rule {
      case .lockOut(let parcel): isOpen[parcel] = false
      case .lockIn(let parcel): demanded.append(parcel)
      case .area, .block: break
      }
    }
    let kept = rules.contains(.block) ? large(isOpen) : isOpen
    guard demanded.allSatisfy({ kept[$0] }) else { return false }
    guard rules.contains(.area) else { return true }
    let area = kept.indices.reduce(Int64(0)) { kept[$1] ? $0 + problem.areas[$1] : $0 }
    return area >= problem.leastArea
  }

  /// The open parcels whose connected part is large enough for a block.
  private func large(_ isOpen: [Bool]) -> [Bool] {
    var isLarge = isOpen
    var isSeen = isOpen.map { !$0 }
    for start in isOpen.indices where !isSeen[start] {
      isSeen[start] = true
      var part = [start]
      var area: Int64 = 0
      var next = 0
      while next < part.count {
        area += problem.areas[part[next]]
        for other in neighbours[part[next]] where !isSeen[Int(other)] {
          isSeen[Int(other)] = true
          part.append(Int(other))
        }
        next += 1
      }
      if area < problem.leastBlock { for parcel in part { isLarge[parcel] = false } }
    }
    return isLarge
  }

  /// - Parameter name: what people call a parcel.
  func diagnostic(_ rules: [Rule], _ name: (Int) -> String) -> Diagnostic {
    let names = rules.map { rule -> Localized in
      switch rule {
      case .area:
        let area = Conflict.mu(problem.leastArea)
        return Localized(zh: "总面积不小于 \(area) 亩", en: "an area of \(area) mu in all")
      case .block:
        let area = Conflict.mu(problem.leastBlock)
        return Localized(zh: "每块不小于 \(area) 亩", en: "blocks of at least \(area) mu")
      case .lockIn(let parcel):
        return Localized(zh: "“\(name(parcel))”锁定必选", en: "‘\(name(parcel))’ locked in")
      case .lockOut(let parcel):
        return Localized(zh: "“\(name(parcel))”锁定不选", en: "‘\(name(parcel))’ locked out")
      }
    }
    return Conflict.diagnostic(names)
  }
}

extension Conflict {
  /// An area in 0.01 m² as people say it, in 亩 with two places at most.
  static func mu(_ area: Int64) -> String {
    let rounded = (Area(hundredths: area).mu * 100).rounded() / 100
    return rounded == rounded.rounded() ? String(Int64(rounded)) : String(rounded)
  }

  /// Says which rules cannot hold together, where none of them can be left out.
  static func diagnostic(_ names: [Localized]) -> Diagnostic {
    let zh = names.map(\.zh).joined(separator: "；")
    let en = names.map(\.en).joined(separator: "; ")
    let only = names.count == 1
    return Diagnostic(
      code: "optimise.infeasible",
      only
        ? Localized(zh: "就现有的候选，达不到：\(zh)。", en: "The candidates cannot reach: \(en).")
        : Localized(
          zh: "以下 \(names.count) 条规则不能同时成立：\(zh)。",
          en: "These \(names.count) rules cannot all hold: \(en)."),
      remedy: Localized(
        zh: only ? "放宽它，或增加候选。" : "放宽或解除其中任意一条；少了任何一条，其余就不再冲突。",
        en: only
          ? "Relax it, or offer more."
          : "Relax any one of them: without any one, the others are no conflict."))
  }
}
