import Geodesy
import Groundwork

/// The effect of one project's measures on the ground, in official area, for which a register must
/// account. It is computed from the atoms of the plan, not from the flow ledger, so that the two
/// can be compared.
struct ProjectGround: Sendable {
  /// Net farmland (耕地净面积, ridges deducted) with its quality grade (耕地质量等级).
  struct Graded: Sendable {
    private(set) var squareMetres = 0.0
    private var weighted = 0.0

    mutating func add(_ squareMetres: Double, grade: Int) {
      self.squareMetres += squareMetres
      weighted += squareMetres * Double(grade)
    }

    static func += (one: inout Graded, other: Graded) {
      one.squareMetres += other.squareMetres
      one.weighted += other.weighted
    }

    /// Rounded up to 0.01 m², so that the register never accounts for less than the ground.
    var area: Area { Area(roundingUp: squareMetres) }
    /// The mean grade by area, rounded to a whole grade; 1 is best.
    var grade: Int { squareMetres > 0 ? Int((weighted / squareMetres).rounded()) : 1 }
  }

  /// 0 ..< 64.
  var project: Int
  /// Farmland that becomes construction land (建设占用耕地).
  var built = Graded()
  /// The paddy in it, m².
  var builtPaddy = 0.0
  /// Agricultural land that becomes construction land (农用地转用), and the basic farmland in it, m².
  var converted = 0.0
  var convertedBasic = 0.0
  /// Collective land that state works take (征收), m².
  var takenBasic = 0.0
  var takenFarmland = 0.0
  var takenOther = 0.0
  /// Other land that becomes paddy.
  var newPaddy = Graded()
  /// Construction land that is reclaimed (复垦), m², and the farmland that it becomes.
  var reclaimed = 0.0
  var reclaimedFarmland = Graded()
  /// Basic farmland taken out (调出) and added (补划), by the code of the township.
  var basicOut: [String: Graded] = [:]
  var basicIn: [String: Graded] = [:]
}

extension Area {
  /// Rounds up to whole units of 0.01 m².
  init(roundingUp squareMetres: Double) {
    self.init(hundredths: Int64((squareMetres * 100).rounded(.up)))
  }
}

extension Planner {
  /// The effect of each project on the ground, by project.
  ///
  /// - Parameter townships: the code of the township of each village.
  func groundByProject(townships: [String]) throws -> [ProjectGround] {
    let official = try OfficialArea(CoordinateReferenceSystem(epsg: SampleDistrict.epsg))
    var known: [Int: ProjectGround] = [:]
    for measure in measures {
      var ground = known[measure.project] ?? ProjectGround(project: measure.project)
      let grade = self.grade(measure) ?? 1
      for atom in measure.atoms {
        let shape = Mesh.Outline(ring: face(atom).ring, holes: face(atom).holes)
        let area = draft.mesh.officialSquareMetres(shape, official)
        record(atom, area: area, of: measure, grade: grade, in: &ground)
        let township = townships[face(atom).village]
        switch measure.farmlandLine {
        case "DC":
          ground.basicOut[township, default: .init()]
            .add(netFarmland(atom, area), grade: traits(atom).grade)
        case "DR":
          ground.basicIn[township, default: .init()]
            .add(area * (1 - (measure.ridgeShare ?? 0)), grade: grade)
        default: break
        }
      }
      known[measure.project] = ground
    }
    return known.values.sorted { $0.project < $1.project }
  }

  private func netFarmland(_ atom: Int, _ area: Double) -> Double {
    traits(atom).use.isFarmland ? area * (1 - traits(atom).ridgeShare) : 0
  }

  /// Records one atom of a measure.
  private func record(
    _ atom: Int, area: Double, of measure: MeasureDraft, grade: Int, in ground: inout ProjectGround
  ) {
    let before = traits(atom)
    let net = netFarmland(atom, area)
    if measure.target.isConstruction {
      if before.use.isFarmland {
        ground.built.add(net, grade: before.grade)
        if before.use == .paddy { ground.builtPaddy += net }
      }
      if before.use.isAgricultural {
        ground.converted += area
        if basic.contains(atom) { ground.convertedBasic += area }
      }
      if measure.kind.takesLand, before.isCollective {
        if basic.contains(atom) {
          ground.takenBasic += area
        } else if before.use.isFarmland {
          ground.takenFarmland += area
        } else {
          ground.takenOther += area
        }
      }
    } else if before.use.isConstruction {
      ground.reclaimed += area
      if measure.target.isFarmland {
        ground.reclaimedFarmland.add(area * (1 - (measure.ridgeShare ?? 0)), grade: grade)
      }
    }
    if measure.target == .paddy {
      let gain = area * (1 - (measure.ridgeShare ?? 0)) - net
      if gain > 0 { ground.newPaddy.add(gain, grade: grade) }
    }
  }
}

extension WorkKind {
  /// Whether the state expropriates collective land for such works (征收): roads, housing and public
  /// facilities.
  fileprivate var takesLand: Bool {
    switch self {
    case .roads, .resettlement, .upgrade, .facilities: true
    default: false
    }
  }
}
