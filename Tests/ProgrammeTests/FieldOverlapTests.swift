import Classes
import Geometry
import Groundwork
import Programme
import TestSupport
import Testing

@Suite("overlap of fields, and suggested adjustments")
struct FieldOverlapTests {
  @Test("units sum to the whole, combinations to the union, and each kind to its pieces")
  func sums() throws {
    var random = SplitMix(state: 17)
    func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
    let villages: [String?] = ["330299101201", "330299101202", "330299002201", nil]
    let pieces = (0..<400).map { number in
      FieldPiece(
        patch: number / 3, village: villages[number / 3 % 4],
        kinds: FieldKinds(rawValue: below(8)),
        area: Area(hundredths: Int64(1 + below(1_000_000))),
        isFarmland: number / 3 % 5 != 0)
    }
    let overlap = FieldOverlap(pieces)
    let whole = try #require(overlap.units.first)
    #expect(whole.level == .whole)
    for kinds in FieldKinds.combinations {
      let exactly = pieces.filter { $0.kinds == kinds }.map(\.area).total()
      #expect(whole.areas[kinds] == exactly && exactly > .zero)
      #expect(
        whole.area(in: kinds)
          == pieces.filter { $0.kinds.isSuperset(of: kinds) }.map(\.area).total())
      for level in [FieldOverlap.Level.town, .village] {
        let units = overlap.units.filter { $0.level == level }
        #expect(units.count == (level == .town ? 3 : 4))
        #expect(units.compactMap { $0.areas[kinds] }.total() == exactly)
      }
    }
    // What all candidates bring is all farmland in some kind and not in all.
    #expect(
      overlap.candidates.map(\.area).total()
        == pieces.filter { $0.isFarmland && !$0.kinds.isEmpty && $0.kinds != .all }
        .map(\.area).total())
    let counts = overlap.candidates.map { $0.lacking.rawValue.nonzeroBitCount }
    #expect(counts == counts.sorted() && Set(counts) == [1, 2])
  }

  /// A row of squares of 100 m: fields 0–2, a pond 3, a small field 4 alone, and a field 5 beyond a road.
  private func suggestions(
    slope: Int? = 2, road: LandUse = .ruralRoad
  ) -> (suggestions: [AdjustmentSuggestion], unknown: Int) {
    let uses: [LandUse?] = [.farmland, .farmland, .farmland, .pond, .farmland, road, .farmland]
    let boxes: [(Double, Double)] = [
      (0, 100), (100, 100), (200, 100), (300, 100), (400, 50), (450, 8), (458, 100),
    ]
    let patches = uses.enumerated().map { place, use in
      AdjustmentPatch(use: use, slopeClass: place == 2 ? slope : 2)
    }
    let pieces = boxes.enumerated().map { place, box in
      let area = Area(hundredths: Int64(box.1 * 10_000))
      // Basic farmland: the fields 0 and 1, half of the pond counts, the small field.
      let basic: Area? =
        [0, 1, 4].contains(place) ? area : place == 3 ? Area(hundredths: 500_000) : nil
      return AdjustmentPiece(
        patch: place, geometry: rectangle(box.0, 0, box.1, 100), area: area, basic: basic,
        isInBoundary: false, isForbidden: false)
    }
    return AdjustmentSuggestion.all(
      pieces, patches,
      .init(
        fragment: Area(hundredths: 1_000_000), beside: Area(hundredths: 2_000_000),
        slopeClass: 3, boundary: Area(hundredths: 100_000)))
  }

  @Test("small blocks and other uses go out, fields beside large blocks come in")
  func suggested() throws {
    let found = suggestions().suggestions
    #expect(found.map(\.kind) == [.fragmented, .notFarmland, .beside])
    // The small field is beyond the pond, which parts fields.
    #expect(found[0].patches == [4] && found[0].area == Area(hundredths: 500_000))
    #expect(found[1].patches == [3] && found[1].area == Area(hundredths: 500_000))
    // Field 2 touches the block of two; field 6 is beside the small one only.
    #expect(found[2].patches == [2] && found[2].block == Area(hundredths: 2_000_000))
    #expect(found[2].isOut == false)
  }

  @Test("an unknown slope is not suggested and is counted, a steep one is neither")
  func slopes() throws {
    let unknown = suggestions(slope: nil)
    #expect(unknown.unknown == 1 && !unknown.suggestions.contains { $0.kind == .beside })
    let steep = suggestions(slope: 4)
    #expect(steep.unknown == 0 && !steep.suggestions.contains { $0.kind == .beside })
  }

  @Test("the smaller side of a patch that the boundary cuts follows the larger")
  func boundary() throws {
    let limits = AdjustmentSuggestion.Limits(
      fragment: .zero, beside: Area(hundredths: 1), slopeClass: 3,
      boundary: Area(hundredths: 150_000))
    func parts(_ inside: Double, basic: Bool = false) -> [AdjustmentSuggestion] {
      let area = Area(hundredths: Int64(inside * 10_000))
      let rest = Area(hundredths: 1_000_000) - area
      let pieces = [
        AdjustmentPiece(
          patch: 0, geometry: rectangle(0, 0, inside, 100), area: area, basic: nil,
          isInBoundary: true, isForbidden: false),
        AdjustmentPiece(
          patch: 0, geometry: rectangle(inside, 0, 100 - inside, 100), area: rest,
          basic: basic ? rest : nil, isInBoundary: false, isForbidden: false),
      ]
      return AdjustmentSuggestion.all(pieces, [AdjustmentPatch(use: .garden)], limits)
        .suggestions.filter { $0.kind == .boundaryPart }
    }
    #expect(parts(10).map(\.isOut) == [true] && parts(10)[0].area == Area(hundredths: 100_000))
    #expect(parts(90).map(\.isOut) == [false])
    #expect(parts(50).isEmpty)
    // Basic farmland does not come into the boundary by the way.
    #expect(parts(90, basic: true).isEmpty)
  }
}
