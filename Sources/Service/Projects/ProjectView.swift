import EventLog
import Flow
import Geometry
import Governance
import Groundwork
import Workbench

struct ProjectTargetView: Encodable {
  var indicator: String
  /// In 0.01 m², or 分.
  var amount: Int64
}

struct ProjectCostView: Encodable {
  var year: Int
  /// In 分.
  var amount: Money
}

/// A project, for the page.
struct ProjectView: Encodable {
  var id: String
  var version: Int64
  var phase: String
  var phaseTitle: Localized
  var title: String
  var goal: String
  var space: String
  var core: String
  var package: String
  var element: String
  var elementTitle: Localized
  var groups: [String]
  var area: String
  var firstYear: Int
  var lastYear: Int
  var stage: Int
  var needs: [String]
  var excludes: [String]
  var costs: [ProjectCostView]
  var cost: Money
  var duties: ProjectDuties
  var indicators: [String]
  var note: String
  var targets: [ProjectTargetView]
  @Nullable var plan: String?
  var measures: Int
  /// Of the ground, from the flow ledger.
  @Nullable var groundArea: Area?
  /// How many measures of the ground the ledger has.
  var measured: Int
  /// What admission still needs.
  var missing: [Localized]
  /// The acts that the user may perform now; checked again when performed.
  var acts: [String]

  init?(_ row: ProjectBoard.Row, _ ground: ProjectGroundFigures?, _ acting: Acting) throws {
    guard let card = row.record.card else { return nil }
    id = row.id
    version = row.version
    phase = row.record.phase.rawValue
    phaseTitle = row.record.phase.title
    title = card.title
    goal = card.goal
    space = card.space
    core = card.core
    package = card.package
    element = card.element.rawValue
    elementTitle = card.element.title
    groups = card.groups
    area = card.area
    firstYear = card.firstYear
    lastYear = card.lastYear
    stage = card.stage
    needs = card.needs
    excludes = card.excludes
    costs = card.costs.map { ProjectCostView(year: $0.year, amount: $0.amount) }
    cost = card.cost
    duties = card.duties
    indicators = card.indicators
    note = card.note
    targets = (card.targets ?? []).map {
      ProjectTargetView(indicator: $0.indicator.rawValue, amount: $0.amount)
    }
    plan = card.ground?.plan
    measures = card.ground?.measures.count ?? 0
    groundArea = ground?.area
    measured = ground?.found ?? 0
    missing = ProjectDecider.missing(for: card)
    acts = try Workbench.acts(on: row, acting).map(\.rawValue)
  }
}

struct ProjectListView: Encodable {
  struct Load: Encodable {
    var organisation: String
    var year: Int
    var leads: Int
    var joins: Int
    var cost: Money
  }

  var projects: [ProjectView]
  var findings: [Diagnostic]
  var loads: [Load]
  var costs: [ProjectCostView]

  init(
    _ rows: [ProjectBoard.Row], _ ground: [String: ProjectGroundFigures],
    findings: [Diagnostic], _ acting: Acting
  ) throws {
    projects = try rows.compactMap { try ProjectView($0, ground[$0.id], acting) }
    let readable = Set(rows.map(\.id))
    self.findings = findings.filter { $0.feature.map(readable.contains) ?? true }
    let library = ProjectLibrary(rows)
    loads = library.loads().map {
      Load(
        organisation: $0.organisation, year: $0.year, leads: $0.leads, joins: $0.joins,
        cost: $0.cost)
    }
    costs = library.costs().map { ProjectCostView(year: $0.year, amount: $0.amount) }
  }
}

struct ProjectDetailView: Encodable {
  struct Flow: Encodable {
    var from: String
    var to: String
    var area: Area
  }

  struct Deed: Encodable {
    var version: Int64
    var time: String
    var actor: ActorView
    var kind: String
    var text: String
    /// The parts of the card that it changed.
    var changes: [String]
  }

  var row: ProjectView
  /// The ids of the measures.
  var ground: [String]
  /// The numbers in the library of potential that it draws on, and what they hold together; `nil` where one
  /// of them is not in the library.
  var candidates: [String]
  @Nullable var potential: PotentialSums?
  var flows: [Flow]
  var history: [Deed]

  init(
    _ row: ProjectBoard.Row, _ figures: ProjectGroundFigures?,
    _ history: [EventLog.Deed<ProjectEvent>], potential: PotentialSums?, _ acting: Acting
  ) throws {
    guard let view = try ProjectView(row, figures, acting) else {
      throw Problem.missing(Localized(zh: "项目 \(row.id)", en: "project \(row.id)"))
    }
    self.row = view
    ground = row.record.card?.ground?.measures ?? []
    candidates = row.record.card?.candidates ?? []
    self.potential = potential
    flows = (figures?.flows ?? []).map { Flow(from: $0.from, to: $0.to, area: $0.area) }
    var deeds: [Deed] = []
    var before: ProjectCard?
    for deed in history {
      var changes: [String] = []
      switch deed.event {
      case .proposed(let card): before = card
      case .changed(let card, _):
        changes = before.map { ProjectLibrary.differences($0, card) } ?? []
        before = card
      default: break
      }
      deeds.append(
        Deed(
          version: deed.version, time: deed.time.iso8601,
          actor: try ActorView(deed.actor, acting.directory), kind: deed.event.kind,
          text: deed.event.said, changes: changes))
    }
    self.history = deeds
  }
}

/// Measures as GeoJSON.
struct ProjectGroundView: Encodable {
  struct Properties: Encodable {
    var measure: String
    var `class`: String
    /// The project of the library that claims it.
    @Nullable var project: String?
  }

  typealias Feature = GeoJSONFeature<Properties>

  let type = GeoJSONName.collection
  var features: [Feature] = []

  init(
    _ pieces: [(fid: Int64, measure: String, landClass: String, geometry: MultiPolygon)],
    owners: [String: String], _ call: EndpointCall
  ) throws {
    guard let projection = try call.state.projection() else { return }
    features = try pieces.map { piece in
      Feature(
        id: piece.fid, geometry: try GeoJSONPolygon(piece.geometry, projection),
        properties: Properties(
          measure: piece.measure, class: piece.landClass, project: owners[piece.measure]))
    }
  }

  var answer: Answer {
    get throws {
      Answer(
        status: 200, headers: [("Content-Type", MediaType.geoJSON)],
        body: try JSONForm.encode(self))
    }
  }
}

struct ProjectImportView: Encodable {
  var isWritten: Bool
  var added: [String]
  var changed: [String]
  var unchanged: Int
  /// `layer` is the sheet, `field` the cell.
  var problems: [Diagnostic]

  init(_ result: ProjectImport, isWritten: Bool) {
    self.isWritten = isWritten
    added = result.added
    changed = result.changed
    unchanged = result.unchanged.count
    problems = result.problems
  }
}
