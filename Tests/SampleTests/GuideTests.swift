import Geometry
import Groundwork
import Sample
import Testing

@Suite("Issued polygons of the sample")
struct GuideTests {
  @Test("every kind is there, labelled, valid, and the same for the same seed")
  func layer() throws {
    let district = try Districts.of(7)
    let layer = try district.guideLayer()
    let again = try district.guideLayer()
    #expect(layer.features.map(\.geometry) == again.features.map(\.geometry))
    #expect(layer.title.contains("合成数据"))
    #expect(layer.values("BZ").allSatisfy { $0.string?.contains("合成数据") == true })
    #expect(
      Set(layer.values("TBLX").compactMap(\.string))
        .isSuperset(of: ["宜耕农用地", "耕地提质改造", "建设用地复垦"]))
    let ids = layer.values("DCBH").compactMap(\.string)
    #expect(Set(ids).count == ids.count && ids.count > 100)
    let geos = GEOS()
    for feature in layer.features {
      let shape = try #require(feature.geometry)
      #expect(try geos.isValid(shape))
      #expect(shape.planarSquareMetres > 100)
    }
    #expect(layer.features.contains { ($0.geometry?.polygons.count ?? 0) > 1 })
  }
}
