import Foundation
import Geometry
import Groundwork
import Sample
import Testing

@Suite("The sample as a GeoPackage")
struct WritingTests {
  private func folder() throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "sample-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  @Test("the same seed gives the same bytes; another seed gives another map")
  func bytes() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let one = folder.appending(path: "one.gpkg")
    let two = folder.appending(path: "two.gpkg")
    try Districts.of(7).write(to: one.path)
    try SampleDistrict.generate(seed: 7).write(to: two.path)
    let bytes = try Data(contentsOf: one)
    #expect(bytes.count > 1_000_000)
    let again = try Data(contentsOf: two)
    #expect(bytes == again)
    let other = try Districts.of(5)
    let own = try Districts.of(7)
    #expect(own.patches.map(\.geometry) != other.patches.map(\.geometry))
    #expect(throws: Diagnostic.self) { try other.write(to: one.path) }
  }

  @Test("every layer is there and labelled synthetic")
  func labels() throws {
    let district = try Districts.of(7)
    #expect(
      district.layers.map(\.name) == [
        "DLTB_2023", "DLTB_2024", "XZQ", "CJDCQ", "YJJBNTTB", "STBHHX", "CZKFBJ", "GYYQ", "TSCZ",
        "LSSCGNQ", "GBZNT", "HHGLFW", "ZRBHD", "WRDK", "LQZT", "JZW",
        "ZZTB",
      ])
    for layer in district.layers {
      #expect(layer.title.contains("合成数据"))
      #expect(layer.texts("BZ").allSatisfy { $0.contains("合成数据") })
      #expect(layer.features.allSatisfy { $0.values.count == layer.columns.count })
    }
  }

  @Test("a cancelled job stops")
  func cancelled() {
    let job = Job()
    job.cancellation.cancel()
    #expect(throws: Cancelled.self) { try SampleDistrict.generate(seed: 7, job: job) }
  }
}
