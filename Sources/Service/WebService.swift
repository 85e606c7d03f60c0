import Foundation
import Geodesy
import Geometry
import Groundwork
import Storage
import Synchronization
import Tiles

/// Answers the requests of the first page: files of the front end, the JSON API, vector tiles; and
/// tries changes of plans. Writes nothing.
///
/// Knows nothing of sockets, so a test can ask it directly; ``WorkspaceServer`` puts it on the
/// network.
package final class WebService: Sendable {
  let workspace: Workspace
  let trials = TrialShelf()
  private let files: StaticFiles
  private let name: String
  private let memory: Mutex<Memory>
  private let tiles = TileCache<TileKey>(limit: 96 << 20)

  private struct TileKey: Hashable {
    var layer: String
    var address: TileCoordinate
  }

  /// What was worked out for one state of the workspace.
  private struct Memory {
    var state: UInt64
    var projection: MapProjection?
    var structure: StructureView?
    var flows: [String: FlowSums] = [:]
  }

  /// - Throws: ``Diagnostic`` `service.web-missing` or `service.vendor-missing`.
  package init(workspace: Workspace, webRoot: String) throws {
    self.workspace = workspace
    files = try StaticFiles(root: webRoot)
    name = URL(fileURLWithPath: workspace.path).deletingPathExtension().lastPathComponent
    memory = Mutex(Memory(state: Fingerprint.ofWorkspace(workspace.path)))
  }

  /// The answer with all its headers. Never throws: what goes wrong becomes an answer.
  package func answer(_ request: WebRequest) -> Answer {
    var answer: Answer
    do {
      answer = try route(request)
    } catch let problem as Problem {
      answer = problem.answer
    } catch let diagnostic as Diagnostic {
      answer = Problem(diagnostic).answer
    } catch {
      answer =
        Problem(500, "service.failed", zh: "服务器出错：\(error)", en: "The server failed: \(error)")
        .answer
    }
    answer.headers += SecurityHeaders.all
    if request.method == "HEAD" {
      answer.headers.append(("Content-Length", String(answer.body.count)))
      answer.body = []
    }
    return answer
  }

  private func route(_ request: WebRequest) throws -> Answer {
    guard request.isForThisMachine else {
      throw Problem(
        403, "service.host", zh: "只接受发给本机的请求。",
        en: "Only requests for this machine are answered.")
    }
    guard let parts = request.parts else {
      throw Problem(400, "service.path", zh: "地址编码有误。", en: "The address is not well encoded.")
    }
    if let plan = WebService.planOfTrial(parts) {
      refresh()
      return try trial(plan, request)
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      throw Problem(
        405, "service.method", zh: "只支持 GET 和 HEAD。", en: "Only GET and HEAD are supported.")
    }
    switch parts.first {
    case "api": return try api(Array(parts.dropFirst()), request)
    case "tiles": return try tile(Array(parts.dropFirst()), request)
    default:
      if let answer = files.answer(path: String(request.path), request: request) { return answer }
      throw Problem.missing(Localized(zh: "此页面", en: "such page"))
    }
  }

  private func api(_ parts: [String], _ request: WebRequest) throws -> Answer {
    let state = refresh()
    let tag = "\"\(String(state, radix: 16))\""
    if request.hasTag(tag) { return Answer(status: 304, headers: [("ETag", tag)]) }
    var answer = try content(parts, request)
    answer.headers.append(("ETag", tag))
    if answer.body.count > 2048, request.acceptsGzip {
      answer.body = try Gzip.compress(answer.body, level: 5)
      answer.headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    }
    return answer
  }

  private func content(_ parts: [String], _ request: WebRequest) throws -> Answer {
    switch (parts.first, parts.count) {
    case ("openapi.json", 1): return .json(bytes: OpenAPI.document)
    case ("workspace", 1):
      let projection = try projection()
      return try .json(
        workspace.read { try WorkspaceView($0, name: name, projection: projection) })
    case ("legend", 1): return try .json(LegendView(try structure()))
    case ("structure", 1): return try .json(structure())
    case ("flows", 1): return try .json(workspace.read { try FlowList($0) })
    case ("flow", 3) where parts[2] == "matrix":
      return try .json(matrix(parts[1], by: request.query("by") ?? "class"))
    case ("flow", 3) where parts[2] == "ground": return try .json(ground(parts[1], request))
    case ("places", 1): return try .json(places())
    case ("export", 1): return try export(request)
    case ("verdicts", 2):
      guard let body = try workspace.document(kind: "verdicts", key: parts[1]) else {
        throw Problem.missing(
          Localized(zh: "方案 \(parts[1]) 的判定", en: "verdict of plan \(parts[1])"))
      }
      return .json(bytes: body)
    case ("witnesses", 3): return try .json(witnesses(plan: parts[1], rule: parts[2]))
    case ("least-change", 3): return try .json(leastChange(plan: parts[1], rule: parts[2]))
    case ("layers", 4) where parts[2] == "features":
      return try .json(feature(parts[3], in: parts[1]))
    default: throw Problem.missing(Localized(zh: "此接口", en: "such interface"))
    }
  }

  private func feature(_ number: String, in layer: String) throws -> FeatureView {
    let record = try record(layer)
    guard let fid = Int64(number), let feature = try workspace.feature(fid, in: record.name)
    else {
      throw Problem.missing(
        Localized(zh: "要素 \(layer)/\(number)", en: "feature \(layer)/\(number)"))
    }
    return try FeatureView(
      feature, workspace.columns(of: record.name), layer: record.name, projection: projection())
  }

  private func witnesses(plan: String, rule: String) throws -> WitnessView {
    guard let record = try workspace.layer(role: .witness, plan: plan),
      let projection = try projection()
    else { return WitnessView(features: []) }
    return try workspace.read {
      try WitnessView(layer: record.name, rule: rule, reader: $0, projection: projection)
    }
  }

  private func matrix(_ key: String, by level: String) throws -> FlowMatrix {
    guard let level = FlowMatrix.Level(rawValue: level) else {
      throw Problem(
        400, "service.level", zh: "by 只能是 class、level1 或 category。",
        en: "by must be class, level1 or category.")
    }
    let list = try workspace.read { try FlowList($0) }
    guard let entry = list.flows.first(where: { $0.key == key }) else {
      throw Problem.missing(Localized(zh: "流向 \(key)", en: "flow \(key)"))
    }
    let sums: FlowSums
    if let known = memory.withLock({ $0.flows[key] }) {
      sums = known
    } else {
      sums = try workspace.read { try FlowSums(entry.layer, $0) }
      memory.withLock { $0.flows[key] = sums }
    }
    var groups: [String: String] = [:]
    if level != .class {
      for row in try structure().layers.flatMap(\.rows) {
        groups[row.class] = level == .level1 ? row.level1 : row.category
      }
    }
    return sums.matrix(key: key, by: level) { groups[$0] ?? $0 }
  }

  private func tile(_ parts: [String], _ request: WebRequest) throws -> Answer {
    guard parts.count == 4, parts[3].hasSuffix(".mvt"), let zoom = Int(parts[1]),
      let x = Int(parts[2]), let y = Int(parts[3].dropLast(4)),
      let address = TileCoordinate(zoom: zoom, x: x, y: y)
    else { throw Problem.missing(Localized(zh: "此瓦片", en: "such tile")) }
    let state = refresh()
    let tag = "\"\(String(state, radix: 16))-\(zoom)-\(x)-\(y)\""
    var headers: [(name: String, value: String)] = [
      ("Content-Type", "application/vnd.mapbox-vector-tile"), ("Cache-Control", "no-cache"),
      ("ETag", tag), ("Vary", "Accept-Encoding"),
    ]
    if request.hasTag(tag) { return Answer(status: 304, headers: headers) }
    let record = try record(parts[0])
    guard TileMaker.isShown(record.role), let projection = try projection() else {
      throw Problem.missing(Localized(zh: "此瓦片", en: "such tile"))
    }
    let key = TileKey(layer: record.name, address: address)
    if request.acceptsGzip, let body = tiles.body(key) {
      headers.append(("Content-Encoding", "gzip"))
      return Answer(status: 200, headers: headers, body: body)
    }
    let tile = try TileMaker(workspace: workspace, projection: projection)
      .tile(address, of: record)
    if tile.tooSmall > 0 { headers.append(("X-Zhitu-Too-Small", String(tile.tooSmall))) }
    if tile.bytes.isEmpty { return Answer(status: 204, headers: headers) }
    guard request.acceptsGzip else {
      return Answer(status: 200, headers: headers, body: tile.bytes)
    }
    let body = try Gzip.compress(tile.bytes, level: 5)
    tiles.store(body, for: key)
    headers.append(("Content-Encoding", "gzip"))
    return Answer(status: 200, headers: headers, body: body)
  }

  private func record(_ layer: String) throws -> LayerRecord {
    guard let record = try workspace.layer(layer) else {
      throw Problem.missing(Localized(zh: "图层 \(layer)", en: "layer \(layer)"))
    }
    return record
  }

  /// Forgets what was worked out when the workspace has changed; gives the number of its state.
  @discardableResult
  private func refresh() -> UInt64 {
    let state = Fingerprint.ofWorkspace(workspace.path)
    let isChanged = memory.withLock { memory in
      defer { if memory.state != state { memory = Memory(state: state) } }
      return memory.state != state
    }
    if isChanged {
      tiles.removeAll()
      trials.removeAll()
    }
    return state
  }

  private func structure() throws -> StructureView {
    if let known = memory.withLock({ $0.structure }) { return known }
    let structure = try workspace.read { try StructureView($0) }
    memory.withLock { $0.structure = structure }
    return structure
  }

  /// `nil` while the workspace has no coordinate system.
  func projection() throws -> MapProjection? {
    if let known = memory.withLock({ $0.projection }) { return known }
    guard let reference = try workspace.crsDefinition() else { return nil }
    let definition =
      reference.code.map { "\(reference.organization):\($0)" } ?? reference.wkt
    let projection = try MapProjection(CoordinateReferenceSystem(definition))
    memory.withLock { $0.projection = projection }
    return projection
  }
}
