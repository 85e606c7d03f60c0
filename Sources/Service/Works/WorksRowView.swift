import Access
import EventLog
import Governance
import Groundwork
import Workbench

struct WorksListView: Encodable {
  var works: [WorksRowView]
}

/// The works of a project in one line; money in 分.
struct WorksRowView: Encodable {
  var project: String
  var title: String
  var phase: String
  var phaseTitle: Localized
  @Nullable var builder: String?
  /// Of the plan of the works, else of the card; none where neither states it.
  @Nullable var cost: Money?
  /// The value of what was to be built by now, of what the builder reports and the engineer confirms; none
  /// without a plan.
  @Nullable var planned: Money?
  @Nullable var reported: Money?
  @Nullable var confirmed: Money?
  @Nullable var plannedEnd: String?
  /// At the rate so far.
  @Nullable var expectedEnd: String?
  /// Days by which it ends later; negative: sooner.
  @Nullable var delay: Int64?
  var isStopped: Bool
  var openTests: Int
  var openChanges: Int

  init(_ project: ProjectBoard.Row, _ works: Works, _ acting: Acting) {
    let outlook = WorksOutlook(works, on: acting.time.chinaDay)
    self.project = project.id
    title = project.record.card?.title ?? project.id
    phase = works.phase.rawValue
    phaseTitle = works.phase.title
    builder = works.plan.map { WorksNames.of($0.builder, acting) }
    cost = works.plan?.cost ?? project.record.card?.cost
    planned = outlook?.planned
    reported = outlook?.reported
    confirmed = outlook?.confirmed
    plannedEnd = outlook.map { Timestamp(dayNumber: $0.plannedEnd).date }
    expectedEnd = outlook.map { Timestamp(dayNumber: $0.end).date }
    delay = outlook?.delay
    isStopped = works.phase == .stopped
    openTests = works.openTests.count
    openChanges = works.changes.count { $0.phase == .proposed }
  }
}

enum WorksNames {
  /// The name of an organisation; its id where the directory does not know it.
  static func of(_ id: String, _ acting: Acting) -> String {
    acting.directory.organisations[id]?.name ?? id
  }
}
