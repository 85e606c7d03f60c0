import Classes
import Geodesy
import Geometry
import Groundwork

extension SampleDistrict {
  /// Draws one draft and computes its numbers; `nil` if the draft fails a requirement.
  static func assemble(seed: UInt64, attempt: UInt64, job: Job) throws -> SampleDistrict? {
    var draft = Draft(seed: seed, attempt: attempt)
    draft.drawSkeleton()
    draft.drawBlocks()
    draft.drawBoundary()
    let villages = draft.drawVillages()
    try job.cancellation.check()
    draft.drawCountry()
    draft.drawTowns()
    draft.drawWild()
    guard draft.repairFaces().isEmpty else { return nil }
    draft.joinEqualPieces()
    draft.calibrateIndustry()
    draft.drawIslands()
    guard draft.meetsRequirements() else { return nil }
    job.progress.advance(to: 1)
    try job.cancellation.check()

    let (towns, order) = draft.number(villages)
    let records = draft.makeRecords(order)
    let controls = draft.drawControls()
    job.progress.advance(to: 2)
    try job.cancellation.check()
    var planner = Planner(draft: draft, records: records, controls: controls)
    planner.makePlan()
    guard planner.meetsRequirements() else { return nil }
    let ground = try planner.groundByProject(
      townships: towns.map { Names.county.code + Names.towns[$0].code })
    job.progress.advance(to: 3)
    try job.cancellation.check()
    let epoch = SecondEpoch(planner: planner)
    guard epoch.meetsRequirements() else { return nil }
    job.progress.advance(to: 4)
    try job.cancellation.check()

    let assembly = try Assembly(epoch: epoch, towns: towns)
    let district = try assembly.finish(seed: seed, ground: ground)
    job.progress.advance(to: 5)
    return district
  }
}

/// Computes areas, numbers and attributes after all cuts.
struct Assembly {
  let epoch: SecondEpoch
  let towns: [Int]
  let official: OfficialArea
  let note: String
  private(set) var records: [Record] = []
  private(set) var observed: [Record] = []
  /// 调查面积 DCMJ of each village.
  private(set) var villageAreas: [Area] = []
  private(set) var villageShapes: [[Mesh.Outline]] = []

  var planner: Planner { epoch.planner }
  var mesh: Mesh { epoch.planner.draft.mesh }

  init(epoch: SecondEpoch, towns: [Int]) throws {
    self.epoch = epoch
    self.towns = towns
    official = try OfficialArea(CoordinateReferenceSystem(epsg: SampleDistrict.epsg))
    note = "\(Names.label)（seed \(epoch.planner.draft.seed)）"
    try adjustBaseAreas()
    try adjustObservedAreas()
  }

  func area(_ shape: Mesh.Outline) -> Area {
    Area(roundingSquareMetres: mesh.officialSquareMetres(shape, official)) ?? .zero
  }

  func area(_ shapes: [Mesh.Outline]) -> Area {
    let sum = shapes.reduce(0) { $0 + mesh.officialSquareMetres($1, official) }
    return Area(roundingSquareMetres: sum) ?? .zero
  }

  /// Areas of the base epoch, adjusted to the villages (平差).
  private mutating func adjustBaseAreas() throws {
    records = planner.records
    var members = [[Int]](repeating: [], count: towns.count)
    for index in records.indices {
      records[index].area = area(records[index].shape)
      members[records[index].traits.village].append(index)
    }
    for village in towns.indices {
      let shapes = mesh.outlines(
        of: members[village].flatMap { index in
          [mesh.expanded(records[index].shape.ring)]
            + records[index].shape.holes.map { mesh.expanded($0) }
        })
      let control = area(shapes)
      let adjusted = try AreaAdjustment.equalShares.adjusted(
        members[village].map { (id: padded(records[$0].serial, 12), area: records[$0].area) },
        to: control)
      for (index, value) in zip(members[village], adjusted) { records[index].area = value }
      villageAreas.append(control)
      villageShapes.append(shapes)
    }
  }

  /// Areas of the second epoch: unchanged patches keep theirs; the changed ones share the area that
  /// the patches on the same ground had before.
  private mutating func adjustObservedAreas() throws {
    var serial = records.count
    var numbers = [Int](repeating: 0, count: towns.count)
    for record in records {
      numbers[record.traits.village] = max(numbers[record.traits.village], record.number)
    }
    var changed: [(record: Record, atoms: [Int])] = []
    for patch in epoch.patches where !patch.atoms.isEmpty {
      if let index = patch.record {
        observed.append(records[index])
        continue
      }
      serial += 1
      let village = patch.traits.village
      numbers[village] += 1
      var record = Record(
        traits: patch.traits, shape: patch.shape, serial: serial, number: numbers[village])
      record.area = area(patch.shape)
      changed.append((record, patch.atoms))
    }
    var root: [Int: Int] = [:]
    func find(_ item: Int) -> Int {
      var item = item
      while let next = root[item], next != item { item = next }
      return item
    }
    for (index, item) in changed.enumerated() {
      for atom in item.atoms {
        let one = find(records.count + index)
        let other = find(mesh.faces[atom].patch)
        if one != other { root[max(one, other)] = min(one, other) }
      }
    }
    var groups: [Int: (old: Set<Int>, new: [Int])] = [:]
    for (index, item) in changed.enumerated() {
      let key = find(records.count + index)
      for atom in item.atoms { groups[key, default: ([], [])].old.insert(mesh.faces[atom].patch) }
      groups[key, default: ([], [])].new.append(index)
    }
    for key in groups.keys.sorted() {
      guard let group = groups[key] else { continue }
      let control = group.old.sorted().map { records[$0].area }.total()
      let adjusted = try AreaAdjustment.equalShares.adjusted(
        group.new.map {
          (id: padded(changed[$0].record.serial, 12), area: changed[$0].record.area)
        },
        to: control, limit: Area(hundredths: Int64(group.old.count * 2 + group.new.count + 2)))
      for (index, value) in zip(group.new, adjusted) { changed[index].record.area = value }
    }
    observed += changed.map(\.record)
    observed.sort {
      ($0.traits.village, $0.number) < ($1.traits.village, $1.number)
    }
  }

  func finish(seed: UInt64, ground: [ProjectGround]) throws -> SampleDistrict {
    let before = PatchMaker(towns: towns, year: 2023, note: note)
    let after = PatchMaker(towns: towns, year: 2024, note: note)
    let patches = try records.map { try before.patch($0, geometry: mesh.geometry($0.shape)) }
    let later = try observed.map { try after.patch($0, geometry: mesh.geometry($0.shape)) }
    let measures = try makeMeasures()
    var layers = [
      layer("DLTB_2023", "地类图斑 2023", LandPatch.columns, patches.map { ($0.geometry, $0.values) }),
      layer("DLTB_2024", "地类图斑 2024", LandPatch.columns, later.map { ($0.geometry, $0.values) }),
    ]
    layers += try controlLayers(patches)
    layers.append(
      layer(
        "ZZTB", "整治图斑", MeasurePatch.columns,
        try measures.map { measure in
          let name = try LandUse(rawValue: measure.classCode).map(PatchMaker.className)
          return (
            measure.geometry, measure.values(className: name ?? "", year: 2024, note: note)
          )
        }))
    return SampleDistrict(
      seed: seed, patches: patches, observed: later, measures: measures, layers: layers,
      unplannedChanges: epoch.unplanned, ecologicalLand: ecologicalLand, ground: ground)
  }

  /// Woods, grass, rivers, reservoirs and flats before and after the plan.
  private var ecologicalLand: (before: Area, after: Area) {
    func counts(_ use: LandUse) -> Bool {
      [.forest, .grassland, .river, .reservoir, .openWetland].contains(use.general)
    }
    let before = records.filter { counts($0.traits.use) }.map(\.area).total()
    var change = 0.0
    for measure in planner.measures {
      for atom in measure.atoms {
        let own = planner.area(atom)
        if counts(measure.target) { change += own }
        if counts(planner.traits(atom).use) { change -= own }
      }
    }
    return (before, before + (Area(roundingSquareMetres: change) ?? .zero))
  }

  func layer(
    _ name: String, _ title: String, _ columns: [Column], _ rows: [(Polygon, [Value])]
  ) -> SampleLayer {
    layer(name, title, columns, rows.map { (MultiPolygon($0.0), $0.1) })
  }

  func layer(
    _ name: String, _ title: String, _ columns: [Column], _ rows: [(MultiPolygon, [Value])]
  ) -> SampleLayer {
    SampleLayer(
      name: name, title: "\(title)（\(Names.label)）", columns: columns,
      features: rows.enumerated().map { index, row in
        Feature(fid: Int64(index + 1), geometry: row.0, values: row.1)
      })
  }

  private func makeMeasures() throws -> [MeasurePatch] {
    let maker = PatchMaker(towns: towns, year: 2024, note: note)
    var result: [MeasurePatch] = []
    for (index, measure) in planner.measures.enumerated() {
      let shapes = mesh.union(measure.atoms)
      let total = planner.totalArea(measure.atoms)
      for shape in shapes {
        let area = self.area(shape)
        let hundreds = Int64((area.squareMetres * measure.unitCost / 100).rounded())
        let needsApproval = !measure.farmlandLine.isEmpty || !measure.boundaryLine.isEmpty
        let approval =
          measure.boundaryLine.isEmpty
          ? "明澜永农调〔2023〕\(3 + measure.village % 5)号（合成）" : "明澜边界调〔2023〕2号（合成）"
        result.append(
          MeasurePatch(
            id: Names.county.code + "ZZ" + padded(result.count + 1, 10),
            projectCode: Names.project(measure.project),
            projectName: projectName(measure), group: Names.groups[measure.group].name,
            implementer: Names.implementers[measure.implementer], element: measure.kind.element,
            classCode: measure.target.code, stage: measure.stage,
            villageCode: maker.villageCode(measure.village), cost: max(1, hundreds) * 100,
            ridgeShare: measure.ridgeShare, grade: planner.grade(measure), slope: measure.slope,
            basicFarmlandChange: measure.farmlandLine, boundaryChange: measure.boundaryLine,
            approval: needsApproval ? approval : "",
            balanceRecord: planner.needsBalance(measure)
              ? "明澜进出备〔2023〕\(1 + measure.stage)号（合成）" : "",
            isScattered: measure.isScattered,
            geometry: mesh.geometry(shape), area: area,
            carriedOut: min(1, epoch.done[index] / max(1, total))))
      }
    }
    return result
  }

  private func projectName(_ measure: MeasureDraft) -> String {
    let first = WorkKind.allCases.prefix(measure.kind.rawValue).reduce(0) { $0 + $1.projects }
    return "\(measure.kind.title)（\(measure.project - first + 1)号）"
  }
}
