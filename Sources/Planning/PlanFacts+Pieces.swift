import Classes
import Flow
import Geometry
import Groundwork
import Policy

/// The collection `pieces`: one record for each atom, made column by column.
extension PlanFactsCollector {
  /// Also fills in the contiguity of the pieces.
  func pieces(
    _ cache: inout BlockFacts.Cache, _ facts: inout Facts
  ) throws -> FactTable {
    let (before, after) = (state.ledger.before, state.ledger.after)
    let count = atoms.count
    var from: [Int32] = []
    var to: [Int32] = []
    var measure: [Int32] = []
    for atom in atoms {
      let row = state.ledger.rows[atom.row]
      // Atoms are cut from pieces, which have a patch before and after.
      from.append(row.from ?? -1)
      to.append(row.to ?? -1)
      measure.append(row.to.flatMap { state.measure(ofPatch: Int($0)) } ?? -1)
    }
    let fromClass = from.map { $0 < 0 ? -1 : before.classOf[Int($0)] }
    let toClass = to.map { $0 < 0 ? -1 : after.classOf[Int($0)] }
    let townIndex = ground.cutIndex(\.townships)
    if let townIndex {
      for (row, atom) in atoms.enumerated() where measure[row] >= 0 {
        if let town = atom.inside[townIndex] { touched.insert(town) }
      }
    }
    let farmBefore = (0..<count).map { row -> Area? in
      PlanFacts.farmland(
        before.classes[Int(fromClass[row])], atoms[row].area,
        ridges: ground.base[Int(from[row])].ridgeShare)
    }
    let farmAfter = (0..<count).map { row -> Area? in
      PlanFacts.farmland(
        after.classes[Int(toClass[row])], atoms[row].area,
        ridges: measure[row] < 0
          ? ground.base[Int(from[row])].ridgeShare
          : plan.measures[Int(measure[row])].ridgeShare)
    }
    let codes = { (list: [FlowClass]) in list.map { $0.classText ?? "" } }
    let uses = { (list: [FlowClass]) in list.map { $0.use?.rawValue ?? "" } }
    let categories = { (list: [FlowClass]) in list.map { $0.category?.key ?? "" } }
    // Text 0 stands for pieces without a measure.
    let measureOrNone = measure.map { $0 + 1 }
    var columns: [(field: String, values: FactColumn)] = [
      ("id", .wholes((0..<count).map { Int64($0 + 1) })),
      ("from_id", .texts(from, of: before.ids)),
      ("to_id", .texts(to, of: after.ids)),
      ("from_class", .texts(fromClass, of: codes(before.classes))),
      ("to_class", .texts(toClass, of: codes(after.classes))),
      ("from_use", .texts(fromClass, of: uses(before.classes))),
      ("to_use", .texts(toClass, of: uses(after.classes))),
      ("from_category", .texts(fromClass, of: categories(before.classes))),
      ("to_category", .texts(toClass, of: categories(after.classes))),
      ("area", .areas(atoms.map { $0.area })),
      ("width", .values(atoms.map(width))),
      ("farmland_before", .areas(farmBefore)),
      ("farmland_after", .areas(farmAfter)),
      ("pbf_adjust", pbfAdjust(measure)),
      ("measure", .texts(measureOrNone, of: [""] + plan.measures.map(\.id))),
      ("project", .texts(measureOrNone, of: [""] + plan.measures.map(\.project))),
      ("slope_class", slopes(measure, from)),
      ("balance_record", balanceRecords(measureOrNone)),
      ("grade_before", .wholes(from.map { ground.base[Int($0)].grade.map { Int64($0) } })),
      ("grade_after", grades(measure, from)),
    ]
    let pbf = ground.cutIndex(\.pbf)
    let basic = pbf.map { pbfAreas($0, measure, farmAfter) }
    if let basic { columns.append(("pbf_area", .areas(basic))) }
    let kinds = (
      before: before.classes.map { BlockFacts.Kind($0.use) },
      after: after.classes.map { BlockFacts.Kind($0.use) }
    )
    let land = (0..<count).map { row in
      let basic = basicFarmland(atoms[row], pbf, measure[row], basic?[row])
      return BlockFacts.Land(
        before: kinds.before[Int(fromClass[row])], after: kinds.after[Int(toClass[row])],
        farmland: farmAfter[row], basicBefore: basic.before, basicAfter: basic.after)
    }
    let blocks = try job.measure("blocks") { try BlockFacts(atoms, land, cache: &cache, job: job) }
    // Ground of unknown use could join or separate blocks.
    let usesKnown = !(before.classes + after.classes).contains { $0.use == nil }
    columns.append(("block_area", .areas(usesKnown ? blocks.areas : blocks.areas.map { _ in nil })))
    if usesKnown { try blocks.fill(&facts) }
    blockAtoms = blocks.blocks.map(\.atoms)
    for (field, layer) in PlanFactsCollector.flags {
      guard let index = ground.cutIndex(layer) else { continue }
      columns.append((field, .truths(atoms.map { $0.inside[index] != nil })))
    }
    for theme in ThemeLayer.allCases {
      guard let index = ground.cutIndex(theme) else { continue }
      columns.append((theme.fact, .truths(atoms.map { $0.inside[index] != nil })))
    }
    if let townIndex, let towns = ground.townships {
      columns.append(
        ("township", .texts(atoms.map { $0.inside[townIndex] ?? -1 }, of: towns.labels)))
    }
    for (field, layer) in PlanFactsCollector.names {
      guard let index = ground.cutIndex(layer), let labels = ground[keyPath: layer]?.labels else {
        continue
      }
      // The empty text means outside.
      columns.append(
        (field, .texts(atoms.map { ($0.inside[index] ?? -1) + 1 }, of: [""] + labels)))
    }
    return try FactTable("pieces", columns: columns, of: catalogue)
  }

  private typealias LayerField = (field: String, layer: KeyPath<PlanGround, CuttingLayer?>)

  /// Whether a piece lies in a layer.
  private static var flags: [LayerField] {
    [("in_erl", \.erl), ("in_pbf", \.pbf)]
  }

  /// The label of the polygon of a layer in which a piece lies.
  private static var names: [LayerField] {
    [("udb_zone", \.udb), ("protected_village", \.protectedVillages)]
  }

  private func pbfAdjust(_ measure: [Int32]) -> FactColumn {
    let changes = Measure.LineChange.allCases
    let isStated = plan.stated.contains(.pbfChange)
    let codes = measure.map { number -> Int32 in
      guard number >= 0 else { return 0 }
      guard isStated else { return -1 }
      return plan.measures[Int(number)].pbfChange.flatMap { changes.firstIndex(of: $0) }
        .map { Int32($0 + 1) } ?? 0
    }
    return .texts(codes, of: [""] + changes.map(\.rawValue))
  }

  private func pbfAreas(_ layer: Int, _ measure: [Int32], _ farmAfter: [Area?]) -> [Area?] {
    atoms.enumerated().map { row, atom in
      if let polygon = atom.inside[layer] {
        return ground.pbfNetShare[Int(polygon)].flatMap {
          Area(roundingSquareMetres: atom.area.squareMetres * $0)
        }
      }
      let isAdded = measure[row] >= 0 && plan.measures[Int(measure[row])].pbfChange == .in
      return isAdded ? farmAfter[row] : .zero
    }
  }

  /// Basic farmland of a piece before and after the plan's adjustments.
  private func basicFarmland(
    _ atom: Atom, _ layer: Int?, _ measure: Int32, _ area: Area?
  ) -> (before: Area?, after: Area?) {
    guard let layer else { return (nil, nil) }
    let isInside = atom.inside[layer] != nil
    let before = isInside ? area : .zero
    guard measure < 0 || plan.stated.contains(.pbfChange) else { return (before, nil) }
    let isOut = measure >= 0 && plan.measures[Int(measure)].pbfChange == .out
    return (before, isInside && isOut ? .zero : area)
  }

  private func balanceRecords(_ measureOrNone: [Int32]) -> FactColumn {
    let isStated = plan.stated.contains(.balanceRecord)
    return .texts(
      isStated ? measureOrNone : measureOrNone.map { $0 == 0 ? 0 : -1 },
      of: [""] + plan.measures.map { $0.balanceRecord ?? "" })
  }

  /// The grade that the measure states; that of the patch before where there is no measure.
  private func grades(_ measure: [Int32], _ from: [Int32]) -> FactColumn {
    .wholes(
      zip(measure, from).map { measure, patch in
        (measure < 0 ? ground.base[Int(patch)].grade : plan.measures[Int(measure)].grade)
          .map { Int64($0) }
      })
  }

  private func slopes(_ measure: [Int32], _ from: [Int32]) -> FactColumn {
    .wholes(
      zip(measure, from).map { measure, patch in
        let stated = measure < 0 ? nil : plan.measures[Int(measure)].slopeClass
        return (stated ?? ground.base[Int(patch)].slopeClass).map { Int64($0) }
      })
  }

  private func width(_ atom: Atom) -> FactValue {
    guard atom.area.squareMetres < Sliver.area else { return .missing }
    let length = Sliver.perimeter(atom.geometry)
    return .number(length > 0 ? 2 * atom.geometry.planarSquareMetres / length : 0)
  }
}
