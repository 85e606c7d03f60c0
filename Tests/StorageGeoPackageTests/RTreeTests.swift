import Geometry
import Storage
import StorageGeoPackage
import Testing

@Suite struct RTreeTests {
  /// Sizes around the edges of the tree: none, one node, one more, two levels, three levels.
  @Test(arguments: [0, 1, 51, 52, 53, 1000, 2601, 2602, 3500])
  func answersLikeALookAtEveryFeature(_ count: Int) throws {
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    let workspace = try Workspace.openOrCreate(path)
    var random = SplitMix(state: UInt64(count))
    var boxes: [Int64: Bounds] = [:]
    try workspace.write { writer in
      try writer.setCRS(.test)
      let layer = try writer.createLayer(
        LayerRecord(name: "图斑", role: .survey, title: ""), geometry: .multiPolygon, columns: [])
      for index in 0..<count {
        let shape = square(
          Double.random(in: 0...9000, using: &random), Double.random(in: 0...3000, using: &random),
          side: Double.random(in: 0.1...80, using: &random))
        // Numbers far apart and not in order; every seventh feature has no extent.
        let fid = Int64((index * 7919) % 1_000_003 + 1) * 1_000_000_007
        try layer.append(
          fid: fid, geometry: index % 7 == 3 ? MultiPolygon([]) : shape, values: [])
        if index % 7 != 3 { boxes[fid] = shape.bounds }
      }
    }
    for _ in 0..<25 {
      let x = origin.x + Double.random(in: -500...9500, using: &random)
      let y = origin.y + Double.random(in: -500...3500, using: &random)
      let size = Double.random(in: 0...1500, using: &random)
      let query = Bounds(minX: x, minY: y, maxX: x + size, maxY: y + size / 2)
      var found: [Int64] = []
      try workspace.forEachRawFeature(in: "图斑", columns: [], bounds: query) { fid, _, _ in
        found.append(fid)
      }
      #expect(found == boxes.filter { $0.value.intersects(query) }.keys.sorted())
    }
    // A box that only touches counts; one that ends 0.1 mm before does not.
    for (fid, box) in boxes.prefix(10) {
      var touches = false
      var misses = true
      let edge = Bounds(minX: box.maxX, minY: box.maxY, maxX: box.maxX + 1, maxY: box.maxY + 1)
      try workspace.forEachFeature(in: "图斑", bounds: edge) { touches = touches || $0.fid == fid }
      let beside = Bounds(
        minX: box.maxX + 0.0001, minY: box.minY, maxX: box.maxX + 1, maxY: box.maxY)
      try workspace.forEachFeature(in: "图斑", bounds: beside) { misses = misses && $0.fid != fid }
      #expect(touches && misses)
    }
    workspace.close()
    let connection = try SQLiteConnection(path, .readWrite)
    #expect(try connection.text("SELECT rtreecheck('rtree_图斑_geom')") == "ok")
    #expect(try connection.text("PRAGMA integrity_check") == "ok")
    // The tree is one that SQLite itself can go on with.
    try connection.execute("BEGIN")
    let first = boxes.keys.sorted().prefix(count / 2)
    for fid in first { try connection.execute("DELETE FROM \"rtree_图斑_geom\" WHERE id = \(fid)") }
    try connection.execute("INSERT INTO \"rtree_图斑_geom\" VALUES (1, 0, 1, 0, 1)")
    try connection.execute("COMMIT")
    #expect(try connection.text("SELECT rtreecheck('rtree_图斑_geom')") == "ok")
    #expect(
      try connection.integer("SELECT COUNT(*) FROM \"rtree_图斑_geom\"")
        == Int64(boxes.count - first.count + 1))
  }
}
