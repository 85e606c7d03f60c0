import EventLog
import Flow
import Foundation
import Geometry
import Groundwork
import Monitoring
import Records
import Storage
import Survey
import VectorFiles

/// Control lines taken in by subscription, with versions and differences.
extension Workbench {
  /// The most changed features that an update names.
  private static let mostItems = 500

  /// Subscribes a control line, or names another source for it; versions stay.
  ///
  /// - Parameter source: an address of the web or a path; empty where files are handed in.
  /// - Parameter person: who names it.
  /// - Throws: Diagnostic `line.role` for a role that is no control line.
  @discardableResult
  public func subscribeLine(
    _ role: String, source: String, layer: String?, by person: String = "local"
  ) throws -> LineSubscription {
    _ = try Workbench.lineKind(role)
    var subscription =
      try lineSubscription(role)
      ?? LineSubscription(role: role, source: "", layer: nil, versions: [])
    subscription.source = source
    subscription.layer = layer
    subscription.namedBy = person
    subscription.namedAt = Workbench.now()
    try put(subscription)
    return subscription
  }

  /// The subscriptions in the order of the layer catalogue.
  public func lineSubscriptions() throws -> [LineStatus] {
    try Workbench.lineKinds.compactMap { kind in
      guard let found = try lineSubscription(kind.role.rawValue) else { return nil }
      let record = try workspace.layer(role: LayerRole(found.role))
      return LineStatus(
        role: found.role, title: kind.title, source: found.source, layer: found.layer,
        versions: found.versions, namedBy: found.namedBy, namedAt: found.namedAt,
        isCurrent: record?.provenance?.sha256 == found.versions.last?.sha256)
    }
  }

  /// Looks at the present file of a control line and, if asked to, takes it in as the next version.
  ///
  /// - Parameters:
  ///   - file: handed in; `nil` to fetch it from the source of the subscription.
  ///   - name: what the file is called where it lies elsewhere only for now.
  ///   - expected: the SHA-256 of the file that somebody looked at; another one is not taken.
  ///   - person: who takes it; `nil` to look only.
  /// - Throws: Diagnostics `line.*`, `remote.failed`, those of an import.
  public func lineUpdate(
    _ role: String, file: String?, statedAs name: String? = nil, expecting expected: String? = nil,
    takenBy person: String?
  ) throws -> LineUpdate {
    let kind = try Workbench.lineKind(role)
    var subscription =
      try lineSubscription(role)
      ?? LineSubscription(role: role, source: "", layer: nil, versions: [])
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-line-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // The system clears its folder for temporary files.
    defer { _ = try? FileManager.default.removeItem(at: folder) }
    let path = try file ?? fetched(subscription, in: folder)
    let stated = name ?? (file == nil ? subscription.source : path)
    let sha256 = try SourceHash.sha256(path, cancellation: job.cancellation)
    if let expected, expected != sha256 {
      throw Diagnostic(
        code: "line.changed-meanwhile",
        Localized(
          zh: "文件在查看之后又变了。", en: "The file changed since somebody looked at it."),
        remedy: Localized(zh: "请重新查看差异。", en: "Look at the differences again."), file: stated)
    }
    var options = ImportOptions()
    options.role = kind.role
    options.layer = subscription.layer
    options.target = try crs()
    let (new, setAside) = try staged(path, options, statedAs: stated, in: folder)
    let old =
      try workspace.layer(role: LayerRole(role)).map { try lineContent(workspace, $0) }
      ?? LineContent(fields: new.fields)
    // A field that only one version has is told once, not with every feature.
    let shared = old.fields.intersection(new.fields)
    let difference = try LineDifference(
      from: old.features(by: shared), to: new.features(by: shared), job: job)
    var update = try self.update(
      difference, role: role, file: stated, sha256: sha256,
      features: new.features.count, setAside: setAside,
      isSameFile: subscription.versions.last?.sha256 == sha256)
    update.newFields = new.fields.subtracting(shared).sorted()
    update.missingFields = old.fields.subtracting(shared).sorted()
    if let person {
      _ = try importFile(path, options: options, statedAs: stated)
      let number = (subscription.versions.last?.number ?? 0) + 1
      subscription.versions.append(
        LineSubscription.Version(
          number: number, time: Workbench.now(), takenBy: person, file: stated, sha256: sha256,
          features: new.features.count, changes: update.changes))
      try put(subscription)
      update.version = number
    }
    return update
  }

  private static var lineKinds: [LayerKind] {
    LayerCatalogue.standard.kinds.filter { $0.group == .control || $0.group == .area }
  }

  private static func lineKind(_ role: String) throws -> LayerKind {
    if let kind = lineKinds.first(where: { $0.role.rawValue == role }) { return kind }
    let known = lineKinds.map { "\($0.role.rawValue)（\($0.title.zh)）" }
    throw Diagnostic(
      code: "line.role",
      Localized(zh: "“\(role)”不是控制线图层。", en: "‘\(role)’ is no control line."),
      remedy: Localized(
        zh: "可用：\(known.joined(separator: "、"))。",
        en: "Known: \(lineKinds.map(\.role.rawValue).joined(separator: ", "))."))
  }

  private func lineSubscription(_ role: String) throws -> LineSubscription? {
    try workspace.document(.lineSubscription, key: role)
      .map { try CanonicalJSON.value(LineSubscription.self, $0) }
  }

  private func put(_ subscription: LineSubscription) throws {
    let body = try CanonicalJSON().bytes(subscription)
    try workspace.write {
      try $0.putDocument(.lineSubscription, key: subscription.role, body: body)
    }
  }

  private func fetched(_ subscription: LineSubscription, in folder: URL) throws -> String {
    let source = subscription.source
    guard !source.isEmpty else {
      throw Diagnostic(
        code: "line.no-source",
        Localized(
          zh: "这条控制线没有订阅网址或路径。", en: "This control line has no address or path."),
        remedy: Localized(
          zh: "在“控制线”页注明网址（或用 zhitu lines subscribe --source），或投递文件。",
          en: "Name one on the page of lines (or with zhitu lines subscribe --source), or hand a "
            + "file in."))
    }
    guard RemoteFile.isAddress(source) else { return source }
    job.progress.begin(Localized(zh: "取控制线", en: "Fetching the line"), total: nil)
    defer { job.progress.end() }
    // The name tells the format; what follows a question mark is no part of it.
    let last = source.split(separator: "?").first?.split(separator: "/").last.map(String.init)
    let path = folder.appendingPathComponent(last ?? "line.geojson").path
    try RemoteFile.fetch(source, to: path)
    return path
  }

  /// The features of a file as an import would make them, without touching the workspace.
  private func staged(
    _ path: String, _ options: ImportOptions, statedAs name: String, in folder: URL
  ) throws -> (content: LineContent, setAside: Int) {
    let staging = try Workspace.openOrCreate(
      folder.appendingPathComponent("staged.gpkg").path)
    defer { staging.close() }
    let outcomes = try Workbench(staging, job: job).importFile(
      path, options: options, statedAs: name)
    guard let outcome = outcomes.first else { return (LineContent(fields: []), 0) }
    return (try lineContent(staging, outcome.record), outcome.report.rejected)
  }

  private func lineContent(
    _ workspace: Workspace, _ record: LayerRecord
  ) throws -> LineContent {
    let columns = try workspace.columns(of: record.name)
    let id = FieldFinder(columns)[.id]
    let own = columns.indices.filter {
      !columns[$0].name.lowercased().hasPrefix(OwnField.prefix)
    }
    let names = columns.map { $0.name.uppercased() }
    var content = LineContent(fields: Set(own.map { names[$0] }))
    content.features.reserveCapacity(record.featureCount)
    try workspace.forEachFeature(in: record.name, columns: columns.map(\.name)) { feature in
      if content.features.count % 512 == 0 { try job.cancellation.check() }
      guard let geometry = feature.geometry else { return }
      var statements: [String: String] = [:]
      for place in own {
        if let text = feature.values[place].string, !text.isEmpty {
          statements[names[place]] = text
        }
      }
      content.features.append(
        LineFeature(
          id: id.flatMap { feature.values[$0].string } ?? "", geometry: geometry,
          statements: statements))
    }
    return content
  }

  private func update(
    _ difference: LineDifference, role: String, file: String, sha256: String, features: Int,
    setAside: Int, isSameFile: Bool
  ) throws -> LineUpdate {
    let measure = try meter()
    let places = try AlarmPlaces(crs())
    var ground = LineUpdate.Ground(features: [])
    func add(_ kind: String, _ shape: MultiPolygon) throws -> Area {
      var total = Area.zero
      for polygon in shape.polygons {
        let part = MultiPolygon(polygon)
        let area = try measure.official(part)
        total += area
        // Smaller strips come from coordinates with fewer digits; they count, but cannot be seen.
        guard area >= Area(hundredths: 100) else { continue }
        ground.features.append(
          LineUpdate.Feature(
            id: ground.features.count + 1,
            geometry: try GeoJSONPolygon(part, projectedBy: places.degrees),
            properties: LineUpdate.Properties(kind: kind, area: area)))
      }
      return total
    }
    let (gained, lost) = (try add("gained", difference.gained), try add("lost", difference.lost))
    return LineUpdate(
      role: role, file: file, sha256: sha256, isSameFile: isSameFile, features: features,
      setAside: setAside,
      changes: LineSubscription.Summary(
        added: difference.count(.added), removed: difference.count(.removed),
        moved: difference.count(.moved), restated: difference.count(.restated), gained: gained,
        lost: lost),
      items: difference.items.prefix(Workbench.mostItems).map {
        LineUpdate.Item(id: $0.id, change: $0.change, fields: $0.fields)
      }, ground: ground)
  }
}

/// The features of a version, and the fields that its layer has besides those of the program, in capitals.
private struct LineContent {
  var fields: Set<String>
  var features: [LineFeature] = []

  func features(by shared: Set<String>) -> [LineFeature] {
    guard shared != fields else { return features }
    return features.map { feature in
      var feature = feature
      feature.statements = feature.statements.filter { shared.contains($0.key) }
      return feature
    }
  }
}
