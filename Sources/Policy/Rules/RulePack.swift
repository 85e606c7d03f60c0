import Groundwork
import YAMLFiles

/// The rules of one jurisdiction (规则包), as data: a folder with `pack.yaml`, one file for each
/// chapter, and beside each chapter its tests.
public struct RulePack: Sendable {
  public var id: String
  public var version: String
  public var title: Localized
  /// SHA-256 over the pack's rule files and the fact catalogue they were read against.
  public var sha256: String
  /// SHA-256 of the catalogue alone.
  public var factsSHA256: String
  public var chapters: [Chapter]
  /// The checks of registers against the ledger.
  public var contradictions: [ContradictionCheck] = []

  /// A file of rules.
  public struct Chapter: Sendable {
    public var file: String
    public var title: Localized
    public var rules: [Rule]
  }

  /// The identity of the pack in an evaluation.
  public var identity: Evaluation.Pack {
    Evaluation.Pack(id: id, version: version, sha256: sha256)
  }

  /// All rules in the order of the files.
  public var rules: [Rule] { chapters.flatMap(\.rules) }

  /// Reads the pack in one folder, such as `Policies/national`.
  ///
  /// Throws the first problem, with file and line; `RuleBook.read` lists all of them.
  public static func load(
    _ folder: String, catalogue: FactCatalogue
  ) throws(Diagnostic) -> RulePack {
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    let files = try PolicyFile.folder(folder).map {
      PolicyFile(name: name + "/" + $0.name, text: $0.text)
    }
    let (pack, problems) = read(files, folder: name, catalogue: catalogue)
    if let first = problems.first { throw first }
    guard let pack else { throw RuleBook.noPack(folder) }
    return pack
  }

  /// Reads the pack from the files in `folder`, and lists every problem.
  static func read(
    _ files: [PolicyFile], folder: String, catalogue: FactCatalogue,
    settings: [ThresholdSetting] = []
  ) -> (pack: RulePack?, problems: [Diagnostic]) {
    let own = files.filter { $0.name.hasPrefix(folder + "/") && !$0.isTests }
    guard let manifest = own.first(where: { $0.name == folder + "/pack.yaml" }) else {
      return (nil, [RuleBook.noPack(folder)])
    }
    var problems: [Diagnostic] = []
    func attempt<T>(_ body: () throws(Diagnostic) -> T) -> T? {
      do {
        return try body()
      } catch {
        problems.append(error)
        return nil
      }
    }
    guard var pack = attempt({ () throws(Diagnostic) in try RulePack(manifest: manifest) }) else {
      return (nil, problems)
    }
    var chapters: [ChapterNode] = []
    for file in own where file != manifest {
      if file.name == "\(folder)/\(ContradictionCheck.fileName)" {
        pack.contradictions =
          attempt({ () throws(Diagnostic) in
            try ContradictionCheck.read(file, catalogue: catalogue)
          }) ?? []
        continue
      }
      if let chapter = attempt({ () throws(Diagnostic) in try ChapterNode(file) }) {
        chapters.append(chapter)
      }
    }
    let thresholds = RuleReader.thresholds(in: chapters.flatMap(\.rules), settings: settings)
    let reader = RuleReader(catalogue: catalogue, thresholds: thresholds, settings: settings)
    for node in chapters {
      var chapter = Chapter(file: node.file, title: node.title, rules: [])
      for rule in node.rules {
        if var rule = attempt({ () throws(Diagnostic) in try reader.rule(rule) }) {
          rule.chapter = node.title
          rule.pack = pack.id
          chapter.rules.append(rule)
        }
      }
      pack.chapters.append(chapter)
    }
    pack.sha256 = digest(own, catalogue: catalogue, settings: settings)
    pack.factsSHA256 = catalogue.sha256
    return (pack, problems)
  }

  private init(manifest: PolicyFile) throws(Diagnostic) {
    let root = try YAMLNode.document(manifest.text, file: manifest.name)
    let map = try root.mapping(["schema", "id", "version", "title"])
    try root.expectSchema("zhitu.pack/1", in: map)
    id = try root.require("id", in: map).text()
    version = try root.require("version", in: map).text()
    title = try root.require("title", in: map).localized()
    sha256 = ""
    factsSHA256 = ""
    chapters = []
  }

  /// Settings enter the hash: a pack with changed thresholds is a different pack.
  private static func digest(
    _ files: [PolicyFile], catalogue: FactCatalogue, settings: [ThresholdSetting]
  ) -> String {
    var hash = SHA256()
    hash.update("facts \(catalogue.sha256)\n")
    for file in files.sorted(by: { $0.name < $1.name }) {
      hash.update("\(file.name) \(file.sha256)\n")
    }
    for setting in settings {
      hash.update("set \(setting.reference) \(setting.threshold)\n")
    }
    return hash.finalize().hexadecimal
  }
}

/// A chapter file before its formulas are read.
struct ChapterNode {
  var file: String
  var title: Localized
  var rules: [YAMLNode]

  init(_ file: PolicyFile) throws(Diagnostic) {
    let root = try YAMLNode.document(file.text, file: file.name)
    let map = try root.mapping(["schema", "chapter", "rules"])
    try root.expectSchema("zhitu.rules/1", in: map)
    self.file = file.name
    title = try root.require("chapter", in: map).localized()
    rules = try root.require("rules", in: map).list()
  }
}

extension PolicyFile {
  /// Whether the file holds tests of rules rather than rules.
  var isTests: Bool { name.hasSuffix(".tests.yaml") }
}

extension YAMLNode {
  func expectSchema(_ schema: String, in map: [String: YAMLNode]) throws(Diagnostic) {
    guard try require("schema", in: map).text() == schema else {
      throw error("bad-schema", zh: "schema 应为 \(schema)", en: "schema must be \(schema)")
    }
  }
}
