import ArgumentParser
import Groundwork
import Programme
import Storage
import Workbench

struct AskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "图上问答 · ask the map in plain words",
    discussion: """
      词表是封闭的：地名、年度、地类、坡度和面积和等别的条件、图层内外、按村按镇按地类。不认识的词会指出来，不猜。
      The words are a closed set; what is not understood is named, never guessed.

      zhitu ask -w w.gpkg "云浦镇 2023 年 坡度大于 15 度的 耕地"
      """)

  @Argument(help: ArgumentHelp("问题 · question", valueName: "text"))
  var text: String

  @OptionGroup var workspace: WorkspaceOption

  @Option(
    help: ArgumentHelp("找到的图斑写成 GeoJSON · the patches as GeoJSON", valueName: "geojson"))
  var map: OutputFile?

  @OptionGroup var common: CommonOptions

  func run() throws {
    try OutputCheck.check([("--map", map)], inputs: [workspace.workspace])
    let bench = try workspace.open(common.start())
    defer { bench.workspace.close() }
    let answer = try bench.ask(text, limit: map == nil ? Workbench.answeredPatches : .max)
    if let map {
      let text = String(decoding: try answer.json(), as: UTF8.self) + "\n"
      try map.write { try $0(text) }
    }
    if common.json {
      return Console.put(String(decoding: try answer.json(isPretty: true), as: UTF8.self) + "\n")
    }
    let language = common.language
    common.say(
      Localized(
        zh: "理解为：\(answer.understood.zh)\n\(answer.patches) 个图斑，\(Figures.mu(answer.area)) 亩",
        en: "Understood: \(answer.understood.en)\n\(answer.patches) patches,"
          + " \(Figures.mu(answer.area)) mu"))
    var table = TextTable(
      language == .zh ? ["", "图斑", "亩"] : ["", "patches", "mu"], right: [1, 2])
    for row in answer.rows {
      table.add([row.name[language], String(row.patches), Figures.mu(row.area)])
    }
    if !table.isEmpty { common.say(Localized(table.text)) }
    if answer.undecided > 0 {
      common.say(
        Localized(
          zh: "另有 \(answer.undecided) 个图斑（\(Figures.mu(answer.undecidedArea)) 亩）没有登记条件所需的值，无法判定。",
          en:
            "\(answer.undecided) more patches (\(Figures.mu(answer.undecidedArea)) mu) lack a value"
            + " that a condition needs: undecidable."))
    }
    answer.notes.forEach(common.say)
    common.label(answer.synthetic)
  }
}
