import ArgumentParser
import Groundwork
import Workbench

struct CoordinatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coordinates",
    abstract: "报备坐标检查 · check coordinate texts that are handed in",
    discussion: """
      逐个检查坐标文本（坐标系、点数、闭合、自相交、注明面积），并检查任意两批之间、同一批之内有无重叠。
      Checks every coordinate text by itself (system, number of points, closed rings, crossings, stated
      areas), and all of them for ground that two parcels share, within a batch and between any two.
      有问题或重叠时退出码为 1。
      The exit status is 1 if there is a finding or an overlap.
      """)

  @Argument(help: ArgumentHelp("坐标文本 · coordinate texts", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("文字编码 · encoding: GBK, UTF-8", valueName: "name"))
  var encoding: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let job = common.start()
    let result = try CoordinateBatches.check(files, encoding: encoding, job: job)
    if common.json { try Console.json(result) }
    common.tell(result.findings)
    for batch in result.batches {
      common.say(
        Localized(
          zh: "\(batch.file)：\(batch.parcels) 个地块，\(batch.crs ?? "坐标系不明")",
          en: "\(batch.file): \(batch.parcels) parcels, \(batch.crs ?? "system not known")"))
    }
    for overlap in result.overlaps {
      let area = Area(roundingSquareMetres: overlap.squareMetres)?.decimal ?? "?"
      common.say(
        Localized(
          zh: "重叠 \(area) 平方米：\(overlap.firstFile) 地块 \(overlap.firstParcel) 与"
            + " \(overlap.secondFile) 地块 \(overlap.secondParcel)",
          en: "\(area) m² overlap: \(overlap.firstFile) parcel \(overlap.firstParcel) and"
            + " \(overlap.secondFile) parcel \(overlap.secondParcel)"))
    }
    if result.overlaps.isEmpty {
      common.say(Localized(zh: "没有重叠。", en: "No overlap."))
    }
    if !result.overlaps.isEmpty || !result.findings.isEmpty { throw ExitStatus.findings }
  }
}
