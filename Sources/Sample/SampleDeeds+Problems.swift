import Access
import EventLog
import Governance
import Groundwork

extension SampleDeeds {
  /// One problem of the story: what was found where, how far it has come.
  private struct Story {
    var title: String
    var source: Problem.Source
    var level: Problem.Level
    /// The index of the village.
    var village: Int
    /// How many steps of the loop have been taken: 1 found … 6 closed.
    var steps: Int
    /// Whether the first check sent it back.
    var wasReturned = false
  }

  private static let stories = [
    Story(
      title: "复垦地块表土厚度不足", source: .acceptance, level: .serious, village: 0, steps: 6,
      wasReturned: true),
    Story(title: "新增耕地内堆放建筑垃圾", source: .satellite, level: .grave, village: 1, steps: 6),
    Story(title: "灌溉沟渠未按方案连通", source: .inspection, level: .serious, village: 2, steps: 5),
    Story(
      title: "拆旧地块逾期未复垦", source: .satellite, level: .serious, village: 3, steps: 4,
      wasReturned: true),
    Story(title: "安置点临时道路占用耕地", source: .complaint, level: .grave, village: 4, steps: 3),
    Story(title: "田块编号牌缺失", source: .inspection, level: .minor, village: 5, steps: 2),
    Story(title: "项目公示栏内容过期", source: .complaint, level: .minor, village: 0, steps: 1),
    Story(title: "生态修复岸线苗木成活率低", source: .inspection, level: .serious, village: 1, steps: 4),
  ]

  func writeProblems(to log: any EventWriting) throws {
    var random = Random(seed: seed, stream: 902)
    let people = Dictionary(uniqueKeysWithValues: try people().map { ($0.id, $0.name) })
    let villages = try organisations().filter { $0.kind == .villageCollective }
    for (index, story) in SampleDeeds.stories.enumerated() {
      let stream = try StreamName(ProblemEvent.category, "WT-2025-\(padded(index + 1, 4))")
      var time = SampleDeeds.start.adding(days: 40 + Int64(index) * 9)
      func act(
        _ command: ProblemDecider.Command, _ organisation: String, _ role: String,
        after days: Int64
      ) throws {
        time = time.adding(days: days).adding(seconds: Int64(random.below(30_000)))
        let person = "\(organisation).1"
        try log.perform(
          ProblemDecider.self, command, on: stream, expected: nil,
          by: DeedContext(
            actor: Actor(
              person: person, name: people[person] ?? person, role: role,
              organisation: organisation), time: time))
      }
      let builder = "works-\(padded(1 + random.below(14), 2))"
      let village = villages[story.village]
      let finding = Problem.Finding(
        title: story.title, description: "合成数据：\(village.name)", source: story.source,
        level: story.level, area: village.area.digits, project: "P\(1 + random.below(14))")
      let photo = "sha256:" + HashAlgorithm.sha256.hash(Array(stream.text.utf8)).hex
      try act(.find(finding), "inspection", "supervisor", after: 0)
      if story.steps >= 2 { try act(.file, "centre", "planner", after: 1) }
      if story.steps >= 3 {
        try act(
          .assign(organisation: builder, person: nil, deadline: time.adding(days: 45)),
          "platform", "platform", after: 2)
      }
      if story.steps >= 4 {
        try act(.start(plan: "按整改方案限期完成"), builder, "implementer", after: 3)
      }
      if story.steps >= 5 || story.wasReturned {
        try act(.submit(evidence: [photo], note: "已整改"), builder, "implementer", after: 20)
      }
      if story.wasReturned {
        try act(
          .giveBack(reason: "现场复核未达标", deadline: time.adding(days: 30)), "agriculture",
          "reviewer", after: 4)
        if story.steps >= 5 {
          try act(.submit(evidence: [photo], note: "再次整改"), builder, "implementer", after: 14)
        }
      }
      if story.steps >= 6 { try act(.close(note: "复核通过"), "agriculture", "reviewer", after: 5) }
    }
  }
}
