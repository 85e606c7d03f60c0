import ArgumentParser
import Foundation
import Governance
import Groundwork

/// The acts on a problem: one short command each.
extension ProblemCommand {
  struct Dismiss: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "不予立案 · dismiss the problem")
    @Option(help: "理由 · why") var reason: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(.dismiss(reason: reason)) }
  }

  struct File: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "立案 · file the problem")
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(.file) }
  }

  struct Assign: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "分派 · assign it to an organisation, with a deadline")
    @Option(help: ArgumentHelp("整改单位 · organisation", valueName: "id")) var to: String
    @Option(help: ArgumentHelp("整改人 · person", valueName: "id")) var toPerson: String?
    @Option(help: ArgumentHelp("期限 · deadline", valueName: "time")) var by: String
    @OptionGroup var act: ActOptions
    func run() throws {
      try act.act(
        .assign(organisation: to, person: toPerson, deadline: try Times.read(by)))
    }
  }

  struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "开始整改 · start remediation, with a plan")
    @Option(help: "整改方案 · plan") var plan: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(.start(plan: plan)) }
  }

  struct Submit: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "提交复核 · submit evidence for the check")
    @Option(
      parsing: .upToNextOption,
      help: ArgumentHelp("证据文件（照片、文件） · photos and documents", valueName: "file"))
    var evidence: [String]
    @Option(help: "说明 · note") var note: String = ""
    @OptionGroup var act: ActOptions
    func run() throws {
      let files = try evidence.map { path in
        guard let data = FileManager.default.contents(atPath: path) else {
          throw Diagnostic(
            code: "problem.no-file",
            Localized(zh: "读不到证据文件", en: "the evidence file cannot be read"), file: path)
        }
        return [UInt8](data)
      }
      try act.act(.submit(evidence: [], note: note), attachments: files)
    }
  }

  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "复核通过，销号 · close the problem after the check")
    @Option(help: "意见 · opinion") var note: String = ""
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(.close(note: note)) }
  }

  struct Return: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "复核不通过，退回 · return it after the check")
    @Option(help: "理由 · why") var reason: String
    @Option(help: ArgumentHelp("新期限 · new deadline", valueName: "time")) var by: String
    @OptionGroup var act: ActOptions
    func run() throws {
      try act.act(.giveBack(reason: reason, deadline: try Times.read(by)))
    }
  }

  struct Reopen: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "重新立案 · reopen the problem")
    @Option(help: "理由 · why") var reason: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(.reopen(reason: reason)) }
  }

  struct Note: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "附记 · add a note")
    @Option(help: "内容 · text") var text: String
    @OptionGroup var act: ActOptions
    func run() throws { try act.act(.note(text: text)) }
  }
}

extension Problem.Place {
  /// Reads `121.6,29.9`.
  /// - Throws: Diagnostic `option.place`.
  init(degrees text: String) throws {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0).flatMap { $0.isFinite && abs($0) <= 360 ? $0 : nil }
    }
    guard parts.count == 2, let longitude = parts[0], let latitude = parts[1] else {
      throw Diagnostic(
        code: "option.place",
        Localized(zh: "“\(text)”不是位置。", en: "‘\(text)’ is not a place."),
        remedy: Localized(zh: "写成 经度,纬度，如 121.6,29.9。", en: "Write longitude,latitude: 121.6,29.9.")
      )
    }
    self.init(
      longitude: Int64((longitude * 1e7).rounded()), latitude: Int64((latitude * 1e7).rounded()))
  }
}
