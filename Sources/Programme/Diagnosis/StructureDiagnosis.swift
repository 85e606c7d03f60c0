import Geometry
import Groundwork

/// A structure diagnosis (结构诊断): the structure of each kind of ground, and figures for
/// consolidation questions, for each area.
public struct StructureDiagnosis: Sendable {
  /// One kind of ground in one area.
  public struct Row: Sendable {
    public var subject: DiagnosisSubject
    public var metrics: StructureMetrics
    /// `nil` if the subject has fewer than two cells.
    public var aggregation: Double?

    public func value(_ metric: Metric) -> Double? {
      metric == .aggregation ? aggregation : metrics[metric]
    }
  }

  /// A number of objects and their total area.
  public struct Tally: Sendable, Hashable, Codable {
    public var count = 0
    public var area = Area.zero

    mutating func add(_ area: Area) {
      count += 1
      self.area = self.area + area
    }
  }

  /// The fields of one owner.
  public struct OwnerRow: Sendable, Hashable {
    public var owner: DiagnosisOwner
    public var fields: Tally
    public var simmons: Double
    public var januszewski: Double
  }

  /// One area.
  public struct Section: Sendable {
    public var kind: DiagnosisArea.Kind
    public var code: String
    public var name: String
    public var patches: Tally
    public var rows: [Row] = []
    /// The farmland of each block inside the area, largest first.
    public var blocks: [Area] = []
    public var fields = Tally()
    public var smallFields = Tally()
    /// Villages: groups of their built-up ground.
    public var villages = Tally()
    /// Whether the survey can tell the ground of villages: it has the field for it, or any homestead.
    public var knowsVillages = true
    public var villagesInRange = Tally()
    public var industry = Tally()
    /// `nil` without a layer of parks.
    public var industryOutside: Area?
    /// Farmland by slope class (1 to 5) and grade; the key is `nil` for fields without a value.
    public var farmlandBySlope: [Int?: Area] = [:]
    public var farmlandByGrade: [Int?: Area] = [:]
    /// By code.
    public var owners: [OwnerRow] = []
    public var farmlandWithoutOwner = Area.zero
  }

  public let ground: String
  public let settings: DiagnosisSettings
  public let villageGround: DiagnosedGround.VillageGround
  public private(set) var sections: [Section]

  /// - Complexity: O(n log n) in the parts of all areas, plus the cells of the aggregation index.
  public init(
    _ ground: DiagnosedGround, areas: [DiagnosisArea], blocks: GroundBlocks,
    settings: DiagnosisSettings, job: Job = Job()
  ) throws {
    self.ground = ground.name
    self.settings = settings
    villageGround = ground.villageGround
    let knowsVillages =
      ground.villageGround == .field || ground.patches.contains(where: \.isVillageGround)
    sections = try areas.map { area in
      try job.cancellation.check()
      var section = try StructureDiagnosis.section(area, ground, blocks, settings, job)
      section.knowsVillages = knowsVillages
      return section
    }
  }

  private static func section(
    _ area: DiagnosisArea, _ ground: DiagnosedGround, _ blocks: GroundBlocks,
    _ settings: DiagnosisSettings, _ job: Job
  ) throws -> Section {
    let parts = area.parts
    let patches = ground.patches
    func shape(_ part: DiagnosisArea.Part) -> PatchShape {
      part.piece?.shape ?? patches[part.patch].shape
    }
    var section = Section(
      kind: area.kind, code: area.code, name: area.name,
      patches: Tally(count: parts.count, area: parts.lazy.map { shape($0).area }.total()))
    let subjects = DiagnosisSubject.allCases
    let aggregation = try AggregationIndex.values(
      of: parts.map { $0.piece?.geometry ?? patches[$0.patch].geometry },
      groups: parts.map { patches[$0.patch].subject.flatMap(subjects.firstIndex) },
      cell: settings.cell.value, job: job)
    var shapes = [[PatchShape]](repeating: [], count: subjects.count)
    for part in parts {
      guard let number = patches[part.patch].subject.flatMap(subjects.firstIndex) else { continue }
      shapes[number].append(shape(part))
    }
    let region = section.patches.area
    let ofSubject = shapes
    section.rows = try job.map(subjects.count) { number in
      Row(
        subject: subjects[number], metrics: StructureMetrics(ofSubject[number], region: region),
        aggregation: aggregation[number])
    }
    section.count(parts, ground, blocks, settings)
    return section
  }
}

extension StructureDiagnosis.Section {
  /// Answers the questions of a programme.
  fileprivate mutating func count(
    _ parts: [DiagnosisArea.Part], _ ground: DiagnosedGround, _ blocks: GroundBlocks,
    _ settings: DiagnosisSettings
  ) {
    var blockAreas: [Int32: Area] = [:]
    var villageAreas: [Int32: Area] = [:]
    var ofOwner: [Int: [PatchShape]] = [:]
    var outside: Area? = .zero
    for part in parts {
      let patch = ground.patches[part.patch]
      let shape = part.piece?.shape ?? patch.shape
      if patch.isVillageGround {
        villageAreas[blocks.villages[part.patch], default: .zero] += shape.area
      }
      switch patch.subject {
      case .farmland?:
        fields.add(shape.area)
        if !shape.area.reaches(mu: settings.smallField.value) { smallFields.add(shape.area) }
        blockAreas[blocks.farmland[part.patch], default: .zero] += shape.area
        farmlandBySlope[patch.slopeClass, default: .zero] += shape.area
        farmlandByGrade[patch.grade, default: .zero] += shape.area
        if let owner = patch.owner {
          ofOwner[owner, default: []].append(shape)
        } else {
          farmlandWithoutOwner += shape.area
        }
      case .industry?:
        industry.add(shape.area)
        let inside = part.piece.map(\.insidePark) ?? patch.insidePark
        outside = outside.flatMap { sum in inside.map { sum + (shape.area - $0) } }
      default: break
      }
    }
    // Without industry, the area outside parks is zero, whether parks are known or not.
    industryOutside = outside
    self.blocks = blockAreas.values.sorted(by: >)
    let bounds = settings.settlementSizes.value.map { Area(hundredths: Int64($0) * 1_000_000) }
    for area in villageAreas.values {
      villages.add(area)
      if area >= bounds[0], area < bounds[1] { villagesInRange.add(area) }
    }
    owners = ofOwner.compactMap { number, shapes in
      let metrics = StructureMetrics(shapes, region: .zero)
      guard let simmons = metrics[.simmons], let januszewski = metrics[.januszewski] else {
        return nil
      }
      return StructureDiagnosis.OwnerRow(
        owner: ground.owners[number],
        fields: StructureDiagnosis.Tally(count: metrics.count, area: metrics.area),
        simmons: simmons, januszewski: januszewski)
    }.sorted { ($0.owner.code, $0.owner.name) < ($1.owner.code, $1.owner.name) }
  }
}
