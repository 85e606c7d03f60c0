import Groundwork
import Planning
import Testing

@Suite("What measures cost together")
struct StatedCostTests {
  private func measure(_ yuan: Int64?) -> Measure {
    Measure(id: "M", cost: yuan.map { Money(fen: $0 * 100) })
  }

  @Test("The cost is known only where every measure states one")
  func whole() {
    let known = StatedCost([measure(3), measure(0), measure(4)])
    #expect(known.whole == Money(fen: 700))
    #expect((known.with, known.without) == (3, 0))
    let gap = StatedCost([measure(3), measure(nil), measure(4), measure(nil)])
    #expect(gap.whole == nil)
    #expect(gap.sum == Money(fen: 700))
    #expect((gap.with, gap.without) == (2, 2))
  }

  @Test("A stated cost of nothing is not a missing one")
  func nothing() {
    #expect(StatedCost([measure(0)]).stated == .zero)
    #expect(StatedCost([measure(nil)]).stated == nil)
    #expect(StatedCost([Measure]()).whole == .zero)
  }
}
