import ArgumentParser
import Foundation
import Groundwork
import Reports
import Storage
import Workbench

extension SheetKind: ExpressibleByArgument {}
extension PlanSheet.Paper: ExpressibleByArgument {}

struct SheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet",
    abstract: "附图 · plan sheets at scale as vector PDF",
    discussion: """
      图框、方里网、指北针、图例、整治措施一览和签署栏；按比例尺出图。见 Docs/documents.md。
      Frame, grid, north, legend, list of measures, signature block; exactly at scale.
      """)

  @Argument(help: "种类 · kind: current, planned, measures, controls")
  var kind: SheetKind

  @OptionGroup var data: DocumentCommand.Data

  @Option(help: "图纸 · paper: a3, a2, a1, a0")
  var paper: PlanSheet.Paper = .a3

  @Option(
    help: ArgumentHelp(
      "比例尺分母，缺省为放得下的最大比例尺 · denominator, by default of the largest scale that fits",
      valueName: "n"))
  var scale: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("附图 · sheet", valueName: "pdf"))
  var out: OutputFile

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let scale, !(100...10_000_000).contains(scale) {
      throw ValidationError("--scale: 100 … 10000000")
    }
  }

  func run() throws {
    let job = common.start()
    try OutputCheck.check([("--out", out)], inputs: [data.subject.workspace.workspace])
    let bench = try data.subject.workspace.open(job)
    defer { bench.workspace.close() }
    let made = try bench.sheet(
      kind, data.request, paper: paper, denominator: scale, language: common.language)
    try out.writeBytes { write in try write(made.pdf) }
    let drawing = made.drawing
    common.say(
      Localized(
        zh:
          "已写出\(kind.title.zh)（\(paper.rawValue.uppercased())，1:\(drawing.denominator)）：\(out.path)",
        en: "wrote \(kind.title.en) (\(paper.rawValue.uppercased()), 1:\(drawing.denominator)): "
          + out.path))
    if drawing.rowsLeftOut > 0 {
      common.say(
        Localized(
          zh: "一览表有 \(drawing.rowsLeftOut) 行因幅面未列。",
          en: "\(drawing.rowsLeftOut) rows of the list do not fit the page."))
    }
    common.label(try bench.isSynthetic())
  }
}
