import Geometry
import Groundwork

/// Areas that a district designates besides the control lines: 粮食生产功能区, 高标准农田, 河湖管理范围, 自然保护地, 污染地块,
/// 林权. They follow the patches and have their own random numbers, so that the rest of the district
/// does not depend on them.
extension Assembly {
  func themeLayers() -> [SampleLayer] {
    let random = Random(seed: planner.draft.seed, stream: 4000)
    return [grainLayer(random), standardLayer(random), waterLayer(), reserveLayer()]
      + [pollutionLayer(), forestLayer()]
  }

  /// The larger part of the flat paddies of the basic farmland.
  private func grainLayer(_ random: Random) -> SampleLayer {
    var random = random
    let spots = Noise(seed: random.next())
    let atoms = atoms { atom, face in
      guard face.isBasicFarmland, face.use == .paddy, face.slope <= 2 else { return false }
      let place = mesh.inside(atom)
      return spots(place.x / 620, place.y / 620) > -0.22
    }
    return areas("LSSCGNQ", "粮食生产功能区", "LS", named: "粮食生产功能区", atoms, least: 6000)
  }

  /// Fields that were built before the plan, mostly on basic farmland.
  private func standardLayer(_ random: Random) -> SampleLayer {
    var random = random
    _ = random.next()
    let spots = Noise(seed: random.next())
    let atoms = atoms { atom, face in
      guard face.use.isFarmland, face.boundary == .outside, face.slope <= 2, face.zone == .rural
      else { return false }
      let place = mesh.inside(atom)
      return spots(place.x / 780, place.y / 780) > (face.isBasicFarmland ? -0.12 : 0.3)
    }
    return areas("GBZNT", "高标准农田", "GB", named: "高标准农田", atoms, least: 6000)
  }

  /// Rivers with their dikes and flats, and the ground that the plan adds to them.
  private func waterLayer() -> SampleLayer {
    let widening = Set(planner.measures.filter { $0.kind == .rivers }.flatMap(\.atoms))
    let atoms = atoms { atom, face in
      switch face.use {
      case .river, .reservoir, .dike, .inlandFlat, .coastalFlat: true
      default: face.zone == .estuary || widening.contains(atom)
      }
    }
    return areas("HHGLFW", "河湖管理范围", "HH", named: "河湖管理范围", atoms, least: 0)
  }

  /// The upper hill.
  private func reserveLayer() -> SampleLayer {
    let atoms = atoms { _, face in face.isRedLine && face.zone == .hill }
    return areas("ZRBHD", "自然保护地", "BH", named: "西山自然公园", atoms, least: 0)
  }

  /// The three largest mines and works of a park that the plan does not touch.
  private func pollutionLayer() -> SampleLayer {
    let works = atoms { atom, face in
      (face.use == .mining || face.use == .industrial && face.park == 1)
        && !planner.taken.contains(atom)
    }
    let largest = works.sorted { (mesh.area($0), $1) > (mesh.area($1), $0) }.prefix(3)
    return areas("WRDK", "污染地块", "WR", named: "污染地块", largest.sorted(), least: 0)
  }

  /// Woods of the hill.
  private func forestLayer() -> SampleLayer {
    let atoms = atoms { _, face in
      face.zone == .hill && [.forest, .bamboo, .shrub].contains(face.use) && !face.isRedLine
    }
    return areas("LQZT", "林权宗地", "LQ", named: "林权宗地", atoms, least: 0)
  }

  private func atoms(where test: (Int, Face) -> Bool) -> [Int] {
    mesh.living.filter { test($0, mesh.faces[$0]) }
  }

  private func areas(
    _ name: String, _ title: String, _ letters: String, named: String, _ atoms: [Int],
    least: Double
  ) -> SampleLayer {
    let columns = [
      Column("BSM", .text), Column("MC", .text), Column("MJ", .real), Column("BZ", .text),
    ]
    var rows: [(Polygon, [Value])] = []
    for shape in mesh.union(atoms) {
      let own = area(shape).squareMetres
      guard own > least else { continue }
      rows.append(
        (
          mesh.geometry(shape),
          [
            .text(Names.county.code + letters + padded(rows.count + 1, 10)),
            .text("\(named)\(rows.count + 1)号（合成）"), .real(own), .text(note),
          ]
        ))
    }
    return layer(name, title, columns, rows)
  }
}
