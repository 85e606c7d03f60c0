import Access
import EventLog
import Governance
import Groundwork
import Policy
import Workbench

/// The works of a project, for the page; money in 分, quantities in thousandths.
struct WorksDetailView: Encodable {
  struct Item: Encodable {
    var id: String
    var title: String
    var kind: String
    var kindTitle: Localized
    var unit: String
    var quantity: WorksQuantity
    var reported: WorksQuantity
    var confirmed: WorksQuantity
    var cost: Money
    /// The value of what was to be built by now, and of what is confirmed.
    var planned: Money
    var value: Money
    var first: String
    var last: String
    var end: String
    var isDone: Bool
  }

  struct Point: Encodable {
    var day: String
    var planned: Money
    @Nullable var reported: Money?
    @Nullable var confirmed: Money?
  }

  struct Bid: Encodable {
    var bidder: String
    var price: Money
    var isWinner: Bool
  }

  struct Tender: Encodable {
    var id: String
    var title: String
    var wayTitle: Localized
    var ceiling: Money
    var announced: String
    var phase: String
    var phaseTitle: Localized
    var bids: [Bid]
    @Nullable var awarded: String?
    var reason: String
  }

  struct Contract: Encodable {
    var id: String
    var kind: String
    var kindTitle: Localized
    var title: String
    var party: String
    var amount: Money
    var signed: String
    @Nullable var tender: String?
    var reason: String
    @Nullable var payment: String?
    /// What the supervision of payments certified and paid.
    @Nullable var certified: Money?
    @Nullable var spent: Money?
  }

  struct Test: Encodable {
    var id: String
    var item: String
    var subject: String
    var unit: String
    var measured: Int64
    @Nullable var least: Int64?
    @Nullable var most: Int64?
    var laboratory: String
    var day: String
    var passes: Bool
    @Nullable var report: String?
  }

  struct Entry: Encodable {
    var kind: String
    var kindTitle: Localized
    var day: String
    var weather: String
    var workers: Int
    var text: String
    var person: String
  }

  struct Photo: Encodable {
    var hash: String
    @Nullable var item: String?
    /// Longitude and latitude in degrees.
    var place: [Double]
    @Nullable var azimuth: Int?
    var taken: String
    var note: String
  }

  struct Change: Encodable {
    var id: String
    var title: String
    var reason: String
    var phase: String
    var phaseTitle: Localized
    var cost: Money
    var days: Int64
    @Nullable var lessFarmland: Area?
    var goesBack: Bool
    var beyond: [Localized]
    var unknown: [Localized]
    var decision: String
    var proposed: String
  }

  struct Deed: Encodable {
    var version: Int64
    var time: String
    var day: String
    var actor: ActorView
    var kind: String
    var title: Localized
    var text: String
  }

  var row: WorksRowView
  var version: Int64
  @Nullable var plan: PlanView?
  var plans: Int
  @Nullable var day: String?
  var items: [Item]
  var points: [Point]
  var tenders: [Tender]
  var contracts: [Contract]
  var tests: [Test]
  var entries: [Entry]
  var photos: [Photo]
  var changes: [Change]
  @Nullable var consequences: WorksConsequencesView?
  /// The open case of the project.
  @Nullable var caseNumber: String?
  @Nullable var caseStep: Localized?
  var steps: [String]
  var history: [Deed]

  struct PlanView: Encodable {
    var title: String
    var builder: String
    var builderName: String
    var engineer: String
    var engineerName: String
    @Nullable var started: String?
    @Nullable var finished: String?
  }

  init(
    _ project: ProjectBoard.Row, _ row: WorksBoard.Row,
    _ history: [EventLog.Deed<WorksEvent>], _ outlook: WorksOutlook?,
    consequences: WorksConsequences?, payments: [String: WorksPayment],
    caseRow: ProcessBoard.Row?, steps: [WorksStep], _ acting: Acting
  ) throws {
    let works = row.record
    self.row = WorksRowView(project, works, acting)
    version = row.version
    plan = works.plan.map { PlanView($0, works, acting) }
    plans = works.plans
    day = outlook.map { Timestamp(dayNumber: $0.day).date }
    items = zip(works.plan?.items ?? [], outlook?.items ?? []).map(Item.init)
    points = outlook?.points.map(Point.init) ?? []
    tenders = works.tenders.map(Tender.init)
    contracts = works.contracts.map { Contract($0, payments[$0.id]) }
    tests = works.tests.map(Test.init)
    entries = works.entries.map { entry in
      Entry(
        kind: entry.kind.rawValue, kindTitle: entry.kind.title, day: entry.day.date,
        weather: entry.weather, workers: entry.workers, text: entry.text,
        person: acting.directory.people[entry.person]?.name ?? entry.person)
    }
    photos = works.photos.map(Photo.init)
    changes = works.changes.map(Change.init)
    self.consequences = consequences.map(WorksConsequencesView.init)
    caseNumber = caseRow?.number
    caseStep = caseRow?.instance.path.last?.title
    self.steps = steps.map(\.rawValue)
    self.history = try history.map { deed in
      Deed(
        version: deed.version, time: deed.time.iso8601, day: deed.event.order.day.date,
        actor: try ActorView(deed.actor, acting.directory), kind: deed.event.kind,
        title: deed.event.order.act.title, text: deed.event.order.act.said)
    }
  }
}

extension WorksDetailView.PlanView {
  fileprivate init(_ plan: WorksPlan, _ works: Works, _ acting: Acting) {
    self.init(
      title: plan.title, builder: plan.builder, builderName: WorksNames.of(plan.builder, acting),
      engineer: plan.engineer, engineerName: WorksNames.of(plan.engineer, acting),
      started: works.started?.date, finished: works.finished?.date)
  }
}

extension WorksDetailView.Item {
  fileprivate init(_ plan: WorksPlan.Item, _ item: WorksOutlook.Item) {
    self.init(
      id: plan.id, title: plan.title, kind: plan.kind.rawValue, kindTitle: plan.kind.title,
      unit: plan.unit, quantity: plan.quantity, reported: item.reported,
      confirmed: item.confirmed, cost: plan.cost, planned: item.planned, value: item.value,
      first: plan.first.date, last: plan.last.date, end: Timestamp(dayNumber: item.end).date,
      isDone: item.isDone)
  }
}

extension WorksDetailView.Point {
  fileprivate init(_ point: WorksOutlook.Point) {
    self.init(
      day: Timestamp(dayNumber: point.day).date, planned: point.planned,
      reported: point.reported, confirmed: point.confirmed)
  }
}

extension WorksDetailView.Tender {
  fileprivate init(_ tender: WorksTender) {
    self.init(
      id: tender.id, title: tender.terms.title, wayTitle: tender.terms.way.title,
      ceiling: tender.terms.ceiling, announced: tender.announced.date,
      phase: tender.phase.rawValue, phaseTitle: tender.phase.title,
      bids: tender.bids.map {
        WorksDetailView.Bid(
          bidder: $0.bidder, price: $0.price, isWinner: $0 == tender.winner)
      }, awarded: tender.awarded?.date, reason: tender.reason)
  }
}

extension WorksDetailView.Contract {
  fileprivate init(_ contract: WorksContract, _ payment: WorksPayment?) {
    self.init(
      id: contract.id, kind: contract.kind.rawValue, kindTitle: contract.kind.title,
      title: contract.title, party: contract.party, amount: contract.amount,
      signed: contract.signed.date, tender: contract.tender, reason: contract.reason,
      payment: contract.payment, certified: payment?.certified, spent: payment?.spent)
  }
}

extension WorksDetailView.Test {
  fileprivate init(_ test: WorksTest) {
    self.init(
      id: test.id, item: test.item, subject: test.subject, unit: test.unit,
      measured: test.measured, least: test.least, most: test.most, laboratory: test.laboratory,
      day: test.day.date, passes: test.passes, report: test.report)
  }
}

extension WorksDetailView.Photo {
  fileprivate init(_ photo: WorksPhoto) {
    self.init(
      hash: photo.hash, item: photo.item,
      place: [Double(photo.place.longitude) / 1e7, Double(photo.place.latitude) / 1e7],
      azimuth: photo.azimuth, taken: photo.taken.iso8601, note: photo.note)
  }
}

extension WorksDetailView.Change {
  fileprivate init(_ change: WorksChange) {
    self.init(
      id: change.id, title: change.terms.title, reason: change.terms.reason,
      phase: change.phase.rawValue, phaseTitle: change.phase.title, cost: change.scale.cost,
      days: change.scale.days, lessFarmland: change.terms.lessFarmland,
      goesBack: change.scale.goesBack, beyond: change.scale.beyond.map(\.title),
      unknown: change.scale.unknown.map(\.title), decision: change.decision,
      proposed: change.proposed.iso8601)
  }
}

/// What a delay means.
struct WorksConsequencesView: Encodable {
  struct Land: Encodable {
    var indicator: String
    var title: Localized
    var unitTitle: Localized
    var value: Double
  }

  struct Year: Encodable {
    var year: Int
    var planned: Money
    var expected: Money
  }

  struct Later: Encodable {
    var project: String
    var title: String
    var stage: Int
    var firstYear: Int
    var shift: Int
    var because: String
  }

  var plannedYear: Int
  var expectedYear: Int
  var land: [Land]
  var money: [Year]
  var later: [Later]

  init(_ consequences: WorksConsequences) {
    plannedYear = consequences.plannedYear
    expectedYear = consequences.expectedYear
    land = consequences.land.map {
      Land(
        indicator: $0.indicator.id, title: $0.indicator.title,
        unitTitle: $0.indicator.unit.symbol, value: $0.value.double)
    }
    money = consequences.money.map {
      Year(year: $0.year, planned: $0.planned, expected: $0.expected)
    }
    later = consequences.later.map {
      Later(
        project: $0.id, title: $0.title, stage: $0.stage, firstYear: $0.firstYear,
        shift: $0.shift, because: $0.because)
    }
  }
}
