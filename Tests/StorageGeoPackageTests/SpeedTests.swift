import Foundation
import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import Testing

/// Prints how many features a second are written and read. Not a test of right or wrong, so it runs
/// only when asked for: `ZHITU_SPEED=500000 swift test -c release --filter SpeedTests`.
@Suite(.serialized) struct SpeedTests {
  static let count = ProcessInfo.processInfo.environment["ZHITU_SPEED"].flatMap { Int($0) }

  @Test(.enabled(if: count != nil, "ZHITU_SPEED is not set"))
  func featuresPerSecond() throws {
    let count = try #require(SpeedTests.count)
    let folder = try Folder()
    let path = folder.file("w.gpkg")
    let patches = (0..<1000).map { SpeedTests.patch($0) }
    let wkb = patches.map { WKB.encode($0) }
    let names = ["水田", "旱地", "农村宅基地", "设施农用地", "科教文卫用地（含公园与绿地）"]
    let columns =
      [Column("zt_id", .text), Column("zt_class", .text), Column("zt_class_name", .text)]
      + [Column("zt_area", .integer), Column("zt_area_planar", .integer), Column("KCXS", .real)]
    func values(_ index: Int) -> [Value] {
      [
        .text("3302110\(index)"), .text("0101"), .text(names[index % 5]),
        .integer(Int64(index) * 77), .integer(Int64(index) * 78), .real(0.0832),
      ]
    }
    func measure(_ what: String, _ body: () throws -> Void) rethrows {
      let clock = ContinuousClock()
      let before = SpeedTests.processorSeconds()
      let time = try clock.measure(body)
      let used = SpeedTests.processorSeconds() - before
      let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
      let rates = [seconds, used].map { "\(Int(Double(count) / $0 / 1000))" }
      print("\(what): \(rates[0])k features/s by the clock, \(rates[1])k by processor time")
    }
    func write(_ workspace: Workspace, _ name: String, raw: Bool) throws {
      try workspace.write { writer in
        try writer.setCRS(.test)
        let layer = try writer.createLayer(
          LayerRecord(name: name, role: .survey, title: ""), geometry: .multiPolygon,
          columns: columns)
        for index in 0..<count {
          if raw {
            try layer.append(rawWKB: wkb[index % 1000], values: values(index))
          } else {
            try layer.append(geometry: patches[index % 1000], values: values(index))
          }
        }
      }
    }
    let workspace = try Workspace.openOrCreate(path)
    try measure("write, new file") { try write(workspace, "a", raw: false) }
    print("size: \(try bytes(of: path).count / count) bytes a feature")
    try measure("write, existing file, log") { try write(workspace, "b", raw: false) }
    try measure("write raw, existing file, log") { try write(workspace, "c", raw: true) }
    var seen = 0
    try measure("read all") { try workspace.forEachFeature(in: "a") { _ in seen += 1 } }
    try measure("read without geometry") {
      try workspace.forEachFeature(in: "a", geometry: false) { _ in seen += 1 }
    }
    try measure("read raw, 2 columns") {
      try workspace.forEachRawFeature(in: "a", columns: ["zt_class", "zt_area"]) { _, _, _ in
        seen += 1
      }
    }
    var buffer = RingBuffer()
    try measure("read raw into a ring buffer, 2 columns") {
      try workspace.forEachRawFeature(in: "a", columns: ["zt_class", "zt_area"]) { _, wkb, _ in
        buffer.clear()
        try WKB.decode(wkb, into: &buffer)
        seen += 1
      }
    }
    try measure("count") { seen += try workspace.featureCount(of: "a") }
    #expect(seen == 5 * count)
    try measure("close") { workspace.close() }
  }

  /// User and system time of this process, which other programs on the machine do not change much.
  private static func processorSeconds() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }

  /// A patch with as many points as a surveyed one has on average, about 25.
  private static func patch(_ index: Int) -> MultiPolygon {
    let centre = (x: origin.x + Double(index % 100) * 60, y: origin.y + Double(index / 100) * 60)
    let points = (0..<25).compactMap { step -> GridPoint? in
      let angle = Double(step) / 25 * 2 * .pi
      return GridPoint(metresX: centre.x + 30 * cos(angle), y: centre.y + 30 * sin(angle))
    }
    return MultiPolygon(Polygon(points))
  }
}
