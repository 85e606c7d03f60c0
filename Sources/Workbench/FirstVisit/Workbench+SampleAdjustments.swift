import Access
import EventLog
import Governance
import Groundwork
import Policy
import Sample
import Storage

extension Workbench {
  /// Proposes made-up adjustments of lines on the sample district, from what the program suggests: small
  /// basic farmland out, farmland beside large blocks in, one part at the boundary; in several phases. A
  /// workspace that has proposals already is left as it is.
  func adjustSample(_ book: RuleBook) throws {
    guard try adjustmentRows().isEmpty else { return }
    let policy = try AccessPolicy()
    // The made-up history goes on at its last event.
    let last = try workspace.readEvents { reader -> Timestamp? in
      let count = try reader.lastEvent()?.count ?? 0
      return try reader.events(after: max(0, count - 1), limit: 1).last?.time
    }
    func act(_ request: AdjustmentRequest, _ number: String?, as role: String) throws -> String {
      let actor = Actor(
        person: "local:\(role)", name: try policy.book.role(role).title.zh, role: role,
        organisation: "local", isLocal: true)
      return try performAdjustment(
        request, on: number, expected: nil, book: book,
        by: DeedContext(actor: actor, time: last ?? SampleDeeds.start),
        Authority(
          law: AccessLaw(directory: Directory(), book: policy.book),
          subject: .local(role: role))
      ).id
    }
    let found = try adjustmentSuggestions(limit: 40)
    func patches(_ kind: String, _ most: Int) -> [String] {
      let own = found.suggestions.filter { $0.kind == kind }.prefix(most)
      let direction = own.first?.direction
      // Suggestions may share a patch, and a proposal has one direction.
      return Set(own.filter { $0.direction == direction }.flatMap { $0.patches.map(\.id) })
        .sorted()
    }
    func propose(_ kind: String, _ most: Int, _ title: String) throws -> String? {
      let ids = patches(kind, most)
      guard let one = found.suggestions.first(where: { $0.kind == kind }), !ids.isEmpty else {
        return nil
      }
      let evidence = one.direction == .out ? try problems().first.map { [$0.number] } ?? [] : []
      return try act(
        .propose(
          AdjustmentProposal(
            line: one.line, direction: one.direction, reason: one.reason, title: title,
            scheme: "2025 年度规划调整（虚构）", epoch: found.epoch, patches: ids,
            problems: evidence, note: "样例，全部虚构。")), nil, as: "planner")
    }
    if let added = try propose("beside", 12, "大片永农旁耕地补划") {
      _ = try act(.submit(note: "随方案报批（虚构）"), added, as: "planner")
      _ = try act(.approve(document: "样自然资批〔2025〕1 号（虚构）", note: ""), added, as: "reviewer")
      _ = try act(.execute(document: "补划验收 2025-1（虚构）"), added, as: "reviewer")
    }
    if let out = try propose("fragmented", 6, "零星永农调出") {
      _ = try act(.submit(note: "补划已验收（虚构）"), out, as: "planner")
      _ = try act(.approve(document: "样自然资批〔2025〕2 号（虚构）", note: ""), out, as: "reviewer")
    }
    if let part = try propose("boundary_part", 3, "开发边界边角归并") {
      _ = try act(.submit(note: ""), part, as: "planner")
    }
  }
}
