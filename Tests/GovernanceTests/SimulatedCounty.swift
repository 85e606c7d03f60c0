import EventLog
import Governance
import Groundwork
import TestSupport
import Testing

/// The people of a county with a seed, who handle one case after the other for five years each.
struct SimulatedCounty {
  struct Tally {
    var done = 0
    var refused = 0
    var returned = 0
    var ended = 0
    /// People who left for good, and acts that waited as somebody was on leave.
    var quit = 0
    var away = 0
    /// What was done a second time, and signatures on a version that is no longer under review; all refused.
    var twice = 0
    var swapped = 0
  }

  private(set) var tally = Tally()
  private var random: SplitMix
  private var days: Int64 = 0
  /// Who has quit, and until when others are on leave, from the beginning of a case.
  private var gone: Set<String> = []
  private var leave: [String: Timestamp] = [:]

  init(seed: UInt64) { random = SplitMix(state: seed) }

  var years: Int64 { days / 365 }

  private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

  /// One case over five years, or until it ends.
  mutating func live(_ laws: [ProcessLaw]) throws {
    let law = laws[below(laws.count)]
    var story = Story(law)
    try story.start(at: monday)
    var time = monday
    let end = monday.adding(days: 5 * 365)
    gone = []
    leave = [:]
    // The versions of the package that were under review before.
    var versions: Set<String> = []
    while time < end, !story.state.isOver {
      // Mostly within days; now and then an office takes weeks.
      time = time.adding(seconds: Int64(below(below(12) == 0 ? 60 * 86_400 : 6 * 86_400)))
      guard let person = somebody(at: time) else { continue }
      let request = wish(law, story, time)
      if case .terminate = request, below(50) > 0 { continue }
      try attempt(request, &story, person, time)
      if below(8) == 0 {
        let version = story.deeds.count
        try attempt(request, &story, person, time)
        if story.deeds.count == version { tally.twice += 1 }
      }
      if let package = story.state.package { versions.insert(package) }
      signOther(versions, &story, person, time)
    }
    #expect(ProcessOracle.check(law.definition, story.deeds) == [])
    #expect(ProcessDecider.fold(story.deeds) == story.state)
    tally.ended += story.state.isOver ? 1 : 0
    tally.returned += story.state.returns
    days += time.seconds(since: monday) / 86_400
  }

  /// Somebody who is there; now and then a person quits or goes on leave. One of each role always stays.
  private mutating func somebody(at time: Timestamp) -> Actor? {
    let actor = Shipped.people[below(Shipped.people.count)]
    if gone.contains(actor.person) { return nil }
    if let until = leave[actor.person], time < until {
      tally.away += 1
      return nil
    }
    if !actor.person.hasSuffix(".1") {
      if below(500) == 0 {
        gone.insert(actor.person)
        tally.quit += 1
      } else if below(60) == 0 {
        leave[actor.person] = time.adding(days: Int64(5 + below(40)))
      }
    }
    return actor
  }

  /// Mostly what carries the case on; sometimes anything at all, which is often wrong. A document that is handed
  /// in is often another version than before.
  private mutating func wish(
    _ law: ProcessLaw, _ story: Story, _ time: Timestamp
  ) -> ProcessRequest {
    let options = law.options(
      for: story.state, at: time, people: ["reviewer.\(1 + below(5))"])
    let wish = options[below(options.count)]
    let useful = options.filter(\.isUseful)
    let request = below(4) == 0 || useful.isEmpty ? wish : useful[below(useful.count)]
    if case .attach(let paper, _, let name) = request {
      return .attach(paper: paper, hash: "sha256:\(paper)-\(below(3))", name: name)
    }
    return request
  }

  private mutating func attempt(
    _ request: ProcessRequest, _ story: inout Story, _ person: Actor, _ time: Timestamp
  ) throws {
    do {
      try story.act(request, by: person, at: time)
      tally.done += 1
    } catch is Diagnostic {
      tally.refused += 1
    }
  }

  /// A signature on a version that is not under review must be refused.
  private mutating func signOther(
    _ versions: Set<String>, _ story: inout Story, _ person: Actor, _ time: Timestamp
  ) {
    guard let task = story.state.tasks.first,
      let other = versions.sorted().first(where: { $0 != story.state.package })
    else { return }
    let request = ProcessRequest.sign(
      task: task.id, .agree, text: "", demands: [], package: other)
    do {
      try story.act(request, by: person, at: time)
      Issue.record("a signature on another version was accepted")
    } catch { tally.swapped += 1 }
  }
}

extension ProcessRequest {
  /// What somebody does who wants the case to go on.
  fileprivate var isUseful: Bool {
    switch self {
    case .move(let verb, _, _): verb.isForward
    case .sign(_, let opinion, _, _, _): opinion == .agree
    case .establish(_, let isSo, _): isSo
    case .attach, .resume, .clear: true
    default: false
    }
  }
}
