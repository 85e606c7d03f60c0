import Foundation
import Governance
import Groundwork

/// The processes that the program is delivered with, or those of a folder of an office: its facts, its
/// calendar, its processes, and what a jurisdiction fills in.
public struct ProcessLibrary: Sendable {
  public let calendar: WorkCalendar
  /// By the id of the process.
  public let files: [String: ProcessFile]
  /// By their ids.
  public let jurisdictions: [String: ProcessJurisdiction]

  /// - Parameter folder: `nil`: `Policies/processes` of the program.
  /// - Throws: Diagnostics `process.*`, `calendar.*` with file and line; `process.no-file`.
  public init(folder: String? = nil) throws {
    let folder = try folder ?? ProgramHome.path("Policies/processes")
    let facts = try ProcessFacts(
      yaml: ProcessLibrary.text(folder, "facts.yaml"), file: "facts.yaml")
    calendar = try WorkCalendar(
      yaml: ProcessLibrary.text(folder, "calendar.yaml"), file: "calendar.yaml")
    var files: [String: ProcessFile] = [:]
    for name in try ProcessLibrary.names(folder)
    where !["facts.yaml", "calendar.yaml"].contains(name) {
      let file = try ProcessFile(
        yaml: ProcessLibrary.text(folder, name), file: name, facts: facts)
      guard files.updateValue(file, forKey: file.definition.id) == nil else {
        throw Diagnostic(
          code: "process.repeated",
          Localized(
            zh: "流程“\(file.definition.id)”重复",
            en: "the process ‘\(file.definition.id)’ is given twice"), file: name)
      }
    }
    self.files = files
    var jurisdictions: [String: ProcessJurisdiction] = [:]
    let local = folder + "/jurisdictions"
    if FileManager.default.fileExists(atPath: local) {
      for name in try ProcessLibrary.names(local) {
        let jurisdiction = try ProcessJurisdiction(
          yaml: ProcessLibrary.text(local, name), file: "jurisdictions/\(name)")
        jurisdictions[jurisdiction.id] = jurisdiction
      }
    }
    self.jurisdictions = jurisdictions
  }

  /// A process, with what a jurisdiction fills in.
  /// - Throws: Diagnostics `process.missing`, `process.no-jurisdiction`.
  public func file(_ id: String, in jurisdiction: String? = nil) throws -> ProcessFile {
    guard let file = files[id] else {
      throw ProcessLibrary.missing(
        "missing", Localized(zh: "流程", en: "process"), id, files.keys.sorted())
    }
    guard let jurisdiction else { return file }
    return try self.jurisdiction(jurisdiction).filling(file)
  }

  /// - Throws: Diagnostic `process.no-jurisdiction`.
  public func jurisdiction(_ id: String) throws -> ProcessJurisdiction {
    guard let jurisdiction = jurisdictions[id] else {
      throw ProcessLibrary.missing(
        "no-jurisdiction", Localized(zh: "辖区", en: "jurisdiction"), id,
        jurisdictions.keys.sorted())
    }
    return jurisdiction
  }

  private static func missing(
    _ code: String, _ what: Localized, _ id: String, _ known: [String]
  ) -> Diagnostic {
    Diagnostic(
      code: "process.\(code)",
      Localized(zh: "没有\(what.zh)“\(id)”。", en: "there is no \(what.en) ‘\(id)’."),
      remedy: Localized(
        zh: "可用：\(known.joined(separator: "、"))。",
        en: "There are: \(known.joined(separator: ", "))."))
  }

  private static func names(_ folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(".yaml") }.sorted()
    } catch {
      throw unreadable(folder)
    }
  }

  private static func text(_ folder: String, _ name: String) throws -> String {
    do {
      return try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    } catch {
      throw unreadable(folder + "/" + name)
    }
  }

  private static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      code: "process.no-file",
      Localized(zh: "读不到流程文件", en: "a file of the processes cannot be read"), file: path)
  }
}
