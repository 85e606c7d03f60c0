import Classes
import EventLog
import Exchange
import Foundation
import Geodesy
import Geometry
import Groundwork
import Records
import Reports
import Storage
import VectorFiles

/// A package of results as it was written, each rule with what became of it.
public struct DataPackage: Encodable, Sendable {
  public struct Check: Encodable, Sendable {
    public var folder: String
    public var file: String
    /// What was written and read again, or why nothing was.
    public var finding: String
    public var isRequired: Bool
    public var isPresent: Bool
    public var sha256: String?
  }

  public var rules: String
  public var source: Localized
  public var checks: [Check]

  /// Whether everything that is required is there.
  public var isComplete: Bool { checks.allSatisfy { $0.isPresent || !$0.isRequired } }
}

extension Workbench {
  /// The rules of a package.
  ///
  /// - Parameter file: of an office; `nil` for the program's own.
  /// - Throws: Diagnostics `package.rules`, `package.unreadable`.
  public static func packageRules(_ file: String?) throws -> PackageRules {
    let path = try file ?? ProgramHome.path("Policies/packages/default.yaml")
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else {
      throw Diagnostic(
        code: "package.unreadable",
        Localized(zh: "目录规则无法读取。", en: "The rules of the package cannot be read."), file: path)
    }
    return try PackageRules(yaml: text, file: path)
  }

  /// Writes a package by rules (数据包): every file is read again and counted before the list says that it
  /// is there.
  ///
  /// - Returns: the ZIP archive, and the checked list, which lies in it, too.
  /// - Throws: Diagnostics `package.*` for rules that name what there is not, `export.*`; cancellation.
  public func dataPackage(
    _ rules: PackageRules, _ request: DocumentRequest
  ) throws -> (archive: [UInt8], package: DataPackage) {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-package-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    do {
      let made = try dataPackage(rules, request, in: root)
      try FileManager.default.removeItem(at: root)
      return made
    } catch {
      try FileManager.default.removeItem(at: root)
      throw error
    }
  }

  private func dataPackage(
    _ rules: PackageRules, _ request: DocumentRequest, in root: URL
  ) throws -> (archive: [UInt8], package: DataPackage) {
    let content = root.appendingPathComponent("content")
    var package = DataPackage(rules: rules.id, source: rules.source, checks: [])
    let entries = rules.entries.flatMap(Workbench.parts)
    let papers = try PackagePapers(self, entries, request)
    for (place, entry) in entries.enumerated() {
      try job.cancellation.check()
      // Begun again for each part, because exports tell of stages of their own.
      job.progress.begin(
        Localized(zh: "成果数据包：\(entry.folder)", en: "Package: \(entry.folder)"),
        total: entries.count)
      job.progress.advance(to: place)
      let folder = content.appendingPathComponent(entry.folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      do {
        for (file, finding) in try write(entry, papers, in: folder) {
          let data = [UInt8](try Data(contentsOf: folder.appendingPathComponent(file)))
          package.checks.append(
            DataPackage.Check(
              folder: entry.folder, file: file, finding: finding, isRequired: entry.isRequired,
              isPresent: true, sha256: HashAlgorithm.sha256.hash(data).hex))
        }
      } catch let diagnostic as Diagnostic where !diagnostic.code.hasPrefix("package.") {
        package.checks.append(
          DataPackage.Check(
            folder: entry.folder, file: "", finding: diagnostic.message.zh,
            isRequired: entry.isRequired, isPresent: false))
      }
    }
    let head = ["目录", "文件", "有无", "必备", "核对", "SHA-256"]
    let lines = package.checks.map { one in
      [
        one.folder, one.file, one.isPresent ? "有" : "缺", one.isRequired ? "是" : "否", one.finding,
        one.sha256 ?? "",
      ]
    }
    let text = ([head] + lines).map { CSV.line($0) }.joined()
    try Data((CSV.byteOrderMark + text).utf8)
      .write(to: content.appendingPathComponent("list.csv"))
    let archive = root.appendingPathComponent("package.zip").path
    let parts = try FileManager.default.contentsOfDirectory(atPath: content.path).sorted()
    try ZipArchive.write(parts.map { content.appendingPathComponent($0).path }, to: archive)
    return ([UInt8](try Data(contentsOf: URL(fileURLWithPath: archive))), package)
  }

  /// Each document and sheet by itself, so that one that cannot be made yet takes no other with it.
  private static func parts(_ entry: PackageRules.Entry) -> [PackageRules.Entry] {
    func entries(_ contents: [PackageRules.Content]) -> [PackageRules.Entry] {
      contents.map { content in
        var one = entry
        one.content = content
        return one
      }
    }
    switch entry.content {
    case .documents(let kinds): return entries(kinds.map { .documents([$0]) })
    case .sheets(let kinds): return entries(kinds.map { .sheets([$0]) })
    default: return [entry]
    }
  }

  /// Writes what one rule asks for.
  ///
  /// - Returns: the files, each with what reading it again showed.
  private func write(
    _ entry: PackageRules.Entry, _ papers: PackagePapers, in folder: URL
  ) throws -> [(file: String, finding: String)] {
    switch entry.content {
    case .layers(let file, let roles):
      let records = try packaged(roles, entry)
      let path = folder.appendingPathComponent(file).path
      _ = try export(
        ExportRequest(items: records.map { .layer($0.name) }, path: path, format: .gpkg))
      return [(file, try readAgain(path, records))]
    case .qgis(let file, let data):
      let path = folder.appendingPathComponent(file)
      guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(data).path) else {
        throw Diagnostic(
          code: "package.data",
          Localized(
            zh: "工程所用的数据“\(data)”须先在同一目录列出。",
            en: "The data ‘\(data)’ of the project must stand before it in the same folder."),
          file: entry.place)
      }
      let source = try VectorSource(path: folder.appendingPathComponent(data).path)
      let names = Set(source.layers.map(\.name))
      let records = try workspace.layers().filter { names.contains($0.name) }
      let project = try qgisProject(records, data: data)
      try Data(project.xml.utf8).write(to: path)
      return [(file, "图层 \(project.layers.count) 个")]
    case .vct(let roles):
      return try packaged(roles, entry).map { record in
        let file = "\(record.name).vct"
        let path = folder.appendingPathComponent(file).path
        _ = try export(
          ExportRequest(items: [.layer(record.name)], path: path, format: .vct))
        return (file, try readAgain(path, [record]))
      }
    case .tables(let file):
      let path = folder.appendingPathComponent(file).path
      let outcome = try export(ExportRequest(items: [.classes], path: path, format: .xlsx))
      return [(file, "\(outcome.tables.map(\.rows).reduce(0, +)) 行")]
    case .documents(let kinds):
      return try kinds.flatMap { try papers.document($0, in: folder) }
    case .sheets(let kinds):
      return try kinds.map { try papers.sheet($0, in: folder) }
    }
  }

  private func packaged(
    _ roles: [String], _ entry: PackageRules.Entry
  ) throws -> [LayerRecord] {
    let records = try workspace.layers().filter { roles.contains($0.role.rawValue) }
    guard !records.isEmpty else {
      throw Diagnostic(
        code: "export.no-layer",
        Localized(
          zh: "工作空间没有这些图层：\(roles.joined(separator: "、"))。",
          en: "The workspace has no layer of: \(roles.joined(separator: ", "))."), file: entry.place
      )
    }
    return records
  }

  /// Reads a written file and counts its features.
  ///
  /// - Throws: Diagnostic `export.incomplete` where they are not those of the workspace.
  private func readAgain(_ path: String, _ records: [LayerRecord]) throws -> String {
    let opened = try OpenedFile(path, encoding: nil, job: job)
    let counts = opened.source.layers.compactMap(\.featureCount)
    let expected = records.map(\.featureCount)
    guard counts.reduce(0, +) == expected.reduce(0, +), counts.count == records.count else {
      throw Diagnostic(
        code: "export.incomplete",
        Localized(
          zh: "写出后读回 \(counts.reduce(0, +)) 个要素，工作空间有 \(expected.reduce(0, +)) 个。",
          en: "Of \(expected.reduce(0, +)) features \(counts.reduce(0, +)) were read again."),
        file: path)
    }
    return "读回 \(counts.count) 个图层、\(counts.reduce(0, +)) 个要素"
  }

  /// The layers as a project of QGIS over a GeoPackage in the same folder, in the order and colours of the page.
  ///
  /// - Throws: Diagnostic `export.no-layer` where none has ground.
  public func qgisProject(_ records: [LayerRecord], data: String) throws -> QGISProject {
    let system = try crs()
    let latest = try epochs().last
    var layers: [QGISProject.Layer] = []
    var extent: Bounds?
    for record in records.sorted(by: { Workbench.depth($0) < Workbench.depth($1) }) {
      guard try workspace.geometryKind(of: record.name) != .none,
        let style = try Workbench.style(
          of: record, palette(of: record), aliases: aliases(of: record))
      else { continue }
      if let box = try workspace.bounds(of: record.name) { extent = extent?.union(box) ?? box }
      layers.append(
        QGISProject.Layer(
          table: record.name, title: record.title, style: style,
          isShown: record.role == .survey ? record.epoch == latest : record.role != .planned))
    }
    guard let extent else {
      throw Diagnostic(
        code: "export.no-layer",
        Localized(zh: "没有可显示的图层。", en: "There is no layer to show."))
    }
    let code = system.authorityName == "EPSG" ? system.authorityCode : nil
    return QGISProject(
      title: "治土 \(data)", data: data, wkt: system.wkt, epsg: code, extent: extent, layers: layers)
  }

  /// What a reader calls the columns that the program knows.
  private func aliases(of record: LayerRecord) throws -> [(field: String, title: String)] {
    try workspace.columns(of: record.name).compactMap { column in
      ColumnCatalogue[column.name].map { (column.name, $0.label(.zh)) }
    }
  }

  /// Surveys lie below plans, plans below lines.
  private static func depth(_ record: LayerRecord) -> Int {
    switch record.role {
    case .survey: 0
    case .planned: 1
    case .plan: 3
    default: 2
    }
  }

  private func palette(of record: LayerRecord) throws -> ClassPalette {
    try record.classSystem.flatMap(LandClassSystem.init(named:)).map { ClassPalette($0) }
      ?? palette()
  }
}
