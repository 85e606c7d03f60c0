import Flow
import Geometry
import Groundwork
import Planning
import Records
import Reports
import Storage

/// What the strategy of a district (片区策划) and the scheme of a unit (单元方案) tell of a plan.
extension DocumentValues {
  /// - Parameter group: the functional group (功能组团) that a unit is; `nil` for the whole plan.
  /// - Throws: Diagnostic `document.no-group`, with the groups that there are.
  mutating func add(parcelsOf laid: LaidPlan, group: String?) throws {
    let groups = Set(laid.plan.measures.flatMap { Workbench.names($0.group) })
    if let group, !groups.contains(group) {
      throw Diagnostic(
        code: "document.no-group",
        Localized(zh: "方案没有功能组团“\(group)”。", en: "The plan has no functional group ‘\(group)’."),
        remedy: Localized(
          zh: "功能组团：\(groups.sorted().joined(separator: "、"))（--group）。",
          en: "Groups: \(groups.sorted().joined(separator: ", ")) (--group)."))
    }
    addGroups(laid)
    addParcels(laid, group)
    addConversions(laid, group)
  }

  private mutating func addGroups(_ laid: LaidPlan) {
    var sums: [String: (count: Int, area: Area, cost: StatedCost)] = [:]
    for (measure, area) in zip(laid.plan.measures, laid.plan.side.areas) {
      let names = Workbench.names(measure.group)
      let key = names.isEmpty ? "未划分" : names.joined(separator: "、")
      var sum = sums[key] ?? (0, .zero, StatedCost())
      sum.count += 1
      sum.area += area
      sum.cost.add(measure.cost)
      sums[key] = sum
    }
    set("groups.count", String(sums.keys.count { $0 != "未划分" }), "方案图层的功能组团")
    set(
      "groups", ["功能组团", "图斑数", "面积（公顷）", "投资（万元）"],
      sums.sorted { $0.key < $1.key }.map { name, sum in
        [name, String(sum.count), DocumentValues.hectares(sum.area), sum.cost.text(.zh)]
      }, figures: [1, 2, 3], "方案图层 \(laid.plan.name)；列为治土建议")
  }

  /// The pieces of ground that measures of the group change, with the measure.
  private func pieces(
    _ laid: LaidPlan, _ group: String?
  ) -> [(measure: Int, from: Int, to: Int, area: Area)] {
    var found: [(measure: Int, from: Int, to: Int, area: Area)] = []
    for row in laid.state.ledger.rows {
      guard let from = row.from, let to = row.to,
        let measure = laid.state.measure(ofPatch: Int(to)).map({ Int($0) })
      else { continue }
      if let group, !Workbench.names(laid.plan.measures[measure].group).contains(group) { continue }
      found.append((measure, Int(from), Int(to), row.area))
    }
    return found
  }

  private mutating func addParcels(_ laid: LaidPlan, _ group: String?) {
    struct Key: Hashable, Comparable {
      var measure: Int
      var from: Int32
      var to: Int32

      static func < (a: Key, b: Key) -> Bool {
        (a.measure, a.from, a.to) < (b.measure, b.from, b.to)
      }
    }
    let ledger = laid.state.ledger
    var sums: [Key: Area] = [:]
    var total = Area.zero
    for piece in pieces(laid, group) {
      let key = Key(
        measure: piece.measure, from: ledger.before.classOf[piece.from],
        to: ledger.after.classOf[piece.to])
      sums[key, default: .zero] += piece.area
      total += piece.area
    }
    let source = "流向台账 \(laid.base.epoch ?? laid.base.name) → \(laid.plan.name)"
    set("unit", group ?? "整个方案", "功能组团")
    set("unit.measures", String(Set(sums.keys.map(\.measure)).count), source)
    set("unit.area", DocumentValues.hectares(total), source)
    set(
      "parcels", ["图斑", "子项目", "现状地类", "规划地类", "面积（公顷）", "阶段"],
      sums.keys.sorted().map { key in
        let measure = laid.plan.measures[key.measure]
        return [
          measure.id, measure.projectName,
          ledger.before.classes[Int(key.from)].source.name.zh,
          ledger.after.classes[Int(key.to)].source.name.zh,
          DocumentValues.hectares(sums[key] ?? .zero), measure.stage.map { String($0) } ?? "未定",
        ]
      }, figures: [4, 5], source + "；列为治土建议")
  }

  /// Ground that changes its class, by first-level class before and after.
  private mutating func addConversions(_ laid: LaidPlan, _ group: String?) {
    let ledger = laid.state.ledger
    var sums: [[String]: Area] = [:]
    for piece in pieces(laid, group) {
      let before = ledger.before.classes[Int(ledger.before.classOf[piece.from])]
      let after = ledger.after.classes[Int(ledger.after.classOf[piece.to])]
      guard before.source.key != after.source.key else { continue }
      let pair = [before, after].map { ($0.level1 ?? $0.source).name.zh }
      sums[pair, default: .zero] += piece.area
    }
    let source = "流向台账 \(laid.base.epoch ?? laid.base.name) → \(laid.plan.name)"
    set(
      "conversions", ["现状", "规划", "面积（公顷）"],
      sums.sorted { ($0.value, $1.key[0], $1.key[1]) > ($1.value, $0.key[0], $0.key[1]) }
        .map { $0.key + [DocumentValues.hectares($0.value)] }, figures: [2], source)
  }

  // MARK: Change of an approved plan

  /// What a plan changes of the approved one (方案变更).
  mutating func add(changesOf laid: LaidPlan, since approved: LaidPlan) {
    let source = "方案 \(approved.plan.name) → \(laid.plan.name)"
    let (old, new) = (PlanMeasures(approved), PlanMeasures(laid))
    var rows: [[String]] = []
    var counts = [0, 0, 0]
    for id in Set(old.byID.keys).union(new.byID.keys).sorted() {
      let (was, now) = (old.byID[id], new.byID[id])
      guard was != now else { continue }
      let kind = was == nil ? 0 : now == nil ? 1 : 2
      counts[kind] += 1
      rows.append(
        [id, ["新增", "取消", "调整"][kind]] + (was?.cells ?? PlanMeasures.none)
          + (now?.cells ?? PlanMeasures.none))
    }
    set("approved", approved.plan.name, "批准的方案")
    for (key, count) in zip(["added", "removed", "changed"], counts) {
      set("change.\(key)", String(count), source)
    }
    set(
      "change.measures",
      ["图斑", "变更"]
        + ["批准", "变更后"].flatMap { side in
          ["地类", "面积（公顷）", "投资（万元）"].map { "\(side)\($0)" }
        }, rows, figures: [3, 4, 6, 7], source + "；同号图斑比较地类、范围、子项目、阶段和投资；列为治土建议")
    addTotals(old, new, approved, laid, source)
  }

  private mutating func addTotals(
    _ old: PlanMeasures, _ new: PlanMeasures, _ approved: LaidPlan, _ laid: LaidPlan,
    _ source: String
  ) {
    var rows = [
      [
        "整治图斑（个）", String(old.count), String(new.count), String(new.count - old.count),
      ],
      ["估算投资（万元）", old.cost.text(.zh), new.cost.text(.zh), ""],
    ]
    let (before, after) = (levels(approved.state.ledger.after), levels(laid.state.ledger.after))
    for key in Set(before.keys).union(after.keys).sorted() {
      let (was, now) = (before[key]?.area ?? .zero, after[key]?.area ?? .zero)
      guard was != now else { continue }
      rows.append([
        "规划\(after[key]?.name ?? before[key]?.name ?? key)（公顷）", DocumentValues.hectares(was),
        DocumentValues.hectares(now), DocumentValues.hectares(now - was),
      ])
    }
    set("change.cost.before", old.cost.text(.zh), source)
    set("change.cost.after", new.cost.text(.zh), source)
    set("change.totals", ["指标", "批准", "变更后", "增减"], rows, figures: [1, 2, 3], source)
  }

  private func levels(_ side: FlowSide) -> [String: (name: String, area: Area)] {
    var sums: [String: (name: String, area: Area)] = [:]
    for patch in 0..<side.count {
      let land = side.classes[Int(side.classOf[patch])]
      let label = land.level1 ?? land.source
      sums[label.key, default: (label.name.zh, .zero)].area += side.areas[patch]
    }
    return sums
  }
}

/// The measures of a plan by id; what several measures with one id hold is added up.
private struct PlanMeasures {
  struct One: Hashable {
    var classes: Set<String> = []
    var area = Area.zero
    var outlines: [[GridRing]] = []
    var measures: [Measure] = []
    var cells: [String] = []
  }

  /// A ring as its corners, to compare ground by.
  typealias GridRing = [SIMD2<Int64>]

  static let none = ["—", "—", "—"]

  var byID: [String: One] = [:]
  var count = 0
  var cost = StatedCost()

  init(_ laid: LaidPlan) {
    let side = laid.plan.side
    var costs: [String: StatedCost] = [:]
    for (index, measure) in laid.plan.measures.enumerated() {
      var one = byID[measure.id] ?? One()
      one.classes.insert(side.classes[Int(side.classOf[index])].source.name.zh)
      one.area += side.areas[index]
      one.outlines.append(
        side.polygons.multiPolygon(of: index).polygons.flatMap(\.rings)
          .map { ring in ring.map { SIMD2($0.x, $0.y) } })
      one.measures.append(measure)
      byID[measure.id] = one
      costs[measure.id, default: StatedCost()].add(measure.cost)
      cost.add(measure.cost)
      count += 1
    }
    for (id, sum) in costs {
      guard let one = byID[id] else { continue }
      byID[id]?.cells = [
        one.classes.sorted().joined(separator: "、"), DocumentValues.hectares(one.area),
        sum.text(.zh),
      ]
    }
  }
}
