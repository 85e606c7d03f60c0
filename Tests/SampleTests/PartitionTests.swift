import Geometry
import Groundwork
import Sample
import Testing

@Suite("The district is cut without gaps and overlaps")
struct PartitionTests {
  @Test(
    "every inner edge is shared by two patches in opposite directions", arguments: Districts.seeds)
  func sharedEdges(seed: UInt64) throws {
    let district = try Districts.of(seed)
    for patches in [district.patches, district.observed] {
      var seen = Set<Edge>()
      var doubled: Int128 = 0
      for patch in patches {
        for ring in patch.geometry.rings {
          doubled += doubledSignedArea(ring)
          for edge in edges(ring) { #expect(seen.insert(edge).inserted) }
        }
      }
      let outer = seen.filter { !seen.contains($0.reversed) }
      let towns = try #require(district.layer("XZQ"))
      let border = towns.features.compactMap(\.geometry).reduce(0) { $0 + $1.doubledPlanarSteps }
      #expect(doubled == border)
      let loop = outer.reduce(Int128(0)) {
        $0 + Int128($1.a.x) * Int128($1.b.y) - Int128($1.b.x) * Int128($1.a.y)
      }
      #expect(doubled == loop)
      #expect(outer.count < 3000)
    }
  }

  @Test("each patch lies in its own village and fills it", arguments: Districts.seeds)
  func villages(seed: UInt64) throws {
    let district = try Districts.of(seed)
    let villages = try #require(district.layer("CJDCQ"))
    #expect((15...30).contains(villages.features.count))
    for patches in [district.patches, district.observed] {
      for (index, code) in villages.texts("ZLDWDM").enumerated() {
        #expect(code.count == 19)
        let own = patches.filter { $0.villageCode == code }
        let sum = own.reduce(Int128(0)) { sum, patch in
          sum + patch.geometry.rings.reduce(0) { $0 + doubledSignedArea($1) }
        }
        let shape = try #require(villages.features[index].geometry)
        #expect(sum == shape.doubledPlanarSteps)
        let borders = Set(own.flatMap { $0.geometry.rings.flatMap(edges) })
        for ring in shape.polygons.flatMap(\.rings) {
          for edge in edges(ring) { #expect(borders.contains(edge)) }
        }
        let control = Area(roundingSquareMetres: villages.numbers("DCMJ")[index])
        #expect(own.map(\.area).total() == control)
      }
    }
  }

  @Test("shapes are what a survey accepts", arguments: Districts.seeds)
  func shapes(seed: UInt64) throws {
    let district = try Districts.of(seed)
    let geos = GEOS()
    for patch in district.patches + district.observed {
      #expect(try geos.isValid(MultiPolygon(patch.geometry)))
      for (index, ring) in patch.geometry.rings.enumerated() {
        #expect((doubledSignedArea(ring) > 0) == (index == 0))
        #expect(Set(ring).count == ring.count)
        for (here, (before, after)) in zip(
          ring, zip(ring.suffix(1) + ring.dropLast(), ring.dropFirst() + ring.prefix(1)))
        {
          let (ax, ay) = (before.metresX - here.metresX, before.metresY - here.metresY)
          let (bx, by) = (after.metresX - here.metresX, after.metresY - here.metresY)
          let length = (bx * bx + by * by).squareRoot()
          #expect(length >= 0.2)
          let cosine = (ax * bx + ay * by) / (length * (ax * ax + ay * ay).squareRoot())
          #expect(cosine < 0.9848, "no corner under 10°")
        }
      }
      let built = ["05", "06", "07", "08", "09", "10", "12"].contains(patch.classCode.prefix(2))
      let open = ["00", "0404", "1101", "1105", "1106"].contains(patch.classCode)
      let least =
        patch.classCode == "1006" || patch.classCode == "1206"
        ? 400.0 : built || patch.classCode == "1109" ? 200.0 : open ? 600 : 400
      #expect(patch.area.squareMetres >= least)
    }
  }
}
