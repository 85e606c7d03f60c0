import Certificates
import Classes
import Groundwork
import Optimisation

extension StudySolver {
  /// What ground of a use costs as a corridor where people say nothing, in 元 per 亩: placeholders that the
  /// page shows and lets people change.
  public static let corridorPrices: [StudyQuestion.Price] = [
    .init(.grassland, 2_000), .init(.garden, 8_000), .init(.vacant, 3_000), .init(.barren, 3_000),
    .init(.pond, 6_000), .init(.ditch, 1_000), .init(.river, 1_000), .init(.farmland, 10_000),
    .init(.ruralRoad, 20_000), .init(.transport, 60_000),
  ]

  /// The cheapest ground that joins large woods, or other habitats. Basic farmland is not offered.
  ///
  /// - Parameter start: nodes of a corridor under the same question but for its locks.
  func solveCorridor(
    _ question: StudyQuestion, from start: [Int]? = nil, _ job: Job,
    _ progress: @escaping (ChoiceNews) -> Void
  ) throws -> StudyAnswer {
    let ground = try needGround()
    let habitat = Set(question.habitat ?? [.forest])
    let prices = Dictionary(
      (question.prices ?? StudySolver.corridorPrices).map { ($0.use, $0.price) },
      uniquingKeysWith: { first, _ in first })
    func isHabitat(_ patch: StudyGround.Patch) -> Bool {
      patch.use.map(habitat.contains) == true
    }
    let (numbers, edges) = ground.part { patch in
      isHabitat(patch) || !patch.isBasic && patch.use.map { prices[$0] != nil } == true
    }
    let patches = numbers.map { ground.patches[$0] }
    let isWood = patches.map(isHabitat)
    // Woods that touch are one node, so that only what is between them costs something.
    let woods = StudySolver.groups(isWood, edges)
    var nodeOf = [Int](repeating: -1, count: patches.count)
    var members: [[Int]] = woods
    for (node, wood) in woods.enumerated() { for patch in wood { nodeOf[patch] = node } }
    for patch in patches.indices where !isWood[patch] {
      nodeOf[patch] = members.count
      members.append([patch])
    }
    let ends = try self.ends(woods, patches, question)
    let (inside, outside) = try StudySolver.locks(
      question, known: patches.indices.filter { !isWood[$0] }.map { patches[$0].id })
    let costs = members.map { nodes -> Int64 in
      guard let first = nodes.first, !isWood[first], let use = patches[first].use,
        let price = prices[use]
      else { return 0 }
      return Int64((patches[first].area.mu * price * 100).rounded())
    }
    let locks = members.map { nodes -> SelectionProblem.Lock in
      guard let first = nodes.first, !isWood[first] else { return .free }
      return inside.contains(patches[first].id)
        ? .chosen : outside.contains(patches[first].id) ? .excluded : .free
    }
    let pairs = Set(
      edges.compactMap { edge -> SIMD2<Int32>? in
        let (a, b) = (Int32(nodeOf[Int(edge.x)]), Int32(nodeOf[Int(edge.y)]))
        return a == b ? nil : SIMD2(min(a, b), max(a, b))
      })
    let problem = CorridorProblem(
      costs: costs, locks: locks, edges: pairs.sorted { ($0.x, $0.y) < ($1.x, $1.y) }, ends: ends)
    let ids = members.map { $0.first.map { patches[$0].id } ?? "" }
    let plan = try CorridorPlanner(problem, ids: ids).plan(
      question.limits.options, from: start, job: job,
      onProgress: StudySolver.scaled(1_000_000, progress))
    let chosen = Set(plan.certificate.chosen)
    let items = patches.indices.compactMap { patch -> StudyAnswer.Item? in
      let isChosen = chosen.contains(nodeOf[patch])
      // Woods that are not joined are no candidates.
      if isWood[patch], !isChosen { return nil }
      return StudyAnswer.Item(
        id: patches[patch].id, state: isWood[patch] ? .joined : isChosen ? .chosen : .offered,
        patch: numbers[patch])
    }
    let area = patches.indices.filter { !isWood[$0] && chosen.contains(nodeOf[$0]) }
      .map { patches[$0].area }.total()
    return StudyAnswer(
      question: question,
      plan: .corridor(plan, ids: ids, area: area, ends: ends.count),
      items: items,
      notes: [
        Localized(
          zh: "单价是起始值，请按本地标准修改；永久基本农田不作候选。按现状图斑整块取舍，廊道宽度即图斑宽度。",
          en:
            "The prices are starting values: change them to local ones. Basic farmland is not offered."
            + " Whole parcels are taken, so the corridor is as wide as they are."),
        Localized(
          zh: "套合时水面和道路保持地类（沿岸修复、设过路通道），其余图斑改为所连生态斑块的地类。",
          en:
            "Laid as a plan, water and roads keep their class (banks are mended, roads are crossed); other"
            + " parcels get the class of the habitats that they join."),
      ], unit: Localized(zh: "万元", en: "10⁴ yuan"))
  }

  /// The nodes of the largest woods.
  private func ends(
    _ woods: [[Int]], _ patches: [StudyGround.Patch], _ question: StudyQuestion
  ) throws(Diagnostic) -> [Int] {
    let least = question.leastMu ?? 100
    let areas = woods.map { wood in wood.map { patches[$0].area }.total() }
    let large = woods.indices.filter { areas[$0].mu >= least }
      .sorted { (areas[$1], $0) < (areas[$0], $1) }
    let ends = large.prefix(question.places ?? 6).sorted()
    guard ends.count >= 2 else {
      throw Diagnostic(
        code: "study.few-places",
        Localized(
          zh: "面积不小于 \(least) 亩的生态斑块只有 \(ends.count) 处，无从连通。",
          en: "Only \(ends.count) habitats have at least \(least) mu, so there is nothing to join."),
        remedy: Localized(
          zh: "减小斑块面积下限，或增加生态地类。", en: "Lower the least area, or add uses."))
    }
    return ends
  }

  /// The connected groups of marked patches, each ascending, in the order of their first patches.
  static func groups(_ isMarked: [Bool], _ edges: [SIMD2<Int32>]) -> [[Int]] {
    var near = [[Int]](repeating: [], count: isMarked.count)
    for edge in edges where isMarked[Int(edge.x)] && isMarked[Int(edge.y)] {
      near[Int(edge.x)].append(Int(edge.y))
      near[Int(edge.y)].append(Int(edge.x))
    }
    var isSeen = isMarked.map { !$0 }
    var groups: [[Int]] = []
    for start in isMarked.indices where !isSeen[start] {
      isSeen[start] = true
      var group = [start]
      var next = 0
      while next < group.count {
        for other in near[group[next]] where !isSeen[other] {
          isSeen[other] = true
          group.append(other)
        }
        next += 1
      }
      groups.append(group.sorted())
    }
    return groups
  }
}
