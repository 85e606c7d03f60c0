import ArgumentParser
import Groundwork
import Monitoring
import Reports
import Storage
import Workbench

struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "影像 · georeferenced images",
    discussion: """
      登记 GeoTIFF、COG 等影像，作地图底图和前后对照；difference 只给出提示，不下结论。见 Docs/imagery.md。
      Registers GeoTIFF, COG and other images as background and evidence before and after; difference
      gives hints and no verdict.
      """,
    subcommands: [
      Add.self, List.self, Remove.self, Difference.self, Paint.self,
    ])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "登记影像 · register an image")

    @Argument(help: ArgumentHelp("影像文件 · image", valueName: "tif"))
    var file: String

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: "拍摄日期 · day of the picture, 2024-05-31")
    var date: String

    @Option(help: ArgumentHelp("名称，缺省为文件名 · name, by default that of the file", valueName: "name"))
    var name: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let last = file.split(separator: "/").last.map(String.init) ?? file
      let stem = last.split(separator: ".").first.map(String.init) ?? last
      let record = try bench.addImage(file, name: name ?? stem, date: date)
      if common.json { return try Console.json(record) }
      common.say(
        Localized(
          zh: "已登记影像 \(record.name)（\(record.date)）：\(record.width)×\(record.height)，"
            + "\(record.bands) 个波段，\(record.crs)，SHA-256 \(record.sha256.prefix(12))…",
          en: "registered image \(record.name) (\(record.date)): \(record.width)×\(record.height), "
            + "\(record.bands) bands, \(record.crs), SHA-256 \(record.sha256.prefix(12))…"))
      common.label(record.isSynthetic)
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "列出影像 · list images")

    @OptionGroup var workspace: WorkspaceOption

    @Flag(help: "核对每个文件的 SHA-256 · hold every file against its hash")
    var hash = false

    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      let images = try bench.images(isHashed: hash)
      if common.json {
        try Console.json(images)
      } else {
        for image in images {
          common.say(
            Localized(
              zh:
                "\(image.date)  \(image.name)  \(image.width)×\(image.height)  \(image.state.title.zh)",
              en:
                "\(image.date)  \(image.name)  \(image.width)×\(image.height)  \(image.state.title.en)"
            ))
        }
        if images.isEmpty {
          common.say(Localized(zh: "没有登记的影像。", en: "No image is registered."))
        }
      }
      if images.contains(where: { $0.state != .present }) { throw ExitStatus.findings }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "撤下影像，文件不动 · take an image from the list; its file stays")

    @Argument(help: ArgumentHelp("影像 · image", valueName: "name"))
    var name: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var common: CommonOptions

    func run() throws {
      let bench = try workspace.open(common.start())
      defer { bench.workspace.close() }
      try bench.removeImage(name)
      common.say(Localized(zh: "已撤下影像 \(name)", en: "removed image \(name)"))
    }
  }

  struct Difference: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "两期影像差异（提示） · hints where two images differ")

    @Argument(help: ArgumentHelp("前一期影像 · earlier image", valueName: "name"))
    var before: String

    @Argument(help: ArgumentHelp("后一期影像 · later image", valueName: "name"))
    var after: String

    @OptionGroup var workspace: WorkspaceOption

    @Option(
      help: ArgumentHelp(
        "阈值：中位数以上多少个稳健标准差 · robust deviations above the median", valueName: "n"))
    var deviations: Double = 4

    @Option(name: .customLong("least"), help: "最小面积（平方米） · least area in m²")
    var leastArea: Double = 400

    @Option(
      help: ArgumentHelp(
        "以两个调查年度为真值，计算误报率和漏报率 · two survey epochs that say what changed, for error rates",
        valueName: "epoch,epoch"))
    var truth: String?

    @Option(
      name: .customLong("geojson"),
      help: ArgumentHelp("提示图斑 · the hints", valueName: "geojson"))
    var ground: OutputFile?

    @OptionGroup var common: CommonOptions

    func validate() throws {
      if !(0.5...100).contains(deviations) { throw ValidationError("--deviations: 0.5 … 100") }
      if !(0...1e8).contains(leastArea) { throw ValidationError("--least: 0 … 100000000") }
      if let truth, truth.split(separator: ",").count != 2 {
        throw ValidationError("--truth 2023,2024")
      }
    }

    func run() throws {
      let job = common.start()
      try OutputCheck.check([("--geojson", ground)], inputs: [workspace.workspace])
      let bench = try workspace.open(job)
      defer { bench.workspace.close() }
      let epochs = truth.map { $0.split(separator: ",").map(String.init) }
      let found = try bench.imageDifference(
        before, after,
        settings: ImageDifference.Settings(deviations: deviations, leastArea: leastArea),
        truth: epochs.map { ($0[0], $0[1]) })
      if let ground { try ground.writeBytes { write in try write(found.geoJSON()) } }
      if common.json {
        Console.put(String(decoding: try found.json(), as: UTF8.self) + "\n")
        return
      }
      let (hinted, compared) = (
        AreaUnit.hectare.text(found.hinted), AreaUnit.hectare.text(found.compared)
      )
      common.say(
        Localized(
          zh: "共同覆盖 \(compared) 公顷，提示 \(found.hints.count) 处、\(hinted) 公顷",
          en: "common ground \(compared) hm², \(found.hints.count) hints of \(hinted) hm²"))
      if let accuracy = found.accuracy {
        let rates = [accuracy.commission, accuracy.omission].map { rate in
          rate.map { "\(($0 * 1000).rounded() / 10)%" } ?? "—"
        }
        common.say(
          Localized(
            zh: "对照 \(accuracy.epochs.joined(separator: "、"))：误报率 \(rates[0])，漏报率 \(rates[1])，"
              + "kappa \(accuracy.kappa.map { String(($0 * 1000).rounded() / 1000) } ?? "—")",
            en:
              "against \(accuracy.epochs.joined(separator: ", ")): commission \(rates[0]), omission "
              + "\(rates[1]), kappa \(accuracy.kappa.map { String(($0 * 1000).rounded() / 1000) } ?? "—")"
          ))
      }
      common.say(found.note)
      common.label(found.synthetic)
    }
  }

  struct Paint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "由调查年度画一幅合成影像 · a made-up image of a survey epoch")

    @OptionGroup var workspace: WorkspaceOption

    @Option(help: "年度 · epoch")
    var epoch: String

    @Option(help: "像元边长（米） · side of a pixel in metres")
    var pixel: Double = 5

    @Option(help: "随机种子 · seed")
    var seed: UInt64 = 7

    @Option(help: "明暗 · what every colour is multiplied by")
    var light: Double = 1

    @Option(name: .shortAndLong, help: ArgumentHelp("影像 · image", valueName: "tif"))
    var out: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
      if !(0.1...1000).contains(pixel) { throw ValidationError("--pixel: 0.1 … 1000") }
      if !(0.1...2).contains(light) { throw ValidationError("--light: 0.1 … 2") }
    }

    func run() throws {
      let job = common.start()
      try OutputCheck.check(
        [("--out", OutputFile(out))], inputs: [workspace.workspace])
      let bench = try workspace.open(job)
      defer { bench.workspace.close() }
      try bench.paintImage(of: epoch, pixel: pixel, seed: seed, light: light, to: out)
      common.say(Localized(zh: "已写出合成影像：\(out)", en: "wrote a made-up image: \(out)"))
      common.label(true)
    }
  }
}
