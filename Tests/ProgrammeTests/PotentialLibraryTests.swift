import Classes
import EventLog
import Geometry
import Groundwork
import Programme
import Testing

@Suite("potential library: numbers stay, changes have reasons")
struct PotentialLibraryTests {
  private let patches = [grass("a", 0, 100), grass("b", 200, 100), grass("c", 400, 100)]

  @Test("a line that moves: what went, what came, and why")
  func lines() throws {
    let rules = try grassTask()
    let first = try record(grassland(patches, erl: [rectangle(-1, -1, 102, 102)]), rules)
    #expect(first.changes.isEmpty)
    #expect(first.entries.map(\.number) == ["CD-00001", "CD-00002", "CD-00003"])
    let second = try record(
      grassland(patches, erl: [rectangle(199, -1, 102, 102), rectangle(400, 0, 40, 100)]), rules,
      after: first)
    #expect(second.changes.map(\.kind) == [.came, .went, .changed])
    #expect(second.changes.map(\.number) == first.entries.map(\.number))
    #expect(second.changes[0].reasons.map(\.zh) == ["红线：排除 → 不涉及"])
    #expect(second.changes[1].reasons.map(\.zh) == ["红线：不涉及 → 排除"])
    #expect(second.changes[2].reasons.map(\.zh) == ["红线：不涉及 → 扣除 4000.00 m²"])
    let third = try record(
      grassland(patches, erl: [rectangle(-1, -1, 102, 102)]), rules, after: second)
    #expect(third.entries == first.entries)
  }

  @Test("a rule after the one that excluded a patch was not asked and is no reason")
  func unreached() throws {
    let rules = try grassTask()
    let first = try record(
      grassland(patches, erl: [rectangle(-1, -1, 102, 102)], reserve: nil), rules)
    let second = try record(grassland(patches, reserve: nil), rules, after: first)
    #expect(second.changes.map { $0.reasons.map(\.zh) } == [["红线：排除 → 不涉及"]])
  }

  @Test("another parameter changes areas and says which")
  func parameters() throws {
    let first = try record(grassland(patches), grassTask())
    let second = try record(grassland(patches), grassTask(yield: "0.4"), after: first)
    #expect(second.changes.count == 3)
    #expect(second.changes.allSatisfy { $0.reasons.map(\.zh) == ["净得率 0.5 → 0.4"] })
    let same = try record(grassland(patches), grassTask(yield: "0.4"), after: second)
    #expect(same.changes.isEmpty)
  }

  @Test(
    "another epoch: successors keep the number, others are new or gone, and none is given twice")
  func epochs() throws {
    let rules = try grassTask()
    let first = try record(grassland(patches), rules)
    // a became n1; b became farmland n2; c is gone; n3 is new.
    var later = grassland([
      grass("n1", 0, 100), grass("n2", 200, 100, use: .farmland), grass("n3", 600, 100),
    ])
    later.epoch = "2024"
    let second = try record(
      later, rules, after: first, successors: ["a": "n1", "b": "n2"])
    #expect(second.entries.map(\.number) == ["CD-00001", "CD-00004"])
    #expect(second.changes.map(\.kind) == [.came, .went, .went])
    #expect(second.changes[1].reasons[0].zh.contains("0404 → 0101"))
    #expect(second.changes[2].reasons[0].zh == "新的调查中没有这个图斑")
    // b is grassland again: it has its old number.
    var back = grassland([grass("n2", 200, 100)])
    back.epoch = "2024"
    let third = try record(back, rules, after: second)
    #expect(third.entries.map(\.number) == ["CD-00002"])
  }

  /// Surveys number their patches anew from time to time: the id of a patch that is gone may be that
  /// of other ground.
  @Test("an id that another patch has in the next epoch takes neither number nor course with it")
  func reusedIds() throws {
    let rules = try grassTask()
    let first = try record(grassland(patches), rules)
    // The ground of a is gone, that of b is called a now, and c is new ground.
    var later = grassland([grass("a", 200, 100), grass("c", 600, 100)])
    later.epoch = "2024"
    let second = try record(later, rules, after: first, successors: ["b": "a"])
    #expect(second.entries.map(\.number) == ["CD-00002", "CD-00004"])
    #expect(
      second.changes.map { "\($0.number) \($0.kind.rawValue)" }
        == ["CD-00004 came", "CD-00001 went", "CD-00003 went"])
    #expect(
      second.changes.dropFirst().allSatisfy { $0.reasons.map(\.zh) == ["新的调查中没有这个图斑"] })
    // Once more on the earlier epoch: the old ground has its old numbers.
    let third = try record(
      grassland(patches), rules, after: second, successors: ["a": "b"])
    #expect(third.entries.map(\.number) == first.entries.map(\.number))
  }

  @Test("a patch that left says which field failed, a new one by which value it came")
  func fields() throws {
    let rules = try grassTask()
    let first = try record(grassland(patches), rules)
    let steep = grassland([
      grass("a", 0, 100, slope: "18"), grass("b", 200, 100, slope: ""), grass("c", 400, 100),
      grass("d", 600, 100, slope: "7"),
    ])
    let second = try record(steep, rules, after: first)
    #expect(second.changes.map(\.kind) == [.came, .went, .went])
    #expect(
      second.changes.map { $0.reasons.map(\.zh) } == [
        ["调查数据中新符合“缓坡”（0404, SLOPE = 7）"],
        ["不再符合“缓坡”（SLOPE 现为 18，高于 15）"],
        ["不再符合“缓坡”（缺 SLOPE）"],
      ])
    let without = try PotentialRules(files: [
      ("grass.yaml", grassTaskText().replacing("id: gentle", with: "id: other"))
    ])
    let third = try record(
      grassland([grass("c", 400, 100, use: .farmland)]), without, after: second)
    #expect(
      third.changes.last?.reasons.map(\.zh) == ["新的调查中没有这个图斑"])
    #expect(third.changes.first?.reasons.map(\.zh) == ["来源“缓坡”已从规则中去掉"])
  }

  @Test("a layer that was replaced is named where patches come and go by it")
  func replacedLayer() throws {
    let text = grassTaskText().replacing(
      "    where:\n",
      with: "    where:\n      - { outside: erl, supplied_by: { zh: 局, en: office } }\n")
    let rules = try PotentialRules(files: [("grass.yaml", text)])
    func line(_ sha: String) -> PotentialRecord.Layer {
      .init(
        role: "erl", title: Localized("红线"), name: "erl", sha256: sha, features: 1,
        suppliedBy: Localized("局"))
    }
    let first = try record(
      grassland(patches, erl: [rectangle(-1, -1, 102, 102)]), rules, layers: [line("1")])
    #expect(first.entries.map(\.patch) == ["b", "c"])
    let second = try record(
      grassland(patches, erl: [rectangle(199, -1, 102, 102)]), rules, after: first,
      layers: [line("2")])
    #expect(
      second.changes.map { $0.reasons.map(\.zh) } == [
        ["“红线”更换后符合“缓坡”（0404, SLOPE = 3）"],
        ["不再符合“缓坡”（大部分在“erl”内；“红线”已更换）"],
      ])
  }

  @Test("a survey that follows another record than the last is refused")
  func overtaken() throws {
    var state = PotentialDecider.initial
    var version: Int64 = 0
    let one = try record(grassland(patches), grassTask())
    try PotentialDecider.advance(
      &state, version: &version, .survey(PotentialSurveyed(one, hash: "1"), after: nil),
      by: context)
    for previous in [nil, "0"] {
      let fault = #expect(throws: Diagnostic.self) {
        try PotentialDecider.decide(
          .survey(PotentialSurveyed(one, hash: "2"), after: previous), in: state, by: context)
      }
      #expect(fault?.code == "potential.overtaken")
    }
    try PotentialDecider.advance(
      &state, version: &version, .survey(PotentialSurveyed(one, hash: "2"), after: "1"),
      by: context)
    #expect(state.records == ["1", "2"])
  }

  @Test("a patch of two tasks counts once in the total, with the larger area")
  func totals() throws {
    let double = grassTaskText(yield: "0.2").replacing("id: grass", with: "id: double")
      .replacing("prefix: CD", with: "prefix: TW")
    let rules = try PotentialRules(files: [("a.yaml", grassTaskText()), ("b.yaml", double)])
    let both = try record(grassland([grass("a", 0, 100)]), rules)
    #expect(both.entries.count == 2)
    #expect(both.total(\.theoretical) == Area(hundredths: 500_000))
  }

  @Test("a record is the same after it was written and read")
  func codable() throws {
    let one = try record(grassland(patches, erl: nil), grassTask())
    let bytes = try CanonicalJSON().bytes(one)
    #expect(try CanonicalJSON.value(PotentialRecord.self, bytes) == one)
  }

  // MARK: Field survey

  private let context = DeedContext(
    actor: Actor(person: "p", name: "甲", role: "planner", organisation: "o"),
    time: Timestamp(milliseconds: 0))

  @Test("every verdict with every will and condition: confirmed only when both are known")
  func findings() throws {
    var state = PotentialDecider.initial
    var version: Int64 = 0
    let survey = PotentialSurveyed(
      try record(grassland(patches, erl: [rectangle(-1, -1, 102, 102)]), grassTask()), hash: "h")
    func visit(_ number: String, _ finding: PotentialFinding) -> PotentialDecider.Command {
      .visit(number: number, finding: finding)
    }
    let plain = PotentialFinding(verdict: .confirmed, will: .willing, condition: .ready)
    #expect(throws: Diagnostic.self) {
      try PotentialDecider.decide(visit("CD-00002", plain), in: state, by: context)
    }
    for _ in 1...2 {
      try PotentialDecider.advance(
        &state, version: &version, .survey(survey, after: nil), by: context)
    }
    #expect(version == 1)
    // CD-00001 is excluded by the line.
    #expect(throws: Diagnostic.self) {
      try PotentialDecider.decide(visit("CD-00001", plain), in: state, by: context)
    }
    for verdict in PotentialFinding.Verdict.allCases {
      for will in OwnersWill.allCases {
        for condition in GroundCondition.allCases {
          for remark in ["", "  ", "已建房"] {
            let finding = PotentialFinding(
              verdict: verdict, will: will, condition: condition, remark: remark)
            let isFine =
              verdict == .confirmed
              ? will != .unknown && condition != .unknown : remark == "已建房"
            let events = try? PotentialDecider.decide(
              visit("CD-00002", finding), in: state, by: context)
            #expect((events != nil) == isFine, "\(finding)")
          }
        }
      }
    }
  }
}
