import Flow
import Geometry
import Governance
import Groundwork
import Programme
import Records
import Storage
import Survey

/// The cells of a survey with all that a proposal says about them.
struct DistrictLand {
  var epoch: String
  var ground: DistrictGround
  /// By patch, for each level in its order; a patch of several tasks counts with the largest area.
  var potential: [PotentialLevel: [Area]] = [:]
  /// By patch: the element of that largest area at the level of the request.
  var elements: [PotentialElement?] = []
  /// By patch: the code of the town; `nil` where the survey has none.
  var towns: [String?] = []
  var townNames: [String: String] = [:]
  /// By patch; `nil` without the layer.
  var isInsideBoundary: [Bool]?
  /// Ground of each active project by cell, and its whole ground.
  var projects: [String: (cells: [Int: Area], whole: Area)] = [:]
  var cards: [String: ProjectCard] = [:]
}

extension Workbench {
  /// The cells of an epoch.
  func districtGround(epoch: String, cell: Int) throws -> (ground: DistrictGround, side: FlowSide) {
    let side = try records.side(survey(epoch), named: epoch, area: .official)
    let geometries = (0..<side.count).map { side.polygons.multiPolygon(of: $0) }
    return (try DistrictGround(geometries, side.areas, side: cell, job: job), side)
  }

  /// - Throws: Diagnostics `potential.no-library`, `districts.*`.
  func districtLand(_ request: DistrictRequest) throws -> DistrictLand {
    let library = try potentialLibrary()
    let epoch = library.record.epoch
    let (ground, side) = try districtGround(epoch: epoch, cell: request.cell)
    var land = DistrictLand(epoch: epoch, ground: ground)
    readPotential(library, request, side.ids, into: &land)
    try readTowns(epoch, side.count, into: &land)
    if let boundary = try workspace.layer(role: .udb) {
      var lines: [MultiPolygon] = []
      try records.forEachUnit(in: boundary) { _, _, geometry in lines.append(geometry) }
      let locator = PointLocator(lines)
      land.isInsideBoundary = ground.points.map { locator.first(at: $0) != nil }
    }
    try readProjects(into: &land)
    return land
  }

  private func readPotential(
    _ library: PotentialLibrary, _ request: DistrictRequest, _ ids: [String],
    into land: inout DistrictLand
  ) {
    let places = Dictionary(
      ids.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let kinds = Dictionary(
      library.record.rules.tasks.map { ($0.id, $0.element) }, uniquingKeysWith: { a, _ in a })
    for level in PotentialLevel.allCases {
      land.potential[level] = [Area](repeating: .zero, count: ids.count)
    }
    land.elements = [PotentialElement?](repeating: nil, count: ids.count)
    for entry in library.record.entries where entry.isCandidate {
      guard let place = places[entry.patch], let element = kinds[entry.task],
        request.elements.isEmpty || request.elements.contains(element)
      else { continue }
      for level in PotentialLevel.allCases {
        let area = library.area(entry, level)
        guard area > land.potential[level]?[place] ?? .zero else { continue }
        land.potential[level]?[place] = area
        if level == request.level { land.elements[place] = element }
      }
    }
  }

  private func readTowns(_ epoch: String, _ count: Int, into land: inout DistrictLand) throws {
    let record = try survey(epoch)
    let columns = try workspace.columns(of: record.name)
    land.towns = [String?](repeating: nil, count: count)
    if let place = FieldFinder(columns)["ZLDWDM"] {
      var row = 0
      try workspace.forEachRow(in: record.name, columns: [columns[place].name]) { values in
        if row < count, let code = values[0].string, code.utf8.count >= 9 {
          land.towns[row] = String(code.prefix(9))
        }
        row += 1
      }
    }
    guard let layer = try workspace.layer(role: .township) else { return }
    try records.forEachUnit(in: layer) { name, zone, _ in
      if let zone, let name { land.townNames[zone] = name }
    }
  }

  /// Where the ground of the projects lies: each patch of a planned state in the cell of its interior point.
  private func readProjects(into land: inout DistrictLand) throws {
    var owners: [String: [String: [String]]] = [:]
    for row in try projects() where row.record.isActive {
      guard let card = row.record.card else { continue }
      land.cards[row.id] = card
      guard let ground = card.ground else { continue }
      for measure in ground.measures {
        owners[ground.plan, default: [:]][measure, default: []].append(row.id)
      }
    }
    let locator = PointLocator(land.ground.geometries)
    let geos = GEOS()
    for (plan, owners) in owners.sorted(by: { $0.key < $1.key }) {
      guard let planned = try workspace.layer(role: .planned, plan: plan) else { continue }
      let columns = [OwnField.measure.columnName, OwnField.area.columnName]
      try workspace.forEachFeature(in: planned.name, columns: columns) { patch in
        guard let measure = patch.values[0].string, let ids = owners[measure],
          let area = patch.values[1].int64.map(Area.init(hundredths:)),
          let geometry = patch.geometry
        else { return }
        let valid = try geos.isValid(geometry) ? geometry : geos.makeValid(geometry)
        let cell = try geos.pointOnSurface(valid).flatMap(locator.first)
          .map { land.ground.cellOf[$0] }
        for id in ids {
          var known = land.projects[id] ?? ([:], .zero)
          known.whole += area
          if let cell { known.cells[cell, default: .zero] += area }
          land.projects[id] = known
        }
      }
    }
  }
}

extension DistrictLand {
  /// The potential of a cell at a level.
  func value(_ level: PotentialLevel, in cell: Int) -> Area {
    guard let areas = potential[level] else { return .zero }
    return ground.members[cell].lazy.map { areas[$0] }.total()
  }

  func cells(valued value: (Int) -> Area) -> [DistrictCell] {
    ground.members.indices.map {
      DistrictCell(area: ground.area(of: $0), value: value($0), neighbours: ground.neighbours[$0])
    }
  }

  /// The cells of which more than half lies in an outline, counted by patches.
  func cells(in outline: MultiPolygon) -> [Int] {
    guard let box = outline.bounds else { return [] }
    let inside = ground.points.map {
      box.contains(x: $0.metresX, y: $0.metresY) && outline.contains($0)
    }
    return ground.members.indices.filter { cell in
      let own = ground.members[cell]
      let part = own.lazy.filter { inside[$0] }.map { ground.areas[$0] }.total()
      return part.hundredths * 2 > ground.area(of: cell).hundredths
    }
  }

  /// What lies in some patches; projects that lie in the cells.
  func content(
    patches: [Int], cells: Set<Int>, value: Area, level: PotentialLevel
  ) -> DistrictDocument.Content {
    var content = DistrictDocument.Content()
    content.value = value
    content.area = patches.lazy.map { ground.areas[$0] }.total()
    func sum(_ level: PotentialLevel) -> Area {
      let areas = potential[level] ?? []
      return patches.lazy.map { areas[$0] }.total()
    }
    content.potential = .init(
      theoretical: sum(.theoretical), realisable: sum(.realisable), nearTerm: sum(.nearTerm))
    var shares: [PotentialElement: Area] = [:]
    var grounds: [String: Area] = [:]
    for patch in patches {
      if let element = elements[patch] {
        shares[element, default: .zero] += potential[level]?[patch] ?? .zero
      }
      if let town = towns[patch] { grounds[town, default: .zero] += ground.areas[patch] }
    }
    content.elements = PotentialElement.allCases.compactMap { element in
      shares[element].map { .init(id: element.rawValue, title: element.title, area: $0) }
    }
    content.towns = grounds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      .init(id: $0.key, title: Localized(townNames[$0.key] ?? $0.key), area: $0.value)
    }
    content.insideBoundary = isInsideBoundary.map { inside in
      patches.lazy.filter { inside[$0] }.map { ground.areas[$0] }.total()
    }
    content.projects = projects.compactMap { id, own in
      let part = own.cells.lazy.filter { cells.contains($0.key) }.map(\.value).total()
      return part.hundredths * 2 > own.whole.hundredths ? id : nil
    }.sorted()
    return content
  }

  func patches(of cells: some Sequence<Int>) -> [Int] { cells.flatMap { ground.members[$0] } }
}
