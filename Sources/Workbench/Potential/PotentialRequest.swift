import Foundation
import Groundwork
import Programme

/// What a potential survey is made with.
public struct PotentialRequest: Sendable {
  /// `nil`: the last epoch.
  public var epoch: String?
  /// `nil`: the rules of the program.
  public var rules: PotentialRules?
  /// The file or folder of the rules, kept to notice a later change; `nil` where that is not known.
  public var rulesFrom: String?
  /// `nil`: the register of the survey before, if there was one.
  public var register: PotentialRegister?

  public init(
    epoch: String? = nil, rules: PotentialRules? = nil, rulesFrom: String? = nil,
    register: PotentialRegister? = nil
  ) {
    self.epoch = epoch
    self.rules = rules
    self.rulesFrom = rules == nil ? "" : rulesFrom
    self.register = register
  }
}

extension PotentialRules {
  /// The rules in the files of a folder, or in one file; without one, the rules of the program.
  ///
  /// - Throws: Diagnostics `potential.rules.*`.
  public static func read(_ path: String?) throws -> PotentialRules {
    let folder = try path ?? ProgramHome.path("Policies/potential")
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw unreadable(folder)
    }
    guard isFolder.boolValue else {
      return try PotentialRules(files: [(folder, text(folder))])
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    guard !names.isEmpty else { throw unreadable(folder) }
    var rules = try PotentialRules(files: names.map { ($0, try text("\(folder)/\($0)")) })
    let order = PotentialElement.allCases
    rules.tasks.sort {
      (order.firstIndex(of: $0.element) ?? 0, $0.id)
        < (order.firstIndex(of: $1.element) ?? 0, $1.id)
    }
    return rules
  }

  private static func text(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else { throw unreadable(path) }
    return text
  }

  private static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "potential.rules.unreadable",
      Localized(
        zh: "潜力规则读不到，或不是 UTF-8 文本。",
        en: "The rules of the potential survey cannot be read, or are no UTF-8 text."),
      remedy: Localized(
        zh: "用 --rules 给出一个文件，或有 .yaml 文件的文件夹。",
        en: "Give a file, or a folder with .yaml files, with --rules."), file: path)
  }
}

extension PotentialRegister {
  /// - Throws: Diagnostics `potential.register.*`.
  public static func read(file: String) throws -> PotentialRegister {
    guard let data = FileManager.default.contents(atPath: file),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "potential.register.unreadable",
        Localized(
          zh: "登记文件读不到，或不是 UTF-8 文本。",
          en: "The register cannot be read, or is no UTF-8 text."), file: file)
    }
    return try PotentialRegister(yaml: text, file: file)
  }
}
