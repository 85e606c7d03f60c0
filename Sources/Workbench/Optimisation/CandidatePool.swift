import Classes
import Flow
import Geometry
import Groundwork
import Planning
import Records

/// A conversion that a drawn plan makes, and that more base patches could undergo.
public struct ConversionOffer: Sendable {
  public var from: LandUse
  public var to: FlowClass.Label
  /// Drawn measures of this kind, and the median of what they cost, in 元 per 亩.
  public var measures: Int
  public var price: Double
  /// Base patches of this use that no measure touches.
  public var patches: Int
  public var area: Area
  /// Whether buildings or works would have to go.
  public var takesBuildings: Bool
  /// Whether it makes farmland of other ground without buildings: what is offered unless people say
  /// otherwise.
  public var isOpenLand: Bool
}

/// The base patches that may be added to a drawn plan.
///
/// A patch that no measure touches may undergo what the plan does to patches of the same use. It then
/// becomes a measure that copies one of those: the one with the worst grade, so that nothing is promised
/// that the plan does not already claim for such ground.
struct CandidatePool {
  /// The most patches: laying them all and solving stay a matter of seconds.
  static let most = 1_500

  private let drawn: Verification
  private let isTouched: [Bool]
  /// The use that most of the ground of each measure has before.
  private let origin: [LandUse?]

  init(_ drawn: Verification, job: Job) throws {
    self.drawn = drawn
    try job.cancellation.check()
    let state = drawn.laid.state
    let before = state.ledger.before
    var isTouched = [Bool](repeating: false, count: before.count)
    var uses = [[LandUse: Int64]](repeating: [:], count: drawn.laid.plan.measures.count)
    for row in state.ledger.rows {
      guard let from = row.from.map(Int.init), let to = row.to.map(Int.init),
        let measure = state.measure(ofPatch: to)
      else { continue }
      isTouched[from] = true
      if let use = before.classes[Int(before.classOf[from])].use {
        uses[Int(measure)][use, default: 0] += row.area.hundredths
      }
    }
    self.isTouched = isTouched
    origin = uses.map { sums in
      sums.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
    }
  }

  private struct Kind: Hashable {
    var from: LandUse
    var to: String
  }

  private static func code(_ flowClass: FlowClass) -> String {
    (flowClass.standard ?? flowClass.source).key
  }

  private func target(_ measure: Int) -> FlowClass {
    let side = drawn.laid.plan.side
    return side.classes[Int(side.classOf[measure])]
  }

  /// The drawn measures of each conversion that change the use of the ground and no control line.
  private var kinds: [Kind: [Int]] {
    var kinds: [Kind: [Int]] = [:]
    for (number, measure) in drawn.laid.plan.measures.enumerated() {
      let to = target(number)
      // Roads and buildings are wanted where they are drawn, so that nothing can stand in for them.
      guard let from = origin[number], from != to.use, measure.pbfChange == nil,
        measure.udbChange == nil, measure.cost != nil, to.category?.key != "construction"
      else { continue }
      kinds[Kind(from: from, to: CandidatePool.code(to)), default: []].append(number)
    }
    return kinds
  }

  private func patches(of use: LandUse) -> [Int] {
    let before = drawn.laid.state.ledger.before
    let wanted = before.classes.map { $0.use == use }
    return (0..<before.count).filter { wanted[Int(before.classOf[$0])] && !isTouched[$0] }
  }

  /// What could be added, the cheapest first.
  func offers() -> [ConversionOffer] {
    let before = drawn.laid.state.ledger.before
    let side = drawn.laid.plan.side
    return kinds.map { kind, measures in
      let prices = measures.compactMap { number -> Double? in
        let mu = side.areas[number].squareMetres * 3 / 2_000
        return mu > 0 ? drawn.laid.plan.measures[number].cost.map { $0.yuan / mu } : nil
      }.sorted()
      let patches = patches(of: kind.from)
      let to = target(measures[0])
      let isBuilt =
        kind.from != .vacant
        && before.classes.contains {
          $0.use == kind.from && $0.category?.key == "construction"
        }
      return ConversionOffer(
        from: kind.from, to: to.standard ?? to.source, measures: measures.count,
        price: prices.isEmpty ? 0 : prices[prices.count / 2].rounded(), patches: patches.count,
        area: patches.map { before.areas[$0] }.total(), takesBuildings: isBuilt,
        isOpenLand: !isBuilt && kind.from != .farmland && to.use == .farmland)
    }
    .filter { $0.patches > 0 }
    .sorted { ($0.price, $0.from.rawValue, $0.to.key) < ($1.price, $1.from.rawValue, $1.to.key) }
  }

  /// The measures that the base patches would become, by conversion and then by patch.
  ///
  /// - Throws: ``Diagnostic`` `choice.no-template`, `choice.twice`, `choice.too-many`.
  func drawings(
    _ conversions: [MeasureChoiceRequest.Conversion]
  ) throws -> [(patch: Int64, template: Int, drawing: MeasureDrawing)] {
    if conversions.isEmpty { return [] }
    let plan = drawn.laid.plan
    let before = drawn.laid.state.ledger.before
    var next = (plan.side.fids.max() ?? 0) + 1
    var made: [(patch: Int64, template: Int, drawing: MeasureDrawing)] = []
    guard Set(conversions.map(\.from)).count == conversions.count else {
      throw Diagnostic(
        code: "choice.twice",
        Localized(
          zh: "同一种现状用途只能有一种候选去向。", en: "Ground of one use can be offered for one purpose only."))
    }
    for conversion in conversions {
      guard let template = template(conversion) else {
        throw Diagnostic(
          code: "choice.no-template",
          Localized(
            zh: "方案“\(plan.name)”没有把 \(conversion.from.rawValue) 改为 \(conversion.to) 的整治图斑，无从参照。",
            en: "Plan ‘\(plan.name)’ has no measure that turns \(conversion.from.rawValue) into"
              + " \(conversion.to), so there is nothing to go by."))
      }
      let least = Area(hundredths: Int64((conversion.least * 200_000 / 3).rounded()))
      for patch in patches(of: conversion.from) where before.areas[patch] >= least {
        var drawing = plan.drawing(of: template)
        let mu = before.areas[patch].squareMetres * 3 / 2_000
        drawing.fid = next
        drawing.measure.id = before.ids[patch]
        drawing.measure.cost = Money(fen: Int64((conversion.price * mu * 100).rounded()))
        drawing.geometry = before.polygons.multiPolygon(of: patch)
        drawing.area = before.areas[patch]
        made.append((before.fids[patch], template, drawing))
        next += 1
      }
    }
    guard made.count <= CandidatePool.most else {
      throw Diagnostic(
        code: "choice.too-many",
        Localized(
          zh: "候选地块有 \(made.count) 个，最多 \(CandidatePool.most) 个。",
          en:
            "There are \(made.count) candidate patches; at most \(CandidatePool.most) are allowed."),
        remedy: Localized(zh: "提高起始面积，或少选几种候选。", en: "Raise the least area, or offer fewer uses."))
    }
    return made
  }

  /// The drawn measure that a candidate of this conversion copies.
  private func template(_ conversion: MeasureChoiceRequest.Conversion) -> Int? {
    let plan = drawn.laid.plan
    return kinds[Kind(from: conversion.from, to: conversion.to)]?.max {
      (plan.measures[$0].grade ?? 0, $1) < (plan.measures[$1].grade ?? 0, $0)
    }
  }
}
