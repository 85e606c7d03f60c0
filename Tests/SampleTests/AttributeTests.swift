import Classes
import Geodesy
import Geometry
import Groundwork
import Sample
import Testing

@Suite("Every field of DLTB is filled by the rules")
struct AttributeTests {
  @Test("codes, names and ids", arguments: Districts.seeds)
  func codes(seed: UInt64) throws {
    let district = try Districts.of(seed)
    for name in ["DLTB_2023", "DLTB_2024"] {
      let layer = try #require(district.layer(name))
      #expect(layer.columns.count == 30)
      #expect(layer.title.contains("合成"))
      let ids = layer.texts("BSM")
      #expect(Set(ids).count == ids.count)
      #expect(ids.allSatisfy { $0.count == 18 })
      for (code, title) in zip(layer.texts("DLBM"), layer.texts("DLMC")) {
        #expect(try LandClass(.sd3Work, code).name.zh == title)
      }
      #expect(layer.texts("QSDWDM").allSatisfy { $0.count == 19 })
      #expect(layer.texts("ZLDWDM").allSatisfy { $0.count == 19 })
      let places = zip(layer.texts("ZLDWDM"), layer.texts("TBBH")).map { "\($0)/\($1)" }
      #expect(Set(places).count == places.count)
      #expect(layer.texts("BZ").allSatisfy { $0.contains("合成") })
      #expect(layer.texts("MSSM").allSatisfy { $0 == "00" })
      let year = name.suffix(4)
      #expect(layer.texts("SJNF").allSatisfy { $0 == year })
    }
  }

  @Test("farmland fields only on farmland, widths only on lines", arguments: Districts.seeds)
  func conditions(seed: UInt64) throws {
    let layer = try #require(try Districts.of(seed).layer("DLTB_2023"))
    func column(_ name: String) -> Int? { layer.columns.firstIndex { $0.name == name } }
    let fields = try ["KCDLBM", "KCXS", "KCMJ", "GDLX", "GDPDJB", "XZDWKD", "ZZSXDM", "CZCSXM"]
      .map { try #require(column($0)) }
    let linear = ["1001", "1003", "1004", "1006", "1009", "1101", "1107", "1107A"]
    let code = try #require(column("DLBM"))
    for feature in layer.features {
      let value = fields.map { feature.values[$0] }
      let use = feature.values[code].string ?? ""
      if use.hasPrefix("01") {
        let share = try #require(value[1].number)
        #expect((0..<1).contains(share))
        #expect(value[0].string == (share > 0 ? "1203" : nil))
        let slope = try #require(value[4].string.flatMap { Int($0) })
        #expect((1...5).contains(slope))
        #expect((slope == 1) == (share == 0))
      } else {
        let isEmpty = value[0...4].allSatisfy(\.isNull)
        #expect(isEmpty)
      }
      #expect(value[5].isNull == !linear.contains(use))
    }
  }

  @Test("areas: ridge deduction and land-class area", arguments: Districts.seeds)
  func areas(seed: UInt64) throws {
    for patch in try Districts.of(seed).patches {
      let deduction = try #require(
        RidgeDeduction(patch: patch.area, coefficient: patch.ridgeShare))
      #expect(patch.deducted == deduction.deducted)
      #expect(patch.remaining == deduction.remaining)
    }
  }

  private func meanNorth(_ patches: ArraySlice<LandPatch>) -> Double {
    let tops = patches.compactMap { MultiPolygon($0.geometry).bounds?.maxY }
    return tops.reduce(0, +) / Double(max(1, tops.count))
  }

  @Test("patches are numbered from north to south")
  func numbering() throws {
    let patches = try Districts.of(7).patches
    for code in Set(patches.map(\.villageCode)) {
      let own = patches.filter { $0.villageCode == code }
      #expect(own.map(\.number) == Array(1...own.count))
      #expect(meanNorth(own.prefix(own.count / 5)) > meanNorth(own.suffix(own.count / 5)))
    }
  }
}
