import Groundwork
import YAMLFiles

/// What a jurisdiction calls the stages (环节), and what its office fills in: time limits that no text
/// gives, and the documents that may follow (容缺清单). From `Policies/processes/jurisdictions`.
public struct ProcessJurisdiction: Hashable, Sendable {
  public var id: String
  public var title: Localized
  /// The local names of stages; a stage may have none.
  public var aliases: [LifeStage: String]
  /// Time limits by `process/step`.
  public var limits: [String: ProcessDefinition.Limit]
  /// Deferrals by `process/document`.
  public var deferrals: [String: ProcessDefinition.Deferral]
  private var places: [String: String]

  /// - Throws: Diagnostics `process.*` with file and line.
  public init(yaml: String, file: String) throws(Diagnostic) {
    let document = try YAMLNode.document(yaml, file: file, report: .init("process"))
    let map = try document.mapping([
      "schema", "id", "title", "source", "aliases", "limits", "deferrable",
    ])
    try ProcessFile.check(map["schema"], "zhitu.process-jurisdiction/1", document)
    id = try document.require("id", in: map).text()
    title = try document.require("title", in: map).localized()
    _ = try document.require("source", in: map).text()
    aliases = [:]
    limits = [:]
    deferrals = [:]
    places = [:]
    for node in try map["aliases"]?.list() ?? [] {
      let row = try node.mapping(["stage", "name"])
      let stage = try node.require("stage", in: row).oneOf(LifeStage.self)
      aliases[stage] = try node.require("name", in: row).text()
    }
    for node in try map["limits"]?.list() ?? [] {
      let row = try node.mapping(["process", "step", "limit"])
      let key =
        try node.require("process", in: row).text() + "/"
        + node.require("step", in: row).text()
      limits[key] = try ProcessDefinition.Limit(try node.require("limit", in: row))
      places[key] = node.place
    }
    for node in try map["deferrable"]?.list() ?? [] {
      let row = try node.mapping(["process", "document", "deferral"])
      let key =
        try node.require("process", in: row).text() + "/"
        + node.require("document", in: row).text()
      deferrals[key] = try ProcessDefinition.Deferral(try node.require("deferral", in: row))
      places[key] = node.place
    }
  }

  /// A process with what this jurisdiction fills in. What the process states itself stays.
  ///
  /// - Throws: Diagnostic `process.unknown-step`, `process.unknown-document` for names of that process
  ///   that it does not have, `process.limit-given` where it has a limit of its own.
  public func filling(_ file: ProcessFile) throws(Diagnostic) -> ProcessFile {
    var file = file
    let prefix = file.definition.id + "/"
    for (key, limit) in limits.sorted(by: { $0.key < $1.key }) where key.hasPrefix(prefix) {
      let name = String(key.dropFirst(prefix.count))
      guard let index = file.definition.steps.firstIndex(where: { $0.id == name }) else {
        throw fault("unknown-step", key, zh: "没有步骤“\(name)”", en: "there is no step ‘\(name)’")
      }
      guard file.definition.steps[index].limit == nil else {
        throw fault(
          "limit-given", key, zh: "流程已规定“\(name)”的时限",
          en: "the process defines its own time limit for ‘\(name)’")
      }
      file.definition.steps[index].limit = limit
    }
    for (key, deferral) in deferrals.sorted(by: { $0.key < $1.key }) where key.hasPrefix(prefix) {
      let name = String(key.dropFirst(prefix.count))
      guard let index = file.definition.papers.firstIndex(where: { $0.id == name }) else {
        throw fault(
          "unknown-document", key, zh: "没有文件“\(name)”", en: "there is no document ‘\(name)’")
      }
      file.definition.papers[index].deferral = deferral
      file.places["paper:\(name)"] = places[key]
    }
    return file
  }

  private func fault(_ code: String, _ key: String, zh: String, en: String) -> Diagnostic {
    Diagnostic(code: "process.\(code)", Localized(zh: zh, en: en), file: places[key])
  }
}
