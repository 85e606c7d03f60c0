import Certificates
import Groundwork

extension CorridorPlanner {
  /// Why the required nodes cannot be joined: two of them that hang together over no open ground, and the
  /// locked-out nodes of which each one is needed to part them, if locks are the cause.
  func conflict() -> Diagnostic {
    let needed = problem.required
    let start = needed[0]
    let open = problem.locks.map { $0 != .excluded }
    let reached = problem.reach(start, open, neighbours)
    let apart = needed.filter { !reached[$0] }
    guard let other = apart.first else { return unjoined([], 0) }
    let join = Localized(
      zh: "连通“\(name(start))”与“\(name(other))”所在之处",
      en: "joining ‘\(name(start))’ with ‘\(name(other))’")
    let anyhow = problem.reach(start, open.map { _ in true }, neighbours)
    guard anyhow[other] else { return unjoined([start, other], apart.count) }
    // What can be unlocked without joining the two is no cause.
    var now = open
    var cause: [Int] = []
    for node in problem.locks.indices where problem.locks[node] == .excluded {
      now[node] = true
      if problem.reach(start, now, neighbours)[other] {
        now[node] = false
        cause.append(node)
      }
    }
    let locks = cause.map {
      Localized(zh: "“\(name($0))”锁定不选", en: "‘\(name($0))’ locked out")
    }
    return Conflict.diagnostic([join] + locks)
  }

  private func name(_ node: Int) -> String {
    ids.indices.contains(node) ? ids[node] : String(node)
  }

  private func unjoined(_ two: [Int], _ count: Int) -> Diagnostic {
    let zh = two.map { "“\(name($0))”" }.joined(separator: "与")
    let en = two.map { "‘\(name($0))’" }.joined(separator: " and ")
    return Diagnostic(
      code: "optimise.infeasible",
      Localized(
        zh: "就现有的候选图斑，有 \(count) 处无法与其余各处连通（如\(zh)）。",
        en:
          "The candidate parcels cannot join \(count) of the places with the others, such as \(en)."
      ),
      remedy: Localized(
        zh: "增加候选地类，或减少须连通之处。", en: "Offer more classes, or join fewer places."))
  }
}
