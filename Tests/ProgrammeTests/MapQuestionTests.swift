import Classes
import Groundwork
import Programme
import Testing

@Suite("questions to the map: what is understood, and what is refused by name")
struct MapQuestionTests {
  private var parser: MapQuestionParser {
    var lexicon = MapLexicon()
    lexicon.add(.sd3Work)
    lexicon.add("2023", .epoch("2023"))
    lexicon.add("2024", .epoch("2024"))
    lexicon.add("云浦镇", .place(code: "330299101"))
    lexicon.add("河头村", .place(code: "330299101201"))
    lexicon.add("澜川街道", .place(code: "330299001"))
    for code in ["330299101202", "330299001202"] { lexicon.add("东岙村", .place(code: code)) }
    lexicon.add("生态保护红线", .layer("erl"))
    lexicon.add("工业园区", .layer("park"))
    lexicon.add("新增耕地潜力", .task("new-farmland"))
    return MapQuestionParser(lexicon)
  }

  @Test(
    "questions and how they are understood",
    arguments: [
      ("云浦镇 2023 年 坡度大于 15 度的 耕地", "云浦镇 · 2023 年度 · 耕地 · 坡度 > 15 度"),
      ("2023年云浦镇坡度大于15度的耕地", "云浦镇 · 2023 年度 · 耕地 · 坡度 > 15 度"),
      ("耕地", "全域 · 2024 年度（未写年度，取最新） · 耕地"),
      ("云浦镇河头村的水田和旱地有多少亩", "河头村 · 2024 年度（未写年度，取最新） · 水田、旱地"),
      ("云浦镇、澜川街道 2024 年度 园地", "云浦镇、澜川街道 · 2024 年度 · 园地"),
      ("面积 10 亩以上的工业用地 按村", "全域 · 2024 年度（未写年度，取最新） · 工业用地 · 面积 ≥ 10 亩 · 按村"),
      ("生态保护红线内的建设用地", "全域 · 2024 年度（未写年度，取最新） · 建设用地 · 位于“生态保护红线”内"),
      ("2023 年工业园区外的工业用地面积", "全域 · 2023 年度 · 工业用地 · 位于“工业园区”外"),
      ("耕地等别 7 等以上 面积不超过 0.5 公顷", "全域 · 2024 年度（未写年度，取最新） · 全部图斑 · 等别 ≥ 7 等 · 面积 ≤ 0.5 公顷"),
      ("2023 年新增耕地潜力 各村", "全域 · 2023 年度 · 新增耕地潜力 · 按村"),
    ])
  func understood(_ text: String, _ expected: String) throws {
    let question = try parser.parse(text)
    #expect(question.understood(epoch: question.epoch ?? "2024").zh == expected)
  }

  @Test(
    "a name of several villages: all of them, or those of the towns that are named",
    arguments: [
      ("东岙村的耕地", ["330299101202", "330299001202"]),
      ("云浦镇东岙村的耕地", ["330299101202"]),
      ("东岙村 澜川街道 耕地", ["330299001202"]),
      ("云浦镇 澜川街道 东岙村 耕地", ["330299101202", "330299001202"]),
      ("河头村 东岙村 耕地", ["330299101201", "330299101202", "330299001202"]),
    ])
  func namesakes(_ text: String, _ codes: [String]) throws {
    #expect(try Set(parser.parse(text).places.map(\.code)) == Set(codes))
  }

  @Test(
    "a word that is not known, and words that do not fit, are refused by name",
    arguments: [
      ("澥浦镇的耕地", "ask.word", "澥浦镇"), ("2019 年的耕地", "ask.word", "2019"),
      ("最好的耕地", "ask.word", "最好"), ("坡度大于十五度的耕地", "ask.word", "十五"),
      ("坡度大于 15 亩的耕地", "ask.unit", "坡度"), ("坡度的耕地", "ask.condition", "坡度"),
      ("大于 15 度的耕地", "ask.condition", "大于"), ("面积大于 10 的耕地", "ask.unit", "面积"),
      ("生态保护红线的耕地", "ask.layer", "生态保护红线"), ("2023 年 2024 年 耕地", "ask.twice", "2024"),
      ("按村按镇的耕地", "ask.twice", "按镇"), ("  ", "ask.empty", ""), ("的有多少", "ask.empty", ""),
      ("耕地 15", "ask.condition", "15"), ("不是耕地的图斑", "ask.word", "不"),
    ])
  func refused(_ text: String, _ code: String, _ named: String) {
    let fault = #expect(throws: Diagnostic.self) { try parser.parse(text) }
    #expect(fault?.code == code)
    #expect(fault.map { named.isEmpty || $0.text(.zh).contains(named) } == true)
  }

  /// Whatever is put between two known questions is either understood or refused: leaving a word out
  /// would give the answer of another question.
  @Test("no word is left out in silence")
  func nothingLost() throws {
    let plain = try parser.parse("云浦镇 2023 年 耕地")
    for word in ["水泥", "附近", "除了", "x", "非", "没有", "平均", "7"] {
      do {
        let other = try parser.parse("云浦镇 \(word) 2023 年 耕地")
        #expect(other != plain, "\(word)")
      } catch { continue }
    }
  }
}
