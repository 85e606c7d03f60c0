import Groundwork

/// Which ground leaves and which enters the permanent basic farmland (永久基本农田调整): the question, in whole
/// numbers.
///
/// Ground that is not fit leaves as far as the caps allow; as little ground as possible enters, of which no
/// less must enter than leaves, of no worse quality, with no fewer parcels side by side.
public struct AdjustmentProblem: Hashable, Sendable, Codable {
  public enum State: String, Hashable, Sendable, Codable {
    /// Basic farmland that stays.
    case kept
    /// Basic farmland that may leave.
    case leaving
    /// Farmland that may enter.
    case entering
  }

  public struct Parcel: Hashable, Sendable, Codable {
    public var id: String
    public var town: String
    /// In 0.01 m².
    public var area: Int64
    /// The grade of the farmland, 1 the best; `nil` where it is not known, so that the parcel counts as no
    /// better than the worst.
    public var grade: Int?
    public var state: State
    public var lock: SelectionProblem.Lock

    public init(
      id: String, town: String, area: Int64, grade: Int?, state: State,
      lock: SelectionProblem.Lock = .free
    ) {
      self.id = id
      self.town = town
      self.area = area
      self.grade = grade
      self.state = state
      self.lock = lock
    }
  }

  public var parcels: [Parcel]
  /// Pairs of parcels that touch; each pair once, the smaller index first.
  public var edges: [SIMD2<Int32>]
  /// What may leave in each town at most, as a share of its basic farmland in thousandths; `nil`: no cap.
  public var leavingCap: Int64?
  /// Whether each town keeps the area of its basic farmland by itself.
  public var keepsTowns: Bool
  public var keepsQuality: Bool
  public var keepsContiguity: Bool
  /// The worst grade, which counts for a parcel of unknown grade.
  public static let worstGrade = 15
  /// How much worse it is to leave unfit ground inside than to take new ground in.
  public static let urgency: Int64 = 10

  public init(
    parcels: [Parcel], edges: [SIMD2<Int32>], leavingCap: Int64? = nil, keepsTowns: Bool = false,
    keepsQuality: Bool = true, keepsContiguity: Bool = true
  ) {
    self.parcels = parcels
    self.edges = edges
    self.leavingCap = leavingCap
    self.keepsTowns = keepsTowns
    self.keepsQuality = keepsQuality
    self.keepsContiguity = keepsContiguity
  }

  private func grade(_ parcel: Parcel) -> Int64 {
    Int64(parcel.grade ?? AdjustmentProblem.worstGrade)
  }

  private func isInside(_ parcel: Int) -> Bool { parcels[parcel].state != .entering }

  /// The parcels that may change, in the order of the items of ``selection()``.
  public var movable: [Int] { parcels.indices.filter { parcels[$0].state != .kept } }

  /// Area in 0.01 m², mean grade and pairs of parcels side by side of the basic farmland after an
  /// adjustment.
  ///
  /// - Parameter moved: parcels that leave or enter.
  public func figures(_ moved: Set<Int>) -> (area: Int64, grade: Double, pairs: Int) {
    let isBasic = parcels.indices.map { isInside($0) != moved.contains($0) }
    var area: Int64 = 0
    var weighted = Int128(0)
    for (index, parcel) in parcels.enumerated() where isBasic[index] {
      area += parcel.area
      weighted += Int128(parcel.area) * Int128(grade(parcel))
    }
    return (
      area, Double(weighted) / Double(max(1, area)),
      edges.count { isBasic[Int($0.x)] && isBasic[Int($0.y)] }
    )
  }

  /// The question as a selection: the items are the parcels that may change, and after them the pairs of
  /// such parcels that both enter, or of which one enters beside one that may leave.
  ///
  /// - Throws: ``Diagnostic`` `adjustment.shape` for parcels or edges that are not there.
  public func selection() throws(Diagnostic) -> SelectionProblem {
    guard
      edges.allSatisfy({ $0.x >= 0 && $0.x < $0.y && $0.y < parcels.count }),
      parcels.allSatisfy({ (0...10_000_000_000).contains($0.area) })
    else {
      throw Diagnostic(
        code: "adjustment.shape",
        Localized(zh: "永农调整问题不完整。", en: "The problem of adjustment is incomplete."))
    }
    let movable = movable
    var items = movable.map { number -> SelectionProblem.Item in
      let parcel = parcels[number]
      let weight = parcel.state == .leaving ? -AdjustmentProblem.urgency : 1
      return .init(id: parcel.id, cost: parcel.area * weight, lock: parcel.lock)
    }
    var rows = [areaRow(movable, nil)]
    if keepsTowns {
      for town in Set(parcels.map(\.town)).sorted() { rows.append(areaRow(movable, town)) }
    }
    rows += capRows(movable)
    if keepsQuality { rows.append(qualityRow(movable)) }
    if keepsContiguity { addContiguity(movable, &items, &rows) }
    return SelectionProblem(items: items, rows: rows)
  }

  /// No less enters than leaves, in all or in one town.
  private func areaRow(_ movable: [Int], _ town: String?) -> SelectionProblem.Row {
    let terms = movable.enumerated().compactMap { item, number -> SelectionProblem.Term? in
      let parcel = parcels[number]
      guard town == nil || parcel.town == town else { return nil }
      return .init(item: item, amount: parcel.state == .entering ? parcel.area : -parcel.area)
    }
    return SelectionProblem.Row(
      name: town.map {
        Localized(zh: "\($0) 永农面积不减少", en: "basic farmland of \($0) does not shrink")
      } ?? Localized(zh: "永农面积不减少", en: "basic farmland does not shrink"), terms: terms, least: 0)
  }

  /// What leaves in a town stays under its cap.
  private func capRows(_ movable: [Int]) -> [SelectionProblem.Row] {
    guard let leavingCap else { return [] }
    return Set(parcels.map(\.town)).sorted().map { town in
      let inside = parcels.filter { $0.town == town && $0.state != .entering }
      let area = inside.reduce(Int64(0)) { $0 + $1.area }
      let terms = movable.enumerated().compactMap { item, number -> SelectionProblem.Term? in
        let parcel = parcels[number]
        guard parcel.town == town, parcel.state == .leaving else { return nil }
        return .init(item: item, amount: -parcel.area)
      }
      return SelectionProblem.Row(
        name: Localized(zh: "\(town) 调出上限", en: "cap of what leaves in \(town)"), terms: terms,
        least: -Int64(Int128(area) * Int128(leavingCap) / 1_000))
    }
  }

  /// The mean grade is no worse: Σ area × (mean now − grade) of what enters less that of what leaves is not
  /// negative. The mean is counted in thousandths, rounded to the strict side.
  private func qualityRow(_ movable: [Int]) -> SelectionProblem.Row {
    let inside = parcels.filter { $0.state != .entering }
    let area = inside.reduce(Int128(0)) { $0 + Int128($1.area) }
    let sum = inside.reduce(Int128(0)) { $0 + Int128($1.area) * Int128(grade($1)) }
    let mean = area > 0 ? Int64(sum * 1_000 / area) : 0
    let terms = movable.enumerated().map { item, number -> SelectionProblem.Term in
      let parcel = parcels[number]
      // In m² × thousandths of a grade, so that the amounts stay small.
      let exact = parcel.area * (mean - 1_000 * grade(parcel))
      let entering = exact >= 0 ? exact / 100 : -((-exact + 99) / 100)
      let leaving = -exact >= 0 ? -exact / 100 : -((exact + 99) / 100)
      return .init(item: item, amount: parcel.state == .entering ? entering : leaving)
    }
    return SelectionProblem.Row(
      name: Localized(zh: "平均质量等别不降低", en: "mean grade no worse"), terms: terms, least: 0)
  }

  /// No fewer pairs of basic farmland are side by side. A pair of two parcels that may change is an item of
  /// its own, which costs nothing and counts only where both are inside.
  private func addContiguity(
    _ movable: [Int], _ items: inout [SelectionProblem.Item],
    _ rows: inout [SelectionProblem.Row]
  ) {
    var item = [Int: Int](minimumCapacity: movable.count)
    for (place, number) in movable.enumerated() { item[number] = place }
    var single: [Int: Int64] = [:]
    var pairs: [Int] = []
    var least: Int64 = 0
    for edge in edges {
      let ends = [Int(edge.x), Int(edge.y)]
      let moving = ends.filter { item[$0] != nil }
      if ends.allSatisfy(isInside) { least += 1 }
      if moving.isEmpty {
        least -= 1
      } else if moving.count == 1, let own = item[moving[0]] {
        // The other end stays inside.
        let isEntering = parcels[moving[0]].state == .entering
        single[own, default: 0] += isEntering ? 1 : -1
        if !isEntering { least -= 1 }
      } else {
        let pair = items.count
        items.append(.init(id: "\(edge.x)-\(edge.y)", cost: 0))
        pairs.append(pair)
        for end in ends {
          guard let own = item[end] else { continue }
          let isEntering = parcels[end].state == .entering
          rows.append(
            SelectionProblem.Row(
              name: SelectionProblem.Row.link,
              terms: [
                .init(item: own, amount: isEntering ? 1 : -1), .init(item: pair, amount: -1),
              ], least: isEntering ? 0 : -1))
        }
      }
    }
    let terms =
      single.sorted { $0.key < $1.key }.filter { $0.value != 0 }
      .map { SelectionProblem.Term(item: $0.key, amount: $0.value) }
      + pairs.map { SelectionProblem.Term(item: $0, amount: 1) }
    rows.append(
      SelectionProblem.Row(
        name: Localized(zh: "连片程度不降低", en: "no fewer parcels side by side"), terms: terms,
        least: least))
  }
}

/// An adjustment with the evidence that none is much better.
public struct AdjustmentCertificate: Hashable, Sendable, Codable {
  public var problem: AdjustmentProblem
  /// Of the selection that the problem makes.
  public var chosen: [Int]
  public var value: Int64
  public var solverBound: Int64
  public var bound: Int64
  public var prices: [Int64]

  /// - Parameter answer: of ``AdjustmentProblem/selection()``.
  public init(problem: AdjustmentProblem, answer: SelectionCertificate) {
    self.problem = problem
    chosen = answer.chosen
    value = answer.value
    solverBound = answer.solverBound
    bound = answer.bound
    prices = answer.prices
  }

  /// The parcels that leave or enter.
  public var moved: Set<Int> {
    let movable = problem.movable
    return Set(chosen.filter { $0 < movable.count && $0 >= 0 }.map { movable[$0] })
  }

  /// Verifies the adjustment and the bound on the rows that follow from the problem, and the figures
  /// before and after by themselves.
  ///
  /// - Throws: ``Diagnostic`` with a code that begins with `certificate.`.
  public func check() throws(Diagnostic) -> CertificateFindings {
    let findings = try SelectionCertificate(
      problem: problem.selection(), chosen: chosen, value: value, solverBound: solverBound,
      bound: bound, prices: prices
    ).check()
    let (before, after) = (problem.figures([]), problem.figures(moved))
    guard after.area >= before.area else { throw CertificateFault.ruleBroken("area") }
    guard !problem.keepsQuality || after.grade <= before.grade + 1e-9 else {
      throw CertificateFault.ruleBroken("quality")
    }
    guard !problem.keepsContiguity || after.pairs >= before.pairs else {
      throw CertificateFault.ruleBroken("contiguity")
    }
    return findings
  }
}
