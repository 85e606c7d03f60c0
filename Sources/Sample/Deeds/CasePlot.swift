import EventLog
import Governance
import Groundwork

/// How far a case has come, and what became of it.
struct CasePlot {
  enum Turn {
    case none, overdue, returned, disputed, conditional, suspended, terminated
  }

  /// How many legs of the way are behind it: 0 a lead, 1 in the pool, …, 10 in after-care, 11 archived.
  var legs: Int
  var turn = Turn.none
  var mishaps: Set<CaseMishap> = []
  /// Whether chance made it, and it is no fixed one.
  var isSimulated = false

  static let all = [
    CasePlot(legs: 10), CasePlot(legs: 4, turn: .overdue), CasePlot(legs: 3, turn: .returned),
    CasePlot(legs: 4, turn: .disputed), CasePlot(legs: 6),
    CasePlot(legs: 4, turn: .conditional), CasePlot(legs: 0), CasePlot(legs: 1),
    CasePlot(legs: 2), CasePlot(legs: 3), CasePlot(legs: 5), CasePlot(legs: 6),
    CasePlot(legs: 7), CasePlot(legs: 8), CasePlot(legs: 9),
    CasePlot(legs: 6, turn: .suspended), CasePlot(legs: 6, turn: .terminated),
    CasePlot(legs: 11),
  ]
}

/// What people do, or fail to do, on the way of a case.
enum CaseMishap: CaseIterable {
  /// The applicant takes the package back to mend it.
  case withdrawn
  /// The office returns it for a wrong sum.
  case returned
  /// It is handed in twice; refused.
  case twice
  /// Somebody wants to swap a document under review; refused.
  case swapped
  /// A reviewer is on leave, and a colleague signs for them.
  case leave
  /// A reviewer quits, and the task is given on.
  case quit
  /// An office answers after its time limit, and is escalated.
  case late
  /// An office disagrees; the leading office settles after a joint meeting.
  case disputed
  /// An office agrees with a condition, which is cleared before the works.
  case conditional
  /// The approval is tried without its letter; refused.
  case noLetter
  case changed
  /// The stage fails its acceptance and is rectified.
  case failed
  /// The public display is cut short; refused.
  case tooEarly
  /// After-care is found wanting, and is mended.
  case poorCare

  /// How often it happens.
  var probability: Double {
    switch self {
    case .withdrawn, .quit, .disputed, .poorCare: 0.12
    case .returned, .twice, .noLetter, .changed, .failed: 0.25
    case .swapped, .leave, .late, .conditional, .tooEarly: 0.18
    }
  }
}

/// Plays the cases that are not fixed, by chance and with a seed.
struct CaseSimulation {
  var random: Random
  let course: CaseCourse
  /// How many were told of each stage.
  private var counts: [Int: Int] = [:]

  init(random: Random, course: CaseCourse) {
    self.random = random
    self.course = course
  }

  /// What is planned for an early stage has come further.
  private static let legs = [
    1: [8, 9, 10, 10, 11, 7, 10], 2: [5, 6, 6, 7, 8, 6, 4], 3: [1, 2, 3, 4, 4, 5, 3],
  ]

  /// The last day of the history, by which everything has been told.
  private static let last: Int64 = 688

  /// A story that ends some weeks before the end of the history.
  mutating func told(_ story: CaseStory, stage: Int, isSection: Bool) -> CaseStory {
    let legs = Self.legs[stage] ?? [6]
    let number = counts[stage, default: 0]
    counts[stage] = number + 1
    var plot = CasePlot(legs: legs[number % legs.count], isSimulated: true)
    for mishap in CaseMishap.allCases where random.chance(mishap.probability) {
      plot.mishaps.insert(mishap)
    }
    let before = Int64(random.below(80))
    if course == .afterCare { plot.legs = number % 6 == 5 ? 11 : 10 }
    if isSection { plot = CasePlot(legs: 6) }
    // Told once to know how long it takes.
    var trial = story
    trial.begin(on: 0)
    trial.tell(plot)
    // The works of the section begin on the 520th day.
    let end = isSection ? 510 : Self.last - before
    var whole = story
    whole.begin(on: max(102, end - trial.day))
    whole.tell(plot)
    return whole
  }

  /// A lead that is not taken up.
  mutating func notTakenUp(_ project: SampleDeeds.SampleProject, area: String) -> CaseStory {
    var story = CaseStory(
      project: project.id, title: project.card.title, area: area, builder: "", village: "")
    story.begin(on: 320)
    story.tellNotTakenUp()
    return story
  }
}
