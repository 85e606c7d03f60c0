import Geodesy
import Geometry
import Governance
import Groundwork
import Programme
import Storage

/// The use cases of proposed districts and units (片区、单元划定建议).
extension Workbench {
  /// Proposes districts, or units within one, and holds them against those that people drew. Nothing is
  /// written.
  ///
  /// - Parameter isReadable: Whether who asks may see a planning object.
  /// - Throws: Diagnostics `potential.no-library`, `districts.*`, `programme.missing`; ``Groundwork/Cancelled``.
  public func districtProposals(
    _ request: DistrictRequest, isReadable: (PlanningBoard.Row) throws -> Bool = { _ in true }
  ) throws -> DistrictDocument {
    try request.check()
    let rows = try planningRows().filter { try $0.record.isActive && isReadable($0) }
    let outer = try request.within.map { id -> MultiPolygon in
      guard let row = rows.first(where: { $0.id == id }), let object = row.record.object else {
        throw missingObject(id)
      }
      guard let ground = object.ground else { throw Workbench.undrawn(id) }
      return ground.geometry
    }
    let land = try districtLand(request)
    let allowed = outer.map { Set(land.cells(in: $0)) }
    let found = try search(request, land, allowed)
    let drawn = rows.filter { row in
      guard let object = row.record.object else { return false }
      return object.level == request.planning && object.ground != nil
        && (request.within == nil || object.parent == request.within)
    }
    return try document(request, land, found, drawn, allowed)
  }

  /// What a search found: districts with their names, and the value of each cell that they gathered.
  private struct Found {
    var districts: [(name: String, cells: [Int], score: Area, value: Area)] = []
    var score = Area.zero
    var bound = Area.zero
    var values: [Area] = []
  }

  private func search(
    _ request: DistrictRequest, _ land: DistrictLand, _ allowed: Set<Int>?
  ) throws -> Found {
    var found = Found()
    let settings = request.settings
    if request.basis == .potential {
      let cells = land.cells { land.value(request.level, in: $0) }
      let search = try DistrictSearch(cells, settings, within: allowed, job: job)
      let measure = DistrictScore(cells, settings)
      found.values = cells.map(\.value)
      found.score = measure.area(search.score)
      found.bound = measure.area(search.bound)
      for (place, district) in search.districts.enumerated() {
        found.districts.append(
          (
            "", district, measure.area(search.scores[place]),
            district.lazy.map { cells[$0].value }.total()
          ))
      }
      return found
    }
    var spaces: [String: [Int: Area]] = [:]
    for (id, own) in land.projects {
      guard let space = land.cards[id]?.space, !space.isEmpty else { continue }
      spaces[space, default: [:]].merge(own.cells, uniquingKeysWith: +)
    }
    found.values = land.ground.members.indices.map { cell in
      spaces.values.lazy.map { $0[cell] ?? .zero }.total()
    }
    let order = spaces.mapValues { $0.values.total() }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key).prefix(settings.count)
    var free = allowed ?? Set(land.ground.members.indices)
    var one = settings
    one.count = 1
    for space in order {
      let own = spaces[space] ?? [:]
      let cells = land.cells { own[$0] ?? .zero }
      let measure = DistrictScore(cells, one)
      let search = try DistrictSearch(cells, one, within: free, job: job)
      found.bound += measure.area(search.bound)
      guard let district = search.districts.first else { continue }
      free.subtract(district)
      found.score += measure.area(search.score)
      found.districts.append(
        (
          space, district, measure.area(search.score),
          district.lazy.map { cells[$0].value }.total()
        ))
    }
    return found
  }

  private func document(
    _ request: DistrictRequest, _ land: DistrictLand, _ found: Found,
    _ rows: [PlanningBoard.Row], _ allowed: Set<Int>?
  ) throws -> DistrictDocument {
    let transformer = try Transformer(from: crs(), to: CoordinateReferenceSystem("EPSG:4326"))
    func degrees(_ geometry: MultiPolygon) throws -> GeoJSONPolygon {
      try GeoJSONPolygon(geometry) { x, y in try transformer.transform(x: x, y: y) }
    }
    let geos = GEOS()
    func value(_ cells: some Sequence<Int>) -> Area { cells.map { found.values[$0] }.total() }
    let drawnCells = rows.map { row in
      row.record.object?.ground.map { land.cells(in: $0.geometry) } ?? []
    }
    var proposals: [DistrictDocument.Proposal] = []
    for (place, district) in found.districts.enumerated() {
      let cells = Set(district.cells)
      let content = land.content(
        patches: land.patches(of: district.cells), cells: cells, value: district.value,
        level: request.level)
      let overlaps = zip(rows, drawnCells).compactMap { row, own -> DistrictDocument.Overlap? in
        let both = own.filter(cells.contains)
        guard !both.isEmpty, let object = row.record.object else { return nil }
        return .init(
          id: row.id, title: object.title, area: both.map(land.ground.area).total(),
          value: value(both))
      }
      proposals.append(
        .init(
          number: place + 1, name: district.name, cells: district.cells, score: district.score,
          content: content, overlaps: overlaps,
          geometry: try degrees(land.ground.outline(district.cells, geos))))
    }
    let proposed = Set(found.districts.flatMap(\.cells))
    let drawn = try zip(rows, drawnCells).compactMap {
      row, cells -> DistrictDocument.Drawn? in
      guard let object = row.record.object, let ground = object.ground else { return nil }
      let both = cells.filter(proposed.contains)
      return .init(
        id: row.id, title: object.title, cells: cells,
        content: land.content(
          patches: land.patches(of: cells), cells: Set(cells), value: value(cells),
          level: request.level), proposed: both.map(land.ground.area).total(),
        proposedValue: value(both), geometry: try degrees(ground.geometry))
    }
    func side(_ cells: Set<Int>) -> DistrictDocument.Comparison.Side {
      .init(area: cells.map(land.ground.area).total(), value: value(cells))
    }
    let all = Set(drawnCells.joined())
    let outlines = try land.ground.outlines(job)
    return DistrictDocument(
      synthetic: try isSynthetic(), epoch: land.epoch, settings: .init(request),
      objective: DistrictDocument.objective(request), score: found.score, bound: found.bound,
      proposals: proposals, drawn: drawn,
      comparison: .init(
        proposed: side(proposed), drawn: side(all), both: side(all.intersection(proposed)),
        whole: side(allowed ?? Set(land.ground.members.indices))),
      cells: try land.ground.members.indices.map { cell in
        .init(
          area: land.ground.area(of: cell), value: found.values[cell],
          neighbours: land.ground.neighbours[cell], geometry: try degrees(outlines[cell]))
      })
  }

  /// The ground of cells that somebody put together by hand.
  ///
  /// - Throws: Diagnostics `districts.choice` for cells that do not exist, `districts.parts` where they are
  ///   not one piece.
  public func ground(of choice: DistrictChoice) throws -> DrawnGround {
    guard DistrictRequest.cells.contains(choice.cell),
      try workspace.layer(role: .survey, epoch: choice.epoch) != nil
    else { throw Workbench.wrongChoice() }
    let (ground, _) = try districtGround(epoch: choice.epoch, cell: choice.cell)
    let cells = Set(choice.numbers)
    guard !cells.isEmpty, cells.allSatisfy(ground.members.indices.contains) else {
      throw Workbench.wrongChoice()
    }
    let graph = ground.neighbours.map { DistrictCell(area: .zero, value: .zero, neighbours: $0) }
    guard DistrictSearch.isContiguous(cells, graph) else {
      throw Diagnostic(
        code: "districts.parts",
        Localized(zh: "所选格网不连成一片。", en: "the chosen cells are not one piece."),
        remedy: Localized(zh: "补上中间的格网，或去掉飞地。", en: "Add the cells between, or drop the far ones."))
    }
    return DrawnGround(try ground.outline(cells.sorted(), GEOS()))
  }

  private static func wrongChoice() -> Diagnostic {
    Diagnostic(
      code: "districts.choice",
      Localized(
        zh: "所选格网不存在；调查或格网边长已变。",
        en: "there are no such cells; the survey or the side of the squares is another one."),
      remedy: Localized(zh: "重新生成建议后再选。", en: "Make the proposals again, then choose."))
  }

  static func undrawn(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "districts.undrawn",
      Localized(zh: "规划 \(id) 没有划定范围。", en: "the planning object \(id) has no ground."),
      remedy: Localized(zh: "先为它划定范围。", en: "Draw its ground first."))
  }
}
