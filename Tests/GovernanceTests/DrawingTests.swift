import EventLog
import Governance
import Groundwork
import Testing

/// The law of drawing, by itself.
struct DrawingTests {
  private struct Hand {
    var context: DeedContext
    init(_ name: String, at minute: Int64 = 0) {
      context = DeedContext(
        actor: Actor(person: name, name: name, role: "planner", organisation: "office"),
        time: Timestamp(milliseconds: 1_760_000_000_000 + minute * 60_000))
    }
  }

  private let anna = Hand("anna")
  private let bo = Hand("bo")

  private func measure(_ id: String, _ size: Int64 = 10) -> DrawnMeasure {
    DrawnMeasure(
      id: id, landClass: "0101", ground: DrawnGround([[[0, 0, size, 0, size, size, 0, size]]]))
  }

  /// A drawing in memory.
  private struct Paper {
    var state = DrawingDecider.initial
    var version: Int64 = 0

    mutating func act(_ command: DrawingDecider.Command, _ hand: Hand) throws {
      try DrawingDecider.advance(&state, version: &version, command, by: hand.context)
    }
  }

  private func begun() throws -> Paper {
    var paper = Paper()
    try paper.act(.begin(base: "2023", basis: "sha256:00", next: 5), anna)
    return paper
  }

  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Diagnostic)?.code
    }
  }

  @Test func nothingIsDrawnBeforeItHasBegun() {
    var paper = Paper()
    #expect(
      code { try paper.act(.edit(.draw, [.init(1, from: nil, to: measure("a"))], seen: [0]), anna) }
        == "drawing.not-begun")
  }

  @Test func aNewMeasureHasANewNumber() throws {
    var paper = try begun()
    let step = DrawingStep(4, from: nil, to: measure("a"))
    #expect(code { try paper.act(.edit(.draw, [step], seen: [0]), anna) } == "drawing.number")
    try paper.act(.edit(.draw, [.init(5, from: nil, to: measure("a"))], seen: [0]), anna)
    #expect(paper.state.next == 6)
  }

  /// Whoever touches what another has touched since is told so; other measures are nobody's business.
  @Test func theSlowerIsToldWhoWasFaster() throws {
    var paper = try begun()
    let old = measure("a")
    try paper.act(.edit(.set, [.init(1, from: old, to: measure("b"))], seen: [0]), anna)
    let late = DrawingStep(1, from: old, to: measure("c"))
    do {
      try paper.act(.edit(.set, [late], seen: [0]), bo)
      Issue.record("the slower was not refused")
    } catch let diagnostic as Diagnostic {
      #expect(diagnostic.code == "drawing.changed-since")
      #expect(diagnostic.message.zh.contains("anna"))
    }
    try paper.act(.edit(.set, [.init(2, from: old, to: measure("d"))], seen: [0]), bo)
    // Having seen it, bo may.
    try paper.act(
      .edit(.set, [.init(1, from: measure("b"), to: measure("c"))], seen: [2]), bo)
    #expect(paper.state.touched[1]?.measure?.id == "c")
  }

  @Test func oneTakesBackOnesOwnActsOnly() throws {
    var paper = try begun()
    try paper.act(.edit(.draw, [.init(5, from: nil, to: measure("a"))], seen: [0]), anna)
    #expect(code { try paper.act(.undo, bo) } == "drawing.nothing")
    try paper.act(.undo, anna)
    #expect(paper.state.touched[5]?.measure == nil)
    try paper.act(.redo, anna)
    #expect(paper.state.touched[5]?.measure?.id == "a")
    // A new act ends what could be done again.
    try paper.act(.undo, anna)
    try paper.act(.edit(.draw, [.init(6, from: nil, to: measure("b"))], seen: [0]), anna)
    #expect(code { try paper.act(.redo, anna) } == "drawing.nothing")
  }

  @Test func whatAnotherChangedSinceIsNotTakenBack() throws {
    var paper = try begun()
    try paper.act(.edit(.draw, [.init(5, from: nil, to: measure("a"))], seen: [0]), anna)
    try paper.act(.edit(.set, [.init(5, from: measure("a"), to: measure("b"))], seen: [2]), bo)
    #expect(code { try paper.act(.undo, anna) } == "drawing.changed-since")
    #expect(paper.state.touched[5]?.measure?.id == "b")
  }

  /// Many hands, random acts: whatever happened, the steps alone lead from the beginning to the state,
  /// and every step begins where the one before it ended.
  @Test(arguments: [UInt64(1), 7, 42, 4711])
  func theStepsAreAChain(seed: UInt64) throws {
    var random = seed
    func roll(_ bound: UInt64) -> UInt64 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (random >> 33) % bound
    }
    var paper = try begun()
    let hands = ["anna", "bo", "cai"].map { Hand($0) }
    var log: [DrawingEvent] = []
    for _ in 0..<400 {
      let hand = hands[Int(roll(3))]
      let known = paper.state.touched.keys.sorted()
      let command: DrawingDecider.Command
      switch roll(5) {
      case 0: command = .undo
      case 1: command = .redo
      case 2 where !known.isEmpty:
        let number = known[Int(roll(UInt64(known.count)))]
        let touch = paper.state.touched[number]
        guard touch?.measure != nil else { continue }
        // Now and then somebody has not seen the last version.
        let seen = (touch?.version ?? 0) - (roll(4) == 0 ? 1 : 0)
        let isGone = roll(3) == 0
        command = .edit(
          isGone ? .remove : .set,
          [.init(number, from: touch?.measure, to: isGone ? nil : measure("m\(roll(99))"))],
          seen: [seen])
      default:
        command = .edit(
          .draw, [.init(paper.state.next, from: nil, to: measure("n\(roll(99))"))], seen: [0])
      }
      do {
        log += try DrawingDecider.decide(command, in: paper.state, by: hand.context)
        try paper.act(command, hand)
      } catch is Diagnostic {
        continue
      }
    }
    var now: [Int64: DrawnMeasure] = [:]
    for step in log.flatMap(\.steps) {
      #expect(now[step.number] == step.before)
      now[step.number] = step.after
    }
    #expect(log.count > 100)
    #expect(now == paper.state.touched.compactMapValues(\.measure))
  }

  @Test func eventsStayReadable() throws {
    let json = CanonicalJSON()
    let events: [DrawingEvent] = [
      .begun(base: "2023", basis: "sha256:00", next: 5, origin: "demo", originVersion: 3),
      .edited(act: .split, steps: [.init(1, from: measure("a"), to: nil)]),
      .undone(edit: 2, steps: []), .redone(edit: 2, steps: []),
      .kept(basis: "sha256:11", measures: 7),
    ]
    for event in events {
      let bytes = try json.bytes(event)
      #expect(
        try DrawingEvent.read(kind: event.kind, schema: event.schema, json: bytes) == event)
    }
    // What was written by the first version is written so for ever.
    #expect(
      String(decoding: try json.bytes(events[1]), as: UTF8.self)
        == #"{"edited":{"act":"split","steps":[{"before":{"element":"","ground":[[[0,0,10,0,10,10,0,10]]],"id":"a","landClass":"0101","project":"","projectName":""},"number":1}]}}"#
    )
  }
}

/// Three ways into one.
struct ScenarioMergeTests {
  private func measure(_ id: String) -> DrawnMeasure {
    DrawnMeasure(id: id, landClass: "0101", ground: DrawnGround([[[0, 0, 1, 0, 1, 1]]]))
  }

  /// Every pair of what two plans can do to one measure.
  @Test func everyPairOfChanges() throws {
    let (b, x, y) = (measure("b"), measure("x"), measure("y"))
    // Ours, theirs, whether it is a conflict, what comes of it if theirs is taken.
    let table: [(DrawnMeasure?, DrawnMeasure?, Bool, DrawnMeasure?)] = [
      (b, b, false, b), (b, x, false, x), (b, nil, false, nil), (x, b, false, x),
      (x, x, false, x), (x, y, true, y), (x, nil, true, nil), (nil, b, false, nil),
      (nil, x, true, x), (nil, nil, false, nil),
    ]
    for (ours, theirs, isConflict, after) in table {
      let merge = ScenarioMerge(
        base: [1: b], ours: ours.map { [1: $0] } ?? [:], theirs: theirs.map { [1: $0] } ?? [:])
      #expect(merge.differences.contains(where: \.isConflict) == isConflict)
      if isConflict {
        #expect(throws: Diagnostic.self) { try merge.steps([:], next: 9) }
        #expect(try merge.steps([1: .ours], next: 9).isEmpty)
      }
      var found = ours
      for step in try merge.steps(isConflict ? [1: .theirs] : [:], next: 9) {
        #expect(step.number == 1 && step.before == found)
        found = step.after
      }
      #expect(found == after)
    }
  }

  @Test func newMeasuresOfOneNumberAreTwo() throws {
    let merge = ScenarioMerge(base: [:], ours: [5: measure("x")], theirs: [5: measure("y")])
    #expect(try merge.steps([:], next: 6) == [DrawingStep(6, from: nil, to: measure("y"))])
  }

  /// Merged a second time, nothing is left to do.
  @Test func mergingTwiceIsMergingOnce() throws {
    let base = [Int64(1): measure("a"), 2: measure("b")]
    let theirs = [Int64(1): measure("c"), 7: measure("d")]
    var ours = base
    let steps = try ScenarioMerge(base: base, ours: ours, theirs: theirs).steps([:], next: 3)
    for step in steps { ours[step.number] = step.after }
    #expect(
      try ScenarioMerge(base: base, ours: ours, theirs: theirs).steps([:], next: 9).isEmpty)
  }
}
