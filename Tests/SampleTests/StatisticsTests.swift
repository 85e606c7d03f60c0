import Geometry
import Groundwork
import Sample
import Testing

@Suite("The district has the published proportions of such a place")
struct StatisticsTests {
  @Test("27 km² within half a per cent, the same ground in both epochs", arguments: Districts.seeds)
  func size(seed: UInt64) throws {
    let district = try Districts.of(seed)
    for patches in [district.patches, district.observed] {
      // Twice the planar area in steps²: what the patches are said to have, they have on the ground.
      let steps = patches.reduce(Int128(0)) { $0 + MultiPolygon($1.geometry).doubledPlanarSteps }
      #expect(abs(Double(steps) / 2e8 / 27e6 - 1) < 0.005)
    }
    let total = district.patches.map(\.area).total()
    #expect(abs(total.squareMetres / 27e6 - 1) < 0.005)
    #expect(district.observed.map(\.area).total() == total)
    let towns = try #require(district.layer("XZQ"))
    #expect(towns.features.count == 3)
    #expect(towns.numbers("DCMJ").compactMap { Area(roundingSquareMetres: $0) }.total() == total)
  }

  @Test("farmland lies in small parcels, but not only (CTG-06)", arguments: Districts.seeds)
  func parcels(seed: UInt64) throws {
    let farmland = try Districts.of(seed).patches.filter(\.isFarmland)
    let all = farmland.map(\.area).total().squareMetres
    let small = farmland.filter { $0.area.mu < 15 }.map(\.area).total().squareMetres
    #expect(small > all / 5)
    #expect(farmland.contains { $0.area.mu > 30 })
    let ridged = farmland.filter { $0.classCode == "0101" && $0.ridgeShare > 0 }
    #expect(ridged.map(\.area).total().squareMetres > all * 0.1)
    #expect(Set(farmland.map(\.slope)).isSuperset(of: [1, 2, 3]))
  }

  @Test("most village land lies in settlements of 2 to 10 hm² (CTG-07)", arguments: Districts.seeds)
  func settlements(seed: UInt64) throws {
    var size: [Int: Double] = [:]
    for patch in try Districts.of(seed).patches
    where patch.settlement > 0 && patch.builtUpCode.hasPrefix("203") {
      size[patch.settlement, default: 0] += patch.area.hectares
    }
    let all = size.values.reduce(0, +)
    let middle = size.values.filter { (2...10).contains($0) }.reduce(0, +)
    #expect(middle > all * 0.5)
  }

  @Test("a third of industrial land lies outside parks (CTG-08)", arguments: Districts.seeds)
  func industry(seed: UInt64) throws {
    let works = try Districts.of(seed).patches.filter { $0.classCode == "0601" }
    let all = works.map(\.area).total().squareMetres
    let outside = works.filter { !$0.isInPark }.map(\.area).total().squareMetres
    #expect((0.30...0.37).contains(outside / all))
  }

  @Test("half inside the development boundary, with all three zones", arguments: Districts.seeds)
  func boundary(seed: UInt64) throws {
    let district = try Districts.of(seed)
    let boundary = try #require(district.layer("CZKFBJ"))
    let inside = boundary.numbers("MJ").reduce(0, +)
    #expect((0.47...0.53).contains(inside / 27e6))
    #expect(Set(boundary.texts("GHFQMC")) == ["集中建设区", "弹性发展区", "特别用途区"])
  }

  @Test("about half farm and half built (survey-data §2.4 in spirit)", arguments: Districts.seeds)
  func structure(seed: UInt64) throws {
    let patches = try Districts.of(seed).patches
    let total = patches.map(\.area).total().squareMetres
    func share(_ test: (String) -> Bool) -> Double {
      patches.filter { test($0.classCode) }.map(\.area).total().squareMetres / total
    }
    let built = share { code in
      code != "1006"
        && (["05", "06", "07", "08", "09", "10"].contains(code.prefix(2))
          || code == "1109" || code == "1201")
    }
    let open = share { ["1101", "1105", "1106", "0404", "1206"].contains($0) }
    #expect((0.42...0.54).contains(built))
    #expect((0.06...0.14).contains(open))
    #expect((0.36...0.5).contains(1 - built - open))
    #expect(Set(patches.map(\.classCode)).count > 30)
  }

  @Test("control lines cut through patches as well as following them")
  func cuts() throws {
    let district = try Districts.of(7)
    let lines = Set(
      district.patches.flatMap { $0.geometry.rings.flatMap(edges) }.flatMap { [$0, $0.reversed] })
    for name in ["CZKFBJ", "YJJBNTTB", "ZZTB"] {
      let layer = try #require(district.layer(name))
      let all = layer.features.flatMap { $0.geometry?.polygons.flatMap(\.rings) ?? [] }
        .flatMap(edges)
      let free = all.filter { !lines.contains($0) }
      #expect(!free.isEmpty, "\(name) cuts some patches")
      #expect(free.count < all.count / 5, "\(name) mostly follows them")
    }
  }
}
