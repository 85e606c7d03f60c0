import Geometry
import Groundwork
import Storage

extension GeoPackageTransaction {
  /// Damaged pages; headers of geometries and boxes of the spatial index that are not those of the
  /// geometry, by which a search would miss a feature.
  func examine(_ job: Job) throws -> [Diagnostic] {
    var problems: [Diagnostic] = []
    let pages = try connection.rows("PRAGMA integrity_check(5)") { $0.text(0) ?? "" }
    if pages != ["ok"] {
      problems.append(
        .damaged(file: connection.path, detail: pages.prefix(5).joined(separator: "; ")))
    }
    for record in try records() {
      guard let shape = try shape(of: record.name), shape.geometry != .none else { continue }
      if let problem = try examineIndex(record.name, shape.geometry, job) {
        problems.append(problem)
      }
    }
    return problems
  }

  private func examineIndex(
    _ layer: String, _ geometry: GeometryKind, _ job: Job
  ) throws -> Diagnostic? {
    let index = quoted("rtree_\(layer)_geom")
    let srsID = Int32(truncatingIfNeeded: try reference()?.srsID ?? 0)
    let statement = try connection.prepare(
      """
      SELECT t.fid, t.geom, r.minx, r.maxx, r.miny, r.maxy
      FROM \(quoted(layer)) t LEFT JOIN \(index) r ON r.id = t.fid ORDER BY t.fid
      """)
    var features: Int64 = 0
    var header: [UInt8] = []
    var row = 0
    while try statement.step() {
      row += 1
      if row % 256 == 0 { try job.cancellation.check() }
      let blob = statement.blob(1)
      let size = GeometryBlob.headerSize(blob) ?? 0
      let bounds = WKBEnvelope(UnsafeRawBufferPointer(rebasing: blob[size...])).bounds
      header.removeAll(keepingCapacity: true)
      if !blob.isEmpty {
        GeometryBlob.appendHeader(
          srsID: srsID, envelope: geometry == .point ? nil : bounds, isEmpty: bounds == nil,
          to: &header)
      }
      var isRight = header.elementsEqual(blob.prefix(size))
      if let bounds {
        features += 1
        let entry = RTreeBuilder.Entry(id: statement.integer(0), bounds)
        isRight =
          isRight && !statement.value(2).isNull
          && statement.real(2) <= Double(entry.minX) && statement.real(3) >= Double(entry.maxX)
          && statement.real(4) <= Double(entry.minY) && statement.real(5) >= Double(entry.maxY)
      }
      if !isRight { return unfit(layer, feature: statement.integer(0)) }
    }
    let entries = try connection.integer("SELECT COUNT(*) FROM \(index)") ?? 0
    if entries != features { return unfit(layer, feature: nil) }
    // The join reads the tree by number; only the tree's own check follows it from the root.
    let check = try connection.text("SELECT rtreecheck(?1)", [.text("rtree_\(layer)_geom")])
    return check == "ok" ? nil : unfit(layer, feature: nil)
  }

  private func unfit(_ layer: String, feature: Int64?) -> Diagnostic {
    Diagnostic(
      code: "workspace.index",
      Localized(
        zh: "图层 \(layer) 的空间索引与几何不符，按范围查找会漏掉要素。",
        en: """
          the spatial index of layer \(layer) does not fit its geometries: a search by place would \
          miss features.
          """),
      remedy: Localized(
        zh: "用备份恢复（zhitu restore），或重新导入该图层。",
        en: "Restore a backup (zhitu restore) or import the layer again."),
      file: connection.path, layer: layer, feature: feature.map(String.init))
  }
}
